//! Proposes repairs: one row of a plan for each finding whose rule knows what would put it right.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read, Write};

use super::apply::written;
use super::form::{Content, Entry, Head, Writer, cell_sign};
use super::repair::{Confidence, Repair, repair_of};
use super::sum_of;
use crate::audit::table::{Columns, columns_of, shape_of};
use crate::audit::{Options, audit, not_read, placed};
use crate::error::{Error, ErrorKind, Result};
use crate::overlay::Overlay;
use crate::rules::{Finding, RecordField, Rule};
use crate::wire::columns::{Row, Table};
use crate::wire::convert::{Sum, Summed};

/// How many repairs are remembered, and of how long values: systems that write one code wrongly do so in every record.
const REMEMBERED: usize = 4096;
const LONGEST_REMEMBERED: usize = 64;

/// What a plan proposes.
///
/// # Example
///
/// See [the module](super).
#[derive(Clone, Debug)]
pub struct Proposed {
    source: Sum,
    rows: u64,
    findings: u64,
    certain: u64,
    likely: u64,
    rules: BTreeMap<&'static str, (&'static Rule, u64, u64)>,
    overlay: Option<Overlay>,
}

impl Proposed {
    /// By which the source is known.
    pub fn source(&self) -> &Sum {
        &self.source
    }

    /// How many records were read.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many findings there are, with a repair and without.
    pub fn findings(&self) -> u64 {
        self.findings
    }

    /// How many repairs are proposed.
    pub fn repairs(&self) -> u64 {
        self.certain + self.likely
    }

    /// How many of them are certain.
    pub fn certain(&self) -> u64 {
        self.certain
    }

    /// How many of them are likely.
    pub fn likely(&self) -> u64 {
        self.likely
    }

    /// Each rule that was broken, with how often it was, and how many repairs are proposed.
    pub fn rules(&self) -> impl Iterator<Item = (&'static Rule, u64, u64)> {
        self.rules.values().copied()
    }

    /// The overlay whose lists and heritages the codes were read with, beside the national ones.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }
}

/// Audits a table and writes a plan of repairs to `out`. `open` opens the source from its beginning; it is called four
/// times. `name` is what the source is called, in messages and in the plan.
///
/// Values stand in the plan beside what would be written only with [`Options::showing_values`]; what would be written always
/// does.
///
/// # Errors
///
/// As [`audit()`], and:
///
/// - [`ErrorKind::Format`] when the source is no table, or changes while it is read;
/// - [`ErrorKind::Io`] when `out` cannot be written. What was written before an error is no plan to keep.
///
/// # Example
///
/// See [the module](super). Only a table can be repaired so:
///
/// ```
/// use ownwords::audit::Options;
/// use ownwords::audit::plan::propose;
///
/// let source = br#"{"resourceType": "Patient"}"#;
/// let error = propose(|| Ok(&source[..]), "patient.json", Options::default(), &mut Vec::new()).unwrap_err();
/// assert!(error.message().contains("table"));
/// ```
pub fn propose<R: Read + Send>(
    open: impl Fn() -> io::Result<R>,
    name: &str,
    options: Options,
    out: &mut dyn Write,
) -> Result<Proposed> {
    let begin = || open().map_err(|error| placed(not_read(error), name));
    let sum = sum_of(begin()?)?;
    let shape = shape_of(begin()?, name, &options, "repairs are proposed for a table")?;
    let mut table = Table::open_as(begin()?, shape)?;
    let mut head = Head::of(name, sum.clone(), shape.encoding, shape.delimiter);
    if let Some(overlay) = options.known.overlay() {
        head.standard = format!("{}, with the overlay of {overlay}", head.standard);
    }
    let mut proposing = Proposing {
        options: options.clone(),
        sum: sum.clone(),
        writer: Writer::begin(out, &head)?,
        columns: columns_of(&mut table, name)?,
        table,
        record: 0,
        known: HashMap::new(),
        certain: 0,
        likely: 0,
        rules: BTreeMap::new(),
    };
    let mut input = Summed::new(begin()?);
    let mut waiting: Vec<Finding> = Vec::new();
    let mut failed = None;
    let audited = audit(&mut input, name, options.showing_values(), &mut |finding| {
        let begins_row = waiting.first().is_some_and(|first| first.row != finding.row);
        let done = if begins_row { proposing.row(&mut waiting) } else { Ok(()) };
        waiting.push(finding);
        done.map_err(|error| {
            failed = Some(error);
            io::ErrorKind::Other.into()
        })
    });
    if let Some(error) = failed {
        return Err(placed(error, name));
    }
    let summary = audited.map_err(Error::from)?;
    proposing.row(&mut waiting)?;
    // What the audit left unread belongs to no record.
    io::copy(&mut input, &mut io::sink()).map_err(not_read)?;
    if input.sum() != sum {
        return Err(placed(
            Error::new(ErrorKind::Format, "the source changed while it was read")
                .with_help("see that nothing writes to it, and try again"),
            name,
        ));
    }
    let Proposing { writer, certain, likely, rules, .. } = proposing;
    writer.end()?;
    let (rows, findings) = (summary.rows(), summary.findings());
    Ok(Proposed { source: sum, rows, findings, certain, likely, rules, overlay: summary.overlay().copied() })
}

struct Proposing<'p, R> {
    options: Options,
    sum: Sum,
    writer: Writer<'p>,
    columns: Columns,
    table: Table<R>,
    /// The record that the table stands at, from 1.
    record: u64,
    known: HashMap<(usize, &'static str, Vec<u8>), Option<Repair>>,
    certain: u64,
    likely: u64,
    rules: BTreeMap<&'static str, (&'static Rule, u64, u64)>,
}

impl<R: Read> Proposing<'_, R> {
    /// Takes the findings of one row.
    fn row(&mut self, findings: &mut Vec<Finding>) -> Result<()> {
        let Some(number) = findings.first().map(|first| first.row) else { return Ok(()) };
        for finding in findings.iter() {
            self.rules.entry(finding.rule.id).or_insert((finding.rule, 0, 0)).1 += 1;
        }
        // What is found in a whole column is at no row.
        while number > 0 && self.record < number {
            let Some(row) = self.table.next_row()? else { break };
            if row.is_empty() {
                continue;
            }
            self.record += 1;
            if self.record < number {
                continue;
            }
            for finding in findings.iter() {
                let proposed = proposal(&row, finding, &self.columns, &self.options, &mut self.known)?;
                let Some((place, repair)) = proposed else { continue };
                match repair.confidence {
                    Confidence::Certain => self.certain += 1,
                    Confidence::Likely => self.likely += 1,
                }
                if let Some((_, _, repairs)) = self.rules.get_mut(finding.rule.id) {
                    *repairs += 1;
                }
                let raw = row.cell(place).map(|cell| cell.raw()).unwrap_or_default();
                let now = finding.value.as_deref().filter(|_| self.options.shows_values());
                self.writer.repair(&Entry {
                    id: format!("R{}", self.certain + self.likely),
                    apply: "",
                    row: number,
                    column: place + 1,
                    field: finding.field.map_or("", RecordField::key),
                    rule: finding.rule.id,
                    confidence: repair.confidence.word(),
                    reason: &repair.reason,
                    now: &String::from_utf8_lossy(now.unwrap_or_default()),
                    content: &Content::Text(repair.content),
                    was: cell_sign(&self.sum, number, place + 1, raw),
                })?;
            }
        }
        findings.clear();
        Ok(())
    }
}

/// The place of the cell that a finding is of, and its repair.
fn proposal(
    row: &Row<'_>,
    finding: &Finding,
    columns: &Columns,
    options: &Options,
    known: &mut HashMap<(usize, &'static str, Vec<u8>), Option<Repair>>,
) -> Result<Option<(usize, Repair)>> {
    let Some(field) = finding.field else { return Ok(None) };
    let Some(place) = columns.iter().position(|(_, held)| *held == Some(field)) else { return Ok(None) };
    let (Some(cell), Some(value)) = (row.cell(place), finding.value.as_deref()) else { return Ok(None) };
    // What the rule saw is what stands in this cell.
    if cell.code().as_ref() != value {
        return Ok(None);
    }
    let name = columns.get(place).map(|(name, _)| name.as_slice()).unwrap_or_default();
    let key = (place, finding.rule.id, value.to_vec());
    let repair = match known.get(&key) {
        Some(repair) => repair.clone(),
        None => {
            let repair = repair_of(finding, value, name, options);
            if known.len() < REMEMBERED && value.len() <= LONGEST_REMEMBERED {
                known.insert(key, repair.clone());
            }
            repair
        }
    };
    // A content that the file's encoding has not cannot be written there.
    Ok(repair
        .filter(|repair| written(row, place, repair.content.as_bytes()).is_ok())
        .map(|repair| (place, repair)))
}
