//! How to ask: what a question offers reaches the record and comes back, and what is said can be read.

#[cfg(feature = "wire")]
mod fhir;
mod sent;

use core::fmt::Debug;

use ownwords::questions::{About, Askable, Choice, Question, Reply, Wording};
use ownwords::text::readability_index;
use ownwords::{
    Accommodation, ArmedForces, Bridge, Care, Characteristic, Communication, Contact, Disability, Ethnicity,
    Field, Formats, GenderIdentity, Impairments, Interpreter, Kind, LanguageUse, Languages, Mode, Modes,
    Name, Partnership, Policy, Pronouns, Purpose, Reason, Religion, Sealed, SexualOrientation, Standard,
    TransStatus,
};

/// Shows a question with the type of its field to whatever is said of all of them.
trait Each {
    fn field<T: Askable + Clone + Debug>(&mut self, question: &'static Question);
}

fn each_question(each: &mut impl Each) {
    for question in Question::all() {
        match question.about() {
            About::Name => each.field::<Name>(question),
            About::Languages => each.field::<Languages>(question),
            About::Concepts(kind) => match kind {
                Kind::Heritage => each.field::<Ethnicity>(question),
                Kind::Orientation => each.field::<SexualOrientation>(question),
                Kind::Pronouns => each.field::<Pronouns>(question),
                Kind::Gender => each.field::<GenderIdentity>(question),
                Kind::TransStatus => each.field::<TransStatus>(question),
                Kind::Religion => each.field::<Religion>(question),
                Kind::Disability => each.field::<Disability>(question),
                Kind::Impairment => each.field::<Impairments>(question),
                Kind::Partnership => each.field::<Partnership>(question),
                Kind::Care => each.field::<Care>(question),
                Kind::ArmedForces => each.field::<ArmedForces>(question),
                Kind::Accommodation => each.field::<Accommodation>(question),
                Kind::Communication => each.field::<Communication>(question),
                Kind::Format => each.field::<Formats>(question),
                Kind::Contact => each.field::<Contact>(question),
                Kind::Interpreter => each.field::<Interpreter>(question),
                _ => panic!("the question for {} needs a line here", question.field()),
            },
            _ => panic!("the question for {} needs a line here", question.field()),
        }
    }
}

#[test]
fn every_field_that_a_person_is_asked_for_has_a_question() {
    // What an office wrote and what somebody saw is asked of nobody.
    // What somebody can do in a language is asked with the language.
    let with_languages = [Kind::LanguageAbility, Kind::Proficiency];
    let not_asked = [&[Kind::AdministrativeGender, Kind::PhenotypicSex], &with_languages[..]].concat();
    for kind in Kind::all() {
        let has = Question::all().iter().any(|question| question.about() == About::Concepts(kind));
        assert_eq!(has, !not_asked.contains(&kind), "standards/questions/ and {kind:?}");
    }
    for word in Characteristic::ALL.map(Characteristic::word) {
        assert!(Question::of(word).is_some(), "standards/questions/{word}.yaml is not there");
    }
    assert!(Question::of("trans-status").is_some() && Question::of("phenotypic-sex").is_none());
}

/// All that may be chosen: the options, and where a whole standard may be searched, all of it that is no node for
/// counting.
fn choices(question: &'static Question) -> Vec<Choice> {
    let mut choices: Vec<Choice> = question.options().collect();
    if let (About::Concepts(kind), true) = (question.about(), question.is_type_ahead()) {
        for concept in Standard::of(kind).unwrap().concepts() {
            let choice = Choice::from(concept.id());
            if !concept.is_for_counting_only() && !choices.contains(&choice) {
                choices.push(choice);
            }
        }
    }
    choices
}

/// Every combination of up to four options, in their order and in the reverse. Of a standard that is searched, every
/// concept alone, each with the next three after it, and each with three that are far apart: all combinations of 749 by
/// four would be thirteen thousand million.
fn combinations(question: &'static Question) -> Vec<Vec<Choice>> {
    let choices = choices(question);
    let options = question.options().count();
    let mut all: Vec<Vec<usize>> = (0..choices.len()).map(|one| vec![one]).collect();
    if question.takes_several() {
        let mut last: Vec<Vec<usize>> = (0..options).map(|one| vec![one]).collect();
        for _ in 1..4 {
            let longer = |some: &Vec<usize>| {
                let some = some.clone();
                (some.last().unwrap() + 1..options).map(move |next| [some.clone(), vec![next]].concat())
            };
            last = last.iter().flat_map(longer).collect();
            all.extend(last.clone());
        }
        for one in 0..choices.len() {
            for step in [1, choices.len() / 4 + 1] {
                let some: Vec<usize> = (0..4).map(|place| one + place * step).collect();
                if some.iter().all(|place| *place < choices.len()) {
                    all.push(some);
                }
            }
        }
    }
    let reversed: Vec<Vec<usize>> = all.iter().map(|some| some.iter().rev().copied().collect()).collect();
    all.extend(reversed);
    all.iter().map(|some| some.iter().map(|place| choices[*place].clone()).collect()).collect()
}

const WORDS: &str = "as I say it: \u{201C}ʻŌlelo\u{201D}\u{301}  দুই\n";

struct RoundTrip {
    replies: usize,
}

impl RoundTrip {
    fn goes_round<T: Askable + Clone + Debug>(&mut self, question: &'static Question, reply: &Reply) {
        let mut field: Field<T> = Field::not_asked();
        question.put(reply, &mut field).unwrap_or_else(|error| panic!("{}: {error}", question.field()));
        assert!(
            question.reply(&field).unwrap() == *reply,
            "{}: {reply:?} came back otherwise",
            question.field()
        );
        assert_eq!(question.answer::<T>(reply).unwrap(), *field.statement(), "{}", question.field());
        self.replies += 1;
    }
}

impl Each for RoundTrip {
    fn field<T: Askable + Clone + Debug>(&mut self, question: &'static Question) {
        for reason in Reason::ALL {
            self.goes_round::<T>(question, &Reply::Absent((*reason).into()));
        }
        for choices in combinations(question) {
            self.goes_round::<T>(question, &Reply::of(choices.clone()));
            self.goes_round::<T>(question, &Reply::of(choices).with_own_words(WORDS));
        }
        let words = if question.about() == About::Name { "Zoë Nguyễn" } else { WORDS };
        self.goes_round::<T>(question, &Reply::in_own_words(words));
    }
}

#[test]
fn every_reply_reaches_the_record_and_comes_back_as_itself() {
    let mut round = RoundTrip { replies: 0 };
    each_question(&mut round);
    assert!(round.replies > 20_000, "only {} replies were tried", round.replies);
}

#[test]
fn how_a_language_is_used_comes_back_too() {
    let question = Question::of("languages").unwrap();
    let mut bsl = question.option("bfi").unwrap();
    if let Choice::Language(used) = &mut bsl {
        used.modes = Modes::from(Mode::Signed).and(Mode::Read);
        used.is_preferred = true;
    }
    let any: LanguageUse = LanguageUse::of("x-home".parse().unwrap());
    let reply = Reply::of([bsl, any.into()]);
    let mut field: Field<Languages> = Field::not_asked();
    question.put(&reply, &mut field).unwrap();
    assert_eq!(question.reply(&field).unwrap(), reply);
}

struct Refuses;

impl Each for Refuses {
    fn field<T: Askable + Clone + Debug>(&mut self, question: &'static Question) {
        let field = question.field();
        assert!(question.answer::<T>(&Reply::of::<Choice>([])).is_err(), "{field}: an empty reply");
        for other in Question::all().iter().filter(|other| other.about() != question.about()) {
            assert!(
                other.answer::<T>(&Reply::declined()).is_err(),
                "{field} took the reply to {}",
                other.field()
            );
            assert!(other.reply(&Field::<T>::not_asked()).is_err());
            for choice in other.options().take(1) {
                assert!(question.answer::<T>(&Reply::of([choice])).is_err(), "{field}: {}", other.field());
            }
        }
        let several: Vec<Choice> = question.options().take(2).collect();
        if several.len() == 2 {
            let answer = question.answer::<T>(&Reply::of(several.clone()));
            assert_eq!(answer.is_ok(), question.takes_several(), "{field}");
            let mut kept: Field<T> = Field::not_asked();
            question.put(&Reply::of([several[0].clone()]), &mut kept).unwrap();
            let before = kept.clone();
            assert!(
                question.put(&Reply::of([several[0].clone(), several[0].clone()]), &mut kept).is_err()
                    || field == "languages"
            );
            assert!(kept == before || field == "languages", "{field}: a refused reply changed the field");
        }
    }
}

#[test]
fn a_reply_that_the_field_cannot_hold_is_refused() {
    each_question(&mut Refuses);
}

#[test]
fn a_reply_keeps_what_was_received_and_puts_reporting_up_for_confirmation() {
    let question = Question::of("ethnicity").unwrap();
    let mut field = ownwords::bridge::systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field();
    field.report_as("nhs-ethnic-category-2001", b"K");
    question.put(&Reply::in_own_words("Sylheti"), &mut field).unwrap();
    assert_eq!(field.codings().len(), 1);
    assert!(!field.reporting_choices()[0].confirmed);
    assert!(field.provenance().said_by.is_own_statement());
}

/// What somebody of nine can read, and speaks to the person. The options' names are the standard's, and not measured.
#[test]
fn every_text_can_be_read_at_nine() {
    let mut texts = 0;
    for question in Question::all() {
        let english = question.wording("en").unwrap();
        assert_eq!(question.wordings()[0].language(), "en");
        for text in english.texts() {
            let index = readability_index(text);
            assert!(index <= 4.0, "{}: {index:.1}: {text}", question.field());
            texts += 1;
        }
    }
    assert!(texts > 100, "only {texts} texts were read");
}

/// Nobody is asked for proof, put beside a norm, or left over.
#[test]
fn nobody_is_asked_for_proof_or_put_beside_a_norm() {
    let unkind = [
        "other", "others", "normal", "abnormal", "minority", "proper", "real", "foreign", "refuse",
        "postcode",
    ];
    for question in Question::all() {
        for text in question.wordings().iter().flat_map(Wording::texts) {
            let words = text.to_lowercase();
            let mut words = words.split(|sign: char| !sign.is_alphanumeric());
            assert!(!words.any(|word| unkind.contains(&word)), "{}: {text}", question.field());
        }
    }
}

#[test]
fn every_question_can_be_declined_and_answered_in_own_words() {
    for question in Question::all() {
        for wording in question.wordings() {
            for text in [wording.own_words(), wording.declined(), wording.not_sure(), wording.why()] {
                assert!(!text.trim().is_empty(), "{} in {}", question.field(), wording.language());
            }
            assert!(!wording.guide().is_empty() && wording.reviewed_by() != Some(""));
        }
    }
}

#[test]
fn who_is_said_to_see_an_answer_is_who_sees_it() {
    for question in Question::all() {
        for wording in question.wordings() {
            let told: Vec<Purpose> =
                wording.who_sees().iter().flat_map(|one| one.purposes()).copied().collect();
            let sealed = wording.who_sees().iter().filter_map(|one| one.sealed()).collect::<Vec<_>>();
            match Characteristic::of_word(question.field()) {
                Some(what) => {
                    for purpose in Purpose::ALL {
                        let times = told.iter().filter(|one| **one == purpose).count();
                        assert_eq!(
                            times,
                            usize::from(purpose.may_see(what)),
                            "{}: {}",
                            question.field(),
                            purpose.key()
                        );
                    }
                    assert!(sealed.is_empty());
                }
                None => assert!(told.is_empty() && sealed == [Sealed::TransStatus], "{}", question.field()),
            }
        }
    }
}

#[test]
fn labels_are_the_standards_unless_the_question_words_them() {
    for question in Question::all() {
        for choice in question.options() {
            for wording in question.wordings() {
                let label = question.label(&choice, wording.language());
                assert!(label.is_some_and(|label| !label.is_empty()), "{}", question.field());
            }
        }
    }
    let label = |field: &str, key: &str, language: &str| {
        let question = Question::of(field).unwrap();
        question.label(&question.option(key).unwrap(), language)
    };
    assert_eq!(label("orientation", "lesbian", "en"), Some("Lesbian"));
    assert_eq!(label("disability", "disabled", "en"), Some("I am disabled"));
    assert_eq!(label("languages", "bfi", "en"), Some("British Sign Language"));
    let question = Question::of("ethnicity").unwrap();
    let somali = Standard::ethnicity().by_slug("somali").unwrap().id().into();
    assert_eq!(question.label(&somali, "en"), Some("Somali"));
}

#[test]
fn no_reply_is_printed() {
    let question = Question::of("ethnicity").unwrap();
    let somali = Standard::ethnicity().by_slug("somali").unwrap().id();
    let reply = Reply::of([somali]).with_own_words("Reer Canary");
    let shown = format!("{reply:?} {:?} {:?}", Choice::from(somali), question.answer::<Ethnicity>(&reply));
    for secret in ["Canary", "Somali", "somali", &somali.to_string()] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// A language that nobody has found a tag for is kept by the name that the person gave, and nothing is sent for it as if
/// they had not answered.
#[test]
fn a_language_in_own_words_is_kept_and_never_sent_as_no_answer() {
    let question = Question::of("languages").unwrap();
    let mut field: Field<Languages> = Field::not_asked();
    question.put(&Reply::in_own_words("the language of Kofyar"), &mut field).unwrap();
    let languages = field.statement().given().unwrap();
    assert_eq!(languages.uses()[0].own_words.as_deref(), Some("the language of Kofyar"));
    for list in ownwords::bridge::systems::LANGUAGE {
        let Ok(encoded) = list.encode(&field, Policy::Certain) else { continue };
        let (value, loss, residue) = encoded.into_parts();
        assert!(loss.own_words_stay_behind(), "{}", list.key());
        assert_eq!(list.restore(&value, residue.as_str()).unwrap(), *field.statement(), "{}", list.key());
        if let Some(code) = value.as_bytes() {
            assert!(list.decode(code).answer().given().is_some(), "{}", list.key());
        }
    }
}
