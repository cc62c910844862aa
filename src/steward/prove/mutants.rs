//! How much the laws see: every row of every mapping is changed, in memory, in each way that a tired hand could change it,
//! and the laws are asked again about what the row touches.
//!
//! A mutant is *caught* when a law does not hold of it that holds of the row as it is. A changed fingerprint, or a table
//! that is stale, catches nothing. A mutant that no law catches, and of which no value is decoded or encoded otherwise, is
//! *equivalent*: it is listed and not counted. Every other one *survives*, and is a hole in the laws or the witnesses.
//!
//! What is not changed here: what a code adds, its heading, and whether somebody observed it, which mostly stands once at a
//! file's head. The files of authorities and of published disagreements are no mappings of lists, and neither are the
//! receivers of names.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::laws::{coherent_code, shown};
use super::meaning::{Evidence, Groups, is_whole, said};
use super::unknown;
use crate::audit::sample::random::{Purpose, Stream};
use crate::authoring::Sources;
use crate::authoring::built::Built;
use crate::authoring::rows::{FileList, FileRow, Says, UNNAMED};
use crate::bridge::Relationship;
use crate::error::Error;

/// A way in which a row is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The row is gone.
    Dropped,
    /// A part of the meaning is a broader concept.
    Broader,
    /// A part of the meaning is a concept beside it, under the same broader one.
    Beside,
    /// A part of the meaning is any other concept, or reason.
    Other,
    /// A part of the meaning is gone, or one more is there that is not named.
    Parts,
    /// The code relates to its meaning otherwise.
    Relationship,
    /// Two rows have each other's meaning.
    MeaningsSwapped,
    /// Two rows have each other's label.
    LabelsSwapped,
    /// Two rows have each other's code.
    CodesSwapped,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Dropped,
        Self::Broader,
        Self::Beside,
        Self::Other,
        Self::Parts,
        Self::Relationship,
        Self::MeaningsSwapped,
        Self::LabelsSwapped,
        Self::CodesSwapped,
    ];

    /// The kind in a few words, for example `row dropped`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Dropped => "row dropped",
            Self::Broader => "a broader concept",
            Self::Beside => "a concept beside it",
            Self::Other => "any other concept or reason",
            Self::Parts => "a part more or less",
            Self::Relationship => "relationship flipped",
            Self::MeaningsSwapped => "two meanings swapped",
            Self::LabelsSwapped => "two labels swapped",
            Self::CodesSwapped => "two codes swapped",
        }
    }
}

/// A changed row that no law caught.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mutant {
    /// The list's key.
    pub system: String,
    /// The list's file, from the root of the repository.
    pub file: String,
    /// The line of the row, from 1.
    pub line: u64,
    /// The code.
    pub code: String,
    /// How the row was changed.
    pub kind: Kind,
    /// What it says now.
    pub change: String,
    /// Why no law sees it.
    pub why: &'static str,
}

impl fmt::Display for Mutant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, code, kind, change, why, .. } = self;
        write!(f, "{file}:{line}: {}, {}: {change}: {why}", shown(code.as_bytes()), kind.words())
    }
}

/// How many mutants of one kind there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Count {
    /// Those that a law caught.
    pub caught: usize,
    /// Those that change nothing.
    pub equivalent: usize,
    /// Those that change something, unseen.
    pub survived: usize,
}

/// What came of all mutants.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Score {
    /// By kind.
    pub counts: BTreeMap<Kind, Count>,
    /// Those that survived, in the order of the files.
    pub survivors: Vec<Mutant>,
    /// Those that change nothing, in the order of the files.
    pub equivalents: Vec<Mutant>,
}

impl Score {
    /// How many were caught.
    pub fn caught(&self) -> usize {
        self.counts.values().map(|count| count.caught).sum()
    }

    /// How many count: those caught and those that survived.
    pub fn counted(&self) -> usize {
        self.caught() + self.survivors.len()
    }

    /// The share of the counted ones that was caught, in per cent; 100 where there are none.
    pub fn per_cent(&self) -> f64 {
        if self.counted() == 0 { 100.0 } else { 100.0 * self.caught() as f64 / self.counted() as f64 }
    }
}

/// Changes every row of one list, or of all, and asks the laws again.
///
/// # Errors
///
/// As [`prove`](super::prove).
///
/// # Example
///
/// ```no_run
/// use std::path::Path;
/// use ownwords::steward::prove::mutate;
///
/// let score = mutate(Path::new("."), Some("nhs-ethnic-category-2001")).unwrap();
/// assert!(score.per_cent() >= 99.0);
/// ```
pub fn mutate(root: &Path, system: Option<&str>) -> Result<Score, Vec<Error>> {
    let sources = Sources::read_to_prove(root)?;
    let evidence = Evidence::of(&sources);
    if let Some(key) = system.filter(|key| evidence.list(key).is_none()) {
        return Err(vec![unknown(key, evidence.lists.iter().map(|list| list.key.as_str()))]);
    }
    let same = evidence.lists.iter().flat_map(|list| &list.rows).filter_map(|row| match &row.says {
        Says::Same { system, code } => Some((system.as_str(), code.as_str())),
        _ => None,
    });
    let bench = Bench {
        built: Built::of(&sources),
        evidence: &evidence,
        named_by_others: same.collect(),
        reasons: sources.reasons(),
    };
    let mut score = Score::default();
    for list in evidence.lists.iter().filter(|list| system.is_none_or(|key| key == list.key)) {
        let concepts = Concepts::of(&sources, list);
        let mut groups = evidence.groups(list);
        for place in 0..list.rows.len() {
            bench.row(list, &concepts, place, &mut groups, &mut score);
        }
    }
    Ok(score)
}

/// What a part of a meaning can be changed into.
struct Concepts {
    broader: BTreeMap<String, Vec<String>>,
    all: Vec<String>,
}

impl Concepts {
    fn of(sources: &Sources, list: &FileList) -> Self {
        let mut broader = sources.broader(&list.field);
        if list.field == "language" {
            // Of languages, those that the list itself names.
            let says = list.rows.iter().chain(&list.borrowed).map(|row| &row.says);
            let tags = says.flat_map(|says| match says {
                Says::Means(tags) | Says::AllBut(tags) | Says::MayHold(tags, _) => tags.as_slice(),
                _ => &[],
            });
            let above = |tag: &String| {
                let breadth = crate::language::Breadth::of(tag);
                breadth.iter().nth(1).map(str::to_owned).into_iter().collect()
            };
            broader = tags.filter(|tag| *tag != UNNAMED).map(|tag| (tag.clone(), above(tag))).collect();
        }
        let all = broader.keys().cloned().collect();
        Self { broader, all }
    }

    fn broader(&self, slug: &str) -> Option<&String> {
        self.broader.get(slug).and_then(|broader| broader.first())
    }

    fn beside(&self, slug: &str) -> Option<&String> {
        let above = self.broader(slug)?;
        let is_beside =
            |(other, broader): &(&String, &Vec<String>)| *other != slug && broader.contains(above);
        self.broader.iter().find(is_beside).map(|(other, _)| other)
    }
}

/// A row as it is changed, or two of one list.
enum Change {
    Dropped,
    One(FileRow),
    Two(FileRow, usize, FileRow),
}

struct Bench<'a> {
    built: Built<'a>,
    evidence: &'a Evidence,
    /// Codes that rows of other lists have the category of.
    named_by_others: BTreeSet<(&'a str, &'a str)>,
    reasons: Vec<String>,
}

impl Bench<'_> {
    /// All mutants of one row.
    fn row(
        &self,
        list: &FileList,
        concepts: &Concepts,
        place: usize,
        groups: &mut Groups,
        score: &mut Score,
    ) {
        let Some(row) = list.rows.get(place) else { return };
        let mut changes = vec![(Kind::Dropped, Change::Dropped)];
        self.meanings(row, concepts, list, &mut changes);
        if matches!(row.says, Says::Means(_) | Says::MayHold(..)) {
            let others = RELATIONSHIPS.into_iter().filter(|other| *other != row.relationship);
            changes
                .extend(others.map(|other| (Kind::Relationship, one(row, |row| row.relationship = other))));
        }
        swaps(list, place, row, &mut changes);
        for (kind, change) in changes {
            self.judge(list, row, kind, change, groups, score);
        }
    }

    /// The row with another meaning, in each way.
    fn meanings(
        &self,
        row: &FileRow,
        concepts: &Concepts,
        list: &FileList,
        changes: &mut Vec<(Kind, Change)>,
    ) {
        let mut chance = Stream::new(row.line, list.key.len() as u64, Purpose::Trial);
        let mut says = |kind, says: Says| {
            if says != row.says {
                changes.push((kind, one(row, |row| row.says = says)));
            }
        };
        match &row.says {
            Says::Means(parts) | Says::MayHold(parts, _) | Says::AllBut(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    let instead = |other: &str| {
                        with_parts(&row.says, |parts| {
                            parts.iter_mut().skip(place).take(1).for_each(|part| other.clone_into(part));
                        })
                    };
                    if let Some(broader) = concepts.broader(part) {
                        says(Kind::Broader, instead(broader));
                    }
                    if let Some(beside) = concepts.beside(part) {
                        says(Kind::Beside, instead(beside));
                    }
                    if let Some(other) = chance.pick(&concepts.all).filter(|other| !parts.contains(other)) {
                        says(Kind::Other, instead(other));
                    }
                    says(Kind::Other, instead(UNNAMED));
                    if parts.len() > 1 {
                        says(Kind::Parts, with_parts(&row.says, |parts| drop(parts.remove(place))));
                    }
                }
                if list.field != "language" {
                    says(Kind::Parts, with_parts(&row.says, |parts| parts.push(UNNAMED.to_owned())));
                }
            }
            Says::Absent(reasons) => {
                for place in 0..reasons.len() {
                    let others: Vec<&String> =
                        self.reasons.iter().filter(|other| !reasons.contains(other)).collect();
                    if let Some(other) = chance.pick(&others) {
                        let mut other_reasons = reasons.clone();
                        other_reasons.iter_mut().skip(place).take(1).for_each(|one| (*other).clone_into(one));
                        says(Kind::Other, Says::Absent(other_reasons));
                        let more = reasons.iter().chain([*other]).cloned();
                        says(Kind::Parts, Says::Absent(more.collect()));
                    }
                    if reasons.len() > 1 {
                        let mut fewer = reasons.clone();
                        fewer.remove(place);
                        says(Kind::Parts, Says::Absent(fewer));
                    }
                }
                if !concepts.all.is_empty() {
                    says(Kind::Other, Says::Means(vec![UNNAMED.to_owned()]));
                }
            }
            Says::Same { system, code } => {
                let rows = self.evidence.list(system).map_or(&[][..], |list| &list.rows);
                let others: Vec<&FileRow> = rows
                    .iter()
                    .filter(|other| other.code != *code && !matches!(other.says, Says::Same { .. }))
                    .collect();
                if let Some(other) = chance.pick(&others) {
                    says(Kind::Other, Says::Same { system: system.clone(), code: other.code.clone() });
                }
            }
            Says::NotKnown => {
                if let Some(other) = chance.pick(&concepts.all) {
                    says(Kind::Other, Says::Means(vec![other.clone()]));
                }
                if let Some(reason) =
                    chance.pick(&self.reasons).filter(|reason| *reason != "meaning-not-known")
                {
                    says(Kind::Other, Says::Absent(vec![reason.clone()]));
                }
            }
        }
    }

    fn judge(
        &self,
        list: &FileList,
        row: &FileRow,
        kind: Kind,
        change: Change,
        groups: &mut Groups,
        score: &mut Score,
    ) {
        let (is_caught, is_same) = match &change {
            Change::Dropped => {
                let is_named = self.evidence.is_named(list, &row.code)
                    || self.named_by_others.contains(&(list.key.as_str(), row.code.as_str()));
                (is_named, matches!(row.says, Says::NotKnown) && !row.is_observed)
            }
            Change::One(mutant) => {
                let is_caught =
                    self.is_caught(list, &[(row, mutant)], groups) || self.is_incoherent(list, mutant);
                (is_caught, self.sign(list, row) == self.sign(list, mutant))
            }
            Change::Two(mutant, other_place, other) => {
                let Some(partner) = list.rows.get(*other_place) else { return };
                let is_caught = self.is_caught(list, &[(row, mutant), (partner, other)], groups);
                let mut before = [self.sign(list, row), self.sign(list, partner)];
                let mut after = [self.sign(list, mutant), self.sign(list, other)];
                before.sort();
                after.sort();
                (is_caught, before == after)
            }
        };
        let count = score.counts.entry(kind).or_default();
        if is_caught {
            count.caught += 1;
            return;
        }
        let partner = match &change {
            Change::Two(_, other, _) => list.rows.get(*other),
            Change::Dropped | Change::One(_) => None,
        };
        let is_sound = [Some(row), partner].into_iter().flatten().all(|row| self.holds(list, groups, row));
        let mutant = Mutant {
            system: list.key.clone(),
            file: list.file.clone(),
            line: row.line,
            code: row.code.clone(),
            kind,
            change: described(row, &change),
            why: if is_sound { why(kind, row, is_same) } else { UNSOUND },
        };
        if is_same {
            count.equivalent += 1;
            score.equivalents.push(mutant);
        } else {
            count.survived += 1;
            score.survivors.push(mutant);
        }
    }

    /// Whether L9 does not hold of the changed rows, and did before.
    fn is_caught(&self, list: &FileList, rows: &[(&FileRow, &FileRow)], groups: &mut Groups) -> bool {
        let exchange = |groups: &mut Groups, is_changed: bool| {
            for (before, after) in rows {
                groups.change(self.evidence.original(before), before, !is_changed);
                groups.change(self.evidence.original(after), after, is_changed);
            }
        };
        if !rows.iter().all(|(before, _)| self.holds(list, groups, before)) {
            // Of a row that breaks the law as it is, nothing can be told.
            return false;
        }
        exchange(groups, true);
        let is_caught = rows.iter().any(|(_, after)| !self.holds(list, groups, after));
        exchange(groups, false);
        is_caught
    }

    /// Whether L9 holds of a row.
    fn holds(&self, list: &FileList, groups: &Groups, row: &FileRow) -> bool {
        self.evidence.is_supported(list, row) && self.evidence.relationship(list, groups, row).is_ok()
    }

    /// Whether L4 does not hold of the changed row: of its list with this row alone, since a code that its own meaning does
    /// not lead to there is led to from nowhere.
    fn is_incoherent(&self, list: &FileList, row: &FileRow) -> bool {
        if row.is_observed {
            return false;
        }
        match &row.says {
            Says::Means(_) if list.field != "language" => {
                coherent_code(&self.built.alone(&list.field, row), "A").is_err()
            }
            Says::Means(_) | Says::MayHold(..) => {
                coherent_code(&self.built.alone_of_languages(row), "A").is_err()
            }
            _ => false,
        }
    }

    /// Everything of a row by which values are decoded and encoded. Two lists whose rows have the same signs do the same
    /// with every value.
    fn sign(&self, list: &FileList, row: &FileRow) -> Sign {
        let original = self.evidence.original(row);
        let (parts, is_decisive) = match &original.says {
            // A part that is not named is certain for nobody.
            Says::Means(parts) => (said(&original.says), parts.iter().all(|part| part != UNNAMED)),
            Says::MayHold(..) => (said(&original.says), true),
            other => (said(other), false),
        };
        let relationship = match original.relationship {
            // What somebody observed is never sent.
            _ if row.is_observed => 1,
            Relationship::NotRelatedTo => 0,
            _ if !is_decisive => 1,
            other => 1 + u8::from(is_whole(other)),
        };
        let category = match &row.says {
            Says::Same { system, code } => (system.clone(), code.clone()),
            _ => (list.key.clone(), row.code.clone()),
        };
        Sign { code: row.code.clone(), parts, relationship, is_observed: row.is_observed, category }
    }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Sign {
    code: String,
    parts: String,
    relationship: u8,
    is_observed: bool,
    category: (String, String),
}

const RELATIONSHIPS: [Relationship; 5] = [
    Relationship::Equivalent,
    Relationship::SourceIsNarrowerThanTarget,
    Relationship::SourceIsBroaderThanTarget,
    Relationship::RelatedTo,
    Relationship::NotRelatedTo,
];

fn one(row: &FileRow, change: impl FnOnce(&mut FileRow)) -> Change {
    let mut row = row.clone();
    change(&mut row);
    Change::One(row)
}

fn with_parts(says: &Says, change: impl FnOnce(&mut Vec<String>)) -> Says {
    let mut says = says.clone();
    if let Says::Means(parts) | Says::MayHold(parts, _) | Says::AllBut(parts) = &mut says {
        change(parts);
    }
    says
}

/// The row and the next one that differs, each with what the other has.
fn swaps(list: &FileList, place: usize, row: &FileRow, changes: &mut Vec<(Kind, Change)>) {
    let others = || {
        let behind = list.rows.iter().enumerate().skip(place + 1);
        behind.chain(list.rows.iter().enumerate().take(place))
    };
    let mut swap =
        |kind, differs: &dyn Fn(&FileRow) -> bool, exchange: &dyn Fn(&mut FileRow, &mut FileRow)| {
            if let Some((other_place, other)) = others().find(|(_, other)| differs(other)) {
                let (mut one, mut other) = (row.clone(), other.clone());
                exchange(&mut one, &mut other);
                changes.push((kind, Change::Two(one, other_place, other)));
            }
        };
    swap(Kind::MeaningsSwapped, &|other| other.says != row.says, &|one, other| {
        core::mem::swap(&mut one.says, &mut other.says);
        core::mem::swap(&mut one.relationship, &mut other.relationship);
        core::mem::swap(&mut one.adds, &mut other.adds);
        core::mem::swap(&mut one.reason, &mut other.reason);
        core::mem::swap(&mut one.is_observed, &mut other.is_observed);
    });
    swap(Kind::LabelsSwapped, &|other| other.label != row.label, &|one, other| {
        core::mem::swap(&mut one.label, &mut other.label);
    });
    swap(Kind::CodesSwapped, &|other| other.code != row.code, &|one, other| {
        core::mem::swap(&mut one.code, &mut other.code);
    });
}

fn described(row: &FileRow, change: &Change) -> String {
    match change {
        Change::Dropped => "there is no row".to_owned(),
        Change::Two(one, _, other) if one.says != row.says => {
            format!("{} beside {}", said(&one.says), said(&other.says))
        }
        Change::Two(one, _, other) if one.code != row.code => {
            format!("{} for {}", shown(one.code.as_bytes()), shown(other.code.as_bytes()))
        }
        Change::Two(_, _, other) => format!("the label of {}", shown(other.code.as_bytes())),
        Change::One(one) if one.relationship != row.relationship => {
            format!("{}, was {}", one.relationship.word(), row.relationship.word())
        }
        Change::One(one) => format!("{}, was {}", said(&one.says), said(&row.says)),
    }
}

/// Why nothing can be told of a mutant of a row that `ownwords prove` finds at fault as it is.
const UNSOUND: &str = "the row breaks L9 as it is";

/// Why no law sees a mutant.
fn why(kind: Kind, row: &FileRow, is_same: bool) -> &'static str {
    match kind {
        _ if is_same => "nothing is decoded or encoded otherwise",
        Kind::Relationship if row.reason.is_some() => {
            "a `reason` says how it relates, and only people read reasons"
        }
        Kind::Relationship => "no witness says how a code relates to what it means",
        Kind::Dropped => "no witness names the code",
        _ if row.label.is_empty() => "the code has no label, and no witness",
        _ => "the witnesses support this too",
    }
}
