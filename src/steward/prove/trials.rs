//! What the laws are tried on where there is no end of values: made up, the same in every run, the smallest first.

use super::Subject;
use crate::answer::{Absence, Reason};
use crate::audit::sample::random::{Purpose, Stream};
use crate::bridge::{CodeSystem, Slot, TagSystem};
use crate::field::Field;
use crate::language::{LanguageTag, LanguageUse, Languages, Mode, Modes};
use crate::standard::{Concept, ConceptId};
use crate::stated::{Axis, Part, Stated};

const SEED: u64 = 20_261_126;

/// Own words that have broken programs: marks that change under normal forms, that write from the right, that end lines and
/// fields of messages, and one that is long.
const HOSTILE: [&str; 12] = [
    "a",
    "e\u{301}",
    "\u{E9}",
    "\u{202E}olleh",
    "\u{0}",
    "|^~\\&\r\n",
    "\u{1F469}\u{200D}\u{1F467}",
    "\u{FEFF}x",
    "NULL",
    "\u{AC00}\u{11A8}",
    "=1+1",
    "a made-up answer that is a good deal longer than any form has room for, and goes on, and on, to its end",
];

/// A system that arbitrary statements can be made for.
pub(super) trait Tried: Subject {
    /// One arbitrary statement.
    fn value(&self, chance: &mut Stream) -> Option<Self::Value>;

    /// How large a statement is: its parts, then its text.
    fn size(value: &Self::Value) -> (usize, usize);

    /// Pairs of concepts, one of each two that the list cannot tell from others, and how many of them there are.
    fn pairs(&self, most: usize) -> (Vec<Self::Value>, usize);

    /// The file that the list stands in, and the line of a code's row.
    fn row_place(&self, code: Option<&str>) -> (&'static str, Option<u32>);
}

/// Chance for one trial of a system.
pub(super) fn chance(system: &str, trial: u64) -> Stream {
    let seed = system.bytes().fold(SEED, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    Stream::new(seed, trial, Purpose::Trial)
}

fn words(chance: &mut Stream) -> String {
    let first = chance.text(&HOSTILE).to_owned();
    if chance.one_in(2) { first } else { first + chance.text(&HOSTILE) }
}

/// Arbitrary statements, the smallest first.
pub(super) fn values<S: Tried>(system: &S, count: u64) -> Vec<S::Value> {
    let made = (0..count).filter_map(|trial| system.value(&mut chance(system.key(), trial)));
    let mut values: Vec<S::Value> = made.collect();
    values.sort_by_key(S::size);
    values
}

/// A code of the list, mostly; sometimes any bytes.
pub(super) fn raw(codes: &[(&'static str, &'static str)], chance: &mut Stream) -> Vec<u8> {
    match chance.pick(codes) {
        Some((code, _)) if !chance.one_in(7) => code.as_bytes().to_vec(),
        _ => (0..chance.below(6)).map(|_| chance.below(256) as u8).collect(),
    }
}

fn absence(chance: &mut Stream) -> Absence {
    let reasons: Vec<Reason> =
        (0..=chance.below(3)).filter_map(|_| chance.pick(Reason::ALL).copied()).collect();
    Absence::of(&reasons).unwrap_or_else(|| Reason::NotAsked.into())
}

/// Arbitrary fields, those with the shortest history first: as stated, as read from codes, with further codes received,
/// choices made, answers withdrawn.
pub(super) fn fields<S: Tried>(system: &S, count: u64) -> Vec<Field<S::Value>> {
    let codes = system.codes();
    let mut fields: Vec<(u32, Field<S::Value>)> = Vec::new();
    for trial in 0..count {
        let mut chance = chance(system.key(), trial + (1 << 32));
        let mut field = match chance.below(7) {
            0 => Field::not_asked(),
            1..4 => system.to_field(&raw(&codes, &mut chance)),
            _ => {
                let mut field = Field::not_asked();
                say(system, &mut field, &mut chance);
                field
            }
        };
        let events = chance.below(5).min(chance.below(5));
        for _ in 0..events {
            match chance.below(9) {
                // What does not restore is found by the law that is about it.
                0..4 => drop(system.reconcile(&mut field, &raw(&codes, &mut chance), None)),
                4 => field.report_as(system.key(), &raw(&codes, &mut chance)),
                5..7 => say(system, &mut field, &mut chance),
                7 => drop(field.decide(0, chance.one_in(2))),
                _ => field.withdraw(),
            }
        }
        fields.push((events, field));
    }
    let size = |field: &Field<S::Value>| field.statement().given().map_or((0, 0), S::size);
    fields.sort_by_key(|(events, field)| (*events, size(field)));
    fields.into_iter().map(|(_, field)| field).collect()
}

fn say<S: Tried>(system: &S, field: &mut Field<S::Value>, chance: &mut Stream) {
    match system.value(chance) {
        Some(value) if !chance.one_in(5) => field.state(value),
        _ => field.absent(absence(chance)),
    }
}

/// A field with an answer and nothing else.
pub(super) fn stated<V: crate::field::Statement + Clone>(value: &V) -> Field<V> {
    let mut field = Field::not_asked();
    field.state(value.clone());
    field
}

impl<A: Axis> Tried for CodeSystem<A> {
    fn value(&self, chance: &mut Stream) -> Option<Stated<A>> {
        let standard = self.standard();
        let newer = ConceptId::new(standard.kind(), 24_001);
        let concepts = u32::try_from(standard.concepts().len()).unwrap_or(u32::MAX);
        let mut parts: Vec<Part> = Vec::new();
        for _ in 0..chance.below(9).min(chance.below(9)) {
            let part = match chance.below(11) {
                0..8 => standard.at(chance.below(concepts) as u16).map(|concept| concept.id().into()),
                8 => newer.map(Part::Concept),
                _ => Some(Part::NotFurtherStated),
            };
            parts.extend(part.filter(|part| *part == Part::NotFurtherStated || !parts.contains(part)));
        }
        let words = (parts.is_empty() || chance.one_in(3)).then(|| words(chance));
        Stated::new(parts, words).ok()
    }

    fn size(value: &Stated<A>) -> (usize, usize) {
        (value.parts().len(), value.own_words().map_or(0, str::len))
    }

    fn pairs(&self, most: usize) -> (Vec<Stated<A>>, usize) {
        // Concepts that no row and no nationality tells apart are the same to this list.
        let slots = self.rows().iter().flat_map(|row| row.slots().iter().copied());
        let mut named: Vec<u16> = slots
            .filter_map(|slot| if let Slot::Concept(index) = slot { Some(index) } else { None })
            .chain(self.data.may_be_nationality.iter().copied())
            .collect();
        named.sort_unstable();
        named.dedup();
        let among = |indices: &[u16]| -> Vec<u16> {
            indices.iter().copied().filter(|index| named.binary_search(index).is_ok()).collect()
        };
        let sign = |concept: Concept| (among(concept.is_a_list()), among(concept.may_be_list()));
        let mut classes: Vec<(_, Vec<ConceptId>)> = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        for concept in self.standard().concepts() {
            let sign = sign(concept);
            let place = *places.entry(sign.clone()).or_insert_with(|| {
                classes.push((sign, Vec::new()));
                classes.len() - 1
            });
            if let Some((_, class)) = classes.get_mut(place) {
                class.push(concept.id());
            }
        }
        let mut parts: Vec<[Part; 2]> = classes
            .iter()
            .filter_map(|(_, class)| class.first())
            .flat_map(|&id| {
                [[Part::Concept(id), Part::NotFurtherStated], [Part::NotFurtherStated, Part::Concept(id)]]
            })
            .collect();
        parts.push([Part::NotFurtherStated; 2]);
        for (place, (_, class)) in classes.iter().enumerate() {
            if let [first, second, ..] = class[..] {
                parts.push([first.into(), second.into()]);
            }
            for (_, other) in classes.iter().skip(place + 1) {
                if let (Some(&one), Some(&other)) = (class.first(), other.first()) {
                    parts.push([one.into(), other.into()]);
                }
            }
        }
        let all = parts.len();
        let step = all.div_ceil(most.max(1)).max(1);
        let pairs = parts.into_iter().step_by(step).filter_map(|pair| Stated::new(pair.to_vec(), None).ok());
        (pairs.collect(), all)
    }

    fn row_place(&self, code: Option<&str>) -> (&'static str, Option<u32>) {
        (self.file(), code.and_then(|code| self.data.row(code.as_bytes())).map(|row| row.line()))
    }
}

/// Tags that have been mistaken for one another, of every shape.
const TAGS: [&str; 25] = [
    "en",
    "EN-gb",
    "syl",
    "bfi",
    "cmn",
    "zh",
    "prs",
    "fa-AF",
    "pa-Guru",
    "pa-Arab",
    "i-klingon",
    "mul",
    "x-own",
    "und",
    "yue-Hant",
    "hak",
    "pnb",
    "kmr",
    "sgn",
    "isg",
    "sh",
    "sco-ulster",
    "mis-x-makaton",
    "mo",
    "tlh",
];

impl Tried for TagSystem {
    fn value(&self, chance: &mut Stream) -> Option<Languages> {
        let mut uses = Vec::new();
        for _ in 0..=chance.below(4).min(chance.below(4)) {
            let modes = (0..chance.below(3)).filter_map(|_| chance.pick(&Mode::ALL).copied());
            let modes = modes.fold(Modes::default(), Modes::and);
            uses.push(LanguageUse {
                tag: LanguageTag::parse(chance.text(&TAGS)).ok()?,
                own_words: chance.one_in(5).then(|| words(chance)),
                modes,
                is_preferred: chance.one_in(2),
                abilities: Vec::new(),
                when: "2026-11".parse().ok().filter(|_| chance.one_in(2)),
            });
        }
        Languages::of(uses).ok()
    }

    fn size(value: &Languages) -> (usize, usize) {
        let words = value.uses().iter().filter_map(|one| one.own_words.as_ref()).map(String::len);
        (value.uses().len(), words.sum())
    }

    fn pairs(&self, most: usize) -> (Vec<Languages>, usize) {
        let all = TAGS
            .iter()
            .flat_map(|one| TAGS.iter().filter(move |other| other != &one).map(move |other| [*one, *other]));
        let pairs = all.filter_map(|pair| {
            let uses: Option<Vec<LanguageUse>> =
                pair.iter().map(|tag| Some(LanguageUse::of(LanguageTag::parse(tag).ok()?))).collect();
            Languages::of(uses?).ok()
        });
        let pairs: Vec<Languages> = pairs.collect();
        let count = pairs.len();
        (pairs.into_iter().take(most).collect(), count)
    }

    fn row_place(&self, code: Option<&str>) -> (&'static str, Option<u32>) {
        let row = code.and_then(|code| self.decode(code.as_bytes()).row());
        (self.file(), row.map(|row| row.line()))
    }
}
