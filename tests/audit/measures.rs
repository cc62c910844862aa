//! What is counted beside the fields: codes, months, write-ins, and which bytes were read.

use ownwords::audit::{Options, audit};
use ownwords::rules::RecordField;

use super::summary;

#[test]
fn codes_are_counted_and_what_is_no_code_is_not_told() {
    let found = summary(b"ethnic_category,language\nA,cy\nA,en-x-zqxj\nzqxjcanary,cy\n ,bfi\n");
    let codes = found.codes(RecordField::EthnicCategory);
    let counted: Vec<_> = codes.counts().iter().map(|one| (one.code(), one.list(), one.rows())).collect();
    assert_eq!(counted, [("A", Some("nhs-ethnic-category-2001"), 2)]);
    assert_eq!((codes.other(), codes.further()), (1, 0));
    let languages = found.codes(RecordField::Language);
    let counted: Vec<_> = languages.counts().iter().map(|one| (one.code(), one.rows())).collect();
    assert_eq!(counted, [("bfi", 1), ("cy", 2)]);
    assert_eq!(languages.other(), 1);
    assert!(!format!("{found:?}").contains("zqxj"));
}

#[test]
fn codes_beyond_the_bound_are_counted_together_and_said() {
    // There are more than 4,096 pairs of a language and a region.
    let tags = [
        "cy", "en", "fr", "de", "es", "ar", "zh", "ur", "pa", "bn", "so", "pl", "ro", "it", "pt", "tr", "fa",
        "ku", "vi", "ja",
    ];
    let mut file = "language\n".to_owned();
    let mut rows = 0;
    for tag in tags {
        for one in b'A'..=b'Z' {
            for two in b'A'..=b'Z' {
                file.push_str(&format!("{tag}-{}{}\n", char::from(one), char::from(two)));
                rows += 1;
            }
        }
    }
    let codes = summary(file.as_bytes()).codes(RecordField::Language);
    assert_eq!(codes.counts().len(), 4096);
    assert!(codes.further() > 0);
    assert_eq!(
        codes.counts().iter().map(|one| one.rows()).sum::<u64>() + codes.other() + codes.further(),
        rows
    );
}

#[test]
fn months_add_up_also_where_the_list_is_known_only_at_the_end() {
    for header in ["ethnic_category,updated", "ethnicity,updated"] {
        let file =
            format!("{header}\nA,2025-12-31\nZ,2026-01-01\n,2026-01-31\nzz,2026-01-09\nA,\nA,1850-01-01\n");
        let found = summary(file.as_bytes());
        let months = found.months();
        let when: Vec<_> = months.iter().map(|month| (month.when(), month.rows())).collect();
        assert_eq!(when, [((2025, 12), 1), ((2026, 1), 3)]);
        let january = months[1].field(RecordField::EthnicCategory);
        assert_eq!((january.missing, january.invalid, january.complete()), (1, 1, 2), "{header}");
        assert_eq!(months[0].field(RecordField::EthnicCategory).valid, 1, "{header}");
        assert_eq!(found.in_other_months(), 1);
    }
}

#[test]
fn write_ins_are_counted_by_heritage_and_never_kept() {
    let found = summary("ethnicity,ethnicity own words\nS,Somali\nS,SOMALI \nS,zqxjcanary\nS,\n".as_bytes());
    let written = found.write_ins().unwrap();
    assert_eq!((written.rows(), written.not_recognised()), (3, 1));
    let named: Vec<_> = written.heritages().map(|(concept, rows)| (concept.slug(), rows)).collect();
    assert_eq!(named, [("somali", 2)]);
    assert!(!format!("{found:?}").to_lowercase().contains("zqxj"));
    assert!(summary(b"ethnicity\nS\n").write_ins().is_none());
}

#[test]
fn the_input_is_known_again_by_all_of_its_bytes() {
    let file = "\u{FEFF}language\ncy\n";
    let read = |options: Options, file: &str| audit(file.as_bytes(), "test", options, &mut |_| Ok(()));
    let identity = read(Options::default().identifying(), file).unwrap().identity().unwrap();
    assert_eq!(identity.bytes(), file.len() as u64);
    // As `printf '\xEF\xBB\xBFlanguage\ncy\n' | sha256sum` says.
    assert_eq!(identity.to_string(), "76aee6252d631a8835736c95c28a7f0d999cb77a016cedf44c2679e18f835bc9");
    assert!(read(Options::default(), file).unwrap().identity().is_none());
    let stopped = read(Options::default().identifying(), "language\n\"cy\n").unwrap_err();
    assert!(stopped.so_far().identity().is_none());
}
