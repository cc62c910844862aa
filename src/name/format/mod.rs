//! Names for display, by CLDR's patterns for the names of persons (UTS #35, part 8).

mod fields;
mod locale;
mod pattern;
#[rustfmt::skip]
mod tables;

use core::fmt;

use fields::Fields;
use locale::Locale;
use pattern::Pattern;

use super::text::NameText;
use crate::language::LanguageTag;

#[cfg(feature = "authoring")]
pub(crate) use pattern::is_name_pattern;

/// How much of a name is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameLength {
    /// All of it, with title and letters after the name.
    Long,
    /// As is usual; further given names often as initials.
    Medium,
    /// As little as still tells people apart.
    Short,
}

/// What a name is shown for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NameUsage {
    /// To speak about the person.
    #[default]
    Referring,
    /// To speak or write to the person.
    Addressing,
    /// One to three letters, for a small sign.
    Monogram,
}

/// How formal the situation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Formality {
    /// With title and family name, as the language has it.
    Formal,
    /// With the given name that the person is called by.
    Informal,
}

/// What stands first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NameOrder {
    /// As the language of the name has it, seen from the language that is formatted for.
    #[default]
    OfLanguage,
    /// The given name.
    GivenFirst,
    /// The family name.
    FamilyFirst,
    /// The family name, as lists have it that are sorted by it. There is none to address a person, or for a monogram.
    Sorting,
}

/// What is asked of [`format`](super::format).
///
/// # Example
///
/// ```
/// use ownwords::name::{FormatOptions, Formality, NameLength};
///
/// let options = FormatOptions { length: Some(NameLength::Long), ..FormatOptions::default() };
/// assert_eq!(options.formality, None);
/// # let _ = Formality::Formal;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FormatOptions {
    /// How much is shown; what the locale usually has, where `None`.
    pub length: Option<NameLength>,
    /// What it is shown for.
    pub usage: NameUsage,
    /// How formal; what the locale usually has, where `None`.
    pub formality: Option<Formality>,
    /// What stands first.
    pub order: NameOrder,
}

/// A name as it is shown. `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct Formatted {
    text: String,
    locale: Option<&'static str>,
}

impl Formatted {
    /// The text to show.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text to show, alone.
    pub fn into_string(self) -> String {
        self.text
    }

    /// The tag of the locale whose patterns were used; `None` where the name is shown whole, as it was given.
    pub fn locale(&self) -> Option<&'static str> {
        self.locale
    }

    /// Whether the name is shown whole, as it was given.
    pub fn is_as_given(&self) -> bool {
        self.locale.is_none()
    }
}

impl fmt::Debug for Formatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Formatted({} characters, {:?})", self.text.chars().count(), self.locale)
    }
}

/// The name for display to somebody who reads `locale`, by the patterns of CLDR 48.2.0 and the process of UTS #35, part 8,
/// "Formatting Process".
///
/// Only parts that the bearer marked are used. The name is shown **whole, as it was given**, when no given and no family name
/// is marked; when the marked parts leave out a letter of it, since a pattern would drop that letter; when CLDR has no
/// patterns for the locale; and when nothing would be left.
///
/// - **Locale.** The locale with the script or region, then with the language alone (`en-GB`, `en-AU` to `en`); `zh-TW`,
///   `zh-HK` and `zh-MO` are `zh-Hant`, `nb` and `nn` are `no`. A name in a script that the locale is not written in is
///   formatted by the name's own language ([`NameText::language`]), or, where CLDR has none for it in that script, by the
///   language that is likely for the script.
/// - **Order.** As asked; or by the language of the name, among those that the locale lists as given name or family name first.
/// - **Spaces.** Japanese and Chinese locales replace spaces: in names of either by nothing, in others by a dot.
/// - **Initials.** The first grapheme cluster of each word, words as in UAX #29; a name in Han is a word a sign, one in Thai,
///   Lao, Khmer or Myanmar script a word between spaces, since telling more takes a dictionary. What has no letter keeps
///   its first sign.
/// - **Capitals.** Only where a pattern asks: by Unicode's default, for a Turkish or Azerbaijani name with `i` to `İ`, for a
///   Greek one without tonos.
/// - **Mononyms.** A given name alone stands where a pattern has nothing but a family name.
///
/// A second family name, the title and what comes after the name are shown where the locale shows them. Genitive and
/// vocative are never made from another form.
///
/// This needs no feature: the patterns of all locales add 121 KiB to a program that formats names (a release with thin LTO,
/// beside the same program that checks and renders them), and nothing to one that does not.
///
/// # Example
///
/// ```
/// use ownwords::name::{self, FormatOptions, NameLength};
/// use ownwords::{LanguageTag, NameText, PartKind};
///
/// let name = NameText::entered("María José Carreño Quiñones")?
///     .in_language(LanguageTag::parse("es")?)
///     .with_part(PartKind::Given, "María José")
///     .with_part(PartKind::Family, "Carreño")
///     .with_part(PartKind::SecondFamily, "Quiñones");
/// let british = LanguageTag::parse("en-GB")?;
/// let short = FormatOptions { length: Some(NameLength::Short), ..FormatOptions::default() };
/// assert_eq!(name::format(&name, short, &british).as_str(), "María José C");
///
/// // No part is marked, so none is found.
/// let name = NameText::entered("Nguyễn Thị Minh Khai")?;
/// assert_eq!(name::format(&name, short, &british).as_str(), "Nguyễn Thị Minh Khai");
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn format(name: &NameText, options: FormatOptions, locale: &LanguageTag) -> Formatted {
    let text = by_patterns(name, options, locale).filter(|(text, _)| !text.is_empty());
    match text {
        Some((text, locale)) => Formatted { text, locale: Some(locale.tag) },
        None => Formatted { text: name.as_str().to_owned(), locale: None },
    }
}

fn by_patterns(
    name: &NameText,
    options: FormatOptions,
    locale: &LanguageTag,
) -> Option<(String, &'static Locale)> {
    let fields = Fields::of(name)?;
    let script = fields.script();
    let locale = Locale::for_name(locale, name.language(), script)?;
    let language = locale::language_of(name.language(), script);
    let (order, usage) = match (options.order, options.usage) {
        (NameOrder::Sorting, NameUsage::Monogram) => (NameOrder::OfLanguage, NameUsage::Monogram),
        (NameOrder::Sorting, _) => (NameOrder::Sorting, NameUsage::Referring),
        asked => asked,
    };
    let order = match order {
        NameOrder::OfLanguage => locale.order_of(language),
        order => order,
    };
    let length = options.length.unwrap_or(locale.length);
    let formality = options.formality.unwrap_or(locale.formality);
    let case_of = name.language().and_then(LanguageTag::primary);
    let patterns = locale.patterns(order, length, usage, formality);
    let filled = patterns.map(|text| Pattern::new(text).fill(&fields, locale, case_of)).min();
    Some((locale.with_spaces(filled?.text, language), locale))
}
