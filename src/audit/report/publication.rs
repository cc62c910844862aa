//! What may be published, as JSON; a later run reads it for the trend.
//!
//! ```json
//! {"format": "ownwords.audit.published/1", "ownwords": "0.1.0", "standard": "…", "threshold": 10, "rounding": 5,
//!  "files": [
//!   {"counts": {"rows": 1000, "language/missing": "hidden", "language/valid": [940, 948]},
//!    "months": [{"month": "2026-01", "complete": {"language": 95}}],
//!    "complete": true}
//!  ],
//!  "complete": true}
//! ```
//!
//! A count is a number, which is rounded; or `"hidden"`, `"rest"` or `"withheld"`; or two numbers between which it is: see
//! [`Count`]. Months have the share of a hundred, to the nearest five. Inputs have no name, size or hash. A file that was read
//! with an overlay has `overlay` beside `months`, and one with a day of the audit `as_of`, as in [`json`](super::json).

use std::io::{self, Write};

use super::json::{text, write_as_of, write_overlay};
use crate::audit::published::{Count, Protection, Publication};
use crate::standard::STANDARD_VERSION;

/// Writes the publications, each with whether its input was read to its end.
///
/// # Errors
///
/// The writer's own, and no others.
///
/// # Example
///
/// ```
/// use ownwords::audit::published::{Count, Earlier, Protection, Publication};
/// use ownwords::audit::report::publication;
/// use ownwords::audit::{Options, audit};
///
/// let file = format!("language\n{}", "cy\n".repeat(123));
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let protection = Protection::default();
/// let mut json = Vec::new();
/// publication::write(&mut json, &[(Publication::of(&summary, protection, None), true)], protection)?;
/// let earlier = Earlier::read(&json, protection).unwrap();
/// assert_eq!(earlier.count("rows"), Some(Count::About(125)));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(
    out: &mut dyn Write,
    publications: &[(Publication, bool)],
    protection: Protection,
) -> io::Result<()> {
    let mut out = out;
    out.write_all(b"{\"format\":\"ownwords.audit.published/1\",\"ownwords\":")?;
    text(&mut out, env!("CARGO_PKG_VERSION"))?;
    out.write_all(b",\"standard\":")?;
    text(&mut out, STANDARD_VERSION)?;
    write!(
        out,
        ",\"threshold\":{},\"rounding\":{},\"files\":[",
        protection.threshold(),
        protection.rounding()
    )?;
    for (place, (publication, is_complete)) in publications.iter().enumerate() {
        out.write_all(if place > 0 { b",\n{\"counts\":{" } else { b"\n{\"counts\":{" })?;
        for (place, (key, count)) in publication.counts().into_iter().enumerate() {
            out.write_all(if place > 0 { b",\n" } else { b"\n" })?;
            text(&mut out, &key)?;
            match count {
                Count::None => out.write_all(b":0")?,
                Count::About(about) => write!(out, ":{about}")?,
                Count::Between(from, to) => write!(out, ":[{from},{to}]")?,
                Count::Hidden => out.write_all(b":\"hidden\"")?,
                Count::Rest => out.write_all(b":\"rest\"")?,
                Count::Withheld => out.write_all(b":\"withheld\"")?,
            }
        }
        out.write_all(b"},\n\"months\":[")?;
        for (place, ((year, month), shares)) in publication.months().iter().enumerate() {
            let before = if place > 0 { ",\n" } else { "\n" };
            write!(out, "{before}{{\"month\":\"{year}-{month:02}\",\"complete\":{{")?;
            for (place, (field, share)) in shares.iter().enumerate() {
                write!(out, "{}\"{}\":{share}", if place > 0 { "," } else { "" }, field.key())?;
            }
            out.write_all(b"}}")?;
        }
        out.write_all(b"]")?;
        write_overlay(&mut out, publication.overlay())?;
        write_as_of(&mut out, publication.as_of())?;
        write!(out, ",\n\"complete\":{is_complete}}}")?;
    }
    let is_complete = publications.iter().all(|(_, is_complete)| *is_complete);
    writeln!(out, "],\n\"complete\":{is_complete}}}")?;
    out.flush()
}
