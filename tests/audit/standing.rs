//! Codes that their list has, and that are retired or a heading all the same.

use ownwords::audit::{Options, Summary, audit};
use ownwords::bridge::systems;
use ownwords::rules::RecordField;

fn audited(list: &str, codes: &[&str], options: Options) -> Summary {
    let options = options.with_system("ethnicity", list).unwrap();
    let file = format!("ethnicity\n{}\n", codes.join("\n"));
    audit(file.as_bytes(), "example", options, &mut |_| Ok(())).unwrap()
}

fn found(summary: &Summary) -> Vec<(&'static str, u64)> {
    summary.rules().iter().map(|rule| (rule.rule().id, rule.count())).collect()
}

#[test]
fn each_record_with_a_retired_code_is_found_and_counts_as_what_it_says() {
    // A sound code between them, so that what is remembered of the one is not said of the other.
    let hesa = audited("hesa-ethnic-two-digit", &["14", "31", "14", "31", "14", "99"], Options::default());
    assert_eq!(found(&hesa), [("OW-COD-019", 4)]);
    assert_eq!(hesa.rows_with_findings(), 4);
    let counted = hesa.field(RecordField::EthnicCategory);
    assert_eq!((counted.valid, counted.unknown, counted.invalid), (5, 1, 0));
    let hes = audited("hes-ethnos-1995", &["9", "4", "9"], Options::default());
    assert_eq!(found(&hes), [("OW-COD-019", 2)]);
    assert_eq!(hes.field(RecordField::EthnicCategory).unknown, 2);
}

#[test]
fn each_record_with_a_heading_is_found_and_counts_as_valid() {
    let codes = ["4", "43100", "4", "42", "421", "43100", "4"];
    let summary = audited("nz-ethnicity-2005", &codes, Options::default());
    assert_eq!(found(&summary), [("OW-COD-020", 5)]);
    let counted = summary.field(RecordField::EthnicCategory);
    assert_eq!((counted.valid, counted.invalid), (7, 0));
    // How many codes are below it would tell which heading it is.
    assert!(summary.rules().iter().all(|rule| rule.suggestions().count() == 0));
}

#[test]
fn what_is_below_a_heading_is_said_where_values_are_shown() {
    let summary = audited("nz-ethnicity-2005", &["4", "4"], Options::default().showing_values());
    let said: Vec<_> = summary.rules().iter().flat_map(|rule| rule.suggestions()).collect();
    let [(said, 2)] = said[..] else { panic!("{said:?}") };
    assert!(said.starts_with("it has narrower codes: `"), "{said}");
    // None of those that it names is a heading, retired, or of no list.
    let named: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    assert!(!named.is_empty());
    for code in named {
        let row = systems::NZ_ETHNICITY_2005.decode(code.as_bytes()).row().unwrap();
        assert!(!row.is_heading() && !row.is_retired(), "{code}");
    }
}

#[test]
fn codes_in_force_that_are_no_heading_have_no_finding() {
    for list in systems::ETHNICITY {
        let stand =
            list.rows().iter().filter(|row| !row.is_heading() && !row.is_retired() && !row.is_observed());
        // A code with a comma or a quote is quoted in a file.
        let codes: Vec<String> =
            stand.map(|row| format!("\"{}\"", row.code().replace('"', "\"\""))).collect();
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let summary = audited(list.key(), &codes, Options::default());
        let of_standing = |id: &str| ["OW-COD-019", "OW-COD-020"].contains(&id);
        assert!(!found(&summary).iter().any(|(id, _)| of_standing(id)), "{}", list.key());
    }
}
