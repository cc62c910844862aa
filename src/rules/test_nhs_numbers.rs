//! OW-NUM-002 TestNhsNumbers

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-NUM-002",
    name: "TestNhsNumbers",
    since: "0.1.0",
    summary: "numbers of the range that is kept for tests stand among the numbers of people",
    why: "Somebody who tried the system out is counted as a person, and a real person who was given such a number in a hurry \
          is found by no other system.",
    failing: "NHS number `9991234551`, in a column of numbers that are people's",
    passing: "NHS number `9991234551`, in a file of made-up records",
    repair: "Look for the numbers that begin with 999. Take made-up records out; trace whoever is real, and give them their \
             own number.",
    repair_is_safe: false,
};

/// Whether a sound number is of the range 999 000 0000 to 999 999 9999, which is for tests and is never issued.
///
/// # Example
///
/// ```
/// use ownwords::rules::test_nhs_numbers::is_one;
///
/// assert!(is_one(b"9991234551") && is_one(b"999 123 4551"));
/// assert!(!is_one(b"4010232137"));
/// ```
pub fn is_one(number: &[u8]) -> bool {
    number.starts_with(b"999")
}

/// What a column's counts tell: how many of its sound numbers are for tests. In a file of nothing else nobody is mistaken.
///
/// # Example
///
/// ```
/// use ownwords::rules::test_nhs_numbers::evidence;
///
/// assert_eq!(evidence(2, 40).unwrap(), "2 of 40 sound numbers are of the range for tests");
/// assert_eq!(evidence(40, 40), None);
/// ```
pub fn evidence(for_tests: u64, sound: u64) -> Option<String> {
    (for_tests > 0 && for_tests < sound)
        .then(|| format!("{for_tests} of {sound} sound numbers are of the range for tests"))
}
