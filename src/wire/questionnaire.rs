//! The questions as a FHIR R4 Questionnaire.

use serde_json::{Map, Value, json};

use crate::questions::{About, Choice, Question, Wording};
use crate::standard::{Kind, STANDARD_DATE, STANDARD_VERSION, Standard};
use crate::stated::Part;

/// What the `system` of our codings begins with; the word of the kind of concept follows, for example `heritage`. The codes
/// are concept ids, which alone are unique: `.example` is reserved (RFC 2606) and leads nowhere.
pub const CODE_SYSTEMS: &str = canonical!("CodeSystem/");

const QUESTIONNAIRE: &str = canonical!("Questionnaire/");
const TRANSLATION: &str = "http://hl7.org/fhir/StructureDefinition/translation";
const ITEM_CONTROL: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
const OPEN_LABEL: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-openLabel";
const ABSENT: &str = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
const TAGS: &str = "urn:ietf:bcp:47";

/// The questions as one FHIR R4 (4.0.1) Questionnaire, in JSON. The same questions give the same bytes.
///
/// Each question is an item of type `open-choice`, so that it takes own words, is never `required`, and offers
/// `asked-declined` and `asked-unknown` of FHIR's data-absent-reason beside its options. A question over a whole standard
/// has a contained value set, its options first, and the item control `autocomplete`. What is said beneath a question
/// stands in items of type `display`. Other languages are translations, in FHIR's extension of that name. Status is
/// `draft` as long as a wording is not reviewed.
///
/// # Example
///
/// ```
/// use ownwords::questions::Question;
/// use ownwords::wire::questionnaire;
///
/// let text = questionnaire(Question::of("pronouns"));
/// let form: serde_json::Value = serde_json::from_str(&text).unwrap();
/// assert_eq!(form["item"][0]["linkId"], "pronouns");
/// assert_eq!(form["item"][0]["type"], "open-choice");
/// ```
pub fn questionnaire(questions: impl IntoIterator<Item = &'static Question>) -> String {
    let questions: Vec<&Question> = questions.into_iter().collect();
    let (id, title) = match &questions[..] {
        [one] => (one.field(), "ownwords: one question"),
        _ => ("questions", "ownwords: questions"),
    };
    let mut wordings = questions.iter().flat_map(|question| question.wordings());
    let status = if wordings.all(|one| one.reviewed_by().is_some()) { "active" } else { "draft" };
    let mut form = json!({
        "resourceType": "Questionnaire",
        "id": format!("ownwords-{id}"),
        "language": "en",
        "url": format!("{QUESTIONNAIRE}{id}"),
        "version": STANDARD_VERSION,
        "name": "OwnwordsQuestions",
        "title": title,
        "status": status,
        "date": STANDARD_DATE,
    });
    let contained: Vec<Value> = questions.iter().filter_map(|question| value_set(question)).collect();
    if !contained.is_empty() {
        put(&mut form, "contained", Value::Array(contained));
    }
    let items: Vec<Value> = questions.iter().filter_map(|question| item(question)).collect();
    put(&mut form, "item", Value::Array(items));
    format!("{form:#}\n")
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = object {
        fields.insert(key.to_owned(), value);
    }
}

/// A text under `key`, with its translations beside it.
fn put_text(object: &mut Value, key: &str, question: &Question, text: &dyn Fn(&'static Wording) -> String) {
    let mut wordings = question.wordings().iter();
    let Some(english) = wordings.next().map(text) else { return };
    let translations: Vec<Value> = wordings
        .map(|wording| (wording.language(), text(wording)))
        .filter(|(_, content)| *content != english)
        .map(|(language, content)| {
            json!({
                "url": TRANSLATION,
                "extension": [
                    {"url": "lang", "valueCode": language},
                    {"url": "content", "valueString": content},
                ],
            })
        })
        .collect();
    put(object, key, english.into());
    if !translations.is_empty() {
        put(object, &format!("_{key}"), json!({"extension": translations}));
    }
}

fn item(question: &'static Question) -> Option<Value> {
    question.wordings().first()?;
    let mut open_label = json!({"url": OPEN_LABEL});
    put_text(&mut open_label, "valueString", question, &|wording| wording.own_words().to_owned());
    let mut extensions = Vec::new();
    if is_over_a_standard(question) {
        let coding =
            json!({"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "autocomplete"});
        extensions.push(json!({"url": ITEM_CONTROL, "valueCodeableConcept": {"coding": [coding]}}));
    }
    extensions.push(open_label);
    let mut item = json!({"extension": extensions, "linkId": question.field()});
    put_text(&mut item, "text", question, &|wording| wording.form().to_owned());
    put(&mut item, "type", "open-choice".into());
    put(&mut item, "required", false.into());
    put(&mut item, "repeats", question.takes_several().into());
    if is_over_a_standard(question) {
        put(&mut item, "answerValueSet", format!("#{}", set_id(question)).into());
    } else {
        let options =
            question.options().filter_map(|choice| coding(question, &choice)).chain(absences(question));
        let options: Vec<Value> = options.map(|coding| json!({"valueCoding": coding})).collect();
        put(&mut item, "answerOption", Value::Array(options));
    }
    let told = |name: &str, text: &dyn Fn(&'static Wording) -> String| {
        let mut item = json!({"linkId": format!("{}.{name}", question.field())});
        put_text(&mut item, "text", question, text);
        put(&mut item, "type", "display".into());
        item
    };
    let who_sees = |wording: &'static Wording| {
        let sentences = wording.who_sees().iter().map(|one| one.sentence());
        sentences.collect::<Vec<_>>().join(" ")
    };
    let told = [
        told("hint", &|wording| wording.hint().to_owned()),
        told("why", &|wording| wording.why().to_owned()),
        told("who-sees", &who_sees),
    ];
    put(&mut item, "item", Value::Array(told.into()));
    Some(item)
}

/// Whether all concepts of a standard may be chosen. Languages are too many to list, and stand for themselves.
fn is_over_a_standard(question: &Question) -> bool {
    question.is_type_ahead() && matches!(question.about(), About::Concepts(_))
}

fn set_id(question: &Question) -> String {
    format!("{}-answers", question.field())
}

fn system(kind: Kind) -> String {
    format!("{CODE_SYSTEMS}{}", kind.word())
}

/// A choice as a coding, with its translations; `None` for what has no code.
fn coding(question: &'static Question, choice: &Choice) -> Option<Value> {
    let mut coding = match choice {
        Choice::Part(Part::Concept(id)) => json!({"system": system(id.kind()), "code": id.to_string()}),
        Choice::Part(Part::NotFurtherStated) => return None,
        Choice::Language(used) => json!({"system": TAGS, "code": used.tag.as_str()}),
    };
    let label = |wording: &Wording| question.label(choice, wording.language()).unwrap_or_default().to_owned();
    put_text(&mut coding, "display", question, &label);
    Some(coding)
}

/// Not saying, and not being sure.
fn absences(question: &'static Question) -> [Value; 2] {
    let mut declined = json!({"system": ABSENT, "code": "asked-declined"});
    put_text(&mut declined, "display", question, &|wording| wording.declined().to_owned());
    let mut not_sure = json!({"system": ABSENT, "code": "asked-unknown"});
    put_text(&mut not_sure, "display", question, &|wording| wording.not_sure().to_owned());
    [declined, not_sure]
}

/// Everything that people may choose of a whole standard: the options, then the others in the standard's order.
fn value_set(question: &'static Question) -> Option<Value> {
    let About::Concepts(kind) = question.about() else { return None };
    if !question.is_type_ahead() {
        return None;
    }
    let options: Vec<Choice> = question.options().collect();
    let concepts = Standard::of(kind)?.concepts();
    let offered =
        concepts.filter(|concept| !concept.is_for_counting_only()).map(|one| Choice::from(one.id()));
    let others: Vec<Choice> = offered.filter(|choice| !options.contains(choice)).collect();
    let codings = options.iter().chain(&others).filter_map(|choice| coding(question, choice));
    let include = |system: String, codings: Vec<Value>| {
        let without_system = |mut coding: Value| {
            if let Value::Object(fields) = &mut coding {
                *fields = core::mem::take(fields)
                    .into_iter()
                    .filter(|(key, _)| key != "system")
                    .collect::<Map<_, _>>();
            }
            coding
        };
        let concepts: Vec<Value> = codings.into_iter().map(without_system).collect();
        json!({"system": system, "concept": concepts})
    };
    Some(json!({
        "resourceType": "ValueSet",
        "id": set_id(question),
        "status": "draft",
        "compose": {"include": [
            include(system(kind), codings.collect()),
            include(ABSENT.to_owned(), absences(question).into()),
        ]},
    }))
}
