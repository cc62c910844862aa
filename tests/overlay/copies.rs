//! Overlays that copy a national list row by row, for the laws of copied lists: what holds for records by a national list holds
//! for records by its copy. A new national list brings its own copy.

use ownwords::Heritages;
use ownwords::bridge::CodeSystem;
use ownwords::overlay::{LocalMeaning, LocalRow, LocalSystem, Overlay, OverlayParts};

pub const COPY: &str = "testhaven-copy";
pub const URI: &str = "https://testhaven.example/CodeSystem/copy";

/// An overlay with a copy of the list. What only somebody observed is the one thing that an own list cannot say.
pub fn copy_of(list: &'static CodeSystem<Heritages>) -> Option<Overlay> {
    if list.rows().iter().any(|row| row.is_observed()) {
        return None;
    }
    let mut copy = LocalSystem::of(COPY, 60_000);
    copy.uri = Some(URI.to_owned());
    copy.may_be_nationality = list.may_be_nationality().map(|concept| concept.id()).collect();
    copy.local_second_character = list.rows().iter().any(|row| {
        let divided = format!("{}9", row.code());
        list.decode(divided.as_bytes()).row().is_some_and(|of| of.code() == row.code())
    });
    for row in list.rows().iter() {
        let same = LocalMeaning::SameCategory { system: list.key().to_owned(), code: row.code().to_owned() };
        let mut own = LocalRow::of(row.code(), row.label(), same);
        own.group = row.group().map(str::to_owned);
        (own.is_heading, own.is_retired) = (row.is_heading(), row.is_retired());
        copy.rows.push(own);
    }
    let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
    parts.systems.push(copy);
    Some(Overlay::build(&parts).unwrap())
}
