//! OW-MAP-027 ImpossibleReceiver

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-MAP-027",
    name: "ImpossibleReceiver",
    since: "0.1.0",
    summary: "what is said of a receiver of names cannot hold",
    why: "A name is cut or changed for a receiver by this. A limit that is wrong cuts more of somebody's \
          name than need be.",
    failing: "two profiles with `number: 3`",
    passing: "each profile with a `number` of its own",
    repair: "Compare the entry with mappings/names/TEMPLATE.yaml and with the receiver's own documents.",
    repair_is_safe: false,
};
