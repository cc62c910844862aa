//! What the laws need to know of a system.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::answer::Answer;
use crate::bridge::Policy;
use crate::bridge::{Bridge, CodeSystem, Relationship, Row, SystemLoss, TagSystem};
use crate::language::Languages;
use crate::standard::{Concept, ConceptId, Standard};
use crate::stated::{Axis, Part, Stated};

/// A system with all that the laws need to know of it.
///
/// # Example
///
/// ```
/// use ownwords::bridge::systems;
/// use ownwords::steward::prove::Subject;
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// assert_eq!(system.codes().len(), 18);
/// let known = system.known();
/// let value = system.decode(b"H").answer().given().cloned().unwrap();
/// assert!(system.allowed(&known, &value).is_some());
/// ```
pub trait Subject: Bridge + Sync {
    /// What is worked out once for [`allowed`](Self::allowed).
    type Known;

    /// All codes of the list, in its order, with their official labels.
    fn codes(&self) -> Vec<(&'static str, &'static str)>;

    /// What somebody else observed, where the code records that.
    fn observed(&self, code: &str) -> Option<Self::Value>;

    /// Whether the list's owner does not take the code: it is understood, and never sent but as it came.
    fn is_refused(&self, _code: &str) -> bool {
        false
    }

    /// What is worked out once for [`allowed`](Self::allowed).
    fn known(&self) -> Self::Known;

    /// The codes that may hold the statement, computed from the relations of the standard alone, the slow way; `None`
    /// where the system has no rows to compute from.
    fn allowed(&self, known: &Self::Known, value: &Self::Value) -> Option<Allowed>;

    /// Whether a code stands within another, as the codes of a nested list do: it means nothing but what the other means,
    /// or narrower.
    fn is_within(&self, code: &[u8], other: &[u8]) -> bool;

    /// What the whole list loses; `None` where it is made of no concepts.
    fn loss_of_all(&self, _policy: Policy) -> Option<SystemLoss> {
        None
    }

    /// A made-up statement as a counter-example shows it: slugs, tags, and own words escaped.
    fn shown(&self, value: &Self::Value) -> String;

    /// The same for an answer.
    fn shown_answer(&self, answer: &Answer<Self::Value>) -> String {
        match answer {
            Answer::Given(value) => self.shown(value),
            Answer::Absent(absence) => {
                let reasons = absence.reasons().map(|reason| reason.slug());
                format!("no answer ({})", reasons.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// The codes that the mapping's relationships allow for a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// This one alone.
    Certain(String),
    /// Any of these, in the order of the list.
    Among(Vec<String>),
}

impl<A: Axis> Subject for CodeSystem<A> {
    type Known = Allowing;

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        self.rows().iter().map(|row| (row.code(), row.label())).collect()
    }

    fn observed(&self, code: &str) -> Option<Stated<A>> {
        self.decode(code.as_bytes()).observation()
    }

    fn known(&self) -> Allowing {
        Allowing::of(self, Arc::new(Reaches::of(self.standard())))
    }

    fn allowed(&self, known: &Allowing, value: &Stated<A>) -> Option<Allowed> {
        Some(known.allowed(value.parts()))
    }

    fn is_within(&self, code: &[u8], other: &[u8]) -> bool {
        let meant =
            |code: &[u8]| self.to_field(code).statement().given().map(|stated| stated.parts().to_vec());
        let (Some(inner), Some(outer)) = (meant(code), meant(other)) else { return code == other };
        let concept = |part: Part| part.concept().and_then(|id| self.standard().by_id(id));
        let is = |part: Part, other: Part| matches!((concept(part), concept(other)), (Some(a), Some(b)) if a.is_a(b));
        code == other || inner.iter().all(|&part| outer.iter().any(|&other| is(part, other)))
    }

    fn loss_of_all(&self, policy: Policy) -> Option<SystemLoss> {
        Some(SystemLoss::of(self, policy)).filter(|loss| loss.concepts() > 0)
    }

    fn shown(&self, value: &Stated<A>) -> String {
        let name = |part: &Part| match part.concept() {
            None => "not-further-stated".to_owned(),
            Some(id) => self.standard().by_id(id).map_or_else(|| id.to_string(), |one| one.slug().to_owned()),
        };
        let mut said: Vec<String> = value.parts().iter().map(name).collect();
        said.extend(value.own_words().map(|words| format!("\"{}\"", words.escape_debug())));
        said.join(" and ")
    }
}

impl Subject for TagSystem {
    type Known = ();

    fn codes(&self) -> Vec<(&'static str, &'static str)> {
        const TAGS: [&str; 11] =
            ["en", "cy", "bfi", "isg", "pa-Guru", "pa-Arab", "cmn", "zh-yue", "sgn-GB", "i-klingon", "x-own"];
        let tags = TAGS.into_iter().filter(|_| self.key() == "bcp-47");
        let by_rule = self.codes_by_rule().filter(|code| self.rows().iter().all(|row| row.code() != *code));
        let rows = self.rows().iter().map(|row| (row.code(), row.label()));
        rows.chain(tags.chain(by_rule).map(|code| (code, ""))).collect()
    }

    fn observed(&self, code: &str) -> Option<Languages> {
        self.decode(code.as_bytes()).observation()
    }

    fn is_refused(&self, code: &str) -> bool {
        self.decode(code.as_bytes()).row().is_some_and(|row| row.refused().is_some())
    }

    fn known(&self) {}

    fn allowed(&self, (): &(), _value: &Languages) -> Option<Allowed> {
        None
    }

    fn is_within(&self, code: &[u8], other: &[u8]) -> bool {
        let meant = |code: &[u8]| self.decode(code).tag();
        code == other || matches!((meant(code), meant(other)), (Some(one), Some(other)) if one.is_a(&other))
    }

    fn shown(&self, value: &Languages) -> String {
        value.uses().iter().map(|language| language.tag.as_str()).collect::<Vec<_>>().join(" and ")
    }
}

/// Each concept of a standard alone, with its directly broader ones alone: what [`monotone`](super::laws::monotone) is about.
pub fn singles<A: Axis>(standard: &'static Standard) -> Vec<(Stated<A>, Vec<Stated<A>>)> {
    let single = |concept: Concept| Some((alone(concept)?, concept.broader().filter_map(alone).collect()));
    standard.concepts().filter_map(single).collect()
}

/// Each concept that a person may state, alone, with its label; without those that exist for counting: what
/// [`honest_loss`](super::laws::honest_loss) is about.
pub fn recordable<A: Axis>(standard: &'static Standard) -> Vec<(&'static str, Stated<A>)> {
    let concepts = standard.concepts().filter(|concept| !concept.is_for_counting_only());
    concepts.filter_map(|concept| Some((concept.label(), alone(concept)?))).collect()
}

fn alone<A: Axis>(concept: Concept) -> Option<Stated<A>> {
    Stated::of([concept.id()]).ok()
}

/// What each concept of a standard always is, and may be, worked out from `broader` and `overlaps` alone, the slow way:
/// nothing of the tables' own closures is looked at.
pub struct Reaches {
    standard: &'static Standard,
    /// By concept: itself and all that are broader.
    above: BTreeMap<ConceptId, BTreeSet<ConceptId>>,
    /// By concept: what somebody who states it may be.
    reach: BTreeMap<ConceptId, BTreeSet<ConceptId>>,
}

impl fmt::Debug for Reaches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reaches({} concepts)", self.above.len())
    }
}

impl Reaches {
    /// Those of a standard.
    pub fn of(standard: &'static Standard) -> Self {
        let mut above: BTreeMap<ConceptId, BTreeSet<ConceptId>> = BTreeMap::new();
        for concept in standard.concepts() {
            let mut found = BTreeSet::new();
            let mut open = vec![concept];
            while let Some(next) = open.pop() {
                if found.insert(next.id()) {
                    open.extend(next.broader());
                }
            }
            above.insert(concept.id(), found);
        }
        let mut reach: BTreeMap<ConceptId, BTreeSet<ConceptId>> = BTreeMap::new();
        for narrower in standard.concepts() {
            let always = above.get(&narrower.id()).into_iter().flatten();
            let sometimes = narrower.overlaps().filter_map(|other| above.get(&other.id())).flatten();
            let reached: BTreeSet<ConceptId> = always.chain(sometimes).copied().collect();
            for stated in above.get(&narrower.id()).into_iter().flatten() {
                reach.entry(*stated).or_default().extend(reached.iter().copied());
            }
        }
        if standard.concepts().any(|concept| concept.id().owner().is_some()) {
            only_as_national(standard, &mut reach);
        }
        Self { standard, above, reach }
    }

    fn is(&self, part: Part, slot: Part) -> bool {
        let (Some(part), Some(slot)) = (part.concept(), slot.concept()) else { return false };
        self.above.get(&part).is_some_and(|above| above.contains(&slot))
    }

    fn may_be(&self, part: Part, slot: Part) -> bool {
        let reach = part.concept().and_then(|id| self.reach.get(&id));
        let slot = slot.concept().filter(|id| self.above.contains_key(id));
        match (reach, slot) {
            (Some(reach), Some(slot)) => reach.contains(&slot),
            _ => true,
        }
    }
}

/// An overlay does not make a national heritage perhaps another national one, nor one of its own more than what is broader
/// may be.
fn only_as_national(standard: &'static Standard, reach: &mut BTreeMap<ConceptId, BTreeSet<ConceptId>>) {
    let Some(national) = Standard::of(standard.kind()) else { return };
    let of_national = Reaches::of(national).reach;
    for (stated, known) in &of_national {
        if let Some(reached) = reach.get_mut(stated) {
            reached.retain(|id| id.owner().is_some() || known.contains(id));
        }
    }
    // Broader ones first, since what they may be bounds the narrower.
    let mut own: Vec<Concept> =
        standard.concepts().filter(|concept| concept.id().owner().is_some()).collect();
    own.sort_by_key(|concept| depth(*concept));
    for concept in own {
        let allowed: BTreeSet<ConceptId> =
            concept.broader().filter_map(|one| reach.get(&one.id())).flatten().copied().collect();
        if let Some(reached) = reach.get_mut(&concept.id()).filter(|_| concept.broader().count() > 0) {
            reached.retain(|id| allowed.contains(id));
        }
    }
}

fn depth(concept: Concept) -> usize {
    concept.broader().map(|broader| 1 + depth(broader)).max().unwrap_or(0)
}

/// The definition of certain and of the candidates, written again over the public relations.
#[derive(Debug)]
pub struct Allowing {
    reaches: Arc<Reaches>,
    rows: Vec<(Row, Vec<Part>)>,
    nationalities: Vec<Part>,
}

impl Allowing {
    /// That of a list; `reaches` are those of its standard, which several lists can share.
    pub fn of<A: Axis>(system: &CodeSystem<A>, reaches: Arc<Reaches>) -> Self {
        let slots = |row: Row| match system.decode(row.code().as_bytes()).answer() {
            Answer::Given(meaning) => meaning.parts().to_vec(),
            Answer::Absent(_) => Vec::new(),
        };
        debug_assert!(core::ptr::eq(reaches.standard, system.standard()));
        Self {
            reaches,
            rows: system.rows().iter().map(|row| (row, slots(row))).collect(),
            nationalities: system.may_be_nationality().map(|concept| concept.id().into()).collect(),
        }
    }

    /// What is allowed for a statement of these parts.
    pub fn allowed(&self, parts: &[Part]) -> Allowed {
        let is = |part: Part, slot: Part| self.reaches.is(part, slot);
        let is_whole = |row: Row| {
            matches!(row.relationship(), Relationship::Equivalent | Relationship::SourceIsBroaderThanTarget)
        };
        let certain: Vec<&(Row, Vec<Part>)> = self
            .rows
            .iter()
            .filter(|(row, slots)| is_whole(*row) && !slots.is_empty() && !parts.is_empty())
            .filter(|(_, slots)| parts.iter().all(|&part| slots.iter().any(|&slot| is(part, slot))))
            .filter(|(_, slots)| slots.iter().all(|&slot| parts.iter().any(|&part| is(part, slot))))
            .collect();
        let within =
            |one: &[Part], other: &[Part]| one.iter().all(|&slot| other.iter().any(|&outer| is(slot, outer)));
        let narrowest: Vec<Row> = certain
            .iter()
            .filter(|(_, slots)| {
                !certain.iter().any(|(_, other)| within(other, slots) && !within(slots, other))
            })
            .map(|(row, _)| *row)
            .collect();
        if let [only] = narrowest[..] {
            return Allowed::Certain(only.code().to_owned());
        }
        let may_be = |part: Part, slot: Part| self.reaches.may_be(part, slot);
        let fits = |row: Row, slots: &[Part]| {
            let mut named = slots.iter().filter(|slot| slot.concept().is_some());
            !slots.is_empty()
                && row.relationship() != Relationship::NotRelatedTo
                && parts.iter().all(|&part| slots.iter().any(|&slot| may_be(part, slot)))
                && (parts.is_empty() || named.all(|&slot| parts.iter().any(|&part| may_be(part, slot))))
        };
        let is_nationality = |part: &Part| self.nationalities.iter().any(|&nation| is(*part, nation));
        let others: Vec<Part> = parts.iter().copied().filter(|part| !is_nationality(part)).collect();
        let aside = match others.len() {
            0 => Vec::new(),
            count if count == parts.len() => Vec::new(),
            _ => match self.allowed(&others) {
                Allowed::Certain(code) => vec![code],
                Allowed::Among(codes) => codes,
            },
        };
        let direct = |row: Row, slots: &[Part]| {
            if narrowest.is_empty() {
                fits(row, slots)
            } else {
                narrowest.iter().any(|one| one.code() == row.code())
            }
        };
        let codes = self
            .rows
            .iter()
            .filter(|(row, slots)| direct(*row, slots) || aside.iter().any(|code| code == row.code()));
        Allowed::Among(codes.map(|(row, _)| row.code().to_owned()).collect())
    }
}
