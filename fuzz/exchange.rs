//! The law of the readers of others' mappings, for the fuzz target and for the replay of its seeds.

use std::sync::LazyLock;

use ownwords::authoring::{Lists, Mapping};
use ownwords::steward::compare::{Comparison, Side};
use ownwords::steward::exchange::{Format, export, import};

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::embedded);

/// Any bytes are a mapping or an error with its place; each row that was not taken has its place; and what was taken is the
/// same after YAML and CSV, and after SSSOM where its slugs are known.
pub fn exchange(data: &[u8]) {
    let imported = match import("any bytes", data, &LISTS) {
        Ok(imported) => imported,
        Err(error) => {
            assert!(error.position().is_some(), "an error without its place: {error}");
            return;
        }
    };
    for fault in &imported.refused {
        assert!(fault.position().is_some(), "a fault without its place: {fault}");
    }
    let mapping = imported.mapping;
    // A tag of one part and spaces, or a key that is no word, may be refused by the form of the files.
    if let Ok(yaml) = mapping.to_yaml()
        && let Ok(back) = Mapping::read("any bytes", &yaml)
    {
        assert!(back == mapping, "YAML says something else");
    }
    let text = export(&mapping, &LISTS, Format::Csv).expect("everything can be written");
    let back = import("any bytes", text.as_bytes(), &LISTS).expect("what is written can be read");
    let again = export(&back.mapping, &LISTS, Format::Csv).expect("everything can be written");
    assert!(again == text, "CSV says something else");
    let side = Side::of_file("any bytes", data, &LISTS).expect("it was read before");
    let comparison = Comparison::of(&side, &side, &LISTS).expect("two lists can be compared");
    assert!(comparison.agreed <= mapping.rows.len());
}
