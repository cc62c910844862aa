//! The storage form: the complete record, for a system's own database, in any serde format.
//!
//! The form is the contract, not the Rust types: it names concepts by id, and keeps ids, codes and labels that this
//! release does not know. A key that this release does not know is refused rather than lost.

mod names;
mod parts;
#[cfg(feature = "authoring")]
pub(super) mod schema;

use serde::{Deserialize, Serialize};

use self::names::NameForm;
#[cfg(feature = "wire")]
pub(super) use self::names::{name_from_json, name_to_json};
use self::parts::{AnswerForm, FieldForm, LanguageForm, StatedForm};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Field, Statement};

/// The name of the form, with its version.
const FORMAT: &str = "ownwords.record/1";

/// A complete record in its storage form, to be written and read with any serde format.
///
/// It holds everything, sealed names too: it is for a system's own database and for nothing else. `Debug` prints no
/// content.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::wire::Storage;
/// use ownwords::{Demographics, Name};
///
/// let mut person = Demographics::not_asked();
/// person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"D").to_field();
/// person.name = Name::chosen("ʻAukai").unwrap().into();
///
/// let json = serde_json::to_string(&person.for_storage()).unwrap();
/// let stored: Storage = serde_json::from_str(&json).unwrap();
/// assert_eq!(stored.into_record().unwrap(), person);
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Storage {
    format: String,
    standard: String,
    ethnicity: FieldForm<StatedForm>,
    languages: FieldForm<Vec<LanguageForm>>,
    orientation: FieldForm<StatedForm>,
    pronouns: FieldForm<StatedForm>,
    name: FieldForm<NameForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gender: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trans_status: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    administrative_gender: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phenotypic_sex: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    religion: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disability: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    impairment: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    partnership: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    care: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    armed_forces: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    accommodation: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    communication: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    formats: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    interpreter: Option<FieldForm<StatedForm>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    interpreter_languages: Option<FieldForm<Vec<LanguageForm>>>,
}

impl core::fmt::Debug for Storage {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Storage").field("format", &self.format).finish_non_exhaustive()
    }
}

impl Demographics {
    /// The complete record in its storage form; see [`Storage`].
    pub fn for_storage(&self) -> Storage {
        Storage {
            format: FORMAT.to_owned(),
            standard: crate::STANDARD_VERSION.to_owned(),
            ethnicity: FieldForm::of(&self.ethnicity),
            languages: FieldForm::of(&self.languages),
            orientation: FieldForm::of(&self.orientation),
            pronouns: FieldForm::of(&self.pronouns),
            name: FieldForm::of(&self.name),
            gender: form_of(&self.gender),
            trans_status: form_of(&self.trans_status.field),
            administrative_gender: form_of(&self.administrative_gender),
            phenotypic_sex: form_of(&self.phenotypic_sex.field),
            religion: form_of(&self.religion),
            disability: form_of(&self.disability),
            impairment: form_of(&self.impairment),
            partnership: form_of(&self.partnership),
            care: form_of(&self.care),
            armed_forces: form_of(&self.armed_forces),
            accommodation: form_of(&self.accommodation),
            communication: form_of(&self.communication),
            formats: form_of(&self.formats),
            contact: form_of(&self.contact),
            interpreter: form_of(&self.interpreter),
            interpreter_languages: form_of(&self.interpreter_languages),
        }
    }
}

impl Storage {
    /// The record.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] when the form is another one, or when an id, a date, a reason or a language tag in it
    /// is none. The message names the field, never its content.
    pub fn into_record(self) -> Result<Demographics> {
        if self.format != FORMAT {
            return Err(Error::new(ErrorKind::Format, format!("this is not a record in the form {FORMAT}"))
                .with_help("read it with the release that wrote it"));
        }
        let mut person = Demographics {
            ethnicity: self.ethnicity.into_field("ethnicity")?,
            languages: self.languages.into_field("languages")?,
            orientation: self.orientation.into_field("orientation")?,
            pronouns: self.pronouns.into_field("pronouns")?,
            name: self.name.into_field("name")?,
            gender: field_of(self.gender, "gender")?,
            administrative_gender: field_of(self.administrative_gender, "administrative-gender")?,
            religion: field_of(self.religion, "religion")?,
            disability: field_of(self.disability, "disability")?,
            impairment: field_of(self.impairment, "impairment")?,
            partnership: field_of(self.partnership, "partnership")?,
            care: field_of(self.care, "care")?,
            armed_forces: field_of(self.armed_forces, "armed-forces")?,
            accommodation: field_of(self.accommodation, "accommodation")?,
            communication: field_of(self.communication, "communication")?,
            formats: field_of(self.formats, "formats")?,
            contact: field_of(self.contact, "contact")?,
            interpreter: field_of(self.interpreter, "interpreter")?,
            interpreter_languages: field_of(self.interpreter_languages, "interpreter-languages")?,
            ..Demographics::not_asked()
        };
        person.trans_status.put(field_of(self.trans_status, "trans-status")?);
        person.phenotypic_sex.put(field_of(self.phenotypic_sex, "phenotypic-sex")?);
        Ok(person)
    }
}

/// The form of a field that records of the first release do not have; none where nothing was asked and nothing received.
fn form_of<T: Statement, F: Form<T>>(field: &Field<T>) -> Option<FieldForm<F>> {
    (*field != Field::not_asked()).then(|| FieldForm::of(field))
}

fn field_of<T: Statement, F: Form<T>>(form: Option<FieldForm<F>>, name: &str) -> Result<Field<T>> {
    form.map_or_else(|| Ok(Field::not_asked()), |form| form.into_field(name))
}

/// A form of a field's value, and back.
trait Form<T>: Sized {
    fn of(value: &T) -> Self;
    fn into_value(self) -> Result<T>;
}

fn answer_of<T, F: Form<T>>(form: AnswerForm<F>) -> Result<crate::Answer<T>> {
    match (form.given, form.absent) {
        (Some(given), None) => Ok(crate::Answer::Given(given.into_value()?)),
        (None, Some(absent)) => Ok(crate::Answer::Absent(absent.join("+").parse()?)),
        _ => Err(Error::new(ErrorKind::Format, "an answer is either given or absent")),
    }
}
