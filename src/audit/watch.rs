//! Watching an audit from another thread: how far it is, and whether it is to end.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::readers::read_some;

/// How far an audit is, for whoever shows that to a person, and a way to end it early. Clones watch the same audit.
///
/// # Example
///
/// ```
/// use ownwords::audit::{Options, Watch, audit};
///
/// let watch = Watch::default();
/// let file = "surname\nKhan\n";
/// audit(file.as_bytes(), "example", Options::default().watched_by(&watch), &mut |_| Ok(())).unwrap();
/// assert_eq!(watch.bytes_read(), 13);
///
/// // What is to end is read no further, and says so.
/// watch.end();
/// let stopped = audit(file.as_bytes(), "example", Options::default().watched_by(&watch), &mut |_| Ok(()));
/// assert!(stopped.unwrap_err().error().message().contains("ended early"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Watch {
    bytes: Arc<AtomicU64>,
    /// What is read to compare records with each other, before they are audited.
    bytes_before: Arc<AtomicU64>,
    is_to_end: Arc<AtomicBool>,
}

impl Watch {
    /// How many bytes of the inputs were read, as they are: compressed, where they are that.
    pub fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// How many bytes were read to [compare records](super::Options::with_duplicates) with each other: the inputs are read
    /// several times for it, while the audit waits.
    pub fn bytes_compared(&self) -> u64 {
        self.bytes_before.load(Ordering::Relaxed)
    }

    /// Ends the audit that is under way, and every one that begins later. What was found before is handed on, with an error
    /// that says that it is not all.
    pub fn end(&self) {
        self.is_to_end.store(true, Ordering::Relaxed);
    }

    /// Whether it was told to end.
    pub fn is_to_end(&self) -> bool {
        self.is_to_end.load(Ordering::Relaxed)
    }

    /// One that ends what this one ends, and counts what is read before the audit apart.
    pub(super) fn before(&self) -> Self {
        Self { bytes: self.bytes_before.clone(), ..self.clone() }
    }

    /// The input, watched.
    pub(super) fn over<R: Read>(&self, input: R) -> impl Read + use<R> {
        Watching { input, watch: self.clone() }
    }
}

struct Watching<R> {
    input: R,
    watch: Watch,
}

impl<R: Read> Read for Watching<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.watch.is_to_end() {
            return Err(io::Error::other(EndedEarly));
        }
        let count = read_some(&mut self.input, buffer)?;
        self.watch.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Why reading ended, where somebody ended it.
#[derive(Debug)]
pub(super) struct EndedEarly;

impl core::fmt::Display for EndedEarly {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the audit was ended early")
    }
}

impl core::error::Error for EndedEarly {}
