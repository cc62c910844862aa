//! What one receiver can hold of a name: the limits of one of its fields.

use core::fmt;
use std::borrow::Cow;

use super::PartKind;
use crate::text::transliteration::Transliteration;

/// What one field of one receiver can hold: how much, of which characters, in which case, and which parts of a name go
/// into it.
///
/// A limit that no source gives is not there: nothing is cut for it.
///
/// # Example
///
/// ```
/// use ownwords::profiles;
///
/// let profile = &profiles::VISION_SURNAME;
/// assert_eq!(profile.maximum().map(|limit| limit.to_string()).as_deref(), Some("35 characters"));
/// assert_eq!(profile.quality(), "vendor");
/// assert!(profile.holds("O'BRIEN") && !profile.holds("O’Brien"));
/// ```
#[derive(Clone)]
pub struct FieldProfile {
    pub(crate) key: Cow<'static, str>,
    pub(crate) number: u16,
    pub(crate) edition: u16,
    pub(crate) owner: Cow<'static, str>,
    pub(crate) title: Cow<'static, str>,
    pub(crate) source: Cow<'static, str>,
    pub(crate) quality: Cow<'static, str>,
    /// What goes into the field; nothing where it takes the whole text of a name.
    pub(crate) parts: Cow<'static, [PartKind]>,
    /// What follows in the same field, behind `joint`.
    pub(crate) then_parts: Cow<'static, [PartKind]>,
    pub(crate) joint: Cow<'static, str>,
    pub(crate) required: bool,
    pub(crate) format_code: Option<Cow<'static, str>>,
    pub(crate) maximum: Option<Limit>,
    /// How many items the field has, where the limit is that of an item.
    pub(crate) items: Option<usize>,
    pub(crate) repertoire: Option<Cow<'static, Repertoire>>,
    pub(crate) case: Case,
    pub(crate) tables: Cow<'static, [&'static Transliteration]>,
    pub(crate) may_lose_marks: bool,
}

/// A largest size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    pub(crate) count: usize,
    pub(crate) unit: Unit,
}

impl Limit {
    /// How many of the unit.
    pub fn count(self) -> usize {
        self.count
    }

    /// What is counted.
    pub fn unit(self) -> Unit {
        self.unit
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Bytes => "bytes",
            Unit::Utf16 => "UTF-16 units",
            Unit::CodePoints => "characters",
            Unit::Graphemes => "characters as a reader counts them",
            Unit::MrzCells => "cells",
        };
        write!(f, "{} {unit}", self.count)
    }
}

/// In what a receiver counts.
///
/// # Example
///
/// ```
/// use ownwords::Unit;
///
/// let sizes = [Unit::Bytes, Unit::Utf16, Unit::CodePoints, Unit::Graphemes].map(|unit| unit.size("𠮷e\u{301}"));
/// assert_eq!(sizes, [7, 4, 3, 2]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Bytes of UTF-8.
    Bytes,
    /// UTF-16 code units, as Java, JavaScript and Windows count.
    Utf16,
    /// Unicode code points.
    CodePoints,
    /// Extended grapheme clusters (UAX #29): what a reader takes for one character.
    Graphemes,
    /// Cells of a machine-readable zone: one a character.
    MrzCells,
}

impl Unit {
    /// The size of a text in this unit.
    pub fn size(self, text: &str) -> usize {
        match self {
            Self::Bytes => text.len(),
            _ if text.is_ascii() && !text.contains('\r') => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::CodePoints | Self::MrzCells => text.chars().count(),
            Self::Graphemes => unicode_segmentation::UnicodeSegmentation::graphemes(text, true).count(),
        }
    }
}

/// What a receiver does with case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// It takes a name as given.
    AsGiven,
    /// It takes capitals alone.
    Upper,
}

/// A set of characters that a field can hold.
#[derive(Clone, Debug)]
pub(crate) struct Repertoire {
    pub(crate) key: Cow<'static, str>,
    pub(crate) title: Cow<'static, str>,
    pub(crate) source: Cow<'static, str>,
    /// One bit for each character of ASCII.
    pub(crate) ascii: u128,
    pub(crate) beyond: Beyond,
}

/// What a repertoire has beyond ASCII.
#[derive(Clone, Debug)]
pub(crate) enum Beyond {
    /// Ranges of characters, first and last, in order.
    Ranges(Cow<'static, [(char, char)]>),
    /// The letters, sequences and signs of a table.
    Table(&'static Transliteration),
}

impl Repertoire {
    fn holds_character(&self, character: char) -> bool {
        if let Ok(byte) = u8::try_from(character)
            && byte.is_ascii()
        {
            return self.ascii >> byte & 1 == 1;
        }
        match &self.beyond {
            Beyond::Ranges(ranges) => {
                ranges.iter().any(|(first, last)| (*first..=*last).contains(&character))
            }
            Beyond::Table(table) => table.form_of(character.encode_utf8(&mut [0; 4])).is_some(),
        }
    }

    fn holds(&self, text: &str) -> bool {
        let Beyond::Table(table) = &self.beyond else {
            return text.chars().all(|character| self.holds_character(character));
        };
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = match table.longest(rest) {
                Some((length, _)) => length,
                None if first.is_ascii() && self.holds_character(first) => first.len_utf8(),
                None => return false,
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        true
    }
}

impl FieldProfile {
    /// The readable key, for example `vision-surname`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The permanent number that residues carry in their check.
    pub fn number(&self) -> u16 {
        self.number
    }

    /// The edition of what the file says of this field.
    pub fn edition(&self) -> u16 {
        self.edition
    }

    /// Whose field it is.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// What the owner calls the field.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Where the limits were read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How good that source is: `official`, `official (old)`, `vendor`, `third party` and so on.
    pub fn quality(&self) -> &str {
        &self.quality
    }

    /// The parts of a name that go into the field, in the bearer's order; none where it takes the whole text.
    pub fn parts(&self) -> impl Iterator<Item = PartKind> {
        self.parts.iter().chain(self.then_parts.iter()).copied()
    }

    /// Whether the receiver refuses a name without this field.
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// The code that says how PATIENT NAME is laid out in a commissioning data set, where the field belongs to one.
    pub fn format_code(&self) -> Option<&str> {
        self.format_code.as_deref()
    }

    /// The largest size, of an item where the field has [items](Self::items); `None` where no source gives one.
    pub fn maximum(&self) -> Option<Limit> {
        self.maximum
    }

    /// The repertoire's key, what it is, and its source; `None` where no source says which characters the field takes.
    pub fn repertoire(&self) -> Option<(&str, &str, &str)> {
        let repertoire = self.repertoire.as_deref()?;
        Some((&repertoire.key, &repertoire.title, &repertoire.source))
    }

    /// What the receiver does with case.
    pub fn case(&self) -> Case {
        self.case
    }

    /// The tables by which letters that the field does not have are written, in the order in which they are asked.
    pub fn transliterations(&self) -> impl Iterator<Item = &'static Transliteration> {
        self.tables.iter().copied()
    }

    /// Whether the field can hold this text as it is.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::profiles;
    ///
    /// assert!(profiles::PDS_FAMILY.holds("Carreño Quiñones"));
    /// assert!(!profiles::PDS_FAMILY.holds("Nguyễn"));
    /// ```
    pub fn holds(&self, text: &str) -> bool {
        self.has_letters(text) && self.has_case(text) && self.has_room(text)
    }

    /// The text as the receiver's items: words, of which the first item takes what is more than the receiver has items.
    /// One item where the field has no items.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::profiles;
    ///
    /// let items = profiles::PDS_GIVEN.items("Anna Maria Luise Eva Sofia Klara");
    /// assert_eq!(items, ["Anna Maria", "Luise", "Eva", "Sofia", "Klara"]);
    /// ```
    pub fn items<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let Some(most) = self.items else { return vec![text] };
        let mut rest = text.trim_matches(' ');
        let mut items = Vec::new();
        while items.len() + 1 < most
            && let Some((before, last)) = rest.rsplit_once(' ')
        {
            items.push(last);
            rest = before.trim_end_matches(' ');
        }
        if !rest.is_empty() {
            items.push(rest);
        }
        items.reverse();
        items
    }

    /// Whether every character, with its marks, is in the repertoire.
    pub(super) fn has_letters(&self, text: &str) -> bool {
        self.repertoire.as_deref().is_none_or(|repertoire| repertoire.holds(text))
    }

    /// Whether the field takes each character for itself, whatever stands beside it.
    pub(super) fn takes_characters(&self) -> bool {
        let beyond = self.repertoire.as_deref().map(|repertoire| &repertoire.beyond);
        beyond.is_none_or(|beyond| matches!(beyond, Beyond::Ranges(_)))
    }

    pub(super) fn has_letter(&self, letter: char) -> bool {
        self.repertoire.as_deref().is_none_or(|repertoire| repertoire.holds_character(letter))
    }

    pub(super) fn has_case(&self, text: &str) -> bool {
        self.case == Case::AsGiven || text.chars().all(|letter| letter.to_uppercase().eq([letter]))
    }

    pub(super) fn has_room(&self, text: &str) -> bool {
        let Some(limit) = self.maximum else { return true };
        match self.items {
            // No unit counts more than the bytes.
            _ if text.len() <= limit.count => true,
            None => limit.unit.size(text) <= limit.count,
            Some(_) => self.items(text).iter().all(|item| limit.unit.size(item) <= limit.count),
        }
    }

    /// What stands between words in this field.
    pub(super) fn separator(&self) -> &'static str {
        if self.has_letter(' ') {
            return " ";
        }
        self.tables.iter().find_map(|table| table.form_of(" ")).unwrap_or(" ")
    }
}

impl fmt::Debug for FieldProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FieldProfile({}, edition {})", self.key, self.edition)
    }
}
