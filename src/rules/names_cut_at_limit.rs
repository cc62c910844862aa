//! OW-NAM-012 NamesCutAtLimit

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NAM-012",
    name: "NamesCutAtLimit",
    since: "0.1.0",
    summary: "many names of the column end exactly where a field of an older system ends, and none is longer",
    why: "Whoever has a long name has lost the end of it: in many traditions the name of a father, a house or a village. The \
          part that is left is printed on the wristband and does not match the passport.",
    failing: "given name `Maria Fernanda Conceição dos Santos`, one of forty of 35 characters, where no name is longer",
    passing: "given name `Maria Fernanda Conceição dos Santos`, where other names are longer",
    repair: "Find the names in a system that holds them in full, or ask. Widen the field; a name of any length is sound.",
    repair_is_safe: false,
};

/// The limits of fields that names come through, in characters (`mappings/names`): 35 for a name and 70 for a whole one in
/// the NHS Data Dictionary; 30 and 40 in systems of general practices and hospitals.
pub(crate) const LIMITS: [usize; 4] = [30, 35, 40, 70];
/// The longest of them.
#[cfg_attr(not(feature = "audit"), expect(dead_code, reason = "the audit counts by it"))]
pub(crate) const LONGEST: usize = 70;
/// How many lengths below a limit are compared with it.
const BELOW: usize = 3;
/// The shortest name, in bytes or characters, of which anything is counted.
#[cfg_attr(not(feature = "audit"), expect(dead_code, reason = "the audit counts by it"))]
pub(crate) const FEWEST: usize = 27;
/// Fewer names at the limit say nothing.
const AT_LIMIT: u64 = 20;

/// What a column's counts tell, by length in characters, and of those longer than 70: that names were cut, where at least
/// twenty have exactly the length of a limit, none is longer, and these are more than three times as many as of any of the
/// three lengths below. Our own measure; a length alone is never a fault.
///
/// # Example
///
/// ```
/// use ownwords::rules::names_cut_at_limit::evidence;
///
/// let mut lengths = [0; 71];
/// lengths[34] = 2;
/// lengths[35] = 40;
/// assert!(evidence(&lengths, 0).unwrap().starts_with("40 names have exactly 35 characters"));
/// assert_eq!(evidence(&lengths, 1), None);
/// ```
pub fn evidence(lengths: &[u64], longer: u64) -> Option<String> {
    if longer > 0 {
        return None;
    }
    let limit = lengths.iter().rposition(|count| *count > 0).filter(|longest| LIMITS.contains(longest))?;
    let at = lengths.get(limit).copied().filter(|at| *at >= AT_LIMIT)?;
    let below = lengths.get(limit - BELOW..limit)?.iter().copied().max()?;
    (at > 3 * below).then(|| {
        format!(
            "{at} names have exactly {limit} characters, none has more, and at most {below} have any of the {BELOW} \
             lengths below"
        )
    })
}
