//! Each list of codes, with its official labels, is the published one: no code more, none less, no label changed. The
//! published lists are read where they are there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::subjects;

/// A published list: the system's key, the file, its columns of code and label, and which of its rows are of this list.
type Published =
    (&'static str, &'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);

const LISTS: [Published; 26] = [
    ("au-abs-ancestry-2021", "au-abs-ancestry-2021", "code", "label", None),
    ("au-abs-indigenous-status-2021", "au-abs-indigenous-status-2021", "code", "label", None),
    ("br-raca-cor", "br-raca-cor", "code", "label_pt", None),
    ("census-ew-2021", "census-ew-2021-ethnic_group_tb_20b", "code", "label", None),
    ("census-gb-1991", "census-gb-1991-ethnic-35", "code", "label", None),
    ("census-ni-2021", "census-ni-2021-ethnic_group_intermediate", "code", "label", None),
    ("dfe-school-census", "dfe-school-census-ethnicity", "code", "label", None),
    ("gdppr-ethnic-category", "gdppr-category", "code", "label", None),
    ("hes-ethnos", "hes-ethnos", "code", "label", Some(("scheme", "ethraw_ethnos_2001_on"))),
    ("hl7-v3-ethnicity", "hl7-v3-race-ethnicity", "code", "display", Some(("codesystem", "v3-Ethnicity"))),
    ("hl7-v3-race", "hl7-v3-race-ethnicity", "code", "display", Some(("codesystem", "v3-Race"))),
    ("ilr-ethnicity", "ilr-ethnicity", "code", "label_from_identifier", None),
    ("nhs-dental-ethnic-origin", "nhs-dental-fp17-ethnic-origin", "value", "label", None),
    ("nhs-ethnic-category-2001", "nhs-ethnic-category-2001", "code", "label", None),
    (
        "nhs-scotland-ethnic-group-earlier",
        "scotland-smr-ethnic-group",
        "code",
        "label",
        Some(("variant", "earlier_2008_classification")),
    ),
    ("nz-ethnicity-2005", "nz-ethnicity-2005-v2.1.0", "code", "display", None),
    ("pds-ethnic-category", "nhs-pds-ethnic-category", "code", "label", None),
    ("police-self-defined", "police-ethnicity", "code", "label", Some(("scheme", "SDE_16+1"))),
    ("ukcore-ethnic-category", UK_CORE, "code", "display", Some(("system", RETIRED))),
    ("ukcore-ethnic-category-england", UK_CORE, "code", "display", Some(("system", ENGLAND))),
    ("ukcore-ethnic-category-scotland", UK_CORE, "code", "display", Some(("system", SCOTLAND))),
    ("ukcore-ethnic-category-wales", UK_CORE, "code", "display", Some(("system", WALES))),
    ("hesa-ethnic-three-digit", "hesa-ethnic", "code", "label", Some(("edition", "2022/23"))),
    ("hesa-ethnic-two-digit", "hesa-ethnic", "code", "label", Some(("edition", "c19053|older"))),
    ("us-omb-1997", "us-omb-spd15-2024", "cdcrec_code", "label", Some(("edition", "1997"))),
    ("us-omb-2024", "us-omb-spd15-2024", "label", "label", Some(("edition", "2024"))),
];
const UK_CORE: &str = "ukcore-ethnic-category";
const RETIRED: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategory";
const ENGLAND: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";
const SCOTLAND: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryScotland";
const WALES: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryWales";

const ORIENTATION: [Published; 8] = [
    ("nhs-itk-zu032", "itk-zu032", "code", "label", None),
    (
        "census-ew-2021-sexual-orientation-9a",
        "census-ew-2021",
        "code",
        "label",
        Some(("classification", "sexual_orientation_9a")),
    ),
    (
        "census-ew-2021-sexual-orientation-6a",
        "census-ew-2021",
        "code",
        "label",
        Some(("classification", "sexual_orientation_6a")),
    ),
    (
        "census-ew-2021-sexual-orientation-4a",
        "census-ew-2021",
        "code",
        "label",
        Some(("classification", "sexual_orientation_4a")),
    ),
    ("census-scotland-2022-sexual-orientation", "census-scotland-2022", "code", "label", None),
    ("census-ni-2021-sexual-orientation", "census-ni-2021", "code", "label", None),
    ("nhs-person-stated-sexual-orientation", "nhsdd-person-stated", "code", "label", None),
    ("pcornet-sexual-orientation", "pcornet", "code", "display", None),
];
const GENDER: [Published; 18] = [
    ("nhs-gender-identity", "nhsdd-gender-identity", "code", "label", None),
    ("nhs-gender-same-at-birth", "nhsdd-same-at-birth", "code", "label", None),
    (
        "census-ew-2021-gender-identity-8a",
        "census-ew-2021",
        "code",
        "label",
        Some(("classification", "gender_identity_8a")),
    ),
    (
        "census-ew-2021-gender-identity-4a",
        "census-ew-2021",
        "code",
        "label",
        Some(("classification", "gender_identity_4a")),
    ),
    ("census-scotland-2022-trans-status", "census-scotland-2022-trans", "code", "label", None),
    ("scotgov-trans-status", "scotgov-trans-status", "code", "label", Some(("question", "trans"))),
    ("scotgov-sex", "scotgov-trans-status", "code", "label", Some(("question", "sex"))),
    ("nhs-person-gender", "nhsdd-2020-10-codes", "code", "label", Some(("item", "PERSON GENDER CODE"))),
    (
        "nhs-person-phenotypic-sex",
        "nhsdd-2020-10-codes",
        "code",
        "label",
        Some(("item", "PERSON PHENOTYPIC SEX")),
    ),
    ("ukcore-person-stated-gender", "ukcore-person-stated-gender", "code", "display", None),
    ("fhir-administrative-gender", "ukcore-map-administrative-gender", "source_code", "source_display", None),
    ("hl7-v2-0001", "hl7v2-0001-administrative-sex", "code", "display", None),
    ("hl7-v3-administrative-gender", "hl7v3-administrative-gender", "code", "display", None),
    ("nhs-wales-sex", "wales-sex", "code", "label", None),
    ("census-ew-2021-sex", "census-ew-2021-sex", "code", "label", None),
    ("fhir-pronouns", "fhir-pronouns", "code", "display", None),
    (
        "hl7-gender-harmony-pronouns",
        "hl7-gender-harmony-valuesets",
        "code",
        "display",
        Some(("value_set", "pronouns")),
    ),
    ("au-pronouns", "au-pronouns", "code", "display", None),
];
const OTHER: [Published; 27] = [
    (
        "nhs-religion",
        "nhsdd-2020-10-codes",
        "code",
        "label",
        Some(("item", "RELIGIOUS OR OTHER BELIEF SYSTEM AFFILIATION CODE")),
    ),
    ("nhs-disability-code", "nhsdd-2020-10-codes", "code", "label", Some(("item", "DISABILITY CODE"))),
    ("nhs-disability-impact", "nhsdd-2020-10-codes", "code", "label", Some(("item", "DISABILITY IMPACT"))),
    (
        "nhs-disability-indicator",
        "nhsdd-2020-10-codes",
        "code",
        "label",
        Some(("item", "DISABILITY INDICATOR")),
    ),
    (
        "nhs-employee-disability",
        "nhsdd-2020-10-codes",
        "code",
        "label",
        Some(("item", "EMPLOYEE DISABILITY")),
    ),
    ("nhs-marital-status", "nhsdd-2020-10-codes", "code", "label", Some(("item", "PERSON MARITAL STATUS"))),
    ("nhs-carer-support", "nhsdd-2020-10-codes", "code", "label", Some(("item", "CARER SUPPORT"))),
    ("nhs-young-carer", "nhsdd-2020-10-codes", "code", "label", Some(("item", "YOUNG CARER"))),
    (
        "nhs-ex-armed-forces",
        "nhsdd-2020-10-codes",
        "code",
        "label",
        Some(("item", "EX-BRITISH ARMED FORCES")),
    ),
    (
        "nhs-accommodation-2020",
        "nhsdd-2020-10-codes",
        "code",
        "label",
        Some(("item", "ACCOMMODATION STATUS CODE")),
    ),
    (
        "nhs-settled-accommodation",
        "nhsdd-2020-10-codes",
        "code",
        "label",
        Some(("item", "SETTLED ACCOMMODATION")),
    ),
    ("hl7-v2-0006", "hl7v2-0006-religion", "code", "display", None),
    ("hl7-v3-religious-affiliation", "hl7v3-religious-affiliation", "code", "display", None),
    ("census-ew-2021-religion", "census-ew-2021-religion", "code", "label", None),
    ("ra-flag-impairment", "ra-flag-codes", "code", "display", Some(("code_system", "RA-ConditionCode"))),
    ("hl7-v3-person-disability-type", "hl7v3-person-disability-type", "code", "display", None),
    (
        "census-ew-2021-disability-3a",
        "census-ew-2021-disability",
        "code",
        "label",
        Some(("classification", "disability_3a")),
    ),
    ("ukcore-marital-england", "ukcore-marital-england", "code", "display", None),
    ("ukcore-marital-scotland", "ukcore-marital-scotland", "code", "display", None),
    ("ukcore-marital-wales", "ukcore-marital-wales", "code", "display", None),
    ("ukcore-marital-uk", "ukcore-marital-uk", "code", "display", None),
    ("hl7-v3-marital-status", "hl7v3-marital-status", "code", "display", None),
    (
        "census-ew-2021-legal-partnership-6a",
        "census-ew-2021-legal-partnership",
        "code",
        "label",
        Some(("classification", "legal_partnership_status_6a")),
    ),
    (
        "census-ew-2021-legal-partnership-3a",
        "census-ew-2021-legal-partnership",
        "code",
        "label",
        Some(("classification", "legal_partnership_status_3a")),
    ),
    (
        "census-ew-2021-unpaid-care-5a",
        "census-ew-2021-unpaid-care",
        "code",
        "label",
        Some(("classification", "is_carer_5a")),
    ),
    ("census-ew-2021-armed-forces", "census-ew-2021-uk-armed-forces", "code", "label", None),
    ("nhs-accommodation", "mhsds-accommodation", "code", "label", None),
];

const COMMUNICATION: [Published; 8] = [
    ("ukcore-written-communication-format", "ukcore-written-communication-format", "code", "display", None),
    ("ukcore-preferred-contact-method", "ukcore-preferred-contact-method", "code", "display", None),
    ("ukcore-language-ability-mode", "ukcore-language-ability-mode", "code", "display", None),
    ("ukcore-language-ability-proficiency", "ukcore-language-ability-proficiency", "code", "display", None),
    ("hl7-v3-language-ability-mode", "hl7v3-language-ability-mode", "code", "display", None),
    ("hl7-v3-language-ability-proficiency", "hl7v3-language-ability-proficiency", "code", "display", None),
    (
        "census-ew-2021-english-proficiency-4a",
        "census-ew-2021-proficiency",
        "code",
        "label",
        Some(("classification", "english_proficiency_4a")),
    ),
    (
        "census-ew-2021-welsh-skills",
        "census-ew-2021-proficiency",
        "code",
        "label",
        Some(("classification", "welsh_skills_all")),
    ),
];

#[test]
fn lists_of_ethnicity_are_as_published() {
    are_as_published("ethnicity", &LISTS);
}

#[test]
fn lists_of_the_other_fields_are_as_published() {
    are_as_published("sexual-orientation", &ORIENTATION);
    are_as_published("gender", &GENDER);
    are_as_published("other", &OTHER);
    are_as_published("language", &COMMUNICATION);
}

/// Only what a source says: no row of any list is retired or a heading beside these, and none of these is left out.
#[test]
#[allow(clippy::print_stdout, reason = "says what was skipped")]
fn retired_codes_and_headings_are_as_published() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    if !folder.is_dir() {
        println!("skipped: the published lists are not there");
        return;
    }
    let read = |file: &str| -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
        reader.deserialize().map(Result::unwrap).collect()
    };
    let mut retired = BTreeSet::new();
    for row in read("other/nhsdd-2020-10-codes.csv").iter().filter(|row| !row["retired"].is_empty()) {
        let key = match row["item"].as_str() {
            "PERSON MARITAL STATUS" => "nhs-marital-status",
            "EX-BRITISH ARMED FORCES INDICATOR" => "nhs-ex-armed-forces",
            "ACCOMMODATION STATUS CODE" => "nhs-accommodation-2020",
            item => panic!("{item} has a retired code"),
        };
        retired.insert((key.to_owned(), row["code"].clone()));
    }
    for row in read("other/hl7v3-null-flavor.csv").iter().filter(|row| row["status"] == "retired") {
        retired.insert(("hl7-v3-null-flavor".to_owned(), row["code"].clone()));
    }
    for row in read("ethnicity/hesa-ethnic.csv").iter().filter(|row| row["edition"].starts_with("older")) {
        retired.insert(("hesa-ethnic-two-digit".to_owned(), row["code"].clone()));
    }
    for row in read("ethnicity/hes-ethnos.csv").iter().filter(|row| row["source"].contains("withdrawn")) {
        retired.insert(("hes-ethnos-1995".to_owned(), row["code"].clone()));
    }
    // Of levels 1 to 3, with several codes of level 4 below.
    let levels = read("ethnicity/nz-ethnicity-2005-v2.1.0.csv");
    let parents: BTreeMap<&str, &str> =
        levels.iter().map(|row| (row["code"].as_str(), row["parent"].as_str())).collect();
    let mut below: BTreeMap<&str, usize> = BTreeMap::new();
    for row in levels.iter().filter(|row| row["level"] == "4") {
        let mut above = row["parent"].as_str();
        while let Some(further) = parents.get(above) {
            *below.entry(above).or_default() += 1;
            above = further;
        }
    }
    let headings: BTreeSet<(String, String)> = below
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|(code, _)| ("nz-ethnicity-2005".to_owned(), (*code).to_owned()))
        .collect();
    let (mut ours_retired, mut ours_headings) = (BTreeSet::new(), BTreeSet::new());
    for (key, rows) in subjects::every_list() {
        for row in rows.iter() {
            let code = || (key.to_owned(), row.code().to_owned());
            ours_retired.extend(row.is_retired().then(code));
            ours_headings.extend(row.is_heading().then(code));
        }
    }
    assert!(retired.len() == 15 && headings.len() == 29, "{} {}", retired.len(), headings.len());
    assert_eq!(ours_retired, retired);
    assert_eq!(ours_headings, headings);
}

#[allow(clippy::print_stdout, reason = "says what was skipped")]
fn are_as_published(folder: &str, lists: &[Published]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference").join(folder);
    if !folder.is_dir() {
        println!("skipped: the published lists are not there");
        return;
    }
    let known: BTreeMap<_, _> = subjects::every_list().into_iter().collect();
    for (key, file, code, label, of) in lists {
        let published = published(&folder.join(format!("{file}.csv")), code, label, *of);
        let ours: BTreeSet<(String, String)> =
            known[key].iter().map(|row| (row.code().to_owned(), row.label().to_owned())).collect();
        let missing: Vec<_> = published.difference(&ours).collect();
        let more: Vec<_> = ours.difference(&published).collect();
        assert!(missing.is_empty() && more.is_empty(), "{key}: not here {missing:?}; not there {more:?}");
    }
}

fn published(file: &Path, code: &str, label: &str, of: Option<(&str, &str)>) -> BTreeSet<(String, String)> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("the column");
    let rows = reader.records().map(Result::unwrap);
    let is_of_this_list = |row: &csv::StringRecord| {
        of.is_none_or(|(name, value)| {
            let found = &row[column(name)];
            // A URI is one list's alone; an edition is named by how it begins, two editions of one list by both.
            if value.contains("://") {
                found == value
            } else {
                value.split('|').any(|one| found.starts_with(one))
            }
        })
    };
    rows.filter(is_of_this_list)
        .map(|row| (row[column(code)].to_owned(), row[column(label)].to_owned()))
        .collect()
}
