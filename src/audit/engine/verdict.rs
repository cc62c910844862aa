//! What is wrong with a cell that is not sound at sight.

use std::borrow::Cow;

use super::{Engine, Fault, is_name};
use crate::audit::look::Look;
use crate::audit::measures::{Slot, Status};
use crate::audit::memo::Memo;
use crate::audit::readers::{Cell, is_blank};
use crate::audit::short::InSystem;
use crate::rules::{
    RecordField, Rule, date_of_birth_in_future, default_date, default_date_of_birth, impossible_date,
    impossible_date_of_birth, nhs_number_check_digit, nul_in_row, two_digit_year_of_birth, undecodable_text,
};
use crate::{Date, Result};

/// What a cell says, and what is wrong with it. It follows from the cell alone, whatever else stands in its record.
pub(super) struct Verdict {
    pub(super) status: Status,
    /// As what it is counted, if it is a code.
    pub(super) slot: Option<Slot>,
    /// Whether it is a given name with a name in brackets; whether that is a fault is known at the end of the record.
    pub(super) is_bracketed: bool,
    /// What is wrong with it, of which there is hardly ever more than one thing.
    first: Option<Broken>,
    more: Vec<Broken>,
}

/// A rule that is broken, and what would put it right.
#[derive(Clone)]
pub(super) struct Broken {
    pub(super) rule: &'static Rule,
    pub(super) suggestion: Option<Cow<'static, str>>,
}

impl Verdict {
    pub(super) const fn of(status: Status) -> Self {
        Self { status, slot: None, is_bracketed: false, first: None, more: Vec::new() }
    }

    /// Of a cell that nobody can use.
    pub(super) fn invalid(rule: &'static Rule, suggestion: Option<Cow<'static, str>>) -> Self {
        Self { first: Some(Broken { rule, suggestion }), ..Self::of(Status::Invalid) }
    }

    pub(super) fn add(&mut self, rule: &'static Rule, suggestion: Option<Cow<'static, str>>) {
        let broken = Broken { rule, suggestion };
        match self.first {
            None => self.first = Some(broken),
            Some(_) => self.more.push(broken),
        }
    }

    /// The rules that it breaks.
    pub(super) fn broken(&self) -> impl DoubleEndedIterator<Item = &Broken> {
        self.first.iter().chain(&self.more)
    }

    fn is_sound(&self) -> bool {
        self.first.is_none()
    }
}

/// What cells of a field were found to be: the short codes that are sound, and of all others those that came last. A system that
/// writes one thing wrongly does so in every record, and names come again.
#[derive(Default)]
pub(super) struct KnownCells {
    short: InSystem<(Status, Slot)>,
    last: Memo<Verdict>,
}

impl KnownCells {
    /// What a sound code was found to be, and as what it is counted.
    #[inline]
    pub(super) fn code(&self, system: Option<&str>, value: &[u8]) -> Option<(Status, Slot)> {
        // Nearly all short ones that are sound are among the first; the others are open, which costs little.
        if value.len() <= 2 {
            return self.short.get(system, value).copied();
        }
        let known = self.last.get(system, value).filter(|known| known.is_sound())?;
        Some((known.status, known.slot?))
    }

    fn remember(&mut self, system: Option<&str>, value: &[u8], verdict: Verdict) {
        let sound = verdict.slot.filter(|_| verdict.is_sound());
        if !sound.is_some_and(|slot| self.short.remember(system, value, (verdict.status, slot))) {
            self.last.put(system, value, verdict);
        }
    }
}

impl Engine<'_> {
    /// Says what is wrong with a cell. What it says, and as what that is counted if it is a code.
    #[cold]
    pub(super) fn judge(&mut self, cell: &Cell<'_>) -> Result<(Status, Option<Slot>)> {
        let (status, slot, is_bracketed, broken) = self.verdict(cell, |verdict| {
            let broken: Vec<_> = verdict.broken().cloned().collect();
            (verdict.status, verdict.slot, verdict.is_bracketed, broken)
        });
        if is_bracketed && self.bracketed.is_none() {
            self.bracketed = Some(self.shown(cell.value));
        }
        for broken in broken {
            self.say(broken, Some(cell.field), cell.value)?;
        }
        Ok((status, slot))
    }

    /// Says that this value breaks a rule.
    pub(super) fn say(&mut self, broken: Broken, field: Option<RecordField>, value: &[u8]) -> Result<()> {
        let Broken { rule, suggestion } = broken;
        let value = self.shown(value);
        self.report(Fault { rule, field, suggestion, value })
    }

    /// Gives what a cell is found to be to `take`.
    pub(super) fn verdict<T>(&mut self, cell: &Cell<'_>, take: impl FnOnce(&Verdict) -> T) -> T {
        let known = self.known.get(cell.field as usize);
        if let Some(verdict) = known.and_then(|known| known.last.get(cell.system, cell.value)) {
            return take(verdict);
        }
        let verdict = self.new_verdict(cell);
        let taken = take(&verdict);
        if self.stays(cell, &verdict)
            && let Some(known) = self.known.get_mut(cell.field as usize)
        {
            known.remember(cell.system, cell.value, verdict);
        }
        taken
    }

    /// Whether such a verdict is worth remembering, and the same each time.
    fn stays(&self, cell: &Cell<'_>, verdict: &Verdict) -> bool {
        // No two records should have the same number.
        cell.field != RecordField::NhsNumber
            // What a sound code of a column that names no list comes to is counted each time.
            && !(self.is_bare(cell.field, cell.system) && verdict.is_sound())
            && verdict.slot.is_none_or(Slot::stays)
    }

    #[inline(never)]
    fn new_verdict(&mut self, cell: &Cell<'_>) -> Verdict {
        // What a look at a whole row found may stand in another cell.
        let look = cell.look.filter(|look| !look.has_sign()).unwrap_or_else(|| Look::at(cell.value));
        let verdict = if look.is_plain() { self.plain(cell, look) } else { self.beyond_plain(cell, look) };
        Verdict { slot: self.slot_of(cell), ..verdict }
    }

    fn plain(&mut self, cell: &Cell<'_>, look: Look) -> Verdict {
        if is_blank(cell.value) {
            return Verdict::of(Status::Missing);
        }
        if is_name(cell.field) {
            let text = cell.text().unwrap_or_default();
            return Verdict::of(Status::Valid).name(cell.field, text, look);
        }
        self.code_or_number(cell)
    }

    fn beyond_plain(&mut self, cell: &Cell<'_>, look: Look) -> Verdict {
        let Some(text) = cell.text() else { return Verdict::invalid(&undecodable_text::RULE, None) };
        if is_blank(cell.value) {
            return Verdict::of(Status::Missing);
        }
        let has_nul = cell.value.contains(&0);
        if is_name(cell.field) {
            let mut verdict = Verdict::of(Status::Valid);
            if has_nul {
                verdict.add(&nul_in_row::RULE, None);
            }
            return verdict.beyond_plain_name(cell.field, text, look);
        }
        // Whatever else is wrong with it, it is not what was written.
        if has_nul { Verdict::invalid(&nul_in_row::RULE, None) } else { self.code_or_number(cell) }
    }

    fn code_or_number(&mut self, cell: &Cell<'_>) -> Verdict {
        match cell.field {
            RecordField::FamilyName | RecordField::GivenName | RecordField::ChosenName => {
                Verdict::of(Status::Valid)
            }
            RecordField::EthnicCategory | RecordField::SexualOrientation => self.code_in_list(cell),
            RecordField::Language => self.language(cell),
            RecordField::NhsNumber => match nhs_number_check_digit::fault(cell.value) {
                Some(fault) => Verdict::invalid(&nhs_number_check_digit::RULE, Some(fault.reason().into())),
                None => Verdict::of(Status::Valid),
            },
            RecordField::DateOfBirth => match self.fault_of_birth(cell.value) {
                Some(rule) => Verdict::invalid(rule, self.day_meant(cell.value)),
                None => Verdict::of(Status::Valid),
            },
            RecordField::Updated => self.date(cell.value),
        }
    }

    fn date(&self, value: &[u8]) -> Verdict {
        if impossible_date::is_broken(value) {
            Verdict::invalid(&impossible_date::RULE, self.day_meant(value))
        } else if default_date::is_broken(value) {
            Verdict::invalid(&default_date::RULE, None)
        } else {
            Verdict::of(Status::Valid)
        }
    }

    /// Which day was meant, where its order is certain. The day itself is a value of the record.
    fn day_meant(&self, value: &[u8]) -> Option<Cow<'static, str>> {
        let day = impossible_date::day_meant(value)?;
        Some(if self.options.show_values {
            format!("use `{day}`").into()
        } else {
            "write it as year-month-day: its day is above 12, so the order is certain".into()
        })
    }

    fn fault_of_birth(&self, value: &[u8]) -> Option<&'static Rule> {
        if let Some(day) = impossible_date::day_of(value) {
            return self.fault_of_day_of_birth(day);
        }
        if !impossible_date_of_birth::is_broken(value) {
            return self.is_later(|today| date_of_birth_in_future::is_broken(value, today));
        }
        let is_short = two_digit_year_of_birth::is_broken(value);
        Some(if is_short { &two_digit_year_of_birth::RULE } else { &impossible_date_of_birth::RULE })
    }

    #[inline]
    pub(super) fn fault_of_day_of_birth(&self, day: Date) -> Option<&'static Rule> {
        if default_date_of_birth::is_default(day) {
            return Some(&default_date_of_birth::RULE);
        }
        self.is_later(|today| date_of_birth_in_future::is_later(day, today))
    }

    #[inline]
    fn is_later(&self, is_later: impl Fn(Date) -> bool) -> Option<&'static Rule> {
        self.options.as_of.is_some_and(is_later).then_some(&date_of_birth_in_future::RULE)
    }
}

/// What is wrong with a cell that is of no field.
pub(super) fn fault_of_other(value: &[u8], is_text: bool) -> Option<&'static Rule> {
    if !is_text {
        return Some(&undecodable_text::RULE);
    }
    value.contains(&0).then_some(&nul_in_row::RULE)
}
