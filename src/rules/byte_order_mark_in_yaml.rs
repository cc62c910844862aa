//! OW-YML-015 ByteOrderMarkInYaml

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-015",
    name: "ByteOrderMarkInYaml",
    since: "0.1.0",
    summary: "a file under standards/ or mappings/ begins with a byte order mark",
    why: "Nobody sees it. Some programs take it for a part of the first key, and then do not find what the \
          file is about.",
    failing: "a file that begins with `<U+FEFF>system:`",
    passing: "a file that begins with `system:`",
    repair: "Save the file as UTF-8 without a byte order mark; editors call that UTF-8, or UTF-8 without \
             BOM, and `ownwords fmt` does it. In a file of records or codes it is OW-FIL-001.",
    repair_is_safe: true,
};
