//! What `disagreements.yaml` says, checked.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, NOT_FURTHER_STATED, Names};
use crate::authoring::Source;
use crate::authoring::forms::{DisagreementsForm, TermForm};
use crate::authoring::tables::KINDS;
use crate::rules::{agreed_term, silent_source};

/// What the terms of a file may name; `None` where what lists it could not be read.
struct Known {
    slugs: Option<Names>,
    codes: Option<Names>,
    sources: Names,
}

impl Check<'_> {
    pub(super) fn disagreements(&mut self) {
        let files = self.files;
        for source in &files.disagreements {
            self.disagreements_of(source);
        }
    }

    fn disagreements_of(&mut self, source: &Source<DisagreementsForm>) {
        let Source { file, form } = source;
        let ethnicity = KINDS.iter().find(|kind| kind.word == "ethnicity");
        self.known(&Names::of("field", "mappings/", ["ethnicity"]), (file, &form.disagreements));
        let lists = || form.letters_are_codes_of.iter().chain(&form.other_codes_are_of);
        let systems = self.systems();
        self.known_once(&systems, file, lists());
        let mut sources = Names::new("source", "the file's `sources`");
        for one in &form.sources {
            self.once(&mut sources, one.key.as_str(), (file, &one.key));
        }
        // Lists that could not be read have been reported already.
        let read = self.files.broken.is_empty();
        let rows = self
            .files
            .mappings
            .iter()
            .filter(|mapping| lists().any(|list| list.as_str() == mapping.form.system.as_str()));
        let codes = rows.flat_map(|mapping| mapping.form.rows.iter().map(|row| row.code.as_str()));
        let known = Known {
            slugs: ethnicity.and_then(|kind| self.slugs_of(kind)),
            codes: read.then(|| Names::of("code", "the files of these lists", codes)),
            sources,
        };
        let mut terms = Names::new("term", "this file");
        for term in &form.terms {
            self.once(&mut terms, term.term.as_str(), (file, &term.term));
            self.term(file, term, &known);
        }
        self.one_code_alone(source);
    }

    fn term(&mut self, file: &str, term: &TermForm, known: &Known) {
        let place = (file, &term.term);
        if term.means.is_empty() || term.codes.is_empty() {
            let message = format!("the term `{}` has no meaning or no code", term.term.as_str());
            self.fault(&silent_source::RULE, place, message, "give it `means` and `codes`, or take it out");
        }
        for slug in term.means.iter().filter(|slug| slug.as_str() != NOT_FURTHER_STATED) {
            if let Some(slugs) = &known.slugs {
                self.known(slugs, (file, slug));
            }
        }
        let mut once = Names::new("code", "this term");
        for said in &term.codes {
            self.once(&mut once, said.code.as_str(), (file, &said.code));
            if let Some(codes) = &known.codes {
                self.known(codes, (file, &said.code));
            }
            if said.by.is_empty() {
                self.fault(
                    &silent_source::RULE,
                    (file, &said.code),
                    "nobody is named who says this",
                    "name the source in `by`",
                );
            }
            self.known_once(&known.sources, file, &said.by);
        }
    }

    /// Where all terms of one meaning have one code together, nobody disagrees.
    fn one_code_alone(&mut self, source: &Source<DisagreementsForm>) {
        let mut said: BTreeMap<Vec<&str>, BTreeSet<&str>> = BTreeMap::new();
        let meaning = |term: &'_ TermForm| -> Vec<String> {
            let mut means: Vec<String> = term.means.iter().map(|slug| slug.as_str().to_owned()).collect();
            means.sort_unstable();
            means
        };
        for term in &source.form.terms {
            let mut means: Vec<&str> = term.means.iter().map(|slug| slug.as_str()).collect();
            means.sort_unstable();
            said.entry(means).or_default().extend(term.codes.iter().map(|one| one.code.as_str()));
        }
        for term in &source.form.terms {
            let means = meaning(term);
            let codes = said.iter().find(|(known, _)| **known == means).map_or(0, |(_, codes)| codes.len());
            if codes == 1 {
                let message = format!("nobody disagrees about `{}`", term.term.as_str());
                let help = "give the code that another source has for the same meaning, or take the term out";
                self.fault(&agreed_term::RULE, (&source.file, &term.term), message, help);
            }
        }
    }
}
