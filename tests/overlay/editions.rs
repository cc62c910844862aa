//! What a residue of one edition of a mapping is under another.

use ownwords::bridge::{CodeSystem, Policy, Relationship};
use ownwords::overlay::{EarlierEdition, LocalMeaning, LocalRow, LocalSystem, Overlay, OverlayParts};
use ownwords::{Answer, Bridge, Ethnicity, Field, Heritages, Part, Reason};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::{id, owner};
use crate::property;
use crate::subjects::fields;

fn means(parts: &[Part]) -> LocalMeaning {
    LocalMeaning::Stated { parts: parts.to_vec(), relationship: Relationship::Equivalent }
}

fn part(slug: &str) -> Part {
    id(slug).into()
}

/// Codes of one edition: what `1` to `5` mean. `1` changes from each edition to the next, and the others from the first to the
/// second: `4` goes, and `5` comes.
fn rows(edition: u16) -> Vec<LocalRow> {
    let first = match edition {
        1 => part("chakma"),
        2 => part("somali"),
        _ => part("polish"),
    };
    let row = |code, meaning| LocalRow::of(code, "Made up", meaning);
    let mut rows = vec![row("1", means(&[first]))];
    if edition == 1 {
        rows.push(row("2", LocalMeaning::Absent(Reason::AskedDeclined.into())));
        rows.push(row("3", LocalMeaning::NotKnown));
        rows.push(row("4", means(&[part("indian"), Part::NotFurtherStated])));
    } else {
        rows.push(row("2", means(&[Part::NotFurtherStated])));
        rows.push(row("3", means(&[part("irish")])));
        rows.push(row("5", LocalMeaning::Absent(Reason::Unknown.into())));
    }
    rows.push(row("6", means(&[part("chinese")])));
    rows
}

fn earlier(edition: u16) -> EarlierEdition {
    let given = |parts: &[Part]| Answer::Given(parts.to_vec());
    let absent = |reason: Reason| Answer::Absent(reason.into());
    let meant = match edition {
        1 => vec![
            ("1", given(&[part("chakma")])),
            ("2", absent(Reason::AskedDeclined)),
            ("3", absent(Reason::MeaningNotKnown)),
            ("4", given(&[part("indian"), Part::NotFurtherStated])),
            ("5", absent(Reason::MeaningNotKnown)),
        ],
        _ => vec![("1", given(&[part("somali")]))],
    };
    EarlierEdition {
        edition,
        meant: meant.into_iter().map(|(code, answer)| (code.to_owned(), answer)).collect(),
    }
}

fn parts(edition: u16, earlier: Vec<EarlierEdition>) -> OverlayParts {
    let mut list = LocalSystem::of("testhaven-ethnic-group", 60_000);
    list.mapping_edition = edition;
    list.local_second_character = true;
    list.rows = rows(edition);
    list.earlier = earlier;
    let mut parts = OverlayParts::of(owner(), "Testhaven, a made-up trust");
    parts.systems = vec![list];
    parts
}

fn list(edition: u16, earlier: Vec<EarlierEdition>) -> &'static CodeSystem<Heritages> {
    let overlay = Overlay::build(&parts(edition, earlier)).unwrap();
    overlay.system("testhaven-ethnic-group").unwrap()
}

/// What every list makes of the residues of one.
fn residues_of(
    made_by: &'static CodeSystem<Heritages>,
    field: &Field<Ethnicity>,
    key: Option<&[u8]>,
    check: impl Fn(ownwords::Result<Answer<Ethnicity>>) -> Result<(), TestCaseError>,
    read_by: &[&'static CodeSystem<Heritages>],
) -> Result<(), TestCaseError> {
    let Ok(encoded) = made_by.encode_keyed(field, Policy::Certain, key) else { return Ok(()) };
    let (value, _, residue) = encoded.into_parts();
    read_by.iter().try_for_each(|list| check(list.restore_keyed(&value, residue.as_str(), key)))
}

#[test]
fn a_residue_restores_under_every_later_edition() {
    let lists = [list(1, vec![]), list(2, vec![earlier(1)]), list(3, vec![earlier(1), earlier(2)])];
    for (place, made_by) in lists.into_iter().enumerate() {
        property("fields", (fields(made_by), any::<bool>()), |(field, is_keyed)| {
            let key = is_keyed.then_some(&b"record-1"[..]);
            let is_same = |restored: ownwords::Result<Answer<Ethnicity>>| {
                prop_assert_eq!(&restored.unwrap(), field.statement());
                Ok(())
            };
            residues_of(made_by, &field, key, is_same, &lists[place..])
        });
        // What rests on nothing but the code, of every code that any edition has, subdivisions too.
        for code in ["1", "2", "3", "4", "5", "6", "1a", "2a", "3a", "4a", "5a", "6a", "9", ""] {
            let field = made_by.to_field(code.as_bytes());
            let is_same = |restored: ownwords::Result<Answer<Ethnicity>>| {
                assert_eq!(&restored.unwrap(), field.statement(), "{code}, made under {}", place + 1);
                Ok(())
            };
            residues_of(made_by, &field, None, is_same, &lists[place..]).unwrap();
        }
    }
}

/// Where nobody wrote down what codes meant, or the edition is yet to come, a residue that holds the whole statement restores,
/// and any other is refused.
#[test]
fn a_residue_of_an_edition_that_is_not_known_is_never_another_statement() {
    let (first, second, third) = (list(1, vec![]), list(2, vec![]), list(3, vec![earlier(1)]));
    for (made_by, read_by) in [(first, [second, third]), (second, [first, third]), (third, [first, second])] {
        property("fields", fields(made_by), |field| {
            let is_same_or_refused = |restored: ownwords::Result<Answer<Ethnicity>>| {
                prop_assert!(restored.is_err() || restored.unwrap() == *field.statement());
                Ok(())
            };
            residues_of(made_by, &field, None, is_same_or_refused, &read_by)
        });
        let mut whole = Field::stated(Ethnicity::of([id("kurdish")]).unwrap().with_own_words("from Van"));
        whole.report_as(made_by.key(), b"1");
        let restores = |restored: ownwords::Result<Answer<Ethnicity>>| {
            prop_assert_eq!(&restored.unwrap(), whole.statement());
            Ok(())
        };
        residues_of(made_by, &whole, None, restores, &read_by).unwrap();
        // Of an edition between nothing is known, so that this code may have meant something else in it.
        let rests_on_the_code = made_by.to_field(b"6");
        let refused = |restored: ownwords::Result<Answer<Ethnicity>>| {
            prop_assert!(restored.unwrap_err().message().contains("another release of the mapping"));
            Ok(())
        };
        residues_of(made_by, &rests_on_the_code, None, refused, &read_by).unwrap();
    }
}

#[test]
fn every_fault_of_an_earlier_edition_is_said() {
    let twice = EarlierEdition {
        edition: 2,
        meant: vec![
            ("1".to_owned(), Answer::Given(Vec::new())),
            ("1".to_owned(), Answer::Absent(Reason::Unknown.into())),
        ],
    };
    let faults = Overlay::build(&parts(2, vec![earlier(1), earlier(1), twice])).unwrap_err();
    let said: Vec<&str> = faults.iter().map(ownwords::Error::message).collect();
    assert_eq!(
        said,
        [
            "the earlier edition 1 stands twice, or is not earlier",
            "the earlier edition 2 stands twice, or is not earlier",
            "the code `1` meant nothing in the earlier edition 2",
            "the code `1` stands twice in the earlier edition 2",
        ]
    );
}
