//! L9 sees two rows of a list that have each other's meaning, or each other's code, whichever two they are.

use std::path::Path;

use super::meaning::Evidence;
use crate::authoring::Sources;
use crate::authoring::rows::{FileRow, Says};

#[test]
fn l9_sees_any_two_rows_that_are_exchanged() {
    let evidence = Evidence::of(&Sources::read_to_prove(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());
    let mut tried = 0;
    for list in &evidence.lists {
        let rows: Vec<&FileRow> = list.rows.iter().filter(|row| evidence.wants_witness(row)).collect();
        let with_meaning_of = |one: &FileRow, other: &FileRow| {
            evidence
                .is_supported(list, &FileRow { says: evidence.original(other).says.clone(), ..one.clone() })
        };
        for (place, one) in rows.iter().enumerate() {
            for other in rows.iter().skip(place + 1) {
                let differ = evidence.original(one).says != evidence.original(other).says;
                assert!(
                    !differ || !with_meaning_of(one, other) || !with_meaning_of(other, one),
                    "{}: {} and {} can exchange their meanings",
                    list.key,
                    one.code,
                    other.code
                );
                // Where two rows have one label, to exchange their codes is to exchange their meanings. No witness may name a
                // language that nobody knows, so of such a row another code is no other either.
                let is_seen = one.label == other.label
                    || !evidence.is_supported(list, &FileRow { code: one.code.clone(), ..(*other).clone() });
                let is_unknown =
                    list.field == "language" && matches!(evidence.original(other).says, Says::NotKnown);
                assert!(is_seen || is_unknown, "{}: {} for {}", list.key, one.code, other.code);
                tried += 1;
            }
        }
    }
    assert!(tried > 100_000, "{tried}");
}
