//! The names of one record, beside each other.

use crate::rules::{RecordField, Rule, cut_name, former_name_as_chosen, lost_diacritics};

/// The names of the present record. The buffers are used again for the next.
#[derive(Default)]
pub(super) struct Names {
    family: Vec<u8>,
    given: Vec<u8>,
    chosen: Vec<u8>,
    /// Former names, where the run may see them, each behind a NUL, which no name has.
    former: Vec<u8>,
    /// Whether there is no chosen name to compare with, so that none need be taken.
    is_alone: bool,
}

impl Names {
    /// Begins a record, which has no name yet.
    pub(super) fn begin(&mut self) {
        self.family.clear();
        self.given.clear();
        self.chosen.clear();
        self.former.clear();
        self.is_alone = false;
    }

    /// Says whether there is a chosen name; where nobody says, one may come.
    pub(super) fn expect_chosen(&mut self, is_there: bool) {
        self.is_alone = !is_there;
    }

    /// Takes a name; several of one field stand behind each other.
    #[inline]
    pub(super) fn take(&mut self, field: RecordField, name: &[u8]) {
        if !self.is_alone {
            self.keep(field, name);
        }
    }

    fn keep(&mut self, field: RecordField, name: &[u8]) {
        let kept = match field {
            RecordField::FamilyName => &mut self.family,
            RecordField::GivenName => &mut self.given,
            _ => &mut self.chosen,
        };
        if !kept.is_empty() {
            kept.push(b' ');
        }
        kept.extend_from_slice(name);
    }

    /// Takes a former name.
    pub(super) fn take_former(&mut self, name: &[u8]) {
        self.former.push(0);
        self.former.extend_from_slice(name);
    }

    /// Whether there is a chosen name to compare with.
    pub(super) fn has_chosen(&self) -> bool {
        !self.chosen.is_empty()
    }

    /// The name of this field.
    pub(super) fn of(&self, field: RecordField) -> Option<&[u8]> {
        match field {
            RecordField::FamilyName => Some(&self.family),
            RecordField::GivenName => Some(&self.given),
            RecordField::ChosenName => Some(&self.chosen),
            _ => None,
        }
    }

    /// What the chosen name tells of the others.
    pub(super) fn faults(&self) -> Vec<(&'static Rule, RecordField)> {
        // Before the first NUL stands nothing.
        let former = self.former.split(|&byte| byte == 0).skip(1).filter_map(text);
        faults(text(&self.family), text(&self.given), text(&self.chosen), former)
    }
}

fn text(name: &[u8]) -> Option<&str> {
    core::str::from_utf8(name).ok()
}

/// What a chosen name tells of the others. What is no text has a rule of its own, and is not compared.
pub(super) fn faults<'a>(
    family: Option<&str>,
    given: Option<&str>,
    chosen: Option<&str>,
    mut former: impl Iterator<Item = &'a str>,
) -> Vec<(&'static Rule, RecordField)> {
    let mut faults = Vec::new();
    let Some(chosen) = chosen else { return faults };
    let called = given.unwrap_or_default();
    if former.any(|former| former_name_as_chosen::is_broken(chosen, former, called)) {
        faults.push((&former_name_as_chosen::RULE, RecordField::ChosenName));
    }
    for (field, name) in [(RecordField::FamilyName, family), (RecordField::GivenName, given)] {
        // Nothing but white space is no name, however much of it there is.
        let Some(name) = name.filter(|name| !name.trim().is_empty()) else { continue };
        if lost_diacritics::is_broken(name, chosen) {
            faults.push((&lost_diacritics::RULE, field));
        }
        if cut_name::is_broken(name, chosen) {
            faults.push((&cut_name::RULE, field));
        }
    }
    faults
}
