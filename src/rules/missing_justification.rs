//! OW-MAP-006 MissingJustification

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-006",
    name: "MissingJustification",
    since: "0.1.0",
    summary: "nothing says on what ground a row was written",
    why: "A mapping decides how a person is read. Whoever is misread by it has a right to know why.",
    failing: "`justification: \"\"`",
    passing: "`justification: manual-mapping-curation`",
    repair: "Write the ground in the words of SSSOM, such as manual-mapping-curation.",
    repair_is_safe: false,
};
