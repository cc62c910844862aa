//! All rules, and how one is found.

#[cfg(feature = "audit")]
use super::RecordField;
use super::Rule;
use crate::bridge::Damage;

/// All rules, in the order of their ids.
///
/// # Example
///
/// ```
/// use ownwords::rules::RULES;
///
/// assert!(RULES.iter().any(|rule| rule.name == "MojibakeInName"));
/// ```
pub static RULES: &[&Rule] = &[
    &super::code_not_in_system::RULE,
    &super::code_with_stray_case_or_space::RULE,
    &super::label_where_code_belongs::RULE,
    &super::unknown_code_system::RULE,
    &super::look_alike_in_code::RULE,
    &super::code_without_leading_zeros::RULE,
    &super::code_read_as_number::RULE,
    &super::code_read_as_date::RULE,
    &super::rounded_identifier::RULE,
    &super::identifier_check_digit::RULE,
    &super::wrong_character_in_code::RULE,
    &super::bare_code::RULE,
    &super::code_of_another_list::RULE,
    &super::observed_as_stated::RULE,
    &super::default_code_as_answer::RULE,
    &super::absence_codes_conflated::RULE,
    &super::mixed_code_systems::RULE,
    &super::contradicting_codes::RULE,
    &super::retired_code::RULE,
    &super::heading_as_answer::RULE,
    &super::impossible_date::RULE,
    &super::default_date::RULE,
    &super::impossible_date_of_birth::RULE,
    &super::two_digit_year_of_birth::RULE,
    &super::default_date_of_birth::RULE,
    &super::date_of_birth_in_future::RULE,
    &super::day_and_month_swapped::RULE,
    &super::byte_order_mark::RULE,
    &super::misread_text::RULE,
    &super::hidden_character::RULE,
    &super::curly_quote::RULE,
    &super::swapped_cells::RULE,
    &super::malformed_language_tag::RULE,
    &super::unregistered_language_subtag::RULE,
    &super::language_name_where_tag_belongs::RULE,
    &super::private_language_code::RULE,
    &super::retired_language_tag::RULE,
    &super::english_as_preferred_language::RULE,
    &super::misnamed_file::RULE,
    &super::repeated_code::RULE,
    &super::repeated_system::RULE,
    &super::unknown_source::RULE,
    &super::missing_source::RULE,
    &super::missing_justification::RULE,
    &super::missing_reviewer::RULE,
    &super::impossible_date_of_review::RULE,
    &super::empty_code::RULE,
    &super::several_meanings::RULE,
    &super::no_meaning::RULE,
    &super::missing_relationship::RULE,
    &super::relationship_to_nothing::RULE,
    &super::relationship_contradicts_hierarchy::RULE,
    &super::missing_official_label::RULE,
    &super::licensed_term::RULE,
    &super::observation_as_answer::RULE,
    &super::same_category_of_none::RULE,
    &super::unknown_code::RULE,
    &super::unknown_system::RULE,
    &super::unknown_reason::RULE,
    &super::silent_source::RULE,
    &super::agreed_term::RULE,
    &super::local_code_of_none::RULE,
    &super::unattested_meaning::RULE,
    &super::unregistered_language::RULE,
    &super::impossible_receiver::RULE,
    &super::contradiction_of_national_list::RULE,
    &super::missing_approver::RULE,
    &super::approved_by_reviewer::RULE,
    &super::approval_before_review::RULE,
    &super::approver_of_none::RULE,
    &super::impossible_date_of_retirement::RULE,
    &super::mojibake_in_name::RULE,
    &super::hidden_character_in_name::RULE,
    &super::replacement_character_in_name::RULE,
    &super::placeholder_name::RULE,
    &super::chosen_name_in_brackets::RULE,
    &super::space_around_name::RULE,
    &super::look_alike_letter_in_name::RULE,
    &super::title_in_name::RULE,
    &super::two_names_in_one_field::RULE,
    &super::number_in_name::RULE,
    &super::names_in_capitals::RULE,
    &super::names_cut_at_limit::RULE,
    &super::lost_diacritics::RULE,
    &super::cut_name::RULE,
    &super::former_name_as_chosen::RULE,
    &super::nhs_number_check_digit::RULE,
    &super::test_nhs_numbers::RULE,
    &super::shared_nhs_number::RULE,
    &super::repeated_record::RULE,
    &super::option_not_offered::RULE,
    &super::question_offers_nothing::RULE,
    &super::question_not_in_english_first::RULE,
    &super::unnamed_reviewer::RULE,
    &super::text_too_hard_to_read::RULE,
    &super::who_sees_differs::RULE,
    &super::question_without_guide::RULE,
    &super::ragged_row::RULE,
    &super::undecodable_text::RULE,
    &super::nul_in_row::RULE,
    &super::unknown_concept::RULE,
    &super::retired_concept::RULE,
    &super::malformed_id::RULE,
    &super::id_of_another_list::RULE,
    &super::repeated_id::RULE,
    &super::repeated_name::RULE,
    &super::repeated_in_list::RULE,
    &super::malformed_key::RULE,
    &super::loop_of_broader::RULE,
    &super::relation_to_itself::RULE,
    &super::overlap_contradicts_broader::RULE,
    &super::overlap_on_both_sides::RULE,
    &super::empty_text::RULE,
    &super::unknown_language_of_text::RULE,
    &super::colour_word::RULE,
    &super::unknown_word::RULE,
    &super::impossible_edition::RULE,
    &super::since_after_edition::RULE,
    &super::number_out_of_range::RULE,
    &super::attested_code_not_in_list::RULE,
    &super::attested_label_differs::RULE,
    &super::purpose_not_told::RULE,
    &super::standard_without_name::RULE,
    &super::unknown_owner::RULE,
    &super::unquoted_word::RULE,
    &super::repeated_key::RULE,
    &super::unknown_key::RULE,
    &super::missing_key::RULE,
    &super::yaml_tag::RULE,
    &super::anchor_or_alias::RULE,
    &super::merge_key::RULE,
    &super::second_document::RULE,
    &super::nothing_after_key::RULE,
    &super::not_a_whole_number::RULE,
    &super::uneven_indentation::RULE,
    &super::tab_character::RULE,
    &super::too_large_or_too_deep::RULE,
    &super::not_utf8::RULE,
    &super::byte_order_mark_in_yaml::RULE,
    &super::carriage_return::RULE,
    &super::not_yaml::RULE,
    &super::wrong_shape::RULE,
    &super::unread_file::RULE,
    &super::unreadable_file::RULE,
    &super::damaged_copy::RULE,
];

/// The fields that findings of a rule can be about, or can tell of; every field where that is not known more closely.
#[cfg(feature = "audit")]
pub(crate) fn fields_of(rule: &Rule) -> &'static [RecordField] {
    use RecordField::{
        ChosenName, DateOfBirth, EthnicCategory, FamilyName, GivenName, Language, NhsNumber,
        SexualOrientation, Updated,
    };
    let is_any_of = |rules: &[&Rule]| rules.iter().any(|one| one.id == rule.id);
    match rule.id.get(..7) {
        // Records are compared in all that they hold.
        Some("OW-NUM-") if !is_any_of(&[&super::shared_nhs_number::RULE, &super::repeated_record::RULE]) => {
            &[NhsNumber]
        }
        Some("OW-NAM-") => &[FamilyName, GivenName, ChosenName],
        Some("OW-DAT-") => &[DateOfBirth, Updated],
        Some("OW-LNG-") => &[Language],
        Some("OW-COD-") if !is_any_of(&[&super::unknown_code_system::RULE]) => {
            &[EthnicCategory, SexualOrientation, Language]
        }
        _ => &RecordField::ALL,
    }
}

/// The rule with this id; case does not matter. `None` when there is none: [`nearest`] then says which was likely meant.
///
/// # Example
///
/// ```
/// use ownwords::rules::{by_id, nearest};
///
/// assert_eq!(by_id("ow-nam-001").unwrap().name, "MojibakeInName");
/// assert!(by_id("OW-NAM-O01").is_none());
/// assert_eq!(nearest("OW-NAM-O01").id, "OW-NAM-001");
/// ```
pub fn by_id(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// The rule that a damaged code breaks. A stray space and stray case share one: the repair of both is the same.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Damage, systems};
/// use ownwords::rules;
///
/// let diagnosis = systems::NHS_ETHNIC_CATEGORY_2001.diagnose(b"01-Jan").unwrap();
/// assert_eq!(rules::of_damage(diagnosis.damage()).id, "OW-COD-008");
/// ```
pub fn of_damage(damage: Damage) -> &'static Rule {
    match damage {
        Damage::StraySpace | Damage::StrayCase => &super::code_with_stray_case_or_space::RULE,
        Damage::LookAlike => &super::look_alike_in_code::RULE,
        Damage::Label => &super::label_where_code_belongs::RULE,
        Damage::LeadingZerosLost => &super::code_without_leading_zeros::RULE,
        Damage::ScientificNotation => &super::code_read_as_number::RULE,
        Damage::DateShape => &super::code_read_as_date::RULE,
        Damage::RoundedIdentifier => &super::rounded_identifier::RULE,
        Damage::WrongCheckDigit => &super::identifier_check_digit::RULE,
        Damage::OneCharacterWrong => &super::wrong_character_in_code::RULE,
        Damage::UnknownCode => &super::code_not_in_system::RULE,
    }
}

/// The rule whose id or name is nearest to the text, case aside; the first of those that are equally near.
///
/// # Example
///
/// ```
/// use ownwords::rules::nearest;
///
/// assert_eq!(nearest("mojibake").id, "OW-NAM-001");
/// ```
pub fn nearest(text: &str) -> &'static Rule {
    // No id or name is longer than this; what a longer text ends in makes no difference to which is nearest.
    let text: Vec<char> = text.chars().take(40).map(|c| c.to_ascii_uppercase()).collect();
    let distance_to = |rule: &Rule| distance(&text, rule.id).min(distance(&text, rule.name));
    let first = &super::code_not_in_system::RULE;
    RULES.iter().copied().min_by_key(|rule| distance_to(rule)).unwrap_or(first)
}

/// How many characters must be put in, taken out or changed to make one of the other (Levenshtein).
fn distance(text: &[char], other: &str) -> usize {
    let mut row: Vec<usize> = (0..=text.len()).collect();
    for (line, wanted) in other.chars().map(|c| c.to_ascii_uppercase()).enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        for (cell, &given) in cells.zip(text) {
            let cost = if given == wanted { diagonal } else { 1 + diagonal.min(left).min(*cell) };
            diagonal = core::mem::replace(cell, cost);
            left = cost;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_counted_in_characters() {
        let distance = |one: &str, other| distance(&one.chars().collect::<Vec<_>>(), other);
        for (one, other, expected) in [
            ("", "", 0),
            ("", "AB", 2),
            ("AB", "", 2),
            ("KITTEN", "SITTING", 3),
            ("ABC", "ABC", 0),
            ("Ë", "E", 1),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
