//! From what somebody replies to the record, and back.

use core::fmt;

use super::{About, Question};
use crate::answer::{Absence, Answer, Reason};
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Field, Statement};
use crate::language::{LanguageTag, LanguageUse, Languages};
use crate::name::Name;
use crate::purpose::Purpose;
use crate::standard::ConceptId;
use crate::stated::{Axis, Part, Stated};

/// One thing that somebody chose. `Debug` does not print which.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Choice {
    /// A concept; or one that a code left open, on the way back from a record.
    Part(Part),
    /// A language, and how it is used where that was said.
    Language(LanguageUse),
}

impl From<ConceptId> for Choice {
    fn from(id: ConceptId) -> Self {
        Self::Part(id.into())
    }
}

impl From<Part> for Choice {
    fn from(part: Part) -> Self {
        Self::Part(part)
    }
}

impl From<LanguageUse> for Choice {
    fn from(used: LanguageUse) -> Self {
        Self::Language(used)
    }
}

impl From<LanguageTag> for Choice {
    fn from(tag: LanguageTag) -> Self {
        Self::Language(LanguageUse::of(tag))
    }
}

impl fmt::Debug for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Choice")
    }
}

/// What somebody replies to a question. `Debug` prints the shape alone.
///
/// # Example
///
/// ```
/// use ownwords::Reason;
/// use ownwords::questions::Reply;
///
/// let words = Reply::in_own_words("a Geordie");
/// assert_eq!(format!("{words:?}"), "Answered(0 choices, 9 characters of own words)");
/// assert_eq!(Reply::declined(), Reply::Absent(Reason::AskedDeclined.into()));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Reply {
    /// Choices, in the person's order, and their own words exactly as given.
    Answered {
        /// What was chosen.
        choices: Vec<Choice>,
        /// The person's own words.
        own_words: Option<String>,
    },
    /// There is no answer, and why.
    Absent(Absence),
}

impl Reply {
    /// These choices, in this order.
    pub fn of<C: Into<Choice>>(choices: impl IntoIterator<Item = C>) -> Self {
        Self::Answered { choices: choices.into_iter().map(Into::into).collect(), own_words: None }
    }

    /// The person's own words alone.
    pub fn in_own_words(words: impl Into<String>) -> Self {
        Self::of::<Choice>([]).with_own_words(words)
    }

    /// The person would rather not say.
    pub fn declined() -> Self {
        Self::Absent(Reason::AskedDeclined.into())
    }

    /// The person does not know, or is not sure.
    pub fn not_sure() -> Self {
        Self::Absent(Reason::AskedUnknown.into())
    }

    /// The same reply with the person's own words; an empty text is none. Where there was no answer, there is one now.
    #[must_use]
    pub fn with_own_words(self, words: impl Into<String>) -> Self {
        let words = words.into();
        match self {
            reply if words.is_empty() => reply,
            Self::Answered { choices, .. } => Self::Answered { choices, own_words: Some(words) },
            Self::Absent(_) => Self::Answered { choices: Vec::new(), own_words: Some(words) },
        }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered { choices, own_words } => {
                let words = own_words.as_deref().map_or(0, |words| words.chars().count());
                write!(f, "Answered({} choices, {words} characters of own words)", choices.len())
            }
            Self::Absent(_) => f.write_str("Absent"),
        }
    }
}

impl Question {
    /// What the reply says, as the record holds it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the question is of another field; when nothing was replied, or something that the field
    /// cannot hold; when one thing was chosen twice, or several where the question takes one.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::questions::{Question, Reply};
    /// use ownwords::{Answer, Ethnicity, Partnership, Standard};
    ///
    /// let question = Question::of("ethnicity").unwrap();
    /// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
    /// let answer: Answer<Ethnicity> = question.answer(&Reply::of([id("jamaican"), id("irish")])).unwrap();
    /// assert_eq!(answer.given().unwrap().concepts().count(), 2);
    /// assert!(question.answer::<Partnership>(&Reply::declined()).is_err());
    /// ```
    pub fn answer<T: Askable>(&self, reply: &Reply) -> Result<Answer<T>> {
        self.is_of::<T>()?;
        match reply {
            Reply::Absent(absence) => Ok(Answer::Absent(*absence)),
            Reply::Answered { choices, .. } if choices.len() > 1 && !self.several => {
                Err(Error::new(ErrorKind::Usage, "this question takes one answer").with_help(
                    "let the person pick the one that fits best, and say the rest in their own words",
                ))
            }
            Reply::Answered { choices, own_words } => {
                T::replied(choices, own_words.as_deref().filter(|words| !words.is_empty())).map(Answer::Given)
            }
        }
    }

    /// Records the reply in the person's field, as their own statement. Codings stay beside it, and reporting choices are
    /// put up for confirmation when the statement changes.
    ///
    /// # Errors
    ///
    /// As [`answer`](Self::answer); the field is then as it was.
    pub fn put<T: Askable + Clone>(&self, reply: &Reply, field: &mut Field<T>) -> Result<()> {
        match self.answer(reply)? {
            Answer::Given(value) => field.state(value),
            Answer::Absent(absence) => field.absent(absence),
        }
        Ok(())
    }

    /// What a field holds, as a reply to this question: what to show as chosen when the person is asked again. Of a name
    /// it is the text alone.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the question is of another field.
    pub fn reply<T: Askable>(&self, field: &Field<T>) -> Result<Reply> {
        self.is_of::<T>()?;
        Ok(match field.statement() {
            Answer::Given(value) => value.as_reply(),
            Answer::Absent(absence) => Reply::Absent(*absence),
        })
    }

    fn is_of<T: Askable>(&self) -> Result<()> {
        if T::about() == self.about {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Usage, "this question is of another field")
            .with_help("take the question of the field with `Question::of`"))
    }
}

/// What a field can hold that a question is asked for. It is for calling: the fields of the record are all there are.
pub trait Askable: Statement {
    /// What an answer is made of.
    #[doc(hidden)]
    fn about() -> About;

    /// # Errors
    ///
    /// When this is nothing that the field can hold.
    #[doc(hidden)]
    fn replied(choices: &[Choice], own_words: Option<&str>) -> Result<Self>;

    #[doc(hidden)]
    fn as_reply(&self) -> Reply;
}

impl<A: Axis> Askable for Stated<A> {
    fn about() -> About {
        About::Concepts(A::standard().kind())
    }

    fn replied(choices: &[Choice], own_words: Option<&str>) -> Result<Self> {
        let part = |choice: &Choice| match choice {
            Choice::Part(part) => Ok(*part),
            Choice::Language(_) => Err(not_here("a language is no answer to this question")),
        };
        Self::new(choices.iter().map(part).collect::<Result<_>>()?, own_words.map(str::to_owned))
    }

    fn as_reply(&self) -> Reply {
        Reply::of(self.parts().iter().copied()).with_own_words(self.own_words().unwrap_or_default())
    }
}

impl Askable for Languages {
    fn about() -> About {
        About::Languages
    }

    fn replied(choices: &[Choice], own_words: Option<&str>) -> Result<Self> {
        let used = |choice: &Choice| match choice {
            Choice::Language(used) => Ok(used.clone()),
            Choice::Part(_) => Err(not_here("a concept is no answer to a question for languages")),
        };
        let named = own_words.map(|words| Ok(LanguageUse::in_own_words(words)));
        Self::of(choices.iter().map(used).chain(named).collect::<Result<Vec<_>>>()?)
    }

    fn as_reply(&self) -> Reply {
        // What was said beside the options stands last, with nothing further said of it.
        if let Some((last, others)) = self.uses().split_last()
            && let Some(words) = last.own_words.as_deref().filter(|words| !words.is_empty())
            && *last == LanguageUse::in_own_words(words)
        {
            return Reply::of(others.iter().cloned()).with_own_words(words);
        }
        Reply::of(self.uses().iter().cloned())
    }
}

impl Askable for Name {
    fn about() -> About {
        About::Name
    }

    fn replied(choices: &[Choice], own_words: Option<&str>) -> Result<Self> {
        if !choices.is_empty() {
            return Err(not_here("a name is not chosen from a list"));
        }
        Self::chosen(own_words.unwrap_or_default())
    }

    fn as_reply(&self) -> Reply {
        Reply::in_own_words(self.name_for(Purpose::Address).as_str())
    }
}

fn not_here(message: &str) -> Error {
    Error::new(ErrorKind::Usage, message).with_help("take what the question's options are")
}
