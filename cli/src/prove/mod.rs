//! `ownwords prove`: the laws, held against the stewards' files as they are now.

mod mutants;

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use ownwords::steward::prove::{OnReason, Proof, Score, Verdict, mutate, prove, prove_overlay};
use ownwords::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::build::{fault_as_json, say};
use crate::lines::Format;
use crate::own::Instead;

/// Prove that each list keeps the laws, as its file is now: nothing has to be built first
///
/// Every code, every concept alone and every pair of concepts that a list can tell apart is tried, and made-up statements
/// that are the same in every run. Of a law that does not hold, the smallest counter-example is printed, with the file
/// and the line of the row to blame.
///
/// With --overlay the lists of an organisation's folder are proved, the national ones with its heritages among them.
///
/// As JSON the answer is one object with `proofs`, an array of objects with `system`, `file`, `codes`, `laws` and `on_reasons`; each law is
/// {law, holds, tried, of, skipped, counter_example}: `of` is how many there would have been to try, where not all were;
/// `skipped` why the law was not asked; `counter_example` null or {about, expected, found, code, file, line}.
///
/// Rows whose relationship to what they mean nothing accounts for but the words of a `reason` are counted, and of one list
/// listed: a second person has to read them. As JSON each is {code, line, relationship, means, reason, beside}; `beside` are
/// other codes of the list that witnesses put the same concept under, or a narrower one.
///
/// With --mutate every row is changed, in memory, in each way that a tired hand could change it: dropped, given another
/// meaning, swapped with another, related otherwise; and the laws are asked again. The score is the share that a law
/// caught. Mutants by which nothing is decoded or encoded otherwise are listed apart and not counted. As JSON there is
/// `mutants` too: {counted, caught, per_cent, kinds, survivors, equivalents}; each survivor and equivalent is {system, file,
/// line, code, kind, change, why}.
///
/// Exit status: 0 every law holds, and with --mutate at least 99 in 100 mutants are caught; 1 not so, or the files have faults that `ownwords check` explains; 2 the call is
/// wrong, or a file cannot be read.
///
/// Example: ownwords prove nhs-ethnic-category-2001
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords prove nhs-ethnic-category-2001")]
pub(crate) struct Arguments {
    /// The key of the list, as its file has it; without any, all lists
    system: Option<String>,
    /// The root of the repository
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    #[command(flatten)]
    own: Instead,
    /// Change every row too, and say how many changes the laws catch
    #[arg(long, conflicts_with = "overlay")]
    mutate: bool,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let system = arguments.system.as_deref();
    let proofs = match &arguments.own.overlay {
        Some(folder) => prove_overlay(folder, system),
        None => prove(&arguments.root, system),
    };
    let proofs = match proofs {
        Ok(proofs) => proofs,
        Err(faults) => return refused(arguments.format, faults),
    };
    let score = match arguments.mutate.then(|| mutate(&arguments.root, system)).transpose() {
        Ok(score) => score,
        Err(faults) => return refused(arguments.format, faults),
    };
    let holds = proofs.iter().all(Proof::holds) && score.as_ref().is_none_or(is_enough);
    let text = match arguments.format {
        Format::Text => as_text(&proofs) + &score.map_or(String::new(), |score| mutants::as_text(&score)),
        Format::Json => {
            let proofs: Vec<Value> = proofs.iter().map(proof_as_json).collect();
            let mut answer = json!({"proofs": proofs});
            if let (Some(score), Some(answer)) = (score, answer.as_object_mut()) {
                answer.insert("mutants".to_owned(), mutants::as_json(&score));
            }
            format!("{answer:#}\n")
        }
    };
    say(&mut io::stdout().lock(), &text)?;
    Ok(ExitCode::from(u8::from(!holds)))
}

/// The share of mutants, in per cent, that the laws have to catch.
const ENOUGH: f64 = 99.0;

fn is_enough(score: &Score) -> bool {
    score.per_cent() >= ENOUGH
}

/// Files of which nothing can be built.
fn refused(format: Format, mut faults: Vec<Error>) -> Result<ExitCode, Error> {
    if faults.iter().any(|fault| matches!(fault.kind(), ErrorKind::Usage | ErrorKind::Io)) {
        return Err(faults.swap_remove(0));
    }
    let text = match format {
        Format::Text => {
            let mut text: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
            text.push_str("these files cannot be proved before `ownwords check` finds them sound\n");
            text
        }
        Format::Json => {
            let faults: Vec<Value> = faults.iter().map(fault_as_json).collect();
            format!("{:#}\n", json!({"proofs": [], "faults": faults}))
        }
    };
    say(&mut io::stdout().lock(), &text)?;
    Ok(ExitCode::from(1))
}

fn as_text(proofs: &[Proof]) -> String {
    let mut text = String::new();
    match proofs {
        [only] => {
            let _ = writeln!(text, "{}, {} codes, {}", only.system, only.codes, only.file);
            only.verdicts.iter().for_each(|verdict| law(&mut text, only, verdict));
        }
        all => all.iter().for_each(|proof| list(&mut text, proof)),
    }
    reasons(&mut text, proofs);
    let broken = proofs.iter().filter(|proof| !proof.holds()).count();
    let _ = match (proofs.len(), broken) {
        (1, 0) => writeln!(text, "every law holds"),
        (1, _) => writeln!(text, "not every law holds"),
        (all, 0) => writeln!(text, "every law holds for all {all} lists"),
        (all, broken) => writeln!(text, "not every law holds for {broken} of {all} lists"),
    };
    text
}

/// The relationships that words alone account for: of one list each, of several how many there are.
fn reasons(text: &mut String, proofs: &[Proof]) {
    let all: Vec<&OnReason> = proofs.iter().flat_map(|proof| &proof.on_reasons).collect();
    if all.is_empty() {
        return;
    }
    let count = all.len();
    let with_codes = all.iter().filter(|one| !one.beside.is_empty()).count();
    let relationships = if count == 1 { "relationship stands" } else { "relationships stand" };
    let _ = write!(
        text,
        "{count} {relationships} on the words of a `reason`, which only people can read; for {with_codes} of them witnesses name \
         other codes of the list"
    );
    let [only] = proofs else {
        text.push_str("; each list names its own\n");
        return;
    };
    text.push('\n');
    for one in &only.on_reasons {
        let label = if one.label.is_empty() { String::new() } else { format!(" \"{}\"", one.label) };
        let (file, OnReason { line, code, relationship, .. }) = (&only.file, one);
        let _ =
            writeln!(text, "  {file}:{line}: `{code}`{label}, {relationship}: {}", one.means.join(" and "));
        let _ = writeln!(text, "    {}", one.reason);
        if !one.beside.is_empty() {
            let _ = writeln!(text, "    other codes: {}", one.beside.join(", "));
        }
    }
}

/// One line for a law.
fn law(text: &mut String, proof: &Proof, verdict: &Verdict) {
    let statement = verdict.law.statement();
    let (name, says) = statement.split_once(": ").unwrap_or((statement, ""));
    let tried = match (verdict.skipped, verdict.of) {
        (Some(why), _) => why.to_owned(),
        (None, Some(of)) => format!("tried {} of {of}", verdict.tried),
        (None, None) => format!("tried {}", verdict.tried),
    };
    let word = match (&verdict.broken, verdict.skipped) {
        (Some(_), _) => "broken",
        (None, Some(_)) => "not asked",
        (None, None) => "holds",
    };
    let _ = writeln!(text, "  {word:9} {name:25} {says} ({tried})");
    counter_example(text, proof, verdict);
}

/// One line for a list.
fn list(text: &mut String, proof: &Proof) {
    let count = proof.verdicts.iter().filter(|verdict| verdict.broken.is_some()).count();
    let _ = match count {
        0 => writeln!(text, "holds     {}, {} codes", proof.system, proof.codes),
        _ => writeln!(text, "broken    {}, {} codes", proof.system, proof.codes),
    };
    for verdict in proof.verdicts.iter().filter(|verdict| verdict.broken.is_some()) {
        law(text, proof, verdict);
    }
}

fn counter_example(text: &mut String, proof: &Proof, verdict: &Verdict) {
    let Some(broken) = &verdict.broken else { return };
    let place = verdict.line.map_or_else(|| proof.file.clone(), |line| format!("{}:{line}", proof.file));
    let _ = writeln!(text, "            {place}: {}", broken.about);
    let _ = writeln!(text, "              expected: {}", broken.expected);
    let _ = writeln!(text, "              found:    {}", broken.found);
}

fn proof_as_json(proof: &Proof) -> Value {
    let law = |verdict: &Verdict| {
        let counter_example = verdict.broken.as_ref().map(|broken| {
            json!({
                "about": broken.about,
                "expected": broken.expected,
                "found": broken.found,
                "code": broken.code,
                "file": proof.file,
                "line": verdict.line,
            })
        });
        json!({
            "law": verdict.law.name(),
            "holds": verdict.skipped.is_none().then_some(verdict.broken.is_none()),
            "tried": verdict.tried,
            "of": verdict.of,
            "skipped": verdict.skipped,
            "counter_example": counter_example,
        })
    };
    let laws: Vec<Value> = proof.verdicts.iter().map(law).collect();
    let reason = |one: &OnReason| {
        json!({
            "code": one.code,
            "line": one.line,
            "relationship": one.relationship,
            "means": one.means,
            "reason": one.reason,
            "beside": one.beside,
        })
    };
    let reasons: Vec<Value> = proof.on_reasons.iter().map(reason).collect();
    json!({
        "system": proof.system,
        "file": proof.file,
        "codes": proof.codes,
        "laws": laws,
        "on_reasons": reasons,
    })
}
