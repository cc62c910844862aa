//! The generated files are what the stewards' files make of them. This test compares and never writes.

use std::path::Path;

use ownwords::authoring::Sources;

#[test]
fn generated_files_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::read(root).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("the files under standards/ and mappings/ have faults:\n{}", faults.join("\n"))
    });
    let tables = sources.tables().expect("the tables can be made");
    assert!(tables.len() >= 8, "only {} tables are made", tables.len());
    for table in tables {
        let there = std::fs::read_to_string(root.join(&table.path)).unwrap_or_default();
        assert!(
            there == table.text,
            "{} is stale: run `cargo run -p ownwords-cli -- build`",
            table.path.display()
        );
    }
}
