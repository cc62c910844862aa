//! `ownwords questions`: how to ask, and how an answer will be sent.

use std::fmt::Write as _;
use std::process::ExitCode;

use ownwords::questions::{About, Account, Choice, Question, Reply, Wording};
use ownwords::wire::questionnaire;
use ownwords::{ConceptId, Error, ErrorKind, LanguageTag, Overlay, Standard};
use serde_json::{Value, json};

use crate::build::say;
use crate::encode::policy;
use crate::lines::{Answer, Format, print};
use crate::own::{self, Own};
use crate::system::System;

/// Print the questions that a record is asked with, and say how an answer will be sent
///
/// Every question can be left unanswered, and answered in the person's own words. With --answer and --to it says in plain
/// words what a system will get, before anything is sent: nothing is recorded or sent by this.
///
/// As JSON a question is {field, several, type_ahead, options, wordings}: options as {key, label}; a wording as {language,
/// reviewed_by, form, hint, spoken, guide, why, who_sees, own_words, declined, not_sure}; who_sees as {purposes, sealed,
/// sentence}. Without FIELD it is an array of them. With --to it is {field, system, kind, sentences, choices}: kind is
/// sent, left-out or asks. The exit status is 1 where the person has to be asked, 2 when there is no such question,
/// language or system.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords questions ethnicity --language cy")]
pub(crate) struct Arguments {
    /// The field, for example ethnicity; all of them without it
    #[arg(value_name = "FIELD")]
    field: Option<String>,
    /// The language to ask in, as a BCP 47 tag
    #[arg(long, value_name = "TAG", default_value = "en")]
    language: String,
    /// As it is asked face to face, with a guide for whoever asks
    #[arg(long)]
    spoken: bool,
    /// As a FHIR R4 Questionnaire, in JSON
    #[arg(long, conflicts_with_all = ["spoken", "to"])]
    fhir: bool,
    /// What the person answered: a slug, an id, a language tag, or a label as it is shown; anything else is their own words
    #[arg(long, value_name = "WORDS", requires = "to")]
    answer: Vec<String>,
    /// The person's own words beside it, exactly as given
    #[arg(long, value_name = "TEXT", requires = "to")]
    own_words: Option<String>,
    /// The person would rather not say
    #[arg(long, requires = "to", conflicts_with_all = ["answer", "own_words"])]
    declined: bool,
    /// Say how the answer will be sent to this code system, for example nhs-ethnic-category-2001
    #[arg(long, value_name = "KEY", requires = "field")]
    to: Option<String>,
    /// Where it is not certain, follow what this body publishes, for example gdppr
    #[arg(long, value_name = "KEY", requires = "to")]
    authority: Option<String>,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let one = arguments.field.as_deref().map(question).transpose()?;
    let questions: Vec<&'static Question> =
        one.map_or_else(|| Question::all().iter().collect(), |one| vec![one]);
    if arguments.fhir {
        say(&mut std::io::stdout().lock(), &questionnaire(questions))?;
        return Ok(ExitCode::SUCCESS);
    }
    if let (Some(question), Some(key)) = (one, &arguments.to) {
        return tell(arguments, question, key);
    }
    let mut page = String::new();
    for question in &questions {
        let wording = wording(question, &arguments.language)?;
        page.push_str(if page.is_empty() { "" } else { "\n" });
        page.push_str(&if arguments.spoken { spoken(question, wording) } else { form(question, wording) });
    }
    let json = match one {
        Some(question) => as_json(question, &arguments.language),
        None => questions.iter().map(|question| as_json(question, &arguments.language)).collect(),
    };
    print(arguments.format, || page, &Answer::found(json))
}

fn question(field: &str) -> Result<&'static Question, Error> {
    Question::of(field).ok_or_else(|| {
        let known: Vec<&str> = Question::all().iter().map(Question::field).collect();
        Error::new(ErrorKind::Usage, "there is no question for this field")
            .with_help(format!("there is one for {}", known.join(", ")))
    })
}

fn wording(question: &'static Question, language: &str) -> Result<&'static Wording, Error> {
    question.wording(language).ok_or_else(|| {
        let known: Vec<&str> = question.wordings().iter().map(Wording::language).collect();
        Error::new(ErrorKind::Usage, "nobody has written this question in that language")
            .with_help(format!("it is there in {}", known.join(", ")))
    })
}

fn form(question: &Question, wording: &Wording) -> String {
    let mut page = head(question, wording);
    let _ = writeln!(page, "{}\n{}\n", wording.form(), wording.hint());
    offered(question, wording, &mut page);
    told(wording, &mut page);
    page
}

fn spoken(question: &Question, wording: &Wording) -> String {
    let mut page = head(question, wording);
    let _ = writeln!(page, "{}\n", wording.spoken());
    for sentence in wording.guide() {
        let _ = writeln!(page, "* {sentence}");
    }
    page.push('\n');
    offered(question, wording, &mut page);
    told(wording, &mut page);
    page
}

fn head(question: &Question, wording: &Wording) -> String {
    let field = question.field();
    match wording.reviewed_by() {
        Some(name) => format!("# {field} [{}; reviewed by {name}]\n", wording.language()),
        None => format!("# {field} [{}; a draft, not yet reviewed]\n", wording.language()),
    }
}

fn offered(question: &Question, wording: &Wording, page: &mut String) {
    let mark = if question.takes_several() { "[ ]" } else { "( )" };
    for choice in question.options() {
        let label = question.label(&choice, wording.language()).unwrap_or_default();
        let _ = writeln!(page, "{mark} {label}");
    }
    if question.is_type_ahead() {
        let _ = writeln!(page, "{mark} ____ (search)");
    }
    let _ = writeln!(page, "{mark} {}: ____", wording.own_words());
    let _ = writeln!(page, "( ) {}\n( ) {}\n", wording.declined(), wording.not_sure());
}

fn told(wording: &Wording, page: &mut String) {
    let _ = writeln!(page, "{}", wording.why());
    for one in wording.who_sees() {
        let _ = writeln!(page, "{one}");
    }
}

fn as_json(question: &'static Question, language: &str) -> Value {
    let key = |choice: &Choice| match choice {
        Choice::Part(part) => {
            part.concept().and_then(|id| Some(Standard::of(id.kind())?.by_id(id)?.slug().to_owned()))
        }
        Choice::Language(used) => Some(used.tag.as_str().to_owned()),
    };
    let option = |choice: Choice| json!({"key": key(&choice), "label": question.label(&choice, language)});
    json!({
        "field": question.field(),
        "several": question.takes_several(),
        "type_ahead": question.is_type_ahead(),
        "options": question.options().map(option).collect::<Value>(),
        "wordings": question.wordings().iter().map(wording_as_json).collect::<Value>(),
    })
}

fn wording_as_json(wording: &'static Wording) -> Value {
    let who_sees = wording.who_sees().iter().map(|one| {
        let purposes: Vec<&str> = one.purposes().iter().map(|purpose| purpose.key()).collect();
        let sealed = one.sealed().map(ownwords::Sealed::word);
        json!({"purposes": purposes, "sealed": sealed, "sentence": one.sentence()})
    });
    json!({
        "language": wording.language(),
        "reviewed_by": wording.reviewed_by(),
        "form": wording.form(),
        "hint": wording.hint(),
        "spoken": wording.spoken(),
        "guide": wording.guide(),
        "why": wording.why(),
        "who_sees": who_sees.collect::<Value>(),
        "own_words": wording.own_words(),
        "declined": wording.declined(),
        "not_sure": wording.not_sure(),
    })
}

fn tell(arguments: &Arguments, question: &'static Question, key: &str) -> Result<ExitCode, Error> {
    let overlay = arguments.own.load()?;
    let overlay = overlay.as_ref();
    let system = System::named(key, overlay)?;
    let policy = policy(arguments.authority.as_deref())?;
    let account = system.told(question, &reply(arguments, question, overlay)?, policy)?;
    let json = json!({
        "field": question.field(),
        "system": system.key(),
        "kind": account.kind().word(),
        "sentences": account.sentences(),
        "choices": account.choices(),
    });
    let asks = account.kind() == ownwords::questions::AccountKind::Asks;
    let answer = if asks { Answer::finding(json) } else { Answer::found(json) };
    print(arguments.format, || page(&account), &answer)
}

fn page(account: &Account) -> String {
    account.to_string()
}

/// What the person replied. What is no choice of the question is their own words, of which there is one text.
fn reply(
    arguments: &Arguments,
    question: &'static Question,
    overlay: Option<&Overlay>,
) -> Result<Reply, Error> {
    if arguments.declined {
        return Ok(Reply::declined());
    }
    let (mut choices, mut own_words) = (Vec::new(), arguments.own_words.clone());
    for answer in &arguments.answer {
        match choice(question, answer, overlay) {
            Some(choice) => choices.push(choice),
            None if own_words.is_none() => own_words = Some(answer.clone()),
            None => {
                return Err(Error::new(
                    ErrorKind::Usage,
                    "a second answer is neither a choice nor the own words",
                )
                .with_help(
                    "write the own words in one text, with --own-words; `ownwords search` finds choices",
                ));
            }
        }
    }
    Ok(Reply::of(choices).with_own_words(own_words.unwrap_or_default()))
}

/// The choice that is called exactly so.
fn choice(question: &'static Question, name: &str, overlay: Option<&Overlay>) -> Option<Choice> {
    match question.about() {
        About::Concepts(kind) => {
            let standard = own::standard(kind, overlay)?;
            let by_label = || standard.concepts().find(|concept| concept.label() == name);
            let by_id = || name.parse::<ConceptId>().ok().and_then(|id| standard.by_id(id));
            standard.by_slug(name).or_else(by_id).or_else(by_label).map(|concept| concept.id().into())
        }
        About::Languages => LanguageTag::parse(name).ok().map(Choice::from),
        _ => None,
    }
}
