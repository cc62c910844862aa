//! Permanent ids of concepts.

use core::fmt;
use core::str::FromStr;

use super::{Concept, Standard};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{as_it_looks, is_one_edit_apart};

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
}

impl Kind {
    /// The first letter of ids of this kind. None begins the name of a month.
    pub const fn letter(self) -> char {
        match self {
            Self::Heritage => 'H',
            Self::Orientation => 'R',
            Self::Pronouns => 'P',
        }
    }

    /// The kind whose ids begin with this letter, in either case.
    pub const fn from_letter(letter: char) -> Option<Self> {
        match letter.to_ascii_uppercase() {
            'H' => Some(Self::Heritage),
            'R' => Some(Self::Orientation),
            'P' => Some(Self::Pronouns),
            _ => None,
        }
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
/// Parsing fails with [`ErrorKind::Id`] when the length, a character or the check character is wrong, when a space stands
/// beside it, or when it is a number. One wrong character, or two neighbours swapped, is always found; where one known
/// id fits, the error names it. Lower case is accepted.
///
/// # Example
///
/// ```
/// use ownwords::{ConceptId, Kind};
///
/// let id = ConceptId::new(Kind::Heritage, 1).unwrap();
/// assert_eq!(id.to_string().parse::<ConceptId>().unwrap(), id);
/// assert_eq!(id.to_string().len(), 6);
///
/// // One character is wrong, and one known id fits.
/// let somali = ownwords::Standard::ethnicity().by_slug("somali").unwrap().id().to_string();
/// let error = format!("{}0", &somali[..5]).parse::<ConceptId>().unwrap_err();
/// assert!(error.help().unwrap().contains(&somali));
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
        Self::read(text).map_err(|what| {
            let error = Error::new(ErrorKind::Id, format!("this is not a concept id: {what}"));
            match likely(text) {
                Some(id) => error.with_help(format!("did you mean `{id}`? It is the one known id that fits")),
                None => error.with_help("copy the id from the standard; ids are never typed from memory"),
            }
        })
    }
}

impl ConceptId {
    /// The id, or what is wrong with the text.
    fn read(text: &str) -> Result<Self, String> {
        let signs = text.as_bytes();
        if signs.len() != LENGTH || !text.is_ascii() {
            return Err(wrong_shape(text));
        }
        let mut letters = signs.iter().copied();
        let kind =
            letters.next().and_then(|first| Kind::from_letter(char::from(first))).ok_or_else(|| {
                if is_number(text) {
                    wrong_shape(text)
                } else {
                    "its first letter names no standard".to_owned()
                }
            })?;
        let sum = weighted(letters.clone().take(PAYLOAD))
            .and(weighted(signs.iter().copied().take(LENGTH - 1)))
            .ok_or("it holds a character that no id has")?;
        let check = signs.last().copied().and_then(value_of);
        if check.is_none_or(|check| (sum + check) % BASE != 0) {
            return Err("its check character does not fit".to_owned());
        }
        let spread =
            letters.take(PAYLOAD).fold(0_u32, |spread, sign| spread * BASE + value_of(sign).unwrap_or(0));
        let number = (u64::from(spread) * u64::from(GATHER) % u64::from(NUMBERS)) as u32;
        Self::new(kind, number).ok_or_else(|| "it stands for no concept".to_owned())
    }
}

/// What is wrong with a text that has not the length or not the letters of an id.
fn wrong_shape(text: &str) -> String {
    let count = text.chars().count();
    if text.trim() != text {
        "a space stands beside it".to_owned()
    } else if is_number(text) {
        "it is a number, and an id begins with a letter; perhaps a spreadsheet has made it".to_owned()
    } else if count == LENGTH {
        "it holds a letter or digit of another width or script".to_owned()
    } else {
        format!("an id has {LENGTH} characters, this has {count}")
    }
}

/// Whole, with a point, or with an exponent: all that a spreadsheet makes of what it takes for a number.
fn is_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

/// The one known id that the text looks like, or is one edit away from.
fn likely(text: &str) -> Option<ConceptId> {
    let looks: String = as_it_looks(text.trim()).collect();
    // What is far longer is no id with a slip of the hand.
    if looks.len() > 2 * LENGTH {
        return None;
    }
    let known = || {
        [Kind::Heritage, Kind::Orientation, Kind::Pronouns]
            .into_iter()
            .filter_map(Standard::of)
            .flat_map(|standard| standard.concepts().iter().map(Concept::id))
    };
    let only = |fits: &dyn Fn(&[u8]) -> bool| {
        let mut fitting = known().filter(|id| fits(&id.signs()));
        fitting.next().filter(|_| fitting.next().is_none())
    };
    only(&|signs| signs == looks.as_bytes())
        .or_else(|| only(&|signs| is_one_edit_apart(signs, looks.as_bytes())))
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

    #[test]
    fn no_id_survives_one_wrong_character_a_swap_or_a_cut() {
        for number in [1, 2, 3, 28, 29, 30, 840, 841, 24_388, 24_389, 500_000, NUMBERS - 1] {
            for kind in [Kind::Heritage, Kind::Orientation, Kind::Pronouns] {
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

    #[test]
    fn each_damage_of_a_known_id_is_an_error_of_its_own_that_names_it() {
        let mut all = 0;
        let mut named = 0;
        for concept in Standard::ethnicity().concepts() {
            let id = concept.id().to_string();
            let help = |text: &str| text.parse::<ConceptId>().unwrap_err().help().unwrap().to_owned();
            let message = |text: &str| text.parse::<ConceptId>().unwrap_err().message().to_owned();
            let wide: String = id.chars().map(|sign| char::from_u32(sign as u32 + 0xFEE0).unwrap()).collect();
            let spaced = format!(" {id}");
            assert!(message(&wide).contains("another width") && help(&wide).contains(&id), "{wide}");
            assert!(message(&spaced).contains("a space") && help(&spaced).contains(&id), "{spaced}");
            for place in 0..LENGTH {
                let mut wrong = id.clone().into_bytes();
                wrong[place] = b'U';
                let wrong = String::from_utf8(wrong).unwrap();
                let help = help(&wrong);
                all += 1;
                // Never another one.
                assert!(help.contains(&id) || help.contains("copy the id"), "{wrong}: {help}");
                named += usize::from(help.contains(&id));
            }
        }
        assert!(named * 10 > all * 9, "{named} of {all} are named");
        for number in ["1E5", "123456", "1.02E+15", "20280901000000"] {
            let error = number.parse::<ConceptId>().unwrap_err();
            assert!(error.message().contains("it is a number"), "{number}");
        }
    }
}
