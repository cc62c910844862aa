//! Arbitrary answers, codes and fields of any system.

use ownwords::bridge::{Authority, CodeSystem, Rows, TagSystem, systems};
use ownwords::{
    Ability, Absence, Answer, Axis, Bridge, ConceptId, Field, Kind, LanguageTag, LanguageUse, Languages,
    Mode, Modes, Part, Reason, Standard, Stated,
};
use proptest::prelude::*;

use crate::strategies;

/// A system with codes that it may receive, and arbitrary values of its field.
pub trait Sampled: Bridge + Sync {
    /// All codes of the list, in its order.
    fn known_codes(&self) -> Vec<&'static str>;

    /// Arbitrary values of the field.
    fn values(&self) -> BoxedStrategy<Self::Value>;
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
pub fn answers<S: Sampled>(system: &S) -> impl Strategy<Value = Answer<S::Value>> + use<S>
where
    S::Value: 'static,
{
    prop_oneof![4 => system.values().prop_map(Answer::Given), 1 => absences().prop_map(Answer::Absent)]
}

/// Codes of the system, mostly; sometimes any bytes.
pub fn raw_codes<S: Sampled>(system: &S) -> BoxedStrategy<Vec<u8>> {
    let codes: Vec<Vec<u8>> = system.known_codes().iter().map(|code| code.as_bytes().to_vec()).collect();
    prop_oneof![6 => proptest::sample::select(codes), 1 => strategies::arbitrary_bytes()].boxed()
}

/// Arbitrary fields: as stated, as read from codes, with further codes received, choices made, concepts withdrawn.
pub fn fields<S: Sampled>(system: &'static S) -> BoxedStrategy<Field<S::Value>>
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

impl<A: Axis> Sampled for CodeSystem<A> {
    fn known_codes(&self) -> Vec<&'static str> {
        self.rows().iter().map(|row| row.code()).collect()
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
}

impl Sampled for TagSystem {
    fn known_codes(&self) -> Vec<&'static str> {
        const TAGS: [&str; 6] = ["en", "bfi", "pa-Guru", "zh-yue", "i-klingon", "x-own"];
        let tags = TAGS.into_iter().filter(|_| self.key() == "bcp-47");
        self.rows().iter().map(|row| row.code()).chain(tags).chain(self.codes_by_rule()).collect()
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
