//! OW-COD-004 UnknownCodeSystem

use super::Rule;

/// The rule. Whether a message's code system is one that this release holds, the reader of the message knows.
pub static RULE: Rule = Rule {
    id: "OW-COD-004",
    name: "UnknownCodeSystem",
    since: "0.1.0",
    summary: "the message names a code system that this release does not hold",
    why: "A code means something only within its list: the same letter is one community in England's list and another in \
          that of Wales. Without the list, what the person said cannot be read, and guessing would say it for them.",
    failing: "ethnic category with the system `https://example.org/our-own-list`",
    passing: "ethnic category with the system \
              `https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland`",
    repair: "Find out whose list it is. Where it should be one that this release holds, mend the name that the sending \
             system gives it; where it is a list of its own, a data steward can add it under mappings/.",
    repair_is_safe: false,
};
