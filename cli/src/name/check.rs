//! `ownwords name check`: whether a name can be entered, and what may be a fault in it.

use std::fmt::Write as _;
use std::process::ExitCode;

use ownwords::name::{self, NameWarning, NameWarningKind};
use ownwords::{Error, NameText};
use serde_json::{Value, json};

use super::given::Given;
use crate::lines::{Answer, Format, print};

/// Say whether a name can be entered as it is, and what in it may be a fault
///
/// Refused are an empty name and characters that nobody sees and no name needs: controls, and signs that turn the
/// direction of what others read. Everything else can be entered; a warning is a question to the person.
///
/// As JSON the answer is {name, accepted, refused, warnings}: `refused` is {message, help} or null; a warning is {kind, text,
/// place, likely_original}, kind being hidden, unassigned, private-use, mixed-scripts, leading-space, trailing-space or
/// mojibake, and place the number of the character, from 1. The exit status is 1 when the name is refused or there is a
/// warning.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name check \"Zoë Nguyễn\"")]
pub(crate) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What there is to say of a name.
struct Checked {
    name: NameText,
    refused: Option<Error>,
    warnings: Vec<NameWarning>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    if let Some(answered) = arguments.given.answer_lines(|name| Checked::of(name).answer()) {
        return answered;
    }
    let checked = Checked::of(&arguments.given.name()?);
    print(arguments.format, || checked.page(), &checked.answer())
}

impl Checked {
    fn of(name: &NameText) -> Self {
        Self {
            name: name.clone(),
            refused: name.clone().newly_entered().err(),
            warnings: name::check(name).collect(),
        }
    }

    fn answer(&self) -> Answer {
        let refused = self.refused.as_ref();
        let json = json!({
            "name": self.name.as_str(),
            "accepted": refused.is_none(),
            "refused": refused.map(|error| json!({"message": error.message(), "help": error.help()})),
            "warnings": self.warnings.iter().map(warning).collect::<Value>(),
        });
        if refused.is_none() && self.warnings.is_empty() {
            Answer::found(json)
        } else {
            Answer::finding(json)
        }
    }

    fn page(&self) -> String {
        let mut page = String::new();
        match &self.refused {
            None => page.push_str("can be entered exactly as it is\n"),
            Some(error) => {
                let _ = writeln!(page, "cannot be entered: {}", error.message());
                if let Some(help) = error.help() {
                    let _ = writeln!(page, "  {help}");
                }
            }
        }
        for warning in &self.warnings {
            let _ = writeln!(page, "  {warning}");
            if let Some(original) = warning.likely_original() {
                let _ = writeln!(page, "    perhaps: {original}");
            }
        }
        page
    }
}

fn warning(warning: &NameWarning) -> Value {
    let kind = match warning.kind() {
        NameWarningKind::Hidden(_) => "hidden",
        NameWarningKind::Unassigned => "unassigned",
        NameWarningKind::PrivateUse => "private-use",
        NameWarningKind::MixedScripts => "mixed-scripts",
        NameWarningKind::LeadingSpace => "leading-space",
        NameWarningKind::TrailingSpace => "trailing-space",
        NameWarningKind::Mojibake => "mojibake",
        _ => "other",
    };
    json!({
        "kind": kind,
        "text": warning.to_string(),
        "place": warning.place(),
        "likely_original": warning.likely_original(),
    })
}
