//! What an audit found, for people and for programs.
//!
//! Every report writes to any [`std::io::Write`], and nothing else. Values are shown only where a finding holds one.
//!
//! - [`terminal`] and [`html`] are for people, [`json`] has everything for programs;
//! - [`lines`] (JSON Lines), [`csv`], [`sarif`] and [`junit`] pass findings on to other tools;
//! - [`publication`] is JSON of what may be published.

pub mod csv;
pub mod html;
pub mod json;
pub mod junit;
pub mod lines;
pub mod publication;
pub mod sarif;
pub mod terminal;

use std::io;

use super::{Summary, mappings_of};
use crate::Error;
use crate::rules::Finding;
use crate::standard::STANDARD_VERSION;
use crate::text::hidden_characters;

/// With what a report was made.
const TOOL: &str = concat!("ownwords ", env!("CARGO_PKG_VERSION"));

/// With what the report of an input was made, the mappings and the overlay that its codes were read with, and the day that it
/// was told.
fn made_with(summary: &Summary) -> String {
    let mappings =
        mappings_of(summary).into_iter().map(|(key, edition)| format!(", {key} edition {edition}"));
    let former = if summary.has_former_names() { ", with former names" } else { "" };
    let as_of = summary.as_of().map(|day| format!(", as of {day}")).unwrap_or_default();
    let overlay = summary.overlay().map(|overlay| format!(", overlay of {overlay}")).unwrap_or_default();
    format!("{TOOL}, standard {STANDARD_VERSION}{}{overlay}{as_of}{former}", mappings.collect::<String>())
}

/// By which the input is known again, where that was asked for.
fn input_of(summary: &Summary) -> Option<String> {
    let identity = summary.identity()?;
    Some(format!("{} bytes, SHA-256 {identity}", identity.bytes()))
}

/// A report that is written while the records are read, so that it takes no memory however much is found.
///
/// # Errors
///
/// Every method returns the writer's own errors, and no others.
pub trait Streamed {
    /// Begins the part of one input.
    fn begin_file(&mut self, name: &str) -> io::Result<()>;

    /// Writes one finding of the present input.
    fn finding(&mut self, finding: &Finding) -> io::Result<()>;

    /// Ends the part of the input; with an error when it was not read to its end.
    fn end_file(&mut self, summary: &Summary, error: Option<&Error>) -> io::Result<()>;

    /// Ends the report, and flushes it.
    fn end(self: Box<Self>) -> io::Result<()>;
}

/// What ends a report of several inputs: that this is all, or not.
#[derive(Clone, Copy, Debug, Default)]
struct Completeness {
    files: u64,
    incomplete: u64,
    rows: u64,
    findings: u64,
}

impl Completeness {
    fn add(&mut self, summary: &Summary, error: Option<&Error>) {
        self.files += 1;
        self.incomplete += u64::from(error.is_some());
        self.rows += summary.rows();
        self.findings += summary.findings();
    }

    const fn is_complete(self) -> bool {
        self.incomplete == 0
    }
}

/// Who a report is for.
///
/// # Example
///
/// ```
/// assert_eq!(ownwords::audit::report::Tier::default().word(), "publishable");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tier {
    /// Those who keep the records: exact counts, and the rows of findings.
    Internal,
    /// Anybody: what [`published`](super::published) lets out.
    #[default]
    Publishable,
}

impl Tier {
    /// The tier in one word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Publishable => "publishable",
        }
    }
}

/// Whether a terminal would act on the character, or show nothing, instead of showing it: hidden characters, the marks and
/// separators that are sound in a name but turn a line of a report around or break it, and what is no character, some of which
/// XML may not have.
fn is_unseen(character: char) -> bool {
    let is_none = matches!(character, '\u{FDD0}'..='\u{FDEF}') || u32::from(character) & 0xFFFE == 0xFFFE;
    is_none
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{061C}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
        || hidden_characters(character.encode_utf8(&mut [0; 4])).next().is_some()
}
