//! The marked parts of a name as the fields of a pattern.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::super::text::{NameText, PartKind};
use super::locale::Locale;
use super::pattern::{Capitals, Cut, Field, Modifiers, Part};
use crate::text::script_name;

/// The fields of a name, empty where the bearer marked none.
#[derive(Default)]
pub(super) struct Fields {
    title: String,
    given: String,
    given_informal: String,
    given2: String,
    prefix: String,
    core: String,
    /// The particle and what it belongs to.
    surname: String,
    surname2: String,
    generation: String,
    credentials: String,
}

impl Fields {
    /// The fields; `None` when neither a given nor a family name is marked, or when the marked parts leave out a letter.
    pub(super) fn of(name: &NameText) -> Option<Self> {
        let joined = |kinds: &[PartKind]| {
            let mut text = String::new();
            for (_, part) in name.parts().filter(|(kind, part)| kinds.contains(kind) && !part.is_empty()) {
                if !text.is_empty() {
                    let between = between(name.as_str(), &text, part);
                    text.push_str(between);
                }
                text.push_str(part);
            }
            text
        };
        let core = joined(&[PartKind::Family]);
        let fields = Self {
            title: joined(&[PartKind::Title]),
            given: joined(&[PartKind::Given]),
            given_informal: joined(&[PartKind::GivenInformal]),
            given2: joined(&[PartKind::FurtherGiven, PartKind::Patronymic]),
            prefix: if core.is_empty() { String::new() } else { joined(&[PartKind::FamilyPrefix]) },
            surname: if core.is_empty() {
                String::new()
            } else {
                joined(&[PartKind::FamilyPrefix, PartKind::Family])
            },
            core,
            surname2: joined(&[PartKind::SecondFamily]),
            generation: joined(&[PartKind::Generation]),
            credentials: joined(&[PartKind::Credentials]),
        };
        let named = !fields.given.is_empty() || fields.has_surname();
        (named && covers(name)).then_some(fields)
    }

    pub(super) fn has_surname(&self) -> bool {
        !self.surname.is_empty()
    }

    /// The script of the first letter of the family name, or else of the given name, that has one.
    pub(super) fn script(&self) -> Option<&'static str> {
        let letters = self.surname.chars().chain(self.given.chars());
        letters.filter(|letter| letter.is_alphabetic()).find_map(script_name)
    }

    /// What a field of a pattern shows. A given name that stands for a missing family name stands there alone.
    pub(super) fn value(
        &self,
        field: Field,
        modifiers: Modifiers,
        given_as_surname: bool,
        locale: &Locale,
        language: Option<&str>,
    ) -> String {
        let field = match field {
            Field::Given if given_as_surname => return String::new(),
            Field::Surname if given_as_surname => Field::Given,
            field => field,
        };
        let text = match (field, modifiers.part) {
            (Field::Surname, Part::Whole) => &self.surname,
            (Field::Surname, Part::Prefix) => &self.prefix,
            (Field::Surname, Part::Core) => &self.core,
            (_, Part::Prefix) => return String::new(),
            (Field::Given, _) if modifiers.informal && !self.given_informal.is_empty() => {
                &self.given_informal
            }
            (Field::Given, _) => &self.given,
            (Field::Given2, _) => &self.given2,
            (Field::Surname2, _) => &self.surname2,
            (Field::Title, _) => &self.title,
            (Field::Generation, _) => &self.generation,
            (Field::Credentials, _) => &self.credentials,
        };
        let text = match modifiers.cut {
            Cut::Nothing => text.clone(),
            Cut::Initials => initials(text, locale, false),
            Cut::InitialsWithSigns => initials(text, locale, true),
            Cut::Monogram => first_cluster(text).to_owned(),
        };
        match modifiers.capitals {
            Capitals::AsGiven => text,
            Capitals::All => in_capitals(&text, language),
            Capitals::First => {
                let first = first_cluster(&text);
                in_capitals(first, language) + text.get(first.len()..).unwrap_or_default()
            }
        }
    }
}

/// What the bearer wrote between two parts that follow one another in the name, or a space.
fn between<'a>(name: &'a str, one: &str, next: &str) -> &'a str {
    let gap = name.split_once(one).and_then(|(_, after)| after.split_once(next)).map(|(gap, _)| gap);
    gap.filter(|gap| !gap.contains(char::is_alphanumeric)).unwrap_or(" ")
}

/// Whether each letter and digit of the name stands in a marked part.
fn covers(name: &NameText) -> bool {
    let mut parts: Vec<&str> = name.parts().map(|(_, part)| part).filter(|part| !part.is_empty()).collect();
    parts.sort_by_key(|part| core::cmp::Reverse(part.len()));
    let rest = parts.into_iter().fold(name.as_str().to_owned(), |rest, part| rest.replacen(part, "\n", 1));
    !rest.contains(char::is_alphanumeric)
}

fn first_cluster(text: &str) -> &str {
    text.graphemes(true).next().unwrap_or_default()
}

/// The initials of the words of a text, each and all of them as the locale writes them.
fn initials(text: &str, locale: &Locale, with_signs: bool) -> String {
    let initial = |word: &str| locale.initial.replace("{0}", first_cluster(word));
    let mut result = String::new();
    let mut signs = String::new();
    let mut in_unspaced = false;
    for word in text.split_word_bounds() {
        let Some(first) = word.chars().next().filter(|first| first.is_alphabetic()) else {
            signs.push_str(if word.contains(char::is_whitespace) { " " } else { word });
            in_unspaced = false;
            continue;
        };
        let follows_unspaced = core::mem::replace(&mut in_unspaced, is_without_spaces(first));
        if follows_unspaced && in_unspaced {
            continue;
        }
        let next = initial(word);
        if result.is_empty() {
            result = next;
        } else if with_signs {
            result.push_str(&signs);
            result.push_str(&next);
        } else {
            result = locale.initial_sequence.replace("{0}", &result).replace("{1}", &next);
        }
        signs.clear();
    }
    if result.is_empty() && !text.is_empty() { initial(text) } else { result }
}

/// Whether the letter is of a script in which a space does not stand between words.
fn is_without_spaces(letter: char) -> bool {
    matches!(script_name(letter), Some("Thai" | "Lao" | "Khmer" | "Myanmar"))
}

/// Capitals by Unicode's default, and by the rules of Turkish, Azerbaijani and Greek for names of these languages.
fn in_capitals(text: &str, language: Option<&str>) -> String {
    match language.map(str::to_ascii_lowercase).as_deref() {
        Some("tr" | "az") => text.replace('i', "İ").to_uppercase(),
        Some("el") => {
            let accents = |sign: &char| !matches!(sign, '\u{300}' | '\u{301}' | '\u{342}');
            text.nfd().filter(accents).collect::<String>().to_uppercase().nfc().collect()
        }
        _ => text.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_follow_the_language_of_the_name() {
        assert_eq!(in_capitals("i", None), "I");
        assert_eq!(in_capitals("ı", None), "I");
        assert_eq!(in_capitals("i", Some("tr")), "İ");
        assert_eq!(in_capitals("ά", Some("el")), "Α");
        assert_eq!(in_capitals("ϊ", Some("el")), "Ϊ");
        assert_eq!(in_capitals("ö", Some("sv")), "Ö");
    }

    #[test]
    fn parts_are_joined_by_what_the_bearer_wrote() {
        let name = NameText::received("Jeanne d’Arc-Müller")
            .with_part(PartKind::Given, "Jeanne")
            .with_part(PartKind::FamilyPrefix, "d’")
            .with_part(PartKind::Family, "Arc")
            .with_part(PartKind::Family, "Müller");
        let fields = Fields::of(&name).unwrap();
        assert_eq!(fields.surname, "d’Arc-Müller");
        assert_eq!(fields.core, "Arc-Müller");
        let name = NameText::received("Jeanne d’Arc").with_part(PartKind::Given, "Jeanne");
        assert!(Fields::of(&name).is_none());
    }
}
