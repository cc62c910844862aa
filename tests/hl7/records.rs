//! Records through PID: whole where the residues are, and nothing sealed in any byte.

use ownwords::bridge::{CodeSystem, TagSystem, systems};
use ownwords::wire::hl7::{CharacterSet, Coded, Feed, Message, PidField, Taken, Written, pieces};
use ownwords::{
    Axis, Bridge, Date, Demographics, ErrorKind, Field, HowSaid, LanguageTag, Languages, Name, NameText,
    Part, PartKind, Policy, Purpose, Reason, Reconciled, Sealed, SealedPurpose, Stated, StepKind,
    TransStatus,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::strategies::{arbitrary_bytes, hostile, name_like};

const PURPOSES: [Purpose; 4] =
    [Purpose::Letter, Purpose::DirectCare, Purpose::SpiritualCare, Purpose::WardBoard];

fn feed() -> Feed {
    let mut feed = Feed::of("pas");
    feed.administrative_gender = Some(Coded::of(&systems::HL7_V2_0001, &[]));
    feed.race = Some(Coded::of(&systems::HL7_V3_RACE, &["CDCREC"]));
    feed.language = Some(Coded::of(&systems::NHS_LANGUAGE, &["NHS"]));
    feed.partnership = Some(Coded::of(&systems::NHS_MARITAL_STATUS, &[]));
    feed.religion = Some(Coded::of(&systems::HL7_V2_0006, &["HL70006"]));
    feed.ethnic_group = Some(Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &["NHS", "UK|2001"]));
    feed
}

fn template(set: CharacterSet) -> Vec<u8> {
    let before = b"MSH|^~\\&|pas|RXX|ours||20261126||ADT^A08|7|P|2.4||||||".to_vec();
    [
        before,
        set.code().as_bytes().to_vec(),
        b"\rPID|1||7^^^made-up||Old^Name^^^^^L~Older^Name^^^^^M|Mother|19900101|U|Alias^One||Road 1|||||S|||||||Z||||GBR\nPV1|1|I\r".to_vec(),
    ]
    .concat()
}

/// A field as the person states it, as codes leave it, or as it came from a code of any bytes.
fn field_of<A: Axis>(system: &'static CodeSystem<A>) -> BoxedStrategy<Field<Stated<A>>> {
    let ids: Vec<_> = A::standard().concepts().map(|concept| concept.id()).collect();
    let words = proptest::option::of(hostile().prop_filter("words", |words| !words.is_empty()));
    let stated = (proptest::collection::vec(select(ids), 1..3), words).prop_map(|(ids, words)| {
        let mut parts: Vec<Part> = Vec::new();
        for id in ids {
            if !parts.contains(&Part::Concept(id)) {
                parts.push(Part::Concept(id));
            }
        }
        Field::stated(Stated::new(parts, words).unwrap())
    });
    let codes: Vec<_> = system.rows().iter().map(|row| row.code().as_bytes().to_vec()).collect();
    let code = prop_oneof![4 => select(codes), 1 => arbitrary_bytes()];
    let read = code.prop_map(|code| system.to_field(&code));
    prop_oneof![1 => Just(Field::not_asked()), 3 => stated, 3 => read].boxed()
}

fn languages(system: &'static TagSystem) -> BoxedStrategy<Field<Languages>> {
    let tag = select(vec!["en", "bfi", "syl", "cmn", "fa-AF", "bn-Beng", "cy"]);
    let stated = tag.prop_map(|tag| Field::stated(Languages::one(LanguageTag::parse(tag).unwrap())));
    let read = arbitrary_bytes().prop_map(|code| system.to_field(&code));
    prop_oneof![1 => Just(Field::not_asked()), 2 => stated, 1 => read].boxed()
}

fn name() -> BoxedStrategy<Field<Name>> {
    let text = prop_oneof![4 => name_like(), 1 => hostile()];
    let kinds = proptest::collection::vec((select(PartKind::ALL.to_vec()), text.clone()), 0..6);
    (text.clone(), kinds, proptest::option::of(text.clone()), proptest::option::of(text))
        .prop_map(|(whole, parts, form, addressed)| {
            let mut name = NameText::received(whole);
            for (kind, part) in parts {
                name = name.with_part(kind, part);
            }
            if let Some(form) = form {
                name = name
                    .with_form(NameText::received(form).in_language(LanguageTag::parse("und-Latn").unwrap()));
            }
            if let Some(addressed) = addressed {
                name = name.addressed_as(addressed);
            }
            Field::from(Name::from_text(name))
        })
        .boxed()
}

prop_compose! {
    fn person()(
        name in name(),
        ethnicity in prop_oneof![field_of(&systems::NHS_ETHNIC_CATEGORY_2001), field_of(&systems::HL7_V3_RACE)],
        languages in languages(&systems::NHS_LANGUAGE),
        gender in field_of(&systems::HL7_V2_0001),
        partnership in field_of(&systems::NHS_MARITAL_STATUS),
        religion in field_of(&systems::HL7_V2_0006),
    ) -> Demographics {
        let mut person = Demographics::not_asked();
        person.name = name;
        person.ethnicity = ethnicity;
        person.languages = languages;
        person.administrative_gender = gender;
        person.partnership = partnership;
        person.religion = religion;
        person
    }
}

fn set() -> impl Strategy<Value = CharacterSet> {
    select(vec![CharacterSet::Ascii, CharacterSet::Iso8859Part1, CharacterSet::Utf8])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// L6: what the purpose may see comes back whole, from the message that carries the residues, and from what it says
    /// nothing else of the record does.
    #[test]
    fn l6_a_record_goes_through_a_message_and_comes_back(person in person(), purpose in select(PURPOSES.to_vec()), set in set(), is_demanded in any::<bool>()) {
        let (bytes, feed) = (template(set), feed());
        let mut message = Message::parse(&bytes).unwrap();
        let seen = person.for_purpose(purpose);
        let demand = SealedPurpose::because(Sealed::AdministrativeGender, "a test").unwrap();
        let seen = if is_demanded { seen.with_administrative_gender(&demand).unwrap() } else { seen };
        let written = message.write_seen(seen, &feed, Policy::Certain).unwrap();
        message.put_residues(&written).unwrap();
        let sent = message.into_bytes();
        let message = Message::parse(&sent).unwrap();
        prop_assert!(set != CharacterSet::Ascii || sent.is_ascii());
        let residues = message.residues().unwrap();
        let restored = message.restore_pid(&residues, &feed).unwrap();
        let nothing = Demographics::not_asked();
        for (field, written) in &written {
            let is_whole = match field {
                PidField::Name => {
                    let name = |person: &Demographics| person.for_purpose(purpose).name().cloned();
                    written.residue().is_none() || name(&restored) == name(&person)
                }
                PidField::AdministrativeGender => back(written, &restored.administrative_gender, &person.administrative_gender),
                PidField::Race | PidField::EthnicGroup => back(written, &restored.ethnicity, &person.ethnicity),
                PidField::Language => back(written, &restored.languages, &person.languages),
                PidField::Partnership => back(written, &restored.partnership, &person.partnership),
                PidField::Religion => back(written, &restored.religion, &person.religion),
            };
            prop_assert!(is_whole, "{field} did not come back");
            let is_seen = match field {
                PidField::Name => true,
                PidField::AdministrativeGender => is_demanded,
                PidField::Race | PidField::EthnicGroup => person.for_purpose(purpose).ethnicity().is_some(),
                PidField::Language => person.for_purpose(purpose).languages().is_some(),
                PidField::Partnership => person.for_purpose(purpose).partnership().is_some(),
                PidField::Religion => person.for_purpose(purpose).religion().is_some(),
            };
            let found = message.field("PID", field.number()).map(|field| field.bytes().to_vec());
            prop_assert!(is_seen || found == Some(Vec::new()), "{field} is shown to a purpose that may not see it");
        }
        prop_assert_eq!(&restored.orientation, &nothing.orientation);
        // Nothing but PID and the segment of residues is another than it was.
        let before = Message::parse(&bytes).unwrap();
        for segment in before.segments().filter(|segment| segment.name() != b"PID") {
            prop_assert!(message.segments().any(|after| after.bytes() == segment.bytes()));
        }
        for number in [1, 3, 6, 7, 11, 26] {
            let field = |message: &Message<'_>| message.field("PID", number).map(|field| field.bytes().to_vec());
            prop_assert_eq!(field(&message), field(&before));
        }
    }

    /// A code of any bytes that a record was read from is written back as it came, and what is read of it is the same.
    #[test]
    fn l1_a_code_comes_back_byte_for_byte(code in arbitrary_bytes()) {
        let mut feed = Feed::of("pas");
        feed.ethnic_group = Some(Coded::of(&systems::NHS_ETHNIC_CATEGORY_2001, &[]));
        let mut person = Demographics::not_asked();
        person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.to_field(&code);
        let bytes = template(CharacterSet::Ascii);
        let mut message = Message::parse(&bytes).unwrap();
        let written = message.write_pid(&person, Purpose::DirectCare, &feed, Policy::Certain).unwrap();
        prop_assert!(written.iter().any(|(field, written)| *field == PidField::EthnicGroup && written.residue().is_some()));
        let (read, _) = message.read_pid(&feed).unwrap();
        if !code.is_empty() {
            prop_assert_eq!(&read.ethnicity.codings()[0].value, &code);
            prop_assert_eq!(read.ethnicity.statement(), person.ethnicity.statement());
        }
    }

    /// A receiver that takes capitals, or cuts fields where receivers do, changes nothing of what the person said.
    #[test]
    fn what_a_receiver_makes_of_a_name_is_not_a_change(
        given in "[A-Z][a-z]{2,30}", family in "[A-Z][a-z]{2,50}", upper in any::<bool>(), cut in any::<bool>(),
    ) {
        let name = NameText::received(format!("{given} {family}"))
            .with_part(PartKind::Given, given)
            .with_part(PartKind::Family, family);
        let mut person = Demographics::not_asked();
        person.name = Name::from_text(name).into();
        let held = person.clone();
        let bytes = template(CharacterSet::Ascii);
        let mut message = Message::parse(&bytes).unwrap();
        let written = message.write_pid(&person, Purpose::Letter, &Feed::of("pas"), Policy::Certain).unwrap();
        prop_assert!(matches!(written[0].1, Written::Name(..)));
        let sent = message.field("PID", 5).unwrap().bytes().to_vec();
        let back: Vec<Vec<u8>> = sent.split(|byte| *byte == b'^').map(|part| {
            let mut part = if upper { part.to_ascii_uppercase() } else { part.to_vec() };
            if cut { part.truncate(20) }
            part
        }).collect();
        message.set_field("PID", 5, &back.join(&b'^')).unwrap();
        let taken = message.update_from_pid(&mut person, &Feed::of("pas")).unwrap();
        prop_assert_eq!(taken[0].1, Taken::Reconciled(Reconciled::Unchanged));
        prop_assert_eq!(&person, &held);
        // Another name waits for the person.
        message.set_field("PID", 5, b"Quite^Different^^^^^L").unwrap();
        let taken = message.update_from_pid(&mut person, &Feed::of("pas")).unwrap();
        prop_assert_eq!(taken[0].1, Taken::Reconciled(Reconciled::Proposed));
        prop_assert_eq!(person.name.statement(), held.name.statement());
    }

    #[test]
    fn hostile_bytes_in_pid_never_panic_and_replace_nothing_that_was_said(fields in proptest::collection::vec(arbitrary_bytes(), 0..30)) {
        let mut pid = fields.join(&b'|');
        pid.retain(|byte| !matches!(byte, b'\r' | b'\n' | 0x0B | 0x1C));
        let bytes = [b"MSH|^~\\&|\rPID|".as_slice(), &pid].concat();
        let message = Message::parse(&bytes).unwrap();
        let mut person = stated();
        let held = person.clone();
        message.update_from_pid(&mut person, &feed()).unwrap();
        prop_assert_eq!(person.name.statement(), held.name.statement());
        prop_assert_eq!(person.ethnicity.statement(), held.ethnicity.statement());
        prop_assert_eq!(person.languages.statement(), held.languages.statement());
        let (read, _) = message.read_pid(&feed()).unwrap();
        let mut again = Message::parse(&bytes).unwrap();
        let _ = again.write_pid(&read, Purpose::DirectCare, &feed(), Policy::Certain);
    }
}

fn back<T: PartialEq>(written: &Written, restored: &Field<T>, held: &Field<T>) -> bool {
    written.residue().is_none() || restored.statement() == held.statement()
}

/// A made-up person who said everything themselves.
fn stated() -> Demographics {
    let mut person = Demographics::not_asked();
    let name =
        NameText::received("Zoë Hart").with_part(PartKind::Given, "Zoë").with_part(PartKind::Family, "Hart");
    person.name = Name::from_text(name).into();
    person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.to_field(b"K").with_own_words("Sylheti");
    person.languages = Field::stated(Languages::one(LanguageTag::parse("syl").unwrap()));
    person
}

fn message(pid: &str) -> Vec<u8> {
    format!("MSH|^~\\&|||||||ADT^A08|7|P|2.4||||||UNICODE UTF-8\rPID|{pid}\r").into_bytes()
}

#[test]
fn the_name_in_use_is_read_with_its_parts() {
    let read = |pid: &str| {
        let bytes = message(pid);
        let (person, _) = Message::parse(&bytes).unwrap().read_pid(&Feed::of("pas")).unwrap();
        let name = person.name.statement().given().map(|name| name.name_for(Purpose::Letter).clone());
        name.map(|name| {
            let parts: Vec<String> =
                name.parts().map(|(kind, text)| format!("{}={text}", kind.word())).collect();
            format!("{}: {}", name.as_str(), parts.join(", "))
        })
    };
    let is = |pid: &str, expected: &str| assert_eq!(read(pid).as_deref(), Some(expected), "{pid}");
    is(
        "1||||Hart^Zoë^Ada^Jr^Dr^^L",
        "Dr Zoë Ada Hart Jr: title=Dr, given=Zoë, further-given=Ada, family=Hart, generation=Jr",
    );
    is("1||||Hart^Zoe^^^^^L~Hart^Zoë^^^^^D", "Zoë Hart: given=Zoë, family=Hart");
    is("1||||Before^Zoë^^^^^M~Hart^Zoë", "Zoë Hart: given=Zoë, family=Hart");
    is("1||||김^민준^^^^^L^^^^F", "김 민준: family=김, given=민준");
    is("1||||van Dijk&van&Dijk^Kim", "Kim van Dijk: given=Kim, family-prefix=van, family=Dijk");
    is("1||||Marks \\T\\ Co^A", "A Marks & Co: given=A, family=Marks & Co");
    assert_eq!(read("1||||Before^Zoë^^^^^M"), None);
    assert_eq!(read("1||||^^^^^^L"), None);
    assert_eq!(read("1||||"), None);
}

#[test]
fn names_beside_the_chosen_one_are_what_their_types_say() {
    let reach = |sealed| SealedPurpose::because(sealed, "a test with made-up people").unwrap();
    let bytes = message(
        "1||||Hart^Zoe^^^^^L~Hart^Zoë^^^^^D~^Zo^^^^^N~Nguyễn^Zoë^^^^^M^^^^^^20200131~Star^Zo^^^^^S|Mother^Own|||Old^Zoë^^^^^NOUSE~Vale^Zoë^^^^^P",
    );
    let sent = Message::parse(&bytes).unwrap();
    let (mut person, taken) = sent.read_pid(&Feed::of("pas")).unwrap();
    // A pseudonym and a partner's name are told apart by no place of the record.
    let accepted = Taken::Reconciled(Reconciled::Accepted);
    assert_eq!(taken, [(PidField::Name, accepted), (PidField::Name, Taken::FurtherNames(2))]);
    let held = person.clone();
    let name = held.name.statement().given().unwrap();
    assert_eq!(name.name_for(Purpose::Letter).as_str(), "Zoë Hart");
    assert_eq!(name.name_for(Purpose::Letter).addressed(), Some("Zo"));
    assert_eq!(name.legal(&reach(Sealed::Legal)).unwrap().map(NameText::as_str), Some("Zoe Hart"));
    let former = name.former(&reach(Sealed::Former)).unwrap();
    let former: Vec<_> =
        former.iter().map(|one| (one.name().as_str(), one.until().map(|day| day.to_string()))).collect();
    assert_eq!(former, [("Zoë Nguyễn", Some("2020-01-31".to_owned())), ("Zoë Old", None)]);

    // The same message again changes nothing; and beside the person's own statement no further name is taken in.
    let taken = sent.update_from_pid(&mut person, &Feed::of("pas")).unwrap();
    let unchanged = (PidField::Name, Taken::Reconciled(Reconciled::Unchanged));
    assert_eq!(taken, [unchanged, (PidField::Name, Taken::FurtherNames(2))]);
    assert_eq!(person, held);
    person.name = Field::from(Name::from_text(name.name_for(Purpose::Letter).clone()));
    let stated = person.clone();
    let taken = sent.update_from_pid(&mut person, &Feed::of("pas")).unwrap();
    assert_eq!(taken, [unchanged, (PidField::Name, Taken::FurtherNames(6))]);
    assert_eq!(person, stated);
}

#[test]
fn a_name_that_has_ended_is_chosen_only_where_there_is_no_other() {
    let reach = |sealed| SealedPurpose::because(sealed, "a test with made-up people").unwrap();
    for (pid, chosen, legal, former) in [
        (
            "1||||Hart^Adam^^^^^D^^^^^^20190101~Hart^Ada^^^^^L",
            "Ada Hart",
            None,
            vec![("Adam Hart", Some("2019-01-01"))],
        ),
        // Before 2.5 the end is that of a range.
        ("1||||Hart^Adam^^^^^D^^^2000&2019~Hart^Ada", "Ada Hart", None, vec![("Adam Hart", Some("2019"))]),
        (
            "1||||Hart^Ada^^^^^D~Hart^Adam^^^^^L^^^^^^20190101",
            "Ada Hart",
            None,
            vec![("Adam Hart", Some("2019-01-01"))],
        ),
        ("1||||Hart^Ada^^^^^D^^^2000&\"\"^^^\"\"~Hart^A.^^^^^L", "Ada Hart", Some("A. Hart"), vec![]),
        (
            "1||||Hart^Ada^^^^^D||||Hart^Adam^^^^^L^^^^^^2019",
            "Ada Hart",
            None,
            vec![("Adam Hart", Some("2019"))],
        ),
        ("1||||Hart^Adam^^^^^D^^^^^^2019~^Zo^^^^^N", "Adam Hart", None, vec![]),
        (
            "1||||Hart^Ada^^^^^D^^^^^^2020~Hart^Adam^^^^^L^^^^^^2019",
            "Ada Hart",
            None,
            vec![("Adam Hart", Some("2019"))],
        ),
    ] {
        let bytes = message(pid);
        let (person, _) = Message::parse(&bytes).unwrap().read_pid(&Feed::of("pas")).unwrap();
        let name = person.name.statement().given().unwrap();
        assert_eq!(name.name_for(Purpose::Letter).as_str(), chosen, "{pid}");
        assert_eq!(name.legal(&reach(Sealed::Legal)).unwrap().map(NameText::as_str), legal, "{pid}");
        let found = name.former(&reach(Sealed::Former)).unwrap().iter();
        let found: Vec<_> =
            found.map(|one| (one.name().as_str(), one.until().map(|day| day.to_string()))).collect();
        let found: Vec<_> = found.iter().map(|(name, until)| (*name, until.as_deref())).collect();
        assert_eq!(found, former, "{pid}");
    }
    // A nickname that has ended is how nobody is addressed.
    let bytes = message("1||||Hart^Ada~^Zo^^^^^N^^^^^^2019");
    let (person, taken) = Message::parse(&bytes).unwrap().read_pid(&Feed::of("pas")).unwrap();
    let name = person.name.statement().given().unwrap();
    assert_eq!(name.name_for(Purpose::Letter).addressed(), None);
    assert_eq!(taken[1], (PidField::Name, Taken::FurtherNames(1)));
}

#[test]
fn words_in_no_part_are_not_left_out_silently() {
    let name = |given: &str| {
        let name = NameText::received("Nguyễn Văn An").with_part(PartKind::Family, "Nguyễn");
        let mut person = Demographics::not_asked();
        person.name = Name::from_text(name.with_part(PartKind::Given, given)).into();
        person
    };
    let bytes = template(CharacterSet::Utf8);
    let written = |person: &Demographics, purpose| {
        let mut message = Message::parse(&bytes).unwrap();
        let written = message.write_pid(person, purpose, &Feed::of("pas"), Policy::Certain).unwrap();
        message.put_residues(&written).unwrap();
        (message.into_bytes(), written.into_iter().next().unwrap().1)
    };
    let person = name("An");
    let (sent, what) = written(&person, Purpose::Letter);
    let Written::Name(receipts, _) = what else { panic!("no name was written") };
    let (number, receipt) = &receipts[0];
    assert_eq!(
        (*number, receipt.to_string().as_str()),
        (0, "3 characters of the whole name left out, in no marked part (8-10)")
    );
    assert!(receipt.lost_something() && receipt.steps().all(|step| step.kind() == StepKind::Unmarked));
    let message = Message::parse(&sent).unwrap();
    let restored = message.restore_pid(&message.residues().unwrap(), &Feed::of("pas")).unwrap();
    assert_eq!(restored.name.statement(), person.name.statement());

    let (sent, what) = written(&person, Purpose::Identity);
    let Written::NotWritten(error) = what else { panic!("some words of a name were written") };
    assert_eq!(error.kind(), ErrorKind::Usage);
    assert!(error.help().is_some() && !error.to_string().contains("An"));
    assert!(Message::parse(&sent).unwrap().field("PID", 5).unwrap().bytes().is_empty());
    assert!(matches!(written(&name("Văn An"), Purpose::Identity).1, Written::Name(..)));
}

#[test]
fn a_text_without_a_code_is_kept_as_the_text_of_the_field() {
    let mut person = Demographics::not_asked();
    for (pid, kept) in [
        ("1|||||||||||||||||||||^Polish Jew from Lviv", 1),
        ("1|||||||||||||||||||||^Sylheti^NHS", 2),
        ("1|||||||||||||||||||||^^^^^^^^Kashmiri \\T\\ Scottish", 3),
        ("1|||||||||||||||||||||^Sylheti", 3),
    ] {
        let bytes = message(pid);
        let taken = Message::parse(&bytes).unwrap().update_from_pid(&mut person, &feed()).unwrap();
        assert!(taken.contains(&(PidField::EthnicGroup, Taken::NotRead)), "{pid}");
        assert_eq!(person.ethnicity.codings().len(), kept, "{pid}");
        assert!(person.ethnicity.statement().absence().unwrap().contains(Reason::MeaningNotKnown));
    }
    let codings = person.ethnicity.codings().iter();
    let values: Vec<&str> = codings
        .map(|coding| {
            assert_eq!((coding.system.as_str(), coding.accepted), ("PID-22#text", false));
            core::str::from_utf8(&coding.value).unwrap()
        })
        .collect();
    assert_eq!(values, ["Polish Jew from Lviv", "Sylheti", "Kashmiri & Scottish"]);

    // Beside a code the text is only its label; and another list's code says more than a text.
    let read = |pid: &str| {
        let bytes = message(pid);
        let (person, _) = Message::parse(&bytes).unwrap().read_pid(&feed()).unwrap();
        let coding = &person.ethnicity.codings()[0];
        (coding.system.clone(), String::from_utf8(coding.value.clone()).unwrap())
    };
    let pair = |system: &str, value: &str| (system.to_owned(), value.to_owned());
    assert_eq!(read("1|||||||||||||||||||||K^Bangladeshi^NHS"), pair("nhs-ethnic-category-2001", "K"));
    assert_eq!(read("1|||||||||||||||||||||^Own^^K^^NHS"), pair("nhs-ethnic-category-2001", "K"));
    assert_eq!(read("1|||||||||||||||||||||77^Own^LOCAL9"), pair("LOCAL9", "77"));
    assert_eq!(read("1|||||||||^Own^CDCREC||||||||||||"), pair("PID-10#text", "Own"));
}

#[test]
fn several_codes_are_one_answer_and_a_strange_list_is_not_read() {
    let bytes = message("1|||||||F||2106-3^^CDCREC~2054-5^^CDCREC|||||en|||||||A^^NHS");
    let (person, taken) = Message::parse(&bytes).unwrap().read_pid(&feed()).unwrap();
    assert_eq!(person.ethnicity.codings().len(), 3);
    let accepted = Taken::Reconciled(Reconciled::Accepted);
    assert!(
        taken.contains(&(PidField::Race, accepted)) && taken.contains(&(PidField::EthnicGroup, accepted))
    );
    let heritages = |code: &[u8], system: &CodeSystem<_>| -> Vec<Part> {
        system
            .to_field(code)
            .statement()
            .given()
            .map(|stated: &ownwords::Ethnicity| stated.parts().to_vec())
            .unwrap_or_default()
    };
    let parts = person.ethnicity.statement().given().unwrap().parts();
    for part in heritages(b"2054-5", &systems::HL7_V3_RACE) {
        assert!(parts.contains(&part));
    }

    let bytes = message("1|||||||||||||||||||||K^^LOCAL9");
    let (person, taken) = Message::parse(&bytes).unwrap().read_pid(&feed()).unwrap();
    assert!(taken.contains(&(PidField::EthnicGroup, Taken::NotRead)));
    assert!(person.ethnicity.statement().absence().unwrap().contains(Reason::MeaningNotKnown));
    assert_eq!(
        (person.ethnicity.codings()[0].system.as_str(), person.ethnicity.codings()[0].value.as_slice()),
        ("LOCAL9", &b"K"[..])
    );
    // The alternate code of an element counts where the first comes from a list that was not agreed.
    let bytes = message("1|||||||||||||||||||||77^Own^LOCAL9^K^^NHS");
    let (person, _) = Message::parse(&bytes).unwrap().read_pid(&feed()).unwrap();
    assert_eq!(person.ethnicity.codings()[0].value, b"K");
}

#[test]
fn a_deletion_and_nothing_are_respected() {
    let bytes = message("1||||\"\"||||||||||\"\"|||||||\"\"");
    let delete = Message::parse(&bytes).unwrap();
    let mut person = stated();
    let held = person.clone();
    let taken = delete.update_from_pid(&mut person, &feed()).unwrap();
    assert_eq!(person, held);
    let refused = taken.iter().filter(|(_, taken)| *taken == Taken::DeletionRefused).count();
    assert_eq!((refused, taken[0].1), (3, Taken::DeletionRefused));

    let (mut person, _) =
        Message::parse(&message("1||||Hart^Zoë|||||||||||||||||K")).unwrap().read_pid(&feed()).unwrap();
    let held = person.clone();
    let taken = Message::parse(&message("1")).unwrap().update_from_pid(&mut person, &feed()).unwrap();
    assert!(person == held && taken.iter().all(|(_, taken)| *taken == Taken::NotSent));
    delete.update_from_pid(&mut person, &feed()).unwrap();
    assert!(person.ethnicity.statement().given().is_none() && person.name.statement().given().is_none());
}

#[test]
fn a_feed_puts_right_what_it_alone_said() {
    let (bytes, right) = (message("1||||HART^ZOE"), message("1||||Hart^Zoe"));
    let (mut person, _) = Message::parse(&bytes).unwrap().read_pid(&Feed::of("pas")).unwrap();
    let taken = Message::parse(&right).unwrap().update_from_pid(&mut person, &Feed::of("pas")).unwrap();
    assert_eq!(taken[0].1, Taken::Reconciled(Reconciled::Accepted));
    let name = person.name.statement().given().unwrap().name_for(Purpose::Letter);
    assert_eq!((name.as_str(), name.parts().count()), ("Zoe Hart", 2));
}

#[test]
fn bytes_that_contradict_the_declaration_stay_as_a_coding() {
    let wrong = [b"MSH|^~\\&|||||||ADT^A08|7|P|2.4||||||8859/1\rPID|1||||".as_slice(), "Hart^Zoë".as_bytes()]
        .concat();
    let message = Message::parse(&wrong).unwrap();
    let (person, taken) = message.read_pid(&Feed::of("pas")).unwrap();
    assert_eq!(taken, [(PidField::Name, Taken::NotRead)]);
    assert_eq!(person.name.codings()[0].value, "Hart^Zoë".as_bytes());
    let mut feed = Feed::of("pas");
    feed.read_as = Some(CharacterSet::Utf8);
    let (person, _) = message.read_pid(&feed).unwrap();
    assert_eq!(person.name.statement().given().unwrap().name_for(Purpose::Letter).as_str(), "Zoë Hart");
    let mut message = message;
    let error = message.write_pid(&person, Purpose::Letter, &Feed::of("pas"), Policy::Certain).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Usage);
}

/// Names and answers that are sealed, planted where they can stand, are in no byte of any message.
#[test]
fn nothing_sealed_is_in_the_bytes_or_the_residues() {
    let text = |text: &str| NameText::received(text).with_part(PartKind::Family, text);
    let mut person = Demographics::not_asked();
    person.name = Name::from_text(text("Qformer")).into();
    person.name.change(text("Qchosen"), "2026-11-24".parse::<Date>().ok()).unwrap();
    person.name.set_legal(text("Qlegal")).unwrap();
    let trans = TransStatus::in_own_words("Qtrans").unwrap();
    person.trans_status.put(Field::stated(trans));
    for purpose in Purpose::ALL {
        for set in [CharacterSet::Ascii, CharacterSet::Utf8] {
            let bytes = template(set);
            let mut message = Message::parse(&bytes).unwrap();
            let written = message.write_pid(&person, purpose, &feed(), Policy::Certain).unwrap();
            message.put_residues(&written).unwrap();
            let residues = message.residues().unwrap();
            let restored = message.restore_pid(&residues, &feed()).unwrap();
            let all =
                format!("{}{written:?}{message:?}{restored:?}", String::from_utf8_lossy(message.bytes()));
            for planted in ["Qformer", "Qlegal", "Qtrans", "Old^Name", "Older", "Alias"] {
                assert!(!all.contains(planted), "{purpose:?} shows {planted}");
            }
            let sees = purpose.may_see(ownwords::Characteristic::Name);
            assert_eq!(all.contains("Qchosen"), sees, "{purpose:?}");
        }
    }
}

#[test]
fn a_residue_of_a_changed_field_is_an_error() {
    let person = stated();
    let bytes = template(CharacterSet::Utf8);
    let mut message = Message::parse(&bytes).unwrap();
    let written = message.write_pid(&person, Purpose::DirectCare, &feed(), Policy::Certain).unwrap();
    message.put_residues(&written).unwrap();
    let residues = message.residues().unwrap();
    message.set_field("PID", 5, b"Hart^Zoe^^^^^D").unwrap();
    assert_eq!(message.restore_pid(&residues, &feed()).unwrap_err().kind(), ErrorKind::Residue);
    message.put_segment(b"ZOW|2|PID-5^RX", "PID").unwrap();
    assert_eq!(message.residues().unwrap_err().kind(), ErrorKind::Format);
}

/// Names of made-up people: with a form and how it is said, with marks that ASCII has not, with nothing that PID-5 says.
fn released_names() -> [NameText; 3] {
    let tag = |tag: &str| LanguageTag::parse(tag).unwrap();
    let korean = NameText::entered("김민준")
        .unwrap()
        .in_language(tag("ko-Kore"))
        .with_part(PartKind::Family, "김")
        .with_part(PartKind::Given, "민준")
        .with_form(NameText::entered("Kim Min-jun").unwrap().in_language(tag("ko-Latn")))
        .said_as(HowSaid::Respelling, "kim min-joon")
        .addressed_as("Min-jun");
    let with_marks = NameText::entered("Zoë van der Nguyễn")
        .unwrap()
        .with_part(PartKind::Given, "Zoë")
        .with_part(PartKind::FamilyPrefix, "van der")
        .with_part(PartKind::Family, "Nguyễn");
    let spaced = NameText::received(" Ali \u{202E} Khan\t")
        .with_part(PartKind::Given, "Ali")
        .with_part(PartKind::Family, "Khan");
    [korean, with_marks, spaced]
}

/// What the first release wrote into PID-5, and the residue beside it, gives the whole name for ever.
#[test]
fn a_name_of_the_first_release_is_whole() {
    let written = include_bytes!("../fixtures/0.1/hl7-names.hl7");
    let messages: Vec<&[u8]> = pieces(written).map(|piece| piece.bytes()).collect();
    assert_eq!(messages.len(), 3);
    for (message, name) in messages.iter().zip(released_names()) {
        let message = Message::parse(message).unwrap();
        let restored = message.restore_pid(&message.residues().unwrap(), &Feed::of("pas")).unwrap();
        assert_eq!(restored.for_purpose(Purpose::Letter).name(), Some(&name));
        // Beside another value it is an error, and never another name.
        let mut other = message.clone();
        other.set_field("PID", 5, b"Hart^Zoe^^^^^D").unwrap();
        let error = other.restore_pid(&other.residues().unwrap(), &Feed::of("pas")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Residue);
    }
}
