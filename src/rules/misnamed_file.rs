//! OW-MAP-001 MisnamedFile

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-001",
    name: "MisnamedFile",
    since: "0.1.0",
    summary: "a file has not the name, or stands not in the folder, that its content asks for",
    why: "Whoever looks for a list by its name finds another, mends it there, and the fault stays.",
    failing: "`system: nhs-carer-support` in a file called `carers.yaml`",
    passing: "`system: nhs-carer-support` in a file called `nhs-carer-support.yaml`",
    repair: "Give the file the name of what it is about, and let it stand in the folder of its field.",
    repair_is_safe: false,
};
