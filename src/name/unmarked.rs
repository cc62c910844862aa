//! Words of a name that are in none of the parts that its bearer marked.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::NameText;
use super::receipt::Receipt;
use super::render::not_as_it_is;
use super::spelling::Clusters;
use crate::error::Result;
use crate::purpose::Purpose;
use crate::text::{Folded, is_within_word};

impl NameText {
    /// What a form leaves out that holds the whole name, and takes its parts alone; `None` where every word is in a part, or
    /// none is marked.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) for [`Purpose::Identity`], where words are left out.
    pub(crate) fn words_in_no_part(&self, form: &str, purpose: Purpose) -> Result<Option<Receipt>> {
        let places = places_in_no_part(self);
        if places.is_empty() {
            return Ok(None);
        }
        let receipt = Receipt::of_unmarked(places);
        if purpose.is_identity() {
            let help = "ask the person which parts the other words are and mark them, or agree on a name without them";
            return Err(not_as_it_is(form, &receipt, help));
        }
        Ok(Some(receipt))
    }
}

/// The first and the last character, from 1, of each run of letters that no marked part accounts for.
fn places_in_no_part(name: &NameText) -> Vec<(usize, usize)> {
    let mut parts: Vec<Cow<'_, str>> = name.parts().map(|(_, part)| composed(part)).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    // A short part may stand within a longer one.
    parts.sort_by_key(|part| core::cmp::Reverse(part.len()));
    let text = composed(name.as_str());
    let mut marked = Marked { text: &text, taken: vec![false; text.len()] };
    for part in &parts {
        if !marked.take(part) {
            words(part).for_each(|(_, word)| marked.take_alike(word));
        }
    }
    marked.open_places()
}

/// Marks put together with their letters, so that two ways of writing one text are the same.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// A text, and which of its bytes a part accounts for.
struct Marked<'t> {
    text: &'t str,
    taken: Vec<bool>,
}

impl Marked<'_> {
    /// Takes a part where it stands, between other words if it does so anywhere.
    fn take(&mut self, part: &str) -> bool {
        let starts = || self.text.char_indices().map(|(start, _)| start);
        let mut found = starts().filter(|start| self.stands(*start, part)).peekable();
        let first = found.peek().copied();
        let Some(start) = found.find(|start| self.is_between_words(*start, part.len())).or(first) else {
            return false;
        };
        self.take_bytes(start, part.len());
        true
    }

    /// Takes the first word that is written in another case, or with other marks.
    fn take_alike(&mut self, word: &str) {
        let folded = Folded::of(word);
        let is_alike = |(start, other): &(usize, &str)| {
            self.is_open(*start, other.len())
                && !folded.letters().is_empty()
                && Folded::of(other).letters() == folded.letters()
        };
        if let Some((start, other)) = words(self.text).find(is_alike) {
            self.take_bytes(start, other.len());
        }
    }

    fn stands(&self, start: usize, part: &str) -> bool {
        let is_there = self.text.get(start..).is_some_and(|rest| rest.starts_with(part));
        is_there && !part.is_empty() && self.is_open(start, part.len())
    }

    fn is_open(&self, start: usize, length: usize) -> bool {
        self.taken.get(start..start + length).is_some_and(|bytes| !bytes.contains(&true))
    }

    fn is_between_words(&self, start: usize, length: usize) -> bool {
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        let after = self.text.get(start + length..).and_then(|text| text.chars().next());
        !before.is_some_and(is_within_word) && !after.is_some_and(is_within_word)
    }

    fn take_bytes(&mut self, start: usize, length: usize) {
        self.taken.iter_mut().skip(start).take(length).for_each(|taken| *taken = true);
    }

    fn open_places(&self) -> Vec<(usize, usize)> {
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut start = 0;
        for (place, cluster) in (1..).zip(Clusters { rest: self.text }) {
            let is_left = cluster.chars().any(char::is_alphanumeric) && self.is_open(start, cluster.len());
            start += cluster.len();
            match places.last_mut() {
                Some((_, last)) if is_left && *last + 1 == place => *last = place,
                _ if is_left => places.push((place, place)),
                _ => {}
            }
        }
        places
    }
}

/// The words of a text, and the bytes at which they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    core::iter::from_fn(move || {
        rest = rest.trim_start_matches(|character| !is_within_word(character));
        let start = text.len() - rest.len();
        let length = rest.find(|character| !is_within_word(character)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(length)?;
        rest = after;
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::super::PartKind;
    use super::*;

    fn places(text: &str, parts: &[&str]) -> Vec<(usize, usize)> {
        let name =
            parts.iter().fold(NameText::received(text), |name, part| name.with_part(PartKind::Given, *part));
        places_in_no_part(&name)
    }

    #[test]
    fn words_in_no_part_are_found_where_they_stand() {
        for (text, parts, expected) in [
            ("Nguyễn Văn An", &["Nguyễn", "An"][..], &[(8, 10)][..]),
            ("ADA GRACE HART", &["HART"], &[(1, 3), (5, 9)]),
            ("Anna An", &["An"], &[(1, 4)]),
            ("Smith-Jones", &["Smith"], &[(7, 11)]),
            ("Hart Hart", &["Hart"], &[(6, 9)]),
            ("이김민준", &["김", "민준"], &[(1, 1)]),
            ("Zoe\u{301} Mü\u{301}ller", &["Zo\u{E9}"], &[(5, 10)]),
        ] {
            assert_eq!(places(text, parts), expected, "{text:?} {parts:?}");
        }
    }

    #[test]
    fn every_way_to_write_a_part_accounts_for_its_words() {
        for (text, parts) in [
            ("Sukarno", &[][..]),
            ("Nguyễn Văn An", &["Nguyễn", "Văn An"]),
            ("김민준", &["김", "민준"]),
            ("HART, Ada Grace (Dr)", &["Dr", "Ada", "Grace", "Hart"]),
            ("Zoe\u{308} O’Brien", &["Zoë", "O’Brien"]),
            ("Zoe OBRIEN", &["Zoë", "O’Brien"]),
            ("Kim van der Berg", &["Kim", "van der", "Berg"]),
            ("Ada  Grace – Hart", &["Ada Grace", "Hart"]),
            ("Ada Hart", &["Ada", "Hart", "Addie", ""]),
        ] {
            assert_eq!(places(text, parts), [], "{text:?} {parts:?}");
        }
    }
}
