//! What became of the records of a conversion, in numbers; never a value.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::format::{FieldWritten, Outcome};
use super::source::Sum;
use crate::bridge::Loss;
use crate::demographics::Demographics;
use crate::name::StepKind;
use crate::overlay::{Known, Overlay};
use crate::standard::{ConceptId, OdsCode};

/// What a conversion did. `Display` says it in plain words.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// How many records were read. As many were written.
    pub records: u64,
    /// How many whole pieces of the source were about nobody. They stay in the side file.
    pub others: u64,
    /// How many elements of the source have no place in a record. They stay in the side file.
    pub not_read: u64,
    /// Of how many records the residues that came along were refused: damaged, or the record was changed since.
    pub refused_residues: u64,
    /// Of how many records a heritage is an organisation's own that is not known here, by the organisation: its overlay was not
    /// named, or has not this heritage. The record keeps it.
    pub not_known: BTreeMap<OdsCode, u64>,
    /// What became of each field, by its name and system.
    pub fields: BTreeMap<(&'static str, Option<&'static str>), Counts>,
    /// The source.
    pub source: Sum,
    /// The target.
    pub target: Sum,
    /// The lists and heritages that the formats know.
    known: Known,
    /// The losses in bits that are known already.
    bits: HashMap<(&'static str, &'static str), f64>,
}

/// What became of one field, in how many records.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Counts {
    /// It is there, and nothing but the list decided.
    pub certain: u64,
    /// It is there as the authority has it.
    pub by_authority: u64,
    /// Several codes fit: left out.
    pub ambiguous: u64,
    /// There is no code for it: left out.
    pub no_code: u64,
    /// The target has no place for it: left out.
    pub not_held: u64,
    /// The purpose may not see it: left out.
    pub withheld: u64,
    /// A name that the target cannot hold: left out.
    pub not_written: u64,
    /// The losses of the codes that are there, in bits, added up.
    pub bits: f64,
    /// Of names: in how many each kind of change was made.
    pub changed: BTreeMap<&'static str, u64>,
}

impl Counts {
    /// In how many records it is there.
    pub fn written(&self) -> u64 {
        self.certain + self.by_authority
    }

    /// In how many records it could not be told what to write, or a name could not be written.
    pub fn undecided(&self) -> u64 {
        self.ambiguous + self.not_written
    }
}

impl Report {
    /// Of nothing yet.
    pub(super) fn of(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// The overlay whose lists and heritages were known beside the national ones.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.known.overlay()
    }

    /// Looks for heritages of overlays that are not known.
    pub(super) fn look_at(&mut self, person: &Demographics) {
        let stated = person.ethnicity.statement().given().into_iter().flat_map(|stated| stated.concepts());
        let is_known = |id: &ConceptId| self.known.standard().by_id(*id).is_some();
        let owners: BTreeSet<OdsCode> =
            stated.filter(|id| !is_known(id)).filter_map(|id| id.owner()).collect();
        for owner in owners {
            *self.not_known.entry(owner).or_default() += 1;
        }
    }

    pub(super) fn add(&mut self, fields: Vec<FieldWritten>) {
        for FieldWritten { field, system, outcome } in fields {
            let mut bits = 0.0;
            if let Outcome::Certain(losses) | Outcome::ByAuthority(losses) = &outcome {
                bits = losses.iter().map(|loss| self.bits_of(loss)).sum();
            }
            let counts = self.fields.entry((field, system)).or_default();
            counts.bits += bits;
            match outcome {
                Outcome::Certain(_) => counts.certain += 1,
                Outcome::ByAuthority(_) => counts.by_authority += 1,
                Outcome::Ambiguous => counts.ambiguous += 1,
                Outcome::NoCode => counts.no_code += 1,
                Outcome::NotHeld => counts.not_held += 1,
                Outcome::Withheld => counts.withheld += 1,
                Outcome::NameNotWritten => counts.not_written += 1,
                Outcome::Name(steps) => {
                    counts.certain += 1;
                    for step in steps {
                        *counts.changed.entry(word(step)).or_default() += 1;
                    }
                }
            }
        }
    }

    /// What a code loses depends on its list alone, and is looked for over all concepts: each is looked for once.
    fn bits_of(&mut self, loss: &Loss) -> f64 {
        match loss.cell() {
            None => loss.bits(),
            Some(cell) => *self.bits.entry(cell).or_insert_with(|| loss.bits()),
        }
    }

    /// Whether somebody has to look at something: a field that fits several codes, a name that could not be written, residues
    /// that were refused, heritages of an overlay that was not named.
    pub fn has_findings(&self) -> bool {
        self.refused_residues > 0
            || !self.not_known.is_empty()
            || self.fields.values().any(|counts| counts.undecided() > 0)
    }

    /// The report for programs: `{records_read, records_written, others, not_read, refused_residues, source, target,
    /// fields: [{field, system, certain, by_authority, ambiguous, no_code, not_held, withheld, not_written, bits,
    /// changed}], complete: true}`. Where an overlay was named, `overlay` is there too: `{owner, name, version, date}`; where
    /// heritages of one that was not are stated, `not_known`: `[{owner, records}]`.
    pub fn to_json(&self) -> Value {
        let fields = self.fields.iter().map(|((field, system), counts)| {
            json!({
                "field": field,
                "system": system,
                "certain": counts.certain,
                "by_authority": counts.by_authority,
                "ambiguous": counts.ambiguous,
                "no_code": counts.no_code,
                "not_held": counts.not_held,
                "withheld": counts.withheld,
                "not_written": counts.not_written,
                "bits": counts.bits,
                "changed": counts.changed,
            })
        });
        let mut report = json!({
            "records_read": self.records,
            "records_written": self.records,
            "others": self.others,
            "not_read": self.not_read,
            "refused_residues": self.refused_residues,
            "source": self.source,
            "target": self.target,
            "fields": fields.collect::<Vec<_>>(),
            "complete": true,
        });
        put(&mut report, "overlay", self.overlay().map(|overlay| json!(overlay)));
        let owners = self.not_known.iter();
        let owners = owners.map(|(owner, records)| json!({"owner": owner.to_string(), "records": records}));
        put(&mut report, "not_known", (!self.not_known.is_empty()).then(|| owners.collect()));
        report
    }
}

/// A member that a report has only where there is something to say.
pub(super) fn put(report: &mut Value, member: &str, value: Option<Value>) {
    if let (Some(members), Some(value)) = (report.as_object_mut(), value) {
        members.insert(member.to_owned(), value);
    }
}

/// A change to a name, in a word.
fn word(step: StepKind) -> &'static str {
    match step {
        StepKind::Composed => "composed",
        StepKind::Compatible => "compatible-form",
        StepKind::Case => "capitals",
        StepKind::Transliterated { .. } => "transliterated",
        StepKind::MarksLost => "marks-lost",
        StepKind::Dropped => "dropped",
        StepKind::Joined => "joined",
        StepKind::Cut => "cut",
        StepKind::Unmarked => "unmarked-words",
    }
}

/// `1 record`, `2 records`.
pub(super) fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

impl core::fmt::Display for Report {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let records = counted(self.records, "record");
        writeln!(f, "{records} read, {} written", self.records)?;
        if let Some(overlay) = self.overlay() {
            writeln!(f, "with the overlay of {overlay}")?;
        }
        for (owner, &records) in &self.not_known {
            let records = counted(records, "record");
            let said = "not known here, and kept as they are: name its overlay (--overlay)";
            writeln!(f, "heritages of {owner} in {records} are {said}")?;
        }
        if self.others > 0 {
            writeln!(f, "{} about nobody stayed behind", counted(self.others, "other resource"))?;
        }
        if self.not_read > 0 {
            writeln!(f, "{} of the source without a place in a record", counted(self.not_read, "element"))?;
        }
        if self.refused_residues > 0 {
            let records = counted(self.refused_residues, "record");
            writeln!(f, "residues of {records} refused: damaged, or the record was changed since")?;
        }
        for ((field, system), counts) in &self.fields {
            write!(f, "  {field}")?;
            if let Some(system) = system {
                write!(f, " as {system}")?;
            }
            let told = [
                (counts.certain, "certain"),
                (counts.by_authority, "by the authority"),
                (counts.ambiguous, "ambiguous, left out"),
                (counts.no_code, "without a code, left out"),
                (counts.not_held, "without a place, left out"),
                (counts.withheld, "not for this purpose, left out"),
                (counts.not_written, "not writable, left out"),
            ];
            let told: Vec<String> = told
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            write!(f, ": {}", told.join("; "))?;
            if counts.bits > 0.0 {
                write!(f, "; {:.1} bits lost on average", counts.bits / counts.written().max(1) as f64)?;
            }
            if !counts.changed.is_empty() {
                let changed: Vec<String> =
                    counts.changed.iter().map(|(what, count)| format!("{what} {count}")).collect();
                write!(f, "; changed: {}", changed.join(", "))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
