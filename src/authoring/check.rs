//! What the files say, checked: every fault of every file, with its place.
//!
//! A file that could not be read has been reported already; what refers to it is then left unchecked, so that one fault
//! is not said a hundred times.

mod colour;
mod disagreements;
mod languages;
mod mappings;
mod meanings;
mod overlay;
pub(super) mod provenance;
mod questions;
mod standards;

use std::collections::{BTreeMap, BTreeSet};

use super::forms::AttestationForm;
use super::yaml::{Word, nearest};
use super::{Files, StandardFiles};
use crate::error::{Error, ErrorKind};
use crate::overlay::Known;
use crate::rules::{
    Rule, attested_code_not_in_list, attested_label_differs, malformed_key, repeated_code, repeated_id,
    repeated_in_list, repeated_name, repeated_system, unknown_code, unknown_concept, unknown_reason,
    unknown_source, unknown_system, unknown_word,
};
use crate::standard::{Concept, NO_CONCEPTS, Standard, Status};

/// All faults of all files, in no order.
pub(super) fn faults(files: &Files) -> Vec<Error> {
    let mut check = Check::new(files);
    check.edition();
    check.head();
    check.absence();
    check.purposes();
    for standard in &files.standards {
        check.standard(standard);
    }
    check.questions();
    check.mappings();
    check.meanings();
    check.colour();
    check.languages();
    check.local_codes();
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

    /// The rule that a name breaks that is none of these.
    fn unknown(&self) -> &'static Rule {
        match self.what {
            "slug" | "heritage" => &unknown_concept::RULE,
            "source" => &unknown_source::RULE,
            "reason" => &unknown_reason::RULE,
            "code" => &unknown_code::RULE,
            "system" | NATIONAL_LIST | OPEN_LIST => &unknown_system::RULE,
            _ => &unknown_word::RULE,
        }
    }

    /// The rule that a name breaks that stands twice.
    fn repeated(&self) -> &'static Rule {
        match (self.what, self.listed_in) {
            (_, "this list" | "this row" | "this term") => &repeated_in_list::RULE,
            ("code", _) => &repeated_code::RULE,
            ("system" | "system number" | "list", _) => &repeated_system::RULE,
            ("id" | "number", _) => &repeated_id::RULE,
            _ => &repeated_name::RULE,
        }
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
    /// The slugs of concepts that are retired, national ones for an overlay too.
    retired: BTreeSet<&'a str>,
    faults: Vec<Error>,
}

impl<'a> Check<'a> {
    fn new(files: &'a Files) -> Self {
        let own = files.standards.iter().flat_map(StandardFiles::concepts);
        let own = own.filter(|(_, one)| one.status.as_str() == "retired").map(|(_, one)| one.slug.as_str());
        let beside = files.overlay.iter().flat_map(|_| Standard::ethnicity().concepts());
        let beside = beside.filter(|one| one.status() == Status::Retired).map(|one| one.slug());
        Self { files, retired: own.chain(beside).collect(), faults: Vec::new() }
    }
}

/// How the names of files begin that hold local codes of a national list.
pub(super) const LOCAL_CODES: &str = "local-codes-";

/// What an overlay names a national list as, and one that leaves room for local codes.
const NATIONAL_LIST: &str = "national list of ethnicity";
const OPEN_LIST: &str = "list that leaves room for local codes";

/// Where a name stands that an overlay may use, and may not give to anything of its own.
const NATIONAL: &str = "the national standard";

/// A file and a word in it.
type Place<'a> = (&'a str, &'a Word);

impl Check<'_> {
    /// The concepts that the files stand beside: those of the national standard, for an overlay.
    fn beside(&self) -> &'static Standard {
        if self.files.overlay.is_some() { Standard::ethnicity() } else { &NO_CONCEPTS }
    }

    /// Names of one kind, of which the national concepts have some already.
    fn names_beside(&self, what: &'static str, name: impl Fn(Concept) -> String) -> Names {
        let mut names = Names::new(what, "the files of this folder");
        names.seen.extend(self.beside().concepts().map(|concept| (name(concept), NATIONAL.to_owned())));
        names
    }

    /// All names by which the files may name a concept, with its place: national ones first, then those of the files.
    /// An overlay may name a concept by its id too, since slugs are for reading and can change.
    fn places(&self, standard: &StandardFiles) -> BTreeMap<String, usize> {
        let beside = self.beside().concepts();
        let national = beside.clone().map(|concept| (concept.slug().to_owned(), concept.id().to_string()));
        let own = standard.concepts().into_iter();
        let own = own.map(|(_, one)| (one.slug.as_str().to_owned(), one.id.as_str().to_owned()));
        let mut places = BTreeMap::new();
        for (place, (slug, id)) in national.chain(own).enumerate() {
            places.insert(slug, place);
            if beside.len() > 0 {
                places.insert(id, place);
            }
        }
        places
    }

    fn fault(
        &mut self,
        rule: &'static Rule,
        (file, word): Place<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let fault = Error::new(ErrorKind::Data, message).at(word.place(file)).with_help(help);
        self.faults.push(fault.of_rule(rule.id));
    }

    fn once(&mut self, names: &mut Names, name: &str, place: Place<'_>) {
        let here = place.1.place(place.0).to_string();
        if let Some(first) = names.seen.get(name) {
            let what = names.what;
            self.fault(
                names.repeated(),
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
            self.fault(
                names.unknown(),
                place,
                format!("`{word}` is not a known {}", names.what),
                names.help(word),
            );
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
            self.fault(&malformed_key::RULE, place, format!("`{slug}` cannot be {what}"), SLUG_HELP);
        }
    }

    /// Witnesses are written apart from the mappings, so that the laws can hold one against the other. That they speak of
    /// the same list is checked here: a code that we hold is there, with the label that it has there.
    fn attestations(&mut self, file: &str, attestations: &[AttestationForm]) {
        for witness in attestations {
            let Some((place, rows)) = self.rows_of(witness.system.as_str()) else { continue };
            for word in core::iter::once(&witness.code).chain(&witness.elsewhere) {
                let code = word.as_str();
                if !rows.iter().any(|(known, _)| *known == code) {
                    let message = format!("`{}` has no code `{code}`", witness.system.as_str());
                    let codes = Names::of("code", "its file", rows.iter().map(|(known, _)| *known));
                    self.fault(&attested_code_not_in_list::RULE, (file, word), message, codes.help(code));
                }
            }
            let code = witness.code.as_str();
            let label = rows.iter().find(|(known, _)| *known == code).map(|(_, label)| *label);
            if let Some(label) = label.filter(|label| *label != witness.label.as_str()) {
                let message = format!("this is not the label of the code `{code}` in {place}");
                let help = format!("one of the two is wrong; there it is `{label}`");
                self.fault(&attested_label_differs::RULE, (file, &witness.label), message, help);
            }
        }
    }
}

impl<'a> Check<'a> {
    /// The codes and labels of a system that we hold, and where they stand.
    fn rows_of(&self, system: &str) -> Option<(&'a str, Vec<(&'a str, &'a str)>)> {
        let files: &'a Files = self.files;
        if let Some(source) = files.mappings.iter().find(|known| known.form.system.as_str() == system) {
            let rows = source.form.rows.iter().map(|row| (row.code.as_str(), row.label.as_str()));
            return Some((&source.file, rows.collect()));
        }
        files.overlay.as_ref()?;
        let national = Known::NATIONAL.with_key(system)?;
        let rows = national.rows().iter().map(|row| (row.code(), row.label()));
        Some((national.key(), rows.collect()))
    }
}
