//! The score of the laws, for people and for programs.

use std::fmt::Write as _;

use ownwords::steward::prove::{Kind, Mutant, Score};
use serde_json::{Value, json};

use super::{ENOUGH, is_enough};

/// How many equivalent mutants the text names; all survivors are named.
const SHOWN: usize = 8;

pub(super) fn as_text(score: &Score) -> String {
    let mut text = String::from("\nmutants                      caught  survived  equivalent\n");
    for (kind, count) in &score.counts {
        let words = kind.words();
        let _ =
            writeln!(text, "  {words:26} {:6}  {:8}  {:10}", count.caught, count.survived, count.equivalent);
    }
    if !score.survivors.is_empty() {
        text.push_str("\nsurvivors: a law or a witness is missing\n");
        score.survivors.iter().for_each(|mutant| line(&mut text, mutant));
    }
    if !score.equivalents.is_empty() {
        let _ = writeln!(text, "\nequivalent, and not counted: {}", score.equivalents.len());
        score.equivalents.iter().take(SHOWN).for_each(|mutant| line(&mut text, mutant));
        if let Some(more) = score.equivalents.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let _ = writeln!(text, "  and {more} more, which --format json lists");
        }
    }
    let word = if is_enough(score) { "at least" } else { "which is not" };
    let _ = writeln!(
        text,
        "\n{} of {} mutants caught, {:.2} %, {word} {ENOUGH} %",
        score.caught(),
        score.counted(),
        score.per_cent()
    );
    text
}

fn line(text: &mut String, mutant: &Mutant) {
    let _ = writeln!(text, "  {mutant}");
}

pub(super) fn as_json(score: &Score) -> Value {
    let kinds = Kind::ALL.iter().filter_map(|kind| Some((kind, score.counts.get(kind)?)));
    let kinds: Vec<Value> = kinds
        .map(|(kind, count)| {
            json!({
                "kind": kind.words(),
                "caught": count.caught,
                "survived": count.survived,
                "equivalent": count.equivalent,
            })
        })
        .collect();
    json!({
        "counted": score.counted(),
        "caught": score.caught(),
        "per_cent": score.per_cent(),
        "kinds": kinds,
        "survivors": score.survivors.iter().map(mutant_as_json).collect::<Vec<_>>(),
        "equivalents": score.equivalents.iter().map(mutant_as_json).collect::<Vec<_>>(),
    })
}

fn mutant_as_json(mutant: &Mutant) -> Value {
    json!({
        "system": mutant.system,
        "file": mutant.file,
        "line": mutant.line,
        "code": mutant.code,
        "kind": mutant.kind.words(),
        "change": mutant.change,
        "why": mutant.why,
    })
}
