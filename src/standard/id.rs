//! Permanent ids of concepts.

use core::fmt;
use core::str::FromStr;

use super::OdsCode;
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
/// An overlay's id is so much longer than a national one that none becomes the other by a slip, and all are of one
/// length: seven signs hold any ODS code, three the number.
const LOCAL_PAYLOAD: usize = 10;
const LOCAL_LENGTH: usize = LOCAL_PAYLOAD + 2;
/// One more than the largest number that one owner can give out.
const LOCAL_NUMBERS: u32 = BASE.pow(3);
/// Spreads consecutive numbers over the whole range, so that ids of neighbours do not look alike.
const SPREAD: u32 = 250_007;
/// `SPREAD * GATHER == 1` modulo `NUMBERS`, and so modulo `LOCAL_NUMBERS`, which divides it.
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

/// The permanent, opaque id of one concept: a letter for the standard, signs, and a check character.
///
/// A national id has six characters. One of an [overlay](crate::overlay) has twelve, and carries the
/// [ODS code](OdsCode) of its owner, so that no two owners can ever mint the same, nor one that is national.
///
/// An id holds no vowel, no `0` and no `1`; it begins with a letter and never reads as a number or a date, so a
/// spreadsheet leaves it alone. It is assigned by `ownwords new`, never by hand, and never reused. An id that this
/// release does not know is still a valid id: it may come from a newer one, or from somebody's overlay.
///
/// # Errors
///
/// Parsing fails with [`ErrorKind::Id`] when the length, a character or the check character is wrong. One wrong
/// character, one too many or too few, or two neighbours swapped, is always found. Lower case is accepted.
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
    /// None for the national standard, whose ids so stand before all others.
    owner: Option<OdsCode>,
    number: u32,
}

impl ConceptId {
    /// The national id with this number, or `None` when the number is 0 or too large (707,280 is the last).
    pub const fn new(kind: Kind, number: u32) -> Option<Self> {
        if number == 0 || number >= NUMBERS { None } else { Some(Self::from_table(kind, number)) }
    }

    /// The id with this number of an owner's overlay, or `None` when the number is 0 or too large (24,388 is the last).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{ConceptId, Kind};
    ///
    /// let id = ConceptId::local(Kind::Heritage, "TEST9".parse().unwrap(), 1).unwrap();
    /// assert_eq!(id.to_string().len(), 12);
    /// assert_eq!(id.to_string().parse::<ConceptId>().unwrap().owner(), id.owner());
    /// assert_ne!(Some(id), ConceptId::local(Kind::Heritage, "TEST8".parse().unwrap(), 1));
    /// assert_ne!(Some(id), ConceptId::new(Kind::Heritage, 1));
    /// ```
    pub const fn local(kind: Kind, owner: OdsCode, number: u32) -> Option<Self> {
        if number == 0 || number >= LOCAL_NUMBERS {
            return None;
        }
        Some(Self { kind, owner: Some(owner), number })
    }

    /// The id with this number; for the generated tables, whose numbers are sound.
    pub(crate) const fn from_table(kind: Kind, number: u32) -> Self {
        Self { kind, owner: None, number }
    }

    /// Which standard the concept belongs to.
    pub const fn kind(self) -> Kind {
        self.kind
    }

    /// Whose overlay the concept belongs to; `None` for the national standard.
    pub const fn owner(self) -> Option<OdsCode> {
        self.owner
    }

    /// The number behind the id, from 1: each owner has their own.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The id as one number among all of its kind, as residues hold it: a national one is its own number, which residues
    /// held before there were others. Never 0.
    pub(crate) fn packed(self) -> u64 {
        let owner = self.owner.map_or(0, |owner| u64::from(owner.packed()));
        let before = if owner == 0 { 0 } else { u64::from(NUMBERS) + owner * u64::from(LOCAL_NUMBERS) };
        before + u64::from(self.number)
    }

    /// The id that `packed` made a number of; `None` when it is none of any.
    pub(crate) fn from_packed(kind: Kind, packed: u64) -> Option<Self> {
        let Some(local) = packed.checked_sub(u64::from(NUMBERS)) else {
            return Self::new(kind, u32::try_from(packed).ok()?);
        };
        let owner = OdsCode::from_packed(u32::try_from(local / u64::from(LOCAL_NUMBERS)).ok()?)?;
        Self::local(kind, owner, (local % u64::from(LOCAL_NUMBERS)) as u32)
    }

    /// The signs of the id, of which there are as many as the second part says.
    fn signs(self) -> ([u8; LOCAL_LENGTH], usize) {
        let spread = |numbers| u64::from(self.number) * u64::from(SPREAD) % u64::from(numbers);
        let (mut rest, length) = match self.owner {
            None => (spread(NUMBERS), LENGTH),
            Some(owner) => {
                let owner = u64::from(owner.packed()) * u64::from(LOCAL_NUMBERS);
                (owner + spread(LOCAL_NUMBERS), LOCAL_LENGTH)
            }
        };
        let mut signs = [self.kind.letter() as u8; LOCAL_LENGTH];
        for sign in signs.iter_mut().take(length - 1).skip(1).rev() {
            *sign = sign_of((rest % u64::from(BASE)) as u32);
            rest /= u64::from(BASE);
        }
        let sum = weighted(signs.iter().take(length - 1).copied()).unwrap_or(0);
        if let Some(check) = signs.get_mut(length - 1) {
            *check = sign_of((BASE - sum) % BASE);
        }
        (signs, length)
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
        let (signs, length) = self.signs();
        for sign in signs.into_iter().take(length) {
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
        if !matches!(signs.len(), LENGTH | LOCAL_LENGTH) {
            let count = text.chars().count();
            return Err(wrong(&format!(
                "an id has {LENGTH} characters, an overlay's {LOCAL_LENGTH}, this has {count}"
            )));
        }
        let mut letters = signs.iter().copied();
        let kind = letters
            .next()
            .and_then(|first| Kind::from_letter(char::from(first)))
            .ok_or_else(|| wrong("its first letter names no standard"))?;
        let sum = weighted(signs.iter().copied().take(signs.len() - 1))
            .ok_or_else(|| wrong("it holds a character that no id has"))?;
        let check = signs.last().copied().and_then(value_of);
        if check.is_none_or(|check| (sum + check) % BASE != 0) {
            return Err(wrong("its check character does not fit"));
        }
        let payload = letters
            .take(signs.len() - 2)
            .fold(0_u64, |payload, sign| payload * u64::from(BASE) + u64::from(value_of(sign).unwrap_or(0)));
        let gathered = |numbers: u32| {
            let spread = payload % u64::from(numbers);
            (spread * u64::from(GATHER) % u64::from(numbers)) as u32
        };
        let id = if signs.len() == LENGTH {
            Self::new(kind, gathered(NUMBERS))
        } else {
            u32::try_from(payload / u64::from(LOCAL_NUMBERS))
                .ok()
                .and_then(OdsCode::from_packed)
                .and_then(|owner| Self::local(kind, owner, gathered(LOCAL_NUMBERS)))
        };
        id.ok_or_else(|| wrong("it stands for no concept"))
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
        for owner in ["000", "RX1", "TEST9", "ZZZZZZ"] {
            let owner: OdsCode = owner.parse().unwrap();
            for number in 1..LOCAL_NUMBERS {
                let id = ConceptId::local(Kind::Heritage, owner, number).unwrap();
                let text = id.to_string();
                assert_eq!(text.len(), LOCAL_LENGTH);
                assert_eq!(text.parse::<ConceptId>().unwrap(), id, "{text}");
                assert_eq!(text.to_lowercase().parse::<ConceptId>().unwrap(), id);
                assert_eq!(id.owner(), Some(owner));
                assert!(seen.insert(text));
            }
            assert_eq!(ConceptId::local(Kind::Heritage, owner, 0), None);
            assert_eq!(ConceptId::local(Kind::Heritage, owner, LOCAL_NUMBERS), None);
        }
        assert_eq!(ConceptId::new(Kind::Heritage, 0), None);
        assert_eq!(ConceptId::new(Kind::Heritage, NUMBERS), None);
    }

    /// Ids of every length and kind, the first and the last of each owner among them.
    fn ids() -> Vec<ConceptId> {
        let national = [1, 2, 3, 28, 29, 30, 840, 841, 24_388, 24_389, 500_000, NUMBERS - 1];
        let owners = ["000", "RX1", "0RX1", "TEST9", "ZZZZZZ"].map(|owner| owner.parse::<OdsCode>().unwrap());
        let local = [1, 2, 28, 29, 841, LOCAL_NUMBERS - 1];
        let mut ids = Vec::new();
        for kind in [Kind::Heritage, Kind::Orientation, Kind::Pronouns] {
            ids.extend(national.map(|number| ConceptId::new(kind, number).unwrap()));
            for owner in owners {
                ids.extend(local.map(|number| ConceptId::local(kind, owner, number).unwrap()));
            }
        }
        ids
    }

    #[test]
    fn no_id_survives_one_wrong_character_a_swap_or_a_cut() {
        for id in ids() {
            let right = id.to_string().into_bytes();
            for place in 0..right.len() {
                for other in 0..=255_u8 {
                    let mut wrong = right.clone();
                    wrong[place] = other;
                    let mut longer = right.clone();
                    longer.insert(place, other);
                    for wrong in [wrong, longer] {
                        let Ok(wrong) = String::from_utf8(wrong) else { continue };
                        if !wrong.eq_ignore_ascii_case(core::str::from_utf8(&right).unwrap()) {
                            assert!(wrong.parse::<ConceptId>().is_err(), "{wrong}");
                        }
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

    #[test]
    fn each_id_is_a_number_of_its_own_in_a_residue() {
        let mut seen = std::collections::BTreeSet::new();
        for id in ids() {
            assert_eq!(ConceptId::from_packed(id.kind(), id.packed()), Some(id));
            assert!(seen.insert((id.kind(), id.packed())));
            assert!(id.owner().is_some() || id.packed() == u64::from(id.number()));
        }
        for none in [0, u64::from(NUMBERS), u64::from(NUMBERS) + 1, u64::MAX] {
            assert_eq!(ConceptId::from_packed(Kind::Heritage, none), None, "{none}");
        }
    }
}
