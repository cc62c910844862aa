//! Names in the order of a language.

use core::cmp::Ordering;
use core::fmt;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;

use super::text::{NameText, PartKind};
use crate::error::{Error, ErrorKind, Result};
use crate::language::LanguageTag;

/// Where the particle of a family name (`van der`) is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Particle {
    /// With the family name: `van der Berg` under V.
    #[default]
    Counted,
    /// Not at all: `van der Berg` under B.
    Ignored,
}

/// The order of names in one language.
///
/// A name whose bearer marked a family name is ordered by that, its second family name, the given names, and the further
/// ones; a name without is ordered by its whole text, beside the others' family names. Names that the language orders
/// alike are ordered by their texts and then by their characters, so that a list always comes out in one order.
///
/// The order is that of this release: CLDR changes it. **Store neither an order nor a place in it**, but sort again.
///
/// # Example
///
/// ```
/// use ownwords::name::Collation;
/// use ownwords::{LanguageTag, NameText};
///
/// let swedish = Collation::for_language(&LanguageTag::parse("sv")?)?;
/// let mut names = ["Åke", "Zoë", "Örjan", "Anna"].map(NameText::received);
/// names.sort_by(|one, other| swedish.compare(one, other));
/// assert_eq!(names.each_ref().map(NameText::as_str), ["Anna", "Zoë", "Åke", "Örjan"]);
/// # Ok::<(), ownwords::Error>(())
/// ```
pub struct Collation {
    collator: CollatorBorrowed<'static>,
    particle: Particle,
}

impl Collation {
    /// The order of a language. An extension may choose among several: `zh-u-co-stroke`, `zh-u-co-pinyin`,
    /// `de-u-co-phonebk`. A language that CLDR has no order of its own for has the common one.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] where CLDR does not know the form of the tag: grandfathered tags and those for private use
    /// (`i-klingon`, `x-home`).
    pub fn for_language(tag: &LanguageTag) -> Result<Self> {
        let refused = || {
            Error::new(ErrorKind::Usage, format!("there is no order for the tag `{}`", tag.as_str()))
                .with_help("ask for the order of a language, for example `en` or `zh-u-co-stroke`")
        };
        let locale = Locale::try_from_str(tag.as_str()).map_err(|_| refused())?;
        let collator = Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default())
            .map_err(|_| refused())?;
        Ok(Self { collator, particle: Particle::default() })
    }

    /// The same order, with the particle of family names there.
    #[must_use]
    pub fn with_particle(self, particle: Particle) -> Self {
        Self { particle, ..self }
    }

    /// Which of two names comes first.
    pub fn compare(&self, one: &NameText, other: &NameText) -> Ordering {
        let by = |kinds: &[PartKind], or_whole| {
            self.collator.compare(&joined(one, kinds, or_whole), &joined(other, kinds, or_whole))
        };
        let family: &[PartKind] = match self.particle {
            Particle::Counted => &[PartKind::FamilyPrefix, PartKind::Family],
            Particle::Ignored => &[PartKind::Family],
        };
        by(family, true)
            .then_with(|| by(&[PartKind::SecondFamily], false))
            .then_with(|| by(&[PartKind::Given], false))
            .then_with(|| by(&[PartKind::FurtherGiven, PartKind::Patronymic], false))
            .then_with(|| self.collator.compare(one.as_str(), other.as_str()))
            .then_with(|| one.as_str().cmp(other.as_str()))
    }
}

impl fmt::Debug for Collation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collation").field("particle", &self.particle).finish_non_exhaustive()
    }
}

/// The marked parts of these kinds with a space between; the whole name where no family name is marked and it is asked for.
fn joined(name: &NameText, kinds: &[PartKind], or_whole: bool) -> String {
    if or_whole && !name.parts().any(|(kind, part)| kind == PartKind::Family && !part.is_empty()) {
        return name.as_str().to_owned();
    }
    let parts = name.parts().filter(|(kind, part)| kinds.contains(kind) && !part.is_empty());
    parts.map(|(_, part)| part).collect::<Vec<_>>().join(" ")
}
