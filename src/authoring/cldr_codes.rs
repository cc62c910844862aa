//! From the pinned file of ISO 639's codes of three letters to the table that the crate embeds.

use core::fmt::Write as _;
use std::collections::BTreeMap;

use super::tables::head;
use crate::error::{Error, ErrorKind, Position, Result};

pub(super) const FILE: &str = "standards/language/cldr-iso-639.txt";
pub(super) const TABLE_FILE: &str = "src/standard/tables/iso_639.rs";

/// What the file says: codes of three letters, each with the subtag of two in whose place it stands.
#[derive(Debug, Default)]
pub(super) struct CldrCodes {
    overlong: BTreeMap<String, String>,
    bibliographic: BTreeMap<String, String>,
}

impl CldrCodes {
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut all = Self::default();
        for (line, content) in (1..).zip(text.lines()) {
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            all.add(content).ok_or_else(|| {
                Error::new(ErrorKind::Format, "this line is no code of a language, or stands twice")
                    .at(Position::in_file(FILE).line(line))
                    .with_help("gather the file anew from CLDR, as its head says")
            })?;
        }
        Ok(all)
    }

    fn add(&mut self, line: &str) -> Option<()> {
        let (kind, rest) = line.split_once(": ")?;
        let (code, subtag) = rest.split_once(' ')?;
        let is_letters =
            |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let codes = match kind {
            "overlong" => &mut self.overlong,
            "bibliographic" => &mut self.bibliographic,
            _ => return None,
        };
        let is_sound = is_letters(code, 3) && is_letters(subtag, 2);
        (is_sound && codes.insert(code.to_owned(), subtag.to_owned()).is_none()).then_some(())
    }
}

/// The text of the embedded table.
pub(super) fn table(codes: &CldrCodes) -> String {
    let mut text = head(FILE);
    write_codes(&mut text, "OVERLONG", "Codes of three letters, with the subtag of two.", &codes.overlong);
    write_codes(&mut text, "BIBLIOGRAPHIC", "The same of ISO 639-2/B alone.", &codes.bibliographic);
    text
}

fn write_codes(text: &mut String, name: &str, what: &str, codes: &BTreeMap<String, String>) {
    let _ = write!(text, "// {what} Rows of 8 bytes.\npub(crate) static {name}: &[u8] = b\"");
    for (code, subtag) in codes {
        let _ = write!(text, "\\\n    {code} {subtag}  ");
    }
    text.push_str("\";\n\n");
}
