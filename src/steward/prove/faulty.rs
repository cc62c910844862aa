//! Each law is broken by a list that has one fault, and the row with the fault is blamed, with the smallest case.
//!
//! No mapping breaks these laws, because the bridge keeps them for whatever a mapping says: so the fault is in the list
//! itself. L4 and L9, which a mapping can break, are tried on broken files in `tests/prove.rs`.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use super::laws::Law;
use super::trials::Tried;
use super::{Allowed, Allowing, Shared, Subject, Trial, Verdict};
use crate::answer::Answer;
use crate::audit::sample::random::Stream;
use crate::bridge::{CodeSystem, Loss, Outcome, Policy, SystemLoss, Target, Value, systems};
use crate::ethnicity::Heritages;
use crate::field::{Coding, Field};
use crate::residue::Place;
use crate::standard::Standard;
use crate::stated::{Part, Stated};

/// What is wrong with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Beside `J` no two residues are of the same edition.
    ChangesItsEdition,
    /// A received `G` is forgotten.
    Forgets,
    /// An Irish Traveller is `K`.
    JumpsOutOfTheBroader,
    /// A residue is anybody's.
    KnowsNoKey,
    /// `J` has the loss of `A`.
    UnderstatesTheLoss,
}

struct Faulty {
    list: &'static CodeSystem<Heritages>,
    fault: Fault,
    edition: AtomicU16,
}

impl Faulty {
    fn has(&self, fault: Fault) -> bool {
        self.fault == fault
    }
}

impl Target for Faulty {
    type Value = Stated<Heritages>;

    fn key(&self) -> &'static str {
        self.list.key()
    }

    fn title(&self) -> &'static str {
        self.list.title()
    }

    fn numbers(&self) -> (u16, u16) {
        self.list.numbers()
    }

    fn answer_of(&self, value: &[u8]) -> Answer<Self::Value> {
        self.list.answer_of(value)
    }

    fn parts_of(&self, value: &[u8]) -> Vec<Part> {
        self.list.parts_of(value)
    }

    fn outcome(&self, answer: &Answer<Self::Value>) -> Outcome {
        let traveller = Standard::ethnicity().by_slug("irish-traveller").unwrap().id();
        let is_traveller =
            |stated: &Stated<Heritages>| stated.parts().iter().any(|part| part.concept() == Some(traveller));
        if self.has(Fault::JumpsOutOfTheBroader) && answer.given().is_some_and(is_traveller) {
            return Outcome::Certain(b"K".to_vec());
        }
        self.list.outcome(answer)
    }

    fn own_code(&self, coding: &Coding) -> Option<Vec<u8>> {
        match &coding.value[..] {
            b"G" if self.has(Fault::Forgets) => None,
            _ => self.list.own_code(coding),
        }
    }

    fn is_compatible(&self, value: &[u8], field: &Field<Self::Value>) -> bool {
        self.list.is_compatible(value, field)
    }

    fn loss(&self, value: &Value, answer: &Answer<Self::Value>, policy: Policy) -> Loss {
        let is_wrong = self.has(Fault::UnderstatesTheLoss) && value.as_bytes() == Some(b"J");
        let another = Value::from("A");
        self.list.loss(if is_wrong { &another } else { value }, answer, policy)
    }

    fn place<'a>(&self, value: &'a Value, key: Option<&'a [u8]>) -> Place<'a> {
        let mut place = self.list.place(value, key);
        if self.has(Fault::ChangesItsEdition) && value.as_bytes() == Some(b"J") {
            place.edition = self.edition.fetch_add(1, Ordering::Relaxed);
        }
        if self.has(Fault::KnowsNoKey) {
            place.key = None;
        }
        place
    }
}

impl Subject for Faulty {
    type Known = Allowing;

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        self.list.codes()
    }

    fn observed(&self, code: &str) -> Option<Self::Value> {
        self.list.observed(code)
    }

    fn known(&self) -> Allowing {
        self.list.known()
    }

    fn allowed(&self, known: &Allowing, value: &Self::Value) -> Option<Allowed> {
        self.list.allowed(known, value)
    }

    fn is_within(&self, code: &[u8], other: &[u8]) -> bool {
        self.list.is_within(code, other)
    }

    fn loss_of_all(&self, policy: Policy) -> Option<SystemLoss> {
        self.list.loss_of_all(policy)
    }

    fn shown(&self, value: &Self::Value) -> String {
        self.list.shown(value)
    }
}

impl Tried for Faulty {
    fn value(&self, chance: &mut Stream) -> Option<Self::Value> {
        self.list.value(chance)
    }

    fn size(value: &Self::Value) -> (usize, usize) {
        CodeSystem::<Heritages>::size(value)
    }

    fn pairs(&self, most: usize) -> (Vec<Self::Value>, usize) {
        self.list.pairs(most)
    }

    fn row_place(&self, code: Option<&str>) -> (&'static str, Option<u32>) {
        self.list.row_place(code)
    }
}

/// What came of one law for the list of 2001 with a fault: that the law is broken, of what, and that the row of `code` is
/// blamed.
fn assert_blamed(law: Law, fault: Fault, code: &str, about: &str) -> Verdict {
    let list = &systems::NHS_ETHNIC_CATEGORY_2001;
    let shared: Shared<Heritages> = Shared::of(Standard::ethnicity());
    let faulty = Faulty { list, fault, edition: AtomicU16::new(100) };
    let known = Allowing::of(list, Arc::clone(&shared.reaches));
    let trial =
        Trial { list: &faulty, known: &known, singles: &shared.singles, recordable: &shared.recordable };
    let verdict = trial.proof(None).verdicts.into_iter().find(|verdict| verdict.law == law).unwrap();
    let broken = verdict.broken.as_ref().unwrap_or_else(|| panic!("{} holds of {fault:?}", law.name()));
    assert_eq!((broken.code.as_deref(), &broken.about[..]), (Some(code), about), "{broken}");
    assert!(verdict.line.is_some() && verdict.line == list.row_place(Some(code)).1, "{verdict:?}");
    verdict
}

#[test]
fn l1_blames_the_code_that_was_received_and_is_not_sent() {
    assert_blamed(Law::L1, Fault::Forgets, "G", "`G` received");
}

#[test]
fn l2_blames_the_code_whose_residue_does_not_restore() {
    assert_blamed(Law::L2, Fault::ChangesItsEdition, "J", "pakistani");
}

#[test]
fn l3_blames_the_code_that_was_accepted_and_is_not_sent() {
    assert_blamed(Law::L3, Fault::Forgets, "G", "`G` received, then `G`");
}

#[test]
fn l5_blames_the_code_that_no_broader_heritage_has() {
    let verdict = assert_blamed(Law::L5, Fault::JumpsOutOfTheBroader, "K", "irish-traveller");
    assert_eq!(verdict.broken.unwrap().found, "`K`");
}

#[test]
fn l7_blames_the_code_whose_residue_is_anybodys() {
    let about = "no answer (not-provided), residue R240R1040G01DYTXRQR";
    let verdict = assert_blamed(Law::L7, Fault::KnowsNoKey, "99", about);
    assert!(verdict.broken.unwrap().found.contains("without the record's key"));
}

#[test]
fn l8_blames_the_code_whose_loss_is_another() {
    assert_blamed(Law::L8, Fault::UnderstatesTheLoss, "J", "`J`");
}
