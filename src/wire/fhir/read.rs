//! From a message to the record.

#[cfg(doc)]
use super::Resource;
use super::coded::{Code, Codes, Gathered, GatheredLanguages, data_absent, field_of};
use super::json::{Document, Fault, Node};
use super::{Kind, names, text_of, urls};
use crate::answer::{Answer, Reason};
use crate::bridge::systems;
use crate::demographics::Demographics;
use crate::ethnicity::Heritages;
use crate::field::{Field, SaidBy};
use crate::language::Ability;
use crate::overlay::Known;
use crate::stated::{Axis, Part};

/// A record that was read, and what of the elements that are read has no place in it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The record: what was read from codings, and each coding as it came.
    pub record: Demographics,
    /// What stands in the document alone.
    pub not_read: Vec<NotRead>,
}

impl Reading {
    /// Reads one resource about a person whose document is not to be kept: in one pass over the bytes, of which only what
    /// the record holds is copied. For many of them, one a line for example. It is what [`Resource::parse`] and
    /// [`Resource::read`] give.
    ///
    /// # Errors
    ///
    /// As those two.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir::Reading;
    ///
    /// // Made up.
    /// let lines = r#"{"resourceType": "Patient", "name": [{"use": "usual", "given": ["Zoë"], "family": "Hart"}]}
    /// {"resourceType": "Patient", "gender": "other"}"#;
    /// let people: Vec<Reading> = lines.lines().map(|line| Reading::of(line.as_bytes())).collect::<Result<_, _>>()?;
    /// assert_eq!(people[0].record.name.statement().given().unwrap().name_for(ownwords::Purpose::Letter).as_str(), "Zoë Hart");
    /// assert!(Reading::of(br#"{"resourceType": "Patient", "id": "1", "id": "2"}"#).is_err());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn of(json: &[u8]) -> Result<Self, crate::Error> {
        let source = text_of(json)?;
        // The result is made first, and the record read in its place there: one is some thousands of bytes, which cost as much
        // to copy as a short message to read.
        let mut result = Ok(Self::nothing());
        let read = Document::parse(source).and_then(|document| {
            let root = document.root();
            let kind = Kind::of_person(&root)?;
            result.as_mut().map_or(Ok(()), |reading| reading.read(&root, kind, Known::NATIONAL))
        });
        if let Err(fault) = read {
            result = Err(fault.of(source));
        }
        result
    }

    /// Of a document that says nothing.
    fn nothing() -> Self {
        Self { record: Demographics::not_asked(), not_read: Vec::new() }
    }
}

/// Something that stands in a document, where it stays, and has no place in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotRead {
    /// Which element of the resource, for example `name[2]`.
    pub element: String,
    /// Why it is not in the record.
    pub why: &'static str,
}

/// What is being read.
pub(super) struct Reader<'r> {
    pub(super) record: &'r mut Demographics,
    pub(super) not_read: &'r mut Vec<NotRead>,
    languages: GatheredLanguages,
    /// The lists of ethnicity.
    known: Known,
}

pub(super) fn read(root: &Node<'_>, kind: Kind, known: Known) -> Result<Reading, Fault> {
    let mut reading = Reading::nothing();
    reading.read(root, kind, known)?;
    Ok(reading)
}

impl Reading {
    fn read(&mut self, root: &Node<'_>, kind: Kind, known: Known) -> Result<(), Fault> {
        let mut reader = Reader {
            record: &mut self.record,
            not_read: &mut self.not_read,
            languages: GatheredLanguages::none(),
            known,
        };
        names::read(root, &mut reader)?;
        for (place, extension) in root.objects("extension")?.iter().enumerate() {
            reader.extension(&extension, place)?;
        }
        for (place, communication) in root.objects("communication")?.iter().enumerate() {
            reader.communication(&communication, kind, place)?;
        }
        let gender = &mut reader.record.administrative_gender;
        if let Some(code) = root.string("gender")? {
            *gender = field_of(&systems::FHIR_ADMINISTRATIVE_GENDER, &code);
        }
        if let Some(beside) = root.object("_gender")?
            && let Some(absence) = data_absent(&beside)?
        {
            // Beside `unknown` it says more of the same; beside a gender it says nothing.
            if gender.answer.given().is_none() {
                gender.answer = Answer::Absent(absence);
                gender.provenance.said_by = SaidBy::Coding;
            }
        }
        if let Some(status) = root.object("maritalStatus")? {
            let mut partnership = Gathered::into(&mut reader.record.partnership, systems::PARTNERSHIP);
            partnership.concept(&status, "maritalStatus")?;
            partnership.absent(&status)?;
        }
        reader.languages.put_into(&mut reader.record.languages);
        Ok(())
    }
}

impl Reader<'_> {
    pub(super) fn leave(&mut self, element: String, why: &'static str) {
        self.not_read.push(NotRead { element, why });
    }

    fn ethnicity(&mut self) -> Gathered<'_, Heritages> {
        Gathered::into(&mut self.record.ethnicity, self.known.lists())
    }

    fn extension(&mut self, extension: &Node<'_>, place: usize) -> Result<(), Fault> {
        let url = extension.string("url")?.unwrap_or_default();
        let concept = || extension.object("valueCodeableConcept");
        match url.as_ref() {
            url if urls::ETHNIC_CATEGORY.contains(&url) || url == urls::NZ_ETHNICITY => {
                let mut ethnicity = self.ethnicity();
                if let Some(concept) = concept()? {
                    ethnicity.concept(&concept, url)?;
                    ethnicity.absent(&concept)?;
                }
                ethnicity.absent(extension)?;
            }
            urls::US_CORE_RACE | urls::US_CORE_ETHNICITY => self.us_core(extension, &url)?,
            urls::PRONOUNS | urls::GENDER_IDENTITY if !self.is_current(extension, place)? => {}
            urls::PRONOUNS => {
                stated(Gathered::into(&mut self.record.pronouns, systems::PRONOUNS), extension, &url)?
            }
            urls::GENDER_IDENTITY => {
                stated(Gathered::into(&mut self.record.gender, systems::GENDER), extension, &url)?
            }
            urls::RECORDED_SEX => self.recorded_sex(extension, &url)?,
            urls::INTERPRETER => self.interpreter(extension.boolean("valueBoolean")?),
            urls::NHS_COMMUNICATION => self.nhs_communication(extension, place)?,
            urls::CONTACT_PREFERENCE => {
                for part in extension.objects("extension")? {
                    let Some(concept) = part.object("valueCodeableConcept")? else { continue };
                    match part.string("url")?.as_deref() {
                        Some("PreferredWrittenCommunicationFormat") => {
                            Gathered::into(&mut self.record.formats, systems::FORMATS)
                                .concept(&concept, &url)?
                        }
                        Some("PreferredContactMethod") => {
                            Gathered::into(&mut self.record.contact, systems::CONTACT)
                                .concept(&concept, &url)?
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether what an extension says has no end. Whether the end is past is not known here: there is no clock.
    fn is_current(&mut self, extension: &Node<'_>, place: usize) -> Result<bool, Fault> {
        for part in extension.objects("extension")? {
            let period = part.object("valuePeriod")?;
            if period.is_some_and(|period| period.get("end").is_some()) {
                self.leave(format!("extension[{place}]"), "it has an end, and is not used after that");
                return Ok(false);
            }
            if part.string("url")?.as_deref() == Some("comment") {
                self.leave(format!("extension[{place}].comment"), "nobody says whose words a comment is in");
            }
        }
        Ok(true)
    }

    /// Categories, what details them, and a text that repeats both.
    fn us_core(&mut self, extension: &Node<'_>, url: &str) -> Result<(), Fault> {
        let (mut broad, mut details, mut categories) = (Vec::new(), Vec::new(), 0);
        let mut text = None;
        // The parts are put together below; until then what each code says stands apart.
        let mut field = Field::not_asked();
        let mut codes = Gathered::into(&mut field, self.known.lists());
        for part in extension.objects("extension")? {
            let parts = match part.string("url")?.as_deref() {
                Some("ombCategory") => &mut broad,
                Some("detailed") => &mut details,
                Some("text") => {
                    text = part.string("valueString")?;
                    continue;
                }
                _ => continue,
            };
            let coded = Code::of_value(&part)?;
            let said = codes.gather(&coded);
            if !coded.is_empty() {
                codes.say(said.clone().unwrap_or(Answer::Absent(Reason::MeaningNotKnown.into())));
            }
            let said = said.as_ref().and_then(Answer::given).map_or(&[][..], |stated| stated.parts());
            parts.extend_from_slice(said);
            categories += usize::from(part.string("url")?.as_deref() == Some("ombCategory"));
        }
        if codes.is_without()
            && let Some(text) = text
        {
            let element = format!("{url}#text");
            codes.add(&[Code::plain(&element, text)]);
        }
        let Field { codings, observations, answer, .. } = field;
        let standard = self.known.standard();
        let mut ethnicity = self.ethnicity();
        if !codings.is_empty() && answer.given().is_none() {
            ethnicity.say(answer);
        }
        ethnicity.keep(codings, observations);
        let is_known = |part: &Part| *part != Part::NotFurtherStated;
        let has_detail = details.iter().any(is_known);
        ethnicity.detail(standard, broad, details, categories == 1 && has_detail);
        Ok(())
    }

    /// What a document records as somebody's sex or gender is no gender identity, and may tell that somebody is trans. It
    /// is kept as codings, in the field that is sealed, and decides nothing.
    fn recorded_sex(&mut self, extension: &Node<'_>, url: &str) -> Result<(), Fault> {
        for part in extension.objects("extension")? {
            if part.string("url")?.as_deref() != Some("value") {
                continue;
            }
            let Some(concept) = part.object("valueCodeableConcept")? else { continue };
            let mut kept = Field::not_asked();
            Gathered::into(&mut kept, systems::PHENOTYPIC_SEX).add(&Code::of_concept(&concept, url)?);
            let codings = kept.codings.into_iter().map(|coding| crate::Coding { accepted: false, ..coding });
            self.record.phenotypic_sex.field.codings.extend(codings);
        }
        Ok(())
    }

    fn interpreter(&mut self, is_required: Option<bool>) {
        if let Some(is_required) = is_required {
            let code = if is_required { "true" } else { "false" };
            let mut interpreter = Gathered::into(&mut self.record.interpreter, systems::INTERPRETER);
            interpreter.add(&[Code::plain(urls::INTERPRETER, code)]);
        }
    }

    fn nhs_communication(&mut self, extension: &Node<'_>, place: usize) -> Result<(), Fault> {
        let mut codes = Codes::default();
        let (mut is_preferred, mut modes, mut levels) = (false, Vec::new(), Vec::new());
        for part in extension.objects("extension")? {
            let concept =
                || Ok(part.object("valueCodeableConcept")?.map(|one| Code::of_concept(&one, "language")));
            match part.string("url")?.as_deref() {
                Some("language") => codes = concept()?.transpose()?.unwrap_or_default(),
                Some("preferred") => is_preferred = part.boolean("valueBoolean")?.unwrap_or_default(),
                Some("modeOfCommunication") => modes.extend(concept()?.transpose()?.unwrap_or_default()),
                Some("communicationProficiency") => {
                    levels.extend(concept()?.transpose()?.unwrap_or_default())
                }
                Some("interpreterRequired") => self.interpreter(part.boolean("valueBoolean")?),
                _ => {}
            }
        }
        let abilities = self.abilities(&modes, &levels, || format!("extension[{place}]"));
        self.languages.add(&codes, |language| {
            language.is_preferred |= is_preferred;
            language.abilities.extend(abilities);
        });
        Ok(())
    }

    fn communication(&mut self, item: &Node<'_>, kind: Kind, place: usize) -> Result<(), Fault> {
        // A Practitioner of R4 has the language itself here.
        let language = match item.object("language")? {
            None if kind == Kind::Practitioner => Some(*item),
            language => language,
        };
        let Some(language) = language else { return Ok(()) };
        let mut abilities = Vec::new();
        for extension in item.objects("extension")? {
            if extension.string("url")?.as_deref() != Some(urls::PROFICIENCY) {
                continue;
            }
            let (mut modes, mut levels) = (Vec::new(), Vec::new());
            for part in extension.objects("extension")? {
                match part.string("url")?.as_deref() {
                    Some("type") => modes.extend(Code::of_value(&part)?),
                    Some("level") => levels.extend(Code::of_value(&part)?),
                    _ => {}
                }
            }
            abilities.extend(self.abilities(&modes, &levels, || format!("communication[{place}]")));
        }
        let is_preferred = item.boolean("preferred")?.unwrap_or_default();
        if let Some(absence) = data_absent(&language)? {
            self.languages.absent(absence);
        }
        self.languages.add(&Code::of_concept(&language, "communication.language")?, |language| {
            language.is_preferred |= is_preferred;
            language.abilities.extend(abilities);
        });
        Ok(())
    }

    /// What somebody can do in a language. A level of nothing named, and a code of another list, have no place.
    fn abilities(
        &mut self,
        modes: &[Code<'_>],
        levels: &[Code<'_>],
        element: impl Fn() -> String,
    ) -> Vec<Ability> {
        let level = levels.iter().find_map(|code| concept_of(systems::PROFICIENCY, code));
        let mut abilities = Vec::new();
        for mode in modes {
            let what = concept_of(systems::LANGUAGE_ABILITY, mode).and_then(|id| Ability::of(id).ok());
            let Some(what) = what else {
                self.leave(element(), "the mode of communicating is of a list that is not held");
                continue;
            };
            abilities.push(level.and_then(|level| what.how_well_is(level).ok()).unwrap_or(what));
        }
        if level.is_none() && !levels.is_empty() {
            self.leave(element(), "the proficiency is of a list that is not held");
        } else if modes.is_empty() && !levels.is_empty() {
            self.leave(element(), "it does not say in what the person is so proficient");
        }
        abilities
    }
}

/// The pronouns or the gender that an extension says.
fn stated<A: Axis>(mut gathered: Gathered<'_, A>, extension: &Node<'_>, url: &str) -> Result<(), Fault> {
    for part in extension.objects("extension")? {
        if part.string("url")?.as_deref() == Some("value") {
            if let Some(concept) = part.object("valueCodeableConcept")? {
                gathered.concept(&concept, url)?;
                gathered.absent(&concept)?;
            }
            gathered.absent(&part)?;
        }
    }
    gathered.absent(extension)
}

/// The one concept that a code means.
fn concept_of<A: Axis>(
    lists: &'static [&'static crate::bridge::CodeSystem<A>],
    code: &Code<'_>,
) -> Option<crate::ConceptId> {
    let (_, decoded) = urls::list_of(lists, &code.system, &code.code)?;
    let answer = decoded.answer();
    answer.given().and_then(|stated| stated.concepts().next())
}
