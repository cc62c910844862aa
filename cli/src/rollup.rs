//! `ownwords rollup`: where concepts are counted.

use std::fmt::Write as _;
use std::process::ExitCode;

use ownwords::standard::Concept;
use ownwords::{ConceptId, Error, Overlay};
use serde_json::Value;

use crate::concepts::{anywhere, as_json, named};
use crate::lines::{Answer, Format, answer_each, print};
use crate::own::Own;

/// Say where a concept is counted: all that it always is, and apart from that what it may be
///
/// A concept may have several broader ones, and is counted in each. What it may be without always being it is said
/// apart, and is not counted unless a rule that says so is chosen.
///
/// As JSON each concept is {id, slug, label, chains, counted_in, may_be}: `chains` are the chains of broader concepts,
/// each from the concept to the top; `counted_in` are the groups of --to that it always is (without --to, all of
/// them); `may_be` those that it may be, not counted. Several concepts are an array.
///
/// Exit status: 0 found; 2 there is no such concept.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords rollup jamaican")]
pub(crate) struct Arguments {
    /// Slugs or ids; - answers each line of standard input with one line of JSON
    #[arg(required = true, value_name = "SLUG-OR-ID")]
    concepts: Vec<String>,
    /// Count only in these groups
    #[arg(long, value_name = "SLUG-OR-ID", num_args = 1..)]
    to: Vec<String>,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Where one concept is counted.
struct RollUp {
    concept: Concept,
    chains: Vec<Vec<Concept>>,
    counted_in: Vec<Concept>,
    may_be: Vec<Concept>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let overlay = arguments.own.load()?;
    let roll_up = |name: &str| RollUp::of(name, &arguments.to, overlay.as_ref());
    if let [only] = &arguments.concepts[..]
        && only == "-"
    {
        // The groups are looked up once, so that a wrong one is said before any line is answered.
        for group in &arguments.to {
            anywhere(group, overlay.as_ref())?;
        }
        return answer_each(|line| {
            let rolled_up = roll_up(&String::from_utf8_lossy(line));
            rolled_up.map_or_else(|error| Answer::error(&error), |one| Answer::found(one.as_json()))
        });
    }
    let rolled_up = arguments.concepts.iter().map(|name| roll_up(name)).collect::<Result<Vec<_>, _>>()?;
    let json = match &rolled_up[..] {
        [only] => only.as_json(),
        several => several.iter().map(RollUp::as_json).collect(),
    };
    let page = || rolled_up.iter().map(RollUp::page).collect::<Vec<_>>().join("\n");
    print(arguments.format, page, &Answer::found(json))
}

impl RollUp {
    fn of(name: &str, to: &[String], overlay: Option<&Overlay>) -> Result<Self, Error> {
        let (concept, standard) = anywhere(name.trim(), overlay)?;
        let groups: Vec<ConceptId> = if to.is_empty() {
            standard.concepts().map(Concept::id).collect()
        } else {
            to.iter().map(|group| Ok(named(standard, group)?.id())).collect::<Result<_, Error>>()?
        };
        let known = |ids: Vec<ConceptId>| ids.into_iter().filter_map(|id| standard.by_id(id)).collect();
        Ok(Self {
            concept,
            chains: concept.chains(),
            counted_in: known(concept.roll_up(&groups)),
            may_be: known(concept.may_roll_up(&groups)),
        })
    }

    fn as_json(&self) -> Value {
        let list = |concepts: &[Concept]| concepts.iter().map(|concept| as_json(*concept)).collect::<Value>();
        let mut json = as_json(self.concept);
        if let Value::Object(fields) = &mut json {
            let chain = |chain: &Vec<Concept>| chain.iter().map(|one| one.slug()).collect::<Value>();
            fields.insert("chains".to_owned(), self.chains.iter().map(chain).collect());
            fields.insert("counted_in".to_owned(), list(&self.counted_in));
            fields.insert("may_be".to_owned(), list(&self.may_be));
        }
        json
    }

    fn page(&self) -> String {
        let labels = |concepts: &[Concept]| {
            let labels: Vec<&str> = concepts.iter().map(|concept| concept.label()).collect();
            if labels.is_empty() { "none of these".to_owned() } else { labels.join(", ") }
        };
        let mut page = format!("{} ({}, {})\n", self.concept.label(), self.concept.slug(), self.concept.id());
        for chain in &self.chains {
            let names: Vec<&str> = chain.iter().map(|one| one.label()).collect();
            let _ = writeln!(page, "  always: {}", names.join(" < "));
        }
        let _ = writeln!(page, "  counted in: {}", labels(&self.counted_in));
        if !self.may_be.is_empty() {
            let _ = writeln!(page, "  may be, not counted: {}", labels(&self.may_be));
        }
        page
    }
}
