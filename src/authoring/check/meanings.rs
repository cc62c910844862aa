//! What the rows of a mapping mean, held against the standard that is written apart from them.

use std::collections::BTreeSet;

use super::{Check, NOT_FURTHER_STATED, Place};
use crate::authoring::forms::{MappingForm, RowForm};
use crate::authoring::tables::{KINDS, relations};
use crate::authoring::{Source, StandardFiles};
use crate::rules::{relationship_contradicts_hierarchy, retired_concept, unattested_meaning};

/// A word and a code of one list that a standard has as its witness.
type Witness<'a> = (&'a str, &'a str, &'a str);

impl Check<'_> {
    /// A concept that is retired is named by nothing that is in force.
    pub(super) fn in_use(&mut self, place: Place<'_>) {
        let slug = place.1.as_str();
        if self.retired.contains(slug) {
            let help = "name the concept that took its place, or say that the meaning is not known";
            self.fault(&retired_concept::RULE, place, format!("`{slug}` is retired"), help);
        }
    }

    /// Every mapping's meanings: none contradicts the hierarchy, and each has its witness.
    pub(super) fn meanings(&mut self) {
        let files = self.files;
        for field in KINDS.iter().map(|kind| kind.word) {
            let Some(standard) = files.standards.iter().find(|one| one.kind.word == field && one.is_whole)
            else {
                continue;
            };
            let places = self.places(standard);
            let relations = relations(standard, self.beside(), &places);
            let witnesses = witnesses(standard);
            for source in files.mappings.iter().filter(|source| source.form.field.as_str() == field) {
                let is_a = |one: &str, other: &str| {
                    let (one, other) = (places.get(one), places.get(other));
                    one.zip(other).is_some_and(|(one, other)| relations.is_a(*one).contains(other))
                };
                let mut faults = Vec::new();
                for row in &source.form.rows {
                    faults.extend(contradiction(row, is_a));
                }
                for (row, message, help) in faults {
                    let rule = &relationship_contradicts_hierarchy::RULE;
                    self.fault(rule, (&source.file, &row.code), message, help);
                }
                // The national standard attests no list of an overlay.
                if files.overlay.is_none() {
                    self.attested(source, &witnesses, |slug| places.contains_key(slug));
                }
            }
        }
    }

    /// Each part of a meaning that was read from a label is attested of this code.
    fn attested(
        &mut self,
        Source { file, form }: &Source<MappingForm>,
        witnesses: &BTreeSet<Witness<'_>>,
        is_known: impl Fn(&str) -> bool,
    ) {
        let has_terms = |row: &RowForm| form.feature.is_some() || !row.label.as_str().is_empty();
        for row in form.rows.iter().filter(|row| has_terms(row)) {
            let (system, code) = (form.system.as_str(), row.code.as_str());
            for part in row.means.iter().flatten() {
                let slug = part.as_str();
                let is_part = slug == NOT_FURTHER_STATED || is_known(slug);
                if is_part && !witnesses.contains(&(slug, system, code)) {
                    let message = format!("nothing attests that `{code}` means `{slug}`");
                    let help = format!(
                        "read the list; then add `{system}`, the code and its label to `attested-by` of `{slug}`"
                    );
                    self.fault(&unattested_meaning::RULE, (file, part), message, help);
                }
            }
        }
    }
}

fn witnesses(standard: &StandardFiles) -> BTreeSet<Witness<'_>> {
    let concepts = standard.concepts().into_iter();
    let of_concepts = concepts
        .flat_map(|(_, concept)| concept.attested_by.iter().map(|witness| (concept.slug.as_str(), witness)));
    let unstated = standard.parts.iter().flat_map(|part| &part.form.not_further_stated.attested_by);
    let all = of_concepts.chain(unstated.map(|witness| (NOT_FURTHER_STATED, witness)));
    all.map(|(slug, witness)| (slug, witness.system.as_str(), witness.code.as_str())).collect()
}

/// What a row says that cannot hold: the row, the fault, and what to do.
fn contradiction(row: &RowForm, is_a: impl Fn(&str, &str) -> bool) -> Option<(&RowForm, String, String)> {
    let code = row.code.as_str();
    let means: Vec<&str> = row.means.iter().flatten().map(|word| word.as_str()).collect();
    let related = row.relationship.as_ref().map(|word| word.as_str());
    // Narrower than both, the broader one stands for a people that the list does not name.
    for one in means.iter().filter(|_| related != Some("source-is-narrower-than-target")) {
        if let Some(other) = means.iter().find(|other| *other != one && is_a(one, other)) {
            let message = format!("`{code}` means `{one}` and `{other}`, and `{one}` always is `{other}`");
            let help = format!(
                "take `{other}` out; where it stands for a people not named, the code is `source-is-narrower-than-target`"
            );
            return Some((row, message, help));
        }
    }
    if related == Some("equivalent") && !row.adds.is_empty() {
        let message = format!("the code `{code}` is equivalent to its meaning, and adds something to it");
        let help = "what adds something is narrower: write `source-is-narrower-than-target`";
        return Some((row, message, help.to_owned()));
    }
    None
}
