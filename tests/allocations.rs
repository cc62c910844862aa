//! What a look-up costs in memory: nothing; and what a file may cost that was made to fill it. A program of its own, because it counts
//! every allocation.

use ownwords::Standard;
use ownwords::bridge::systems;
use ownwords::text::has_hidden_characters;
use ownwords::{NameText, language, name};

fn allocations(run: impl FnOnce()) -> u64 {
    allocation_counter::measure(run).count_total
}

#[test]
fn decoding_a_code_allocates_nothing() {
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let none = allocations(|| {
        for row in nhs.rows().iter() {
            let decoded = nhs.decode(row.code().as_bytes());
            assert!(decoded.row().is_some());
            assert_eq!(decoded.absence().is_some(), matches!(row.code(), "Z" | "99"));
        }
        assert!(nhs.decode(b"no code of any list, and a long one").row().is_none());
    });
    assert_eq!(none, 0);
    // The counter counts.
    assert!(allocations(|| drop(nhs.decode(b"D").to_field())) > 0);
}

#[cfg(feature = "snomed")]
#[test]
fn decoding_a_snomed_ct_identifier_allocates_nothing() {
    let snomed = &systems::snomed::GDPPR_SNOMED;
    let none = allocations(|| {
        for row in snomed.rows().iter() {
            assert!(
                snomed.decode(row.code().as_bytes()).row().is_some_and(|found| found.code() == row.code())
            );
        }
        assert!(snomed.decode(b"46110005").row().is_none());
    });
    assert_eq!(none, 0);
}

#[test]
fn the_certain_code_of_a_concept_allocates_nothing() {
    let none = allocations(|| {
        let heritages = Standard::ethnicity().concepts();
        let certain = heritages.filter_map(|one| systems::NHS_ETHNIC_CATEGORY_2001.certain_code(one.id()));
        assert!(certain.count() > 4);
    });
    assert_eq!(none, 0);
}

#[test]
fn looking_up_a_code_of_a_language_allocates_nothing() {
    let none = allocations(|| {
        for list in systems::LANGUAGE {
            for row in list.rows().iter() {
                assert!(
                    list.decode(row.code().as_bytes()).row().is_some_and(|found| found.code() == row.code())
                );
            }
        }
        for code in ["cym", "yue", "wel", "bfi", "zzz", "a long one that is none"] {
            let _ = systems::ISO_639_3.decode(code.as_bytes()).is_in_list();
        }
    });
    assert_eq!(none, 0);
}

#[test]
fn looking_at_a_tag_or_a_name_allocates_nothing() {
    let names = ["Ada Hart", "Nguyễn Thị Minh Khai", "김민준", "Ольга O’Connor", "Jose\u{301}"]
        .map(NameText::received);
    let none = allocations(|| {
        for value in ["en", "pa-Guru-GB", "zh-cmn-Hans-CN", "q4", "Polish", "not a tag", ""] {
            let _ = language::check(value.as_bytes());
        }
        assert!(!has_hidden_characters("Nguyễn Thị Minh Khai"));
        for name in &names {
            assert_eq!(name::check(name).count(), 0);
        }
    });
    assert_eq!(none, 0);
}

/// A Parquet file of a few kilobytes can say one long value of any number of records.
#[cfg(feature = "parquet")]
#[test]
fn a_long_value_that_all_records_share_is_not_repeated() {
    use std::sync::Arc;

    use arrow_array::{RecordBatch, StringArray};
    use ownwords::audit::{Options, audit_file};

    const LENGTH: usize = 1 << 18;
    const RECORDS: usize = 500;
    let names = StringArray::from_iter_values(core::iter::repeat_n("x".repeat(LENGTH), RECORDS));
    let batch = RecordBatch::try_from_iter([("surname", Arc::new(names) as _)]).unwrap();
    let mut file = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    assert!(file.len() < 3 * LENGTH, "{}", file.len());
    let path = std::env::temp_dir().join(format!("ownwords-{}-shared.parquet", std::process::id()));
    std::fs::write(&path, file).unwrap();
    let most = allocation_counter::measure(|| {
        let summary = audit_file(&path, Options::default(), &mut |_| Ok(())).unwrap();
        assert_eq!(summary.rows(), RECORDS as u64);
    });
    std::fs::remove_file(&path).unwrap();
    assert!(most.bytes_max < 16 * LENGTH as u64, "{} bytes at once", most.bytes_max);
}
