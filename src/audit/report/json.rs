//! The report for programs: one JSON object, written as the findings come.
//!
//! ```json
//! {"format": "ownwords.audit/1", "ownwords": "0.1.0", "standard": "1.0",
//!  "files": [
//!   {"file": "registrations.csv",
//!    "findings": [
//!     {"rule": "OW-COD-002", "name": "CodeWithStrayCaseOrSpace", "row": 17, "field": "ethnic_category",
//!      "suggestion": "one code fits; a run that shows values names it"}
//!    ],
//!    "summary": {
//!     "source": {"format": "csv", "delimiter": ",", "encoding": "utf-8", "other_columns": 0},
//!     "rows": 1000, "rows_with_findings": 1, "findings": 1,
//!     "fields": {"nhs_number": {"in_input": true, "complete": 998, "valid": 998, "declined": 0, "unknown": 0,
//!                               "invalid": 0, "missing": 2}},
//!     "rules": [{"rule": "OW-COD-002", "name": "CodeWithStrayCaseOrSpace", "count": 1,
//!                "suggestions": [{"suggestion": "one code fits; …", "count": 1}]}],
//!     "input": {"bytes": 81234, "sha256": "9f86d0…"},
//!     "mappings": {"nhs-ethnic-category-2001": 1},
//!     "codes": {"ethnic_category": {"counts": [{"code": "K", "list": "nhs-ethnic-category-2001", "label": "Bangladeshi",
//!                                               "means": ["H…"], "rows": 12}], "other": 1, "further": 0}},
//!     "months": [{"month": "2026-01", "rows": 40, "fields": {"language": [38, 0, 1, 0, 1]}}], "in_other_months": 0,
//!     "write_ins": {"rows": 3, "heritages": [{"heritage": "H…", "rows": 2}], "not_recognised": 1}
//!    },
//!    "complete": true}
//!  ],
//!  "complete": true}
//! ```
//!
//! - `field` and `suggestion` are left out where a finding has none. `row` counts from 1; a header is not a record. It is
//!   left out where the finding is of a whole column.
//! - `value`, only where values are shown, is text; what is no UTF-8 is `value_bytes` instead, in hexadecimal.
//! - `fields` has all fields, in the order of [`RecordField::ALL`]; `source` is null where the format could not be told; it has `compressed` (`gzip` or `zstd`)
//!   where the file was. `values_with_parts` (of NDJSON) and `columns_with_parts` (of Parquet and Arrow) are what has a known name
//!   and was not read, because it has parts of its own.
//! - `duplicates`, only where it was asked for, is how many records were compared with all others of the same NHS number
//!   (`compared`), and how many have no sound one (`not_compared`).
//! - `as_of` is there where the day of the audit was said, and `former_names` (true) where those were looked at.
//! - `overlay`, beside `mappings`, is there where the codes were read with one: its `owner`, `name`, `version` and, where it has
//!   one, `date`.
//! - `input` is null where nobody asked for it, and where the input was not read to its end. `means` are ids of concepts.
//! - The numbers of a month are, in this order: valid, declined, unknown, invalid, missing. `other` are values that are no
//!   code of the list, `further` codes beyond the 4,096 that are counted one by one. `write_ins` is there where a column
//!   holds people's own words.
//! - A file that could not be read to its end has `"complete": false` and
//!   `"error": {"message": "…", "line": 3, "help": "…"}`; then the last `complete` is false too.
//! - A report that was cut off does not end in `complete`, and is no JSON.
//!
//! Characters that nobody sees are written as `\u` escapes.

use std::io::{self, Write};

use super::{Streamed, is_unseen};
use crate::audit::{Source, Summary, mappings_of};
use crate::rules::{Finding, RecordField};
use crate::standard::STANDARD_VERSION;
use crate::{Date, Error, Overlay};

/// Writes the report.
///
/// # Errors
///
/// Every method returns the writer's own errors, and no others.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::json::Report;
/// use ownwords::audit::{Options, audit};
///
/// let mut report = Report::begin(Vec::new())?;
/// report.begin_file("example")?;
/// let file = "language\nq4\n";
/// let summary =
///     audit(file.as_bytes(), "example", Options::default(), &mut |finding| report.finding(&finding)).unwrap();
/// report.end_file(&summary, None)?;
/// let text = String::from_utf8(report.end()?).unwrap();
/// assert!(text.starts_with("{\"format\":\"ownwords.audit/1\""));
/// assert!(text.ends_with("\"complete\":true}\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Report<W> {
    out: W,
    is_first_file: bool,
    is_first_finding: bool,
    is_complete: bool,
}

impl<W: Write> Report<W> {
    /// Begins the report.
    pub fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"format\":\"ownwords.audit/1\",\"ownwords\":")?;
        text(&mut out, env!("CARGO_PKG_VERSION"))?;
        out.write_all(b",\"standard\":")?;
        text(&mut out, STANDARD_VERSION)?;
        out.write_all(b",\"files\":[")?;
        Ok(Self { out, is_first_file: true, is_first_finding: true, is_complete: true })
    }

    /// Begins the part of one file.
    pub fn begin_file(&mut self, name: &str) -> io::Result<()> {
        self.out.write_all(if self.is_first_file { b"\n{\"file\":" } else { b",\n{\"file\":" })?;
        self.is_first_file = false;
        self.is_first_finding = true;
        text(&mut self.out, name)?;
        self.out.write_all(b",\"findings\":[")
    }

    /// Writes one finding of the present file.
    pub fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.out.write_all(if self.is_first_finding { b"\n{" } else { b",\n{" })?;
        self.is_first_finding = false;
        write_finding(&mut self.out, finding)
    }

    /// Ends the part of the file; with an error when the file was not read to its end.
    pub fn end_file(&mut self, summary: &Summary, error: Option<&Error>) -> io::Result<()> {
        let out = &mut self.out;
        out.write_all(b"],\n\"summary\":")?;
        write_summary(out, summary)?;
        if let Some(error) = error {
            self.is_complete = false;
            out.write_all(b",\n\"error\":{\"message\":")?;
            text(out, error.message())?;
            if let Some(position) = error.position() {
                for (key, value) in [("line", position.line), ("column", position.column)] {
                    if let Some(value) = value {
                        write!(out, ",\"{key}\":{value}")?;
                    }
                }
            }
            if let Some(help) = error.help() {
                out.write_all(b",\"help\":")?;
                text(out, help)?;
            }
            out.write_all(b"}")?;
        }
        write!(out, ",\n\"complete\":{}}}", error.is_none())
    }

    /// Ends the report and hands the writer back, flushed.
    pub fn end(mut self) -> io::Result<W> {
        writeln!(self.out, "],\n\"complete\":{}}}", self.is_complete)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W: Write> Streamed for Report<W> {
    fn begin_file(&mut self, name: &str) -> io::Result<()> {
        Self::begin_file(self, name)
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        Self::finding(self, finding)
    }

    fn end_file(&mut self, summary: &Summary, error: Option<&Error>) -> io::Result<()> {
        Self::end_file(self, summary, error)
    }

    fn end(self: Box<Self>) -> io::Result<()> {
        Self::end(*self).map(drop)
    }
}

/// Writes the members of a finding and the end of its object.
pub(super) fn write_finding(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    out.write_all(b"\"rule\":")?;
    text(out, finding.rule.id)?;
    out.write_all(b",\"name\":")?;
    text(out, finding.rule.name)?;
    if finding.row > 0 {
        write!(out, ",\"row\":{}", finding.row)?;
    }
    if let Some(field) = finding.field {
        out.write_all(b",\"field\":")?;
        text(out, field.key())?;
    }
    if let Some(suggestion) = &finding.suggestion {
        out.write_all(b",\"suggestion\":")?;
        text(out, suggestion)?;
    }
    if let Some(value) = &finding.value {
        match core::str::from_utf8(value) {
            Ok(value) => {
                out.write_all(b",\"value\":")?;
                text(out, value)?;
            }
            Err(_) => {
                out.write_all(b",\"value_bytes\":\"")?;
                for byte in value {
                    write!(out, "{byte:02x}")?;
                }
                out.write_all(b"\"")?;
            }
        }
    }
    out.write_all(b"}")
}

fn write_summary(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    out.write_all(b"{\"source\":")?;
    match summary.source() {
        None => out.write_all(b"null")?,
        Some(source) => {
            write!(out, "{{\"format\":\"{}\"", source.format())?;
            match source {
                Source::Csv { delimiter, encoding, other_columns } => {
                    out.write_all(b",\"delimiter\":")?;
                    text(out, char::from(*delimiter).encode_utf8(&mut [0; 4]))?;
                    write!(out, ",\"encoding\":\"{encoding}\",\"other_columns\":{other_columns}")?;
                }
                Source::Fhir { other_resources } => write!(out, ",\"other_resources\":{other_resources}")?,
                Source::Hl7 { other_messages } => write!(out, ",\"other_messages\":{other_messages}")?,
                Source::Lines { other_keys, values_with_parts } => {
                    write!(out, ",\"other_keys\":{other_keys},\"values_with_parts\":{values_with_parts}")?;
                }
                Source::Arrow { other_columns, columns_with_parts, .. } => {
                    let columns = format_args!("{other_columns},\"columns_with_parts\":{columns_with_parts}");
                    write!(out, ",\"other_columns\":{columns}")?;
                }
            }
            if let Some(packing) = summary.packing() {
                write!(out, ",\"compressed\":\"{}\"", packing.word())?;
            }
            out.write_all(b"}")?;
        }
    }
    write!(
        out,
        ",\"rows\":{},\"rows_with_findings\":{},\"findings\":{},\"fields\":{{",
        summary.rows(),
        summary.rows_with_findings(),
        summary.findings()
    )?;
    for (place, field) in RecordField::ALL.into_iter().enumerate() {
        let counts = summary.field(field);
        write!(
            out,
            "{}\"{}\":{{\"in_input\":{},\"complete\":{},\"valid\":{},\"declined\":{},\"unknown\":{},\"invalid\":{},\
             \"missing\":{}}}",
            if place > 0 { "," } else { "" },
            field.key(),
            summary.has_field(field),
            counts.complete(),
            counts.valid,
            counts.declined,
            counts.unknown,
            counts.invalid,
            counts.missing
        )?;
    }
    out.write_all(b"},\"rules\":[")?;
    for (place, rule) in summary.rules().iter().enumerate() {
        out.write_all(if place > 0 { b",{\"rule\":" } else { b"{\"rule\":" })?;
        text(out, rule.rule().id)?;
        out.write_all(b",\"name\":")?;
        text(out, rule.rule().name)?;
        write!(out, ",\"count\":{},\"suggestions\":[", rule.count())?;
        for (place, (suggestion, count)) in rule.suggestions().enumerate() {
            out.write_all(if place > 0 { b",{\"suggestion\":" } else { b"{\"suggestion\":" })?;
            text(out, suggestion)?;
            write!(out, ",\"count\":{count}}}")?;
        }
        out.write_all(b"]}")?;
    }
    out.write_all(b"],")?;
    if let Some(compared) = summary.compared() {
        let others = summary.rows().saturating_sub(compared);
        write!(out, "\"duplicates\":{{\"compared\":{compared},\"not_compared\":{others}}},")?;
    }
    write_measures(out, summary)?;
    out.write_all(b"}")
}

/// Which bytes were read, and what is counted beside the fields.
fn write_measures(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    out.write_all(b"\"input\":")?;
    match summary.identity() {
        Some(identity) => write!(out, "{{\"bytes\":{},\"sha256\":\"{identity}\"}}", identity.bytes())?,
        None => out.write_all(b"null")?,
    }
    out.write_all(b",")?;
    write_mappings(out, summary)?;
    write_overlay(out, summary.overlay())?;
    write_how(out, summary)?;
    out.write_all(b",\"codes\":{")?;
    let coded = RecordField::ALL.into_iter().map(|field| (field, summary.codes(field)));
    let coded = coded.filter(|(_, codes)| !codes.counts().is_empty() || codes.other() > 0);
    for (place, (field, codes)) in coded.enumerate() {
        out.write_all(if place > 0 { b"," } else { b"" })?;
        text(out, field.key())?;
        out.write_all(b":{\"counts\":[")?;
        for (place, count) in codes.counts().iter().enumerate() {
            out.write_all(if place > 0 { b",{\"code\":" } else { b"{\"code\":" })?;
            text(out, count.code())?;
            for (key, value) in [("list", count.list()), ("label", count.label())] {
                if let Some(value) = value {
                    write!(out, ",\"{key}\":")?;
                    text(out, value)?;
                }
            }
            out.write_all(b",\"means\":[")?;
            for (place, concept) in count.meaning().into_iter().enumerate() {
                write!(out, "{}\"{}\"", if place > 0 { "," } else { "" }, concept.id())?;
            }
            write!(out, "],\"rows\":{}}}", count.rows())?;
        }
        write!(out, "],\"other\":{},\"further\":{}}}", codes.other(), codes.further())?;
    }
    out.write_all(b"},\"months\":[")?;
    for (place, month) in summary.months().iter().enumerate() {
        let (year, number) = month.when();
        let first = if place > 0 { "," } else { "" };
        write!(out, "{first}{{\"month\":\"{year}-{number:02}\",\"rows\":{},\"fields\":{{", month.rows())?;
        let held = RecordField::ALL.into_iter().filter(|field| summary.has_field(*field));
        for (place, field) in held.enumerate() {
            let counts = month.field(field);
            write!(
                out,
                "{}\"{}\":[{},{},{},{},{}]",
                if place > 0 { "," } else { "" },
                field.key(),
                counts.valid,
                counts.declined,
                counts.unknown,
                counts.invalid,
                counts.missing
            )?;
        }
        out.write_all(b"}}")?;
    }
    write!(out, "],\"in_other_months\":{}", summary.in_other_months())?;
    let Some(written) = summary.write_ins() else { return Ok(()) };
    write!(out, ",\"write_ins\":{{\"rows\":{},\"heritages\":[", written.rows())?;
    for (place, (concept, rows)) in written.heritages().enumerate() {
        let first = if place > 0 { "," } else { "" };
        write!(out, "{first}{{\"heritage\":\"{}\",\"rows\":{rows}}}", concept.id())?;
    }
    write!(out, "],\"not_recognised\":{}}}", written.not_recognised())
}

/// Writes the member with the mappings that the codes were read with.
pub(super) fn write_mappings(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    out.write_all(b"\"mappings\":{")?;
    for (place, (key, edition)) in mappings_of(summary).into_iter().enumerate() {
        out.write_all(if place > 0 { b"," } else { b"" })?;
        text(out, key)?;
        write!(out, ":{edition}")?;
    }
    out.write_all(b"}")
}

/// Writes the member with the overlay that the codes were read with, where there was one.
pub(super) fn write_overlay(out: &mut impl Write, overlay: Option<&Overlay>) -> io::Result<()> {
    let Some(overlay) = overlay else { return Ok(()) };
    write!(out, ",\"overlay\":{{\"owner\":\"{}\",\"name\":", overlay.owner())?;
    text(out, overlay.name())?;
    out.write_all(b",\"version\":")?;
    text(out, overlay.version())?;
    if let Some(day) = overlay.date() {
        write!(out, ",\"date\":\"{day}\"")?;
    }
    out.write_all(b"}")
}

/// Writes the member with the day of the audit, where that was said.
pub(super) fn write_how(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    write_as_of(out, summary.as_of())?;
    out.write_all(if summary.has_former_names() { b",\"former_names\":true" } else { b"" })
}

pub(super) fn write_as_of(out: &mut impl Write, as_of: Option<Date>) -> io::Result<()> {
    as_of.map_or(Ok(()), |day| write!(out, ",\"as_of\":\"{day}\""))
}

/// Writes a JSON string (RFC 8259, section 7).
pub(super) fn text(out: &mut impl Write, text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    for character in text.chars() {
        match character {
            '"' => out.write_all(b"\\\"")?,
            '\\' => out.write_all(b"\\\\")?,
            ' '..='~' => out.write_all(character.encode_utf8(&mut [0; 4]).as_bytes())?,
            _ if is_unseen(character) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}")?;
                }
            }
            _ => out.write_all(character.encode_utf8(&mut [0; 4]).as_bytes())?,
        }
    }
    out.write_all(b"\"")
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_comes_back_from_a_json_reader() {
        for said in ["", "\"\\", "Zoë\n\u{0}\u{7F}\u{85}", "\u{202E}\u{E0041}ع\u{200C}", "\u{FFFF}😀\u{2028}"]
        {
            let mut out = Vec::new();
            super::text(&mut out, said).unwrap();
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), said);
            let out = String::from_utf8(out).unwrap();
            assert!(!out.contains(['\u{202E}', '\u{85}', '\u{2028}', '\u{E0041}']));
        }
    }
}
