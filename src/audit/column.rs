//! What is told of a whole column, because no row of it could tell alone.

use super::codes;
use super::measures::Summary;
use crate::rules::{
    RecordField, Rule, absence_codes_conflated, day_and_month_swapped, default_code_as_answer,
    names_cut_at_limit, names_in_capitals, test_nhs_numbers,
};

/// What is said of a column: the rule, the field, and the evidence in counts.
pub(super) type OfColumn = (&'static Rule, RecordField, String);

/// What is counted of the columns while records are read.
#[derive(Default)]
pub(super) struct Columns {
    names: [Names; NAMES.len()],
    /// In which order dates of birth have day and month.
    births: day_and_month_swapped::Orders,
    /// Sound NHS numbers of the range for tests.
    test_numbers: u64,
}

/// As they stand beside each other in [`RecordField::ALL`].
const NAMES: [RecordField; 3] = [RecordField::FamilyName, RecordField::GivenName, RecordField::ChosenName];
const CODES: [RecordField; 2] = [RecordField::EthnicCategory, RecordField::SexualOrientation];

/// How the names of one column are written.
struct Names {
    in_capitals: u64,
    in_both: u64,
    /// How many names have so many characters; of those that are shorter than any of them, nothing is counted.
    lengths: [u64; names_cut_at_limit::LONGEST + 1],
    longer: u64,
}

impl Default for Names {
    fn default() -> Self {
        Self { in_capitals: 0, in_both: 0, lengths: [0; names_cut_at_limit::LONGEST + 1], longer: 0 }
    }
}

impl Columns {
    /// Takes a name; `text` reads it, where it is text.
    #[inline]
    pub(super) fn take_name<'a>(
        &mut self,
        field: RecordField,
        name: &[u8],
        text: impl FnOnce() -> Option<&'a str>,
    ) {
        if let Some(names) = self.names_of(field) {
            names.take(name, text);
        }
    }

    /// Takes so many names that are written as most are.
    pub(super) fn take_usual_names(&mut self, field: RecordField, count: u64) {
        if let Some(names) = self.names_of(field) {
            names.in_both += count;
        }
    }

    fn names_of(&mut self, field: RecordField) -> Option<&mut Names> {
        let [first, ..] = NAMES;
        self.names.get_mut((field as usize).wrapping_sub(first as usize))
    }

    /// Takes so many sound NHS numbers of the range for tests.
    #[inline]
    pub(super) fn take_test_numbers(&mut self, count: u64) {
        self.test_numbers += count;
    }

    /// Takes so many days of births that tell the order of day and month.
    #[inline]
    pub(super) fn take_days_in_order(&mut self, count: u64) {
        self.births.take_in_order(count);
    }

    /// Takes a date of birth that is no day.
    pub(super) fn take_birth(&mut self, date: &[u8]) {
        self.births.take(date);
    }

    /// Counts what was counted of another part of the input.
    pub(super) fn absorb(&mut self, part: Self) {
        for (names, more) in self.names.iter_mut().zip(part.names) {
            names.absorb(&more);
        }
        self.births.absorb(part.births);
        self.test_numbers += part.test_numbers;
    }

    /// What is told of the columns at the end. A column whose codes are of no certain list is told of nothing about codes.
    pub(super) fn told(&self, summary: &Summary) -> Vec<OfColumn> {
        let mut told = Vec::new();
        for (field, names) in NAMES.into_iter().zip(&self.names) {
            let capitals = names_in_capitals::evidence(names.in_capitals, names.in_both);
            told.extend(capitals.map(|said| (&names_in_capitals::RULE, field, said)));
            let cut = names_cut_at_limit::evidence(&names.lengths, names.longer);
            told.extend(cut.map(|said| (&names_cut_at_limit::RULE, field, said)));
        }
        let swapped = self.births.evidence();
        told.extend(swapped.map(|said| (&day_and_month_swapped::RULE, RecordField::DateOfBirth, said)));
        let sound = summary.field(RecordField::NhsNumber).valid;
        let numbers = test_nhs_numbers::evidence(self.test_numbers, sound);
        told.extend(numbers.map(|said| (&test_nhs_numbers::RULE, RecordField::NhsNumber, said)));
        for field in CODES {
            let complete = summary.field(field).complete();
            for list in codes::absences(summary.known(), field, &summary.codes(field)) {
                let defaults = default_code_as_answer::evidence(list.defaults, complete);
                told.extend(defaults.map(|said| (&default_code_as_answer::RULE, field, said)));
                let conflated = absence_codes_conflated::evidence(list.declined, list.unknown);
                let conflated = conflated.filter(|_| list.tells_them_apart);
                told.extend(conflated.map(|said| (&absence_codes_conflated::RULE, field, said)));
            }
        }
        told
    }
}

/// Whether a name is written as nearly all names of nearly all files: it begins with three letters, of which two are small, and is
/// too short to have been cut.
#[inline]
pub(super) fn is_usual(name: &[u8]) -> bool {
    matches!(name, [b'A'..=b'Z', b'a'..=b'z', b'a'..=b'z', ..]) && name.len() < names_cut_at_limit::FEWEST
}

impl Names {
    #[inline]
    fn take<'a>(&mut self, name: &[u8], text: impl FnOnce() -> Option<&'a str>) {
        if is_usual(name) {
            self.in_both += 1;
            return;
        }
        self.take_case(text());
        if name.len() >= names_cut_at_limit::FEWEST {
            self.take_length(name);
        }
    }

    fn absorb(&mut self, part: &Self) {
        self.in_capitals += part.in_capitals;
        self.in_both += part.in_both;
        for (count, more) in self.lengths.iter_mut().zip(part.lengths) {
            *count += more;
        }
        self.longer += part.longer;
    }

    #[inline(never)]
    fn take_case(&mut self, name: Option<&str>) {
        match name.and_then(names_in_capitals::is_in_capitals) {
            Some(true) => self.in_capitals += 1,
            Some(false) => self.in_both += 1,
            None => {}
        }
    }

    #[cold]
    fn take_length(&mut self, name: &[u8]) {
        // Bytes that begin a character; what is no UTF-8 has a rule of its own.
        let length = name.iter().filter(|&&byte| !(0x80..0xC0).contains(&byte)).count();
        *self.lengths.get_mut(length).unwrap_or(&mut self.longer) += 1;
    }
}
