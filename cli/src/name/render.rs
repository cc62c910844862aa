//! `ownwords name render`: a name as one receiver can hold it.

use std::fmt::Write as _;
use std::process::ExitCode;

use ownwords::{Error, ErrorKind, FieldProfile, NameText, PartKind, Purpose, Receipt, Residue, StepKind};
use serde_json::{Value, json};

use super::given::Given;
use super::receivers;
use crate::lines::{Answer, Format, print};

/// Write a name as one receiver can hold it, with a receipt of what was changed and the residue that restores it
///
/// A receiver's field takes the parts that the bearer marks, or the whole name. No letter is guessed: a script that the
/// receiver's tables do not have is said. For a purpose of identity a name that would change is not rendered.
///
/// As JSON the answer is {name, profile, text, receipt, residue}: `receipt` is {unchanged, lost_something, steps, text}, a step
/// {kind, table, count, places}, places being ranges of characters, from 1, of the text that was rendered; kind is composed,
/// compatible, case, transliterated, marks-lost, dropped, joined, cut or unmarked: words in no marked part, with their places in
/// the whole name. Where the name cannot be rendered it is {name, profile, error, help}, and the exit status is 1. It is 2 when
/// there is no such profile or purpose.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name render Ștefan --for ascii")]
pub(crate) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// The receiver's field: a key of `ownwords name receivers`, for example vision-surname
    #[arg(long = "for", value_name = "PROFILE")]
    profile: String,
    /// What for: a purpose of `ownwords name purposes`
    #[arg(long, value_name = "KEY", default_value = "letter")]
    purpose: String,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A name for a receiver.
struct Rendered {
    profile: &'static FieldProfile,
    name: NameText,
    outcome: Result<(String, Receipt, Residue), Error>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let profile = receivers::of_key(&arguments.profile)?;
    let purpose = Purpose::of_key(&arguments.purpose).ok_or_else(|| {
        Error::new(ErrorKind::Usage, format!("there is no purpose `{}`", arguments.purpose))
            .with_help("`ownwords name purposes` lists them")
    })?;
    let rendered = |name: &NameText| Rendered {
        profile,
        name: name.clone(),
        outcome: profile.render(name, purpose).map(|rendering| rendering.into_parts()),
    };
    if let Some(answered) = arguments.given.answer_lines(|name| rendered(name).answer()) {
        return answered;
    }
    let rendered = rendered(&arguments.given.name()?);
    print(arguments.format, || rendered.page(), &rendered.answer())
}

impl Rendered {
    fn answer(&self) -> Answer {
        let (name, profile) = (self.name.as_str(), self.profile.key());
        match &self.outcome {
            Ok((text, receipt, residue)) => Answer::found(json!({
                "name": name,
                "profile": profile,
                "text": text,
                "receipt": receipt_as_json(receipt),
                "residue": residue.to_string(),
            })),
            Err(error) => Answer::finding(json!({
                "name": name,
                "profile": profile,
                "error": error.message(),
                "help": error.help(),
            })),
        }
    }

    /// The part that most likely holds what the field takes, where it is for want of marked parts that the name cannot be
    /// rendered.
    fn part_to_mark(&self) -> Option<PartKind> {
        self.outcome.as_ref().err().filter(|error| error.kind() == ErrorKind::Unmarked)?;
        let is_main = |kind: &PartKind| matches!(kind, PartKind::Family | PartKind::Given);
        self.profile.parts().find(is_main).or_else(|| self.profile.parts().next())
    }

    fn page(&self) -> String {
        let mut page = String::new();
        match &self.outcome {
            Ok((text, receipt, residue)) => {
                let _ = writeln!(page, "{text}\n  receipt: {receipt}\n  residue: {residue}");
            }
            Err(error) => {
                let _ = writeln!(page, "cannot be rendered: {}", error.message());
                if let Some(help) = error.help() {
                    let _ = writeln!(page, "  {help}");
                }
                if let Some(kind) = self.part_to_mark() {
                    let _ = writeln!(
                        page,
                        "  to mark words here: --part {}=WORDS, in the bearer's order",
                        kind.word()
                    );
                }
            }
        }
        page
    }
}

fn receipt_as_json(receipt: &Receipt) -> Value {
    let steps = receipt.steps().map(|step| {
        let (kind, table) = match step.kind() {
            StepKind::Composed => ("composed", None),
            StepKind::Compatible => ("compatible", None),
            StepKind::Case => ("case", None),
            StepKind::Transliterated { table } => ("transliterated", Some(table)),
            StepKind::MarksLost => ("marks-lost", None),
            StepKind::Dropped => ("dropped", None),
            StepKind::Joined => ("joined", None),
            StepKind::Cut => ("cut", None),
            StepKind::Unmarked => ("unmarked", None),
            _ => ("other", None),
        };
        let places: Vec<[usize; 2]> = step.places().map(|place| [*place.start(), *place.end()]).collect();
        json!({"kind": kind, "table": table, "count": step.count(), "places": places})
    });
    json!({
        "unchanged": receipt.is_empty(),
        "lost_something": receipt.lost_something(),
        "steps": steps.collect::<Value>(),
        "text": receipt.to_string(),
    })
}
