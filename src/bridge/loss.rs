//! The certificate of what an encoding makes indistinguishable.

use core::fmt;

use super::Policy;
use super::language_rows::TagData;
use super::row::Row;
use super::system::SystemData;
use super::target::Outcome;
use crate::standard::Standard;
use crate::stated::Part;

/// What an encoding made indistinguishable: which single concepts the value is a possible outcome of, and what of the
/// statement the value does not say.
///
/// `Display` says it in plain words, with labels of the standard; `Debug` says whether there is a loss.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::Bridge;
///
/// let system = &systems::NHS_ETHNIC_CATEGORY_2001;
/// let field = system.decode(b"K").to_field().with_own_words("Sylheti");
/// let (_, loss, _) = system.encode(&field, Policy::Certain).unwrap().into_parts();
/// assert_eq!(loss.indistinguishable().first(), Some(&"Bangladeshi"));
/// assert!(loss.own_words_stay_behind());
/// ```
#[derive(Clone)]
#[must_use = "a loss that nobody looks at is a silent one"]
pub struct Loss {
    /// The system's official title.
    pub(super) system: &'static str,
    pub(super) value: Stands,
    /// Whether the value alone says less than, or something other than, the statement.
    pub(super) statement_differs: bool,
    pub(super) own_words: bool,
    pub(super) left_out: bool,
    /// Why the system's owner does not take the code that it would be.
    pub(super) refused: Option<&'static str>,
}

/// What a value stands for.
#[derive(Clone, Copy)]
pub(super) enum Stands {
    /// For nothing that could be listed: it was left out, or is no code of the list.
    ForNothing,
    /// For itself, as a tag does.
    ForItself,
    /// For the languages that the code of a list of languages is a possible outcome of.
    ForLanguages(&'static str, &'static TagData),
    /// For the concepts of a standard that the row is a possible outcome of. They are looked for when somebody asks.
    For(Row, &'static SystemData, &'static Standard, Policy),
}

impl Loss {
    /// The labels of the single concepts that the value is a possible outcome of under the same policy: certain, by the
    /// authority, or as a candidate. They stand in the order of the standard. Nodes that exist for counting are no
    /// answers and are left out. Of a list of languages it is their tags, over all languages of the IANA registry that are
    /// not deprecated, in the registry's order.
    pub fn indistinguishable(&self) -> Vec<&'static str> {
        let (row, system, standard, policy) = match self.value {
            Stands::For(row, system, standard, policy) => (row, system, standard, policy),
            Stands::ForLanguages(code, list) => return list.languages_of(code),
            Stands::ForNothing | Stands::ForItself => return Vec::new(),
        };
        let concepts = standard.concepts().filter(|concept| !concept.is_for_counting_only());
        let possible = concepts.filter(|concept| {
            let parts = [Part::Concept(concept.id())];
            // What a row cannot hold it is no outcome of, but by an authority; a list can have a thousand rows to ask.
            let published = system.code_by_authority(policy, &parts, standard);
            if published != Some(row.code()) && !row.may_hold_one(*concept) {
                return false;
            }
            match system.outcome_of_parts(&parts, standard) {
                Outcome::Ambiguous(ambiguity) => match published {
                    Some(code) => code == row.code(),
                    None => ambiguity
                        .candidates()
                        .iter()
                        .any(|candidate| candidate.code() == row.code().as_bytes()),
                },
                outcome => outcome.allows(row.code().as_bytes()),
            }
        });
        possible.map(|concept| concept.label()).collect()
    }

    /// The loss in bits: the binary logarithm of the number of those concepts; 0 with none or one.
    pub fn bits(&self) -> f64 {
        bits(self.indistinguishable().len())
    }

    /// The list and its code that the loss in bits is that of, under one policy; `None` where nothing is indistinguishable.
    #[cfg(feature = "wire")]
    pub(crate) fn cell(&self) -> Option<(&'static str, &'static str)> {
        match self.value {
            Stands::For(row, ..) => Some((self.system, row.code())),
            Stands::ForLanguages(code, _) => Some((self.system, code)),
            Stands::ForNothing | Stands::ForItself => None,
        }
    }

    /// Whether the value alone, decoded, gives the whole statement.
    pub fn is_nothing(&self) -> bool {
        !self.statement_differs && !self.left_out
    }

    /// Whether the person's own words are in the residue alone.
    pub fn own_words_stay_behind(&self) -> bool {
        self.own_words
    }

    /// Why the system's owner does not take the code that the statement would have; the field is then left out. `None` where
    /// nothing is refused.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::{Policy, systems};
    /// use ownwords::{Bridge, Field, LanguageTag, Languages};
    ///
    /// let english = Field::stated(Languages::one(LanguageTag::parse("en").unwrap()));
    /// let encoded = systems::PDS_PREFERRED_LANGUAGE.encode(&english, Policy::Certain).unwrap();
    /// let (value, loss, _) = encoded.into_parts();
    /// assert!(value.as_bytes().is_none() && loss.refused().is_some());
    /// ```
    pub fn refused(&self) -> Option<&'static str> {
        self.refused
    }

    /// Whether the field is left out, because the system has no code for the absence.
    pub fn is_left_out(&self) -> bool {
        self.left_out
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 5;
        if let Some(why) = self.refused {
            return write!(f, "{why}; the field is left out");
        }
        if self.left_out {
            return write!(f, "{} has no code for this; the field is left out", self.system);
        }
        match &self.indistinguishable()[..] {
            _ if matches!(self.value, Stands::ForItself) => f.write_str("stands for itself")?,
            [] => f.write_str("names no single concept")?,
            [only] => write!(f, "stands for {only} alone")?,
            several => {
                let shown: Vec<&str> = several.iter().take(SHOWN).copied().collect();
                write!(f, "cannot tell apart {}", shown.join(", "))?;
                if several.len() > SHOWN {
                    write!(f, " and {} more", several.len() - SHOWN)?;
                }
                write!(f, " ({:.1} bits)", bits(several.len()))?;
            }
        }
        if self.own_words {
            f.write_str("; the person's own words are in the residue alone")?;
        } else if self.statement_differs {
            f.write_str("; what was stated is in the residue alone")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Loss(nothing: {}, left out: {})", self.is_nothing(), self.left_out)
    }
}

fn bits(concepts: usize) -> f64 {
    (concepts.max(1) as f64).log2()
}
