//! Findings as JSON Lines: one object a line, as [`json`](super::json) has them, with the file of each.
//!
//! The last line is no finding but says whether this is all:
//! `{"complete":true,"files":1,"rows":1000,"findings":3,"ownwords":"0.1.0","standard":"…"}`. Before it, each file has a line
//! `{"file":"…","rows":1000,"findings":3,"bytes":81234,"sha256":"…","mappings":{"nhs-ethnic-category-2001":1},"complete":true}`.

use std::io::{self, Write};

use super::json::{text, write_finding, write_how, write_mappings, write_overlay};
use super::{Completeness, Streamed};
use crate::Error;
use crate::audit::Summary;
use crate::rules::Finding;
use crate::standard::STANDARD_VERSION;

/// Writes the findings.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::{Streamed as _, lines::Report};
/// use ownwords::audit::{Options, audit};
///
/// let mut out = Vec::new();
/// let mut report = Report::begin(&mut out);
/// report.begin_file("example")?;
/// let file = "language\nq4\n";
/// let summary =
///     audit(file.as_bytes(), "example", Options::default(), &mut |finding| report.finding(&finding)).unwrap();
/// report.end_file(&summary, None)?;
/// Box::new(report).end()?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.starts_with("{\"file\":\"example\",\"rule\":\"OW-LNG-004\""));
/// assert!(text.lines().last().unwrap().starts_with("{\"complete\":true"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Report<W> {
    out: W,
    file: String,
    completeness: Completeness,
}

impl<W: Write> Report<W> {
    /// Begins the report.
    pub fn begin(out: W) -> Self {
        Self { out, file: String::new(), completeness: Completeness::default() }
    }
}

impl<W: Write> Streamed for Report<W> {
    fn begin_file(&mut self, name: &str) -> io::Result<()> {
        name.clone_into(&mut self.file);
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        self.out.write_all(b"{\"file\":")?;
        text(&mut self.out, &self.file)?;
        self.out.write_all(b",")?;
        write_finding(&mut self.out, finding)?;
        self.out.write_all(b"\n")
    }

    fn end_file(&mut self, summary: &Summary, error: Option<&Error>) -> io::Result<()> {
        self.completeness.add(summary, error);
        let out = &mut self.out;
        out.write_all(b"{\"file\":")?;
        text(out, &self.file)?;
        write!(out, ",\"rows\":{},\"findings\":{}", summary.rows(), summary.findings())?;
        if let Some(identity) = summary.identity() {
            write!(out, ",\"bytes\":{},\"sha256\":\"{identity}\"", identity.bytes())?;
        }
        out.write_all(b",")?;
        write_mappings(out, summary)?;
        write_overlay(out, summary.overlay())?;
        write_how(out, summary)?;
        if let Some(error) = error {
            out.write_all(b",\"error\":")?;
            text(out, error.message())?;
        }
        writeln!(out, ",\"complete\":{}}}", error.is_none())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        let Completeness { files, rows, findings, .. } = self.completeness;
        let complete = self.completeness.is_complete();
        write!(
            self.out,
            "{{\"complete\":{complete},\"files\":{files},\"rows\":{rows},\"findings\":{findings},\"ownwords\":"
        )?;
        text(&mut self.out, env!("CARGO_PKG_VERSION"))?;
        self.out.write_all(b",\"standard\":")?;
        text(&mut self.out, STANDARD_VERSION)?;
        self.out.write_all(b"}\n")?;
        self.out.flush()
    }
}
