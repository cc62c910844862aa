//! `ownwords encode`: what a statement is in another system.

use std::fmt::Write as _;
use std::process::ExitCode;

use ownwords::bridge::{
    Ambiguity, Candidate, CodeSystem, Disagreement, Loss, Policy, Value as Code, systems,
};
use ownwords::{
    Absence, Axis, Bridge, Error, ErrorKind, Field, LanguageTag, LanguageUse, Languages, Part, Reason,
    Residue, Stated,
};
use serde_json::{Value, json};

use crate::concepts::named;
use crate::decode::PROVISIONAL;
use crate::lines::{Answer, Format, answer_each, print};
use crate::own::Own;
use crate::system::System;

/// Say what a statement is in another system: the code, what it loses, and the residue that keeps it
///
/// A statement is the slugs or ids of one or several concepts, in the person's order; `not-further-stated` stands for one
/// that is not known. Language tags stand for languages. Why there is no answer is said by the slugs of reasons alone, for
/// example asked-declined.
///
/// As JSON the answer is {system, stated, outcome, …}. Where `outcome` is encoded: {code, loss, residue, provisional}; left-out,
/// where the system has no code: {loss, residue}. `provisional` is whether nobody has approved the code's row yet, or null
/// where it has none. A loss is {nothing, bits, indistinguishable, own_words_stay_behind,
/// refused, text}; `refused` is why the list's owner does not take the code, or null.
/// Where it is ambiguous: {candidates, causes, published, disagreements}: candidates as {code, label}, in the order of the
/// official list, unranked; causes as {cause, text}; published as {authority, codes}, or null without --authority;
/// disagreements as {term, said}, what published crosswalks say of it where they differ, said as {code, sources}. The exit
/// status is 1 when it is ambiguous, 2 when there is no such system, concept or authority.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords encode nhs-ethnic-category-2001 irish")]
pub(crate) struct Arguments {
    /// The code system's key, for example nhs-ethnic-category-2001
    system: String,
    /// The statement; - answers each line of standard input, slugs with spaces between them, with one line of JSON
    #[arg(value_name = "SLUG", required_unless_present = "own_words")]
    statement: Vec<String>,
    /// The person's own words, exactly as given
    #[arg(long, value_name = "TEXT")]
    own_words: Option<String>,
    /// Where it is not certain, follow what this body publishes, for example gdppr
    #[arg(long, value_name = "KEY")]
    authority: Option<String>,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The value with its loss and residue, or the candidates.
pub(crate) type Encoded = Result<(Code, Loss, Residue), Ambiguity>;

/// What a statement is in a system.
struct Outcome {
    system: System,
    stated: Vec<String>,
    encoded: Encoded,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let overlay = arguments.own.load()?;
    let system = System::named(&arguments.system, overlay.as_ref())?;
    let policy = policy(arguments.authority.as_deref())?;
    let own_words = arguments.own_words.as_deref();
    if arguments.statement == ["-"] {
        if own_words.is_some() {
            return Err(Error::new(ErrorKind::Usage, "own words belong to one person, not to every line")
                .with_help("leave --own-words out, or encode one statement at a time"));
        }
        return answer_each(|line| {
            let line = String::from_utf8_lossy(line);
            let stated: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            Outcome::of(system, &stated, None, policy)
                .map_or_else(|error| Answer::error(&error), |outcome| outcome.answer())
        });
    }
    let outcome = Outcome::of(system, &arguments.statement, own_words, policy)?;
    print(arguments.format, || outcome.page(), &outcome.answer())
}

pub(crate) fn policy(authority: Option<&str>) -> Result<Policy, Error> {
    let Some(key) = authority else { return Ok(Policy::Certain) };
    systems::authority(key).map(Policy::Authority).ok_or_else(|| {
        let known: Vec<&str> = systems::AUTHORITIES.iter().map(|authority| authority.key()).collect();
        Error::new(ErrorKind::Usage, "this release knows no authority of this key")
            .with_help(format!("it knows {}", known.join(", ")))
    })
}

impl Outcome {
    fn of(system: System, stated: &[String], own_words: Option<&str>, policy: Policy) -> Result<Self, Error> {
        let encoded = match system {
            System::List(list) => list.encoded(stated, own_words, policy)?,
            System::Language(tags) => encode(tags, &languages(stated, own_words)?, policy),
        };
        Ok(Self { system, stated: stated.to_vec(), encoded })
    }

    fn answer(&self) -> Answer {
        let mut json = json!({"system": self.system.key(), "stated": self.stated, "outcome": self.word()});
        let more = match &self.encoded {
            Ok((code, loss, residue)) if code.as_bytes().is_some() => {
                json!({"code": code.to_string(), "loss": loss_as_json(loss), "residue": residue.as_str(),
                    "provisional": self.is_provisional(code)})
            }
            Ok((_, loss, residue)) => json!({"loss": loss_as_json(loss), "residue": residue.as_str()}),
            Err(ambiguity) => ambiguity_as_json(ambiguity),
        };
        if let (Value::Object(fields), Value::Object(more)) = (&mut json, more) {
            fields.extend(more);
        }
        if self.encoded.is_ok() { Answer::found(json) } else { Answer::finding(json) }
    }

    fn is_provisional(&self, code: &Code) -> Option<bool> {
        code.as_bytes().and_then(|code| self.system.is_provisional(code))
    }

    fn word(&self) -> &'static str {
        match &self.encoded {
            Ok((code, ..)) if code.as_bytes().is_some() => "encoded",
            Ok(_) => "left-out",
            Err(_) => "ambiguous",
        }
    }

    fn page(&self) -> String {
        let title = self.system.title();
        let ambiguity = match &self.encoded {
            Ok((code, loss, residue)) => {
                let mut page = format!("{code} of {title}\n  loss: {loss}\n  residue: {residue}\n");
                if self.is_provisional(code) == Some(true) {
                    let _ = writeln!(page, "  {PROVISIONAL}");
                }
                return page;
            }
            Err(ambiguity) => ambiguity,
        };
        let mut page = format!("ambiguous in {title}; any of these could hold it:\n");
        for candidate in ambiguity.candidates() {
            let label = candidate.label().map(|label| format!("  \"{label}\"")).unwrap_or_default();
            let _ = writeln!(page, "  {}{label}", code_of(candidate));
        }
        for cause in ambiguity.causes() {
            let _ = writeln!(page, "  because {cause}");
        }
        if let Some(published) = ambiguity.published() {
            let said = if published.codes().is_empty() {
                "nothing".to_owned()
            } else {
                published.codes().join(", ")
            };
            let _ = writeln!(page, "  {} publishes: {said}", published.authority());
        }
        for disagreement in ambiguity.disagreements() {
            let _ = writeln!(page, "  published crosswalks disagree on {disagreement}");
        }
        page.push_str("ask the person which code they want reported\n");
        page
    }
}

pub(crate) fn encode<S: Bridge>(system: &S, field: &Field<S::Value>, policy: Policy) -> Encoded {
    system.encode(field, policy).map(ownwords::bridge::Encoded::into_parts)
}

/// The reasons for absence, when all that is said are such.
fn absence(stated: &[String]) -> Option<Absence> {
    let reasons: Option<Vec<Reason>> = stated.iter().map(|slug| Reason::from_slug(slug)).collect();
    reasons.and_then(|reasons| Absence::of(&reasons))
}

pub(crate) fn field<A: Axis>(
    list: &CodeSystem<A>,
    stated: &[String],
    own_words: Option<&str>,
) -> Result<Field<Stated<A>>, Error> {
    if let (Some(absence), None) = (absence(stated), own_words) {
        let mut field = Field::not_asked();
        field.absent(absence);
        return Ok(field);
    }
    let part = |name: &String| match name.as_str() {
        "not-further-stated" => Ok(Part::NotFurtherStated),
        name => named(list.standard(), name).map(|concept| Part::Concept(concept.id())),
    };
    let parts = stated.iter().map(part).collect::<Result<_, Error>>()?;
    Ok(Field::stated(Stated::new(parts, own_words.map(str::to_owned))?))
}

fn languages(stated: &[String], own_words: Option<&str>) -> Result<Field<Languages>, Error> {
    if own_words.is_some() {
        return Err(Error::new(ErrorKind::Usage, "languages are tags and hold no own words")
            .with_help("leave --own-words out"));
    }
    if let Some(absence) = absence(stated) {
        let mut field = Field::not_asked();
        field.absent(absence);
        return Ok(field);
    }
    let uses = stated.iter().map(|tag| LanguageTag::parse(tag).map(LanguageUse::of));
    Ok(Field::stated(Languages::of(uses.collect::<Result<Vec<_>, Error>>()?)?))
}

fn loss_as_json(loss: &Loss) -> Value {
    json!({
        "nothing": loss.is_nothing(),
        "bits": loss.bits(),
        "indistinguishable": loss.indistinguishable(),
        "own_words_stay_behind": loss.own_words_stay_behind(),
        "refused": loss.refused(),
        "text": loss.to_string(),
    })
}

fn ambiguity_as_json(ambiguity: &Ambiguity) -> Value {
    let candidate = |one: &Candidate| json!({"code": code_of(one).to_string(), "label": one.label()});
    let causes =
        ambiguity.causes().iter().map(|cause| json!({"cause": cause.word(), "text": cause.to_string()}));
    json!({
        "candidates": ambiguity.candidates().iter().map(candidate).collect::<Value>(),
        "causes": causes.collect::<Value>(),
        "published": ambiguity
            .published()
            .map(|published| json!({"authority": published.authority(), "codes": published.codes()})),
        "disagreements": ambiguity.disagreements().iter().map(|one| disagreement_as_json(one)).collect::<Value>(),
    })
}

fn disagreement_as_json(disagreement: &Disagreement) -> Value {
    let said = disagreement.said().iter().map(|one| json!({"code": one.code(), "sources": one.sources()}));
    json!({"term": disagreement.term(), "said": said.collect::<Value>()})
}

fn code_of(candidate: &Candidate) -> Code {
    candidate.code().into()
}
