//! Mappings as concept maps.

use serde_json::{Map, Value, json};

use super::code_systems::{ABSENCES, PARTS};
use super::definitions::{
    ADDS, ALL_BUT, HEADING, MAY_HOLD, NOT_FURTHER_STATED, OBSERVED, ONE_OF, REFUSED, SAME_CATEGORY, TOGETHER,
};
use super::relationships::{comment, equivalence, of_each_one_of, of_each_together};
use super::{Release, Resource, State, name_of};
use crate::answer::Absence;
use crate::bridge::{CodeSystem, LanguageRow, Meaning, Meant, Relationship, Row, Slot, TagSystem, systems};
use crate::standard::{STANDARD_VERSION, Standard};
use crate::stated::Axis;
use crate::wire::CODE_SYSTEMS;

const SNOMED_CT: &str = "http://snomed.info/sct";
const TAGS: &str = "urn:ietf:bcp:47";

/// What a code may mean, as a target.
struct Target {
    system: String,
    code: String,
    display: Option<&'static str>,
    relationship: Relationship,
}

/// A code of a list with what it means.
struct Entry {
    /// The URL of the code system that the code is of.
    source: String,
    code: &'static str,
    label: &'static str,
    /// What is said of the code in extensions.
    about: Vec<Value>,
    is_observed: bool,
    /// None where nobody knows what the code means.
    targets: Vec<Target>,
}

/// What is said of a list at the head of its resources.
struct Head {
    key: &'static str,
    title: &'static str,
    about: String,
    copyright: String,
    /// The code system to which a code without a map has none.
    target: String,
    state: State,
    mapping_edition: u16,
    /// Whether a code without a row means itself.
    by_itself: bool,
}

/// A mapping: a concept map from the list's codes to the standard's, and, where its owner has given the list no URL, the
/// list as a code system of ours, so that the codes are of something.
///
/// Every row is there, in the list's order. A code that stands in several groups, because its meaning is of several code
/// systems, has everything that is said of it in each of them.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::wire::terminology::{Release, concept_maps};
///
/// let maps = concept_maps(&systems::NHS_ETHNIC_CATEGORY_2001, Release::R4);
/// assert!(maps[0].to_json().contains(r#""equivalence": "wider""#));
/// ```
pub fn concept_maps<A: Axis>(list: &'static CodeSystem<A>, release: Release) -> Vec<Resource> {
    let key = list.key();
    let url = url_of(key, list.uri());
    let standard = list.standard();
    // A list of reasons alone has the standard of no concepts.
    let is_of_reasons = standard.concepts().len() == 0;
    let target =
        if is_of_reasons { ABSENCES.to_owned() } else { format!("{CODE_SYSTEMS}{}", standard.kind().word()) };
    let entry = |row: Row| {
        let mut targets = Vec::new();
        let mut about = of_meaning(row.meaning(), row.relationship(), standard, &mut targets);
        about.extend(row.group().map(|group| json!({"url": HEADING, "valueString": group})));
        about.extend(row.adds().iter().map(|word| json!({"url": ADDS, "valueCode": word})));
        about.extend(row.same_category().map(|(system, code)| {
            json!({"url": SAME_CATEGORY, "valueCoding": {"system": url_of_key(system), "code": code}})
        }));
        let is_observed = row.is_observed();
        Entry {
            source: source_of(key, row.code(), &url),
            code: row.code(),
            label: row.label(),
            about,
            is_observed,
            targets,
        }
    };
    let entries: Vec<Entry> = list.rows().iter().map(entry).collect();
    let provisional = list.rows().iter().filter(|row| row.is_provisional()).count();
    let state = State { is_agreed: provisional == 0 && State::of(standard).is_agreed };
    let about = about(list.owner(), list.list_edition(), list.jurisdiction(), list.source(), list.file());
    let head = Head {
        key,
        title: list.title(),
        about: about + &not_approved(provisional, list.rows().len()),
        copyright: list.licence().to_owned(),
        target,
        state,
        mapping_edition: list.data.mapping_edition,
        by_itself: false,
    };
    resources(&head, &entries, release)
}

/// A mapping of languages: a concept map from the list's codes to the tags of BCP 47, and the list as [`concept_maps`] has
/// it. Codes that the list's rule covers, such as those of ISO 639-3, are there beside its rows.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::wire::terminology::{Release, language_concept_maps};
///
/// let maps = language_concept_maps(&systems::UKCORE_HUMAN_LANGUAGE, Release::R5);
/// assert!(maps[0].to_json().contains(r#""code": "bfi""#));
/// ```
pub fn language_concept_maps(list: &'static TagSystem, release: Release) -> Vec<Resource> {
    let key = list.key();
    let url = url_of(key, list.uri());
    let of_row = |row: &'static LanguageRow| {
        let mut targets = Vec::new();
        let mut about = of_languages(row, &mut targets);
        about.extend(row.refused().map(|why| json!({"url": REFUSED, "valueString": why})));
        let source = url.clone();
        Entry { source, code: row.code(), label: row.label(), about, is_observed: row.is_observed(), targets }
    };
    let mut entries: Vec<Entry> = list.rows().iter().map(of_row).collect();
    let by_rule = list.codes_by_rule().filter_map(|code| {
        let decoded = list.decode(code.as_bytes());
        let tag = if decoded.row().is_none() { decoded.tag()? } else { return None };
        let targets = vec![tag_target(tag.as_str(), Relationship::Equivalent)];
        let source = url.clone();
        Some(Entry { source, code, label: "", about: Vec::new(), is_observed: false, targets })
    });
    entries.extend(by_rule);
    let provisional = list.rows().iter().filter(|row| row.is_provisional()).count();
    let about = about(list.owner(), list.list_edition(), list.jurisdiction(), list.source(), list.file());
    let head = Head {
        key,
        title: list.title(),
        about: about + &not_approved(provisional, list.rows().len()),
        copyright: list.licence().to_owned(),
        target: TAGS.to_owned(),
        state: State { is_agreed: false },
        mapping_edition: list.data.mapping_edition,
        by_itself: list.uri() == Some(TAGS),
    };
    resources(&head, &entries, release)
}

fn about(owner: &str, edition: &str, jurisdiction: &str, source: &str, file: &str) -> String {
    format!(
        "{owner}, {jurisdiction}; edition: {edition}. What each code means is a statement of ownwords, not of the list's owner; \
         why it is so stands in {file}. Codes and labels were read in: {source}."
    )
}

/// What is said beside that of rows that nobody has approved yet; nothing where there is none.
fn not_approved(provisional: usize, rows: usize) -> String {
    match provisional {
        0 => String::new(),
        all if all == rows => " Provisional: nobody has approved its rows yet.".to_owned(),
        some => format!(" Provisional: nobody has approved {some} of its {rows} rows yet."),
    }
}

/// The URL of a list: its owner's, else one of ours.
fn url_of(key: &str, uri: Option<&str>) -> String {
    uri.map_or_else(|| format!("{CODE_SYSTEMS}{key}"), str::to_owned)
}

/// The same, of a list that is known by its key.
fn url_of_key(key: &str) -> String {
    struct Uri<'a>(&'a str, Option<&'static str>);
    impl systems::Lists for Uri<'_> {
        fn list<A: Axis>(&mut self, _: &'static str, lists: &'static [&'static CodeSystem<A>]) {
            self.1 = self.1.or_else(|| lists.iter().find(|list| list.key() == self.0)?.uri());
        }
    }
    let mut uri = Uri(key, None);
    systems::each_list(&mut uri);
    url_of(key, uri.1)
}

/// The code system that a code is of. Lists of SNOMED CT identifiers have codes of their own beside them, for whoever
/// declined, for example.
fn source_of(key: &str, code: &str, url: &str) -> String {
    let is_of_snomed = systems::feature_of(key) == Some("snomed");
    match (is_of_snomed, code.bytes().all(|sign| sign.is_ascii_digit())) {
        (true, true) => SNOMED_CT.to_owned(),
        (true, false) => format!("{CODE_SYSTEMS}{key}"),
        (false, _) => url.to_owned(),
    }
}

fn part(slot: Slot, standard: &'static Standard, relationship: Relationship) -> Option<Target> {
    Some(match slot {
        Slot::NotFurtherStated => not_further_stated(relationship),
        Slot::Concept(index) => {
            let concept = standard.at(index)?;
            let system = format!("{CODE_SYSTEMS}{}", concept.id().kind().word());
            Target { system, code: concept.id().to_string(), display: Some(concept.label()), relationship }
        }
    })
}

fn not_further_stated(relationship: Relationship) -> Target {
    let (system, code) = (PARTS.to_owned(), NOT_FURTHER_STATED.to_owned());
    Target { system, code, display: Some("Not further stated"), relationship }
}

fn tag_target(tag: &str, relationship: Relationship) -> Target {
    Target { system: TAGS.to_owned(), code: tag.to_owned(), display: None, relationship }
}

/// The targets of a meaning, and what has to be said beside them.
fn of_meaning(
    meaning: Meaning,
    relationship: Relationship,
    standard: &'static Standard,
    targets: &mut Vec<Target>,
) -> Vec<Value> {
    match meaning {
        Meaning::Stated([only]) => {
            targets.extend(part(*only, standard, relationship));
            Vec::new()
        }
        Meaning::Stated(slots) => {
            let of_each = of_each_together(relationship);
            let parts: Vec<Target> = slots.iter().filter_map(|&slot| part(slot, standard, of_each)).collect();
            let together = of_parts(TOGETHER, relationship, &parts);
            // Each once: two parts that nobody has named are one target, and two in the extension.
            for one in parts {
                if !targets.iter().any(|other| (&other.system, &other.code) == (&one.system, &one.code)) {
                    targets.push(one);
                }
            }
            vec![together]
        }
        Meaning::Absent(absence) => of_absence(absence, relationship, targets),
        Meaning::NotKnown => Vec::new(),
    }
}

fn of_absence(absence: Absence, relationship: Relationship, targets: &mut Vec<Target>) -> Vec<Value> {
    let reasons = absence.reasons().map(|reason| Target {
        system: ABSENCES.to_owned(),
        code: reason.slug().to_owned(),
        display: Some(reason.label()),
        relationship,
    });
    one_of(reasons.collect(), relationship, targets)
}

/// One of several meanings, or the only one.
fn one_of(mut meanings: Vec<Target>, relationship: Relationship, targets: &mut Vec<Target>) -> Vec<Value> {
    let mut about = Vec::new();
    if meanings.len() > 1 {
        about.push(of_parts(ONE_OF, relationship, &meanings));
        for meaning in &mut meanings {
            meaning.relationship = of_each_one_of(relationship);
        }
    }
    targets.extend(meanings);
    about
}

fn of_parts(url: &str, relationship: Relationship, parts: &[Target]) -> Value {
    let mut inner = vec![json!({"url": "relationship", "valueCode": relationship.word()})];
    inner.extend(
        parts
            .iter()
            .map(|part| json!({"url": "part", "valueCoding": {"system": part.system, "code": part.code}})),
    );
    json!({"url": url, "extension": inner})
}

fn of_languages(row: &'static LanguageRow, targets: &mut Vec<Target>) -> Vec<Value> {
    let relationship = row.relationship();
    let code = |url: &str, tag: &str| json!({"url": url, "valueCode": tag});
    let mut about = match row.meaning {
        Meant::Languages([]) => {
            targets.push(not_further_stated(relationship));
            Vec::new()
        }
        Meant::Languages(named) => {
            let tags = named.iter().filter_map(|named| named.first());
            one_of(tags.map(|tag| tag_target(tag, relationship)).collect(), relationship, targets)
        }
        Meant::AllBut(named) => {
            targets.push(not_further_stated(relationship));
            named.iter().filter_map(|named| named.first()).map(|tag| code(ALL_BUT, tag)).collect()
        }
        Meant::Absent(absence) => of_absence(absence, relationship, targets),
        Meant::NotKnown => Vec::new(),
    };
    about.extend(row.may_hold.iter().filter_map(|named| named.first()).map(|tag| code(MAY_HOLD, tag)));
    about
}

fn resources(head: &Head, entries: &[Entry], release: Release) -> Vec<Resource> {
    let title = format!("{} ({}) in ownwords", head.title, head.key);
    let map =
        Resource::new("ConceptMap", head.key, &name_of(&format!("{} map", head.key)), &title, head.state)
            .with("version", format!("{STANDARD_VERSION}.{}", head.mapping_edition))
            .with("description", head.about.as_str())
            .with("copyright", head.copyright.as_str())
            .with("group", groups(head, entries, release));
    let own: Vec<&Entry> =
        entries.iter().filter(|entry| entry.source == format!("{CODE_SYSTEMS}{}", head.key)).collect();
    if own.is_empty() {
        return vec![map];
    }
    let is_whole = own.len() == entries.len();
    let title = format!("{} ({})", head.title, head.key);
    let list = Resource::new("CodeSystem", head.key, &name_of(head.key), &title, State { is_agreed: false })
        .with("description", format!("{} Its owner is not known to have given the list a URL.", head.about))
        .with("copyright", head.copyright.as_str())
        .with("caseSensitive", true)
        .with("content", if is_whole { "complete" } else { "fragment" });
    let list = if is_whole { list.with("count", own.len()) } else { list };
    vec![map, list.with("concept", own.into_iter().map(listed).collect::<Vec<Value>>())]
}

/// A code as its list has it: no label where nobody could source it.
fn listed(entry: &Entry) -> Value {
    let mut fields = Map::new();
    let heading: Vec<Value> =
        entry.about.iter().filter(|one| one.get("url") == Some(&HEADING.into())).cloned().collect();
    if !heading.is_empty() {
        fields.insert("extension".to_owned(), heading.into());
    }
    fields.insert("code".to_owned(), entry.code.into());
    if !entry.label.is_empty() {
        fields.insert("display".to_owned(), entry.label.into());
    }
    fields.into()
}

/// One group for each two code systems, in the order in which the list comes to them.
fn groups(head: &Head, entries: &[Entry], release: Release) -> Vec<Value> {
    let mut groups: Vec<(&str, &str, Vec<Value>)> = Vec::new();
    let mut put =
        |source, target, element| match groups.iter_mut().find(|one| (one.0, one.1) == (source, target)) {
            Some((_, _, elements)) => elements.push(element),
            None => groups.push((source, target, vec![element])),
        };
    for entry in entries {
        let mut systems: Vec<&str> = Vec::new();
        for target in &entry.targets {
            if !systems.contains(&target.system.as_str()) {
                systems.push(&target.system);
            }
        }
        for &system in &systems {
            let targets: Vec<&Target> =
                entry.targets.iter().filter(|target| target.system == system).collect();
            put(&entry.source, system, element(entry, &targets, release));
        }
        // Where other codes mean themselves, one that does not has to say so there.
        if systems.is_empty() || head.by_itself && !systems.contains(&head.target.as_str()) {
            put(&entry.source, &head.target, element(entry, &[], release));
        }
    }
    let group = |(source, target, elements): (&str, &str, Vec<Value>)| {
        let mut group = json!({"source": source, "target": target, "element": elements});
        if let (Value::Object(fields), true) = (&mut group, head.by_itself && target == head.target) {
            let mode = if release == Release::R4 { "provided" } else { "use-source-code" };
            fields.insert("unmapped".to_owned(), json!({"mode": mode}));
        }
        group
    };
    groups.into_iter().map(group).collect()
}

fn element(entry: &Entry, targets: &[&Target], release: Release) -> Value {
    let mut fields = Map::new();
    if !entry.about.is_empty() {
        fields.insert("extension".to_owned(), entry.about.clone().into());
    }
    if entry.is_observed {
        fields.insert("modifierExtension".to_owned(), json!([{"url": OBSERVED, "valueBoolean": true}]));
    }
    fields.insert("code".to_owned(), entry.code.into());
    if !entry.label.is_empty() {
        fields.insert("display".to_owned(), entry.label.into());
    }
    match (targets, release) {
        ([], Release::R5) => fields.insert("noMap".to_owned(), true.into()),
        ([], Release::R4) => {
            let comment = "Recorded, meaning not known: no source for it was found.";
            fields.insert("target".to_owned(), json!([{"equivalence": "unmatched", "comment": comment}]))
        }
        _ => {
            let targets: Vec<Value> = targets.iter().map(|target| target.element(release)).collect();
            fields.insert("target".to_owned(), targets.into())
        }
    };
    fields.into()
}

impl Target {
    fn element(&self, release: Release) -> Value {
        let mut fields = Map::new();
        fields.insert("code".to_owned(), self.code.as_str().into());
        if let Some(display) = self.display {
            fields.insert("display".to_owned(), display.into());
        }
        match release {
            Release::R4 => fields.insert("equivalence".to_owned(), equivalence(self.relationship).into()),
            Release::R5 => fields.insert("relationship".to_owned(), self.relationship.word().into()),
        };
        if let Some(comment) = comment(self.relationship) {
            fields.insert("comment".to_owned(), comment.into());
        }
        fields.into()
    }
}
