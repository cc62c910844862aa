//! `ownwords explain`: the page of a rule, a concept, a code system or an authority.

mod concept;
mod system;

pub(crate) use system::Page;

use std::process::ExitCode;

use ownwords::bridge::{Authority, systems};
use ownwords::rules::{RULES, Rule, by_id, nearest};
use ownwords::standard::Concept;
use ownwords::{Error, ErrorKind, Overlay};
use serde_json::{Value, json};

use crate::concepts::anywhere;
use crate::lines::{Answer, Format, answer_each, print};
use crate::own::Own;
use crate::system::System;

/// Say what a rule, a concept, a code system or an authority is
///
/// A rule: what it finds, why that matters to a person, and what to do. A concept: its names, what it always is and what it
/// may be, and which published lists attest it. A code system: whose list it is, which edition, from which source, on what
/// terms. An authority: what it publishes, and whose codes these are.
///
/// As JSON a rule is an object with id, name, summary, why, failing, passing, repair, repair_is_safe (whether a program
/// may make the repair without asking a person) and since; --all gives an array of them. A concept is {id, slug, label,
/// status, counting_only, names, search_only, broader, may_be, attested_by}: names are those that may be shown, search_only
/// how many more are recognised and never shown. A system is {system, title, owner, where, edition, source, licence, uri, file,
/// codes, meaning_not_known, no_answer, provisional}, the last four being numbers of codes (tags are without number: of these only those
/// that are no answer are counted). An authority is {authority, title, owner, edition, source}. The exit status is 2 when there is none of this name.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: ownwords explain OW-NAM-001\n         ownwords explain nhs-ethnic-category-2001"
)]
pub(crate) struct Arguments {
    /// A rule's id (OW-NAM-001), a concept's slug or id (somali), a code system's key or an authority's (gdppr); -
    /// answers each line of standard input with one line of JSON
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    name: Option<String>,
    /// List all rules
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What has a page.
enum Subject {
    Rule(&'static Rule),
    Concept(Concept),
    System(System),
    Authority(&'static Authority),
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    match arguments.name.as_deref() {
        Some("-") => {
            let overlay = arguments.own.load()?;
            answer_each(|line| answer(line, overlay.as_ref()))
        }
        Some(name) => {
            let overlay = arguments.own.load()?;
            let subject = Subject::named(name, overlay.as_ref())?;
            print(arguments.format, || subject.page(), &Answer::found(subject.as_json()))
        }
        None => {
            let rules = RULES.iter().map(|rule| rule_as_json(rule)).collect();
            print(arguments.format, list, &Answer::found(rules))
        }
    }
}

fn answer(line: &[u8], overlay: Option<&Overlay>) -> Answer {
    // A line that is no text is the name of nothing.
    let name = String::from_utf8_lossy(line);
    match Subject::named(&name, overlay) {
        Ok(subject) => Answer::found(subject.as_json()),
        Err(error) => {
            let json = json!({"error": error.message(), "nearest": nearest(name.trim()).id});
            Answer { json, ..Answer::error(&error) }
        }
    }
}

impl Subject {
    fn named(name: &str, overlay: Option<&Overlay>) -> Result<Self, Error> {
        let name = name.trim();
        let rule = || by_id(name).map(Self::Rule);
        let concept = || anywhere(name, overlay).ok().map(|(concept, _)| Self::Concept(concept));
        let system = || System::named(name, overlay).ok().map(Self::System);
        let authority = || systems::authority(name).map(Self::Authority);
        rule().or_else(concept).or_else(system).or_else(authority).ok_or_else(|| unknown(name))
    }

    fn page(&self) -> String {
        match self {
            Self::Rule(rule) => rule.page(),
            Self::Concept(concept) => concept::page(*concept),
            Self::System(system) => system::page(*system),
            Self::Authority(authority) => system::authority_page(authority),
        }
    }

    fn as_json(&self) -> Value {
        match self {
            Self::Rule(rule) => rule_as_json(rule),
            Self::Concept(concept) => concept::as_json(*concept),
            Self::System(system) => system::as_json(*system),
            Self::Authority(authority) => system::authority_as_json(authority),
        }
    }
}

/// What was likely meant: who types an id of a rule begins it as one, and a key of a system is longer than most slugs.
fn unknown(name: &str) -> Error {
    if name.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("ow-")) {
        let nearest = nearest(name);
        return Error::new(ErrorKind::Usage, "there is no rule with this id").with_help(format!(
            "the nearest is {} {}; `ownwords explain --all` lists them",
            nearest.id, nearest.name
        ));
    }
    let error = Error::new(ErrorKind::Usage, "no rule, concept, code system or authority has this name");
    match systems::nearest_key(name) {
        Some(key) => error.with_help(format!(
            "the nearest code system is `{key}`; `ownwords search` finds concepts by what people call them"
        )),
        None => error.with_help("`ownwords search` finds concepts by what people call them"),
    }
}

fn list() -> String {
    RULES.iter().map(|rule| format!("{}  {}: {}\n", rule.id, rule.name, rule.summary)).collect()
}

fn rule_as_json(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "summary": rule.summary,
        "why": rule.why,
        "failing": rule.failing,
        "passing": rule.passing,
        "repair": rule.repair,
        "repair_is_safe": rule.repair_is_safe,
        "since": rule.since,
    })
}
