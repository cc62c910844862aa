//! Code systems as the command line names them: by key. A code without its system means nothing, so there is no default.

use core::any::Any;
use core::fmt::Debug;
use std::path::Path;

use ownwords::bridge::{CodeSystem, Conversion, LanguageRow, Policy, Row, SystemLoss, TagSystem, systems};
use ownwords::questions::{Account, Question, Reply};
use ownwords::{Axis, Error, ErrorKind, Field, Languages, Overlay, Stated};

use crate::decode::Said;
use crate::encode::{self, Encoded};
use crate::explain::Page;
use crate::loss;

/// A system: a list of codes, of whatever field, or the tags of a standard.
#[derive(Clone, Copy, Debug)]
pub(crate) enum System {
    List(&'static dyn List),
    Language(&'static TagSystem),
}

/// A code list, whatever its field.
pub(crate) trait List: Debug + Sync {
    fn key(&self) -> &'static str;
    /// The list as people name it: whose it is, where it is in force, and its title.
    fn title(&self) -> String;
    fn decoded(&'static self, code: &[u8]) -> Said;
    fn encoded(&self, stated: &[String], own_words: Option<&str>, policy: Policy) -> Result<Encoded, Error>;
    /// How a reply to a question will be sent, told to the person.
    fn told(&self, question: &Question, reply: &Reply, policy: Policy) -> Result<Account, Error>;
    fn explained(&'static self) -> Page;
    fn lost(&self, policy: Policy, weights: Option<&Path>) -> Result<SystemLoss, Error>;
    /// What becomes of the codes in another list; `None` where that is of another field.
    fn converted(&'static self, to: &'static dyn List) -> Option<Conversion>;
    /// Whether nobody has approved the row of a code yet; `None` where it has none.
    fn is_provisional(&'static self, code: &[u8]) -> Option<bool>;
    fn as_any(&'static self) -> &'static dyn Any;
}

impl<A: Axis> List for CodeSystem<A> {
    fn key(&self) -> &'static str {
        self.key()
    }

    fn title(&self) -> String {
        format!("{}, {} ({})", self.title(), self.owner(), self.jurisdiction())
    }

    fn decoded(&'static self, code: &[u8]) -> Said {
        Said::in_list(self, code)
    }

    fn encoded(&self, stated: &[String], own_words: Option<&str>, policy: Policy) -> Result<Encoded, Error> {
        Ok(encode::encode(self, &encode::field(self, stated, own_words)?, policy))
    }

    fn told(&self, question: &Question, reply: &Reply, policy: Policy) -> Result<Account, Error> {
        let mut field: Field<Stated<A>> = Field::not_asked();
        question.put(reply, &mut field)?;
        Ok(Account::in_list(self, &field, policy))
    }

    fn explained(&'static self) -> Page {
        Page::read(self)
    }

    fn lost(&self, policy: Policy, weights: Option<&Path>) -> Result<SystemLoss, Error> {
        loss::loss(self, policy, weights)
    }

    fn converted(&'static self, to: &'static dyn List) -> Option<Conversion> {
        to.as_any().downcast_ref::<Self>().map(|to| Conversion::between(self, to))
    }

    fn is_provisional(&'static self, code: &[u8]) -> Option<bool> {
        self.decode(code).row().map(Row::is_provisional)
    }

    fn as_any(&'static self) -> &'static dyn Any {
        self
    }
}

/// The list with a key, looked for in the lists of each field.
struct Named<'a> {
    key: &'a str,
    found: Option<&'static dyn List>,
}

impl systems::Lists for Named<'_> {
    fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
        let found = systems.iter().find(|system| system.key() == self.key);
        self.found = self.found.or(found.map(|system| *system as &dyn List));
    }
}

impl System {
    /// The system with this key: of an overlay, where there is one, then of this release.
    pub(crate) fn named(key: &str, overlay: Option<&Overlay>) -> Result<Self, Error> {
        let own = overlay.and_then(|overlay| overlay.system(key)).map(|system| system as &dyn List);
        let mut named = Named { key, found: own };
        systems::each_list(&mut named);
        let language =
            || systems::LANGUAGE.iter().find(|system| system.key() == key).map(|one| Self::Language(one));
        named.found.map(Self::List).or_else(language).ok_or_else(|| {
            if let Some(feature) = systems::feature_of(key) {
                let message = "this program was built without the code system of this key";
                let help = format!(
                    "build it with `--features {feature}`, and read in Cargo.toml what licence it needs"
                );
                return Error::new(ErrorKind::Usage, message).with_help(help);
            }
            let error = Error::new(ErrorKind::Usage, "this release knows no code system of this key");
            match systems::nearest_key(key) {
                Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
                None => error,
            }
        })
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::List(list) => list.key(),
            Self::Language(system) => system.key(),
        }
    }

    /// Whether nobody has approved the row of a code yet; `None` where it has none.
    pub(crate) fn is_provisional(self, code: &[u8]) -> Option<bool> {
        match self {
            Self::List(list) => list.is_provisional(code),
            Self::Language(tags) => tags.decode(code).row().map(LanguageRow::is_provisional),
        }
    }

    /// The system as people name it: whose list it is, where it is in force, and its title.
    pub(crate) fn title(self) -> String {
        match self {
            Self::List(list) => list.title(),
            Self::Language(system) => system.title().to_owned(),
        }
    }

    /// How a reply to a question will be sent, told to the person.
    pub(crate) fn told(self, question: &Question, reply: &Reply, policy: Policy) -> Result<Account, Error> {
        match self {
            Self::List(list) => list.told(question, reply, policy),
            Self::Language(tags) => {
                let mut field: Field<Languages> = Field::not_asked();
                question.put(reply, &mut field)?;
                Ok(Account::in_tags(tags, &field, policy))
            }
        }
    }
}
