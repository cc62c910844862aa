//! Repairs that a person marks, and what a recoding does to cohorts.

#[path = "repairs/cohorts.rs"]
mod cohorts;
#[allow(dead_code, reason = "other programs use the rest")]
#[path = "overlay/copies.rs"]
mod copies;
#[path = "repairs/plans.rs"]
mod plans;
#[path = "repairs/safety.rs"]
mod safety;
#[path = "repairs/spreadsheet.rs"]
mod spreadsheet;

use ownwords::audit::plan::{Applied, Plan, apply, propose};
use ownwords::audit::{Options, audit};
use ownwords::{Error, Result};

/// The plan that is made of a source.
pub fn plan_of(source: &[u8], options: Options) -> Vec<u8> {
    let mut plan = Vec::new();
    propose(|| Ok(source), "made-up.csv", options, &mut plan).unwrap_or_else(|error| panic!("{error}"));
    plan
}

/// The cells of a plan, its header among them.
pub fn cells(plan: &[u8]) -> Vec<Vec<String>> {
    let plan = plan.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(plan);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(plan);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

pub fn written(cells: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    cells.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// Where a column of a plan is.
pub fn place(cells: &[Vec<String>], column: &str) -> usize {
    cells[0].iter().position(|name| name == column).unwrap()
}

/// The plan as a person marks it: `mark` is given the number of the repair, from 0, and its row.
pub fn marked(plan: &[u8], mut mark: impl FnMut(usize, &[String]) -> Option<&'static str>) -> Vec<u8> {
    let mut cells = cells(plan);
    let (what, apply) = (place(&cells, "what"), place(&cells, "apply"));
    let repairs = cells.iter_mut().filter(|row| row[what] == "repair");
    for (number, row) in repairs.enumerate() {
        if let Some(mark) = mark(number, row) {
            row[apply] = mark.to_owned();
        }
    }
    written(&cells)
}

/// Applies a plan to a source: the new file, and what was made.
pub fn applied(plan: &[u8], source: &[u8]) -> Result<(Vec<u8>, Applied)> {
    let mut new = Vec::new();
    let applied = apply(&Plan::read(plan)?, || Ok(source), &mut new)?;
    Ok((new, applied))
}

/// The error of a plan that is refused.
pub fn refused(plan: &[u8], source: &[u8]) -> Error {
    match applied(plan, source) {
        Ok(_) => panic!("this plan is refused"),
        Err(error) => error,
    }
}

/// The plan that undoes what was made.
pub fn undo_of(applied: &Applied) -> Vec<u8> {
    let mut undo = Vec::new();
    applied.write_undo("new.csv", &mut undo).unwrap();
    undo
}

/// Each finding that is of one record: its row, field and rule.
pub fn findings(source: &[u8], options: Options) -> Vec<(u64, &'static str, &'static str)> {
    let mut found = Vec::new();
    let audited = audit(source, "made-up.csv", options, &mut |finding| {
        if finding.row > 0 {
            found.push((finding.row, finding.field.map_or("", |field| field.key()), finding.rule.id));
        }
        Ok(())
    });
    audited.unwrap_or_else(|stopped| panic!("{stopped}"));
    found.sort_unstable();
    found
}
