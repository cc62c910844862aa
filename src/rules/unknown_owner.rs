//! OW-STD-024 UnknownOwner

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-STD-024",
    name: "UnknownOwner",
    since: "0.1.0",
    summary: "the owner of an overlay is no ODS code",
    why: "The ids of an overlay carry it, so that two organisations can never give one id to two peoples.",
    failing: "`owner: \"our trust\"`",
    passing: "`owner: \"TEST9\"`",
    repair: "Write the organisation's ODS code in capitals, letters and digits alone; it is the one that \
             its messages carry.",
    repair_is_safe: false,
};
