//! What Stats NZ has collected of how people write their ethnicity, against the standard: each text comes to a heritage
//! that its code attests, or to the absence that its code means. The list is read where it is there.

use std::path::Path;

use ownwords::bridge::systems;
use ownwords::standard::Concept;
use ownwords::{Answer, Standard};

const SYSTEM: &str = "nz-ethnicity-2005";
const FIRST: usize = 5;

#[test]
#[allow(clippy::print_stdout, reason = "says what was skipped, and what was not found")]
fn synonyms_of_new_zealand_resolve() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/reference/ethnicity/nz-ethnicity-2005-v2.1.0-synonyms.csv");
    if !file.is_file() {
        println!("skipped: the list of synonyms is not there");
        return;
    }
    let (mut to_heritages, mut to_absences, mut missed) = (0, 0, Vec::new());
    for row in csv::Reader::from_path(file).unwrap().records() {
        let row = row.unwrap();
        let (code, synonym) = (&row[0], &row[2]);
        let decoded = systems::NZ_ETHNICITY_2005.decode(code.as_bytes());
        assert!(decoded.row().is_some(), "{code} is not in the list");
        match decoded.answer() {
            Answer::Absent(_) => to_absences += 1,
            Answer::Given(_) => {
                to_heritages += 1;
                let found = Standard::ethnicity().search(synonym, FIRST);
                if !found.iter().any(|one| is_attested(one.concept(), code)) {
                    missed.push(format!("{synonym} ({code})"));
                }
            }
        }
    }
    assert_eq!((to_heritages, to_absences), (1_310, 172));
    println!("{} of {to_heritages} found; not: {missed:?}", to_heritages - missed.len());
    assert!(missed.len() * 100 <= to_heritages, "{} of {to_heritages} not found: {missed:?}", missed.len());
}

/// Whether the concept, or one that it always is, is what the code attests.
fn is_attested(concept: Concept, code: &str) -> bool {
    let attests = |one: Concept| one.attested_by().any(|by| by.system == SYSTEM && by.code == code);
    Standard::ethnicity().concepts().filter(|other| concept.is_a(*other)).any(attests)
}
