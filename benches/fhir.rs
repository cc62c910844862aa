//! What reading FHIR costs, as a multiple of `serde_json`'s typed parsing of the same elements:
//! `cargo bench --bench fhir --features wire`.
//!
//! Made-up Patients, one a line, of the shapes and sizes that PDS and UK Core send: several names, addresses, telecoms,
//! identifiers, extensions, what HL7 calls meta. Turn by turn in one process, on the processor time of this thread:
//!
//! - `serde_json` into structs of the elements that our reader uses, each text a `String` of its own: the reference;
//! - the same, each text borrowed from the line where it can be;
//! - `serde_json` passing over everything (`IgnoredAny`), which says what JSON alone costs;
//! - each of our ways from the line into a record.
//!
//! First each of them is compared, person by person, with what the generator put in: who reads wrongly has no speed. The
//! same totals are compared in each turn. Ours also refuses what the others take: an element that stands twice anywhere,
//! half of a surrogate pair.
//!
//! `OWNWORDS_BENCH_ROWS` is the number of Patients (20,000 without it), `OWNWORDS_BENCH_TURNS` the number of turns (9).
//! `OWNWORDS_BENCH_ONLY` names one subject, which is then run (once without a number of turns) and nothing else, for callgrind:
//! `valgrind --tool=callgrind --toggle-collect='*one_turn*' target/release/deps/fhir-…`.

#![allow(clippy::print_stdout, reason = "a bench reports on standard output")]

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Write as _};
use std::hint::black_box;
use std::sync::LazyLock;

use ownwords::wire::fhir::{Reading, Resource};
use ownwords::{Demographics, Purpose, Sealed, SealedPurpose};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, Visitor};

/// What was read of one person, or of all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seen {
    people: usize,
    /// Bytes of the chosen name, its parts and how to address the person; and whether the former name is there.
    name: usize,
    former: usize,
    /// Codes of ethnicity and their bytes; and so on.
    ethnicity: (usize, usize),
    languages: (usize, usize),
    interpreter: usize,
    contact: (usize, usize),
    gender: usize,
    marital: (usize, usize),
}

impl Seen {
    fn add(&mut self, other: Self) {
        let both = |one: (usize, usize), two: (usize, usize)| (one.0 + two.0, one.1 + two.1);
        self.people += other.people;
        self.name += other.name;
        self.former += other.former;
        self.ethnicity = both(self.ethnicity, other.ethnicity);
        self.languages = both(self.languages, other.languages);
        self.interpreter += other.interpreter;
        self.contact = both(self.contact, other.contact);
        self.gender += other.gender;
        self.marital = both(self.marital, other.marital);
    }
}

const FAMILIES: [(&str, &str); 5] = [
    ("Hart", "Hart"),
    ("Okafor", "Okafor"),
    ("O'Brien", "O'Brien"),
    ("Nguyễn", r"Nguy\u1ec5n"),
    ("Ó Súilleabháin", "Ó Súilleabháin"),
];
const GIVENS: [(&str, &str); 4] =
    [("Zoë", "Zoë"), ("Ada", "Ada"), ("Zoë", r"Zo\u00eb"), ("Mary-Ann", "Mary-Ann")];

fn concept(system: &str, code: &str, display: &str) -> String {
    format!(
        r#""valueCodeableConcept":{{"coding":[{{"system":"{system}","version":"1.0.0","code":"{code}","display":"{display}"}}]}}"#
    )
}

const UK: &str = "https://fhir.hl7.org.uk";

/// A made-up Patient and what is to be read of it. Every third is short, as most that PDS sends are.
fn patient(number: usize) -> (String, Seen) {
    let (family, family_json) = FAMILIES[number % FAMILIES.len()];
    let (given, given_json) = GIVENS[number % GIVENS.len()];
    let is_short = number.is_multiple_of(3);
    let ethnic = ["K", "A", "M", "Z"][number % 4];
    let tag = ["pa", "bfi", "en-GB", "so"][number % 4];
    let gender = ["female", "male", "other"][number % 3];
    let mut seen = Seen { people: 1, gender: gender.len(), ..Seen::default() };
    let mut json = format!(
        r#"{{"resourceType":"Patient","id":"{number:010}","meta":{{"versionId":"2","lastUpdated":"2026-11-26T10:15:00+00:00","profile":["{UK}/StructureDefinition/UKCore-Patient"],"security":[{{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"U","display":"unrestricted"}}]}},"identifier":[{{"extension":[{{"url":"{UK}/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",{}}}],"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000000"}},{{"use":"usual","system":"https://example.org/made-up/local","value":"{number:08}"}}],"#,
        concept(
            &format!("{UK}/CodeSystem/UKCore-NHSNumberVerificationStatus"),
            "01",
            "Number present and verified"
        )
    );
    let _ = write!(
        json,
        r#""active":true,"name":[{{"id":"n1","use":"usual","period":{{"start":"2020-01-01"}},"family":"{family_json}","given":["{given_json}","Bo"],"prefix":["Dr"]}}"#
    );
    // The text, and then its parts.
    seen.name += given.len() + family.len() + 4 + given.len() + family.len() + 4;
    if !is_short {
        json.push_str(r#",{"id":"n2","use":"old","period":{"start":"1990-01-01","end":"2019-12-31"},"family":"Madeup","given":["Jo"]},{"id":"n3","use":"nickname","given":["Zo"]}"#);
        seen.former += 1;
        seen.name += 2;
    }
    let _ = write!(json, r#"],"gender":"{gender}","birthDate":"1990-10-22","#);
    let address = |id: &str, used: &str| {
        format!(
            r#"{{"id":"{id}","period":{{"start":"2020-01-01"}},"use":"{used}","line":["1 Made-up Square","Nowhere Lane","","Testhaven","Made-up County"],"postalCode":"ZZ99 3AA","extension":[{{"url":"{UK}/StructureDefinition/Extension-UKCore-AddressKey","extension":[{{"url":"type","valueCoding":{{"system":"{UK}/CodeSystem/UKCore-AddressKeyType","code":"PAF"}}}},{{"url":"value","valueString":"12345678"}}]}}]}}"#
        )
    };
    json.push_str(r#""address":["#);
    json.push_str(&address("a1", "home"));
    if !is_short {
        json.push(',');
        json.push_str(&address("a2", "temp"));
    }
    json.push_str(r#"],"telecom":[{"id":"t1","period":{"start":"2020-01-01"},"system":"phone","value":"01632960587","use":"home"}"#);
    if !is_short {
        json.push_str(r#",{"id":"t2","period":{"start":"2019-01-01"},"system":"email","value":"made-up@example.com","use":"home"},{"id":"t3","system":"phone","value":"07700900000","use":"mobile","rank":1}"#);
    }
    json.push_str(r#"],"generalPractitioner":[{"id":"g1","type":"Organization","identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"Y99999","period":{"start":"2020-01-01"}}}],"#);
    let _ = write!(
        json,
        r#""extension":[{{"url":"{UK}/StructureDefinition/Extension-UKCore-EthnicCategory",{}}}"#,
        concept(&format!("{UK}/CodeSystem/UKCore-EthnicCategoryEngland"), ethnic, "as the list has it")
    );
    seen.ethnicity = (1, ethnic.len());
    if !is_short {
        let _ = write!(
            json,
            r#",{{"url":"{UK}/StructureDefinition/Extension-UKCore-ContactPreference","extension":[{{"url":"PreferredWrittenCommunicationFormat",{}}},{{"url":"PreferredContactMethod",{}}},{{"url":"PreferredContactTimes","valueString":"Not after 7pm"}}]}},{{"url":"http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired","valueBoolean":true}},{{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace","valueAddress":{{"city":"Testhaven","district":"Made-up County","country":"GBR"}}}},{{"url":"{UK}/StructureDefinition/Extension-UKCore-DeathNotificationStatus","extension":[{{"url":"deathNotificationStatus",{}}},{{"url":"systemEffectiveDate","valueDateTime":"2010-10-22T00:00:00+00:00"}}]}}"#,
            concept(&format!("{UK}/CodeSystem/UKCore-PreferredWrittenCommunicationFormat"), "12", "Braille"),
            concept(&format!("{UK}/CodeSystem/UKCore-PreferredContactMethod"), "1", "Letter"),
            concept(&format!("{UK}/CodeSystem/UKCore-DeathNotificationStatus"), "U", "Removed"),
        );
        seen.contact = (2, 3);
        seen.interpreter = 1;
    }
    let _ = write!(
        json,
        r#"],"communication":[{{"language":{{"coding":[{{"system":"urn:ietf:bcp:47","code":"{tag}","display":"as the list has it"}}]}},"preferred":true}}]"#
    );
    seen.languages = (1, tag.len());
    if !is_short {
        json.push_str(r#","maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M","display":"Married"}]},"multipleBirthInteger":1,"contact":[{"id":"c1","period":{"start":"2020-01-01"},"relationship":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0131","code":"C","display":"Emergency Contact"}]}],"telecom":[{"system":"phone","value":"01632960587"}]}],"managingOrganization":{"type":"Organization","identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"Y99999"}}"#);
        seen.marital = (1, 1);
    }
    json.push('}');
    (json, seen)
}

/// Text, borrowed from the input where it stands there without escapes.
#[derive(PartialEq)]
struct Text<'a>(Cow<'a, str>);

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Borrowing;
        impl<'de> Visitor<'de> for Borrowing {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'de>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Borrowing)
    }
}

/// The elements that our reader uses, of a Patient.
#[derive(Deserialize)]
struct Patient<T> {
    #[serde(rename = "resourceType")]
    resource_type: T,
    #[serde(default = "Vec::new")]
    name: Vec<HumanName<T>>,
    #[serde(default = "Vec::new")]
    extension: Vec<Extension<T>>,
    #[serde(default = "Vec::new")]
    communication: Vec<Communication<T>>,
    gender: Option<T>,
    #[serde(rename = "_gender")]
    beside_gender: Option<Beside<T>>,
    #[serde(rename = "maritalStatus")]
    marital_status: Option<CodeableConcept<T>>,
}

#[derive(Deserialize)]
struct HumanName<T> {
    r#use: Option<T>,
    text: Option<T>,
    family: Option<T>,
    #[serde(rename = "_family")]
    beside_family: Option<Beside<T>>,
    #[serde(default = "Vec::new")]
    given: Vec<Option<T>>,
    #[serde(default = "Vec::new")]
    prefix: Vec<Option<T>>,
    suffix: Option<IgnoredAny>,
    period: Option<Period<T>>,
    #[serde(default = "Vec::new")]
    extension: Vec<Extension<T>>,
}

#[allow(dead_code, reason = "our reader reads all of it")]
#[derive(Deserialize)]
struct Period<T> {
    end: Option<T>,
}

#[allow(dead_code, reason = "our reader reads all of it")]
#[derive(Deserialize)]
struct Beside<T> {
    #[serde(default = "Vec::new")]
    extension: Vec<Extension<T>>,
}

#[derive(Deserialize)]
struct Extension<T> {
    url: Option<T>,
    #[serde(rename = "valueCodeableConcept")]
    concept: Option<CodeableConcept<T>>,
    #[serde(rename = "valueCoding")]
    coding: Option<Coding<T>>,
    #[serde(rename = "valueBoolean")]
    boolean: Option<bool>,
    #[serde(rename = "valueString")]
    string: Option<T>,
    #[serde(rename = "valueCode")]
    code: Option<T>,
    #[serde(rename = "valuePeriod")]
    period: Option<Period<T>>,
    #[serde(default = "Vec::new")]
    extension: Vec<Extension<T>>,
}

#[allow(dead_code, reason = "our reader reads all of it")]
#[derive(Deserialize)]
struct CodeableConcept<T> {
    #[serde(default = "Vec::new")]
    coding: Vec<Coding<T>>,
    text: Option<T>,
    #[serde(default = "Vec::new")]
    extension: Vec<Extension<T>>,
}

#[allow(dead_code, reason = "our reader reads all of it")]
#[derive(Deserialize)]
struct Coding<T> {
    system: Option<T>,
    code: Option<T>,
    #[serde(rename = "userSelected")]
    chosen: Option<bool>,
}

#[derive(Deserialize)]
struct Communication<T> {
    language: Option<CodeableConcept<T>>,
    preferred: Option<bool>,
    #[serde(default = "Vec::new")]
    extension: Vec<Extension<T>>,
}

fn length<T: AsRef<str>>(text: Option<&T>) -> usize {
    text.map_or(0, |text| text.as_ref().len())
}

fn codes<T: AsRef<str>>(concept: Option<&CodeableConcept<T>>) -> (usize, usize) {
    let coded = concept.into_iter().flat_map(|concept| &concept.coding);
    coded.fold((0, 0), |sum, coding| (sum.0 + 1, sum.1 + length(coding.code.as_ref())))
}

impl<T: AsRef<str>> Patient<T> {
    fn seen(&self) -> Seen {
        let mut seen =
            Seen { people: usize::from(self.resource_type.as_ref() == "Patient"), ..Seen::default() };
        for name in &self.name {
            let given = || name.given.iter().map(|given| length(given.as_ref()));
            match name.r#use.as_ref().map(AsRef::as_ref) {
                Some("usual") => {
                    let parts = given().sum::<usize>() + length(name.family.as_ref());
                    let titles: usize = name.prefix.iter().map(|prefix| length(prefix.as_ref())).sum();
                    seen.name += given().count() + parts + parts + titles;
                }
                Some("old") => seen.former += 1,
                Some("nickname") => seen.name += given().sum::<usize>(),
                _ => {}
            }
            black_box((&name.text, &name.beside_family, &name.suffix, &name.period, &name.extension));
        }
        for extension in &self.extension {
            let url = extension.url.as_ref().map(AsRef::as_ref);
            if url == Some("https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory") {
                seen.ethnicity = codes(extension.concept.as_ref());
            } else if url
                == Some("https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactPreference")
            {
                for part in &extension.extension {
                    let (count, bytes) = codes(part.concept.as_ref());
                    seen.contact = (seen.contact.0 + count, seen.contact.1 + bytes);
                }
            } else if url == Some("http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired") {
                seen.interpreter += usize::from(extension.boolean == Some(true));
            }
            black_box((&extension.coding, &extension.string, &extension.code, &extension.period));
        }
        for one in &self.communication {
            let (count, bytes) = codes(one.language.as_ref());
            seen.languages = (seen.languages.0 + count, seen.languages.1 + bytes);
            black_box((&one.preferred, &one.extension));
        }
        seen.gender = length(self.gender.as_ref());
        seen.marital = codes(self.marital_status.as_ref());
        black_box(&self.beside_gender);
        seen
    }
}

static TRACING: LazyLock<SealedPurpose> = LazyLock::new(|| {
    SealedPurpose::because(Sealed::Former, "made-up people, counted by a bench").expect("a reason is given")
});

/// The same of a record. The former name, which is sealed, is counted with its number alone.
fn seen_in(record: &Demographics) -> Seen {
    let name = record.for_purpose(Purpose::Letter).name();
    let codes = |codings: &[ownwords::Coding]| {
        codings.iter().fold((0, 0), |sum, coding| (sum.0 + 1, sum.1 + coding.value.len()))
    };
    let parts = name.map_or(0, |name| name.parts().map(|(_, text)| text.len()).sum());
    let whole = name.map_or(0, |name| name.as_str().len() + name.addressed().map_or(0, str::len));
    let (formats, contact) = (codes(record.formats.codings()), codes(record.contact.codings()));
    Seen {
        people: 1,
        name: whole + parts,
        former: record.name.statement().given().map_or(0, |name| name.former(&TRACING).map_or(0, <[_]>::len)),
        ethnicity: codes(record.ethnicity.codings()),
        languages: codes(record.languages.codings()),
        interpreter: record.interpreter.codings().iter().filter(|coding| coding.value == b"true").count(),
        contact: (formats.0 + contact.0, formats.1 + contact.1),
        gender: codes(record.administrative_gender.codings()).1,
        marital: codes(record.partnership.codings()),
    }
}

type Read = fn(&[u8]) -> Result<Seen, Box<dyn Error>>;

/// A way to read a line.
struct Subject {
    name: &'static str,
    read: Read,
    /// Whether it says what it saw.
    sees: bool,
}

const SUBJECTS: &[Subject] = &[
    Subject {
        name: "serde_json, typed, owned",
        read: |line| Ok(serde_json::from_slice::<Patient<String>>(line)?.seen()),
        sees: true,
    },
    Subject {
        name: "serde_json, typed, borrowed",
        read: |line| Ok(serde_json::from_slice::<Patient<Text<'_>>>(line)?.seen()),
        sees: true,
    },
    Subject {
        name: "serde_json, passed over",
        read: |line| {
            black_box(serde_json::from_slice::<IgnoredAny>(line)?);
            Ok(Seen { people: 1, ..Seen::default() })
        },
        sees: false,
    },
    Subject {
        name: "ownwords, kept and read",
        read: |line| Ok(seen_in(&Resource::parse(line)?.read()?.record)),
        sees: true,
    },
    Subject { name: "ownwords, read", read: |line| Ok(seen_in(&Reading::of(line)?.record)), sees: true },
];

#[inline(never)]
fn one_turn(subject: &Subject, lines: &str) -> Result<Seen, Box<dyn Error>> {
    let mut all = Seen::default();
    for line in lines.split_terminator('\n') {
        all.add((subject.read)(line.as_bytes())?);
    }
    Ok(all)
}

/// Nanoseconds that this thread was on a processor.
fn on_processor() -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(stat.split(' ').next().ok_or("the first number is the time on a processor")?.parse()?)
}

fn setting(name: &str, default: usize) -> Result<usize, Box<dyn Error>> {
    std::env::var(name).map_or(Ok(default), |text| Ok(text.parse()?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let rows = setting("OWNWORDS_BENCH_ROWS", 20_000)?;
    let turns = setting("OWNWORDS_BENCH_TURNS", 9)?;
    let (mut lines, mut truth) = (String::new(), Seen::default());
    for number in 0..rows {
        let (line, seen) = patient(number);
        for subject in SUBJECTS.iter().filter(|subject| subject.sees) {
            let read =
                (subject.read)(line.as_bytes()).map_err(|error| format!("{}: {error}", subject.name))?;
            if read != seen {
                return Err(
                    format!("{} reads Patient {number} wrongly: {read:?} {seen:?}", subject.name).into()
                );
            }
        }
        truth.add(seen);
        lines.push_str(&line);
        lines.push('\n');
    }
    if let Ok(only) = std::env::var("OWNWORDS_BENCH_ONLY") {
        let subject =
            SUBJECTS.iter().find(|subject| subject.name == only).ok_or("there is no such subject")?;
        for _ in 0..setting("OWNWORDS_BENCH_TURNS", 1)? {
            black_box(one_turn(subject, &lines)?);
        }
        return Ok(());
    }
    println!("{rows} Patients, {:.1} MB, {} bytes each", lines.len() as f64 / 1e6, lines.len() / rows.max(1));
    let mut times = vec![Vec::new(); SUBJECTS.len()];
    for _ in 0..turns {
        for (subject, times) in SUBJECTS.iter().zip(&mut times) {
            let start = on_processor()?;
            let seen = black_box(one_turn(subject, &lines)?);
            times.push(on_processor()? - start);
            if seen.people != rows || subject.sees && seen != truth {
                return Err(format!("{} reads wrongly; its figure is void", subject.name).into());
            }
        }
    }
    println!("{:<30} {:>9} {:>7} {:>7}", "", "µs each", "MB/s", "ratio");
    let mut reference = None;
    for (subject, times) in SUBJECTS.iter().zip(&mut times) {
        times.sort_by(f64::total_cmp);
        let median = times.get(turns / 2).copied().unwrap_or(f64::NAN);
        let ratio = median / *reference.get_or_insert(median);
        let (each, speed) = (median / 1e3 / rows as f64, lines.len() as f64 * 1e3 / median);
        println!("{:<30} {each:>9.2} {speed:>7.0} {ratio:>7.2}", subject.name);
    }
    Ok(())
}
