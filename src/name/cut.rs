//! Where a name that is too long is cut.

use super::profile::Limit;

/// The beginning of what was written: so many pieces, and so many bytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Kept {
    pub(super) pieces: usize,
    pub(super) bytes: usize,
}

/// The places at which a name may be cut, found in one pass over its pieces.
pub(super) struct Cut {
    limit: Limit,
    separator: &'static str,
    size: usize,
    here: Kept,
    /// What fits, without the separators at its end.
    pub(super) solid: Kept,
    /// The same at the end of the last whole part, and of the last whole word.
    part: Option<Kept>,
    word: Option<Kept>,
}

impl Cut {
    pub(super) fn new(limit: Limit, separator: &'static str) -> Self {
        let start = Kept::default();
        Self { limit, separator, size: 0, here: start, solid: start, part: None, word: None }
    }

    /// Takes what was written for the next piece; `false`, once, where it does not fit and nothing after it does.
    pub(super) fn takes(&mut self, written: &str, ends_part: bool) -> bool {
        let ends_in_separator = written.as_bytes().last() == self.separator.as_bytes().last()
            && written.ends_with(self.separator);
        if ends_in_separator && written.len() == self.separator.len() {
            self.word = Some(self.solid);
        }
        // One byte is one of every unit.
        self.size += if written.len() <= 1 { written.len() } else { self.limit.unit.size(written) };
        if self.size > self.limit.count {
            return false;
        }
        self.here = Kept { pieces: self.here.pieces + 1, bytes: self.here.bytes + written.len() };
        let is_solid =
            if written.is_empty() { self.solid.bytes == self.here.bytes } else { !ends_in_separator };
        if is_solid {
            self.solid = self.here;
        }
        if ends_part {
            self.part = Some(self.solid);
        }
        true
    }

    /// What is kept of the text: whole parts, or whole words, or whole pieces; `None` where no letter or digit would be.
    pub(super) fn best(&self, text: &str) -> Option<Kept> {
        let has_letters =
            |kept: &Kept| text.get(..kept.bytes).is_some_and(|kept| kept.chars().any(char::is_alphanumeric));
        [self.part, self.word, Some(self.solid)].into_iter().flatten().find(has_letters)
    }
}
