//! One made-up person's whole record, carried through lists that cannot hold it: she is deaf and bisexual, speaks Sylheti,
//! signs BSL, and reads large print.

use ownwords::bridge::systems;
use ownwords::{
    Ability, Answer, Axis, Bridge, Demographics, Field, Formats, Kind, LanguageTag, LanguageUse, Languages,
    Mode, Modes, Policy, Purpose, Standard, Stated,
};

fn stated<A: Axis>(slugs: &[&str]) -> Stated<A> {
    Stated::of(slugs.iter().map(|slug| A::standard().by_slug(slug).expect(slug).id())).unwrap()
}

fn ability(what: &str, how_well: &str) -> Ability {
    let id = |kind, slug| Standard::of(kind).unwrap().by_slug(slug).unwrap().id();
    let ability = Ability::of(id(Kind::LanguageAbility, what)).unwrap();
    ability.how_well_is(id(Kind::Proficiency, how_well)).unwrap()
}

fn language(tag: &str, mode: Mode) -> LanguageUse {
    let mut language = LanguageUse::of(LanguageTag::parse(tag).unwrap());
    language.modes = Modes::from(mode);
    language
}

/// Facts of seven fields, none of them taken from another.
pub fn person() -> Demographics {
    let mut person = Demographics::not_asked();
    let mut bsl = language("bfi", Mode::Signed);
    bsl.is_preferred = true;
    bsl.abilities = vec![ability("signs", "excellent"), ability("understands-signing", "excellent")];
    bsl.when = "2026-11".parse().ok();
    let mut sylheti = language("syl", Mode::Spoken);
    sylheti.abilities = vec![ability("speaks", "fair")];
    let bengali = language("bn-Beng", Mode::Read);
    person.languages = Field::stated(Languages::of([bsl, sylheti, bengali]).unwrap());
    person.orientation = Field::stated(stated(&["bisexual"]));
    person.communication = Field::stated(stated(&["lip-reading", "hearing-loop"]));
    let formats: Formats = stated(&["large-print-24"]);
    person.formats = Field::stated(formats.with_own_words("my sister Rina reads letters with me"));
    person.contact = Field::stated(stated(&["sms"]));
    person.interpreter = Field::stated(stated(&["interpreter-needed"]));
    person.interpreter_languages = Field::stated(Languages::one(LanguageTag::parse("bfi").unwrap()));
    person
}

/// Sends a field, and restores what it says from value and residue alone; gives back the value.
fn there_and_back<S: Bridge>(system: &S, field: &Field<S::Value>) -> Option<String>
where
    S::Value: PartialEq + std::fmt::Debug,
{
    let encoded = system.encode(field, Policy::Certain).ok()?;
    let (value, _, residue) = encoded.into_parts();
    let restored: Answer<S::Value> = system.restore(&value, residue.as_str()).unwrap();
    assert_eq!(&restored, field.statement(), "{}", system.key());
    Some(value.to_string())
}

#[test]
fn a_deaf_bisexual_woman_s_record_goes_through_old_lists_and_comes_back_whole() {
    let person = person();
    let sent = [
        // The NHS Data Dictionary, and the HL7 v2 table of the NHS toolkit.
        ("3", there_and_back(&systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION, &person.orientation)),
        ("3", there_and_back(&systems::NHS_ITK_ZU032, &person.orientation)),
        ("q4", there_and_back(&systems::NHS_LANGUAGE, &person.languages)),
        // PDS, and UK Core today and before.
        ("q4", there_and_back(&systems::PDS_PREFERRED_LANGUAGE, &person.languages)),
        ("q4", there_and_back(&systems::UKCORE_HUMAN_LANGUAGE, &person.interpreter_languages)),
        ("bfi", there_and_back(&systems::BCP_47, &person.languages)),
        ("true", there_and_back(&systems::FHIR_INTERPRETER_REQUIRED, &person.interpreter)),
        ("11", there_and_back(&systems::UKCORE_WRITTEN_COMMUNICATION_FORMAT, &person.formats)),
        ("9", there_and_back(&systems::UKCORE_PREFERRED_CONTACT_METHOD, &person.contact)),
    ];
    let (expected, sent): (Vec<&str>, Vec<String>) =
        sent.into_iter().map(|(expected, sent)| (expected, sent.unwrap_or_default())).unzip();
    assert_eq!(sent, expected);
}

/// Ways of communicating have lists behind the feature alone. Two ways are more than one code holds: nothing is sent, and
/// nothing is dropped, since the residue holds both.
#[cfg(feature = "snomed")]
#[test]
fn a_code_for_one_way_of_communicating_is_not_sent_for_two() {
    use systems::snomed::{ACCESSIBLE_INFORMATION_COMMUNICATION, RA_FLAG_FORMATS};
    let mut person = person();
    let both = there_and_back(&ACCESSIBLE_INFORMATION_COMMUNICATION, &person.communication);
    assert_eq!(both.as_deref(), Some("(left out)"));
    person.communication = Field::stated(stated(&["lip-reading"]));
    let one = there_and_back(&ACCESSIBLE_INFORMATION_COMMUNICATION, &person.communication);
    assert_eq!(one.as_deref(), Some("441092009"));
    assert_eq!(there_and_back(&RA_FLAG_FORMATS, &person.formats).as_deref(), Some("957351000000102"));
}

/// That an interpreter is needed says nothing of a language, and a language nothing of an interpreter.
#[test]
fn an_interpreter_and_a_language_are_two_facts() {
    let mut person = Demographics::not_asked();
    person.interpreter = systems::FHIR_INTERPRETER_REQUIRED.decode(b"true").to_field();
    assert!(person.interpreter_languages.statement().given().is_none());
    person.languages = Field::stated(Languages::one(LanguageTag::parse("bfi").unwrap()));
    assert!(person.interpreter_languages.statement().given().is_none());
    person.interpreter.erase();
    assert!(person.interpreter.codings().is_empty() && person.languages.statement().given().is_some());
}

#[test]
fn each_purpose_sees_what_it_needs_of_it() {
    let person = person();
    let letter = person.for_purpose(Purpose::Letter);
    assert!(letter.formats().is_some() && letter.languages().is_some());
    assert!(letter.communication().is_none() && letter.interpreter().is_none());
    let care = person.for_purpose(Purpose::DirectCare);
    assert!(care.communication().is_some() && care.formats().is_some() && care.contact().is_some());
    assert!(care.interpreter().is_some() && care.interpreter_languages().is_some());
    assert!(care.religion().is_none() && care.armed_forces().is_none() && care.accommodation().is_none());
    let board = person.for_purpose(Purpose::WardBoard);
    assert!(board.communication().is_none() && board.interpreter_languages().is_none());
    assert!(person.for_purpose(Purpose::SpiritualCare).religion().is_some());
}

#[cfg(feature = "serde")]
#[test]
fn the_record_is_stored_whole() {
    let stored = serde_json::to_string(&person().for_storage()).unwrap();
    let read: ownwords::wire::Storage = serde_json::from_str(&stored).unwrap();
    assert_eq!(read.into_record().unwrap(), person());
    // An ability of another standard is refused.
    let level = Standard::of(Kind::Proficiency).unwrap().by_slug("fair").unwrap().id().to_string();
    let speaks = Standard::of(Kind::LanguageAbility).unwrap().by_slug("speaks").unwrap().id().to_string();
    let wrong = stored.replacen(&format!("\"what\":\"{speaks}\""), &format!("\"what\":\"{level}\""), 1);
    assert_ne!(wrong, stored);
    let read: ownwords::wire::Storage = serde_json::from_str(&wrong).unwrap();
    assert!(read.into_record().unwrap_err().to_string().contains("`languages`"));
}

/// To the Personal Demographics Service, to a hospital's feed and to a national return; back from what came back and the
/// residues that were kept, with nothing else at hand.
#[cfg(feature = "wire")]
#[test]
fn the_record_comes_back_whole_from_messages_and_what_was_kept() {
    use ownwords::wire::fhir::{self, Resource};
    use ownwords::wire::hl7::{Coded, Feed, Message};
    let person = person();
    let seen = person.for_purpose(Purpose::DirectCare);
    let (patient, fields, residues) = fhir::PDS.write(seen, Policy::Certain).unwrap().into_parts();
    assert!(
        patient.as_str().contains("\"q4\"") && patient.as_str().contains("\"code\":\"11\""),
        "{}",
        patient.as_str()
    );
    let back = Resource::parse(patient.as_str().as_bytes()).unwrap();
    let record = fhir::PDS.restore(&back, &residues).unwrap();
    for (field, is_back) in [
        ("languages", record.languages.statement() == person.languages.statement()),
        ("formats", record.formats.statement() == person.formats.statement()),
        ("contact", record.contact.statement() == person.contact.statement()),
        ("interpreter", record.interpreter.statement() == person.interpreter.statement()),
        ("communication", record.communication.statement() == person.communication.statement()),
    ] {
        assert!(is_back, "{field}: {fields:?}");
    }

    let mut feed = Feed::of("pas");
    feed.language = Some(Coded::of(&systems::NHS_LANGUAGE, &[]));
    let mut message = Message::parse(b"MSH|^~\\&|||||||ADT^A08|7|P|2.4\rPID|1||7^^^made-up\r").unwrap();
    let written = message.write_pid(&person, Purpose::DirectCare, &feed, Policy::Certain).unwrap();
    assert_eq!(message.field("PID", 15).unwrap().bytes(), b"q4");
    let kept: Vec<_> = written.iter().filter_map(|(field, one)| Some((*field, one.residue()?))).collect();
    let restored = message.restore_pid(&kept, &feed).unwrap();
    assert_eq!(restored.languages.statement(), person.languages.statement());

    let orientation = &systems::NHS_PERSON_STATED_SEXUAL_ORIENTATION;
    let (code, _, residue) = orientation.encode(&person.orientation, Policy::Certain).unwrap().into_parts();
    assert_eq!(&orientation.restore(&code, &residue).unwrap(), person.orientation.statement());
}
