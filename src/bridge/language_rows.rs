//! Lists of languages: what their rows mean, and what a statement is in them, by the registry's relations alone.
//!
//! A row is **certain** for a language when its relationship is *equivalent* or *source is broader than target*, and the
//! language always is one that the row names; of several such rows the nearest wins. Otherwise the **candidates** are all
//! rows that may hold it: those of a narrower language, those that are narrower than what they name, and those of "any
//! other".

use super::code_index::CodeIndex;
use super::iso639::Rule;
use super::row::APPROVED;
use super::target::Outcome;
use super::{Ambiguity, Candidate, Cause, Relationship};
use crate::answer::{Absence, Answer, Reason};
use crate::language::{Breadth, LanguageTag, Languages, is_language, languages, members, narrower, wholes};

/// A language that a row names, with all that it always is, itself first.
pub(crate) type Named = &'static [&'static str];

/// What a code means.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Meant {
    /// One of these languages; one that is not named, where there is none.
    Languages(&'static [Named]),
    /// A language that is none of these.
    AllBut(&'static [Named]),
    /// There is no answer, for these reasons.
    Absent(Absence),
    /// Recorded, meaning not known.
    NotKnown,
}

/// One code of a list of languages.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Relationship, systems};
///
/// let row = systems::CENSUS_SCOTLAND_2022_MAIN_LANGUAGE.decode(b"2").row().unwrap();
/// assert_eq!((row.code(), row.label()), ("2", "Scots"));
/// assert_eq!(row.relationship(), Relationship::Equivalent);
/// ```
#[derive(Debug)]
pub struct LanguageRow {
    pub(crate) code: &'static str,
    pub(crate) label: &'static str,
    pub(crate) meaning: Meant,
    /// Languages that the code may stand for too, under conditions that nobody asked about.
    pub(crate) may_hold: &'static [Named],
    pub(crate) relationship: Relationship,
    pub(crate) observed: bool,
    /// Why its owner does not take the code from others.
    pub(crate) refused: Option<&'static str>,
    /// With [`APPROVED`], where the row is.
    pub(crate) line: u32,
}

/// A stated tag with all that it always is.
pub(super) struct StatedTag<'a> {
    breadth: Breadth<'a>,
    tag: &'a str,
}

impl<'a> StatedTag<'a> {
    pub(super) fn of(tag: &'a str) -> Self {
        Self { breadth: Breadth::of(tag), tag }
    }

    /// How far above the tag the named one stands; `None` where it is not that.
    fn steps_to(&self, named: Named) -> Option<usize> {
        named.first().and_then(|named| self.breadth.steps_to(named))
    }

    /// Whether what is named always is what was stated.
    fn is_above(&self, named: Named) -> bool {
        named.iter().any(|broader| broader.eq_ignore_ascii_case(self.tag))
    }
}

/// How a row and a stated language are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The row holds it, from so many steps above.
    Certain(usize),
    /// The row may hold it.
    Maybe,
    /// It does not.
    No,
}

impl LanguageRow {
    /// The code, exactly as its owner writes it.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The official label, word for word.
    pub fn label(&self) -> &'static str {
        self.label
    }

    /// How the code's meaning relates to the languages that it names.
    pub fn relationship(&self) -> Relationship {
        self.relationship
    }

    /// Whether the code records what somebody else believes: never the person's own answer.
    pub fn is_observed(&self) -> bool {
        self.observed
    }

    /// Why the list's owner does not take the code from those who send it, where it does not: then nothing is encoded to
    /// it, and [`Loss::refused`](super::Loss::refused) says so. One that was received goes back as it came.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::PDS_PREFERRED_LANGUAGE.decode(b"en").row().unwrap().refused().is_some());
    /// assert!(systems::PDS_PREFERRED_LANGUAGE.decode(b"cy").row().unwrap().refused().is_none());
    /// ```
    pub fn refused(&self) -> Option<&'static str> {
        self.refused
    }

    /// The line of the row in the mapping's file, from 1.
    pub fn line(&self) -> u32 {
        self.line & !APPROVED
    }

    /// Whether nobody has approved the row yet, as [`Row::is_provisional`](super::Row::is_provisional) explains.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::PDS_PREFERRED_LANGUAGE.decode(b"cy").row().unwrap().is_provisional());
    /// ```
    pub fn is_provisional(&self) -> bool {
        self.line & APPROVED == 0
    }

    /// The languages of which the code is one and does not say which.
    pub(super) fn may_be(&self) -> impl Iterator<Item = &'static str> + use<> {
        let named = match self.meaning {
            Meant::Languages(named) => named,
            _ => &[],
        };
        let (named, may_hold) = if self.names_one() { (&[][..], &[][..]) } else { (named, self.may_hold) };
        named.iter().chain(may_hold).filter_map(|named| named.first().copied())
    }

    /// Whether the code says one language.
    fn names_one(&self) -> bool {
        matches!(self.meaning, Meant::Languages([_])) && self.may_hold.is_empty()
    }

    /// What the code says, whoever says it: the tag that it names, else `und`, a language that is not further stated.
    pub(super) fn answer(&self) -> Answer<Languages> {
        let tag = match self.meaning {
            Meant::Languages([[tag, ..]]) if self.may_hold.is_empty() => *tag,
            Meant::Languages(_) | Meant::AllBut(_) => "und",
            Meant::Absent(absence) => return Answer::Absent(absence),
            Meant::NotKnown => return Answer::Absent(Reason::MeaningNotKnown.into()),
        };
        match LanguageTag::parse(tag) {
            Ok(tag) => Answer::Given(Languages::one(tag)),
            Err(_) => Answer::Absent(Reason::MeaningNotKnown.into()),
        }
    }

    fn names_any_other(&self) -> bool {
        matches!(self.meaning, Meant::Languages([])) && self.may_hold.is_empty()
    }

    fn fit(&self, stated: &StatedTag<'_>) -> Fit {
        if self.observed || self.relationship == Relationship::NotRelatedTo {
            return Fit::No;
        }
        let holds_whole =
            matches!(self.relationship, Relationship::Equivalent | Relationship::SourceIsBroaderThanTarget);
        let related = |named: &Named| stated.steps_to(named).is_some() || stated.is_above(named);
        match self.meaning {
            Meant::Absent(_) | Meant::NotKnown => Fit::No,
            Meant::Languages(named) => {
                let steps = named.iter().filter_map(|named| stated.steps_to(named)).min();
                match steps.filter(|_| holds_whole) {
                    Some(steps) => Fit::Certain(steps),
                    None if !stated.breadth.is_known() || named.is_empty() && self.may_hold.is_empty() => {
                        Fit::Maybe
                    }
                    None if named.iter().chain(self.may_hold).any(related) => Fit::Maybe,
                    None => Fit::No,
                }
            }
            Meant::AllBut(named) if !stated.breadth.is_known() => {
                if named.iter().any(|named| stated.steps_to(named).is_some()) { Fit::No } else { Fit::Maybe }
            }
            Meant::AllBut(named) => match () {
                () if named.iter().any(|named| stated.steps_to(named).is_some()) => Fit::No,
                () if named.iter().any(|named| stated.is_above(named)) => Fit::Maybe,
                () => Fit::Certain(usize::MAX),
            },
        }
    }

    /// Whether the row says nothing of the language that is not so.
    pub(super) fn covers(&self, stated: &StatedTag<'_>) -> bool {
        let is_one = |named: &Named| stated.steps_to(named).is_some();
        match self.meaning {
            _ if self.observed => false,
            Meant::Languages(named) => named.is_empty() || named.iter().chain(self.may_hold).any(is_one),
            Meant::AllBut(named) => !named.iter().any(is_one),
            Meant::Absent(_) | Meant::NotKnown => false,
        }
    }
}

/// Everything about a system of languages.
#[derive(Debug)]
pub(crate) struct TagData {
    pub(crate) key: &'static str,
    /// Number of the system in residues; permanent.
    pub(crate) number: u16,
    pub(crate) title: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) list_edition: &'static str,
    pub(crate) jurisdiction: &'static str,
    pub(crate) uri: Option<&'static str>,
    pub(crate) source: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) file: &'static str,
    pub(crate) mapping_edition: u16,
    /// What codes mean that have no row.
    pub(crate) rule: Rule,
    /// In the order of the official list.
    pub(crate) rows: &'static [LanguageRow],
    pub(crate) index: CodeIndex,
}

/// What one language is in a list.
enum One {
    Code(&'static str),
    NoCode,
    Among(Vec<&'static str>),
}

impl TagData {
    /// A list of no codes, of which nothing is known.
    #[cfg(feature = "steward")]
    pub(crate) const BLANK: Self = Self {
        key: "",
        number: 0,
        title: "",
        owner: "",
        list_edition: "",
        jurisdiction: "",
        uri: None,
        source: "",
        licence: "",
        file: "",
        mapping_edition: 0,
        rule: Rule::Rows,
        rows: &[],
        index: CodeIndex { multiplier: 1, shift: 63, starts: &[], keys: &[], places: &[] },
    };

    /// The row with exactly this code; of tags, in any case of its letters.
    pub(super) fn row(&self, code: &[u8]) -> Option<&'static LanguageRow> {
        if matches!(self.rule, Rule::Tags) {
            return self.rows.iter().find(|row| code.eq_ignore_ascii_case(row.code.as_bytes()));
        }
        self.index
            .places_of(code)
            .filter_map(|place| self.rows.get(place))
            .find(|row| row.code.as_bytes() == code)
    }

    /// What the statement is sent as: the language that the person prefers, or has alone; else any of theirs.
    pub(super) fn outcome_of(&self, languages: &Languages) -> Outcome {
        let uses = languages.uses();
        let mut preferred = uses.iter().filter(|language| language.is_preferred);
        let decided = match (preferred.next(), preferred.next(), uses) {
            (Some(only), None, _) | (None, None, [only]) => Some(only),
            _ => None,
        };
        if let Some(only) = decided {
            return self.outcome_of_one(only.tag.as_str());
        }
        let mut candidates: Vec<Candidate> = Vec::new();
        for language in uses {
            let of_this = match self.outcome_of_one(language.tag.as_str()) {
                Outcome::Certain(code) => vec![self.candidate(code)],
                Outcome::NoCode => Vec::new(),
                Outcome::Ambiguous(ambiguity) => ambiguity.candidates,
            };
            let new =
                of_this.into_iter().filter(|one| !candidates.iter().any(|other| other.code == one.code));
            let new: Vec<Candidate> = new.collect();
            candidates.extend(new);
        }
        let all_are_one = || {
            let certain =
                |tag: &LanguageTag| matches!(self.outcome_of_one(tag.as_str()), Outcome::Certain(_));
            uses.iter().all(|language| certain(&language.tag))
        };
        match &mut candidates[..] {
            [] => Outcome::NoCode,
            [only] if all_are_one() => Outcome::Certain(core::mem::take(&mut only.code)),
            _ => {
                candidates.sort_by_key(|candidate| self.place(&candidate.code));
                self.ambiguous(candidates, vec![Cause::SeveralStated])
            }
        }
    }

    fn outcome_of_one(&self, tag: &str) -> Outcome {
        if matches!(self.rule, Rule::Tags) {
            let sent = || Outcome::Certain(tag.as_bytes().to_vec());
            return if self.says_no_answer(tag) { Outcome::NoCode } else { sent() };
        }
        let stated = StatedTag::of(tag);
        match self.one(&stated) {
            One::Code(code) if self.refusal(code).is_some() || self.says_no_answer(code) => Outcome::NoCode,
            One::Code(code) => Outcome::Certain(code.as_bytes().to_vec()),
            One::NoCode => Outcome::NoCode,
            One::Among(codes) => {
                let cause = match () {
                    () if !stated.breadth.is_known() => Cause::NothingFurtherStated,
                    () if self.rows.iter().any(|row| row.names(|named| stated.is_above(named))) => {
                        Cause::DividedByTheList
                    }
                    () => Cause::NoCategoryOfItsOwn,
                };
                let candidates = codes.into_iter().map(|code| self.candidate(code.as_bytes().to_vec()));
                self.ambiguous(candidates.collect(), vec![cause])
            }
        }
    }

    /// Whether the code says that there is no answer, as `und` does in most lists. Such a code is never sent for an answer
    /// that was given: somebody named a language, and which it is is not known.
    fn says_no_answer(&self, code: &str) -> bool {
        self.row(code.as_bytes()).is_some_and(|row| matches!(row.meaning, Meant::Absent(_)))
    }

    /// Why a certain code is not sent.
    fn refusal(&self, code: &str) -> Option<&'static str> {
        self.row(code.as_bytes()).and_then(|row| row.refused)
    }

    /// Why a statement that has a certain code is left out all the same.
    pub(super) fn refusal_of(&self, languages: &Languages) -> Option<&'static str> {
        let tags = languages.uses().iter().map(|language| language.tag.as_str());
        let mut refusals = tags.filter_map(|tag| match self.one(&StatedTag::of(tag)) {
            One::Code(code) => self.refusal(code),
            One::NoCode | One::Among(_) => None,
        });
        refusals.next()
    }

    fn one(&self, stated: &StatedTag<'_>) -> One {
        let fits = || self.rows.iter().map(|row| (row, row.fit(stated))).filter(|(_, fit)| *fit != Fit::No);
        let nearest = fits().map(|(_, fit)| fit).min();
        if let Some((code, steps)) = self.rule.code_of(&stated.breadth)
            && !matches!(nearest, Some(Fit::Certain(row)) if row <= steps)
        {
            return One::Code(code);
        }
        if let Some(Fit::Certain(_)) = nearest {
            let mut certain = fits().filter(|(_, fit)| Some(*fit) == nearest).map(|(row, _)| row.code);
            return match (certain.next(), certain.next()) {
                (Some(only), None) => One::Code(only),
                _ => One::Among(
                    fits().filter(|(_, fit)| Some(*fit) == nearest).map(|(row, _)| row.code).collect(),
                ),
            };
        }
        let members_are_certain = || {
            let mut members = members(stated.tag).peekable();
            members.peek().is_some()
                && members.all(|member| {
                    let member = StatedTag::of(member);
                    self.rows.iter().any(|row| matches!(row.fit(&member), Fit::Certain(_)))
                })
        };
        let any_other = !members_are_certain();
        let rows = fits().filter(|(row, _)| any_other || !row.names_any_other()).map(|(row, _)| row.code);
        let mut codes: Vec<&'static str> = rows.collect();
        let narrower = members(stated.tag).filter_map(|member| self.rule.code_of(&Breadth::of(member)));
        for (code, _) in narrower {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        if codes.is_empty() { One::NoCode } else { One::Among(codes) }
    }

    fn candidate(&self, code: Vec<u8>) -> Candidate {
        let label = self.row(&code).map(|row| row.label).filter(|label| !label.is_empty());
        Candidate { code, label }
    }

    /// The place of a code in the list; what has no row comes last.
    fn place(&self, code: &[u8]) -> usize {
        self.rows.iter().position(|row| row.code.as_bytes() == code).unwrap_or(usize::MAX)
    }

    fn ambiguous(&self, candidates: Vec<Candidate>, causes: Vec<Cause>) -> Outcome {
        let system = self.title;
        Outcome::Ambiguous(Ambiguity {
            system,
            candidates,
            causes,
            published: None,
            disagreements: Vec::new(),
        })
    }

    /// The languages of the registry, in its order, of which the code is a possible outcome for each alone.
    pub(super) fn languages_of(&self, code: &'static str) -> Vec<&'static str> {
        let Some(mut near) = self.near(code) else {
            return languages().filter(|tag| self.may_be_sent(code, tag)).collect();
        };
        near.sort_unstable_by_key(|tag| (tag.len(), *tag));
        near.dedup();
        near.retain(|tag| is_language(tag) && self.may_be_sent(code, tag));
        near
    }

    /// All that a code could be sent for: what it names, what that always is or always is that, and what such a language is
    /// a member of; some twice. To ask these is quicker than to ask eight thousand. `None` where the code may be for any.
    fn near(&self, code: &'static str) -> Option<Vec<&'static str>> {
        let around = |tag: &'static str| {
            let narrower = narrower(tag);
            let wholes: Vec<&'static str> = narrower.iter().flat_map(|member| wholes(member)).collect();
            narrower.into_iter().chain(wholes).chain(Breadth::of(tag).into_tags())
        };
        match self.row(code.as_bytes()) {
            None => self.rule.tag_of(code.as_bytes()).map(|tag| around(tag).collect()),
            Some(row) => match row.meaning {
                Meant::Languages(named) if !row.names_any_other() => {
                    let named = named.iter().chain(row.may_hold).filter_map(|named| named.first());
                    Some(named.flat_map(|tag| around(tag)).collect())
                }
                Meant::Languages(_) | Meant::AllBut(_) => None,
                Meant::Absent(_) | Meant::NotKnown => Some(Vec::new()),
            },
        }
    }

    /// Whether the code is a possible outcome for this language alone.
    fn may_be_sent(&self, code: &str, language: &str) -> bool {
        let stated = StatedTag::of(language);
        // What a row cannot hold it is no outcome of; to ask one row is quicker than to ask them all.
        if self.row(code.as_bytes()).is_some_and(|row| row.fit(&stated) == Fit::No) {
            return false;
        }
        match self.one(&stated) {
            One::Code(sent) => sent == code && self.refusal(sent).is_none(),
            One::NoCode => false,
            One::Among(codes) => codes.contains(&code),
        }
    }

    /// What an absence is in this list: the code of exactly these reasons; else the narrowest that cover them.
    pub(super) fn outcome_of_absence(&self, absence: Absence) -> Outcome {
        let covering: Vec<(&'static str, Absence)> = self
            .rows
            .iter()
            .filter(|row| !row.observed)
            .filter_map(|row| match row.meaning {
                Meant::Absent(reasons) if absence.is_covered_by(reasons) => Some((row.code, reasons)),
                _ => None,
            })
            .collect();
        let is_exact = |reasons: Absence| reasons == absence;
        let any_exact = covering.iter().any(|(_, reasons)| is_exact(*reasons));
        let is_narrowest = |reasons: Absence| {
            !covering.iter().any(|(_, other)| other.is_covered_by(reasons) && !reasons.is_covered_by(*other))
        };
        let nearest = |reasons: Absence| if any_exact { is_exact(reasons) } else { is_narrowest(reasons) };
        let codes = covering.iter().filter(|(_, reasons)| nearest(*reasons)).map(|(code, _)| *code);
        let codes: Vec<&'static str> = codes.collect();
        match codes[..] {
            [] => Outcome::NoCode,
            [code] => Outcome::Certain(code.as_bytes().to_vec()),
            _ => {
                let candidates = codes.into_iter().map(|code| self.candidate(code.as_bytes().to_vec()));
                self.ambiguous(candidates.collect(), vec![Cause::DividedByTheList])
            }
        }
    }
}

impl LanguageRow {
    fn names(&self, is_meant: impl Fn(Named) -> bool) -> bool {
        matches!(self.meaning, Meant::Languages(named) if named.iter().any(|named| is_meant(named)))
    }
}
