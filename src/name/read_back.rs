//! What came back from a receiver: the rendering that was sent, or another name.

use core::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::NameText;
use super::profile::FieldProfile;
use crate::error::Result;
use crate::text::{Folded, Pattern};

/// What a text that came back from a receiver is. It never replaces the stored name: a change is for the person to
/// confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadBack {
    /// The rendering that was sent, perhaps in another case, without some marks, apostrophes or hyphens, or cut further
    /// where a field may have ended.
    SameRendering,
    /// Another name.
    Changed,
    /// It may be either: marks were put in, a letter or two differ, or what is left is too short to tell a cut from a
    /// shorter name.
    Unclear,
}

impl fmt::Display for ReadBack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SameRendering => "the same rendering",
            Self::Changed => "a changed name; ask the person before anything else",
            Self::Unclear => "the same rendering or a changed name; ask the person",
        })
    }
}

/// The shortest field of a name that any source gives, in characters: no receiver cuts a name to less.
const SHORTEST_FIELD: usize = 20;

impl FieldProfile {
    /// Compares what came back with the name that was rendered for this field.
    ///
    /// # Errors
    ///
    /// As [`render`](Self::render), where the name cannot be rendered at all.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{NameText, PartKind, ReadBack, profiles};
    ///
    /// let name = NameText::entered("Zoë Nguyễn")?.with_part(PartKind::Family, "Nguyễn");
    /// let read = |text| profiles::VISION_SURNAME.read_back(&name, text);
    /// assert_eq!(read("Nguyen")?, ReadBack::SameRendering);
    /// assert_eq!(read("HART")?, ReadBack::Changed);
    /// assert_eq!(read("NGUYET")?, ReadBack::Unclear);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn read_back(&self, name: &NameText, returned: &str) -> Result<ReadBack> {
        let source = self.source_of(name)?;
        let (sent, ..) = self.rendered(&source)?;
        Ok(compare(&sent, &source.text, returned))
    }

    /// Compares what came back with a rendering of which the text and the residue were kept.
    ///
    /// # Errors
    ///
    /// As [`restore`](Self::restore).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Purpose, ReadBack, profiles};
    ///
    /// let profile = &profiles::PDS_FAMILY;
    /// let (text, _, residue) = profile.render_text("O’Brien", Purpose::DirectCare)?.into_parts();
    /// assert_eq!(profile.read_back_text(&text, &residue, "OBRIEN")?, ReadBack::SameRendering);
    /// assert_eq!(profile.read_back_text(&text, &residue, "Murphy")?, ReadBack::Changed);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn read_back_text(&self, text: &str, residue: impl AsRef<str>, returned: &str) -> Result<ReadBack> {
        let original = self.restore(text, residue)?;
        Ok(compare(text, &original, returned))
    }
}

fn compare(sent: &str, original: &str, returned: &str) -> ReadBack {
    if returned == sent || returned == original {
        return ReadBack::SameRendering;
    }
    let back = Folded::of(returned);
    if back.letters().is_empty() {
        return ReadBack::Unclear;
    }
    let mut verdict = ReadBack::Changed;
    for known in [sent, original] {
        let folded = Folded::of(known);
        let has_no_more = is_within(returned, known);
        if has_no_more && folded.words().eq(back.words()) {
            return ReadBack::SameRendering;
        }
        if folded.letters().starts_with(back.letters()) {
            let is_cut = has_no_more && returned.chars().count() >= SHORTEST_FIELD;
            if is_cut && folded.letters().len() > back.letters().len() {
                return ReadBack::SameRendering;
            }
            verdict = ReadBack::Unclear;
        }
        let slips = if folded.letters().len() < 6 { 1 } else { 2 };
        let distance = Pattern::of(back.letters()).map(|word| word.distance(folded.letters(), slips).whole);
        if distance.is_some_and(|distance| distance <= slips) {
            verdict = ReadBack::Unclear;
        }
    }
    verdict
}

/// Whether each letter and mark of a text is in another, in the same order: whether it can be that other text with
/// something left out.
fn is_within(text: &str, other: &str) -> bool {
    let signs = |text: &str| -> Vec<char> {
        let signs = text.nfd().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
        signs.filter(|sign| sign.is_alphanumeric() || is_combining_mark(*sign)).collect()
    };
    let (text, other) = (signs(text), signs(other));
    let mut other = other.iter();
    text.iter().all(|sign| other.any(|one| one == sign))
}
