//! An audit by an organisation's own list is an audit as by a national one.
//!
//! The law: codes of a list that copies a national list row by row are found to be what codes of the national list are found
//! to be. A new national list brings its own copy.

use std::fmt::Write as _;

use ownwords::Heritages;
use ownwords::audit::{InputFormat, Options, Summary, audit};
use ownwords::bridge::{CodeSystem, systems};
use ownwords::rules::RecordField;

use self::copies::{COPY, URI, copy_of};
#[cfg(feature = "parquet")]
use self::files::{arrow_file, arrow_stream, of_file, of_stream, parquet_file};

#[path = "../overlay/copies.rs"]
mod copies;
#[cfg(feature = "parquet")]
mod files;

const ETHNIC_CATEGORY: &str = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory";

/// A finding: its rule, row and field, and what would put it right.
type Found = (&'static str, u64, Option<RecordField>, Option<String>);

/// Everything that an audit says, but the keys of the lists themselves.
#[derive(Debug, PartialEq)]
struct Said {
    /// As what the input was read.
    format: Option<InputFormat>,
    findings: Vec<Found>,
    fields: Vec<[u64; 5]>,
    /// Of each code: itself, how many rows, its label, whether it is an answer, and what it means.
    codes: Vec<String>,
    other: u64,
}

impl Said {
    fn of(input: &[u8], options: Options) -> Self {
        let mut findings = Vec::new();
        let summary = audit(input, "made-up", options, &mut |finding| {
            findings.push((
                finding.rule.id,
                finding.row,
                finding.field,
                finding.suggestion.map(String::from),
            ));
            Ok(())
        })
        .unwrap();
        Self::from(findings, &summary)
    }

    fn from(findings: Vec<Found>, summary: &Summary) -> Self {
        let fields = RecordField::ALL.map(|field| {
            let counts = summary.field(field);
            [counts.missing, counts.valid, counts.declined, counts.unknown, counts.invalid]
        });
        let codes = summary.codes(RecordField::EthnicCategory);
        let counted = codes.counts().iter().map(|count| {
            let means: Vec<_> = count.meaning().iter().map(|concept| concept.id().to_string()).collect();
            format!("{:?}", (count.code(), count.rows(), count.label(), count.is_answer(), means))
        });
        let format = summary.source().map(|source| source.format());
        Self { format, findings, fields: fields.to_vec(), codes: counted.collect(), other: codes.other() }
    }
}

/// What stands in columns of this list: its codes, what becomes of codes and labels, and the codes of all other lists. The codes
/// that are no answer stand there so often that the column is told of.
fn cells(list: &'static CodeSystem<Heritages>) -> Vec<String> {
    let mut cells = Vec::new();
    for row in list.rows().iter() {
        let (code, label) = (row.code(), row.label());
        let damaged =
            [code.to_lowercase(), format!(" {code}"), format!("0{code}"), format!("{code}\u{200B}")];
        cells.extend([code, label, row.group().unwrap_or("")].map(str::to_owned));
        cells.extend(damaged);
        cells.extend([label.to_uppercase(), format!("{code} {label}"), format!("{code}9")]);
        if list.decode(code.as_bytes()).absence().is_some() {
            cells.extend(std::iter::repeat_n(code.to_owned(), 400));
        }
    }
    let others = systems::ETHNICITY.iter().flat_map(|list| list.rows().iter());
    cells.extend(others.map(|row| row.code().to_owned()));
    cells.extend(["?", "something else", "A;B"].map(str::to_owned));
    cells
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"\n", cell.replace('"', "\"\""))
}

fn table_of(column: &str, cells: &[String]) -> Vec<u8> {
    std::iter::once(quoted(column)).chain(cells.iter().map(|cell| quoted(cell))).collect::<String>().into()
}

fn table(cells: &[String]) -> Vec<u8> {
    table_of("ethnicity", cells)
}

fn lines(cells: &[String]) -> Vec<u8> {
    let lines = cells.iter().map(|cell| format!("{}\n", serde_json::json!({"ethnicity": cell})));
    lines.collect::<String>().into()
}

/// Messages of HL7 v2, with the cells in which no sign separates parts.
fn messages(cells: &[String]) -> Vec<u8> {
    let header = "MSH|^~\\&|||||20261126||ADT^A31|1|P|2.5||||||UNICODE UTF-8\r";
    let plain = cells.iter().filter(|cell| !cell.contains(['|', '^', '~', '\\', '&']));
    plain.map(|cell| format!("{header}PID{}{cell}\r", "|".repeat(22))).collect::<String>().into()
}

/// A format, how a column of these cells is written in it, and how that is audited.
type Format = (InputFormat, fn(&[String]) -> Vec<u8>, fn(&[u8], Options) -> Said);

const FORMATS: &[Format] = &[
    (InputFormat::Csv, table, Said::of),
    (InputFormat::Lines, lines, Said::of),
    (InputFormat::Hl7, messages, Said::of),
    #[cfg(feature = "parquet")]
    (InputFormat::Parquet, parquet_file, of_file),
    #[cfg(feature = "parquet")]
    (InputFormat::Arrow, arrow_file, of_file),
    #[cfg(feature = "parquet")]
    (InputFormat::Arrow, arrow_stream, of_stream),
];

#[test]
fn codes_of_a_copy_are_found_to_be_what_codes_of_the_national_list_are() {
    let mut copies = 0;
    let mut rules = vec![std::collections::BTreeSet::new(); FORMATS.len()];
    for list in systems::ETHNICITY {
        let Some(overlay) = copy_of(list) else { continue };
        copies += 1;
        let all = cells(list);
        // Files hold fewer of them, because it takes long to say what is wrong with each. The step leaves out no kind of damage.
        let some: Vec<String> = all.iter().step_by(3).cloned().collect();
        // One code in every row, as a program's default stands there.
        let of_one_code: Vec<_> = list.rows().iter().map(|row| vec![row.code().to_owned(); 40]).collect();
        let by_national = Options::default().with_system("ethnicity", list.key()).unwrap();
        let by_own = Options::default().with_overlay(&overlay).with_system("ethnicity", COPY).unwrap();
        for ((format, written, said), rules) in FORMATS.iter().zip(&mut rules) {
            let is_file = matches!(format, InputFormat::Parquet | InputFormat::Arrow);
            for column in std::iter::once(if is_file { &some } else { &all }).chain(&of_one_code) {
                let input = written(column);
                // No message holds the one code of this column.
                if input.is_empty() {
                    continue;
                }
                let national = said(&input, by_national.clone());
                assert_eq!(national.format, Some(*format));
                rules.extend(national.findings.iter().map(|finding| finding.0));
                assert_eq!(said(&input, by_own.clone()), national, "{} in {format}", list.key());
            }
        }
    }
    let observed = systems::ETHNICITY.iter().filter(|list| list.rows().iter().any(|row| row.is_observed()));
    assert_eq!(copies, systems::ETHNICITY.len() - observed.count());
    for ((format, ..), rules) in FORMATS.iter().zip(&rules) {
        for rule in ["OW-COD-001", "OW-COD-002", "OW-COD-003", "OW-COD-013", "OW-COD-015"] {
            assert!(
                rules.contains(rule),
                "{rule} is never broken in {format}, so that the law says nothing of it: {rules:?}"
            );
        }
    }
}

/// A Patient with these codings of one ethnicity.
fn patient(codings: &[(&str, &str)]) -> String {
    let codings: Vec<_> =
        codings.iter().map(|(system, code)| serde_json::json!({"system": system, "code": code})).collect();
    let extension = serde_json::json!({"url": ETHNIC_CATEGORY, "valueCodeableConcept": {"coding": codings}});
    serde_json::json!({"resourceType": "Patient", "extension": [extension]}).to_string()
}

#[test]
fn codings_of_a_copy_are_found_to_be_what_codings_of_the_national_list_are() {
    let nhs = &systems::UKCORE_ETHNIC_CATEGORY_ENGLAND;
    let (mut copies, mut contradictions) = (0, 0);
    for list in systems::ETHNICITY {
        let (Some(overlay), Some(uri)) = (copy_of(list), list.uri()) else { continue };
        copies += 1;
        let patients = |uri: &str| {
            let mut lines = String::new();
            for cell in cells(list).iter().take(400) {
                let _ = writeln!(lines, "{}", patient(&[(uri, cell)]));
            }
            for (place, row) in list.rows().iter().enumerate().take(40) {
                // Beside a code of another list, so that some contradict each other.
                let other = nhs.rows().iter().cycle().nth(place + 3).unwrap().code();
                let _ = writeln!(lines, "{}", patient(&[(uri, row.code()), (nhs.uri().unwrap(), other)]));
            }
            lines
        };
        let national = Said::of(patients(uri).as_bytes(), Options::default());
        contradictions += national.findings.iter().filter(|finding| finding.0 == "OW-COD-018").count();
        let mut own = Said::of(patients(URI).as_bytes(), Options::default().with_overlay(&overlay));
        let mut national = national;
        // They are counted by the keys of their lists, which have another order.
        own.codes.sort();
        national.codes.sort();
        if list.key() == nhs.key() {
            // Both of its codings are then of one list, and are counted together.
            own.codes.clear();
            national.codes.clear();
        }
        assert_eq!(own, national, "{}", list.key());
        let without = Said::of(patients(URI).as_bytes(), Options::default());
        assert!(without.findings.iter().any(|finding| finding.0 == "OW-COD-004"), "{:?}", without.findings);
    }
    assert!(copies > 5 && contradictions > 0, "{copies} copies, {contradictions} contradictions");
}

#[test]
fn a_copy_is_among_the_lists_that_a_column_can_be_of() {
    for list in systems::ETHNICITY {
        let Some(overlay) = copy_of(list) else { continue };
        let codes: Vec<String> = list.rows().iter().map(|row| row.code().to_owned()).collect();
        let evidence = |options| {
            let said = Said::of(&table(&codes), options);
            let bare = said.findings.into_iter().find(|finding| finding.0 == "OW-COD-012");
            bare.and_then(|(.., suggestion)| suggestion).unwrap()
        };
        let (national, own) =
            (evidence(Options::default()), evidence(Options::default().with_overlay(&overlay)));
        assert!(national.contains(list.key()) && !national.contains(COPY), "{national}");
        assert!(own.contains(&format!("`{}`", list.key())) && own.contains(&format!("`{COPY}`")), "{own}");
    }
}

#[test]
fn codes_of_orientation_are_found_to_be_the_same_with_an_overlay() {
    let overlay = copy_of(&systems::NHS_ETHNIC_CATEGORY_2001).unwrap();
    for list in systems::ORIENTATION {
        let mut codes = vec!["?".to_owned()];
        for row in list.rows().iter() {
            codes.extend([row.code().to_owned(), row.label().to_owned(), format!(" {}", row.code())]);
        }
        let input = table_of("sexual_orientation", &codes);
        let named = |options: Options| options.with_system("sexual_orientation", list.key()).unwrap();
        let national = Said::of(&input, named(Options::default()));
        assert!(!national.findings.is_empty());
        assert_eq!(Said::of(&input, named(Options::default().with_overlay(&overlay))), national);
    }
}
