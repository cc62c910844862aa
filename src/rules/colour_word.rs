//! OW-STD-015 ColourWord

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-015",
    name: "ColourWord",
    since: "0.1.0",
    summary: "a text of ours speaks of skin colour",
    why: "People are not colours. What is issued here names peoples and places; only the labels of other \
          owners are quoted as they are.",
    failing: "`\"Any other Black background\"` as the label of a concept of ours",
    passing: "`\"Any other Black background\"` as the label of a row, which is its owner's",
    repair: "Say which people or place is meant. An official label belongs in a mapping or in \
             `attested-by`; what people type belongs among the words for search only.",
    repair_is_safe: false,
};
