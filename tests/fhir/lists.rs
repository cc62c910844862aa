//! Every list that has a name in messages is read by it, and written by it.

use ownwords::bridge::CodeSystem;
use ownwords::bridge::systems::{self, Lists};
use ownwords::wire::fhir::{PROFILES, Resource};
use ownwords::{Axis, Coding, Demographics, Purpose};
use serde_json::{Value, json};

use crate::laws::demand;

/// A Patient in which this Coding stands where the field is read; `None` where FHIR has no element for the field.
fn document(field: &str, coding: &Value) -> Option<Value> {
    let concept = json!({"coding": [coding]});
    let hl7 = |name: &str| format!("http://hl7.org/fhir/StructureDefinition/{name}");
    let uk = |name: &str| format!("https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-{name}");
    let part = |url: &str| json!([{"url": url, "valueCodeableConcept": concept}]);
    let able = |part: &str| {
        let mode = json!({"system": systems::HL7_V3_LANGUAGE_ABILITY_MODE.uri(), "code": "ESP"});
        let (mode, level) = if part == "type" { (coding, None) } else { (&mode, Some(coding)) };
        let mut parts = vec![json!({"url": "type", "valueCoding": mode})];
        parts.extend(level.map(|level| json!({"url": "level", "valueCoding": level})));
        let language = json!({"coding": [{"system": "urn:ietf:bcp:47", "code": "fr"}]});
        json!([{"language": language, "extension": [{"url": hl7("patient-proficiency"), "extension": parts}]}])
    };
    let extension = match field {
        "ethnicity" => json!({"url": uk("EthnicCategory"), "valueCodeableConcept": concept}),
        "pronouns" => json!({"url": hl7("individual-pronouns"), "extension": part("value")}),
        "gender" => json!({"url": hl7("individual-genderIdentity"), "extension": part("value")}),
        "formats" => {
            json!({"url": uk("ContactPreference"), "extension": part("PreferredWrittenCommunicationFormat")})
        }
        "contact" => json!({"url": uk("ContactPreference"), "extension": part("PreferredContactMethod")}),
        "partnership" => return Some(json!({"resourceType": "Patient", "maritalStatus": concept})),
        "language-ability" => return Some(json!({"resourceType": "Patient", "communication": able("type")})),
        "proficiency" => return Some(json!({"resourceType": "Patient", "communication": able("level")})),
        // In its own element a code alone stands, without a system.
        "administrative-gender" | "interpreter" | "absence" => return None,
        other => {
            panic!("a list of `{other}` has a name in messages, and no element is known that it is read from")
        }
    };
    Some(json!({"resourceType": "Patient", "extension": [extension]}))
}

fn codings<'a>(field: &str, record: &'a Demographics) -> &'a [Coding] {
    match field {
        "ethnicity" => record.ethnicity.codings(),
        "pronouns" => record.pronouns.codings(),
        "gender" => record.gender.codings(),
        "formats" => record.formats.codings(),
        "contact" => record.contact.codings(),
        _ => record.partnership.codings(),
    }
}

#[derive(Default)]
struct Read {
    lists: Vec<&'static str>,
    codes: usize,
}

impl Lists for Read {
    fn list<A: Axis>(&mut self, field: &'static str, lists: &'static [&'static CodeSystem<A>]) {
        for list in lists.iter().filter(|list| list.uris().next().is_some()) {
            self.lists.push(list.key());
            for row in list.rows().iter() {
                let own = list.uri_of(row.code()) == list.uri();
                let uris: Vec<&str> =
                    if own { list.uris().collect() } else { list.uri_of(row.code()).into_iter().collect() };
                for uri in uris {
                    let coding = json!({"system": uri, "code": row.code()});
                    let Some(document) = document(field, &coding) else { continue };
                    let reading = Resource::parse(document.to_string().as_bytes()).unwrap().read().unwrap();
                    self.codes += 1;
                    if field == "language-ability" || field == "proficiency" {
                        let languages = reading.record.languages.statement().given().unwrap();
                        let [ability] = &languages.uses()[0].abilities[..] else {
                            panic!("{uri} {}", row.code())
                        };
                        let said =
                            if field == "proficiency" { ability.how_well() } else { Some(ability.what()) };
                        let answer = list.decode(row.code().as_bytes()).answer();
                        assert_eq!(
                            said,
                            answer.given().and_then(|stated| stated.concepts().next()),
                            "{}",
                            list.key()
                        );
                        continue;
                    }
                    let [coding] = codings(field, &reading.record) else { panic!("{uri} {}", row.code()) };
                    assert_eq!(coding.value, row.code().as_bytes());
                    // A code that goes by another list's name is one of that list, and a name may cover several lists.
                    let known = lists.iter().find(|known| known.key() == coding.system);
                    match known {
                        Some(known) => {
                            assert!(
                                known.uris().any(|known| known == uri),
                                "{uri} was read as {}",
                                coding.system
                            );
                            let meant = known.decode(row.code().as_bytes()).answer();
                            assert_eq!(
                                meant,
                                list.decode(row.code().as_bytes()).answer(),
                                "{uri} {}",
                                row.code()
                            );
                        }
                        None => {
                            assert_eq!((coding.system.as_str(), own), (uri, false), "{}", list.key());
                            let absence =
                                systems::ABSENCE.iter().find(|known| known.uri() == Some(uri)).unwrap();
                            assert!(absence.decode(row.code().as_bytes()).absence().is_some());
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_list_with_a_name_in_messages_is_read_by_each_of_its_names() {
    let mut read = Read::default();
    systems::each_list(&mut read);
    assert!(read.lists.len() >= 19 && read.codes > 1_500, "{:?} {}", read.lists, read.codes);
}

/// Each code of each list that a profile writes stands under the name that the mapping gives, and is read as the same.
#[test]
fn every_list_that_a_profile_writes_is_written_by_its_name() {
    struct Written;
    impl Lists for Written {
        fn list<A: Axis>(&mut self, field: &'static str, lists: &'static [&'static CodeSystem<A>]) {
            for profile in PROFILES {
                let held = profile.elements();
                let Some(held) = held.iter().find(|one| one.field == field && one.element.is_some()) else {
                    continue;
                };
                let Some(list) = lists.iter().find(|list| Some(list.key()) == held.list) else { continue };
                assert!(
                    list.uri().is_some(),
                    "{} is written by {} without a name",
                    list.key(),
                    profile.key()
                );
                for row in list.rows().iter() {
                    let code = row.code();
                    let person = with_code(field, list.key(), code);
                    let seen = person.for_purpose(if field == "partnership" {
                        Purpose::EqualityMonitoring
                    } else {
                        Purpose::DirectCare
                    });
                    let seen = seen.with_administrative_gender(&demand()).unwrap();
                    let (sent, fields, residues) =
                        profile.write(seen, ownwords::Policy::Certain).unwrap().into_parts();
                    let what = fields.iter().find(|one| one.field == field).unwrap();
                    let is_sent = match field {
                        "interpreter" | "administrative-gender" => sent.as_str().contains(code),
                        _ => {
                            let uri = list.uri_of(code).unwrap();
                            sent.as_str().contains(&json!({"system": uri, "code": code}).to_string())
                        }
                    };
                    // An answer that PDS refuses, a field that was never asked, and another level than is taken, which is sent
                    // as the code that has the same category at the level that is.
                    let is_other_level = list.key() == "nz-ethnicity-2005" && code.len() != 5;
                    let may_be_absent = is_other_level
                        || what.to_string().contains("left out")
                        || what.to_string().contains("stood");
                    assert!(
                        is_sent || may_be_absent,
                        "{} {} {code}: {what} {}",
                        profile.key(),
                        list.key(),
                        sent.as_str()
                    );
                    assert!(profile.restore(&sent, &residues).is_ok());
                }
            }
        }
    }
    systems::each_list(&mut Written);
}

/// Somebody of whom this code was received.
fn with_code(field: &str, list: &str, code: &str) -> Demographics {
    let mut person = Demographics::not_asked();
    macro_rules! receive {
        ($of:ident, $lists:ident) => {
            person.$of = systems::$lists
                .iter()
                .find(|known| known.key() == list)
                .unwrap()
                .decode(code.as_bytes())
                .to_field()
        };
    }
    match field {
        "ethnicity" => receive!(ethnicity, ETHNICITY),
        "pronouns" => receive!(pronouns, PRONOUNS),
        "gender" => receive!(gender, GENDER),
        "formats" => receive!(formats, FORMATS),
        "contact" => receive!(contact, CONTACT),
        "partnership" => receive!(partnership, PARTNERSHIP),
        "interpreter" => receive!(interpreter, INTERPRETER),
        "administrative-gender" => receive!(administrative_gender, ADMINISTRATIVE_GENDER),
        other => panic!("`{other}` is written, and nobody receives it here"),
    }
    person
}
