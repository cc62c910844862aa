//! What the cells of one column are, counted.

use std::collections::{HashMap, HashSet};

use super::fields::Carrier;
use crate::rules::{impossible_date_of_birth, nhs_number_check_digit};

/// How many different cells are compared with lists: no list has so many codes that a file holds more of them.
const MOST: usize = 1 << 13;
/// No code is longer.
const LONGEST: usize = 256;
/// A residue has a head, an edition and a check at the least.
const SHORTEST_TOKEN: usize = 8;

/// What is counted of one column. Its values never leave it.
#[derive(Default)]
pub(super) struct Tally {
    /// Cells that are not empty.
    pub(super) cells: u64,
    pub(super) nhs_numbers: u64,
    pub(super) tokens: u64,
    pub(super) words: u64,
    pub(super) dates: u64,
    /// How often each content stands there.
    contents: HashMap<Box<[u8]>, u64>,
    hashes: HashSet<u64>,
    pub(super) has_repeated: bool,
}

impl Tally {
    /// Takes what a cell holds.
    pub(super) fn take(&mut self, content: &[u8]) {
        if content.is_empty() {
            return;
        }
        self.cells += 1;
        self.nhs_numbers += u64::from(!nhs_number_check_digit::is_broken(content));
        self.tokens += u64::from(is_token(content));
        self.words += u64::from(core::str::from_utf8(content).is_ok_and(is_words));
        self.dates += u64::from(!impossible_date_of_birth::is_broken(content));
        self.has_repeated |= !self.hashes.insert(hash_of(content));
        if let Some(count) = self.contents.get_mut(content) {
            *count += 1;
        } else if self.contents.len() < MOST && content.len() <= LONGEST {
            self.contents.insert(content.into(), 1);
        }
    }

    /// How many cells are codes of a list.
    pub(super) fn fitting(&self, carrier: &dyn Carrier) -> u64 {
        self.contents.iter().filter(|(code, _)| carrier.has(code)).map(|(_, count)| count).sum()
    }

    /// How many different contents there are, as far as they are compared.
    pub(super) fn different(&self) -> usize {
        self.contents.len()
    }

    pub(super) fn holds(&self, content: &[u8]) -> bool {
        self.contents.contains_key(content)
    }
}

fn hash_of(content: &[u8]) -> u64 {
    use core::hash::{Hash, Hasher};
    // The same for every run: what is found does not depend on chance.
    let mut hasher = std::hash::DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// Whether it has the form of a residue: `R`, and upper-case letters and digits without I, L, O and U.
pub(super) fn is_token(content: &[u8]) -> bool {
    let is_sign = |byte: &u8| {
        byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !matches!(byte, b'I' | b'L' | b'O' | b'U'))
    };
    content.len() >= SHORTEST_TOKEN && content.starts_with(b"R") && content.iter().skip(1).all(is_sign)
}

/// Letters, marks, and what stands between them in names. One letter is as well a code.
fn is_words(content: &str) -> bool {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
    let mut letters = 0;
    let is_of_words = |sign: char| {
        let group = sign.general_category_group();
        letters += usize::from(group == GeneralCategoryGroup::Letter);
        matches!(group, GeneralCategoryGroup::Letter | GeneralCategoryGroup::Mark)
            || matches!(
                sign,
                ' ' | '-'
                    | '\''
                    | '.'
                    | '\u{2019}'
                    | '\u{2BB}'
                    | '\u{2BC}'
                    | '\u{B7}'
                    | '\u{30FB}'
                    | '\u{200C}'
                    | '\u{200D}'
            )
    };
    content.chars().all(is_of_words) && letters > 1
}
