//! OW-ROW-001 RaggedRow

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-ROW-001",
    name: "RaggedRow",
    since: "0.1.0",
    summary: "the row has more or fewer cells than the header",
    why: "A comma or a quotation mark in somebody's name has moved every cell after it. One person's answer may now stand \
          under another heading, and be believed.",
    failing: "a row `9991234551,Ada` under the header `nhs_number,family_name,given_name`",
    passing: "a row `9991234551,Lovelace,Ada` under the same header",
    repair: "Export the row again with every cell in quotation marks. Cells are not moved here, since nobody can tell \
             which one is missing.",
    repair_is_safe: false,
};

/// Whether a row of `cells` cells stands under a header of `columns` columns, and the two differ.
///
/// # Example
///
/// ```
/// use ownwords::rules::ragged_row;
///
/// assert!(ragged_row::is_broken(7, 8));
/// assert!(!ragged_row::is_broken(8, 8));
/// ```
pub const fn is_broken(cells: usize, columns: usize) -> bool {
    cells != columns
}
