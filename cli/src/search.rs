//! `ownwords search`: which concepts or languages somebody may mean.

use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use ownwords::language::{self, LanguageMatch};
use ownwords::standard::{LabelUse, Match};
use ownwords::{Error, Kind, Standard};
use serde_json::{Value, json};

use crate::concepts::{as_json, of_word};
use crate::lines::{Answer, Format, answer_each, print};
use crate::own::{self, Own};

/// Find heritages, languages, orientations, pronouns and others by what people call them
///
/// The likeliest come first, but they are suggestions: what is meant is for the person to say. Letter case, accents,
/// apostrophes and the order of words make no difference; a word may be typed in part or misspelt. Concepts that exist
/// for counting alone come last and are marked.
///
/// As JSON the answer is {query, matches}, a match being {id, slug, label, shown, language, use, kind, edits,
/// counting_only}: `shown` is the name to show, in `language`; `kind` is exact, prefix, word-prefix or misspelt. With
/// `--in language` a match is {tag, shown, kind}, and `kind` may be initials too. The exit status is 1 when nothing is
/// found.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords search somal\n         ownwords search Cymraeg --in language")]
pub(crate) struct Arguments {
    /// What was typed; - answers each line of standard input with one line of JSON
    #[arg(required = true)]
    query: Vec<String>,
    /// What to search
    #[arg(long = "in", value_name = "KIND", value_parser = searched(), default_value = "heritage")]
    what: Searched,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What is searched.
#[derive(Clone, Copy, Debug)]
enum Searched {
    Concepts(Kind),
    Languages,
}

const LANGUAGE: &str = "language";

fn searched() -> impl TypedValueParser<Value = Searched> {
    let words = Kind::all().map(Kind::word).chain([LANGUAGE]);
    PossibleValuesParser::new(words).try_map(|word| match &word[..] {
        LANGUAGE => Ok(Searched::Languages),
        word => of_word(word).map(Searched::Concepts),
    })
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let overlay = arguments.own.load()?;
    let answer = |query: &str| match arguments.what {
        Searched::Concepts(kind) => {
            let standard = own::standard(kind, overlay.as_ref()).unwrap_or_else(Standard::ethnicity);
            let found = standard.search(query, arguments.limit);
            (found.iter().map(line).collect(), as_answer(query, found.iter().map(match_as_json)))
        }
        Searched::Languages => {
            let found = language::search(query, arguments.limit);
            (found.iter().map(language_line).collect(), as_answer(query, found.iter().map(language_as_json)))
        }
    };
    if arguments.query == ["-"] {
        // A line that is no text finds what its readable letters find.
        return answer_each(|line| answer(&String::from_utf8_lossy(line)).1);
    }
    let (found, answer): (String, Answer) = answer(&arguments.query.join(" "));
    print(arguments.format, || page(found), &answer)
}

fn as_answer(query: &str, found: impl Iterator<Item = Value>) -> Answer {
    let found: Vec<Value> = found.collect();
    let is_nothing = found.is_empty();
    let json = json!({"query": query, "matches": found});
    if is_nothing { Answer::finding(json) } else { Answer::found(json) }
}

fn language_as_json(found: &LanguageMatch) -> Value {
    json!({"tag": found.tag(), "shown": found.name(), "kind": found.kind().word()})
}

fn language_line(found: &LanguageMatch) -> String {
    format!("{}: {} [{}]\n", found.tag(), found.name(), found.kind().word())
}

fn match_as_json(found: &Match) -> Value {
    let shown = found.shown();
    let mut json = as_json(found.concept());
    if let Value::Object(fields) = &mut json {
        fields.insert("shown".to_owned(), shown.text.into());
        fields.insert("language".to_owned(), shown.language.into());
        fields.insert("use".to_owned(), use_of(shown.usage).into());
        fields.insert("kind".to_owned(), found.kind().word().into());
        fields.insert("edits".to_owned(), found.edits().into());
        fields.insert("counting_only".to_owned(), found.is_for_counting_only().into());
    }
    json
}

fn use_of(usage: LabelUse) -> &'static str {
    match usage {
        LabelUse::Synonym => "synonym",
        _ => "label",
    }
}

fn page(found: String) -> String {
    if found.is_empty() {
        return "nothing found; the person's own words can be recorded as they are\n".to_owned();
    }
    found
}

fn line(found: &Match) -> String {
    let (concept, shown) = (found.concept(), found.shown());
    let name = if shown.text == concept.label() {
        shown.text.to_owned()
    } else {
        format!("{} ({})", concept.label(), shown.text)
    };
    let counting = if found.is_for_counting_only() { "; for counting only" } else { "" };
    format!("{}  {}: {name} [{}{counting}]\n", concept.id(), concept.slug(), found.kind().word())
}
