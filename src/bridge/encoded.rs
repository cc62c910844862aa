//! What an encoding returns.

use core::fmt;

use super::Loss;
use crate::residue::Residue;

/// A value as another system holds it: a code, byte for byte, or nothing where the field is left out.
///
/// `Debug` prints the number of bytes alone; `Display` prints the code.
///
/// # Example
///
/// ```
/// use ownwords::bridge::Value;
///
/// let code = Value::from("K");
/// assert_eq!(code.as_bytes(), Some(&b"K"[..]));
/// assert_eq!(format!("{code} {code:?}"), "K Value(1 byte)");
/// assert_eq!(Value::left_out().as_bytes(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Value(Option<Vec<u8>>);

impl Value {
    /// The field is left out: the system has no code for this absence.
    pub fn left_out() -> Self {
        Self(None)
    }

    /// The code's bytes, or `None` where the field is left out.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        self.0.as_deref()
    }

    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        Self(Some(bytes))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self(Some(bytes.to_vec()))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(Some(text.as_bytes().to_vec()))
    }
}

impl fmt::Display for Value {
    /// The code; bytes that are no text, and control characters, are escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(bytes) = &self.0 else { return f.write_str("(left out)") };
        for chunk in bytes.utf8_chunks() {
            for character in chunk.valid().chars() {
                match character {
                    _ if character.is_control() => write!(f, "{}", character.escape_default())?,
                    _ => fmt::Write::write_char(f, character)?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_deref().map(<[u8]>::len) {
            None => f.write_str("Value(left out)"),
            Some(1) => f.write_str("Value(1 byte)"),
            Some(length) => write!(f, "Value({length} bytes)"),
        }
    }
}

/// A value, what it cannot tell apart, and what it could not hold. The value is reached by taking all three.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::Bridge;
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let field = system.decode(b"R").to_field();
/// let (code, loss, residue) = system.encode(&field, Policy::Certain).unwrap().into_parts();
/// assert_eq!(code.to_string(), "R");
/// ```
///
/// There is no getter for the value alone:
///
/// ```compile_fail,E0616
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::Bridge;
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let encoded = system.encode(&system.decode(b"R").to_field(), Policy::Certain).unwrap();
/// let code = encoded.value;
/// ```
#[derive(Clone, Debug)]
#[must_use = "the value, the loss and the residue belong together"]
pub struct Encoded {
    pub(crate) value: Value,
    pub(crate) loss: Loss,
    pub(crate) residue: Residue,
}

impl Encoded {
    /// The value, the loss and the residue. There is no other way to the value.
    pub fn into_parts(self) -> (Value, Loss, Residue) {
        (self.value, self.loss, self.residue)
    }
}
