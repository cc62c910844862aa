//! What is wrong with one value, and the one value that it was.

use super::lists::Holds;
use super::rows::Written;
use crate::authoring::tree::Style;
use crate::bridge::{Damage, Diagnosis};
use crate::rules::{self, Rule, curly_quote, hidden_character, misread_text, undecodable_text};
use crate::text::{hidden_characters, likely_original};

/// What was found of a value.
#[derive(Clone)]
pub(super) struct Judged {
    pub(super) rule: &'static Rule,
    /// What is wrong, without the value.
    pub(super) what: String,
    /// The known value that it was, where exactly one fits.
    pub(super) repair: Option<String>,
}

impl Judged {
    fn of(rule: &'static Rule, repair: Option<String>) -> Self {
        Self { rule, what: rule.summary.to_owned(), repair }
    }
}

/// What is wrong with a value; `None` where nothing is. In a list's own file a code that nobody knows may be a new one.
pub(super) fn judge(holds: &Holds, value: &[u8], written: Written, is_own: bool) -> Option<Judged> {
    if value.is_empty() || holds.fits(value) {
        return None;
    }
    let Ok(text) = core::str::from_utf8(value) else {
        return Some(Judged::of(&undecodable_text::RULE, meant(holds, &as_latin_1(value))));
    };
    let repaired = |rule, text: Option<String>| {
        text.and_then(|text| meant(holds, &text)).map(|known| Judged::of(rule, Some(known)))
    };
    repaired(&hidden_character::RULE, without_unseen(text))
        .or_else(|| repaired(&misread_text::RULE, likely_original(text)))
        .or_else(|| repaired(&curly_quote::RULE, without_quotes(text)))
        .or_else(|| as_text(text, written))
        .or_else(|| as_code(holds.diagnoses(value), is_own))
}

/// What is wrong with any text, whatever the column holds.
fn as_text(text: &str, written: Written) -> Option<Judged> {
    let in_quotes = text.starts_with(['\u{201C}', '\u{201E}']) && text.ends_with(['\u{201C}', '\u{201D}']);
    if hidden_character::is_broken(text) {
        let mut judged = Judged::of(&hidden_character::RULE, None);
        if let Some(first) = hidden_characters(text).find(|hidden| !hidden.character().is_whitespace()) {
            judged.what = format!("{}: {first}, character {}", judged.what, first.place());
        }
        Some(judged)
    } else if likely_original(text).is_some() {
        Some(Judged::of(&misread_text::RULE, None))
    } else if in_quotes && written == Written::Yaml(Style::Plain) {
        Some(Judged::of(&curly_quote::RULE, None))
    } else {
        None
    }
}

fn as_code(diagnoses: Vec<Diagnosis>, is_own: bool) -> Option<Judged> {
    let found = diagnoses.into_iter().reduce(Diagnosis::together)?;
    if is_own && matches!(found.damage(), Damage::UnknownCode | Damage::OneCharacterWrong) {
        return None;
    }
    let rule = rules::of_damage(found.damage());
    Some(Judged { rule, what: found.to_string(), repair: found.likely().map(str::to_owned) })
}

/// The known value that a text is, or was; `None` where several fit.
fn meant(holds: &Holds, text: &str) -> Option<String> {
    if holds.fits(text.as_bytes()) {
        return Some(text.to_owned());
    }
    let diagnoses = holds.diagnoses(text.as_bytes()).into_iter();
    diagnoses.reduce(Diagnosis::together)?.likely().map(str::to_owned)
}

/// Bytes as Latin-1 has them, which is what most files that are not UTF-8 are in.
fn as_latin_1(value: &[u8]) -> String {
    value.iter().map(|&byte| char::from(byte)).collect()
}

/// Without the characters that nobody sees; `None` where there are none.
fn without_unseen(text: &str) -> Option<String> {
    let is_unseen = |character: char| {
        matches!(
            character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        ) || hidden_characters(character.encode_utf8(&mut [0; 4])).next().is_some()
            && !character.is_whitespace()
    };
    let seen: String = text.chars().filter(|&character| !is_unseen(character)).collect();
    (seen.len() < text.len()).then_some(seen)
}

/// Without quotes round it and the signs by which a spreadsheet is told that something is text (`'01`, `="01"`), and with
/// straight quotes for curly ones within it; `None` where it is as it was.
fn without_quotes(text: &str) -> Option<String> {
    let straight = |character| match character {
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => '"',
        '\u{2018}'..='\u{201B}' | '\u{B4}' | '`' => '\'',
        _ => character,
    };
    let bare: String = text.chars().map(straight).collect();
    let bare = bare.trim();
    let bare = bare.strip_prefix('=').unwrap_or(bare).trim_matches(['"', '\'']);
    (bare != text.trim()).then(|| bare.to_owned())
}
