//! The stewards' YAML files: every scalar with its path, every comment.
//!
//! A reader of its own, because the test needs lines and comments. It knows the part of YAML that the files may use
//! (no anchors, tags or merge keys), and a test holds it against `serde_yaml`, so that nothing goes unread.

use std::collections::HashMap;

use crate::markdown;
use crate::pieces::Piece;

/// A value of a YAML file.
#[derive(Debug)]
pub struct Scalar {
    /// The line it begins on, from 1.
    pub line: usize,
    /// The keys that lead to it.
    pub path: Vec<String>,
    /// Its text.
    pub text: String,
    /// The mapping it is a value of; values of one mapping share the number.
    map: usize,
}

/// What a file says.
#[derive(Debug, Default)]
pub struct Document {
    /// The values, in order.
    pub scalars: Vec<Scalar>,
    keys: Vec<(usize, String)>,
    comments: Vec<(usize, String)>,
}

/// What was read of a file under `standards/` or `mappings/`.
#[derive(Debug, Default)]
pub struct Read {
    /// Everything to judge.
    pub pieces: Vec<Piece>,
    /// The official labels, groups and codes.
    pub official: Vec<String>,
}

/// Reads a file. In rows of a mapping and in attestations, `label`, `group`, `code` and `codes` are a third party's
/// words. A `text` with `use: search-only` is recognised and never shown.
pub fn read(text: &str) -> Read {
    let document = scan(text);
    let mut siblings: HashMap<(usize, &str), &str> = HashMap::new();
    for scalar in &document.scalars {
        if let Some(key) = scalar.path.last() {
            siblings.insert((scalar.map, key), &scalar.text);
        }
    }
    let mut read = Read::default();
    for scalar in &document.scalars {
        let key = scalar.path.last().map_or("", String::as_str);
        let under = |name: &str| scalar.path.iter().any(|step| step == name);
        let theirs = under("rows") || under("attested-by") || under("publishes");
        if theirs && matches!(key, "label" | "group" | "code" | "codes" | "synonym" | "elsewhere") {
            read.official.push(scalar.text.clone());
            continue;
        }
        let usage = siblings.get(&(scalar.map, "use")).copied();
        if key == "text" && usage == Some("search-only") {
            continue;
        }
        let place = format!("`{}`", scalar.path.join(" > "));
        let ours =
            matches!(key, "id" | "slug" | "label" | "broader" | "overlaps" | "means" | "absent" | "text");
        let mut piece = if ours {
            Piece::ours(scalar.line, place, scalar.text.as_str())
        } else {
            Piece::prose(scalar.line, place, scalar.text.as_str())
        };
        piece.language = siblings.get(&(scalar.map, "language")).map(|tag| (*tag).to_owned());
        read.pieces.push(piece);
    }
    read.pieces.extend(document.keys.into_iter().map(|(line, key)| Piece::ours(line, "key", key)));
    read.pieces.extend(comment_pieces(&document.comments));
    read
}

fn comment_pieces(comments: &[(usize, String)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for run in comments.chunk_by(|before, after| before.0 + 1 == after.0) {
        let text: Vec<&str> = run.iter().map(|(_, text)| text.as_str()).collect();
        pieces.extend(markdown::pieces(&text.join("\n"), run[0].0, "comment"));
    }
    pieces
}

/// Every value, key and comment of a file.
pub fn scan(text: &str) -> Document {
    let signs = text.trim_start_matches('\u{FEFF}').chars().collect();
    let mut scanner =
        Scanner { signs, at: 0, line: 1, levels: Vec::new(), maps: 0, document: Document::default() };
    while scanner.peek().is_some() {
        scanner.line_of_file();
    }
    scanner.document
}

struct Level {
    column: usize,
    map: usize,
    key: String,
}

struct Scanner {
    signs: Vec<char>,
    at: usize,
    line: usize,
    levels: Vec<Level>,
    maps: usize,
    document: Document,
}

impl Scanner {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    fn peek_after(&self) -> char {
        self.signs.get(self.at + 1).copied().unwrap_or('\n')
    }

    fn next(&mut self) -> Option<char> {
        let sign = self.peek()?;
        self.at += 1;
        if sign == '\n' {
            self.line += 1;
        }
        Some(sign)
    }

    fn spaces(&mut self) -> usize {
        let from = self.at;
        while self.peek() == Some(' ') {
            self.at += 1;
        }
        self.at - from
    }

    fn rest_of_line(&mut self) -> String {
        let from = self.at;
        while self.peek().is_some_and(|sign| sign != '\n') {
            self.at += 1;
        }
        self.signs[from..self.at].iter().collect()
    }

    fn comment(&mut self) {
        let line = self.line;
        let text = self.rest_of_line();
        self.document.comments.push((line, text.trim_start_matches('#').trim().to_owned()));
    }

    fn line_of_file(&mut self) {
        let mut column = self.spaces();
        let mut parent = column;
        if self.peek() == Some('-') && self.peek_after() == '-' {
            self.rest_of_line();
        }
        while self.peek() == Some('-') && matches!(self.peek_after(), ' ' | '\n') {
            self.levels.retain(|level| level.column <= column);
            parent = column;
            self.at += 1;
            column += 1 + self.spaces();
        }
        match self.peek() {
            Some('#') => self.comment(),
            Some('\n') | None => {}
            Some(_) => self.node(column, parent),
        }
        self.spaces();
        if self.peek() == Some('#') {
            self.comment();
        }
        self.next();
    }

    /// A node of the block style at `column`: a key with its value, or a value alone.
    fn node(&mut self, column: usize, parent: usize) {
        let line = self.line;
        if matches!(self.peek(), Some('{' | '[')) {
            let path = self.path(column);
            return self.flow(&path, self.maps);
        }
        let (text, quoted) = self.scalar(": ");
        if self.peek() == Some(':') && matches!(self.peek_after(), ' ' | '\n') {
            self.at += 1;
            self.levels.retain(|level| level.column <= column);
            match self.levels.last_mut() {
                Some(level) if level.column == column => level.key.clone_from(&text),
                _ => {
                    self.maps += 1;
                    self.levels.push(Level { column, map: self.maps, key: text.clone() });
                }
            }
            self.document.keys.push((line, text));
            self.spaces();
            return self.value(column);
        }
        let path = self.path(column);
        let text = if quoted { text } else { self.continued(text, parent) };
        self.push(line, path, self.maps, text);
    }

    /// The value after a key that stands at `column`.
    fn value(&mut self, column: usize) {
        let line = self.line;
        let path = self.path(column + 1);
        let map = self.levels.last().map_or(0, |level| level.map);
        match self.peek() {
            None | Some('\n' | '#') => {}
            Some('{' | '[') => self.flow(&path, map),
            Some('|' | '>') => {
                self.rest_of_line();
                let text = self.block(column);
                self.push(line + 1, path, map, text);
            }
            Some(_) => {
                let (text, quoted) = self.scalar("\n");
                let text = if quoted { text } else { self.continued(text, column) };
                self.push(line, path, map, text);
            }
        }
    }

    fn path(&self, column: usize) -> Vec<String> {
        self.levels.iter().filter(|level| level.column < column).map(|level| level.key.clone()).collect()
    }

    fn push(&mut self, line: usize, path: Vec<String>, map: usize, text: String) {
        self.document.scalars.push(Scalar { line, path, text, map });
    }

    /// A quoted scalar, or a plain one up to the end of the line, a comment, or a sign of `ends` that ends it.
    fn scalar(&mut self, ends: &str) -> (String, bool) {
        match self.peek() {
            Some(quote @ ('"' | '\'')) => (self.quoted(quote), true),
            _ => {
                let from = self.at;
                while let Some(sign) = self.peek() {
                    let before_space = matches!(self.peek_after(), ' ' | '\n');
                    let ends_here = match sign {
                        '\n' => true,
                        '#' => self.at > from && self.signs[self.at - 1] == ' ',
                        ':' => ends.contains(':') && before_space,
                        other => other != ' ' && ends.contains(other),
                    };
                    if ends_here {
                        break;
                    }
                    self.at += 1;
                }
                let text: String = self.signs[from..self.at].iter().collect();
                (text.trim_end().to_owned(), false)
            }
        }
    }

    /// Lines further in than `column` that carry a plain scalar on.
    fn continued(&mut self, mut text: String, column: usize) -> String {
        loop {
            let from = self.at;
            self.spaces();
            if self.peek() != Some('\n') {
                self.at = from;
                return text;
            }
            let line = self.line;
            self.next();
            let indent = self.spaces();
            if indent <= column || matches!(self.peek(), None | Some('\n' | '#')) {
                (self.at, self.line) = (from, line);
                return text;
            }
            let (more, _) = self.scalar("\n");
            text = format!("{text}\n{more}");
        }
    }

    /// The lines of a `|` or `>` scalar under a key at `column`.
    fn block(&mut self, column: usize) -> String {
        let mut lines = Vec::new();
        loop {
            let (from, line) = (self.at, self.line);
            if self.next().is_none() {
                break;
            }
            let indent = self.spaces();
            let text = self.rest_of_line();
            if !text.is_empty() && indent <= column {
                (self.at, self.line) = (from, line);
                break;
            }
            if text.is_empty() && self.peek().is_none() {
                break;
            }
            lines.push(text);
        }
        lines.join("\n").trim_end().to_owned()
    }

    fn quoted(&mut self, quote: char) -> String {
        let mut text = String::new();
        self.next();
        while let Some(sign) = self.next() {
            match sign {
                '\'' if quote == '\'' && self.peek() == Some('\'') => {
                    self.next();
                    text.push('\'');
                }
                '\\' if quote == '"' => self.escape(&mut text),
                _ if sign == quote => break,
                '\n' => {
                    self.spaces();
                    text.truncate(text.trim_end_matches(' ').len());
                    text.push('\n');
                }
                _ => text.push(sign),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut String) {
        let digits = match self.next() {
            Some('n') => return text.push('\n'),
            Some('t') => return text.push('\t'),
            Some('x') => 2,
            Some('u') => 4,
            Some('U') => 8,
            Some('\n') => {
                self.spaces();
                return;
            }
            Some(other) => return text.push(other),
            None => return,
        };
        let hex: String = (0..digits).filter_map(|_| self.next()).collect();
        text.extend(u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32));
    }

    /// A `{…}` or `[…]`, which may run over several lines. `map` is the mapping that holds it.
    fn flow(&mut self, path: &[String], map: usize) {
        let close = if self.next() == Some('{') { '}' } else { ']' };
        self.maps += usize::from(close == '}');
        let map = if close == '}' { self.maps } else { map };
        let mut key: Option<String> = None;
        loop {
            let line = self.line;
            let path: Vec<String> = path.iter().cloned().chain(key.clone()).collect();
            match self.peek() {
                None => return,
                Some(' ' | '\n') => {
                    self.next();
                }
                Some(',') => {
                    self.next();
                    key = None;
                }
                Some('#') => self.comment(),
                Some('{' | '[') => self.flow(&path, map),
                Some(sign) if sign == close => {
                    self.next();
                    return;
                }
                Some(_) => {
                    let (text, _) = self.scalar(":,}]");
                    if self.peek() == Some(':') {
                        self.next();
                        self.document.keys.push((line, text.clone()));
                        key = Some(text);
                    } else {
                        self.push(line, path, map, text);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, scan};
    use crate::classify::Classifier;
    use crate::pieces::{Labels, faults};

    const SAMPLE: &str = "# A comment with white in it.\nsystem: example\nreason: \"says \\\"White British\\\" here\"\nlist:\n- one\n- 'it''s two'\n\
        nested:\n  deep: {a: \"x, y\", b: [p, \"q\"]}   # and black here\n  folded: >-\n    first line\n    second: line\n  plain: runs on\n    \
        to the next\nconcepts:\n  - id: \"H\"\n    label: \"Somali\"\n    labels:\n      - {language: en, text: \"Coloured\", use: search-only}\n      \
        - language: cy\n        text: \"du\"\n        use: label\n    attested-by:\n      - {system: s, code: \"A\", label: \"White British\"}\n";

    /// The codes of others are theirs where a witness names them, and nowhere else.
    #[test]
    fn codes_that_a_witness_names_are_official() {
        let witness =
            "attested-by:\n  - {system: s, code: \"A\", label: \"B\", elsewhere: [\"White: British\"]}\n";
        assert!(read(witness).official.iter().any(|label| label == "White: British"));
        assert!(
            !read("elsewhere: [\"White: British\"]\n").official.iter().any(|label| label == "White: British")
        );
    }

    #[test]
    fn every_value_is_read_with_its_path_and_line() {
        let document = scan(SAMPLE);
        let found: Vec<(usize, String, &str)> = document
            .scalars
            .iter()
            .map(|scalar| (scalar.line, scalar.path.join("."), scalar.text.as_str()))
            .collect();
        let expected = [
            (2, "system", "example"),
            (3, "reason", "says \"White British\" here"),
            (5, "list", "one"),
            (6, "list", "it's two"),
            (8, "nested.deep.a", "x, y"),
            (8, "nested.deep.b", "p"),
            (8, "nested.deep.b", "q"),
            (10, "nested.folded", "first line\nsecond: line"),
            (12, "nested.plain", "runs on\nto the next"),
            (15, "concepts.id", "H"),
            (16, "concepts.label", "Somali"),
            (18, "concepts.labels.language", "en"),
            (18, "concepts.labels.text", "Coloured"),
            (18, "concepts.labels.use", "search-only"),
            (19, "concepts.labels.language", "cy"),
            (20, "concepts.labels.text", "du"),
            (21, "concepts.labels.use", "label"),
            (23, "concepts.attested-by.system", "s"),
            (23, "concepts.attested-by.code", "A"),
            (23, "concepts.attested-by.label", "White British"),
        ];
        let expected: Vec<(usize, String, &str)> =
            expected.map(|(line, path, text)| (line, path.to_owned(), text)).into();
        assert_eq!(found, expected);
    }

    #[test]
    fn comments_and_labels_of_our_own_are_judged_and_official_ones_are_not() {
        let classifier = Classifier::new();
        let read = read(SAMPLE);
        assert!(read.official.contains(&"White British".to_owned()));
        let labels = Labels::new(read.official, &classifier);
        let mut lines: Vec<usize> = read
            .pieces
            .iter()
            .flat_map(|piece| faults(piece, &classifier, &labels))
            .map(|(line, _)| line)
            .collect();
        lines.sort_unstable();
        assert_eq!(lines, [1, 8, 20]);
    }

    #[test]
    fn a_label_of_our_own_may_not_quote() {
        let classifier = Classifier::new();
        let read = read(
            "concepts:\n  - slug: white-british\n    label: '\"White British\"'\n    note: '\"White British\"'\n",
        );
        let labels = Labels::new(["White British".to_owned()], &classifier);
        let count = read.pieces.iter().map(|piece| faults(piece, &classifier, &labels).len()).sum::<usize>();
        assert_eq!(count, 2);
    }
}
