//! What one list cannot tell apart, over all that somebody may state alone.

use core::fmt;

use super::outcome::SentAs;
use super::{CodeSystem, Policy, Weights};
use crate::standard::{Concept, Standard};
use crate::stated::{Axis, Part};

/// The concepts of which one is sent as this, or is left to the person, and which a receiver cannot tell apart.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, SystemLoss, systems};
///
/// let loss = SystemLoss::of(&systems::NHS_ETHNIC_CATEGORY_2001, Policy::Certain);
/// let ambiguous = loss.outcomes().iter().find(|outcome| outcome.is_ambiguous()).unwrap();
/// assert!(ambiguous.code().is_none() && ambiguous.concepts().iter().any(|one| one.slug() == "somali"));
/// ```
#[derive(Clone, Debug)]
pub struct Together {
    sent_as: SentAs,
    concepts: Vec<Concept>,
}

impl Together {
    /// The code; `None` where there is none to send.
    pub fn code(&self) -> Option<&'static str> {
        match self.sent_as {
            SentAs::Code(code) => Some(code),
            SentAs::Ambiguous | SentAs::LeftOut => None,
        }
    }

    /// Whether several codes could hold each of the concepts, and nothing under the policy says which.
    pub fn is_ambiguous(&self) -> bool {
        self.sent_as == SentAs::Ambiguous
    }

    /// Whether the list has no code that may hold any of the concepts.
    pub fn is_left_out(&self) -> bool {
        self.sent_as == SentAs::LeftOut
    }

    /// The concepts, in the order of the standard.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }
}

/// What a code list loses under a policy: which single concepts each outcome cannot tell apart, and H(concept | outcome)
/// in bits.
///
/// The concepts are those that a person may state, each alone; nodes that exist for counting are no answers. An outcome
/// is a code, or *ambiguous*, or *left out*: where a statement is ambiguous no code is sent, so all that are ambiguous
/// are one outcome. Uniform bits count every concept once. They are about concepts and **not about people**: with
/// [`weighted`](Self::weighted) they are about the people whom the weights count.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, SystemLoss, systems};
///
/// let loss = SystemLoss::of(&systems::NHS_ETHNIC_CATEGORY_2001, Policy::Certain);
/// assert!(loss.bits() > 8.0 && loss.bits() < loss.bits_stated());
/// assert!(loss.to_string().ends_with("uniform over heritages, not people"));
/// let under = SystemLoss::of(&systems::NHS_ETHNIC_CATEGORY_2001, Policy::Authority(&systems::AUTHORITY_GDPPR));
/// assert!(under.bits() < loss.bits());
/// ```
#[derive(Clone, Debug)]
#[must_use = "a loss that nobody looks at is a silent one"]
pub struct SystemLoss {
    outcomes: Vec<Together>,
    weights: Option<Weights>,
    /// What the concepts are called, in the plural.
    of_what: &'static str,
}

impl SystemLoss {
    /// What the list loses under the policy, each concept counted once.
    pub fn of<A: Axis>(system: &CodeSystem<A>, policy: Policy) -> Self {
        let standard: &'static Standard = system.standard();
        let rows = system.data.rows;
        let mut by_row: Vec<Vec<Concept>> = vec![Vec::new(); rows.len()];
        let (mut ambiguous, mut left_out) = (Vec::new(), Vec::new());
        for concept in standard.concepts().filter(|concept| !concept.is_for_counting_only()) {
            let together = match system.data.sent_as(&[Part::Concept(concept.id())], policy, standard) {
                SentAs::Code(code) => {
                    rows.iter().position(|row| row.code() == code).and_then(|place| by_row.get_mut(place))
                }
                SentAs::Ambiguous => Some(&mut ambiguous),
                SentAs::LeftOut => Some(&mut left_out),
            };
            together.into_iter().for_each(|concepts| concepts.push(concept));
        }
        let codes = rows.iter().map(|row| SentAs::Code(row.code())).zip(by_row);
        let others = [(SentAs::Ambiguous, ambiguous), (SentAs::LeftOut, left_out)];
        let outcomes = codes
            .chain(others)
            .filter(|(_, concepts)| !concepts.is_empty())
            .map(|(sent_as, concepts)| Together { sent_as, concepts })
            .collect();
        let of_what = match standard.kind() {
            crate::Kind::Heritage => "heritages",
            crate::Kind::Orientation => "orientations",
            crate::Kind::Pronouns => "sets of pronouns",
            _ => "concepts",
        };
        Self { outcomes, weights: None, of_what }
    }

    /// The same with each concept weighing what the weights say.
    pub fn weighted(mut self, weights: Weights) -> Self {
        self.weights = Some(weights);
        self
    }

    /// The outcomes that there are: the codes in the order of the list, then *ambiguous*, then *left out*.
    pub fn outcomes(&self) -> &[Together] {
        &self.outcomes
    }

    /// How many concepts a person may state.
    pub fn concepts(&self) -> usize {
        self.outcomes.iter().map(|outcome| outcome.concepts.len()).sum()
    }

    /// What the weights are called; `None` where every concept counts once.
    pub fn weighted_by(&self) -> Option<&str> {
        self.weights.as_ref().map(Weights::name)
    }

    /// H(concept | outcome) in bits: what is on average still unknown of the concept when the outcome is known.
    pub fn bits(&self) -> f64 {
        let all = self.weight_of(self.outcomes.iter().flat_map(|outcome| &outcome.concepts));
        let each = self.outcomes.iter().map(|outcome| {
            let together = self.weight_of(&outcome.concepts);
            self.uncertainty(&outcome.concepts, together) * share(together, all)
        });
        each.sum()
    }

    /// H(concept) in bits: what is unknown when nothing is known; what the list would lose if it had one code.
    pub fn bits_stated(&self) -> f64 {
        let every: Vec<Concept> =
            self.outcomes.iter().flat_map(|outcome| outcome.concepts.iter().copied()).collect();
        self.uncertainty(&every, self.weight_of(&every))
    }

    /// The entropy of these concepts, which weigh `all` together.
    fn uncertainty(&self, concepts: &[Concept], all: f64) -> f64 {
        let one = |concept: Concept| {
            let share = share(self.weight(concept), all);
            // A share can be too small for a number, and adds nothing then.
            if share > 0.0 { -share * share.log2() } else { 0.0 }
        };
        concepts.iter().copied().map(one).sum()
    }

    fn weight(&self, concept: Concept) -> f64 {
        self.weights.as_ref().map_or(1.0, |weights| weights.of(concept.id()))
    }

    fn weight_of<'a>(&self, concepts: impl IntoIterator<Item = &'a Concept>) -> f64 {
        concepts.into_iter().map(|concept| self.weight(*concept)).sum()
    }
}

fn share(part: f64, all: f64) -> f64 {
    if all > 0.0 { part / all } else { 0.0 }
}

impl fmt::Display for SystemLoss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "loses {:.1} of {:.1} bits, ", self.bits(), self.bits_stated())?;
        match self.weighted_by() {
            None => write!(f, "uniform over {}, not people", self.of_what),
            Some(name) => write!(f, "weighted by {name}"),
        }
    }
}
