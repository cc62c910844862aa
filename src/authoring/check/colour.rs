//! Our own texts, searched for words of skin colour.
//!
//! The lists are those by which a test searches everything that the project issues; what a steward writes is told here,
//! at its place. The test looks closer, at people's family names too.

use super::Check;
use crate::authoring::Source;
use crate::authoring::yaml::Word;
use crate::rules::colour_word;

/// Language, word and where it counts, one a line below the header.
const WORDS: &str = include_str!("../../../tests/words/colour-words.csv");

/// Places, documents and technical terms whose words count for nothing, and the own names of peoples.
const CONTEXT: &str = include_str!("../../../tests/words/context.csv");
const OWN_NAMES: &str = include_str!("../../../tests/words/own-names.csv");

/// Where a listed word counts.
#[derive(Clone, Copy, PartialEq)]
enum Read {
    Everywhere,
    LowerCase,
    Capitals,
    Marked,
    Inside,
}

/// The lists, read.
struct Colours {
    /// Language, words in lower case, and where they count.
    words: Vec<(&'static str, Vec<String>, Read)>,
    /// What is no colour word, in lower case.
    phrases: Vec<Vec<String>>,
}

impl Colours {
    fn new() -> Self {
        let words = WORDS.lines().skip(1).filter_map(|line| {
            let mut cells = line.splitn(4, ',');
            let (language, word, read) = (cells.next()?, cells.next()?, cells.next()?);
            let read = match read {
                "everywhere" => Read::Everywhere,
                "lower-case" => Read::LowerCase,
                "capitals" => Read::Capitals,
                "marked" => Read::Marked,
                _ => Read::Inside,
            };
            Some((language, folded(word), read))
        });
        let context = CONTEXT.lines().filter_map(|line| {
            let (kind, rest) = line.split_once(',')?;
            let is_phrase = matches!(kind, "place" | "document" | "technical");
            rest.split(',').next().filter(|_| is_phrase)
        });
        let names = OWN_NAMES.lines().skip(1).flat_map(|line| line.split(',').take(2));
        Self { words: words.collect(), phrases: context.chain(names).map(folded).collect() }
    }

    /// The first colour word of a text that is marked with `language`.
    fn found<'t>(&self, text: &'t str, language: &str) -> Option<&'t str> {
        let parts: Vec<&str> = split(text).collect();
        let folded: Vec<String> = parts.iter().map(|part| part.to_lowercase()).collect();
        let mut rest = parts.as_slice();
        let mut from = folded.as_slice();
        while let Some(part) = rest.first() {
            let phrase = self.phrases.iter().filter(|phrase| from.starts_with(phrase)).map(Vec::len).max();
            let marked = |own: &str| language.split('-').next() == Some(own);
            let counts = |own: &str, read: Read| match read {
                Read::Everywhere | Read::Inside => true,
                Read::LowerCase => marked(own) || !part.starts_with(char::is_uppercase),
                Read::Capitals => part.chars().all(char::is_uppercase),
                Read::Marked => marked(own),
            };
            let is_here = |(own, words, read): &(&str, Vec<String>, Read)| {
                let stands = match (read, words.first(), from.first()) {
                    (Read::Inside, Some(word), Some(part)) => part.contains(word.as_str()),
                    _ => from.starts_with(words),
                };
                stands && counts(own, *read)
            };
            if phrase.is_none() && self.words.iter().any(is_here) {
                return Some(part);
            }
            let step = phrase.unwrap_or(1);
            rest = rest.get(step..).unwrap_or_default();
            from = from.get(step..).unwrap_or_default();
        }
        None
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty())
}

fn folded(text: &str) -> Vec<String> {
    split(text).map(str::to_lowercase).collect()
}

impl Check<'_> {
    /// Everything that people are shown, and every slug; words for search only are shown to nobody.
    pub(super) fn colour(&mut self) {
        let files = self.files;
        let mut ours: Vec<(&str, &Word, &str)> = Vec::new();
        for (file, concept) in files.standards.iter().flat_map(|standard| standard.concepts()) {
            ours.extend([(file, &concept.slug, "en"), (file, &concept.label, "en")]);
            let shown = concept.labels.iter().filter(|label| label.usage.as_str() != "search-only");
            ours.extend(shown.map(|label| (file, &label.text, label.language.as_str())));
        }
        if let Some(Source { file, form }) = &files.absence {
            ours.extend(
                form.reasons.iter().flat_map(|one| [(&**file, &one.slug, "en"), (file, &one.label, "en")]),
            );
        }
        if let Some(Source { file, form }) = &files.purposes {
            ours.extend(
                form.purposes
                    .iter()
                    .flat_map(|one| [&one.meaning, &one.sentence])
                    .map(|text| (&**file, text, "en")),
            );
        }
        for Source { file, form } in &files.questions {
            for wording in &form.wordings {
                let texts = wording.texts();
                ours.extend(texts.map(|text| (&**file, text, wording.language.as_str())));
            }
        }
        let colours = Colours::new();
        for (file, word, language) in ours {
            if let Some(colour) = colours.found(word.as_str(), language) {
                let message = format!("`{colour}` speaks of skin colour");
                let help = "say which people or place is meant; what people type can be for search only";
                self.fault(&colour_word::RULE, (file, word), message, help);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_own_names_are_no_colour_words() {
        let colours = Colours::new();
        for (text, expected) in [
            ("Any other Black background", Some("Black")),
            ("any-other-black-background", Some("black")),
            ("Black Sea Tatars", None),
            ("Blackfoot", None),
            ("People of colour", Some("People")),
            ("Somali", None),
        ] {
            assert_eq!(colours.found(text, "en"), expected, "{text}");
        }
    }
}
