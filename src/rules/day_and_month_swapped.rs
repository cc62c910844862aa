//! OW-DAT-007 DayAndMonthSwapped

use super::Rule;

/// The rule.
pub static RULE: Rule = Rule {
    id: "OW-DAT-007",
    name: "DayAndMonthSwapped",
    since: "0.1.0",
    summary: "the dates of the column have the day where the month belongs",
    why: "Only those with a day above 12 look wrong. All others are read as another day, so that four people in ten are known \
          by a date of birth that is not theirs, and nobody notices.",
    failing: "date of birth `1984-29-02`, and in the whole column no date the other way round",
    passing: "date of birth `1984-02-29`, among dates of the same order",
    repair: "Have the whole column written again by the system that it came from. Never turn round only those that look wrong.",
    repair_is_safe: false,
};

/// Fewer dates say nothing of a column: a few may be slips.
const FEWEST: u64 = 10;

/// In which order the dates of a column have day and month, as far as a day above 12 tells.
///
/// # Example
///
/// ```
/// use ownwords::rules::day_and_month_swapped::Orders;
///
/// let mut orders = Orders::default();
/// (0..12).for_each(|_| orders.take(b"1984-29-02"));
/// orders.take(b"1984-02-03");
/// assert_eq!(
///     orders.evidence().unwrap(),
///     "12 dates have a day above 12 where the month belongs, and none has one where the day belongs"
/// );
/// orders.take(b"1984-02-29");
/// assert_eq!(orders.evidence(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    swapped: u64,
    right: u64,
}

impl Orders {
    /// Takes a date as `YYYY-MM-DD` or `DD/MM/YYYY`, in either order of day and month; anything else says nothing.
    #[inline]
    pub fn take(&mut self, date: &[u8]) {
        let (month, day) = match *date {
            [_, _, _, _, b'-', m1, m2, b'-', d1, d2, ..] | [d1, d2, b'/', m1, m2, b'/', _, _, _, _, ..] => {
                ([m1, m2], [d1, d2])
            }
            _ => return,
        };
        let is_above_12 =
            |two: [u8; 2]| (*b"13"..=*b"31").contains(&two) && two.iter().all(u8::is_ascii_digit);
        self.swapped += u64::from(is_above_12(month));
        self.right += u64::from(is_above_12(day));
    }

    /// Takes so many days that tell the order.
    #[cfg(feature = "audit")]
    #[inline]
    pub(crate) fn take_in_order(&mut self, count: u64) {
        self.right += count;
    }

    /// Takes the dates that these were taken from.
    #[cfg(feature = "audit")]
    pub(crate) fn absorb(&mut self, others: Self) {
        self.swapped += others.swapped;
        self.right += others.right;
    }

    /// What they tell of the whole column; `None` unless it is certain: at least ten dates one way, and none the other.
    pub fn evidence(&self) -> Option<String> {
        (self.swapped >= FEWEST && self.right == 0).then(|| {
            format!(
                "{} dates have a day above 12 where the month belongs, and none has one where the day belongs",
                self.swapped
            )
        })
    }
}

/// Whether a day of the calendar tells the order.
#[cfg(feature = "audit")]
pub(crate) fn is_in_order(day: crate::Date) -> bool {
    let (_, _, day) = day.parts();
    day > 12
}
