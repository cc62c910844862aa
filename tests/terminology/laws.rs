//! What is read back from the resources is what the standards and mappings hold: nothing more, nothing less.

use std::collections::BTreeSet;

use ownwords::bridge::{CodeSystem, Relationship, Row, TagSystem, systems};
use ownwords::standard::{LabelUse, Status};
use ownwords::wire::CODE_SYSTEMS;
use ownwords::wire::terminology::{
    ABSENCES, PARTS, Release, code_systems, concept_maps, definitions, equivalence, language_concept_maps,
    relationship,
};
use ownwords::{Absence, Axis, Kind, Part, Reason, Standard, Stated};
use serde_json::Value;

use crate::reading::{Code, Meaning, ReadRow, list, rows, text};

const RELEASES: [Release; 2] = [Release::R4, Release::R5];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn coded(part: Part) -> Code {
    match part {
        Part::Concept(id) => (format!("{CODE_SYSTEMS}{}", id.kind().word()), id.to_string()),
        Part::NotFurtherStated => (PARTS.to_owned(), "not-further-stated".to_owned()),
    }
}

fn parts<A: Axis>(stated: &Stated<A>) -> Vec<Code> {
    stated.parts().iter().map(|part| coded(*part)).collect()
}

fn reasons(absence: Absence) -> Vec<Code> {
    absence.reasons().map(|reason| (ABSENCES.to_owned(), reason.slug().to_owned())).collect()
}

/// The parts of a meaning, whether there are several or one; and whether several are one of these.
fn flat(meaning: &Meaning) -> (Vec<Code>, bool) {
    match meaning {
        Meaning::One(code) => (vec![code.clone()], false),
        Meaning::Together(parts) => (parts.clone(), false),
        Meaning::OneOf(parts) => (parts.clone(), true),
        Meaning::NotKnown => (Vec::new(), false),
    }
}

/// What somebody who ignores every extension may take from a target has to be true: the relationships that hold of one part
/// alone where the code stands so to all of them.
fn is_true_alone(alone: Relationship, all: Relationship, is_one_of: bool) -> bool {
    use Relationship::{
        Equivalent, NotRelatedTo, RelatedTo, SourceIsBroaderThanTarget, SourceIsNarrowerThanTarget,
    };
    match (all, is_one_of) {
        // Whoever is both is each of the two; nobody is both only because they are one.
        (Equivalent | SourceIsNarrowerThanTarget, false) => alone == SourceIsNarrowerThanTarget,
        (Equivalent | SourceIsBroaderThanTarget, true) => alone == SourceIsBroaderThanTarget,
        (NotRelatedTo, true) => alone == NotRelatedTo,
        _ => alone == RelatedTo,
    }
}

struct EachList {
    rows: usize,
    lists: usize,
    together: usize,
    observed: usize,
    without_meaning: usize,
}

impl systems::Lists for EachList {
    fn list<A: Axis>(&mut self, _: &'static str, lists: &'static [&'static CodeSystem<A>]) {
        for list in lists {
            for release in RELEASES {
                self.rows += self.same_rows(list, release);
            }
            self.lists += 1;
        }
    }
}

impl EachList {
    fn same_rows<A: Axis>(&mut self, list: &'static CodeSystem<A>, release: Release) -> usize {
        let maps = concept_maps(list, release);
        let map = json(&maps[0].to_json());
        let read = rows(&map, release);
        assert_eq!(read.len(), list.rows().len(), "{}", list.key());
        // A code may stand in several groups, so that the map's order is the list's within each.
        for row in list.rows().iter() {
            let (read, alone) = read.iter().find(|(one, _)| one.code == row.code()).unwrap();
            self.same_row(list, row, read, alone);
        }
        read.len()
    }

    fn same_row<A: Axis>(
        &mut self,
        list: &'static CodeSystem<A>,
        row: Row,
        read: &ReadRow,
        alone: &[Relationship],
    ) {
        let what = format!("{} of {}", row.code(), list.key());
        assert_eq!(read.label, row.label(), "{what}");
        assert_eq!(read.heading.as_deref(), row.group(), "{what}");
        assert_eq!(read.adds, row.adds(), "{what}");
        assert_eq!(read.is_observed, row.is_observed(), "{what}");
        assert_eq!(read.same_category.len(), row.same_category().count(), "{what}");
        for ((system, code), (key, same)) in read.same_category.iter().zip(row.same_category()) {
            assert_eq!(code, same, "{what}");
            assert!(is_url_of(system, key), "{what}: {system} is not {key}");
        }
        assert!(is_url_of(&read.source, list.key()), "{what}: {}", read.source);
        let decoded = list.decode(row.code().as_bytes());
        let (meaning, is_one_of) = flat(&read.meaning);
        let absence = decoded.absence().filter(|_| !row.is_observed());
        let expected = match (decoded.observation(), decoded.answer().given(), absence) {
            (Some(observed), ..) => parts(&observed),
            (None, Some(stated), _) => parts(stated),
            (None, None, Some(absence)) if absence == Absence::from(Reason::MeaningNotKnown) => Vec::new(),
            (None, None, Some(absence)) => reasons(absence),
            (None, None, None) => panic!("{what} says nothing"),
        };
        if row.is_observed() && (meaning.is_empty() || meaning.iter().all(|(system, _)| system == ABSENCES)) {
            // An observer who could not say: the observation is of something that is not further stated.
            assert_eq!(expected, [coded(Part::NotFurtherStated)], "{what}");
        } else {
            assert_eq!(meaning, expected, "{what}");
        }
        assert_eq!(is_one_of, absence.is_some() && meaning.len() > 1, "{what}");
        match read.relationship {
            Some(said) => assert_eq!(said, row.relationship(), "{what}"),
            None => assert_eq!(read.meaning, Meaning::NotKnown, "{what}"),
        }
        if meaning.len() > 1 {
            for one in alone {
                assert!(is_true_alone(*one, row.relationship(), is_one_of), "{what}: {one:?}");
            }
            self.together += usize::from(!is_one_of);
        }
        self.observed += usize::from(row.is_observed());
        self.without_meaning += usize::from(meaning.is_empty());
    }
}

/// Whether a URL is that of the list: of ours the key is the end; of others' no list of ours may have the same.
fn is_url_of(url: &str, key: &str) -> bool {
    url.strip_prefix(CODE_SYSTEMS).is_none_or(|own| own == key)
}

#[test]
fn a_concept_map_read_back_is_the_mapping() {
    let mut each = EachList { rows: 0, lists: 0, together: 0, observed: 0, without_meaning: 0 };
    systems::each_list(&mut each);
    // It would be no law if the lists had none of what is hard.
    assert!(each.lists > 60 && each.rows > 4_000, "{} lists, {} rows", each.lists, each.rows);
    assert!(each.together > 100 && each.observed > 10 && each.without_meaning > 5);
}

fn list_of_texts(value: &Value) -> Vec<String> {
    list(value).iter().map(|one| text(one).unwrap().to_owned()).collect()
}

/// How many tags there are that a row is said not to be.
fn same_languages(list: &'static TagSystem, release: Release) -> usize {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(list.file());
    let file: Value = serde_yaml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let written = self::list(&file["rows"]);
    let mut all_but = 0;
    let map = json(&language_concept_maps(list, release)[0].to_json());
    let read = rows(&map, release);
    let by_rule: Vec<&str> =
        list.codes_by_rule().filter(|code| list.decode(code.as_bytes()).row().is_none()).collect();
    let codes: BTreeSet<&str> =
        list.rows().iter().map(|row| row.code()).chain(by_rule.iter().copied()).collect();
    assert_eq!(
        read.iter().map(|(row, _)| row.code.as_str()).collect::<BTreeSet<_>>(),
        codes,
        "{}",
        list.key()
    );
    for (read, alone) in &read {
        let what = format!("{} of {}", read.code, list.key());
        let decoded = list.decode(read.code.as_bytes());
        let (meaning, is_one_of) = flat(&read.meaning);
        let tags: Vec<&str> = meaning
            .iter()
            .filter(|(system, _)| system == "urn:ietf:bcp:47")
            .map(|(_, tag)| tag.as_str())
            .collect();
        let Some(row) = decoded.row() else {
            assert_eq!(tags, [decoded.tag().unwrap().as_str()], "{what}");
            assert_eq!(read.relationship, Some(Relationship::Equivalent));
            continue;
        };
        assert_eq!((read.label.as_str(), read.refused.as_deref()), (row.label(), row.refused()), "{what}");
        assert_eq!(read.is_observed, row.is_observed(), "{what}");
        if read.meaning == Meaning::NotKnown {
            assert_eq!(decoded.answer().absence(), Some(Reason::MeaningNotKnown.into()), "{what}");
            continue;
        }
        assert_eq!(read.relationship, Some(row.relationship()), "{what}");
        if let Some(absence) = decoded.answer().absence().filter(|_| !row.is_observed()) {
            assert_eq!(meaning, reasons(absence), "{what}");
            continue;
        }
        let may_be: Vec<&str> = decoded.may_be().collect();
        match (&read.meaning, &tags[..]) {
            (Meaning::One(_), [tag]) if read.may_hold.is_empty() => {
                let observed = decoded.observation().map(|one| one.uses()[0].tag.clone());
                let said = observed.or_else(|| decoded.tag()).unwrap();
                assert_eq!(*tag, said.as_str(), "{what}");
                assert!(may_be.is_empty(), "{what}");
            }
            (Meaning::One((system, _)), []) => assert_eq!(system, PARTS, "{what}"),
            _ => {
                let all: Vec<&str> =
                    tags.iter().copied().chain(read.may_hold.iter().map(String::as_str)).collect();
                assert_eq!(all, may_be, "{what}");
                assert_eq!(is_one_of, tags.len() > 1, "{what}");
            }
        }
        if is_one_of {
            assert!(alone.iter().all(|one| is_true_alone(*one, row.relationship(), true)), "{what}");
        }
        // What the row is said not to be is in its file alone; a list with the codes of another has some rows there.
        if let Some(written) = written.iter().find(|one| one["code"] == read.code.as_str()) {
            let tags = |key: &str| list_of_texts(&written[key]);
            assert_eq!((&read.all_but, &read.may_hold), (&tags("all-but"), &tags("may-hold")), "{what}");
            all_but += read.all_but.len();
        }
    }
    all_but
}

#[test]
fn a_concept_map_of_languages_read_back_is_the_list() {
    let all_but: usize =
        systems::LANGUAGE.iter().flat_map(|list| RELEASES.map(|release| same_languages(list, release))).sum();
    assert!(all_but > 0, "no list says what a code is not");
}

#[test]
fn every_tag_means_itself_but_those_that_say_there_is_none() {
    for (release, mode) in [(Release::R4, "provided"), (Release::R5, "use-source-code")] {
        let map = json(&language_concept_maps(&systems::BCP_47, release)[0].to_json());
        let of_tags = list(&map["group"]).iter().find(|group| group["target"] == "urn:ietf:bcp:47").unwrap();
        assert_eq!(of_tags["unmapped"]["mode"], mode);
        let without: Vec<&str> =
            list(&of_tags["element"]).iter().filter_map(|one| text(&one["code"])).collect();
        assert_eq!(without, ["und", "zxx"]);
    }
}

#[test]
fn a_code_system_read_back_is_the_standard() {
    for (standard, release) in
        Kind::all().filter_map(Standard::of).flat_map(|one| RELEASES.map(|release| (one, release)))
    {
        let resources = code_systems(standard, release);
        let system = json(&resources[0].to_json());
        let concepts = list(&system["concept"]);
        assert_eq!(system["count"], concepts.len());
        assert_eq!(concepts.len(), standard.concepts().len());
        for (read, concept) in concepts.iter().zip(standard.concepts()) {
            let code = |one: &Value| one["valueCode"].as_str().unwrap().to_owned();
            let properties =
                |name: &'static str| list(&read["property"]).iter().filter(move |one| one["code"] == name);
            assert_eq!(read["code"], concept.id().to_string());
            assert_eq!(read["display"], concept.label());
            let ids = |concepts: Vec<ownwords::standard::Concept>| -> Vec<String> {
                concepts.iter().map(|one| one.id().to_string()).collect()
            };
            assert_eq!(properties("parent").map(code).collect::<Vec<_>>(), ids(concept.broader().collect()));
            assert_eq!(
                properties("overlaps").map(code).collect::<Vec<_>>(),
                ids(concept.overlaps().collect())
            );
            assert_eq!(properties("slug").next().unwrap()["valueString"], concept.slug());
            assert_eq!(
                properties("counting-only").next().unwrap()["valueBoolean"],
                concept.is_for_counting_only()
            );
            let status = match concept.status() {
                Status::Provisional => "experimental",
                Status::Agreed => "active",
                _ => "retired",
            };
            assert_eq!(properties("status").map(code).collect::<Vec<_>>(), [status]);
            let names: Vec<(&str, &str, &str)> = list(&read["designation"])
                .iter()
                .map(|one| {
                    (
                        text(&one["language"]).unwrap(),
                        text(&one["use"]["code"]).unwrap(),
                        text(&one["value"]).unwrap(),
                    )
                })
                .collect();
            let shown = concept.labels().filter_map(|label| match label.usage {
                LabelUse::Label => Some((label.language, "label", label.text)),
                LabelUse::Synonym => Some((label.language, "synonym", label.text)),
                _ => None,
            });
            assert_eq!(names, shown.collect::<Vec<_>>(), "{}", concept.slug());
        }
        let any_provisional = standard.concepts().any(|one| one.status() == Status::Provisional);
        for resource in &resources {
            let value = json(&resource.to_json());
            assert_eq!(value["experimental"], any_provisional);
            assert_eq!(value["status"], if any_provisional { "draft" } else { "active" });
        }
    }
}

/// What is recognised and never shown back is in nothing that is exported.
#[test]
fn search_only_names_are_in_no_resource() {
    let mut some = 0;
    for standard in Kind::all().filter_map(Standard::of) {
        let system = json(&code_systems(standard, Release::R5)[0].to_json());
        for (read, concept) in list(&system["concept"]).iter().zip(standard.concepts()) {
            let shown: BTreeSet<&str> = concept
                .labels()
                .filter(|label| label.usage != LabelUse::SearchOnly)
                .map(|label| label.text)
                .collect();
            for label in concept
                .labels()
                .filter(|label| label.usage == LabelUse::SearchOnly && !shown.contains(label.text))
            {
                let values = list(&read["designation"]).iter().filter_map(|one| text(&one["value"]));
                assert!(!values.into_iter().any(|value| value == label.text), "{}", concept.slug());
                some += 1;
            }
        }
    }
    assert!(some > 100, "{some}");
}

#[test]
fn the_reasons_read_back_are_the_reasons() {
    let shared = definitions(Release::R4);
    let absences = json(&shared.iter().find(|one| one.url() == ABSENCES).unwrap().to_json());
    for (read, reason) in list(&absences["concept"]).iter().zip(Reason::ALL) {
        assert_eq!(
            (text(&read["code"]), text(&read["display"])),
            (Some(reason.slug()), Some(reason.label()))
        );
        assert_eq!(read["property"][0]["valueInteger"], reason.number());
        assert_eq!(
            read["property"].get(1).and_then(|one| text(&one["valueCode"])),
            reason.broader().map(Reason::slug)
        );
    }
    assert_eq!(list(&absences["concept"]).len(), Reason::ALL.len());
}

/// R4 has a code of its own for each relationship, so that none becomes another on the way there and back.
#[test]
fn the_words_of_r4_keep_every_relationship_apart() {
    use Relationship::{
        Equivalent, NotRelatedTo, RelatedTo, SourceIsBroaderThanTarget, SourceIsNarrowerThanTarget,
    };
    for one in [Equivalent, SourceIsNarrowerThanTarget, SourceIsBroaderThanTarget, RelatedTo, NotRelatedTo] {
        assert_eq!(relationship(equivalence(one)), Some(one));
    }
    // All ten codes of concept-map-equivalence 4.0.1.
    let of_r4 = [
        "relatedto",
        "equivalent",
        "equal",
        "wider",
        "subsumes",
        "narrower",
        "specializes",
        "inexact",
        "disjoint",
    ];
    assert!(of_r4.iter().all(|code| relationship(code).is_some()));
    assert_eq!((relationship("unmatched"), relationship("source-is-broader-than-target")), (None, None));
}
