//! A column of cells in Parquet and in Arrow, and what an audit says of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use ownwords::audit::{InputFormat, Options, audit_file};
use parquet::arrow::ArrowWriter;

use super::Said;

fn batch(cells: &[String]) -> RecordBatch {
    let column: ArrayRef = Arc::new(StringArray::from_iter_values(cells));
    RecordBatch::try_from_iter([("ethnicity", column)]).unwrap()
}

pub fn parquet_file(cells: &[String]) -> Vec<u8> {
    let batch = batch(cells);
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

pub fn arrow_file(cells: &[String]) -> Vec<u8> {
    let batch = batch(cells);
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

pub fn arrow_stream(cells: &[String]) -> Vec<u8> {
    let batch = batch(cells);
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

/// A file of the test's own, gone afterwards.
struct Kept(PathBuf);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// What is said of bytes that are read as a file, since where things are stands at their end.
pub fn of_file(bytes: &[u8], options: Options) -> Said {
    let name = format!("by-own-list-{}", std::process::id());
    let file = Kept(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
    fs::write(&file.0, bytes).unwrap();
    let mut findings = Vec::new();
    let summary = audit_file(&file.0, options, &mut |finding| {
        findings.push((finding.rule.id, finding.row, finding.field, finding.suggestion.map(String::from)));
        Ok(())
    })
    .unwrap();
    Said::from(findings, &summary)
}

/// What is said of a stream, which does not tell itself to be one.
pub fn of_stream(bytes: &[u8], options: Options) -> Said {
    Said::of(bytes, options.reading(InputFormat::Arrow))
}
