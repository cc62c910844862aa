//! Findings as CSV, for a spreadsheet.
//!
//! The columns are `file`, `row`, `field`, `rule`, `name`, `suggestion` and `value`; `value` is empty unless values are
//! shown. Behind its findings each file has a row with `FILE` as its rule, or `FILE INCOMPLETE` where it was not read to its end: how many rows were read as its row, with what as its
//! name, and by which the file is known again as its suggestion. The last row says whether this is all: `COMPLETE` or
//! `INCOMPLETE` stands as its rule, and how many rows were read in all as its row.
//!
//! What a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a tab or a line end, has an
//! apostrophe before it (OWASP, *CSV Injection*); what nobody sees is written as `<U+202E>`.

use std::io::{self, Write};

use super::terminal::escaped;
use super::{Completeness, Streamed, input_of, made_with};
use crate::Error;
use crate::audit::Summary;
use crate::rules::Finding;

/// Writes the findings.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::{Streamed as _, csv::Report};
/// use ownwords::audit::{Options, audit};
///
/// let mut out = Vec::new();
/// let mut report = Report::begin(&mut out)?;
/// report.begin_file("=cmd")?;
/// let file = "language\nq4\n";
/// let summary =
///     audit(file.as_bytes(), "=cmd", Options::default(), &mut |finding| report.finding(&finding)).unwrap();
/// report.end_file(&summary, None)?;
/// Box::new(report).end()?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.contains("\n'=cmd,1,language,OW-LNG-004,"));
/// assert!(text.ends_with(",1,,COMPLETE,,,\r\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Report<W: Write> {
    out: csv::Writer<W>,
    file: String,
    completeness: Completeness,
}

impl<W: Write> Report<W> {
    /// Begins the report with its header.
    ///
    /// # Errors
    ///
    /// The writer's own.
    pub fn begin(out: W) -> io::Result<Self> {
        let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        out.write_record(["file", "row", "field", "rule", "name", "suggestion", "value"])?;
        Ok(Self { out, file: String::new(), completeness: Completeness::default() })
    }
}

impl<W: Write> Streamed for Report<W> {
    fn begin_file(&mut self, name: &str) -> io::Result<()> {
        self.file = cell(name);
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let row = if finding.row > 0 { finding.row.to_string() } else { String::new() };
        let value =
            finding.value.as_deref().map(|value| cell(&String::from_utf8_lossy(value))).unwrap_or_default();
        let suggestion = finding.suggestion.as_deref().map(cell).unwrap_or_default();
        let field = finding.field.map_or("", |field| field.key());
        let cells = [&*self.file, &row, field, finding.rule.id, finding.rule.name, &suggestion, &value];
        Ok(self.out.write_record(cells)?)
    }

    fn end_file(&mut self, summary: &Summary, error: Option<&Error>) -> io::Result<()> {
        self.completeness.add(summary, error);
        let rows = summary.rows().to_string();
        let (made_with, input) = (made_with(summary), input_of(summary).unwrap_or_default());
        let word = if error.is_none() { "FILE" } else { "FILE INCOMPLETE" };
        Ok(self.out.write_record([&*self.file, &rows, "", word, &made_with, &input, ""])?)
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        let rows = self.completeness.rows.to_string();
        let word = if self.completeness.is_complete() { "COMPLETE" } else { "INCOMPLETE" };
        self.out.write_record(["", &rows, "", word, "", "", ""])?;
        self.out.flush()
    }
}

/// The text as a cell that a spreadsheet shows and does not carry out. The first character decides, behind any space.
fn cell(text: &str) -> String {
    let is_formula = text
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = escaped(text);
    if is_formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_formula_is_text() {
        for (text, shown) in [
            ("=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"),
            ("+1", "'+1"),
            (" -1", "' -1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'<U+0009>=1"),
            ("＝1", "'＝1"),
            ("Zoë", "Zoë"),
            ("a=b", "a=b"),
        ] {
            assert_eq!(super::cell(text), shown);
        }
    }
}
