//! Whatever people and feeds do in whatever order: the name that stands is the person's.

use std::collections::BTreeSet;

use ownwords::{
    Answer, Field, Name, NameText, Provenance, Purpose, Reason, Reconciled, SaidBy, Sealed, SealedPurpose,
};
use proptest::prelude::*;

const SYSTEMS: [&str; 2] = ["pds", "gp"];

/// Few names, so that they meet; two differ in letter case and a mark alone, one is blank and one is no text.
const NAMES: [&[u8]; 6] = ["Zoë".as_bytes(), b"ZOE", b"Ada", b"Bo", b" ", b"Zo\xEB"];

#[derive(Clone, Debug)]
enum Event {
    State(usize),
    Change(usize),
    Correct(usize),
    Feed { system: usize, name: usize, last: Option<usize> },
    Decide { place: usize, taken: bool },
    Withdraw,
    Decline,
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let said = 0..4_usize;
    let last = prop_oneof![3 => Just(None), 1 => (0..NAMES.len()).prop_map(Some)];
    proptest::collection::vec(
        prop_oneof![
            1 => said.clone().prop_map(Event::State),
            2 => said.clone().prop_map(Event::Change),
            1 => said.prop_map(Event::Correct),
            6 => (0..SYSTEMS.len(), 0..NAMES.len(), last)
                .prop_map(|(system, name, last)| Event::Feed { system, name, last }),
            2 => (0..3_usize, any::<bool>()).prop_map(|(place, taken)| Event::Decide { place, taken }),
            1 => Just(Event::Withdraw),
            1 => Just(Event::Decline),
        ],
        0..24,
    )
}

fn text(name: usize) -> &'static str {
    std::str::from_utf8(NAMES[name]).unwrap()
}

fn chosen(field: &Field<Name>) -> Option<String> {
    field.statement().given().map(|name| name.name_for(Purpose::Letter).as_str().to_owned())
}

fn former(field: &Field<Name>) -> Vec<String> {
    let purpose = SealedPurpose::because(Sealed::Former, "a test").unwrap();
    let names = field.statement().given().map(|name| name.former(&purpose).unwrap());
    names.unwrap_or_default().iter().map(|one| one.name().as_str().to_owned()).collect()
}

/// The bytes that a proposal was read from.
fn source(field: &Field<Name>, arrival: u32) -> Vec<u8> {
    field.codings().iter().find(|coding| coding.arrival == arrival).unwrap().value.clone()
}

/// What the field looks like from outside, kept beside it.
#[derive(Default)]
struct Model {
    /// Arrivals of the differing values that nobody has decided on.
    waiting: BTreeSet<u32>,
    /// Names of the person's own that a later statement of theirs took the place of.
    own_before: Vec<String>,
}

fn apply(field: &mut Field<Name>, event: &Event, model: &mut Model) {
    let before = chosen(field);
    let own = field.provenance().said_by.is_own_statement();
    let entered = |name: usize| NameText::entered(text(name)).unwrap();
    match *event {
        Event::State(name) => field.state(Name::chosen(text(name)).unwrap()),
        Event::Change(name) => field.change(entered(name), None).unwrap(),
        Event::Correct(name) => field.correct(entered(name), Provenance::default()).unwrap(),
        Event::Feed { system, name, last } => return feed(field, (system, name, last), model),
        Event::Decide { place, taken } => {
            let Some(arrival) = field.proposals().get(place).map(|proposal| proposal.arrival) else {
                assert!(field.decide(place, taken).is_err());
                return;
            };
            let sent = source(field, arrival);
            let decided = field.decide(place, taken);
            assert_eq!(decided.is_err(), taken && std::str::from_utf8(&sent).is_err());
            if decided.is_err() {
                assert_eq!(chosen(field), before);
                return;
            }
            model.waiting.remove(&arrival);
            let expected = if taken { String::from_utf8(sent).ok() } else { before.clone() };
            assert_eq!(chosen(field), expected, "the person decided");
        }
        Event::Withdraw => field.withdraw(),
        Event::Decline => field.decline(),
    }
    match *event {
        Event::State(name) | Event::Change(name) | Event::Correct(name) => {
            assert_eq!(chosen(field).as_deref(), Some(text(name)), "the person said it");
        }
        _ => {}
    }
    // The name that a person had said goes to the former ones, unless they said that it was a mistake or took it back.
    let gone = before.filter(|before| own && Some(before) != chosen(field).as_ref());
    match event {
        Event::Withdraw | Event::Decline => model.own_before.clear(),
        Event::Correct(_) => {}
        _ => model.own_before.extend(gone),
    }
}

fn feed(field: &mut Field<Name>, (system, name, last): (usize, usize, Option<usize>), model: &mut Model) {
    let (system, sent) = (SYSTEMS[system], NAMES[name]);
    let (before, codings) = (field.clone(), field.codings().len());
    let reconciled = field.reconcile(system, sent, last.map(|last| NAMES[last]));
    let is_new = field.codings().len() > codings;
    match reconciled {
        Reconciled::Accepted => {
            assert!(
                !before.provenance().said_by.is_own_statement(),
                "nothing replaces the person's own statement"
            );
            assert_eq!(chosen(field).unwrap().as_bytes(), sent);
            assert_eq!(field.provenance().said_by, SaidBy::Coding);
            if let Some(stood) = chosen(&before) {
                let gave = before
                    .codings()
                    .iter()
                    .filter(|coding| coding.accepted && coding.value == stood.as_bytes());
                assert!(
                    gave.into_iter().all(|coding| coding.system == system),
                    "another system gave the name"
                );
            }
        }
        _ => {
            assert_eq!(field.statement(), before.statement(), "a feed changes nothing by itself");
            assert_eq!(field.provenance(), before.provenance());
        }
    }
    let waits = matches!(reconciled, Reconciled::Proposed | Reconciled::Conflict);
    if waits && is_new {
        // What waits already waits on by its latest coding.
        let is_it = |arrival: &u32| {
            let coding = field.codings().iter().find(|coding| coding.arrival == *arrival).unwrap();
            coding.system == system && coding.value == sent
        };
        model.waiting.retain(|arrival| !is_it(arrival));
        model.waiting.insert(field.codings().last().unwrap().arrival);
    }
    // What differs and is new waits: it is neither taken nor dropped.
    let is_blank = std::str::from_utf8(sent).is_ok_and(|text| text.trim().is_empty());
    let differs = chosen(field).is_none_or(|name| name.as_bytes() != sent);
    assert!(!is_new || !differs || is_blank || waits, "a differing value was dropped: {reconciled:?}");
    if waits && last.is_none() {
        assert_eq!(
            reconciled,
            Reconciled::Proposed,
            "without a last exchange nothing says that both sides changed"
        );
    }
}

/// What holds after every event.
fn check(field: &Field<Name>, model: &mut Model) {
    // A value that the person has come to say is decided.
    let stands = chosen(field);
    model.waiting.retain(|&arrival| Some(source(field, arrival)) != stands.clone().map(String::into_bytes));
    let shown: BTreeSet<u32> = field.proposals().iter().map(|proposal| proposal.arrival).collect();
    assert_eq!(shown, model.waiting, "every differing value waits until it is decided, and no other");
    let former = former(field);
    for own in &model.own_before {
        assert!(former.contains(own) || stands.as_ref() == Some(own), "a name of the person's own was lost");
    }
    for proposal in field.proposals() {
        match &proposal.answer {
            Answer::Given(name) => {
                let shown = name.name_for(Purpose::Letter).as_str();
                assert_eq!(shown.as_bytes(), source(field, proposal.arrival));
                assert!(!former.iter().any(|former| former == shown), "a former name is in view");
            }
            Answer::Absent(why) => {
                assert!(why.contains(Reason::Masked) || why.contains(Reason::MeaningNotKnown))
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    /// The chosen name is only ever what the person said or accepted, or what was first received; every differing value of a
    /// feed waits until it is decided; and no name of the person's own is lost.
    #[test]
    fn a_feed_never_overwrites_a_chosen_name_and_never_discards_a_newer_one(events in events()) {
        let mut field: Field<Name> = Field::not_asked();
        let mut model = Model::default();
        for event in &events {
            apply(&mut field, event, &mut model);
            check(&field, &mut model);
        }
    }
}

#[test]
fn each_outcome_of_reconciling_a_name() {
    let mut field: Field<Name> = Field::not_asked();
    let send = |field: &mut Field<Name>, name: &str| field.reconcile("pds", name.as_bytes(), None);
    assert_eq!(send(&mut field, "Zoë Hart"), Reconciled::Accepted);
    assert_eq!(send(&mut field, "Zoë Hart"), Reconciled::Unchanged);
    assert_eq!(
        send(&mut field, "Zoë Okafor"),
        Reconciled::Accepted,
        "the system that gave the name may renew it"
    );
    assert_eq!(field.reconcile("gp", b"Zo Okafor", None), Reconciled::Proposed, "another one may not");
    assert_eq!(field.reconcile("gp", b"  ", None), Reconciled::Unchanged);
    let latin = NameText::entered("Kim Min-jun").unwrap();
    field.change(NameText::entered("김민준").unwrap().with_form(latin), None).unwrap();
    assert_eq!(send(&mut field, "Kim Min-jun"), Reconciled::Unchanged, "a form of the name is the name");
    let last = "Zoë Okafor".as_bytes();
    assert_eq!(field.reconcile("gp", last, Some(last)), Reconciled::Unchanged);
    assert_eq!(field.reconcile("gp", b"Zo Hart", Some(last)), Reconciled::Conflict);
    assert_eq!(field.reconcile("gp", b"Zo\xEB", None), Reconciled::Proposed);
    let unreadable = field.proposals().len() - 1;
    assert!(field.decide(unreadable, true).is_err(), "what cannot be read cannot be a name");
    assert!(field.decide(unreadable, false).is_ok());
}

#[test]
fn an_edit_back_to_an_earlier_name_is_an_edit() {
    let mut field: Field<Name> = Name::chosen("Ada").unwrap().into();
    assert_eq!(field.reconcile("gp", b"Bea Hart", None), Reconciled::Proposed);
    field.decide(0, false).unwrap();
    assert_eq!(field.reconcile("gp", b"Bea Hart", None), Reconciled::Unchanged, "the person has decided");
    // `Ada` was sent since, and then edited.
    for _ in 0..2 {
        assert_eq!(field.reconcile("gp", b"Bea Hart", Some(b"Ada")), Reconciled::Proposed);
        assert_eq!(field.proposals().len(), 1);
    }
    // A former name stays masked.
    field.change(NameText::entered("Zoë").unwrap(), None).unwrap();
    field.decide(0, false).unwrap();
    assert_eq!(field.reconcile("gp", b"ADA", Some("Zoë".as_bytes())), Reconciled::Proposed);
    assert!(field.proposals()[0].answer.absence().unwrap().contains(Reason::Masked));
}

#[test]
fn the_same_name_waits_once() {
    let mut field: Field<Name> = Name::chosen("Ada").unwrap().into();
    for name in ["Bea", "Bo", "Bea"] {
        assert_eq!(field.reconcile("gp", name.as_bytes(), None), Reconciled::Proposed);
    }
    assert_eq!((field.proposals().len(), field.codings().len()), (2, 3));
    field.decide(0, true).unwrap();
    assert_eq!(chosen(&field).as_deref(), Some("Bea"));
}

#[test]
fn a_sealed_name_from_a_feed_waits_without_being_shown() {
    let mut field: Field<Name> = Name::chosen("Formerly").unwrap().into();
    field.change(NameText::entered("Presently").unwrap(), None).unwrap();
    field.set_legal(NameText::entered("Légally").unwrap()).unwrap();
    for sent in ["Formerly", "FORMERLY", "legally"] {
        assert_eq!(field.reconcile("pds", sent.as_bytes(), None), Reconciled::Proposed);
        let answer = &field.proposals().last().unwrap().answer;
        assert!(answer.absence().is_some_and(|why| why.contains(Reason::Masked)), "{sent}");
    }
    // A proposal in view is hidden when the name that it shows becomes a former one.
    assert_eq!(field.reconcile("pds", b"Later", None), Reconciled::Proposed);
    assert!(field.proposals()[3].answer.given().is_some());
    field.state(Name::chosen("Later").unwrap());
    assert_eq!(field.reconcile("gp", b"Presently", None), Reconciled::Proposed);
    assert!(field.proposals().last().unwrap().answer.given().is_none());
    assert_eq!(field.proposals().len(), 4, "the person has said `Later`: that is decided");
}
