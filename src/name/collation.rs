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

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(tag: &str, names: &[&str]) -> Vec<String> {
        let collation = Collation::for_language(&LanguageTag::parse(tag).unwrap()).unwrap();
        let mut names: Vec<NameText> = names.iter().rev().copied().map(NameText::received).collect();
        names.sort_by(|one, other| collation.compare(one, other));
        names.iter().map(|name| name.as_str().to_owned()).collect()
    }

    #[test]
    fn each_language_has_its_order() {
        for (tag, names) in [
            ("sv", ["Zoë", "Åke", "Ärla", "Örjan"].as_slice()),
            ("en", &["Åke", "Ärla", "Örjan", "Zoë"]),
            ("es", &["Nuria", "Nzinga", "Ñusta", "Olga"]),
            ("en", &["Nuria", "Ñusta", "Nzinga", "Olga"]),
            ("sk", &["Cyril", "Hana", "Chovan", "Ivan"]),
            ("en", &["Chovan", "Cyril", "Hana", "Ivan"]),
            ("cy", &["Lowri", "Lyn", "Llinos", "Mair"]),
            ("en", &["Llinos", "Lowri", "Lyn", "Mair"]),
            // Ding, Li, Wang; and strokes: two, four, seven.
            ("zh-u-co-pinyin", &["丁", "李", "王"]),
            ("zh-u-co-stroke", &["丁", "王", "李"]),
        ] {
            assert_eq!(sorted(tag, names), names, "{tag}");
        }
    }

    #[test]
    fn marked_parts_come_before_the_text_and_the_particle_counts_as_asked() {
        let name = |given: &str, particle: &str, family: &str| {
            NameText::received(format!("{given} {particle} {family}"))
                .with_part(PartKind::Given, given)
                .with_part(PartKind::FamilyPrefix, particle)
                .with_part(PartKind::Family, family)
        };
        let berg = name("Zoë", "van der", "Berg");
        let carter = NameText::received("Ada Carter")
            .with_part(PartKind::Given, "Ada")
            .with_part(PartKind::Family, "Carter");
        let dutch = |particle| {
            let tag = LanguageTag::parse("nl").unwrap();
            Collation::for_language(&tag).unwrap().with_particle(particle)
        };
        assert_eq!(dutch(Particle::Counted).compare(&berg, &carter), Ordering::Greater);
        assert_eq!(dutch(Particle::Ignored).compare(&berg, &carter), Ordering::Less);
        // A name without marked parts stands among the family names.
        let mononym = NameText::received("Bono");
        assert_eq!(dutch(Particle::Ignored).compare(&mononym, &berg), Ordering::Greater);
        assert_eq!(dutch(Particle::Ignored).compare(&mononym, &carter), Ordering::Less);
        // One family: the given names decide.
        let other = name("Anna", "van der", "Berg");
        assert_eq!(dutch(Particle::Counted).compare(&other, &berg), Ordering::Less);
    }

    #[test]
    fn names_that_a_language_orders_alike_are_still_in_one_order() {
        let collation = Collation::for_language(&LanguageTag::parse("en").unwrap()).unwrap();
        let (composed, decomposed) = (NameText::received("Zoë"), NameText::received("Zoe\u{308}"));
        assert_eq!(
            collation.compare(&composed, &decomposed),
            collation.compare(&decomposed, &composed).reverse()
        );
        assert_ne!(collation.compare(&composed, &decomposed), Ordering::Equal);
        assert_eq!(collation.compare(&composed, &composed), Ordering::Equal);
    }

    #[test]
    fn a_tag_of_another_form_has_no_order() {
        for tag in ["i-klingon", "x-home"] {
            let error = Collation::for_language(&LanguageTag::parse(tag).unwrap()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Usage, "{tag}");
        }
    }
}
