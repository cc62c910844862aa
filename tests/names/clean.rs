//! Names without a fault have no warning.

use ownwords::{NameText, NameWarningKind, name};
use proptest::prelude::*;

use crate::clean_names::CLEAN_NAMES;
use crate::strategies;

pub(super) fn warnings(text: &str) -> Vec<NameWarningKind> {
    name::check(&NameText::received(text)).map(|warning| warning.kind()).collect()
}

#[test]
fn clean_names_of_all_scripts_have_no_warning() {
    for (script, text) in CLEAN_NAMES {
        assert_eq!(warnings(text), [], "{script}: {text:?}");
        assert_eq!(warnings(&text.to_uppercase()), [], "{script}: {text:?} in capitals");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The places of a warning are those of the text, and nothing of the name is in what is said of it.
    #[test]
    fn a_warning_says_where_and_shows_nothing(text in strategies::hostile()) {
        for warning in name::check(&NameText::received(text.clone())) {
            prop_assert!(text.is_char_boundary(warning.byte()));
            prop_assert_eq!(text[..warning.byte()].chars().count() + 1, warning.place());
            let original = warning.likely_original().map(str::to_owned);
            prop_assert_eq!(original.is_some(), warning.kind() == NameWarningKind::Mojibake);
            for said in [warning.to_string(), format!("{warning:?}")] {
                prop_assert!(said.is_ascii());
                prop_assert!(original.as_ref().is_none_or(|original| !said.contains(original.as_str())));
            }
        }
    }
}
