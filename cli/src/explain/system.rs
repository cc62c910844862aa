//! The pages of a code system and of an authority.

use std::fmt::Write as _;

use ownwords::bridge::{Authority, CodeSystem, LanguageRow, TagSystem};
use ownwords::{Axis, Reason};
use serde_json::{Value, json};

use crate::system::System;

/// What is said of a code list, whatever its field.
pub(crate) struct Page {
    title: &'static str,
    owner: &'static str,
    jurisdiction: &'static str,
    edition: &'static str,
    source: &'static str,
    licence: &'static str,
    uri: Option<&'static str>,
    file: &'static str,
    codes: usize,
    /// Codes whose meaning nobody could source.
    not_known: usize,
    /// Codes that say why there is no answer.
    absences: usize,
    /// Rows that nobody has approved yet.
    provisional: usize,
}

impl Page {
    fn of(system: System) -> Self {
        match system {
            System::List(list) => list.explained(),
            System::Language(tags) => Self::of_languages(tags),
        }
    }

    fn of_languages(list: &'static TagSystem) -> Self {
        let not_known = |row: &&LanguageRow| {
            let absence = list.decode(row.code().as_bytes()).answer().absence();
            absence.is_some_and(|absence| absence.contains(Reason::MeaningNotKnown))
        };
        let by_rule = list.codes_by_rule().filter(|code| list.decode(code.as_bytes()).row().is_none());
        Self {
            title: list.title(),
            owner: list.owner(),
            jurisdiction: list.jurisdiction(),
            edition: list.list_edition(),
            source: list.source(),
            licence: list.licence(),
            uri: list.uri(),
            file: list.file(),
            codes: list.rows().len() + by_rule.count(),
            not_known: list.rows().iter().filter(not_known).count(),
            absences: list.absences().count(),
            provisional: list.rows().iter().filter(|row| row.is_provisional()).count(),
        }
    }

    pub(crate) fn read<A: Axis>(list: &'static CodeSystem<A>) -> Self {
        let absences = || list.rows().iter().filter_map(|row| list.decode(row.code().as_bytes()).absence());
        let not_known = absences().filter(|absence| absence.contains(Reason::MeaningNotKnown)).count();
        Self {
            title: list.title(),
            owner: list.owner(),
            jurisdiction: list.jurisdiction(),
            edition: list.list_edition(),
            source: list.source(),
            licence: list.licence(),
            uri: list.uri(),
            file: list.file(),
            codes: list.rows().len(),
            not_known,
            absences: absences().count() - not_known,
            provisional: list.rows().iter().filter(|row| row.is_provisional()).count(),
        }
    }
}

pub(super) fn page(system: System) -> String {
    let list = Page::of(system);
    let mut page = format!("{} ({})\n", list.title, system.key());
    let _ = writeln!(page, "  owner: {}", list.owner);
    let _ = writeln!(page, "  where: {}", list.jurisdiction);
    let _ = writeln!(page, "  edition: {}", list.edition);
    let _ = writeln!(page, "  codes: {}", list.codes);
    if list.absences > 0 {
        let _ = writeln!(page, "  of these say that there is no answer: {}", list.absences);
    }
    if list.not_known > 0 {
        let _ = writeln!(page, "  of these have a meaning that nobody could source: {}", list.not_known);
    }
    if list.provisional > 0 {
        let _ = writeln!(page, "  provisional: nobody has approved {} of its rows yet", list.provisional);
    }
    if let Some(uri) = list.uri {
        let _ = writeln!(page, "  in messages: {uri}");
    }
    let _ = writeln!(page, "  read from: {}", list.source);
    if !list.licence.is_empty() {
        let _ = writeln!(page, "  licence: {}", list.licence);
    }
    let _ = writeln!(page, "  mapping: {}", list.file);
    page
}

pub(super) fn as_json(system: System) -> Value {
    let list = Page::of(system);
    json!({
        "system": system.key(),
        "title": list.title,
        "owner": list.owner,
        "where": list.jurisdiction,
        "edition": list.edition,
        "source": list.source,
        "licence": list.licence,
        "uri": list.uri,
        "file": list.file,
        "codes": list.codes,
        "meaning_not_known": list.not_known,
        "no_answer": list.absences,
        "provisional": list.provisional,
    })
}

pub(super) fn authority_page(authority: &Authority) -> String {
    format!(
        "{} ({})\n  owner: {}\n  edition: {}\n  read from: {}\n  It decides nothing unless a caller names it.\n",
        authority.title(),
        authority.key(),
        authority.owner(),
        authority.edition(),
        authority.source()
    )
}

pub(super) fn authority_as_json(authority: &Authority) -> Value {
    json!({
        "authority": authority.key(),
        "title": authority.title(),
        "owner": authority.owner(),
        "edition": authority.edition(),
        "source": authority.source(),
    })
}
