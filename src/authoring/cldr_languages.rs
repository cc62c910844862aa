//! From the pinned file of CLDR's names and codes of languages to the table that the crate embeds.

use core::fmt::Write as _;
use std::collections::{BTreeMap, BTreeSet};

use super::literal::quoted;
use super::tables::head;
use crate::error::{Error, ErrorKind, Position, Result};
use crate::language::{LanguageTag, TagValidity};
use crate::rules::damaged_copy;

pub(super) const FILE: &str = "standards/language/cldr-languages.txt";
pub(super) const TABLE_FILE: &str = "src/standard/tables/language_names.rs";

/// What the file says.
#[derive(Debug, Default)]
pub(super) struct CldrLanguages {
    /// Codes of three letters, with the subtag of two.
    overlong: BTreeMap<String, String>,
    bibliographic: BTreeMap<String, String>,
    /// Tags with their names in the language itself, and with their English ones.
    own: BTreeSet<(String, String)>,
    english: BTreeSet<(String, String)>,
}

impl CldrLanguages {
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut all = Self::default();
        for (line, content) in (1..).zip(text.lines()) {
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            all.add(content).ok_or_else(|| {
                Error::new(
                    ErrorKind::Format,
                    "this line is no name and no code of a language, or stands twice",
                )
                .at(Position::in_file(FILE).line(line))
                .with_help("gather the file anew from CLDR, as its head says")
                .of_rule(damaged_copy::RULE.id)
            })?;
        }
        Ok(all)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let (kind, rest) = line.split_once(": ")?;
        let (tag, text) = rest.split_once(' ').filter(|(_, text)| !text.trim().is_empty())?;
        let is_new = match kind {
            "overlong" => put_code(&mut self.overlong, tag, text),
            "bibliographic" => put_code(&mut self.bibliographic, tag, text),
            "own" => put_name(&mut self.own, tag, text),
            "english" => put_name(&mut self.english, tag, text),
            _ => false,
        };
        is_new.then_some(())
    }
}

/// Puts a code of three letters with its subtag of two; `false` where it is none, or is there already.
fn put_code(codes: &mut BTreeMap<String, String>, code: &str, subtag: &str) -> bool {
    let is_letters =
        |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_sound = is_letters(code, 3) && is_letters(subtag, 2);
    is_sound && codes.insert(code.to_owned(), subtag.to_owned()).is_none()
}

/// Puts a name with its tag; `false` where the registry does not know the tag, or the name is there already.
fn put_name(names: &mut BTreeSet<(String, String)>, tag: &str, name: &str) -> bool {
    let is_known = LanguageTag::parse(tag).is_ok_and(|tag| tag.validity() == TagValidity::Registered);
    is_known && names.insert((tag.to_owned(), name.to_owned()))
}

/// The text of the embedded table.
pub(super) fn table(languages: &CldrLanguages) -> String {
    let mut text = head(FILE);
    write_codes(
        &mut text,
        "OVERLONG",
        "Codes of three letters, with the subtag of two.",
        &languages.overlong,
    );
    write_codes(&mut text, "BIBLIOGRAPHIC", "The same of ISO 639-2/B alone.", &languages.bibliographic);
    write_names(&mut text, "OWN_NAMES", "Names of languages in the language itself, by tag.", &languages.own);
    text.push('\n');
    write_names(&mut text, "ENGLISH_NAMES", "English names of languages, by tag.", &languages.english);
    text
}

fn write_codes(text: &mut String, name: &str, what: &str, codes: &BTreeMap<String, String>) {
    let _ = writeln!(text, "// {what} Rows of 8 bytes.\npub(crate) static {name}: &[u8] = b\"\\");
    for (code, subtag) in codes {
        let _ = writeln!(text, "    {code} {subtag}  \\");
    }
    text.push_str("\";\n\n");
}

fn write_names(text: &mut String, name: &str, what: &str, names: &BTreeSet<(String, String)>) {
    let _ = writeln!(text, "// {what}\npub(crate) static {name}: &[(&str, &str)] = &[");
    for (tag, own) in names {
        let _ = writeln!(text, "    ({}, {}),", quoted(tag), quoted(own));
    }
    text.push_str("];\n");
}
