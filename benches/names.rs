//! What a check of a name costs, and what a rendering does: `cargo bench --bench names`.
//!
//! The check is looked at whole, and its search for hidden characters alone, which every newly entered name goes through.
//! The reference, measured turn by turn beside it over the same names, is `unicode_normalization::is_nfc`. The figures are
//! medians, in nanoseconds for one name; the ratio is what holds on a busy machine.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::hint::black_box;
use std::time::Instant;

use ownwords::name::check;
use ownwords::text::has_hidden_characters;
use ownwords::{FieldProfile, NameText, Purpose, profiles};
use unicode_normalization::is_nfc;

const TURNS: usize = 15;
const ROUNDS: usize = 20_000;

const ASCII: [&str; 6] =
    ["Ada", "Sukarno", "Grace Hopper", "Featherstonehaugh", "D'Arcy-Jones", "van der Berg"];
const LATIN: [&str; 6] =
    ["Zoë", "Nguyễn Thị Minh Khai", "María José Carreño Quiñones", "Ștefan", "Müller", "Łukasz Świątek"];
const OTHER: [&str; 6] = ["김민준", "Ольга Ковальчук", "ஐஸ்வர்யா", "محمد", "李小龙", "Γιώργος"];

/// The median time of one call, in nanoseconds, over `TURNS` turns; the subjects take turns.
fn medians<const N: usize>(calls: usize, mut subjects: [&mut dyn FnMut(); N]) -> [f64; N] {
    let mut times = [const { Vec::new() }; N];
    for _ in 0..TURNS {
        for (subject, times) in subjects.iter_mut().zip(&mut times) {
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

/// The check that names are shown to on entry and in an audit, to its end, and its quickest part alone.
fn look(what: &str, names: &[&str]) {
    let held = names.iter().map(|name| NameText::received(*name)).collect::<Vec<_>>();
    let is_right = |name: &NameText| check(name).next().is_none() && is_nfc(name.as_str());
    assert!(held.iter().all(is_right), "a wrong answer has no speed");
    let [whole, hidden, theirs] = medians(
        names.len() * ROUNDS,
        [
            &mut || (0..ROUNDS).for_each(|_| each(&held, |name| check(name).count())),
            &mut || (0..ROUNDS).for_each(|_| each(names, |name| has_hidden_characters(name))),
            &mut || (0..ROUNDS).for_each(|_| each(names, |name| is_nfc(name))),
        ],
    );
    for (look, ours) in [("check", whole), ("hidden characters alone", hidden)] {
        println!("{look} of {what:<14} {ours:7.1} ns   ({:.2} of is_nfc, {theirs:.1} ns)", ours / theirs);
    }
}

fn each<T, R>(names: &[T], look: impl Fn(&T) -> R) {
    for name in names {
        black_box(look(black_box(name)));
    }
}

fn render(what: &str, profile: &FieldProfile, names: &[&str]) {
    let rounds = ROUNDS / 10;
    let right = names.iter().filter(|name| {
        let rendering = profile.render_text(name, Purpose::Letter);
        let parts = rendering.map(ownwords::Rendering::into_parts);
        parts.is_ok_and(|(text, _, residue)| {
            profile.holds(&text) && profile.restore(&text, &residue).is_ok_and(|restored| restored == **name)
        })
    });
    assert_eq!(right.count(), names.len(), "a wrong answer has no speed");
    let [ours] = medians(
        names.len() * rounds,
        [&mut || {
            for _ in 0..rounds {
                for name in names {
                    let _ = black_box(profile.render_text(black_box(name), Purpose::Letter));
                }
            }
        }],
    );
    println!("render {what:<22} {ours:7.1} ns");
}

fn main() {
    look("ASCII:", &ASCII);
    look("other Latin:", &LATIN);
    look("other scripts:", &OTHER);
    let long = ["Featherstonehaugh Cholmondeley Majoribanks", "Nguyễn Thị Minh Khai Nguyễn Thị Minh Khai"];
    render("ASCII to an35:", &profiles::NHS_FAMILY_NAME, &ASCII);
    render("Latin to an35:", &profiles::NHS_FAMILY_NAME, &LATIN);
    render("other to an35:", &profiles::NHS_FAMILY_NAME, &OTHER);
    render("too long to an35:", &profiles::NHS_FAMILY_NAME, &long);
    render("ASCII to Vision:", &profiles::VISION_SURNAME, &ASCII);
    render("Latin to Vision:", &profiles::VISION_SURNAME, &LATIN);
    render("Latin to a passport:", &profiles::MRZ_TD3, &LATIN);
}
