//! The subtags of a tag that is known to be well-formed: what each is, and where it stands.

use core::ops::Range;

use super::tag::TagPart;

/// What one subtag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A subtag that the registry decides about.
    Part(TagPart),
    /// The single character that opens an extension.
    Singleton,
    /// A subtag of an extension or of a private-use sequence, or the `x` that opens the latter.
    Open,
}

/// The subtags of `tag` in order. Only meaningful for a well-formed tag that is neither grandfathered nor private use
/// as a whole: the grammar then makes length and kind of character enough to tell the parts apart.
pub(super) fn subtags(tag: &str) -> impl Iterator<Item = (Place, Range<usize>)> + '_ {
    let mut start = 0;
    let mut stage = Stage::Primary;
    tag.as_bytes().split(|byte| *byte == b'-').map(move |subtag| {
        let range = start..start + subtag.len();
        start = range.end + 1;
        let (place, next) = stage.next(subtag);
        stage = next;
        (place, range)
    })
}

#[derive(Clone, Copy)]
enum Stage {
    Primary,
    Parts,
    Extension,
    PrivateUse,
}

impl Stage {
    fn next(self, subtag: &[u8]) -> (Place, Self) {
        match (self, subtag) {
            (Self::Primary, _) => (Place::Part(TagPart::Primary), Self::Parts),
            (Self::PrivateUse, _) | (_, b"x" | b"X") => (Place::Open, Self::PrivateUse),
            (_, [_]) => (Place::Singleton, Self::Extension),
            (Self::Extension, _) => (Place::Open, Self::Extension),
            (Self::Parts, [b'0'..=b'9', _, _]) => (Place::Part(TagPart::Region), Self::Parts),
            (Self::Parts, [b'0'..=b'9', ..]) => (Place::Part(TagPart::Variant), Self::Parts),
            (Self::Parts, [_, _]) => (Place::Part(TagPart::Region), Self::Parts),
            (Self::Parts, [_, _, _]) => (Place::Part(TagPart::Extlang), Self::Parts),
            (Self::Parts, [_, _, _, _]) => (Place::Part(TagPart::Script), Self::Parts),
            (Self::Parts, _) => (Place::Part(TagPart::Variant), Self::Parts),
        }
    }
}
