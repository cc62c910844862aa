//! Permanent ids of concepts.

use core::fmt;
use core::str::FromStr;

use super::{Concept, OdsCode, Standard};
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
    /// How somebody communicates, and with whose or what help: `Z`, with the five that follow.
    Communication,
    /// The form in which somebody can take in what is written: `Z`.
    Format,
    /// How somebody wants to be reached: `Z`.
    Contact,
    /// Whether somebody needs an interpreter: `Z`.
    Interpreter,
    /// What somebody can do in a language: `Z`.
    LanguageAbility,
    /// How well somebody can do it: `Z`.
    Proficiency,
}

/// Each kind with the letter and the word that it is known by. Letters are few: those that begin a month, and vowels, are
/// none. So the kinds of communication share the last one, and each says after a stroke which share of the letter's numbers
/// it has.
macro_rules! kinds {
    ($($kind:ident $letter:literal $(/ $share:literal)? $word:literal;)*) => {
        impl Kind {
            /// The first letter of ids of this kind. None begins the name of a month; the kinds of communication share one.
            pub const fn letter(self) -> char {
                match self {
                    $(Self::$kind => $letter,)*
                }
            }

            /// Which share of its letter's numbers the kind has, from 0; `None` where it has them all.
            const fn share(self) -> Option<u32> {
                match self {
                    $($(Self::$kind => Some($share),)?)*
                    _ => None,
                }
            }

            /// All kinds.
            pub fn all() -> impl Iterator<Item = Self> {
                [$(Self::$kind),*].into_iter()
            }

            /// What stands in the kind's standard, in one word, for example `heritage`.
            ///
            /// # Example
            ///
            /// ```
            /// use ownwords::Kind;
            ///
            /// assert_eq!(Kind::TransStatus.word(), "trans-status");
            /// assert!(Kind::all().all(|kind| !"JFMASOND".contains(kind.letter())));
            /// ```
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }
        }
    };
}

kinds! {
    Heritage 'H' "heritage";
    Orientation 'R' "orientation";
    Pronouns 'P' "pronouns";
    Gender 'G' "gender";
    TransStatus 'T' "trans-status";
    AdministrativeGender 'C' "administrative-gender";
    PhenotypicSex 'X' "phenotypic-sex";
    Religion 'B' "religion";
    Disability 'K' "disability";
    Impairment 'L' "impairment";
    Partnership 'W' "partnership";
    Care 'Y' "care";
    ArmedForces 'V' "armed-forces";
    Accommodation 'Q' "accommodation";
    Communication 'Z' / 0 "communication";
    Format 'Z' / 1 "formats";
    Contact 'Z' / 2 "contact";
    Interpreter 'Z' / 3 "interpreter";
    LanguageAbility 'Z' / 4 "language-ability";
    Proficiency 'Z' / 5 "proficiency";
}

/// How many kinds share a letter's numbers at most: the shares that are free are for kinds to come.
const SHARES: u32 = BASE;

impl Kind {
    /// One more than the largest number of an id of this kind, where the letter has so many.
    const fn numbers_of(self, numbers: u32) -> u32 {
        if self.share().is_some() { numbers / SHARES } else { numbers }
    }

    /// The kind whose ids begin with this letter, in either case, and have this number among all of the letter's; and the
    /// number among the kind's own.
    fn of(letter: char, number: u32, numbers: u32) -> Option<(Self, u32)> {
        let letter = letter.to_ascii_uppercase();
        Self::all().filter(|kind| kind.letter() == letter).find_map(|kind| {
            let own = number.checked_sub(kind.share().unwrap_or(0) * kind.numbers_of(numbers))?;
            (own < kind.numbers_of(numbers)).then_some((kind, own))
        })
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
/// Parsing fails with [`ErrorKind::Id`] when the length, a character or the check character is wrong, when a space stands
/// beside it, or when it is a number. One wrong character, one too many or too few, or two neighbours swapped, is always
/// found; where one known id fits, the error names it. Lower case is accepted.
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
    /// None for the national standard, whose ids so stand before all others.
    owner: Option<OdsCode>,
    number: u32,
}

impl ConceptId {
    /// The national id with this number, or `None` when the number is 0 or too large: 707,280 is the last, and 24,388 that
    /// of a kind which shares its letter.
    pub const fn new(kind: Kind, number: u32) -> Option<Self> {
        if number == 0 || number >= kind.numbers_of(NUMBERS) {
            None
        } else {
            Some(Self::from_table(kind, number))
        }
    }

    /// The id with this number of an owner's overlay, or `None` when the number is 0 or too large: 24,388 is the last, and
    /// 840 that of a kind which shares its letter.
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
        if number == 0 || number >= kind.numbers_of(LOCAL_NUMBERS) {
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
        let spread = |numbers| {
            let before = self.kind.share().unwrap_or(0) * self.kind.numbers_of(numbers);
            u64::from(before + self.number) * u64::from(SPREAD) % u64::from(numbers)
        };
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
        if !matches!(signs.len(), LENGTH | LOCAL_LENGTH) || !text.is_ascii() {
            return Err(wrong_shape(text));
        }
        let mut letters = signs.iter().copied();
        let first = letters.next().map_or(' ', |first| char::from(first).to_ascii_uppercase());
        if !Kind::all().any(|kind| kind.letter() == first) {
            let names_none = || "its first letter names no standard".to_owned();
            return Err(if is_number(text) { wrong_shape(text) } else { names_none() });
        }
        let sum = weighted(signs.iter().copied().take(signs.len() - 1))
            .ok_or("it holds a character that no id has")?;
        let check = signs.last().copied().and_then(value_of);
        if check.is_none_or(|check| (sum + check) % BASE != 0) {
            return Err("its check character does not fit".to_owned());
        }
        let payload = letters
            .take(signs.len() - 2)
            .fold(0_u64, |payload, sign| payload * u64::from(BASE) + u64::from(value_of(sign).unwrap_or(0)));
        let gathered = |numbers: u32| {
            let spread = payload % u64::from(numbers);
            (spread * u64::from(GATHER) % u64::from(numbers)) as u32
        };
        let id = if signs.len() == LENGTH {
            Kind::of(first, gathered(NUMBERS), NUMBERS).and_then(|(kind, number)| Self::new(kind, number))
        } else {
            Kind::of(first, gathered(LOCAL_NUMBERS), LOCAL_NUMBERS).and_then(|(kind, number)| {
                let owner = u32::try_from(payload / u64::from(LOCAL_NUMBERS)).ok()?;
                Self::local(kind, OdsCode::from_packed(owner)?, number)
            })
        };
        id.ok_or_else(|| "it stands for no concept".to_owned())
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
            .flat_map(|standard| standard.concepts().map(Concept::id))
    };
    let only = |fits: &dyn Fn(&[u8]) -> bool| {
        let mut fitting = known().filter(|id| {
            let (signs, length) = id.signs();
            fits(signs.get(..length).unwrap_or_default())
        });
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

    /// A spreadsheet takes what begins like a month for a date.
    #[test]
    fn no_letter_begins_a_month() {
        for kind in Kind::all() {
            assert!(!"JFMASOND".contains(kind.letter()) && ALPHABET.contains(&(kind.letter() as u8)));
        }
    }

    #[test]
    fn kinds_that_share_a_letter_share_no_number() {
        for (place, kind) in Kind::all().enumerate() {
            let of_letter = || Kind::all().filter(|other| other.letter() == kind.letter());
            let before =
                Kind::all().take(place).filter(|other| other.letter() == kind.letter()).count() as u32;
            assert_eq!(kind.share(), (of_letter().count() > 1).then_some(before), "{kind:?}");
            assert!(before < SHARES);
        }
        // A share that no kind has yet stands for nothing.
        assert_eq!(Kind::of('Z', NUMBERS - 1, NUMBERS), None);
        assert_eq!(Kind::of('h', NUMBERS - 1, NUMBERS), Some((Kind::Heritage, NUMBERS - 1)));
    }

    /// Ids of every length and kind, the first and the last of each owner among them.
    fn ids() -> Vec<ConceptId> {
        let national = [1, 2, 3, 28, 29, 30, 840, 841, 24_388, 24_389, 500_000, NUMBERS - 1];
        let owners = ["000", "RX1", "0RX1", "TEST9", "ZZZZZZ"].map(|owner| owner.parse::<OdsCode>().unwrap());
        let local = [1, 2, 28, 29, 841, LOCAL_NUMBERS - 1];
        let mut ids = Vec::new();
        for kind in Kind::all() {
            ids.extend(national.into_iter().filter_map(|number| ConceptId::new(kind, number)));
            ids.extend(ConceptId::new(kind, kind.numbers_of(NUMBERS) - 1));
            assert_eq!(ConceptId::new(kind, kind.numbers_of(NUMBERS)), None);
            for owner in owners {
                ids.extend(local.into_iter().filter_map(|number| ConceptId::local(kind, owner, number)));
                assert_eq!(ConceptId::local(kind, owner, kind.numbers_of(LOCAL_NUMBERS)), None);
            }
        }
        ids.dedup();
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
                            assert!(ConceptId::read(&wrong).is_err(), "{wrong}");
                        }
                    }
                }
                let mut cut = right.clone();
                cut.remove(place);
                assert!(ConceptId::read(&String::from_utf8(cut).unwrap()).is_err());
                if place > 0 && right[place] != right[place - 1] {
                    let mut swapped = right.clone();
                    swapped.swap(place, place - 1);
                    assert!(ConceptId::read(&String::from_utf8(swapped).unwrap()).is_err());
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
