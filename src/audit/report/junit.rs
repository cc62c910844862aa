//! The rules as a JUnit XML report, for systems that show tests: one suite an input, one case a rule that was broken, and
//! one that says whether the input was read to its end. With what the suite was made, and by which its input is known again,
//! are its properties.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::terminal::escaped;
use super::{Streamed, input_of, made_with};
use crate::Error;
use crate::audit::Summary;
use crate::rules::Finding;

/// How many rows of a rule are named.
const ROWS: usize = 20;

/// Writes the report.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::{Streamed as _, junit::Report};
/// use ownwords::audit::{Options, audit};
///
/// let mut out = Vec::new();
/// let mut report = Report::begin(&mut out)?;
/// report.begin_file("a<b>")?;
/// let summary = audit(&b"language\nq4\n"[..], "a<b>", Options::default(), &mut |_| Ok(())).unwrap();
/// report.end_file(&summary, None)?;
/// Box::new(report).end()?;
/// let text = String::from_utf8(out).unwrap();
/// assert!(text.contains("<testsuite name=\"a&lt;b&gt;\" tests=\"2\" failures=\"1\" errors=\"0\""));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Report<W: Write> {
    out: Writer<W>,
    file: String,
}

impl<W: Write> core::fmt::Debug for Report<W> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Report").finish_non_exhaustive()
    }
}

impl<W: Write> Report<W> {
    /// Begins the report.
    ///
    /// # Errors
    ///
    /// The writer's own.
    pub fn begin(out: W) -> io::Result<Self> {
        let mut out = Writer::new_with_indent(out, b' ', 1);
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        out.write_event(Event::Start(
            BytesStart::new("testsuites").with_attributes([("name", "ownwords audit")]),
        ))?;
        Ok(Self { out, file: String::new() })
    }

    fn properties(&mut self, summary: &Summary) -> io::Result<()> {
        self.out.write_event(Event::Start(BytesStart::new("properties")))?;
        let made_with = Some(("made-with", made_with(summary)));
        for (name, value) in made_with.into_iter().chain(input_of(summary).map(|input| ("input", input))) {
            let property =
                BytesStart::new("property").with_attributes([("name", name), ("value", value.as_str())]);
            self.out.write_event(Event::Empty(property))?;
        }
        self.out.write_event(Event::End(BytesEnd::new("properties")))
    }

    fn case(&mut self, name: &str, fault: Option<(&'static str, &str, &str)>) -> io::Result<()> {
        let case =
            BytesStart::new("testcase").with_attributes([("classname", "ownwords.audit"), ("name", name)]);
        let Some((kind, message, told)) = fault else {
            return self.out.write_event(Event::Empty(case));
        };
        self.out.write_event(Event::Start(case))?;
        self.out.write_event(Event::Start(BytesStart::new(kind).with_attributes([("message", message)])))?;
        self.out.write_event(Event::Text(BytesText::new(told)))?;
        self.out.write_event(Event::End(BytesEnd::new(kind)))?;
        self.out.write_event(Event::End(BytesEnd::new("testcase")))
    }
}

impl<W: Write> Streamed for Report<W> {
    fn begin_file(&mut self, name: &str) -> io::Result<()> {
        self.file = escaped(name);
        Ok(())
    }

    fn finding(&mut self, _: &Finding) -> io::Result<()> {
        Ok(())
    }

    fn end_file(&mut self, summary: &Summary, error: Option<&Error>) -> io::Result<()> {
        let broken = summary.rules().len();
        let (tests, failures) = ((broken + 1).to_string(), broken.to_string());
        let errors = u64::from(error.is_some()).to_string();
        let suite = BytesStart::new("testsuite").with_attributes([
            ("name", self.file.as_str()),
            ("tests", tests.as_str()),
            ("failures", failures.as_str()),
            ("errors", errors.as_str()),
        ]);
        self.out.write_event(Event::Start(suite))?;
        self.properties(summary)?;
        let rows = counted_of(summary.rows(), "row");
        let read = format!("{rows} read, {rows} reported");
        let message = error.map(|error| escaped(error.message()));
        let told = message.as_deref().map(|message| ("error", message, read.as_str()));
        self.case(&format!("read to its end: {read}"), told)?;
        for counted in summary.rules() {
            let rule = counted.rule();
            let rows: Vec<String> = counted
                .examples()
                .iter()
                .filter(|example| example.row > 0)
                .take(ROWS)
                .map(|example| match &example.value {
                    Some(value) => format!("{} ({})", example.row, escaped(&String::from_utf8_lossy(value))),
                    None => example.row.to_string(),
                })
                .collect();
            let told = format!(
                "{}\nFirst rows: {}\nTo put it right: {}",
                rule.summary,
                rows.join(", "),
                rule.repair
            );
            let message = counted_of(counted.count(), "finding");
            self.case(&format!("{} {}", rule.id, rule.name), Some(("failure", &message, &told)))?;
        }
        self.out.write_event(Event::End(BytesEnd::new("testsuite")))
    }

    fn end(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_event(Event::End(BytesEnd::new("testsuites")))?;
        let out = self.out.get_mut();
        out.write_all(b"\n")?;
        out.flush()
    }
}

fn counted_of(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
