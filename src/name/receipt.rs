//! What a rendering changed.

use core::fmt;
use core::ops::RangeInclusive;

use super::profile::FieldProfile;
use super::spelling::{Changes, Piece};

/// What was done to some characters of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepKind {
    /// A letter and its marks were put together in one character (NFC).
    Composed,
    /// A form of a letter was replaced by the letter (NFKC).
    Compatible,
    /// Small letters became capitals.
    Case,
    /// Letters were written as the named table has them.
    Transliterated {
        /// The table's key.
        table: &'static str,
    },
    /// Marks for which no table has a form were left out; their letters stayed.
    MarksLost,
    /// Characters were left out.
    Dropped,
    /// The receiver's own sign was put between two parts.
    Joined,
    /// The end was cut off.
    Cut,
    /// Words that are in none of the marked parts were left out by a form that takes those alone. The places are those of the
    /// whole name.
    Unmarked,
}

/// One kind of change, and where it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    kind: StepKind,
    places: Vec<(usize, usize)>,
}

impl Step {
    fn cut(kept: usize, all: usize) -> Self {
        Self { kind: StepKind::Cut, places: vec![(kept + 1, all)] }
    }

    /// What was done.
    pub fn kind(&self) -> StepKind {
        self.kind
    }

    /// Where: characters of the text that was rendered as a reader counts them (extended grapheme clusters), from 1; of the
    /// whole name for [`StepKind::Unmarked`].
    pub fn places(&self) -> impl Iterator<Item = RangeInclusive<usize>> {
        self.places.iter().map(|&(first, last)| first..=last)
    }

    /// How many characters.
    pub fn count(&self) -> usize {
        self.places.iter().map(|(first, last)| 1 + last - first).sum()
    }
}

/// The exact list of what a rendering changed. `Display` says it in plain words and never prints the name.
///
/// # Example
///
/// ```
/// use ownwords::{Purpose, StepKind, profiles};
///
/// let (_, receipt, _) = profiles::VISION_SURNAME.render_text("Nguyễn", Purpose::Letter)?.into_parts();
/// assert_eq!(
///     receipt.to_string(),
///     "5 characters in capitals (2-6); 1 character written by `din-91379-search` (5)"
/// );
/// assert!(receipt.steps().any(|step| step.kind() == StepKind::Case));
///
/// let (_, receipt, _) = profiles::NHS_FAMILY_NAME.render_text("Nguyễn", Purpose::Letter)?.into_parts();
/// assert!(receipt.is_empty());
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    steps: Vec<Step>,
}

impl Receipt {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The steps.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = &Step> {
        self.steps.iter()
    }

    /// Whether anything is gone that the text in the receiver's hands does not show: a mark, a character, a word, the end.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Purpose, profiles};
    ///
    /// let (_, receipt, _) = profiles::ASCII.render_text("X\u{302}avier", Purpose::Letter)?.into_parts();
    /// assert!(receipt.lost_something());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn lost_something(&self) -> bool {
        use StepKind::{Cut, Dropped, MarksLost, Unmarked};
        self.steps.iter().any(|step| matches!(step.kind, MarksLost | Dropped | Cut | Unmarked))
    }

    /// The receipt of pieces of which the first `kept` were kept.
    pub(super) fn of(profile: &FieldProfile, pieces: &[Piece], kept: usize) -> Self {
        let kinds = [
            (Changes::COMPOSED, StepKind::Composed),
            (Changes::COMPATIBLE, StepKind::Compatible),
            (Changes::CASE, StepKind::Case),
            (Changes::MARKS, StepKind::MarksLost),
            (Changes::DROPPED, StepKind::Dropped),
            (Changes::JOINED, StepKind::Joined),
        ];
        let tables = profile.tables.iter().enumerate();
        let tables = tables
            .map(|(number, table)| (Changes::table(number), StepKind::Transliterated { table: table.key() }));
        let mut steps = Vec::new();
        let (done, cut) = pieces.split_at_checked(kept).unwrap_or((pieces, &[]));
        let all = done.iter().fold(Changes::NONE, |all, piece| all.with(piece.changes));
        for (change, kind) in kinds.into_iter().chain(tables) {
            if !all.has(change) {
                continue;
            }
            let mut places: Vec<(usize, usize)> = Vec::new();
            for (place, _) in (1..).zip(done).filter(|(_, piece)| piece.changes.has(change)) {
                match places.last_mut() {
                    Some((_, last)) if *last + 1 == place => *last = place,
                    _ => places.push((place, place)),
                }
            }
            steps.push(Step { kind, places });
        }
        if !cut.is_empty() {
            steps.push(Step::cut(kept, pieces.len()));
        }
        Self { steps }
    }

    /// The receipt of a text of which nothing was changed but that the first `kept` of `all` characters were kept.
    pub(super) fn of_cut(kept: usize, all: usize) -> Self {
        Self { steps: vec![Step::cut(kept, all)] }
    }

    /// The receipt of a form that left out the characters in these places of the whole name.
    pub(super) fn of_unmarked(places: Vec<(usize, usize)>) -> Self {
        Self { steps: vec![Step { kind: StepKind::Unmarked, places }] }
    }

    /// The same with the steps of another one after its own.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.steps.extend(other.steps);
        self
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.count();
        write!(f, "{count} character{} ", if count == 1 { "" } else { "s" })?;
        match self.kind {
            StepKind::Composed => f.write_str("put together with their marks")?,
            StepKind::Compatible => f.write_str("replaced by their plain form")?,
            StepKind::Case => f.write_str("in capitals")?,
            StepKind::Transliterated { table } => write!(f, "written by `{table}`")?,
            StepKind::MarksLost => f.write_str("without some marks")?,
            StepKind::Dropped => f.write_str("left out")?,
            StepKind::Joined => f.write_str("replaced by the receiver's joint")?,
            StepKind::Cut => f.write_str("cut off at the end")?,
            StepKind::Unmarked => f.write_str("of the whole name left out, in no marked part")?,
        }
        f.write_str(" (")?;
        for (number, (first, last)) in self.places.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            if first == last {
                write!(f, "{comma}{first}")?;
            } else {
                write!(f, "{comma}{first}-{last}")?;
            }
        }
        f.write_str(")")
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return f.write_str("unchanged");
        }
        for (number, step) in self.steps.iter().enumerate() {
            if number > 0 {
                f.write_str("; ")?;
            }
            step.fmt(f)?;
        }
        Ok(())
    }
}
