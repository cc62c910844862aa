//! Made-up records by the million: each crosses systems and comes back (L1, L2, L3).
//!
//! A record has an ethnicity of up to eight heritages, a sexual orientation, languages and a reason for absence; own
//! words in any script; and several codings that other systems sent. It crosses some systems of each field in turn, so
//! that all of them see as many records.

use std::num::NonZero;
use std::thread;
use std::time::Instant;

use ownwords::Field;
use ownwords::bridge::{Exchange, Policy, Reconciled, systems};

use crate::records::{self, Made, Random};

const SEED: u64 = 20_260_301;
/// How many of the systems of ethnicity a record crosses.
const CROSSED: usize = 3;

#[test]
fn a_hundred_thousand_records_round_trip() {
    all_round_trip(100_000);
}

/// `cargo test --release -- --ignored`
#[test]
#[ignore = "takes some minutes"]
fn ten_million_records_round_trip() {
    all_round_trip(10_000_000);
}

/// What became of the records, so that a run in which nothing crosses cannot pass.
#[derive(Clone, Copy, Debug, Default)]
struct Crossed {
    encoded: u64,
    /// Encoded as one of the candidates, which the person chose.
    chosen: u64,
    accepted: u64,
}

impl Crossed {
    fn add(&mut self, other: Self) {
        self.encoded += other.encoded;
        self.chosen += other.chosen;
        self.accepted += other.accepted;
    }
}

#[allow(clippy::print_stdout, reason = "a soak says how long it took")]
fn all_round_trip(count: u64) {
    let start = Instant::now();
    let threads = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    let mut crossed = Crossed::default();
    thread::scope(|scope| {
        let run = |first: u64| {
            move || {
                let mut crossed = Crossed::default();
                (first..count).step_by(threads as usize).for_each(|record| round_trip(record, &mut crossed));
                crossed
            }
        };
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(run(first))).collect();
        for one in running {
            crossed.add(one.join().expect("every record round-trips; the message above says which does not"));
        }
    });
    println!("{count} records round-tripped in {:.1} s: {crossed:?}", start.elapsed().as_secs_f64());
    assert!(crossed.encoded > count && crossed.chosen > count / 2 && crossed.accepted > count / 4);
}

fn round_trip(record: u64, crossed: &mut Crossed) {
    let mut random = Random::of_record(SEED, record);
    cross(systems::ETHNICITY, CROSSED, record, &mut random, crossed);
    cross(systems::ORIENTATION, 1, record, &mut random, crossed);
    cross(systems::LANGUAGE, 1, record, &mut random, crossed);
    cross(systems::ABSENCE, 1, record, &mut random, crossed);
}

fn cross<S: Made>(
    all: &'static [&'static S],
    count: usize,
    record: u64,
    random: &mut Random,
    crossed: &mut Crossed,
) {
    let mut field = records::field(all, random);
    let first = record as usize % all.len();
    for system in all.iter().cycle().skip(first).take(count) {
        l1_legacy_round_trip(*system, &system.code(random), record);
        l2_and_l3(*system, &mut field, random, record, crossed);
    }
}

/// L1: a code comes back byte for byte, whatever it is.
fn l1_legacy_round_trip<S: Made>(system: &S, raw: &[u8], record: u64) {
    let encoded = system.encode(&system.to_field(raw), Policy::Certain);
    let (value, _, _) = encoded.expect("a received code decides").into_parts();
    assert_eq!(value.as_bytes(), Some(raw), "L1, {}, record {record}", system.key());
}

/// L2: value and residue give the statement back. L3: an unchanged value changes nothing, and an accepted one is sent.
fn l2_and_l3<S: Made>(
    system: &S,
    field: &mut Field<S::Value>,
    random: &mut Random,
    record: u64,
    crossed: &mut Crossed,
) {
    let key = record.to_be_bytes();
    let key = random.one_in(2).then_some(&key[..]);
    let encoded = system.encode_keyed(field, Policy::Certain, key).or_else(|ambiguity| {
        crossed.chosen += 1;
        let candidate = random.of(ambiguity.candidates()).code().to_vec();
        field.report_as(system.key(), &candidate);
        system.encode_keyed(field, Policy::Certain, key)
    });
    let (value, _, residue) = encoded.expect("what the person chose is sent").into_parts();
    crossed.encoded += 1;
    let restored = system.restore_keyed(&value, residue.as_str(), key);
    let restored = restored.unwrap_or_else(|error| panic!("L2, {}, record {record}: {error}", system.key()));
    assert!(restored == *field.statement(), "L2, {}, record {record}", system.key());
    if let Some(sent) = value.as_bytes() {
        let last = Exchange { value: &value, residue: residue.as_str(), key };
        let again = system.reconcile(field, sent, Some(last)).expect("the residue restores");
        assert_eq!(again, Reconciled::Unchanged, "L3, {}, record {record}", system.key());
        assert!(restored == *field.statement(), "L3, {}, record {record}", system.key());
    }
    // Put: a field that was only ever read from codings takes what is sent next, and is then sent as that.
    let mut read = system.to_field(&system.code(random));
    let next = system.code(random);
    if system.reconcile(&mut read, &next, None).expect("nothing to restore") == Reconciled::Accepted {
        crossed.accepted += 1;
        let (value, _, _) = system.encode(&read, Policy::Certain).expect("it decides").into_parts();
        assert_eq!(value.as_bytes(), Some(&next[..]), "L3, {}, record {record}", system.key());
        assert!(
            read.statement() == system.to_field(&next).statement(),
            "L3, {}, record {record}",
            system.key()
        );
    }
}
