//! Tables without pointers: texts and lists of numbers stand behind one another in one run, and an entry says where its
//! own begin and how long they are.
//!
//! In a program that may be loaded anywhere, each pointer in a table costs 24 bytes beside its own eight, and work when
//! the program starts. The generated tables name their texts as they are, to be read and reviewed; the compiler packs
//! them.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what is packed is packed when the crate is compiled: a table that does not fit does not compile"
)]

/// A part of a table's run: six bytes, so that runs of four thousand million and parts of 65,535 fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    start: [u16; 2],
    length: u16,
}

impl Span {
    pub(crate) const EMPTY: Self = Self { start: [0, 0], length: 0 };

    /// The span, or `None` where the part is too long or stands too far.
    pub(crate) const fn new(start: usize, length: usize) -> Option<Self> {
        if start > u32::MAX as usize || length > u16::MAX as usize {
            return None;
        }
        Some(Self { start: [(start >> 16) as u16, (start & 0xFFFF) as u16], length: length as u16 })
    }

    #[inline]
    pub(crate) const fn len(self) -> usize {
        self.length as usize
    }

    #[inline]
    pub(crate) const fn is_empty(self) -> bool {
        self.length == 0
    }

    #[inline]
    fn range(self) -> core::ops::Range<usize> {
        let [high, low] = self.start;
        let start = usize::from(high) << 16 | usize::from(low);
        start..start + usize::from(self.length)
    }

    /// The part of the text.
    #[inline]
    pub(crate) fn of_text(self, run: &str) -> &str {
        run.get(self.range()).unwrap_or_default()
    }

    /// The part of the list.
    #[inline]
    pub(crate) fn of_list<T>(self, run: &[T]) -> &[T] {
        run.get(self.range()).unwrap_or_default()
    }
}

/// A run that is being filled when the crate is compiled. One of no items only counts what would stand in it, so that what
/// fills a run says first how long it has to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<T, const N: usize> {
    pub(crate) items: [T; N],
    used: usize,
}

impl<T: Copy, const N: usize> Run<T, N> {
    pub(crate) const fn of(blank: T) -> Self {
        Self { items: [blank; N], used: 0 }
    }

    /// How many items there are so far.
    pub(crate) const fn len(&self) -> usize {
        self.used
    }

    /// What has been added since there were so many.
    pub(crate) const fn since(&self, start: usize) -> Span {
        match Span::new(start, self.used - start) {
            Some(span) if span.is_empty() => Span::EMPTY,
            Some(span) => span,
            None => panic!("a part of a table is too long"),
        }
    }

    /// Puts the items behind the others.
    pub(crate) const fn add(&mut self, items: &[T]) -> Span {
        let start = self.used;
        if N > 0 {
            let (_, free) = self.items.split_at_mut(start);
            let (place, _) = free.split_at_mut(items.len());
            place.copy_from_slice(items);
        }
        self.used += items.len();
        self.since(start)
    }
}

/// The text of a filled run.
pub(crate) const fn text_of(bytes: &'static [u8]) -> &'static str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("a table's texts are not UTF-8"),
    }
}

/// Whether two texts are the same, for use when the crate is compiled.
pub(crate) const fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut place = 0;
    while place < one.len() {
        if one[place] != other[place] {
            return false;
        }
        place += 1;
    }
    true
}

/// Runs that grow while a program runs: an overlay's.
#[derive(Debug)]
pub(crate) struct Growing<T> {
    pub(crate) items: Vec<T>,
}

impl<T: Clone> Growing<T> {
    /// Those of a table that is there already, so that its spans stay what they are.
    pub(crate) fn after(items: &[T]) -> Self {
        Self { items: items.to_vec() }
    }

    /// Puts the items behind the others; empty where they are more than a span can say, which a check has refused before.
    pub(crate) fn add(&mut self, items: impl IntoIterator<Item = T>) -> Span {
        let start = self.items.len();
        self.items.extend(items);
        Span::new(start, self.items.len() - start).unwrap_or(Span::EMPTY)
    }
}

/// A text that grows while a program runs: an overlay's.
#[derive(Debug)]
pub(crate) struct GrowingText(String);

impl GrowingText {
    /// That of a table that is there already, so that its spans stay what they are.
    pub(crate) fn after(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Puts the text behind the others; empty where it is longer than a span can say, which a check has refused before.
    pub(crate) fn add(&mut self, text: &str) -> Span {
        let start = self.0.len();
        self.0.push_str(text);
        Span::new(start, text.len()).unwrap_or(Span::EMPTY)
    }

    /// The whole text, for as long as the program runs.
    pub(crate) fn leak(self) -> &'static str {
        self.0.leak()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_gives_its_part_and_nothing_beyond_the_run() {
        assert_eq!(Span::new(2, 3).unwrap().of_text("ab\u{E7}d-"), "\u{E7}d");
        assert_eq!(
            Span::new(70_000, 2).unwrap().of_list(&(0..70_002).collect::<Vec<u32>>()),
            [70_000, 70_001]
        );
        assert_eq!(Span::new(3, 3).unwrap().of_text("ab\u{E7}d-"), "", "within a letter");
        assert_eq!(Span::new(4, 9).unwrap().of_text("abcde"), "");
        assert_eq!((Span::new(0, 65_536), Span::new(1 << 32, 0)), (None, None));
        assert!(Span::EMPTY.is_empty() && Span::EMPTY.of_list(&[1]).is_empty());
    }

    #[test]
    fn parts_come_back_from_the_runs_that_they_were_put_into() {
        const RUN: (Run<u8, 9>, [Span; 3]) = {
            let mut run = Run::of(0);
            let spans = [run.add(b"one"), run.add(b""), run.add("t\u{E9}xt!".as_bytes())];
            (run, spans)
        };
        static BYTES: [u8; 9] = RUN.0.items;
        let text = text_of(&BYTES);
        assert_eq!(RUN.1.map(|span| span.of_text(text)), ["one", "", "t\u{E9}xt!"]);

        let mut run = Growing::after(&[1, 2]);
        let span = run.add([3, 4]);
        assert_eq!(span.of_list(&run.items), [3, 4]);

        let mut text = GrowingText::after("one");
        let span = text.add("t\u{E9}xt");
        assert_eq!(span.of_text(text.leak()), "t\u{E9}xt");
    }

    #[test]
    fn a_run_of_no_items_counts() {
        let mut counted: Run<u8, 0> = Run::of(0);
        let mut filled: Run<u8, 5> = Run::of(0);
        for text in ["two", "", "er"] {
            assert_eq!(counted.add(text.as_bytes()), filled.add(text.as_bytes()));
        }
        assert_eq!((counted.len(), filled.len()), (5, 5));
    }
}
