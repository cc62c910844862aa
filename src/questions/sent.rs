//! How an answer will be sent: told to the person before it is.

use core::fmt;
use core::fmt::Write as _;

use crate::bridge::{Ambiguity, Bridge, Cause, CodeSystem, Loss, Policy, Row, TagSystem, Value};
use crate::field::Field;
use crate::language::Languages;
use crate::stated::{Axis, Stated};

/// What becomes of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountKind {
    /// A code, or a tag, is sent.
    Sent,
    /// Nothing is sent: the list has no code for it.
    LeftOut,
    /// Nothing is sent until the person has said which code they want.
    Asks,
}

impl AccountKind {
    /// It in one word, for programs: `sent`, `left-out` or `asks`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::LeftOut => "left-out",
            Self::Asks => "asks",
        }
    }
}

/// How an answer will be sent to a system, in plain sentences for the person whose answer it is. Official labels are
/// quoted. It tells what the person answered: show it to them, and keep it out of logs. `Debug` prints the shape alone.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::questions::{Account, AccountKind};
/// use ownwords::{Ethnicity, Field, Standard};
///
/// let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let stated = |slug| Ethnicity::of([Standard::ethnicity().by_slug(slug).unwrap().id()]).unwrap();
///
/// let sylheti = Field::stated(stated("bangladeshi").with_own_words("Sylheti"));
/// let account = Account::in_list(nhs, &sylheti, Policy::Certain);
/// assert!(account.to_string().contains("the code K, which it calls \"Bangladeshi\""));
/// assert!(account.to_string().contains("Your own words are not sent. We keep them."));
///
/// let irish = Account::in_list(nhs, &Field::stated(stated("irish")), Policy::Certain);
/// assert_eq!(irish.kind(), AccountKind::Asks);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    kind: AccountKind,
    sentences: Vec<String>,
    choices: Vec<String>,
}

/// How many of what a code cannot tell apart are named.
const NAMED: usize = 5;

impl Account {
    /// What a code list will get of the answer. Nothing is sent by this, and nothing recorded.
    pub fn in_list<A: Axis>(list: &CodeSystem<A>, field: &Field<Stated<A>>, policy: Policy) -> Self {
        let name = format!("{}'s list \"{}\"", list.owner(), list.title());
        let row = |code: &[u8]| list.decode(code).row();
        Self::of(list, &name, field, policy, &row)
    }

    /// What a system of tags will get of the languages.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::{Policy, systems};
    /// use ownwords::questions::Account;
    /// use ownwords::{Field, LanguageTag, Languages};
    ///
    /// let languages = Field::stated(Languages::one(LanguageTag::parse("bfi").unwrap()));
    /// let account = Account::in_tags(&systems::BCP_47, &languages, Policy::Certain);
    /// assert!(account.to_string().contains("the code bfi"));
    /// ```
    pub fn in_tags(tags: &TagSystem, field: &Field<Languages>, policy: Policy) -> Self {
        Self::of(tags, &format!("the list \"{}\"", tags.title()), field, policy, &|_| None)
    }

    fn of<S: Bridge>(
        system: &S,
        name: &str,
        field: &Field<S::Value>,
        policy: Policy,
        row: &dyn Fn(&[u8]) -> Option<Row>,
    ) -> Self {
        match system.encode(field, policy) {
            Ok(encoded) => {
                let is_answer = field.statement().given().is_some();
                let (value, loss, _) = encoded.into_parts();
                match value.as_bytes() {
                    Some(code) => Self::sent(name, &value, row(code), &loss, is_answer),
                    None => Self::left_out(name),
                }
            }
            Err(ambiguity) => Self::asks(name, &ambiguity, row),
        }
    }

    fn sent(name: &str, value: &Value, row: Option<Row>, loss: &Loss, is_answer: bool) -> Self {
        let mut sentences = vec![format!("We send {name} the code {value}{}.", called(row))];
        for added in row.map(Row::adds).unwrap_or_default() {
            sentences.push(format!("That code also says a {added}, which we did not ask you."));
        }
        if !is_answer {
            let it = if loss.is_nothing() { "That is all there is to say." } else { KEPT };
            sentences.push(it.to_owned());
            return Self { kind: AccountKind::Sent, sentences, choices: Vec::new() };
        }
        if let Some(apart) = not_told_apart(&loss.indistinguishable()) {
            sentences.push(apart);
        }
        if loss.own_words_stay_behind() {
            sentences.push("Your own words are not sent. We keep them.".to_owned());
        } else if loss.is_nothing() {
            sentences.push("It holds all that you told us.".to_owned());
        } else {
            sentences.push(KEPT.to_owned());
        }
        Self { kind: AccountKind::Sent, sentences, choices: Vec::new() }
    }

    fn left_out(name: &str) -> Self {
        let sentences = vec![
            "We send nothing.".to_owned(),
            format!("There is no code for this in {name}."),
            "We keep what you told us.".to_owned(),
        ];
        Self { kind: AccountKind::LeftOut, sentences, choices: Vec::new() }
    }

    fn asks(name: &str, ambiguity: &Ambiguity, row: &dyn Fn(&[u8]) -> Option<Row>) -> Self {
        let mut sentences = vec!["We send nothing yet.".to_owned()];
        let mut causes: Vec<String> = ambiguity.causes().iter().map(|cause| because(*cause)).collect();
        causes.dedup();
        sentences.extend(causes);
        let choice = |candidate: &crate::bridge::Candidate| {
            let code = Value::from(candidate.code());
            let label = row(candidate.code()).map_or_else(String::new, labelled);
            if label.is_empty() { code.to_string() } else { format!("{code}: {label}") }
        };
        let choices: Vec<String> = ambiguity.candidates().iter().map(choice).collect();
        sentences.push(if choices.is_empty() {
            format!("We ask you first what to send to {name}.")
        } else {
            format!("Which of these may we send to {name}? You need not pick one. We keep what you told us.")
        });
        Self { kind: AccountKind::Asks, sentences, choices }
    }

    /// What becomes of the answer.
    pub fn kind(&self) -> AccountKind {
        self.kind
    }

    /// The sentences, in order.
    pub fn sentences(&self) -> &[String] {
        &self.sentences
    }

    /// Where the person is asked: the codes with their official labels, in the order of the list, unranked.
    pub fn choices(&self) -> &[String] {
        &self.choices
    }
}

const KEPT: &str = "It does not hold all that you told us. We keep it all.";

/// What the owner calls a code, with the heading that it stands under, in the owner's words.
fn labelled(row: Row) -> String {
    match (row.label(), row.group()) {
        ("", _) => String::new(),
        (label, Some(group)) if !group.is_empty() => format!("\"{label}\", under \"{group}\""),
        (label, _) => format!("\"{label}\""),
    }
}

fn called(row: Option<Row>) -> String {
    match row.map(labelled) {
        None => String::new(),
        Some(label) if label.is_empty() => ", whose label we have no source for".to_owned(),
        Some(label) => format!(", which it calls {label}"),
    }
}

fn not_told_apart(labels: &[&str]) -> Option<String> {
    if labels.len() < 2 {
        return None;
    }
    let mut text = String::from("Whoever reads it cannot tell which of these you said: ");
    for (place, label) in labels.iter().take(NAMED).enumerate() {
        let _ = write!(text, "{}{label}", if place == 0 { "" } else { ", " });
    }
    if labels.len() > NAMED {
        let _ = write!(text, " and {} more", labels.len() - NAMED);
    }
    text.push('.');
    Some(text)
}

/// A cause as it is said to the person.
fn because(cause: Cause) -> String {
    match cause {
        Cause::CategoryAddsUnasked(what) => format!("The list adds a {what}, which we did not ask you."),
        Cause::NoCategoryOfItsOwn => "The list has no place of its own for what you told us.".to_owned(),
        Cause::DividedByTheList => "The list splits what you told us between places.".to_owned(),
        Cause::MayBeNationality => {
            "The list may take one part of what you told us for a nationality.".to_owned()
        }
        Cause::SeveralStated => "You told us more than one thing, and the list takes one.".to_owned(),
        Cause::NothingFurtherStated => "The list asks for more than you told us.".to_owned(),
        Cause::CodingsDisagree => "Other records of you do not agree.".to_owned(),
        Cause::ChoiceAwaitsConfirmation => {
            "You picked a code before, and we have to ask if it still fits.".to_owned()
        }
    }
}

impl fmt::Display for Account {
    /// The sentences on one line each, then the choices.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for sentence in &self.sentences {
            writeln!(f, "{sentence}")?;
        }
        for choice in &self.choices {
            writeln!(f, "  {choice}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({} sentences)", self.sentences.len())
    }
}
