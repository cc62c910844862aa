//! Many records at a time, one column after another. Nearly all cells of nearly all files are sound at sight: a sound number or day,
//! a code that has been seen before, or a name that one look settles. What is open then is judged, one column after another too; what
//! is wrong is said record by record, and all are counted together.

use super::faulty::Faulty;
use super::name::is_certainly_clean;
use super::verdict::{Broken, KnownCells, Verdict, fault_of_other};
use super::{Engine, is_name};
use crate::Result;
use crate::audit::column::is_usual;
use crate::audit::measures::{CODED, Slot, Status, month_of, place_of, usual};
use crate::audit::names;
use crate::audit::readers::batch::{Batch, MOST, Row};
use crate::audit::readers::{Cell, Use};
use crate::rules::{
    RecordField, Rule, cut_name, day_and_month_swapped, default_date, impossible_date, lost_diacritics,
    nhs_number_check_digit, test_nhs_numbers,
};

/// What was seen of the records of a batch, a bit for each. Nothing of it is counted yet.
struct Sight {
    /// Those that are checked alone, cell by cell: a cell of theirs tells something that no look at columns sees.
    alone: u64,
    /// Those that have not as many cells as there are columns.
    ragged: u64,
    /// What chosen names tell of other names: of which record, the column of the other name, and the rule.
    told: Vec<(usize, usize, &'static Rule)>,
    fields: [OfField; RecordField::ALL.len()],
    codes: [Codes; CODED.len()],
    /// In which of the months that are counted one by one each was last changed.
    months: [Option<u16>; MOST],
    /// Those born on a day that tells the order of day and month, and those with something else than a day there.
    in_order: u64,
    no_days: u64,
    /// Those with a sound NHS number of the range for tests.
    for_tests: u64,
}

/// What stands in a field.
#[derive(Clone, Copy, Default)]
struct OfField {
    present: u64,
    invalid: u64,
    /// Names that are written as most are.
    usual: u64,
}

/// What the codes of a field say, and as what those are counted that are.
#[derive(Clone, Copy)]
struct Codes {
    codes: [(Status, Slot); MOST],
    counted: u64,
    /// Those that say why there is no answer.
    absences: u64,
}

impl Engine<'_> {
    /// Takes the records of a batch; `check` checks one of them alone, cell by cell.
    pub(in crate::audit) fn batch(
        &mut self,
        batch: &Batch<'_>,
        columns: &[Use],
        check: impl Fn(&mut Self, Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let (mut sight, open) = self.look_down(batch, columns);
        let mut faulty = self.judge_down(batch, columns, &open, &mut sight);
        let (before, mut known) = (self.summary.rows, below(batch.len()));
        let mut result = Ok(());
        let apart = sight.alone | sight.ragged | faulty.records();
        for place in places(known & apart) {
            let Some(row) = batch.row(place) else { break };
            self.summary.rows = before + place as u64;
            result = if sight.alone >> place & 1 == 1 {
                self.record(|engine| check(engine, row))
            } else {
                let has_chosen = sight.of(RecordField::ChosenName).present >> place & 1 == 1;
                let is_bracketed = !has_chosen && faulty.is_bracketed(place);
                self.report_record(row, faulty.take(place), columns, is_bracketed)
            };
            if result.is_err() {
                // What stands behind it is not read.
                known = below(place);
                break;
            }
        }
        self.count(&sight, known & !sight.alone, batch, columns);
        self.summary.rows = before + u64::from(known.count_ones());
        result
    }

    /// Looks at one column after another, and counts nothing; beside what was seen, in which records each column holds something that
    /// is not sound at sight.
    fn look_down(&self, batch: &Batch<'_>, columns: &[Use]) -> (Sight, Vec<u64>) {
        // Where records are compared, each has its turn.
        let are_compared = self.verdicts.is_some() || self.gathering.is_some();
        let mut sight = Sight {
            alone: if are_compared { u64::MAX } else { 0 },
            ragged: 0,
            told: Vec::new(),
            fields: Default::default(),
            codes: [Codes { codes: [(Status::Missing, Slot::OTHER); MOST], counted: 0, absences: 0 };
                CODED.len()],
            months: [None; MOST],
            in_order: 0,
            no_days: 0,
            for_tests: 0,
        };
        if are_compared {
            return (sight, Vec::new());
        }
        let mut open = Vec::with_capacity(columns.len());
        for (place, row) in batch.rows().enumerate() {
            sight.ragged |= u64::from(row.len() != columns.len()) << place;
        }
        for (column, of) in columns.iter().enumerate() {
            let cells = (batch, column);
            let seen = match *of {
                Use::Field(field, system) => {
                    if field == RecordField::ChosenName {
                        self.look_at_chosen(cells, columns, &mut sight);
                    }
                    self.look_at_field(cells, field, system, &mut sight)
                }
                Use::Other => look(cells, |_, value, row| {
                    row.look().is_some() || fault_of_other(value, row.text(column).is_some()).is_none()
                }),
                // Where it matters, there is a chosen name that it is compared with, and the record is alone.
                Use::Former => Seen::default(),
                Use::First | Use::Second(_) | Use::OwnWords => {
                    let seen = look(cells, |_, _, _| true);
                    sight.alone |= seen.present;
                    seen
                }
            };
            open.push(seen.present & !seen.sound);
        }
        (sight, open)
    }

    /// Looks at a column of a field.
    fn look_at_field(
        &self,
        cells: Cells<'_>,
        field: RecordField,
        system: Option<&str>,
        sight: &mut Sight,
    ) -> Seen {
        let mut usual = 0;
        let seen = match field {
            RecordField::FamilyName | RecordField::GivenName | RecordField::ChosenName => {
                let seen;
                (seen, usual) = look_at_names(cells);
                seen
            }
            RecordField::NhsNumber => {
                let (seen, for_tests) = look_at_numbers(cells);
                sight.for_tests = for_tests & seen.sound;
                seen
            }
            RecordField::DateOfBirth => {
                let (seen, in_order) = self.look_at_births(cells);
                sight.in_order = in_order;
                seen
            }
            RecordField::Updated => look_at_changes(cells, &mut sight.months),
            RecordField::EthnicCategory | RecordField::Language | RecordField::SexualOrientation => {
                match (self.known.get(field as usize), sight.codes.get_mut(place_of(field))) {
                    (Some(known), Some(codes)) => look_at_codes(cells, system, known, codes),
                    _ => look(cells, |_, _, _| false),
                }
            }
        };
        if self.is_bare(field, system) {
            // What such codes come to is known at the end.
            sight.alone |= seen.present;
        }
        if let Some(known) = sight.fields.get_mut(field as usize) {
            // Codes of one field may stand in two columns: of a list that a name tells, and of none.
            known.present |= seen.present;
            known.usual |= usual;
        }
        seen
    }

    #[inline(never)]
    fn look_at_births(&self, cells: Cells<'_>) -> (Seen, u64) {
        let mut in_order = 0;
        let seen = look(cells, |place, date, _| {
            impossible_date::day_of(date).is_some_and(|day| {
                in_order |= u64::from(day_and_month_swapped::is_in_order(day)) << place;
                self.fault_of_day_of_birth(day).is_none()
            })
        });
        (seen, in_order)
    }

    /// Which chosen names tell something of the other names of their records, or may tell of former ones.
    fn look_at_chosen(&self, (batch, column): Cells<'_>, columns: &[Use], sight: &mut Sight) {
        let of = |field| Use::place_of(columns, field);
        let others = [RecordField::FamilyName, RecordField::GivenName].map(of);
        for (place, row) in batch.rows().enumerate() {
            let Some(chosen @ [_, ..]) = row.cell(column) else { continue };
            if self.may_see_former_names() {
                sight.alone |= 1 << place;
            } else if lost_diacritics::may_tell(chosen) || cut_name::may_tell(chosen) {
                let [family, given] = others.map(|other| row.text(other?));
                let faults = names::faults(family, given, row.text(column), core::iter::empty());
                let told = faults.into_iter().filter_map(|(rule, field)| Some((place, of(field)?, rule)));
                sight.told.extend(told);
            }
        }
    }

    /// Judges the cells that are open, one column after another, since cells of one column are much alike. Nothing is said or counted
    /// yet: which records are taken is known when what is said of them is.
    fn judge_down(&mut self, batch: &Batch<'_>, columns: &[Use], open: &[u64], sight: &mut Sight) -> Faulty {
        let known = !sight.alone;
        let cells = open.iter().map(|open| (open & known).count_ones() as usize);
        let mut faulty = Faulty::with_room_for(cells.sum());
        // What is found last is said first.
        for (place, column, rule) in sight.told.drain(..).rev() {
            faulty.add_broken(place, column, Broken { rule, suggestion: None });
        }
        for (column, (of, open)) in columns.iter().zip(open).enumerate().rev() {
            for place in places(open & known) {
                let Some(row) = batch.row(place) else { break };
                let value = row.cell(column).unwrap_or_default();
                match *of {
                    Use::Field(field, system) => {
                        let cell = Cell { system, look: row.look(), ..Cell::new(field, value) };
                        self.verdict(&cell, |verdict| {
                            sight.take(place, &cell, verdict);
                            faulty.add(place, column, verdict);
                        });
                    }
                    _ => {
                        if let Some(rule) = fault_of_other(value, row.text(column).is_some()) {
                            faulty.add_broken(place, column, Broken { rule, suggestion: None });
                        }
                    }
                }
            }
        }
        faulty
    }

    /// Says what is wrong with a record, and which rules its cells break.
    fn report_record(
        &mut self,
        row: Row<'_>,
        broken: impl Iterator<Item = (usize, Broken)>,
        columns: &[Use],
        is_bracketed: bool,
    ) -> Result<()> {
        self.summary.rows += 1;
        self.has_finding = false;
        if row.len() != columns.len() {
            self.ragged(row.len(), columns.len())?;
        }
        for (column, broken) in broken {
            let field = columns.get(column).and_then(Use::field);
            self.say(broken, field, row.cell(column).unwrap_or_default())?;
        }
        if is_bracketed {
            let given = Use::place_of(columns, RecordField::GivenName).and_then(|column| row.cell(column));
            self.report_bracketed(self.shown(given.unwrap_or_default()))?;
        }
        self.summary.rows_with_findings += u64::from(self.has_finding);
        Ok(())
    }

    /// Counts these records.
    fn count(&mut self, sight: &Sight, records: u64, batch: &Batch<'_>, columns: &[Use]) {
        let updated = sight.of(RecordField::Updated);
        let changed = records & updated.present & !updated.invalid;
        self.summary.tally.count_changes(places(changed).map(|place| sight.month_of(place)));
        for field in RecordField::ALL {
            self.count_field(field, sight, records, changed);
        }
        for (field, Codes { codes, counted, .. }) in CODED.into_iter().zip(&sight.codes) {
            let slots = places(records & counted).filter_map(|place| codes.get(place));
            self.summary.tally.count_codes(field, slots.map(|(_, slot)| *slot));
        }
        self.columns.take_days_in_order((records & sight.in_order).count_ones().into());
        self.columns.take_test_numbers((records & sight.for_tests).count_ones().into());
        for (column, of) in columns.iter().enumerate() {
            match *of {
                Use::Field(field, _) if is_name(field) => {
                    self.count_names(field, sight.of(field), records, (batch, column));
                }
                Use::Field(RecordField::DateOfBirth, _) => {
                    let rows = places(records & sight.no_days).filter_map(|place| batch.row(place));
                    rows.filter_map(|row| row.cell(column)).for_each(|date| self.columns.take_birth(date));
                }
                _ => {}
            }
        }
    }

    /// Counts what records hold in a field, and in their months what of it is not as usual.
    fn count_field(&mut self, field: RecordField, sight: &Sight, records: u64, changed: u64) {
        let OfField { present, invalid, .. } = sight.of(field);
        let mut valid = records & present & !invalid;
        if let Some(Codes { codes, absences, .. }) = sight.codes.get(place_of(field)) {
            let absences = records & absences;
            valid &= !absences;
            for (place, (status, _)) in places(absences).filter_map(|place| Some((place, codes.get(place)?)))
            {
                self.summary.count(field, *status, 1);
                if changed >> place & 1 == 1 {
                    self.summary.tally.count_in_month(sight.month_of(place), field, *status);
                }
            }
        }
        let missing = records & !present;
        for (status, records) in
            [(Status::Valid, valid), (Status::Missing, missing), (Status::Invalid, records & invalid)]
        {
            self.summary.count(field, status, records.count_ones().into());
            if status != usual(field) {
                for place in places(records & changed) {
                    self.summary.tally.count_in_month(sight.month_of(place), field, status);
                }
            }
        }
    }

    /// Counts how the names of a column are written.
    fn count_names(&mut self, field: RecordField, names: OfField, records: u64, (batch, column): Cells<'_>) {
        self.columns.take_usual_names(field, (records & names.usual).count_ones().into());
        for row in places(records & names.present & !names.usual).filter_map(|place| batch.row(place)) {
            if let Some(name) = row.cell(column) {
                self.columns.take_name(field, name, || row.text(column));
            }
        }
    }
}

impl Sight {
    /// Takes what a cell that was not sound at sight was found to be.
    fn take(&mut self, place: usize, cell: &Cell<'_>, verdict: &Verdict) {
        let Verdict { status, slot, .. } = *verdict;
        if let Some(Codes { codes, counted, absences }) = self.codes.get_mut(place_of(cell.field))
            && let Some(code) = codes.get_mut(place)
        {
            *code = (status, slot.unwrap_or(Slot::OTHER));
            *counted |= u64::from(slot.is_some()) << place;
            *absences |= u64::from(is_absence(status)) << place;
        }
        if cell.field == RecordField::DateOfBirth {
            let is_no_day = status != Status::Missing && impossible_date::day_of(cell.value).is_none();
            self.no_days |= u64::from(is_no_day) << place;
        }
        if let Some(field) = self.fields.get_mut(cell.field as usize) {
            field.present &= !(u64::from(status == Status::Missing) << place);
            field.invalid |= u64::from(status == Status::Invalid) << place;
        }
    }

    fn of(&self, field: RecordField) -> OfField {
        self.fields.get(field as usize).copied().unwrap_or_default()
    }

    fn month_of(&self, place: usize) -> Option<u16> {
        self.months.get(place).copied().flatten()
    }
}

/// What was seen of a column: in which records something stands in it, and in which that is sound at sight.
#[derive(Clone, Copy, Default)]
struct Seen {
    present: u64,
    sound: u64,
}

/// The cells of a column.
type Cells<'a> = (&'a Batch<'a>, usize);

/// Looks at the cells of a column, of which there are as many as bits at most.
#[inline(always)]
fn look((batch, column): Cells<'_>, mut is_sound: impl FnMut(usize, &[u8], Row<'_>) -> bool) -> Seen {
    let mut seen = Seen::default();
    for (place, row) in batch.rows().enumerate() {
        if let Some(value @ [_, ..]) = row.cell(column) {
            seen.present |= 1 << place;
            seen.sound |= u64::from(is_sound(place, value, row)) << place;
        }
    }
    seen
}

// Each of these is a function of its own, so that what it keeps in mind has room in the registers.

/// Which names are clean, and which of all are written as most are.
#[inline(never)]
fn look_at_names(cells: Cells<'_>) -> (Seen, u64) {
    let mut usual = 0;
    let seen = look(cells, |place, name, row| {
        usual |= u64::from(is_usual(name)) << place;
        is_certainly_clean(name, row.look(), || row.text(cells.1).is_some())
    });
    (seen, usual)
}

/// Which numbers are sound, and which of all are of the range for tests.
#[inline(never)]
fn look_at_numbers(cells: Cells<'_>) -> (Seen, u64) {
    let mut for_tests = 0;
    let seen = look(cells, |place, number, _| {
        for_tests |= u64::from(test_nhs_numbers::is_one(number)) << place;
        !nhs_number_check_digit::is_broken(number)
    });
    (seen, for_tests)
}

#[inline(never)]
fn look_at_changes(cells: Cells<'_>, months: &mut [Option<u16>; MOST]) -> Seen {
    look(cells, |place, date, _| {
        impossible_date::day_of(date).is_some_and(|day| {
            if let Some(month) = months.get_mut(place) {
                *month = month_of(day);
            }
            !default_date::is_default(day)
        })
    })
}

#[inline(never)]
fn look_at_codes(cells: Cells<'_>, system: Option<&str>, known: &KnownCells, codes: &mut Codes) -> Seen {
    let Codes { codes, counted, absences } = codes;
    let seen = look(cells, |place, code, _| match (known.code(system, code), codes.get_mut(place)) {
        (Some(known @ (status, _)), Some(code)) => {
            *code = known;
            *absences |= u64::from(is_absence(status)) << place;
            true
        }
        _ => false,
    });
    *counted |= seen.sound;
    seen
}

const fn is_absence(status: Status) -> bool {
    matches!(status, Status::Declined | Status::Unknown)
}

/// The places of the bits that are set.
fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let place = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (place < u64::BITS).then_some(place as usize)
    })
}

/// Bits for all places below this one.
fn below(place: usize) -> u64 {
    1_u64.checked_shl(place as u32).unwrap_or_default().wrapping_sub(1)
}
