//! `ownwords name format`: a name as it is shown.

use std::process::ExitCode;

use clap::ValueEnum;
use ownwords::name::{self, Formality, FormatOptions, Formatted, NameLength, NameOrder, NameUsage};
use ownwords::{Error, LanguageTag, NameText};
use serde_json::json;

use super::given::Given;
use crate::lines::{Answer, Format, print};

/// Show a name by CLDR's patterns, from the parts that its bearer marks
///
/// A name without marked parts, or of which a letter is in none of them, is shown whole, as it was given.
///
/// As JSON the answer is {name, shown, locale, as_given}: `locale` is that whose patterns were used, null where the name is
/// shown as it was given.
///
/// Exit status: 0 shown; 2 it is no name, or there is no such language or form.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name format \"Zoë Hart\" --part given=Zoë --part family=Hart")]
pub(crate) struct Arguments {
    #[command(flatten)]
    given: Given,
    /// Who reads it: a locale, for example en-GB
    #[arg(long, value_name = "TAG", default_value = "en-GB")]
    locale: String,
    /// How much is shown; without it what the locale usually has
    #[arg(long, value_enum)]
    length: Option<Length>,
    /// What it is shown for
    #[arg(long, value_enum, default_value_t = Usage::Referring)]
    usage: Usage,
    /// How formal; without it what the locale usually has
    #[arg(long, value_enum)]
    formality: Option<Formal>,
    /// What stands first; without it as the language of the name has it
    #[arg(long, value_enum)]
    order: Option<Order>,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Length {
    Long,
    Medium,
    Short,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Usage {
    /// To speak about the person
    Referring,
    /// To speak or write to the person
    Addressing,
    /// One to three letters
    Monogram,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Formal {
    Formal,
    Informal,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    GivenFirst,
    FamilyFirst,
    /// As in lists that are sorted by family name
    Sorting,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let locale = LanguageTag::parse(&arguments.locale)?;
    let options = arguments.options();
    let shown = |name: &NameText| name::format(name, options, &locale);
    let lines = arguments.given.answer_lines(|name| answer(name, &shown(name)));
    if let Some(answered) = lines {
        return answered;
    }
    let name = arguments.given.name()?;
    let shown = shown(&name);
    print(arguments.format, || format!("{}\n", shown.as_str()), &answer(&name, &shown))
}

impl Arguments {
    fn options(&self) -> FormatOptions {
        FormatOptions {
            length: self.length.map(|length| match length {
                Length::Long => NameLength::Long,
                Length::Medium => NameLength::Medium,
                Length::Short => NameLength::Short,
            }),
            usage: match self.usage {
                Usage::Referring => NameUsage::Referring,
                Usage::Addressing => NameUsage::Addressing,
                Usage::Monogram => NameUsage::Monogram,
            },
            formality: self.formality.map(|formality| match formality {
                Formal::Formal => Formality::Formal,
                Formal::Informal => Formality::Informal,
            }),
            order: match self.order {
                None => NameOrder::OfLanguage,
                Some(Order::GivenFirst) => NameOrder::GivenFirst,
                Some(Order::FamilyFirst) => NameOrder::FamilyFirst,
                Some(Order::Sorting) => NameOrder::Sorting,
            },
        }
    }
}

fn answer(name: &NameText, shown: &Formatted) -> Answer {
    Answer::found(json!({
        "name": name.as_str(),
        "shown": shown.as_str(),
        "locale": shown.locale(),
        "as_given": shown.is_as_given(),
    }))
}
