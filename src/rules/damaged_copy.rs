//! OW-YML-021 DamagedCopy

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-021",
    name: "DamagedCopy",
    since: "0.1.0",
    summary: "the pinned copy of a published list is damaged",
    why: "The lists of languages, scripts and ways to write names come from there. A line that cannot be \
          read is a language that nobody can choose.",
    failing: "`Subtag cy` in the registry of languages",
    passing: "`Subtag: cy` in the registry of languages",
    repair: "Take the file from its source again, as the comment at its head says; these files are never \
             edited by hand.",
    repair_is_safe: false,
};
