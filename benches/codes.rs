//! What one look-up costs: `cargo bench --bench codes`; with `--features snomed`, that of a SNOMED CT identifier too.
//!
//! Every code of every list of ethnicity and sexual orientation is decoded in turn, and some that are in none. The
//! reference, measured turn by turn beside it, is a look-up of the same codes in the standard library's `HashMap`. The
//! figures are medians, in nanoseconds for one code; the ratio is what holds on a busy machine. Then the lengths of
//! residues. What the tables add to a program, `.ci/size` says.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

#[path = "../tests/records/mod.rs"]
mod records;

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use ownwords::bridge::{Policy, systems};
use ownwords::{Bridge, Ethnicity, Field, Standard};

use records::Random;

const TURNS: usize = 15;
const ROUNDS: usize = 20_000;

/// The median time of one call, in nanoseconds, over `TURNS` turns; the subjects take turns.
fn medians<const N: usize>(calls: usize, mut subjects: [(&str, &mut dyn FnMut()); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..TURNS {
        for ((_, subject), times) in subjects.iter_mut().zip(&mut times) {
            let start = Instant::now();
            subject();
            times.push(start.elapsed().as_nanos() as f64 / calls as f64);
        }
    }
    times.map(|mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[TURNS / 2]
    })
}

/// The look-up of a long identifier, where the list that has them is compiled in.
#[cfg(feature = "snomed")]
fn snomed() {
    const ROUNDS: usize = 1_000;
    let list = &systems::snomed::GDPPR_SNOMED;
    // Every identifier, and as many that differ from one in the last digit and are in no list.
    let strangers: Vec<Vec<u8>> = list
        .rows()
        .iter()
        .map(|row| {
            let mut id = row.code().as_bytes().to_vec();
            if let Some(last) = id.last_mut() {
                *last = if *last == b'9' { b'0' } else { *last + 1 };
            }
            id
        })
        .collect();
    let ids: Vec<&[u8]> = list
        .rows()
        .iter()
        .map(|row| row.code().as_bytes())
        .chain(strangers.iter().map(Vec::as_slice))
        .collect();
    let map: HashMap<&[u8], usize> =
        list.rows().iter().enumerate().map(|(place, row)| (row.code().as_bytes(), place)).collect();
    let mut right = 0;
    for id in &ids {
        let found = list.decode(id).row().map(|row| row.code());
        let expected = map.get(id).and_then(|&place| list.rows().get(place)).map(|row| row.code());
        assert_eq!(found, expected, "a wrong answer has no speed");
        right += 1;
    }
    let each = |look: &dyn Fn(&[u8])| {
        for _ in 0..ROUNDS {
            for id in &ids {
                look(black_box(id));
            }
        }
    };
    let [decode, hash] = medians(
        ids.len() * ROUNDS,
        [
            ("decode", &mut || {
                each(&|id| {
                    black_box(list.decode(id).row());
                })
            }),
            ("HashMap", &mut || {
                each(&|id| {
                    black_box(map.get(id));
                })
            }),
        ],
    );
    println!(
        "decode a SNOMED CT id: {decode:5.1} ns   ({:.2} of a HashMap look-up, {hash:.1} ns); {right} of {} right",
        decode / hash,
        ids.len()
    );
}

fn main() {
    #[cfg(feature = "snomed")]
    snomed();
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let codes: Vec<&[u8]> = nhs
        .rows()
        .iter()
        .map(|row| row.code().as_bytes())
        .chain([&b"a"[..], b"Q", b"", b"Any other", b"A1", b"999"])
        .collect();
    let map: HashMap<&[u8], usize> =
        nhs.rows().iter().enumerate().map(|(place, row)| (row.code().as_bytes(), place)).collect();
    for code in &codes {
        let local = code.len() == 2 && code.first() == Some(&b'A');
        assert_eq!(
            nhs.decode(code).row().is_some(),
            map.contains_key(code) || local,
            "a wrong answer has no speed"
        );
    }
    let calls = codes.len() * ROUNDS;
    let each = |look: &dyn Fn(&[u8])| {
        for _ in 0..ROUNDS {
            for code in &codes {
                look(black_box(code));
            }
        }
    };
    let [decode, hash] = medians(
        calls,
        [
            ("decode", &mut || {
                each(&|code| {
                    black_box(nhs.decode(code).row());
                })
            }),
            ("HashMap", &mut || {
                each(&|code| {
                    black_box(map.get(code));
                })
            }),
        ],
    );
    println!(
        "decode one code:      {decode:6.1} ns   ({:.2} of a HashMap look-up, {hash:.1} ns)",
        decode / hash
    );

    let indian = Standard::ethnicity().by_slug("indian").map(|concept| concept.id());
    let field = Field::stated(Ethnicity::of(indian).expect("a heritage"));
    let encoded = nhs.encode(&field, Policy::Certain).expect("Indian is certain").into_parts();
    let [encode, restore] = medians(
        ROUNDS,
        [
            ("encode", &mut || {
                (0..ROUNDS).for_each(|_| drop(black_box(nhs.encode(black_box(&field), Policy::Certain))))
            }),
            ("restore", &mut || {
                (0..ROUNDS).for_each(|_| drop(black_box(nhs.restore(&encoded.0, black_box(&encoded.2)))));
            }),
        ],
    );
    println!(
        "encode one heritage:  {encode:6.1} ns, with its residue of {} characters",
        encoded.2.as_str().len()
    );
    println!("restore it:           {restore:6.1} ns");
    certain_codes();
    languages();
    residues();
}

/// A look-up in a list of languages, of a code by a rule, and what a tag is; over every code of the lists.
fn languages() {
    const ROUNDS: usize = 500;
    let list = &systems::UKCORE_HUMAN_LANGUAGE;
    let tags = ["en", "cy", "bfi", "yue", "pa-Guru", "zh-Hant-HK", "q4", "Polish", "not a tag"];
    let [row, rule, tag] = medians(
        ROUNDS,
        [
            ("row", &mut || {
                for _ in 0..ROUNDS {
                    list.rows()
                        .iter()
                        .for_each(|row| _ = black_box(list.decode(black_box(row.code().as_bytes())).row()));
                }
            }),
            ("rule", &mut || {
                for _ in 0..ROUNDS {
                    for code in ["cym", "yue", "eng", "bfi", "zzz"] {
                        black_box(systems::ISO_639_3.decode(black_box(code.as_bytes())).is_in_list());
                    }
                }
            }),
            ("tag", &mut || {
                for _ in 0..ROUNDS {
                    tags.iter().for_each(|tag| {
                        _ = black_box(ownwords::language::check(black_box(tag.as_bytes())));
                    });
                }
            }),
        ],
    );
    println!(
        "code of a language:   {:6.1} ns in a list, {:.1} ns by the rule of ISO 639-3",
        row / 190.0,
        rule / 5.0
    );
    println!("understand a tag:     {:6.1} ns", tag / tags.len() as f64);
}

/// The certain code of every heritage alone, in turn.
fn certain_codes() {
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let some: Vec<_> = Standard::ethnicity().concepts().map(|concept| concept.id()).collect();
    let [certain, lookup] = medians(
        some.len() * (ROUNDS / 100),
        [
            ("certain code", &mut || {
                for _ in 0..ROUNDS / 100 {
                    for id in &some {
                        black_box(nhs.certain_code(black_box(*id)));
                    }
                }
            }),
            ("by id", &mut || {
                for _ in 0..ROUNDS / 100 {
                    for id in &some {
                        black_box(Standard::ethnicity().by_id(black_box(*id)));
                    }
                }
            }),
        ],
    );
    println!(
        "certain code of one:  {certain:6.1} ns, of every heritage in turn (to find the heritage alone: {lookup:.1} ns)"
    );
}

/// How long residues are, over a million made-up fields; and at most, for each heritage alone in each list under each
/// code that the person may choose.
fn residues() {
    let mut counts: Vec<u64> = Vec::new();
    let mut count = 0_u64;
    let mut record = 0;
    while count < 1_000_000 {
        let mut random = Random::of_record(1, record);
        let mut field = records::field(systems::ETHNICITY, &mut random);
        let system = systems::ETHNICITY[record as usize % systems::ETHNICITY.len()];
        record += 1;
        let encoded = system.encode(&field, Policy::Certain).or_else(|ambiguity| {
            field.report_as(system.key(), random.of(ambiguity.candidates()).code());
            system.encode(&field, Policy::Certain)
        });
        let length = encoded.expect("what was chosen is sent").into_parts().2.as_str().len();
        counts.resize(counts.len().max(length + 1), 0);
        counts[length] += 1;
        count += 1;
    }
    let mut below = 0;
    let median = counts.iter().position(|&here| {
        below += here;
        below * 2 >= count
    });
    println!(
        "residue, made-up:     {:6} characters in the median of a million, {} at most",
        median.unwrap_or(0),
        counts.len() - 1
    );
    let mut longest = 0;
    for system in systems::ETHNICITY {
        for concept in Standard::ethnicity().concepts() {
            let mut field = Field::stated(Ethnicity::of([concept.id()]).expect("a heritage"));
            for row in system.rows().iter() {
                field.report_as(system.key(), row.code().as_bytes());
                let encoded = system.encode(&field, Policy::Certain).expect("what was chosen is sent");
                longest = longest.max(encoded.into_parts().2.as_str().len());
            }
        }
    }
    println!(
        "residue, one heritage:{longest:6} characters at most, in any list, beside any of its codes (bound: 24)"
    );
    assert!(longest <= 24);
}
