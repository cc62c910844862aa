//! However many threads there are, the same is said.

use ownwords::Standard;
use ownwords::audit::{Options, Summary, audit};
use ownwords::bridge::systems;
use ownwords::rules::RecordField;

use super::{RECORDS, counts, csv};

/// However many threads there are, the same is found in the same order, also where the file ends in damage or the report
/// cannot be written any more.
#[test]
fn threads_make_no_difference() {
    let many = csv() + &RECORDS.map(|record| record.join(",") + "\n").concat().repeat(3_000);
    let damaged = many.clone() + "9990000018,\"Khan,,,,\n";
    for input in [many.as_str(), damaged.as_str(), &csv(), "", "x\n1\n"] {
        let run = |threads: usize, room: usize| {
            let mut found = Vec::new();
            let outcome =
                audit(input.as_bytes(), "test", Options::default().on_threads(threads), &mut |finding| {
                    if found.len() == room {
                        return Err(std::io::Error::from(std::io::ErrorKind::StorageFull));
                    }
                    found.push(format!("{finding:?} {:?}", finding.suggestion));
                    Ok(())
                });
            let said = match &outcome {
                Ok(summary) => (summary.rows(), counts(summary), String::new()),
                Err(stopped) => (stopped.so_far().rows(), counts(stopped.so_far()), stopped.to_string()),
            };
            (found, said)
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

/// All that an audit says, with an error's own words.
type Said = (Vec<(&'static str, u64, Option<String>)>, Summary, String);

fn said(input: &str, threads: usize) -> Said {
    let mut found = Vec::new();
    let outcome = audit(input.as_bytes(), "test", Options::default().on_threads(threads), &mut |finding| {
        found.push((finding.rule.id, finding.row, finding.suggestion));
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
        let first = several.0.iter().zip(&one.0).position(|(one, other)| one != other);
        assert_eq!((first, several.0.len(), &several.2), (None, one.0.len(), &one.2), "{threads} threads");
        let (several, one) = (&several.1, &one.1);
        assert_eq!((several.rows(), counts(several)), (one.rows(), counts(one)));
        assert_eq!(several.source(), one.source());
        assert!(several.months() == one.months() && several.in_other_months() == one.in_other_months());
        for field in RecordField::ALL {
            let (several, one) = (several.codes(field), one.codes(field));
            let counted = |codes: &ownwords::audit::Codes| -> Vec<(String, u64)> {
                codes.counts().iter().map(|count| (count.code().to_owned(), count.rows())).collect()
            };
            assert!(counted(&several) == counted(&one), "{field}");
            assert_eq!((several.other(), several.further()), (one.other(), one.further()));
        }
        let written = |summary: &Summary| {
            let written = summary.write_ins()?;
            let heritages: Vec<_> =
                written.heritages().map(|(heritage, rows)| (heritage.slug(), rows)).collect();
            Some((heritages, written.rows(), written.not_recognised()))
        };
        assert_eq!(written(several), written(one));
        for (several, one) in several.rules().iter().zip(one.rules()) {
            assert_eq!((several.rule().id, several.count()), (one.rule().id, one.count()));
            assert!(several.suggestions().eq(one.suggestions()));
            let rows = |rule: &ownwords::audit::RuleCount| -> Vec<u64> {
                rule.examples().iter().map(|example| example.row).collect()
            };
            assert_eq!(rows(several), rows(one));
        }
    }
    one
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
