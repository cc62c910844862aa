//! Relationships in the words of either release, and what a relationship to several concepts says of each alone.

use crate::bridge::Relationship;

/// R4's code of a relationship, from the definitions of `concept-map-equivalence` 4.0.1 and of
/// `concept-map-relationship` 5.0.0.
///
/// R4 says how the *target* stands to the source, R5 how the source stands to the target, so that the two directions
/// change their names. R4 has ten codes for R5's five and `noMap`; of those that mean the same in R5, the one is used whose
/// definition says no more: `wider` rather than `subsumes`, `relatedto` (*the exact relationship is not known*) rather
/// than `inexact`. Where R4 is coarser: it has no difference between a code without a map and a target without a code, and
/// `unmatched` is both.
///
/// | R5 | R4 |
/// | --- | --- |
/// | `equivalent` | `equivalent` |
/// | `source-is-narrower-than-target` | `wider` |
/// | `source-is-broader-than-target` | `narrower`, which wants a comment |
/// | `related-to` | `relatedto` |
/// | `not-related-to` | `disjoint` |
/// | `noMap: true` | `unmatched`, without a code |
///
/// # Example
///
/// ```
/// use ownwords::bridge::Relationship;
/// use ownwords::wire::terminology::equivalence;
///
/// assert_eq!(equivalence(Relationship::SourceIsNarrowerThanTarget), "wider");
/// ```
pub const fn equivalence(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Equivalent => "equivalent",
        Relationship::SourceIsNarrowerThanTarget => "wider",
        Relationship::SourceIsBroaderThanTarget => "narrower",
        Relationship::RelatedTo => "relatedto",
        Relationship::NotRelatedTo => "disjoint",
    }
}

/// The relationship that any of R4's codes says; `None` for `unmatched`, which says that there is none, and for what is no
/// code of R4.
///
/// # Example
///
/// ```
/// use ownwords::bridge::Relationship;
/// use ownwords::wire::terminology::relationship;
///
/// assert_eq!(relationship("subsumes"), Some(Relationship::SourceIsNarrowerThanTarget));
/// assert_eq!(relationship("unmatched"), None);
/// ```
pub fn relationship(equivalence: &str) -> Option<Relationship> {
    Some(match equivalence {
        "equivalent" | "equal" => Relationship::Equivalent,
        "wider" | "subsumes" => Relationship::SourceIsNarrowerThanTarget,
        "narrower" | "specializes" => Relationship::SourceIsBroaderThanTarget,
        "relatedto" | "inexact" => Relationship::RelatedTo,
        "disjoint" => Relationship::NotRelatedTo,
        _ => return None,
    })
}

/// What a code's relationship to several concepts at once says of each alone: whoever is both is either.
pub(super) const fn of_each_together(all: Relationship) -> Relationship {
    match all {
        Relationship::Equivalent | Relationship::SourceIsNarrowerThanTarget => {
            Relationship::SourceIsNarrowerThanTarget
        }
        Relationship::SourceIsBroaderThanTarget | Relationship::RelatedTo | Relationship::NotRelatedTo => {
            Relationship::RelatedTo
        }
    }
}

/// What a code's relationship to one of several meanings says of each alone: a code that holds them all holds each.
pub(super) const fn of_each_one_of(all: Relationship) -> Relationship {
    match all {
        Relationship::Equivalent | Relationship::SourceIsBroaderThanTarget => {
            Relationship::SourceIsBroaderThanTarget
        }
        Relationship::SourceIsNarrowerThanTarget | Relationship::RelatedTo => Relationship::RelatedTo,
        Relationship::NotRelatedTo => Relationship::NotRelatedTo,
    }
}

/// For people; R4 asks for one where the target is narrower, R5 also where the two are not related.
pub(super) const fn comment(relationship: Relationship) -> Option<&'static str> {
    match relationship {
        Relationship::Equivalent => None,
        Relationship::SourceIsNarrowerThanTarget => Some("The code says more than this."),
        Relationship::SourceIsBroaderThanTarget => Some("The code holds all of this, and more."),
        Relationship::RelatedTo => {
            Some("The two have something in common; neither is known to hold the other.")
        }
        Relationship::NotRelatedTo => Some("The code does not mean this, though it may be taken for it."),
    }
}
