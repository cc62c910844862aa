//! `ownwords compare`: two lists beside each other.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ownwords::Error;
use ownwords::audit::report::terminal::escaped;
use ownwords::authoring::Lists;
use ownwords::steward::compare::{About, Comparison, Disagreement, Side};
use serde_json::json;

use crate::lines::{Answer, Format, print};
use crate::own::Own;
use crate::stewards_files::{bytes, read_lists};

/// Say where two authorities, two editions of a list, or a local file and ours disagree
///
/// Each side is an authority's key, the key of a list of codes, or a file: YAML as under mappings/, SSSOM, or CSV with a
/// column of codes, such as OpenCodelists has. What one side does not say is no disagreement. An authority and a list are
/// compared by whether each published code can hold its heritage. Authorities whose codes are of different lists are
/// compared by what the codes mean here, lists that share no code by label.
///
/// As JSON the answer is {first, second, agreed, by_meaning, by_label, counts, disagreements}: each side {name, source, refused}, `refused` what of a
/// file could not be taken; `counts` by
/// what a disagreement is about: code, meaning, relationship, label, heading, code-of-label, not-held, only-in-first,
/// only-in-second; each disagreement {about, subject, first, second}.
///
/// Exit status: 0 they agree; 1 they disagree, or a row could not be compared; 2 a side could not be read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords compare gdppr school-census")]
pub(crate) struct Arguments {
    /// The first: a key or a file
    first: String,
    /// The second: a key or a file
    second: String,
    /// The folder that holds standards/ and mappings/
    #[arg(long, default_value = ".")]
    root: PathBuf,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let lists = arguments.own.beside(read_lists(&arguments.root)?)?;
    let (first, second) = (side(&arguments.first, &lists)?, side(&arguments.second, &lists)?);
    let comparison = Comparison::of(&first, &second, &lists)?;
    let counts: serde_json::Map<String, serde_json::Value> = About::ALL
        .iter()
        .map(|about| (about.word().to_owned(), comparison.about(*about).len().into()))
        .collect();
    let disagreement = |one: &Disagreement| json!({"about": one.about.word(), "subject": one.subject, "first": one.first, "second": one.second});
    let is_finding =
        [&first, &second].iter().any(|side| !side.refused.is_empty()) || !comparison.disagreements.is_empty();
    let json = json!({
        "first": side_as_json(&first),
        "second": side_as_json(&second),
        "agreed": comparison.agreed,
        "by_meaning": comparison.by_meaning,
        "by_label": comparison.by_label,
        "counts": counts,
        "disagreements": comparison.disagreements.iter().map(disagreement).collect::<Vec<_>>(),
    });
    let answer = Answer { json, status: u8::from(is_finding) };
    print(arguments.format, || as_text(&first, &second, &comparison), &answer)
}

fn side_as_json(side: &Side) -> serde_json::Value {
    let refused = side.refused.iter().map(|fault| {
        let line = fault.position().and_then(|place| place.line);
        json!({"line": line, "message": fault.message(), "help": fault.help()})
    });
    json!({"name": side.name, "source": side.source, "refused": refused.collect::<Vec<_>>()})
}

/// A file where there is one of this name, and otherwise what has the key.
fn side(name: &str, lists: &Lists) -> Result<Side, Error> {
    let path = Path::new(name);
    let is_file = path.is_file() || path.extension().is_some();
    if is_file { Side::of_file(name, &bytes(path)?, lists) } else { Side::named(name, lists) }
}

fn as_text(first: &Side, second: &Side, comparison: &Comparison) -> String {
    let mut text = String::new();
    for side in [first, second] {
        let _ = writeln!(text, "{}: {}", escaped(&side.name), escaped(&side.source));
        for fault in &side.refused {
            let _ = writeln!(text, "  not compared: {}", escaped(&fault.to_string()));
        }
    }
    if comparison.by_meaning {
        text.push_str("The codes are of different lists, so what they mean here is compared.\n");
    }
    if comparison.by_label {
        text.push_str("The lists share no code, so codes of the same label are compared.\n");
    }
    for about in About::ALL {
        let found = comparison.about(about);
        if found.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}: {}", heading(about, first, second), found.len());
        for one in found {
            let said = [&one.first, &one.second].map(|said| escaped(said));
            let said = match (one.first.is_empty(), one.second.is_empty()) {
                (false, false) => said.join("  |  "),
                (true, _) => said[1].to_string(),
                (_, true) => said[0].to_string(),
            };
            let _ = writeln!(text, "  {}  {said}", escaped(&one.subject));
        }
    }
    let count = comparison.disagreements.len();
    let _ = writeln!(
        text,
        "\n{} agreed, {count} disagreement{}",
        comparison.agreed,
        if count == 1 { "" } else { "s" }
    );
    text
}

fn heading(about: About, first: &Side, second: &Side) -> String {
    match about {
        About::Code => "another code is published".to_owned(),
        About::Meaning => "another meaning".to_owned(),
        About::Relationship => "another relationship".to_owned(),
        About::Label => "another label".to_owned(),
        About::Heading => "another heading".to_owned(),
        About::CodeOfLabel => "the same label, another code".to_owned(),
        About::NotHeld => "the published code cannot hold the heritage".to_owned(),
        About::OnlyInFirst => format!("only in {}", escaped(&first.name)),
        About::OnlyInSecond => format!("only in {}", escaped(&second.name)),
        _ => about.word().to_owned(),
    }
}
