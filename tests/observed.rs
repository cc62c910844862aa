//! What somebody else observed of a person never becomes what the person says: over every such code of every list.

use ownwords::bridge::{CodeSystem, Reconciled, Row, systems};
use ownwords::standard::Concept;
use ownwords::{Answer, Axis, Bridge, Ethnicity, Field, Heritages, Policy, Reason, SaidBy, Standard, Stated};

use crate::subjects::policies;

fn observed_rows<A: Axis>(lists: &[&'static CodeSystem<A>]) -> Vec<(&'static CodeSystem<A>, Row)> {
    let rows = |list: &&'static CodeSystem<A>| {
        let list = *list;
        list.rows().iter().filter(|row| row.is_observed()).map(move |row| (list, row))
    };
    lists.iter().flat_map(rows).collect()
}

fn all() -> Vec<(&'static CodeSystem<Heritages>, Row)> {
    let rows = observed_rows(systems::ETHNICITY);
    let least = if cfg!(feature = "snomed") { 15 } else { 8 };
    assert!(rows.len() >= least, "only {} codes are observed", rows.len());
    assert!(observed_rows(systems::ORIENTATION).is_empty(), "nobody observes an orientation");
    rows
}

/// The code that a field is sent as, or the candidates.
fn outcomes(list: &CodeSystem<Heritages>, field: &Field<Ethnicity>, policy: Policy) -> Vec<Vec<u8>> {
    match list.encode(field, policy) {
        Ok(encoded) => encoded.into_parts().0.as_bytes().map(<[u8]>::to_vec).into_iter().collect(),
        Err(ambiguity) => ambiguity.candidates().iter().map(|candidate| candidate.code().to_vec()).collect(),
    }
}

fn alone(concept: Concept) -> Ethnicity {
    Stated::of([concept.id()]).unwrap()
}

/// Fields of every state that a code can meet: never asked, stated, in own words alone, declined, read from a coding.
fn fields(observation: &Ethnicity) -> Vec<Field<Ethnicity>> {
    let somali = alone(Standard::ethnicity().by_slug("somali").unwrap());
    let mut declined = Field::not_asked();
    declined.decline();
    let mut withdrawn = Field::stated(somali.clone());
    withdrawn.withdraw();
    vec![
        Field::not_asked(),
        Field::stated(somali),
        Field::stated(observation.clone()),
        Field::stated(Ethnicity::in_own_words("Sylheti").unwrap()),
        declined,
        withdrawn,
        systems::NHS_ETHNIC_CATEGORY_2001.decode(b"M").to_field(),
        systems::NHS_ETHNIC_CATEGORY_2001.decode(b"Z").to_field(),
    ]
}

#[test]
fn observed_never_becomes_a_statement() {
    for (list, row) in all() {
        let code = row.code().as_bytes();
        let read = list.to_field(code);
        assert_eq!(read.statement(), &Answer::Absent(Reason::NotAsked.into()), "{}", row.code());
        assert_eq!(read.provenance().said_by, SaidBy::Nobody);
        assert_eq!((read.codings().len(), read.observations().len()), (1, 1));
        let observation = list.decode(code).observation().expect("the code says what was observed");
        assert_eq!(read.observations()[0].value, observation);
        assert!(!observation.parts().is_empty());

        for before in fields(&observation) {
            let mut field = before.clone();
            assert_eq!(list.reconcile(&mut field, code, None).unwrap(), Reconciled::Unchanged);
            assert_eq!(field.statement(), before.statement());
            assert_eq!(field.provenance(), before.provenance());
            assert!(field.proposals().is_empty(), "there is nothing for the person to decide");
            assert_eq!(field.codings().last().unwrap().value, code);
            assert_eq!(field.observations().len(), 1);
            // The same again is not kept again.
            assert_eq!(list.reconcile(&mut field, code, None).unwrap(), Reconciled::Unchanged);
            assert_eq!((field.observations().len(), field.codings().len()), (1, before.codings().len() + 1));
        }

        // What the person then says takes the place of nothing, and the observation stays what it was.
        let mut field = read.clone();
        let polish = Standard::ethnicity().by_slug("polish").unwrap().id();
        field.state_further(polish).unwrap();
        assert_eq!(field.statement(), &Answer::Given(Ethnicity::of([polish]).unwrap()));
        assert_eq!(field.observations().len(), 1);
    }
}

#[test]
fn a_statement_is_never_sent_as_an_observed_code() {
    let mut lists: Vec<&CodeSystem<Heritages>> = all().iter().map(|(list, _)| *list).collect();
    lists.dedup_by_key(|list| list.key());
    for list in lists {
        let is_observed = |code: &Vec<u8>| list.decode(code).row().is_some_and(Row::is_observed);
        let values = Standard::ethnicity().concepts().map(|concept| Field::stated(alone(concept)));
        let words = Field::stated(Ethnicity::in_own_words("Sylheti").unwrap());
        let absences = Reason::ALL.iter().map(|&reason| {
            let mut field = Field::not_asked();
            field.absent(reason.into());
            field
        });
        for field in values.chain(absences).chain([words]) {
            for policy in policies() {
                let codes = outcomes(list, &field, policy);
                assert!(!codes.iter().any(is_observed), "{}: {:?}", list.key(), field);
            }
        }
        // Nor where the observed coding stands beside the statement: the field is left out, and the loss says so.
        if list.rows().iter().all(Row::is_observed) {
            let mut field = list.to_field(list.rows().get(0).unwrap().code().as_bytes());
            field.state(alone(Standard::ethnicity().by_slug("irish").unwrap()));
            let (value, loss, residue) = list.encode(&field, Policy::Certain).unwrap().into_parts();
            assert!(value.as_bytes().is_none() && loss.is_left_out());
            assert_eq!(&list.restore(&value, residue).unwrap(), field.statement());
        }
    }
}

#[test]
fn a_recorded_observation_goes_back_as_it_came() {
    for (list, row) in all() {
        let code = row.code().as_bytes();
        let mut received = Field::not_asked();
        list.reconcile(&mut received, code, None).unwrap();
        for field in [list.to_field(code), received] {
            let (value, _, residue) = list.encode(&field, Policy::Certain).unwrap().into_parts();
            assert_eq!(value.as_bytes(), Some(code));
            assert_eq!(&list.restore(&value, residue).unwrap(), field.statement());
        }
    }
}
