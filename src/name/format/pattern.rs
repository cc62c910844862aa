//! A pattern, and a name put into it.

use core::cmp::Reverse;

use super::fields::Fields;
use super::locale::Locale;

/// A field of a pattern (UTS #35, part 8, "Fields").
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Given,
    Given2,
    Surname,
    Surname2,
    Generation,
    Credentials,
}

/// Which part of a family name with a particle.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Whole,
    Prefix,
    Core,
}

/// What is cut from it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Cut {
    #[default]
    Nothing,
    /// To an initial a word.
    Initials,
    /// To an initial a word, with the signs between the words.
    InitialsWithSigns,
    /// To its first grapheme cluster.
    Monogram,
}

/// What is written in capitals.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Capitals {
    #[default]
    AsGiven,
    All,
    First,
}

/// The modifiers of a field. `genitive` and `vocative` change nothing: no form is made from another.
#[derive(Clone, Copy, Default)]
pub(super) struct Modifiers {
    pub(super) informal: bool,
    pub(super) part: Part,
    pub(super) cut: Cut,
    pub(super) capitals: Capitals,
}

/// A piece of a pattern.
enum Element<'a> {
    Literal(&'a str),
    Field(Field, Modifiers),
}

/// A pattern such as `{given} {surname-core}, {credentials}`.
pub(super) struct Pattern<'a> {
    text: &'a str,
    elements: Vec<Element<'a>>,
}

/// A pattern with a name in it. Of alternatives the least is the best (UTS #35, part 8, "Choose a namePattern"): the most
/// fields that have something, the fewest that have nothing, the first by its text.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Filled<'a> {
    full: Reverse<usize>,
    empty: usize,
    pattern: &'a str,
    pub(super) text: String,
}

/// Whether all fields and modifiers of a pattern are known here.
#[cfg(any(test, feature = "authoring"))]
pub(crate) fn is_name_pattern(pattern: &str) -> bool {
    elements(pattern).is_some_and(|elements| !elements.is_empty())
}

fn elements(pattern: &str) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (literal, after) = rest.split_once('{').unwrap_or((rest, ""));
        if !literal.is_empty() {
            elements.push(Element::Literal(literal));
        }
        if literal.len() == rest.len() {
            break;
        }
        let (field, after) = after.split_once('}')?;
        elements.push(field_of(field)?);
        rest = after;
    }
    Some(elements)
}

fn field_of(text: &str) -> Option<Element<'_>> {
    let mut words = text.split('-');
    let field = match words.next()? {
        "title" => Field::Title,
        "given" => Field::Given,
        "given2" => Field::Given2,
        "surname" => Field::Surname,
        "surname2" => Field::Surname2,
        "generation" => Field::Generation,
        "credentials" => Field::Credentials,
        _ => return None,
    };
    let mut modifiers = Modifiers::default();
    for word in words {
        match word {
            "informal" => modifiers.informal = true,
            "prefix" => modifiers.part = Part::Prefix,
            "core" => modifiers.part = Part::Core,
            "initial" => modifiers.cut = Cut::Initials,
            "retain" => modifiers.cut = Cut::InitialsWithSigns,
            "monogram" => modifiers.cut = Cut::Monogram,
            "allCaps" => modifiers.capitals = Capitals::All,
            "initialCap" => modifiers.capitals = Capitals::First,
            "genitive" | "vocative" => {}
            _ => return None,
        }
    }
    Some(Element::Field(field, modifiers))
}

impl<'a> Pattern<'a> {
    /// A pattern of the table; one that cannot be read, which the generator refuses, has no elements.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, elements: elements(text).unwrap_or_default() }
    }

    /// Whether the pattern shows the given name as more than an initial.
    fn shows_given(&self) -> bool {
        self.elements.iter().any(|element| match element {
            Element::Field(Field::Given, modifiers) => {
                !matches!(modifiers.cut, Cut::Initials | Cut::InitialsWithSigns)
            }
            _ => false,
        })
    }

    /// The name in the pattern (UTS #35, part 8, "Handle missing surname" and "Process a namePattern"). What stands between
    /// two fields of which one between them is empty follows that part's "Formatting examples": signs next to the empty
    /// field go with it, up to the nearest white space on each side.
    pub(super) fn fill(&self, fields: &Fields, locale: &Locale, language: Option<&str>) -> Filled<'a> {
        let given_as_surname = !fields.has_surname() && !self.shows_given();
        let (mut text, mut full, mut empty) = (String::new(), 0, 0);
        // What stands between the last full field and the next one: before the first empty field between, and after the last.
        let (mut before, mut after) = (String::new(), String::new());
        let mut passed_empty = false;
        for element in &self.elements {
            match element {
                Element::Literal(literal) if passed_empty => after.push_str(literal),
                Element::Literal(literal) => before.push_str(literal),
                Element::Field(field, modifiers) => {
                    let value = fields.value(*field, *modifiers, given_as_surname, locale, language);
                    if value.is_empty() {
                        empty += 1;
                        passed_empty = true;
                        after.clear();
                        continue;
                    }
                    if !passed_empty {
                        text.push_str(&before);
                    } else if full > 0 {
                        push_coalesced(&mut text, &before, &after);
                    }
                    text.push_str(&value);
                    full += 1;
                    passed_empty = false;
                    before.clear();
                    after.clear();
                }
            }
        }
        if !passed_empty {
            text.push_str(&before);
        }
        Filled { full: Reverse(full), empty, pattern: self.text, text }
    }
}

/// Adds the literals around an empty field: of the one before it up to its first white space, of the one after it from its
/// last, and of the spaces that meet only one.
fn push_coalesced(text: &mut String, before: &str, after: &str) {
    let after = if before.ends_with(after) { "" } else { after };
    let space = before.char_indices().find(|(_, sign)| sign.is_whitespace());
    let head = space.map_or(before.len(), |(place, sign)| place + sign.len_utf8());
    text.push_str(before.get(..head).unwrap_or_default());
    let tail = after.char_indices().rev().find(|(_, sign)| sign.is_whitespace());
    let tail = tail.map_or(0, |(place, sign)| place + if space.is_some() { sign.len_utf8() } else { 0 });
    text.push_str(after.get(tail..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_beside_an_empty_field_go_with_it() {
        for (before, after, expected) in [
            (" ", " ", " "),
            (" ", ", ", " "),
            (". (", ") ", ". "),
            (".(", ") ", ".( "),
            ("", ", ", " "),
            (", ", "", ", "),
            ("·", "·", "·"),
            ("", "", ""),
        ] {
            let mut text = String::new();
            push_coalesced(&mut text, before, after);
            assert_eq!(text, expected, "{before:?} {after:?}");
        }
    }

    #[test]
    fn a_field_or_modifier_that_is_not_known_is_no_pattern() {
        assert!(is_name_pattern("{surname-core-monogram-allCaps}, {given-vocative}"));
        for pattern in ["", "{nickname}", "{given-tiny}", "{given", "{}"] {
            assert!(!is_name_pattern(pattern), "{pattern}");
        }
    }
}
