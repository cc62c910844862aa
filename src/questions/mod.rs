//! How to ask: the questions of `standards/questions/`, and the way from a reply to the record and back.
//!
//! Every question can be left unanswered and answered in the person's own words; a file that does not say how is
//! refused. What a question offers is of the standard, under the standard's labels unless the question words them.
//! Administrative gender and phenotypic sex have no question: nobody is asked what an office wrote or somebody saw.

mod reply;
mod sent;
#[rustfmt::skip]
mod table;

use core::fmt;

use crate::language::LanguageTag;
use crate::language::LanguageUse;
use crate::purpose::{Purpose, Sealed};
use crate::standard::{Kind, LabelUse, Standard};
use crate::stated::Part;

pub use reply::{Askable, Choice, Reply};
pub use sent::{Account, AccountKind};

/// What an answer to a question is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum About {
    /// Concepts of the standard of this kind, and own words.
    Concepts(Kind),
    /// Languages, as BCP 47 tags.
    Languages,
    /// A name, exactly as its bearer gives it: own words alone.
    Name,
}

/// A question, with all that is said to the person who is asked it.
///
/// # Example
///
/// ```
/// use ownwords::questions::{Question, Reply};
/// use ownwords::{Demographics, Standard};
///
/// let question = Question::of("orientation").unwrap();
/// let bisexual = Standard::orientation().by_slug("bisexual").unwrap().id();
/// let reply = Reply::of([bisexual]).with_own_words("bi");
///
/// let mut person = Demographics::not_asked();
/// question.put(&reply, &mut person.orientation).unwrap();
/// assert_eq!(question.reply(&person.orientation).unwrap(), reply);
///
/// question.put(&Reply::declined(), &mut person.orientation).unwrap();
/// assert!(person.orientation.statement().given().is_none());
/// ```
#[derive(Debug)]
pub struct Question {
    pub(crate) field: &'static str,
    pub(crate) about: About,
    pub(crate) several: bool,
    pub(crate) type_ahead: bool,
    /// Slugs of the standard, or language tags.
    pub(crate) options: &'static [&'static str],
    /// English first.
    pub(crate) wordings: &'static [Wording],
}

/// What is said in one language.
#[derive(Debug)]
pub struct Wording {
    pub(crate) language: &'static str,
    pub(crate) reviewed_by: Option<&'static str>,
    pub(crate) form: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) spoken: &'static str,
    pub(crate) guide: &'static [&'static str],
    pub(crate) why: &'static str,
    pub(crate) who_sees: &'static [WhoSees],
    pub(crate) own_words: &'static str,
    pub(crate) declined: &'static str,
    pub(crate) not_sure: &'static str,
    pub(crate) option_words: &'static [(&'static str, &'static str)],
}

/// One sentence of who will see the answer, and what it stands for in `standards/purposes.yaml`.
#[derive(Debug)]
pub struct WhoSees {
    pub(crate) purposes: &'static [Purpose],
    pub(crate) sealed: Option<Sealed>,
    pub(crate) sentence: &'static str,
}

impl Question {
    /// All questions, in the order of their files' names.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::questions::Question;
    ///
    /// for question in Question::all() {
    ///     println!("{}: {}", question.field(), question.wording("en").unwrap().form());
    /// }
    /// ```
    pub fn all() -> &'static [Self] {
        table::QUESTIONS
    }

    /// The question for this field: a word of [`Characteristic::word`](crate::Characteristic::word), or `trans-status`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::questions::Question;
    ///
    /// assert!(Question::of("ethnicity").unwrap().is_type_ahead());
    /// assert!(Question::of("administrative-gender").is_none());
    /// ```
    pub fn of(field: &str) -> Option<&'static Self> {
        Self::all().iter().find(|question| question.field == field)
    }

    /// The field of the record, in one word.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What an answer is made of.
    pub fn about(&self) -> About {
        self.about
    }

    /// Whether several answers may be given together.
    pub fn takes_several(&self) -> bool {
        self.several
    }

    /// Whether the person may search all of the standard, and the options are only some of it; see
    /// [`Standard::search`].
    pub fn is_type_ahead(&self) -> bool {
        self.type_ahead
    }

    /// The options, in the order to show them. Beside them a question always offers own words, not saying, and not
    /// being sure.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::questions::Question;
    ///
    /// let question = Question::of("pronouns").unwrap();
    /// let shown: Vec<_> = question.options().map(|choice| question.label(&choice, "en")).collect();
    /// assert!(shown.contains(&Some("they/them")));
    /// ```
    pub fn options(&self) -> impl Iterator<Item = Choice> {
        self.options.iter().filter_map(|key| self.option(key))
    }

    /// The option that the question's file calls so: a slug, or a language tag.
    pub fn option(&self, key: &str) -> Option<Choice> {
        let known = self.options.iter().find(|known| **known == key)?;
        match self.about {
            About::Concepts(kind) => {
                let concept = Standard::of(kind)?.by_slug(known)?;
                Some(Choice::from(concept.id()))
            }
            About::Languages => LanguageTag::parse(known).ok().map(|tag| LanguageUse::of(tag).into()),
            About::Name => None,
        }
    }

    /// What to call a choice in this language: as the question words it, as the standard does, or in English. `None` for
    /// a concept that this release does not know, and for a language that is no option.
    pub fn label(&self, choice: &Choice, language: &str) -> Option<&'static str> {
        let worded = |language: &str, key: &str| {
            let words = self.wording(language)?.option_words.iter().find(|(option, _)| *option == key)?;
            Some(words.1)
        };
        match choice {
            Choice::Part(Part::NotFurtherStated) => None,
            Choice::Part(Part::Concept(id)) => {
                let concept = Standard::of(id.kind())?.by_id(*id)?;
                let is_label = |usage| usage == LabelUse::Label;
                let labels = concept.labels();
                let mut labels = labels.filter(|one| one.language == language && is_label(one.usage));
                worded(language, concept.slug())
                    .or_else(|| labels.next().map(|label| label.text))
                    .or_else(|| worded(ENGLISH, concept.slug()))
                    .or(Some(concept.label()))
            }
            Choice::Language(used) => {
                let tag = used.tag.as_str();
                worded(language, tag).or_else(|| worded(ENGLISH, tag))
            }
        }
    }

    /// What is said in this language, as its BCP 47 tag; `None` where nobody has written it.
    pub fn wording(&self, language: &str) -> Option<&'static Wording> {
        self.wordings.iter().find(|wording| wording.language == language)
    }

    /// What is said, in each language that there is; English first.
    pub fn wordings(&self) -> &'static [Wording] {
        self.wordings
    }
}

/// The language that every question has.
const ENGLISH: &str = "en";

impl Wording {
    /// The BCP 47 tag of the language.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// Who has reviewed it; `None`: nobody yet, and it is a draft.
    pub fn reviewed_by(&self) -> Option<&'static str> {
        self.reviewed_by
    }

    /// The question as a form asks it.
    pub fn form(&self) -> &'static str {
        self.form
    }

    /// What the form says beneath it.
    pub fn hint(&self) -> &'static str {
        self.hint
    }

    /// The question as somebody asks it face to face.
    pub fn spoken(&self) -> &'static str {
        self.spoken
    }

    /// How to have the conversation, for whoever asks: a few sentences.
    pub fn guide(&self) -> &'static [&'static str] {
        self.guide
    }

    /// Why it is asked.
    pub fn why(&self) -> &'static str {
        self.why
    }

    /// Who will see the answer.
    pub fn who_sees(&self) -> &'static [WhoSees] {
        self.who_sees
    }

    /// What stands beside the place for own words.
    pub fn own_words(&self) -> &'static str {
        self.own_words
    }

    /// What somebody picks who would rather not say: [`Reply::declined`].
    pub fn declined(&self) -> &'static str {
        self.declined
    }

    /// What somebody picks who does not know, or is not sure: [`Reply::not_sure`].
    pub fn not_sure(&self) -> &'static str {
        self.not_sure
    }

    /// All that is said, one text at a time, without the names of the options.
    pub fn texts(&self) -> impl Iterator<Item = &'static str> {
        let single =
            [self.form, self.hint, self.spoken, self.why, self.own_words, self.declined, self.not_sure];
        let told = self.who_sees.iter().map(|one| one.sentence);
        single.into_iter().chain(self.guide.iter().copied()).chain(told)
    }
}

impl WhoSees {
    /// The purposes that the sentence stands for.
    pub fn purposes(&self) -> &'static [Purpose] {
        self.purposes
    }

    /// What reaches the answer, where it is sealed.
    pub fn sealed(&self) -> Option<Sealed> {
        self.sealed
    }

    /// The sentence, for the person.
    pub fn sentence(&self) -> &'static str {
        self.sentence
    }
}

impl fmt::Display for WhoSees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence)
    }
}
