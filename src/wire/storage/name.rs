//! Names in the storage form.

use serde::{Deserialize, Serialize};

use super::Form;
use super::parts::{all, date_of, unknown_word};
use crate::error::Result;
use crate::language::LanguageTag;
use crate::name::{FormerName, Name, NameText, PartKind, Pronunciation, PronunciationKind};

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct NameForm {
    chosen: NameTextForm,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<NameTextForm>,
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    identity_awaits_confirmation: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    legal: Option<NameTextForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    former: Vec<FormerNameForm>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct NameTextForm {
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<WordForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    forms: Vec<NameTextForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pronunciations: Vec<WordForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

/// A text of a named kind: a part of the name, or how it is said.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct WordForm {
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
        let word = |kind: &str, text: &str| WordForm { kind: kind.to_owned(), text: text.to_owned() };
        let pronunciations = name.pronunciations().iter();
        Self {
            text: name.as_str().to_owned(),
            parts: name.parts().map(|(kind, text)| word(kind.word(), text)).collect(),
            language: name.language().map(|tag| tag.as_str().to_owned()),
            forms: name.forms().iter().map(Self::of).collect(),
            pronunciations: pronunciations.map(|said| word(said.kind().word(), said.as_str())).collect(),
            address: name.address.clone(),
        }
    }

    fn into_name(self) -> Result<NameText> {
        let mut name = NameText::received(self.text);
        for part in self.parts {
            name = name.with_part(PartKind::of_word(&part.kind).ok_or_else(unknown_word)?, part.text);
        }
        for said in self.pronunciations {
            let kind = PronunciationKind::of_word(&said.kind).ok_or_else(unknown_word)?;
            name = name.said(Pronunciation::new(kind, said.text));
        }
        name.language = self.language.map(|tag| LanguageTag::parse(&tag)).transpose()?;
        name.forms = all(self.forms, Self::into_name)?;
        name.address = self.address;
        Ok(name)
    }
}

impl Form<Name> for NameForm {
    fn of(value: &Name) -> Self {
        let former = |former: &FormerName| FormerNameForm {
            name: NameTextForm::of(&former.name),
            until: former.until.map(|date| date.to_string()),
        };
        Self {
            chosen: NameTextForm::of(&value.chosen),
            identity: value.identity.as_ref().map(NameTextForm::of),
            identity_awaits_confirmation: !value.identity_confirmed,
            legal: value.legal.as_ref().map(NameTextForm::of),
            former: value.former.iter().map(former).collect(),
        }
    }

    fn into_value(self) -> Result<Name> {
        let former = |form: FormerNameForm| {
            Ok(FormerName { name: form.name.into_name()?, until: date_of(form.until)? })
        };
        Ok(Name {
            chosen: self.chosen.into_name()?,
            identity: self.identity.map(NameTextForm::into_name).transpose()?,
            identity_confirmed: !self.identity_awaits_confirmation,
            legal: self.legal.map(NameTextForm::into_name).transpose()?,
            former: all(self.former, former)?,
        })
    }
}
