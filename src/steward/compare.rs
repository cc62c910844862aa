//! Two lists beside each other: two authorities, two editions of a list, or a local file and ours. Every disagreement is
//! said, under what it is about, with what each side says.
//!
//! What one side does not say is no disagreement: an empty label, a meaning that is not known. Authorities of one list are
//! compared by code. Those whose codes are of different lists are compared by what the codes mean here, since no code of
//! one is a code of the other.
//!
//! # Example
//!
//! ```
//! use std::path::Path;
//! use ownwords::authoring::Lists;
//! use ownwords::steward::compare::{About, Comparison, Side};
//!
//! let lists = Lists::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
//! let ours = Side::named("nhs-ethnic-category-2001", &lists)?;
//! // A made-up local copy with two faults.
//! let local = Side::of_file("local.csv", b"code,label\nH,Indian\nJ,Pakistan\nX1,Other\n", &lists)?;
//! let comparison = Comparison::of(&ours, &local, &lists)?;
//! let labels = comparison.about(About::Label);
//! assert_eq!((labels[0].subject.as_str(), labels[0].first.as_str()), ("J", "Pakistani"));
//! assert_eq!(comparison.about(About::OnlyInSecond)[0].subject, "X1");
//! # Ok::<(), ownwords::Error>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::exchange::import;
use crate::authoring::{AuthorityList, Lists, Mapping, MappingRow};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::text::nearest;

/// How often a category may be that of another list's, before it is a loop.
const DEEPEST: usize = 8;

/// One of two that are compared.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// Whose it is, its edition, and where it was read.
    pub source: String,
    /// What of a file could not be taken, and is not compared.
    pub refused: Vec<Error>,
    said: Said,
}

#[derive(Clone, Debug)]
enum Said {
    Codes(Box<Mapping>),
    Heritages(AuthorityList),
}

/// What a disagreement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum About {
    /// The code that a heritage is given.
    Code,
    /// What a code means.
    Meaning,
    /// How a code relates to what it means.
    Relationship,
    /// The label of a code.
    Label,
    /// The heading, or the category, of a code.
    Heading,
    /// The code of a label that each has once.
    CodeOfLabel,
    /// The published code cannot hold the heritage, by what the list means.
    NotHeld,
    /// What the first alone has.
    OnlyInFirst,
    /// What the second alone has.
    OnlyInSecond,
}

impl About {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Code,
        Self::Meaning,
        Self::Relationship,
        Self::Label,
        Self::Heading,
        Self::CodeOfLabel,
        Self::NotHeld,
        Self::OnlyInFirst,
        Self::OnlyInSecond,
    ];

    /// Its word, for example `only-in-first`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Meaning => "meaning",
            Self::Relationship => "relationship",
            Self::Label => "label",
            Self::Heading => "heading",
            Self::CodeOfLabel => "code-of-label",
            Self::NotHeld => "not-held",
            Self::OnlyInFirst => "only-in-first",
            Self::OnlyInSecond => "only-in-second",
        }
    }
}

/// One thing about which the two differ.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Disagreement {
    /// What it is about.
    pub about: About,
    /// The code, or the slug of the heritage; of [`About::CodeOfLabel`] the label.
    pub subject: String,
    /// What the first says; empty where it says nothing.
    pub first: String,
    /// What the second says; empty where it says nothing.
    pub second: String,
}

/// Two sides, compared.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The disagreements, those about one thing together, each in the order of the first side.
    pub disagreements: Vec<Disagreement>,
    /// How many codes or heritages both have and agree about, as far as both say something.
    pub agreed: usize,
    /// Whether codes of different lists were compared, by what they mean here.
    pub by_meaning: bool,
    /// Whether the lists share no code, so that codes of the same label were compared.
    pub by_label: bool,
}

impl Side {
    /// The authority, or the list of codes, with a key.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is none, with the nearest key.
    pub fn named(key: &str, lists: &Lists) -> Result<Self> {
        if let Some(authority) = lists.authority(key) {
            let source = format!(
                "{}, {}, {}; {}",
                authority.title, authority.owner, authority.edition, authority.source
            );
            return Ok(Self {
                name: key.to_owned(),
                source,
                refused: Vec::new(),
                said: Said::Heritages(authority.clone()),
            });
        }
        if let Some((file, mapping)) = lists.mappings.iter().find(|(_, mapping)| mapping.system == key) {
            return Ok(Self::of_mapping(key, file, mapping.clone()));
        }
        let keys = lists.mappings.iter().map(|(_, mapping)| mapping.system.as_str());
        let keys = keys.chain(lists.authorities.iter().map(|authority| authority.key.as_str()));
        let error = Error::new(ErrorKind::Usage, "there is no authority and no list of codes of this key");
        Err(match nearest(key, keys) {
            Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
            None => error.with_help("name a key, or a file that is there"),
        })
    }

    /// A file: YAML as under `mappings/`, SSSOM, or CSV with a column of codes. `name` is what messages call it; one that ends
    /// in `.yaml` is YAML.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`] with the place when it is none of these.
    pub fn of_file(name: &str, bytes: &[u8], lists: &Lists) -> Result<Self> {
        if !name.ends_with(".yaml") {
            let imported = import(name, bytes, lists)?;
            let side = Self::of_mapping(name, name, imported.mapping);
            return Ok(Self { refused: imported.refused, ..side });
        }
        let text = core::str::from_utf8(bytes).map_err(|error| {
            Error::new(ErrorKind::Format, "this is not text in UTF-8")
                .at(Position::in_file(name).byte(error.valid_up_to() as u64))
                .with_help("open the file in an editor and save it as UTF-8")
        })?;
        Ok(Self::of_mapping(name, name, Mapping::read(name, text)?))
    }

    fn of_mapping(name: &str, file: &str, mapping: Mapping) -> Self {
        let said = [&mapping.title, &mapping.owner, &mapping.jurisdiction, &mapping.list_edition];
        let said: Vec<&str> = said.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        let source = if said.is_empty() { file.to_owned() } else { format!("{}; {file}", said.join(", ")) };
        Self { name: name.to_owned(), source, refused: Vec::new(), said: Said::Codes(Box::new(mapping)) }
    }
}

impl Comparison {
    /// Compares two sides.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when an authority is compared with a list of which it publishes no code.
    pub fn of(first: &Side, second: &Side, lists: &Lists) -> Result<Self> {
        let mut comparison =
            Self { disagreements: Vec::new(), agreed: 0, by_meaning: false, by_label: false };
        match (&first.said, &second.said) {
            (Said::Codes(one), Said::Codes(other)) => comparison.codes(one, other, lists),
            (Said::Heritages(one), Said::Heritages(other)) => comparison.heritages(one, other, lists),
            (Said::Heritages(one), Said::Codes(other)) => comparison.held(one, other, lists, false)?,
            (Said::Codes(one), Said::Heritages(other)) => comparison.held(other, one, lists, true)?,
        }
        comparison.disagreements.sort_by_key(|one| one.about);
        Ok(comparison)
    }

    /// The disagreements about one thing.
    pub fn about(&self, about: About) -> Vec<&Disagreement> {
        self.disagreements.iter().filter(|one| one.about == about).collect()
    }

    fn add(&mut self, about: About, subject: &str, first: impl Into<String>, second: impl Into<String>) {
        let (first, second) = (first.into(), second.into());
        self.disagreements.push(Disagreement { about, subject: subject.to_owned(), first, second });
    }

    fn codes(&mut self, one: &Mapping, other: &Mapping, lists: &Lists) {
        let others: BTreeMap<&str, &MappingRow> =
            other.rows.iter().map(|row| (row.code.as_str(), row)).collect();
        let labels = once_each(other);
        let own_labels = once_each(one);
        // Where no code is shared the lists number their categories each in its own way, and the labels say which is which.
        self.by_label = !one.rows.iter().any(|row| others.contains_key(row.code.as_str()));
        let mut paired = BTreeSet::new();
        for row in &one.rows {
            let is_alone = own_labels.contains_key(row.label.as_str());
            let of_label = labels.get(row.label.as_str()).copied().filter(|_| is_alone);
            let of_code = others.get(row.code.as_str()).copied();
            let Some(of_other) = (if self.by_label { of_label } else { of_code }) else {
                self.add(About::OnlyInFirst, &row.code, described(one, row, lists), "");
                continue;
            };
            paired.insert(of_other.code.as_str());
            let before = self.disagreements.len();
            self.row((one, row), (other, of_other), lists);
            if let Some(of_label) = of_label.filter(|other| other.code != row.code && !self.by_label) {
                self.add(About::CodeOfLabel, &row.label, &row.code, &of_label.code);
            }
            self.agreed += usize::from(self.disagreements.len() == before);
        }
        for row in other.rows.iter().filter(|row| !paired.contains(row.code.as_str())) {
            self.add(About::OnlyInSecond, &row.code, "", described(other, row, lists));
        }
    }

    fn row(&mut self, one: (&Mapping, &MappingRow), other: (&Mapping, &MappingRow), lists: &Lists) {
        let code = match one.1.code == other.1.code {
            true => one.1.code.clone(),
            false => format!("{} / {}", one.1.code, other.1.code),
        };
        let code = code.as_str();
        let mut differ = |about, first: String, second: String| {
            if !first.is_empty() && !second.is_empty() && first != second {
                self.add(about, code, first, second);
            }
        };
        let meaning = |(mapping, row): (&Mapping, &MappingRow)| {
            Meaning::of(mapping, row, lists).map_or(String::new(), |meaning| meaning.said())
        };
        differ(About::Meaning, meaning(one), meaning(other));
        let relationship = |(_, row): (&Mapping, &MappingRow)| row.relationship.clone().unwrap_or_default();
        differ(About::Relationship, relationship(one), relationship(other));
        differ(About::Label, one.1.label.clone(), other.1.label.clone());
        let heading = |(_, row): (&Mapping, &MappingRow)| row.group.clone().unwrap_or_default();
        differ(About::Heading, heading(one), heading(other));
    }

    fn heritages(&mut self, one: &AuthorityList, other: &AuthorityList, lists: &Lists) {
        let is_one_list = one.targets.iter().any(|target| other.targets.contains(target));
        self.by_meaning = !is_one_list;
        let of_other: BTreeMap<&str, &Vec<String>> =
            other.publishes.iter().map(|(slug, codes)| (slug.as_str(), codes)).collect();
        let of_one: BTreeSet<&str> = one.publishes.iter().map(|(slug, _)| slug.as_str()).collect();
        let shown = |authority: &AuthorityList, codes: &[String]| {
            let code = |code: &String| match lists.row(authority, code) {
                Some((mapping, row)) => format!("{code} ({})", described(mapping, row, lists)),
                None => code.clone(),
            };
            codes.iter().map(code).collect::<Vec<_>>().join(" or ")
        };
        for (slug, codes) in &one.publishes {
            let Some(others) = of_other.get(slug.as_str()) else {
                self.add(About::OnlyInFirst, slug, shown(one, codes), "");
                continue;
            };
            let set = |codes: &[String]| codes.iter().cloned().collect::<BTreeSet<_>>();
            let meanings = |authority: &AuthorityList, codes: &[String]| {
                let meaning = |code: &String| {
                    let (mapping, row) = lists.row(authority, code)?;
                    Meaning::of(mapping, row, lists)
                };
                codes.iter().map(meaning).collect::<Option<BTreeSet<_>>>()
            };
            let (first, second) = (shown(one, codes), shown(other, others));
            if is_one_list {
                if set(codes) == set(others) {
                    self.agreed += 1;
                } else {
                    self.add(About::Code, slug, first, second);
                }
            } else {
                match (meanings(one, codes), meanings(other, others)) {
                    (Some(meaning), Some(others)) if meaning == others => self.agreed += 1,
                    _ => self.add(About::Meaning, slug, first, second),
                }
            }
        }
        for (slug, codes) in other.publishes.iter().filter(|(slug, _)| !of_one.contains(slug.as_str())) {
            self.add(About::OnlyInSecond, slug, "", shown(other, codes));
        }
    }

    /// What an authority publishes, held against what a list's codes mean.
    fn held(
        &mut self,
        authority: &AuthorityList,
        list: &Mapping,
        lists: &Lists,
        is_reversed: bool,
    ) -> Result<()> {
        let row = |code: &str| list.rows.iter().find(|row| row.code == code);
        let has_any = authority.publishes.iter().flat_map(|(_, codes)| codes).any(|code| row(code).is_some());
        if !has_any {
            return Err(Error::new(ErrorKind::Usage, "the authority publishes no code of this list")
                .with_help(format!("its codes are of {}", authority.targets.join(", "))));
        }
        let mut add = |about: About, subject: &str, published: &str, of_list: &str| {
            let about = match about {
                About::OnlyInFirst if is_reversed => About::OnlyInSecond,
                other => other,
            };
            if is_reversed {
                self.add(about, subject, of_list, published);
            } else {
                self.add(about, subject, published, of_list);
            }
        };
        let mut agreed = 0;
        for (slug, codes) in &authority.publishes {
            for code in codes {
                let Some(row) = row(code) else {
                    add(About::OnlyInFirst, slug, code, "");
                    continue;
                };
                let above = lists.always_is(&list.field, slug);
                let meaning = Meaning::of(list, row, lists);
                let holds = meaning.as_ref().is_some_and(|meaning| {
                    meaning
                        .means
                        .iter()
                        .any(|means| means == NOT_FURTHER_STATED || above.contains(means.as_str()))
                });
                if holds || meaning.is_none() {
                    agreed += usize::from(holds);
                } else {
                    add(About::NotHeld, slug, code, &described(list, row, lists));
                }
            }
        }
        self.agreed += agreed;
        Ok(())
    }
}

const NOT_FURTHER_STATED: &str = "not-further-stated";

/// What a code means, in an order that does not depend on how it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Meaning {
    /// Slugs, sorted.
    pub(super) means: Vec<String>,
    pub(super) all_but: Vec<String>,
    pub(super) may_hold: Vec<String>,
    pub(super) absent: Vec<String>,
    adds: Vec<String>,
    is_observed: bool,
    is_of_languages: bool,
}

impl Meaning {
    /// What a row says; `None` where it says nothing. Where it is the same category as a code of another list, what that
    /// says.
    pub(super) fn of(mapping: &Mapping, row: &MappingRow, lists: &Lists) -> Option<Self> {
        let (mut mapping, mut row) = (mapping, row);
        for _ in 0..DEEPEST {
            let says = row.means.is_some() || row.absent.is_some() || row.all_but.is_some();
            if says {
                let sorted = |values: &[String]| {
                    let mut values = values.to_vec();
                    values.sort_unstable();
                    values
                };
                let observed = row.observed.as_ref().or(mapping.defaults.observed.as_ref());
                return Some(Self {
                    means: sorted(row.means.as_deref().unwrap_or_default()),
                    all_but: sorted(row.all_but.as_deref().unwrap_or_default()),
                    may_hold: sorted(&row.may_hold),
                    absent: sorted(row.absent.as_deref().unwrap_or_default()),
                    adds: sorted(&row.adds),
                    is_observed: observed.is_some_and(|word| word == "yes"),
                    is_of_languages: mapping.is_of_languages(),
                });
            }
            let same = row.same_category_as.as_ref()?;
            mapping = lists.mapping(&same.system)?;
            row = mapping.rows.iter().find(|other| other.code == same.code)?;
        }
        None
    }

    /// The same with ids for slugs, which stay when a slug is changed.
    pub(super) fn by_id(mut self, field: &str, lists: &Lists) -> Self {
        let standard = lists.standard(field);
        for slug in &mut self.means {
            if let Some(concept) = standard.and_then(|standard| standard.by_slug(slug)) {
                slug.clone_from(&concept.id);
            }
        }
        self.means.sort_unstable();
        self
    }

    /// In words, by slugs.
    pub(super) fn said(&self) -> String {
        let mut parts = Vec::new();
        if !self.means.is_empty() {
            parts.push(self.means.join(if self.is_of_languages { " or " } else { " and " }));
        }
        if !self.all_but.is_empty() {
            parts.push(format!("none of {}", self.all_but.join(", ")));
        }
        if !self.may_hold.is_empty() {
            parts.push(format!("perhaps {}", self.may_hold.join(" or ")));
        }
        if !self.absent.is_empty() {
            parts.push(format!("no answer: {}", self.absent.join(" or ")));
        }
        if !self.adds.is_empty() {
            parts.push(format!("adds {}", self.adds.join(", ")));
        }
        if self.is_observed {
            parts.push("observed".to_owned());
        }
        parts.join("; ")
    }
}

impl Lists {
    /// The row of a code that an authority publishes, in the first of its lists that has it.
    fn row(&self, authority: &AuthorityList, code: &str) -> Option<(&Mapping, &MappingRow)> {
        authority.targets.iter().find_map(|target| {
            let mapping = self.mapping(target)?;
            Some((mapping, mapping.rows.iter().find(|row| row.code == code)?))
        })
    }

    /// The slug, and all that somebody of it always is.
    fn always_is(&self, field: &str, slug: &str) -> BTreeSet<String> {
        let mut all = BTreeSet::from([slug.to_owned()]);
        let mut open = vec![slug.to_owned()];
        let standard = self.standard(field);
        while let Some(slug) = open.pop() {
            let concept = standard.and_then(|standard| standard.by_slug(&slug));
            for broader in concept.iter().flat_map(|concept| &concept.broader) {
                if all.insert(broader.clone()) {
                    open.push(broader.clone());
                }
            }
        }
        all
    }
}

/// The labels that stand in a list once, each with its row.
fn once_each(mapping: &Mapping) -> BTreeMap<&str, &MappingRow> {
    let mut labels: BTreeMap<&str, Option<&MappingRow>> = BTreeMap::new();
    for row in mapping.rows.iter().filter(|row| !row.label.is_empty()) {
        labels.entry(&row.label).and_modify(|found| *found = None).or_insert(Some(row));
    }
    labels.into_iter().filter_map(|(label, row)| Some((label, row?))).collect()
}

/// A row for people: its label, or what it means where it has none.
fn described(mapping: &Mapping, row: &MappingRow, lists: &Lists) -> String {
    let heading = row.group.as_ref().map_or(String::new(), |group| format!("{group}: "));
    if row.label.is_empty() {
        Meaning::of(mapping, row, lists).map_or("no label".to_owned(), |meaning| meaning.said())
    } else {
        format!("\"{heading}{}\"", row.label)
    }
}
