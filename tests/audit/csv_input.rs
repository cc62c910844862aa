//! CSV in every state that it arrives in.

use std::io::{self, Read};

use ownwords::ErrorKind;
use ownwords::audit::{InputFormat, LONGEST_RECORD, Options, audit, audit_file};
use ownwords::rules::RecordField;

use super::{findings, line, stopped, summary};

const HEADER: &str =
    "nhs_number,family_name,given_name,chosen_name,ethnic_category,language,sexual_orientation,updated";

/// The header and these rows.
fn file(rows: &str) -> Vec<u8> {
    format!("{HEADER}\n{rows}").into_bytes()
}

fn with_bytes(before: &str, bytes: &[u8], after: &str) -> Vec<u8> {
    [file(before), bytes.to_vec(), after.as_bytes().to_vec()].concat()
}

#[test]
fn a_clean_row_has_no_finding() {
    let input =
        file("9990000018,Nguyễn,Zoë,,K,en,1,2026-03-01\n9990000018,O'Neil,김민준,علی\u{200C}رضا,99,bfi,U,\n");
    assert_eq!(findings(&input), [""; 0]);
    let summary = summary(&input);
    assert_eq!(summary.rows(), 2);
    assert_eq!(summary.field(RecordField::EthnicCategory).unknown, 1);
    assert_eq!(summary.field(RecordField::Updated).missing, 1);
}

#[test]
fn each_rule_of_a_cell_finds_its_fault() {
    for (row, expected) in [
        (",,,,X9,,,", "OW-COD-001 1 ethnic_category"),
        (",,,, a,,,", "OW-COD-002 1 ethnic_category"),
        (",,,,Chinese,,,", "OW-COD-003 1 ethnic_category"),
        (",,,,,,H,", "OW-COD-001 1 sexual_orientation"),
        (",,,,,,5,", "OW-COD-013 1 sexual_orientation"),
        (",,,,,,u,", "OW-COD-002 1 sexual_orientation"),
        (",,,,,en_GB,,", "OW-LNG-001 1 language"),
        (",,,,,en-UK,,", "OW-LNG-002 1 language"),
        (",,,,,Polish,,", "OW-LNG-003 1 language"),
        (",,,,,q4,,", "OW-LNG-004 1 language"),
        (",,JosÃ©,,,,,", "OW-NAM-001 1 given_name"),
        (",,,Ada\u{202E},,,,", "OW-NAM-002 1 chosen_name"),
        (",Nguy?n,,,,,,", "OW-NAM-003 1 family_name"),
        (",UNKNOWN,,,,,,", "OW-NAM-004 1 family_name"),
        (",,Elizabeth (Liz),,,,,", "OW-NAM-005 1 given_name"),
        (",Okonkwo ,,,,,,", "OW-NAM-006 1 family_name"),
        (",,,,,iw,,", "OW-LNG-005 1 language"),
        (",,\u{410}nna,,,,,", "OW-NAM-007 1 given_name"),
        (",Dr. Khan,,,,,,", "OW-NAM-008 1 family_name"),
        (",,Ada / Adaeze,,,,,", "OW-NAM-009 1 given_name"),
        (",Smith née Jones,,,,,,", "OW-NAM-009 1 family_name"),
        (",,,Ada 9990000018,,,,", "OW-NAM-010 1 chosen_name"),
        (",,,,2106-3,,,", "OW-COD-013 1 ethnic_category"),
        (",,,,IC4,,,", "OW-COD-014 1 ethnic_category"),
        (",,Francois,François,,,,", "OW-NAM-013 1 given_name"),
        (",Nguyen,,Zoë Nguyễn,,,,", "OW-NAM-013 1 family_name"),
        (
            ",,Wilhelmina Alexandrina Theodora Kon,Wilhelmina Alexandrina Theodora Konstantina,,,,",
            "OW-NAM-014 1 given_name",
        ),
        (",,,,,,,1900-01-01", "OW-DAT-002 1 updated"),
        ("9990000019,,,,,,,", "OW-NUM-001 1 nhs_number"),
        (",,,,,,,2023-02-29", "OW-DAT-001 1 updated"),
        (",,Ada\0,,,,,", "OW-ROW-003 1 given_name"),
    ] {
        assert_eq!(findings(&file(row)), [expected], "{row}");
    }
    assert_eq!(findings(&file(",,Elizabeth (Liz),Liz,,,,")), [""; 0]);
}

#[test]
fn a_suggestion_says_what_was_meant_only_where_values_are_shown() {
    let rows = file(",,,,a,Polish,,\n,,,,a,,,\n,,,,b ,q1,,\n");
    let hidden = summary(&rows);
    let suggestions = hidden.rules().iter().flat_map(|rule| rule.suggestions());
    let suggestions: Vec<_> = suggestions.collect();
    let one_fits = |what: &str| format!("one {what} fits; a run that shows values names it");
    assert_eq!(suggestions, [(one_fits("code").as_str(), 3), (one_fits("tag").as_str(), 1)]);

    let shown = Options::default().showing_values();
    let summary = audit(&rows[..], "example", shown, &mut |_| Ok(())).unwrap();
    let said: Vec<_> =
        summary.rules().iter().map(|rule| (rule.rule().id, rule.suggestions().collect::<Vec<_>>())).collect();
    assert_eq!(
        said,
        [
            ("OW-COD-002", vec![("use `A`", 2), ("use `B`", 1)]),
            ("OW-LNG-003", vec![("use `pl`", 1)]),
            ("OW-LNG-004", vec![]),
        ]
    );
}

#[test]
fn blank_cells_are_missing() {
    let summary = summary(&file(" ,\u{A0},\u{3000} ,,  ,\t, ,\n"));
    assert_eq!(summary.findings(), 0);
    assert!(RecordField::ALL.into_iter().all(|field| summary.field(field).missing == 1));
}

#[test]
fn bytes_that_are_no_text_are_a_finding_of_their_row() {
    // Windows-1252, a lone continuation byte, and a sequence that is cut off by the cell's end.
    for bytes in [&b"Zo\xEB"[..], b"\x80", b"Nguy\xE1\xBB"] {
        let input = with_bytes("9990000018,Khan,", bytes, ",,A,en,1,2026-03-01\n,Khan,Ann,,A,en,1,\n");
        assert_eq!(findings(&input), ["OW-ROW-002 1 given_name"]);
        let summary = summary(&input);
        assert_eq!(summary.rows(), 2);
        assert_eq!(summary.field(RecordField::GivenName).invalid, 1);
        assert_eq!(summary.field(RecordField::EthnicCategory).valid, 2);
    }
    // Also in a column that is not audited.
    assert_eq!(findings(b"surname,ward\nKhan,\xEB\n"), ["OW-ROW-002 1"]);
    assert_eq!(findings(b"surname,ward\nKhan,\0\n"), ["OW-ROW-003 1"]);
}

#[test]
fn a_nul_makes_a_code_unusable_and_leaves_a_name() {
    let input = file(",K\0han,,,A\0,,,\n");
    assert_eq!(findings(&input), ["OW-ROW-003 1 family_name", "OW-ROW-003 1 ethnic_category"]);
    let summary = summary(&input);
    assert_eq!(summary.field(RecordField::FamilyName).valid, 1);
    assert_eq!(summary.field(RecordField::EthnicCategory).invalid, 1);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    let summary = summary(&[b"\xEF\xBB\xBF", &file(",Khan,,,A,,,\n")[..]].concat());
    assert!(summary.has_field(RecordField::NhsNumber));
    assert_eq!(summary.findings(), 0);
}

#[test]
fn ragged_rows_are_read_as_far_as_they_go() {
    let input = file(",Khan,Ann,,A\n,Khan,Ann,,a,en,1,,surplus\n,Khan\n");
    assert_eq!(
        findings(&input),
        ["OW-ROW-001 1", "OW-ROW-001 2", "OW-COD-002 2 ethnic_category", "OW-ROW-001 3"]
    );
    let summary = summary(&input);
    assert_eq!(summary.rows(), 3);
    assert_eq!(summary.field(RecordField::Language).missing, 2);
    let suggestions: Vec<_> =
        summary.rules().iter().flat_map(|rule| rule.suggestions()).map(|(text, _)| text).collect();
    assert!(suggestions.contains(&"1 too many cells"), "{suggestions:?}");
}

#[test]
fn a_quote_that_is_never_closed_is_an_error_where_its_record_begins() {
    for ending in ["\n", "\r\n"] {
        for (rows, at, before) in [
            // At the start: of the file's first record, of its first cell.
            (&["\"9990000018,Khan,,,A,,,", ",Khan,,,A,,,", ""][..], 2, 0),
            (&[",Khan,,,A,,,", ",\"Khan,,,A,,,", ",Khan,,,A,,,", ",Khan,,,A,,,", ""], 3, 1),
            (&[",\"Kh", "an\",,,A,,,", "", ",\"Khan,,,A,,,", "", ",Khan,,,A,,,", ""], 5, 1),
            // At the end: the last line, with and without its end.
            (&[",Khan,,,A,,,", ",Khan,,,A,,\"", ""], 3, 1),
            (&[",Khan,,,A,,,", ",Khan,,,A,,,\""], 3, 1),
            (&[",Khan,,,A,,,", "\""], 3, 1),
        ] {
            let input = file("").strip_suffix(b"\n").unwrap().to_vec();
            let input = [&input, ending.as_bytes(), rows.join(ending).as_bytes()].concat();
            let stopped = stopped(&input);
            assert!(stopped.error().message().contains("never closed"), "{stopped}");
            assert_eq!(line(&stopped), Some(at), "{rows:?}");
            assert_eq!(stopped.so_far().rows(), before);
        }
    }
    let stopped = stopped(b"\"nhs_number,surname\n1,2\n");
    assert_eq!(line(&stopped), Some(1));
}

#[test]
fn the_end_of_the_input_is_told_from_its_text() {
    // Whatever a file holds, even what is read after its end, it is a row of the file.
    let sign = "\u{1E}end of the input\u{1E}";
    for rows in [format!("{sign}\n"), format!("{sign}\n,Khan,,,A,,,\n"), sign.to_owned()] {
        let summary = summary(&file(&rows));
        assert_eq!(summary.rows(), rows.lines().count() as u64);
    }
    for rows in [
        "",
        "\n\n",
        ",Khan,,,A,,,",
        ",Khan,,,A,,,\n",
        ",Khan,,,A,,,\r",
        ",Khan,,,A,,,\n\n\n",
        ",\"Khan\",,,A,,,\"\"",
    ] {
        assert_eq!(summary(&file(rows)).rows(), u64::from(rows.contains("Khan")), "{rows:?}");
    }
}

/// A header, then one cell without end; counts what is taken of it.
struct Endless<'a> {
    header: &'a [u8],
    given: u64,
    most: u64,
}

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.header.is_empty() {
            return self.header.read(buffer);
        }
        let count = buffer.len().min((self.most - self.given) as usize);
        buffer[..count].fill(b'x');
        self.given += count as u64;
        Ok(count)
    }
}

#[test]
fn a_record_without_end_is_not_read_into_memory() {
    let csv = file(",Khan,,,A,,,\n,\"");
    let crlf = String::from_utf8(csv.clone()).unwrap().replace('\n', "\r\n").into_bytes();
    let bundle = br#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":""#;
    let lines = b"{\"resourceType\":\"Patient\"}\n{\"resourceType\":\"Patient\",\"id\":\"";
    for (header, rows, at) in
        [(&csv[..], 1, Some(3)), (&crlf, 1, Some(3)), (bundle, 0, None), (lines, 1, Some(2))]
    {
        let mut input = Endless { header, given: 0, most: 100_000_000 };
        let stopped = audit(&mut input, "test", Options::default(), &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains("longer than 16 MiB"), "{stopped}");
        assert_eq!(stopped.error().position().unwrap().line, at);
        assert_eq!(stopped.so_far().rows(), rows);
        assert!(input.given < LONGEST_RECORD + (1 << 20), "{} bytes were read", input.given);
    }
}

#[test]
fn columns_that_are_not_there_are_said() {
    let summary = summary(b"Surname,NHS No\nKhan,9990000018\n");
    let held: Vec<_> = RecordField::ALL.into_iter().filter(|field| summary.has_field(*field)).collect();
    assert_eq!(held, [RecordField::NhsNumber, RecordField::FamilyName]);
    assert_eq!(summary.field(RecordField::Language).missing, 1);
}

#[test]
fn a_file_without_a_known_column_is_refused() {
    let stopped = stopped(b"a,b,c\n1,2,3\n");
    assert!(
        stopped.error().message().contains("found 3 columns, expected some of `nhs_number`"),
        "{stopped}"
    );
    assert_eq!(line(&stopped), Some(1));
    let shown =
        audit(&b"a,b\x1B,c\n"[..], "test", Options::default().showing_values(), &mut |_| Ok(())).unwrap_err();
    assert!(shown.to_string().contains("found `a`, `b\\x1b`, `c`"), "{shown}");
}

#[test]
fn two_columns_for_one_field_are_refused() {
    let stopped = stopped(b"surname,forename,Last Name\nKhan,Ann,Khan\n");
    assert!(
        stopped.error().message().contains("`surname` (column 1) and `Last Name` (column 3)"),
        "{stopped}"
    );
}

#[test]
fn another_separator_is_recognised_and_said() {
    for (separator, said) in [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")] {
        let input = format!("{HEADER}\n9990000018,Khan,Ann,,a,en,1,2026-03-01\n")
            .replace(',', &separator.to_string());
        assert_eq!(findings(input.as_bytes()), ["OW-COD-002 1 ethnic_category"]);
        assert!(summary(input.as_bytes()).source().unwrap().to_string().contains(said));
    }
    // A column's name that holds another separator changes nothing.
    assert_eq!(findings(b"notes; other,ethnicity\nx,a\n"), ["OW-COD-002 1 ethnic_category"]);
}

#[test]
fn nothing_is_not_a_file_of_records() {
    for input in [&b""[..], b"\n \r\n", b"\xEF\xBB\xBF", b"\xEF\xBB\xBF\n\n"] {
        let stopped = stopped(input);
        assert_eq!(stopped.error().kind(), ErrorKind::Format);
        assert!(stopped.error().message().contains("nothing in it"), "{stopped}");
        assert!(stopped.error().help().is_some());
    }
    // A header alone is a file of no records.
    assert_eq!(summary(&file("")).rows(), 0);
    assert_eq!(summary(HEADER.as_bytes()).rows(), 0);
}

#[test]
fn directories_and_absent_files_are_said_to_be_so() {
    let folder = env!("CARGO_MANIFEST_DIR");
    for (path, said) in [(folder.to_owned(), "directory"), (format!("{folder}/no-such-file"), "no such file")]
    {
        let stopped = audit_file(&path, Options::default(), &mut |_| Ok(())).unwrap_err();
        assert_eq!(stopped.error().kind(), ErrorKind::Io);
        assert!(stopped.error().message().contains(said), "{stopped}");
        assert!(stopped.error().help().is_some());
        assert_eq!(stopped.error().position().unwrap().file.as_deref(), Some(&*path));
    }
}

#[test]
fn every_line_end_is_read() {
    let rows = format!("{HEADER}\n,Khan,Ann,,a,en,1,\n,\"O'Neil\nSmith\",Ann,,A,en,1,\n");
    for ending in ["\n", "\r\n", "\r"] {
        let input = rows.replace('\n', ending);
        // A line end within a name is a character that nobody sees.
        assert_eq!(findings(input.as_bytes()), ["OW-COD-002 1 ethnic_category", "OW-NAM-002 2 family_name"]);
    }
    assert_eq!(summary(&file("\n\n,Khan,,,A,,,\n\n")).rows(), 1);
}

#[test]
fn the_format_can_be_forced() {
    let options = Options::default().reading(InputFormat::Fhir);
    let stopped = audit(&file("")[..], "test", options, &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().message().contains("not JSON"), "{stopped}");
    let options = Options::default().reading(InputFormat::Csv);
    let summary = audit(&b"{,surname\n1,Khan\n"[..], "test", options, &mut |_| Ok(())).unwrap();
    assert_eq!(summary.rows(), 1);
}

#[test]
fn a_reader_or_a_sink_that_fails_ends_the_audit() {
    struct Failing<'a>(&'a [u8]);
    impl Read for Failing<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                Err(io::Error::from(io::ErrorKind::TimedOut))
            } else {
                self.0.read(buffer)
            }
        }
    }
    let long = file(&",Khan,,,A,,,\n".repeat(20_000));
    let stopped = audit(Failing(&long), "test", Options::default(), &mut |_| Ok(())).unwrap_err();
    assert_eq!(stopped.error().kind(), ErrorKind::Io);
    assert!(stopped.so_far().rows() > 0);
    let mut taken = 0;
    let stopped = audit(&file(",,,,a,,,\n,,,,a,,,\n")[..], "test", Options::default(), &mut |_| {
        taken += 1;
        Err(io::Error::from(io::ErrorKind::StorageFull))
    })
    .unwrap_err();
    assert_eq!((stopped.error().kind(), taken), (ErrorKind::Io, 1));
    super::assert_adds_up(stopped.so_far());
}
