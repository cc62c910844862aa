//! Rust source: identifiers, string literals and comments, without the tests.

use std::collections::BTreeSet;

use crate::markdown;
use crate::pieces::{Piece, Whose, Zone, takes_a_persons_words};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Identifier,
    Text,
    Comment,
    Sign(char),
}

#[derive(Clone, Debug)]
struct Token {
    line: usize,
    kind: Kind,
    text: String,
}

impl Token {
    fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Identifier && self.text == word
    }
}

/// The pieces of a source file. In a generated table, the words of rows and attestations are a third party's, and a
/// label marked for search alone is never shown.
pub fn pieces(source: &str) -> Vec<Piece> {
    let generated = source.lines().take(3).any(|line| line.contains("@generated"));
    let tokens = without_tests(scan(source));
    let mut pieces = comments(&tokens);
    let mut seen = BTreeSet::new();
    let mut structs: Vec<usize> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('{') => structs.push(index),
            Kind::Sign('}') => {
                structs.pop();
            }
            Kind::Identifier if seen.insert(token.text.as_str()) => {
                pieces.push(Piece::ours(token.line, "identifier", token.text.as_str()));
            }
            Kind::Text => {
                let quoted = generated && is_official(&tokens, structs.last().copied(), index);
                if !quoted {
                    pieces.push(literal(&tokens, index, generated));
                }
            }
            _ => {}
        }
    }
    pieces
}

fn literal(tokens: &[Token], index: usize, generated: bool) -> Piece {
    let token = &tokens[index];
    let mut piece = if generated {
        Piece::ours(token.line, "string of a generated table", token.text.as_str())
    } else {
        Piece::prose(token.line, "string", token.text.as_str())
    };
    if takes_a_persons_words(&called(tokens, index)) {
        piece.zones.push(Zone { range: 0..piece.text.len(), whose: Whose::Person });
    }
    piece
}

/// The path of the function that the literal at `index` is the first argument of, or nothing.
fn called(tokens: &[Token], index: usize) -> String {
    let mut before = tokens[..index].iter().rev();
    if !before.next().is_some_and(|token| token.is('(')) {
        return String::new();
    }
    let path = before.take_while(|token| token.kind == Kind::Identifier || token.is(':'));
    path.map(|token| token.text.as_str()).collect::<Vec<_>>().into_iter().rev().collect()
}

/// Whether the literal at `index` is a third party's, by the struct and the field that hold it.
fn is_official(tokens: &[Token], open: Option<usize>, index: usize) -> bool {
    let Some(open) = open else { return false };
    let name = open.checked_sub(1).map_or("", |before| tokens[before].text.as_str());
    let field = field(&tokens[open..index]);
    match name {
        "RowEntry" => matches!(field, "code" | "label" | "group" | "same_category"),
        "Attestation" => matches!(field, "code" | "label"),
        "Label" => {
            let rest = tokens[open..].iter().take_while(|token| !token.is('}'));
            field == "text" && rest.into_iter().any(|token| token.is_word("SearchOnly"))
        }
        _ => false,
    }
}

/// The field whose value is being written at the end of `tokens`.
fn field(tokens: &[Token]) -> &str {
    let mut before = tokens.iter().rev().skip_while(|token| {
        token.kind == Kind::Text || token.is_word("Some") || "&[](),".chars().any(|sign| token.is(sign))
    });
    match (before.next(), before.next()) {
        (Some(colon), Some(name)) if colon.is(':') => &name.text,
        _ => "",
    }
}

fn comments(tokens: &[Token]) -> Vec<Piece> {
    let comments: Vec<&Token> = tokens.iter().filter(|token| token.kind == Kind::Comment).collect();
    let mut pieces = Vec::new();
    for run in comments.chunk_by(|before, after| before.line + 1 == after.line && !before.text.contains('\n'))
    {
        let text: Vec<&str> = run.iter().map(|token| token.text.as_str()).collect();
        pieces.extend(markdown::pieces(&text.join("\n"), run[0].line, "comment"));
    }
    pieces
}

/// The tokens outside everything marked `#[cfg(test)]`.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        match attribute_for_tests(&tokens[at..]) {
            Some(length) => at += length + item(&tokens[at + length..]),
            None => {
                kept.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    kept
}

/// How many tokens `#[cfg(test)]` takes, if that is what stands at the front.
fn attribute_for_tests(tokens: &[Token]) -> Option<usize> {
    let head = tokens.first()?.is('#') && tokens.get(1)?.is('[') && tokens.get(2)?.is_word("cfg");
    let length = tokens.iter().position(|token| token.is(']'))? + 1;
    let inside = &tokens[..length];
    let tests =
        inside.iter().any(|token| token.is_word("test")) && !inside.iter().any(|token| token.is_word("not"));
    (head && tests).then_some(length)
}

/// How many tokens the item at the front takes: up to its closing brace, or to its semicolon if it has none.
fn item(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('{' | '(' | '[') => depth += 1,
            Kind::Sign('}' | ')' | ']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 && token.is('}') {
                    return index + 1;
                }
            }
            Kind::Sign(';') if depth == 0 => return index + 1,
            _ => {}
        }
    }
    tokens.len()
}

fn scan(source: &str) -> Vec<Token> {
    let mut scanner = Scanner { rest: source, line: 1, tokens: Vec::new() };
    while scanner.token() {}
    scanner.tokens
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
}

impl<'a> Scanner<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.line += taken.matches('\n').count();
        taken
    }

    fn push(&mut self, line: usize, kind: Kind, text: impl Into<String>) {
        self.tokens.push(Token { line, kind, text: text.into() });
    }

    fn token(&mut self) -> bool {
        let Some(sign) = self.rest.chars().next() else { return false };
        let line = self.line;
        if self.rest.starts_with("//") {
            let comment = self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
            let text = comment.trim_start_matches('/').trim_start_matches('!');
            self.push(line, Kind::Comment, text.strip_prefix(' ').unwrap_or(text));
        } else if self.rest.starts_with("/*") {
            let comment = self.take(block_comment(self.rest));
            self.push(line, Kind::Comment, comment.trim_matches(['/', '*', '!']));
        } else if let Some((raw, prefix, hashes)) = string_start(self.rest) {
            self.string(raw, prefix, hashes);
        } else if sign == '\'' {
            self.take(quote_length(self.rest));
        } else if sign.is_alphabetic() || sign == '_' {
            let end = self.rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
            let word = self.take(end.unwrap_or(self.rest.len()));
            self.push(line, Kind::Identifier, word);
        } else if sign.is_ascii_digit() {
            let end = self.rest.find(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'));
            self.take(end.unwrap_or(self.rest.len()));
        } else {
            self.take(sign.len_utf8());
            if !sign.is_whitespace() {
                self.push(line, Kind::Sign(sign), sign);
            }
        }
        true
    }

    fn string(&mut self, raw: bool, prefix: usize, hashes: usize) {
        let line = self.line;
        self.take(prefix);
        let close = format!("\"{}", "#".repeat(hashes));
        let length = if raw { self.rest.find(&close) } else { end_of_string(self.rest) };
        let length = length.unwrap_or(self.rest.len());
        let body = self.take(length);
        self.take(close.len().min(self.rest.len()));
        self.push(line, Kind::Text, if raw { body.to_owned() } else { unescape(body) });
    }
}

/// Whether a string literal begins here: raw or not, the length of what opens it, and its number of `#`.
fn string_start(rest: &str) -> Option<(bool, usize, usize)> {
    let after = rest.trim_start_matches(['b', 'c']);
    let kind = rest.len() - after.len();
    let (raw, after) = match after.strip_prefix('r') {
        Some(after) => (true, after),
        None => (false, after),
    };
    let bare = if raw { after.trim_start_matches('#') } else { after };
    let hashes = after.len() - bare.len();
    let opens = kind < 2 && bare.starts_with('"');
    opens.then_some((raw, kind + usize::from(raw) + hashes + 1, hashes))
}

fn end_of_string(body: &str) -> Option<usize> {
    let mut escaped = false;
    body.char_indices().find_map(|(index, sign)| {
        let ends = sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        ends.then_some(index)
    })
}

/// The text of a literal. A line end that a backslash removes stays one here, so that lines can be counted.
fn unescape(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    let mut signs = body.chars().peekable();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            text.push(sign);
            continue;
        }
        match signs.next() {
            Some('n' | 't' | 'r') => text.push(' '),
            Some('\n') => {
                text.push('\n');
                while signs.next_if(|sign| *sign == ' ').is_some() {}
            }
            Some('u') => {
                let hex: String = signs.by_ref().skip(1).take_while(|sign| *sign != '}').collect();
                text.extend(u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32));
            }
            Some('x') => {
                let hex: String = signs.by_ref().take(2).collect();
                text.extend(u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32));
            }
            other => text.extend(other),
        }
    }
    text
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of a character literal, or 1 for the sign that begins a lifetime.
fn quote_length(rest: &str) -> usize {
    let mut signs = rest.char_indices().skip(1);
    match (signs.next(), signs.next()) {
        (Some((_, '\\')), Some((after, escaped))) => {
            let from = after + escaped.len_utf8();
            from + rest[from..].find('\'').map_or(0, |found| found + 1)
        }
        (Some(_), Some((end, '\''))) => end + 1,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::pieces;
    use crate::classify::Classifier;
    use crate::pieces::{Labels, faults};

    fn lines(source: &str) -> Vec<usize> {
        let classifier = Classifier::new();
        let labels = Labels::new(["White British".to_owned()], &classifier);
        let read = pieces(source);
        let mut lines: Vec<usize> =
            read.iter().flat_map(|piece| faults(piece, &classifier, &labels)).map(|(line, _)| line).collect();
        lines.sort_unstable();
        lines
    }

    #[test]
    fn names_strings_and_comments_are_read() {
        let source = "/// For black people.\nfn white_british<'a>(x: &'a str) -> char {\n    let _ = '\"'; // brown\n    let _ = b\"\\\"White\";\n\
                      \x20   let s = r#\"a \"White\" b\"#;\n    print(\"one \\\n        White British\");\n    /* white */ '\\''\n}\n";
        assert_eq!(lines(source), [1, 2, 3, 4, 5, 7, 8]);
    }

    #[test]
    fn quotations_and_peoples_words_pass() {
        let source = "//! The label \"White British\".\n//!\n//! ```\n//! let label = \"White British\";\n//! let n = Name::chosen(\"A Brown\");\n\
                      //! ```\nconst TEXT: &str = \"the label `White British`\";\nfn f() { Name::chosen(\"A Brown\"); x.with_own_words(\"Black\"); }\n";
        assert_eq!(lines(source), Vec::<usize>::new());
    }

    #[test]
    fn a_bare_label_in_a_string_of_ours_fails() {
        assert_eq!(lines("const LABEL: &str = \"White British\";\n"), [1]);
    }

    #[test]
    fn tests_are_left_out_and_what_follows_them_is_not() {
        let source = "#[cfg(test)]\nmod tests {\n    const A: &str = \"White\";\n}\n#[cfg(not(test))]\nconst B: &str = \"White\";\n\
                      #[cfg(test)]\n#[allow(unused)]\nuse white::brown;\nconst C: &str = \"Brown\";\n";
        assert_eq!(lines(source), [6, 10]);
    }

    #[test]
    fn generated_tables_may_hold_official_labels_and_nothing_else_with_colour() {
        let source = "// @generated by a tool\nconst R: &[RowEntry] = &[RowEntry { code: \"White: Irish\", label: \"White Irish\", \
                      group: Some(\"White\"), adds: &[\"colour\"] }];\nstatic A: Attestation = Attestation { system: \"s\", code: \"A\", label: \"White\" };\n\
                      static L: Label = Label { language: \"en\", text: \"Coloured\", usage: LabelUse::SearchOnly };\n\
                      static M: Label = Label { language: \"en\", text: \"Coloured\", usage: LabelUse::Synonym };\n\
                      const C: ConceptEntry = ConceptEntry { slug: \"white-irish\", label: \"Irish\", labels: &[] };\nconst D: ConceptEntry = ConceptEntry { label: \"\\\"White British\\\"\" };\n\
                      const E: RowEntry = RowEntry { adds: &[\"white\"] };\n";
        assert_eq!(lines(source), [5, 6, 7, 8]);
    }
}
