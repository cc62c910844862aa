//! All systems that this release knows, as subjects of the laws: a new mapping file adds its own proof.

mod languages;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use ownwords::bridge::{Authority, CodeSystem, Relationship, Row, Rows, SystemLoss, TagSystem, systems};
use ownwords::standard::{Attestation, Concept};
use ownwords::{
    Ability, Absence, Answer, Axis, Bridge, ConceptId, Field, Kind, LanguageTag, LanguageUse, Languages,
    Mode, Modes, Part, Reason, Standard, Stated,
};
use proptest::prelude::*;

use crate::strategies;

/// A system with all that the laws need to know of it.
pub trait Subject: Bridge + Sync {
    /// All codes of the list, in its order, with their official labels.
    fn codes(&self) -> Vec<(&'static str, &'static str)>;

    /// What somebody else observed, where the code records that.
    fn observed(&self, _code: &str) -> Option<Self::Value> {
        None
    }

    /// Whether the list's owner does not take the code: it is understood, and never sent but as it came.
    fn is_refused(&self, _code: &str) -> bool {
        false
    }

    /// Whether a code without a label has a meaning all the same, that wants a witness: identifiers whose terms need a
    /// licence. Elsewhere no label means that nobody knows what the code says.
    fn means_without_label(&self, _code: &str) -> bool {
        false
    }

    /// Arbitrary values of the field.
    fn values(&self) -> BoxedStrategy<Self::Value>;

    /// The codes that may hold the statement, computed from the relations of the standard alone, the slow way; `None`
    /// where the system has no rows to compute from.
    fn allowed(&self, _value: &Self::Value) -> Option<Allowed> {
        None
    }

    /// Each concept of the field alone, with its directly broader ones alone.
    fn singles(&self) -> Vec<(Self::Value, Vec<Self::Value>)> {
        Vec::new()
    }

    /// Whether a code stands within another, as the codes of a nested list do: it means nothing but what the other means,
    /// or narrower.
    fn is_within(&self, code: &[u8], other: &[u8]) -> bool {
        code == other
    }

    /// Each concept that a person may state, alone, with its label; without those that exist for counting.
    fn recordable(&self) -> Vec<(&'static str, Self::Value)> {
        Vec::new()
    }

    /// What the whole list loses; `None` where it is made of no concepts.
    fn loss_of_all(&self, _policy: ownwords::Policy) -> Option<SystemLoss> {
        None
    }

    /// Whether something written apart from the mapping says that the code with this label has this meaning; `None` where the
    /// witnesses of the meaning's parts say it.
    fn is_attested(&self, _code: &str, _label: &str, _meaning: &Answer<Self::Value>) -> Option<bool> {
        None
    }

    /// For each part of a meaning, the attestations that witness it; written apart from the mappings.
    fn witnesses(&self, meaning: &Answer<Self::Value>) -> Vec<Witnessed>;
}

/// The codes that the mapping's relationships allow for a statement.
#[derive(Debug, PartialEq)]
pub enum Allowed {
    /// This one alone.
    Certain(String),
    /// Any of these, in the order of the list.
    Among(Vec<String>),
}

/// A law, to be checked for every system.
pub trait Law {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static;
}

/// Checks a law for every system there is.
pub fn every_system(law: &impl Law) {
    struct Checked<'a, L>(&'a L, usize);
    impl<L: Law> systems::Lists for Checked<'_, L> {
        fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            systems.iter().for_each(|system| self.0.check::<CodeSystem<A>>(system));
            self.1 += systems.len();
        }
    }
    let mut checked = Checked(law, 0);
    systems::each_list(&mut checked);
    systems::LANGUAGE.iter().for_each(|system| law.check::<TagSystem>(system));
    assert!(checked.1 >= 37, "only {} lists were checked", checked.1);
}

/// The key and the rows of every code list there is.
#[cfg(feature = "wire")]
pub fn every_list() -> Vec<(&'static str, &'static Rows)> {
    struct All(Vec<(&'static str, &'static Rows)>);
    impl systems::Lists for All {
        fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            self.0.extend(systems.iter().map(|system| (system.key(), system.rows())));
        }
    }
    let mut all = All(Vec::new());
    systems::each_list(&mut all);
    all.0
}

/// Every authority, and none.
pub fn policies() -> Vec<ownwords::Policy> {
    let authority = |authority: &&'static Authority| ownwords::Policy::Authority(authority);
    core::iter::once(ownwords::Policy::Certain).chain(systems::AUTHORITIES.iter().map(authority)).collect()
}

/// Arbitrary absences: one reason, or several.
pub fn absences() -> impl Strategy<Value = Absence> {
    proptest::collection::vec(proptest::sample::select(Reason::ALL.to_vec()), 1..4)
        .prop_map(|reasons| Absence::of(&reasons).unwrap())
}

/// Arbitrary answers of a system's field.
pub fn answers<S: Subject>(system: &S) -> impl Strategy<Value = Answer<S::Value>> + use<S>
where
    S::Value: 'static,
{
    prop_oneof![4 => system.values().prop_map(Answer::Given), 1 => absences().prop_map(Answer::Absent)]
}

/// Codes of the system, mostly; sometimes any bytes.
pub fn raw_codes<S: Subject>(system: &S) -> BoxedStrategy<Vec<u8>> {
    let codes: Vec<Vec<u8>> = system.codes().iter().map(|(code, _)| code.as_bytes().to_vec()).collect();
    prop_oneof![6 => proptest::sample::select(codes), 1 => strategies::arbitrary_bytes()].boxed()
}

/// Arbitrary fields: as stated, as read from codes, with further codes received, choices made, concepts withdrawn.
pub fn fields<S: Subject>(system: &'static S) -> BoxedStrategy<Field<S::Value>>
where
    S::Value: 'static,
{
    let start = prop_oneof![
        3 => answers(system).prop_map(|answer| {
            let mut field = Field::not_asked();
            match answer {
                Answer::Given(value) => field.state(value),
                Answer::Absent(absence) => field.absent(absence),
            }
            field
        }),
        3 => raw_codes(system).prop_map(move |raw| system.to_field(&raw)),
        1 => Just(Field::not_asked()),
    ];
    let event = prop_oneof![
        4 => raw_codes(system).prop_map(Event::Receive),
        1 => raw_codes(system).prop_map(Event::Choose),
        2 => answers(system).prop_map(Event::Say),
        1 => any::<bool>().prop_map(Event::Decide),
        1 => Just(Event::Withdraw),
    ];
    (start, proptest::collection::vec(event, 0..5))
        .prop_map(move |(mut field, events)| {
            for event in events {
                match event {
                    Event::Receive(raw) => {
                        system.reconcile(&mut field, &raw, None).unwrap();
                    }
                    Event::Choose(raw) => field.report_as(system.key(), &raw),
                    Event::Say(Answer::Given(value)) => field.state(value),
                    Event::Say(Answer::Absent(absence)) => field.absent(absence),
                    Event::Decide(taken) => drop(field.decide(0, taken)),
                    Event::Withdraw => field.withdraw(),
                }
            }
            field
        })
        .boxed()
}

#[derive(Clone, Debug)]
enum Event<T> {
    Receive(Vec<u8>),
    Choose(Vec<u8>),
    Say(Answer<T>),
    Decide(bool),
    Withdraw,
}

impl<A: Axis> Subject for CodeSystem<A> {
    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        self.rows().iter().map(|row| (row.code(), row.label())).collect()
    }

    fn observed(&self, code: &str) -> Option<Stated<A>> {
        self.decode(code.as_bytes()).observation()
    }

    fn means_without_label(&self, code: &str) -> bool {
        let absence = self.decode(code.as_bytes()).absence();
        absence.is_none_or(|absence| !absence.contains(Reason::MeaningNotKnown))
    }

    fn values(&self) -> BoxedStrategy<Stated<A>> {
        let standard = self.standard();
        let known: Vec<ConceptId> = standard.concepts().map(|concept| concept.id()).collect();
        let of_a_newer_release = ConceptId::new(standard.kind(), 24_001).unwrap();
        let part = prop_oneof![
            8 => proptest::sample::select(if known.is_empty() { vec![of_a_newer_release] } else { known })
                .prop_map(Part::Concept),
            2 => Just(Part::NotFurtherStated),
            1 => Just(Part::Concept(of_a_newer_release)),
        ];
        let words = proptest::option::weighted(0.3, strategies::hostile());
        (proptest::collection::vec(part, 0..=8), words)
            .prop_filter_map("a statement", |(parts, words)| {
                let mut distinct: Vec<Part> = Vec::new();
                for part in parts {
                    if part == Part::NotFurtherStated || !distinct.contains(&part) {
                        distinct.push(part);
                    }
                }
                Stated::new(distinct, words.filter(|words| !words.is_empty())).ok()
            })
            .boxed()
    }

    fn allowed(&self, value: &Stated<A>) -> Option<Allowed> {
        Some(allowed(self, value.parts()))
    }

    fn singles(&self) -> Vec<(Stated<A>, Vec<Stated<A>>)> {
        let alone = |concept: Concept| Stated::of([concept.id()]).unwrap();
        let concepts = self.standard().concepts();
        concepts.map(|concept| (alone(concept), concept.broader().map(alone).collect())).collect()
    }

    fn is_within(&self, code: &[u8], other: &[u8]) -> bool {
        let meant =
            |code: &[u8]| self.to_field(code).statement().given().map(|stated| stated.parts().to_vec());
        let (Some(inner), Some(outer)) = (meant(code), meant(other)) else { return code == other };
        let concept = |part: Part| part.concept().and_then(|id| self.standard().by_id(id));
        let is = |part: Part, other: Part| matches!((concept(part), concept(other)), (Some(a), Some(b)) if a.is_a(b));
        code == other || inner.iter().all(|&part| outer.iter().any(|&other| is(part, other)))
    }

    fn recordable(&self) -> Vec<(&'static str, Stated<A>)> {
        let concepts = self.standard().concepts().filter(|concept| !concept.is_for_counting_only());
        concepts.map(|concept| (concept.label(), Stated::of([concept.id()]).unwrap())).collect()
    }

    fn loss_of_all(&self, policy: ownwords::Policy) -> Option<SystemLoss> {
        Some(SystemLoss::of(self, policy)).filter(|loss| loss.concepts() > 0)
    }

    fn witnesses(&self, meaning: &Answer<Stated<A>>) -> Vec<Witnessed> {
        match meaning {
            Answer::Absent(absence) => reasons_witnesses(*absence),
            Answer::Given(stated) => stated
                .parts()
                .iter()
                .map(|part| match part.concept() {
                    None => {
                        Witnessed { part: String::new(), by: self.standard().not_further_stated().collect() }
                    }
                    Some(id) => Witnessed {
                        part: id.to_string(),
                        by: self.standard().by_id(id).unwrap().attested_by().collect(),
                    },
                })
                .collect(),
        }
    }
}

/// A part of a meaning, with the published codes that name it; the part that is not further stated has no name.
pub struct Witnessed {
    pub part: String,
    pub by: Vec<Attestation>,
}

fn reasons_witnesses(absence: Absence) -> Vec<Witnessed> {
    absence
        .reasons()
        .map(|reason| Witnessed { part: reason.slug().to_owned(), by: reason.attested_by().to_vec() })
        .collect()
}

/// The definition of certain and of the candidates, written again over the public relations, without the tables'
/// closures.
fn allowed<A: Axis>(system: &CodeSystem<A>, parts: &[Part]) -> Allowed {
    let slots = |row: Row| match system.decode(row.code().as_bytes()).answer() {
        Answer::Given(meaning) => meaning.parts().to_vec(),
        Answer::Absent(_) => Vec::new(),
    };
    let rows: Vec<(Row, Vec<Part>)> = system.rows().iter().map(|row| (row, slots(row))).collect();
    allowed_of(system, &rows, parts)
}

/// The same, with the parts of each row's meaning at hand: lists can have a thousand rows.
fn allowed_of<A: Axis>(system: &CodeSystem<A>, rows: &[(Row, Vec<Part>)], parts: &[Part]) -> Allowed {
    let standard = system.standard();
    let concept = |part: Part| part.concept().and_then(|id| standard.by_id(id));
    let is =
        |part: Part, slot: Part| matches!((concept(part), concept(slot)), (Some(a), Some(b)) if a.is_a(b));
    let is_whole = |row: Row| {
        matches!(row.relationship(), Relationship::Equivalent | Relationship::SourceIsBroaderThanTarget)
    };
    let certain: Vec<&(Row, Vec<Part>)> = rows
        .iter()
        .filter(|(row, slots)| is_whole(*row) && !slots.is_empty() && !parts.is_empty())
        .filter(|(_, slots)| parts.iter().all(|&part| slots.iter().any(|&slot| is(part, slot))))
        .filter(|(_, slots)| slots.iter().all(|&slot| parts.iter().any(|&part| is(part, slot))))
        .collect();
    let within =
        |one: &[Part], other: &[Part]| one.iter().all(|&slot| other.iter().any(|&outer| is(slot, outer)));
    let narrowest: Vec<Row> = certain
        .iter()
        .filter(|(_, slots)| !certain.iter().any(|(_, other)| within(other, slots) && !within(slots, other)))
        .map(|(row, _)| *row)
        .collect();
    if let [only] = narrowest[..] {
        return Allowed::Certain(only.code().to_owned());
    }
    let reaches: Vec<Option<Arc<BTreeSet<ConceptId>>>> =
        parts.iter().map(|&part| concept(part).map(|concept| reach(standard, concept))).collect();
    let may_be = |reach: &Option<Arc<BTreeSet<ConceptId>>>, slot: Part| {
        let (Some(reach), Some(meant)) = (reach, concept(slot)) else { return true };
        reach.contains(&meant.id())
    };
    let fits = |slots: &[Part]| {
        let mut named = slots.iter().filter(|slot| slot.concept().is_some());
        !slots.is_empty()
            && reaches.iter().all(|reach| slots.iter().any(|&slot| may_be(reach, slot)))
            && (parts.is_empty() || named.all(|&slot| reaches.iter().any(|reach| may_be(reach, slot))))
    };
    let nationality = |part: Part| {
        concept(part).is_some_and(|stated| system.may_be_nationality().any(|nation| stated.is_a(nation)))
    };
    let others: Vec<Part> = parts.iter().copied().filter(|&part| !nationality(part)).collect();
    let aside = match others.len() {
        0 => Vec::new(),
        count if count == parts.len() => Vec::new(),
        _ => match allowed_of(system, rows, &others) {
            Allowed::Certain(code) => vec![code],
            Allowed::Among(codes) => codes,
        },
    };
    let direct = |row: Row, slots: &[Part]| {
        if narrowest.is_empty() { fits(slots) } else { narrowest.iter().any(|one| one.code() == row.code()) }
    };
    let codes =
        rows.iter().filter(|(row, slots)| direct(*row, slots) || aside.iter().any(|code| code == row.code()));
    Allowed::Among(codes.map(|(row, _)| row.code().to_owned()).collect())
}

/// What somebody who states the concept may be, from `broader` and `overlaps` alone, the slow way; worked out once for
/// each concept of each standard, because each is asked for with every row of every list.
fn reach(standard: &'static Standard, stated: Concept) -> Arc<BTreeSet<ConceptId>> {
    type Known = BTreeMap<(usize, ConceptId), Arc<BTreeSet<ConceptId>>>;
    static KNOWN: Mutex<Known> = Mutex::new(BTreeMap::new());
    let key = (core::ptr::from_ref(standard).addr(), stated.id());
    if let Some(reached) = KNOWN.lock().unwrap().get(&key) {
        return Arc::clone(reached);
    }
    let above = |of: Concept| standard.concepts().filter(move |one| of.is_a(*one)).collect::<Vec<_>>();
    let narrower = || standard.concepts().filter(|concept| concept.is_a(stated));
    let always = narrower().flat_map(above);
    let sometimes = narrower().flat_map(Concept::overlaps).flat_map(above);
    let mut reached: BTreeSet<ConceptId> = always.chain(sometimes).map(|one| one.id()).collect();
    let national = Standard::of(stated.id().kind()).unwrap();
    if !core::ptr::eq(standard, national) {
        if let Some(known) = national.by_id(stated.id()) {
            // An overlay does not make a national heritage perhaps another national one.
            let known = reach(national, known);
            reached.retain(|id| id.owner().is_some() || known.contains(id));
        } else if stated.broader().count() > 0 {
            // Nor one of its own more than what is broader may be.
            let allowed: Vec<_> = stated.broader().map(|broader| reach(standard, broader)).collect();
            reached.retain(|id| allowed.iter().any(|of_broader| of_broader.contains(id)));
        }
    }
    let reached = Arc::new(reached);
    KNOWN.lock().unwrap().insert(key, Arc::clone(&reached));
    reached
}

impl Subject for TagSystem {
    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        let tags =
            ["en", "cy", "bfi", "isg", "pa-Guru", "pa-Arab", "cmn", "zh-yue", "sgn-GB", "i-klingon", "x-own"];
        let tags = tags.into_iter().filter(|_| self.key() == "bcp-47");
        let by_rule = self.codes_by_rule().filter(|code| self.rows().iter().all(|row| row.code() != *code));
        let rows = self.rows().iter().map(|row| (row.code(), row.label()));
        rows.chain(tags.chain(by_rule).map(|code| (code, ""))).collect()
    }

    fn observed(&self, code: &str) -> Option<Languages> {
        self.decode(code.as_bytes()).observation()
    }

    fn is_refused(&self, code: &str) -> bool {
        self.decode(code.as_bytes()).row().is_some_and(|row| row.refused().is_some())
    }

    fn singles(&self) -> Vec<(Languages, Vec<Languages>)> {
        languages::singles()
    }

    fn is_within(&self, code: &[u8], other: &[u8]) -> bool {
        let meant = |code: &[u8]| self.decode(code).tag();
        code == other || matches!((meant(code), meant(other)), (Some(one), Some(other)) if one.is_a(&other))
    }

    fn recordable(&self) -> Vec<(&'static str, Languages)> {
        let of_tags = self.key() == "bcp-47";
        let one = |tag: &'static str| (tag, Languages::one(LanguageTag::parse(tag).unwrap()));
        languages::current().iter().filter(|_| !of_tags).map(|tag| one(tag)).collect()
    }

    fn is_attested(&self, code: &str, label: &str, meaning: &Answer<Languages>) -> Option<bool> {
        meaning.given().map(|languages| languages::is_attested(self, code, label, languages))
    }

    fn means_without_label(&self, code: &str) -> bool {
        let absence = self.decode(code.as_bytes()).answer().absence();
        let is_known = absence.is_none_or(|absence| !absence.contains(Reason::MeaningNotKnown));
        is_known && systems::feature_of(Self::key(self)).is_some()
    }

    fn values(&self) -> BoxedStrategy<Languages> {
        let tag = prop_oneof![
            Just("en"),
            Just("EN-gb"),
            Just("syl"),
            Just("bfi"),
            Just("cmn"),
            Just("zh"),
            Just("prs"),
            Just("fa-AF"),
            Just("pa-Guru"),
            Just("pa-Arab"),
            Just("i-klingon"),
            Just("mul"),
            Just("x-own"),
            Just("und"),
            Just("yue-Hant"),
            Just("hak"),
            Just("pnb"),
            Just("kmr"),
            Just("sgn"),
            Just("isg"),
            Just("sh"),
            Just("sco-ulster"),
            Just("mis-x-makaton"),
            Just("mo"),
            Just("tlh"),
        ];
        let one = (
            tag,
            proptest::collection::vec(proptest::sample::select(Mode::ALL.to_vec()), 0..3),
            any::<bool>(),
            proptest::collection::vec(abilities(), 0..3),
            proptest::option::of(prop_oneof![Just("2026"), Just("2026-11"), Just("2026-11-25")]),
            proptest::option::weighted(0.2, strategies::hostile()),
        )
            .prop_map(|(tag, modes, is_preferred, abilities, when, own_words)| LanguageUse {
                tag: LanguageTag::parse(tag).unwrap(),
                own_words,
                modes: modes.into_iter().fold(Modes::default(), Modes::and),
                is_preferred,
                abilities,
                when: when.map(|when| when.parse().unwrap()),
            });
        proptest::collection::vec(one, 1..5).prop_map(|uses| Languages::of(uses).unwrap()).boxed()
    }

    fn witnesses(&self, meaning: &Answer<Languages>) -> Vec<Witnessed> {
        // A tag means itself; only the codes for absence have a meaning to witness.
        meaning.absence().map_or(Vec::new(), reasons_witnesses)
    }
}

/// What somebody can do in a language, and how well; concepts of a newer release among them.
fn abilities() -> impl Strategy<Value = Ability> {
    let of = |kind| {
        let known = Standard::of(kind).unwrap().concepts().map(|concept| concept.id());
        proptest::sample::select(known.chain(ConceptId::new(kind, 24_001)).collect::<Vec<_>>())
    };
    (of(Kind::LanguageAbility), proptest::option::of(of(Kind::Proficiency))).prop_map(|(what, level)| {
        let what = Ability::of(what).unwrap();
        level.map_or(what, |level| what.how_well_is(level).unwrap())
    })
}
