//! What another system sends back, against what the person says.

use super::target::Target;
use super::{Bridge, Value};
use crate::answer::{Answer, Reason};
use crate::error::Result;
use crate::field::{Coding, Field, Observation, Proposal, Reconciled, SaidBy};
use crate::stated::Part;

/// The value and residue that were last exchanged with a system.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The value that was sent or received.
    pub value: &'a Value,
    /// The residue that was kept beside it.
    pub residue: &'a str,
    /// The record's key, where the residue was made with one.
    pub key: Option<&'a [u8]>,
}

pub(super) fn reconcile<S: Target + ?Sized>(
    system: &S,
    field: &mut Field<S::Value>,
    incoming: &[u8],
    last: Option<Exchange<'_>>,
) -> Result<Reconciled> {
    let ours_changed = match last {
        None => false,
        Some(last) => system.restore_keyed(last.value, last.residue, last.key)? != *field.statement(),
    };
    if last.is_some_and(|last| last.value.as_bytes() == Some(incoming)) {
        return Ok(Reconciled::Unchanged);
    }
    if let Some(again) = sent_before(system, field, incoming, ours_changed) {
        return Ok(again);
    }
    if let Some(observation) = system.observation_of(incoming) {
        keep_beside(system, field, incoming, observation);
        return Ok(Reconciled::Unchanged);
    }
    let answer = system.answer_of(incoming);
    let arrival = field.next_arrival();
    let mut coding = Coding::received(system.key(), incoming, arrival);
    let reconciled = judge(system, field, incoming, &answer, ours_changed);
    match reconciled {
        Reconciled::Accepted => {
            field.answer_is(answer, SaidBy::Coding);
            field.unconfirmed = system.parts_of(incoming);
            field.proposals.retain(|proposal| proposal.system != system.key());
        }
        Reconciled::Proposed | Reconciled::Conflict => {
            coding.accepted = false;
            field.proposals.push(Proposal { system: system.key().to_owned(), answer, arrival });
        }
        Reconciled::Unchanged => coding.accepted = system.is_compatible(incoming, field),
    }
    field.codings.push(coding);
    Ok(reconciled)
}

/// Keeps what somebody else observed beside the statement, whatever that is, with its coding. It is neither an answer nor
/// a proposal: the person has nothing to decide about it.
fn keep_beside<S: Target + ?Sized>(
    system: &S,
    field: &mut Field<S::Value>,
    incoming: &[u8],
    observation: S::Value,
) {
    let mut coding = Coding::received(system.key(), incoming, field.next_arrival());
    coding.accepted = system.is_compatible(incoming, field);
    field.codings.push(coding);
    field.observations.push(Observation::received(observation));
}

/// What a value came to, when it is the same that this system sent last: nothing new, unless its proposal still waits.
fn sent_before<S: Target + ?Sized>(
    system: &S,
    field: &Field<S::Value>,
    incoming: &[u8],
    ours_changed: bool,
) -> Option<Reconciled> {
    let previous = field.codings.iter().rev().find(|coding| coding.system == system.key())?;
    if previous.value != incoming {
        return None;
    }
    let waits = field.proposals.iter().any(|proposal| proposal.arrival == previous.arrival);
    Some(if waits { differs(ours_changed) } else { Reconciled::Unchanged })
}

fn differs(ours_changed: bool) -> Reconciled {
    if ours_changed { Reconciled::Conflict } else { Reconciled::Proposed }
}

fn judge<S: Target + ?Sized>(
    system: &S,
    field: &Field<S::Value>,
    incoming: &[u8],
    answer: &Answer<S::Value>,
    ours_changed: bool,
) -> Reconciled {
    let own_statement = field.provenance.said_by.is_own_statement();
    let not_theirs = |part: &Part| part.concept().is_some_and(|id| field.withdrawn.contains(&id));
    if own_statement && system.is_compatible(incoming, field) {
        return Reconciled::Unchanged;
    }
    let choice = field.reporting.iter().find(|choice| choice.confirmed && choice.system == system.key());
    let against_choice = choice.is_some_and(|choice| choice.code != incoming);
    match (field.statement(), answer.absence()) {
        // Somebody recorded something that cannot be read here: neither dropped nor believed.
        (_, Some(absence)) if absence.contains(Reason::MeaningNotKnown) => differs(ours_changed),
        (Answer::Given(_), Some(_)) => Reconciled::Unchanged,
        (Answer::Absent(_), Some(_)) if own_statement => Reconciled::Unchanged,
        _ if own_statement || against_choice || system.parts_of(incoming).iter().any(not_theirs) => {
            differs(ours_changed)
        }
        _ => Reconciled::Accepted,
    }
}
