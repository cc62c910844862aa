//! From a document and its residues to the record that was sent.

use super::Resource;
use super::elements::Element;
use super::fields::{ADMINISTRATIVE, Access, Step, numbers};
use super::names::Style;
use super::profiles::{AdministrativeRule, Profile, Repeated};
use super::read::Reading;
use super::residues::Residues;
use super::seal::{chosen, open};
use crate::answer::Answer;
use crate::bridge::{Bridge, Value, systems};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Coding, Field, SaidBy};
use crate::language::Languages;
use crate::name::Name;
use crate::residue::FieldValue;
use crate::stated::{Axis, Stated};

impl Profile {
    /// The record that was sent, from the document as it came back and the residues that were kept, or that
    /// [came along](Resource::residues). What has no residue is as it is read.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Residue`](crate::ErrorKind::Residue) when a residue is damaged, belongs to another document, or the
    /// receiver has changed the element that it belongs to: then [read](Resource::read) the document, and
    /// [reconcile](crate::Bridge::reconcile) that field.
    pub fn restore(&self, document: &Resource, residues: &Residues) -> Result<Demographics> {
        let Reading { record, .. } = document.read()?;
        let mut restorer = Restorer { record, residues, restored: 0 };
        self.each_field(document.known, &mut restorer)?;
        if restorer.restored < residues.iter().count() {
            return Err(Error::new(
                ErrorKind::Residue,
                "a residue belongs to a field that this release does not know",
            )
            .with_help("restore it with the release that wrote it"));
        }
        Ok(restorer.record)
    }
}

struct Restorer<'a> {
    record: Demographics,
    residues: &'a Residues,
    /// How many of the residues belonged to a field.
    restored: usize,
}

impl Restorer<'_> {
    /// What a field with a residue said.
    fn restored<T: FieldValue>(
        &mut self,
        field: &Access<T>,
        open: impl FnOnce(&Field<T>, &str) -> Result<Answer<T>>,
    ) -> Result<()> {
        let Some(token) = self.residues.get(field.word) else { return Ok(()) };
        let read = (field.of_mut)(&mut self.record);
        read.answer = open(read, token).map_err(|error| changed(field.word, &error))?;
        read.provenance.said_by = SaidBy::Coding;
        read.unconfirmed.clear();
        self.restored += 1;
        Ok(())
    }
}

/// The same error, with the field.
fn changed(field: &str, error: &Error) -> Error {
    Error::new(error.kind(), format!("`{field}`: {}", error.message()))
        .with_help("read the document instead and reconcile this field; the receiver may have changed it")
}

impl Step for Restorer<'_> {
    fn name(&mut self, _: Style) -> Result<()> {
        let Some(token) = self.residues.get("name") else { return Ok(()) };
        let restored =
            open(token, &chosen(&self.record), numbers::NAME).map_err(|error| changed("name", &error))?;
        let name = &mut self.record.name.answer;
        match (name, restored) {
            (Answer::Given(name), Answer::Given(text)) => name.chosen = text,
            (name, restored) => *name = restored.map(Name::from_text),
        }
        self.restored += 1;
        Ok(())
    }

    fn one<S: Bridge>(
        &mut self,
        field: &Access<S::Value>,
        system: &'static S,
        _: fn(&S, &str) -> Option<&'static str>,
        _: Element,
    ) -> Result<()> {
        self.restored(field, |read, token| {
            // PDS's list of languages is UK Core's retired one without English, under the name of the other.
            let is_of = |coding: &&Coding| {
                coding.system == system.key()
                    || (system.key() == systems::PDS_PREFERRED_LANGUAGE.key()
                        && coding.system == systems::UKCORE_HUMAN_LANGUAGE.key())
            };
            let code = read.codings().iter().find(is_of);
            let value = code.map_or_else(Value::left_out, |code| (&code.value[..]).into());
            system.restore(&value, token)
        })
    }

    fn each<A: Axis>(
        &mut self,
        field: &Access<Stated<A>>,
        _: Option<&Repeated<A>>,
        _: &'static [&'static str],
        number: u16,
    ) -> Result<()> {
        self.restored(field, |read, token| open(token, read.statement(), number))
    }

    fn administrative(&mut self, _: &AdministrativeRule) -> Result<()> {
        let number = numbers::ADMINISTRATIVE_GENDER;
        self.restored(&ADMINISTRATIVE, |read, token| open(token, read.statement(), number))
    }

    fn languages(&mut self, field: &Access<Languages>) -> Result<()> {
        self.restored(field, |read, token| open(token, read.statement(), numbers::LANGUAGES))
    }

    fn not_held<T: FieldValue + 'static>(&mut self, field: &Access<T>, number: u16) -> Result<()> {
        self.restored(field, |read, token| open(token, read.statement(), number))
    }
}
