//! Which list the codes of a column are of: named by the caller, or found from what the column holds.

use std::collections::HashMap;

use crate::bridge::{self, CodeSystem, Damage, Diagnosis, Rows, sctid, systems};
use crate::error::{Error, ErrorKind, Result};
use crate::stated::Axis;

/// A list of codes, whatever its field.
pub(super) trait List: Sync {
    fn key(&self) -> &'static str;
    fn has(&self, code: &[u8]) -> bool;
    fn rows(&self) -> &'static Rows;
    fn diagnose(&self, code: &[u8]) -> Option<Diagnosis>;
}

impl<A: Axis> List for CodeSystem<A> {
    fn key(&self) -> &'static str {
        self.key()
    }

    fn has(&self, code: &[u8]) -> bool {
        self.decode(code).row().is_some()
    }

    fn rows(&self) -> &'static Rows {
        self.rows()
    }

    fn diagnose(&self, code: &[u8]) -> Option<Diagnosis> {
        self.diagnose(code)
    }
}

pub(super) type Known = &'static dyn List;

/// All lists of codes: those of an overlay, and of this release those that the overlay has no form of.
pub(super) fn all(own: &[Known]) -> Vec<Known> {
    struct All(Vec<Known>);
    impl systems::Lists for All {
        fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
            self.0.extend(systems.iter().map(|system| *system as Known));
        }
    }
    let mut all = All(Vec::new());
    systems::each_list(&mut all);
    let others = all.0.into_iter().filter(|list| own.iter().all(|one| one.key() != list.key()));
    own.iter().copied().chain(others).collect()
}

/// The list with a key.
pub(super) fn with_key(key: &str, own: &[Known]) -> Result<Known> {
    all(own).into_iter().find(|list| list.key() == key).ok_or_else(|| {
        if let Some(feature) = systems::feature_of(key) {
            return Error::new(ErrorKind::Usage, "this program was built without the list of this key")
                .with_help(format!("build it with the feature `{feature}`, and read what licence it needs"));
        }
        let error = Error::new(ErrorKind::Usage, "this release knows no list of codes of this key");
        match systems::nearest_key(key) {
            Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
            None => error,
        }
    })
}

/// What a column holds.
#[derive(Clone)]
pub(super) enum Holds {
    /// Anything.
    Text,
    /// Codes of each of these lists, as far as one can see.
    Codes(Vec<Known>),
    /// The labels of this list.
    Labels(Known),
    /// Identifiers of SNOMED CT, of no list that is known here.
    Identifiers,
}

/// The different values of a column, as long as they are few enough and short enough to be codes or labels.
#[derive(Default)]
pub(super) struct Tally {
    values: HashMap<Vec<u8>, u64>,
    has_more: bool,
}

/// No list has more codes than this.
const MOST_VALUES: usize = 4_096;
/// And no label is longer.
const LONGEST: usize = 400;

impl Tally {
    pub(super) fn add(&mut self, value: &[u8]) {
        if value.is_empty() {
        } else if let Some(count) = self.values.get_mut(value) {
            *count += 1;
        } else if self.values.len() == MOST_VALUES || value.len() > LONGEST {
            self.has_more = true;
        } else {
            self.values.insert(value.to_vec(), 1);
        }
    }

    pub(super) fn different(&self) -> usize {
        self.values.len()
    }

    /// How many of the different values are so.
    pub(super) fn count(&self, is_so: impl Fn(&[u8]) -> bool) -> usize {
        self.values.keys().filter(|value| is_so(value)).count()
    }

    /// How many of the different values a list has.
    pub(super) fn held(&self, list: Known) -> usize {
        self.count(|value| list.has(value))
    }

    /// How many of the different values are codes of the list, or were one.
    pub(super) fn fit(&self, list: Known) -> usize {
        let fits = |value: &[u8]| list.diagnose(value).is_none_or(|diagnosis| !diagnosis.fits().is_empty());
        self.count(fits)
    }

    /// How many are labels of the list.
    fn labels(&self, list: Known) -> usize {
        list.rows()
            .iter()
            .map(|row| row.label())
            .filter(|label| !label.is_empty() && self.values.contains_key(label.as_bytes()))
            .collect::<std::collections::HashSet<_>>()
            .len()
    }
}

/// Finds what each column holds. `named` says of a column which list it is of.
///
/// A list is found where the column has at least three of its codes, these are at least half of the different values, and
/// nine in ten are codes of it or were one. Digits say little: where all that was found are numbers, either the column's
/// name speaks of codes or another column has the labels of the list. Of several lists, all that have the most count.
pub(super) fn found(
    names: &[String],
    tallies: &[Tally],
    named: &[Option<Known>],
    own: &[Known],
) -> Vec<Holds> {
    let all = all(own);
    let mut holds: Vec<Holds> = tallies
        .iter()
        .enumerate()
        .map(|(column, tally)| match named.get(column).copied().flatten() {
            Some(list) => Holds::Codes(vec![list]),
            None => of_contents(column, tally, names, tallies, &all),
        })
        .collect();
    let lists: Vec<Known> = holds.iter().flat_map(|held| held.lists().to_vec()).collect();
    for (held, tally) in holds.iter_mut().zip(tallies).filter(|(held, _)| matches!(held, Holds::Text)) {
        let labelled = |list: &Known| tally.labels(*list);
        let best = lists.iter().copied().filter(|list| is_labelled(tally, *list)).max_by_key(labelled);
        if let Some(list) = best {
            *held = Holds::Labels(list);
        }
    }
    holds
}

fn is_labelled(tally: &Tally, list: Known) -> bool {
    let labels = tally.labels(list);
    labels >= 2 && labels * 2 >= tally.different()
}

fn of_contents(column: usize, tally: &Tally, names: &[String], tallies: &[Tally], all: &[Known]) -> Holds {
    let name = names.get(column).map_or("", String::as_str);
    if tally.has_more || tally.values.is_empty() {
        return Holds::Text;
    }
    let is_number = |value: &[u8]| value.iter().all(u8::is_ascii_digit);
    let others = |list| {
        let others = tallies.iter().enumerate().filter(|(other, _)| *other != column);
        others.map(|(_, tally)| tally).any(|tally| is_labelled(tally, list))
    };
    let mut best: (usize, Vec<Known>) = (0, Vec::new());
    for &list in all {
        let held = tally.held(list);
        if held < 3 || held * 2 < tally.different() || held < best.0 {
            continue;
        }
        let says_something = tally.values.keys().any(|value| list.has(value) && !is_number(value));
        let is_shown = says_something || speaks_of_codes(name) || others(list);
        if is_shown && tally.fit(list) * 10 >= tally.different() * 9 {
            if held > best.0 {
                best = (held, Vec::new());
            }
            best.1.push(list);
        }
    }
    if !best.1.is_empty() {
        return Holds::Codes(best.1);
    }
    let identifiers = tally.count(sctid::is_valid);
    let is_named = ["snomed", "sctid", "concept"].iter().any(|word| name.to_lowercase().contains(word));
    let are_many = identifiers >= 3 && identifiers * 2 >= tally.different();
    if are_many || is_named && identifiers > 0 { Holds::Identifiers } else { Holds::Text }
}

fn speaks_of_codes(name: &str) -> bool {
    let name = name.to_lowercase();
    ["code", "ethnic", "ethnos", "orientation", "category"].iter().any(|word| name.contains(word))
}

/// Whether a value may be the name of a column: it begins with a letter or an underscore, or is empty.
pub(super) fn may_be_heading(value: &[u8]) -> bool {
    let text = core::str::from_utf8(value).unwrap_or("?");
    let first = text.trim_start_matches(['\u{201C}', '\u{201D}', '\u{2018}', '\u{2019}']).chars().next();
    first.is_none_or(|first| first.is_alphabetic() || first == '_')
}

impl Holds {
    /// The lists that its values are codes of.
    pub(super) fn lists(&self) -> &[Known] {
        match self {
            Self::Codes(lists) => lists,
            _ => &[],
        }
    }

    /// Whether a value is what the column should hold; never where it should hold anything.
    pub(super) fn fits(&self, value: &[u8]) -> bool {
        match self {
            Self::Text => false,
            Self::Codes(lists) => lists.iter().any(|list| list.has(value)),
            Self::Labels(list) => list.rows().iter().any(|row| row.label().as_bytes() == value),
            Self::Identifiers => sctid::is_valid(value),
        }
    }

    /// What became of a value, by each of the lists; none where one of them has it.
    pub(super) fn diagnoses(&self, value: &[u8]) -> Vec<Diagnosis> {
        if value.is_empty() || self.fits(value) {
            return Vec::new();
        }
        match self {
            Self::Codes(lists) => lists.iter().filter_map(|list| list.diagnose(value)).collect(),
            // Without a list the shape alone says something.
            Self::Identifiers => {
                let shaped = |found: &Diagnosis| found.damage() != Damage::UnknownCode;
                bridge::diagnose(value, Rows::NONE).filter(shaped).into_iter().collect()
            }
            Self::Text | Self::Labels(_) => Vec::new(),
        }
    }
}
