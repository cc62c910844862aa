//! The laws of the bridges, each stated once: for one value, so that whoever asks chooses the values. The tests of the
//! repository ask with arbitrary ones; [`prove`](super) with all that there are, where that is a number.
//!
//! L6 is of messages and not of lists; L9 is in `meaning.rs`, because it is about files.
//!
//! # Example
//!
//! ```
//! use ownwords::bridge::systems;
//! use ownwords::steward::prove::laws;
//!
//! laws::legacy_round_trip(&systems::NHS_ETHNIC_CATEGORY_2001, b"\xFFno code").unwrap();
//! ```

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use super::subject::{Allowed, Subject};
use crate::answer::{Answer, Reason};
use crate::bridge::{Exchange, Policy, Reconciled, SystemLoss, Value, systems};
use crate::field::Field;

/// One of the nine laws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Law {
    /// A received value is sent back byte for byte.
    L1,
    /// Value and residue give the statement back.
    L2,
    /// An unchanged value changes nothing; an accepted one is sent from then on.
    L3,
    /// A code's own meaning leads back to it; the candidates are what the relationships allow.
    L4,
    /// A narrower concept has no code that no broader one has.
    L5,
    /// Forms of storage and messages are identity. It is about no list, and proved by tests alone.
    L6,
    /// A damaged residue is an error, never another statement.
    L7,
    /// The loss is what encoding every concept finds.
    L8,
    /// A row is supported by something outside itself.
    L9,
}

impl Law {
    /// The laws that are about lists.
    pub const OF_LISTS: [Self; 8] =
        [Self::L1, Self::L2, Self::L3, Self::L4, Self::L5, Self::L7, Self::L8, Self::L9];

    /// The law's name and statement, for example `L1 legacy round trip: what was received is sent back byte for byte`.
    pub const fn statement(self) -> &'static str {
        match self {
            Self::L1 => "L1 legacy round trip: what was received is sent back byte for byte",
            Self::L2 => "L2 own round trip: value and residue give the statement back",
            Self::L3 => "L3 update: an unchanged value changes nothing, an accepted one is sent from then on",
            Self::L4 => "L4 coherence: a code's meaning leads back to it, candidates are what the rows allow",
            Self::L5 => "L5 monotone: a narrower concept has no code that no broader one has",
            Self::L6 => "L6 wire: each form of storage and message is identity",
            Self::L7 => "L7 damage: a damaged or foreign residue is an error",
            Self::L8 => "L8 loss is honest: the loss is what encoding every concept finds",
            Self::L9 => "L9 meaning: each row is supported by something outside itself",
        }
    }

    /// The law's short name, for example `L1`.
    pub fn name(self) -> &'static str {
        self.statement().split(' ').next().unwrap_or_default()
    }
}

/// A counter-example: what does not hold, of what.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Broken {
    /// The law that does not hold.
    pub law: Law,
    /// The code whose row is to blame, where one is.
    pub code: Option<String>,
    /// What it does not hold of: a code, or a made-up statement.
    pub about: String,
    /// What the law asks for.
    pub expected: String,
    /// What there is instead.
    pub found: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { law, about, expected, found, .. } = self;
        write!(f, "{}: {about}: expected {expected}, found {found}", law.name())
    }
}

impl core::error::Error for Broken {}

/// Whether a law holds of one value.
pub type Held = Result<(), Broken>;

/// A law that is about to be checked of something.
struct Claim<A: Fn() -> String> {
    law: Law,
    about: A,
    /// The code whose row is to blame, where one is and nothing else says so.
    code: Option<String>,
}

impl<A: Fn() -> String> Claim<A> {
    fn holds(&self, holds: bool, expected: &str, found: impl FnOnce() -> String) -> Held {
        if holds { Ok(()) } else { Err(self.broken(expected, found(), None)) }
    }

    fn broken(&self, expected: &str, found: String, code: Option<String>) -> Broken {
        let code = code.or_else(|| self.code.clone());
        Broken { law: self.law, code, about: (self.about)(), expected: expected.to_owned(), found }
    }
}

/// A code as it is shown: letters as they are, all else escaped.
pub(super) fn shown(code: &[u8]) -> String {
    format!("`{}`", code.escape_ascii())
}

fn shown_value(value: &Value) -> String {
    value.as_bytes().map_or_else(|| "nothing sent".to_owned(), shown)
}

/// Several codes as they are shown.
fn shown_all<C: AsRef<[u8]>>(codes: &[C]) -> String {
    if codes.is_empty() {
        return "no code".to_owned();
    }
    codes.iter().map(|code| shown(code.as_ref())).collect::<Vec<_>>().join(", ")
}

/// Every authority, and none.
pub fn policies() -> impl Iterator<Item = Policy> {
    core::iter::once(Policy::Certain)
        .chain(systems::AUTHORITIES.iter().map(|authority| Policy::Authority(authority)))
}

/// L1: any bytes, valid or not, that were received are sent back as they were.
///
/// # Errors
///
/// The counter-example, where they are not.
pub fn legacy_round_trip<S: Subject>(system: &S, raw: &[u8]) -> Held {
    let claim = Claim { law: Law::L1, about: || format!("{} received", shown(raw)), code: None };
    let field = system.to_field(raw);
    let code = || core::str::from_utf8(raw).ok().map(str::to_owned);
    for policy in policies() {
        match system.encode(&field, policy) {
            Ok(encoded) => {
                let (value, _, _) = encoded.into_parts();
                if value.as_bytes() != Some(raw) {
                    return Err(claim.broken("the same bytes", shown_value(&value), code()));
                }
            }
            Err(_) => return Err(claim.broken("the same bytes", "ambiguous".to_owned(), code())),
        }
    }
    Ok(())
}

/// L2: where a statement encodes to a value, value and residue restore it, beside the record's key if there is one.
///
/// # Errors
///
/// The counter-example, where they do not.
pub fn own_round_trip<S: Subject>(system: &S, field: &Field<S::Value>, key: Option<&[u8]>) -> Held {
    let claim = Claim { law: Law::L2, about: || system.shown_answer(field.statement()), code: None };
    for policy in policies() {
        let Ok(encoded) = system.encode_keyed(field, policy, key) else { continue };
        let (value, _, residue) = encoded.into_parts();
        match system.restore_keyed(&value, residue.as_str(), key) {
            Ok(restored) if restored == *field.statement() => {}
            Ok(restored) => {
                let found = format!("{} from {}", system.shown_answer(&restored), shown_value(&value));
                return Err(claim.broken("the same statement", found, value_code(&value)));
            }
            Err(error) => {
                return Err(claim.broken(
                    "the same statement",
                    error.message().to_owned(),
                    value_code(&value),
                ));
            }
        }
    }
    Ok(())
}

fn value_code(value: &Value) -> Option<String> {
    value.as_bytes().and_then(text_of)
}

fn text_of(code: &[u8]) -> Option<String> {
    core::str::from_utf8(code).ok().map(str::to_owned)
}

/// L3, GetPut: the value that was sent, received again, changes nothing.
///
/// # Errors
///
/// The counter-example, where it does.
pub fn get_put<S: Subject>(system: &S, field: &Field<S::Value>) -> Held {
    let Ok(encoded) = system.encode(field, Policy::Certain) else { return Ok(()) };
    let (value, _, residue) = encoded.into_parts();
    let Some(sent) = value.as_bytes() else { return Ok(()) };
    let claim = Claim { law: Law::L3, about: || system.shown_answer(field.statement()), code: text_of(sent) };
    let mut after = field.clone();
    let last = Exchange { value: &value, residue: residue.as_str(), key: None };
    let came_to = system.reconcile(&mut after, sent, Some(last));
    let is_unchanged = matches!(came_to, Ok(Reconciled::Unchanged)) && after.statement() == field.statement();
    claim.holds(is_unchanged, "nothing changed by its own value", || {
        format!("{} after {}", system.shown_answer(after.statement()), shown(sent))
    })
}

/// L3, PutGet and PutPut: an accepted value is what the field then encodes to, and the last one wins; any other leaves the
/// statement as it is.
///
/// # Errors
///
/// The counter-example, where it is otherwise.
pub fn put_get_put_put<S: Subject>(
    system: &S,
    mut field: Field<S::Value>,
    [first, second]: [&[u8]; 2],
) -> Held {
    let claim = Claim {
        law: Law::L3,
        about: || format!("{} received, then {}", shown(first), shown(second)),
        code: text_of(first),
    };
    let before = field.statement().clone();
    match system.reconcile(&mut field, first, None) {
        Ok(Reconciled::Accepted) => {
            let sent = sent_as(system, &field);
            claim.holds(sent.as_deref() == Some(first), "the first to be sent once accepted", || {
                shown_sent(sent)
            })?;
        }
        Ok(_) => claim.holds(*field.statement() == before, "no change by what is not accepted", || {
            system.shown_answer(field.statement())
        })?,
        Err(error) => return Err(claim.broken("an outcome", error.message().to_owned(), None)),
    }
    match system.reconcile(&mut field, second, None) {
        Ok(Reconciled::Accepted) => {
            let claim = Claim { code: text_of(second), ..claim };
            let sent = sent_as(system, &field);
            let says = system.to_field(second);
            claim.holds(sent.as_deref() == Some(second), "the second to be sent once accepted", || {
                shown_sent(sent)
            })?;
            claim.holds(field.statement() == says.statement(), "the last accepted to win", || {
                system.shown_answer(field.statement())
            })
        }
        Ok(_) => Ok(()),
        Err(error) => Err(claim.broken("an outcome", error.message().to_owned(), None)),
    }
}

/// L3 after an exchange: an edit of what was sent is accepted and then sent, or waits for the person. Nothing comes of it only
/// where it says nothing against the statement: what fits it, an absence, and what somebody observed.
///
/// # Errors
///
/// The counter-example, where an edit is lost.
pub fn put_after_exchange<S: Subject>(system: &S, mut field: Field<S::Value>, edited: &[u8]) -> Held {
    let Ok(encoded) = system.encode(&field, Policy::Certain) else { return Ok(()) };
    let (value, _, residue) = encoded.into_parts();
    if value.as_bytes() == Some(edited) {
        return Ok(());
    }
    let claim = Claim {
        law: Law::L3,
        about: || format!("{} edited to {}", shown_value(&value), shown(edited)),
        code: text_of(edited),
    };
    let before = field.clone();
    let last = Exchange { value: &value, residue: residue.as_str(), key: None };
    let reconciled = system.reconcile(&mut field, edited, Some(last));
    if let Ok(Reconciled::Accepted) = reconciled {
        let sent = sent_as(system, &field);
        return claim.holds(sent.as_deref() == Some(edited), "the edit to be sent once accepted", || {
            shown_sent(sent)
        });
    }
    let is_same = field.statement() == before.statement();
    claim.holds(is_same, "no change by what is not accepted", || system.shown_answer(field.statement()))?;
    let is_kept = match reconciled {
        Ok(Reconciled::Proposed) => field.proposals().iter().any(|proposal| {
            let mut codings = field.codings().iter();
            codings.any(|coding| coding.arrival == proposal.arrival && coding.value == edited)
        }),
        Ok(Reconciled::Unchanged) => {
            system.is_compatible(edited, &before) || system.answer_of(edited).given().is_none()
        }
        _ => false,
    };
    claim.holds(is_kept, "the edit to be accepted, or to wait", || format!("{reconciled:?}"))
}

fn sent_as<S: Subject>(system: &S, field: &Field<S::Value>) -> Option<Vec<u8>> {
    let (value, _, _) = system.encode(field, Policy::Certain).ok()?.into_parts();
    value.as_bytes().map(<[u8]>::to_vec)
}

fn shown_sent(sent: Option<Vec<u8>>) -> String {
    sent.map_or_else(|| "nothing certain".to_owned(), |code| shown(&code))
}

/// The code of an answer stated anew, or the candidates, in the list's order; none where it is left out.
pub fn outcome_of<S: Subject>(system: &S, answer: &Answer<S::Value>, policy: Policy) -> Vec<Vec<u8>> {
    let mut field = Field::not_asked();
    match answer.clone() {
        Answer::Given(value) => field.state(value),
        Answer::Absent(absence) => field.absent(absence),
    }
    match system.encode(&field, policy) {
        Ok(encoded) => encoded.into_parts().0.as_bytes().map(<[u8]>::to_vec).into_iter().collect(),
        Err(ambiguity) => ambiguity.candidates().iter().map(|candidate| candidate.code().to_vec()).collect(),
    }
}

/// L4 of a code: decoded, then encoded without the recorded coding, it is itself or one of several. Of codes whose meaning
/// is known, and stated: what somebody observed states nothing, and what is refused is left out and said to be.
///
/// # Errors
///
/// The counter-example, where the code is not among them.
pub fn coherent_code<S: Subject>(system: &S, code: &str) -> Held {
    let answer = system.to_field(code.as_bytes()).statement().clone();
    let is_known = answer.absence().is_none_or(|absence| !absence.contains(Reason::MeaningNotKnown));
    if !is_known || system.observed(code).is_some() || system.is_refused(code) {
        return Ok(());
    }
    let claim = Claim {
        law: Law::L4,
        about: || format!("{}, {}", shown(code.as_bytes()), system.shown_answer(&answer)),
        code: None,
    };
    let codes = outcome_of(system, &answer, Policy::Certain);
    if codes.iter().any(|one| one == code.as_bytes()) {
        return Ok(());
    }
    Err(claim.broken("the code among those of its own meaning", shown_all(&codes), Some(code.to_owned())))
}

/// L4 of a statement: the candidates are exactly what the rows' relationships allow.
///
/// # Errors
///
/// The counter-example, where they are not.
pub fn coherent_statement<S: Subject>(system: &S, known: &S::Known, value: &S::Value) -> Held {
    let Some(allowed) = system.allowed(known, value) else { return Ok(()) };
    let codes = outcome_of(system, &Answer::Given(value.clone()), Policy::Certain);
    let expected: Vec<String> = match allowed {
        Allowed::Certain(code) => vec![code],
        Allowed::Among(codes) => codes,
    };
    if codes.iter().map(Vec::as_slice).eq(expected.iter().map(String::as_bytes)) {
        return Ok(());
    }
    let claim = Claim { law: Law::L4, about: || system.shown(value), code: None };
    let differs = expected.iter().find(|code| !codes.iter().any(|one| one == code.as_bytes()));
    Err(claim.broken(&shown_all(&expected), shown_all(&codes), differs.cloned()))
}

/// L5: a concept that has broader ones has no candidate that none of them has; where codes are nested, none that stands
/// within none of theirs.
///
/// # Errors
///
/// The counter-example: the code that no broader concept has.
pub fn monotone<S: Subject>(system: &S, single: &S::Value, broader: &[S::Value]) -> Held {
    if broader.is_empty() {
        return Ok(());
    }
    let alone = |value: &S::Value| outcome_of(system, &Answer::Given(value.clone()), Policy::Certain);
    let of_broader: Vec<Vec<u8>> = broader.iter().flat_map(alone).collect();
    for code in alone(single) {
        if !of_broader.iter().any(|other| system.is_within(&code, other)) {
            let claim = Claim { law: Law::L5, about: || system.shown(single), code: None };
            let broader =
                broader.iter().map(|value| system.shown(value)).collect::<Vec<_>>().join(" and of ");
            let expected = format!("codes of {broader} alone, {}", shown_all(&of_broader));
            return Err(claim.broken(&expected, shown(&code), String::from_utf8(code).ok()));
        }
    }
    Ok(())
}

/// A residue, with what it belongs to: what L7 is about.
#[derive(Debug)]
pub struct Sealed<V> {
    statement: Answer<V>,
    value: Value,
    token: String,
}

/// The record's key that residues are made with for L7.
const RECORD: &[u8] = b"record-1";

impl<V: Clone + PartialEq> Sealed<V> {
    /// The residue of a field that encodes to something certain.
    pub fn of<S: Subject<Value = V>>(system: &S, field: &Field<V>) -> Option<Self> {
        let (value, _, residue) =
            system.encode_keyed(field, Policy::Certain, Some(RECORD)).ok()?.into_parts();
        Some(Self { statement: field.statement().clone(), value, token: residue.as_str().to_owned() })
    }

    /// L7: with one character changed or cut off, beside another value or another record, the residue is an error, or the
    /// same statement where only the case of its letters changed.
    ///
    /// # Errors
    ///
    /// The counter-example, where it gives another statement, or any that it should not.
    pub fn damage<S: Subject<Value = V>>(&self, system: &S) -> Held {
        let Self { statement, value, token } = self;
        let claim = Claim {
            law: Law::L7,
            about: || format!("{}, residue {token}", system.shown_answer(statement)),
            code: value_code(value),
        };
        let restore =
            |value: &Value, token: &str, key: Option<&[u8]>| system.restore_keyed(value, token, key);
        let is_plain = token.starts_with('R') && token.bytes().all(|sign| sign.is_ascii_alphanumeric());
        claim.holds(is_plain, "letters and digits, beginning with R", || token.clone())?;
        let in_lower_case = restore(value, &token.to_lowercase(), Some(RECORD));
        let is_same = in_lower_case.is_ok_and(|restored| restored == *statement);
        claim.holds(is_same, "the same in lower case", || "an error, or another statement".to_owned())?;
        for wrong in damaged(token) {
            if let Ok(answer) = restore(value, &wrong, Some(RECORD)) {
                let is_case = wrong.eq_ignore_ascii_case(token) && answer == *statement;
                claim.holds(is_case, "an error", || format!("a statement from {wrong}"))?;
            }
        }
        let foreign = [
            (restore(value, token, None), "without the record's key"),
            (restore(value, token, Some(b"record-2")), "beside another record"),
            (restore(value, "", Some(RECORD)), "with no residue"),
        ];
        for (restored, how) in foreign {
            claim.holds(restored.is_err(), "an error", || format!("a statement {how}"))?;
        }
        for (code, _) in
            system.codes().into_iter().filter(|(code, _)| value.as_bytes() != Some(code.as_bytes()))
        {
            let restored = restore(&Value::from(code), token, Some(RECORD));
            claim.holds(restored.is_err(), "an error", || format!("a statement beside `{code}`"))?;
        }
        let left_out =
            value.as_bytes().is_none() || restore(&Value::left_out(), token, Some(RECORD)).is_err();
        claim.holds(left_out, "an error", || "a statement beside no value".to_owned())
    }

    /// L7 for another system: it does not take the residue.
    ///
    /// # Errors
    ///
    /// The counter-example, where it does.
    pub fn is_refused_by<S: Subject>(&self, other: &S) -> Held {
        let restored = other.restore_keyed(&self.value, &self.token, Some(RECORD));
        let claim = Claim {
            law: Law::L7,
            about: || format!("residue {}", self.token),
            code: value_code(&self.value),
        };
        claim.holds(restored.is_err(), "an error", || format!("a statement in {}", other.key()))
    }
}

/// Every token that differs in one character, or lacks one. Long tokens are damaged in 48 places spread over them.
fn damaged(token: &str) -> Vec<String> {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-z \xC3";
    let mut all = Vec::new();
    for place in (0..token.len()).step_by(token.len().div_ceil(48).max(1)) {
        let (Some(before), Some(after)) = (token.get(..place), token.get(place + 1..)) else { continue };
        all.push(format!("{before}{after}"));
        for &sign in SIGNS {
            let wrong = format!("{before}{}{after}", char::from(sign));
            if wrong != token {
                all.push(wrong);
            }
        }
    }
    all.extend(token.get(..token.len().saturating_sub(1)).map(str::to_owned));
    all
}

/// L8: the loss that a system says is what encoding every concept alone finds, under a policy.
///
/// `recordable` are the concepts that a person may state, each with its label.
///
/// # Errors
///
/// The counter-example: the code or the set of which the loss is another.
pub fn honest_loss<S: Subject>(
    system: &S,
    policy: Policy,
    recordable: &[(&'static str, S::Value)],
    of_all: Option<&SystemLoss>,
) -> Held {
    let mut sent: BTreeMap<Vec<u8>, Vec<&str>> = BTreeMap::new();
    let mut together: BTreeMap<(usize, Vec<u8>), Vec<&str>> = BTreeMap::new();
    for (label, value) in recordable {
        let mut field = Field::not_asked();
        field.state(value.clone());
        // One candidate alone is no certainty: nothing is sent of it.
        let (codes, alone): (BTreeSet<Vec<u8>>, _) = match system.encode(&field, policy) {
            Ok(encoded) => {
                let code = encoded.into_parts().0.as_bytes().map(<[u8]>::to_vec);
                (code.iter().cloned().collect(), (usize::from(code.is_some()), code.unwrap_or_default()))
            }
            Err(ambiguity) => {
                let codes = ambiguity.candidates().iter().map(|candidate| candidate.code().to_vec());
                (codes.collect(), (2, Vec::new()))
            }
        };
        codes.into_iter().for_each(|code| sent.entry(code).or_default().push(label));
        together.entry(alone).or_default().push(label);
    }
    if let Some(loss) = of_all {
        honest_loss_of_all(loss, &together, recordable.len())?;
    }
    for (code, _) in system.codes() {
        let claim = Claim { law: Law::L8, about: || shown(code.as_bytes()), code: None };
        let field = system.to_field(code.as_bytes());
        let Ok(encoded) = system.encode(&field, policy) else {
            return Err(claim.broken(
                "a received code to decide",
                "ambiguous".to_owned(),
                Some(code.to_owned()),
            ));
        };
        let (value, loss, _) = encoded.into_parts();
        let possible = value.as_bytes().and_then(|code| sent.get(code)).map_or(&[][..], Vec::as_slice);
        let is_honest =
            loss.indistinguishable() == possible && loss.bits() == (possible.len().max(1) as f64).log2();
        if !is_honest {
            let found = format!("{} concepts, {:.3} bits", loss.indistinguishable().len(), loss.bits());
            return Err(claim.broken(&format!("{} concepts", possible.len()), found, Some(code.to_owned())));
        }
    }
    Ok(())
}

/// The loss of a whole list against brute force: concepts are told apart by what is sent for each alone. What is sent is
/// a code, or nothing because several could hold it, or nothing because none could.
fn honest_loss_of_all(
    loss: &SystemLoss,
    together: &BTreeMap<(usize, Vec<u8>), Vec<&str>>,
    concepts: usize,
) -> Held {
    let claim = Claim { law: Law::L8, about: || "the whole list".to_owned(), code: None };
    let all = concepts as f64;
    let bits: f64 = together.values().map(|set| set.len() as f64 / all * (set.len() as f64).log2()).sum();
    let said: BTreeMap<(usize, Vec<u8>), Vec<&str>> = loss
        .outcomes()
        .iter()
        .map(|outcome| {
            let labels = outcome.concepts().iter().map(|concept| concept.label()).collect();
            let codes = if outcome.is_ambiguous() { 2 } else { usize::from(outcome.code().is_some()) };
            ((codes, outcome.code().unwrap_or_default().as_bytes().to_vec()), labels)
        })
        .collect();
    claim.holds(said == *together, "the sets of concepts that encoding finds", || "other sets".to_owned())?;
    let is_close = (loss.bits() - bits).abs() < 1e-9;
    claim.holds(is_close, &format!("{bits:.6} bits"), || format!("{:.6} bits", loss.bits()))
}
