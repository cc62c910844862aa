//! The embedded language table is what the generator makes of the pinned registry.
use std::fs;
use std::path::Path;

use ownwords::ErrorKind;
use ownwords::authoring::registry::{REGISTRY_FILE, TABLE_FILE, table, table_with_names};

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

#[test]
fn the_table_is_fresh() {
    let made = table(&read(REGISTRY_FILE)).unwrap();
    let checked_in = read(TABLE_FILE);
    if made != checked_in {
        let line = 1 + made.lines().zip(checked_in.lines()).take_while(|(a, b)| a == b).count();
        panic!("{TABLE_FILE} is stale from line {line} on; run: cargo run -p ownwords-cli -- build");
    }
}

#[test]
fn making_the_table_twice_makes_the_same() {
    let registry = read(REGISTRY_FILE);
    assert_eq!(table(&registry).unwrap(), table(&registry).unwrap());
}

#[test]
fn the_registry_as_iana_folds_it_reads_the_same() {
    let registry = read(REGISTRY_FILE);
    let folded: String = registry
        .lines()
        .map(|line| match line.rsplit_once(' ') {
            Some((start, end)) if start.starts_with("Description: ") => format!("{start}\n  {end}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert_ne!(folded, registry);
    assert_eq!(table(&folded).unwrap(), table(&registry).unwrap());
}

/// The line and kind of the error that `registry` and `common` give.
fn fault(registry: &str, common: &str) -> (ErrorKind, Option<u64>) {
    let error = table_with_names(registry, common).unwrap_err();
    assert!(error.help().is_some());
    (error.kind(), error.position().and_then(|position| position.line))
}

const WELSH: &str = "%%\nType: language\nSubtag: cy\nDescription: Welsh\nAdded: 2005-10-16\n";

#[test]
fn damage_is_refused_with_its_line() {
    let head = "File-Date: 2026-01-01\n";
    let format = |line| (ErrorKind::Format, Some(line));
    assert_eq!(fault("", ""), format(1));
    assert_eq!(fault(WELSH, ""), format(1));
    assert_eq!(fault("File-Date: tomorrow!\n", ""), format(1));
    assert_eq!(fault(&format!("{head}{WELSH}what is this\n"), ""), format(7));
    assert_eq!(fault(&format!("{head}%%\n  continued\n"), ""), format(3));
    assert_eq!(fault(&format!("{head}%%\n{WELSH}"), ""), format(3));
    assert_eq!(fault(&format!("{head}{WELSH}{WELSH}"), ""), format(8));
    assert_eq!(fault(&format!("{head}{}", WELSH.replace("language", "tongue")), ""), format(3));
    assert_eq!(fault(&format!("{head}{}", WELSH.replace("cy", "CY")), ""), format(3));
    assert_eq!(fault(&format!("{head}{}", WELSH.replace("cy", "c\u{fd}")), ""), format(3));
    assert_eq!(fault(&format!("{head}{}", WELSH.replace("Subtag: cy\n", "")), ""), format(3));
    assert_eq!(fault(&format!("{head}{}", WELSH.replace("cy", "cy..cz")), ""), format(3));
    assert_eq!(fault(&format!("{head}{}", WELSH.replace("language", "extlang")), ""), format(3));
}

#[test]
fn the_list_of_common_languages_is_held_to_the_registry() {
    let registry =
        format!("File-Date: 2026-01-01\n{WELSH}{}", WELSH.replace("cy", "gv").replace("Welsh", "Manx"));
    let data = |line| (ErrorKind::Data, Some(line));
    assert_eq!(fault(&registry, "# a comment\n\nxx\n"), data(3));
    assert_eq!(fault(&registry, "cy\ngv\ncy\n"), data(3));
    assert_eq!(fault(&registry, "cy-GB\n"), data(1));
    assert_eq!(fault(&registry, "gv = Manx Gaelic; WELSH\n"), data(1));
    let made = table_with_names(&registry, "gv = \"Manx\" Gaelic\n").unwrap();
    assert!(made.contains(r#"("\"Manx\" Gaelic", "gv"),"#));
}
