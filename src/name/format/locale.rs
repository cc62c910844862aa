//! Whose patterns are used, and what they say beside the patterns.

use super::tables::{ALIASES, LIKELY, LOCALES, PATTERNS};
use super::{Formality, NameLength, NameOrder, NameUsage};
use crate::language::LanguageTag;

/// What CLDR says of one locale.
#[derive(Debug)]
pub(super) struct Locale {
    pub(super) tag: &'static str,
    /// The scripts that it is written in, by their names in English.
    pub(super) scripts: &'static [&'static str],
    /// The languages whose names have the given name first; `und` for all that are not listed.
    pub(super) given_first: &'static [&'static str],
    pub(super) surname_first: &'static [&'static str],
    pub(super) formality: Formality,
    pub(super) length: NameLength,
    pub(super) native_space: &'static str,
    pub(super) foreign_space: &'static str,
    pub(super) initial: &'static str,
    pub(super) initial_sequence: &'static str,
    /// The numbers of cells and of their patterns, in order.
    pub(super) patterns: &'static [(u8, u16)],
}

/// Languages whose names are native to one another where spaces are replaced (UTS #35, part 8, "Setting the
/// spaceReplacement").
const WITHOUT_SPACES: [&str; 3] = ["ja", "zh", "yue"];

impl Locale {
    /// The locale to format a name by: the one asked for, unless it is not written in the script of the name. Then that of
    /// the name's own language, or of the language that is likely for the script.
    pub(super) fn for_name(
        asked: &LanguageTag,
        own: Option<&LanguageTag>,
        script: Option<&str>,
    ) -> Option<&'static Self> {
        let asked = Self::of_tag(asked)?;
        let Some(script) = script else { return Some(asked) };
        if asked.is_in(script) {
            return Some(asked);
        }
        let own = own.and_then(Self::of_tag).filter(|locale| locale.is_in(script));
        own.or_else(|| Self::with(likely_language(script)?).filter(|locale| locale.is_in(script)))
    }

    /// The locale of a tag: with its script, with its region, or with its language alone.
    fn of_tag(tag: &LanguageTag) -> Option<&'static Self> {
        let language = tag.primary()?;
        let further = [tag.script(), tag.region()].into_iter().flatten();
        let mut narrower = further.map(|subtag| format!("{language}-{subtag}"));
        narrower.find_map(|tag| Self::with(&tag)).or_else(|| Self::with(language))
    }

    fn with(tag: &str) -> Option<&'static Self> {
        let tag = resolved(tag);
        LOCALES.iter().find(|locale| locale.tag.eq_ignore_ascii_case(tag))
    }

    fn is_in(&self, script: &str) -> bool {
        self.scripts.contains(&script)
    }

    /// Which order names of this language have; `None` for an unknown one.
    pub(super) fn order_of(&self, language: Option<&str>) -> NameOrder {
        let language = resolved(language.unwrap_or("und"));
        for language in [language, "und"] {
            let listed = |list: &[&str]| list.iter().any(|one| one.eq_ignore_ascii_case(language));
            if listed(self.given_first) {
                return NameOrder::GivenFirst;
            }
            if listed(self.surname_first) {
                return NameOrder::FamilyFirst;
            }
        }
        NameOrder::GivenFirst
    }

    /// The patterns of a cell: one, or alternatives.
    pub(super) fn patterns(
        &self,
        order: NameOrder,
        length: NameLength,
        usage: NameUsage,
        formality: Formality,
    ) -> impl Iterator<Item = &'static str> {
        let order = match order {
            NameOrder::GivenFirst | NameOrder::OfLanguage => 0,
            NameOrder::FamilyFirst => 1,
            NameOrder::Sorting => 2,
        };
        let cell = ((order * 3 + length as u8) * 3 + usage as u8) * 2 + formality as u8;
        let all = self.patterns.iter().filter(move |(number, _)| *number == cell);
        all.filter_map(|(_, place)| PATTERNS.get(usize::from(*place)).copied())
    }

    /// The text with its spaces replaced as this locale does it for names of that language.
    pub(super) fn with_spaces(&self, text: String, language: Option<&str>) -> String {
        let own = self.tag.split('-').next().unwrap_or_default();
        let language = language.unwrap_or("und");
        let is = |other: &str| WITHOUT_SPACES.iter().any(|one| one.eq_ignore_ascii_case(other));
        let native = own.eq_ignore_ascii_case(resolved(language)) || (is(own) && is(language));
        let space = if native { self.native_space } else { self.foreign_space };
        if space == " " {
            return text;
        }
        text.split(' ').filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(space)
    }
}

/// The language of a name: the bearer's, or the one that is likely for its script.
pub(super) fn language_of<'a>(own: Option<&'a LanguageTag>, script: Option<&str>) -> Option<&'a str> {
    own.and_then(LanguageTag::primary).or_else(|| likely_language(script?))
}

/// The language that is likely for a script alone, by CLDR's likely subtags: as the table says where several locales are
/// written in it, and otherwise that of the only one that is.
fn likely_language(script: &str) -> Option<&'static str> {
    let said = LIKELY.iter().find(|(of, _)| *of == script).map(|(_, language)| *language);
    said.or_else(|| LOCALES.iter().find(|locale| locale.is_in(script)).map(|locale| locale.tag))
}

fn resolved(tag: &str) -> &str {
    ALIASES.iter().find(|(from, _)| from.eq_ignore_ascii_case(tag)).map_or(tag, |(_, to)| to)
}

#[cfg(test)]
mod tests {
    use super::super::pattern::is_name_pattern;
    use super::*;

    fn locale(tag: &str) -> Option<&'static str> {
        Locale::of_tag(&LanguageTag::parse(tag).unwrap()).map(|locale| locale.tag)
    }

    #[test]
    fn a_tag_falls_back_to_its_language_and_no_further() {
        for (tag, expected) in [
            ("en-GB", Some("en-GB")),
            ("en-gb", Some("en-GB")),
            ("en-AU", Some("en")),
            ("zh-Hant-HK", Some("zh-Hant")),
            ("zh-TW", Some("zh-Hant")),
            ("zh-Hans", Some("zh")),
            ("pt-PT", Some("pt-PT")),
            ("pt-BR", Some("pt")),
            ("pt-AO", Some("pt-PT")),
            ("zh-GB", Some("zh-Hant")),
            ("zh-SG", Some("zh")),
            ("zh-Hans-HK", Some("zh")),
            ("nb-NO", Some("no")),
            ("xh", None),
            ("und", None),
        ] {
            assert_eq!(locale(tag), expected, "{tag}");
        }
    }

    #[test]
    fn the_table_is_in_order_and_every_cell_has_a_pattern_that_can_be_read() {
        assert_eq!(LOCALES.len(), 63);
        assert!(LOCALES.is_sorted_by(|one, next| one.tag < next.tag));
        assert!(PATTERNS.iter().all(|pattern| is_name_pattern(pattern)));
        for locale in LOCALES {
            for (cell, pattern) in locale.patterns {
                assert!(*cell < 54 && usize::from(*pattern) < PATTERNS.len(), "{}", locale.tag);
            }
            assert!(locale.given_first.contains(&"und") != locale.surname_first.contains(&"und"));
        }
    }
}
