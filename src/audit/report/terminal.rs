//! The report for people.

use std::io::{self, Write};

use super::{input_of, is_unseen, made_with};
use crate::Error;
use crate::audit::{Example, RuleCount, Summary};
use crate::rules::RecordField;

const WIDTH: usize = 96;
/// How much of a value is shown.
const LONGEST_VALUE: usize = 120;
/// How many suggestions of a rule are shown.
const SUGGESTIONS: usize = 8;

/// Writes the report of one input; with the error when it was not read to its end.
///
/// What a terminal would obey instead of showing is written as `<U+202E>` or `\xNN`.
///
/// # Errors
///
/// The writer's own, and no others.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::terminal;
/// use ownwords::audit::{Options, audit};
///
/// let file = "language\ncy\nq4\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let mut report = Vec::new();
/// terminal::write(&mut report, &summary, None)?;
/// let report = String::from_utf8(report).unwrap();
/// assert!(report.contains("OW-LNG-004 PrivateLanguageCode: 1 finding"));
/// assert!(report.ends_with("2 rows read, 2 rows reported, input ended as it should\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(out: &mut dyn Write, summary: &Summary, error: Option<&Error>) -> io::Result<()> {
    write!(out, "{}", whole(summary.name()))?;
    if let Some(source) = summary.source() {
        write!(out, ": {source}")?;
    }
    if let Some(packing) = summary.packing() {
        write!(out, "; compressed with {packing}")?;
    }
    writeln!(out)?;
    if summary.source().is_some() {
        writeln!(out)?;
        write_fields(out, summary)?;
        write_compared(out, summary)?;
        if summary.field(RecordField::DateOfBirth).complete() > 0 && summary.as_of().is_none() {
            writeln!(
                out,
                "\nWhether a date of birth is in the future was not asked: that takes the day, --as-of DATE"
            )?;
        }
        writeln!(out)?;
        write_rules(out, summary)?;
    }
    wrapped(out, "Made with: ", &whole(&made_with(summary)).to_string())?;
    if let Some(input) = input_of(summary) {
        writeln!(out, "Input: {input}")?;
    }
    let reported = RecordField::ALL.first().map_or(0, |field| summary.field(*field).total());
    let read = summary.rows();
    match error {
        None => writeln!(
            out,
            "{}, {} reported, input ended as it should",
            rows(read, " read"),
            rows(reported, "")
        ),
        Some(error) => {
            writeln!(
                out,
                "INCOMPLETE: {}, {} reported, and then the input could not be read further",
                rows(read, " read"),
                rows(reported, "")
            )?;
            // A position of the input's own; the file is named above.
            wrapped(out, "  ", &whole(error.message()).to_string())?;
            if let Some(line) = error.position().and_then(|position| position.line) {
                writeln!(out, "  Line {line}")?;
            }
            error.help().map_or(Ok(()), |help| wrapped(out, "  To do: ", &whole(help).to_string()))
        }
    }
}

fn rows(count: u64, rest: &str) -> String {
    format!("{count} row{}{rest}", if count == 1 { "" } else { "s" })
}

fn write_fields(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let width = summary.rows().to_string().len().max(8);
    let label_width = RecordField::ALL.iter().map(|field| field.label().len()).max().unwrap_or(0);
    write!(out, "{:label_width$}", "")?;
    for heading in ["complete", "valid", "declined", "unknown", "invalid", "missing"] {
        write!(out, "  {heading:>width$}")?;
    }
    writeln!(out)?;
    for field in RecordField::ALL {
        write!(out, "{:label_width$}", field.label())?;
        if !summary.has_field(field) {
            writeln!(out, "  not in this file")?;
            continue;
        }
        let counts = summary.field(field);
        for count in
            [counts.complete(), counts.valid, counts.declined, counts.unknown, counts.invalid, counts.missing]
        {
            write!(out, "  {count:>width$}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// How many records were compared with others by their number, where that was asked for.
fn write_compared(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let Some(compared) = summary.compared() else { return Ok(()) };
    let others = summary.rows().saturating_sub(compared);
    writeln!(out, "\n{} compared with all others of the same NHS number", rows(compared, ""))?;
    match others {
        0 => Ok(()),
        _ => writeln!(out, "{} not compared, having no sound NHS number", rows(others, "")),
    }
}

fn write_rules(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    if summary.findings() == 0 {
        return writeln!(out, "No findings.\n");
    }
    writeln!(
        out,
        "{} in {} of {}\n",
        findings(summary.findings()),
        summary.rows_with_findings(),
        rows(summary.rows(), "")
    )?;
    for rule in summary.rules() {
        write_rule(out, rule)?;
        writeln!(out)?;
    }
    Ok(())
}

fn findings(count: u64) -> String {
    format!("{count} finding{}", if count == 1 { "" } else { "s" })
}

fn write_rule(out: &mut dyn Write, counted: &RuleCount) -> io::Result<()> {
    let rule = counted.rule();
    writeln!(out, "{} {}: {}", rule.id, rule.name, findings(counted.count()))?;
    wrapped(out, "  ", rule.summary)?;
    wrapped(out, "  Why it matters: ", first_sentence(rule.why))?;
    write_places(out, counted)?;
    wrapped(out, "  To put it right: ", rule.repair)?;
    let of_column = counted.examples().iter().all(|example| example.row == 0);
    let suggestions: Vec<_> = counted.suggestions().collect();
    for (suggestion, count) in suggestions.iter().take(SUGGESTIONS) {
        match of_column {
            true => wrapped(out, "    ", &whole(suggestion).to_string())?,
            false => wrapped(out, "    ", &format!("{suggestion}: {}", rows(*count, "")))?,
        }
    }
    let more = suggestions.iter().skip(SUGGESTIONS).map(|(_, count)| count).sum::<u64>()
        + counted.with_further_suggestions();
    if more > 0 {
        writeln!(out, "    other suggestions: {}", rows(more, ""))?;
    }
    writeln!(out, "  More: ownwords explain {}", rule.id)
}

fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}

/// Where the findings are: the rows alone, or each with its value where values are shown.
fn write_places(out: &mut dyn Write, counted: &RuleCount) -> io::Result<()> {
    let examples = counted.examples();
    if let [Example { row: 0, field: Some(field), .. }] = examples {
        return wrapped(out, "  The whole column: ", field.label());
    }
    let more = counted.count() - examples.len() as u64;
    let more =
        if more > 0 { format!(" … and {more} more (all of them: --format json)") } else { String::new() };
    if examples.iter().all(|example| example.value.is_none()) {
        let mut places: Vec<u64> = examples.iter().map(|example| example.row).collect();
        places.dedup();
        let places: Vec<_> = places.iter().map(u64::to_string).collect();
        return wrapped(out, "  Rows: ", &format!("{}{more}", places.join(", ")));
    }
    for Example { row, field, value } in examples {
        write!(out, "  Row {row}")?;
        if let Some(field) = field {
            write!(out, ", {field}")?;
        }
        match value {
            Some(value) => writeln!(out, ": `{}`", Shown(value, LONGEST_VALUE))?,
            None => writeln!(out)?,
        }
    }
    if more.is_empty() { Ok(()) } else { writeln!(out, " {more}") }
}

/// Writes the text in lines; those after the first begin under its first word.
fn wrapped(out: &mut dyn Write, before: &str, text: &str) -> io::Result<()> {
    let indent = before.len() - before.trim_start().len() + if before.trim().is_empty() { 0 } else { 2 };
    let mut column = before.chars().count();
    out.write_all(before.as_bytes())?;
    let mut is_first = true;
    for word in text.split(' ') {
        let width = word.chars().count();
        if !is_first && column + 1 + width > WIDTH {
            write!(out, "\n{:indent$}", "")?;
            column = indent;
        } else if !is_first {
            out.write_all(b" ")?;
            column += 1;
        }
        out.write_all(word.as_bytes())?;
        column += width;
        is_first = false;
    }
    writeln!(out)
}

/// The text as a terminal may show it: what it would obey is written as `<U+202E>`.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::terminal::escaped;
///
/// assert_eq!(escaped("a\u{1B}[2Jb"), "a<U+001B>[2Jb");
/// ```
pub fn escaped(text: &str) -> String {
    whole(text).to_string()
}

fn whole(text: &str) -> Shown<'_> {
    Shown(text.as_bytes(), usize::MAX)
}

/// Text from the input, as a terminal may show it, and how many characters of it.
struct Shown<'a>(&'a [u8], usize);

impl core::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        use core::fmt::Write;
        let mut left = self.1;
        for chunk in self.0.utf8_chunks() {
            for character in chunk.valid().chars() {
                if left == 0 {
                    return f.write_str(" … (cut)");
                }
                left -= 1;
                if is_unseen(character) {
                    write!(f, "<U+{:04X}>", u32::from(character))?;
                } else {
                    f.write_char(character)?;
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02X}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_obey() {
        for (value, shown) in [
            (&b"Zo\xC3\xAB"[..], "Zoë"),
            (b"\x1B[31mred\x07", "<U+001B>[31mred<U+0007>"),
            (b"Zo\xEB", "Zo\\xEB"),
            ("a\u{202E}b\u{85}c\u{E0041}".as_bytes(), "a<U+202E>b<U+0085>c<U+E0041>"),
        ] {
            assert_eq!(Shown(value, LONGEST_VALUE).to_string(), shown);
        }
        assert_eq!(Shown(&[b'a'; 500], LONGEST_VALUE).to_string().len(), LONGEST_VALUE + " … (cut)".len());
    }
}
