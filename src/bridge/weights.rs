//! How much each concept weighs, by a count that the caller names.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Position, Result};
use crate::standard::{Concept, ConceptId, Standard};

/// How much each concept weighs in a loss, for example how many people stated it in a survey.
///
/// No weights are shipped: whoever uses some says which, and the name stands beside every figure that they give. A
/// concept that is not named weighs nothing.
///
/// # Example
///
/// ```
/// use ownwords::Standard;
/// use ownwords::bridge::Weights;
///
/// let weights = Weights::parse("our clinic, made up", Standard::ethnicity(), b"slug,weight\nsomali,3\nwelsh,1\n")?;
/// assert_eq!((weights.name(), weights.len()), ("our clinic, made up", 2));
/// let error = Weights::parse("our clinic", Standard::ethnicity(), b"somali,3\nsomalli,1\n").unwrap_err();
/// assert_eq!(error.position().and_then(|place| place.line), Some(2));
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    name: String,
    by_concept: BTreeMap<ConceptId, f64>,
}

impl Weights {
    /// Weights of these concepts, under a name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Data`] when a weight is negative or no finite number, a concept stands twice, all of them together
    /// weigh nothing, or their sum is beyond a 64-bit float.
    pub fn new(name: impl Into<String>, weights: impl IntoIterator<Item = (ConceptId, f64)>) -> Result<Self> {
        let mut by_concept = BTreeMap::new();
        for (id, weight) in weights {
            insert(&mut by_concept, id, weight)?;
        }
        Self { name: name.into(), by_concept }.sound()
    }

    /// Reads lines of `slug-or-id,weight`. A first line of other words is a heading; empty lines and those that begin
    /// with `#` are passed over. `name` is what the weights are called, the name of a file for example.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with the line, when a line is not UTF-8, has no comma, or its weight is no number;
    /// [`ErrorKind::Data`], with the line, when the standard has no such concept, or only for counting, and as
    /// [`new`](Self::new).
    pub fn parse(name: impl Into<String>, standard: &'static Standard, text: &[u8]) -> Result<Self> {
        let name = name.into();
        let mut by_concept = BTreeMap::new();
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        let mut may_be_heading = true;
        for (number, line) in (1..).zip(text.split(|&byte| byte == b'\n')) {
            let at = |error: Error| error.at(Position::in_file(name.clone()).line(number));
            let line = core::str::from_utf8(line).map_err(|error| {
                at(Error::new(ErrorKind::Format, "this line is not text in UTF-8").with_source(error))
            })?;
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let is_heading = core::mem::take(&mut may_be_heading) && is_heading(line, standard);
            if !is_heading {
                let (concept, weight) = read(line, standard).map_err(at)?;
                insert(&mut by_concept, concept.id(), weight).map_err(at)?;
            }
        }
        Self { name: name.clone(), by_concept }.sound().map_err(|error| error.at(Position::in_file(name)))
    }

    /// What the weights are called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many concepts are named.
    pub fn len(&self) -> usize {
        self.by_concept.len()
    }

    /// Whether no concept is named; never so.
    pub fn is_empty(&self) -> bool {
        self.by_concept.is_empty()
    }

    /// What the concept weighs; nothing when it is not named.
    pub fn of(&self, concept: ConceptId) -> f64 {
        self.by_concept.get(&concept).copied().unwrap_or(0.0)
    }

    fn sound(self) -> Result<Self> {
        let sum: f64 = self.by_concept.values().sum();
        if sum > 0.0 && sum.is_finite() {
            return Ok(self);
        }
        let message = if sum > 0.0 { "these weights are too large together" } else { "nothing has a weight" };
        Err(Error::new(ErrorKind::Data, message)
            .with_help("give each concept the number of people who stated it"))
    }
}

/// Two words in the first line, of which neither is what a line holds.
fn is_heading(line: &str, standard: &'static Standard) -> bool {
    line.split_once(',').is_some_and(|(concept, weight)| {
        find(concept.trim(), standard).is_none() && weight.trim().parse::<f64>().is_err()
    })
}

fn find(concept: &str, standard: &'static Standard) -> Option<Concept> {
    let by_id = || concept.parse::<ConceptId>().ok().and_then(|id| standard.by_id(id));
    standard.by_slug(concept).or_else(by_id)
}

fn read(line: &str, standard: &'static Standard) -> Result<(Concept, f64)> {
    const FORM: &str = "write a slug or id, a comma and a number, for example somali,120";
    let Some((concept, weight)) = line.split_once(',') else {
        return Err(Error::new(ErrorKind::Format, "this line has no comma").with_help(FORM));
    };
    let Some(concept) = find(concept.trim(), standard) else {
        let error = Error::new(ErrorKind::Data, "no concept of the standard has this slug or id");
        return Err(match standard.search(concept, 1).first() {
            Some(nearest) => error.with_help(format!("did you mean `{}`?", nearest.concept().slug())),
            None => error.with_help("`ownwords search` finds concepts by what people call them"),
        });
    };
    if concept.is_for_counting_only() {
        let message = format!("`{}` is for counting, and nobody states it", concept.slug());
        return Err(Error::new(ErrorKind::Data, message).with_help("weigh what people state"));
    }
    let weight = weight.trim().parse().map_err(|error: core::num::ParseFloatError| {
        Error::new(ErrorKind::Format, "the weight is no number").with_source(error).with_help(FORM)
    })?;
    Ok((concept, weight))
}

fn insert(by_concept: &mut BTreeMap<ConceptId, f64>, id: ConceptId, weight: f64) -> Result<()> {
    if !weight.is_finite() || weight.is_sign_negative() && weight != 0.0 {
        let error = Error::new(ErrorKind::Data, "a weight is a number that is zero or more");
        return Err(error.with_help("give the number of people who stated it"));
    }
    if by_concept.insert(id, weight).is_some() {
        let error = Error::new(ErrorKind::Data, "this concept has a weight already");
        return Err(error.with_help("keep one of the two"));
    }
    Ok(())
}
