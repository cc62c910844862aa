//! OW-NAM-015 FormerNameAsChosen

use super::Rule;

/// The rule. It is asked only in a run that was given a purpose for which former names may be seen.
pub static RULE: Rule = Rule {
    id: "OW-NAM-015",
    name: "FormerNameAsChosen",
    since: "0.1.0",
    summary: "the chosen name is a former name of the person, and not the one that they have now",
    why: "The chosen name is what is called out in the waiting room. Where it is the one that the person gave up, they are \
          called by it in front of everybody, and may be outed or endangered.",
    failing: "chosen name `Adam`, of Ada, whose former given name is Adam",
    passing: "chosen name `Ada`, whose former given name is Adam",
    repair: "Ask the person, in private, what they are to be called. Then find out which feed or clerk writes the former name \
             here, so that it does not come back.",
    repair_is_safe: false,
};

/// Whether the chosen name is this former one, and no part of the present given names. Case and the spaces around a name make
/// no difference.
///
/// # Example
///
/// ```
/// use ownwords::rules::former_name_as_chosen::is_broken;
///
/// assert!(is_broken("ADAM", "Adam", "Ada Grace"));
/// // Who changed a family name alone has the same given name as before.
/// assert!(!is_broken("Ada", "Ada", "Ada Grace") && !is_broken("Ada", "Adam", "Ada"));
/// ```
pub fn is_broken(chosen: &str, former: &str, given: &str) -> bool {
    let folded = |name: &str| name.trim().to_lowercase();
    let (chosen, former, given) = (folded(chosen), folded(former), folded(given));
    !chosen.is_empty()
        && chosen == former
        && chosen != given
        && !given.split_whitespace().any(|present| present == chosen)
}
