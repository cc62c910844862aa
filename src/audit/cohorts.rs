//! Before a recoding: who would enter or leave a cohort that is keyed by ethnicity.
//!
//! A threshold or an invitation is often keyed by the codes of an old list. When records are keyed by heritages instead, or by
//! another list, some people enter it and some leave. [`Rules`] name such cohorts, by codes before and by heritages or other
//! codes after, each with its source; [`Counts`] say what would become of the people of a file. Nothing here decides who
//! belongs to a cohort, and no record is changed.
//!
//! Somebody of several heritages is in a cohort that one of them is in. Where the statement does not say, because it is
//! broader than the cohort's heritages, not further stated, may be one of them, or fits several codes, the person is
//! *undecidable*: neither counted in nor out, and to be looked at by somebody.
//!
//! The counts are exact, however small: they are for the people who plan the recoding, and **not for publication**.
//!
//! # Example
//!
//! ```
//! use ownwords::audit::cohorts::{After, Cohort, Counts, Rules};
//! use ownwords::bridge::systems;
//! use ownwords::Standard;
//!
//! let id = |slug| Standard::ethnicity().by_slug(slug).unwrap().id();
//! let rules = Rules::new(
//!     "Made up, to show the form",
//!     "nhs-ethnic-category-2001",
//!     None,
//!     vec![Cohort {
//!         key: "made-up".to_owned(),
//!         title: "A made-up cohort".to_owned(),
//!         source: "made up".to_owned(),
//!         codes: vec!["H".to_owned()],
//!         after: After::Heritages(vec![id("indian"), id("pakistani")]),
//!     }],
//! )?;
//! let mut counts = Counts::new(&rules);
//! for code in ["H", "J", "J", "R", "L"] {
//!     let field = systems::NHS_ETHNIC_CATEGORY_2001.decode(code.as_bytes()).to_field();
//!     counts.add(Some(code.as_bytes()), &field);
//! }
//! let (_, moves) = counts.cohorts().next().unwrap();
//! // L is any other Asian background, which may be either.
//! assert_eq!((moves.both, moves.enter, moves.leave, moves.undecidable()), (1, 2, 0, 1));
//! # Ok::<(), ownwords::Error>(())
//! ```

use std::collections::BTreeMap;
use std::io::{self, Read};

use super::readers::is_blank;
use super::table::{columns_of, shape_of};
use super::{Options, not_read, placed};
use crate::answer::Answer;
use crate::bridge::{Bridge, CodeSystem, Policy};
use crate::error::{Error, ErrorKind, Result};
use crate::ethnicity::{Ethnicity, Heritages};
use crate::field::Field;
use crate::overlay::{Known, Overlay};
use crate::rules::RecordField;
use crate::standard::{ConceptId, Standard};
use crate::stated::Part;
use crate::text::nearest;
use crate::wire::columns::{Table, header};

/// How many decisions are remembered: those of the codes of a list, and some more.
const REMEMBERED: usize = 4096;

/// Who is in a cohort once records are recoded.
///
/// # Example
///
/// See [the module](self).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// Whoever states one of these heritages, or a narrower one.
    Heritages(Vec<ConceptId>),
    /// Whoever has one of these codes of the list that records are keyed by afterwards.
    Codes(Vec<String>),
}

/// A threshold, an invitation or anything else for which people are chosen by ethnicity.
///
/// # Example
///
/// See [the module](self).
#[derive(Clone, Debug)]
pub struct Cohort {
    /// What programs call it.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// Where it is laid down.
    pub source: String,
    /// Who is in it before: the codes of the list.
    pub codes: Vec<String>,
    /// Who is in it after.
    pub after: After,
}

/// Cohorts, and the lists by which records are keyed before and after.
///
/// # Example
///
/// See [the module](self).
#[derive(Clone, Debug)]
pub struct Rules {
    title: String,
    system: &'static CodeSystem<Heritages>,
    to: Option<&'static CodeSystem<Heritages>>,
    cohorts: Vec<Cohort>,
    /// The lists and heritages that they may name.
    known: Known,
}

impl Rules {
    /// Cohorts keyed by codes of the list `system` before, and after by heritages, or by codes of the list `to`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when there is no such list of ethnicity, a cohort names a code that its list has not or a heritage that
    /// the standard has not, two have one key, one names nothing, or one names codes after where no list is named.
    pub fn new(
        title: impl Into<String>,
        system: &str,
        to: Option<&str>,
        cohorts: Vec<Cohort>,
    ) -> Result<Self> {
        Self::of_lists(Known::NATIONAL, title.into(), system, to, cohorts)
    }

    /// The same, where the lists and heritages may be an organisation's own.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::audit::cohorts::{After, Cohort, Counts, Rules};
    /// use ownwords::overlay::{LocalMeaning, LocalRow, LocalSystem, Overlay, OverlayParts};
    ///
    /// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
    /// let mut list = LocalSystem::of("testhaven-ethnic-group", 60_000);
    /// let same = |code: &str| {
    ///     LocalMeaning::SameCategory { system: "nhs-ethnic-category-2001".into(), code: code.into() }
    /// };
    /// list.rows = vec![LocalRow::of("IND", "Indian", same("H")), LocalRow::of("PAK", "Pakistani", same("J"))];
    /// parts.systems.push(list);
    /// let overlay = Overlay::build(&parts).unwrap();
    ///
    /// let indian = overlay.standard().by_slug("indian").unwrap().id();
    /// let cohort = Cohort {
    ///     key: "made-up".to_owned(),
    ///     title: "A made-up cohort".to_owned(),
    ///     source: "made up".to_owned(),
    ///     codes: vec!["IND".to_owned(), "PAK".to_owned()],
    ///     after: After::Heritages(vec![indian]),
    /// };
    /// let rules = Rules::with_overlay(&overlay, "Made up", "testhaven-ethnic-group", None, vec![cohort])?;
    /// let mut counts = Counts::new(&rules);
    /// for code in [b"IND", b"PAK"] {
    ///     counts.add(Some(code), &rules.system().decode(code).to_field());
    /// }
    /// let (_, moves) = counts.cohorts().next().unwrap();
    /// assert_eq!((moves.both, moves.leave), (1, 1));
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn with_overlay(
        overlay: &Overlay,
        title: impl Into<String>,
        system: &str,
        to: Option<&str>,
        cohorts: Vec<Cohort>,
    ) -> Result<Self> {
        Self::of_lists(Known::of(overlay), title.into(), system, to, cohorts)
    }

    pub(crate) fn of_lists(
        known: Known,
        title: String,
        system: &str,
        to: Option<&str>,
        cohorts: Vec<Cohort>,
    ) -> Result<Self> {
        let to = to.map(|key| list(known, key)).transpose()?;
        let rules = Self { title, system: list(known, system)?, to, cohorts, known };
        for (place, cohort) in rules.cohorts.iter().enumerate() {
            let key = &cohort.key;
            if rules.cohorts.iter().take(place).any(|other| other.key == *key) {
                return Err(usage(format!("two cohorts have the key `{key}`"), "give one another key"));
            }
            let after = match &cohort.after {
                After::Heritages(heritages) => {
                    let unknown = heritages.iter().any(|id| rules.standard().by_id(*id).is_none());
                    if unknown {
                        return Err(usage(
                            format!("the cohort `{key}` names a heritage that this release does not know"),
                            "name heritages by their slugs, which `ownwords search` finds",
                        ));
                    }
                    heritages.len()
                }
                After::Codes(codes) => {
                    let Some(to) = rules.to else {
                        return Err(usage(
                            format!(
                                "the cohort `{key}` names codes after, and no list is named that they are of"
                            ),
                            "name the list, or heritages in their place",
                        ));
                    };
                    held(to, codes)?;
                    codes.len()
                }
            };
            held(rules.system, &cohort.codes)?;
            if cohort.codes.is_empty() && after == 0 {
                return Err(usage(format!("the cohort `{key}` names nobody"), "name codes or heritages"));
            }
        }
        Ok(rules)
    }

    /// What they are called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The list that records are keyed by before.
    pub fn system(&self) -> &'static CodeSystem<Heritages> {
        self.system
    }

    /// The list that records are keyed by after, where it is one.
    pub fn to(&self) -> Option<&'static CodeSystem<Heritages>> {
        self.to
    }

    /// The heritages that they may name.
    pub fn standard(&self) -> &'static Standard {
        self.known.standard()
    }

    /// The overlay whose lists and heritages they may name beside the national ones.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.known.overlay()
    }

    /// The cohorts.
    pub fn cohorts(&self) -> &[Cohort] {
        &self.cohorts
    }
}

/// The list of ethnicity with this key.
pub(crate) fn list(known: Known, key: &str) -> Result<&'static CodeSystem<Heritages>> {
    known.with_key(key).ok_or_else(|| {
        let near = nearest(key, known.lists().iter().map(|list| list.key()));
        let help = near.map_or("`ownwords explain` lists them".to_owned(), |near| {
            format!("the nearest one is `{near}`")
        });
        usage(format!("there is no list of ethnicity with the key `{}`", key.escape_debug()), help)
    })
}

/// Whether the list has all of the codes.
fn held(list: &CodeSystem<Heritages>, codes: &[String]) -> Result<()> {
    match codes.iter().find(|code| !has(list, code)) {
        None => Ok(()),
        Some(code) => Err(usage(
            format!("the list `{}` has no code `{}`", list.key(), code.escape_debug()),
            format!("`ownwords explain {}` lists its codes", list.key()),
        )),
    }
}

pub(crate) fn has(list: &CodeSystem<Heritages>, code: &str) -> bool {
    list.decode(code.as_bytes()).row().is_some()
}

fn usage(message: String, help: impl Into<String>) -> Error {
    Error::new(ErrorKind::Usage, message).with_help(help)
}

/// Where somebody stands once records are recoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    In,
    Out,
    Undecidable,
}

/// Where a statement stands: in where one of its parts is, undecidable where one may be.
fn standing(standard: &'static Standard, statement: &Answer<Ethnicity>, heritages: &[ConceptId]) -> Standing {
    let stated = match statement {
        Answer::Given(stated) => stated,
        // A code whose meaning is not known may mean anybody.
        Answer::Absent(absence) if absence.contains(crate::Reason::MeaningNotKnown) => {
            return Standing::Undecidable;
        }
        Answer::Absent(_) => return Standing::Out,
    };
    // What somebody said in their own words alone is for people to read.
    let mut standing = if stated.parts().is_empty() { Standing::Undecidable } else { Standing::Out };
    for part in stated.parts() {
        match part_standing(standard, *part, heritages) {
            Standing::In => return Standing::In,
            Standing::Undecidable => standing = Standing::Undecidable,
            Standing::Out => {}
        }
    }
    standing
}

fn part_standing(standard: &'static Standard, part: Part, heritages: &[ConceptId]) -> Standing {
    let Some(concept) = part.concept().and_then(|id| standard.by_id(id)) else {
        return Standing::Undecidable;
    };
    if !concept.roll_up(heritages).is_empty() {
        return Standing::In;
    }
    let is_broader = heritages.iter().filter_map(|id| standard.by_id(*id)).any(|other| other.is_a(concept));
    if is_broader || !concept.may_roll_up(heritages).is_empty() {
        Standing::Undecidable
    } else {
        Standing::Out
    }
}

/// Where a field stands by the codes of another list: what it is sent as, or may be.
fn standing_in(field: &Field<Ethnicity>, to: &CodeSystem<Heritages>, codes: &[String]) -> Standing {
    let is_of = |code: &[u8]| codes.iter().any(|one| one.as_bytes() == code);
    match to.encode(field, Policy::Certain) {
        Ok(encoded) => match encoded.into_parts().0.as_bytes() {
            Some(code) if is_of(code) => Standing::In,
            _ => Standing::Out,
        },
        Err(ambiguity) => {
            let all = ambiguity.candidates().len();
            let of = ambiguity.candidates().iter().filter(|candidate| is_of(candidate.code())).count();
            match of {
                0 if all > 0 => Standing::Out,
                some if some == all && all > 0 => Standing::In,
                _ => Standing::Undecidable,
            }
        }
    }
}

/// What becomes of people in one cohort.
///
/// # Example
///
/// See [the module](self).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moves {
    /// In it before and after.
    pub both: u64,
    /// In it after alone.
    pub enter: u64,
    /// In it before alone.
    pub leave: u64,
    /// In it neither before nor after.
    pub neither: u64,
    /// In it before; after, nobody can say.
    pub undecidable_in: u64,
    /// Not in it before; after, nobody can say.
    pub undecidable_out: u64,
}

impl Moves {
    /// Of whom nobody can say whether they are in it after.
    pub const fn undecidable(&self) -> u64 {
        self.undecidable_in + self.undecidable_out
    }

    /// In it before.
    pub const fn before(&self) -> u64 {
        self.both + self.leave + self.undecidable_in
    }

    /// Everybody.
    pub const fn total(&self) -> u64 {
        self.both + self.enter + self.leave + self.neither + self.undecidable()
    }

    fn add(&mut self, was_in: bool, standing: Standing) {
        let count = match (was_in, standing) {
            (true, Standing::In) => &mut self.both,
            (false, Standing::In) => &mut self.enter,
            (true, Standing::Out) => &mut self.leave,
            (false, Standing::Out) => &mut self.neither,
            (true, Standing::Undecidable) => &mut self.undecidable_in,
            (false, Standing::Undecidable) => &mut self.undecidable_out,
        };
        *count += 1;
    }
}

/// By what a record was keyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keyed {
    /// A code of the list.
    Code(&'static str),
    /// Something that is no code of the list, and is not shown.
    Other,
    /// Nothing.
    Nothing,
}

/// How many people would enter or leave each cohort. `Debug` prints how many people were counted.
///
/// # Example
///
/// See [the module](self).
#[derive(Clone)]
pub struct Counts<'r> {
    rules: &'r Rules,
    people: u64,
    moves: Vec<Moves>,
    by_code: BTreeMap<Keyed, (u64, Vec<Moves>)>,
    by_heritage: BTreeMap<ConceptId, u64>,
    not_further_stated: u64,
    no_answer: u64,
}

impl core::fmt::Debug for Counts<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Counts({} people)", self.people)
    }
}

impl<'r> Counts<'r> {
    /// Nobody yet.
    pub fn new(rules: &'r Rules) -> Self {
        Self {
            rules,
            people: 0,
            moves: vec![Moves::default(); rules.cohorts.len()],
            by_code: BTreeMap::new(),
            by_heritage: BTreeMap::new(),
            not_further_stated: 0,
            no_answer: 0,
        }
    }

    /// Counts one person: `code` is by what the record is keyed before, and `field` what it says of their ethnicity.
    pub fn add(&mut self, code: Option<&[u8]>, field: &Field<Ethnicity>) {
        let standings = standings(self.rules, field);
        self.add_with(code, field.statement(), &standings);
    }

    fn add_with(&mut self, code: Option<&[u8]>, statement: &Answer<Ethnicity>, standings: &[Standing]) {
        self.people += 1;
        match statement {
            Answer::Given(stated) => {
                stated.concepts().for_each(|id| *self.by_heritage.entry(id).or_default() += 1);
                let is_open = stated.parts().is_empty() || stated.parts().contains(&Part::NotFurtherStated);
                self.not_further_stated += u64::from(is_open);
            }
            Answer::Absent(_) => self.no_answer += 1,
        }
        let code = code.filter(|code| !code.is_empty());
        let keyed = match code.map(|code| self.rules.system.decode(code).row()) {
            None => Keyed::Nothing,
            Some(None) => Keyed::Other,
            Some(Some(row)) => Keyed::Code(row.code()),
        };
        let count = self.rules.cohorts.len();
        let (people, of_code) =
            self.by_code.entry(keyed).or_insert_with(|| (0, vec![Moves::default(); count]));
        *people += 1;
        let cohorts = self.rules.cohorts.iter().zip(standings);
        for ((cohort, standing), (all, of_code)) in cohorts.zip(self.moves.iter_mut().zip(of_code)) {
            let was_in = code.is_some_and(|code| cohort.codes.iter().any(|one| one.as_bytes() == code));
            all.add(was_in, *standing);
            of_code.add(was_in, *standing);
        }
    }

    /// The rules.
    pub fn rules(&self) -> &'r Rules {
        self.rules
    }

    /// How many people were counted.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// Each cohort, with what becomes of people in it.
    pub fn cohorts(&self) -> impl Iterator<Item = (&'r Cohort, Moves)> {
        self.rules.cohorts.iter().zip(self.moves.iter().copied())
    }

    /// How many people have each code before, and, in the order of the cohorts, what becomes of them.
    pub fn codes(&self) -> impl Iterator<Item = (Keyed, u64, &[Moves])> {
        self.by_code.iter().map(|(keyed, (people, moves))| (*keyed, *people, moves.as_slice()))
    }

    /// How many people have each heritage after; whoever has several counts in each.
    pub fn heritages(&self) -> impl Iterator<Item = (ConceptId, u64)> {
        self.by_heritage.iter().map(|(id, people)| (*id, *people))
    }

    /// How many people have a heritage that is not further stated: several codes come to that, which is why counts by code
    /// stay beside these.
    pub fn not_further_stated(&self) -> u64 {
        self.not_further_stated
    }

    /// How many people have no answer.
    pub fn no_answer(&self) -> u64 {
        self.no_answer
    }
}

fn standings(rules: &Rules, field: &Field<Ethnicity>) -> Vec<Standing> {
    let of = |cohort: &Cohort| match (&cohort.after, rules.to) {
        (After::Heritages(heritages), _) => standing(rules.standard(), field.statement(), heritages),
        (After::Codes(codes), Some(to)) => standing_in(field, to, codes),
        (After::Codes(_), None) => Standing::Undecidable,
    };
    rules.cohorts.iter().map(of).collect()
}

/// Counts the people of a table whose column of ethnicity is of the rules' list: each has, after the recoding, what the code
/// says. `open` opens the source from its beginning; it is called twice.
///
/// # Errors
///
/// - [`ErrorKind::Io`] when the source cannot be read;
/// - [`ErrorKind::Format`] when it is no table, has no column of ethnicity, or a quote in it is never closed;
/// - [`ErrorKind::Usage`] when the column is of another list, by its name or by [`Options::with_system`].
///
/// # Example
///
/// ```
/// use ownwords::audit::Options;
/// use ownwords::audit::cohorts::{After, Cohort, Rules, count};
///
/// let cohort = Cohort {
///     key: "made-up".to_owned(),
///     title: "A made-up cohort".to_owned(),
///     source: "made up".to_owned(),
///     codes: vec!["H".to_owned()],
///     after: After::Heritages(vec![]),
/// };
/// let rules = Rules::new("Made up", "nhs-ethnic-category-2001", None, vec![cohort])?;
/// let file = b"ethnic_category\nH\nJ\n";
/// let counts = count(|| Ok(&file[..]), "made-up.csv", Options::default(), &rules)?;
/// assert_eq!(counts.cohorts().next().unwrap().1.leave, 1);
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn count<'r, R: Read + Send>(
    open: impl Fn() -> io::Result<R>,
    name: &str,
    options: Options,
    rules: &'r Rules,
) -> Result<Counts<'r>> {
    let begin = || open().map_err(|error| placed(not_read(error), name));
    let shape = shape_of(begin()?, name, &options, "cohorts are counted in a table")?;
    let mut table = Table::open_as(begin()?, shape)?;
    let columns = columns_of(&mut table, name)?;
    let found = columns.iter().position(|(_, field)| *field == Some(RecordField::EthnicCategory));
    let Some((place, (column, _))) = found.and_then(|place| Some((place, columns.get(place)?))) else {
        let error = Error::new(ErrorKind::Format, "no column of the first line is of ethnicity");
        return Err(placed(error.with_help("name the column, for example `ethnic_category`"), name));
    };
    let named = options.ethnicity.or_else(|| header::known(column).find_map(|called| called.system));
    if let Some(named) = named.filter(|named| *named != rules.system.key()) {
        return Err(placed(
            usage(
                format!("the column is of `{named}`, and the cohorts are keyed by `{}`", rules.system.key()),
                "name cohorts by the codes that the records have",
            ),
            name,
        ));
    }
    let mut counts = Counts::new(rules);
    let mut known: BTreeMap<Vec<u8>, (Answer<Ethnicity>, Vec<Standing>)> = BTreeMap::new();
    while let Some(row) = table.next_row().map_err(|error| in_file(error, name))? {
        if row.is_empty() {
            continue;
        }
        let code = row.cell(place).map(|cell| cell.code().into_owned()).unwrap_or_default();
        if is_blank(&code) {
            let nothing = Field::not_asked();
            counts.add(None, &nothing);
            continue;
        }
        if !known.contains_key(&code) {
            let field = rules.system.to_field(&code);
            let decided = (field.statement().clone(), standings(rules, &field));
            if known.len() >= REMEMBERED {
                counts.add_with(Some(&code), &decided.0, &decided.1);
                continue;
            }
            known.insert(code.clone(), decided);
        }
        if let Some((statement, standings)) = known.get(&code) {
            counts.add_with(Some(&code), statement, standings);
        }
    }
    Ok(counts)
}

/// The error with its file beside its line.
fn in_file(error: Error, name: &str) -> Error {
    let mut position = error.position().cloned().unwrap_or_default();
    position.file = Some(name.to_owned());
    error.at(position)
}
