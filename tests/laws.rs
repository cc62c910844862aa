//! The laws of the bridges, for every system there is: exhaustively where the domain is finite, as properties otherwise.
//!
//! What each law says is stated once, in `ownwords::steward::prove::laws`; here it is asked of arbitrary input. `ownwords prove`
//! asks it of the files as they are, and of what its own trials make up. L6 is in `storage.rs`.

mod certainty;
mod copy;
mod overlay;
mod strategies;
#[allow(dead_code, reason = "the other programs use the rest")]
mod subjects;

use std::fmt::Debug;
use std::path::Path;

use ownwords::bridge::{CodeSystem, TagSystem, systems};
use ownwords::steward::prove::{LanguageRecords, Subject, laws, meanings, recordable, singles};
use ownwords::{Axis, Bridge, Languages, Stated};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use subjects::{Sampled, fields, policies, raw_codes};

/// How many cases of a property are tried for each system; `soak.rs` tries many more, without shrinking.
const CASES: u32 = 256;

const REGISTRY: &str = include_str!("../standards/language/iana-language-subtag-registry.txt");

fn property<T: Debug>(
    name: &str,
    strategy: impl Strategy<Value = T>,
    test: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(&strategy, test) {
        panic!("{name}: {error}");
    }
}

/// A law as a property has it.
fn tried(held: laws::Held) -> Result<(), TestCaseError> {
    held.map_err(|broken| TestCaseError::fail(broken.to_string()))
}

/// A law that holds of one value, or the counter-example.
fn holds(system: &impl Bridge, held: laws::Held) {
    held.unwrap_or_else(|broken| panic!("{}: {broken}", system.key()));
}

/// A system that every law can be asked of.
trait Tested: Subject<Value: 'static> + Sampled {
    /// Each concept of the field alone, with its directly broader ones alone.
    fn singles(&self) -> Vec<(Self::Value, Vec<Self::Value>)>;

    /// Each concept that a person may state, alone, with its label.
    fn recordable(&self) -> Vec<(&'static str, Self::Value)>;
}

impl<A: Axis> Tested for CodeSystem<A> {
    fn singles(&self) -> Vec<(Stated<A>, Vec<Stated<A>>)> {
        singles(self.standard())
    }

    fn recordable(&self) -> Vec<(&'static str, Stated<A>)> {
        recordable(self.standard())
    }
}

impl Tested for TagSystem {
    fn singles(&self) -> Vec<(Languages, Vec<Languages>)> {
        LanguageRecords::of(REGISTRY).singles()
    }

    fn recordable(&self) -> Vec<(&'static str, Languages)> {
        // Tags are without number, and each stands for itself.
        if self.key() == "bcp-47" { Vec::new() } else { LanguageRecords::of(REGISTRY).recordable() }
    }
}

/// A law, to be checked for every system.
trait Law {
    fn check<S: Tested>(&self, system: &'static S);
}

/// Checks a law for every system there is.
fn every_system(law: &impl Law) {
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

struct L1LegacyRoundTrip;

impl Law for L1LegacyRoundTrip {
    fn check<S: Tested>(&self, system: &'static S) {
        let come_back = |raw: &[u8]| holds(system, laws::legacy_round_trip(system, raw));
        system.codes().iter().for_each(|(code, _)| come_back(code.as_bytes()));
        come_back(b"");
        for first in 0..=255_u8 {
            come_back(&[first]);
            (0..=255_u8).step_by(5).for_each(|second| come_back(&[first, second]));
        }
        let bytes = strategies::arbitrary_bytes();
        property(system.key(), bytes, |raw| tried(laws::legacy_round_trip(system, &raw)));
    }
}

#[test]
fn l1_legacy_round_trip() {
    every_system(&L1LegacyRoundTrip);
}

/// A value that is converted from one list to another keeps its coding: the first list gets its own bytes back, whatever
/// the second was sent, and value and residue of the second give the statement back.
#[test]
fn l1_holds_across_every_pair_of_lists() {
    let pairs = (proptest::sample::select(systems::ETHNICITY), proptest::sample::select(systems::ETHNICITY));
    let input = pairs.prop_flat_map(|(from, to)| (Just(from), Just(to), raw_codes(from)));
    property("conversion", input, |(from, to, raw)| {
        let field = from.to_field(&raw);
        tried(laws::own_round_trip(to, &field, None))?;
        for policy in policies() {
            let (back, _, _) = from.encode(&field, policy).expect("a received code decides").into_parts();
            prop_assert_eq!(back.as_bytes(), Some(&raw[..]));
        }
        Ok(())
    });
}

struct L2OwnRoundTrip;

impl Law for L2OwnRoundTrip {
    fn check<S: Tested>(&self, system: &'static S) {
        let input = (fields(system), proptest::option::of(strategies::arbitrary_bytes()));
        property(system.key(), input, |(field, key)| {
            tried(laws::own_round_trip(system, &field, key.as_deref()))
        });
    }
}

#[test]
fn l2_own_round_trip() {
    every_system(&L2OwnRoundTrip);
}

struct L3Update;

impl Law for L3Update {
    fn check<S: Tested>(&self, system: &'static S) {
        property("GetPut", fields(system), |field| tried(laws::get_put(system, &field)));
        property("an edit", (fields(system), raw_codes(system)), |(field, edited)| {
            // Mostly an edit back to what was received before.
            let edits = field.codings().iter().map(|coding| &coding.value).chain([&edited]);
            edits.map(|edited| laws::put_after_exchange(system, field.clone(), edited)).try_for_each(tried)
        });
        let input = (fields(system), raw_codes(system), raw_codes(system));
        property("PutGet and PutPut", input, |(field, first, second)| {
            tried(laws::put_get_put_put(system, field, [&first, &second]))
        });
    }
}

#[test]
fn l3_update() {
    every_system(&L3Update);
}

struct L4Coherence;

impl Law for L4Coherence {
    fn check<S: Tested>(&self, system: &'static S) {
        // What somebody observed states nothing; that it is never an outcome is in `observed.rs`. What is refused is left
        // out, and said to be: `language_lists.rs`.
        system.codes().iter().for_each(|(code, _)| holds(system, laws::coherent_code(system, code)));
        let known = system.known();
        property(system.key(), system.values(), |value| {
            tried(laws::coherent_statement(system, &known, &value))
        });
    }
}

#[test]
fn l4_coherence() {
    every_system(&L4Coherence);
}

struct L5Monotone;

impl Law for L5Monotone {
    fn check<S: Tested>(&self, system: &'static S) {
        for (single, broader) in Tested::singles(system) {
            holds(system, laws::monotone(system, &single, &broader));
        }
    }
}

#[test]
fn l5_monotone() {
    every_system(&L5Monotone);
}

struct L7Damage;

impl Law for L7Damage {
    fn check<S: Tested>(&self, system: &'static S) {
        property(system.key(), fields(system), |field| {
            let Some(sealed) = laws::Sealed::of(system, &field) else { return Ok(()) };
            tried(sealed.damage(system))?;
            every_system(&Refused { key: system.key(), sealed: &sealed });
            Ok(())
        });
    }
}

/// No other system takes the residue.
struct Refused<'a, V> {
    key: &'a str,
    sealed: &'a laws::Sealed<V>,
}

impl<V: Clone + PartialEq> Law for Refused<'_, V> {
    fn check<S: Tested>(&self, system: &'static S) {
        if system.key() != self.key {
            holds(system, self.sealed.is_refused_by(system));
        }
    }
}

#[test]
fn l7_damage() {
    every_system(&L7Damage);
}

struct L8LossIsHonest;

impl Law for L8LossIsHonest {
    fn check<S: Tested>(&self, system: &'static S) {
        let recordable = Tested::recordable(system);
        for policy in laws::policies() {
            let of_all = system.loss_of_all(policy);
            holds(system, laws::honest_loss(system, policy, &recordable, of_all.as_ref()));
        }
    }
}

#[test]
fn l8_loss_is_honest() {
    every_system(&L8LossIsHonest);
}

/// That the law sees rows that are swapped consistently, whichever two, is tested beside it.
#[test]
fn l9_meaning() {
    let all = meanings(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    for (system, verdict) in &all {
        assert_eq!(verdict.broken, None, "{system}");
        assert_eq!(verdict.skipped, None, "{system}");
    }
    let rows: usize = all.iter().map(|(_, verdict)| verdict.tried).sum();
    assert!(rows > 5_000, "only {rows} rows were read");
    assert!(all.len() >= 37, "only {} lists were read", all.len());
}

/// How many codes of languages have a witness, and for how many it is the registry's name rather than a reason in words.
#[test]
fn witnesses_of_languages_are_counted() {
    let text = include_str!("../standards/language/attestations.tsv");
    let by_name = text.lines().filter(|line| line.ends_with("\tregistry name")).count();
    assert_eq!((text.lines().count() - 1, by_name), (1966, 1862), "count the witnesses anew");
}
