//! OW-COD-003 LabelWhereCodeBelongs

use super::Rule;
use super::code_with_stray_case_or_space::trimmed;
use crate::bridge::Row;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-003",
    name: "LabelWhereCodeBelongs",
    since: "0.1.0",
    summary: "an official label stands where its code belongs",
    why: "Anybody can read what the person answered, but no program that receives the record can. The answer is thrown \
          away at the next system, and the person is asked again, or counted as unknown.",
    failing: "ethnic category `Chinese`",
    passing: "ethnic category `R`",
    repair: "Write the code of the label. Exactly one label of the list is this one.",
    repair_is_safe: true,
};

/// The code of the one row whose official label the value is; `None` when the value is a code, when no label or more than
/// one is this one.
///
/// Compared without regard to case, to white space around it, and to how long a dash is. The label may stand alone or
/// after its heading: `heading - label`, `heading: label`.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::rules::label_where_code_belongs;
///
/// let rows = systems::NHS_ETHNIC_CATEGORY_2001.rows();
/// assert_eq!(label_where_code_belongs::code_meant(b"chinese", rows), Some("R"));
/// assert_eq!(label_where_code_belongs::code_meant(b"R", rows), None);
/// ```
pub fn code_meant(value: &[u8], rows: &[Row]) -> Option<&'static str> {
    meant_among(
        value,
        rows.iter().map(|row| Labelled { code: row.code(), label: row.label(), heading: row.group() }),
    )
}

/// A code with what it is officially called.
struct Labelled {
    code: &'static str,
    label: &'static str,
    heading: Option<&'static str>,
}

fn meant_among(value: &[u8], rows: impl Iterator<Item = Labelled>) -> Option<&'static str> {
    let text = trimmed(core::str::from_utf8(value).ok()?);
    if text.is_empty() {
        return None;
    }
    let mut meant = None;
    for row in rows {
        if row.code.as_bytes() == value {
            return None;
        }
        if is_label_of(text, &row) && meant.replace(row.code).is_some() {
            return None;
        }
    }
    meant
}

fn is_label_of(text: &str, row: &Labelled) -> bool {
    if row.label.is_empty() {
        return false;
    }
    let with_heading = |heading: &str, joint: &str| {
        folded(text).eq(folded(heading).chain(folded(joint)).chain(folded(row.label)))
    };
    folded(text).eq(folded(row.label))
        || row.heading.is_some_and(|heading| with_heading(heading, " - ") || with_heading(heading, ": "))
}

/// Lower case, every white space as a plain space, every dash as a hyphen.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(|c| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_known_alone_and_with_its_heading() {
        let rows = [
            ("H", "Indian", Some("Asian or Asian British")),
            ("R", "Chinese", None),
            ("M", "Caribbean", Some("First heading")),
            ("D", "Caribbean", Some("Second heading")),
            ("8", "", None),
            ("C1", "R", None),
        ];
        let code_meant = |value: &str| {
            meant_among(
                value.as_bytes(),
                rows.into_iter().map(|(code, label, heading)| Labelled { code, label, heading }),
            )
        };
        for (value, code) in [
            ("Indian", "H"),
            (" INDIAN\u{A0}", "H"),
            ("Asian or Asian British - Indian", "H"),
            ("Asian or Asian British \u{2013} Indian", "H"),
            ("asian or asian british: indian", "H"),
            ("chinese", "R"),
            ("Second heading - Caribbean", "D"),
        ] {
            assert_eq!(code_meant(value), Some(code), "{value:?}");
        }
        // Two rows have the label; the label is another row's code; the heading alone; nothing at all.
        for value in ["Caribbean", "R", "Asian or Asian British", "", " ", "Indians"] {
            assert_eq!(code_meant(value), None, "{value:?}");
        }
    }
}
