//! OW-STD-020 AttestedCodeNotInList

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-020",
    name: "AttestedCodeNotInList",
    since: "0.1.0",
    summary: "an attestation names a code that its list does not have",
    why: "An attestation is the witness against which mappings are tested. One that speaks of no code \
          proves nothing.",
    failing: "`code: \"ZZ\"` attested of the NHS list",
    passing: "`code: \"K\"` attested of the NHS list",
    repair: "Copy the code from the published list itself; the fault names the nearest one.",
    repair_is_safe: false,
};
