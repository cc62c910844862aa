//! `ownwords decode`: what a code of another system says.

use std::fmt::Write as _;
use std::process::ExitCode;

use ownwords::bridge::{CodeSystem, Damage, Diagnosis, LanguageRow, Row, TagSystem, Value as Code};
use ownwords::{Absence, Answer as FieldAnswer, Axis, Error, Languages, Part, Stated};
use serde_json::{Value, json};

use crate::concepts::as_json;
use crate::lines::{Answer, Format, answer_each, print};
use crate::own::Own;
use crate::system::System;

/// Say what a code of another system means
///
/// A code means nothing without its system: B is one thing in England and another in Wales. Codes are compared exactly.
///
/// As JSON the answer is {system, code, in_list, label, group, relationship, adds, means, observed, absent, provisional,
/// damage}: `label`
/// and `group` are the official ones, word for word (null when no source for them was found); `means` are the concepts
/// {id, slug, label}, and {not_further_stated: true} for one that the code does not name; `observed` are the same for what somebody else observed of the person, which is never their answer; `adds` is
/// what the code says that the person was not asked; `absent` are the reasons for which there is no answer; `provisional`
/// whether nobody has approved what the list's row says here (null where the code has no row); `damage` is
/// what became of a code that the list does not have, {damage, likely, fits}: in one word (stray-space, stray-case,
/// look-alike, label, leading-zeros-lost, scientific-notation, date-shape, rounded-identifier, wrong-check-digit,
/// one-character-wrong, unknown-code), the one code that it likely was or null, and all codes that fit. A language is said
/// by {tag, may_be, refused} beside these: `tag` is und where the code names none, `may_be` are those of which it is then
/// one, and `refused` says why the list's owner does not take the code. The exit
/// status is 1 when the list does not have the code, 2 when there is no such system.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords decode nhs-ethnic-category-2001 D")]
pub(crate) struct Arguments {
    /// The code system's key, for example nhs-ethnic-category-2001
    system: String,
    /// The code; - answers each line of standard input with one line of JSON
    code: String,
    #[command(flatten)]
    own: Own,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What is said of a row that is no more than one person's reading of a published list.
pub(crate) const PROVISIONAL: &str = "provisional: nobody has approved this row yet";

/// What a code says.
pub(crate) struct Said {
    system: System,
    code: Code,
    row: Option<Row>,
    in_list: bool,
    means: Vec<Value>,
    observed: Vec<Value>,
    language: Option<Language>,
    absent: Option<Absence>,
    damage: Option<Diagnosis>,
}

/// What is said of a language.
struct Language {
    row: Option<&'static LanguageRow>,
    tag: Option<String>,
    /// The tags of which it is one, where the code does not say which.
    may_be: Vec<&'static str>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let overlay = arguments.own.load()?;
    let system = System::named(&arguments.system, overlay.as_ref())?;
    if arguments.code == "-" {
        return answer_each(|line| Said::of(system, line).answer());
    }
    let said = Said::of(system, arguments.code.as_bytes());
    print(arguments.format, || said.page(), &said.answer())
}

impl Said {
    fn of(system: System, code: &[u8]) -> Self {
        match system {
            System::List(list) => list.decoded(code),
            System::Language(tags) => Self::as_tag(system, tags, code),
        }
    }

    pub(crate) fn in_list<A: Axis>(list: &'static CodeSystem<A>, code: &[u8]) -> Self {
        let decoded = list.decode(code);
        let means = match decoded.answer() {
            FieldAnswer::Given(stated) => parts(list, &stated),
            FieldAnswer::Absent(_) => Vec::new(),
        };
        let row = decoded.row();
        Self {
            system: System::List(list),
            code: code.into(),
            row,
            in_list: row.is_some(),
            means,
            observed: decoded.observation().as_ref().map_or_else(Vec::new, |observed| parts(list, observed)),
            language: None,
            absent: decoded.absence(),
            damage: list.diagnose(code),
        }
    }

    fn as_tag(system: System, tags: &TagSystem, code: &[u8]) -> Self {
        let decoded = tags.decode(code);
        let tag = |languages: &Languages| languages.uses().first().map(|language| language.tag.to_string());
        let observed = decoded.observation().as_ref().and_then(tag);
        let answer = decoded.answer();
        Self {
            system,
            code: code.into(),
            row: None,
            in_list: decoded.is_in_list(),
            means: Vec::new(),
            observed: observed.into_iter().map(|tag| json!({"tag": tag})).collect(),
            language: Some(Language {
                row: decoded.row(),
                tag: answer.given().and_then(tag),
                may_be: decoded.may_be().collect(),
            }),
            absent: answer.absence(),
            damage: None,
        }
    }

    /// Whether nobody has approved the row yet; `None` where the code has no row.
    fn is_provisional(&self) -> Option<bool> {
        let of_language = self.language.as_ref().and_then(|language| language.row);
        self.row.map(Row::is_provisional).or_else(|| of_language.map(LanguageRow::is_provisional))
    }

    /// Whether the code relates to concepts, by whomever they were said.
    fn says_something(&self) -> bool {
        !self.means.is_empty() || !self.observed.is_empty()
    }

    fn answer(&self) -> Answer {
        let said = |text: &&'static str| !text.is_empty();
        let mut json = json!({
            "system": self.system.key(),
            "code": self.code.to_string(),
            "in_list": self.in_list,
            "label": self.row.map(Row::label).filter(said),
            "group": self.row.and_then(Row::group),
            "relationship": self.row.filter(|_| self.says_something()).map(|row| row.relationship().word()),
            "adds": self.row.map_or(&[][..], Row::adds),
            "means": self.means,
            "observed": self.observed,
            "absent": reasons(self.absent),
            "provisional": self.is_provisional(),
            "damage": self.damage.as_ref().map(|found| {
                json!({"damage": found.damage().word(), "likely": found.likely(), "fits": found.fits()})
            }),
        });
        if let (Value::Object(fields), Some(language)) = (&mut json, &self.language) {
            if let Some(row) = language.row {
                fields.insert("label".to_owned(), row.label().into());
                fields.insert("relationship".to_owned(), row.relationship().word().into());
            }
            fields.insert("tag".to_owned(), language.tag.as_deref().into());
            fields.insert("may_be".to_owned(), language.may_be.clone().into());
            fields.insert("refused".to_owned(), language.row.and_then(LanguageRow::refused).into());
        }
        if self.in_list { Answer::found(json) } else { Answer::finding(json) }
    }

    fn page(&self) -> String {
        let mut page = format!("{} of {}\n", self.code, self.system.title());
        if !self.in_list {
            page.push_str("  this list does not have the code\n");
            if let Some(found) = self.damage.as_ref().filter(|found| found.damage() != Damage::UnknownCode) {
                let _ = writeln!(page, "  {}", found.damage());
                match (found.likely(), found.fits()) {
                    (Some(code), _) => drop(writeln!(page, "  did you mean {code}?")),
                    (None, []) => {}
                    (None, several) => drop(writeln!(page, "  one of: {}", several.join(", "))),
                }
            }
            return page;
        }
        if let Some(row) = self.row {
            match row.label() {
                "" => page.push_str("  official label: no source for it was found\n"),
                label => drop(writeln!(page, "  official label: \"{label}\"")),
            }
            if let Some(group) = row.group() {
                let _ = writeln!(page, "  under: \"{group}\"");
            }
        }
        if !self.means.is_empty() {
            let _ = writeln!(page, "  means: {}", labels(&self.means));
        }
        if !self.observed.is_empty() {
            page.push_str("  somebody else's observation, and not what the person says of themselves\n");
            let _ = writeln!(page, "  observed: {}", labels(&self.observed));
        }
        if let Some(row) = self.row.filter(|_| self.says_something()) {
            let _ = writeln!(page, "  relationship: {}", row.relationship().word());
        }
        if let Some(language) = &self.language {
            language.write(&mut page);
        }
        for what in self.row.map_or(&[][..], Row::adds) {
            let _ = writeln!(page, "  adds what the person was not asked: {what}");
        }
        if let Some(absent) = self.absent {
            let labels: Vec<&str> = absent.reasons().map(|reason| reason.label()).collect();
            let _ = writeln!(page, "  no answer: {}", labels.join(", or: "));
        }
        if self.is_provisional() == Some(true) {
            let _ = writeln!(page, "  {PROVISIONAL}");
        }
        page
    }
}

impl Language {
    fn write(&self, page: &mut String) {
        if let Some(row) = self.row {
            let _ = writeln!(page, "  official label: \"{}\"", row.label());
        }
        match (self.tag.as_deref(), &self.may_be[..]) {
            (Some("und"), []) => page.push_str("  means: a language that the code does not name\n"),
            (Some("und"), several) => drop(writeln!(page, "  means: one of {}", several.join(", "))),
            (Some(tag), _) => drop(writeln!(page, "  means: the language {tag}")),
            (None, _) => {}
        }
        if let Some(row) = self.row {
            if self.tag.is_some() || row.is_observed() {
                let _ = writeln!(page, "  relationship: {}", row.relationship().word());
            }
            if let Some(why) = row.refused() {
                let _ = writeln!(page, "  not sent: {why}");
            }
        }
    }
}

/// The parts in one line, for people.
fn labels(parts: &[Value]) -> String {
    let label = |part: &Value| {
        let name = part["label"].as_str().or_else(|| part["tag"].as_str());
        name.unwrap_or("one not further stated").to_owned()
    };
    parts.iter().map(label).collect::<Vec<_>>().join(" and ")
}

fn parts<A: Axis>(list: &CodeSystem<A>, stated: &Stated<A>) -> Vec<Value> {
    let part = |part: &Part| match part.concept().and_then(|id| list.standard().by_id(id)) {
        Some(concept) => as_json(concept),
        None => json!({"not_further_stated": true}),
    };
    stated.parts().iter().map(part).collect()
}

pub(crate) fn reasons(absent: Option<Absence>) -> Value {
    absent.into_iter().flat_map(Absence::reasons).map(|reason| reason.slug()).collect()
}
