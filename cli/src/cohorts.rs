//! `--cohorts`: who would enter or leave a cohort when records are recoded.

use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

use ownwords::audit::Options;
use ownwords::audit::cohorts::{Counts, Keyed, Moves, Rules, count};
use ownwords::audit::report::terminal::escaped;
use ownwords::{ConceptId, Demographics, Error, ErrorKind, Overlay};
use serde_json::{Value, json};

use crate::inputs;
use crate::lines::{Answer, Format, print};
use crate::plan::plural;

/// Reads the rules; where they have faults, the first is the error, and the others are counted.
pub(crate) fn rules(path: &Path, overlay: Option<&Overlay>) -> Result<Rules, Error> {
    let read = match overlay {
        Some(overlay) => Rules::load_with(path, overlay),
        None => Rules::load(path),
    };
    read.map_err(|faults| {
        let others = faults.len().saturating_sub(1);
        let first = faults.into_iter().next();
        let first = first.unwrap_or_else(|| Error::new(ErrorKind::Data, "the cohorts cannot be read"));
        match others {
            0 => first,
            _ => {
                let help = format!(
                    "{} more; `ownwords check --cohorts FILE` says them all",
                    plural(others as u64, "fault")
                );
                first.with_help(help)
            }
        }
    })
}

/// Counts the people of one table.
pub(crate) fn run(
    files: &[impl AsRef<Path>],
    cohorts: &Path,
    overlay: Option<&Overlay>,
    options: &Options,
    format: Format,
) -> Result<ExitCode, Error> {
    let file = inputs::only(files, "cohorts are counted in one file, which is read twice")?;
    let rules = rules(cohorts, overlay)?;
    let name = file.display().to_string();
    let counts = count(|| File::open(file), &name, options.clone(), &rules)?;
    let mut json = as_json(&counts);
    json["file"] = name.clone().into();
    json["complete"] = true.into();
    print(format, || format!("{}: {}", escaped(&name), as_text(&counts)), &Answer::found(json))
}

/// Counts a record that is converted: by the code of the rules' list that it was last keyed by, and by what it states.
pub(crate) fn add(counts: &mut Counts<'_>, person: &Demographics) {
    let system = counts.rules().system().key();
    let codings = person.ethnicity.codings().iter().rev();
    let code = codings.filter(|coding| coding.system == system).map(|coding| coding.value.as_slice()).next();
    counts.add(code, &person.ethnicity);
}

const NOT_PUBLIC: &str = "Exact counts, however small: for planning, and not for publication.";

fn moves_json(moves: Moves) -> Value {
    json!({
        "both": moves.both,
        "enter": moves.enter,
        "leave": moves.leave,
        "neither": moves.neither,
        "undecidable": {"were_in": moves.undecidable_in, "were_out": moves.undecidable_out},
    })
}

fn keyed_json(keyed: Keyed) -> Value {
    match keyed {
        Keyed::Code(code) => json!({"code": code}),
        Keyed::Other => json!({"code": null, "is": "no code of the list"}),
        Keyed::Nothing => json!({"code": null, "is": "nothing"}),
    }
}

pub(crate) fn as_json(counts: &Counts<'_>) -> Value {
    let rules = counts.rules();
    let cohorts = counts.cohorts().enumerate().map(|(place, (cohort, moves))| {
        let codes = counts.codes().filter_map(|(keyed, _, of_code)| {
            let mut code = keyed_json(keyed);
            merge(&mut code, moves_json(*of_code.get(place)?));
            Some(code)
        });
        let mut cohort = json!({"key": cohort.key, "title": cohort.title, "source": cohort.source, "before": moves.before()});
        merge(&mut cohort, moves_json(moves));
        cohort["codes"] = codes.collect();
        cohort
    });
    let codes = counts.codes().map(|(keyed, people, _)| {
        let mut code = keyed_json(keyed);
        code["people"] = people.into();
        code
    });
    let heritages = counts
        .heritages()
        .map(|(id, people)| json!({"id": id.to_string(), "label": label(rules, id), "people": people}));
    let mut json = json!({
        "format": "ownwords.cohorts/1",
        "title": rules.title(),
        "system": rules.system().key(),
        "to_system": rules.to().map(|to| to.key()),
        "is_for_publication": false,
        "people": counts.people(),
        "cohorts": cohorts.collect::<Vec<_>>(),
        "codes": codes.collect::<Vec<_>>(),
        "heritages": heritages.collect::<Vec<_>>(),
        "not_further_stated": counts.not_further_stated(),
        "no_answer": counts.no_answer(),
    });
    if let Some(overlay) = rules.overlay() {
        json["overlay"] = json!(overlay);
    }
    json
}

fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

fn label(rules: &Rules, id: ConceptId) -> String {
    rules.standard().by_id(id).map_or_else(|| id.to_string(), |concept| concept.label().to_owned())
}

pub(crate) fn as_text(counts: &Counts<'_>) -> String {
    let rules = counts.rules();
    let after = rules.to().map_or("heritages".to_owned(), |to| to.key().to_owned());
    let with =
        rules.overlay().map(|overlay| format!("With the overlay of {}\n", escaped(&overlay.to_string())));
    let mut text = format!(
        "{}, keyed by {} before and by {after} after\n{}{NOT_PUBLIC}\n",
        plural(counts.people(), "record"),
        rules.system().key(),
        with.unwrap_or_default()
    );
    for (place, (cohort, moves)) in counts.cohorts().enumerate() {
        let _ = write!(
            text,
            "\n{} ({})\n  source: {}\n  in it before: {}\n  in it after too: {}\n  would enter: {}\n  would leave: {}\n  \
             undecidable: {} ({} were in it, {} were not)\n",
            escaped(&cohort.title),
            cohort.key,
            escaped(&cohort.source),
            moves.before(),
            moves.both,
            moves.enter,
            moves.leave,
            moves.undecidable(),
            moves.undecidable_in,
            moves.undecidable_out
        );
        for (keyed, _, of_code) in counts.codes() {
            let Some(moves) = of_code.get(place).filter(|moves| moves.neither < moves.total()) else {
                continue;
            };
            let parts = [
                (moves.both, "in it after too"),
                (moves.enter, "would enter"),
                (moves.leave, "would leave"),
                (moves.undecidable(), "undecidable"),
            ];
            let parts = parts.iter().filter(|(count, _)| *count > 0);
            let parts: Vec<String> = parts.map(|(count, what)| format!("{count} {what}")).collect();
            let _ = writeln!(text, "    {}: {}", keyed_text(keyed), parts.join(", "));
        }
    }
    let _ = writeln!(text, "\nBefore, by code:");
    for (keyed, people, _) in counts.codes() {
        let _ = writeln!(text, "  {}: {people}", keyed_text(keyed));
    }
    let _ = writeln!(text, "After, by heritage (several count in each):");
    for (id, people) in counts.heritages() {
        let _ = writeln!(text, "  {}: {people}", label(rules, id));
    }
    let _ = writeln!(text, "  not further stated: {}", counts.not_further_stated());
    let _ = writeln!(text, "  no answer: {}", counts.no_answer());
    text
}

fn keyed_text(keyed: Keyed) -> &'static str {
    match keyed {
        Keyed::Code(code) => code,
        Keyed::Other => "no code of the list",
        Keyed::Nothing => "nothing",
    }
}
