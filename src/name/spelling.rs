//! A name in the letters of one field, cluster by cluster, with what became of each.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::profile::{Case, FieldProfile};
use crate::error::{Error, ErrorKind, Result};
use crate::text::script_name;

/// What is spelled: a text, where its parts begin, and where the second group of parts does.
#[derive(Default)]
pub(super) struct Source<'a> {
    pub(super) text: Cow<'a, str>,
    /// The byte at which each part after the first begins.
    pub(super) parts: Vec<usize>,
    /// The byte of the space that the field's joint stands for.
    pub(super) joint: Option<usize>,
}

impl Source<'_> {
    /// Whether a part, but the last, ends before this byte.
    pub(super) fn ends_part(&self, end: usize) -> bool {
        self.parts.iter().any(|part| end + 1 == *part)
    }
}

/// What happened to a cluster: a set.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Changes(u16);

impl Changes {
    pub(super) const NONE: Self = Self(0);
    pub(super) const CASE: Self = Self(1);
    pub(super) const COMPOSED: Self = Self(1 << 1);
    pub(super) const COMPATIBLE: Self = Self(1 << 2);
    pub(super) const MARKS: Self = Self(1 << 3);
    pub(super) const DROPPED: Self = Self(1 << 4);
    pub(super) const JOINED: Self = Self(1 << 5);
    const TABLES: u16 = 0xF << 8;

    /// By the profile's table of this number.
    pub(super) const fn table(number: usize) -> Self {
        Self(1 << (8 + number % 4))
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn by_table(self) -> bool {
        self.0 & Self::TABLES != 0
    }
}

/// One cluster of the source and what was written for it; both begin where the piece before ends.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    /// Where it ends in the source.
    pub(super) source: usize,
    /// Where it ends in what was written.
    pub(super) out: usize,
    pub(super) changes: Changes,
}

/// A name in the letters of a field.
pub(super) struct Spelled {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) separator: &'static str,
}

/// Spells the source in the letters of the field, without regard to its length.
///
/// # Errors
///
/// [`ErrorKind::Text`] at the first letter that the field does not have and no table of the profile either.
pub(super) fn spell(profile: &FieldProfile, source: &Source<'_>) -> Result<Spelled> {
    let text = source.text.as_ref();
    let mut spelling = Spelling {
        profile,
        separator: profile.separator(),
        out: String::with_capacity(text.len() + profile.joint.len()),
        pieces: Vec::with_capacity(text.len().min(512)),
        gap: false,
    };
    let mut clusters = Clusters { rest: text };
    let mut start = 0;
    while let Some(cluster) = clusters.next() {
        if source.joint == Some(start) {
            spelling.join(start + cluster.len());
        } else {
            spelling.cluster(cluster, start + cluster.len(), clusters.rest.chars().next())?;
        }
        start += cluster.len();
    }
    spelling.trim();
    Ok(Spelled { text: spelling.out, pieces: spelling.pieces, separator: spelling.separator })
}

/// What a name is spelled and cut by: extended grapheme clusters; two that a double mark joins (`K͟h`) are one.
pub(super) struct Clusters<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Iterator for Clusters<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let length = match self.rest.as_bytes() {
            // As in `is_alone`, without a look at the characters: most of what is rendered.
            [b' '..=b'~', b' '..=b'~', ..] => 1,
            _ => first_cluster(self.rest)?,
        };
        let (cluster, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(cluster)
    }
}

fn first_cluster(text: &str) -> Option<usize> {
    let mut letters = text.chars();
    let first = letters.next()?;
    if is_alone(first) && letters.next().is_none_or(is_alone) {
        return Some(first.len_utf8());
    }
    let mut clusters = text.graphemes(true);
    let mut length = 0;
    loop {
        let cluster = clusters.next();
        length += cluster.map_or(0, str::len);
        if !cluster.is_some_and(|cluster| cluster.ends_with(is_double_mark)) {
            return Some(length);
        }
    }
}

/// Whether the character shares a cluster with none of these: most of Latin. Others may join it, a line feed too.
fn is_alone(character: char) -> bool {
    matches!(character, '\u{20}'..='\u{7E}' | '\u{C0}'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}')
}

fn is_double_mark(character: char) -> bool {
    ('\u{35C}'..='\u{362}').contains(&character)
}

/// Characters within a cluster that nobody sees: joiners, variation selectors, tags.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{34F}' | '\u{180B}'..='\u{180F}' | '\u{200C}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0000}'..='\u{E0FFF}')
}

struct Spelling<'a> {
    profile: &'a FieldProfile,
    separator: &'static str,
    out: String,
    pieces: Vec<Piece>,
    /// Whether something was dropped since the last thing that was written.
    gap: bool,
}

impl Spelling<'_> {
    fn cluster(&mut self, cluster: &str, end: usize, next: Option<char>) -> Result<()> {
        let before = self.out.len();
        let mut changes = match self.write(cluster, next) {
            Some(changes) => changes,
            None if cluster.chars().any(char::is_alphabetic) => return Err(self.no_form(cluster)),
            None => Changes::DROPPED,
        };
        let (written, letters) = self.out.split_at_checked(before).unwrap_or_default();
        if letters.is_empty() {
            self.gap = true;
        } else if letters == self.separator {
            // A word that was dropped leaves no second space behind, and one filler stands between two words.
            let at_edge = written.is_empty() || written.ends_with(self.separator);
            if at_edge && (self.gap || changes.by_table()) {
                self.out.truncate(before);
                changes = Changes::DROPPED;
            }
        } else if self.gap && joins(written, letters) {
            // What followed the dropped character would become part of the letter before it.
            if cluster.chars().any(char::is_alphabetic) {
                return Err(self.no_form(cluster));
            }
            self.out.truncate(before);
            changes = Changes::DROPPED;
        } else {
            self.gap = false;
        }
        self.pieces.push(Piece { source: end, out: self.out.len(), changes });
        Ok(())
    }

    /// The joint between two groups of parts, in place of the space that joins them in the source.
    fn join(&mut self, end: usize) {
        self.trim();
        self.out.push_str(&self.profile.joint);
        self.pieces.push(Piece { source: end, out: self.out.len(), changes: Changes::JOINED });
        self.gap = false;
    }

    /// Takes off the separator at the end where a table made it, or what stood behind it was dropped; and a joint.
    fn trim(&mut self) {
        let end = self.out.len();
        let Some(place) = self.pieces.iter().position(|piece| piece.out == end) else { return };
        let start =
            place.checked_sub(1).and_then(|before| self.pieces.get(before)).map_or(0, |piece| piece.out);
        let is_separator = self.out.get(start..) == Some(self.separator);
        let mut last = self.pieces.iter_mut().skip(place).peekable();
        let changes = last.peek().map_or(Changes::NONE, |piece| piece.changes);
        let is_ours = is_separator && (self.gap || changes.by_table());
        if is_ours || changes.has(Changes::JOINED) {
            for piece in last {
                piece.out = start;
                piece.changes = Changes::DROPPED;
            }
            self.out.truncate(start);
        }
    }

    /// Writes a cluster in the letters of the field; `None`, with nothing written, where there is no way.
    fn write(&mut self, cluster: &str, next: Option<char>) -> Option<Changes> {
        if let [byte] = cluster.as_bytes() {
            let given = char::from(*byte);
            let letter = if self.profile.case == Case::Upper { given.to_ascii_uppercase() } else { given };
            if self.profile.has_letter(letter) {
                self.out.push(letter);
                return Some(if letter == given { Changes::NONE } else { Changes::CASE });
            }
        }
        let cased = self.cased(cluster);
        let changes = if cased == cluster { Changes::NONE } else { Changes::CASE };
        if self.profile.has_letters(&cased) {
            self.out.push_str(&cased);
            return Some(changes);
        }
        let written = self.by_table(&cased, next).or_else(|| self.normalised(&cased, next));
        let written = written.or_else(|| {
            let seen: String = cased.chars().filter(|character| !is_unseen(*character)).collect();
            let written = if seen.is_empty() || seen == cased { None } else { self.write(&seen, next) };
            written.map(|changes| changes.with(Changes::DROPPED))
        });
        let written = written.or_else(|| self.fewer_marks(&cased, next));
        written.map(|written| written.with(changes))
    }

    fn cased<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.profile.case {
            Case::Upper if !self.profile.has_case(text) => Cow::Owned(text.to_uppercase()),
            _ => Cow::Borrowed(text),
        }
    }

    fn normalised(&mut self, text: &str, next: Option<char>) -> Option<Changes> {
        let composed: String = text.nfc().collect();
        let compatible: String = text.nfkc().collect();
        let compatible = self.cased(&compatible).into_owned();
        for (form, change) in [(&composed, Changes::COMPOSED), (&compatible, Changes::COMPATIBLE)] {
            if form != text
                && let Some(changes) = self.letters_or_table(form, next)
            {
                return Some(changes.with(change));
            }
        }
        None
    }

    fn letters_or_table(&mut self, text: &str, next: Option<char>) -> Option<Changes> {
        if self.profile.has_letters(text) {
            self.out.push_str(text);
            return Some(Changes::NONE);
        }
        self.by_table(text, next)
    }

    /// With as few marks lost as need be; of Latin letters alone, since a mark of another script may be a sound.
    fn fewer_marks(&mut self, text: &str, next: Option<char>) -> Option<Changes> {
        let is_latin = |letter: char| !letter.is_alphabetic() || script_name(letter) == Some("Latin");
        if !self.profile.may_lose_marks || !text.chars().all(is_latin) {
            return None;
        }
        let mut composed: String = text.nfc().collect();
        while composed.chars().next_back().is_some_and(is_combining_mark) {
            composed.pop();
            if let Some(changes) = self.letters_or_table(&composed, next).filter(|_| !composed.is_empty()) {
                return Some(changes.with(Changes::MARKS));
            }
        }
        let base: String = text.nfd().filter(|character| !is_combining_mark(*character)).nfc().collect();
        if base.is_empty() || base == text {
            return None;
        }
        self.letters_or_table(&base, next).map(|changes| changes.with(Changes::MARKS))
    }

    /// By the profile's tables, each asked for what those before it do not have.
    fn by_table(&mut self, text: &str, next: Option<char>) -> Option<Changes> {
        let start = self.out.len();
        let mut changes = Changes::NONE;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let found = self.longest(rest);
            let is_there = self.profile.has_letter(first);
            let length = match found {
                Some((number, length, form)) if length > first.len_utf8() || !is_there => {
                    let after = rest.get(length..).and_then(|rest| rest.chars().next()).or(next);
                    let Some(change) = self.push_form(number, form, first, after) else {
                        self.out.truncate(start);
                        return None;
                    };
                    changes = changes.with(change);
                    length
                }
                _ if is_there => {
                    self.out.push(first);
                    first.len_utf8()
                }
                _ => {
                    self.out.truncate(start);
                    return None;
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        Some(changes)
    }

    /// The table that has the beginning of the text, how much of it, and its form.
    fn longest(&self, text: &str) -> Option<(usize, usize, &'static str)> {
        let first = text.chars().next()?;
        self.profile.tables.iter().enumerate().find_map(|(number, table)| {
            let found = table.longest(text).or_else(|| {
                // Some tables have capitals alone.
                let mut upper = first.to_uppercase();
                let capital = upper.next().filter(|_| upper.next().is_none())?;
                Some((first.len_utf8(), table.form_of(capital.encode_utf8(&mut [0; 4]))?))
            });
            found.map(|(length, form)| (number, length, form))
        })
    }

    /// Writes a form, in small letters where the field takes a name as given and the letter is small.
    fn push_form(&mut self, number: usize, form: &str, from: char, next: Option<char>) -> Option<Changes> {
        if form.is_empty() {
            return Some(Changes::DROPPED);
        }
        let mut changes = Changes::table(number);
        for (place, letter) in form.chars().enumerate() {
            let small = self.profile.case == Case::AsGiven
                && (from.is_lowercase() || (place > 0 && next.is_some_and(char::is_lowercase)));
            let letter = if small { letter.to_ascii_lowercase() } else { letter };
            if self.profile.has_letter(letter) {
                self.out.push(letter);
                continue;
            }
            // A sign that one table makes of another may itself need a table.
            let (number, _, form) = self.longest(letter.encode_utf8(&mut [0; 4]))?;
            if !self.profile.has_letters(form) {
                return None;
            }
            self.out.push_str(form);
            let change = if form.is_empty() { Changes::DROPPED } else { Changes::table(number) };
            changes = changes.with(change);
        }
        Some(changes)
    }

    #[cold]
    fn no_form(&self, cluster: &str) -> Error {
        let place = self.pieces.len() + 1;
        let script = cluster.chars().find_map(script_name).unwrap_or("another script");
        let tables: Vec<String> =
            self.profile.tables.iter().map(|table| format!("`{}`", table.key())).collect();
        let (what, help) = if tables.is_empty() {
            ("names no table to write it by".to_owned(), "")
        } else {
            (format!("no table of the profile has it ({})", tables.join(", ")), "in those letters ")
        };
        Error::new(
            ErrorKind::Text,
            format!(
                "character {place} ({script}) is not among the letters that `{}` takes, and {what}",
                self.profile.key()
            ),
        )
        .with_help(format!(
            "ask the person how their name is written {help}for this receiver, and render that text"
        ))
    }
}

/// Whether a text and what is written behind it would share a cluster.
fn joins(written: &str, letters: &str) -> bool {
    let Some(last) = written.graphemes(true).next_back() else { return false };
    if letters.is_ascii() {
        return false;
    }
    let both = [last, letters].concat();
    both.graphemes(true).next().is_some_and(|first| first.len() != last.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By GraphemeBreakTest.txt of Unicode, and with letters around each of its texts that are taken by the short way.
    #[test]
    fn clusters_are_those_of_unicode() {
        let file = include_str!("../../tests/fixtures/unicode/grapheme-breaks.txt");
        let mut texts = 0;
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let numbers = line.split([' ', '|']).filter(|number| !number.is_empty());
            let characters = numbers.map(|number| u32::from_str_radix(number, 16).unwrap());
            let text: String = characters.map(|number| char::from_u32(number).unwrap()).collect();
            for around in ["", "a", "ab", "\u{E9}", "ab\u{E9} \u{1EA5}"] {
                let text = [around, &text, around, &text].concat();
                assert_eq!(
                    Clusters { rest: &text }.collect::<Vec<_>>(),
                    text.graphemes(true).collect::<Vec<_>>(),
                    "{line}"
                );
            }
            texts += 1;
        }
        assert_eq!(texts, 766);
        assert_eq!(Clusters { rest: "aK\u{35F}hn" }.collect::<Vec<_>>(), ["a", "K\u{35F}h", "n"]);
    }
}
