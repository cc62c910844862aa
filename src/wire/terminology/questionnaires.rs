//! The questions, in either release.

use serde_json::Value;

use super::{Release, Resource};
use crate::questions::Question;

/// The questions as a Questionnaire: in R4 what [`questionnaire`](crate::wire::questionnaire) writes; in R5, which has no
/// item type `open-choice`, an item of type `coding` whose answers are the options or own words.
///
/// # Example
///
/// ```
/// use ownwords::questions::Question;
/// use ownwords::wire::terminology::{Release, questionnaire};
///
/// let form = questionnaire(Question::of("pronouns"), Release::R5).to_json();
/// assert!(form.contains(r#""answerConstraint": "optionsOrString""#));
/// ```
pub fn questionnaire(questions: impl IntoIterator<Item = &'static Question>, release: Release) -> Resource {
    // What was just written as JSON is read back whole.
    let mut value: Value = serde_json::from_str(&crate::wire::questionnaire(questions)).unwrap_or_default();
    if release == Release::R5 {
        as_r5(&mut value);
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Resource { kind: "Questionnaire", id: text("id"), url: text("url"), value }
}

fn as_r5(form: &mut Value) {
    let Some(items) = form.get_mut("item").and_then(Value::as_array_mut) else { return };
    for item in items {
        as_r5(item);
        let Value::Object(fields) = item else { continue };
        if fields.get("type").and_then(Value::as_str) != Some("open-choice") {
            continue;
        }
        let r4 = core::mem::take(fields);
        for (key, value) in r4 {
            let is_answer = key == "answerOption" || key == "answerValueSet";
            if is_answer {
                fields.insert("answerConstraint".to_owned(), "optionsOrString".into());
            }
            let value = if key == "type" { "coding".into() } else { value };
            fields.insert(key, value);
        }
    }
}
