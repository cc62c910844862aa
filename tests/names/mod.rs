//! Names: held as given, checked without false alarms, chosen first, and never given away.

mod canary;
#[cfg(feature = "audit")]
mod carried;
mod clean;
mod feed;
#[cfg(feature = "audit")]
mod reference;

use ownwords::{
    Field, HowSaid, LanguageTag, Name, NameText, PartKind, Provenance, Purpose, Sealed, SealedPurpose,
};

/// Names with which software fails, of made-up people.
const NAMES: [&str; 10] = [
    "Zoë",
    "Nguyễn Thị Minh Khai",
    "María José Carreño Quiñones",
    "O’Brien-Ó Súilleabháin",
    "Sukarno",
    "김민준",
    "אַבְרָהָם",
    "ஐஸ்வர்யா",
    "Ștefan",
    "X Æ A-12",
];

fn long() -> String {
    "Wolfeschlegelsteinhausenbergerdorff".chars().cycle().take(747).collect()
}

#[test]
fn every_name_is_held_as_it_was_given_and_has_no_warning() {
    for text in NAMES.into_iter().map(str::to_owned).chain([long()]) {
        let name = NameText::entered(text.clone()).unwrap();
        assert_eq!(name.as_str(), text);
        assert_eq!(ownwords::name::check(&name).count(), 0, "{text}");
        let name = Name::chosen(text.clone()).unwrap();
        for purpose in Purpose::ALL {
            assert_eq!(name.name_for(purpose).as_str(), text);
        }
        let received = Field::<Name>::received("a-feed", text.as_bytes());
        assert_eq!(received.statement().given(), Some(&name));
        assert_eq!(received.codings()[0].value, text.as_bytes());
    }
}

/// Nothing is refused but what nobody can see; that is refused wherever it stands, and held where it is received.
#[test]
fn what_is_refused_is_held_when_it_is_received_and_reported() {
    let plain = || NameText::entered("Zoë Hart").unwrap();
    for (character, said) in [
        ('\u{7}', "U+0007 control character"),
        ('\u{85}', "U+0085 next line"),
        ('\u{202E}', "U+202E right-to-left override"),
        ('\u{2066}', "U+2066 left-to-right isolate"),
        ('\u{E0041}', "U+E0041 tag character"),
    ] {
        let text = format!("Zoë{character}");
        let error = NameText::entered(text.clone()).unwrap_err();
        assert_eq!(error.message(), format!("the name cannot hold {said}, character 4"));
        let everywhere = [
            plain().with_part(PartKind::Given, text.clone()),
            plain().with_form(NameText::received(text.clone())),
            plain().with_form(plain().with_part(PartKind::Given, text.clone())),
            plain().said_as(HowSaid::Respelling, text.clone()),
            plain().addressed_as(text.clone()),
        ];
        for name in everywhere {
            assert_eq!(ownwords::name::check(&name).count(), 1, "{character:?}");
            let mut field: Field<Name> = Name::chosen("Ada").unwrap().into();
            let before = field.clone();
            assert!(field.change(name.clone(), None).is_err() && field.agree_identity(name.clone()).is_err());
            assert!(
                field.correct(name.clone(), Provenance::default()).is_err() && field.set_legal(name).is_err()
            );
            assert_eq!(field, before);
        }
        let received = NameText::received(text.clone());
        assert_eq!(received.as_str(), text);
        let warning = ownwords::name::check(&received).next().unwrap();
        assert_eq!((warning.place(), warning.byte()), (4, 4));
        assert!(warning.to_string().contains(said));
    }
    for needed in
        ['\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{FE00}', '\u{E0100}', '\u{301}', '!', '7']
    {
        let name = NameText::entered(format!("a{needed}b")).unwrap();
        assert_eq!(ownwords::name::check(&name).count(), 0, "{needed:?}");
    }
}

#[test]
fn several_forms_of_one_name_stand_side_by_side() {
    let tag = |text| LanguageTag::parse(text).unwrap();
    let latin = NameText::entered("Kim Min-jun").unwrap().in_language(tag("KO-latn"));
    let han = NameText::entered("金旻俊").unwrap().in_language(tag("ko-Hani"));
    let name = NameText::entered("김민준").unwrap().with_form(latin.with_form(han));
    assert_eq!(name.forms().len(), 2);
    assert!(name.forms().iter().all(|form| form.forms().is_empty()));
    let latin = name.in_script("Latn").unwrap();
    assert_eq!(latin.language().unwrap().as_str(), "KO-latn", "the tag is held as given");
    assert_eq!(name.in_script("Hani").unwrap().as_str(), "金旻俊");
    assert!(name.in_script("Kore").is_none(), "no script is guessed");
}

/// A change keeps the name before, sealed, with all that belonged to it; a correction keeps who made it and nothing of the
/// mistake.
#[test]
fn a_change_keeps_the_old_name_and_a_correction_keeps_who_made_it() {
    let mut field: Field<Name> = Name::chosen("Mistaken").unwrap().into();
    let made = Provenance {
        said_by: ownwords::SaidBy::Person,
        when: "2026-11-02".parse().ok(),
        place: Some("RXX".into()),
    };
    field.correct(NameText::entered("Before").unwrap().addressed_as("Bee"), made.clone()).unwrap();
    field.change(NameText::entered("Now").unwrap(), "2026-11-24".parse().ok()).unwrap();
    let name = field.statement().given().unwrap();
    let purpose = SealedPurpose::because(Sealed::Former, "tracing").unwrap();
    let [former] = name.former(&purpose).unwrap() else { panic!("one former name is expected") };
    assert_eq!((former.name().as_str(), former.name().addressed()), ("Before", Some("Bee")));
    assert_eq!(former.until(), "2026-11-24".parse().ok());
    assert_eq!(name.corrections(), [made]);
    assert_eq!(name.name_for(Purpose::Address).addressed(), None, "how to address goes with its name");
}

#[test]
fn a_sealed_purpose_for_the_legal_name_uses_it_and_no_other_does() {
    let mut name = Name::chosen("Chosen").unwrap();
    let legal = SealedPurpose::because(Sealed::Legal, "statutory register").unwrap();
    let former = SealedPurpose::because(Sealed::Former, "tracing").unwrap();
    assert_eq!(name.name_for(&legal).as_str(), "Chosen", "where none is recorded, the person has one name");
    name.set_legal(NameText::received("Legal"));
    name.agree_identity(NameText::received("Agreed"));
    assert_eq!(name.name_for(&legal).as_str(), "Legal");
    assert_eq!(name.name_for(&former).as_str(), "Chosen");
    for purpose in Purpose::ALL {
        let expected = if purpose.is_identity() { "Agreed" } else { "Chosen" };
        assert_eq!(name.name_for(purpose).as_str(), expected);
    }
}
