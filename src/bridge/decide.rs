//! Which value a statement is sent as: the order of precedence.

use super::target::{Outcome, Target};
use super::{Ambiguity, Candidate, Cause, Policy, Value};
use crate::field::{Coding, Field};

/// The value that a field's statement is sent as: the person's reporting choice; the latest accepted coding, if it is
/// compatible; what is certain; the authority; ambiguous.
pub(super) fn decide<S: Target + ?Sized>(
    system: &S,
    field: &Field<S::Value>,
    policy: Policy,
) -> Result<Value, Ambiguity> {
    let choice = field.reporting.iter().find(|choice| choice.system == system.key());
    if let Some(choice) = choice.filter(|choice| choice.confirmed) {
        return Ok(Value::of(choice.code.clone()));
    }
    match &latest_compatible(system, field)[..] {
        [] => {}
        [code] => return Ok(Value::of(code.clone())),
        codes => return Err(disagreement(system, codes)),
    }
    let mut ambiguity = match system.outcome(field.statement()) {
        Outcome::Certain(code) => return Ok(Value::of(code)),
        Outcome::NoCode => return Ok(Value::left_out()),
        Outcome::Ambiguous(ambiguity) => ambiguity,
    };
    ambiguity.disagreements = system.disagreements(field.statement());
    if let Policy::Authority(authority) = policy {
        let (published, code) = system.published(field.statement(), authority);
        if let Some(code) = code {
            return Ok(Value::of(code));
        }
        ambiguity.published = Some(published);
    }
    if choice.is_some() {
        ambiguity.causes.push(Cause::ChoiceAwaitsConfirmation);
    }
    Err(ambiguity)
}

/// What the latest accepted codings come to in this system, as far as they are compatible with the statement. Several
/// only where codings that arrived together, with nothing to order them, disagree.
fn latest_compatible<S: Target + ?Sized>(system: &S, field: &Field<S::Value>) -> Vec<Vec<u8>> {
    let known: Vec<(&Coding, Vec<u8>)> = field
        .codings
        .iter()
        .filter(|coding| coding.accepted)
        .filter_map(|coding| Some((coding, system.own_code(coding)?)))
        .collect();
    let latest = known.iter().map(|(coding, _)| (coding.arrival, coding.date)).max();
    let mut codes: Vec<Vec<u8>> = known
        .into_iter()
        .filter(|(coding, _)| {
            // A coding without a date cannot be put before or after others of its arrival.
            latest.is_some_and(|(arrival, date)| {
                coding.arrival == arrival && (coding.date.is_none() || coding.date == date)
            })
        })
        .map(|(_, code)| code)
        .filter(|code| system.is_compatible(code, field))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn disagreement<S: Target + ?Sized>(system: &S, codes: &[Vec<u8>]) -> Ambiguity {
    Ambiguity {
        system: system.title(),
        candidates: codes.iter().map(|code| Candidate { code: code.clone(), label: None }).collect(),
        causes: vec![Cause::CodingsDisagree],
        published: None,
        disagreements: Vec::new(),
    }
}
