//! Permanent ids of concepts.

use core::fmt;
use core::str::FromStr;

use crate::error::{Error, ErrorKind, Result};

/// Digits and letters of an id, in the order of their values. No vowel (so that no id spells a word or a month),
/// no `0` or `1` (which are read as letters), and a prime number of signs (so that the check character catches every
/// single wrong character and every swap of neighbours).
const ALPHABET: &[u8; 29] = b"23456789BCDFGHJKLMNPQRSTVWXYZ";
const BASE: u32 = 29;
const PAYLOAD: usize = 4;
const LENGTH: usize = PAYLOAD + 2;
/// One more than the largest number an id can carry.
const NUMBERS: u32 = BASE.pow(PAYLOAD as u32);
/// Spreads consecutive numbers over the whole range, so that ids of neighbours do not look alike.
const SPREAD: u32 = 250_007;
/// `SPREAD * GATHER == 1` modulo `NUMBERS`.
const GATHER: u32 = inverse(SPREAD);

const fn inverse(spread: u32) -> u32 {
    // The order of the group of units modulo 29^4 is 28 * 29^3, so x^(order - 1) is the inverse of x.
    let (mut result, mut square, mut exponent) = (1_u64, spread as u64, 28 * BASE.pow(3) - 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * square % NUMBERS as u64;
        }
        square = square * square % NUMBERS as u64;
        exponent >>= 1;
    }
    result as u32
}

/// Which standard a concept belongs to; the first letter of its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A heritage: `H`.
    Heritage,
    /// A sexual orientation: `R`.
    Orientation,
    /// A set of pronouns: `P`.
    Pronouns,
    /// A gender identity: `G`.
    Gender,
    /// A trans status or history: `T`.
    TransStatus,
    /// An administrative gender: `C`.
    AdministrativeGender,
    /// A phenotypic sex, as somebody observed it: `X`.
    PhenotypicSex,
    /// A religion or belief: `B`.
    Religion,
    /// Whether somebody is disabled, and how much that limits them: `K`.
    Disability,
    /// What somebody finds hard, or needs: `L`.
    Impairment,
    /// A marital or partnership status: `W`.
    Partnership,
    /// A part in unpaid care: `Y`.
    Care,
    /// A tie to the armed forces: `V`.
    ArmedForces,
    /// Where somebody lives, and how: `Q`.
    Accommodation,
}

/// Each kind with the letter and the word that it is known by.
const KINDS: [(Kind, char, &str); 14] = [
    (Kind::Heritage, 'H', "heritage"),
    (Kind::Orientation, 'R', "orientation"),
    (Kind::Pronouns, 'P', "pronouns"),
    (Kind::Gender, 'G', "gender"),
    (Kind::TransStatus, 'T', "trans-status"),
    (Kind::AdministrativeGender, 'C', "administrative-gender"),
    (Kind::PhenotypicSex, 'X', "phenotypic-sex"),
    (Kind::Religion, 'B', "religion"),
    (Kind::Disability, 'K', "disability"),
    (Kind::Impairment, 'L', "impairment"),
    (Kind::Partnership, 'W', "partnership"),
    (Kind::Care, 'Y', "care"),
    (Kind::ArmedForces, 'V', "armed-forces"),
    (Kind::Accommodation, 'Q', "accommodation"),
];

impl Kind {
    /// The first letter of ids of this kind. None begins the name of a month.
    pub fn letter(self) -> char {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or('H', |(_, letter, _)| *letter)
    }

    /// The kind whose ids begin with this letter, in either case.
    pub fn from_letter(letter: char) -> Option<Self> {
        let letter = letter.to_ascii_uppercase();
        KINDS.iter().find(|(_, known, _)| *known == letter).map(|(kind, ..)| *kind)
    }

    /// All kinds.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(kind, ..)| *kind)
    }

    /// What stands in the kind's standard, in one word, for example `heritage`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::Kind;
    ///
    /// assert_eq!(Kind::TransStatus.word(), "trans-status");
    /// assert!(Kind::all().all(|kind| Kind::from_letter(kind.letter()) == Some(kind)));
    /// ```
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, _, word)| word)
    }
}

/// The permanent, opaque id of one concept: a letter for the standard, four signs, and a check character.
///
/// An id holds no vowel, no `0` and no `1`; it begins with a letter and never reads as a number or a date, so a
/// spreadsheet leaves it alone. It is assigned by `ownwords new`, never by hand, and never reused. An id that this
/// release does not know is still a valid id: it may come from a newer one.
///
/// # Errors
///
/// Parsing fails with [`ErrorKind::Id`] when the length, a character or the check character is wrong. One wrong
/// character, or two neighbours swapped, is always found. Lower case is accepted.
///
/// # Example
///
/// ```
/// use ownwords::{ConceptId, Kind};
///
/// let id = ConceptId::new(Kind::Heritage, 1).unwrap();
/// assert_eq!(id.to_string().parse::<ConceptId>().unwrap(), id);
/// assert_eq!(id.to_string().len(), 6);
/// assert!("H2222".parse::<ConceptId>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId {
    kind: Kind,
    number: u32,
}

impl ConceptId {
    /// The id with this number, or `None` when the number is 0 or too large (707,280 is the last).
    pub const fn new(kind: Kind, number: u32) -> Option<Self> {
        if number == 0 || number >= NUMBERS { None } else { Some(Self { kind, number }) }
    }

    /// The id with this number; for the generated tables, whose numbers are sound.
    pub(crate) const fn from_table(kind: Kind, number: u32) -> Self {
        Self { kind, number }
    }

    /// Which standard the concept belongs to.
    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// The number behind the id, from 1.
    pub const fn number(self) -> u32 {
        self.number
    }

    fn signs(self) -> [u8; LENGTH] {
        let spread = (u64::from(self.number) * u64::from(SPREAD) % u64::from(NUMBERS)) as u32;
        let mut signs = [self.kind.letter() as u8; LENGTH];
        let mut rest = spread;
        for sign in signs.iter_mut().skip(1).take(PAYLOAD).rev() {
            *sign = sign_of(rest % BASE);
            rest /= BASE;
        }
        let sum = weighted(signs.iter().take(LENGTH - 1).copied()).unwrap_or(0);
        if let Some(check) = signs.last_mut() {
            *check = sign_of((BASE - sum) % BASE);
        }
        signs
    }
}

fn sign_of(value: u32) -> u8 {
    ALPHABET.get(value as usize).copied().unwrap_or(b'2')
}

fn value_of(sign: u8) -> Option<u32> {
    let sign = sign.to_ascii_uppercase();
    ALPHABET.iter().position(|&known| known == sign).map(|value| value as u32)
}

/// The weighted sum of the signs, modulo 29. The last sign has weight 2, the one before it 4, and so on; the check
/// character is what brings the sum, with weight 1 for itself, to 0. 2 generates all weights from 1 to 28, so no two
/// of the first 28 places share one.
fn weighted(signs: impl Iterator<Item = u8>) -> Option<u32> {
    let mut sum = 0;
    for sign in signs {
        sum = (sum + value_of(sign)?) * 2 % BASE;
    }
    Some(sum)
}

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for sign in self.signs() {
            fmt::Write::write_char(f, char::from(sign))?;
        }
        Ok(())
    }
}

impl FromStr for ConceptId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = |what: &str| {
            Error::new(ErrorKind::Id, format!("this is not a concept id: {what}"))
                .with_help("copy the id from the standard; ids are never typed from memory")
        };
        let signs = text.as_bytes();
        if signs.len() != LENGTH {
            return Err(wrong(&format!("an id has {LENGTH} characters, this has {}", text.chars().count())));
        }
        let mut letters = signs.iter().copied();
        let kind = letters
            .next()
            .and_then(|first| Kind::from_letter(char::from(first)))
            .ok_or_else(|| wrong("its first letter names no standard"))?;
        let sum = weighted(letters.clone().take(PAYLOAD))
            .and(weighted(signs.iter().copied().take(LENGTH - 1)))
            .ok_or_else(|| wrong("it holds a character that no id has"))?;
        let check = signs.last().copied().and_then(value_of);
        if check.is_none_or(|check| (sum + check) % BASE != 0) {
            return Err(wrong("its check character does not fit"));
        }
        let spread =
            letters.take(PAYLOAD).fold(0_u32, |spread, sign| spread * BASE + value_of(sign).unwrap_or(0));
        let number = (u64::from(spread) * u64::from(GATHER) % u64::from(NUMBERS)) as u32;
        Self::new(kind, number).ok_or_else(|| wrong("it stands for no concept"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_own_id_and_back() {
        let mut seen = std::collections::HashSet::new();
        for number in (1..NUMBERS).step_by(7).chain(1..2_000) {
            let id = ConceptId::new(Kind::Heritage, number).unwrap();
            let text = id.to_string();
            assert_eq!(text.parse::<ConceptId>().unwrap(), id, "{text}");
            assert_eq!(text.to_lowercase().parse::<ConceptId>().unwrap(), id);
            seen.insert(text);
        }
        assert!(seen.len() > 100_000);
        assert_eq!(ConceptId::new(Kind::Heritage, 0), None);
        assert_eq!(ConceptId::new(Kind::Heritage, NUMBERS), None);
    }

    /// A spreadsheet takes what begins like a month for a date.
    #[test]
    fn no_letter_begins_a_month_and_none_is_shared() {
        for kind in Kind::all() {
            assert!(!"JFMASOND".contains(kind.letter()) && ALPHABET.contains(&(kind.letter() as u8)));
            assert_eq!(Kind::from_letter(kind.letter()), Some(kind));
        }
    }

    #[test]
    fn no_id_survives_one_wrong_character_a_swap_or_a_cut() {
        for number in [1, 2, 3, 28, 29, 30, 840, 841, 24_388, 24_389, 500_000, NUMBERS - 1] {
            for kind in Kind::all() {
                let right = ConceptId::new(kind, number).unwrap().to_string().into_bytes();
                for place in 0..right.len() {
                    for other in 0..=255_u8 {
                        let mut wrong = right.clone();
                        wrong[place] = other;
                        let Ok(wrong) = String::from_utf8(wrong) else { continue };
                        if !wrong.eq_ignore_ascii_case(core::str::from_utf8(&right).unwrap()) {
                            assert!(wrong.parse::<ConceptId>().is_err(), "{wrong}");
                        }
                    }
                    let mut cut = right.clone();
                    cut.remove(place);
                    assert!(String::from_utf8(cut).unwrap().parse::<ConceptId>().is_err());
                    if place > 0 && right[place] != right[place - 1] {
                        let mut swapped = right.clone();
                        swapped.swap(place, place - 1);
                        assert!(String::from_utf8(swapped).unwrap().parse::<ConceptId>().is_err());
                    }
                }
            }
        }
    }
}
