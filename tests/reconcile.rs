//! The four outcomes of reconciling what a feed sends, and what decides when several codings are held.

use ownwords::bridge::{Cause, CodeSystem, Exchange, Policy, Reconciled, systems};
use ownwords::{Axis, Bridge, ConceptId, Ethnicity, Field, Heritages, Reason, SaidBy, Standard, Stated};

const NHS: &CodeSystem<Heritages> = &systems::NHS_ETHNIC_CATEGORY_2001;

fn id(slug: &str) -> ConceptId {
    Standard::ethnicity().by_slug(slug).unwrap().id()
}

fn stated(slugs: &[&str]) -> Field<Ethnicity> {
    Field::stated(Ethnicity::of(slugs.iter().map(|slug| id(slug))).unwrap())
}

fn receive(field: &mut Field<Ethnicity>, code: &[u8]) -> Reconciled {
    NHS.reconcile(field, code, None).unwrap()
}

fn sent(field: &Field<Ethnicity>) -> String {
    NHS.encode(field, Policy::Certain).unwrap().into_parts().0.to_string()
}

#[test]
fn a_code_fills_what_was_never_asked_and_updates_what_was_only_read() {
    let mut field = Field::not_asked();
    assert_eq!(receive(&mut field, b"M"), Reconciled::Accepted);
    assert_eq!(field.provenance().said_by, SaidBy::Coding);
    assert_eq!(receive(&mut field, b"H"), Reconciled::Accepted);
    assert_eq!(sent(&field), "H");
    assert_eq!(receive(&mut field, b"H"), Reconciled::Unchanged);
    assert_eq!(field.codings().len(), 2, "the same again is not kept again");
}

#[test]
fn nothing_that_says_less_replaces_a_statement() {
    for code in [b"Z".as_slice(), b"99"] {
        let mut field = stated(&["somali"]);
        let before = field.statement().clone();
        assert_eq!(receive(&mut field, code), Reconciled::Unchanged);
        assert_eq!(field.statement(), &before);
        assert!(field.proposals().is_empty());
    }
    // A compatible code is kept beside the statement, and is what it is sent as from then on.
    let mut field = stated(&["somali"]);
    assert_eq!(receive(&mut field, b"N"), Reconciled::Unchanged);
    assert_eq!(sent(&field), "N");
}

#[test]
fn what_differs_waits_for_the_person() {
    let mut field = stated(&["somali"]);
    let before = field.statement().clone();
    assert_eq!(receive(&mut field, b"H"), Reconciled::Proposed);
    assert_eq!(receive(&mut field, b"H"), Reconciled::Proposed, "it still waits");
    assert_eq!((field.statement(), field.proposals().len()), (&before, 1));

    let mut declined = field.clone();
    declined.decide(0, false).unwrap();
    assert_eq!((declined.statement(), declined.proposals().len()), (&before, 0));
    assert_eq!(receive(&mut declined, b"H"), Reconciled::Unchanged, "the person has decided");

    field.decide(0, true).unwrap();
    assert_eq!(sent(&field), "H");
    assert_eq!(field.provenance().said_by, SaidBy::Person);
    assert!(field.decide(0, true).is_err());
}

#[test]
fn declining_is_a_statement_too() {
    let mut field: Field<Ethnicity> = Field::not_asked();
    field.decline();
    assert_eq!(receive(&mut field, b"H"), Reconciled::Proposed);
    assert!(field.statement().absence().unwrap().contains(Reason::AskedDeclined));
}

#[test]
fn a_code_that_nobody_understands_is_neither_dropped_nor_believed() {
    let mut field = NHS.decode(b"H").to_field();
    assert_eq!(receive(&mut field, b"?!"), Reconciled::Proposed);
    assert_eq!(sent(&field), "H");
    assert_eq!(field.codings().last().unwrap().value, b"?!");
}

#[test]
fn changes_on_both_sides_are_a_conflict() {
    let mut field = stated(&["indian"]);
    let (value, _, residue) = NHS.encode(&field, Policy::Certain).unwrap().into_parts();
    field.state(Ethnicity::of([id("somali")]).unwrap());
    let last = Exchange { value: &value, residue: residue.as_str(), key: None };
    assert_eq!(NHS.reconcile(&mut field, b"R", Some(last)).unwrap(), Reconciled::Conflict);
    assert_eq!(field.proposals().len(), 1);
    // The feed's old value says nothing new.
    assert_eq!(NHS.reconcile(&mut field, b"H", Some(last)).unwrap(), Reconciled::Unchanged);
    let damaged = Exchange { residue: "RDAMAGED", ..last };
    assert!(NHS.reconcile(&mut field, b"R", Some(damaged)).is_err());
}

#[test]
fn a_heritage_that_was_withdrawn_does_not_come_back_by_itself() {
    let mut field = NHS.decode(b"M").to_field();
    field.withdraw_concept(id("caribbean"));
    assert_eq!(receive(&mut field, b"D"), Reconciled::Proposed);
    assert!(field.statement().given().is_none());
}

#[test]
fn a_changed_statement_puts_the_reporting_choice_up_for_confirmation() {
    let mut field = stated(&["irish"]);
    field.report_as(NHS.key(), b"B");
    assert_eq!(sent(&field), "B");
    field.state(Ethnicity::of([id("polish")]).unwrap());
    let ambiguity = NHS.encode(&field, Policy::Certain).unwrap_err();
    assert!(ambiguity.causes().contains(&Cause::ChoiceAwaitsConfirmation));
    field.confirm_reporting(NHS.key());
    assert_eq!(sent(&field), "B");
    // A feed that differs from the person's choice waits, too, whether it fits the statement or not.
    assert_eq!(receive(&mut field, b"C"), Reconciled::Proposed);
    assert_eq!(sent(&field), "B");
    assert_eq!(receive(&mut field, b"H"), Reconciled::Proposed);
    // Once taken, it is what is reported; a code that fits takes nothing from the statement.
    let polish = field.statement().clone();
    field.decide(0, true).unwrap();
    assert_eq!((sent(&field).as_str(), field.statement()), ("C", &polish));
    assert!(field.reporting_choices().is_empty());
}

#[test]
fn a_feed_that_fits_waits_where_it_differs_from_the_reporting_choice() {
    let mut field = stated(&["jamaican"]);
    field.report_as(NHS.key(), b"D");
    for code in [b"M", b"A"] {
        assert_eq!(receive(&mut field, code), Reconciled::Proposed);
        assert_eq!(sent(&field), "D");
    }
    assert_eq!(receive(&mut field, b"Z"), Reconciled::Unchanged, "an absence says nothing against it");
    let mut declined = field.clone();
    declined.decide(0, false).unwrap();
    assert_eq!(sent(&declined), "D");
    field.decide(0, true).unwrap();
    assert_eq!(field.statement(), stated(&["jamaican"]).statement(), "nothing is coarsened");
    assert_eq!(sent(&field), "M");
}

#[test]
fn own_words_put_the_reporting_choice_up_for_confirmation() {
    let mut field: Field<Ethnicity> = Field::not_asked();
    field.decline();
    field.report_as(NHS.key(), b"Z");
    assert_eq!(sent(&field), "Z");
    let field = field.with_own_words("Somali");
    let ambiguity = NHS.encode(&field, Policy::Certain).unwrap_err();
    assert!(ambiguity.causes().contains(&Cause::ChoiceAwaitsConfirmation));
    assert!(!field.reporting_choices()[0].confirmed);

    // The same words again are no change.
    let mut field = field;
    field.confirm_reporting(NHS.key());
    assert_eq!(sent(&field.with_own_words("Somali")), "Z");
}

#[test]
fn what_was_read_from_a_coding_stays_so_beside_own_words() {
    let mut field = NHS.decode(b"D").to_field().with_own_words("Jamaican, from Kingston");
    assert_eq!((field.provenance().said_by, sent(&field).as_str()), (SaidBy::Person, "D"));
    field.state_further(id("jamaican")).unwrap();
    let concepts: Vec<_> = field.statement().given().unwrap().concepts().collect();
    assert_eq!(concepts, [id("jamaican")], "what was only read gives way");
    assert_eq!(sent(&NHS.decode(b"K").to_field().with_own_words("Sylheti")), "K");
}

/// What a statement is sent as: a code, nothing, or the candidates.
fn outcome<A: Axis>(system: &CodeSystem<A>, field: &Field<Stated<A>>) -> Vec<Vec<u8>> {
    match system.encode(field, Policy::Certain) {
        Ok(encoded) => encoded.into_parts().0.as_bytes().map(<[u8]>::to_vec).into_iter().collect(),
        Err(ambiguity) => ambiguity.candidates().iter().map(|one| one.code().to_vec()).collect(),
    }
}

/// In no list does a code fit own words alone: neither one that was received before, nor one that a feed sends.
#[test]
fn own_words_alone_fit_no_code() {
    struct OwnWords(usize);
    impl systems::Lists for OwnWords {
        fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            for system in systems {
                let words = Field::stated(Stated::in_own_words("as I say it").unwrap());
                let alone = outcome(system, &words);
                let codes = system.rows().iter().map(|row| row.code().as_bytes());
                for code in codes.filter(|code| system.decode(code).answer().given().is_some()) {
                    let mut field = system.to_field(code);
                    field.state(words.statement().given().unwrap().clone());
                    assert_eq!(outcome(system, &field), alone, "{}", system.key());
                    let mut field = words.clone();
                    let reconciled = system.reconcile(&mut field, code, None).unwrap();
                    assert_eq!(reconciled, Reconciled::Proposed, "{}", system.key());
                    assert!(!field.codings()[0].accepted);
                    assert_eq!(outcome(system, &field), alone, "{}", system.key());
                    self.0 += 1;
                }
            }
        }
    }
    let mut words = OwnWords(0);
    systems::each_list(&mut words);
    assert!(words.0 > 1_000, "only {} codes were tried", words.0);
}

#[test]
fn an_edit_back_to_an_earlier_code_is_an_edit() {
    let mut field = NHS.decode(b"A").to_field();
    field.state(Ethnicity::of([id("indian")]).unwrap());
    let (value, _, residue) = NHS.encode(&field, Policy::Certain).unwrap().into_parts();
    let last = Exchange { value: &value, residue: residue.as_str(), key: None };
    assert_eq!(value.to_string(), "H");
    for _ in 0..2 {
        assert_eq!(NHS.reconcile(&mut field, b"A", Some(last)).unwrap(), Reconciled::Proposed);
        assert_eq!(field.proposals().len(), 1);
    }

    // What was only read from codings is updated, and sent as that.
    let mut field = NHS.decode(b"A").to_field();
    let other = &systems::UKCORE_ETHNIC_CATEGORY_ENGLAND;
    assert_eq!(other.reconcile(&mut field, b"H", None).unwrap(), Reconciled::Accepted);
    let (value, _, residue) = NHS.encode(&field, Policy::Certain).unwrap().into_parts();
    let last = Exchange { value: &value, residue: residue.as_str(), key: None };
    assert_eq!(value.to_string(), "H");
    assert_eq!(NHS.reconcile(&mut field, b"A", Some(last)).unwrap(), Reconciled::Accepted);
    assert_eq!(sent(&field), "A");

    // What says nothing against the statement is kept once.
    let mut field = stated(&["indian"]);
    for _ in 0..3 {
        assert_eq!(NHS.reconcile(&mut field, b"Z", Some(last)).unwrap(), Reconciled::Unchanged);
    }
    assert_eq!(field.codings().len(), 1);
}

#[test]
fn the_same_code_waits_once() {
    let mut field = stated(&["somali"]);
    for code in [b"A", b"H", b"A", b"A"] {
        assert_eq!(receive(&mut field, code), Reconciled::Proposed);
    }
    assert_eq!((field.proposals().len(), field.codings().len()), (2, 3));
    field.decide(0, true).unwrap();
    assert_eq!(sent(&field), "A");
    assert_eq!(field.proposals().len(), 1);

    // What waits from before is no longer asked once the person has said something that it fits.
    let mut field = stated(&["somali"]);
    assert_eq!(receive(&mut field, b"A"), Reconciled::Proposed);
    assert_eq!(receive(&mut field, b"H"), Reconciled::Proposed);
    field.state(Ethnicity::of([id("british")]).unwrap());
    assert_eq!(receive(&mut field, b"A"), Reconciled::Unchanged);
}

/// Codings that arrived together, with nothing to order them, are ambiguous where they disagree; a date orders them.
#[cfg(feature = "serde")]
#[test]
fn unordered_codings_that_disagree_decide_nothing() {
    use ownwords::Demographics;
    use ownwords::wire::Storage;

    let with_codings = |codings: &str| {
        let mut person = Demographics::not_asked();
        person.ethnicity = NHS.decode(b"C").to_field();
        let mut json = serde_json::to_value(person.for_storage()).unwrap();
        json["ethnicity"]["codings"] = serde_json::from_str(codings).unwrap();
        let stored: Storage = serde_json::from_value(json).unwrap();
        stored.into_record().unwrap().ethnicity
    };
    let coding = |code: &str, date: &str| {
        format!(
            r#"{{"system": "nhs-ethnic-category-2001", "code": {{"text": "{code}"}}, {date}"arrival": 0, "accepted": true}}"#
        )
    };
    let (c, p) = (coding("C", ""), coding("P", ""));
    let ambiguity = NHS.encode(&with_codings(&format!("[{c}, {p}]")), Policy::Certain).unwrap_err();
    assert_eq!(ambiguity.causes(), [Cause::CodingsDisagree]);
    assert_eq!(ambiguity.candidates().len(), 2);
    let (c, p) = (coding("C", r#""date": "2020-01-01", "#), coding("P", r#""date": "2019-12-31", "#));
    assert_eq!(sent(&with_codings(&format!("[{c}, {p}]"))), "C");
}
