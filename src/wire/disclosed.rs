//! What one purpose may see of a record, for writing in any serde format.

use serde::Serialize;

use crate::answer::Answer;
use crate::demographics::Disclosed;
use crate::stated::{Axis, Stated};

/// What one purpose may see of a record, in words and labels, to be shown or sent. It holds no coding, no id and no
/// sealed name, and cannot be read back into a record.
///
/// # Example
///
/// ```
/// use ownwords::wire::DisclosedForm;
/// use ownwords::{Demographics, Name, Purpose};
///
/// let mut person = Demographics::not_asked();
/// person.name = Name::chosen("김민준").unwrap().into();
/// let board = DisclosedForm::from(person.for_purpose(Purpose::WardBoard));
/// assert_eq!(serde_json::to_string(&board).unwrap(), r#"{"name":"김민준"}"#);
/// ```
#[derive(Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct DisclosedForm {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    name_forms: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    said: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    addressed_as: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pronouns: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    languages: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ethnicity: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    orientation: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    religion: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disability: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    impairment: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    partnership: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    care: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    armed_forces: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accommodation: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    communication: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    formats: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interpreter: Option<StatedWords>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interpreter_languages: Option<Vec<String>>,
}

/// A statement in labels and the person's own words, or the reasons why there is none.
#[derive(Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
struct StatedWords {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stated: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_words: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    no_answer: Vec<&'static str>,
}

impl core::fmt::Debug for DisclosedForm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("DisclosedForm").finish_non_exhaustive()
    }
}

impl StatedWords {
    fn of<A: Axis>(answer: &Answer<Stated<A>>) -> Self {
        let label = |part: &crate::Part| match part.concept() {
            None => "not further stated".to_owned(),
            Some(id) => {
                A::standard().by_id(id).map_or_else(|| id.to_string(), |concept| concept.label().to_owned())
            }
        };
        Self {
            stated: answer.given().map_or(Vec::new(), |stated| stated.parts().iter().map(label).collect()),
            own_words: answer.given().and_then(|stated| stated.own_words()).map(str::to_owned),
            no_answer: answer
                .absence()
                .map_or(Vec::new(), |absence| absence.reasons().map(crate::Reason::label).collect()),
        }
    }
}

impl From<Disclosed<'_>> for DisclosedForm {
    fn from(disclosed: Disclosed<'_>) -> Self {
        let tags = |answer: &Answer<crate::Languages>| {
            let uses = answer.given().map_or(&[][..], crate::Languages::uses);
            uses.iter().map(|language| language.tag.as_str().to_owned()).collect()
        };
        let name = disclosed.name();
        let texts = |forms: &[crate::NameText]| forms.iter().map(|form| form.as_str().to_owned()).collect();
        let said = |name: &crate::NameText| name.said().map(|(_, text)| text.to_owned()).collect();
        Self {
            name_forms: name.map_or(Vec::new(), |name| texts(name.forms())),
            said: name.map_or(Vec::new(), said),
            addressed_as: name.and_then(|name| name.addressed()).map(str::to_owned),
            name: name.map(|name| name.as_str().to_owned()),
            pronouns: disclosed.pronouns().map(StatedWords::of),
            languages: disclosed.languages().map(tags),
            ethnicity: disclosed.ethnicity().map(StatedWords::of),
            orientation: disclosed.orientation().map(StatedWords::of),
            gender: disclosed.gender().map(StatedWords::of),
            religion: disclosed.religion().map(StatedWords::of),
            disability: disclosed.disability().map(StatedWords::of),
            impairment: disclosed.impairment().map(StatedWords::of),
            partnership: disclosed.partnership().map(StatedWords::of),
            care: disclosed.care().map(StatedWords::of),
            armed_forces: disclosed.armed_forces().map(StatedWords::of),
            accommodation: disclosed.accommodation().map(StatedWords::of),
            communication: disclosed.communication().map(StatedWords::of),
            formats: disclosed.formats().map(StatedWords::of),
            contact: disclosed.contact().map(StatedWords::of),
            interpreter: disclosed.interpreter().map(StatedWords::of),
            interpreter_languages: disclosed.interpreter_languages().map(tags),
        }
    }
}
