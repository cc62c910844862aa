//! Checks one record after another.

mod batch;
mod coded;
mod faulty;
mod name;
mod parts;
mod verdict;

use std::borrow::Cow;
use std::io;

use super::bare::Bare;
use super::codes::{self, Keys, Lists};
use super::column::{Columns, OfColumn};
use super::contradictions::Contradictions;
use super::duplicates::{Person, Verdicts};
use super::look::Look;
use super::measures::{Slot, Status, Summary};
use super::names::Names;
use super::readers::Cell;
use super::{Options, Sink};
use crate::overlay::Known;
use crate::rules::{
    Finding, RecordField, Rule, bare_code, chosen_name_in_brackets, contradicting_codes,
    day_and_month_swapped, default_date, impossible_date, mixed_code_systems, nhs_number_check_digit,
    observed_as_stated, ragged_row, test_nhs_numbers, unknown_code_system,
};
use crate::{Error, ErrorKind, Result};

use self::name::is_certainly_clean;
pub(super) use self::parts::Part;
use self::verdict::{Broken, KnownCells, fault_of_other};

/// The checks of one input.
pub(super) struct Engine<'a> {
    options: Options,
    lists: Lists,
    out: Out<'a>,
    pub(super) summary: Summary,
    /// The ethnic category codes of a column that names no list; what they come to is known at the end.
    pub(super) bare: Option<Bare>,
    columns: Columns,
    /// The names of the present record, where they can be compared with a chosen one.
    names: Names,
    /// What each field of the present record holds.
    statuses: [Status; RecordField::ALL.len()],
    has_finding: bool,
    /// A given name with a name in brackets; whether that is a fault is known at the end of the record.
    bracketed: Option<Option<Box<[u8]>>>,
    known: [KnownCells; RecordField::ALL.len()],
    /// Which codes of two lists contradict each other.
    contradictions: Contradictions,
    /// What other records with the present one's NHS number tell, where that was asked for.
    pub(super) verdicts: Option<Verdicts>,
    /// Of the systems that messages name, which are held for which field.
    systems: codes::Systems,
    /// How many resources there were of which kind, where the input has resources.
    pub(super) resources: Resources,
    /// What a pass gathers that checks nothing.
    gathering: Option<Gathering<'a>>,
}

/// Where findings go.
enum Out<'a> {
    Sink(&'a mut Sink<'a>),
    /// They wait until the part of the input that they are of comes in its turn.
    Kept(Vec<Finding>),
    /// The sink failed behind so many of the next, which it was handed, and all of which are noted.
    Failed {
        left: usize,
        error: Option<io::Error>,
    },
}

/// How many resources of FHIR there were.
#[derive(Clone, Copy, Default)]
pub(super) struct Resources {
    pub(super) patients: u64,
    pub(super) bundles: u64,
    pub(super) others: u64,
}

/// A record as far as it is compared with others, and who takes it.
struct Gathering<'a> {
    person: Person,
    take: &'a mut Take<'a>,
}

/// Takes a record that was gathered, with its row.
pub(super) type Take<'a> = dyn FnMut(u64, &Person) -> Result<()> + 'a;

impl<'a> Engine<'a> {
    pub(super) fn new(options: Options, name: &str, sink: &'a mut Sink<'a>) -> Self {
        Self::with(options, name, Out::Sink(sink))
    }

    fn with(options: Options, name: &str, out: Out<'a>) -> Self {
        let known = options.known;
        let mut summary = Summary::new(name, known);
        (summary.as_of, summary.former_names) = (options.as_of, options.former_names);
        Self {
            lists: Lists::of(known, options.named_lists(Keys::default())),
            out,
            summary,
            options,
            bare: None,
            columns: Columns::default(),
            names: Names::default(),
            statuses: Default::default(),
            has_finding: false,
            bracketed: None,
            known: Default::default(),
            contradictions: Contradictions::of(known),
            verdicts: None,
            systems: codes::Systems::default(),
            resources: Resources::default(),
            gathering: None,
        }
    }

    /// One that checks nothing, and hands each record to `take` as far as `person` takes it.
    pub(super) fn gathering(
        options: Options,
        name: &str,
        sink: &'a mut Sink<'a>,
        person: Person,
        take: &'a mut Take<'a>,
    ) -> Self {
        Self { gathering: Some(Gathering { person, take }), ..Self::new(options, name, sink) }
    }

    /// The lists of ethnicity that codes can be of.
    pub(super) fn known(&self) -> Known {
        self.lists.known
    }

    /// The lists that the codes of columns are held against.
    pub(super) fn hold_against(&mut self, lists: Keys) {
        self.lists = Lists::of(self.lists.known, lists);
    }

    /// The system of languages in messages that name none: what somebody named, or else what the NHS writes there.
    pub(super) fn language_of_messages(&self) -> Option<&'static str> {
        self.options.language.map_or(Some(codes::HUMAN_LANGUAGE), codes::system_of_language)
    }

    /// Takes one record: `check` gives the engine its cells.
    pub(super) fn record(&mut self, check: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.summary.rows += 1;
        self.statuses = Default::default();
        self.has_finding = false;
        self.bracketed = None;
        self.names.begin();
        self.summary.tally.begin();
        if let Some(bare) = &mut self.bare {
            bare.begin();
        }
        if let Some(verdicts) = &mut self.verdicts {
            verdicts.begin();
        }
        if let Some(gathering) = &mut self.gathering {
            gathering.person.begin();
        }
        let checked = check(self).and_then(|()| self.end());
        if checked.is_err() {
            // What was not checked to its end is not counted.
            self.summary.rows -= 1;
        }
        checked
    }

    /// Ends the record: each field is counted once.
    fn end(&mut self) -> Result<()> {
        if let Some(gathering) = &mut self.gathering {
            return (gathering.take)(self.summary.rows, &gathering.person);
        }
        if self.statuses.get(RecordField::ChosenName as usize) == Some(&Status::Missing)
            && let Some(value) = self.bracketed.take()
        {
            self.report_bracketed(value)?;
        }
        if self.names.has_chosen() {
            self.compare_names()?;
        }
        self.compare_with_others()?;
        for (field, status) in RecordField::ALL.into_iter().zip(self.statuses) {
            self.summary.count(field, status, 1);
        }
        self.summary.rows_with_findings += u64::from(self.has_finding);
        self.summary.tally.end(&self.statuses, self.bare.as_ref());
        if let Some(bare) = &mut self.bare {
            bare.end();
        }
        Ok(())
    }

    /// Says, of a record without a chosen name, that one may stand in brackets in its given name.
    fn report_bracketed(&mut self, value: Option<Box<[u8]>>) -> Result<()> {
        let (rule, field) = (&chosen_name_in_brackets::RULE, Some(RecordField::GivenName));
        self.report(Fault { rule, field, suggestion: None, value })
    }

    /// Compares the names of the record with the chosen one.
    #[inline(never)]
    fn compare_names(&mut self) -> Result<()> {
        for (rule, field) in self.names.faults() {
            let value = self.names.of(field).and_then(|name| self.shown(name));
            self.report(Fault { rule, field: Some(field), suggestion: None, value })?;
        }
        Ok(())
    }

    /// Says what other records tell that have the NHS number of this one.
    fn compare_with_others(&mut self) -> Result<()> {
        let Some(verdicts) = &mut self.verdicts else { return Ok(()) };
        let Some((rule, suggestion, value)) = verdicts.of(self.summary.rows)? else { return Ok(()) };
        let suggestion = suggestion.map(Cow::Owned);
        self.report(Fault { rule, field: Some(RecordField::NhsNumber), suggestion, value })
    }

    /// Ends the input as far as it was read: bare codes, which were counted as missing, are counted as what they come to.
    pub(super) fn settle(&mut self) {
        self.summary.tally.forget();
        let counts = self.summary.fields.get_mut(RecordField::EthnicCategory as usize);
        let (Some(bare), Some(counts)) = (&self.bare, counts) else { return };
        self.summary.tally.settle(bare);
        for (status, rows) in bare.statuses() {
            if let Some(count) = counts.get_mut(status as usize) {
                *count += rows;
            }
            if let Some(missing) = counts.get_mut(Status::Missing as usize) {
                *missing -= rows;
            }
        }
    }

    /// Says of each whole column what no row of it could tell alone. To be asked at the end, once all is settled.
    pub(super) fn whole_columns(&mut self) -> Result<()> {
        if let Some(verdicts) = &self.verdicts {
            self.summary.compared = Some(verdicts.end()?);
        }
        let mut told = self.bare_codes();
        told.extend(self.columns.told(&self.summary));
        told.sort_by_key(|(rule, field, _)| (rule.id, *field));
        for (rule, field, said) in told {
            let (field, suggestion) = (Some(field), Some(said.into()));
            self.hand_on(Finding { rule, row: 0, field, suggestion, value: None })?;
        }
        Ok(())
    }

    /// What is said of the whole column of bare codes: which lists they can be of.
    fn bare_codes(&self) -> Vec<OfColumn> {
        let Some(bare) = &self.bare else { return Vec::new() };
        let evidence = bare.evidence(self.options.show_values);
        let observed = bare
            .observed()
            .map(|rows| format!("{rows} rows hold codes that only lists of observations have"));
        let all: [(&'static Rule, Option<String>); 3] = [
            (&bare_code::RULE, evidence),
            (&mixed_code_systems::RULE, bare.mixture()),
            (&observed_as_stated::RULE, observed),
        ];
        let field = RecordField::EthnicCategory;
        all.into_iter().filter_map(|(rule, said)| Some((rule, field, said?))).collect()
    }

    /// A row that has not as many cells as the header.
    pub(super) fn ragged(&mut self, cells: usize, columns: usize) -> Result<()> {
        if self.gathering.is_some() {
            return Ok(());
        }
        let suggestion = if cells < columns {
            format!("{} too few cells", columns - cells)
        } else {
            format!("{} too many cells", cells - columns)
        };
        let suggestion = Some(suggestion.into());
        self.report(Fault { rule: &ragged_row::RULE, field: None, suggestion, value: None })
    }

    /// A cell that is of no field, with bytes beyond plain ASCII.
    pub(super) fn other_cell(&mut self, value: &[u8]) -> Result<()> {
        if self.gathering.is_some() {
            return Ok(());
        }
        let Some(rule) = fault_of_other(value, core::str::from_utf8(value).is_ok()) else { return Ok(()) };
        self.say(Broken { rule, suggestion: None }, None, value)
    }

    /// Whether former names may be looked at in this run.
    pub(super) fn may_see_former_names(&self) -> bool {
        self.options.former_names && self.gathering.is_none()
    }

    /// A former name, in a run that may see it.
    pub(super) fn former_name(&mut self, name: &[u8]) {
        if self.may_see_former_names() {
            self.names.take_former(name);
        }
    }

    /// Whether this release holds the code system that a message names for the field.
    pub(super) fn is_held(&mut self, field: RecordField, system: &str) -> bool {
        self.systems.is_held(self.lists.known, field, system)
    }

    /// Two codes of one ethnicity, each with the list that it is of.
    pub(super) fn two_codes(&mut self, one: (&str, &[u8]), other: (&str, &[u8])) -> Result<()> {
        if self.gathering.is_some() || !self.contradictions.between(one, other) {
            return Ok(());
        }
        let field = Some(RecordField::EthnicCategory);
        let value = self.shown(one.1);
        self.report(Fault { rule: &contradicting_codes::RULE, field, suggestion: None, value })
    }

    /// A cell of people's own words.
    pub(super) fn own_words(&mut self, value: &[u8]) {
        if self.gathering.is_none() {
            self.summary.tally.own_words(value);
        }
    }

    /// Whether names are to be compared with a chosen one in this record. Nearly always there is none.
    pub(super) fn expects_chosen(&mut self, is_there: bool) {
        self.names.expect_chosen(is_there);
    }

    /// A cell of one of the fields that are audited. Always inline, so that no cell need be put together for it.
    #[inline(always)]
    pub(super) fn cell(&mut self, cell: &Cell<'_>) -> Result<()> {
        if cell.value.is_empty() {
            return Ok(());
        }
        if let Some(gathering) = &mut self.gathering {
            gathering.person.takes(cell);
            return Ok(());
        }
        let Cell { field, value, system, look, .. } = *cell;
        match field {
            RecordField::FamilyName | RecordField::GivenName | RecordField::ChosenName => self.one_name(cell),
            RecordField::NhsNumber => self.number(value, look),
            RecordField::DateOfBirth => self.birth(value, look),
            RecordField::Updated => self.change(value, look),
            RecordField::EthnicCategory | RecordField::Language | RecordField::SexualOrientation => {
                self.code(field, value, system, look)
            }
        }
    }

    /// What a cell that names no list is, which is judged where it is not sound at sight.
    #[inline(always)]
    fn valid_or_judged(
        &mut self,
        is_sound: bool,
        field: RecordField,
        value: &[u8],
        look: Option<Look>,
    ) -> Result<Status> {
        if is_sound {
            Ok(Status::Valid)
        } else {
            Ok(self.judge(&Cell { look, ..Cell::new(field, value) })?.0)
        }
    }

    fn one_name(&mut self, cell: &Cell<'_>) -> Result<()> {
        let is_clean = is_certainly_clean(cell.value, cell.look, || cell.text().is_some());
        let status = if is_clean { Status::Valid } else { self.judge(cell)?.0 };
        if status != Status::Missing {
            self.names.take(cell.field, cell.value);
            self.columns.take_name(cell.field, cell.value, || cell.text());
        }
        self.set(cell.field, status);
        Ok(())
    }

    #[inline(always)]
    fn number(&mut self, value: &[u8], look: Option<Look>) -> Result<()> {
        let field = RecordField::NhsNumber;
        if let Some(verdicts) = &mut self.verdicts {
            verdicts.takes(value, self.options.show_values);
        }
        let is_sound = !nhs_number_check_digit::is_broken(value);
        let status = self.valid_or_judged(is_sound, field, value, look)?;
        if status == Status::Valid {
            self.columns.take_test_numbers(test_nhs_numbers::is_one(value).into());
        }
        self.set(field, status);
        Ok(())
    }

    #[inline(always)]
    fn birth(&mut self, value: &[u8], look: Option<Look>) -> Result<()> {
        let field = RecordField::DateOfBirth;
        let day = impossible_date::day_of(value);
        let is_sound = day.is_some_and(|day| self.fault_of_day_of_birth(day).is_none());
        let status = self.valid_or_judged(is_sound, field, value, look)?;
        match day {
            Some(day) => self.columns.take_days_in_order(day_and_month_swapped::is_in_order(day).into()),
            None if status != Status::Missing => self.columns.take_birth(value),
            None => {}
        }
        self.set(field, status);
        Ok(())
    }

    #[inline(always)]
    fn change(&mut self, value: &[u8], look: Option<Look>) -> Result<()> {
        let field = RecordField::Updated;
        let day = impossible_date::day_of(value);
        let is_sound = day.is_some_and(|day| !default_date::is_default(day));
        let status = self.valid_or_judged(is_sound, field, value, look)?;
        if let Some(day) = day {
            self.summary.tally.changed(day);
        }
        self.set(field, status);
        Ok(())
    }

    #[inline(always)]
    fn code(
        &mut self,
        field: RecordField,
        value: &[u8],
        system: Option<&str>,
        look: Option<Look>,
    ) -> Result<()> {
        let known = self.known.get(field as usize).and_then(|known| known.code(system, value));
        let (status, slot) = match known {
            Some((status, slot)) => (status, Some(slot)),
            None => self.new_code(&Cell { system, look, ..Cell::new(field, value) })?,
        };
        if let Some(slot) = slot {
            self.summary.tally.take(field, slot);
        }
        self.set(field, status);
        Ok(())
    }

    /// A code that is not known by its bytes alone; and as what it is counted, if it is.
    #[cold]
    fn new_code(&mut self, cell: &Cell<'_>) -> Result<(Status, Option<Slot>)> {
        if self.is_bare(cell.field, cell.system)
            && let Some(bare) = &mut self.bare
            && bare.takes(cell.value)
        {
            return Ok((Status::Missing, self.slot_of(cell)));
        }
        self.judge(cell)
    }

    /// Whether codes of this field are of no list that is known yet, where nothing beside them names it.
    fn is_bare(&self, field: RecordField, system: Option<&str>) -> bool {
        field == RecordField::EthnicCategory && system.is_none() && self.bare.is_some()
    }

    /// As what a code is counted; nothing but white space is not, nor what is of a field without codes.
    fn slot_of(&mut self, cell: &Cell<'_>) -> Option<Slot> {
        let is_bare = self.is_bare(cell.field, cell.system);
        self.summary.tally.slot_of(cell.field, cell.value, cell.system, &self.lists, is_bare)
    }

    /// A FHIR coding of a system that this release does not hold.
    pub(super) fn unknown_system(&mut self, cell: &Cell<'_>) -> Result<()> {
        if let Some(gathering) = &mut self.gathering {
            gathering.person.takes(cell);
            return Ok(());
        }
        self.set(cell.field, Status::Invalid);
        let suggestion = cell.system.is_none().then_some("the coding names no code system".into());
        self.say(Broken { rule: &unknown_code_system::RULE, suggestion }, Some(cell.field), cell.value)
    }

    #[inline]
    fn set(&mut self, field: RecordField, status: Status) {
        if let Some(known) = self.statuses.get_mut(field as usize) {
            *known = status.max(*known);
        }
    }

    fn shown(&self, value: &[u8]) -> Option<Box<[u8]>> {
        self.options.show_values.then(|| value.into())
    }

    fn report(&mut self, fault: Fault) -> Result<()> {
        let Fault { rule, field, suggestion, value } = fault;
        self.has_finding = true;
        self.hand_on(Finding { rule, row: self.summary.rows, field, suggestion, value })
    }

    fn hand_on(&mut self, finding: Finding) -> Result<()> {
        match &mut self.out {
            Out::Sink(sink) => {
                self.summary.note(&finding);
                sink(finding).map_err(not_written)
            }
            Out::Kept(findings) => {
                findings.push(finding);
                Ok(())
            }
            Out::Failed { left: left @ 1.., .. } => {
                *left -= 1;
                Ok(())
            }
            Out::Failed { error, .. } => {
                Err(not_written(error.take().unwrap_or_else(|| io::ErrorKind::BrokenPipe.into())))
            }
        }
    }
}

fn not_written(error: io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("the findings cannot be written ({})", error.kind()))
        .with_help("see that there is room, and that whoever reads them still does")
        .with_source(error)
}

const fn is_name(field: RecordField) -> bool {
    matches!(field, RecordField::FamilyName | RecordField::GivenName | RecordField::ChosenName)
}

/// A finding, before it has its row.
struct Fault {
    rule: &'static Rule,
    field: Option<RecordField>,
    suggestion: Option<Cow<'static, str>>,
    value: Option<Box<[u8]>>,
}
