//! What a system has to say of itself for the bridge to stand on it.

use super::{Ambiguity, Authority, Disagreement, Loss, Policy, Published, Value};
use crate::answer::Answer;
use crate::field::{Coding, Field, Statement};
use crate::residue::{FieldValue, Place};
use crate::standard::OdsCode;
use crate::stated::Part;

/// What a statement is in a system, looked at alone.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// This code, and no other.
    Certain(Vec<u8>),
    /// The system has no code for it, and none that may hold it.
    NoCode,
    /// Any of the candidates.
    Ambiguous(Ambiguity),
}

impl Outcome {
    /// Whether `code` is what the statement is, or may be.
    pub fn allows(&self, code: &[u8]) -> bool {
        match self {
            Self::Certain(certain) => certain == code,
            Self::NoCode => false,
            Self::Ambiguous(ambiguity) => {
                ambiguity.candidates().iter().any(|candidate| candidate.code() == code)
            }
        }
    }
}

/// A system that the bridge can encode to and decode from.
pub trait Target {
    /// What the field holds.
    type Value: FieldValue + Statement;

    /// The system's key, for example `nhs-ethnic-category-2001`.
    fn key(&self) -> &'static str;

    /// The system's official title.
    fn title(&self) -> &'static str;

    /// The system's permanent number in residues, and the edition of its mapping.
    fn numbers(&self) -> (u16, u16);

    /// Whose own system it is; `None` for a national one.
    fn local_to(&self) -> Option<OdsCode> {
        None
    }

    /// What a code says, by itself. Any bytes are allowed: a code that the system does not have is *recorded, meaning
    /// not known*.
    fn answer_of(&self, value: &[u8]) -> Answer<Self::Value>;

    /// The parts that a code states, for fields made of concepts.
    fn parts_of(&self, _value: &[u8]) -> Vec<Part> {
        Vec::new()
    }

    /// What somebody else observed of the person, where that is what the code records. The code then gives no answer.
    fn observation_of(&self, _value: &[u8]) -> Option<Self::Value> {
        None
    }

    /// What a statement is in this system, looked at alone.
    fn outcome(&self, answer: &Answer<Self::Value>) -> Outcome;

    /// What the authority publishes for the statement, and the code of this system that it comes to, if it is one.
    fn published(
        &self,
        _answer: &Answer<Self::Value>,
        authority: &'static Authority,
    ) -> (Published, Option<Vec<u8>>) {
        (Published::silent(authority), None)
    }

    /// The published disagreements about exactly this statement.
    fn disagreements(&self, _answer: &Answer<Self::Value>) -> Vec<&'static Disagreement> {
        Vec::new()
    }

    /// What a coding is in this system: its own code, or the one recorded as the same category of another list.
    fn own_code(&self, coding: &Coding) -> Option<Vec<u8>> {
        (coding.system == self.key()).then(|| coding.value.clone())
    }

    /// Whether a received code says nothing that the field's statement does not say too.
    fn is_compatible(&self, value: &[u8], field: &Field<Self::Value>) -> bool {
        self.answer_of(value) == *field.statement()
    }

    /// The certificate of what `value` makes indistinguishable under a policy.
    fn loss(&self, value: &Value, answer: &Answer<Self::Value>, policy: Policy) -> Loss;

    /// What a value says without its residue.
    fn implied(&self, value: &Value) -> Answer<Self::Value> {
        self.answer_of(value.as_bytes().unwrap_or_default())
    }

    /// What a value said without its residue in an edition of the mapping; `None` where that is not known.
    fn implied_in(&self, edition: u16, value: &Value) -> Option<Answer<Self::Value>> {
        let (_, present) = self.numbers();
        (edition == present).then(|| self.implied(value))
    }

    /// What a residue beside `value` belongs to.
    fn place<'a>(&self, value: &'a Value, key: Option<&'a [u8]>) -> Place<'a> {
        let (system, edition) = self.numbers();
        Place { owner: self.local_to(), system, edition, value: value.as_bytes(), key }
    }
}
