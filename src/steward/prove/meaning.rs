//! L9: each row of a mapping is supported by something outside itself.
//!
//! What a code means is supported by a witness that is written apart from the mapping: the entry of each concept, or reason
//! for absence, that names the list, the code and the label. A witness without its row is as much against the law as a row
//! without its witness, and so is a witness of something that the meaning does not account for: that is neither a part of it,
//! nor always one, nor may be one ("Greek/Greek Cypriot" is read as Greek, and a Greek Cypriot may be Greek). Whom the owner's
//! synonyms lead to a code, its label need not name, and its meaning need not account for.
//!
//! How a code relates to what it means is supported by the list. A list's only code for a concept is all of it, unless
//! it adds something, its witness names codes of the list that others of the concept have, or a reason says what more it says.
//! The codes that a witness names are held against their own witnesses: each is one of the concept, or of a narrower one. Where
//! several codes of a list mean the same, none is more than another: either each of them is all of it, or each a part.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::laws::{Broken, Law, shown};
use super::{OnReason, Verdict};
use crate::authoring::Sources;
use crate::authoring::rows::{FileList, FileRow, Says, UNNAMED, Witness};
use crate::bridge::Relationship;

/// Whether a meaning is witnessed: each of its parts by as many witnesses as it stands in the meaning times, and there is a
/// part. `times` says how many witnesses of a part name the code.
///
/// # Example
///
/// ```
/// use ownwords::steward::prove::is_witnessed;
///
/// let attested = |part: &&str| if *part == "irish" { 1 } else { 0 };
/// assert!(is_witnessed(&["irish"], attested));
/// assert!(!is_witnessed(&["irish", "irish"], attested));
/// assert!(!is_witnessed(&["irish", "polish"], attested));
/// ```
pub fn is_witnessed<P: PartialEq>(parts: &[P], times: impl Fn(&P) -> usize) -> bool {
    let stands = |part: &P| parts.iter().filter(|other| *other == part).count();
    !parts.is_empty() && parts.iter().all(|part| times(part) == stands(part))
}

/// The witnesses of one field.
struct OfField {
    witnesses: Vec<Witness>,
    /// Places in `witnesses`, by list and code.
    by_code: HashMap<(String, String), Vec<usize>>,
}

impl OfField {
    fn of(sources: &Sources, field: &str) -> Self {
        let witnesses = sources.witnesses(field);
        let mut by_code: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (place, witness) in witnesses.iter().enumerate() {
            by_code.entry((witness.system.clone(), witness.code.clone())).or_default().push(place);
        }
        Self { witnesses, by_code }
    }

    fn naming(&self, system: &str, code: &str) -> impl Iterator<Item = &Witness> {
        let places = self.by_code.get(&(system.to_owned(), code.to_owned()));
        places.into_iter().flatten().filter_map(|&place| self.witnesses.get(place))
    }
}

/// All lists and all witnesses, as the files have them.
pub(super) struct Evidence {
    pub(super) lists: Vec<FileList>,
    of_fields: BTreeMap<String, OfField>,
    /// Of languages: what a code with a label means, by list, code and label.
    of_languages: HashMap<(String, String, String), (String, u64)>,
    /// By field and concept: all that are broader.
    above: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// By field and concept, both ways round: those that somebody of it may be.
    beside: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

/// Where the rows of a list stand in it, as far as the relationship of one depends on the others.
pub(super) struct Groups(BTreeMap<Vec<String>, Group>);

/// The codes of a list that mean the same.
#[derive(Clone, Copy, Default)]
struct Group {
    whole: usize,
    part: usize,
}

pub(super) fn is_whole(relationship: Relationship) -> bool {
    matches!(relationship, Relationship::Equivalent | Relationship::SourceIsBroaderThanTarget)
}

impl Evidence {
    pub(super) fn of(sources: &Sources) -> Self {
        let lists = sources.lists();
        let fields: BTreeSet<&str> = lists.iter().map(|list| list.field.as_str()).collect();
        let of_fields: BTreeMap<String, OfField> =
            fields.into_iter().map(|field| (field.to_owned(), OfField::of(sources, field))).collect();
        let row = |(line, text): (u64, &str)| {
            let mut cells = text.split('\t').map(str::to_owned);
            Some(((cells.next()?, cells.next()?, cells.next()?), (cells.next()?, line)))
        };
        let of_languages = (1..).zip(sources.language_witnesses().lines()).skip(1).filter_map(row).collect();
        let above = of_fields.keys().map(|field| (field.clone(), above(&sources.broader(field)))).collect();
        let both = |field: &str| {
            let mut beside: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for (one, others) in sources.overlaps(field) {
                for other in others {
                    beside.entry(other.clone()).or_default().insert(one.clone());
                    beside.entry(one.clone()).or_default().insert(other);
                }
            }
            beside
        };
        let beside = of_fields.keys().map(|field| (field.clone(), both(field))).collect();
        Self { lists, of_fields, of_languages, above, beside }
    }

    pub(super) fn list(&self, key: &str) -> Option<&FileList> {
        self.lists.iter().find(|list| list.key == key)
    }

    /// The row that says what a row means: itself, or the one whose category it is.
    pub(super) fn original<'a>(&'a self, row: &'a FileRow) -> &'a FileRow {
        let Says::Same { system, code } = &row.says else { return row };
        let rows = self.list(system).into_iter().flat_map(|list| &list.rows);
        rows.into_iter().find(|other| other.code == *code).unwrap_or(row)
    }

    /// Whether the meaning of a row wants a witness: a code without a label means nothing that anybody knows, but in a list
    /// whose terms are written down nowhere.
    pub(super) fn wants_witness(&self, row: &FileRow) -> bool {
        !row.label.is_empty() || !matches!(self.original(row).says, Says::NotKnown | Says::Same { .. })
    }

    /// Whether the witnesses say of the row's code and label what the row says.
    pub(super) fn is_supported(&self, list: &FileList, row: &FileRow) -> bool {
        let of_field = self.of_fields.get(&list.field);
        let naming = || of_field.into_iter().flat_map(|of_field| of_field.naming(&list.key, &row.code));
        let of_language = || {
            let key = (list.key.clone(), row.code.clone(), row.label.clone());
            self.of_languages.get(&key)
        };
        if !self.wants_witness(row) {
            return naming().next().is_none() && of_language().is_none();
        }
        let original = self.original(row);
        let parts: Vec<&str> = match &original.says {
            Says::Means(tags) | Says::AllBut(tags) | Says::MayHold(tags, _) if list.field == "language" => {
                return of_language().is_some_and(|(said, _)| *said == language(&original.says, tags));
            }
            // A row that says of no language that it is the code's says nothing to attest, and nothing may attest it.
            Says::NotKnown if list.field == "language" => return of_language().is_none(),
            Says::Means(slugs) => slugs.iter().map(String::as_str).collect(),
            Says::Absent(reasons) => reasons.iter().map(String::as_str).collect(),
            // What is recorded, and nobody knows as what, is a reason too.
            Says::NotKnown => vec!["meaning-not-known"],
            Says::AllBut(_) | Says::MayHold(..) | Says::Same { .. } => Vec::new(),
        };
        let is_named = is_witnessed(&parts, |part| {
            naming().filter(|witness| witness.part == **part && witness.label == row.label).count()
        });
        let mut of_label = naming().filter(|witness| !witness.is_synonym);
        is_named && of_label.all(|witness| self.accounts_for(list, &original.says, &parts, &witness.part))
    }

    /// Whether a meaning accounts for what a witness says of the code: with the same part, with one that is broader, with one
    /// that somebody of it may be, or with one that is not named.
    fn accounts_for(&self, list: &FileList, says: &Says, parts: &[&str], witnessed: &str) -> bool {
        if parts.contains(&witnessed) {
            return true;
        }
        if !matches!(says, Says::Means(_)) || witnessed == UNNAMED {
            return false;
        }
        parts.contains(&UNNAMED) || self.may_be(&list.field, witnessed).any(|one| parts.contains(&one))
    }

    /// What somebody of a concept always is or may be, itself the first: whoever may be Inupiat may be what every Inupiat is.
    fn may_be<'a>(&'a self, field: &str, concept: &'a str) -> impl Iterator<Item = &'a str> {
        let (above, beside) = (self.above.get(field), self.beside.get(field));
        let always = move |one: &'a str| {
            let above = above.and_then(|above| above.get(one)).into_iter().flatten().map(String::as_str);
            core::iter::once(one).chain(above)
        };
        let perhaps = move |one: &'a str| {
            beside.and_then(|beside| beside.get(one)).into_iter().flatten().map(String::as_str)
        };
        always(concept).chain(always(concept).flat_map(perhaps).flat_map(always))
    }

    /// L9 of a list: what each row means, how each relates to it, and that no witness names a code that is not there.
    pub(super) fn verdict(&self, list: &FileList) -> Verdict {
        let groups = self.groups(list);
        let held = |row| self.meaning(list, row).and_then(|()| self.relationship(list, &groups, row));
        let mut verdict =
            Verdict { law: Law::L9, tried: 0, of: None, skipped: None, broken: None, line: None };
        for row in &list.rows {
            verdict.tried += 1;
            if let Err(broken) = held(row) {
                return Verdict { broken: Some(broken), line: u32::try_from(row.line).ok(), ..verdict };
            }
        }
        Verdict { broken: self.witnessed_codes(list).err(), ..verdict }
    }

    /// The rows of a list whose relationship nothing accounts for but the words of their `reason`: without them the law would
    /// be broken.
    pub(super) fn on_reasons(&self, list: &FileList) -> Vec<OnReason> {
        let groups = self.groups(list);
        let needs_it = |row: &&FileRow| {
            let without = FileRow { reason: None, ..(*row).clone() };
            self.relationship(list, &groups, row).is_ok()
                && self.relationship(list, &groups, &without).is_err()
        };
        let of_row = |row: &FileRow| {
            let (Says::Means(parts) | Says::MayHold(parts, _)) = &row.says else { return None };
            Some(OnReason {
                code: row.code.clone(),
                label: row.label.clone(),
                line: row.line,
                relationship: row.relationship.word(),
                means: parts.clone(),
                reason: row.reason.clone()?,
                beside: self.beside(list, row, parts),
            })
        };
        list.rows.iter().filter(needs_it).filter_map(of_row).collect()
    }

    /// Other codes of the list that witnesses put the concept under, or a narrower one: somebody of it may have such a code.
    fn beside(&self, list: &FileList, row: &FileRow, parts: &[String]) -> Vec<String> {
        let ([part], Some(of_field)) = (parts, self.of_fields.get(&list.field)) else { return Vec::new() };
        let above = self.above.get(&list.field);
        let is_of_it = |other: &str| {
            other == part || above.and_then(|above| above.get(other)).is_some_and(|all| all.contains(part))
        };
        let others = of_field.witnesses.iter().filter(|witness| {
            witness.system == list.key && witness.code != row.code && is_of_it(&witness.part)
        });
        others.map(|witness| witness.code.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// L9 of one row: what it means.
    pub(super) fn meaning(&self, list: &FileList, row: &FileRow) -> Result<(), Broken> {
        if self.is_supported(list, row) {
            return Ok(());
        }
        let witnesses: Vec<String> = match self.of_fields.get(&list.field) {
            _ if list.field == "language" => {
                let key = (list.key.clone(), row.code.clone(), row.label.clone());
                self.of_languages.get(&key).map(|(said, _)| said.clone()).into_iter().collect()
            }
            Some(of_field) => of_field
                .naming(&list.key, &row.code)
                .map(|one| match one.label == row.label {
                    true => format!("{} ({}:{})", one.part, one.file, one.line),
                    false => {
                        format!("{} under the label \"{}\" ({}:{})", one.part, one.label, one.file, one.line)
                    }
                })
                .collect(),
            None => Vec::new(),
        };
        let expected = match witnesses.is_empty() {
            true => "a witness apart from the mapping".to_owned(),
            false => format!("what the witnesses say: {}", witnesses.join(" and ")),
        };
        Err(self.broken(row, &expected, said(&self.original(row).says)))
    }

    fn broken(&self, row: &FileRow, expected: &str, found: String) -> Broken {
        let label = if row.label.is_empty() { String::new() } else { format!(" \"{}\"", row.label) };
        Broken {
            law: Law::L9,
            code: Some(row.code.clone()),
            about: format!("{}{label}", shown(row.code.as_bytes())),
            expected: expected.to_owned(),
            found,
        }
    }

    /// Whether a witness of what the code means says that others of it have other codes of the list.
    ///
    /// # Errors
    ///
    /// Where it cannot: no witness puts such a code under the concept or a narrower one, or the row says that its code is all
    /// of the concept, or is of several.
    fn is_witnessed_as_a_part(&self, list: &FileList, row: &FileRow) -> Result<bool, Broken> {
        let of_field = self.of_fields.get(&list.field).into_iter();
        let mut naming = of_field.flat_map(|of_field| of_field.naming(&list.key, &row.code));
        let Some(witness) = naming.find(|witness| !witness.elsewhere.is_empty()) else { return Ok(false) };
        let original = self.original(row);
        let (part, place) = (&witness.part, format!("{}:{}", witness.file, witness.line));
        let broken = |expected: String, found: String| Err(self.broken(row, &expected, found));
        if !matches!(&original.says, Says::Means(parts) if *parts == [part.as_str()]) {
            let expected = format!("`{part}` alone, since {place} says which codes others of it have");
            return broken(expected, said(&original.says));
        }
        let beside = self.beside(list, row, core::slice::from_ref(part));
        if let Some(code) = witness.elsewhere.iter().find(|code| !beside.contains(code)) {
            let expected =
                format!("a witness of `{part}`, or of a narrower concept, since {place} names the code");
            return broken(expected, format!("none of {}", shown(code.as_bytes())));
        }
        if is_whole(original.relationship) {
            let expected =
                format!("`source-is-narrower-than-target`, since {place} says which codes others of it have");
            return broken(expected, format!("`{}`", original.relationship.word()));
        }
        Ok(true)
    }

    /// L9 of the witnesses: each names a code that the list has. The first that does not.
    pub(super) fn witnessed_codes(&self, list: &FileList) -> Result<(), Broken> {
        let codes: BTreeSet<&str> =
            list.rows.iter().chain(&list.borrowed).map(|row| row.code.as_str()).collect();
        let gone = |code: &str, place: String| Broken {
            law: Law::L9,
            code: None,
            about: shown(code.as_bytes()),
            expected: format!("a row, since {place} is its witness"),
            found: "none".to_owned(),
        };
        let of_languages = self.of_languages.iter().filter(|((system, ..), _)| *system == list.key);
        let of_languages = of_languages.filter(|((_, code, _), _)| !codes.contains(code.as_str()));
        if let Some(((_, code, _), (_, line))) = of_languages.min_by_key(|(_, (_, line))| *line) {
            return Err(gone(code, format!("standards/language/attestations.tsv:{line}")));
        }
        let witnesses = self.of_fields.get(&list.field).into_iter().flat_map(|of_field| &of_field.witnesses);
        let mut of_list = witnesses.filter(|witness| witness.system == list.key);
        match of_list.find(|witness| !codes.contains(witness.code.as_str())) {
            Some(witness) => Err(gone(&witness.code, format!("{}:{}", witness.file, witness.line))),
            None => Ok(()),
        }
    }

    /// Whether a witness names the code: the row cannot go without it.
    pub(super) fn is_named(&self, list: &FileList, code: &str) -> bool {
        let in_standards = self.of_fields.get(&list.field);
        in_standards.is_some_and(|of_field| of_field.naming(&list.key, code).next().is_some())
            || self.of_languages.keys().any(|(system, own, _)| *system == list.key && own == code)
    }

    /// The codes of a list that mean the same.
    pub(super) fn groups(&self, list: &FileList) -> Groups {
        let mut groups = Groups(BTreeMap::new());
        list.rows.iter().for_each(|row| groups.change(self.original(row), row, true));
        groups
    }

    /// L9 of one row: how it relates to what it means.
    pub(super) fn relationship(&self, list: &FileList, groups: &Groups, row: &FileRow) -> Result<(), Broken> {
        let original = self.original(row);
        let is_witnessed = self.is_witnessed_as_a_part(list, row)?;
        let names_nothing = |parts: &[String]| parts.iter().all(|part| part == UNNAMED);
        if let Says::MayHold(parts, _) = &original.says
            && names_nothing(parts)
            && is_whole(original.relationship)
        {
            let found = format!("`{}`", original.relationship.word());
            return Err(self.broken(
                row,
                "`related-to` of a code that names nothing, and may be something",
                found,
            ));
        }
        let Some(meaning) = meaning_of(original, row) else { return Ok(()) };
        let group = groups.0.get(&meaning).copied().unwrap_or_default();
        let word = original.relationship.word();
        let is_whole = is_whole(original.relationship);
        let meaning = meaning.join(" and ");
        let broken = |expected: &str, found: String| Err(self.broken(row, expected, found));
        if is_whole && original.adds {
            return broken(
                "`source-is-narrower-than-target` of a code that adds something",
                format!("`{word}`"),
            );
        }
        if group.whole > 0 && group.part > 0 {
            let (whole, part) = (group.whole, group.part);
            let found = format!("{whole} that are all of `{meaning}`, and {part} that are a part of it");
            return broken("codes of one list that mean the same to relate to it alike", found);
        }
        let is_alone = group.whole + group.part == 1;
        if !is_whole
            && is_alone
            && !original.adds
            && !is_witnessed
            && original.reason.is_none()
            && row.relationship == original.relationship
        {
            let found = format!("`{word}`, with no `reason`, of the list's only code for `{meaning}`");
            return broken(
                "`equivalent`, or a `reason` or a witness that says what more the code says",
                found,
            );
        }
        Ok(())
    }
}

impl Groups {
    /// Takes a row in, or out.
    pub(super) fn change(&mut self, original: &FileRow, row: &FileRow, is_there: bool) {
        let Some(meaning) = meaning_of(original, row) else { return };
        let group = self.0.entry(meaning).or_default();
        let count = if is_whole(original.relationship) { &mut group.whole } else { &mut group.part };
        *count = if is_there { *count + 1 } else { count.saturating_sub(1) };
    }
}

/// The named parts of a meaning in the order of their names; `None` where it has one that is not named, where nothing is
/// stated, or where somebody else said it: how such a code relates to what it means decides nothing.
fn meaning_of(original: &FileRow, row: &FileRow) -> Option<Vec<String>> {
    let (Says::Means(parts) | Says::MayHold(parts, _)) = &original.says else { return None };
    let is_named = !row.is_observed && parts.iter().all(|part| part != UNNAMED);
    let mut parts = parts.clone();
    parts.sort();
    if let Says::MayHold(_, others) = &original.says {
        parts.extend(others.iter().map(|other| format!("perhaps {other}")));
    }
    is_named.then_some(parts)
}

/// For each concept all that are broader, from those directly so.
fn above(broader: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, BTreeSet<String>> {
    let all = |slug: &String| {
        let mut found = BTreeSet::new();
        let mut open: Vec<&String> = broader.get(slug).into_iter().flatten().collect();
        while let Some(next) = open.pop() {
            if found.insert(next.clone()) {
                open.extend(broader.get(next).into_iter().flatten());
            }
        }
        found
    };
    broader.keys().map(|slug| (slug.clone(), all(slug))).collect()
}

/// What a list of languages says, as the witnesses write it: a tag, or `und` and what it may be.
fn language(says: &Says, tags: &[String]) -> String {
    let tags: Vec<&str> = tags.iter().map(String::as_str).filter(|tag| *tag != UNNAMED).collect();
    match says {
        Says::Means(_) if tags.len() == 1 => tags.concat(),
        Says::MayHold(_, others) => {
            let all: Vec<&str> = tags.into_iter().chain(others.iter().map(String::as_str)).collect();
            format!("und: {}", all.join(" "))
        }
        Says::Means(_) if !tags.is_empty() => format!("und: {}", tags.join(" ")),
        _ => "und".to_owned(),
    }
}

/// What a row says, in the words of its file.
pub(super) fn said(says: &Says) -> String {
    match says {
        Says::Means(parts) => format!("means: [{}]", parts.join(", ")),
        Says::MayHold(parts, others) => {
            format!("means: [{}], may-hold: [{}]", parts.join(", "), others.join(", "))
        }
        Says::AllBut(parts) => format!("all-but: [{}]", parts.join(", ")),
        Says::Absent(reasons) => format!("absent: [{}]", reasons.join(", ")),
        Says::Same { system, code } => format!("same-category-as: {system} {}", shown(code.as_bytes())),
        Says::NotKnown => "meaning: not-known".to_owned(),
    }
}
