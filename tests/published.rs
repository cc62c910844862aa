//! Each list of codes, with its official labels, is the published one: no code more, none less, no label changed. The
//! published lists are read where they are there.

use std::collections::BTreeSet;
use std::path::Path;

use ownwords::bridge::systems;

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

#[test]
#[allow(clippy::print_stdout, reason = "says what was skipped")]
fn lists_of_ethnicity_are_as_published() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/ethnicity");
    if !folder.is_dir() {
        println!("skipped: the published lists are not there");
        return;
    }
    for (key, file, code, label, of) in LISTS {
        let published = published(&folder.join(format!("{file}.csv")), code, label, of);
        let system = systems::ETHNICITY.iter().find(|system| system.key() == key).expect(key);
        let ours: BTreeSet<(String, String)> =
            system.rows().iter().map(|row| (row.code().to_owned(), row.label().to_owned())).collect();
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
