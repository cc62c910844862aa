//! A standard or a mapping as SKOS in Turtle.
//!
//! A standard is a concept scheme: `skos:broader` is what somebody always is, `skos:related` what they may be. Names that
//! are recognised and never shown are left out. A list of codes is a concept scheme of its own, whose concepts have the
//! code as `skos:notation` and are related to ours. SKOS has no way to say that a code means several things together, or
//! one of several: such a code has `skos:relatedMatch` to each of them and a note, and never a stronger claim. Nothing reads
//! SKOS back: SSSOM and CSV hold everything.

use core::fmt::Write as _;

use super::nearest_help;
use crate::authoring::{ConceptEntry, Lists, Mapping, MappingRow, StandardList};
use crate::error::{Error, ErrorKind, Position, Result};

const BASE: &str = "https://ownwords.example/";

fn heading() -> String {
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\
     @prefix dct: <http://purl.org/dc/terms/> .\n\
     @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        .to_owned()
}

/// The standard as a concept scheme.
pub(super) fn standard(standard: &StandardList, lists: &Lists) -> Result<String> {
    let scheme = format!("<{BASE}standard/{}>", segment(&standard.field));
    let mut text = heading();
    let name = if standard.name.is_empty() { standard.field.as_str() } else { standard.name.as_str() };
    let _ = write!(text, "\n{scheme} a skos:ConceptScheme ;\n    dct:title {}@en", literal(name));
    if !lists.edition.0.is_empty() {
        let _ = write!(text, " ;\n    owl:versionInfo {}", literal(&lists.edition.0));
    }
    text.push_str(" .\n");
    for concept in &standard.concepts {
        let broader = ids(standard, &concept.broader, concept)?;
        let overlaps = ids(standard, &concept.overlaps, concept)?;
        let _ = write!(
            text,
            "\n<{BASE}concept/{}> a skos:Concept ;\n    skos:inScheme {scheme}",
            segment(&concept.id)
        );
        if broader.is_empty() {
            let _ = write!(text, " ;\n    skos:topConceptOf {scheme}");
        }
        let _ = write!(
            text,
            " ;\n    skos:notation {} ;\n    skos:prefLabel {}@en",
            literal(&concept.id),
            literal(&concept.label)
        );
        // One label of each language may be preferred; the English one is said.
        let mut preferred = vec!["en"];
        for (language, label, usage) in concept.labels.iter().filter(|(.., usage)| usage != "search-only") {
            let is_first = usage == "label" && !preferred.contains(&language.as_str());
            let property = if is_first { "prefLabel" } else { "altLabel" };
            if is_first {
                preferred.push(language);
            }
            let _ = write!(text, " ;\n    skos:{property} {}@{}", literal(label), tag(language));
        }
        for id in broader {
            let _ = write!(text, " ;\n    skos:broader <{BASE}concept/{}>", segment(id));
        }
        for id in overlaps {
            let _ = write!(text, " ;\n    skos:related <{BASE}concept/{}>", segment(id));
        }
        if concept.status == "retired" {
            text.push_str(" ;\n    owl:deprecated true");
        }
        if concept.usage == "counting" {
            text.push_str(" ;\n    skos:scopeNote \"For counting only; never offered to a person.\"@en");
        }
        text.push_str(" .\n");
    }
    Ok(text)
}

fn ids<'a>(standard: &'a StandardList, slugs: &[String], of: &ConceptEntry) -> Result<Vec<&'a str>> {
    slugs.iter().map(|slug| id(standard, slug, &Position::in_file(&of.slug))).collect()
}

fn id<'a>(standard: &'a StandardList, slug: &str, place: &Position) -> Result<&'a str> {
    standard.by_slug(slug).map(|concept| concept.id.as_str()).ok_or_else(|| {
        let known = standard.concepts.iter().map(|concept| concept.slug.as_str());
        Error::new(ErrorKind::Data, format!("`{}` is no slug of the standard", slug.escape_debug()))
            .at(place.clone())
            .with_help(nearest_help("slug", slug, known))
    })
}

/// The list of codes as a concept scheme, matched to ours.
pub(super) fn mapping(mapping: &Mapping, lists: &Lists) -> Result<String> {
    let base = format!("{BASE}code/{}/", segment(&mapping.system));
    let scheme = format!("<{BASE}code/{}>", segment(&mapping.system));
    let mut text = heading();
    let _ = write!(
        text,
        "\n{scheme} a skos:ConceptScheme ;\n    dct:title {} ;\n    dct:publisher {} ;\n    dct:spatial {} ;\n    \
         owl:versionInfo {}",
        literal(&mapping.title),
        literal(&mapping.owner),
        literal(&mapping.jurisdiction),
        literal(&mapping.list_edition)
    );
    for source in &mapping.sources {
        let _ =
            write!(text, " ;\n    dct:source {}", literal(&format!("{} ({})", source.title, source.licence)));
    }
    text.push_str(" .\n");
    for row in &mapping.rows {
        let _ = write!(
            text,
            "\n<{base}{}> a skos:Concept ;\n    skos:inScheme {scheme} ;\n    skos:topConceptOf {scheme} ;\n    \
             skos:notation {}",
            segment(&row.code),
            literal(&row.code)
        );
        if !row.label.is_empty() {
            let _ = write!(text, " ;\n    skos:prefLabel {}", literal(&row.label));
        }
        if let Some(group) = &row.group {
            let _ =
                write!(text, " ;\n    skos:scopeNote {}", literal(&format!("Under the heading: {group}")));
        }
        matches(row, mapping, lists, &mut text)?;
        if let Some(reason) = &row.reason {
            let _ = write!(text, " ;\n    skos:note {}@en", literal(reason));
        }
        text.push_str(" .\n");
    }
    Ok(text)
}

fn matches(row: &MappingRow, mapping: &Mapping, lists: &Lists, text: &mut String) -> Result<()> {
    let named = |slug: &&String| slug.as_str() != "not-further-stated";
    let means: Vec<&String> = row.means.iter().flatten().filter(named).collect();
    let place = Position::in_file(&mapping.system).line(row.line.0);
    let is_of_languages = mapping.is_of_languages();
    let mut objects = Vec::new();
    for slug in &means {
        objects.push(if is_of_languages {
            format!("{BASE}language/{}", segment(slug))
        } else {
            let standard = lists.standard(&mapping.field).ok_or_else(|| {
                Error::new(ErrorKind::Data, "there is no standard of the mapping's field").at(place.clone())
            })?;
            format!("{BASE}concept/{}", segment(id(standard, slug, &place)?))
        });
    }
    let absent = row.absent.iter().flatten();
    objects.extend(absent.map(|slug| format!("{BASE}absence/{}", segment(slug))));
    let is_alone = row.means.iter().chain(&row.absent).map(Vec::len).sum::<usize>() == 1
        && row.may_hold.is_empty()
        && row.all_but.is_none();
    let property = match row.relationship.as_deref() {
        _ if !is_alone => Some("relatedMatch"),
        None | Some("equivalent") => Some("exactMatch"),
        Some("source-is-narrower-than-target") => Some("broadMatch"),
        Some("source-is-broader-than-target") => Some("narrowMatch"),
        Some("related-to") => Some("relatedMatch"),
        Some(_) => None,
    };
    for object in objects.iter().filter(|_| property.is_some()) {
        let _ = write!(text, " ;\n    skos:{} <{object}>", property.unwrap_or_default());
    }
    if let Some(same) = &row.same_category_as {
        let (system, code) = (segment(&same.system), segment(&same.code));
        let _ = write!(text, " ;\n    skos:exactMatch <{BASE}code/{system}/{code}>");
    }
    let note = |text: &mut String, note: &str| {
        let _ = write!(text, " ;\n    skos:editorialNote {}@en", literal(note));
    };
    if row.meaning.is_some() {
        note(text, "What the code means is not known: no source says it.");
    }
    if !is_alone && objects.len() + row.means.iter().flatten().filter(|slug| !named(slug)).count() > 1 {
        let is_one_of = is_of_languages || row.absent.is_some();
        note(
            text,
            if is_one_of {
                "The code means one of these; which, it does not say."
            } else {
                "The code means all of these together."
            },
        );
    }
    if row.means.iter().flatten().any(|slug| !named(&slug)) {
        note(text, "The code holds something that it does not name.");
    }
    if let Some(tags) = &row.all_but {
        note(text, &format!("The code means a language that is none of {}.", tags.join(", ")));
    }
    if !row.may_hold.is_empty() {
        note(text, &format!("The code may also hold {}.", row.may_hold.join(", ")));
    }
    if !row.adds.is_empty() {
        note(text, &format!("The code says more, which the person was not asked: {}.", row.adds.join(", ")));
    }
    Ok(())
}

/// A text in double quotes, as Turtle has it.
fn literal(value: &str) -> String {
    let mut text = String::from("\"");
    for character in value.chars() {
        match character {
            '\\' | '"' => text.extend(['\\', character]),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            other if other.is_control() => {
                let _ = write!(text, "\\u{:04X}", u32::from(other));
            }
            other => text.push(other),
        }
    }
    text.push('"');
    text
}

/// A part of an address: whatever is no letter, digit, point, line or hyphen as `%` and two digits.
fn segment(value: &str) -> String {
    super::sssom::encoded(value)
}

/// A language tag as Turtle allows it.
fn tag(language: &str) -> String {
    language.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').collect()
}
