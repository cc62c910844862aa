//! The one pass over a message: it takes what serde_json takes, and both ways of reading give the same.

use ownwords::wire::fhir::{Reading, Resource};
use proptest::prelude::*;
use serde_json::value::RawValue;

use crate::hostile::PATIENT;
use crate::strategies;

/// What JSON is made of, and what looks like it.
const PIECES: [&str; 30] = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\"a\":", "\\u00e9", "\\ud83d", "\\ude00", "\\x", "0", "01",
    "-", "1.5e+3", "1.", ".5", "e", "null", "nul", "true", "false", " ", "\n", "\u{1}", "\u{7f}", "é",
    "\u{feff}",
];

/// Whether serde_json, to which numbers of any size and halves of characters are JSON, takes the text; and whether we say
/// that it is JSON.
fn is_json(text: &str) -> (bool, bool) {
    let ours = Resource::parse(text.as_bytes()).map_err(|error| error.message().to_owned());
    let says_not =
        |message: &String| message.starts_with("this is not JSON") || message.starts_with("the JSON ends");
    (serde_json::from_str::<&RawValue>(text).is_ok(), !ours.is_err_and(|message| says_not(&message)))
}

/// Both ways of reading.
fn both_ways(text: &[u8]) -> Result<(), TestCaseError> {
    let kept = Resource::parse(text).and_then(|document| document.read());
    match (kept, Reading::of(text)) {
        (Ok(kept), Ok(read)) => {
            prop_assert!(kept.record == read.record);
            prop_assert_eq!(kept.not_read, read.not_read);
        }
        (Err(kept), Err(read)) => prop_assert_eq!(kept.to_string(), read.to_string()),
        (kept, read) => prop_assert!(false, "{} {}", kept.is_ok(), read.is_ok()),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_serde_json_takes_is_taken(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..9),
        place in any::<prop::sample::Index>(),
        gone in 0_usize..4,
    ) {
        let pieces = pieces.concat();
        let mut start = place.index(PATIENT.len());
        while !PATIENT.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (start + gone).min(PATIENT.len());
        while !PATIENT.is_char_boundary(end) {
            end += 1;
        }
        let damaged = format!("{}{pieces}{}", &PATIENT[..start], &PATIENT[end..]);
        let inside = format!("{{\"resourceType\":\"Patient\",\"a\":[{pieces}],\"b\":\"{pieces}\"}}");
        for text in [pieces, damaged, inside] {
            let (theirs, ours) = is_json(&text);
            prop_assert_eq!(theirs, ours, "{}", text);
            both_ways(text.as_bytes())?;
        }
    }

    #[test]
    fn what_is_not_read_changes_nothing_that_is(names in prop::collection::hash_set(strategies::name_like(), 0..90)) {
        let others: Vec<_> = names.iter().map(|name| serde_json::to_string(&format!("x{name}")).unwrap()).collect();
        let (among, alone) = read_among(&others);
        prop_assert!(among == alone);
    }

    #[test]
    fn both_ways_of_reading_give_the_same(bytes in strategies::arbitrary_bytes(), name in strategies::name_like()) {
        both_ways(&bytes)?;
        let name = serde_json::to_string(&name).unwrap();
        both_ways(PATIENT.replace("\"Hart\"", &name).as_bytes())?;
    }
}

/// What a message says, with others beside each element of it that is read.
fn read_among(others: &[String]) -> (ownwords::Demographics, ownwords::Demographics) {
    let among = |members: &str| {
        let object = format!("{{{members}\"use\":\"usual\",\"family\":\"Hart\",\"given\":[\"Zo\"]}}");
        let concept = format!("{{{members}\"coding\":[{{{members}\"code\":\"M\"}}],\"text\":\"x\"}}");
        let rest = format!("\"name\":[{object}],\"gender\":\"other\",\"maritalStatus\":{concept}");
        let json = format!("{{{members}\"resourceType\":\"Patient\",{rest}}}");
        Reading::of(json.as_bytes()).unwrap().record
    };
    let members: String = others.iter().map(|name| format!("{name}:[{{\"family\":0}},null],")).collect();
    (among(&members), among(""))
}

/// Many names more, so that each bit by which names are told apart at a glance is set by some of them.
#[test]
fn what_is_read_is_found_among_any_number_of_others() {
    for others in [1, 7, 16, 63, 64, 65, 300] {
        let others: Vec<String> = (0..others).map(|number| format!("\"x{number}\"")).collect();
        let (among, alone) = read_among(&others);
        assert!(among == alone && alone.name.statement().given().is_some(), "{}", others.len());
        assert_eq!(alone.partnership.codings().len(), 1);
    }
}

/// The sixty-fourth member is found among those before it, those beyond in another way; a name may be written in two.
#[test]
fn a_name_that_stands_twice_is_found_among_few_and_many() {
    for members in [2, 17, 63, 64, 65, 66, 500] {
        let all: Vec<String> =
            (0..members).map(|number| format!("\"x{number}\":{{\"y\":[{number}]}}")).collect();
        let json = |last: &str| format!("{{\"resourceType\":\"Patient\",{},{last}:1}}", all.join(","));
        assert!(Resource::parse(json("\"x\"").as_bytes()).is_ok(), "{members}");
        for known in [0, members / 2, members - 1] {
            for twice in [format!("\"x{known}\""), format!("\"\\u0078{known}\"")] {
                let json = json(&twice);
                let error = Resource::parse(json.as_bytes()).unwrap_err();
                assert_eq!(error.message(), "an element stands twice", "{members} {known}");
                let column = json.len() - twice.len() - 3 + 1;
                assert_eq!(error.position().unwrap().column, Some(column as u64), "{members} {known}");
            }
        }
    }
}
