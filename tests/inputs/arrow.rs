//! Parquet and Arrow.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BinaryArray, Float32Array, Float64Array, Int64Array, RecordBatch, StringArray, StructArray,
    TimestampMicrosecondArray,
};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::DataType;
use ownwords::ErrorKind;
use ownwords::audit::{InputFormat, LONGEST_RECORD, Month, Options, Stopped, Summary, audit, audit_file};
use ownwords::rules::RecordField;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::{NAMES, RECORDS, assert_same, counts, csv, said};

fn batch() -> RecordBatch {
    batch_of(&DataType::Utf8)
}

/// The records in columns of this type.
fn batch_of(data_type: &DataType) -> RecordBatch {
    let column = |place: usize| {
        let values = RECORDS.iter().map(|record| Some(record[place]).filter(|value| !value.is_empty()));
        arrow_cast::cast(&StringArray::from_iter(values), data_type).unwrap()
    };
    let wards: ArrayRef = Arc::new(Int64Array::from_iter_values(0..RECORDS.len() as i64));
    let columns = (0..NAMES.len()).map(|place| (NAMES[place], column(place)));
    RecordBatch::try_from_iter(core::iter::once(("ward", wards)).chain(columns)).unwrap()
}

/// A file of the test's own, gone afterwards.
struct Kept(PathBuf);

impl Kept {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("ownwords-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        Self(path)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn parquet(compression: Compression) -> Vec<u8> {
    let properties = WriterProperties::builder().set_compression(compression).build();
    in_parquet(&batch(), ArrowWriterOptions::new().with_properties(properties))
}

fn in_parquet(batch: &RecordBatch, options: ArrowWriterOptions) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new_with_options(&mut bytes, batch.schema(), options).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn of_file(name: &str, bytes: &[u8]) -> Summary {
    let file = Kept::new(name, bytes);
    let mut found = Vec::new();
    let summary = audit_file(&file.0, Options::default(), &mut |finding| {
        let field = finding.field.map_or("", RecordField::key);
        found.push(format!("{} {} {field}", finding.rule.id, finding.row));
        Ok(())
    })
    .unwrap_or_else(|stopped| panic!("{name}: {stopped}"));
    let (expected, expected_counts, _) = said(csv().as_bytes(), Options::default());
    assert_eq!((found, counts(&summary)), (expected, expected_counts), "{name}");
    summary
}

#[test]
fn a_parquet_file_says_what_rows_say_however_it_is_compressed() {
    let levels = [
        ("none", Compression::UNCOMPRESSED),
        ("snappy", Compression::SNAPPY),
        ("zstd", Compression::ZSTD(ZstdLevel::default())),
        ("lz4", Compression::LZ4_RAW),
        ("gzip", Compression::GZIP(parquet::basic::GzipLevel::default())),
        ("brotli", Compression::BROTLI(parquet::basic::BrotliLevel::default())),
    ];
    for (name, compression) in levels {
        let summary = of_file(&format!("{name}.parquet"), &parquet(compression));
        assert_eq!(summary.source().unwrap().to_string(), "Parquet; 1 other column was not audited");
    }
}

/// Programs that know of no text write it as bytes, and repeated values as a dictionary.
#[test]
fn how_text_is_written_makes_no_difference() {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    let types = [DataType::Utf8, DataType::LargeUtf8, DataType::Utf8View, dictionary];
    for data_type in types.into_iter().chain([DataType::Binary, DataType::LargeBinary, DataType::BinaryView])
    {
        let batch = batch_of(&data_type);
        for skips_types in [false, true] {
            let options = ArrowWriterOptions::new().with_skip_arrow_metadata(skips_types);
            of_file(&format!("{skips_types}-{data_type}.parquet"), &in_parquet(&batch, options));
        }
        assert_same(&streamed(&batch), Options::default().reading(InputFormat::Arrow));
    }
}

/// As pandas has them where one of a column is missing.
#[test]
fn whole_numbers_with_a_fraction_are_numbers() {
    let numbers: ArrayRef =
        Arc::new(Float64Array::from(vec![Some(9_990_000_018.0), None, Some(9_990_000_018.5)]));
    let codes: ArrayRef = Arc::new(Float32Array::from(vec![Some(1.0), Some(2.0), None]));
    let batch = RecordBatch::try_from_iter([("nhs_number", numbers), ("sexual_orientation", codes)]).unwrap();
    let (found, ..) = said(&streamed(&batch), Options::default().reading(InputFormat::Arrow));
    assert_eq!(found, ["OW-NUM-001 3 nhs_number"]);
}

/// Half an hour before July by universal time is in July in a British summer.
#[test]
fn a_time_is_of_the_day_that_it_is_in_its_zone() {
    for (zone, month) in [
        (None, 6),
        (Some("UTC"), 6),
        (Some("GMT"), 6),
        (Some("Etc/UTC"), 6),
        (Some("+01:00"), 7),
        (Some("Europe/London"), 7),
    ] {
        let time = TimestampMicrosecondArray::from_iter_values([1_782_862_200_000_000]);
        let time: ArrayRef = Arc::new(time.with_timezone_opt(zone));
        let name: ArrayRef = Arc::new(StringArray::from_iter_values(["Okonkwo"]));
        let batch = RecordBatch::try_from_iter([("surname", name), ("updated", time)]).unwrap();
        let file = Kept::new("times.parquet", &in_parquet(&batch, ArrowWriterOptions::new()));
        let summary = audit_file(&file.0, Options::default(), &mut |_| Ok(())).unwrap();
        let months: Vec<_> = summary.months().iter().map(Month::when).collect();
        assert_eq!((summary.field(RecordField::Updated).valid, months), (1, vec![(2026, month)]), "{zone:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_found_in_their_cell() {
    let names: ArrayRef = Arc::new(BinaryArray::from_iter_values([&b"Zo\xC3\xAB"[..], b"Zo\xEB", b"Ada"]));
    let batch = RecordBatch::try_from_iter([("given_name", names)]).unwrap();
    let (found, ..) = said(&streamed(&batch), Options::default().reading(InputFormat::Arrow));
    assert_eq!(found, ["OW-ROW-002 2 given_name"]);
    let file = Kept::new("bytes.parquet", &in_parquet(&batch, ArrowWriterOptions::new()));
    let summary = audit_file(&file.0, Options::default(), &mut |_| Ok(())).unwrap();
    assert_eq!((summary.rows(), summary.rules()[0].rule().id), (3, "OW-ROW-002"));
}

#[test]
fn arrow_is_read_as_a_file_and_as_a_stream() {
    let file = in_file(&batch());
    of_file("table.arrow", &file);
    // From its beginning, as from standard input, it tells itself what it is.
    assert_same(&file, Options::default());
    let stream = streamed(&batch());
    assert_same(&stream, Options::default().reading(InputFormat::Arrow));
    assert_same(&stream, Options::default());
    assert_same(&super::packed::gzip(&stream), Options::default());
    of_file("table.arrows", &stream);
    let file = Kept::new("named.arrows", &stream);
    for options in [Options::default(), Options::default().reading(InputFormat::Arrow)] {
        let summary = audit_file(&file.0, options.identifying(), &mut |_| Ok(())).unwrap();
        assert_eq!(summary.source().unwrap().format(), InputFormat::Arrow);
        assert_eq!(summary.identity().unwrap().bytes(), stream.len() as u64);
    }
}

/// Text in Windows-1252 may begin as the sign of a message does.
#[test]
fn text_is_no_stream() {
    for name in ["name,surname", "        ,surname"] {
        let text = [b"\xFF\xFF\xFF\xFF", name.as_bytes(), b"\n1,Okonkwo\n"].concat();
        let summary = said(&text, Options::default()).2;
        assert_eq!(summary.source().unwrap().format(), InputFormat::Csv);
    }
}

fn in_file(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn streamed(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    // More than are checked at once, and no multiple of it.
    for begin in (0..batch.num_rows()).step_by(2_500) {
        writer.write(&batch.slice(begin, 2_500.min(batch.num_rows() - begin))).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A stream of records of text; where one has nothing, there is no value.
pub(super) fn stream(names: &[&str], records: &[Vec<String>]) -> Vec<u8> {
    let columns = names.iter().enumerate().map(|(place, name)| {
        let values = records.iter().map(|record| Some(&record[place]).filter(|value| !value.is_empty()));
        (name, Arc::new(StringArray::from_iter(values)) as ArrayRef)
    });
    streamed(&RecordBatch::try_from_iter(columns).unwrap())
}

#[test]
fn a_table_of_which_no_column_is_known_is_told_so_in_its_own_words() {
    let wards: ArrayRef = Arc::new(Int64Array::from_iter_values(0..3));
    let batch = RecordBatch::try_from_iter([("ward", wards)]).unwrap();
    let file = Kept::new("unknown.parquet", &in_parquet(&batch, ArrowWriterOptions::new()));
    for stopped in [
        audit(&streamed(&batch)[..], "test", Options::default(), &mut |_| Ok(())).unwrap_err(),
        audit_file(&file.0, Options::default(), &mut |_| Ok(())).unwrap_err(),
    ] {
        let (said, help) = (stopped.error().message(), stopped.error().help().unwrap());
        assert!(said.starts_with("no column has a known name: found 1 column"), "{said}");
        assert!(help.contains("column map"), "{help}");
        assert!(stopped.error().position().unwrap().line.is_none(), "{stopped}");
    }
}

/// How a library writes a list or a structure is nobody's value.
#[test]
fn columns_of_values_with_parts_are_not_read_and_are_said() {
    let text = |value: &'static str| Arc::new(StringArray::from_iter_values([value, value])) as ArrayRef;
    let part = Arc::new(arrow_schema::Field::new("f", DataType::Utf8, true));
    let parts: ArrayRef = Arc::new(StructArray::from(vec![(part, text("UNKNOWN"))]));
    let list = DataType::List(Arc::new(arrow_schema::Field::new("item", DataType::Utf8, true)));
    let list = arrow_cast::cast(&text("en"), &list).unwrap();
    let columns = [
        ("surname", text("Khan")),
        ("given_name", parts.clone()),
        ("language", list),
        ("ward", parts.clone()),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let only = RecordBatch::try_from_iter([("given_name", parts)]).unwrap();
    let names = |batch: &RecordBatch| {
        let file = Kept::new("parts.parquet", &in_parquet(batch, ArrowWriterOptions::new()));
        let of_file = audit_file(&file.0, Options::default(), &mut |_| Ok(()));
        [of_file, audit(&streamed(batch)[..], "test", Options::default(), &mut |_| Ok(()))]
    };
    for summary in names(&batch).map(Result::unwrap) {
        let source = summary.source().unwrap().to_string();
        let said = "; 1 other column was not audited; 2 columns were not read, because their values have parts of their own";
        assert!(source.ends_with(said), "{source}");
        assert_eq!((summary.rows(), summary.findings()), (2, 0));
        assert!(summary.has_field(RecordField::FamilyName) && !summary.has_field(RecordField::Language));
    }
    for stopped in names(&only).map(Result::unwrap_err) {
        assert!(stopped.error().message().contains("have parts of their own"), "{stopped}");
    }
}

/// The numbers in a stream may look like lines of text that is no UTF-8.
#[test]
fn a_stream_is_no_text_in_some_encoding() {
    let names: ArrayRef = Arc::new(StringArray::from_iter_values(vec!["Okonkwo"; 2_000]));
    let stream = streamed(&RecordBatch::try_from_iter([("surname", names)]).unwrap());
    let (_, _, summary) = said(&stream, Options::default().reading(InputFormat::Arrow));
    assert_eq!(summary.rows(), 2_000);
}

/// What stands before it is checked, and nothing behind it.
#[test]
fn a_record_that_is_too_long_is_told_with_its_place() {
    for before in [0, 1, 63, 64, 5_000] {
        let mut names = vec!["UNKNOWN".to_owned(); before + 10];
        names[before] = "x".repeat(LONGEST_RECORD as usize + 1);
        let names: ArrayRef = Arc::new(StringArray::from_iter_values(names));
        let stream = streamed(&RecordBatch::try_from_iter([("surname", names)]).unwrap());
        for threads in [1, 2] {
            let options = Options::default().reading(InputFormat::Arrow).on_threads(threads);
            let stopped = audit(&stream[..], "test", options, &mut |_| Ok(())).unwrap_err();
            let row = stopped.error().position().and_then(|position| position.row);
            assert_eq!((stopped.so_far().rows(), row), (before as u64, Some(before as u64 + 1)));
            assert!(stopped.to_string().contains("longer than 16 MiB"), "{stopped}");
        }
    }
}

/// The input with its bytes changed, one at a time: each of them to several, or one of so many.
fn lies(sound: &[u8], one_of: usize) -> impl Iterator<Item = Vec<u8>> {
    let changed = (0..sound.len()).flat_map(|place| [0x00, 0x01, 0x7F, 0xFF].map(|byte| (place, byte)));
    changed.step_by(one_of).map(|(place, byte)| {
        let mut lying = sound.to_vec();
        lying[place] = byte;
        lying
    })
}

/// Two made-up records as pyarrow 26 writes Feather.
const FEATHER: &[u8] = include_bytes!("compressed.feather");

#[test]
fn compressed_parts_are_not_taken_for_damage() {
    let file = Kept::new("compressed.feather", FEATHER);
    for stopped in [
        audit_file(&file.0, Options::default(), &mut |_| Ok(())).unwrap_err(),
        audit(FEATHER, "test", Options::default().reading(InputFormat::Arrow), &mut |_| Ok(())).unwrap_err(),
    ] {
        assert!(stopped.error().message().contains("compressed parts"), "{stopped}");
        assert!(stopped.error().help().unwrap().contains("without compression"), "{stopped}");
    }
}

fn assert_no_name(outcome: Result<Summary, Stopped>) {
    if let Err(stopped) = outcome {
        assert!(!stopped.to_string().contains("Okonkwo"), "{stopped}");
        assert_eq!(stopped.error().kind(), ErrorKind::Format, "{stopped}");
    }
}

fn lying_tables(one_of: usize) {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    for batch in [DataType::Utf8, DataType::Utf8View, dictionary].iter().map(batch_of) {
        for stream in lies(&streamed(&batch), one_of) {
            let options = Options::default().reading(InputFormat::Arrow);
            assert_no_name(audit(&stream[..], "test", options, &mut |_| Ok(())));
        }
        for file in lies(&in_file(&batch), one_of) {
            let file = Kept::new("lying.arrow", &file);
            assert_no_name(audit_file(&file.0, Options::default(), &mut |_| Ok(())));
        }
    }
}

/// Whatever a byte of a table is, there are records or an error, and no panic.
#[test]
fn a_table_that_lies_is_an_error() {
    lying_tables(53);
}

#[test]
#[ignore = "takes some minutes"]
fn a_table_that_lies_anywhere_is_an_error() {
    lying_tables(1);
}

/// The same of Parquet, which says at its end where everything is.
#[test]
fn a_file_that_lies_is_an_error() {
    let sound = parquet(Compression::UNCOMPRESSED);
    for file in lies(&sound, 5) {
        let file = Kept::new("lying.parquet", &file);
        assert_no_name(audit_file(&file.0, Options::default(), &mut |_| Ok(())));
    }
    let table = in_file(&batch());
    for end in [6, 8, 100, table.len() / 2] {
        let stopped = audit(&table[..end], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains("cannot be read as Arrow"), "{stopped}");
    }
    for end in [4, 8, 100, sound.len() - 1, sound.len() - 8] {
        let file = Kept::new(&format!("cut-{end}"), &sound[..end]);
        let stopped = audit_file(&file.0, Options::default(), &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains("cannot be read as Parquet"), "{stopped}");
    }
    let stopped = audit(&sound[..], "test", Options::default(), &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().help().unwrap().contains("by its name"), "{stopped}");
}
