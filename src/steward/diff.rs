//! What a change of the stewards' files means to those who hold records: concepts, codes, and how many records of a file
//! would be read differently.
//!
//! # Example
//!
//! ```
//! use std::path::Path;
//! use ownwords::authoring::Lists;
//! use ownwords::steward::diff::{Diff, What};
//!
//! let old = Lists::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
//! let mut new = old.clone();
//! // Made up: `B` is read as Roma, and the edition of the mapping stays as it was.
//! let (_, nhs) = new.mappings.iter_mut().find(|(_, one)| one.system == "nhs-ethnic-category-2001").unwrap();
//! nhs.rows[1].means = Some(vec!["roma".to_owned()]);
//! let diff = Diff::between(&old, &new);
//! let change = &diff.changes().iter().find(|one| one.list == "nhs-ethnic-category-2001").unwrap();
//! assert_eq!((change.what, change.subject.as_str()), (What::DecodingChanged, "B"));
//! // Lists that take the category over are read differently too.
//! assert!(diff.changes().iter().any(|one| one.list == "ukcore-ethnic-category-england"));
//! // A code's meaning was changed under an edition that residues carry.
//! assert!(diff.breaches().any(|one| one.list == "nhs-ethnic-category-2001"));
//! ```

use std::collections::{BTreeMap, HashMap};
use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::compare::Meaning;
use crate::authoring::{ConceptEntry, Lists, Mapping, MappingRow, StandardList};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::text::nearest;

/// What happened to a concept, a list or a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum What {
    /// A concept was added.
    Added,
    /// A concept is retired: offered no longer, and still read.
    Retired,
    /// A concept was taken out, which is never done.
    Deleted,
    /// Another status: from provisional to agreed, for example.
    Status,
    /// Another label.
    Reworded,
    /// Another slug.
    Renamed,
    /// It always is, or may be, something else.
    Related,
    /// A list of codes was added.
    ListAdded,
    /// A list of codes was taken out, which is never done: residues name it.
    ListDeleted,
    /// A code was added to a list.
    CodeAdded,
    /// A code was taken out of a list.
    CodeDeleted,
    /// A code's label or heading is another.
    CodeReworded,
    /// A code is read as something else.
    DecodingChanged,
    /// A code means the same, and relates to it in another way: what is sent may change.
    EncodingChanged,
}

impl What {
    /// Its word, for example `decoding-changed`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Retired => "retired",
            Self::Deleted => "deleted",
            Self::Status => "status",
            Self::Reworded => "reworded",
            Self::Renamed => "renamed",
            Self::Related => "related",
            Self::ListAdded => "list-added",
            Self::ListDeleted => "list-deleted",
            Self::CodeAdded => "code-added",
            Self::CodeDeleted => "code-deleted",
            Self::CodeReworded => "code-reworded",
            Self::DecodingChanged => "decoding-changed",
            Self::EncodingChanged => "encoding-changed",
        }
    }

    /// Whether a code is read otherwise than before.
    const fn is_of_decoding(self) -> bool {
        matches!(self, Self::CodeAdded | Self::CodeDeleted | Self::DecodingChanged)
    }
}

/// One thing that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// What happened.
    pub what: What,
    /// The field of a standard, or the key of a list of codes.
    pub list: String,
    /// The slug of a concept or the code; empty where it is the list as a whole.
    pub subject: String,
    /// What was said; empty where there was nothing.
    pub old: String,
    /// What is said; empty where there is nothing.
    pub new: String,
    /// Why this must not be, where it must not: what is released is never taken back.
    pub breach: Option<&'static str>,
}

/// All that is not as it was, in the order of standards, then of lists.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    changes: Vec<Change>,
}

/// How many records of a file are read differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Records {
    /// How many were read.
    pub records: u64,
    /// How many of them are read differently in at least one column.
    pub different: u64,
    /// How many for each code: list, code, and what happened to it.
    pub by_code: Vec<(String, String, What, u64)>,
}

impl Diff {
    /// What became of `old`.
    pub fn between(old: &Lists, new: &Lists) -> Self {
        let mut diff = Self::default();
        for standard in &new.standards {
            let none = StandardList::default();
            diff.standard(old.standard(&standard.field).unwrap_or(&none), standard);
        }
        for standard in old.standards.iter().filter(|one| new.standard(&one.field).is_none()) {
            let mut none = StandardList::default();
            none.field.clone_from(&standard.field);
            diff.standard(standard, &none);
        }
        for (_, mapping) in &new.mappings {
            match old.mapping(&mapping.system) {
                Some(before) => diff.mapping((before, old), (mapping, new)),
                None => {
                    let codes = format!("{} codes", mapping.rows.len());
                    diff.add(What::ListAdded, &mapping.system, "", "", codes, None);
                }
            }
        }
        for (_, mapping) in old.mappings.iter().filter(|(_, one)| new.mapping(&one.system).is_none()) {
            let codes = format!("{} codes", mapping.rows.len());
            let why = "residues name the list by its number, and restore for ever";
            diff.add(What::ListDeleted, &mapping.system, "", codes, "", Some(why));
        }
        diff
    }

    /// All changes.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Those that must not be.
    pub fn breaches(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.breach.is_some())
    }

    fn add(
        &mut self,
        what: What,
        list: &str,
        subject: &str,
        old: impl Into<String>,
        new: impl Into<String>,
        breach: Option<&'static str>,
    ) {
        let (list, subject) = (list.to_owned(), subject.to_owned());
        self.changes.push(Change { what, list, subject, old: old.into(), new: new.into(), breach });
    }

    fn standard(&mut self, old: &StandardList, new: &StandardList) {
        let field = new.field.as_str();
        let before: HashMap<&str, &ConceptEntry> =
            old.concepts.iter().map(|concept| (concept.id.as_str(), concept)).collect();
        for concept in &new.concepts {
            let Some(before) = before.get(concept.id.as_str()) else {
                self.add(What::Added, field, &concept.slug, "", &concept.label, None);
                continue;
            };
            let slug = concept.slug.as_str();
            if before.slug != concept.slug {
                self.add(What::Renamed, field, slug, &before.slug, &concept.slug, None);
            }
            if before.label != concept.label {
                self.add(What::Reworded, field, slug, &before.label, &concept.label, None);
            }
            if before.status != concept.status {
                let is_back = before.status == "retired";
                let what = if concept.status == "retired" { What::Retired } else { What::Status };
                let why = is_back.then_some("an id that was retired is never used again");
                self.add(what, field, slug, &before.status, &concept.status, why);
            }
            // By id: a slug that was changed is no other relation.
            let (was, is) = (relations(old, before), relations(new, concept));
            if was.0 != is.0 {
                self.add(What::Related, field, slug, was.1, is.1, None);
            }
        }
        let now: HashMap<&str, &ConceptEntry> =
            new.concepts.iter().map(|concept| (concept.id.as_str(), concept)).collect();
        for concept in old.concepts.iter().filter(|concept| !now.contains_key(concept.id.as_str())) {
            let why = "records hold the id: retire the concept, and leave it where it is";
            self.add(What::Deleted, field, &concept.slug, &concept.label, "", Some(why));
        }
    }

    fn mapping(&mut self, (old, old_lists): (&Mapping, &Lists), (new, new_lists): (&Mapping, &Lists)) {
        let key = new.system.as_str();
        let is_same_edition = old.mapping_edition == new.mapping_edition;
        let before: HashMap<&str, &MappingRow> =
            old.rows.iter().map(|row| (row.code.as_str(), row)).collect();
        for row in &new.rows {
            let now = Meaning::of(new, row, new_lists);
            let Some(before) = before.get(row.code.as_str()) else {
                self.add(What::CodeAdded, key, &row.code, "", said(now.as_ref()), None);
                continue;
            };
            let was = Meaning::of(old, before, old_lists);
            let by_id =
                |meaning: Option<Meaning>, field: &str, lists| meaning.map(|one| one.by_id(field, lists));
            if by_id(was.clone(), &old.field, old_lists) != by_id(now.clone(), &new.field, new_lists) {
                let why = is_same_edition
                    .then_some("what a code means is frozen for an edition: raise `mapping-edition`");
                self.add(What::DecodingChanged, key, &row.code, said(was.as_ref()), said(now.as_ref()), why);
            } else if before.relationship != row.relationship {
                let word = |row: &MappingRow| row.relationship.clone().unwrap_or_default();
                self.add(What::EncodingChanged, key, &row.code, word(before), word(row), None);
            }
            if (&before.label, &before.group) != (&row.label, &row.group) {
                self.add(What::CodeReworded, key, &row.code, labelled(before), labelled(row), None);
            }
        }
        let now: HashMap<&str, &MappingRow> = new.rows.iter().map(|row| (row.code.as_str(), row)).collect();
        for row in old.rows.iter().filter(|row| !now.contains_key(row.code.as_str())) {
            let was = Meaning::of(old, row, old_lists);
            let why = is_same_edition
                .then_some("what a code means is frozen for an edition: raise `mapping-edition`");
            self.add(What::CodeDeleted, key, &row.code, said(was.as_ref()), "", why);
        }
    }

    /// How many records of a CSV are read differently. `columns` says for each column which list its codes are of. The file
    /// is read row by row, so that it may be of any size; nothing of a record is kept but counts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when a column is not there, with the nearest name; [`ErrorKind::Format`] or [`ErrorKind::Io`] when
    /// the file cannot be read to its end.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::authoring::Lists;
    /// use ownwords::steward::diff::Diff;
    ///
    /// let diff = Diff::between(&Lists::default(), &Lists::default());
    /// let columns = [("ethnicity".to_owned(), "nhs-ethnic-category-2001".to_owned())];
    /// let records = diff.count("made-up.csv", &b"id,ethnicity\n1,A\n2,B\n"[..], &columns)?;
    /// assert_eq!((records.records, records.different), (2, 0));
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn count(&self, name: &str, input: impl Read, columns: &[(String, String)]) -> Result<Records> {
        let mut changed: HashMap<(&str, &[u8]), (usize, What)> = HashMap::new();
        let of_decoding = self.changes.iter().filter(|change| change.what.is_of_decoding());
        let of_decoding: Vec<&Change> = of_decoding.collect();
        for (place, change) in of_decoding.iter().enumerate() {
            changed.insert((change.list.as_str(), change.subject.as_bytes()), (place, change.what));
        }
        let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
        let mut reader = Lines::of(name, input)?;
        let mut record = ByteRecord::new();
        if !reader.next(&mut record)? {
            return Err(Error::new(ErrorKind::Format, "the file is empty").at(Position::in_file(name)));
        }
        let names: Vec<String> =
            record.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let mut places = Vec::new();
        for (column, list) in columns {
            let place = names.iter().position(|name| name.trim_start_matches('\u{FEFF}') == column);
            let Some(place) = place else {
                let error = Error::new(ErrorKind::Usage, "the file has no column of this name")
                    .at(Position::in_file(name).line(1));
                return Err(match nearest(column, names.iter().map(String::as_str)) {
                    Some(known) => error.with_help(format!("did you mean `{known}`?")),
                    None => error.with_help("write COLUMN=KEY with the column as the first line writes it"),
                });
            };
            places.push((place, list.as_str()));
        }
        let mut records = Records::default();
        while reader.next(&mut record)? {
            records.records += 1;
            let mut differs = false;
            for (place, list) in &places {
                let value = record.get(*place).unwrap_or_default();
                if let Some((change, _)) = changed.get(&(*list, value)) {
                    *counts.entry(*change).or_default() += 1;
                    differs = true;
                }
            }
            records.different += u64::from(differs);
        }
        let by_code = counts.into_iter().filter_map(|(place, count)| {
            let change = of_decoding.get(place)?;
            Some((change.list.clone(), change.subject.clone(), change.what, count))
        });
        records.by_code = by_code.collect();
        Ok(records)
    }

    /// The entry of the changelog, as it stands under `### Data`: what a user of the data would notice, one line each.
    pub fn changelog(&self) -> String {
        let blocks = self.entries().into_iter();
        let blocks: Vec<String> =
            blocks.map(|(heading, lines)| format!("#### {heading}\n\n{}\n", lines.join("\n"))).collect();
        blocks.join("\n")
    }

    /// The headings of the entry that have something to say, each with its lines.
    fn entries(&self) -> Vec<(&'static str, Vec<String>)> {
        let lines = |whats: &[What]| {
            let changes = self.changes.iter().filter(|change| whats.contains(&change.what));
            changes.map(Change::line).collect::<Vec<_>>()
        };
        let entries = HEADINGS.iter().map(|(heading, whats)| (*heading, lines(whats)));
        entries.filter(|(_, lines)| !lines.is_empty()).collect()
    }

    /// A changelog with the entry in it, under `### Data` of `## Unreleased`: each line at the end of its heading, which is
    /// added where there is none. A line that stands there already is not added again. `None` where the changelog has no such
    /// place.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::authoring::Lists;
    /// use ownwords::steward::diff::Diff;
    ///
    /// let (old, mut new) = (Lists::embedded(), Lists::embedded());
    /// new.standards[0].concepts[0].label.push('!');
    /// let diff = Diff::between(&old, &new);
    /// let text = "## Unreleased\n\n### Data\n\n#### Added\n\n- one\n\n## 0.1\n";
    /// let inserted = diff.in_changelog(text).unwrap();
    /// assert!(inserted.contains("- one\n\n#### Changed\n\n- `ethnicity`: the label of "));
    /// assert!(inserted.ends_with("\n\n## 0.1\n"));
    /// assert_eq!(diff.in_changelog(&inserted).unwrap(), inserted);
    /// assert_eq!(diff.in_changelog("# Nothing\n"), None);
    /// ```
    pub fn in_changelog(&self, text: &str) -> Option<String> {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (heading, new) in self.entries() {
            let find = |from: usize, line: &str| {
                lines.iter().skip(from).position(|known| known.trim_end() == line).map(|place| from + place)
            };
            let ends = |from: usize, marks: &[&str]| {
                let mut rest = lines.iter().skip(from);
                let end = rest.position(|line| marks.iter().any(|mark| line.starts_with(mark)));
                let mut end = end.map_or(lines.len(), |end| from + end);
                // Blank lines belong to what follows.
                while end > from && lines.get(end - 1).is_some_and(|line| line.trim().is_empty()) {
                    end -= 1;
                }
                end
            };
            let unreleased = find(0, "## Unreleased")? + 1;
            let data = find(unreleased, "### Data").filter(|data| *data < ends(unreleased, &["## "]))? + 1;
            let end = ends(data, &["## ", "### "]);
            let heading = format!("#### {heading}");
            let (at, above) = match find(data, &heading).filter(|place| *place < end) {
                Some(place) => (ends(place + 1, &["## ", "### ", "#### "]), Vec::new()),
                None => (end, vec![String::new(), heading, String::new()]),
            };
            let has = |line: &String| lines.get(data..end).is_some_and(|known| known.contains(line));
            let new: Vec<String> = new.into_iter().filter(|line| !has(line)).collect();
            if !new.is_empty() {
                lines.splice(at..at, above.into_iter().chain(new));
            }
        }
        let unreleased = lines.iter().position(|line| line.trim_end() == "## Unreleased")?;
        lines.iter().skip(unreleased).find(|line| line.trim_end() == "### Data")?;
        Some(lines.join("\n") + "\n")
    }
}

/// Under which heading of the changelog a change stands.
const HEADINGS: [(&str, &[What]); 4] = [
    ("Added", &[What::Added, What::ListAdded, What::CodeAdded]),
    (
        "Changed",
        &[
            What::DecodingChanged,
            What::EncodingChanged,
            What::CodeReworded,
            What::Reworded,
            What::Renamed,
            What::Related,
            What::Status,
        ],
    ),
    ("Retired", &[What::Retired]),
    ("Removed", &[What::Deleted, What::ListDeleted, What::CodeDeleted]),
];

impl Change {
    /// One line of Markdown.
    fn line(&self) -> String {
        let Self { list, subject, old, new, .. } = self;
        match self.what {
            What::Added => format!("- `{list}`: `{subject}` ({new})"),
            What::Retired => format!("- `{list}`: `{subject}` is retired"),
            What::Deleted => format!("- `{list}`: `{subject}` ({old})"),
            What::Status => format!("- `{list}`: `{subject}` is {new} (was {old})"),
            What::Reworded => format!("- `{list}`: the label of `{subject}` is \"{new}\" (was \"{old}\")"),
            What::Renamed => format!("- `{list}`: the slug `{old}` is `{new}`; its id stays"),
            What::Related => format!("- `{list}`: `{subject}` {new} (was: {old})"),
            What::ListAdded => format!("- the list `{list}`, {new}"),
            What::ListDeleted => format!("- the list `{list}`, {old}"),
            What::CodeAdded => format!("- `{list}`: the code `{subject}` ({new})"),
            What::CodeDeleted => format!("- `{list}`: the code `{subject}` ({old})"),
            What::CodeReworded => format!("- `{list}`: `{subject}` is labelled {new} (was {old})"),
            What::DecodingChanged => format!("- `{list}`: `{subject}` is read as {new} (was {old})"),
            What::EncodingChanged => format!("- `{list}`: `{subject}` is {new} (was {old})"),
        }
    }
}

fn said(meaning: Option<&Meaning>) -> String {
    meaning.map_or("not known".to_owned(), Meaning::said)
}

fn labelled(row: &MappingRow) -> String {
    match &row.group {
        Some(group) => format!("\"{}\" under \"{group}\"", row.label),
        None => format!("\"{}\"", row.label),
    }
}

/// What a concept always is and may be: by id, and in words.
fn relations(standard: &StandardList, concept: &ConceptEntry) -> ([Vec<String>; 2], String) {
    let ids = |slugs: &[String]| {
        let id = |slug: &String| standard.by_slug(slug).map_or(slug.clone(), |found| found.id.clone());
        let mut ids: Vec<String> = slugs.iter().map(id).collect();
        ids.sort_unstable();
        ids
    };
    let words = |slugs: &[String]| if slugs.is_empty() { "nothing".to_owned() } else { slugs.join(", ") };
    let said = format!("always is {}, may be {}", words(&concept.broader), words(&concept.overlaps));
    ([ids(&concept.broader), ids(&concept.overlaps)], said)
}

/// The rows of a CSV, one by one.
struct Lines<'a, R: Read> {
    name: &'a str,
    reader: csv::Reader<std::io::Chain<std::io::Cursor<Vec<u8>>, R>>,
}

impl<'a, R: Read> Lines<'a, R> {
    fn of(name: &'a str, mut input: R) -> Result<Self> {
        let mut head = vec![0; 1 << 16];
        let mut filled = 0;
        while let Some(room) = head.get_mut(filled..).filter(|room| !room.is_empty()) {
            match input.read(room) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(name, error)),
            }
        }
        head.truncate(filled);
        let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let count = |delimiter: &u8| first.iter().filter(|byte| *byte == delimiter).count();
        let delimiter = [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(count).unwrap_or(b',');
        let reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(std::io::Cursor::new(head).chain(input));
        Ok(Self { name, reader })
    }

    fn next(&mut self, record: &mut ByteRecord) -> Result<bool> {
        self.reader.read_byte_record(record).map_err(|error| unreadable(self.name, error.into()))
    }
}

fn unreadable(name: &str, error: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("this cannot be read ({})", error.kind()))
        .at(Position::in_file(name))
        .with_help("see that the name is spelt right, and who may read there")
        .with_source(error)
}
