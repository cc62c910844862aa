//! Bridges to other systems' code lists: decode, encode, restore, reconcile.
//!
//! ```text
//! one field's statement --encode(system, policy)--> value + loss + residue
//!                       <--restore(system, value, residue)--
//! ```
//!
//! # What is not preserved
//!
//! A residue belongs to one value in one record: with the residue lost, a value restores to what the code alone says,
//! through `decode`, and nothing more. A residue holds the statement, not what stands beside it in the field: earlier
//! codings, observations and provenance stay with the sender's record.

mod ambiguity;
mod authority;
mod code_index;
mod code_system;
mod conversion;
mod damage;
mod decide;
mod disagreement;
mod earlier;
mod encoded;
mod iso639;
pub(crate) mod language_rows;
mod likeness;
mod loss;
mod outcome;
mod reconcile;
pub(crate) mod row;
pub mod sctid;
mod system;
mod system_loss;
pub mod systems;
mod tags;
mod target;
mod truncation;
mod weights;

use crate::answer::Answer;
use crate::error::Result;
use crate::field::{Coding, Field, Observation, SaidBy};
use crate::residue;

pub(crate) use code_index::{CodeIndex, OwnedIndex};
#[cfg(any(feature = "wire", feature = "authoring"))]
pub(crate) use damage::diagnose;
pub(crate) use earlier::Earlier;
#[cfg(feature = "authoring")]
pub(crate) use iso639::Rule;
#[cfg(feature = "wire")]
pub(crate) use language_rows::Meant;
pub(crate) use outcome::Stated as StatedPart;
#[cfg(feature = "wire")]
pub(crate) use reconcile::reconcile_edit;
pub(crate) use row::{Meaning, Slot};
pub(crate) use system::{Certain, Extension, LOCAL_NUMBERS, SystemData};
#[cfg(all(test, feature = "steward"))]
pub(crate) use target::Outcome;
pub(crate) use target::Target;

pub use crate::field::Reconciled;
pub use ambiguity::{Ambiguity, Candidate, Cause, Published};
pub use authority::Authority;
pub use code_system::Decoded;
pub use conversion::{Arriving, Becomes, Change, Conversion, Leaving};
pub use damage::{Damage, Diagnosis};
pub use disagreement::{Disagreement, PublishedCode};
pub use encoded::{Encoded, Value};
pub use language_rows::LanguageRow;
pub use loss::Loss;
pub use reconcile::Exchange;
pub use row::{Relationship, Row, Rows};
pub use system::CodeSystem;
pub use system_loss::{SystemLoss, Together};
pub use tags::{DecodedTag, TagSystem};
pub use truncation::{Truncated, TruncationLoss, truncate_to_first_character};
pub use weights::Weights;

/// What to do where a statement fits several codes.
#[derive(Clone, Copy, Debug)]
pub enum Policy {
    /// Only what is certain; otherwise an [`Ambiguity`] with the candidates.
    Certain,
    /// Where it is not certain, follow what this body publishes, if it is a code of the target.
    Authority(&'static Authority),
}

/// One field's bridge to one system: a code list, or the tags of a standard.
///
/// Every system keeps the laws that `tests/laws.rs` states for all of them. The trait is for calling; its systems are
/// the statics of [`systems`].
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::{Bridge, Ethnicity, Field, Standard};
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
///
/// let indian = Field::stated(Ethnicity::of([id("indian")]).unwrap());
/// let (code, _, residue) = system.encode(&indian, Policy::Certain).unwrap().into_parts();
/// assert_eq!(code.to_string(), "H");
/// assert_eq!(&system.restore(&code, residue.as_str()).unwrap(), indian.statement());
///
/// // "Irish" alone does not say which category: the list adds a colour that was not asked.
/// let irish = Field::stated(Ethnicity::of([id("irish")]).unwrap());
/// let ambiguity = system.encode(&irish, Policy::Certain).unwrap_err();
/// assert!(ambiguity.candidates().iter().any(|candidate| candidate.code() == b"B"));
/// ```
pub trait Bridge: Target {
    /// A field with what the code says, and the coding beside it, byte for byte. A code that records what somebody else
    /// observed gives no answer: the field is as it was never asked, with the observation beside it.
    fn to_field(&self, value: &[u8]) -> Field<Self::Value> {
        let observation = self.observation_of(value);
        let said_by = if observation.is_some() { SaidBy::Nobody } else { SaidBy::Coding };
        let mut field = Field::new(self.answer_of(value), said_by);
        field.observations.extend(observation.map(Observation::received));
        field.unconfirmed = self.parts_of(value);
        field.codings.push(Coding::received(self.key(), value, 0));
        field
    }

    /// The field's statement as a value of this system.
    ///
    /// What decides, in this order: the person's reporting choice; the latest accepted coding of this system, or of one
    /// recorded as having the same categories, if it is compatible with the statement; what is certain; the
    /// authority that the policy names. An absence that the system has no code for leaves the value out.
    ///
    /// # Errors
    ///
    /// An [`Ambiguity`] with the candidates, in the order of the official list, where nothing of this decides.
    fn encode(&self, field: &Field<Self::Value>, policy: Policy) -> Result<Encoded, Ambiguity> {
        self.encode_keyed(field, policy, None)
    }

    /// As [`encode`](Self::encode), with the record's key: the residue then restores beside that key alone, so that a
    /// sorted spreadsheet column cannot give one person another's.
    ///
    /// # Errors
    ///
    /// As [`encode`](Self::encode).
    fn encode_keyed(
        &self,
        field: &Field<Self::Value>,
        policy: Policy,
        key: Option<&[u8]>,
    ) -> Result<Encoded, Ambiguity> {
        let value = decide::decide(self, field, policy)?;
        let implied = self.implied(&value);
        let residue = residue::seal(field.statement(), &implied, &self.place(&value, key));
        let loss = self.loss(&value, field.statement(), policy);
        Ok(Encoded { value, loss, residue })
    }

    /// The statement that was encoded as `value` with this residue. One that was made under an earlier edition of the mapping
    /// restores by itself where it holds the whole statement, and otherwise by what the code meant in that edition.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Residue`](crate::ErrorKind::Residue) when the residue is missing or damaged, or belongs to another
    /// value or system; and when it rests on what the code meant in an edition of which nothing is known here. Where there
    /// never was a residue, decode the value instead.
    fn restore(&self, value: &Value, residue: impl AsRef<str>) -> Result<Answer<Self::Value>> {
        self.restore_keyed(value, residue, None)
    }

    /// As [`restore`](Self::restore), for a residue that was made with the record's key.
    ///
    /// # Errors
    ///
    /// As [`restore`](Self::restore), and when the key is another one.
    fn restore_keyed(
        &self,
        value: &Value,
        residue: impl AsRef<str>,
        key: Option<&[u8]>,
    ) -> Result<Answer<Self::Value>> {
        let implied = |edition| self.implied_in(edition, value);
        residue::open_of_any(residue.as_ref(), implied, &self.place(value, key))
    }

    /// Takes in what another system sends for this field; see [`Reconciled`] for the four outcomes. `last` is the value
    /// and residue that were last exchanged with it, where they were kept.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Residue`](crate::ErrorKind::Residue) when the residue of the last exchange does not restore.
    fn reconcile(
        &self,
        field: &mut Field<Self::Value>,
        incoming: &[u8],
        last: Option<Exchange<'_>>,
    ) -> Result<Reconciled> {
        reconcile::reconcile(self, field, incoming, last)
    }
}

impl<T: Target + ?Sized> Bridge for T {}
