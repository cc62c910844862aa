//! Findings as SARIF 2.1.0 (OASIS), the form in which tools pass on what they found.
//!
//! A row is no line, so each result has its row and its field as `properties`. The rules that were broken come after the
//! results, when they are known, and so do the files (`artifacts`): their length and SHA-256, how many rows were read, and the
//! mappings that their codes were read with.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::{Value, json};

use super::json::text;
use super::{Completeness, Streamed};
use crate::Error;
use crate::audit::{Summary, mappings_of};
use crate::rules::{Finding, Rule, by_id};
use crate::standard::STANDARD_VERSION;

/// Where the schema of SARIF 2.1.0 is.
pub const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the findings.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::{Streamed as _, sarif::Report};
/// use ownwords::audit::{Options, audit};
///
/// let mut out = Vec::new();
/// let mut report = Report::begin(&mut out)?;
/// report.begin_file("my file.csv")?;
/// let file = "language\nq4\n";
/// let summary =
///     audit(file.as_bytes(), "my file.csv", Options::default(), &mut |finding| report.finding(&finding)).unwrap();
/// report.end_file(&summary, None)?;
/// Box::new(report).end()?;
/// let log: serde_json::Value = serde_json::from_slice(&out).unwrap();
/// let result = &log["runs"][0]["results"][0];
/// assert_eq!((&result["ruleId"], &result["properties"]["row"]), (&"OW-LNG-004".into(), &1.into()));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Report<W> {
    out: W,
    file: String,
    is_first: bool,
    rules: BTreeSet<&'static str>,
    artifacts: Vec<Value>,
    completeness: Completeness,
}

impl<W: Write> Report<W> {
    /// Begins the log.
    ///
    /// # Errors
    ///
    /// The writer's own.
    pub fn begin(mut out: W) -> io::Result<Self> {
        write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[")?;
        Ok(Self {
            out,
            file: String::new(),
            is_first: true,
            rules: BTreeSet::new(),
            artifacts: Vec::new(),
            completeness: Completeness::default(),
        })
    }
}

impl<W: Write> Streamed for Report<W> {
    fn begin_file(&mut self, name: &str) -> io::Result<()> {
        self.file = uri(name);
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> io::Result<()> {
        let out = &mut self.out;
        out.write_all(if self.is_first { b"\n{\"ruleId\":" } else { b",\n{\"ruleId\":" })?;
        self.is_first = false;
        self.rules.insert(finding.rule.id);
        text(out, finding.rule.id)?;
        out.write_all(b",\"level\":\"warning\",\"message\":{\"text\":")?;
        match &finding.suggestion {
            Some(suggestion) => text(out, &format!("{}; {suggestion}", finding.rule.summary))?,
            None => text(out, finding.rule.summary)?,
        }
        out.write_all(b"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":")?;
        text(out, &self.file)?;
        out.write_all(b"}}}],\"properties\":{")?;
        let mut before = "";
        if finding.row > 0 {
            write!(out, "\"row\":{}", finding.row)?;
            before = ",";
        }
        if let Some(field) = finding.field {
            write!(out, "{before}\"field\":\"{}\"", field.key())?;
            before = ",";
        }
        if let Some(value) = &finding.value {
            write!(out, "{before}\"value\":")?;
            text(out, &String::from_utf8_lossy(value))?;
        }
        out.write_all(b"}}")
    }

    fn end_file(&mut self, summary: &Summary, error: Option<&Error>) -> io::Result<()> {
        self.completeness.add(summary, error);
        let mappings: BTreeMap<&str, u16> = mappings_of(summary).into_iter().collect();
        let artifact = json!({
            "location": {"uri": self.file},
            "length": summary.identity().map(|identity| identity.bytes()),
            "hashes": summary.identity().map(|identity| json!({"sha-256": identity.to_string()})),
            "properties": {
                "rows": summary.rows(),
                "complete": error.is_none(),
                "as_of": summary.as_of().map(|day| day.to_string()),
                "former_names": summary.has_former_names().then_some(true),
                "mappings": mappings,
                "overlay": summary.overlay().map(ToString::to_string),
            },
        });
        self.artifacts.push(without_nulls(artifact));
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        let rules: Vec<Value> =
            self.rules.iter().filter_map(|id| Some(descriptor(by_id(id)?, "warning"))).collect();
        let successful = self.completeness.is_complete();
        writeln!(
            self.out,
            "],\n\"tool\":{},\n\"columnKind\":\"unicodeCodePoints\",\"invocations\":[{{\"executionSuccessful\":{successful}}}],\
             \"artifacts\":{},\"properties\":{{\"standard\":\"{STANDARD_VERSION}\",\"rows\":{},\"findings\":{},\"complete\":{successful}}}}}]}}",
            tool(&rules),
            Value::from(core::mem::take(&mut self.artifacts)),
            self.completeness.rows,
            self.completeness.findings
        )?;
        self.out.flush()
    }
}

/// The object without members that are null: SARIF leaves out what there is not.
fn without_nulls(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    members
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key, without_nulls(value)))
        .collect()
}

/// The tool, and the rules that it applied.
pub fn tool(rules: &[Value]) -> Value {
    json!({"driver": {"name": "ownwords", "version": env!("CARGO_PKG_VERSION"), "rules": rules}})
}

/// What a log says of a rule (a `reportingDescriptor`), of which results are of this level.
pub fn descriptor(rule: &Rule, level: &str) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.repair},
        "defaultConfiguration": {"level": level},
    })
}

/// A path as a URI reference: everything but letters, digits and `-._~/` is escaped.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::sarif::uri;
///
/// assert_eq!(uri("mappings/my list é.yaml"), "mappings/my%20list%20%C3%A9.yaml");
/// assert_eq!(uri("/tmp/a.yaml"), "file:///tmp/a.yaml");
/// ```
pub fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
