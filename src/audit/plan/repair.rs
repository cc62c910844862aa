//! What would put one cell right, where its rule knows.

use core::fmt;

use crate::audit::{InputFormat, Options, audit, bare, codes};
use crate::bridge::{Damage, systems};
use crate::language::{TagCheck, check};
use crate::rules::{
    Finding, RecordField, impossible_date, impossible_date_of_birth, language_name_where_tag_belongs,
    malformed_language_tag, mojibake_in_name, of_damage, private_language_code, space_around_name,
};
use crate::wire::columns::{Encoding, header};

/// How sure a repair is. A person marks it either way.
///
/// # Example
///
/// ```
/// use ownwords::audit::plan::Confidence;
///
/// assert_eq!(Confidence::Likely.to_string(), "likely");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The rule says that its repair is safe, and exactly one value fits.
    Certain,
    /// One value fits, and only a person can know whether it was meant.
    Likely,
}

impl Confidence {
    /// It in one word, as a plan writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
        }
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A repair of one cell.
#[derive(Clone)]
pub(super) struct Repair {
    pub(super) content: String,
    pub(super) reason: String,
    pub(super) confidence: Confidence,
}

/// How often a text is read again that was misread more than once.
const READ_AGAIN: usize = 4;

/// The repair of what was found in a cell; `None` where its rule knows none, or it would break another.
pub(super) fn repair_of(finding: &Finding, value: &[u8], column: &[u8], options: &Options) -> Option<Repair> {
    let field = finding.field?;
    let (content, why) = content_of(finding, field, value, column, options)?;
    if content.is_empty() || content.as_bytes() == value {
        return None;
    }
    let before = broken(column, value, options)?;
    let after = broken(column, content.as_bytes(), options)?;
    // The finding goes, and no other comes.
    if after.contains(&finding.rule.id) || after.iter().any(|rule| !before.contains(rule)) {
        return None;
    }
    let confidence = if finding.rule.repair_is_safe { Confidence::Certain } else { Confidence::Likely };
    Some(Repair { content, reason: format!("{}; {why}", finding.rule.summary), confidence })
}

fn content_of(
    finding: &Finding,
    field: RecordField,
    value: &[u8],
    column: &[u8],
    options: &Options,
) -> Option<(String, &'static str)> {
    let rule = finding.rule.id;
    let text = || core::str::from_utf8(value).ok();
    if rule == space_around_name::RULE.id {
        return Some((text()?.trim().to_owned(), "the space at its ends is taken away"));
    }
    if rule == mojibake_in_name::RULE.id {
        let mut read = mojibake_in_name::repaired(text()?)?;
        for _ in 1..READ_AGAIN {
            match mojibake_in_name::repaired(&read) {
                Some(again) => read = again,
                None => break,
            }
        }
        return Some((read, "read again the right way round; show it to the person"));
    }
    if rule == impossible_date::RULE.id || rule == impossible_date_of_birth::RULE.id {
        return Some((impossible_date::day_meant(value)?, "its day is above 12, so the order is certain"));
    }
    if rule == private_language_code::RULE.id {
        let tag = private_language_code::tag_meant(value)?;
        return Some((tag.to_owned(), "this is the tag of the same language"));
    }
    if rule == malformed_language_tag::RULE.id {
        return Some((malformed_language_tag::tag_meant(value)?, "with hyphens it is a registered tag"));
    }
    if rule == language_name_where_tag_belongs::RULE.id {
        let TagCheck::Name { tag } = check(value) else { return None };
        return Some((tag.to_owned(), "one registered language has this name"));
    }
    if Damage::ALL.iter().any(|damage| of_damage(*damage).id == rule) {
        let code = code_meant(field, value, column, options)?;
        return Some((code.to_owned(), "one code of its list fits"));
    }
    None
}

/// The one code that a damaged one can have been.
fn code_meant(field: RecordField, value: &[u8], column: &[u8], options: &Options) -> Option<&'static str> {
    let lists = codes::Lists::of(options.known, options.named_lists(codes::Keys::default()));
    match field {
        RecordField::EthnicCategory => {
            let names_its_list = header::known(column)
                .any(|called| called.system == Some(systems::NHS_ETHNIC_CATEGORY_2001.key()));
            if options.ethnicity.is_none() && !names_its_list {
                bare::wrong_in_every_list(options.known, value).meant
            } else {
                codes::ethnic_category(lists, value, None).err()?.meant
            }
        }
        RecordField::SexualOrientation => codes::sexual_orientation(lists, value).err()?.meant,
        RecordField::Language => codes::language(lists.language?, value).err()?.meant,
        _ => None,
    }
}

/// The rules that the value breaks in a column of this name; `None` where it cannot be told.
fn broken(column: &[u8], value: &[u8], options: &Options) -> Option<Vec<&'static str>> {
    let mut file = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
    for cell in [column, value] {
        file.write_record([cell]).ok()?;
    }
    let file = file.into_inner().ok()?;
    let mut rules = Vec::new();
    let audited = audit(file.as_slice(), "a cell", of_a_cell(options), &mut |finding| {
        // What is said of the whole column is not said of this cell.
        if finding.row == 1 {
            rules.push(finding.rule.id);
        }
        Ok(())
    });
    audited.is_ok().then_some(rules)
}

/// The options for one cell, which is in UTF-8 whatever its file is in.
fn of_a_cell(options: &Options) -> Options {
    let options = options.clone().on_one_thread();
    Options { format: Some(InputFormat::Csv), encoding: Some(Encoding::Utf8), ..options }
}
