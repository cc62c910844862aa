//! What has to hold of an overlay so that no law can break, whoever made it.

use std::collections::BTreeSet;

use super::known::Known;
use super::parts::{LocalCodes, LocalHeritage, LocalMeaning, LocalRow, LocalSystem, OverlayParts};
use super::relations::{Relations, stated};
use crate::answer::Answer;
use crate::bridge::{CodeSystem, LOCAL_NUMBERS, StatedPart, systems};
use crate::error::{Error, ErrorKind};
use crate::ethnicity::Heritages;
use crate::standard::{ConceptId, Kind, Standard};
use crate::stated::Part;

/// The part of an overlay that a fault is in, by its place among its kind.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "authoring"),
    expect(dead_code, reason = "only those who read files ask where it stands")
)]
pub(crate) enum Item {
    Whole,
    Heritage(usize),
    System(usize),
    Row(usize, usize),
    Codes(usize),
    Code(usize, usize),
}

pub(super) fn faults(parts: &OverlayParts) -> (Vec<(Item, Error)>, Option<Relations>) {
    let mut check = Check { parts, national: Standard::ethnicity(), faults: Vec::new() };
    check.heritages();
    check.systems();
    let relations = if check.faults.is_empty() { check.relations() } else { None };
    check.codes(relations.as_ref());
    (check.faults, relations)
}

struct Check<'a> {
    parts: &'a OverlayParts,
    national: &'static Standard,
    faults: Vec<(Item, Error)>,
}

impl<'a> Check<'a> {
    fn fault(&mut self, item: Item, message: impl Into<String>, help: &str) {
        self.faults.push((item, Error::new(ErrorKind::Data, message).with_help(help)));
    }

    fn is_known(&self, id: ConceptId) -> bool {
        self.national.by_id(id).is_some() || self.parts.heritages.iter().any(|heritage| heritage.id == id)
    }

    fn known(&mut self, item: Item, ids: impl IntoIterator<Item = ConceptId>) {
        for id in ids {
            if !self.is_known(id) {
                let message = format!("`{id}` is no heritage of the national standard or of this overlay");
                self.fault(item, message, "take the id from where the heritage stands");
            }
        }
    }

    fn heritages(&mut self) {
        let parts = self.parts;
        if self.national.concepts().len() + parts.heritages.len() > usize::from(u16::MAX) {
            self.fault(Item::Whole, "there are too many heritages", "take those out that nobody states");
        }
        let mut seen = Seen::default();
        for (place, heritage) in parts.heritages.iter().enumerate() {
            self.heritage(Item::Heritage(place), heritage, &mut seen);
        }
    }

    fn heritage(&mut self, item: Item, heritage: &'a LocalHeritage, seen: &mut Seen<'a>) {
        let LocalHeritage { id, slug, label, .. } = heritage;
        if id.kind() != Kind::Heritage || id.owner() != Some(self.parts.owner) {
            let message = format!("`{id}` is not an id of a heritage of {}", self.parts.owner);
            self.fault(item, message, "take the id that `ownwords new heritage --overlay` assigns");
        }
        if !seen.ids.insert(*id) {
            self.fault(item, format!("the id `{id}` stands twice"), "each heritage has its own");
        }
        if self.national.by_slug(slug).is_some() || !seen.slugs.insert(slug) {
            let message = format!("the slug `{slug}` is another heritage's");
            self.fault(item, message, "an overlay adds heritages and changes none; choose another slug");
        }
        let is_national = |label: &str| self.national.concepts().any(|concept| concept.label() == label);
        if is_national(label) || !seen.labels.insert(label) {
            let message = format!("the label `{label}` is another heritage's");
            self.fault(item, message, "say in the label what is particular to this one");
        }
        let names = heritage.labels.iter().flat_map(|name| [&name.language, &name.text]);
        let witnesses = heritage.attested_by.iter().flat_map(|one| [&one.system, &one.code, &one.label]);
        self.short_enough(item, [slug, label].into_iter().chain(names).chain(witnesses));
        self.known(item, heritage.broader.iter().chain(&heritage.overlaps).copied());
    }

    /// The tables say the length of each text in two bytes.
    fn short_enough(&mut self, item: Item, texts: impl Iterator<Item = &'a String>) {
        for text in texts.filter(|text| text.len() > usize::from(u16::MAX)) {
            let message = format!("a text has {} bytes, and {} are the most", text.len(), u16::MAX);
            self.fault(item, message, "shorten it to what somebody would read");
        }
    }

    fn relations(&mut self) -> Option<Relations> {
        let parts = self.parts;
        match Relations::of(self.national, &parts.heritages) {
            Ok(relations) => Some(relations),
            Err(ids) => {
                for (place, heritage) in parts.heritages.iter().enumerate() {
                    if ids.contains(&heritage.id) {
                        let message =
                            format!("`{}` is broader than itself, or stands under a loop", heritage.slug);
                        self.fault(Item::Heritage(place), message, "take one `broader` of the loop out");
                    }
                }
                None
            }
        }
    }

    fn systems(&mut self) {
        let parts = self.parts;
        let mut keys: BTreeSet<&str> = systems::keys().collect();
        let mut numbers = BTreeSet::new();
        for (place, system) in parts.systems.iter().enumerate() {
            let item = Item::System(place);
            if !keys.insert(&system.key) {
                let message = format!("the key `{}` is another list's", system.key);
                self.fault(item, message, "choose another key; a national list cannot be changed");
            }
            if !LOCAL_NUMBERS.contains(&system.number) || !numbers.insert(system.number) {
                let message = format!("the number {} is not free for an overlay", system.number);
                self.fault(item, message, "take the next free number from 60000");
            }
            self.known(item, system.may_be_nationality.iter().copied());
            self.rows(place, system);
            self.earlier(item, system);
        }
    }

    fn earlier(&mut self, item: Item, system: &'a LocalSystem) {
        let mut editions = BTreeSet::new();
        for earlier in &system.earlier {
            let edition = earlier.edition;
            if edition == 0 || edition >= system.mapping_edition || !editions.insert(edition) {
                let message = format!("the earlier edition {edition} stands twice, or is not earlier");
                self.fault(item, message, "say each edition before the present one once, from 1");
            }
            let mut codes = BTreeSet::new();
            for (code, answer) in &earlier.meant {
                if !codes.insert(code) {
                    let message = format!("the code `{code}` stands twice in the earlier edition {edition}");
                    self.fault(item, message, "each code meant one thing in an edition");
                }
                let Answer::Given(parts) = answer else { continue };
                self.known(item, parts.iter().filter_map(|part| part.concept()));
                if parts.is_empty() {
                    let message = format!("the code `{code}` meant nothing in the earlier edition {edition}");
                    self.fault(item, message, "say what it meant");
                }
            }
        }
    }

    fn rows(&mut self, system: usize, list: &'a LocalSystem) {
        if list.rows.len() > usize::from(u16::MAX) {
            self.fault(Item::System(system), "the list has too many codes", "divide it");
        }
        let mut codes = BTreeSet::new();
        for (place, row) in list.rows.iter().enumerate() {
            let item = Item::Row(system, place);
            self.row(item, row, &mut codes);
            let LocalMeaning::SameCategory { system, code } = &row.meaning else { continue };
            if Known::NATIONAL.with_key(system).and_then(|list| list.data.row(code.as_bytes())).is_none() {
                let message = format!("`{system}` is no national list that has the code `{code}`");
                self.fault(item, message, "name a national list of ethnicity and one of its codes");
            }
        }
    }

    fn row(&mut self, item: Item, row: &'a LocalRow, codes: &mut BTreeSet<&'a str>) {
        if row.code.is_empty() || !codes.insert(&row.code) {
            let message = format!("the code `{}` is empty or stands twice", row.code);
            self.fault(item, message, "each code of a list stands in it once");
        }
        self.short_enough(item, [&row.code, &row.label].into_iter().chain(&row.group));
        if let LocalMeaning::Stated { parts, .. } = &row.meaning {
            self.known(item, parts.iter().filter_map(|part| part.concept()));
            if parts.is_empty() {
                self.fault(item, format!("the code `{}` means nothing", row.code), "say what it means");
            }
        }
    }

    fn codes(&mut self, relations: Option<&Relations>) {
        let parts = self.parts;
        let mut lists = BTreeSet::new();
        for (place, codes) in parts.codes.iter().enumerate() {
            let list = Known::NATIONAL.with_key(&codes.of).filter(|list| list.data.local_second_character);
            match list {
                Some(list) if lists.insert(list.key()) => self.codes_of(place, list, codes, relations),
                _ => {
                    let message =
                        format!("`{}` is no national list that leaves room for local codes", codes.of);
                    self.fault(Item::Codes(place), message, "name one that does, and each only once");
                }
            }
        }
    }

    fn codes_of(
        &mut self,
        list_place: usize,
        list: &'static CodeSystem<Heritages>,
        codes: &'a LocalCodes,
        relations: Option<&Relations>,
    ) {
        let mut seen = BTreeSet::new();
        for (place, row) in codes.rows.iter().enumerate() {
            let item = Item::Code(list_place, place);
            let code = row.code.as_str();
            self.row(item, row, &mut seen);
            let divided = list.data.divided_row(code.as_bytes());
            let Some(divided) = divided.filter(|_| list.data.row(code.as_bytes()).is_none()) else {
                let message = format!("`{code}` is no local code of `{}`", list.key());
                let help =
                    "a local code is a code of the list that has a meaning, and one letter or digit more";
                self.fault(item, message, help);
                continue;
            };
            let LocalMeaning::Stated { parts, .. } = &row.meaning else {
                self.fault(item, format!("the code `{code}` says no heritage"), "say what the code means");
                continue;
            };
            if relations.is_some_and(|relations| !fits(list, divided.code(), parts, relations)) {
                let message = format!("what `{code}` means is not in the category `{}`", divided.code());
                let help = "divide the category that holds it: whoever receives the code reads its first character alone";
                self.fault(item, message, help);
            }
        }
    }
}

/// Whether a statement of these parts is, or may be, the national code.
fn fits(list: &CodeSystem<Heritages>, code: &str, parts: &[Part], relations: &Relations) -> bool {
    let lists: Vec<_> = parts.iter().map(|&part| relations.lists(part)).collect();
    let parts: Vec<StatedPart<'_>> = lists.iter().map(stated).collect();
    list.data.outcome_of_stated(&parts, list.standard()).allows(code.as_bytes())
}

#[derive(Default)]
struct Seen<'a> {
    ids: BTreeSet<ConceptId>,
    slugs: BTreeSet<&'a str>,
    labels: BTreeSet<&'a str>,
}
