//! From the record to a message, for a purpose.

use super::Resource;
use super::elements::{
    Element, communication, communication_of_none, is_called, with_reason, without_nhs_communication,
};
use super::fields::{ADMINISTRATIVE, Access, Step, numbers};
use super::json::{Fault, Node, with_items, with_member};
use super::names::{self, Style};
use super::parts::{self, Codes, codes_of_parts, extensions, reason_for};
use super::profiles::{AdministrativeRule, Profile, Repeated};
use super::read::Reading;
use super::residues::Residues;
use super::seal::{chosen, seal};
use super::sent::{FieldSent, Sent};
use crate::answer::{Answer, Reason};
use crate::bridge::{Bridge, Loss, Policy, Value, systems};
use crate::demographics::{Demographics, Disclosed};
use crate::error::Result;
use crate::field::Field;
use crate::language::Languages;
use crate::residue::{self, FieldValue, Residue};
use crate::stated::{Axis, Stated};

/// A document, what it cannot tell apart, and what it could not hold. The document is reached by taking all three.
#[derive(Clone, Debug)]
#[must_use = "the document, the losses and the residues belong together"]
pub struct Written {
    resource: Resource,
    fields: Vec<FieldSent>,
    residues: Residues,
}

impl Written {
    /// The document, what became of each field, and the residues, which the sender keeps. There is no other way to the
    /// document.
    pub fn into_parts(self) -> (Resource, Vec<FieldSent>, Residues) {
        (self.resource, self.fields, self.residues)
    }

    /// The same, with the residues in the document too: in [`RESIDUES`](super::RESIDUES), the one extension of ours. They
    /// hold what this purpose may see and nothing else, and whoever has this crate can read them.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`](crate::ErrorKind::Format) when the document would be longer than one that is read.
    pub fn with_residues(mut self) -> Result<Self> {
        let text =
            self.residues.put_into(&self.resource.text).map_err(|fault| fault.of(&self.resource.text))?;
        self.resource.text = text;
        Ok(self)
    }
}

impl Profile {
    /// A new Patient that holds what a purpose may see of a record, and nothing else: no sealed name, no former answer, no
    /// trans status.
    ///
    /// A field that fits several codes is left out, and said so with its candidates; so is one that the profile has no
    /// element for. Their residues hold them.
    ///
    /// # Errors
    ///
    /// Where the name cannot be sent: as [`FieldProfile::render`](crate::FieldProfile::render).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir::{self, Sent};
    /// use ownwords::{Demographics, Name, Policy, Purpose};
    ///
    /// let mut person = Demographics::not_asked();
    /// person.name = Name::chosen("Zoë Nguyễn").unwrap().into(); // made up
    /// let written = fhir::UKCORE_ENGLAND.write(person.for_purpose(Purpose::WardBoard), Policy::Certain).unwrap();
    /// let (patient, fields, _) = written.into_parts();
    /// assert_eq!(patient.as_str(), r#"{"resourceType":"Patient","name":[{"use":"usual","text":"Zoë Nguyễn"}]}"#);
    /// assert!(matches!(&fields[..], [name] if matches!(name.sent, Sent::Name(_))));
    ///
    /// // PDS wants a family name, and none is guessed.
    /// assert!(fhir::PDS.write(person.for_purpose(Purpose::Letter), Policy::Certain).is_err());
    /// ```
    pub fn write(&self, seen: Disclosed<'_>, policy: Policy) -> Result<Written> {
        self.update(&Resource::patient(), seen, policy)
    }

    /// The document of a receiver, with what a purpose may see of a record put in: each element in its place, and all else
    /// byte for byte as it was. A field that the document says already is left as it stands, and so is what the purpose may
    /// not see.
    ///
    /// The document is the receiver's own: it may hold a former name, and is for nobody else. For another receiver
    /// [`write`](Self::write) a new one.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write); [`ErrorKind::Format`](crate::ErrorKind::Format) where the document cannot be read.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir::{self, Resource};
    /// use ownwords::{Policy, Purpose};
    ///
    /// // Made up, as a server may write it.
    /// let sent = r#"{ "resourceType" : "Patient", "birthDate":"2010-10-22", "name":[{"id":"1","family":"Hart"}] }"#;
    /// let patient = Resource::parse(sent.as_bytes()).unwrap();
    /// let mut person = patient.read().unwrap().record;
    /// let same = fhir::PDS.update(&patient, person.for_purpose(Purpose::Letter), Policy::Certain).unwrap();
    /// assert_eq!(same.into_parts().0.as_str(), sent);
    ///
    /// let name = ownwords::NameText::entered("Zoë Hart").unwrap();
    /// let name = name.with_part(ownwords::PartKind::Given, "Zoë").with_part(ownwords::PartKind::Family, "Hart");
    /// person.name.change(name, None).unwrap();
    /// let changed = fhir::PDS.update(&patient, person.for_purpose(Purpose::Letter), Policy::Certain).unwrap();
    /// assert_eq!(
    ///     changed.into_parts().0.as_str(),
    ///     r#"{ "resourceType" : "Patient", "birthDate":"2010-10-22", "name":[{"id":"1","family":"Hart","use":"usual","given":["Zoë"]}] }"#,
    /// );
    /// ```
    pub fn update(&self, document: &Resource, seen: Disclosed<'_>, policy: Policy) -> Result<Written> {
        let Reading { record: before, .. } = document.read()?;
        let mut writer = Writer {
            seen,
            policy,
            before,
            takes_reasons: self.takes_reasons,
            resource: document.clone(),
            fields: Vec::new(),
            residues: Residues::default(),
            read_back: Vec::new(),
        };
        self.each_field(document.known, &mut writer)?;
        writer.seal_what_was_read_back()?;
        let Writer { resource, fields, residues, .. } = writer;
        Ok(Written { resource, fields, residues })
    }
}

/// What is sealed once the whole document is written: the field, and how.
type ReadBack<'a> = (&'static str, Box<dyn Fn(&Demographics) -> Residue + 'a>);

struct Writer<'a> {
    seen: Disclosed<'a>,
    policy: Policy,
    before: Demographics,
    takes_reasons: bool,
    resource: Resource,
    fields: Vec<FieldSent>,
    residues: Residues,
    read_back: Vec<ReadBack<'a>>,
}

impl<'a> Writer<'a> {
    fn sent(&mut self, field: &'static str, sent: Sent) {
        self.fields.push(FieldSent { field, sent });
    }

    /// The field, if the purpose sees it and the document does not say it already.
    fn new_statement<T: PartialEq>(&mut self, field: &Access<T>, system: &str) -> Option<&'a Field<T>> {
        let now = (field.of)((field.seen)(&self.seen)?);
        let is_chosen = now.reporting_choices().iter().any(|choice| choice.system == system);
        if !is_chosen && (field.of)(&self.before).statement() == now.statement() {
            self.sent(field.word, Sent::AsItStood);
            return None;
        }
        Some(now)
    }

    fn edit(&mut self, edit: impl FnOnce(&str) -> Result<String, Fault>) -> Result<()> {
        let text = edit(&self.resource.text).map_err(|fault| fault.of(&self.resource.text))?;
        self.resource.text = text;
        Ok(())
    }

    fn seal_what_was_read_back(&mut self) -> Result<()> {
        if !self.read_back.is_empty() {
            let Reading { record, .. } = self.resource.read()?;
            for (field, seal) in &self.read_back {
                self.residues.put(field, &seal(&record));
            }
        }
        Ok(())
    }

    /// Keeps what reading the element back does not give.
    fn seal_later<T: FieldValue>(&mut self, field: &Access<T>, number: u16, statement: &'a Answer<T>) {
        let of = field.of;
        self.read_back
            .push((field.word, Box::new(move |read| seal(statement, of(read).statement(), number))));
    }
}

impl Step for Writer<'_> {
    fn name(&mut self, style: Style) -> Result<()> {
        let Some(name) = self.seen.name() else { return Ok(()) };
        if chosen(&self.before).given() == Some(name) {
            self.sent("name", Sent::AsItStood);
            return Ok(());
        }
        let mut written = names::Written::of(name, style, self.seen.purpose())?;
        self.sent("name", Sent::Name(core::mem::take(&mut written.receipts)));
        self.edit(|resource| written.put_into(resource))?;
        let statement = Answer::Given(name.clone());
        self.read_back.push(("name", Box::new(move |read| seal(&statement, &chosen(read), numbers::NAME))));
        Ok(())
    }

    fn one<S: Bridge>(
        &mut self,
        field: &Access<S::Value>,
        system: &'static S,
        uri: fn(&S, &str) -> Option<&'static str>,
        element: Element,
    ) -> Result<()> {
        let Some(now) = self.new_statement(field, system.key()) else { return Ok(()) };
        let encoded = system.encode(now, self.policy);
        let (mut value, mut sent, mut residue) = match encoded {
            Err(ambiguity) => (None, Sent::Ambiguous(ambiguity), None),
            Ok(encoded) => {
                let (value, loss, residue) = encoded.into_parts();
                let text = value.as_bytes().map(core::str::from_utf8);
                match text {
                    None => (None, Sent::Codes(vec![loss]), Some(residue)),
                    Some(Ok(text)) if parts::is_code(text) => {
                        (Some(text.to_owned()), Sent::Codes(vec![loss]), Some(residue))
                    }
                    Some(_) => (None, Sent::LeftOut("what was received is no code that FHIR can hold"), None),
                }
            }
        };
        let refused = match (value.as_deref(), &element) {
            (Some(text), Element::Boolean(..) | Element::BooleanPart(..)) if !is_boolean(text) => {
                Some("what was received is neither true nor false")
            }
            (Some(_), Element::BooleanPart(of, _)) if !self.has_language(of)? => {
                Some("the receiver takes it beside a language alone")
            }
            _ => None,
        };
        if let Some(why) = refused {
            (value, sent, residue) = (None, Sent::LeftOut(why), None);
        }
        let uri = value.as_deref().and_then(|code| uri(system, code));
        self.edit(|resource| element.put(resource, value.as_deref(), uri))?;
        if matches!(element, Element::NhsLanguage) {
            // Without a language the receiver takes no need for an interpreter.
            self.before.interpreter = self.resource.read()?.record.interpreter;
        }
        let left_out = Value::left_out();
        let residue = residue.unwrap_or_else(|| {
            residue::seal(now.statement(), &system.implied(&left_out), &system.place(&left_out, None))
        });
        self.residues.put(field.word, &residue);
        self.sent(field.word, sent);
        Ok(())
    }

    fn each<A: Axis>(
        &mut self,
        field: &Access<Stated<A>>,
        repeated: Option<&Repeated<A>>,
        instead_of: &'static [&'static str],
        number: u16,
    ) -> Result<()> {
        let key = repeated.map_or("", |repeated| repeated.list.key());
        let Some(now) = self.new_statement(field, key) else { return Ok(()) };
        let (mut new, mut sent) = (Vec::new(), Sent::NotHeld);
        if let Some(repeated) = repeated {
            sent = match codes_of_parts(repeated, now, self.policy) {
                Codes::These(codes, losses) => match extensions(repeated, &codes) {
                    Ok(extensions) => {
                        new = extensions;
                        Sent::Codes(losses)
                    }
                    Err(why) => Sent::LeftOut(why),
                },
                Codes::Ambiguous(ambiguity) => Sent::Ambiguous(ambiguity),
                Codes::None(why) => Sent::LeftOut(why),
            };
            if new.is_empty()
                && let Some((code, loss)) = self.reason(now.statement())
                && let Some(extension) = repeated.shape.with_reason(code)
            {
                new.push(extension);
                sent = Sent::Reason(loss);
            }
        }
        self.edit(|resource| with_items(resource, "extension", |node| is_called(node, instead_of), &new))?;
        self.seal_later(field, number, now.statement());
        self.sent(field.word, sent);
        Ok(())
    }

    fn administrative(&mut self, rule: &AdministrativeRule) -> Result<()> {
        let system = &systems::FHIR_ADMINISTRATIVE_GENDER;
        let Some(now) = self.new_statement(&ADMINISTRATIVE, system.key()) else { return Ok(()) };
        let (mut code, mut reason) = (None, None);
        let mut sent = match system.encode(now, self.policy) {
            Err(ambiguity) => Sent::Ambiguous(ambiguity),
            Ok(encoded) => {
                let (value, loss, _) = encoded.into_parts();
                let text = value.as_bytes().and_then(|code| core::str::from_utf8(code).ok());
                // The binding of FHIR's own element is required: what is not of its list cannot stand there.
                code = text.filter(|text| system.decode(text.as_bytes()).row().is_some()).map(str::to_owned);
                match (text, &code) {
                    (Some(_), None) => {
                        Sent::LeftOut("what was received is no code of the list that FHIR binds")
                    }
                    _ => Sent::Codes(vec![loss]),
                }
            }
        };
        if code.as_deref().is_some_and(|code| rule.refuses.contains(&code)) {
            (code, sent) = (None, Sent::LeftOut("the receiver does not take this code"));
        }
        // `unknown` is the list's one code for all that is not known: why stands beside it, where the receiver takes that.
        if !matches!(&sent, Sent::Codes(losses) if losses.iter().all(Loss::is_nothing))
            && let Some((why, loss)) = self.reason(now.statement())
        {
            (reason, sent) = (Some(why), Sent::Reason(loss));
        }
        let has_one = self.root(|root| Ok(root.get("gender").is_some()))?;
        let is_asked = now.statement().absence().is_none_or(|absence| absence != Reason::NotAsked.into());
        if has_one && (!is_asked || code.is_none() && !rule.may_be_removed) {
            sent = Sent::LeftOut(if is_asked {
                "the receiver lets none be removed, and keeps the one that it has"
            } else {
                "nobody was asked here, and the receiver keeps the one that it has"
            });
        } else {
            let code = code.map(|code| serde_json::Value::from(code).to_string());
            self.edit(|resource| {
                with_reason(&with_member(resource, "gender", code.as_deref())?, "_gender", reason)
            })?;
        }
        self.seal_later(&ADMINISTRATIVE, numbers::ADMINISTRATIVE_GENDER, now.statement());
        self.sent(ADMINISTRATIVE.word, sent);
        Ok(())
    }

    fn languages(&mut self, field: &Access<Languages>) -> Result<()> {
        let system = &systems::BCP_47;
        let Some(now) = self.new_statement(field, system.key()) else { return Ok(()) };
        let uses = now.statement().given().map_or(&[][..], Languages::uses);
        let mut losses = Vec::new();
        let mut new = Vec::new();
        for language in uses {
            let one = Languages::of([language.clone()])?;
            if let Ok(encoded) = system.encode(&Field::stated(one), self.policy) {
                let (tag, loss, _) = encoded.into_parts();
                losses.push(loss);
                let tag = tag.as_bytes().and_then(|tag| core::str::from_utf8(tag).ok());
                new.extend(tag.map(|tag| communication(tag, language).to_string()));
            }
        }
        let mut sent = Sent::Codes(losses);
        if new.is_empty()
            && let Some((code, loss)) = self.reason(now.statement())
        {
            new.push(communication_of_none(code).to_string());
            sent = Sent::Reason(loss);
        }
        self.edit(|resource| {
            let resource = with_items(resource, "communication", |_| true, &new)?;
            without_nhs_communication(&resource)
        })?;
        self.seal_later(field, numbers::LANGUAGES, now.statement());
        self.sent(field.word, sent);
        Ok(())
    }

    fn not_held<T: FieldValue + 'static>(&mut self, field: &Access<T>, number: u16) -> Result<()> {
        let Some(now) = self.new_statement(field, "") else { return Ok(()) };
        self.seal_later(field, number, now.statement());
        self.sent(field.word, Sent::NotHeld);
        Ok(())
    }
}

impl Writer<'_> {
    /// Why there is no answer, where the receiver takes that.
    fn reason<T>(&self, statement: &Answer<T>) -> Option<(&'static str, Loss)> {
        statement.absence().filter(|_| self.takes_reasons).and_then(reason_for)
    }

    fn has_language(&self, url: &str) -> Result<bool> {
        self.root(|root| {
            for extension in root.objects("extension")?.iter().filter(|node| is_called(node, &[url])) {
                if extension.objects("extension")?.iter().any(|part| is_called(part, &["language"])) {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn root<T>(&self, what: impl FnOnce(&Node<'_>) -> Result<T, Fault>) -> Result<T> {
        self.resource.root(what)
    }
}

fn is_boolean(text: &str) -> bool {
    matches!(text, "true" | "false")
}
