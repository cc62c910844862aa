//! However many threads there are, the same is said.

use ownwords::Standard;
#[cfg(feature = "parquet")]
use ownwords::audit::InputFormat;
use ownwords::audit::{LONGEST_RECORD, Options, Source, Summary, audit};
use ownwords::bridge::systems;
use ownwords::rules::RecordField;

use super::{NAMES, RECORDS, counts, csv};

/// However many threads there are, the same is found in the same order, also where the file ends in damage or the report
/// cannot be written any more.
#[test]
fn threads_make_no_difference() {
    let many = csv() + &RECORDS.map(|record| record.join(",") + "\n").concat().repeat(3_000);
    let damaged = many.clone() + "9990000018,\"Khan,,,,\n";
    let objects: String = (0..18_000)
        .map(|place| {
            // The further behind, the more keys that the first has not.
            let keys: String = (0..place / 1_500).map(|key| format!(",\"{key}\":{place}")).collect();
            object(&NAMES, &RECORDS[place % RECORDS.len()]).replace('}', &(keys + "}\n"))
        })
        .collect();
    let damaged_object = objects.clone() + "{\"surname\": \"Khan";
    let messages = super::hl7::messages().repeat(3_000);
    let damaged_message = messages.clone() + "MSH|^~\\&|PAS\rPID|1\rhello there\r" + &messages;
    let sound = [many, objects, messages, csv(), String::new(), "x\n1\n".to_owned()];
    let inputs = [damaged, damaged_object, damaged_message]
        .into_iter()
        .chain(sound)
        .map(|input| (Options::default(), input.into_bytes()));
    for (options, input) in inputs.chain(tables()) {
        let run = |threads: usize, room: usize| {
            let mut found = Vec::new();
            let outcome = audit(&input[..], "test", options.clone().on_threads(threads), &mut |finding| {
                if found.len() == room {
                    return Err(std::io::Error::from(std::io::ErrorKind::StorageFull));
                }
                found.push(format!("{finding:?} {:?}", finding.suggestion));
                Ok(())
            });
            let (summary, error) = match &outcome {
                Ok(summary) => (summary, String::new()),
                Err(stopped) => (stopped.so_far(), stopped.to_string()),
            };
            (found, (summary.rows(), counts(summary), summary.source().cloned(), error))
        };
        for room in [usize::MAX, 1, 5_000] {
            let one = run(1, room);
            for threads in [0, 2, 3, 16] {
                let (findings, said) = run(threads, room);
                let differs = findings.iter().zip(&one.0).position(|(one, other)| one != other);
                assert_eq!((differs, findings.len(), said), (None, one.0.len(), one.1.clone()));
            }
        }
    }
}

/// A table of many records, and the same when it ends early.
#[cfg(feature = "parquet")]
fn tables() -> Vec<(Options, Vec<u8>)> {
    let records: Vec<Vec<String>> =
        RECORDS.iter().map(|record| record.map(String::from).to_vec()).cycle().take(18_000).collect();
    let stream = super::arrow::stream(&NAMES, &records);
    let cut = stream[..stream.len() - 100].to_vec();
    [stream, cut].map(|stream| (Options::default().reading(InputFormat::Arrow), stream)).into()
}

#[cfg(not(feature = "parquet"))]
fn tables() -> Vec<(Options, Vec<u8>)> {
    Vec::new()
}

/// All that an audit says, with an error's own words.
pub(super) type Said = (Vec<(&'static str, u64, Option<String>)>, Summary, String);

fn said(input: &str, threads: usize) -> Said {
    let mut found = Vec::new();
    let outcome = audit(input.as_bytes(), "test", Options::default().on_threads(threads), &mut |finding| {
        found.push((finding.rule.id, finding.row, finding.suggestion.map(String::from)));
        Ok(())
    });
    match outcome {
        Ok(summary) => (found, summary, String::new()),
        Err(stopped) => (found, stopped.so_far().clone(), stopped.to_string()),
    }
}

/// Nothing may differ; what does is named, and not printed, since there is much of it.
fn assert_no_difference(input: &str) -> Said {
    let one = said(input, 1);
    for threads in [2, 5] {
        let several = said(input, threads);
        assert_same(&several, &one);
        assert_eq!(written(&several.1), written(&one.1));
    }
    one
}

type Written = Option<(Vec<(&'static str, u64)>, u64, u64)>;

fn written(summary: &Summary) -> Written {
    let written = summary.write_ins()?;
    let heritages: Vec<_> = written.heritages().map(|(heritage, rows)| (heritage.slug(), rows)).collect();
    Some((heritages, written.rows(), written.not_recognised()))
}

/// The same, but for what people wrote.
pub(super) fn assert_same(several: &Said, one: &Said) {
    assert_same_of_records(several, one);
    assert_eq!(several.1.source(), one.1.source());
    let held = |said: &Said| RecordField::ALL.map(|field| said.1.has_field(field));
    assert_eq!(held(several), held(one));
}

/// The same, but for what the records were read from.
pub(super) fn assert_same_of_records(several: &Said, one: &Said) {
    let first = several.0.iter().zip(&one.0).position(|(one, other)| one != other);
    assert_eq!((first, several.0.len(), &several.2), (None, one.0.len(), &one.2));
    let (several, one) = (&several.1, &one.1);
    assert_eq!((several.rows(), counts(several)), (one.rows(), counts(one)));
    assert!(several.months() == one.months() && several.in_other_months() == one.in_other_months());
    for field in RecordField::ALL {
        let (several, one) = (several.codes(field), one.codes(field));
        let counted = |codes: &ownwords::audit::Codes| -> Vec<(String, u64)> {
            codes.counts().iter().map(|count| (count.code().to_owned(), count.rows())).collect()
        };
        assert!(counted(&several) == counted(&one), "{field}");
        assert_eq!((several.other(), several.further()), (one.other(), one.further()));
    }
    for (several, one) in several.rules().iter().zip(one.rules()) {
        assert_eq!((several.rule().id, several.count()), (one.rule().id, one.count()));
        assert!(several.suggestions().eq(one.suggestions()));
        let rows = |rule: &ownwords::audit::RuleCount| -> Vec<u64> {
            rule.examples().iter().map(|example| example.row).collect()
        };
        assert_eq!(rows(several), rows(one));
    }
}

const HEADER: &str = "nhs_number,surname,ethnicity,language,last_updated,ethnicity_own_words\n";

fn rows(count: usize, row: impl Fn(usize) -> String) -> String {
    HEADER.to_owned() + &(0..count).map(row).collect::<String>()
}

#[test]
fn cells_of_many_lines_lie_over_the_seams() {
    let words: Vec<&str> = Standard::ethnicity().concepts().map(|concept| concept.label()).take(50).collect();
    let input = rows(9_000, |row| {
        let (lines, words) = ("\n".repeat(row % 9), words[row % 50]);
        format!("9990000018,\"Khan{lines}\",A,cy,2024-01-0{},{words}\n", row % 10)
    });
    assert_no_difference(&input);
    // A line may end in the other sign.
    assert_no_difference(&input.replace('\n', "\r"));
}

#[test]
fn quotes_within_a_cell_mislead_about_where_a_row_ends() {
    let input =
        rows(9_000, |row| format!("9990000018,5\"{row},B,en,2024-01-02,\"a,{}\"\n", ",\n".repeat(row % 5)));
    assert_no_difference(&input);
    // A line may end in both signs, and the input in an open quote.
    let (_, _, error) = assert_no_difference(&(input.replace('\n', "\r\n") + "9990000018,\"Khan"));
    assert!(error.contains("never closed"));
}

#[test]
fn there_are_more_codes_than_are_told_apart() {
    let codes = systems::ETHNICITY.iter().flat_map(|list| list.rows().iter().map(|row| row.code()));
    let mut codes: Vec<&str> = codes.filter(|code| code.len() <= 2).collect();
    codes.sort_unstable();
    codes.dedup();
    // Each code in each month of two centuries.
    let input = rows(72_000, |row| {
        let (code, month) = (codes[row / 2_400], row % 2_400);
        format!(",Khan,{code},en,{}-{:02}-01,\n", 1900 + month / 12, month % 12 + 1)
    });
    let (_, summary, _) = assert_no_difference(&input);
    assert!(summary.in_other_months() > 0);

    // Each of some languages in each country, and in many that are none.
    let letter = |place: usize| char::from(b'A' + (place % 26) as u8);
    let input = rows(24 * 26 * 26, |row| {
        let language = ["en", "cy", "fr", "de", "it", "es", "pt", "pl", "ro", "lt", "lv", "et"][row / 1_352];
        let script = ["", "-Latn"][row / 676 % 2];
        format!(",Khan,A,{language}{script}-{}{},2024-01-01,\n", letter(row / 26), letter(row))
    });
    let (_, summary, _) = assert_no_difference(&input);
    assert!(summary.codes(RecordField::Language).further() > 0);
}

#[test]
fn resources_are_told_from_each_other_on_each_thread() {
    let resource = |place: usize| match place % 7 {
        0 => r#"{"resourceType":"Observation"}"#.to_owned(),
        1 => {
            let patient = r#"{"resourceType":"Patient","name":[{"family":"TEST PATIENT"}]}"#;
            format!(r#"{{"resourceType":"Bundle","entry":[{{"resource":{patient}}}]}}"#)
        }
        2 => "\r".to_owned(),
        _ => {
            let coding = r#"{"coding":[{"system":"urn:ietf:bcp:47","code":"q4"}]}"#;
            format!(
                r#"{{"resourceType":"Patient","birthDate":"{place}-02-30","communication":[{{"language":{coding}}}]}}"#
            )
        }
    };
    let lines: String = (0..9_000).map(|place| resource(place) + "\n").collect();
    let (_, summary, _) = assert_no_difference(&lines);
    assert!(summary.source().unwrap().to_string().contains("other resources"));
    let damaged = lines.clone() + "{\"resourceType\":\"Patient\",\"birthDate\":7}\n" + &lines;
    let (_, _, error) = assert_no_difference(&damaged);
    assert!(error.contains("line 9001"), "{error}");
}

/// A record as a JSON object.
pub(super) fn object(names: &[&str], record: &[impl AsRef<str>]) -> String {
    let members = names.iter().zip(record).map(|(name, value)| (name.to_string(), value.as_ref().into()));
    serde_json::Value::from(members.collect::<serde_json::Map<_, _>>()).to_string()
}

/// How many keys of JSON lines were not audited.
fn other_keys(summary: &Summary) -> usize {
    match summary.source() {
        Some(Source::Lines { other_keys, .. }) => *other_keys,
        other => panic!("{other:?}"),
    }
}

#[test]
fn objects_lie_over_the_seams_among_blank_lines() {
    let line = |place: usize| match place % 9 {
        0 => String::new(),
        1 => " \t\r".to_owned(),
        3 => format!("{{\"ward\":{place},\"nhs_number\":999{place}}}\r"),
        5 => format!("{{\"note\":\"{}\",\"language\":\"q4\"}}", "x".repeat(place % 997)),
        // Most of the later keys stand in one record far behind.
        4 if place == 20_002 => "{\"a\":1,\"b\":2,\"c\":3}".to_owned(),
        _ => object(&NAMES, &RECORDS[place % RECORDS.len()]),
    };
    let input: String = (0..27_000).map(|place| line(place) + "\n").collect();
    let (_, summary, error) = assert_no_difference(&input);
    assert_eq!((summary.rows(), other_keys(&summary), error.as_str()), (21_000, 3, ""));
    // The last line may have no end, and may be cut.
    let input = input + &object(&NAMES, &RECORDS[0]);
    let (_, summary, _) = assert_no_difference(&input);
    assert_eq!(summary.rows(), 21_001);
    let (_, summary, error) = assert_no_difference(&input[..input.len() - 3]);
    assert_eq!(summary.rows(), 21_000);
    assert!(error.contains("line 27001") && error.contains("the JSON ends before it is complete"), "{error}");
}

/// A few lines far behind have keys that no line before has.
#[test]
fn later_keys_lie_anywhere() {
    let line = |place: usize| match place % 4_001 {
        7 if place > 8_000 => "{\"ethnicity\":\"B\",\"ward\":{\"is\":1},\"known_as\":[1]}".to_owned(),
        9 if place > 4_000 => {
            "{\"ethnic_category\":\"b\",\"Ethnicity Text\":\"Somali\",\"updated\":\"2026-03-01\"}".to_owned()
        }
        11 => "{\"id\":1,\"family-name\":\"UNKNOWN\"}".to_owned(),
        _ => format!("{{\"surname\":\"Ali\",\"nhs_number\":999{place}}}"),
    };
    let input: String = (0..27_000).map(|place| line(place) + "\n").collect();
    let (_, summary, error) = assert_no_difference(&input);
    assert_eq!((summary.rows(), error.as_str()), (27_000, ""));
    let held: Vec<_> = RecordField::ALL.into_iter().filter(|field| summary.has_field(*field)).collect();
    let expected =
        [RecordField::NhsNumber, RecordField::FamilyName, RecordField::EthnicCategory, RecordField::Updated];
    assert_eq!(held, expected);
    assert!(
        summary.source().unwrap().to_string().contains("5 values were not read"),
        "{:?}",
        summary.source()
    );
    assert_eq!(summary.write_ins().unwrap().rows(), 6);
    // What stands behind damage is in no file.
    let (_, summary, _) = assert_no_difference(&(line(0) + "\n[]\n" + &input.repeat(2)));
    assert!(!summary.has_field(RecordField::Updated) && summary.write_ins().is_none());
}

#[test]
fn what_stands_behind_a_damaged_object_is_not_counted() {
    // 4,096 of these are a block.
    let line = |keys: &str| format!("{:<63}\n", format!("{{\"surname\":\"UNKNOWN\"{keys}}}"));
    let plain = line("");
    for before in [0, 1, 4_094, 4_095, 4_096, 4_097, 8_191, 8_192, 20_000] {
        for damaged in
            ["{\"a\":1,\"b\":2,\"c\":3,\"surname\":\"\\uD800\"}\n", "[]\n", &line(",\"surname\":1")]
        {
            let more = line(",\"a\":1,\"b\":2");
            let behind = more.clone() + &plain.repeat(9_000) + &more;
            let input = plain.clone() + &plain.repeat(before) + &line(",\"a\":1") + damaged + &behind;
            let (found, summary, error) = assert_no_difference(&input);
            let rows = before as u64 + 2;
            assert_eq!((found.len() as u64, summary.rows(), other_keys(&summary)), (rows, rows, 1));
            assert!(error.contains(&format!("line {}", rows + 1)), "{error}");
        }
    }
}

#[test]
fn an_object_that_is_too_long_is_told_in_its_line() {
    let object = |length: usize| format!("{{\"note\":\"{}\"}}", "x".repeat(length - 11));
    let plain = "{\"surname\":\"UNKNOWN\"}\n";
    let longest = LONGEST_RECORD as usize;
    let before = plain.repeat(20_000);
    // The longest, with its end; and at the end of the input without one.
    let input = format!("{before}{}\n{plain}{}", object(longest - 1), object(longest));
    let (_, summary, error) = assert_no_difference(&input);
    assert_eq!((summary.rows(), error.as_str()), (20_003, ""));
    for long in [object(longest), object(longest + 1), object(longest + (1 << 18)), " ".repeat(longest)] {
        let input = format!("{before}\n{long}\n{plain}");
        let (_, summary, error) = assert_no_difference(&input);
        assert_eq!((summary.rows(), other_keys(&summary)), (20_000, 0));
        let said = "this record is longer than 16 MiB, so it is no record";
        assert!(error.contains("line 20002") && error.contains(said), "{error}");
        assert!(error.contains("write each record on a line of its own"), "{error}");
    }
    let (_, summary, error) = assert_no_difference(&(before + &object(longest + 1)));
    assert_eq!(summary.rows(), 20_000);
    assert!(error.contains("line 20001") && error.contains("longer than 16 MiB"), "{error}");
}
