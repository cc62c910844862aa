//! Counting people by what they state, under a rule that the result names.
//!
//! A person may state several heritages, so there is no one right table: each function here counts by another rule, and
//! its [`Counts`] say which. Only `broader` rolls up; what a heritage may be counts under [`Overlaps::Counted`] alone.
//! Nobody is dropped: people with a heritage in none of the groups, with nothing further stated, with their own words
//! alone and with no answer have lines of their own. "Mixed" is no answer and no group; it is read off a table by
//! [`Counts::in_combination`].
//!
//! The first two rules are those that Stats NZ's ethnicity standard calls *total response* and *single/combination*.

use core::fmt;
use std::collections::BTreeMap;

use crate::answer::{Absence, Answer};
use crate::error::{Error, ErrorKind, Result};
use crate::standard::{Concept, ConceptId, Standard};
use crate::stated::{Axis, Part, Stated};

/// By which rule a table counts. `Display` says it in a sentence, to stand beside the table.
///
/// # Example
///
/// ```
/// use ownwords::counting::Rule;
///
/// assert!(Rule::TotalResponse.to_string().contains("the sum may exceed the number of people"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Each person once in each group they state. The sum may exceed the number of people.
    TotalResponse,
    /// Each person once: in one group alone, or in the combination they state.
    SoleAndCombination,
    /// Each person once: in the first group of an order that the caller named.
    SingleSlot,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TotalResponse => {
                "total response (Stats NZ): each person once in each group they state; the sum may exceed the number of \
                 people"
            }
            Self::SoleAndCombination => {
                "single and combination (Stats NZ): each person once, in one group alone or in the combination they state"
            }
            Self::SingleSlot => {
                "single slot: each person once, in the first group of the stated order of priority; their other groups are \
                 not counted"
            }
        })
    }
}

/// Whether people are also counted in groups that their heritage may be without always being it.
///
/// # Example
///
/// ```
/// use ownwords::counting::{Overlaps, total_response};
/// use ownwords::{Ethnicity, Field, Standard};
///
/// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
/// let field = Field::stated(Ethnicity::of([id("kashmiri")]).unwrap());
/// let indian = |overlaps| {
///     total_response([field.statement()], &[id("indian")], overlaps).unwrap().of(id("indian"))
/// };
/// assert_eq!(indian(Overlaps::NotCounted), Some(0));
/// assert_eq!(indian(Overlaps::Counted), Some(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overlaps {
    /// Only what a heritage always is counts.
    NotCounted,
    /// What a heritage may be counts too: Kashmiri with India and with Pakistan.
    Counted,
}

impl fmt::Display for Overlaps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotCounted => "only what a concept always is",
            Self::Counted => "also what a concept may be",
        })
    }
}

/// The groups that a person is in, and whether they state more than these say.
///
/// # Example
///
/// ```
/// use ownwords::Standard;
/// use ownwords::counting::Combination;
///
/// let irish = Standard::ethnicity().by_slug("irish").unwrap().id();
/// let alone = Combination { groups: vec![irish], and_in_no_group: false, and_not_further_stated: false };
/// assert!(alone.is_sole());
/// assert!(!Combination { and_not_further_stated: true, ..alone }.is_sole());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Combination {
    /// At least one group, in the order that the caller gave.
    pub groups: Vec<ConceptId>,
    /// Whether they also state something that is in none of the groups.
    pub and_in_no_group: bool,
    /// Whether they are also recorded with something that was not further stated.
    pub and_not_further_stated: bool,
}

impl Combination {
    /// Whether it is one group and nothing else.
    pub fn is_sole(&self) -> bool {
        self.groups.len() == 1 && !self.and_in_no_group && !self.and_not_further_stated
    }
}

/// A table of counts, and the rule by which they were counted.
///
/// Small counts can point at people: what may be published is for the caller's disclosure rules to say.
///
/// # Example
///
/// ```
/// use ownwords::counting::{Overlaps, single_slot};
/// use ownwords::{Ethnicity, Field, Standard};
///
/// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
/// let somali = Field::stated(Ethnicity::of([id("somali")]).unwrap());
/// let mut declined = Field::not_asked();
/// declined.decline();
/// let in_words = Field::stated(Ethnicity::in_own_words("from the islands").unwrap());
/// let answers = [somali.statement(), declined.statement(), in_words.statement()];
/// let counts = single_slot(answers, &[id("irish")], Overlaps::NotCounted).unwrap();
/// assert_eq!((counts.in_no_group(), counts.own_words_only(), counts.absent().count()), (1, 1, 1));
/// assert_eq!(counts.sum(), counts.people());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts<G> {
    rule: Rule,
    overlaps: Overlaps,
    groups: Vec<(G, u64)>,
    in_no_group: u64,
    not_further_stated: u64,
    own_words_only: u64,
    absent: BTreeMap<Absence, u64>,
    people: u64,
}

impl<G> Counts<G> {
    /// The rule.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// Whether what a heritage may be was counted.
    pub fn overlaps(&self) -> Overlaps {
        self.overlaps
    }

    /// The groups or combinations with their counts. A group that nobody states is there with 0.
    pub fn groups(&self) -> &[(G, u64)] {
        &self.groups
    }

    /// People who state something that is in none of the groups. Under [`Rule::TotalResponse`] they may be in groups by
    /// other things that they state; under the other rules they are in none.
    pub fn in_no_group(&self) -> u64 {
        self.in_no_group
    }

    /// People recorded with something that was not further stated: under [`Rule::TotalResponse`] beside whatever else;
    /// under the other rules with nothing else.
    pub fn not_further_stated(&self) -> u64 {
        self.not_further_stated
    }

    /// People who answered in their own words alone.
    pub fn own_words_only(&self) -> u64 {
        self.own_words_only
    }

    /// People without an answer, by the recorded reasons.
    pub fn absent(&self) -> impl Iterator<Item = (Absence, u64)> {
        self.absent.iter().map(|(&absence, &people)| (absence, people))
    }

    /// How many people there are, each once.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// The sum of all lines: the number of people, except under [`Rule::TotalResponse`], where it may be larger.
    pub fn sum(&self) -> u64 {
        let groups: u64 = self.groups.iter().map(|(_, count)| count).sum();
        let absent: u64 = self.absent.values().sum();
        groups + self.in_no_group + self.not_further_stated + self.own_words_only + absent
    }

    fn new(rule: Rule, overlaps: Overlaps) -> Self {
        Self {
            rule,
            overlaps,
            groups: Vec::new(),
            in_no_group: 0,
            not_further_stated: 0,
            own_words_only: 0,
            absent: BTreeMap::new(),
            people: 0,
        }
    }

    /// Counts one person, and says where those who state something are.
    fn add<A: Axis>(&mut self, answer: &Answer<Stated<A>>, groups: &Groups) -> Option<Place> {
        self.people += 1;
        match answer {
            Answer::Absent(absence) => *self.absent.entry(*absence).or_default() += 1,
            Answer::Given(stated) if stated.parts().is_empty() => self.own_words_only += 1,
            Answer::Given(stated) => return Some(groups.place(stated.parts(), self.overlaps)),
        }
        None
    }

    /// Counts somebody who is in no group in the one line that says why.
    fn add_to_none(&mut self, place: &Place) {
        if place.in_no_group {
            self.in_no_group += 1;
        } else {
            self.not_further_stated += 1;
        }
    }
}

impl Counts<ConceptId> {
    /// The count of one group; `None` when the table does not have it.
    pub fn of(&self, group: ConceptId) -> Option<u64> {
        self.groups.iter().find(|(id, _)| *id == group).map(|(_, count)| *count)
    }

    fn add_to(&mut self, place: usize) {
        if let Some((_, count)) = self.groups.get_mut(place) {
            *count += 1;
        }
    }
}

impl Counts<Combination> {
    /// People who state one group and nothing else, group by group.
    pub fn sole(&self) -> impl Iterator<Item = (ConceptId, u64)> {
        let sole = self.groups.iter().filter(|(combination, _)| combination.is_sole());
        sole.filter_map(|(combination, count)| Some((*combination.groups.first()?, *count)))
    }

    /// How many people state several groups, or a group and something beside it: what some lists call mixed.
    pub fn in_combination(&self) -> u64 {
        self.groups.iter().filter(|(combination, _)| !combination.is_sole()).map(|(_, count)| count).sum()
    }
}

/// Counts each person once in each of the groups that they state.
///
/// # Errors
///
/// [`ErrorKind::Usage`] when a group is given twice, or is no concept of the field's standard in this release.
///
/// # Example
///
/// ```
/// use ownwords::counting::{Overlaps, total_response};
/// use ownwords::{Ethnicity, Field, Standard};
///
/// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
/// let fields = [
///     Field::stated(Ethnicity::of([id("jamaican"), id("irish")]).unwrap()),
///     Field::stated(Ethnicity::of([id("jamaican")]).unwrap()),
///     Field::not_asked(),
/// ];
/// let groups = [id("caribbean"), id("irish")];
/// let answers = fields.iter().map(|field| field.statement());
/// let counts = total_response(answers, &groups, Overlaps::NotCounted).unwrap();
/// assert_eq!(counts.of(id("caribbean")), Some(2));
/// assert_eq!((counts.people(), counts.sum()), (3, 4));
/// ```
pub fn total_response<'a, A: Axis>(
    answers: impl IntoIterator<Item = &'a Answer<Stated<A>>>,
    groups: &[ConceptId],
    overlaps: Overlaps,
) -> Result<Counts<ConceptId>> {
    let groups = Groups::new::<A>(groups)?;
    let mut counts = Counts::new(Rule::TotalResponse, overlaps);
    counts.groups = groups.ids().map(|id| (id, 0)).collect();
    for answer in answers {
        let Some(place) = counts.add(answer, &groups) else { continue };
        for &group in &place.groups {
            counts.add_to(group);
        }
        counts.in_no_group += u64::from(place.in_no_group);
        counts.not_further_stated += u64::from(place.not_further_stated);
    }
    Ok(counts)
}

/// Counts each person once: in one group alone, or in the combination that they state. The groups alone stand first, in
/// the order given; then the combinations that somebody states.
///
/// A heritage that always is two of the groups is a combination of them by itself.
///
/// # Errors
///
/// [`ErrorKind::Usage`] as for [`total_response`], and when one group lies within another: nobody could then be in the
/// narrower one alone.
///
/// # Example
///
/// ```
/// use ownwords::counting::{Overlaps, sole_and_combination};
/// use ownwords::{Ethnicity, Field, Standard};
///
/// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
/// let both = Field::stated(Ethnicity::of([id("jamaican"), id("irish")]).unwrap());
/// let groups = [id("caribbean"), id("irish")];
/// let counts = sole_and_combination([both.statement()], &groups, Overlaps::NotCounted).unwrap();
/// assert_eq!(counts.in_combination(), 1);
/// assert!(counts.sole().all(|(_, count)| count == 0));
/// assert_eq!(counts.sum(), counts.people());
/// ```
pub fn sole_and_combination<'a, A: Axis>(
    answers: impl IntoIterator<Item = &'a Answer<Stated<A>>>,
    groups: &[ConceptId],
    overlaps: Overlaps,
) -> Result<Counts<Combination>> {
    let groups = Groups::new::<A>(groups)?;
    if groups.are_nested() {
        return Err(Error::new(ErrorKind::Usage, "one of the groups lies within another")
            .with_help("count by groups of which none is broader than another"));
    }
    let mut counts = Counts::new(Rule::SoleAndCombination, overlaps);
    let mut places: BTreeMap<Place, u64> = BTreeMap::new();
    for group in 0..groups.0.len() {
        places.insert(Place { groups: vec![group], ..Place::default() }, 0);
    }
    for answer in answers {
        let Some(place) = counts.add(answer, &groups) else { continue };
        if place.groups.is_empty() {
            counts.add_to_none(&place);
        } else {
            *places.entry(place).or_default() += 1;
        }
    }
    let ids: Vec<ConceptId> = groups.ids().collect();
    let combination = |place: Place| Combination {
        groups: place.groups.iter().filter_map(|&group| ids.get(group).copied()).collect(),
        and_in_no_group: place.in_no_group,
        and_not_further_stated: place.not_further_stated,
    };
    counts.groups = places.into_iter().map(|(place, count)| (combination(place), count)).collect();
    counts.groups.sort_by_key(|(combination, _)| (!combination.is_sole(), combination.groups.len()));
    Ok(counts)
}

/// Counts each person once: in the first of `priority` that they state. The order decides what is seen of people with
/// several heritages, so it is always the caller's, and belongs beside the table.
///
/// # Errors
///
/// [`ErrorKind::Usage`] as for [`total_response`].
///
/// # Example
///
/// ```
/// use ownwords::counting::{Overlaps, single_slot};
/// use ownwords::{Ethnicity, Field, Standard};
///
/// let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
/// let both = Field::stated(Ethnicity::of([id("irish"), id("jamaican")]).unwrap());
/// let priority = [id("caribbean"), id("irish")];
/// let counts = single_slot([both.statement()], &priority, Overlaps::NotCounted).unwrap();
/// assert_eq!((counts.of(id("caribbean")), counts.of(id("irish"))), (Some(1), Some(0)));
/// ```
pub fn single_slot<'a, A: Axis>(
    answers: impl IntoIterator<Item = &'a Answer<Stated<A>>>,
    priority: &[ConceptId],
    overlaps: Overlaps,
) -> Result<Counts<ConceptId>> {
    let groups = Groups::new::<A>(priority)?;
    let mut counts = Counts::new(Rule::SingleSlot, overlaps);
    counts.groups = groups.ids().map(|id| (id, 0)).collect();
    for answer in answers {
        let Some(place) = counts.add(answer, &groups) else { continue };
        match place.groups.first() {
            Some(&first) => counts.add_to(first),
            None => counts.add_to_none(&place),
        }
    }
    Ok(counts)
}

/// The groups that a table counts by, in the caller's order.
struct Groups(Vec<Concept>);

/// Where one person is: places among the groups, in ascending order, and what else they state.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    groups: Vec<usize>,
    in_no_group: bool,
    not_further_stated: bool,
}

impl Groups {
    fn new<A: Axis>(groups: &[ConceptId]) -> Result<Self> {
        let mut found: Vec<Concept> = Vec::new();
        for &id in groups {
            let group = A::standard().by_id(id).ok_or_else(|| {
                Error::new(ErrorKind::Usage, "a group to count by is no concept of this field's standard")
                    .with_help("take the groups from the standard that the answers belong to")
            })?;
            if found.iter().any(|known| known.id() == id) {
                return Err(Error::new(ErrorKind::Usage, "a group to count by is given twice"));
            }
            found.push(group);
        }
        Ok(Self(found))
    }

    fn ids(&self) -> impl Iterator<Item = ConceptId> {
        self.0.iter().map(|group| group.id())
    }

    fn are_nested(&self) -> bool {
        self.0.iter().any(|one| self.0.iter().any(|other| one.id() != other.id() && one.is_a(*other)))
    }

    fn place(&self, parts: &[Part], overlaps: Overlaps) -> Place {
        let mut place = Place::default();
        for part in parts {
            match part {
                Part::NotFurtherStated => place.not_further_stated = true,
                Part::Concept(id) => {
                    let before = place.groups.len();
                    // A concept of a newer standard is in none of the groups, as far as this release knows.
                    if let Some(concept) = Standard::of(id.kind()).and_then(|standard| standard.by_id(*id)) {
                        place.groups.extend(self.of(concept, overlaps));
                    }
                    place.in_no_group |= place.groups.len() == before;
                }
            }
        }
        place.groups.sort_unstable();
        place.groups.dedup();
        place
    }

    fn of(&self, concept: Concept, overlaps: Overlaps) -> impl Iterator<Item = usize> {
        let groups = self.0.iter().enumerate();
        let counts = move |group: Concept| {
            let may_be = || concept.overlaps().any(|other| other.is_a(group));
            concept.is_a(group) || overlaps == Overlaps::Counted && may_be()
        };
        groups.filter_map(move |(place, group)| counts(*group).then_some(place))
    }
}
