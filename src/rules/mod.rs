//! The rules that records are checked against: one rule, one file, one page.
//!
//! Every rule has a permanent id (`OW-COD-001`), a name that says the fault, and a page that `ownwords explain` prints.
//! Rules are never renumbered; a rule that is no longer checked keeps its id and its page.
//!
//! Each rule's module holds its [`Rule`] and, where one value is enough to tell, its check. A check takes the value as it
//! stands in the record and allocates nothing; checks of names take text, because bytes that are no text have a rule of
//! their own, [`undecodable_text`]. Where a repair can be worked out, a second function gives it.
//!
//! # Example
//!
//! ```
//! use ownwords::rules::{by_id, placeholder_name};
//!
//! assert!(placeholder_name::is_broken("NOT KNOWN"));
//! println!("{}", by_id(placeholder_name::RULE.id).unwrap().page());
//! ```

pub mod absence_codes_conflated;
pub mod agreed_term;
pub mod anchor_or_alias;
pub mod approval_before_review;
pub mod approved_by_reviewer;
pub mod approver_of_none;
pub mod attested_code_not_in_list;
pub mod attested_label_differs;
pub mod bare_code;
pub mod byte_order_mark;
pub mod byte_order_mark_in_yaml;
pub mod carriage_return;
pub mod chosen_name_in_brackets;
pub mod code_not_in_system;
pub mod code_of_another_list;
pub mod code_read_as_date;
pub mod code_read_as_number;
pub mod code_with_stray_case_or_space;
pub mod code_without_leading_zeros;
pub mod colour_word;
pub mod contradicting_codes;
pub mod contradiction_of_national_list;
pub mod curly_quote;
pub mod cut_name;
pub mod damaged_copy;
pub mod date_of_birth_in_future;
pub mod day_and_month_swapped;
pub mod default_code_as_answer;
pub mod default_date;
pub mod default_date_of_birth;
pub mod empty_code;
pub mod empty_text;
pub mod english_as_preferred_language;
pub mod former_name_as_chosen;
pub mod heading_as_answer;
pub mod hidden_character;
pub mod hidden_character_in_name;
pub mod id_of_another_list;
pub mod identifier_check_digit;
pub mod impossible_date;
pub mod impossible_date_of_birth;
pub mod impossible_date_of_retirement;
pub mod impossible_date_of_review;
pub mod impossible_edition;
pub mod impossible_receiver;
pub mod label_where_code_belongs;
pub mod language_name_where_tag_belongs;
pub mod licensed_term;
pub mod local_code_of_none;
pub mod look_alike_in_code;
pub mod look_alike_letter_in_name;
pub mod loop_of_broader;
pub mod lost_diacritics;
pub mod malformed_id;
pub mod malformed_key;
pub mod malformed_language_tag;
pub mod merge_key;
pub mod misnamed_file;
pub mod misread_text;
pub mod missing_approver;
pub mod missing_justification;
pub mod missing_key;
pub mod missing_official_label;
pub mod missing_relationship;
pub mod missing_reviewer;
pub mod missing_source;
pub mod mixed_code_systems;
pub mod mojibake_in_name;
pub mod names_cut_at_limit;
pub mod names_in_capitals;
pub mod nhs_number_check_digit;
pub mod no_meaning;
pub mod not_a_whole_number;
pub mod not_utf8;
pub mod not_yaml;
pub mod nothing_after_key;
pub mod nul_in_row;
pub mod number_in_name;
pub mod number_out_of_range;
pub mod observation_as_answer;
pub mod observed_as_stated;
pub mod option_not_offered;
pub mod overlap_contradicts_broader;
pub mod overlap_on_both_sides;
pub mod placeholder_name;
pub mod private_language_code;
pub mod purpose_not_told;
pub mod question_not_in_english_first;
pub mod question_offers_nothing;
pub mod question_without_guide;
pub mod ragged_row;
pub mod relation_to_itself;
pub mod relationship_contradicts_hierarchy;
pub mod relationship_to_nothing;
pub mod repeated_code;
pub mod repeated_id;
pub mod repeated_in_list;
pub mod repeated_key;
pub mod repeated_name;
pub mod repeated_record;
pub mod repeated_system;
pub mod replacement_character_in_name;
pub mod retired_code;
pub mod retired_concept;
pub mod retired_language_tag;
pub mod rounded_identifier;
pub mod same_category_of_none;
pub mod second_document;
pub mod several_meanings;
pub mod shared_nhs_number;
pub mod silent_source;
pub mod since_after_edition;
pub mod space_around_name;
pub mod standard_without_name;
pub mod swapped_cells;
pub mod tab_character;
pub mod test_nhs_numbers;
pub mod text_too_hard_to_read;
pub mod title_in_name;
pub mod too_large_or_too_deep;
pub mod two_digit_year_of_birth;
pub mod two_names_in_one_field;
pub mod unattested_meaning;
pub mod undecodable_text;
pub mod uneven_indentation;
pub mod unknown_code;
pub mod unknown_code_system;
pub mod unknown_concept;
pub mod unknown_key;
pub mod unknown_language_of_text;
pub mod unknown_owner;
pub mod unknown_reason;
pub mod unknown_source;
pub mod unknown_system;
pub mod unknown_word;
pub mod unnamed_reviewer;
pub mod unquoted_word;
pub mod unread_file;
pub mod unreadable_file;
pub mod unregistered_language;
pub mod unregistered_language_subtag;
pub mod who_sees_differs;
pub mod wrong_character_in_code;
pub mod wrong_shape;
pub mod yaml_tag;

mod page;
mod registry;

use core::fmt;
use std::borrow::Cow;

#[cfg(feature = "audit")]
pub(crate) use registry::fields_of;
pub use registry::{RULES, by_id, nearest, of_damage};

/// A field of a record, as the rules see it. `Display` gives its [`label`](Self::label).
///
/// # Example
///
/// ```
/// use ownwords::rules::RecordField;
///
/// assert_eq!(RecordField::EthnicCategory.key(), "ethnic_category");
/// assert_eq!(RecordField::NhsNumber.to_string(), "NHS number");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordField {
    /// The NHS number.
    NhsNumber,
    /// The family name, as the record holds it.
    FamilyName,
    /// The given names, as the record holds them.
    GivenName,
    /// The name that the person chose to be called.
    ChosenName,
    /// The date of birth, or as much of it as is known.
    DateOfBirth,
    /// The ethnic category code.
    EthnicCategory,
    /// The language.
    Language,
    /// The sexual orientation code.
    SexualOrientation,
    /// When the record was last changed.
    Updated,
}

impl RecordField {
    /// All fields, in the order of reports.
    pub const ALL: [Self; 9] = [
        Self::NhsNumber,
        Self::FamilyName,
        Self::GivenName,
        Self::ChosenName,
        Self::DateOfBirth,
        Self::EthnicCategory,
        Self::Language,
        Self::SexualOrientation,
        Self::Updated,
    ];

    /// The field's key in reports and in the header of our own CSV files, for example `ethnic_category`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NhsNumber => "nhs_number",
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::ChosenName => "chosen_name",
            Self::DateOfBirth => "date_of_birth",
            Self::EthnicCategory => "ethnic_category",
            Self::Language => "language",
            Self::SexualOrientation => "sexual_orientation",
            Self::Updated => "updated",
        }
    }

    /// The field in plain English, for example `ethnic category`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NhsNumber => "NHS number",
            Self::FamilyName => "family name",
            Self::GivenName => "given name",
            Self::ChosenName => "chosen name",
            Self::DateOfBirth => "date of birth",
            Self::EthnicCategory => "ethnic category",
            Self::Language => "language",
            Self::SexualOrientation => "sexual orientation",
            Self::Updated => "last updated",
        }
    }
}

impl fmt::Display for RecordField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

/// One rule: what it finds, why that matters to a person, and what to do.
///
/// # Example
///
/// ```
/// use ownwords::rules::space_around_name::RULE;
///
/// assert_eq!((RULE.id, RULE.name), ("OW-NAM-006", "SpaceAroundName"));
/// assert!(RULE.repair_is_safe);
/// ```
#[derive(Debug)]
pub struct Rule {
    /// Permanent id, for example `OW-COD-001`.
    pub id: &'static str,
    /// The fault in one word, for example `CodeNotInSystem`; never the remedy.
    pub name: &'static str,
    /// The version of the crate that first had the rule.
    pub since: &'static str,
    /// One line for reports: the fault in plain English, for example "the code is not in its code system".
    pub summary: &'static str,
    /// Why it matters to a person.
    pub why: &'static str,
    /// A made-up value that has the fault, with a word on the field it stands in.
    pub failing: &'static str,
    /// A made-up value that does not have it.
    pub passing: &'static str,
    /// What it would take to put it right.
    pub repair: &'static str,
    /// Whether a program may make the repair without asking a person.
    pub repair_is_safe: bool,
}

/// What a rule says of one field of one record.
///
/// A finding never holds the value that it is about, unless the run was asked to show values; `Debug` does not print it
/// even then.
///
/// # Example
///
/// ```
/// use ownwords::rules::{Finding, RecordField, space_around_name};
///
/// let finding = Finding {
///     rule: &space_around_name::RULE,
///     row: 3,
///     field: Some(RecordField::FamilyName),
///     suggestion: None,
///     value: Some(b"Okonkwo ".as_slice().into()),
/// };
/// assert_eq!(format!("{finding:?}"), "Finding(OW-NAM-006, row 3, family name)");
/// ```
#[derive(Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The record, from 1; a header is not a record. 0 where the finding is of a whole column.
    pub row: u64,
    /// The field, or `None` when the fault is in the record as a whole.
    pub field: Option<RecordField>,
    /// What this one would take to put right, where more can be said than in the rule's own `repair`. Holds no value of
    /// the record, and none that one would be repaired to, unless the run was asked to show values: which code was meant
    /// is what the person answered.
    pub suggestion: Option<Cow<'static, str>>,
    /// The value itself; only in a run that was asked to show values.
    pub value: Option<Box<[u8]>>,
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = self.field.map_or("the record", RecordField::label);
        match self.row {
            0 => write!(f, "Finding({}, whole column, {field})", self.rule.id),
            row => write!(f, "Finding({}, row {row}, {field})", self.rule.id),
        }
    }
}
