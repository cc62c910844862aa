//! Names in the storage form.

use serde::{Deserialize, Serialize};

use super::Form;
use super::parts::{CorrectionForm, all, date_of, unknown_word};
use crate::error::Result;
#[cfg(feature = "wire")]
use crate::error::{Error, ErrorKind};
use crate::field::Former;
use crate::language::LanguageTag;
use crate::name::{FormerName, HowSaid, Name, NameText, PartKind};

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NameForm {
    chosen: NameTextForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<NameTextForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    legal: Option<NameTextForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<FormerNameForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<CorrectionForm>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct NameTextForm {
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<WordAndText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forms: Vec<NameTextForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    said: Vec<WordAndText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    addressed_as: Option<String>,
}

/// A part and its kind, or how the name is said and in which way.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WordAndText {
    kind: String,
    text: String,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct FormerNameForm {
    name: NameTextForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

impl NameTextForm {
    fn of(name: &NameText) -> Self {
        let pair = |word: &str, text: &str| WordAndText { kind: word.to_owned(), text: text.to_owned() };
        Self {
            text: name.as_str().to_owned(),
            parts: name.parts().map(|(kind, text)| pair(kind.word(), text)).collect(),
            language: name.language().map(|tag| tag.as_str().to_owned()),
            forms: name.forms().iter().map(Self::of).collect(),
            said: name.said().map(|(how, text)| pair(how.word(), text)).collect(),
            addressed_as: name.addressed().map(str::to_owned),
        }
    }

    fn into_name(self) -> Result<NameText> {
        let mut name = NameText::received(self.text);
        for part in self.parts {
            name = name.with_part(PartKind::of_word(&part.kind).ok_or_else(unknown_word)?, part.text);
        }
        if let Some(tag) = self.language {
            name = name.in_language(LanguageTag::parse(&tag)?);
        }
        for form in self.forms {
            name = name.with_form(form.into_name()?);
        }
        for said in self.said {
            name = name.said_as(HowSaid::of_word(&said.kind).ok_or_else(unknown_word)?, said.text);
        }
        Ok(match self.addressed_as {
            Some(text) => name.addressed_as(text),
            None => name,
        })
    }
}

impl Form<Name> for NameForm {
    fn of(value: &Name) -> Self {
        let former = |former: &FormerName| FormerNameForm {
            name: NameTextForm::of(&former.value),
            until: former.until.map(|date| date.to_string()),
        };
        Self {
            chosen: NameTextForm::of(&value.chosen),
            identity: value.identity.as_deref().map(NameTextForm::of),
            legal: value.legal.as_deref().map(NameTextForm::of),
            former: value.former.iter().map(former).collect(),
            corrections: value.corrections.iter().map(CorrectionForm::of).collect(),
        }
    }

    fn into_value(self) -> Result<Name> {
        let former =
            |form: FormerNameForm| Ok(Former { value: form.name.into_name()?, until: date_of(form.until)? });
        Ok(Name {
            chosen: self.chosen.into_name()?,
            identity: self.identity.map(NameTextForm::into_name).transpose()?.map(Box::new),
            legal: self.legal.map(NameTextForm::into_name).transpose()?.map(Box::new),
            former: all(self.former, former)?,
            corrections: all(self.corrections, CorrectionForm::into_correction)?,
        })
    }
}

/// One name in its storage form, for the residue of a message.
#[cfg(feature = "wire")]
pub(in crate::wire) fn name_to_json(name: &NameText) -> Result<Vec<u8>> {
    serde_json::to_vec(&NameTextForm::of(name)).map_err(|_| unreadable())
}

/// The name that `name_to_json` wrote.
#[cfg(feature = "wire")]
pub(in crate::wire) fn name_from_json(json: &[u8]) -> Result<NameText> {
    serde_json::from_slice::<NameTextForm>(json).map_err(|_| unreadable())?.into_name()
}

#[cfg(feature = "wire")]
fn unreadable() -> Error {
    Error::new(ErrorKind::Residue, "the residue holds a name in a form unknown here")
        .with_help("restore it with a release that is at least as new")
}
