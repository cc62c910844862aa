//! The table of what is certain and what is ambiguous, as DESIGN.md has it, word for word.

use ownwords::bridge::{Ambiguity, Cause, CodeSystem, Policy, systems};
use ownwords::steward::prove::{Allowed, Subject};
use ownwords::{Axis, Bridge, ConceptId, Ethnicity, Field, Heritages, Standard, Stated};

const NHS: &CodeSystem<Heritages> = &systems::NHS_ETHNIC_CATEGORY_2001;
const RESIDUAL: [&str; 5] = ["C", "G", "L", "P", "S"];

/// The rows of the table in DESIGN.md: what is stated, what it encodes to, why.
fn table() -> Vec<[&'static str; 3]> {
    let rows = include_str!("../DESIGN.md")
        .lines()
        .skip_while(|line| !line.starts_with("| stated | encodes to | why |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        cells.try_into().unwrap_or_else(|_| panic!("three cells are expected in {line}"))
    })
    .collect()
}

/// A statement as the table writes it: heritages by their labels, with `and` between several.
fn stated(text: &str) -> Field<Ethnicity> {
    let standard = Standard::ethnicity();
    let by_label = |label: &str| {
        let found = standard.concepts().find(|concept| concept.label() == label);
        found.unwrap_or_else(|| panic!("no heritage is called {label}")).id()
    };
    Field::stated(Ethnicity::of(text.split(" and ").map(|label| by_label(label.trim()))).unwrap())
}

fn statements(cell: &'static str) -> impl Iterator<Item = (&'static str, Field<Ethnicity>)> {
    cell.split(';').map(str::trim).map(|text| (text, stated(text)))
}

fn ambiguity(field: &Field<Ethnicity>, policy: Policy) -> Ambiguity {
    let ambiguity = NHS.encode(field, policy).expect_err("this is ambiguous");
    assert!(ambiguity.candidates().len() > 1);
    let order = |code: &[u8]| NHS.rows().iter().position(|row| row.code().as_bytes() == code).unwrap();
    let places: Vec<usize> = ambiguity.candidates().iter().map(|candidate| order(candidate.code())).collect();
    assert!(places.is_sorted(), "candidates stand in the list's order");
    ambiguity
}

fn codes(ambiguity: &Ambiguity) -> Vec<String> {
    let text = |code: &[u8]| String::from_utf8(code.to_vec()).unwrap();
    ambiguity.candidates().iter().map(|candidate| text(candidate.code())).collect()
}

fn code_of(field: &Field<Ethnicity>, policy: Policy) -> String {
    NHS.encode(field, policy).expect("this is certain").into_parts().0.to_string()
}

fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn the_table_of_the_design_holds() {
    let table = table();
    assert_eq!(table.len(), 9, "DESIGN.md has the nine rows of the table");
    let all: Vec<(&str, Field<Ethnicity>)> =
        table.iter().take(6).flat_map(|[cell, _, _]| statements(cell)).collect();
    assert_eq!(all.len(), 16);
    for [cell, encodes_to, why] in table {
        match encodes_to {
            "`H`; `J`; `K`; `R`" => {
                assert_eq!(why, "the category is the heritage");
                for ((_, field), code) in statements(cell).zip(quoted(encodes_to)) {
                    assert_eq!(code_of(&field, Policy::Certain), code);
                }
            }
            "ambiguous, with candidates" => {
                assert_eq!(why, "the category adds a colour that was not asked");
                for (text, field) in statements(cell) {
                    let causes = ambiguity(&field, Policy::Certain).causes().to_vec();
                    assert!(causes.contains(&Cause::CategoryAddsUnasked("colour")), "{text}");
                }
            }
            "ambiguous" => {
                assert_eq!((cell, why), ("Kashmiri", "the list divides it by state"));
                let ambiguity = ambiguity(&stated(cell), Policy::Certain);
                assert!(ambiguity.causes().contains(&Cause::DividedByTheList));
                assert!(["H", "J"].iter().all(|code| codes(&ambiguity).contains(&(*code).to_owned())));
            }
            "ambiguous, `J` among the candidates" => {
                assert_eq!(why, "British may be nationality rather than a second heritage");
                let ambiguity = ambiguity(&stated(cell), Policy::Certain);
                assert!(ambiguity.causes().contains(&Cause::MayBeNationality));
                assert!(codes(&ambiguity).contains(&"J".to_owned()));
            }
            "ambiguous between residual categories (Irish Traveller: also `B`), and said to have no category of its own" =>
            {
                assert_eq!(why, "the list has none");
                for (text, field) in statements(cell) {
                    let ambiguity = ambiguity(&field, Policy::Certain);
                    assert!(ambiguity.causes().contains(&Cause::NoCategoryOfItsOwn), "{text}");
                    let own = if text == "Irish Traveller" { "B" } else { "none" };
                    let codes = codes(&ambiguity);
                    assert!(
                        codes.iter().all(|code| code == own || RESIDUAL.contains(&code.as_str())),
                        "{text}"
                    );
                    assert_eq!(codes.contains(&"B".to_owned()), text == "Irish Traveller", "{text}");
                }
            }
            "ambiguous, in the list's order, unranked" => {
                assert_eq!((cell, why), ("Caribbean and Irish", "as above"));
                assert!(codes(&ambiguity(&stated(cell), Policy::Certain)).contains(&"D".to_owned()));
            }
            "`C`" => {
                assert_eq!(
                    cell,
                    "nothing further stated, and `C` of this or a same-category system was received"
                );
                assert_eq!(why, "the recorded coding decides");
                assert_eq!(code_of(&NHS.decode(b"C").to_field(), Policy::Certain), "C");
                let elsewhere = systems::UKCORE_ETHNIC_CATEGORY_ENGLAND.decode(b"C").to_field();
                assert_eq!(code_of(&elsewhere, Policy::Certain), "C");
            }
            "that choice" => {
                assert_eq!(cell, "any of these, with the person's own reporting choice");
                assert_eq!(why, "it always wins");
                for (_, field) in &all {
                    let mut field = field.clone();
                    field.report_as(NHS.key(), b"S");
                    assert_eq!(code_of(&field, Policy::Certain), "S");
                }
            }
            _ => {
                assert_eq!(cell, "any of these, under `Authority(gdppr)`");
                assert_eq!(
                    encodes_to,
                    "what GDPPR publishes, if that is a code of the target; otherwise still ambiguous, showing what it \
                     published or that it is silent; never from a religion"
                );
                assert_eq!(why, "the caller chose whom to follow");
                under_the_authority(&all);
            }
        }
    }
}

fn under_the_authority(all: &[(&str, Field<Ethnicity>)]) {
    let policy = Policy::Authority(&systems::AUTHORITY_GDPPR);
    let (mut followed, mut foreign, mut silent) = (0, 0, 0);
    for (text, field) in all {
        match NHS.encode(field, policy) {
            Ok(encoded) => {
                let (code, _, residue) = encoded.into_parts();
                assert_eq!(&NHS.restore(&code, residue.as_str()).unwrap(), field.statement());
                followed += 1;
            }
            Err(ambiguity) => {
                let published = ambiguity.published().expect("what it published is shown");
                assert_eq!(published.authority(), "gdppr");
                let is_code = |code: &&&str| NHS.decode(code.as_bytes()).row().is_some();
                match published.codes() {
                    [] => silent += 1,
                    [code] => {
                        assert!(!is_code(&code), "{text}: {code} is a code of the target");
                        foreign += 1;
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(followed >= 8 && foreign >= 3 && silent >= 3, "{followed} {foreign} {silent}");
    let sikh = Field::stated(Ethnicity::of([Standard::ethnicity().by_slug("sikh").unwrap().id()]).unwrap());
    let ambiguity = NHS.encode(&sikh, policy).expect_err("a religion decides nothing");
    assert!(ambiguity.published().unwrap().codes().is_empty());
}

#[test]
fn a_recorded_code_decides_only_while_it_fits_the_statement() {
    let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();

    // `D` received and Jamaican then stated: `D`, with Jamaican in the residue.
    let mut field = NHS.decode(b"D").to_field();
    field.state_further(id("jamaican")).unwrap();
    let (code, _, residue) = NHS.encode(&field, Policy::Certain).unwrap().into_parts();
    assert_eq!(code.to_string(), "D");
    let restored = NHS.restore(&code, residue.as_str()).unwrap();
    assert_eq!(restored.given().unwrap().concepts().collect::<Vec<_>>(), [id("jamaican")]);

    // `A` received and Polish then stated: ambiguous.
    let mut field = NHS.decode(b"A").to_field();
    field.state(Ethnicity::of([id("polish")]).unwrap());
    assert!(!codes(&ambiguity(&field, Policy::Certain)).contains(&"A".to_owned()));

    // `Z` received, Somali then stated, and a feed's later `99` leaves the statement as it is.
    let mut field = NHS.decode(b"Z").to_field();
    field.state(Ethnicity::of([id("somali")]).unwrap());
    let before = field.statement().clone();
    assert_eq!(NHS.reconcile(&mut field, b"99", None).unwrap(), ownwords::bridge::Reconciled::Unchanged);
    assert_eq!(field.statement(), &before);
    assert!(NHS.encode(&field, Policy::Certain).is_err(), "an absence code is never sent for a given answer");

    // A heritage that the person withdrew takes its coding with it.
    let mut field = NHS.decode(b"M").to_field();
    field.withdraw_concept(id("caribbean"));
    field.state(Ethnicity::of([id("jamaican")]).unwrap());
    assert!(NHS.encode(&field, Policy::Certain).is_err());
}

#[test]
fn a_decodes_to_british_and_british_alone_is_ambiguous() {
    let british = Standard::ethnicity().by_slug("british").unwrap();
    let field = NHS.decode(b"A").to_field();
    assert_eq!(field.statement().given().unwrap().concepts().collect::<Vec<_>>(), [british.id()]);
    assert_eq!(field.codings()[0].value, b"A");
    let alone = Field::stated(Ethnicity::of([british.id()]).unwrap());
    assert!(codes(&ambiguity(&alone, Policy::Certain)).contains(&"A".to_owned()));
}

#[test]
fn the_residue_of_a_single_heritage_has_at_most_24_characters() {
    let mut longest = 0;
    for concept in Standard::ethnicity().concepts() {
        let mut field = Field::stated(Ethnicity::of([concept.id()]).unwrap());
        for code in NHS.rows().iter().map(|row| row.code()) {
            field.report_as(NHS.key(), code.as_bytes());
            let (_, _, residue) = NHS.encode(&field, Policy::Certain).unwrap().into_parts();
            longest = longest.max(residue.as_str().len());
        }
    }
    assert!((10..=24).contains(&longest), "{longest}");
}

/// Whatever the table says of a concept alone is what the mapping's relationships allow, worked out the slow way.
fn certain_codes_are_what_is_allowed<A: Axis>(system: &CodeSystem<A>) -> usize {
    let mut certain = 0;
    let known = system.known();
    for concept in A::standard().concepts() {
        let allowed = system.allowed(&known, &Stated::of([concept.id()]).unwrap());
        let said = system.certain_code(concept.id());
        let expected = match &allowed {
            Some(Allowed::Certain(code)) => Some(code.as_str()),
            _ => None,
        };
        assert_eq!(said, expected, "{}: {}", system.key(), concept.slug());
        certain += usize::from(said.is_some());
    }
    let newer = ConceptId::new(A::standard().kind(), 24_001).unwrap();
    assert_eq!(system.certain_code(newer), None);
    certain
}

#[test]
fn the_certain_code_of_a_concept_is_what_the_mapping_allows() {
    struct Certain(Vec<usize>);
    impl systems::Lists for Certain {
        fn list<A: Axis>(&mut self, word: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            if word != "absence" {
                self.0.extend(systems.iter().map(|system| certain_codes_are_what_is_allowed(system)));
            }
        }
    }
    let mut certain = Certain(Vec::new());
    systems::each_list(&mut certain);
    let Certain(certain) = certain;
    assert!(certain.iter().filter(|count| **count > 0).count() > certain.len() / 2, "{certain:?}");
}

#[test]
fn a_local_second_character_is_understood_by_its_national_first() {
    let field = NHS.decode(b"A7").to_field();
    assert_eq!(field.statement(), NHS.decode(b"A").to_field().statement());
    assert_eq!(code_of(&field, Policy::Certain), "A7");
    assert!(NHS.decode(b"Z7").row().is_none() && NHS.decode(b"9 ").row().is_none());
}

/// The same row of the table for the school census: its main codes decide in its own list and nowhere else.
#[test]
fn the_school_census_decides_for_its_own_main_codes_alone() {
    let policy = Policy::Authority(&systems::AUTHORITY_SCHOOL_CENSUS);
    let census = &systems::DFE_SCHOOL_CENSUS;
    let all: Vec<(&str, Field<Ethnicity>)> =
        table().iter().take(6).flat_map(|[cell, _, _]| statements(cell)).collect();
    let (mut followed, mut shown, mut silent) = (0, 0, 0);
    for (text, field) in &all {
        // No source records which letter of the NHS list a main code is.
        match (NHS.encode(field, Policy::Certain), NHS.encode(field, policy)) {
            (Ok(certain), Ok(under)) => assert_eq!(certain.into_parts().0, under.into_parts().0, "{text}"),
            (Err(_), Err(ambiguity)) => match ambiguity.published().unwrap().codes() {
                [] => silent += 1,
                codes => {
                    assert!(
                        codes.iter().all(|code| census.decode(code.as_bytes()).row().is_some()),
                        "{text}"
                    );
                    shown += 1;
                }
            },
            _ => panic!("{text}: the school census decides a letter"),
        }
        if let (Err(_), Ok(under)) = (census.encode(field, Policy::Certain), census.encode(field, policy)) {
            let (code, _, residue) = under.into_parts();
            let row = census.decode(code.as_bytes().unwrap()).row().unwrap();
            assert_eq!(row.group(), None, "{text}: a main code stands under no other");
            assert_eq!(&census.restore(&code, residue.as_str()).unwrap(), field.statement());
            followed += 1;
        }
    }
    assert!(followed >= 4 && shown >= 6 && silent >= 3, "{followed} {shown} {silent}");
    let sikh = census.encode(&stated("Sikh"), policy).expect_err("a religion decides nothing");
    assert!(sikh.published().unwrap().codes().is_empty());
    // The list divides Kashmiri between two main codes, so both are shown and neither is taken.
    let kashmiri = NHS.encode(&stated("Kashmiri"), policy).expect_err("two main codes decide nothing");
    assert_eq!(kashmiri.published().unwrap().codes(), ["APKN", "AOTH"]);
}

/// A published disagreement is shown for exactly the statement that it is about, and decides nothing.
#[test]
fn published_disagreements_come_with_the_candidates() {
    let said = |text: &str| {
        let ambiguity = ambiguity(&stated(text), Policy::Certain);
        ambiguity.disagreements().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(said("Turkish"), ["\"Turkish\": S (GDPPR), C (OpenSAFELY, PRIMIS, pstone22, PDS, DfE)"]);
    assert_eq!(said("Welsh").len(), 2);
    assert_eq!(said("Chinese and Asian").len(), 1);
    for nothing in ["Polish", "Turkish and Irish", "Sikh"] {
        assert!(said(nothing).is_empty(), "{nothing}");
    }
    // The census of 2021 has other codes, of which the comparison says nothing.
    let census = systems::CENSUS_EW_2021.encode(&stated("Turkish"), Policy::Certain).unwrap_err();
    assert!(census.disagreements().is_empty());
    assert!(systems::DISAGREEMENTS.len() >= 25);
    for disagreement in systems::DISAGREEMENTS {
        assert!(disagreement.means().count() > 0 && !disagreement.said().is_empty(), "{disagreement}");
    }
}

/// Each row of the school census's file is what its list says: the main code that the named code is counted in.
#[test]
fn the_school_census_publishes_what_its_list_says() {
    let text = include_str!("../mappings/ethnicity/authority-school-census.yaml");
    let census = &systems::DFE_SCHOOL_CENSUS;
    let row = |code: &str| census.decode(code.as_bytes()).row().unwrap_or_else(|| panic!("no {code}"));
    let mut checked = 0;
    for line in text.lines().filter(|line| line.trim_start().starts_with("- {heritage:")) {
        let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        let (evidence, codes) = quoted.split_last().unwrap();
        for (said, code) in evidence.split("; ").zip(codes) {
            let named = said.trim_start_matches("main code ").trim_start_matches("extended code ");
            let (named, main) = named.split_once(", counted in ").unwrap_or((named, named));
            assert_eq!(main, *code, "{line}");
            let group = row(named).group().unwrap_or(row(named).label());
            assert_eq!(group, row(main).label(), "{line}");
            checked += 1;
        }
    }
    assert_eq!(checked, 60);
}

/// HL7's list puts these heritages under "Hispanic or Latino", which the lists of the United States hold apart from race.
#[test]
fn whom_hl7_lists_as_hispanic_or_latino_may_be_so_in_the_united_states() {
    let mut counted = 0;
    for row in systems::HL7_V3_ETHNICITY.rows().iter().filter(|row| row.code() != "2186-5") {
        let field = systems::HL7_V3_ETHNICITY.decode(row.code().as_bytes()).to_field();
        let stated = Field::stated(field.statement().given().expect("a heritage").clone());
        for (system, code) in
            [(&systems::US_OMB_1997, "2135-2"), (&systems::US_OMB_2024, "Hispanic or Latino")]
        {
            let is_among = match system.encode(&stated, Policy::Certain) {
                Ok(encoded) => encoded.into_parts().0.as_bytes() == Some(code.as_bytes()),
                Err(ambiguity) => codes(&ambiguity).iter().any(|candidate| candidate == code),
            };
            assert!(is_among, "{}: {} \"{}\"", system.key(), row.code(), row.label());
            counted += 1;
        }
    }
    assert!(counted > 80, "{counted}");
}
