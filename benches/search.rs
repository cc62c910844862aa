//! What one keystroke costs: a search of all heritages, and one of all languages, for everything that is typed on the way to
//! a name.
//!
//! `cargo bench --bench search` types every label of a heritage letter by letter, and names of languages in several scripts,
//! each once more with two neighbours swapped, and prints the time of a keystroke: the median, the mean, and the slowest one
//! of a hundred and of all. It fails when a median is a millisecond or more; the others also show what else the machine was
//! doing.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use ownwords::{Standard, language};

/// More than this is felt while typing, on a machine that does other things too.
const BAR: Duration = Duration::from_millis(1);
const SUGGESTIONS: usize = 10;
const LANGUAGES: [&str; 12] = [
    "Polish",
    "Bengali",
    "Sylheti",
    "British Sign Language",
    "Punjabi",
    "Cymraeg",
    "Kurdish Sorani",
    "Haitian Creole",
    "Yoruba",
    "中文",
    "বাংলা",
    "Română",
];

fn main() {
    let standard = Standard::ethnicity();
    let further = standard.concepts().flat_map(|concept| concept.labels()).map(|label| label.text);
    let labels: Vec<&str> = standard.concepts().map(|concept| concept.label()).chain(further).collect();
    type_each(&format!("{} heritages", standard.concepts().len()), &labels, |query| {
        standard.search(query, SUGGESTIONS).len()
    });
    type_each("languages", &LANGUAGES, |query| language::search(query, SUGGESTIONS).len());
}

/// Types each name letter by letter, and measures the search for what stands there after each.
fn type_each(of_what: &str, names: &[&str], search: impl Fn(&str) -> usize) {
    let mut times = Vec::new();
    for name in names {
        let right: Vec<char> = name.chars().collect();
        let mut swapped = right.clone();
        if let [_, second, third, ..] = &mut swapped[..] {
            std::mem::swap(second, third);
        }
        for typed in [right, swapped] {
            for letters in 1..=typed.len() {
                let query: String = typed.iter().take(letters).collect();
                let begun = Instant::now();
                black_box(search(black_box(&query)));
                times.push(begun.elapsed());
            }
        }
    }
    times.sort_unstable();
    let mean = times.iter().sum::<Duration>() / times.len().max(1) as u32;
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default();
    println!("{of_what}: {} names, {} keystrokes", names.len(), times.len());
    let (median, slow, slowest) = (at(0.5), at(0.99), times.last().copied().unwrap_or_default());
    println!("median {median:?}, mean {mean:?}, slowest of a hundred {slow:?}, slowest {slowest:?}");
    assert!(median < BAR, "a keystroke takes {median:?}, and may take {BAR:?}");
}
