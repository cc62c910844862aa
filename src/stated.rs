//! What a person states: concepts, in their order, and their own words.

use core::fmt;
use core::marker::PhantomData;

use crate::error::{Error, ErrorKind, Result};
use crate::residue::{FieldValue, Reader, write_number, write_text};
use crate::standard::{ConceptId, NO_CONCEPTS, Standard};

pub(crate) mod sealed {
    pub trait Sealed {}
    impl Sealed for super::AbsenceOnly {}
}

/// A field whose answer is made of concepts of one standard.
pub trait Axis: sealed::Sealed + Copy + fmt::Debug + Eq + Send + Sync + 'static {
    /// The standard whose concepts the field holds.
    fn standard() -> &'static Standard;
}

/// An axis, and the statement that is made on it.
macro_rules! axis {
    ($(#[$of_axis:meta])* $axis:ident: $kind:ident; $(#[$of_statement:meta])* $statement:ident) => {
        $(#[$of_axis])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $axis;

        impl $crate::stated::sealed::Sealed for $axis {}

        impl $crate::stated::Axis for $axis {
            fn standard() -> &'static $crate::standard::Standard {
                &$crate::standard::tables::$kind::STANDARD
            }
        }

        $(#[$of_statement])*
        pub type $statement = $crate::stated::Stated<$axis>;
    };
}
pub(crate) use axis;

/// The axis of code systems that hold reasons for absence alone, for example FHIR's `data-absent-reason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AbsenceOnly;

impl Axis for AbsenceOnly {
    fn standard() -> &'static Standard {
        &NO_CONCEPTS
    }
}

/// One part of a statement.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::{Part, Standard};
///
/// // "White and Black Caribbean" is two heritages, of which the list names one.
/// let field = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"D").to_field();
/// let caribbean = Standard::ethnicity().by_slug("caribbean").unwrap();
/// assert_eq!(
///     field.statement().given().unwrap().parts(),
///     [Part::NotFurtherStated, Part::Concept(caribbean.id())]
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A concept of the standard, or of a newer one that this release does not know yet.
    Concept(ConceptId),
    /// One more, which has not been stated further.
    NotFurtherStated,
}

impl Part {
    /// The concept's id, if the part is stated.
    pub fn concept(self) -> Option<ConceptId> {
        match self {
            Self::Concept(id) => Some(id),
            Self::NotFurtherStated => None,
        }
    }
}

impl From<ConceptId> for Part {
    fn from(id: ConceptId) -> Self {
        Self::Concept(id)
    }
}

/// What a person states: one or more concepts, in the order they were given, and their own words, exactly as given.
///
/// [`Ethnicity`](crate::Ethnicity) and [`SexualOrientation`](crate::SexualOrientation) are two kinds of many. There is
/// always at least one part or some words: with neither there is no answer, and an
/// [`Absence`](crate::Absence) says why. `Debug` prints the shape alone.
///
/// # Example
///
/// ```
/// use ownwords::{Ethnicity, Standard};
///
/// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
/// let stated = Ethnicity::of([id("jamaican"), id("irish")]).unwrap().with_own_words("Jamaican and Kerry Irish");
/// assert_eq!(stated.concepts().count(), 2);
/// assert_eq!(format!("{stated:?}"), "Stated(2 parts, 24 characters of own words)");
/// assert!(Ethnicity::of([]).is_err());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Stated<A: Axis> {
    parts: Vec<Part>,
    own_words: Option<Box<str>>,
    axis: PhantomData<A>,
}

impl<A: Axis> Stated<A> {
    /// A statement of these concepts, in this order.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is none, one occurs twice, or one belongs to another standard.
    pub fn of(concepts: impl IntoIterator<Item = ConceptId>) -> Result<Self> {
        Self::new(concepts.into_iter().map(Part::Concept).collect(), None)
    }

    /// A statement in the person's own words alone.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the text is empty.
    pub fn in_own_words(words: impl Into<String>) -> Result<Self> {
        Self::new(Vec::new(), Some(words.into()))
    }

    /// A statement of these parts, and of these words.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is neither a part nor a word, when a concept occurs twice, or when one belongs
    /// to another standard.
    pub fn new(parts: Vec<Part>, own_words: Option<String>) -> Result<Self> {
        let usage = |message: &str| Err(Error::new(ErrorKind::Usage, message));
        if parts.is_empty() && own_words.as_deref().is_none_or(str::is_empty) {
            return usage("a statement needs a concept or the person's own words")
                .map_err(|error| error.with_help("where there is no answer, record why: an absence"));
        }
        if own_words.as_deref() == Some("") {
            return usage("own words are left out when there are none");
        }
        for (place, part) in parts.iter().enumerate() {
            let Part::Concept(id) = part else { continue };
            if id.kind() != A::standard().kind() {
                return usage("a concept of another standard cannot stand in this field");
            }
            if parts.iter().skip(place + 1).any(|other| other == part) {
                return usage("a concept is stated once");
            }
        }
        Ok(Self { parts, own_words: own_words.map(String::into_boxed_str), axis: PhantomData })
    }

    /// What a code says, without checks: the generated tables hold only sound parts.
    pub(crate) fn from_table(parts: Vec<Part>) -> Self {
        Self { parts, own_words: None, axis: PhantomData }
    }

    /// The parts, in the person's order.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The concepts among the parts, in the person's order.
    pub fn concepts(&self) -> impl Iterator<Item = ConceptId> {
        self.parts.iter().filter_map(|part| part.concept())
    }

    /// The person's own words, exactly as given.
    pub fn own_words(&self) -> Option<&str> {
        self.own_words.as_deref()
    }

    /// The same concepts with these words of the person; an empty text leaves the statement as it is.
    #[must_use]
    pub fn with_own_words(mut self, words: impl Into<String>) -> Self {
        let words = words.into();
        if !words.is_empty() {
            self.own_words = Some(words.into_boxed_str());
        }
        self
    }

    /// The same statement with one concept more, in the last place. A broader concept among `replaceable` gives way
    /// to it and leaves it its place.
    pub(crate) fn with_concept(
        mut self,
        id: ConceptId,
        replaceable: &[Part],
        standard: &'static Standard,
    ) -> Self {
        if self.parts.contains(&Part::Concept(id)) {
            return self;
        }
        let gives_way = |part: &Part| {
            replaceable.contains(part)
                && part
                    .concept()
                    .and_then(|old| standard.by_id(old))
                    .is_some_and(|old| standard.by_id(id).is_some_and(|new| new.is_a(old)))
        };
        let place = self.parts.iter().position(gives_way);
        self.parts.retain(|part| !gives_way(part));
        let place = place.map_or(self.parts.len(), |place| place.min(self.parts.len()));
        self.parts.insert(place, Part::Concept(id));
        self
    }

    /// The statement without this concept, or `None` when nothing would be left of it.
    pub(crate) fn without(mut self, id: ConceptId) -> Option<Self> {
        self.parts.retain(|part| *part != Part::Concept(id));
        (!self.parts.is_empty() || self.own_words.is_some()).then_some(self)
    }
}

impl<A: Axis> fmt::Debug for Stated<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.own_words().map_or(0, |words| words.chars().count());
        write!(f, "Stated({} parts, {words} characters of own words)", self.parts.len())
    }
}

/// How the parts and words of a statement stand in a residue.
const PARTS_IMPLIED: u64 = 1;
const HAS_WORDS: u64 = 2;

impl<A: Axis> FieldValue for Stated<A> {
    fn write(&self, implied: Option<&Self>, out: &mut Vec<u8>) {
        let parts_implied = implied.is_some_and(|implied| implied.parts == self.parts);
        let count = if parts_implied { 0 } else { self.parts.len() as u64 };
        let words = if self.own_words.is_some() { HAS_WORDS } else { 0 };
        write_number(count << 2 | words | u64::from(parts_implied), out);
        if !parts_implied {
            for part in &self.parts {
                write_number(part.concept().map_or(0, ConceptId::packed), out);
            }
        }
        if let Some(words) = &self.own_words {
            write_text(words, out);
        }
    }

    fn read(reader: &mut Reader<'_>, implied: Option<&Self>) -> Option<Self> {
        let head = reader.number()?;
        let parts = if head & PARTS_IMPLIED != 0 {
            implied?.parts.clone()
        } else {
            let mut parts = Vec::new();
            for _ in 0..head >> 2 {
                parts.push(match reader.number()? {
                    0 => Part::NotFurtherStated,
                    packed => Part::Concept(ConceptId::from_packed(A::standard().kind(), packed)?),
                });
            }
            parts
        };
        let words = if head & HAS_WORDS == 0 { None } else { Some(reader.text()?) };
        Self::new(parts, words).ok()
    }
}
