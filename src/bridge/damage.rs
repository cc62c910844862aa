//! What became of a code that its list does not have: how it was damaged, and which code it was.

mod spreadsheet;
mod written;

use core::fmt;

use super::row::{Row, Rows};
use super::sctid;
use super::system::CodeSystem;
#[cfg(feature = "audit")]
use super::tags::TagSystem;
use crate::stated::Axis;
use crate::text::{as_it_looks, is_one_edit_apart};

/// What became of a code on its way.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Damage, systems};
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let damage = |code: &str| system.diagnose(code.as_bytes()).map(|diagnosis| diagnosis.damage());
/// assert_eq!(damage("H"), None);
/// assert_eq!(damage("h"), Some(Damage::StrayCase));
/// assert_eq!(damage("1E5"), Some(Damage::ScientificNotation));
/// assert_eq!(damage("Q"), Some(Damage::UnknownCode));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Damage {
    /// White space, or a character of no width, stands beside the code or within it.
    StraySpace,
    /// Capitals stand for small letters, or small letters for capitals; perhaps with stray space too.
    StrayCase,
    /// Letters or digits of another width or script stand for those of the code that they look like.
    LookAlike,
    /// The official label stands where the code should.
    Label,
    /// A spreadsheet took the code for a number and left its zeros out: `1` for `01`.
    LeadingZerosLost,
    /// A spreadsheet took the code for a number and wrote it with an exponent: `1E5`, `1.02E+15`.
    ScientificNotation,
    /// A spreadsheet took the code for a date: `Sep-28` for `2028-9`.
    DateShape,
    /// A number of sixteen digits or more of which a spreadsheet kept fifteen: no identifier of SNOMED CT any more.
    RoundedIdentifier,
    /// It has the form of an identifier of SNOMED CT, and its check digit does not fit.
    WrongCheckDigit,
    /// One character is wrong, missing or too many, or two neighbours changed places.
    OneCharacterWrong,
    /// None of these: the list has no such code.
    UnknownCode,
}

impl Damage {
    /// All kinds.
    pub const ALL: [Self; 11] = [
        Self::StraySpace,
        Self::StrayCase,
        Self::LookAlike,
        Self::Label,
        Self::LeadingZerosLost,
        Self::ScientificNotation,
        Self::DateShape,
        Self::RoundedIdentifier,
        Self::WrongCheckDigit,
        Self::OneCharacterWrong,
        Self::UnknownCode,
    ];

    /// The damage in one word, for programs, for example `stray-space`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::StraySpace => "stray-space",
            Self::StrayCase => "stray-case",
            Self::LookAlike => "look-alike",
            Self::Label => "label",
            Self::LeadingZerosLost => "leading-zeros-lost",
            Self::ScientificNotation => "scientific-notation",
            Self::DateShape => "date-shape",
            Self::RoundedIdentifier => "rounded-identifier",
            Self::WrongCheckDigit => "wrong-check-digit",
            Self::OneCharacterWrong => "one-character-wrong",
            Self::UnknownCode => "unknown-code",
        }
    }
}

impl fmt::Display for Damage {
    /// The damage in plain words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::StraySpace => "a stray space stands beside the code or within it",
            Self::StrayCase => "capitals and small letters are not those of the code",
            Self::LookAlike => "letters or digits of another script or width stand for those of the code",
            Self::Label => "the label stands where the code should",
            Self::LeadingZerosLost => "the code has lost its leading zeros, as in a spreadsheet",
            Self::ScientificNotation => "a spreadsheet has made a number of the code",
            Self::DateShape => "a spreadsheet has made a date of the code",
            Self::RoundedIdentifier => "the identifier was rounded to fifteen digits, as in a spreadsheet",
            Self::WrongCheckDigit => "the check digit of the identifier does not fit",
            Self::OneCharacterWrong => "one character of the code is wrong",
            Self::UnknownCode => "the list does not have the code",
        })
    }
}

/// What became of a code, and the codes of the list that it may have been.
///
/// It is an error of its own for each kind of [`Damage`]. Neither `Display` nor `Debug` prints a code: which one was
/// meant is what the person answered.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Damage, systems};
///
/// let diagnosis = systems::US_OMB_1997.diagnose(b"Sep-28").unwrap();
/// assert_eq!((diagnosis.damage(), diagnosis.likely()), (Damage::DateShape, Some("2028-9")));
/// assert_eq!(diagnosis.to_string(), "a spreadsheet has made a date of the code; one code fits");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnosis {
    damage: Damage,
    fits: Vec<&'static str>,
}

impl Diagnosis {
    /// What became of the code.
    pub fn damage(&self) -> Damage {
        self.damage
    }

    /// The codes that it may have been, in the order of the official list, unranked.
    pub fn fits(&self) -> &[&'static str] {
        &self.fits
    }

    /// The code that it likely was: the one that fits, where exactly one does.
    pub fn likely(&self) -> Option<&'static str> {
        match self.fits[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// What two lists say together, either of which the code may have been of.
    #[cfg(feature = "steward")]
    pub(crate) fn together(mut self, other: Self) -> Self {
        let rank = |one: &Self| (one.fits.is_empty(), one.damage);
        if rank(&other) < rank(&self) {
            self.damage = other.damage;
        }
        for code in other.fits {
            if !self.fits.contains(&code) {
                self.fits.push(code);
            }
        }
        self
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.damage.fmt(f)?;
        match self.fits.len() {
            0 => Ok(()),
            1 => f.write_str("; one code fits"),
            several => write!(f, "; {several} codes fit, and nothing says which"),
        }
    }
}

impl fmt::Debug for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Diagnosis({:?}, {} fit)", self.damage, self.fits.len())
    }
}

impl core::error::Error for Diagnosis {}

impl<A: Axis> CodeSystem<A> {
    /// What became of a code that the list does not have; `None` for one that it has.
    ///
    /// Nothing is repaired: [`decode`](Self::decode) keeps the bytes as they were received, whatever this says of them.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
    /// assert_eq!(system.diagnose(b"K"), None);
    /// assert_eq!(system.diagnose(b" k").unwrap().likely(), Some("K"));
    /// // A Cyrillic letter, and the label.
    /// assert_eq!(system.diagnose("\u{41A}".as_bytes()).unwrap().likely(), Some("K"));
    /// assert_eq!(system.diagnose(b"Bangladeshi").unwrap().likely(), Some("K"));
    /// assert_eq!(system.diagnose(b"Q").unwrap().likely(), None);
    /// ```
    pub fn diagnose(&self, code: &[u8]) -> Option<Diagnosis> {
        if self.decode(code).row().is_some() { None } else { diagnose(code, self.data.rows) }
    }
}

#[cfg(feature = "audit")]
impl TagSystem {
    /// What became of a code that the list does not have; `None` for one that it has. Tags are no codes of a list.
    pub(crate) fn diagnose(&self, code: &[u8]) -> Option<Diagnosis> {
        if self.decode(code).is_in_list() {
            return None;
        }
        let by_row = self.rows().iter().map(|row| (row.code(), row.label()));
        let all: Vec<(&str, &str)> = by_row.chain(self.codes_by_rule().map(|code| (code, ""))).collect();
        diagnose_among(code, all.iter().copied())
    }
}

/// What of a list tells whether a damaged code was this one.
trait Coded: Copy {
    fn code(self) -> &'static str;
    fn label(self) -> &'static str;
    /// The heading above the label.
    fn group(self) -> Option<&'static str>;
}

impl Coded for Row {
    fn code(self) -> &'static str {
        Self::code(self)
    }

    fn label(self) -> &'static str {
        Self::label(self)
    }

    fn group(self) -> Option<&'static str> {
        Self::group(self)
    }
}

/// A code and its label, of a list without headings.
#[cfg(feature = "audit")]
impl Coded for (&'static str, &'static str) {
    fn code(self) -> &'static str {
        self.0
    }

    fn label(self) -> &'static str {
        self.1
    }

    fn group(self) -> Option<&'static str> {
        None
    }
}

/// Whether a row's code is what a damaged one was.
type Meant<'a, R> = &'a dyn Fn(R) -> bool;

/// What became of a code, by the rows of its list alone; `None` for one that they have.
pub(crate) fn diagnose(code: &[u8], rows: &'static Rows) -> Option<Diagnosis> {
    diagnose_among(code, rows.iter())
}

fn diagnose_among<R: Coded>(code: &[u8], all: impl Iterator<Item = R> + Clone) -> Option<Diagnosis> {
    let rows = || all.clone();
    if rows().any(|row| row.code().as_bytes() == code) {
        return None;
    }
    let unknown = Diagnosis { damage: Damage::UnknownCode, fits: Vec::new() };
    let Ok(text) = core::str::from_utf8(code) else { return Some(unknown) };
    let spaced = written::spaced(text);
    if spaced.is_empty() {
        return Some(unknown);
    }
    let looks = if text.is_ascii() { String::new() } else { as_it_looks(&spaced).collect() };
    let date = spreadsheet::Date::shown(&spaced);
    let number = spreadsheet::Scientific::shown(&spaced);
    let is_rounded = spreadsheet::is_rounded(&spaced);
    // A sound identifier of SNOMED CT that the list does not have is another one, and no slip of the hand.
    let is_sound = sctid::is_valid(spaced.as_bytes());
    let is_of_snomed = rows().all(|row| sctid::is_valid(row.code().as_bytes()));
    let has_wrong_check =
        is_of_snomed && !is_sound && written::is_number(&spaced) && (6..=18).contains(&spaced.len());
    let is_near = |row: R| is_one_edit_apart(spaced.as_bytes(), row.code().as_bytes());
    let has_near = !is_sound && rows().any(|row| row.code().len() >= LONG_ENOUGH && is_near(row));
    // What alters least comes first.
    let meant: [(Damage, Meant<'_, R>); 10] = [
        (Damage::StraySpace, &|row| spaced == row.code()),
        (Damage::StrayCase, &|row| spaced.eq_ignore_ascii_case(row.code())),
        (Damage::LookAlike, &|row| !looks.is_empty() && as_it_looks(row.code()).eq(looks.chars())),
        (Damage::Label, &|row| written::is_label_of(&spaced, row.label(), row.group())),
        (Damage::DateShape, &|row| date.as_ref().is_some_and(|date| date.was(row.code()))),
        (Damage::ScientificNotation, &|row| number.as_ref().is_some_and(|number| number.was(row.code()))),
        (Damage::LeadingZerosLost, &|row| spreadsheet::has_lost_zeros(&spaced, row.code())),
        (Damage::RoundedIdentifier, &|row| is_rounded && spreadsheet::was_rounded(&spaced, row.code())),
        (Damage::WrongCheckDigit, &|row| has_wrong_check && is_near(row)),
        (Damage::OneCharacterWrong, &|row| has_near && is_near(row)),
    ];
    for (damage, is_meant) in meant {
        let fits: Vec<&'static str> = rows().filter(|row| is_meant(*row)).map(|row| row.code()).collect();
        if !fits.is_empty() {
            return Some(Diagnosis { damage, fits });
        }
    }
    // A shape that only a spreadsheet makes says something even where no code fits.
    let damage = match (date, number) {
        (Some(_), _) => Damage::DateShape,
        (None, Some(_)) => Damage::ScientificNotation,
        _ if is_rounded => Damage::RoundedIdentifier,
        _ if has_wrong_check => Damage::WrongCheckDigit,
        _ => Damage::UnknownCode,
    };
    Some(Diagnosis { damage, fits: Vec::new() })
}

/// Among shorter codes nearly every one is a character away from others, and to name one would be to guess. Where a
/// longer one is near, shorter ones that are near too fit as well.
const LONG_ENOUGH: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bridge::Relationship;
    use crate::bridge::row::{Meaning, RowEntry, kept_rows};

    fn list_of<const N: usize>(list: [(&str, &str, Option<&str>); N]) -> &'static Rows {
        kept_rows(&list.map(|(code, label, group)| RowEntry {
            code,
            label,
            group,
            meaning: Meaning::NotKnown,
            relationship: Relationship::NotRelatedTo,
            adds: &[],
            same_category: &[],
            observed: false,
            line: 1,
        }))
    }

    fn found(value: &str, rows: &'static Rows) -> (Damage, Option<&'static str>, usize) {
        let diagnosis = diagnose(value.as_bytes(), rows).unwrap();
        (diagnosis.damage(), diagnosis.likely(), diagnosis.fits().len())
    }

    #[test]
    fn spaces_case_and_look_alikes_are_told_apart() {
        let rows = list_of([("A", "", None), ("AB", "", None), ("99", "", None), ("Home: In", "", None)]);
        for (value, damage, code) in [
            (" A", Damage::StraySpace, "A"),
            ("AB\u{200B}\t", Damage::StraySpace, "AB"),
            ("Home:\u{A0}  In", Damage::StraySpace, "Home: In"),
            ("a", Damage::StrayCase, "A"),
            ("\u{A0}ab\t", Damage::StrayCase, "AB"),
            ("\u{FF19}\u{FF19}", Damage::LookAlike, "99"),
            ("\u{FEFF}\u{FF41}", Damage::LookAlike, "A"),
            ("\u{410}\u{412}", Damage::LookAlike, "AB"),
            ("\u{3B1}B", Damage::LookAlike, "AB"),
        ] {
            assert_eq!(found(value, rows), (damage, Some(code), 1), "{value:?}");
        }
        for value in ["", " ", "9 9", "B", "AA", "\u{436}", "O"] {
            assert_eq!(found(value, rows), (Damage::UnknownCode, None, 0), "{value:?}");
        }
        assert!(diagnose(b"A", rows).is_none());
        assert_eq!(diagnose(b"\xFFA", rows).unwrap().damage(), Damage::UnknownCode);
    }

    #[test]
    fn codes_that_differ_in_case_alone_are_not_chosen_between() {
        let rows = list_of([("aB", "", None), ("Ab", "", None)]);
        assert_eq!(found("ab", rows), (Damage::StrayCase, None, 2));
        assert!(diagnose(b"aB", rows).is_none());
    }

    #[test]
    fn a_label_is_known_alone_and_with_its_heading() {
        let rows = list_of([
            ("H", "Indian", Some("Asian or Asian British")),
            ("R", "Chinese", None),
            ("M", "Caribbean", Some("First heading")),
            ("D", "Caribbean", Some("Second heading")),
            ("8", "", None),
        ]);
        for (value, code) in [
            ("Indian", "H"),
            (" INDIAN\u{A0}", "H"),
            ("Asian or Asian British - Indian", "H"),
            ("Asian or Asian British \u{2013} Indian", "H"),
            ("asian or asian british: indian", "H"),
            ("chinese", "R"),
            ("Second heading - Caribbean", "D"),
        ] {
            assert_eq!(found(value, rows), (Damage::Label, Some(code), 1), "{value:?}");
        }
        assert_eq!(found("Caribbean", rows), (Damage::Label, None, 2));
        assert_eq!(found("Indians", rows), (Damage::UnknownCode, None, 0));
    }

    #[test]
    fn what_a_spreadsheet_makes_of_a_code_is_known() {
        let rows = list_of([
            ("01", "", None),
            ("00", "", None),
            ("2028-9", "", None),
            ("1E5", "", None),
            ("3-12", "", None),
            ("1100", "", None),
        ]);
        for (value, damage, code) in [
            ("1", Damage::LeadingZerosLost, "01"),
            ("0", Damage::LeadingZerosLost, "00"),
            ("Sep-28", Damage::DateShape, "2028-9"),
            ("sep-2028", Damage::DateShape, "2028-9"),
            ("01/09/2028", Damage::DateShape, "2028-9"),
            ("9/1/2028", Damage::DateShape, "2028-9"),
            ("2028-09-01 00:00:00", Damage::DateShape, "2028-9"),
            ("03-Dec", Damage::DateShape, "3-12"),
            ("12-Mar", Damage::DateShape, "3-12"),
            ("1.00E+05", Damage::ScientificNotation, "1E5"),
            ("1.1E+03", Damage::ScientificNotation, "1100"),
        ] {
            assert_eq!(found(value, rows), (damage, Some(code), 1), "{value:?}");
        }
        for value in ["01-Jan", "Jan-01", "1 February 2020", "Sep-29", "31/12/2020"] {
            assert_eq!(found(value, rows), (Damage::DateShape, None, 0), "{value:?}");
        }
        for value in ["2E5", "1.02E+15", "1E-5", "9,87e12"] {
            assert_eq!(found(value, rows), (Damage::ScientificNotation, None, 0), "{value:?}");
        }
        for value in ["2", "10", "E5", "1E", "E", "1E5E5", "9-28", "13-Jan-1-1", "32/13/2020", "1.E5"] {
            assert_eq!(found(value, rows), (Damage::UnknownCode, None, 0), "{value:?}");
        }
    }

    /// Identifiers that are valid by their check digit; whether SNOMED CT has issued them makes no difference.
    #[test]
    fn identifiers_of_snomed_are_found_again() {
        let rows = list_of([
            ("1024701000000100", "", None),
            ("92391000000108", "", None),
            ("92401000000106", "", None),
            ("1064711000000108", "", None),
        ]);
        for row in rows.iter() {
            assert!(sctid::is_valid(row.code().as_bytes()), "{}", row.code());
            assert!(diagnose(row.code().as_bytes(), rows).is_none());
        }
        for (value, damage, code) in [
            ("1064711000000100", Damage::RoundedIdentifier, Some("1064711000000108")),
            ("1024801000000000", Damage::RoundedIdentifier, None),
            ("1.0247E+15", Damage::ScientificNotation, Some("1024701000000100")),
            ("1.02E+15", Damage::ScientificNotation, Some("1024701000000100")),
            ("9.24E+13", Damage::ScientificNotation, None),
            ("92391000000109", Damage::WrongCheckDigit, Some("92391000000108")),
            ("92391000000180", Damage::WrongCheckDigit, Some("92391000000108")),
            ("12345678", Damage::WrongCheckDigit, None),
            ("9239100000010x", Damage::OneCharacterWrong, Some("92391000000108")),
        ] {
            let (found, likely, _) = found(value, rows);
            assert_eq!((found, likely), (damage, code), "{value}");
        }
        // Valid, and of no row: an identifier, but not of this list. The zeros at its end are its own.
        let others = list_of([("92391000000108", "", None)]);
        assert_eq!(found("1024701000000100", others).0, Damage::UnknownCode);
        // In a list that has no such identifiers a number is a number.
        assert_eq!(found("12345678", list_of([("A", "", None)])).0, Damage::UnknownCode);
    }

    #[test]
    fn one_character_is_found_where_codes_are_long_enough() {
        let rows = list_of([
            ("WBRI", "", None),
            ("WIRI", "", None),
            ("AB", "", None),
            ("ABC", "", None),
            ("ABCD", "", None),
        ]);
        assert_eq!(found("WBR1", rows), (Damage::OneCharacterWrong, Some("WBRI"), 1));
        assert_eq!(found("WRBI", rows), (Damage::OneCharacterWrong, Some("WBRI"), 1));
        assert_eq!(found("W1RI", rows), (Damage::OneCharacterWrong, None, 2));
        // Whether a letter of the longer one is wrong or the shorter one has one too many, nothing says.
        assert_eq!(found("ABCX", rows), (Damage::OneCharacterWrong, None, 2));
        assert_eq!(found("AX", rows), (Damage::UnknownCode, None, 0));
    }
}
