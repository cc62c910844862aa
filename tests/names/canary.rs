//! Names planted in every place, and looked for in everything that comes out.

use ownwords::bridge::{Policy, systems};
use ownwords::{
    Bridge, Date, Demographics, Field, HowSaid, LanguageTag, Name, NameText, PartKind, Pronouns, Provenance,
    Purpose, Sealed, SealedPurpose, name,
};

/// One word for each place of a record that holds something of a name; none occurs in another.
const CHOSEN: [&str; 7] = ["Qchosen", "Qpart", "Qform", "Qformpart", "Qsaid", "Qformsaid", "Qaddress"];
const AGREED: &str = "Qagreed";
const HIDDEN: [&str; 9] = [
    "Qlegal",
    "Qlegalform",
    "Qformer",
    "Qformerform",
    "Qformersaid",
    "Qformeraddress",
    "Qmistake",
    "Qpronounsbefore",
    "Qproposed",
];

fn person() -> Demographics {
    let text = |text: &str| NameText::entered(text).unwrap();
    let mut person = Demographics::not_asked();
    person.name = Name::chosen("Qmistake").unwrap().into();
    let before = text("Qformer")
        .with_form(text("Qformerform"))
        .said_as(HowSaid::Respelling, "Qformersaid")
        .addressed_as("Qformeraddress");
    person.name.correct(before, Provenance::default()).unwrap();
    let form = text("Qform")
        .in_language(LanguageTag::parse("und-Latn").unwrap())
        .with_part(PartKind::Given, "Qformpart")
        .said_as(HowSaid::Ipa, "Qformsaid");
    let now = text("Qchosen")
        .with_part(PartKind::Given, "Qpart")
        .with_form(form)
        .said_as(HowSaid::Recording, "Qsaid")
        .addressed_as("Qaddress");
    person.name.change(now, "2026-11-24".parse::<Date>().ok()).unwrap();
    person.name.agree_identity(text(AGREED)).unwrap();
    person.name.set_legal(text("Qlegal").with_form(text("Qlegalform"))).unwrap();
    for sent in ["Qproposed", "Qformer", "QLEGAL", "Qformerform"] {
        person.name.reconcile("pds", sent.as_bytes(), None);
    }
    person.pronouns = Field::stated(Pronouns::in_own_words("Qpronounsbefore").unwrap());
    person.pronouns.change(Pronouns::in_own_words("they").unwrap(), None);
    person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
    person
}

fn all() -> impl Iterator<Item = &'static str> {
    CHOSEN.into_iter().chain([AGREED]).chain(HIDDEN)
}

fn holds_none(what: &str, text: &str) {
    let folded = text.to_lowercase();
    for planted in all() {
        assert!(!folded.contains(&planted.to_lowercase()), "{what} shows {planted}: {text}");
    }
}

/// `Debug`, plain and pretty, of the record and of each thing that can be taken out of it.
#[test]
fn debug_of_every_part_of_a_name_prints_nothing_of_it() {
    let person = person();
    let name = person.name.statement().given().unwrap();
    let legal = SealedPurpose::because(Sealed::Legal, "statutory register").unwrap();
    let former = SealedPurpose::because(Sealed::Former, "tracing").unwrap();
    let pronouns = SealedPurpose::because(Sealed::FormerPronouns, "the person asks").unwrap();
    let text = name.name_for(Purpose::Letter);
    let things: [&dyn std::fmt::Debug; 17] = [
        &person,
        &person.name,
        &person.name.statement(),
        &person.name.codings(),
        &person.name.proposals(),
        &person.name.provenance(),
        &person.pronouns,
        &name,
        &name.legal(&legal),
        &name.former(&former),
        &name.corrections(),
        &person.pronouns.former(&pronouns),
        &text,
        &text.forms(),
        &name::check(&text.clone().with_part(PartKind::Family, "Qpart\u{202E}\u{E000} ")).collect::<Vec<_>>(),
        &person.for_purpose(Purpose::DirectCare),
        &legal,
    ];
    for (place, thing) in things.into_iter().enumerate() {
        holds_none(&format!("Debug of thing {place}"), &format!("{thing:?} {thing:#?}"));
    }
}

#[test]
fn no_error_says_a_name() {
    let mut person = person();
    let wrong = SealedPurpose::because(Sealed::FormerPronouns, "another reason").unwrap();
    let hidden = || NameText::received("Qchosen\u{202E}").with_part(PartKind::Given, "Qpart");
    let mut errors = vec![
        Name::chosen("Qchosen\u{7}").unwrap_err(),
        Name::chosen("").unwrap_err(),
        person.name.change(hidden(), None).unwrap_err(),
        person.name.correct(hidden(), Provenance::default()).unwrap_err(),
        person.name.agree_identity(hidden()).unwrap_err(),
        person.name.set_legal(hidden()).unwrap_err(),
        person.name.decide(99, true).unwrap_err(),
    ];
    let name = person.name.statement().given().unwrap();
    errors.push(name.legal(&wrong).unwrap_err());
    errors.push(name.former(&wrong).unwrap_err());
    person.name.reconcile("old", b"Qproposed\xEB", None);
    let last = person.name.proposals().len() - 1;
    errors.push(person.name.decide(last, true).unwrap_err());
    errors.push(Field::<Name>::not_asked().set_legal(NameText::received("Qlegal")).unwrap_err());
    for error in errors {
        holds_none("an error", &format!("{error} {error:?}"));
    }
}

/// What a purpose sees of a name is the one name that it uses, and never a sealed one.
#[test]
fn for_purpose_shows_the_name_of_the_purpose_alone() {
    let person = person();
    for purpose in Purpose::ALL {
        let Some(shown) = person.for_purpose(purpose).name() else { continue };
        let expected = if purpose.is_identity() { AGREED } else { "Qchosen" };
        assert_eq!(shown.as_str(), expected, "{purpose:?}");
        assert!(shown.forms().iter().all(|form| CHOSEN.contains(&form.as_str())));
    }
}

/// No residue, loss or ambiguity of another field holds anything of a name.
#[test]
fn no_residue_holds_a_name() {
    let person = person();
    for system in systems::ETHNICITY {
        match system.encode(&person.ethnicity, Policy::Certain) {
            Ok(encoded) => {
                let (value, loss, residue) = encoded.into_parts();
                holds_none(system.key(), &format!("{value} {loss} {loss:?} {}", residue.as_str()));
                let restored = system.restore(&value, residue.as_str()).unwrap();
                assert_eq!(&restored, person.ethnicity.statement());
            }
            Err(ambiguity) => holds_none(system.key(), &format!("{ambiguity} {ambiguity:?}")),
        }
    }
}

/// Sealed names are written in the storage form, and nowhere else; a mistake that was put right, nowhere at all.
#[cfg(feature = "serde")]
#[test]
fn sealed_names_are_written_in_the_storage_form_alone() {
    use ownwords::wire::{DisclosedForm, Storage};

    let person = person();
    let stored = serde_json::to_string(&person.for_storage()).unwrap();
    for planted in all() {
        assert_eq!(stored.contains(planted), planted != "Qmistake", "{planted}");
    }
    holds_none("Debug of the storage form", &format!("{:?}", person.for_storage()));
    for purpose in Purpose::ALL {
        let form = DisclosedForm::from(person.for_purpose(purpose));
        holds_none("Debug of the disclosed form", &format!("{form:?}"));
        let form = serde_json::to_string(&form).unwrap();
        for planted in HIDDEN {
            assert!(!form.contains(planted), "{purpose:?} shows {planted}");
        }
        assert_eq!(form.contains(AGREED), purpose.is_identity());
        let is_chosen = purpose.may_see(ownwords::Characteristic::Name) && !purpose.is_identity();
        for planted in ["Qchosen", "Qform", "Qsaid", "Qaddress"] {
            assert_eq!(form.contains(&format!("\"{planted}\"")), is_chosen, "{purpose:?}: {planted}");
        }
    }
    // An error of reading says the field and nothing that stands in it.
    let damaged = stored.replace("und-Latn", "Qchosen not a tag");
    let error = serde_json::from_str::<Storage>(&damaged).unwrap().into_record().unwrap_err();
    holds_none("an error of reading", &format!("{error} {error:?}"));
    assert!(error.to_string().contains("`name`"), "{error}");
}
