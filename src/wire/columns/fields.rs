//! The fields of the record that columns hold, each with the code systems that there are for it.

use super::columns::Room;
use super::map::FieldWord;
use crate::answer::{Absence, Answer, Reason};
use crate::bridge::{Ambiguity, Bridge, CodeSystem, Loss, Policy, TagSystem, Target, Value, systems};
use crate::demographics::Demographics;
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Field, SaidBy};
use crate::language::Languages;
use crate::overlay::Known;
use crate::purpose::Characteristic;
use crate::residue::{self, FieldValue, Place, Residue};
use crate::stated::{Axis, Part, Stated};

/// The permanent numbers of what is in residues beside no one code: they are kept apart from those of code systems,
/// profiles and the elements of FHIR.
pub(super) mod numbers {
    /// The name.
    pub(in super::super) const NAME: u16 = 3101;
    /// Several codes of a field.
    pub(in super::super) const SEVERAL: u16 = 3102;
    /// A field that no other column holds.
    pub(in super::super) const ALONE: u16 = 3103;
}

/// What no column is read into: reaching it takes a stated reason.
pub(super) const SEALED: &[&str] =
    &["trans-status", "phenotypic-sex", "name.legal", "name.former", "name.identity"];

/// Codes of one field in one system, or a field that is in none.
pub(super) trait Carrier: Send + Sync {
    /// The key of the system.
    fn system(&self) -> Option<&'static str>;

    /// The edition of its mapping.
    fn edition(&self) -> Option<u16>;

    /// What a purpose has to see; none where systems demand the field and it is shown to nobody.
    fn what(&self) -> Option<Characteristic>;

    /// Whether the list has the code.
    fn has(&self, code: &[u8]) -> bool;

    /// What one code, or several of the same person, say. `true` where they contradict what is there already.
    fn read(&self, codes: &[&[u8]], into: &mut Demographics) -> bool;

    /// Puts why there is no answer, where nothing was read before.
    fn absent(&self, absence: Absence, into: &mut Demographics);

    /// The statement that was written as these codes with this residue.
    fn restore(&self, codes: &[&[u8]], kept: &Kept<'_>, into: &mut Demographics) -> Result<()>;

    /// The statement as the codes that there is `room` for, or as one where there is for no several.
    fn encode(
        &self,
        person: &Demographics,
        policy: Policy,
        room: Option<Room<'_>>,
        key: Option<&[u8]>,
    ) -> Coded;

    /// Whether both records say the same, and the person has chosen no code of this system.
    fn is_same(&self, before: &Demographics, now: &Demographics) -> bool;
}

/// A residue as a row holds it.
#[derive(Clone, Copy)]
pub(super) struct Kept<'a> {
    pub(super) token: &'a str,
    /// The record's key.
    pub(super) key: Option<&'a [u8]>,
    /// Whether the columns can hold several codes.
    pub(super) is_several: bool,
    /// Whether another residue of the field was restored before.
    pub(super) is_second: bool,
}

/// What a statement came to.
pub(super) struct Coded {
    pub(super) codes: Vec<Vec<u8>>,
    pub(super) losses: Vec<Loss>,
    pub(super) ambiguity: Option<Ambiguity>,
    /// How many codes there was no room for.
    pub(super) left_out: usize,
    pub(super) residue: Residue,
}

/// A value that several codes can say together.
pub(super) trait Several: FieldValue {
    /// Each part as a value of its own.
    fn apart(&self) -> Vec<Self>;

    /// All of them as one value.
    fn together(values: Vec<Self>) -> Option<Self>;
}

impl<A: Axis> Several for Stated<A> {
    fn apart(&self) -> Vec<Self> {
        self.parts().iter().map(|part| Self::from_table(vec![*part])).collect()
    }

    fn together(values: Vec<Self>) -> Option<Self> {
        let mut parts: Vec<Part> = Vec::new();
        for part in values.iter().flat_map(|value| value.parts()) {
            if !parts.contains(part) {
                parts.push(*part);
            }
        }
        (!parts.is_empty()).then(|| Self::from_table(parts))
    }
}

impl Several for Languages {
    fn apart(&self) -> Vec<Self> {
        self.uses().iter().filter_map(|one| Self::of([one.clone()]).ok()).collect()
    }

    fn together(values: Vec<Self>) -> Option<Self> {
        let mut uses: Vec<crate::language::LanguageUse> = Vec::new();
        for one in values.iter().flat_map(|value| value.uses()) {
            if !uses.iter().any(|known| known.tag == one.tag) {
                uses.push(one.clone());
            }
        }
        Self::of(uses).ok()
    }
}

/// How a field is reached.
struct Access<T: 'static> {
    word: &'static str,
    what: Option<Characteristic>,
    of: fn(&Demographics) -> &Field<T>,
    of_mut: fn(&mut Demographics) -> &mut Field<T>,
}

impl<T> Clone for Access<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Access<T> {}

/// A field in one system.
struct InSystem<S: Bridge + 'static> {
    access: Access<S::Value>,
    system: &'static S,
    has: fn(&S, &[u8]) -> bool,
}

/// A field that is in no column but that of its residue.
struct Alone<T: 'static>(Access<T>);

/// All bytes of several codes, so that a residue fits no others.
fn all_of(word: &str, codes: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    residue::write_text(word, &mut bytes);
    for code in codes {
        residue::write_number(code.len() as u64, &mut bytes);
        bytes.extend_from_slice(code);
    }
    bytes
}

fn place<'a>(number: u16, value: &'a [u8], key: Option<&'a [u8]>) -> Place<'a> {
    Place { owner: None, system: number, edition: 1, value: Some(value), key }
}

impl<S: Bridge> InSystem<S>
where
    S::Value: Several,
{
    /// What the codes say together, with each coding beside it.
    fn field_of(&self, codes: &[&[u8]]) -> Field<S::Value> {
        let mut fields = codes.iter().map(|code| self.system.to_field(code));
        let Some(mut field) = fields.next() else { return Field::not_asked() };
        for next in fields {
            field.answer = both(&field.answer, next.answer);
            if next.provenance.said_by == SaidBy::Coding {
                field.provenance = next.provenance;
            }
            field.unconfirmed.extend(next.unconfirmed);
            field.codings.extend(next.codings);
            field.observations.extend(next.observations);
        }
        field
    }

    /// What the codes say together to everybody: a residue beside an own code of an overlay says the same without it.
    fn implied_by(&self, codes: &[&[u8]]) -> Answer<S::Value> {
        let implied = codes.iter().map(|code| self.system.implied(&Value::from(*code)));
        implied.reduce(|one, other| both(&one, other)).unwrap_or_else(not_asked)
    }

    fn several(&self, codes: &[&[u8]]) -> Vec<u8> {
        all_of(self.system.key(), codes)
    }
}

/// What two answers are together.
fn both<T: Several + Clone>(one: &Answer<T>, other: Answer<T>) -> Answer<T> {
    match (one, other) {
        (Answer::Given(one), Answer::Given(other)) => {
            let both = T::together(vec![one.clone(), other]);
            Answer::Given(both.unwrap_or_else(|| one.clone()))
        }
        (Answer::Absent(_), given @ Answer::Given(_)) => given,
        (Answer::Absent(one), Answer::Absent(other)) => Answer::Absent(one.or(other)),
        (given @ Answer::Given(_), Answer::Absent(_)) => given.clone(),
    }
}

fn not_asked<T>() -> Answer<T> {
    Answer::Absent(Reason::NotAsked.into())
}

impl<S> Carrier for InSystem<S>
where
    S: Bridge + Sync,
    S::Value: Several,
{
    fn system(&self) -> Option<&'static str> {
        Some(self.system.key())
    }

    fn edition(&self) -> Option<u16> {
        Some(self.system.numbers().1)
    }

    fn what(&self) -> Option<Characteristic> {
        self.access.what
    }

    fn has(&self, code: &[u8]) -> bool {
        (self.has)(self.system, code)
    }

    fn read(&self, codes: &[&[u8]], into: &mut Demographics) -> bool {
        let read = self.field_of(codes);
        let held = (self.access.of_mut)(into);
        if codes.is_empty() {
            return false;
        }
        if held.codings.is_empty() {
            *held = read;
            return false;
        }
        // Another column said it first. Its answer stands, unless it is none.
        let contradicts = match (&held.answer, &read.answer) {
            (Answer::Given(_), Answer::Given(_)) => {
                !codes.iter().all(|code| self.system.is_compatible(code, held))
            }
            (Answer::Absent(_), Answer::Given(_)) => {
                held.answer = read.answer;
                held.provenance = read.provenance;
                held.unconfirmed = read.unconfirmed;
                false
            }
            _ => false,
        };
        held.codings.extend(read.codings);
        held.observations.extend(read.observations);
        contradicts
    }

    fn absent(&self, absence: Absence, into: &mut Demographics) {
        let field = (self.access.of_mut)(into);
        if field.codings.is_empty() && field.provenance.said_by == SaidBy::Nobody {
            *field = Field::new(Answer::Absent(absence), SaidBy::Coding);
        }
    }

    fn restore(&self, codes: &[&[u8]], kept: &Kept<'_>, into: &mut Demographics) -> Result<()> {
        let Kept { token, key, .. } = *kept;
        let answer = if kept.is_several && !codes.is_empty() {
            let value = self.several(codes);
            residue::open(token, self.implied_by(codes), &place(numbers::SEVERAL, &value, key))?
        } else {
            match codes.first() {
                Some(code) => self.system.restore_keyed(&Value::from(*code), token, key)?,
                // A code of no bytes is as empty as a cell that was left out.
                None => match self.system.restore_keyed(&Value::left_out(), token, key) {
                    Err(_) => self.system.restore_keyed(&Value::from(&b""[..]), token, key)?,
                    Ok(answer) => answer,
                },
            }
        };
        restored((self.access.of_mut)(into), answer, kept.is_second, self.access.word)
    }

    fn encode(
        &self,
        person: &Demographics,
        policy: Policy,
        room: Option<Room<'_>>,
        key: Option<&[u8]>,
    ) -> Coded {
        let field = (self.access.of)(person);
        let is_chosen =
            field.reporting.iter().any(|choice| choice.confirmed && choice.system == self.system.key());
        let parts = match (&room, field.statement()) {
            (Some(_), Answer::Given(value)) if !is_chosen => value.apart(),
            _ => Vec::new(),
        };
        let (room, fields) = match room {
            // A statement of one part goes out as it is, with its own words in the residue.
            Some(room) if parts.len() > 1 => {
                let alone = |part| Field { answer: Answer::Given(part), ..field.clone() };
                (Some(room), parts.into_iter().map(alone).collect())
            }
            room => (room, vec![field.clone()]),
        };
        let mut coded = self.nothing(field, key);
        for one in &fields {
            match self.system.encode_keyed(one, policy, key) {
                Err(ambiguity) => {
                    let nothing = self.nothing(field, key);
                    return Coded { ambiguity: Some(ambiguity), ..nothing };
                }
                Ok(encoded) => {
                    let (value, loss, residue) = encoded.into_parts();
                    coded.losses.push(loss);
                    if let Some(code) = value.as_bytes()
                        && !coded.codes.iter().any(|known| known == code)
                    {
                        coded.codes.push(code.to_vec());
                    }
                    coded.residue = residue;
                }
            }
        }
        let Some(room) = room else { return coded };
        let before = coded.codes.len();
        coded.codes.retain(|code| room.is_for(code));
        coded.codes.truncate(room.most);
        coded.left_out = before - coded.codes.len();
        coded.residue = {
            let codes: Vec<&[u8]> = coded.codes.iter().map(Vec::as_slice).collect();
            match codes[..] {
                [] => self.nothing(field, key).residue,
                _ => {
                    let value = self.several(&codes);
                    residue::seal(
                        field.statement(),
                        &self.implied_by(&codes),
                        &place(numbers::SEVERAL, &value, key),
                    )
                }
            }
        };
        coded
    }

    fn is_same(&self, before: &Demographics, now: &Demographics) -> bool {
        let now = (self.access.of)(now);
        let is_chosen = now.reporting.iter().any(|choice| choice.system == self.system.key());
        !is_chosen && (self.access.of)(before).statement() == now.statement()
    }
}

impl<S: Bridge> InSystem<S> {
    /// The statement where no code of it is written.
    fn nothing(&self, field: &Field<S::Value>, key: Option<&[u8]>) -> Coded {
        let left_out = Value::left_out();
        let implied = self.system.implied(&left_out);
        let residue = residue::seal(field.statement(), &implied, &self.system.place(&left_out, key));
        Coded { codes: Vec::new(), losses: Vec::new(), ambiguity: None, left_out: 0, residue }
    }
}

impl<T: FieldValue + 'static> Carrier for Alone<T> {
    fn system(&self) -> Option<&'static str> {
        None
    }

    fn edition(&self) -> Option<u16> {
        None
    }

    fn what(&self) -> Option<Characteristic> {
        self.0.what
    }

    fn has(&self, _: &[u8]) -> bool {
        false
    }

    fn read(&self, _: &[&[u8]], _: &mut Demographics) -> bool {
        false
    }

    fn absent(&self, _: Absence, _: &mut Demographics) {}

    fn restore(&self, _: &[&[u8]], kept: &Kept<'_>, into: &mut Demographics) -> Result<()> {
        let Kept { token, key, .. } = *kept;
        let value = all_of(self.0.word, &[]);
        let answer = residue::open(token, not_asked(), &place(numbers::ALONE, &value, key))?;
        restored((self.0.of_mut)(into), answer, kept.is_second, self.0.word)
    }

    fn encode(&self, person: &Demographics, _: Policy, _: Option<Room<'_>>, key: Option<&[u8]>) -> Coded {
        let value = all_of(self.0.word, &[]);
        let statement = (self.0.of)(person).statement();
        let residue = residue::seal(statement, &not_asked(), &place(numbers::ALONE, &value, key));
        Coded { codes: Vec::new(), losses: Vec::new(), ambiguity: None, left_out: 0, residue }
    }

    fn is_same(&self, before: &Demographics, now: &Demographics) -> bool {
        (self.0.of)(before).statement() == (self.0.of)(now).statement()
    }
}

/// Puts what a residue says into a field. Two residues of one field say the same, or one of them is another person's.
fn restored<T: PartialEq>(
    field: &mut Field<T>,
    answer: Answer<T>,
    is_second: bool,
    word: &str,
) -> Result<()> {
    if is_second && field.answer != answer {
        return Err(Error::new(ErrorKind::Residue, format!("two residues of `{word}` say different things"))
            .with_help("take each column of residues from the file in which it was written"));
    }
    let is_asked = answer != not_asked();
    field.answer = answer;
    field.provenance.said_by = if is_asked { SaidBy::Coding } else { SaidBy::Nobody };
    field.unconfirmed.clear();
    Ok(())
}

macro_rules! fields {
    ($($field:ident, $word:literal, $what:expr, $lists:expr, $has:ident;)*) => {
        /// The names of the fields, as the storage form has them.
        pub(super) const WORDS: &[&str] = &[$($word),*];

        /// What carries the field in this system, of those that are known; in none, its residue alone.
        pub(super) fn carrier(known: Known, field: FieldWord, system: Option<&str>) -> Option<Box<dyn Carrier>> {
            match (field.word(), system) {
                $(
                    ($word, None) => Some(Box::new(Alone(Access {
                        word: $word,
                        what: $what,
                        of: |person| &person.$field,
                        of_mut: |person| &mut person.$field,
                    }))),
                    ($word, Some(key)) => {
                        let system = $lists(known).iter().copied().find(|system| Target::key(*system) == key)?;
                        Some(Box::new(InSystem {
                            access: Access {
                                word: $word,
                                what: $what,
                                of: |person| &person.$field,
                                of_mut: |person| &mut person.$field,
                            },
                            system,
                            has: $has,
                        }))
                    }
                )*
                _ => None,
            }
        }

        /// The keys of the systems that there are for a field.
        pub(super) fn systems_of(known: Known, field: FieldWord) -> impl Iterator<Item = &'static str> {
            let keys: Vec<&'static str> = match field.word() {
                $($word => $lists(known).iter().map(|system| Target::key(*system)).collect(),)*
                _ => Vec::new(),
            };
            keys.into_iter()
        }
    };
}

use Characteristic as See;

fields! {
    ethnicity, "ethnicity", Some(See::Ethnicity), Known::lists, is_code;
    languages, "languages", Some(See::Languages), |_| systems::LANGUAGE, is_tag;
    orientation, "orientation", Some(See::SexualOrientation), |_| systems::ORIENTATION, is_code;
    pronouns, "pronouns", Some(See::Pronouns), |_| systems::PRONOUNS, is_code;
    gender, "gender", Some(See::Gender), |_| systems::GENDER, is_code;
    administrative_gender, "administrative-gender", None, |_| systems::ADMINISTRATIVE_GENDER, is_code;
    religion, "religion", Some(See::Religion), |_| systems::RELIGION, is_code;
    disability, "disability", Some(See::Disability), |_| systems::DISABILITY, is_code;
    impairment, "impairment", Some(See::Impairment), |_| systems::IMPAIRMENT, is_code;
    partnership, "partnership", Some(See::Partnership), |_| systems::PARTNERSHIP, is_code;
    care, "care", Some(See::Care), |_| systems::CARE, is_code;
    armed_forces, "armed-forces", Some(See::ArmedForces), |_| systems::ARMED_FORCES, is_code;
    accommodation, "accommodation", Some(See::Accommodation), |_| systems::ACCOMMODATION, is_code;
    communication, "communication", Some(See::Communication), |_| systems::COMMUNICATION, is_code;
    formats, "formats", Some(See::Formats), |_| systems::FORMATS, is_code;
    contact, "contact", Some(See::Contact), |_| systems::CONTACT, is_code;
    interpreter, "interpreter", Some(See::Interpreter), |_| systems::INTERPRETER, is_code;
    interpreter_languages, "interpreter-languages", Some(See::Interpreter), |_| systems::LANGUAGE, is_tag;
}

fn is_code<A: Axis>(system: &CodeSystem<A>, code: &[u8]) -> bool {
    system.decode(code).row().is_some()
}

fn is_tag(system: &TagSystem, code: &[u8]) -> bool {
    system.decode(code).is_in_list() || system.absences().any(|(known, _)| known.as_bytes() == code)
}
