//! Which words of a text speak of skin colour, and which only look as if they did.

use std::collections::HashMap;

use crate::data;

/// A colour word found in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
    /// Language of the list that holds it.
    pub language: String,
}

/// Where a listed word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Read {
    /// In every text.
    Everywhere,
    /// In every text when written in lower case, because with a capital it is also a name.
    LowerCase,
    /// In every text when written in capitals throughout: initials.
    Capitals,
    /// Only in text marked with this language, because it is an ordinary word of another.
    Marked,
    /// Anywhere inside a run of letters: scripts written without spaces.
    Inside,
}

#[derive(Debug)]
struct Entry {
    language: String,
    words: Vec<String>,
    read: Read,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    exact_case: bool,
}

/// The lists, read once.
#[derive(Debug)]
pub struct Classifier {
    /// By their first word.
    entries: HashMap<String, Vec<Entry>>,
    /// The entries of scripts written without spaces.
    inside: Vec<Entry>,
    /// By their first word, folded.
    phrases: HashMap<String, Vec<Phrase>>,
    titles: Vec<String>,
    given_names: Vec<String>,
    surnames: Vec<String>,
    people: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

impl Classifier {
    /// Reads `colour-words.csv`, `context.csv` and `own-names.csv`.
    pub fn new() -> Self {
        let mut classifier = Self {
            entries: HashMap::new(),
            inside: Vec::new(),
            phrases: HashMap::new(),
            titles: Vec::new(),
            given_names: Vec::new(),
            surnames: Vec::new(),
            people: Vec::new(),
        };
        for row in data::rows("colour-words.csv") {
            classifier.add_entry(&row);
        }
        for row in data::rows("context.csv") {
            match row[0].as_str() {
                "place" | "document" => classifier.add_phrase(&row[1], true),
                "technical" => classifier.add_phrase(&row[1], false),
                "title" => classifier.titles.push(row[1].clone()),
                "given-name" => classifier.given_names.push(row[1].clone()),
                "surname" => classifier.surnames.push(row[1].clone()),
                "people" => classifier.people.push(row[1].clone()),
                other => panic!("context.csv: `{other}` is not a kind of context"),
            }
        }
        for row in data::rows("own-names.csv") {
            classifier.add_phrase(&row[0], true);
            classifier.add_phrase(&row[1], true);
        }
        classifier
    }

    fn add_entry(&mut self, row: &[String]) {
        let words: Vec<String> = split(&row[1]).iter().map(|word| fold(word.text)).collect();
        let read = match row[2].as_str() {
            "everywhere" => Read::Everywhere,
            "lower-case" => Read::LowerCase,
            "capitals" => Read::Capitals,
            "marked" => Read::Marked,
            "inside" => Read::Inside,
            other => panic!(
                "colour-words.csv: `{other}` is none of everywhere, lower-case, capitals, marked, inside"
            ),
        };
        let first = words[0].clone();
        let entry = Entry { language: row[0].clone(), words, read };
        match read {
            Read::Inside => self.inside.push(entry),
            _ => self.entries.entry(first).or_default().push(entry),
        }
    }

    fn add_phrase(&mut self, text: &str, exact_case: bool) {
        let form = |word: &Word<'_>| if exact_case { word.text.to_owned() } else { fold(word.text) };
        let parts = split(text);
        let phrase = Phrase { words: parts.iter().map(form).collect(), exact_case };
        self.phrases.entry(fold(parts[0].text)).or_default().push(phrase);
    }

    /// The colour words of `text`. `language` is the language that the text is marked with, if it is.
    pub fn hits(&self, text: &str, language: Option<&str>) -> Vec<Hit> {
        let words = split(text);
        let folded: Vec<String> = words.iter().map(|word| fold(word.text)).collect();
        let mut hits = Vec::new();
        let mut at = 0;
        while at < words.len() {
            if let Some(length) = self.phrase_at(text, &words, &folded, at) {
                at += length;
                continue;
            }
            match self.entry_at(text, &words, &folded, at, language) {
                Some((entry, length)) if length > 1 || !self.is_name(text, &words, at) => {
                    let end = words[at + length - 1].end;
                    hits.push(Hit { start: words[at].start, end, language: entry.language.clone() });
                    at += length;
                }
                _ => at += 1,
            }
        }
        hits
    }

    /// How many words from `at` are a place, a document, a technical term or an attested own name.
    fn phrase_at(&self, text: &str, words: &[Word<'_>], folded: &[String], at: usize) -> Option<usize> {
        let fits = |phrase: &&Phrase| {
            phrase.words.iter().enumerate().all(|(step, expected)| {
                let same = match words.get(at + step) {
                    None => false,
                    Some(word) if phrase.exact_case => word.text == expected,
                    Some(_) => folded[at + step] == *expected,
                };
                same && (step == 0 || joined(text, words, at + step))
            })
        };
        self.phrases.get(&folded[at])?.iter().filter(fits).map(|phrase| phrase.words.len()).max()
    }

    /// The listed word or words that begin at `at`.
    fn entry_at<'s>(
        &'s self,
        text: &str,
        words: &[Word<'_>],
        folded: &[String],
        at: usize,
        language: Option<&str>,
    ) -> Option<(&'s Entry, usize)> {
        let fits = |entry: &&Entry| {
            let marked = language.is_some_and(|tag| tag.split('-').next() == Some(entry.language.as_str()));
            let counts = match entry.read {
                Read::Everywhere => true,
                Read::LowerCase => marked || !words[at].text.starts_with(char::is_uppercase),
                Read::Capitals => words[at].text.chars().all(char::is_uppercase),
                Read::Marked => marked,
                Read::Inside => return folded[at].contains(&entry.words[0]),
            };
            counts
                && entry.words.iter().enumerate().all(|(step, expected)| {
                    folded.get(at + step) == Some(expected) && (step == 0 || joined(text, words, at + step))
                })
        };
        let listed = self.entries.get(&folded[at]).into_iter().flatten().chain(&self.inside);
        let entry = listed.filter(fits).max_by_key(|entry| entry.words.len())?;
        Some((entry, entry.words.len()))
    }

    /// Whether the word at `at` is a person's family name here: after a title or a given name (`Dr James Brown`), or
    /// before a comma and an initial or given name (`White, M.`), and not before a word that speaks of people.
    fn is_name(&self, text: &str, words: &[Word<'_>], at: usize) -> bool {
        let word = words[at];
        if !self.surnames.iter().any(|name| name == word.text) {
            return false;
        }
        let after = text.get(word.end..).unwrap_or_default();
        if let Some(next) = words.get(at + 1) {
            let between = text.get(word.end..next.start).unwrap_or_default();
            let speaks_of_people = self.people.iter().any(|people| *people == next.text.to_lowercase());
            if speaks_of_people && !between.contains(['.', ',', ';', ':', '(']) {
                return false;
            }
        }
        self.name_before(text, words, at)
            || self.name_after(after, words.get(at + 1))
            || after.starts_with(" et al")
    }

    /// Only initials may stand between a given name and the family name, and only a title before an unknown name, so
    /// that `Any other White` does not pass for one.
    fn name_before(&self, text: &str, words: &[Word<'_>], at: usize) -> bool {
        let mut only_initials = true;
        for place in (at.saturating_sub(3)..=at).rev() {
            let Some(before) = place.checked_sub(1).map(|index| words[index]) else { return false };
            let between = text.get(before.end..words[place].start).unwrap_or_default();
            let title = self.titles.iter().any(|title| title == before.text);
            let initial = before.text.chars().count() == 1 && before.text.starts_with(char::is_uppercase);
            if !matches!(between, " " | "\n") && !((title || initial) && between == ". ") {
                return false;
            }
            if title || (only_initials && self.given_names.iter().any(|name| name == before.text)) {
                return true;
            }
            if !before.text.starts_with(char::is_uppercase) {
                return false;
            }
            only_initials &= initial;
        }
        false
    }

    fn name_after(&self, after: &str, next: Option<&Word<'_>>) -> bool {
        let (Some(rest), Some(next)) = (after.strip_prefix(", "), next) else { return false };
        let initial = next.text.chars().count() == 1
            && next.text.starts_with(char::is_uppercase)
            && rest.strip_prefix(next.text).is_some_and(|rest| rest.starts_with('.'));
        initial || self.given_names.iter().any(|name| name == next.text)
    }
}

/// Whether the words `at - 1` and `at` stand together, with at most a space, a line break or a dash between them.
fn joined(text: &str, words: &[Word<'_>], at: usize) -> bool {
    let between = text.get(words[at - 1].end..words[at].start).unwrap_or_default();
    between.chars().count() <= 2 && between.chars().all(|sign| " \n-_–\u{2010}\u{2011}.".contains(sign))
}

/// The words of a text: runs of letters, digits and marks, with `snake_case` and `CamelCase` taken apart.
fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = None;
    let mut previous = ' ';
    let mut signs = text.char_indices().peekable();
    while let Some((index, sign)) = signs.next() {
        let inside = is_word(sign);
        let next_is_lower = signs.peek().is_some_and(|(_, next)| next.is_lowercase());
        let hump = sign.is_uppercase()
            && (previous.is_lowercase() || (previous.is_uppercase() && next_is_lower))
            || sign.is_alphabetic() && previous.is_ascii_digit()
            || sign.is_ascii_digit() && previous.is_alphabetic();
        if let Some(from) = start
            && (!inside || hump)
        {
            words.push(Word { start: from, end: index, text: &text[from..index] });
            start = None;
        }
        if inside && start.is_none() {
            start = Some(index);
        }
        previous = sign;
    }
    if let Some(from) = start {
        words.push(Word { start: from, end: text.len(), text: &text[from..] });
    }
    words
}

/// Letters, digits, and the marks and joiners that stand inside words of the scripts listed.
fn is_word(sign: char) -> bool {
    sign.is_alphanumeric()
        || matches!(sign, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{93C}' | '\u{94D}' | '\u{200C}' | '\u{200D}')
        || matches!(sign, '\u{9BC}' | '\u{9CD}' | '\u{A3C}' | '\u{A4D}' | '\u{ABC}' | '\u{ACD}')
}

/// One form for comparing: lower case, joiners and Arabic vowel signs dropped, a leading Arabic article taken off,
/// and the commonest letters with an accent written as one sign.
fn fold(word: &str) -> String {
    let lower = word.to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for sign in lower.chars() {
        match (sign, folded.pop()) {
            ('\u{200C}' | '\u{200D}' | '\u{64B}'..='\u{65F}', before) => folded.extend(before),
            ('\u{301}', Some('a')) => folded.push('á'),
            ('\u{300}', Some('a')) => folded.push('à'),
            ('\u{301}', Some('u')) => folded.push('ú'),
            ('\u{301}', Some('o')) => folded.push('ó'),
            (sign, before) => {
                folded.extend(before);
                folded.push(sign);
            }
        }
    }
    match folded.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => rest.to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::Classifier;

    fn found(text: &str, language: Option<&str>) -> Vec<String> {
        let hits = Classifier::new().hits(text, language);
        hits.iter().map(|hit| text[hit.start..hit.end].to_owned()).collect()
    }

    #[test]
    fn words_for_skin_colour_are_found() {
        let texts = [
            "white people",
            "black patients",
            "a black man",
            "White British",
            "Black",
            "the Brown community",
            "non-white",
            "non–White",
            "nonwhite",
            "NON_WHITE",
            "coloured",
            "brown-skinned",
            "light-skinned people",
            "people of colour",
            "people\nof colour",
            "BAME",
            "Any other White background",
            "The Black population",
            "white_british",
            "WhiteBritish",
            "WHITE_IRISH",
            "IC1White",
            "Asian or White",
            "A. White residents",
            "Anna White British",
            "Dr White people",
            "White, British",
            "White, B",
            "C: White, D: Mixed",
            "whites",
            "Black Country White people",
            "black country",
            "the white paper's black readers",
            "Redskin",
            "blackfeet",
            "BLACKFOOT",
            "Mixed: White",
            "Any White",
            "British White",
            "Ms. Black British",
            "Noir",
            "gens de couleur",
            "los negros",
            "pretas e pardas",
            "pobl dduon",
            "daoine gorma",
            "czarnoskóry",
            "Schwarze",
            "weiße Menschen",
            "काले लोग",
            "گورے لوگ",
            "البيض",
            "أَسود",
            "سیاه\u{200C}پوست",
            "黑人",
            "黒人の",
            "흑인은",
            "ba\u{301}n",
            "blanco",
        ];
        for text in texts {
            assert!(!found(text, None).is_empty(), "nothing found in {text:?}");
        }
    }

    #[test]
    fn names_places_documents_and_technical_terms_are_not_colour_words() {
        let texts = [
            "Black Country",
            "the Black\nCountry",
            "White Paper",
            "Dr James Brown",
            "Dr. J. Brown",
            "Anna Brown",
            "Anna Brown, British",
            "White, M.",
            "Brown, James",
            "Mrs White's record",
            "Prof Black",
            "White et al., 2019",
            "Greenwich",
            "Blackpool",
            "Whitechapel",
            "Blackburn",
            "Brownian",
            "Montenegro",
            "white space",
            "whitespace",
            "is_whitespace",
            "is_ascii_whitespace",
            "WhiteSpace",
            "black-box test",
            "colour",
            "a skin colour",
            "skin tone",
            "the list of colour words",
            "Blackfoot",
            "Blanche Blanco",
            "du Plessis",
            "Gwyn",
            "weiß nicht",
            "Rio Negro",
            "Belarus",
            "dark",
            "kinds of colour",
            "bmd bme bmf",
            "Nicholas Dr A Brown",
        ];
        for text in texts {
            assert_eq!(found(text, None), Vec::<String>::new(), "in {text:?}");
        }
    }

    #[test]
    fn words_that_another_language_uses_otherwise_count_where_the_text_is_marked() {
        assert_eq!(found("du", Some("cy")), ["du"]);
        assert_eq!(found("Gwyn", Some("cy-GB")), ["Gwyn"]);
        assert!(found("du", Some("fr")).is_empty());
        assert_eq!(found("Blanco", Some("es")), ["Blanco"]);
    }

    #[test]
    fn a_hit_says_where() {
        let hits = Classifier::new().hits("so called Black Country, black ice", None);
        assert_eq!(hits.len(), 1);
        assert_eq!((hits[0].start, hits[0].language.as_str()), (25, "en"));
    }
}
