//! OW-COD-012 BareCode

use super::Rule;

/// The rule. It is of a whole column, so its finding has no row.
pub static RULE: Rule = Rule {
    id: "OW-COD-012",
    name: "BareCode",
    since: "0.1.0",
    summary: "the codes of a column stand without the list that they are of",
    why: "The same code is one people in one list and another in the next: `B` is Irish in England's list and \
          Gypsy or Irish Traveller in that of Wales. Whoever guesses the list says something of every person \
          in the file that they did not say.",
    failing: "a column `ethnicity` that holds `A`, `B` and `C`",
    passing: "a column `ethnic_category`, the name of the NHS list, that holds `A`, `B` and `C`",
    repair: "Ask whoever made the file which list and edition its codes are of, and name it: ownwords audit \
          --system COLUMN=KEY. The finding says which lists hold all of the column's values, how many rows \
          each list holds, and what excludes the others.",
    repair_is_safe: false,
};
