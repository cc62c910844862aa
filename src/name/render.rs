//! Names as one receiver can hold them, with a receipt and a residue.

use core::fmt;
use std::borrow::Cow;

use super::NameText;
use super::cut::Cut;
use super::profile::{FieldProfile, Limit};
use super::receipt::Receipt;
use super::spelling::{Clusters, Piece, Source, Spelled, spell};
use crate::error::{Error, ErrorKind, Result};
use crate::purpose::{Characteristic, Purpose};
use crate::residue::Residue;

/// A name as one receiver can hold it. The text is reached only together with the receipt and the residue.
///
/// # Example
///
/// ```
/// use ownwords::{Purpose, profiles};
///
/// let (text, receipt, residue) = profiles::ASCII.render_text("Ștefan", Purpose::Letter)?.into_parts();
/// assert_eq!((text.as_str(), receipt.to_string().as_str()), ("Stefan", "1 character written by `din-91379-search` (1)"));
/// # Ok::<(), ownwords::Error>(())
/// ```
///
/// There is no getter for the text alone:
///
/// ```compile_fail,E0616
/// use ownwords::{Purpose, profiles};
///
/// let rendering = profiles::ASCII.render_text("Ștefan", Purpose::Letter).unwrap();
/// let text = rendering.text;
/// ```
#[derive(Clone)]
#[must_use = "the text, the receipt and the residue belong together"]
pub struct Rendering {
    text: String,
    receipt: Receipt,
    residue: Residue,
}

impl Rendering {
    /// The text, the receipt and the residue. There is no other way to the text.
    pub fn into_parts(self) -> (String, Receipt, Residue) {
        (self.text, self.receipt, self.residue)
    }
}

impl fmt::Debug for Rendering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rendering({}; {:?})", self.receipt, self.residue)
    }
}

impl FieldProfile {
    /// Renders the parts of a name that this field takes, as its bearer marked them and in their order; the whole text
    /// where the field takes that, or where it takes all kinds of parts and none is marked.
    ///
    /// What the field cannot hold is put together (NFC, NFKC), written by the profile's tables, or left out where it is no
    /// letter; and the end is cut off where the text is too long, after a whole part, a whole word, or at the least a whole
    /// character with its marks. No letter is guessed and nothing is put in the place of a name. Of a field that holds the
    /// whole name in parts, the receipt says which words are in no part.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when a letter has no form in the profile's tables, or nothing of the name is left;
    /// [`ErrorKind::Unmarked`] when the bearer has marked none of the parts that the field takes; [`ErrorKind::Usage`] when
    /// the purpose may not see a name, and, for [`Purpose::Identity`], when the field cannot hold the name as it is: that is
    /// to be resolved, not filed.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{ErrorKind, NameText, PartKind, Purpose, profiles};
    ///
    /// let name = NameText::entered("María José Carreño Quiñones")?
    ///     .with_part(PartKind::Given, "María José")
    ///     .with_part(PartKind::Family, "Carreño")
    ///     .with_part(PartKind::SecondFamily, "Quiñones");
    /// let (text, _, _) = profiles::MRZ_TD1.render(&name, Purpose::Letter)?.into_parts();
    /// assert_eq!(text, "CARRENO<QUINONES<<MARIA<JOSE");
    ///
    /// // The family names of somebody who has marked none are not guessed.
    /// let name = NameText::entered("Sukarno")?;
    /// let error = profiles::PDS_FAMILY.render(&name, Purpose::Letter).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Unmarked);
    /// // A name that is agreed for identity checks goes out as it is, or not at all.
    /// let name = NameText::entered("Zoë")?.with_part(PartKind::Family, "Zoë");
    /// assert!(profiles::VISION_SURNAME.render(&name, Purpose::Identity).is_err());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn render(&self, name: &NameText, purpose: Purpose) -> Result<Rendering> {
        self.render_keyed(name, purpose, None)
    }

    /// The same as [`render`](Self::render), with what tells this record from others: its residue then fits no other
    /// record.
    ///
    /// # Errors
    ///
    /// As [`render`](Self::render).
    ///
    /// # Example
    ///
    /// See [`restore_keyed`](Self::restore_keyed).
    pub fn render_keyed(&self, name: &NameText, purpose: Purpose, key: Option<&[u8]>) -> Result<Rendering> {
        let rendering = self.render_source(&self.source_of(name)?, purpose, key)?;
        // A field beside others drops nothing where it takes its own parts; one that holds the whole name does.
        if self.then_parts.is_empty() {
            return Ok(rendering);
        }
        let Some(left_out) = name.words_in_no_part(&self.key, purpose)? else { return Ok(rendering) };
        let (text, receipt, _) = rendering.into_parts();
        let residue = self.residue_of_whole(name.as_str(), &text, key);
        Ok(Rendering { text, receipt: receipt.and(left_out), residue })
    }

    /// Renders a text of the caller's choice: a part that is marked elsewhere, or the words that a person said belong in
    /// this field.
    ///
    /// # Errors
    ///
    /// As [`render`](Self::render), but for the marks.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Purpose, profiles};
    ///
    /// let long = "Wolfeschlegelsteinhausenbergerdorff Maximilian";
    /// let (text, receipt, _) = profiles::NHS_FAMILY_NAME.render_text(long, Purpose::Letter)?.into_parts();
    /// assert_eq!(text, "Wolfeschlegelsteinhausenbergerdorff");
    /// assert_eq!(receipt.to_string(), "11 characters cut off at the end (36-46)");
    ///
    /// let error = profiles::VISION_SURNAME.render_text("김민준", Purpose::Letter).unwrap_err();
    /// assert!(error.message().contains("(Hangul)"));
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn render_text(&self, text: &str, purpose: Purpose) -> Result<Rendering> {
        let source = Source { text: Cow::Borrowed(text), ..Source::default() };
        self.render_source(&source, purpose, None)
    }

    /// What goes into this field of a name.
    pub(super) fn source_of<'n>(&self, name: &'n NameText) -> Result<Source<'n>> {
        let whole = || Source { text: Cow::Borrowed(name.as_str()), ..Source::default() };
        if self.parts.is_empty() || (!self.then_parts.is_empty() && name.parts().next().is_none()) {
            return Ok(whole());
        }
        let mut source = Source::default();
        let mut text = String::new();
        for (group, kinds) in [&self.parts, &self.then_parts].into_iter().enumerate() {
            let mut is_first = true;
            for (_, part) in name.parts().filter(|(kind, part)| kinds.contains(kind) && !part.is_empty()) {
                if !text.is_empty() {
                    if group == 1 && is_first {
                        source.joint = Some(text.len());
                    }
                    text.push(' ');
                    source.parts.push(text.len());
                }
                is_first = false;
                text.push_str(part);
            }
        }
        source.text = Cow::Owned(text);
        if source.text.is_empty() { Err(self.no_part()) } else { Ok(source) }
    }

    #[cold]
    fn no_part(&self) -> Error {
        let kinds: Vec<&str> = self.parts().map(super::PartKind::word).collect();
        let message = format!("nobody has marked a part of this name that goes into `{}`", self.key);
        let help = if self.required {
            "the receiver requires this field: ask the person which words go there and mark them, or render what they say"
        } else {
            "ask the person which words go there and mark them, or leave the field out"
        };
        Error::new(ErrorKind::Unmarked, message).with_help(format!("{help} (it takes {})", kinds.join(", ")))
    }

    fn render_source(&self, source: &Source<'_>, purpose: Purpose, key: Option<&[u8]>) -> Result<Rendering> {
        if !purpose.may_see(Characteristic::Name) {
            return Err(Error::new(ErrorKind::Usage, "this purpose may not see a name")
                .with_help("leave the field out; where a name is needed, say for what"));
        }
        let (text, receipt, pieces) = self.rendered(source)?;
        if purpose.is_identity() && !receipt.is_empty() {
            return Err(not_as_it_is(
                &self.key,
                &receipt,
                "agree with the person and the receiver on one name that both can hold",
            ));
        }
        let residue = self.residue(&source.text, &text, &pieces, key);
        Ok(Rendering { text, receipt, residue })
    }

    /// The text, what was changed, and the pieces that it was made of.
    pub(super) fn rendered(&self, source: &Source<'_>) -> Result<(String, Receipt, Vec<Piece>)> {
        let given = source.text.as_ref();
        if given.trim().is_empty() {
            return Err(Error::new(ErrorKind::Text, "there is no name to render")
                .with_help("leave the field out, and record why there is no name: an absence"));
        }
        if source.joint.is_some() || !self.has_letters(given) || !self.has_case(given) {
            return self.spelled(source);
        }
        match self.maximum.filter(|_| !self.has_room(given)) {
            None if self.has_name(given) => Ok((given.to_owned(), Receipt::default(), Vec::new())),
            Some(limit) if self.items.is_none() && self.takes_characters() => self.cut_alone(source, limit),
            _ => self.spelled(source),
        }
    }

    /// The same, by spelling each character in the letters of the field and cutting what was spelled.
    fn spelled(&self, source: &Source<'_>) -> Result<(String, Receipt, Vec<Piece>)> {
        let given = source.text.as_ref();
        let mut spelled = spell(self, source)?;
        let kept = self.kept(source, &spelled).ok_or_else(|| self.nothing_left())?;
        let length = kept.checked_sub(1).and_then(|last| spelled.pieces.get(last)).map_or(0, |last| last.out);
        // A second group of parts behind nothing would be read as the first.
        let lacks_first = source.joint.is_some_and(|joint| {
            let first = spelled.pieces.iter().take_while(|piece| piece.source <= joint).last();
            first.is_none_or(|first| first.out == 0)
        });
        spelled.text.truncate(length);
        let is_changed = spelled.text != given;
        let has_letters = spelled.text.chars().any(char::is_alphanumeric);
        if lacks_first || !self.has_name(&spelled.text) || (is_changed && !has_letters) {
            return Err(self.nothing_left());
        }
        let receipt = Receipt::of(self, &spelled.pieces, kept);
        Ok((spelled.text, receipt, spelled.pieces))
    }

    /// Whether a text is more than what stands between words.
    fn has_name(&self, text: &str) -> bool {
        let separator = self.separator();
        !text.trim_matches(|letter: char| letter.is_whitespace() || separator.contains(letter)).is_empty()
    }

    #[cold]
    fn nothing_left(&self) -> Error {
        Error::new(ErrorKind::Text, format!("nothing of the name is left that `{}` can hold", self.key))
            .with_help("ask the person what to write in this field for this receiver, and render that text")
    }

    /// How many pieces are kept: all, or as many as fit, with nothing but whole parts, or whole words, or whole
    /// characters.
    fn kept(&self, source: &Source<'_>, spelled: &Spelled) -> Option<usize> {
        let all = spelled.pieces.len();
        let Some(limit) = self.maximum.filter(|_| !self.has_room(&spelled.text)) else { return Some(all) };
        if self.items.is_some() {
            return self.kept_items(source, spelled, limit);
        }
        cut(source, spelled, limit).best(&spelled.text).map(|kept| kept.pieces)
    }

    /// The beginning that fits of a text of which the field has every letter: the same as spelling it and then cutting
    /// it, at a fraction of the cost, since each cluster is written as it is.
    fn cut_alone(&self, source: &Source<'_>, limit: Limit) -> Result<(String, Receipt, Vec<Piece>)> {
        let given = source.text.as_ref();
        let mut cut = Cut::new(limit, self.separator());
        let mut clusters = Clusters { rest: given };
        let (mut all, mut end) = (0, 0);
        for cluster in &mut clusters {
            all += 1;
            end += cluster.len();
            if !cut.takes(cluster, source.ends_part(end)) {
                break;
            }
        }
        let kept = cut.best(given).ok_or_else(|| self.nothing_left())?;
        let text = given.get(..kept.bytes).ok_or_else(|| self.nothing_left())?;
        Ok((text.to_owned(), Receipt::of_cut(kept.pieces, all + clusters.count()), Vec::new()))
    }

    /// As many words as the receiver's items hold; of a first word that is longer than an item, what fits.
    fn kept_items(&self, source: &Source<'_>, spelled: &Spelled, limit: Limit) -> Option<usize> {
        let mut best = None;
        let mut start = 0;
        for (place, piece) in (0..).zip(&spelled.pieces) {
            let ends_word = spelled.text.get(start..piece.out) == Some(spelled.separator);
            start = piece.out;
            if !ends_word {
                continue;
            }
            let kept = trimmed(spelled, place);
            let text = text_of(spelled, kept);
            if text.is_empty() {
                continue;
            }
            if !self.has_room(text) {
                break;
            }
            best = Some(kept).filter(|_| text.chars().any(char::is_alphanumeric)).or(best);
        }
        best.or_else(|| Some(cut(source, spelled, limit).solid.pieces).filter(|kept| *kept > 0))
    }
}

/// For a purpose of identity, a form that would change the name.
#[cold]
pub(super) fn not_as_it_is(form: &str, receipt: &Receipt, help: &str) -> Error {
    let message = format!("`{form}` cannot hold the identity name as it is: {receipt}");
    Error::new(ErrorKind::Usage, message).with_help(help)
}

/// Where what was spelled may be cut.
fn cut(source: &Source<'_>, spelled: &Spelled, limit: Limit) -> Cut {
    let mut cut = Cut::new(limit, spelled.separator);
    let mut start = 0;
    for piece in &spelled.pieces {
        let written = spelled.text.get(start..piece.out).unwrap_or_default();
        start = piece.out;
        if !cut.takes(written, source.ends_part(piece.source)) {
            break;
        }
    }
    cut
}

/// The pieces without the separators at their end.
fn trimmed(spelled: &Spelled, mut kept: usize) -> usize {
    while text_of(spelled, kept).ends_with(spelled.separator) {
        kept -= 1;
    }
    kept
}

fn text_of(spelled: &Spelled, kept: usize) -> &str {
    let end = kept.checked_sub(1).and_then(|last| spelled.pieces.get(last)).map_or(0, |last| last.out);
    spelled.text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::profiles;
    use super::*;

    /// What is cut without being spelled is what is spelled and cut.
    #[test]
    fn a_short_way_to_the_cut_ends_at_the_same_place() {
        let words = [
            "Featherstonehaugh",
            "Nguyễn",
            "K\u{35F}hAlid",
            "김민준",
            "e\u{301}\u{323}",
            "-",
            "\u{600}",
            " ",
            "\u{200D}",
            "𠮷",
            "\r\n",
            "ஐஸ்வர்யா",
            "O'BRIEN",
            "…",
        ];
        let mut compared = 0;
        for profile in profiles::ALL.iter().copied().filter(|profile| profile.items.is_none()) {
            for number in (0..words.len().pow(3)).step_by(5) {
                let [one, two, three] =
                    [1, words.len(), words.len().pow(2)].map(|step| words[number / step % words.len()]);
                let parts =
                    [format!("{one} {two}{three}{one}"), format!("{three}{two} {one}"), two.repeat(20)];
                let text = parts.join(" ");
                let starts = vec![parts[0].len() + 1, parts[0].len() + parts[1].len() + 2];
                let is_as_given = profile.has_letters(&text) && profile.has_case(&text);
                if !is_as_given || profile.has_room(&text) || !profile.takes_characters() {
                    continue;
                }
                let source = Source { text: Cow::Owned(text), parts: starts, joint: None };
                let short = profile.rendered(&source).map(|(text, receipt, _)| (text, receipt)).ok();
                let long = profile.spelled(&source).map(|(text, receipt, _)| (text, receipt)).ok();
                assert_eq!(short, long, "{}: {:?}", profile.key(), source.text);
                compared += 1;
            }
        }
        assert!(compared > 1_000, "{compared}");
    }
}
