//! From CLDR's patterns for the names of persons to the tables that the crate embeds.

use core::fmt::Write as _;
use std::collections::{BTreeMap, BTreeSet};

use super::literal::{quoted, quoted_list};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::name::is_name_pattern;
use crate::rules::damaged_copy;

/// Where the pinned patterns stand.
pub(super) const FILE: &str = "standards/names/cldr-person-names.txt";

/// Where the table stands.
pub(super) const TABLE_FILE: &str = "src/name/format/tables.rs";

/// The letters of a cell: order, length, usage, formality.
const CELL: [&str; 4] = ["GSK", "LMS", "RAM", "FI"];

/// The patterns of all locales, read.
#[derive(Debug, Default)]
pub(super) struct PersonNames {
    likely: BTreeMap<String, String>,
    aliases: BTreeMap<String, String>,
    locales: BTreeMap<String, LocaleNames>,
}

/// The patterns of one locale, and its words by their keys.
#[derive(Debug, Default)]
struct LocaleNames {
    line: usize,
    words: BTreeMap<String, String>,
    /// A cell's number and a pattern, in the order of the file.
    patterns: Vec<(usize, String)>,
}

const WORDS: [&str; 9] = [
    "scripts",
    "given-first",
    "surname-first",
    "formality",
    "length",
    "native-space",
    "foreign-space",
    "initial",
    "initial-sequence",
];

fn fault(line: usize, what: impl Into<String>) -> Error {
    Error::new(ErrorKind::Data, what)
        .at(Position::in_file(FILE).line(line as u64))
        .with_help("compare the line with its neighbours, and the locale with CLDR's file")
        .of_rule(damaged_copy::RULE.id)
}

impl PersonNames {
    /// Reads the file: lines of `key: value`, texts in single quotes, comments that begin with `#`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Data`], with the line, where a line is not so, a key or cell is unknown, a pattern has a field or
    /// modifier that the formatter does not have, or a locale lacks something.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut names = Self::default();
        let mut current: Option<(String, LocaleNames)> = None;
        for (line, content) in (1..).zip(text.lines()) {
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let (key, value) =
                content.split_once(": ").ok_or_else(|| fault(line, "this line is no `key: value`"))?;
            match key {
                "likely" | "alias" => {
                    let (from, to) =
                        value.split_once(' ').ok_or_else(|| fault(line, "here should be two words"))?;
                    let map = if key == "likely" { &mut names.likely } else { &mut names.aliases };
                    map.insert(from.to_owned(), to.to_owned());
                }
                "locale" => {
                    names.end(current.take())?;
                    current = Some((value.to_owned(), LocaleNames { line, ..LocaleNames::default() }));
                }
                _ => {
                    let (_, locale) =
                        current.as_mut().ok_or_else(|| fault(line, "no locale stands before this line"))?;
                    locale.take(line, key, value)?;
                }
            }
        }
        names.end(current)?;
        names.check()?;
        Ok(names)
    }

    /// Adds a locale that is read to its end.
    fn end(&mut self, locale: Option<(String, LocaleNames)>) -> Result<()> {
        let Some((tag, locale)) = locale else { return Ok(()) };
        let line = locale.line;
        if let Some(missing) = WORDS.iter().find(|key| !locale.words.contains_key(**key)) {
            return Err(fault(line, format!("this locale has no `{missing}`")));
        }
        let cells: BTreeSet<usize> = locale.patterns.iter().map(|(cell, _)| *cell).collect();
        // Two orders with all of length, usage and formality, and sorting with length and formality.
        if cells.len() != 42 {
            return Err(fault(line, format!("this locale has patterns in {} of 42 cells", cells.len())));
        }
        match self.locales.insert(tag, locale) {
            None => Ok(()),
            Some(_) => Err(fault(line, "this locale stands twice")),
        }
    }

    /// Each locale and language that is referred to is here.
    fn check(&self) -> Result<()> {
        for tag in self.likely.values().chain(self.aliases.values()) {
            if !self.locales.contains_key(tag) {
                return Err(fault(1, format!("`{tag}` is referred to, and there is no such locale")));
            }
        }
        Ok(())
    }

    fn patterns(&self) -> Vec<&str> {
        let all = self.locales.values().flat_map(|locale| &locale.patterns);
        let all: BTreeSet<&str> = all.map(|(_, pattern)| pattern.as_str()).collect();
        all.into_iter().collect()
    }
}

impl LocaleNames {
    fn take(&mut self, line: usize, key: &str, value: &str) -> Result<()> {
        let unquoted = || {
            let text = value.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
            text.ok_or_else(|| fault(line, "here should be a text in single quotes"))
        };
        if WORDS.contains(&key) {
            let value = if key.contains("space") || key.contains("initial") { unquoted()? } else { value };
            return match self.words.insert(key.to_owned(), value.to_owned()) {
                None => Ok(()),
                Some(_) => Err(fault(line, "this stands twice in its locale")),
            };
        }
        let pattern = unquoted()?;
        if !is_name_pattern(pattern) {
            return Err(fault(line, "this pattern has a field or modifier that the formatter does not know"));
        }
        for word in key.split(' ') {
            let number = cell(word).ok_or_else(|| fault(line, format!("`{word}` is no cell")))?;
            self.patterns.push((number, pattern.to_owned()));
        }
        Ok(())
    }

    fn word(&self, key: &str) -> &str {
        self.words.get(key).map_or("", String::as_str)
    }

    fn list(&self, key: &str) -> String {
        quoted_list(self.word(key).split(' '))
    }
}

/// The number of a cell: `GLRF` is 0.
fn cell(word: &str) -> Option<usize> {
    let mut letters = word.chars();
    let mut number = 0;
    for axis in CELL {
        number = number * axis.len() + axis.find(letters.next()?)?;
    }
    letters.next().is_none().then_some(number)
}

/// The text of the embedded table.
pub(super) fn table(names: &PersonNames) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "// @generated by `ownwords build` from {FILE}; do not edit.\n");
    text.push_str("use super::locale::Locale;\nuse super::{Formality, NameLength};\n");
    for (name, doc, map) in [
        ("LIKELY", "The language that is likely for a script alone.", &names.likely),
        ("ALIASES", "What a tag stands for.", &names.aliases),
    ] {
        let _ = writeln!(text, "\n/// {doc}\npub(super) static {name}: &[(&str, &str)] = &[");
        for (from, to) in map {
            let _ = writeln!(text, "    ({}, {}),", quoted(from), quoted(to));
        }
        text.push_str("];\n");
    }
    let patterns = names.patterns();
    text.push_str("\n/// Every pattern once.\npub(super) static PATTERNS: &[&str] = &[\n");
    for pattern in &patterns {
        let _ = writeln!(text, "    {},", quoted(pattern));
    }
    text.push_str("];\n\n/// In the order of their tags.\npub(super) static LOCALES: &[Locale] = &[\n");
    for (tag, locale) in &names.locales {
        let formality = if locale.word("formality") == "formal" { "Formal" } else { "Informal" };
        let length = match locale.word("length") {
            "long" => "Long",
            "short" => "Short",
            _ => "Medium",
        };
        let mut cells = locale.patterns.clone();
        cells.sort();
        let cells = cells.iter().filter_map(|(cell, pattern)| {
            Some(format!("({cell}, {})", patterns.binary_search(&pattern.as_str()).ok()?))
        });
        let _ = writeln!(text, "    Locale {{\n        tag: {},", quoted(tag));
        let _ = writeln!(text, "        scripts: &[{}],", locale.list("scripts"));
        let _ = writeln!(text, "        given_first: &[{}],", locale.list("given-first"));
        let _ = writeln!(text, "        surname_first: &[{}],", locale.list("surname-first"));
        let _ = writeln!(text, "        formality: Formality::{formality},");
        let _ = writeln!(text, "        length: NameLength::{length},");
        for key in ["native-space", "foreign-space", "initial", "initial-sequence"] {
            let _ = writeln!(text, "        {}: {},", key.replace('-', "_"), quoted(locale.word(key)));
        }
        let _ = writeln!(text, "        patterns: &[{}],\n    }},", cells.collect::<Vec<_>>().join(", "));
    }
    text.push_str("];\n");
    text
}
