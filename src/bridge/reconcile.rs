//! What another system sends back, against what the person says.

use super::target::Target;
use super::{Bridge, Value};
use crate::answer::{Answer, Reason};
use crate::error::Result;
use crate::field::{Coding, Field, Observation, Reconciled, SaidBy};
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

/// What is known of the last exchange: the value, and whether the statement has changed since.
#[derive(Clone, Copy)]
struct Last<'a> {
    value: &'a Value,
    ours_changed: bool,
}

pub(super) fn reconcile<S: Target + ?Sized>(
    system: &S,
    field: &mut Field<S::Value>,
    incoming: &[u8],
    last: Option<Exchange<'_>>,
) -> Result<Reconciled> {
    let last = match last {
        None => None,
        Some(Exchange { value, residue, key }) => {
            let ours_changed = system.restore_keyed(value, residue, key)? != *field.statement();
            Some(Last { value, ours_changed })
        }
    };
    Ok(take_in(system, field, incoming, last))
}

/// As [`Bridge::reconcile`], for an edit of what was `sent` of this very field. Its statement has not changed since, so that
/// no residue has to say what it was.
#[cfg(feature = "wire")]
pub(crate) fn reconcile_edit<S: Target + ?Sized>(
    system: &S,
    field: &mut Field<S::Value>,
    incoming: &[u8],
    sent: &Value,
) -> Reconciled {
    take_in(system, field, incoming, Some(Last { value: sent, ours_changed: false }))
}

fn take_in<S: Target + ?Sized>(
    system: &S,
    field: &mut Field<S::Value>,
    incoming: &[u8],
    last: Option<Last<'_>>,
) -> Reconciled {
    if last.is_some_and(|last| last.value.as_bytes() == Some(incoming)) {
        return Reconciled::Unchanged;
    }
    let differs = differs(last.is_some_and(|last| last.ours_changed));
    let is_again = field.latest_of(system.key()).is_some_and(|latest| latest.value == incoming);
    if is_again && field.waits(system.key()) {
        return differs;
    }
    // Where another value was sent in between, the same as before is an edit of that one.
    if is_again && last.is_none() {
        return Reconciled::Unchanged;
    }
    if let Some(observation) = system.observation_of(incoming) {
        if !is_again {
            keep_beside(system, field, incoming, observation);
        }
        return Reconciled::Unchanged;
    }
    let answer = system.answer_of(incoming);
    let mut coding = Coding::received(system.key(), incoming, field.next_arrival());
    let is_compatible = system.is_compatible(incoming, field);
    let reconciled = judge(system, field, incoming, &answer, is_compatible, differs);
    match reconciled {
        Reconciled::Accepted => {
            field.answer_is(answer, SaidBy::Coding);
            field.unconfirmed = system.parts_of(incoming);
            field.proposals.retain(|proposal| proposal.system != system.key());
        }
        Reconciled::Proposed | Reconciled::Conflict => {
            // What fits the statement and differs from the reporting choice alone takes nothing from the statement.
            let answer = if is_compatible { field.statement().clone() } else { answer };
            field.propose(coding, answer);
            return reconciled;
        }
        Reconciled::Unchanged => {
            coding.accepted = is_compatible;
            let is_last = field.codings.last().is_some_and(|last| last.is_same(&coding));
            if is_again && (is_last || !is_compatible) {
                return reconciled;
            }
        }
    }
    field.codings.push(coding);
    reconciled
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

fn differs(ours_changed: bool) -> Reconciled {
    if ours_changed { Reconciled::Conflict } else { Reconciled::Proposed }
}

fn judge<S: Target + ?Sized>(
    system: &S,
    field: &Field<S::Value>,
    incoming: &[u8],
    answer: &Answer<S::Value>,
    is_compatible: bool,
    differs: Reconciled,
) -> Reconciled {
    let own_statement = field.provenance.said_by.is_own_statement();
    let not_theirs = |part: &Part| part.concept().is_some_and(|id| field.withdrawn.contains(&id));
    let choice = field.reporting.iter().find(|choice| choice.confirmed && choice.system == system.key());
    let against_choice = choice.is_some_and(|choice| choice.code != incoming);
    if own_statement && is_compatible && !against_choice {
        return Reconciled::Unchanged;
    }
    match (field.statement(), answer.absence()) {
        // Somebody recorded something that cannot be read here: neither dropped nor believed.
        (_, Some(absence)) if absence.contains(Reason::MeaningNotKnown) => differs,
        (Answer::Given(_), Some(_)) => Reconciled::Unchanged,
        (Answer::Absent(_), Some(_)) if own_statement => Reconciled::Unchanged,
        _ if own_statement || against_choice || system.parts_of(incoming).iter().any(not_theirs) => differs,
        _ => Reconciled::Accepted,
    }
}
