//! `ownwords name compare`: what two names have in common.

use std::process::ExitCode;

use ownwords::name::{self, Comparison};
use ownwords::text::SearchForm;
use ownwords::{Error, ErrorKind, NameText};
use serde_json::{Map, Value, json};

use super::given::text;
use crate::lines::{Answer, Format, answer_each, print};

/// Say in which grades two names are alike
///
/// Whether they are one person's is for a person to say. Being alike does not carry on: Mueller is like Müller, which is
/// like Muller, and Mueller and Muller have no grade in common.
///
/// As JSON the answer is {one, other, strictest, grades, search_form, text}: `grades` has true or false for identical,
/// canonically-equal, same-search-form and same-letters; `strictest` is the first that holds, or null; `search_form` is
/// din-91379 or ownwords. The exit status is 1 when the names are different in all grades.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name compare Ștefan Stefan")]
pub(crate) struct Arguments {
    /// A name; - answers each line of standard input, two names with a tab between them, with one line of JSON
    one: String,
    /// The name to compare it with
    other: Option<String>,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    match (arguments.one.as_str(), arguments.other.as_deref()) {
        ("-", None) => answer_each(|line| {
            let pair = text(line).and_then(|line| line.split_once('\t').ok_or_else(no_pair));
            pair.map_or_else(|error| Answer::error(&error), |(one, other)| compared(one, other).1)
        }),
        (one, Some(other)) => {
            let (comparison, answer) = compared(one, other);
            print(arguments.format, || page(comparison), &answer)
        }
        (_, None) => Err(no_pair()),
    }
}

fn no_pair() -> Error {
    Error::new(ErrorKind::Usage, "two names are needed").with_help("in a line, put a tab between them")
}

fn compared(one: &str, other: &str) -> (Comparison, Answer) {
    let comparison = name::compare(&NameText::received(one), &NameText::received(other));
    let grades: Map<String, Value> =
        comparison.grades().map(|(grade, holds)| (grade.word().to_owned(), holds.into())).collect();
    let json = json!({
        "one": one,
        "other": other,
        "strictest": comparison.strictest().map(|grade| grade.word()),
        "grades": grades,
        "search_form": match comparison.search_form() {
            SearchForm::Din91379 => "din-91379",
            _ => "ownwords",
        },
        "text": comparison.to_string(),
    });
    let answer = if comparison.strictest().is_some() { Answer::found(json) } else { Answer::finding(json) };
    (comparison, answer)
}

fn page(comparison: Comparison) -> String {
    comparison.to_string().split(", ").map(|step| format!("{step}\n")).collect()
}
