//! What README.md shows is what the command prints and what the example says. Run with `OWNWORDS_README=write` to write
//! the sections anew; without it this test compares and never writes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ownwords::bridge::{Bridge, CodeSystem, Policy, systems};
use ownwords::{Axis, Standard};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// How many lines of the audit's answer the README shows.
const SHOWN: usize = 31;

/// What the first command of the README prints: its first lines, and the last.
fn audit() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ownwords"))
        .args(["audit", "examples/registrations.csv"])
        .current_dir(root())
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(1), "the example has findings");
    let text = String::from_utf8(output.stdout).expect("the report is text");
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let first = lines[..SHOWN].join("\n");
    let last = lines.last().expect("a last line");
    format!("```text\n{}\n\n…\n\n{last}\n```\n", first.trim_end())
}

/// The program of `examples/ten_lines.rs`, and what it prints.
fn ten_lines() -> String {
    let example = fs::read_to_string(root().join("examples/ten_lines.rs")).expect("the example is there");
    let start = example.find("use ownwords").expect("the example imports the crate");
    let nhs = &systems::NHS_ETHNIC_CATEGORY_2001;
    let field = nhs.decode(b"K").to_field().with_own_words("Sylheti");
    let (code, loss, _) = nhs.encode(&field, Policy::Certain).expect("K is sent as K").into_parts();
    format!("```rust\n{}```\n\nIt prints:\n\n```text\n{code}: {loss}\n```\n", &example[start..])
}

/// The table of all code systems.
struct Rows(String);

impl systems::Lists for Rows {
    fn list<A: Axis>(&mut self, word: &'static str, systems: &'static [&'static CodeSystem<A>]) {
        let field = word.replace('-', " ");
        for system in systems {
            let (codes, edition) = (system.rows().len(), system.list_edition());
            let _ = writeln!(
                self.0,
                "| `{}` | {field} | {} | {} | {edition} | {codes} |",
                system.key(),
                system.owner(),
                system.jurisdiction()
            );
        }
    }
}

fn known_systems() -> String {
    let heritages = Standard::ethnicity().concepts();
    let counting = heritages.iter().filter(|concept| concept.is_for_counting_only()).count();
    let mut text = format!(
        "Version {} of the standard ({}): {} heritages, of which {counting} are for counting only; {} sexual orientations; \
         {} sets of pronouns; {} reasons for having no answer; and BCP 47 language tags with the IANA registry of {}.\n\n",
        ownwords::STANDARD_VERSION,
        ownwords::standard::STANDARD_DATE,
        heritages.len(),
        Standard::orientation().concepts().len(),
        Standard::pronouns().concepts().len(),
        ownwords::Reason::ALL.len(),
        ownwords::language::REGISTRY_DATE,
    );
    text.push_str(
        "| code system | field | owner | where | edition | codes |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    let mut rows = Rows(text);
    systems::each_list(&mut rows);
    let Rows(mut text) = rows;
    text.push_str("| `bcp-47` | language | IETF | everywhere | RFC 5646 | each registered tag |\n");
    text
}

#[test]
fn the_readme_shows_what_is_so() {
    let path = root().join("README.md");
    let mut readme = fs::read_to_string(&path).expect("README.md is there");
    for (name, section) in [("audit", audit()), ("ten lines", ten_lines()), ("systems", known_systems())] {
        let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let start = readme.find(&open).unwrap_or_else(|| panic!("README.md has no {open}")) + open.len();
        let end = readme.find(&close).unwrap_or_else(|| panic!("README.md has no {close}"));
        let shown = &readme[start..end];
        let expected = format!("\n{section}\n");
        if std::env::var("OWNWORDS_README").as_deref() == Ok("write") {
            readme.replace_range(start..end, &expected);
        } else {
            assert!(
                shown == expected,
                "the section `{name}` of README.md is stale: run OWNWORDS_README=write cargo test --test readme"
            );
        }
    }
    if std::env::var("OWNWORDS_README").as_deref() == Ok("write") {
        fs::write(&path, readme).expect("README.md can be written");
    }
}
