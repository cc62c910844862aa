//! The page of a concept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ownwords::standard::{Concept, Label, LabelUse, Status};
use serde_json::{Value, json};

pub(super) fn page(concept: Concept) -> String {
    let mut page = format!("{} ({}, {})\n", concept.label(), concept.slug(), concept.id());
    let _ = writeln!(page, "  {}", status_in_words(concept));
    if concept.is_for_counting_only() {
        page.push_str("  for counting only: it adds others up, and is never what a form offers first\n");
    }
    for label in shown(concept) {
        let _ = writeln!(page, "  also: {} [{}]", label.text, label.language);
    }
    match search_only(concept) {
        0 => {}
        1 => page.push_str("  one more name is recognised when somebody types it, and never shown\n"),
        more => {
            let _ = writeln!(
                page,
                "  {more} more names are recognised when somebody types them, and never shown"
            );
        }
    }
    for chain in concept.chains() {
        let names: Vec<&str> = chain.iter().map(|one| one.label()).collect();
        let _ = writeln!(page, "  always: {}", names.join(" < "));
    }
    let may_be: Vec<&str> = concept.overlaps().map(Concept::label).collect();
    if !may_be.is_empty() {
        let _ = writeln!(page, "  may be: {}", may_be.join(", "));
    }
    match attested_by(concept) {
        lists if lists.is_empty() => page.push_str("  no published list that we read names it\n"),
        lists => {
            page.push_str("  attested by:\n");
            for (system, codes) in lists {
                let _ = writeln!(page, "    {system}: {}", codes.join(", "));
            }
        }
    }
    page
}

pub(super) fn as_json(concept: Concept) -> Value {
    let names = shown(concept).map(|label| json!({"language": label.language, "text": label.text}));
    let mut json = crate::concepts::as_json(concept);
    if let Value::Object(fields) = &mut json {
        let mut put = |key: &str, value: Value| drop(fields.insert(key.to_owned(), value));
        put("status", status(concept).into());
        put("counting_only", concept.is_for_counting_only().into());
        put("names", names.collect());
        put("search_only", search_only(concept).into());
        put("broader", concept.broader().map(Concept::slug).collect());
        put("may_be", concept.overlaps().map(Concept::slug).collect());
        put("attested_by", json!(attested_by(concept)));
    }
    json
}

/// The names that may be shown.
fn shown(concept: Concept) -> impl Iterator<Item = Label> {
    concept.labels().filter(|label| label.usage != LabelUse::SearchOnly)
}

fn search_only(concept: Concept) -> usize {
    concept.labels().filter(|label| label.usage == LabelUse::SearchOnly).count()
}

/// The codes that name the concept, by their lists.
fn attested_by(concept: Concept) -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut lists: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for witness in concept.attested_by() {
        lists.entry(witness.system).or_default().push(witness.code);
    }
    lists
}

fn status(concept: Concept) -> &'static str {
    match concept.status() {
        Status::Agreed => "agreed",
        Status::Retired => "retired",
        _ => "provisional",
    }
}

fn status_in_words(concept: Concept) -> &'static str {
    match concept.status() {
        Status::Agreed => "agreed: the community that it names has said so",
        Status::Retired => "retired: no longer offered; its id stays valid",
        _ => "provisional: the people that it names have not been asked yet",
    }
}
