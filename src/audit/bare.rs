//! The codes of a column whose header names no list: which lists they can be of.

use std::collections::HashMap;

use super::codes::{self, Wrong};
use super::measures::Status;
use super::short::Short;
use crate::bridge::systems::ETHNICITY;
use crate::bridge::{CodeSystem, Row};
use crate::ethnicity::Heritages;
use crate::overlay::Known;
use crate::rules::{code_not_in_system, of_damage};

/// How many different codes are compared. A list has fewer; more of them are no codes of one.
const MOST: usize = 1 << 12;
/// How many lists that do not hold all of the codes are named, and how many codes that exclude one are shown.
const OTHERS: usize = 3;

/// The lists that hold a code, one bit each, in their order.
type Lists = u128;

/// How many lists are compared: all national ones, and more of their own than anybody has.
const MOST_LISTS: usize = Lists::BITS as usize;

const _: () = assert!(ETHNICITY.len() <= MOST_LISTS / 2, "one bit a list, and room for own lists");

/// A code, how many records hold it, and the lists that do.
struct Code {
    value: Box<[u8]>,
    rows: u64,
    lists: Lists,
}

/// The codes of one column. What is no code of any list says nothing of which list it is, and is not kept.
#[derive(Default)]
pub(super) struct Bare {
    known: Known,
    codes: Vec<Code>,
    /// The places of the codes, of the short ones and of the others.
    short: Short<u16>,
    more: HashMap<Box<[u8]>, u16>,
    /// The code of the present record.
    present: Option<u16>,
    /// The places of those that some record holds, in the order in which they came.
    seen: Vec<u16>,
    /// How many records hold a code that was not compared.
    further: u64,
    is_further: bool,
}

/// The codes of a part of the column.
pub(super) struct Part(Vec<Code>);

impl Bare {
    /// Of a column whose codes may be of any of these lists.
    pub(super) fn of(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// Begins a record, which has no code yet.
    pub(super) fn begin(&mut self) {
        self.present = None;
        self.is_further = false;
    }

    /// Ends a record: its code is counted.
    pub(super) fn end(&mut self) {
        if let Some(place) = self.present {
            self.count(place, 1);
        }
        self.further += u64::from(self.is_further);
    }

    /// Takes out what was counted of a part of the column; `None` where it has more codes than are compared.
    pub(super) fn take_part(&mut self) -> Option<Part> {
        if self.further > 0 {
            *self = Self::of(self.known);
            return None;
        }
        let mut part = Vec::with_capacity(self.seen.len());
        for place in self.seen.drain(..) {
            let Some(code) = self.codes.get_mut(usize::from(place)) else { continue };
            part.push(Code { value: code.value.clone(), rows: core::mem::take(&mut code.rows), ..*code });
        }
        Some(Part(part))
    }

    /// Whether a part has room in it, whatever it was that came before.
    pub(super) fn has_room_for(&self, part: &Part) -> bool {
        self.codes.len() + part.0.len() <= MOST
    }

    /// Counts the part that comes next, for which there is room.
    pub(super) fn absorb(&mut self, part: Part) {
        for code in part.0 {
            let known = self.place_of(&code.value).or_else(|| self.add(&code.value, code.lists));
            if let Some(place) = known {
                self.count(place, code.rows);
            }
        }
    }

    fn count(&mut self, place: u16, rows: u64) {
        let Some(code) = self.codes.get_mut(usize::from(place)) else { return };
        if code.rows == 0 {
            self.seen.push(place);
        }
        code.rows += rows;
    }

    /// Takes the code of the present record, if it has been seen before.
    #[inline]
    pub(super) fn takes(&mut self, value: &[u8]) -> bool {
        self.present = self.place_of(value);
        self.present.is_some()
    }

    #[inline]
    fn place_of(&self, value: &[u8]) -> Option<u16> {
        match value {
            [_] | [_, _] => self.short.get(value).copied(),
            _ => self.more.get(value).copied(),
        }
    }

    /// The place of a new code; `None` where there are too many.
    fn add(&mut self, value: &[u8], lists: Lists) -> Option<u16> {
        let place = u16::try_from(self.codes.len()).ok().filter(|_| self.codes.len() < MOST)?;
        self.codes.push(Code { value: value.into(), rows: 0, lists });
        if !self.short.remember(value, place) {
            self.more.insert(value.into(), place);
        }
        Some(place)
    }

    /// Takes a code that has not been seen before: what it comes to is known at the end, or now where there are too many.
    pub(super) fn takes_new(&mut self, value: &[u8]) -> Result<Option<Status>, Wrong> {
        let lists = lists_with(self.known, value);
        if lists == 0 {
            return Err(wrong_in_every_list(self.known, value));
        }
        let Some(place) = self.add(value, lists) else {
            self.is_further = true;
            return Ok(Some(agreed(self.known, value, lists)));
        };
        self.present = Some(place);
        Ok(None)
    }

    fn seen(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(|code| code.rows > 0)
    }

    /// The lists that hold every code.
    fn consistent(&self) -> Lists {
        self.seen().fold(all(self.known), |lists, code| lists & code.lists)
    }

    /// What the codes come to in the lists that hold all of them, and how many records each; where these disagree, or
    /// there is none, nobody can say whether there is an answer.
    pub(super) fn statuses(&self) -> impl Iterator<Item = (Status, u64)> {
        let consistent = self.consistent();
        self.seen().map(move |code| {
            let judges = if consistent == 0 { code.lists } else { consistent };
            (agreed(self.known, &code.value, judges), code.rows)
        })
    }

    /// Of which two lists a column is whose codes no list has all of; `None` where one list has them all.
    pub(super) fn mixture(&self) -> Option<String> {
        if self.consistent() != 0 || self.seen().next().is_none() {
            return None;
        }
        let lists = || keys(self.known);
        let pairs = lists()
            .flat_map(|one| lists().filter(move |other| one.0 < other.0).map(move |other| (one, other)));
        let mut holding =
            pairs.filter(|((one, _), (other, _))| self.seen().all(|code| code.lists & (one | other) != 0));
        let Some(((_, one), (_, other))) = holding.next() else {
            return Some("no two lists together hold all of the codes".to_owned());
        };
        Some(match holding.count() {
            0 => format!("two lists together hold all of the codes: `{one}` and `{other}`"),
            further => format!(
                "two lists together hold all of the codes: `{one}` and `{other}`, or one of {}",
                plural(further as u64, "further pair")
            ),
        })
    }

    /// How many records hold codes that only lists of observations have; `None` where none does.
    pub(super) fn observed(&self) -> Option<u64> {
        let is_observed = |value: &[u8]| {
            let mut rows =
                self.known.lists().iter().filter_map(|system| system.decode(value).row()).peekable();
            rows.peek().is_some() && rows.all(Row::is_observed)
        };
        let rows = self.seen().filter(|code| is_observed(&code.value)).map(|code| code.rows).sum();
        (rows > 0).then_some(rows)
    }

    /// What one code comes to, as [`statuses`](Self::statuses) has it.
    pub(super) fn status_of(&self, value: &[u8]) -> Status {
        let consistent = self.consistent();
        agreed(self.known, value, if consistent == 0 { lists_with(self.known, value) } else { consistent })
    }

    /// Which lists hold all of the codes, and what excludes the others; `None` where there are no codes.
    pub(super) fn evidence(&self, shows_values: bool) -> Option<String> {
        let rows: u64 = self.seen().map(|code| code.rows).sum();
        let codes = self.seen().count();
        if codes == 0 {
            return None;
        }
        let consistent = self.consistent();
        let held = |list: Lists| {
            self.seen().filter(move |code| code.lists & list != 0).map(|code| code.rows).sum::<u64>()
        };
        let mut others: Vec<(u64, Lists, &str)> = keys(self.known)
            .filter(|(list, _)| consistent & list == 0)
            .map(|(list, key)| (held(list), list, key))
            .filter(|(held, ..)| *held > 0)
            .collect();
        others.sort_by_key(|(held, ..)| core::cmp::Reverse(*held));
        let names: Vec<String> = keys(self.known)
            .filter(|(list, _)| consistent & list != 0)
            .map(|(_, key)| format!("`{key}`"))
            .collect();
        let counted = format!("{} in {}", plural(codes as u64, "different code"), plural(rows, "row"));
        let mut said = match names.len() {
            0 => format!("no list holds all of {counted}"),
            1 => format!("one list holds all of {counted}: {}", names.concat()),
            count => format!("{count} lists hold all of {counted}: {}", names.join(", ")),
        };
        for (held, list, key) in others.iter().take(OTHERS) {
            let missing: Vec<&Code> = self.seen().filter(|code| code.lists & list == 0).collect();
            said.push_str(&format!(
                "; `{key}` holds {}, and lacks {}",
                plural(*held, "row"),
                plural(missing.len() as u64, "code")
            ));
            if shows_values {
                let shown = |code: &&Code| format!("`{}`", String::from_utf8_lossy(&code.value));
                let shown: Vec<String> = missing.iter().take(OTHERS).map(shown).collect();
                said.push_str(&format!(" ({})", shown.join(", ")));
            }
        }
        if self.further > 0 {
            said.push_str(&format!("; {} with further codes were not compared", plural(self.further, "row")));
        }
        if let Some(lists @ 1..) = self.known.lists().len().checked_sub(MOST_LISTS) {
            said.push_str(&format!("; {} not compared", plural(lists as u64, "further list")));
        }
        Some(said)
    }
}

fn plural(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Every list, with its bit.
fn lists(known: Known) -> impl Iterator<Item = (Lists, &'static CodeSystem<Heritages>)> {
    known.lists().iter().take(MOST_LISTS).enumerate().map(|(place, system)| (1 << place, *system))
}

/// Every list, with its bit and its key.
fn keys(known: Known) -> impl Iterator<Item = (Lists, &'static str)> {
    lists(known).map(|(list, system)| (list, system.key()))
}

fn all(known: Known) -> Lists {
    lists(known).fold(0, |all, (list, _)| all | list)
}

fn lists_with(known: Known, value: &[u8]) -> Lists {
    let holds = lists(known).filter(|(_, system)| system.decode(value).row().is_some());
    holds.fold(0, |held, (list, _)| held | list)
}

/// What the code comes to in each of these lists, if that is the same; otherwise not known.
fn agreed(known: Known, value: &[u8], judges: Lists) -> Status {
    let judges = lists(known).filter(|(list, _)| judges & list != 0);
    let mut statuses = judges.filter_map(|(_, system)| Some(codes::judge(system, value).ok()?.status));
    let first = statuses.next();
    first.filter(|first| statuses.all(|other| other == *first)).unwrap_or(Status::Unknown)
}

/// What is wrong with a value that no list has: what all lists agree on in which a code fits.
pub(super) fn wrong_in_every_list(known: Known, value: &[u8]) -> Wrong {
    let found = || known.lists().iter().filter_map(|system| system.diagnose(value));
    let mut fitting = found().filter(|diagnosis| !diagnosis.fits().is_empty());
    // What only the shape tells is the same in every list.
    let Some(first) = fitting.next().or_else(|| found().next()) else {
        return Wrong { rule: &code_not_in_system::RULE, meant: None };
    };
    let rule = of_damage(first.damage());
    let mut meant = first.likely();
    for other in fitting {
        if of_damage(other.damage()).id != rule.id {
            return Wrong { rule: &code_not_in_system::RULE, meant: None };
        }
        meant = meant.filter(|code| other.likely() == Some(*code));
    }
    Wrong { rule, meant }
}
