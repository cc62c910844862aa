//! Codes and tags: what each says, and what is wrong with it.

use core::mem::take;
use std::borrow::Cow;

use super::Engine;
use crate::Result;
use crate::audit::codes::{self, Sound, Wrong};
use crate::audit::measures::{Slot, Status};
use crate::audit::memo::Memo;
use crate::audit::readers::Cell;
use crate::audit::short::InSystem;
use crate::bridge::systems::BCP_47;
use crate::language::{TagCheck, check};
use crate::rules::{
    RecordField, Rule, code_of_another_list, english_as_preferred_language, heading_as_answer,
    language_name_where_tag_belongs, malformed_language_tag, private_language_code, retired_language_tag,
    unregistered_language_subtag,
};

const ONE_CODE: &str = "one code fits; a run that shows values names it";
const ONE_TAG: &str = "one tag fits; a run that shows values names it";

/// What a code or tag says, and the rules that it breaks, each with what would put it right.
struct Verdict {
    status: Status,
    faults: Faults,
}

type Faults = Vec<(&'static Rule, Option<Cow<'static, str>>)>;

/// What codes of a field were found to be, and as what they are counted: the short ones that are sound, and of all others those that came
/// last. A system that writes one code wrongly does so in every record.
#[derive(Default)]
pub(super) struct KnownCodes {
    short: InSystem<(Status, Slot)>,
    last: Memo<((Status, Slot), Faults)>,
}

impl KnownCodes {
    /// What a sound code was found to be.
    #[inline]
    pub(super) fn get(&self, system: Option<&str>, value: &[u8]) -> Option<&(Status, Slot)> {
        self.short.get(system, value).or_else(|| {
            let (known, faults) = self.last.get(system, value)?;
            faults.is_empty().then_some(known)
        })
    }

    fn remember(&mut self, system: Option<&str>, value: &[u8], known: (Status, Slot), faults: Faults) {
        if !(faults.is_empty() && self.short.remember(system, value, known)) {
            self.last.put(system, value, (known, faults));
        }
    }
}

impl Engine<'_> {
    /// Says of a code or tag again what was found of it before.
    pub(super) fn judged_before(&mut self, cell: &Cell<'_>) -> Result<Option<(Status, Slot)>> {
        let Some(known) = self.known.get_mut(cell.field as usize) else { return Ok(None) };
        // Away while it is said, so that both can be looked at.
        let last = take(&mut known.last);
        let said = match last.get(cell.system, cell.value) {
            Some((known, faults)) => self.say(faults, cell).map(|()| Some(*known)),
            None => Ok(None),
        };
        if let Some(known) = self.known.get_mut(cell.field as usize) {
            known.last = last;
        }
        said
    }

    /// Judges a code or tag.
    pub(super) fn coded(&mut self, cell: &Cell<'_>) -> Result<Status> {
        let Verdict { status, faults } = self.verdict(cell);
        self.say(&faults, cell)?;
        // What a sound code of a column that names no list comes to is counted each time.
        let is_counted = self.is_bare(cell.field) && faults.is_empty();
        if let Some(slot) = self.slot_of(cell).filter(|slot| slot.stays() && !is_counted)
            && let Some(known) = self.known.get_mut(cell.field as usize)
        {
            known.remember(cell.system, cell.value, (status, slot), faults);
        }
        Ok(status)
    }

    fn say(&mut self, faults: &Faults, cell: &Cell<'_>) -> Result<()> {
        for (rule, suggestion) in faults {
            self.found(rule, cell, suggestion.clone())?;
        }
        Ok(())
    }

    fn verdict(&mut self, cell: &Cell<'_>) -> Verdict {
        let found = match (cell.field, &mut self.bare) {
            (RecordField::Language, _) => return self.tag(cell),
            (RecordField::SexualOrientation, _) => codes::sexual_orientation(self.lists, cell.value),
            // Missing, until it is known what it comes to.
            (_, Some(bare)) => bare
                .takes_new(cell.value)
                .map(|status| Sound { status: status.unwrap_or_default(), breaks: None }),
            (_, None) => codes::ethnic_category(self.lists, cell.value, cell.system),
        };
        match found {
            // A retired code or a heading says what it says all the same.
            Ok(Sound { status, breaks }) => {
                let fault = breaks.map(|rule| (rule, self.codes_meant(rule, cell).map(Cow::Owned)));
                Verdict { status, faults: fault.into_iter().collect() }
            }
            Err(Wrong { rule, meant }) => {
                let is_of_another = rule.id == code_of_another_list::RULE.id;
                let (known, shows_values) = (self.known(), self.options.show_values);
                let suggestion = match meant {
                    Some(code) => Some(self.one_fits(ONE_CODE, code)),
                    None => is_of_another
                        .then(|| codes::others_with(known, cell.field, cell.value, shows_values).into()),
                };
                Verdict { status: Status::Invalid, faults: vec![(rule, suggestion)] }
            }
        }
    }

    /// Which codes of the list a heading stands over. Which they are tells which heading it is, and so what was answered.
    fn codes_meant(&self, rule: &Rule, cell: &Cell<'_>) -> Option<String> {
        const SHOWN: usize = 4;
        if rule.id != heading_as_answer::RULE.id || !self.options.show_values {
            return None;
        }
        let codes = codes::narrower_codes(self.lists, cell.field, cell.value, cell.system);
        let (shown, others) = codes.split_at_checked(SHOWN).unwrap_or((&codes, &[]));
        let further = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
        (!shown.is_empty()).then(|| format!("it has narrower codes: `{}`{further}", shown.join("`, `")))
    }

    fn tag(&self, cell: &Cell<'_>) -> Verdict {
        let value = cell.value;
        let is_of_human_language = cell.system == Some(codes::HUMAN_LANGUAGE);
        let (rule, meant) = match check(value) {
            TagCheck::Tag(validity) if validity.is_valid() => {
                let retired = retired_language_tag::is_broken(value).then(|| {
                    let meant = retired_language_tag::subtag_meant(value);
                    (&retired_language_tag::RULE, meant.map(|tag| self.one_fits(ONE_TAG, tag)))
                });
                let is_english = is_of_human_language && english_as_preferred_language::is_broken(value);
                let english = is_english.then_some((&english_as_preferred_language::RULE, None));
                let is_absence = BCP_47.absence_of(value).is_some();
                return Verdict {
                    status: if is_absence { Status::Unknown } else { Status::Valid },
                    faults: retired.into_iter().chain(english).collect(),
                };
            }
            // The five codes are this list's own; anywhere else they mean nothing.
            TagCheck::NhsCode(_) if is_of_human_language => {
                return Verdict { status: Status::Valid, faults: Vec::new() };
            }
            _ if private_language_code::is_broken(value) => {
                (&private_language_code::RULE, private_language_code::tag_meant(value).map(Cow::Borrowed))
            }
            TagCheck::Name { tag } => (&language_name_where_tag_belongs::RULE, Some(tag.into())),
            TagCheck::Tag(_) => (&unregistered_language_subtag::RULE, None),
            TagCheck::Malformed | TagCheck::NhsCode(_) => {
                (&malformed_language_tag::RULE, malformed_language_tag::tag_meant(value).map(Cow::Owned))
            }
        };
        let suggestion = meant.map(|tag| self.one_fits(ONE_TAG, &tag));
        Verdict { status: Status::Invalid, faults: vec![(rule, suggestion)] }
    }

    /// That there is one code or tag that was meant. Which one is what the person answered: it is a value.
    fn one_fits(&self, hidden: &'static str, meant: &str) -> Cow<'static, str> {
        if self.options.show_values { format!("use `{meant}`").into() } else { hidden.into() }
    }
}
