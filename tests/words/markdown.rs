//! Markdown: documents, and the comments of code, which are written in it.

use crate::pieces::{Piece, Whose, Zone};

/// The pieces of a document whose first line has the number `first`.
pub fn pieces(text: &str, first: usize, what: &str) -> Vec<Piece> {
    let mut reader = Reader { pieces: Vec::new(), open: Vec::new(), begins: first, quote: false, what };
    let mut fence: Option<String> = None;
    for (number, line) in (first..).zip(text.lines()) {
        let bare = line.trim();
        if let Some(mark) = &fence {
            if bare.starts_with(mark.as_str()) && bare.trim_matches(['`', '~']).is_empty() {
                fence = None;
            } else {
                reader.pieces.push(Piece::quotation(number, format!("code block of the {what}"), line));
            }
            continue;
        }
        if bare.starts_with("```") || bare.starts_with("~~~") {
            reader.close();
            let signs = bare.chars().next().unwrap_or('`');
            fence = Some(bare.chars().take_while(|&sign| sign == signs).collect());
            reader.pieces.push(Piece::ours(number, format!("code block of the {what}"), bare));
            continue;
        }
        reader.line(number, bare);
    }
    reader.close();
    reader.pieces
}

struct Reader<'a> {
    pieces: Vec<Piece>,
    open: Vec<&'a str>,
    begins: usize,
    quote: bool,
    what: &'a str,
}

impl<'a> Reader<'a> {
    fn line(&mut self, number: usize, bare: &'a str) {
        let quote = bare.starts_with('>');
        let alone = bare.starts_with(['#', '|']);
        let begins_item = ["- ", "* ", "+ "].iter().any(|mark| bare.starts_with(mark))
            || bare
                .split_once(". ")
                .is_some_and(|(count, _)| !count.is_empty() && count.len() < 4 && is_count(count));
        if bare.is_empty() || alone || begins_item || quote != self.quote {
            self.close();
        }
        if self.open.is_empty() {
            self.begins = number;
            self.quote = quote;
        }
        if !bare.is_empty() {
            self.open.push(bare);
        }
        if alone {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let text = self.open.join("\n");
        self.open.clear();
        let mut piece = Piece::prose(self.begins, self.what, text);
        if self.quote {
            piece.zones.push(Zone { range: 0..piece.text.len(), whose: Whose::Owner });
        }
        self.quote = false;
        self.pieces.push(piece);
    }
}

fn is_count(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use crate::classify::Classifier;
    use crate::pieces::{Labels, faults};

    fn lines(text: &str) -> Vec<usize> {
        let classifier = Classifier::new();
        let labels = Labels::new(["White British".to_owned()], &classifier);
        let read = pieces(text, 1, "document");
        read.iter().flat_map(|piece| faults(piece, &classifier, &labels)).map(|(line, _)| line).collect()
    }

    #[test]
    fn labels_in_code_quotes_and_block_quotes_pass() {
        let text = "# Codes\n\nThe label \"White\nBritish\" is quoted.\n\n```text\nA  White British\n```\n\n> White British\n\n\
                    - `White British`\n1. \"White British\"\n\n| A | \"White British\" |\n";
        assert_eq!(lines(text), Vec::<usize>::new());
    }

    #[test]
    fn our_own_words_fail_wherever_they_stand() {
        let text = "# White British\n\nOne\nBlack patient.\n\n```text\nwhite people\n```\n\n> black people\nand on\n\n- brown\n\
                    \n| White British |\n";
        assert_eq!(lines(text), [1, 4, 7, 10, 13, 15]);
    }

    #[test]
    fn a_quotation_mark_too_many_excuses_only_its_own_paragraph_from_nothing() {
        assert_eq!(lines("a 5\" screen and \"White British\"\n\n\"White British\"\n"), [1]);
    }
}
