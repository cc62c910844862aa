//! OW-NUM-003 SharedNhsNumber

use super::{RecordField, Rule};

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NUM-003",
    name: "SharedNhsNumber",
    since: "0.1.0",
    summary: "another record has the same NHS number, and says something else of the person",
    why: "Two people under one number get each other's results, letters and allergies. Where it is one person, one of the \
          two records is old or wrong, and nobody can see which of them a clinician opens.",
    failing: "NHS number `9991234551`, of `Ada Okonkwo` in one row and of `Amina Khan` in another",
    passing: "NHS number `9991234551`, in one row and in no other",
    repair: "Trace both records. One person: ask them which answers hold, and keep one record. Two people: find each one's \
             own number, and look at what arrived under the shared one.",
    repair_is_safe: false,
};

/// In which fields the records of one number differ, as a sentence says it. `None` where they differ in none.
///
/// # Example
///
/// ```
/// use ownwords::rules::{RecordField, shared_nhs_number::evidence};
///
/// let fields = [RecordField::FamilyName, RecordField::Language];
/// assert_eq!(evidence(fields).unwrap(), "its records differ in the family name and the language");
/// assert_eq!(evidence([]), None);
/// ```
pub fn evidence(fields: impl IntoIterator<Item = RecordField>) -> Option<String> {
    let mut labels: Vec<String> = fields.into_iter().map(|field| format!("the {}", field.label())).collect();
    let last = labels.pop()?;
    let said = if labels.is_empty() { last } else { format!("{} and {last}", labels.join(", ")) };
    Some(format!("its records differ in {said}"))
}
