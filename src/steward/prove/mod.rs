//! The laws, held against the stewards' files as they are now: `ownwords prove`.
//!
//! The lists are built in memory from the YAML, over the standards of the same files, so that a row can be tried before
//! any table is written. What is finite is tried whole: all codes, all concepts alone, and all pairs of concepts that the
//! list can tell apart, up to [`MOST_PAIRS`]. What has no end, sets of several and own words, is tried on made-up
//! statements that are the same in every run. The counter-example that is shown is the smallest one found.
//!
//! # Example
//!
//! ```no_run
//! use std::path::Path;
//! use ownwords::steward::prove::prove;
//!
//! let proofs = prove(Path::new("."), Some("nhs-ethnic-category-2001")).unwrap();
//! assert!(proofs.iter().all(|proof| proof.holds()));
//! ```

#[cfg(test)]
mod exchanged;
#[cfg(test)]
mod faulty;
mod languages;
pub mod laws;
mod meaning;
mod mutants;
mod subject;
mod trials;
mod work;

use std::path::Path;
use std::sync::Arc;

use crate::authoring::Sources;
use crate::authoring::built::Built;
use crate::bridge::{CodeSystem, TagSystem, systems};
use crate::error::{Error, ErrorKind};
use crate::overlay::Overlay;
use crate::stated::{Axis, Stated};

pub use languages::LanguageRecords;
pub use laws::{Broken, Law};
pub use meaning::is_witnessed;
pub use mutants::{Count, Kind, Mutant, Score, mutate};
pub use subject::{Allowed, Allowing, Reaches, Subject, recordable, singles};

use meaning::Evidence;
use trials::Tried;
use work::Jobs;

/// The most pairs of concepts that a list is tried on, over its number of rows.
pub const MOST_PAIRS: usize = 400_000;

/// How many made-up statements and fields each law is tried on.
const MADE_UP: u64 = 256;

/// How many residues are damaged: each in thousands of ways.
const DAMAGED: u64 = 24;

/// What came of one law for one list.
///
/// # Example
///
/// ```
/// use ownwords::steward::prove::{Law, Verdict};
///
/// fn line(verdict: &Verdict) -> String {
///     format!("{}: {}", verdict.law.name(), if verdict.broken.is_none() { "holds" } else { "broken" })
/// }
/// assert_eq!(Law::L1.name(), "L1");
/// # let _ = line;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// The law.
    pub law: Law,
    /// Of how many codes, statements, rows or fields it was asked.
    pub tried: usize,
    /// How many there would have been, where they were too many to try all.
    pub of: Option<usize>,
    /// Why the law was not asked, where it was not.
    pub skipped: Option<&'static str>,
    /// The smallest counter-example.
    pub broken: Option<Broken>,
    /// The line of the row to blame, from 1, where one is.
    pub line: Option<u32>,
}

/// What came of all laws for one list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proof {
    /// The list's key.
    pub system: String,
    /// Its file, from the root of the repository.
    pub file: String,
    /// How many codes it has.
    pub codes: usize,
    /// One for each law, in order.
    pub verdicts: Vec<Verdict>,
    /// The rows whose relationship nothing accounts for but words, in the order of the file.
    pub on_reasons: Vec<OnReason>,
}

/// A row whose relationship to what it means nothing accounts for but the words of its `reason`, which people alone can read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OnReason {
    /// The code.
    pub code: String,
    /// Its official label; empty where there is none.
    pub label: String,
    /// The line of the row, from 1.
    pub line: u64,
    /// How it relates, in FHIR's word.
    pub relationship: &'static str,
    /// What it means: slugs, or tags.
    pub means: Vec<String>,
    /// The reason.
    pub reason: String,
    /// Other codes of the list that witnesses put the concept under, or a narrower one. Where there are some, the list itself
    /// shows that this code is not all of it.
    pub beside: Vec<String>,
}

impl Proof {
    /// Whether every law holds.
    pub fn holds(&self) -> bool {
        self.verdicts.iter().all(|verdict| verdict.broken.is_none())
    }
}

/// Tries every law for one list, or for all, as the files below `root` have them.
///
/// # Errors
///
/// The faults of the files, where they cannot be built at all: those that `ownwords check` finds, but for those of
/// witnesses and relationships, which L9 finds here. [`ErrorKind::Usage`] where no list has the key.
///
/// # Example
///
/// ```no_run
/// use std::path::Path;
/// use ownwords::steward::prove::prove;
///
/// for proof in prove(Path::new("."), None).unwrap() {
///     println!("{}: {}", proof.system, proof.holds());
/// }
/// ```
pub fn prove(root: &Path, system: Option<&str>) -> Result<Vec<Proof>, Vec<Error>> {
    let sources = Sources::read_to_prove(root)?;
    let evidence = Evidence::of(&sources);
    if let Some(key) = system.filter(|key| evidence.list(key).is_none()) {
        return Err(vec![unknown(key, evidence.lists.iter().map(|list| list.key.as_str()))]);
    }
    let mut proving =
        Proving { built: Built::of(&sources), evidence: &evidence, only: system, jobs: Jobs::new() };
    systems::each_list(&mut proving);
    let lists = proving.built.languages(system);
    let records = (!lists.is_empty()).then(|| LanguageRecords::of(sources.language_registry()));
    let (singles, recordable) =
        records.as_ref().map(|records| (records.singles(), records.recordable())).unwrap_or_default();
    let mut jobs = proving.jobs;
    for list in lists {
        // Tags are without number, and each stands for itself.
        let recordable = if list.key() == "bcp-47" { &[][..] } else { &recordable };
        let singles = &singles;
        let evidence = &evidence;
        jobs.add(list.codes().len(), move || {
            Trial { list, known: &(), singles, recordable }.proof(Some(evidence))
        });
    }
    Ok(jobs.done())
}

/// Tries L9 alone for all lists, as the files below `root` have them: each list's key, and what came of it.
///
/// # Errors
///
/// As [`prove`].
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::steward::prove::meanings;
///
/// let all = meanings(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
/// assert!(all.iter().all(|(_, verdict)| verdict.broken.is_none()));
/// ```
pub fn meanings(root: &Path) -> Result<Vec<(String, Verdict)>, Vec<Error>> {
    let evidence = Evidence::of(&Sources::read_to_prove(root)?);
    Ok(evidence.lists.iter().map(|list| (list.key.clone(), evidence.verdict(list))).collect())
}

/// Tries the laws for the lists of an overlay, the national ones with the overlay's heritages among them.
///
/// # Errors
///
/// The faults of the overlay's files. [`ErrorKind::Usage`] where no list has the key.
///
/// # Example
///
/// ```no_run
/// use std::path::Path;
/// use ownwords::steward::prove::prove_overlay;
///
/// let proofs = prove_overlay(Path::new("examples/overlay"), Some("testhaven-ethnic-group")).unwrap();
/// assert!(proofs.iter().all(|proof| proof.holds()));
/// ```
pub fn prove_overlay(folder: &Path, system: Option<&str>) -> Result<Vec<Proof>, Vec<Error>> {
    let overlay = Overlay::load(folder)?;
    let lists = overlay.systems();
    if let Some(key) = system.filter(|key| overlay.system(key).is_none()) {
        return Err(vec![unknown(key, lists.iter().map(|list| list.key()))]);
    }
    let shared = Shared::of(overlay.standard());
    let mut jobs = Jobs::new();
    for list in lists.iter().filter(|list| system.is_none_or(|key| key == list.key())) {
        jobs.add(list.rows().len(), || of_codes(list, &shared, None));
    }
    Ok(jobs.done())
}

fn unknown<'a>(key: &str, keys: impl Iterator<Item = &'a str>) -> Error {
    let error = Error::new(ErrorKind::Usage, "no file is the mapping of a list of this key");
    match crate::text::nearest(key, keys) {
        Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
        None => error.with_help("name the key that stands in `system` at the head of the file"),
    }
}

struct Proving<'a> {
    built: Built<'a>,
    evidence: &'a Evidence,
    only: Option<&'a str>,
    jobs: Jobs<'a, Proof>,
}

impl systems::Lists for Proving<'_> {
    fn list<A: Axis>(&mut self, field: &'static str, _: &'static [&'static CodeSystem<A>]) {
        let lists = self.built.lists::<A>(field, self.only);
        if lists.is_empty() {
            return;
        }
        let shared = Arc::new(Shared::of(self.built.standard(field)));
        let evidence = self.evidence;
        for list in lists {
            let shared = Arc::clone(&shared);
            self.jobs.add(list.rows().len(), move || of_codes(list, &shared, Some(evidence)));
        }
    }
}

/// What the lists of one field share.
struct Shared<A: Axis> {
    reaches: Arc<Reaches>,
    singles: Vec<(Stated<A>, Vec<Stated<A>>)>,
    recordable: Vec<(&'static str, Stated<A>)>,
}

impl<A: Axis> Shared<A> {
    fn of(standard: &'static crate::standard::Standard) -> Self {
        Self {
            reaches: Arc::new(Reaches::of(standard)),
            singles: singles(standard),
            recordable: recordable(standard),
        }
    }
}

fn of_codes<A: Axis>(list: &'static CodeSystem<A>, shared: &Shared<A>, evidence: Option<&Evidence>) -> Proof {
    let known = Allowing::of(list, Arc::clone(&shared.reaches));
    let tried = Trial { list, known: &known, singles: &shared.singles, recordable: &shared.recordable };
    tried.proof(evidence)
}

/// One list, with all that the laws are tried on.
struct Trial<'a, S: Tried> {
    list: &'a S,
    known: &'a S::Known,
    singles: &'a [(S::Value, Vec<S::Value>)],
    recordable: &'a [(&'static str, S::Value)],
}

impl<S: Tried> Trial<'_, S> {
    fn proof(&self, evidence: Option<&Evidence>) -> Proof {
        let codes = self.list.codes();
        let all: Vec<S::Value> = {
            let singles = self.singles.iter().map(|(value, _)| value.clone());
            singles.chain(trials::values(self.list, MADE_UP)).collect()
        };
        let (pairs, all_pairs) = self.list.pairs(MOST_PAIRS / codes.len().max(20));
        let of = (pairs.len() < all_pairs).then_some(all.len() + all_pairs);
        let fields = trials::fields(self.list, MADE_UP);
        let mut statements: Vec<&S::Value> = all.iter().chain(&pairs).collect();
        statements.sort_by_key(|value| S::size(value));
        let verdicts = vec![
            self.l1(&codes),
            self.l2(&statements, &fields, of),
            self.l3(&codes, &fields),
            self.l4(&codes, &statements, of),
            self.verdict(Law::L5, self.singles, |(single, broader)| {
                laws::monotone(self.list, single, broader)
            }),
            self.l7(&fields),
            self.l8(),
            self.l9(evidence),
        ];
        let file = self.list.row_place(None).0.to_owned();
        let on_reasons =
            evidence.and_then(|evidence| Some(evidence.on_reasons(evidence.list(self.list.key())?)));
        let on_reasons = on_reasons.unwrap_or_default();
        Proof { system: self.list.key().to_owned(), file, codes: codes.len(), verdicts, on_reasons }
    }

    fn verdict<T>(
        &self,
        law: Law,
        items: impl IntoIterator<Item = T>,
        holds: impl Fn(T) -> laws::Held,
    ) -> Verdict {
        let mut tried = 0;
        let broken = items.into_iter().find_map(|item| {
            tried += 1;
            holds(item).err()
        });
        let line = broken.as_ref().and_then(|broken| self.list.row_place(broken.code.as_deref()).1);
        Verdict { law, tried, of: None, skipped: None, broken, line }
    }

    fn l1(&self, codes: &[(&'static str, &'static str)]) -> Verdict {
        let mut raw: Vec<Vec<u8>> = codes.iter().map(|(code, _)| code.as_bytes().to_vec()).collect();
        raw.push(Vec::new());
        for first in 0..=255_u8 {
            raw.push(vec![first]);
            raw.extend((0..=255_u8).step_by(5).map(|second| vec![first, second]));
        }
        self.verdict(Law::L1, &raw, |raw| laws::legacy_round_trip(self.list, raw))
    }

    fn l2(&self, statements: &[&S::Value], fields: &[crate::Field<S::Value>], of: Option<usize>) -> Verdict {
        let stated = statements.iter().map(|value| trials::stated(*value));
        let keys = [None, Some(&b"record-1"[..])].into_iter().cycle();
        let items = stated.chain(fields.iter().cloned()).zip(keys);
        let verdict =
            self.verdict(Law::L2, items, |(field, key)| laws::own_round_trip(self.list, &field, key));
        Verdict { of: of.map(|of| of + fields.len()), ..verdict }
    }

    fn l3(&self, codes: &[(&'static str, &'static str)], fields: &[crate::Field<S::Value>]) -> Verdict {
        let received = codes.iter().map(|(code, _)| self.list.to_field(code.as_bytes()));
        let mut chance = trials::chance(self.list.key(), u64::MAX);
        let mut raw = || trials::raw(codes, &mut chance);
        let fields: Vec<_> =
            received.chain(fields.iter().cloned()).map(|field| (field, [raw(), raw()])).collect();
        self.verdict(Law::L3, fields, |(field, [first, second])| {
            laws::get_put(self.list, &field)?;
            laws::put_get_put_put(self.list, field, [&first, &second])
        })
    }

    fn l4(
        &self,
        codes: &[(&'static str, &'static str)],
        statements: &[&S::Value],
        of: Option<usize>,
    ) -> Verdict {
        let of_codes = self.verdict(Law::L4, codes, |(code, _)| laws::coherent_code(self.list, code));
        if of_codes.broken.is_some() {
            return of_codes;
        }
        let of_statements =
            self.verdict(Law::L4, statements, |value| laws::coherent_statement(self.list, self.known, value));
        let of = of.map(|of| of + codes.len());
        Verdict { tried: of_codes.tried + of_statements.tried, of, ..of_statements }
    }

    fn l7(&self, fields: &[crate::Field<S::Value>]) -> Verdict {
        let sealed = fields.iter().filter_map(|field| laws::Sealed::of(self.list, field));
        self.verdict(Law::L7, sealed.take(DAMAGED as usize), |sealed| {
            sealed.damage(self.list)?;
            let mut others = Others { sealed: &sealed, key: self.list.key(), held: Ok(()) };
            systems::each_list(&mut others);
            let languages = systems::LANGUAGE.iter().filter(|other| other.key() != self.list.key());
            for other in languages {
                sealed.is_refused_by::<TagSystem>(other)?;
            }
            others.held
        })
    }

    fn l8(&self) -> Verdict {
        let verdict = self.verdict(Law::L8, laws::policies(), |policy| {
            let of_all = self.list.loss_of_all(policy);
            laws::honest_loss(self.list, policy, self.recordable, of_all.as_ref())
        });
        Verdict { tried: verdict.tried * self.recordable.len(), ..verdict }
    }

    fn l9(&self, evidence: Option<&Evidence>) -> Verdict {
        const LOCAL: &str = "the national standard attests no list of an overlay";
        let found = evidence.and_then(|evidence| Some((evidence, evidence.list(self.list.key())?)));
        match found {
            Some((evidence, list)) => evidence.verdict(list),
            None => Verdict { skipped: Some(LOCAL), ..self.verdict(Law::L9, [(); 0], |()| Ok(())) },
        }
    }
}

/// All systems but one, each of which refuses a residue of that one.
struct Others<'a, V> {
    sealed: &'a laws::Sealed<V>,
    key: &'static str,
    held: laws::Held,
}

impl<V> systems::Lists for Others<'_, V>
where
    V: Clone + PartialEq,
{
    fn list<A: Axis>(&mut self, _: &'static str, lists: &'static [&'static CodeSystem<A>]) {
        for other in lists.iter().filter(|other| other.key() != self.key) {
            if self.held.is_ok() {
                self.held = self.sealed.is_refused_by::<CodeSystem<A>>(other);
            }
        }
    }
}
