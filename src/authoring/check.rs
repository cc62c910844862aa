//! What the files say, checked: every fault of every file, with its place.
//!
//! A file that could not be read has been reported already; what refers to it is then left unchecked, so that one fault
//! is not said a hundred times.

mod disagreements;
mod mappings;
mod standards;

use std::collections::BTreeMap;

use super::Files;
use super::forms::AttestationForm;
use super::yaml::{Word, nearest};
use crate::error::{Error, ErrorKind};

/// All faults of all files, in no order.
pub(super) fn faults(files: &Files) -> Vec<Error> {
    let mut check = Check { files, faults: Vec::new() };
    check.edition();
    check.absence();
    check.purposes();
    for standard in &files.standards {
        check.standard(standard);
    }
    check.mappings();
    check.authorities();
    check.disagreements();
    check.faults
}

/// The readable keys: a lower-case letter, then lower-case letters and digits, with single hyphens between them.
pub(super) fn is_slug(text: &str) -> bool {
    let is_sound = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit();
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.split('-').all(|word| !word.is_empty() && word.chars().all(is_sound))
        && text != NOT_FURTHER_STATED
}

pub(super) const SLUG_HELP: &str = "begin with a letter; use lower-case letters, digits and hyphens";

/// The part of a meaning that names no concept; no concept is called so.
pub(super) const NOT_FURTHER_STATED: &str = "not-further-stated";

/// Names that may stand once only, for finding the second of two and the nearest to a wrong one.
struct Names {
    what: &'static str,
    /// By name: where it stands.
    seen: BTreeMap<String, String>,
    listed_in: &'static str,
}

impl Names {
    fn new(what: &'static str, listed_in: &'static str) -> Self {
        Self { what, seen: BTreeMap::new(), listed_in }
    }

    fn of<'a>(what: &'static str, listed_in: &'static str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let seen = names.into_iter().map(|name| (name.to_owned(), String::new())).collect();
        Self { what, seen, listed_in }
    }

    /// What to do instead of a name that is none of these.
    fn help(&self, wrong: &str) -> String {
        if let Some(known) = nearest(wrong, self.seen.keys().map(String::as_str)) {
            return format!("the nearest {} is `{known}`", self.what);
        }
        if (1..=8).contains(&self.seen.len()) {
            let all: Vec<String> = self.seen.keys().map(|known| format!("`{known}`")).collect();
            return format!("the list is {}", all.join(", "));
        }
        format!("each {} is listed in {}", self.what, self.listed_in)
    }
}

struct Check<'a> {
    files: &'a Files,
    faults: Vec<Error>,
}

/// A file and a word in it.
type Place<'a> = (&'a str, &'a Word);

impl Check<'_> {
    fn fault(&mut self, (file, word): Place<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.faults.push(Error::new(ErrorKind::Data, message).at(word.place(file)).with_help(help));
    }

    fn once(&mut self, names: &mut Names, name: &str, place: Place<'_>) {
        let here = place.1.place(place.0).to_string();
        if let Some(first) = names.seen.get(name) {
            let what = names.what;
            self.fault(
                place,
                format!("the {what} `{name}` stands twice"),
                format!("the first is in {first}"),
            );
        } else {
            names.seen.insert(name.to_owned(), here);
        }
    }

    fn known(&mut self, names: &Names, place: Place<'_>) {
        let word = place.1.as_str();
        if !names.seen.contains_key(word) {
            self.fault(place, format!("`{word}` is not a known {}", names.what), names.help(word));
        }
    }

    /// Every word of a list is known and stands in it once.
    fn known_once<'w>(&mut self, names: &Names, file: &str, words: impl IntoIterator<Item = &'w Word>) {
        let mut seen = Names::new(names.what, "this list");
        for word in words {
            self.known(names, (file, word));
            self.once(&mut seen, word.as_str(), (file, word));
        }
    }

    fn slug(&mut self, what: &str, place: Place<'_>) {
        let slug = place.1.as_str();
        if !is_slug(slug) {
            self.fault(place, format!("`{slug}` cannot be {what}"), SLUG_HELP);
        }
    }

    /// Witnesses are written apart from the mappings, so that the laws can hold one against the other. That they speak of
    /// the same list is checked here: a code that we hold is there, with the label that it has there.
    fn attestations(&mut self, file: &str, attestations: &[AttestationForm]) {
        let files = self.files;
        for witness in attestations {
            let system =
                files.mappings.iter().find(|known| known.form.system.as_str() == witness.system.as_str());
            let Some(system) = system else { continue };
            let code = witness.code.as_str();
            let row = system.form.rows.iter().find(|row| row.code.as_str() == code);
            match row {
                None => {
                    let message = format!("`{}` has no code `{code}`", witness.system.as_str());
                    let codes =
                        Names::of("code", "its file", system.form.rows.iter().map(|row| row.code.as_str()));
                    self.fault((file, &witness.code), message, codes.help(code));
                }
                Some(row) if row.label.as_str() != witness.label.as_str() => {
                    let message = format!("this is not the label of the code `{code}` in {}", system.file);
                    let help = format!("one of the two is wrong; there it is `{}`", row.label.as_str());
                    self.fault((file, &witness.label), message, help);
                }
                Some(_) => {}
            }
        }
    }
}
