//! OW-COD-016 AbsenceCodesConflated

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-COD-016",
    name: "AbsenceCodesConflated",
    since: "0.1.0",
    summary: "the list tells people who declined from people who are not known, and the column holds only one of the two",
    why: "Who did not want to say is asked again and again, or who was never asked is counted as having refused. Which of \
          the two it was is lost for both.",
    failing: "ethnic category `Z` for all of three hundred people without an answer, and no `99`",
    passing: "ethnic category `Z` for some people without an answer, and `99` for others",
    repair: "See what the registration screen offers, and offer both. The rows cannot be told apart afterwards: leave \
             them, and ask.",
    repair_is_safe: false,
};

/// Fewer rows without an answer say nothing: by chance they may all be of one kind.
const FEWEST: u64 = 30;

/// What a column's counts tell: that all of at least thirty rows without an answer are of one kind, in a list that has codes
/// for both. Whether one code stood for both nobody can tell from the rows. Our own measure.
///
/// # Example
///
/// ```
/// use ownwords::rules::absence_codes_conflated::evidence;
///
/// assert!(evidence(300, 0).unwrap().starts_with("300 rows hold the code of who declined, and none"));
/// assert_eq!(evidence(300, 1), None);
/// assert_eq!(evidence(29, 0), None);
/// ```
pub fn evidence(declined: u64, not_known: u64) -> Option<String> {
    match (declined, not_known) {
        (rows, 0) if rows >= FEWEST => {
            Some(format!("{rows} rows hold the code of who declined, and none one of who is not known"))
        }
        (0, rows) if rows >= FEWEST => {
            Some(format!("{rows} rows hold a code of who is not known, and none the code of who declined"))
        }
        _ => None,
    }
}
