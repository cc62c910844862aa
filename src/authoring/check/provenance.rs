//! Where rows come from and who looked at them, checked.

use super::{Check, Names, Place};
use crate::authoring::forms::{DefaultsForm, RowForm, SourceForm};
use crate::authoring::yaml::Word;
use crate::field::Date;
use crate::rules::{
    approval_before_review, approved_by_reviewer, approver_of_none, impossible_date_of_review,
    missing_approver, missing_justification, missing_reviewer, missing_source, repeated_name,
};

/// How far the review of a row has come.
pub(in crate::authoring) const REVIEWS: [&str; 3] = ["draft", REVIEWED, APPROVED];

const REVIEWED: &str = "reviewed";

/// What two people have looked at. Whatever is not this is embedded as provisional.
pub(in crate::authoring) const APPROVED: &str = "approved";

/// Who looked at something, and when: what a row says itself, and the head for what it does not say.
struct Review<'a> {
    state: &'a Word,
    reviewer: &'a Word,
    date: &'a Word,
    approver: Option<&'a Word>,
    approved_on: Option<&'a Word>,
}

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
        self.review(file, &Review::of_head(defaults));
        self.approval_of_none(file, &defaults.review, [&defaults.approver, &defaults.approved_on]);
        self.day((file, &defaults.date));
        if let Some(day) = &defaults.approved_on {
            self.day((file, day));
        }
    }

    /// What a row says of itself, or takes from the head of the file.
    pub(super) fn own_defaults(&mut self, file: &str, row: &RowForm, head: &DefaultsForm) {
        if let Some(justification) = &row.justification {
            self.justification((file, justification));
        }
        let own = [&row.review, &row.reviewer, &row.date, &row.approver, &row.approved_on];
        if own.iter().any(|own| own.is_some()) {
            let review = Review::of_row(row, head);
            self.review(file, &review);
            self.approval_of_none(file, review.state, [&row.approver, &row.approved_on]);
        }
        for day in row.date.iter().chain(&row.approved_on) {
            self.day((file, day));
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

    fn review(&mut self, file: &str, review: &Review<'_>) {
        let state = review.state;
        self.known(&Names::of("review", "mappings/TEMPLATE.yaml", REVIEWS), (file, state));
        let has_reviewer = !review.reviewer.as_str().trim().is_empty();
        if matches!(state.as_str(), REVIEWED | APPROVED) && !has_reviewer {
            let message = format!("this is {}, and nobody is named who reviewed it", state.as_str());
            let help = "name the person in `reviewer`, or let `review` be draft";
            self.fault(&missing_reviewer::RULE, (file, state), message, help);
        }
        if state.as_str() == APPROVED {
            self.approval(file, review);
        }
    }

    /// What is approved names who approved it, who is not the reviewer, and a day that is not before the review's.
    fn approval(&mut self, file: &str, review: &Review<'_>) {
        let said = |word: Option<&'_ Word>| word.is_some_and(|word| !word.as_str().trim().is_empty());
        if !said(review.approver) || !said(review.approved_on) {
            let message = "this is approved, and does not say by whom and on what day";
            let help = "name the second person in `approver` and the day in `approved-on`, or let `review` be reviewed";
            self.fault(&missing_approver::RULE, (file, review.state), message, help);
        }
        if let Some(approver) = review.approver.filter(|approver| is_same_person(approver, review.reviewer)) {
            let message = "whoever approved this is who reviewed it";
            let help = "let somebody else approve it, and let `review` be reviewed until then";
            self.fault(&approved_by_reviewer::RULE, (file, approver), message, help);
        }
        let Some(approved_on) = review.approved_on else { return };
        let days = (approved_on.as_str().parse::<Date>(), review.date.as_str().parse::<Date>());
        // Both are whole days, so that their texts stand in the order of time.
        if matches!(days, (Ok(_), Ok(_))) && approved_on.as_str() < review.date.as_str() {
            let message = format!("this was approved before its review of {}", review.date.as_str());
            let help = "what was reviewed anew wants approving anew: let `review` be reviewed until it is";
            self.fault(&approval_before_review::RULE, (file, approved_on), message, help);
        }
    }

    /// An approval that stands beside a review that is no approval: one of the two was not finished.
    fn approval_of_none(&mut self, file: &str, state: &Word, said: [&Option<Word>; 2]) {
        let Some(said) = said.into_iter().flatten().find(|word| !word.as_str().trim().is_empty()) else {
            return;
        };
        if state.as_str() != APPROVED {
            let message = format!("this names an approval, and `review` is {}", state.as_str());
            let help = "let `review` be approved, or take `approver` and `approved-on` out";
            self.fault(&approver_of_none::RULE, (file, said), message, help);
        }
    }

    fn day(&mut self, place: Place<'_>) {
        if !is_day(place.1.as_str()) {
            let rule = &impossible_date_of_review::RULE;
            self.fault(rule, place, "this is not a day of the calendar", "write YYYY-MM-DD");
        }
    }
}

/// Whether a text is a whole day of the calendar.
pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

impl<'a> Review<'a> {
    fn of_head(head: &'a DefaultsForm) -> Self {
        Self {
            state: &head.review,
            reviewer: &head.reviewer,
            date: &head.date,
            approver: head.approver.as_ref(),
            approved_on: head.approved_on.as_ref(),
        }
    }

    fn of_row(row: &'a RowForm, head: &'a DefaultsForm) -> Self {
        Self {
            state: row.review.as_ref().unwrap_or(&head.review),
            reviewer: row.reviewer.as_ref().unwrap_or(&head.reviewer),
            date: row.date.as_ref().unwrap_or(&head.date),
            approver: row.approver.as_ref().or(head.approver.as_ref()),
            approved_on: row.approved_on.as_ref().or(head.approved_on.as_ref()),
        }
    }
}

/// Whether two names are written for the same person: capitals and spaces make no second one.
fn is_same_person(one: &Word, other: &Word) -> bool {
    let words = |name: &Word| {
        let name = name.as_str().to_lowercase();
        name.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    !words(one).is_empty() && words(one) == words(other)
}
