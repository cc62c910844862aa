//! Codes and tags: what each says, and what is wrong with it.

use std::borrow::Cow;

use super::Engine;
use super::verdict::Verdict;
use crate::audit::codes::{self, Sound, Wrong};
use crate::audit::measures::Status;
use crate::audit::readers::Cell;
use crate::bridge::systems::BCP_47;
use crate::language::{TagCheck, check};
use crate::rules::{
    RecordField, Rule, code_of_another_list, english_as_preferred_language, heading_as_answer,
    language_name_where_tag_belongs, malformed_language_tag, private_language_code, retired_language_tag,
    unregistered_language_subtag,
};

const ONE_CODE: &str = "one code fits; a run that shows values names it";
const ONE_TAG: &str = "one tag fits; a run that shows values names it";

impl Engine<'_> {
    pub(super) fn code_in_list(&mut self, cell: &Cell<'_>) -> Verdict {
        let found = match (cell.field, &mut self.bare) {
            (RecordField::SexualOrientation, _) => codes::sexual_orientation(self.lists, cell.value),
            // Missing, until it is known what it comes to.
            (_, Some(bare)) if cell.system.is_none() => bare
                .takes_new(cell.value)
                .map(|status| Sound { status: status.unwrap_or_default(), breaks: None }),
            _ => codes::ethnic_category(self.lists, cell.value, cell.system),
        };
        self.of_code(found, cell)
    }

    fn of_code(&self, found: Result<Sound, Wrong>, cell: &Cell<'_>) -> Verdict {
        match found {
            // A retired code or a heading says what it says all the same.
            Ok(Sound { status, breaks }) => {
                let mut verdict = Verdict::of(status);
                if let Some(rule) = breaks {
                    verdict.add(rule, self.codes_meant(rule, cell).map(Cow::Owned));
                }
                verdict
            }
            Err(Wrong { rule, meant }) => {
                let is_of_another = rule.id == code_of_another_list::RULE.id;
                let (known, shows_values) = (self.known(), self.options.show_values);
                let suggestion = match meant {
                    Some(code) => Some(self.one_fits(ONE_CODE, code)),
                    None => is_of_another
                        .then(|| codes::others_with(known, cell.field, cell.value, shows_values).into()),
                };
                Verdict::invalid(rule, suggestion)
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

    /// A language: a code of the list that somebody named for languages, or a tag.
    pub(super) fn language(&self, cell: &Cell<'_>) -> Verdict {
        match self.lists.language.filter(|_| cell.system.is_none()) {
            Some(list) => self.of_code(codes::language(list, cell.value), cell),
            None => self.tag(cell),
        }
    }

    fn tag(&self, cell: &Cell<'_>) -> Verdict {
        let value = cell.value;
        let is_of_human_language = cell.system == Some(codes::HUMAN_LANGUAGE);
        let (rule, meant) = match check(value) {
            TagCheck::Tag(validity) if validity.is_valid() => {
                let is_absence = BCP_47.absence_of(value).is_some();
                let mut verdict = Verdict::of(if is_absence { Status::Unknown } else { Status::Valid });
                if retired_language_tag::is_broken(value) {
                    let meant = retired_language_tag::subtag_meant(value);
                    verdict.add(&retired_language_tag::RULE, meant.map(|tag| self.one_fits(ONE_TAG, tag)));
                }
                if is_of_human_language && english_as_preferred_language::is_broken(value) {
                    verdict.add(&english_as_preferred_language::RULE, None);
                }
                return verdict;
            }
            // The five codes are this list's own; anywhere else they mean nothing.
            TagCheck::NhsCode(_) if is_of_human_language => {
                return Verdict::of(Status::Valid);
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
        Verdict::invalid(rule, suggestion)
    }

    /// That there is one code or tag that was meant. Which one is what the person answered: it is a value.
    fn one_fits(&self, hidden: &'static str, meant: &str) -> Cow<'static, str> {
        if self.options.show_values { format!("use `{meant}`").into() } else { hidden.into() }
    }
}
