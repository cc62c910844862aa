//! A statement of several parts, as a code for each.

use serde_json::{Value, json};

use super::elements::{coding, concept, reason};
use super::profiles::{Question, Repeated, Shape};
use crate::answer::Absence;
use crate::bridge::{Ambiguity, Bridge, Cause, CodeSystem, Loss, Policy, Relationship, Target, systems};
use crate::field::Field;
use crate::stated::{AbsenceOnly, Axis, Part, Stated};

/// What a statement goes out as.
pub(super) enum Codes {
    /// These, and what each cannot tell apart.
    These(Vec<String>, Vec<Loss>),
    /// Several fit one of the parts, and nothing says which: then none is sent, for half a statement is another one.
    Ambiguous(Ambiguity),
    /// None, and why.
    None(&'static str),
}

/// Whether FHIR takes the text as a code: something, with no white space but single ones inside.
pub(super) fn is_code(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(char::is_control)
        && text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace))
}

/// A code for each part of a statement; for one part, as the field is sent.
pub(super) fn codes_of_parts<A: Axis>(
    repeated: &Repeated<A>,
    field: &Field<Stated<A>>,
    policy: Policy,
) -> Codes {
    let parts = field.statement().given().map_or(&[][..], Stated::parts);
    let alone = |part: &Part| {
        let words = field.statement().given().and_then(Stated::own_words).map(str::to_owned);
        Stated::new(vec![*part], words).map(Field::stated)
    };
    let fields: Vec<Field<Stated<A>>> = match parts {
        [] | [_] => vec![field.clone()],
        _ => parts.iter().flat_map(alone).collect(),
    };
    let mut found = Found { codes: Vec::new(), losses: Vec::new(), left_out: Vec::new() };
    for field in fields {
        let of_level = || {
            let code = repeated.of_level(&field)?;
            Some((code.to_owned(), repeated.list.loss(&code.into(), field.statement(), policy)))
        };
        match repeated.list.encode(&field, policy) {
            Err(ambiguity) => {
                let is_settled = |cause: &Cause| {
                    !matches!(cause, Cause::CodingsDisagree | Cause::ChoiceAwaitsConfirmation)
                };
                let of_level = of_level().filter(|_| ambiguity.causes().iter().all(is_settled));
                let Some((code, loss)) = of_level else { return Codes::Ambiguous(ambiguity) };
                found.add(code, loss);
            }
            Ok(encoded) => {
                let (value, loss, _) = encoded.into_parts();
                let code = value.as_bytes().and_then(|code| core::str::from_utf8(code).ok());
                let Some(code) = code.filter(|code| is_code(code)) else {
                    found.left_out.push(loss);
                    continue;
                };
                if repeated.is_of_level(code) {
                    found.add(code.to_owned(), loss);
                    continue;
                }
                let is_chosen =
                    field.reporting_choices().iter().any(|choice| choice.system == repeated.list.key());
                let Some((code, loss)) = of_level().filter(|_| !is_chosen) else {
                    return Codes::None("the receiver takes codes of another level of the list alone");
                };
                found.add(code, loss);
            }
        }
    }
    let Found { codes, mut losses, left_out } = found;
    losses.extend(left_out);
    Codes::These(codes, losses)
}

/// The codes of some parts, and the loss of each.
struct Found {
    codes: Vec<String>,
    losses: Vec<Loss>,
    left_out: Vec<Loss>,
}

impl Found {
    /// Two heritages that the list has under one category are one code: the greater loss stands for both.
    fn add(&mut self, code: String, loss: Loss) {
        let before = self.codes.iter().position(|known| *known == code);
        match before.and_then(|place| self.losses.get_mut(place)) {
            Some(known) if known.is_nothing() => *known = loss,
            Some(_) => {}
            None => {
                self.codes.push(code);
                self.losses.push(loss);
            }
        }
    }
}

impl<A: Axis> Repeated<A> {
    fn is_of_level(&self, code: &str) -> bool {
        self.characters.is_none_or(|characters| code.chars().count() == characters)
    }

    /// Of a list whose levels have some categories in common: the one code of the level that is taken which is the whole of
    /// what was stated, no more and no less.
    fn of_level(&self, field: &Field<Stated<A>>) -> Option<&'static str> {
        self.characters?;
        let stated = field.statement().given()?;
        let [part @ Part::Concept(_)] = stated.parts() else { return None };
        let is_whole = |code: &&str| self.list.parts_of(code.as_bytes()) == [*part];
        let rows = self.list.rows().iter().filter(|row| row.relationship() == Relationship::Equivalent);
        let mut codes = rows.map(|row| row.code()).filter(|code| self.is_of_level(code)).filter(is_whole);
        codes.next().filter(|_| codes.next().is_none())
    }
}

/// The extensions that hold these codes; or why none can.
pub(super) fn extensions<A: Axis>(
    repeated: &Repeated<A>,
    codes: &[String],
) -> Result<Vec<String>, &'static str> {
    let list = repeated.list;
    let each = |extension: &dyn Fn(Value) -> Value| {
        let concepts = codes.iter().map(|code| concept(list.uri_of(code), code));
        concepts.map(|concept| extension(concept).to_string()).collect()
    };
    match repeated.shape {
        Shape::Value(url) => Ok(each(
            &|concept| json!({"url": url, "extension": [{"url": "value", "valueCodeableConcept": concept}]}),
        )),
        Shape::Concept(url) => Ok(each(&|concept| json!({"url": url, "valueCodeableConcept": concept}))),
        Shape::Questions(questions) => answers(list, questions, codes),
    }
}

impl Shape {
    /// An extension in which a reason stands in the place of a code; `None` where the receiver takes none there.
    pub(super) fn with_reason(&self, code: &str) -> Option<String> {
        let extension = match self {
            Self::Value(url) => {
                json!({"url": url, "extension": [{"url": "value", "valueCodeableConcept": reason(code)}]})
            }
            Self::Concept(url) => json!({"url": url, "valueCodeableConcept": reason(code)}),
            Self::Questions(_) => return None,
        };
        Some(extension.to_string())
    }
}

/// Each code under the question that it answers, with the labels that the list itself has for the categories.
fn answers<A: Axis>(
    list: &'static CodeSystem<A>,
    questions: &[Question],
    codes: &[String],
) -> Result<Vec<String>, &'static str> {
    let mut open: Vec<&String> = codes.iter().collect();
    let mut extensions = Vec::new();
    for question in questions {
        let answers = |code: &&String| question.codes.is_empty() || question.codes.contains(&code.as_str());
        let (here, others): (Vec<&String>, Vec<&String>) = open.into_iter().partition(answers);
        open = others;
        if here.len() > question.at_most {
            return Err("the receiver takes one answer to a question to which the person gives several");
        }
        let mut parts = Vec::new();
        let mut labels = Vec::new();
        for code in here {
            let Some(row) = list.decode(code.as_bytes()).row() else {
                return Err(
                    "what was received is no code of the list, and does not say which question it answers",
                );
            };
            parts.push(json!({"url": "ombCategory", "valueCoding": coding(list.uri_of(code), code)}));
            labels.push(row.label());
        }
        if !parts.is_empty() {
            parts.push(json!({"url": "text", "valueString": labels.join(", ")}));
            extensions.push(json!({"url": question.url, "extension": parts}).to_string());
        }
    }
    Ok(extensions)
}

/// FHIR's code for why there is no answer, and what it cannot tell apart.
pub(super) fn reason_for(absence: Absence) -> Option<(&'static str, Loss)> {
    let list = &systems::FHIR_DATA_ABSENT_REASON;
    let mut field = Field::<Stated<AbsenceOnly>>::not_asked();
    field.absent(absence);
    let (value, loss, _) = list.encode(&field, Policy::Certain).ok()?.into_parts();
    list.decode(value.as_bytes()?).row().map(|row| (row.code(), loss))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ethnicity::Ethnicity;

    fn stated(slugs: &[&str]) -> Field<Ethnicity> {
        let id = |slug: &&str| crate::Standard::ethnicity().by_slug(slug).expect("it is there").id();
        Field::stated(Ethnicity::of(slugs.iter().map(id)).expect("each is stated once"))
    }

    fn of(at_most: usize, slugs: &[&str]) -> Result<Vec<String>, &'static str> {
        let one: &'static [Question] = &[Question { url: "urn:x", codes: &[], at_most: 1 }];
        let many: &'static [Question] = &[Question { url: "urn:x", codes: &[], at_most: usize::MAX }];
        let questions = if at_most == 1 { one } else { many };
        let repeated =
            Repeated { list: &systems::US_OMB_1997, characters: None, shape: Shape::Questions(questions) };
        match codes_of_parts(&repeated, &stated(slugs), Policy::Certain) {
            Codes::These(codes, _) => extensions(&repeated, &codes),
            Codes::Ambiguous(_) | Codes::None(_) => Err("no codes"),
        }
    }

    #[test]
    fn a_question_that_takes_one_answer_takes_none_of_several() {
        let two = &["pacific-peoples", "hispanic-or-latino"];
        assert!(of(1, two).expect_err("one is taken").contains("one answer"));
        assert_eq!(of(2, two).map(|extensions| extensions.len()), Ok(1));
    }

    #[test]
    fn two_heritages_of_one_category_are_one_code() {
        let one = of(1, &["samoan", "tongan"]).expect("both are of one category");
        assert_eq!(one.concat().matches("2076-8").count(), 1);
        // The loss says that more was stated than the code says.
        let repeated =
            Repeated { list: &systems::US_OMB_1997, characters: None, shape: Shape::Concept("urn:x") };
        let field = stated(&["pacific-peoples", "samoan"]);
        let Codes::These(codes, losses) = codes_of_parts(&repeated, &field, Policy::Certain) else {
            panic!("both have a code")
        };
        assert!(codes.len() == 1 && losses.len() == 1 && !losses.iter().all(Loss::is_nothing));
    }
}
