//! How far a long run is, shown to a person at a terminal, and how one ends it.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use ownwords::audit::Watch;
use ownwords::{Error, ErrorKind};

/// How often the bar is drawn anew.
const OFTEN: Duration = Duration::from_millis(200);

/// A bar with the rate and the time left, on standard error; nothing where that is no terminal. It is gone when this is
/// dropped.
pub(crate) struct Progress {
    drawn: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    pub(crate) fn of(files: &[PathBuf], watch: &Watch) -> Self {
        if !io::stderr().is_terminal() {
            return Self { drawn: None };
        }
        let bar = bar(files);
        let watch = watch.clone();
        let (end, ended) = mpsc::channel();
        let draw = move || {
            while ended.recv_timeout(OFTEN) == Err(RecvTimeoutError::Timeout) {
                bar.set_position(watch.bytes_read());
                if let compared @ 1.. = watch.bytes_compared() {
                    bar.set_message(format!(", and {} to find duplicates", HumanBytes(compared)));
                }
            }
            bar.finish_and_clear();
        };
        let thread = thread::Builder::new().name("progress".to_owned()).spawn(draw);
        Self { drawn: thread.ok().map(|thread| (end, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((end, thread)) = self.drawn.take() {
            drop(end);
            let _ = thread.join();
        }
    }
}

/// With the whole length where every input is a file.
fn bar(files: &[PathBuf]) -> ProgressBar {
    let length =
        |file: &PathBuf| fs::metadata(file).ok().filter(fs::Metadata::is_file).map(|data| data.len());
    let is_file = |file: &&PathBuf| file.as_path() != Path::new("-");
    let lengths: Option<u64> = files.iter().map(|file| Some(file).filter(is_file).and_then(length)).sum();
    let target = ProgressDrawTarget::stderr();
    let (bar, template) = match lengths {
        Some(length) => (
            ProgressBar::with_draw_target(Some(length), target),
            "{bytes} of {total_bytes}{msg} {wide_bar} {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::with_draw_target(None, target), "{bytes}{msg} {spinner} {bytes_per_sec}"),
    };
    // A template that cannot be read leaves the usual one.
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The first Ctrl-C ends the run where it is, with a report of what was found until then that says so; the second ends the
/// program.
pub(crate) fn end_on_interrupt(watch: &Watch) -> Result<(), Error> {
    let watch = watch.clone();
    let handler = move || {
        if watch.is_to_end() {
            std::process::exit(130);
        }
        watch.end();
    };
    ctrlc::set_handler(handler).map_err(|_| {
        Error::new(ErrorKind::Io, "this system does not let the command hear of Ctrl-C")
            .with_help("run it without another command that hears of it")
    })
}
