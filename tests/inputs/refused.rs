//! What holds no records as it stands, and what is said of it.

use ownwords::ErrorKind;
use ownwords::audit::{InputFormat, Options, Packing, audit};

use super::packed::gzip;
use super::{assert_same, csv, said, utf_16};

#[test]
fn a_file_of_another_kind_is_named_with_what_to_do() {
    let workbook = [&b"PK\x03\x04\x14\0\0\0\x08\0"[..], &[0; 20], b"xl/workbook.xml"].concat();
    for (head, kind, help) in [
        (&workbook[..], "workbook", "CSV UTF-8"),
        (b"PK\x03\x04\x14\0\0\0\x08\0records.csv", "zip archive", "unpack it"),
        (b"BZh91AY&SY\x01\x02", "bzip2", "unpack it"),
        (b"\xFD7zXZ\0\0\x04", "xz", "unpack it"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Excel", "CSV UTF-8"),
        (b"FEA1\0\0\0\0", "Feather", "as Arrow"),
        (b"%PDF-1.7\n", "PDF", "as CSV"),
        (&gzip(&gzip(csv().as_bytes())), "more than once", "unpack it"),
    ] {
        let input = [head, &[0; 100]].concat();
        for options in [Options::default(), Options::default().reading(InputFormat::Csv)] {
            for input in [head, &input] {
                let stopped = audit(input, "test", options.clone(), &mut |_| Ok(())).unwrap_err();
                let error = stopped.error();
                assert_eq!(error.kind(), ErrorKind::Format, "{error}");
                assert!(error.message().contains(kind), "{kind}: {error}");
                assert!(error.help().unwrap().contains(help), "{kind}: {error}");
                assert!(error.position().is_none_or(|place| place.line.is_none()), "{error}");
            }
        }
    }
}

#[test]
fn the_line_with_which_excel_names_the_delimiter_is_none_of_the_table() {
    for (delimiter, end) in [(';', "\r\n"), (',', "\n"), ('|', "\n"), ('\t', "\r\n")] {
        let table = csv().replace(',', &delimiter.to_string()).replace('\n', end);
        let named = format!("sep={delimiter}{end}{table}");
        assert_same(named.as_bytes(), Options::default());
        assert_same(&[b"\xEF\xBB\xBF", named.as_bytes()].concat(), Options::default());
        assert_same(&utf_16(&named.replace("sep", "SEP"), true, u16::to_le_bytes), Options::default());
        let summary = assert_same(&gzip(format!("\n{named}").as_bytes()), Options::default());
        assert_eq!(summary.packing(), Some(Packing::Gzip));
    }
    // Another line of the kind is a record, and where no other sign is known it is the names' own.
    let (_, _, summary) = said(b"sep=;\nsurname;ward\nsep=;\n", Options::default());
    assert_eq!(summary.rows(), 1);
    let stopped = audit(&b"sep=;\nsep=;\nsurname;ward\n"[..], "test", Options::default(), &mut |_| Ok(()));
    assert_eq!(stopped.unwrap_err().error().position().unwrap().line, Some(2));
}
