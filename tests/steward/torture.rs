//! Files made to harm their reader: each is an error with its place, soon and in little memory.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use ownwords::Error;
use ownwords::authoring::formatted;

use super::faults::Folder;
use super::{Copy, rules_of};

/// The rules whose fault is a whole file, and is made here.
pub const RULES: [&str; 4] = ["OW-YML-013", "OW-YML-014", "OW-YML-019", "OW-YML-020"];

const LIST: &str = "mappings/ethnicity/testhaven-ethnic-group.yaml";

/// What is said of an overlay whose list of codes has these bytes; and that it is said soon.
fn said_of(name: &str, bytes: &[u8]) -> Vec<Error> {
    let copy = Copy::new(name);
    fs::write(copy.0.join("examples/overlay").join(LIST), bytes).unwrap();
    let start = Instant::now();
    let faults = copy.check(Folder::Overlay);
    assert!(start.elapsed() < Duration::from_secs(1), "{name}: {:?}", start.elapsed());
    faults
}

/// Each file, and the rule that it breaks first: a list that is none of a list of codes is refused at its first key, and
/// no more of it is read.
fn torture() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let sound =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/overlay/").to_owned() + LIST)
            .unwrap();
    let label = "label: \"Sylheti\"";
    let with = |other: &str| sound.replacen(label, other, 1).into_bytes();
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let below = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![below; 9].join(", ")));
    }
    let steps: String = (0..2_000).map(|step| format!("{}-\n", "  ".repeat(step % 400))).collect();
    vec![
        ("bomb", "OW-YML-003", bomb.into_bytes()),
        ("merge-bomb", "OW-YML-003", b"a: &a {b: c}\nd: {<<: [*a, *a, *a]}\n".to_vec()),
        ("deep-flow", "OW-YML-013", "[".repeat(200_000).into_bytes()),
        ("deep-map", "OW-YML-013", "{a: ".repeat(200_000).into_bytes()),
        ("deep-block", "OW-YML-018", steps.into_bytes()),
        ("many-nodes", "OW-YML-018", format!("system: [{}]\n", "a, ".repeat(400_000)).into_bytes()),
        ("long-scalar", "OW-YML-013", with(&format!("label: \"{}\"", "x".repeat(3 << 20)))),
        ("duplicate-key", "OW-YML-002", with("label: \"a\"\n    label: \"b\"")),
        ("not-utf8", "OW-YML-014", with("label: \"a\"").into_iter().chain([b'\n', b'#', 0xFF]).collect()),
        ("utf16", "OW-YML-014", sound.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0xD8]).collect()),
        ("surrogate", "OW-YML-014", b"system: \"\xED\xA0\x80\"\n".to_vec()),
        ("tab", "OW-YML-012", with("label:\n\t- \"a\"")),
        ("carriage-returns", "OW-YML-016", sound.replace('\n', "\r\n").into_bytes()),
        ("old-line-ends", "OW-YML-016", sound.replace('\n', "\r").into_bytes()),
        ("byte-order-mark", "OW-YML-015", format!("\u{FEFF}{sound}").into_bytes()),
        ("nothing", "OW-YML-017", Vec::new()),
        ("nul", "OW-YML-017", with("label: \"\0\"")),
        ("control", "OW-YML-017", with("label: \"\u{7}\"")),
        ("unclosed", "OW-YML-017", with("label: \"a")),
        ("second-document", "OW-YML-008", format!("{sound}---\n{sound}").into_bytes()),
    ]
}

/// Files of at most two MiB that are as large, as deep or as many as a file may be, or one step beyond it; and whether they are
/// beyond.
fn at_the_limit() -> Vec<(&'static str, bool, String)> {
    let nested = |steps: usize| format!("{}'a'{}\n", "[".repeat(steps), "]".repeat(steps));
    let list = |values: usize| format!("label: [{}]\n", "'a', ".repeat(values));
    // The entry, its key and the list are values too.
    vec![
        ("the deepest", false, nested(16)),
        ("one step deeper", true, nested(17)),
        ("ten thousand of the deepest", false, format!("- {}", nested(15)).repeat(10_000)),
        ("as many values as there may be", false, list(200_000 - 3)),
        ("one value more", true, list(200_000 - 2)),
        ("twice as many", true, list(400_000)),
        ("entries out of their order", false, format!("rows:\n{}", "- label: a\n  code: b\n".repeat(39_000))),
        ("one entry", false, format!("rows:\n- {}code: b\n", "label: a\n  code: b\n  ".repeat(39_000))),
        ("entries of one key", false, format!("rows:\n{}", "- label: a\n".repeat(66_000))),
        ("comments", false, format!("label: a\n{}", "# \n".repeat(690_000))),
        ("blank lines", false, format!("label: a\n{}", " \n".repeat(1_000_000))),
        ("a long text", false, format!("label: '{}'\n", "\\".repeat(900_000))),
        ("one byte more than two MiB", true, format!("label: '{}'\n", "x".repeat((2 << 20) - 9))),
    ]
}

/// A file is refused within a second. One that is not refused, though as large as may be, is read several times over.
const REFUSED: Duration = Duration::from_secs(1);
const READ: Duration = Duration::from_secs(10);

/// Runs it, and says whether that took less than the time, and than 64 MiB.
fn is_soon(name: &str, time: Duration, run: impl FnOnce()) {
    let start = Instant::now();
    let peak = allocation_counter::measure(run).bytes_max;
    assert!(start.elapsed() < time, "{name}: {:?}", start.elapsed());
    assert!(peak < 64 << 20, "{name}: {peak} bytes");
}

/// Whoever reads a file refuses the same, and holds no more of it than shows that it is to be refused.
#[test]
fn every_reader_has_the_one_limit() {
    const NAME: &str = "test.yaml";
    let is_refused = |error: &Error, name: &str| {
        assert!(error.position().is_some_and(|place| place.line.is_some()), "{name}: {error}");
        error.rule() == Some("OW-YML-013")
    };
    for (name, is_beyond, text) in at_the_limit() {
        let time = if is_beyond { REFUSED } else { READ };
        is_soon(name, time, || match formatted(NAME, &text) {
            Ok(formatted) => {
                assert!(!is_beyond, "{name} is put into its form");
                assert_eq!(formatted.lines().count(), text.lines().count(), "{name}");
            }
            Err(error) => assert!(is_refused(&error, name) && is_beyond, "{name}: {error}"),
        });
        #[cfg(feature = "steward")]
        is_soon(name, time, || {
            use ownwords::steward::doctor::{Options, examine};
            match examine(NAME, text.as_bytes(), &Options::default()) {
                Ok(_) => assert!(!is_beyond, "{name} is examined"),
                Err(error) => assert!(is_refused(&error, name) && is_beyond, "{name}: {error}"),
            }
        });
    }
}

/// A list of codes that is one in all but its length. What is no list at all is refused at its first key.
#[test]
fn a_list_beyond_the_limit_is_refused() {
    let sound =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/overlay/").to_owned() + LIST)
            .unwrap();
    // Seven values each.
    let text = sound + &"  - {code: \"c\", label: \"l\", absent: []}\n".repeat(200_000 / 7);
    assert!(text.len() < 2 << 20);
    let copy = Copy::new("limit-rows");
    fs::write(copy.0.join("examples/overlay").join(LIST), &text).unwrap();
    let mut faults = Vec::new();
    is_soon("limit-rows", READ, || faults = copy.check(Folder::Overlay));
    assert!(rules_of(&faults).contains("OW-YML-013"), "{faults:#?}");
    assert_eq!(formatted(LIST, &text).unwrap_err().rule(), Some("OW-YML-013"));
}

/// No hostile file takes the formatter long either, or much memory.
#[test]
fn every_hostile_file_is_put_into_its_form_soon_or_refused() {
    for (name, _, bytes) in torture() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        is_soon(name, READ, || {
            if let Err(error) = formatted("test.yaml", &text) {
                assert!(error.position().is_some_and(|place| place.line.is_some()), "{name}: {error}");
            }
        });
    }
}

#[test]
fn every_hostile_file_is_an_error_with_a_place() {
    let mut wrong = Vec::new();
    for (name, rule, bytes) in torture() {
        let faults = said_of(&format!("torture-{name}"), &bytes);
        let of_file = |fault: &&Error| fault.position().and_then(|place| place.file.as_deref()) == Some(LIST);
        let found: Vec<&Error> = faults.iter().filter(of_file).collect();
        let placed = found.iter().all(|fault| fault.position().is_some_and(|place| place.line.is_some()));
        if !found.iter().any(|fault| fault.rule() == Some(rule)) || !placed {
            wrong.push(format!("{name} ({rule}): {faults:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Only its first two MiB are read.
#[test]
fn a_file_of_a_hundred_megabytes_is_refused_at_once() {
    let copy = Copy::new("hundred-megabytes");
    let file = fs::File::create(copy.0.join("examples/overlay").join(LIST)).unwrap();
    let mut out = std::io::BufWriter::new(file);
    out.write_all(b"system: \"").unwrap();
    for _ in 0..100 {
        out.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    out.write_all(b"\"\n").unwrap();
    out.flush().unwrap();
    let start = Instant::now();
    let faults = copy.check(Folder::Overlay);
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    assert!(rules_of(&faults).contains("OW-YML-013"), "{faults:#?}");
}

#[test]
fn files_that_nothing_reads_and_files_that_are_not_there_are_said() {
    let copy = Copy::new("absent");
    let overlay = copy.0.join("examples/overlay");
    fs::rename(overlay.join(LIST), overlay.join("mappings/ethnicity/local.yml")).unwrap();
    assert!(rules_of(&copy.check(Folder::Overlay)).contains("OW-YML-019"));
    fs::remove_file(copy.0.join("standards/absence.yaml")).unwrap();
    assert!(rules_of(&copy.check(Folder::National)).contains("OW-YML-020"));
}
