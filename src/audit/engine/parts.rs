//! Parts of an input that are checked apart, and taken in their order as if they had been checked with the rest.

use core::mem::take;

use super::{Engine, Out, Resources};
use crate::audit::Options;
use crate::audit::bare::{self, Bare};
use crate::audit::column::Columns;
use crate::audit::measures::TallyPart;
use crate::rules::{Finding, RecordField};

/// What was found in a part of the input, apart from the rest.
pub(in crate::audit) struct Part {
    rows: u64,
    resources: Resources,
    rows_with_findings: u64,
    fields: [[u64; 5]; RecordField::ALL.len()],
    /// The fields that it has a place for, where each part tells.
    held: [bool; RecordField::ALL.len()],
    tally: TallyPart,
    columns: Columns,
    bare: Option<bare::Part>,
    findings: Vec<Finding>,
}

impl Engine<'_> {
    /// One that checks parts of an input, which are to be absorbed in their order. `begin` tells it of the input what was told the one
    /// that absorbs them.
    pub(in crate::audit) fn of_parts(
        options: &Options,
        begin: impl FnOnce(&mut Engine<'static>),
    ) -> Engine<'static> {
        let mut parts = Engine::with(options.clone(), "", Out::Kept(Vec::new()));
        begin(&mut parts);
        parts
    }

    /// Whether parts that were checked apart say here what they would have said. What a record is compared with comes in the order of
    /// records.
    pub(in crate::audit) fn takes_parts(&self) -> bool {
        self.verdicts.is_none() && self.gathering.is_none()
    }

    /// What was found since the last part was taken; `None` where there is more in it than can be told apart from the rest.
    pub(in crate::audit) fn take_part(&mut self) -> Option<Part> {
        let findings = match &mut self.out {
            Out::Kept(findings) => take(findings),
            Out::Sink(_) | Out::Failed { .. } => Vec::new(),
        };
        let held = take(&mut self.summary.held);
        let tally = self.summary.tally.take_part();
        if tally.is_none() {
            // The tally has forgotten as what codes are counted.
            self.known = Default::default();
        }
        let bare = self.bare.as_mut().map(Bare::take_part);
        let part = Part {
            rows: take(&mut self.summary.rows),
            resources: take(&mut self.resources),
            rows_with_findings: take(&mut self.summary.rows_with_findings),
            fields: take(&mut self.summary.fields),
            held,
            columns: take(&mut self.columns),
            tally: tally?,
            bare: match bare {
                Some(bare) => Some(bare?),
                None => None,
            },
            findings,
        };
        Some(part)
    }

    /// Takes the part of the input that comes next as if it had been checked here. Where it gives `false`, the part has to be
    /// checked here: there is no room for it, or the sink failed at one of its findings, which will then come to light.
    pub(in crate::audit) fn absorb(&mut self, part: Part) -> bool {
        let has_room = self.summary.tally.has_room_for(&part.tally)
            && self.bare.as_ref().zip(part.bare.as_ref()).is_none_or(|(bare, part)| bare.has_room_for(part));
        if !has_room || !self.hand_on_all(part.findings) {
            return false;
        }
        self.summary.rows += part.rows;
        self.resources.patients += part.resources.patients;
        self.resources.bundles += part.resources.bundles;
        self.resources.others += part.resources.others;
        self.summary.rows_with_findings += part.rows_with_findings;
        for (count, more) in self.summary.fields.as_flattened_mut().iter_mut().zip(part.fields.as_flattened())
        {
            *count += more;
        }
        for (is_held, more) in self.summary.held.iter_mut().zip(part.held) {
            *is_held |= more;
        }
        self.summary.tally.absorb(part.tally);
        self.columns.absorb(part.columns);
        if let (Some(bare), Some(part)) = (&mut self.bare, part.bare) {
            bare.absorb(part);
        }
        true
    }

    /// Hands on the findings of the part that comes next; whether the sink took all of them.
    fn hand_on_all(&mut self, findings: Vec<Finding>) -> bool {
        let Out::Sink(sink) = &mut self.out else { return false };
        for (left, mut finding) in findings.into_iter().enumerate() {
            finding.row += self.summary.rows;
            self.summary.note(&finding);
            if let Err(error) = sink(finding) {
                self.out = Out::Failed { left, error: Some(error) };
                return false;
            }
        }
        true
    }
}
