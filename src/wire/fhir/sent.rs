//! What became of each field of a record in a message.

use core::fmt;

use crate::bridge::{Ambiguity, Loss};
use crate::name::Receipt;

/// What became of one field of a record in a message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Sent {
    /// The document said it already, and was left as it was. There is no residue.
    AsItStood,
    /// Codes, one or, where the element repeats, one for each part; or none, where the list has none.
    Codes(Vec<Loss>),
    /// No answer, and why, as FHIR says it in the place of a value.
    Reason(Loss),
    /// The name: each element that was rendered, and what was changed. `name` itself is what is in none of its
    /// marked parts, where the receiver takes those alone.
    Name(Vec<(&'static str, Receipt)>),
    /// Several codes fit, and nothing says which: the element is left out.
    Ambiguous(Ambiguity),
    /// The profile has no element for it.
    NotHeld,
    /// What would be sent cannot stand in JSON, or the receiver does not take it: why.
    LeftOut(&'static str),
}

/// What became of one field, which is named as in the storage form.
///
/// `Display` says in plain words what was sent, what was left out and why, without a name, a code or an answer: it may stand in
/// a log. What a code cannot tell apart stands in the [`Loss`], the candidates in the [`Ambiguity`].
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::wire::fhir;
/// use ownwords::{Demographics, Name, Policy, Purpose};
///
/// let mut person = Demographics::not_asked();
/// person.name = Name::chosen("Zoë Nguyễn").unwrap().into(); // made up
/// person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
/// let seen = person.for_purpose(Purpose::DirectCare);
/// let (_, fields, _) = fhir::UKCORE_ENGLAND.write(seen, Policy::Certain).unwrap().into_parts();
/// let said: Vec<String> = fields.iter().map(ToString::to_string).collect();
/// assert_eq!(said[0], "name: sent; text: unchanged");
/// assert_eq!(said[1], "ethnicity: sent as 1 code; the person's own words are in the residue alone");
/// // Nobody was asked, which a new document says too.
/// assert_eq!(said.last().unwrap(), "interpreter-languages: left as it stood, because the document says it already");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FieldSent {
    /// The field.
    pub field: &'static str,
    /// What became of it.
    pub sent: Sent,
}

impl fmt::Display for FieldSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.sent)
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsItStood => f.write_str("left as it stood, because the document says it already"),
            Self::Codes(losses) => codes(losses, f),
            Self::Reason(loss) => {
                f.write_str("sent as why there is no answer")?;
                if loss.is_nothing() {
                    Ok(())
                } else {
                    f.write_str("; all the reasons are in the residue alone")
                }
            }
            Self::Name(receipts) => {
                f.write_str("sent")?;
                receipts.iter().try_for_each(|(element, receipt)| write!(f, "; {element}: {receipt}"))
            }
            Self::Ambiguous(ambiguity) => write!(f, "left out, because {ambiguity}; the residue has it"),
            Self::NotHeld => {
                f.write_str("left out, because this profile has no place for it; the residue has it")
            }
            Self::LeftOut(why) => write!(f, "left out, because {why}; the residue has it"),
        }
    }
}

/// How many codes were sent, and what they leave to the residue.
fn codes(losses: &[Loss], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(why) = losses.iter().find_map(Loss::refused) {
        return write!(f, "left out, because {why}; the residue has it");
    }
    let sent = losses.iter().filter(|loss| !loss.is_left_out()).count();
    match sent {
        0 => return f.write_str("left out, because the list has no code for it; the residue has it"),
        1 => f.write_str("sent as 1 code")?,
        _ => write!(f, "sent as {sent} codes")?,
    }
    if sent < losses.len() {
        write!(f, "; {} more had no code, and the residue has them", losses.len() - sent)?;
    }
    if losses.iter().any(Loss::own_words_stay_behind) {
        f.write_str("; the person's own words are in the residue alone")?;
    } else if losses.iter().any(|loss| !loss.is_left_out() && !loss.is_nothing()) {
        f.write_str("; what was stated is in the residue alone")?;
    }
    Ok(())
}
