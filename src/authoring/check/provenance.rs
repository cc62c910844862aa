//! Where rows come from and who looked at them, checked.

use super::{Check, Names, Place};
use crate::authoring::forms::{DefaultsForm, RowForm, SourceForm};
use crate::authoring::yaml::Word;
use crate::field::Date;
use crate::rules::{
    impossible_date_of_review, missing_justification, missing_reviewer, missing_source, repeated_name,
};

/// How far the review of a row has come.
pub(in crate::authoring) const REVIEWS: [&str; 3] = ["draft", "reviewed", "approved"];

impl Check<'_> {
    pub(super) fn sources(&mut self, file: &str, sources: &[SourceForm]) {
        for (place, source) in sources.iter().enumerate() {
            if source.title.trim().is_empty() || source.licence.trim().is_empty() {
                let message = format!("the source `{}` has no title, or no licence", source.key.as_str());
                let help = "say where the list was read and on what terms, \"not stated\" where none are";
                self.fault(&missing_source::RULE, (file, &source.key), message, help);
            }
            if sources.iter().take(place).any(|other| other.key.as_str() == source.key.as_str()) {
                let message = format!("the source `{}` stands twice", source.key.as_str());
                self.fault(
                    &repeated_name::RULE,
                    (file, &source.key),
                    message,
                    "give each source its own key",
                );
            }
        }
    }

    pub(super) fn defaults(&mut self, file: &str, defaults: &DefaultsForm) {
        self.justification((file, &defaults.justification));
        self.review(file, &defaults.review, &defaults.reviewer);
        self.day((file, &defaults.date));
    }

    /// What a row says of itself, or takes from the head of the file.
    pub(super) fn own_defaults(&mut self, file: &str, row: &RowForm, head: &DefaultsForm) {
        if let Some(justification) = &row.justification {
            self.justification((file, justification));
        }
        if row.review.is_some() || row.reviewer.is_some() {
            let review = row.review.as_ref().unwrap_or(&head.review);
            self.review(file, review, row.reviewer.as_ref().unwrap_or(&head.reviewer));
        }
        if let Some(date) = &row.date {
            self.day((file, date));
        }
    }

    fn justification(&mut self, place: Place<'_>) {
        if place.1.as_str().trim().is_empty() {
            let help = "write the ground in the words of SSSOM, such as manual-mapping-curation";
            self.fault(
                &missing_justification::RULE,
                place,
                "nothing says on what ground this was written",
                help,
            );
        }
    }

    fn review(&mut self, file: &str, review: &Word, reviewer: &Word) {
        self.known(&Names::of("review", "mappings/TEMPLATE.yaml", REVIEWS), (file, review));
        if matches!(review.as_str(), "reviewed" | "approved") && reviewer.as_str().trim().is_empty() {
            let message = format!("this is {}, and nobody is named who did so", review.as_str());
            let help = "name the person in `reviewer`, or let `review` be draft";
            self.fault(&missing_reviewer::RULE, (file, review), message, help);
        }
    }

    fn day(&mut self, place: Place<'_>) {
        let day = place.1.as_str();
        if day.len() != 10 || day.parse::<Date>().is_err() {
            let rule = &impossible_date_of_review::RULE;
            self.fault(rule, place, "this is not a day of the calendar", "write YYYY-MM-DD");
        }
    }
}
