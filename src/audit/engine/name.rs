//! Names: whether one is clean, and which rules it breaks.

use super::verdict::Verdict;
use crate::audit::look::Look;
use crate::audit::measures::Status;
use crate::rules::{
    RecordField, Rule, chosen_name_in_brackets, hidden_character_in_name, look_alike_letter_in_name,
    mojibake_in_name, number_in_name, placeholder_name, replacement_character_in_name, space_around_name,
    title_in_name, two_names_in_one_field,
};
use crate::text::hidden_characters;

/// Whether a name is certainly clean under every rule of one name; `false` says nothing. `look` is what one look at the whole row
/// told, if that is enough, and `is_text` whether the name is UTF-8.
#[inline(always)]
pub(super) fn is_certainly_clean(name: &[u8], look: Option<Look>, is_text: impl Fn() -> bool) -> bool {
    look.is_some_and(|look| look.is_certainly_clean_and_short(name))
        || match certainly_clean(name, look) {
            Some(Clean::Plain) => true,
            Some(Clean::IfText) => is_text(),
            None => false,
        }
}

/// A name that is certainly clean.
#[derive(Clone, Copy)]
enum Clean {
    Plain,
    /// If it is UTF-8.
    IfText,
}

/// The same where a look at the row does not tell alone.
#[inline(never)]
fn certainly_clean(name: &[u8], look: Option<Look>) -> Option<Clean> {
    let look = look.filter(|look| !look.has_sign()).unwrap_or_else(|| Look::at(name));
    if look.is_certainly_clean_plain(name) {
        Some(Clean::Plain)
    } else {
        look.is_certainly_clean_beyond_plain(name).then_some(Clean::IfText)
    }
}

/// A rule, whether a look at a name leaves it open, and whether the name breaks it.
type RuleOfName = (&'static Rule, bool, fn(&str) -> bool);

/// The rules that any name may break, and that this one does.
fn broken(name: &str, look: Look) -> impl Iterator<Item = &'static Rule> {
    let bytes = name.as_bytes();
    let may_end_in_no_letter = look.may_end_in_no_letter(bytes);
    let rules: [RuleOfName; 7] = [
        (
            &replacement_character_in_name::RULE,
            look.may_have_replacement(),
            replacement_character_in_name::is_broken,
        ),
        (&space_around_name::RULE, may_end_in_no_letter, space_around_name::is_broken),
        (&look_alike_letter_in_name::RULE, look.may_have_look_alikes(), look_alike_letter_in_name::is_broken),
        (&title_in_name::RULE, look.may_begin_with_title(bytes), title_in_name::is_broken),
        (&two_names_in_one_field::RULE, look.may_have_two_names(bytes), two_names_in_one_field::is_broken),
        (&number_in_name::RULE, may_end_in_no_letter, number_in_name::is_broken),
        (&placeholder_name::RULE, true, placeholder_name::is_broken),
    ];
    rules
        .into_iter()
        .filter(move |(_, is_open, is_broken)| *is_open && is_broken(name))
        .map(|(rule, ..)| rule)
}

impl Verdict {
    pub(super) fn beyond_plain_name(mut self, field: RecordField, text: &str, look: Look) -> Self {
        if mojibake_in_name::is_broken(text) {
            // Controls in it are what the wrong reading left; they are no fault of their own.
            self.add(&mojibake_in_name::RULE, mojibake_in_name::suggestion(text).map(Into::into));
        } else if look.may_hide()
            && hidden_character_in_name::is_broken(text)
            // A NUL has a rule of its own.
            && hidden_characters(text).any(|hidden| hidden.character() != '\0')
        {
            let suggestion = hidden_character_in_name::suggestion(text).map(Into::into);
            self.add(&hidden_character_in_name::RULE, suggestion);
        }
        self.name(field, text, look)
    }

    /// Asks each rule of one name that a look at it has not settled.
    pub(super) fn name(mut self, field: RecordField, text: &str, look: Look) -> Self {
        self.is_bracketed = field == RecordField::GivenName
            && look.may_have_brackets()
            && chosen_name_in_brackets::is_broken(text, "");
        for rule in broken(text, look) {
            self.add(rule, None);
            if rule.id == placeholder_name::RULE.id {
                self.status = Status::Invalid;
            }
        }
        self
    }
}
