//! Replays the seeds of the fuzz targets, so that an ordinary test run keeps what fuzzing found.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../fuzz/laws.rs"]
mod laws;
#[path = "../fuzz/reports.rs"]
mod of_reports;

/// The files of a target's folder, in order.
fn seeds(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("cannot list {}: {error}", folder.display()));
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder's entry can be read").path()).collect();
    files.sort();
    assert!(files.len() >= 12, "{} has only {} seeds", folder.display(), files.len());
    files
}

fn replay(target: &str, law: impl Fn(&[u8])) {
    for file in seeds(target) {
        let data = fs::read(&file).unwrap_or_else(|error| panic!("cannot read {}: {error}", file.display()));
        // The file's name is in the captured output, which is shown when the law fails.
        #[allow(clippy::print_stdout, reason = "only a failing test prints")]
        {
            println!("{}", file.display());
        }
        law(&data);
    }
}

#[test]
fn decode() {
    replay("decode", laws::decode);
}

#[test]
fn restore() {
    replay("restore", laws::restore);
}

#[test]
fn weights() {
    replay("weights", laws::weights);
}

#[test]
fn csv() {
    replay("csv", laws::csv_reader);
}

#[test]
fn inputs() {
    replay("inputs", laws::inputs);
}

#[cfg(feature = "parquet")]
#[test]
fn tables() {
    replay("tables", laws::tables);
}

#[test]
fn fhir() {
    replay("fhir", laws::fhir_reader);
}

#[test]
fn fhir_record() {
    replay("fhir-record", laws::fhir_record);
}

#[test]
fn render() {
    replay("render", laws::render);
}

#[test]
fn hl7() {
    replay("hl7", laws::hl7);
}

#[test]
fn columns() {
    replay("columns", laws::columns);
}

#[test]
fn plan() {
    replay("plan", laws::plan);
}

#[test]
fn side() {
    replay("side", laws::side);
}

#[test]
fn reports() {
    replay("reports", of_reports::reports);
}
