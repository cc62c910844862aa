//! `ownwords name collisions`: names of one file that a receiver could not tell apart.

use std::fmt::Write as _;
use std::io::{self, BufRead};
use std::process::ExitCode;

use ownwords::{Error, ErrorKind, Position, name};
use serde_json::json;

use super::{given, receivers};
use crate::lines::{Answer, Format, print};

/// Say which names of standard input, one a line, differ and are alike once rendered for a receiver
///
/// Parts and language follow a name after tabs, as in `ownwords name render -`. The same name twice is no collision. The
/// answer holds the numbers of lines, from 1, and never a name.
///
/// As JSON it is {profile, groups, not_rendered}: a group is the lines of names that are alike; `not_rendered` are the lines
/// of those that the receiver cannot hold. The exit status is 1 when there is a group or a line that is not rendered, and 2
/// when a line is no name.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: ownwords name collisions --for vision-surname < names.txt")]
pub(crate) struct Arguments {
    /// The receiver's field: a key of `ownwords name receivers`, for example vision-surname
    #[arg(long = "for", value_name = "PROFILE")]
    profile: String,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    let profile = receivers::of_key(&arguments.profile)?;
    let mut names = Vec::new();
    let mut numbers = Vec::new();
    for (number, line) in (1..).zip(io::stdin().lock().split(b'\n')) {
        let line = line
            .map_err(|error| Error::new(ErrorKind::Io, "standard input cannot be read").with_source(error))?;
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        if !line.is_empty() {
            let at_line = |error: Error| error.at(Position::in_file("standard input").line(number));
            names.push(given::of_line(line).map_err(at_line)?);
            numbers.push(number);
        }
    }
    let found = name::collisions(&names, profile);
    let lines_of =
        |places: &[usize]| places.iter().filter_map(|place| numbers.get(*place).copied()).collect();
    let groups: Vec<Vec<u64>> = found.groups().map(lines_of).collect();
    let not_rendered: Vec<u64> = lines_of(found.not_rendered());
    let json = json!({"profile": profile.key(), "groups": groups, "not_rendered": not_rendered});
    let is_clean = groups.is_empty() && not_rendered.is_empty();
    let answer = if is_clean { Answer::found(json) } else { Answer::finding(json) };
    print(arguments.format, || page(&groups, &not_rendered), &answer)
}

fn page(groups: &[Vec<u64>], not_rendered: &[u64]) -> String {
    let mut page = String::new();
    for group in groups {
        let _ = writeln!(page, "alike though they differ: lines {}", listed(group));
    }
    if !not_rendered.is_empty() {
        let _ = writeln!(page, "cannot be rendered: lines {}", listed(not_rendered));
    }
    if page.is_empty() {
        page.push_str("no two names that differ are alike\n");
    }
    page
}

fn listed(lines: &[u64]) -> String {
    lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}
