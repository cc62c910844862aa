//! A piece of text that the project issues, what of it is quotation, and the verdict on it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::classify::Classifier;
use crate::data;

/// Text from one place of one file.
#[derive(Debug)]
pub struct Piece {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it is, in words: `identifier`, `paragraph`, `cell of column …`.
    pub place: String,
    /// The text, one `\n` for each line end of the file.
    pub text: String,
    /// The parts of the text that are quotation.
    pub zones: Vec<Zone>,
    /// The language that the text is marked with.
    pub language: Option<String>,
}

/// A part of a text that is quotation.
#[derive(Debug)]
pub struct Zone {
    /// Which bytes of the text.
    pub range: Range<usize>,
    /// Who is quoted.
    pub whose: Whose,
}

/// Who is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The owner of a code system, perhaps: the words must be one of its labels.
    Owner,
    /// A person: their name, or their words about themselves.
    Person,
}

impl Piece {
    /// Text in which nothing is quotation: identifiers, slugs, a heritage's own label.
    pub fn ours(line: usize, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { line, place: place.into(), text: text.into(), zones: Vec::new(), language: None }
    }

    /// Prose: what stands in backticks or double quotes is quotation.
    pub fn prose(line: usize, place: impl Into<String>, text: impl Into<String>) -> Self {
        let mut piece = Self::ours(line, place, text);
        piece.zones = quotations(&piece.text);
        piece
    }

    /// Text that is quotation as a whole: a cell of an example, a line of a code block.
    pub fn quotation(line: usize, place: impl Into<String>, text: impl Into<String>) -> Self {
        let mut piece = Self::ours(line, place, text);
        piece.zones = people(&piece.text);
        piece.zones.push(Zone { range: 0..piece.text.len(), whose: Whose::Owner });
        piece
    }
}

/// The quoted parts of prose: between backticks, straight or curly double quotes or guillemets. Straight quotes that
/// do not pair up quote nothing.
fn quotations(text: &str) -> Vec<Zone> {
    let mut zones = people(text);
    let owner = |range| Zone { range, whose: Whose::Owner };
    let code = backticks(text);
    let straight: Vec<usize> = text
        .match_indices('"')
        .map(|(index, _)| index)
        .filter(|index| !code.iter().any(|span| span.contains(index)))
        .collect();
    zones.extend(code.into_iter().map(owner));
    if straight.len().is_multiple_of(2) {
        zones.extend(straight.chunks(2).map(|pair| owner(pair[0] + 1..pair[1])));
    }
    for (open, close) in [('“', '”'), ('„', '“'), ('«', '»')] {
        for (start, sign) in text.match_indices(open) {
            let from = start + sign.len();
            if let Some(length) = text[from..].find(close) {
                zones.push(owner(from..from + length));
            }
        }
    }
    zones
}

fn backticks(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        let from = start + run;
        let fence = "`".repeat(run);
        let close = text[from..]
            .match_indices(&fence)
            .map(|(index, _)| from + index)
            .find(|&index| !text[index + run..].starts_with('`') && !text[..index].ends_with('`'));
        match close {
            Some(end) => {
                spans.push(from..end);
                at = end + run;
            }
            None => at = from,
        }
    }
    spans
}

/// Calls that take a person's name or own words, in an example: `Name::chosen("…")`, `with_own_words("…")`.
fn people(text: &str) -> Vec<Zone> {
    let mut zones = Vec::new();
    for (quote, _) in text.match_indices("(\"") {
        let call = &text[..quote];
        let function =
            call.rsplit(|sign: char| !(sign.is_alphanumeric() || sign == '_' || sign == ':')).next();
        if let (Some(function), Some(length)) = (function, text[quote + 2..].find('"'))
            && takes_a_persons_words(function)
        {
            zones.push(Zone { range: quote + 2..quote + 2 + length, whose: Whose::Person });
        }
    }
    zones
}

/// Whether the text given to this function is a person's: a constructor of `Name`, or their own words.
pub fn takes_a_persons_words(function: &str) -> bool {
    let constructs = |name: &str| function.starts_with(name) || function.contains(&format!("::{name}"));
    constructs("Name::") || constructs("NameText::") || function.ends_with("own_words")
}

/// What third parties call things, and the few other words that documents may quote.
#[derive(Debug)]
pub struct Labels {
    texts: BTreeSet<String>,
}

impl Labels {
    /// The official labels in `labels` that hold a colour word, and the rows of `quotations.csv`.
    pub fn new(labels: impl IntoIterator<Item = String>, classifier: &Classifier) -> Self {
        let coloured = labels.into_iter().filter(|label| !classifier.hits(label, None).is_empty());
        let quoted = data::rows("quotations.csv").into_iter().map(|row| row[0].clone());
        Self { texts: coloured.chain(quoted).flat_map(|text| [text.to_uppercase(), text]).collect() }
    }

    /// How many there are, each in its own case and in capitals.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether the word at `hit` of the quotation stands inside a label. A label of one word must stand alone there:
    /// the label `White` does not excuse every quotation with that word in it.
    fn cover(&self, quotation: &str, hit: &Range<usize>) -> bool {
        let flat = quotation.replace('\n', " ");
        self.texts.iter().any(|label| {
            flat.match_indices(label.as_str()).any(|(start, _)| {
                let end = start + label.len();
                let (before, after) = (&flat[..start], &flat[end..]);
                start <= hit.start
                    && hit.end <= end
                    && !before.ends_with(char::is_alphanumeric)
                    && !after.starts_with(char::is_alphanumeric)
                    && (label.contains(char::is_whitespace) || (ends_a_cell(before) && begins_a_cell(after)))
            })
        })
    }
}

const BETWEEN_CELLS: &str = "\"'`“”,;:|/()[]{}<>=&→\t";

fn ends_a_cell(before: &str) -> bool {
    let trimmed = before.trim_end_matches(' ');
    trimmed.is_empty()
        || before.len() - trimmed.len() > 1
        || trimmed.ends_with(|sign| BETWEEN_CELLS.contains(sign))
}

fn begins_a_cell(after: &str) -> bool {
    let trimmed = after.trim_start_matches(' ');
    trimmed.is_empty()
        || after.len() - trimmed.len() > 1
        || trimmed.starts_with(|sign| BETWEEN_CELLS.contains(sign))
}

/// What is wrong with `piece`: one sentence a colour word, each with its line.
pub fn faults(piece: &Piece, classifier: &Classifier, labels: &Labels) -> Vec<(usize, String)> {
    let hits = classifier.hits(&piece.text, piece.language.as_deref()).into_iter();
    hits.filter_map(|hit| {
        let word = &piece.text[hit.start..hit.end];
        let line = piece.line + piece.text[..hit.start].matches('\n').count();
        let around = piece.zones.iter().filter(|zone| zone.range.start <= hit.start && hit.end <= zone.range.end);
        let mut quoted = false;
        for zone in around {
            let inner = hit.start - zone.range.start..hit.end - zone.range.start;
            if zone.whose == Whose::Person || labels.cover(&piece.text[zone.range.clone()], &inner) {
                return None;
            }
            quoted = true;
        }
        let advice = if quoted {
            "stands in a quotation, and no code system under mappings/ has a label with these words. Quote the label \
             exactly, say it without colour, or list the quotation in tests/words/quotations.csv with its reason"
        } else {
            "is a colour word of our own. Say it without colour; or, if it is an official label, put the whole label \
             in double quotes or backticks; or, if it is a name, list it in tests/words/context.csv"
        };
        Some((line, format!("{}: `{word}` ({}) {advice}", piece.place, hit.language)))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{Labels, Piece, faults};
    use crate::classify::Classifier;

    fn count(piece: &Piece) -> usize {
        let classifier = Classifier::new();
        let official =
            ["White", "White British", "Any other Black background", "White - North European", "Asian"];
        let labels = Labels::new(official.map(String::from), &classifier);
        faults(piece, &classifier, &labels).len()
    }

    #[test]
    fn quoted_official_labels_pass() {
        let texts = [
            "the label \"White British\" says",
            "the label “White British”",
            "`White British`",
            "the heading `White`",
            "``Any other Black background``",
            "see \"Any other\nBlack background\" there",
            "`WHITE BRITISH`",
            "`C  White: White British`",
            "a family called `Brown`",
            "Name::chosen(\"Ola Brown\")",
            "person.with_own_words(\"Black and Welsh\")",
        ];
        for text in texts {
            assert_eq!(count(&Piece::prose(1, "paragraph", text)), 0, "{text:?}");
        }
    }

    #[test]
    fn everything_else_fails() {
        let texts = [
            "White British",
            "the label White British",
            "\"white people\"",
            "`white`",
            "\"White people\"",
            "\"White British\" or White Irish",
            "an odd quote \" before \"White British\"",
            "`White Martian`",
            "“White people”",
            "`unclosed White British",
            "\"a White cell\"",
            "label(\"Black and Welsh\")",
        ];
        for text in texts {
            assert!(count(&Piece::prose(1, "paragraph", text)) > 0, "{text:?}");
        }
        assert_eq!(count(&Piece::ours(1, "identifier", "\"White British\"")), 1);
        assert_eq!(count(&Piece::quotation(1, "cell", "White British")), 0);
        assert_eq!(count(&Piece::quotation(1, "cell", "White Martian")), 1);
    }

    #[test]
    fn a_fault_names_its_line() {
        let classifier = Classifier::new();
        let piece = Piece::prose(10, "paragraph", "one\ntwo white\nthree");
        assert_eq!(faults(&piece, &classifier, &Labels::new([], &classifier))[0].0, 11);
    }
}
