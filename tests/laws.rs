//! The laws of the bridges, for every system there is: exhaustively where the domain is finite, as properties
//! otherwise. L6 is in `storage.rs`.

use std::collections::{BTreeMap, BTreeSet};

use ownwords::bridge::{Exchange, Reconciled, SystemLoss, Value, systems};
use ownwords::standard::Attestation;
use ownwords::{Answer, Bridge, Field, Policy, Reason};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::strategies;
use crate::subjects::{Allowed, Law, Subject, Witnessed, every_system, fields, policies, raw_codes};

/// How many cases of a property are tried for each system; `soak.rs` tries many more, without shrinking.
const CASES: u32 = 256;

pub fn property<T: std::fmt::Debug>(
    name: &str,
    strategy: impl Strategy<Value = T>,
    test: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    if let Err(error) = TestRunner::new(config).run(&strategy, test) {
        panic!("{name}: {error}");
    }
}

pub struct L1LegacyRoundTrip;

impl Law for L1LegacyRoundTrip {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        let holds = |raw: &[u8]| {
            let field = system.to_field(raw);
            for policy in policies() {
                let (value, _, _) =
                    system.encode(&field, policy).expect("a received code decides").into_parts();
                assert_eq!(value.as_bytes(), Some(raw), "{}", system.key());
            }
        };
        for (code, _) in system.codes() {
            holds(code.as_bytes());
        }
        holds(b"");
        for first in 0..=255_u8 {
            holds(&[first]);
            for second in (0..=255_u8).step_by(5) {
                holds(&[first, second]);
            }
        }
        property(system.key(), strategies::arbitrary_bytes(), |raw| {
            holds(&raw);
            Ok(())
        });
    }
}

#[test]
fn l1_legacy_round_trip() {
    every_system(&L1LegacyRoundTrip);
}

/// A value that is converted from one list to another keeps its coding: the first list gets its own bytes back, whatever
/// the second was sent, and value and residue of the second give the statement back.
#[test]
fn l1_holds_across_every_pair_of_lists() {
    let pairs = (proptest::sample::select(systems::ETHNICITY), proptest::sample::select(systems::ETHNICITY));
    let input = pairs.prop_flat_map(|(from, to)| (Just(from), Just(to), raw_codes(from)));
    property("conversion", input, |(from, to, raw)| {
        let field = from.to_field(&raw);
        for policy in policies() {
            if let Ok(encoded) = to.encode(&field, policy) {
                let (value, _, residue) = encoded.into_parts();
                prop_assert_eq!(&to.restore(&value, residue.as_str()).unwrap(), field.statement());
            }
            let (back, _, _) = from.encode(&field, policy).expect("a received code decides").into_parts();
            prop_assert_eq!(back.as_bytes(), Some(&raw[..]));
        }
        Ok(())
    });
}

pub struct L2OwnRoundTrip;

impl Law for L2OwnRoundTrip {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        let input = (fields(system), proptest::option::of(strategies::arbitrary_bytes()));
        property(system.key(), input, |(field, key)| comes_back(system, &field, key.as_deref()));
    }
}

/// L2 for one field and record's key.
pub fn comes_back<S: Subject>(
    system: &S,
    field: &Field<S::Value>,
    key: Option<&[u8]>,
) -> Result<(), TestCaseError> {
    for policy in policies() {
        let Ok(encoded) = system.encode_keyed(field, policy, key) else { continue };
        let (value, _, residue) = encoded.into_parts();
        let restored = system.restore_keyed(&value, residue.as_str(), key).unwrap();
        prop_assert_eq!(&restored, field.statement());
    }
    Ok(())
}

#[test]
fn l2_own_round_trip() {
    every_system(&L2OwnRoundTrip);
}

pub struct L3Update;

impl Law for L3Update {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        property("GetPut", fields(system), |field| get_put(system, &field));
        property("PutGet and PutPut", (fields(system), raw_codes(system), raw_codes(system)), |input| {
            let (field, first, second) = input;
            put_get_put_put(system, field, [&first, &second])
        });
    }
}

/// An unchanged value gives the statement back.
pub fn get_put<S: Subject>(system: &S, field: &Field<S::Value>) -> Result<(), TestCaseError> {
    let Ok(encoded) = system.encode(field, Policy::Certain) else { return Ok(()) };
    let (value, _, residue) = encoded.into_parts();
    let Some(sent) = value.as_bytes() else { return Ok(()) };
    let mut after = field.clone();
    let last = Exchange { value: &value, residue: residue.as_str(), key: None };
    prop_assert_eq!(system.reconcile(&mut after, sent, Some(last)).unwrap(), Reconciled::Unchanged);
    prop_assert_eq!(after.statement(), field.statement());
    Ok(())
}

/// An accepted change is what the field then encodes to, and the last one wins.
pub fn put_get_put_put<S: Subject>(
    system: &S,
    mut field: Field<S::Value>,
    [first, second]: [&[u8]; 2],
) -> Result<(), TestCaseError> {
    let before = field.statement().clone();
    match system.reconcile(&mut field, first, None).unwrap() {
        Reconciled::Accepted => prop_assert_eq!(&sent_as(system, &field), first),
        _ => prop_assert_eq!(field.statement(), &before),
    }
    if system.reconcile(&mut field, second, None).unwrap() == Reconciled::Accepted {
        prop_assert_eq!(&sent_as(system, &field), second);
        let read = system.to_field(second);
        prop_assert_eq!(field.statement(), read.statement());
    }
    Ok(())
}

fn sent_as<S: Subject>(system: &S, field: &Field<S::Value>) -> Vec<u8> {
    let (value, _, _) = system.encode(field, Policy::Certain).expect("an accepted code decides").into_parts();
    value.as_bytes().expect("an accepted code is sent").to_vec()
}

#[test]
fn l3_update() {
    every_system(&L3Update);
}

/// The code of an answer stated anew, or the candidates, in the list's order; none where it is left out.
fn outcome_of<S: Subject>(system: &S, answer: &Answer<S::Value>, policy: Policy) -> Vec<Vec<u8>> {
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

fn outcome<S: Subject>(system: &S, value: &S::Value) -> Vec<Vec<u8>> {
    outcome_of(system, &Answer::Given(value.clone()), Policy::Certain)
}

pub struct L4Coherence;

impl Law for L4Coherence {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        let is_known = |answer: &Answer<S::Value>| {
            answer.absence().is_none_or(|absence| !absence.contains(Reason::MeaningNotKnown))
        };
        for (code, _) in system.codes() {
            let answer = system.to_field(code.as_bytes()).statement().clone();
            // What somebody observed states nothing; that it is never an outcome is in `observed.rs`. What is refused is
            // left out, and said to be: `language_lists.rs`.
            if !is_known(&answer) || system.observed(code).is_some() || system.is_refused(code) {
                continue;
            }
            let codes = outcome_of(system, &answer, Policy::Certain);
            assert!(
                codes.contains(&code.as_bytes().to_vec()),
                "{}: {code} is not among its own",
                system.key()
            );
        }
        property(system.key(), system.values(), |value| {
            let Some(allowed) = system.allowed(&value) else { return Ok(()) };
            let codes = outcome(system, &value);
            let text = |code: &Vec<u8>| String::from_utf8(code.clone()).unwrap();
            let codes: Vec<String> = codes.iter().map(text).collect();
            match allowed {
                Allowed::Certain(code) => prop_assert_eq!(codes, [code]),
                Allowed::Among(allowed) => prop_assert_eq!(codes, allowed),
            }
            Ok(())
        });
    }
}

#[test]
fn l4_coherence() {
    every_system(&L4Coherence);
}

pub struct L5Monotone;

impl Law for L5Monotone {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        for (single, broader) in system.singles() {
            let of_broader: Vec<Vec<u8>> = broader.iter().flat_map(|value| outcome(system, value)).collect();
            for code in outcome(system, &single) {
                // In a list of nested codes a narrower heritage has a narrower code, which stands within the broader one's.
                let is_allowed = of_broader.iter().any(|other| system.is_within(&code, other));
                assert!(broader.is_empty() || is_allowed, "{}: {code:?}", system.key());
            }
        }
    }
}

#[test]
fn l5_monotone() {
    every_system(&L5Monotone);
}

pub struct L7Damage;

impl Law for L7Damage {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        let key = b"record-1";
        property(system.key(), fields(system), |field| {
            let Ok(encoded) = system.encode_keyed(&field, Policy::Certain, Some(key)) else { return Ok(()) };
            let (value, _, residue) = encoded.into_parts();
            let token = residue.as_str().to_owned();
            prop_assert!(token.starts_with('R') && token.bytes().all(|sign| sign.is_ascii_alphanumeric()));
            let restore =
                |value: &Value, token: &str, key: Option<&[u8]>| system.restore_keyed(value, token, key);
            prop_assert_eq!(&restore(&value, &token.to_lowercase(), Some(key)).unwrap(), field.statement());
            for wrong in damaged(&token) {
                if let Ok(answer) = restore(&value, &wrong, Some(key)) {
                    prop_assert!(wrong.eq_ignore_ascii_case(&token) && answer == *field.statement());
                }
            }
            prop_assert!(restore(&value, &token, None).is_err());
            prop_assert!(restore(&value, &token, Some(b"record-2")).is_err());
            prop_assert!(restore(&value, "", Some(key)).is_err());
            for (code, _) in
                system.codes().into_iter().filter(|(code, _)| value.as_bytes() != Some(code.as_bytes()))
            {
                prop_assert!(restore(&Value::from(code), &token, Some(key)).is_err());
            }
            prop_assert!(
                value.as_bytes().is_none() || restore(&Value::left_out(), &token, Some(key)).is_err()
            );
            OtherSystems { key: system.key(), value: &value, token: &token, record: key }.refuse();
            Ok(())
        });
    }
}

/// Every token that differs in one character, or lacks one. Long tokens are damaged in 48 places spread over them.
fn damaged(token: &str) -> Vec<String> {
    const SIGNS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-z \xC3";
    let mut all = Vec::new();
    for place in (0..token.len()).step_by(token.len().div_ceil(48)) {
        let (before, after) = (&token[..place], &token[place + 1..]);
        all.push(format!("{before}{after}"));
        for &sign in SIGNS {
            let wrong = format!("{before}{}{after}", char::from(sign));
            if wrong != token {
                all.push(wrong);
            }
        }
    }
    all.push(token[..token.len() - 1].to_owned());
    all
}

struct OtherSystems<'a> {
    key: &'a str,
    value: &'a Value,
    token: &'a str,
    record: &'a [u8],
}

impl OtherSystems<'_> {
    /// No other system restores the token.
    fn refuse(&self) {
        every_system(self);
    }
}

impl Law for OtherSystems<'_> {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        if system.key() != self.key {
            assert!(system.restore_keyed(self.value, self.token, Some(self.record)).is_err());
        }
    }
}

#[test]
fn l7_damage() {
    every_system(&L7Damage);
}

/// The loss of a whole list against brute force: concepts are told apart by what is sent for each alone. What is sent is
/// a code, or nothing because several could hold it, or nothing because none could.
fn assert_system_loss<S: Subject>(system: &S, loss: &SystemLoss, policy: Policy) {
    let key = system.key();
    let mut together: BTreeMap<(usize, Vec<u8>), Vec<&str>> = BTreeMap::new();
    let recordable = system.recordable();
    let all = recordable.len() as f64;
    for (label, value) in recordable {
        let mut field = Field::not_asked();
        field.state(value);
        // One candidate alone is no certainty: nothing is sent of it.
        let sent = match system.encode(&field, policy).map(|encoded| encoded.into_parts().0) {
            Ok(value) => value.as_bytes().map_or((0, Vec::new()), |code| (1, code.to_vec())),
            Err(_) => (2, Vec::new()),
        };
        together.entry(sent).or_default().push(label);
    }
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
    assert!(said == together, "{key}: the sets are not those of `encode`");
    assert!((loss.bits() - bits).abs() < 1e-9, "{key}: {} is not {bits}", loss.bits());
}

pub struct L8LossIsHonest;

impl Law for L8LossIsHonest {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        for policy in policies() {
            // Brute force: what each single concept that a person may state is sent as, or may be.
            let mut sent: BTreeMap<Vec<u8>, Vec<&str>> = BTreeMap::new();
            for (label, value) in system.recordable() {
                let codes: BTreeSet<Vec<u8>> =
                    outcome_of(system, &Answer::Given(value), policy).into_iter().collect();
                codes.into_iter().for_each(|code| sent.entry(code).or_default().push(label));
            }
            if let Some(loss) = system.loss_of_all(policy) {
                assert_system_loss(system, &loss, policy);
            }
            for (code, _) in system.codes() {
                let field = system.to_field(code.as_bytes());
                let (value, loss, _) =
                    system.encode(&field, policy).expect("a received code decides").into_parts();
                let possible = value.as_bytes().and_then(|code| sent.get(code)).cloned().unwrap_or_default();
                assert_eq!(loss.indistinguishable(), possible, "{} {code} {policy:?}", system.key());
                assert_eq!(loss.bits(), (possible.len().max(1) as f64).log2());
            }
        }
    }
}

#[test]
fn l8_loss_is_honest() {
    every_system(&L8LossIsHonest);
}

/// L9 for one row: every part of its meaning is witnessed by an attestation that names this code with this label, and a
/// part that stands in the meaning twice by two.
fn is_attested<S: Subject>(system: &S, code: &str, label: &str, meaning: &Answer<S::Value>) -> bool {
    if let Some(attested) = system.is_attested(code, label, meaning) {
        return attested;
    }
    let witnesses = system.witnesses(meaning);
    let names_it = |witness: &&Attestation| {
        witness.system == system.key() && witness.code == code && witness.label == label
    };
    let times = |part: &str| witnesses.iter().filter(|other| other.part == part).count();
    let is_named = |one: &Witnessed| one.by.iter().filter(names_it).count() == times(&one.part);
    !witnesses.is_empty() && witnesses.iter().all(is_named)
}

struct L9Meaning;

impl Law for L9Meaning {
    fn check<S: Subject>(&self, system: &'static S)
    where
        S::Value: 'static,
    {
        let meaning = |code: &str| match system.observed(code) {
            Some(observed) => Answer::Given(observed),
            None => system.to_field(code.as_bytes()).statement().clone(),
        };
        let rows: Vec<_> = system
            .codes()
            .into_iter()
            .filter(|(code, label)| !label.is_empty() || system.means_without_label(code))
            .map(|(code, label)| (code, label, meaning(code)))
            .collect();
        // A row that says of no meaning that it is the code's, though the code has a label, says nothing to attest.
        let is_known = |meaning: &Answer<S::Value>| {
            meaning.absence().is_none_or(|absence| !absence.contains(Reason::MeaningNotKnown))
        };
        for (code, label, meaning) in rows.iter().filter(|(.., meaning)| is_known(meaning)) {
            assert!(is_attested(system, code, label, meaning), "{}: nothing attests {code}", system.key());
        }
        // The law has to fail for a mapping that swaps two of its rows consistently: their meanings, or their codes.
        for (place, one) in rows.iter().enumerate() {
            for other in rows.iter().skip(place + 1) {
                if one.2 != other.2 {
                    assert!(
                        !is_attested(system, one.0, one.1, &other.2)
                            || !is_attested(system, other.0, other.1, &one.2),
                        "{}: {} and {} can change their meanings",
                        system.key(),
                        one.0,
                        other.0
                    );
                }
                // Where two rows have one label, to swap their codes is to swap their meanings, as above.
                assert!(
                    one.1 == other.1 || !is_attested(system, one.0, other.1, &other.2),
                    "{}: {} for {}",
                    system.key(),
                    one.0,
                    other.0
                );
            }
        }
    }
}

#[test]
fn l9_meaning() {
    every_system(&L9Meaning);
}
