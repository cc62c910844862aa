//! One made-up record, before it is written.

use super::Share;
use super::names::Pools;
use super::random::{Purpose, Stream};
pub(super) use crate::audit::measures::Status;
use crate::rules::RecordField;

/// One cell: its bytes, which need not be UTF-8, and what an audit must say of it.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) bytes: Vec<u8>,
    pub(super) status: Status,
}

impl Cell {
    /// Puts a value in, `Missing` when it is empty.
    pub(super) fn set(&mut self, bytes: &[u8], status: Status) {
        self.bytes.clear();
        self.bytes.extend_from_slice(bytes);
        self.status = if bytes.is_empty() { Status::Missing } else { status };
    }
}

/// One record. The buffers are used again for the next.
#[derive(Default)]
pub(super) struct Record {
    pub(super) nhs_number: Cell,
    pub(super) family_name: Cell,
    pub(super) given_name: Cell,
    pub(super) chosen_name: Cell,
    pub(super) date_of_birth: Cell,
    pub(super) ethnic_category: Cell,
    pub(super) language: Cell,
    pub(super) sexual_orientation: Cell,
    pub(super) updated: Cell,
    pub(super) shape: Shape,
}

/// What is wrong with a record as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Sound,
    /// The last cells are not there: this many are.
    Short(usize),
    /// One cell too many stands at the end.
    Long(&'static str),
    /// The ethnic category comes from a code system that nobody else has.
    ForeignSystem,
}

/// Codes of the NHS ethnic category, and how often of 1000 each is drawn: every category appears, the larger ones of
/// England are the larger ones here, and the shares are made up. Nothing about the person goes into the draw.
const ETHNIC_CATEGORIES: &[(&str, u32)] = &[
    ("A", 600),
    ("Z", 75),
    ("C", 60),
    ("99", 40),
    ("H", 35),
    ("J", 30),
    ("N", 28),
    ("S", 22),
    ("L", 18),
    ("K", 14),
    ("M", 13),
    ("R", 11),
    ("B", 11),
    ("D", 11),
    ("G", 10),
    ("F", 9),
    ("P", 7),
    ("E", 6),
];

/// Language tags, and how often of 1000 each is drawn; made up, and nothing about the person goes into the draw.
const LANGUAGES: &[(&str, u32)] = &[
    ("en", 640),
    ("en-GB", 60),
    ("pl", 34),
    ("ro", 30),
    ("pa", 20),
    ("ur", 20),
    ("bn", 14),
    ("gu", 14),
    ("ar", 14),
    ("pt", 13),
    ("es", 12),
    ("so", 10),
    ("fa", 9),
    ("tr", 9),
    ("zh", 9),
    ("yue", 7),
    ("ta", 8),
    ("fr", 8),
    ("it", 8),
    ("bfi", 7),
    ("cy", 7),
    ("lt", 6),
    ("hu", 5),
    ("bg", 5),
    ("el", 4),
    ("uk", 4),
    ("ckb", 3),
    ("ti", 3),
    ("am", 2),
    ("yo", 2),
    ("ne", 2),
    ("vi", 2),
    ("ps", 2),
    ("zh-Hant", 2),
    ("pt-BR", 2),
    ("rom", 1),
    ("isg", 1),
    ("ga", 1),
];

/// Codes of the person stated sexual orientation, and how often of 100 each is drawn; made up.
const ORIENTATIONS: &[(&str, u32)] =
    &[("1", 70), ("9", 10), ("Z", 8), ("2", 4), ("3", 4), ("U", 2), ("4", 2)];

const fn total(texts: &[(&str, u32)]) -> u32 {
    let (mut sum, mut rest) = (0, texts);
    while let [(_, weight), tail @ ..] = rest {
        sum += *weight;
        rest = tail;
    }
    sum
}

const ETHNIC_TOTAL: u32 = total(ETHNIC_CATEGORIES);
const LANGUAGE_TOTAL: u32 = total(LANGUAGES);
const ORIENTATION_TOTAL: u32 = total(ORIENTATIONS);

impl Record {
    /// Draws a record without a fault. `row` counts from 0.
    pub(super) fn draw(&mut self, pools: &Pools, seed: u64, row: u64, non_ascii: Share) {
        self.shape = Shape::Sound;
        self.draw_nhs_number(seed, row);
        self.draw_names(pools, &mut Stream::new(seed, row, Purpose::Name), non_ascii);
        self.draw_date_of_birth(&mut Stream::new(seed, row, Purpose::DateOfBirth));
        self.draw_ethnic_category(&mut Stream::new(seed, row, Purpose::EthnicCategory));
        self.draw_language(&mut Stream::new(seed, row, Purpose::Language));
        self.draw_orientation(&mut Stream::new(seed, row, Purpose::SexualOrientation));
        self.draw_updated(&mut Stream::new(seed, row, Purpose::Updated));
    }

    /// Takes the number of another record, and with `is_whole` all that it says of the person.
    pub(super) fn take_from(&mut self, other: &Self, is_whole: bool) {
        let copy = |to: &mut Cell, from: &Cell| to.set(&from.bytes, from.status);
        copy(&mut self.nhs_number, &other.nhs_number);
        if is_whole {
            copy(&mut self.family_name, &other.family_name);
            copy(&mut self.given_name, &other.given_name);
            copy(&mut self.chosen_name, &other.chosen_name);
            copy(&mut self.date_of_birth, &other.date_of_birth);
            copy(&mut self.ethnic_category, &other.ethnic_category);
            copy(&mut self.language, &other.language);
            copy(&mut self.sexual_orientation, &other.sexual_orientation);
        }
    }

    /// Whether all that it says of the person is the same; when it was changed is not of the person.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let mut cells = self.cells().into_iter().zip(other.cells()).zip(RecordField::ALL);
        cells.all(|((one, other), field)| field == RecordField::Updated || one.bytes == other.bytes)
    }

    /// The cells in the order of [`RecordField::ALL`].
    pub(super) const fn cells(&self) -> [&Cell; RecordField::ALL.len()] {
        [
            &self.nhs_number,
            &self.family_name,
            &self.given_name,
            &self.chosen_name,
            &self.date_of_birth,
            &self.ethnic_category,
            &self.language,
            &self.sexual_orientation,
            &self.updated,
        ]
    }

    fn draw_nhs_number(&mut self, seed: u64, row: u64) {
        let mut chance = Stream::new(seed, row, Purpose::NhsNumber);
        if chance.one_in(400) {
            self.nhs_number.set(b"", Status::Missing);
        } else {
            self.nhs_number.set(&test_nhs_number(seed, row), Status::Valid);
        }
    }

    fn draw_names(&mut self, pools: &Pools, chance: &mut Stream, non_ascii: Share) {
        let names = pools.draw(chance, non_ascii);
        self.family_name.set(names.family.as_bytes(), Status::Valid);
        self.given_name.set(names.given.as_bytes(), Status::Valid);
        if !names.middle.is_empty() && names.middle != names.given {
            self.given_name.bytes.push(b' ');
            self.given_name.bytes.extend_from_slice(names.middle.as_bytes());
        }
        self.chosen_name.set(names.chosen.as_bytes(), Status::Valid);
    }

    fn draw_ethnic_category(&mut self, chance: &mut Stream) {
        let code = if chance.one_in(25) { "" } else { chance.weighted(ETHNIC_CATEGORIES, ETHNIC_TOTAL) };
        let status = match code {
            "Z" => Status::Declined,
            "99" => Status::Unknown,
            _ => Status::Valid,
        };
        self.ethnic_category.set(code.as_bytes(), status);
    }

    fn draw_language(&mut self, chance: &mut Stream) {
        let tag = if chance.one_in(6) { "" } else { chance.weighted(LANGUAGES, LANGUAGE_TOTAL) };
        self.language.set(tag.as_bytes(), Status::Valid);
    }

    fn draw_orientation(&mut self, chance: &mut Stream) {
        let is_asked = chance.below(5) < 3;
        let code = if is_asked { chance.weighted(ORIENTATIONS, ORIENTATION_TOTAL) } else { "" };
        let status = match code {
            "Z" => Status::Declined,
            "U" | "9" => Status::Unknown,
            _ => Status::Valid,
        };
        self.sexual_orientation.set(code.as_bytes(), status);
    }

    fn draw_updated(&mut self, chance: &mut Stream) {
        if chance.one_in(250) {
            self.updated.set(b"", Status::Missing);
            return;
        }
        let year = 2014 + chance.below(12);
        self.updated.set(&a_day_of(year, chance), Status::Valid);
    }

    /// Of a few nobody knows more than the year.
    fn draw_date_of_birth(&mut self, chance: &mut Stream) {
        let kind = chance.below(400);
        let year = 1925 + chance.below(100);
        let day = a_day_of(year, chance);
        let known = match kind {
            0 => 0,
            1 => b"YYYY".len(),
            _ => day.len(),
        };
        self.date_of_birth.set(day.get(..known).unwrap_or_default(), Status::Valid);
    }
}

/// A day of the year, between 1901 and 2099.
fn a_day_of(year: u32, chance: &mut Stream) -> [u8; 10] {
    let month = 1 + chance.below(12);
    let days = match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = 1 + chance.below(days);
    let [y, e, a, r] = [year / 1000, year / 100, year / 10, year].map(digit);
    let [m, n, d, f] = [month / 10, month, day / 10, day].map(digit);
    [y, e, a, r, b'-', m, n, b'-', d, f]
}

/// The last decimal digit of a number.
const fn digit(number: u32) -> u8 {
    b'0' + (number % 10) as u8
}

/// A valid NHS number of the range that is kept for tests (999 000 0000 to 999 999 9999), different for each row up to
/// row 900,000, where they begin again, but for one: ten nines pass the check and are no number, so another row's stands
/// in their place.
///
/// Five digits come from the row, scattered; the sixth is one of the nine or ten for which a check digit exists; so
/// each block of 100,000 rows has numbers of its own.
fn test_nhs_number(seed: u64, row: u64) -> [u8; 10] {
    let block = ((row / 100_000) % 9) as u32;
    let start = Stream::new(seed, 0, Purpose::NhsNumber).below(100_000);
    // 61,803 has no factor in common with 100,000, so no two rows of a block share their five digits.
    let scattered = ((row % 100_000 * 61_803 + u64::from(start)) % 100_000) as u32;
    let [a, b, c, d, e] =
        [scattered / 10_000, scattered / 1000, scattered / 100, scattered / 10, scattered].map(|n| n % 10);
    let sum = 9 * (10 + 9 + 8) + 7 * a + 6 * b + 5 * c + 4 * d + 3 * e;
    // The digit f for which sum + 2f leaves 1, and so has no check digit, modulo 11; 6 is the inverse of 2. It may be
    // 10, and then no digit is barred.
    let barred = (12 - sum % 11) * 6 % 11;
    let f = if block >= barred { block + 1 } else { block };
    let f = if (scattered, f) == (99_999, 9) { 0 } else { f };
    let check = (11 - (sum + 2 * f) % 11) % 11;
    let [a, b, c, d, e, f, check] = [a, b, c, d, e, f, check].map(digit);
    [b'9', b'9', b'9', a, b, c, d, e, f, check]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn test_numbers_are_valid_and_different() {
        let mut seen = HashSet::new();
        for row in 0..900_000 {
            let number = test_nhs_number(7, row);
            assert!(number.starts_with(b"999"));
            let sum: u32 =
                number.iter().zip((2..=10).rev()).map(|(d, weight)| u32::from(d - b'0') * weight).sum();
            let check = (11 - sum % 11) % 11;
            assert!(check < 10);
            assert_eq!(number[9], b'0' + check as u8);
            assert_ne!(number, *b"9999999999");
            seen.insert(number);
        }
        assert_eq!(seen.len(), 899_999);
        assert_eq!(test_nhs_number(7, 0), test_nhs_number(7, 900_000));
    }

    #[test]
    fn weights_are_what_the_comments_say() {
        assert_eq!((ETHNIC_TOTAL, LANGUAGE_TOTAL, ORIENTATION_TOTAL), (1000, 1000, 100));
        assert_eq!(ETHNIC_CATEGORIES.len(), 18);
    }
}
