//! Cutting a PDS code to its first character: allowed by the dictionary, done by some systems, and harmful.

use core::fmt;

use super::likeness::always_is;
use super::row::Row;
use super::system::SystemData;
use super::systems::{DISAGREEMENTS, NHS_ETHNIC_CATEGORY_2001, PDS_ETHNIC_CATEGORY};
use super::target::Target;
use super::{Bridge, Disagreement, Policy, Value};
use crate::error::{Error, ErrorKind, Result};
use crate::ethnicity::Ethnicity;
use crate::field::Field;
use crate::residue::{self, Residue};
use crate::standard::Standard;

/// The field's code in PDS ETHNIC CATEGORY CODE, cut to its first character and read as ETHNIC CATEGORY CODE 2001.
///
/// The NHS Data Dictionary's element ETHNIC CATEGORY allows it: "first character national, second local". The two
/// lists do not agree on it, though: it makes English into "any other" and Somali likewise, while the national list has
/// a category that names what both always are. [`encode`](Bridge::encode) never does this. It is here for those whose
/// receiver does it, so that the damage is known and the residue kept.
///
/// With `key`, the residue restores beside that record's key alone; see [`encode_keyed`](Bridge::encode_keyed).
///
/// # Errors
///
/// [`ErrorKind::Ambiguous`] when the field has no one PDS code under the policy; [`ErrorKind::Usage`] when there is none
/// at all, or none that the list has.
///
/// # Example
///
/// ```
/// use ownwords::Bridge;
/// use ownwords::bridge::{Policy, systems, truncate_to_first_character};
///
/// let field = systems::PDS_ETHNIC_CATEGORY.decode(b"CA").to_field(); // English
/// let (code, loss, residue) = truncate_to_first_character(&field, Policy::Certain, None)?.into_parts();
/// assert_eq!(code.to_string(), "C"); // any other
/// assert!(loss.is_contradicted());
/// assert_eq!(&systems::NHS_ETHNIC_CATEGORY_2001.restore(&code, &residue)?, field.statement());
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn truncate_to_first_character(
    field: &Field<Ethnicity>,
    policy: Policy,
    key: Option<&[u8]>,
) -> Result<Truncated> {
    let (whole, _, _) = PDS_ETHNIC_CATEGORY.encode(field, policy)?.into_parts();
    let list = PDS_ETHNIC_CATEGORY.data;
    let row = whole.as_bytes().and_then(|code| list.row(code)).ok_or_else(|| {
        Error::new(ErrorKind::Usage, "the field has no code of this list to cut")
            .with_help("encode the field as it is")
    })?;
    let national = &NHS_ETHNIC_CATEGORY_2001;
    let kept =
        row.code().as_bytes().first().and_then(|first| national.data.row(core::slice::from_ref(first)));
    let kept = kept.ok_or_else(|| {
        Error::new(ErrorKind::Usage, "the first character is no national code")
            .with_help("encode the field as it is")
    })?;
    let value = Value::from(kept.code());
    let residue = residue::seal(field.statement(), &national.implied(&value), &national.place(&value, key));
    Ok(Truncated { value, loss: TruncationLoss { row, kept }, residue })
}

/// A code that was cut, what that did to it, and what the cut code could not hold. The code is reached by taking all
/// three.
#[derive(Clone, Debug)]
#[must_use = "the value, the loss and the residue belong together"]
pub struct Truncated {
    value: Value,
    loss: TruncationLoss,
    residue: Residue,
}

impl Truncated {
    /// The national code, the loss and the residue, which restores with
    /// [`NHS_ETHNIC_CATEGORY_2001`](super::systems::NHS_ETHNIC_CATEGORY_2001). There is no other way to the code.
    pub fn into_parts(self) -> (Value, TruncationLoss, Residue) {
        (self.value, self.loss, self.residue)
    }
}

/// What cutting PDS codes to one national code did.
///
/// `Display` says it in plain words; `Debug` says whether the code is contradicted.
#[derive(Clone, Copy)]
#[must_use = "a loss that nobody looks at is a silent one"]
pub struct TruncationLoss {
    row: Row,
    kept: Row,
}

impl TruncationLoss {
    /// All codes of the list that come to this character, in its order.
    pub fn indistinguishable(&self) -> Vec<Row> {
        let rows = PDS_ETHNIC_CATEGORY.data.rows.iter();
        rows.filter(|row| row.code().as_bytes().first() == self.kept.code().as_bytes().first()).collect()
    }

    /// Those among them that the character contradicts: everybody with the code always is what another category of the
    /// national list names, and another published list sends them elsewhere than the character does.
    pub fn contradicted(&self) -> Vec<Row> {
        self.indistinguishable().into_iter().filter(|row| self.contradicts(*row)).collect()
    }

    /// Whether the code that was cut is one of those.
    pub fn is_contradicted(&self) -> bool {
        self.contradicts(self.row)
    }

    fn contradicts(&self, row: Row) -> bool {
        let national: &SystemData = NHS_ETHNIC_CATEGORY_2001.data;
        let standard = Standard::ethnicity();
        let has_its_own = |other: &Row| other.code() != self.kept.code() && always_is(row, *other, standard);
        let differs = |one: &&Disagreement| {
            let mut said = one.said.iter();
            one.means == row.slots()
                && said.any(|said| {
                    said.code() != self.kept.code() && national.row(said.code().as_bytes()).is_some()
                })
        };
        // What names no heritage cannot contradict one.
        let is_named = !row.slots().contains(&super::row::Slot::NotFurtherStated);
        is_named
            && !always_is(row, self.kept, standard)
            && national.rows.iter().any(|other| has_its_own(&other))
            && DISAGREEMENTS.iter().any(|one| differs(&one))
    }
}

impl fmt::Display for TruncationLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let together = self.indistinguishable();
        write!(f, "cannot tell apart {} codes that begin with the same character", together.len())?;
        let contradicted: Vec<&str> = self.contradicted().iter().map(|row| row.label()).collect();
        if !contradicted.is_empty() {
            write!(f, "; is the wrong category for {}", contradicted.join(", "))?;
        }
        f.write_str("; what was stated is in the residue alone")
    }
}

impl fmt::Debug for TruncationLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TruncationLoss(contradicted: {})", self.is_contradicted())
    }
}
