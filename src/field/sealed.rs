//! A field that no purpose sees.

use core::fmt;

use crate::error::Result;
use crate::field::Field;
use crate::purpose::{Sealed, SealedPurpose};

/// A field that comes out for a stated reason alone, as a former name does. Putting something in needs no reason.
///
/// # Example
///
/// ```
/// use ownwords::{Axis, Demographics, Field, Sealed, SealedPurpose, TransStatus, TransStatuses};
///
/// let trans = TransStatuses::standard().by_slug("trans").unwrap().id();
/// let mut person = Demographics::not_asked();
/// person.trans_status.put(Field::stated(TransStatus::of([trans]).unwrap()));
/// assert_eq!(format!("{:?}", person.trans_status), "SealedField(TransStatus)");
///
/// let purpose = SealedPurpose::because(Sealed::TransStatus, "a gender clinic's referral, as the person asked").unwrap();
/// assert_eq!(person.trans_status.open(&purpose).unwrap().statement().given().unwrap().concepts().next(), Some(trans));
/// let other = SealedPurpose::because(Sealed::Former, "tracing").unwrap();
/// assert!(person.trans_status.open(&other).is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SealedField<T> {
    sealed: Sealed,
    pub(crate) field: Field<T>,
}

impl<T: PartialEq> SealedField<T> {
    pub(crate) fn not_asked(sealed: Sealed) -> Self {
        Self { sealed, field: Field::not_asked() }
    }

    /// Puts a field in, in place of what was there.
    pub fn put(&mut self, field: Field<T>) {
        self.field = field;
    }

    /// The field, for a purpose that reaches it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches something else.
    pub fn open(&self, purpose: &SealedPurpose) -> Result<&Field<T>> {
        purpose.check(self.sealed).map(|()| &self.field)
    }

    /// The field, to be changed, for a purpose that reaches it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`](crate::ErrorKind::Usage) when the purpose reaches something else.
    pub fn open_mut(&mut self, purpose: &SealedPurpose) -> Result<&mut Field<T>> {
        purpose.check(self.sealed).map(|()| &mut self.field)
    }
}

impl<T> fmt::Debug for SealedField<T> {
    /// What is sealed; not even whether there is an answer.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealedField").field(&self.sealed).finish()
    }
}
