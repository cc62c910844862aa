//! OW-YML-016 CarriageReturn

use super::Rule;

/// The rule, of the files that stewards write.
pub static RULE: Rule = Rule {
    id: "OW-YML-016",
    name: "CarriageReturn",
    since: "0.1.0",
    summary: "lines end in a carriage return",
    why: "A program that ends lines otherwise takes the unseen sign for a part of the text, and every line \
          of the file looks changed to whoever reviews it.",
    failing: "`code: \"A\"<CR>`",
    passing: "`code: \"A\"`",
    repair: "Let the editor end lines with a line feed alone; editors call that LF, or Unix.",
    repair_is_safe: true,
};
