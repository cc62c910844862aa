//! What README.md shows is what the command prints and what the example says. Run with `OWNWORDS_README=write` to write
//! the sections anew; without it this test compares and never writes.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ownwords::bridge::{CodeSystem, Policy, SystemLoss, systems};
use ownwords::{Axis, Kind, Standard};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// How many lines of the audit's answer the README shows.
const SHOWN: usize = 34;

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

/// What somebody sees who runs the command with these arguments, with the command itself.
fn session(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_ownwords")).args(arguments).output().expect("the command runs");
    assert!(output.stderr.is_empty(), "{arguments:?}");
    let text = String::from_utf8(output.stdout).expect("the answer is text");
    let quoted = arguments.iter().map(|argument| match argument.split_once('=') {
        Some((kind, part)) if part.contains(' ') => format!("{kind}=\"{part}\""),
        None if argument.contains(' ') => format!("\"{argument}\""),
        _ => (*argument).to_owned(),
    });
    format!("$ ownwords {}\n{text}", quoted.collect::<Vec<_>>().join(" "))
}

/// How a person is told what will be sent.
fn questions() -> String {
    let arguments = ["--answer", "Bangladeshi", "--own-words", "Sylheti", "--to", "nhs-ethnic-category-2001"];
    format!("```text\n{}```\n", session(&[&["questions", "ethnicity"], &arguments[..]].concat()))
}

/// A registration desk's use of names.
fn names() -> String {
    let name = "María José Carreño Quiñones";
    let marked =
        ["--part", "given=María José", "--part", "family=Carreño", "--part", "second-family=Quiñones"];
    let marked = |verb, further: &[&str]| session(&[&["name", verb, name], &marked[..], further].concat());
    let sessions = [
        session(&["name", "check", "JosÃ©"]),
        session(&["name", "render", name, "--for", "vision-surname"]),
        marked("render", &["--for", "vision-surname"]),
        session(&["name", "render", "김민준", "--for", "ascii"]),
        session(&["name", "compare", "María José", "Maria Jose"]),
        marked("format", &["--language", "es", "--order", "sorting"]),
    ];
    format!("```text\n{}```\n", sessions.join("\n"))
}

/// Records to a message and back, with what was edited.
fn convert() -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("readme-convert");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    for name in ["people.csv", "columns.yaml"] {
        fs::copy(root().join("examples/convert").join(name), folder.join(name))
            .expect("the example is there");
    }
    let session = |arguments: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ownwords"));
        let output =
            command.args(arguments.split(' ')).current_dir(&folder).output().expect("the command runs");
        assert!(output.stderr.is_empty(), "{arguments}");
        format!("$ ownwords {arguments}\n{}", String::from_utf8(output.stdout).expect("the report is text"))
    };
    let there = session(
        "convert people.csv --map columns.yaml --to fhir --purpose direct-care --side people.side -o people.ndjson",
    );
    let target = fs::read_to_string(folder.join("people.ndjson")).expect("the target is there");
    fs::write(folder.join("people.ndjson"), target.replace("\"code\":\"H\"", "\"code\":\"J\""))
        .expect("the target can be edited");
    let edit = r#"$ sed -i 's/"code":"H"/"code":"J"/' people.ndjson    # somebody puts a category right"#;
    let back = session("convert --back people.ndjson --side people.side -o back.csv");
    let [before, after] = ["people.csv", "back.csv"]
        .map(|name| fs::read_to_string(folder.join(name)).expect("the table is there"));
    let changed = before.lines().zip(after.lines()).filter(|(before, after)| before != after);
    let changed: String = changed.map(|(before, after)| format!("< {before}\n> {after}\n")).collect();
    format!("```text\n{there}\n{edit}\n{back}\n$ diff people.csv back.csv\n{changed}```\n")
}

thread_local! {
    /// What the programs of `examples/` have printed.
    static PRINTED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Stands before the programs below, so that this is what they print with.
macro_rules! println {
    ($($printed:tt)*) => {
        crate::PRINTED.with_borrow_mut(|all| {
            all.push_str(&format!($($printed)*));
            all.push('\n');
        })
    };
}

#[path = "../../examples/messages.rs"]
mod messages;
#[path = "../../examples/names.rs"]
mod names_program;
#[path = "../../examples/ten_lines.rs"]
mod ten_lines;

/// A program of `examples/`, and what it prints.
fn program(name: &str, main: fn() -> ownwords::Result<()>) -> String {
    let path = root().join("examples").join(name).with_extension("rs");
    let example = fs::read_to_string(path).expect("the example is there");
    let start = example.find("use ownwords").expect("the example imports the crate");
    let shown = example[start..].replace("pub fn main", "fn main");
    main().expect("the example ends well");
    let printed = PRINTED.take();
    format!("```rust\n{shown}```\n\nIt prints:\n\n```text\n{printed}```\n")
}

fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the mappings are there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// The lists of a field that stand behind a feature, read from their files: the README lists them whether the feature is on
/// or not.
fn behind_features(word: &str, text: &mut String) {
    let folders = in_folder(&root().join("mappings")).into_iter().filter(|folder| folder.is_dir());
    let files: Vec<PathBuf> = folders.flat_map(|folder| in_folder(&folder)).collect();
    let field = word.replace('-', " ");
    for file in files {
        let mapping = fs::read_to_string(&file).expect("a mapping can be read");
        let head = |key: &str| {
            let line = mapping.lines().find_map(|line| line.strip_prefix(&format!("{key}: ")));
            line.map(|value| value.trim_matches('"').to_owned())
        };
        let Some(feature) = head("feature").filter(|_| head("field").as_deref() == Some(word)) else {
            continue;
        };
        let system = head("system").expect("a key");
        assert_eq!(systems::feature_of(&system), Some(feature.as_str()));
        let [owner, jurisdiction, edition] =
            ["owner", "jurisdiction", "list-edition"].map(|key| head(key).expect("a head of one line"));
        let codes = mapping.lines().filter(|line| line.starts_with("  - code: ")).count();
        let _ = writeln!(
            text,
            "| `{system}` (only with the feature `{feature}`) | {field} | {owner} | {jurisdiction} | {edition} | {codes} | not measured here | see below |"
        );
    }
}

/// The table of all code systems; those behind a feature stand after the field that they are of.
struct Rows(String);

impl systems::Lists for Rows {
    fn list<A: Axis>(&mut self, word: &'static str, systems: &'static [&'static CodeSystem<A>]) {
        let field = word.replace('-', " ");
        for system in systems.iter().filter(|system| systems::feature_of(system.key()).is_none()) {
            let (codes, edition) = (system.rows().len(), system.list_edition());
            let loss = SystemLoss::of(system, Policy::Certain);
            let loses = match loss.concepts() {
                0 => "-".to_owned(),
                concepts => format!("{:.1} of {:.1} ({concepts})", loss.bits(), loss.bits_stated()),
            };
            let _ = writeln!(
                self.0,
                "| [`{}`]({}) | {field} | {} | {} | {edition} | {codes} | {loses} | {} |",
                system.key(),
                system.file(),
                system.owner(),
                system.jurisdiction(),
                system.licence(),
            );
        }
        behind_features(word, &mut self.0);
    }
}

fn known_systems() -> String {
    let heritages = Standard::ethnicity().concepts();
    let counting = heritages.clone().filter(|concept| concept.is_for_counting_only()).count();
    let of = |kind: Kind| Standard::of(kind).map_or(0, |standard| standard.concepts().len());
    let named = [Kind::Heritage, Kind::Orientation, Kind::Pronouns, Kind::Gender, Kind::Religion];
    let further: usize = Kind::all().filter(|kind| !named.contains(kind)).map(of).sum();
    let mut text = format!(
        "Version {} of the standard ({}): {} heritages, of which {counting} are for counting only; {} sexual orientations; \
         {} sets of pronouns; {} genders; {} religions and beliefs; {further} further concepts of disability, partnership, care, the \
         armed forces, accommodation, communication and legacy fields; {} reasons for having no answer; and BCP 47 language tags with the IANA \
         registry of {}.\n\n",
        ownwords::STANDARD_VERSION,
        ownwords::standard::STANDARD_DATE,
        heritages.len(),
        Standard::orientation().concepts().len(),
        Standard::pronouns().concepts().len(),
        of(Kind::Gender),
        of(Kind::Religion),
        ownwords::Reason::ALL.len(),
        ownwords::language::REGISTRY_DATE,
    );
    text.push_str(
        "| code system | field | owner | where | edition | codes | loses, bits | source's licence |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let mut rows = Rows(text);
    systems::each_list(&mut rows);
    let Rows(mut text) = rows;
    for list in systems::LANGUAGE.iter().filter(|list| systems::feature_of(list.key()).is_none()) {
        let by_rule =
            list.codes_by_rule().filter(|code| list.decode(code.as_bytes()).row().is_none()).count();
        let codes = match list.key() {
            "bcp-47" => "each registered tag".to_owned(),
            _ => (list.rows().len() + by_rule).to_string(),
        };
        let _ = writeln!(
            text,
            "| [`{}`]({}) | language | {} | {} | {} | {codes} | - | {} |",
            list.key(),
            list.file(),
            list.owner(),
            list.jurisdiction(),
            list.list_edition(),
            list.licence(),
        );
    }
    behind_features("language", &mut text);
    text.push_str(
        "\nEach list's file names its source. *Loses* is what `ownwords loss` says: how much of what one concept \
         alone says is still unknown when the code is known, of how much, over how many concepts. Where several codes \
         could hold it, no code is sent. Every concept counts once, so the figure is **about concepts and not about \
         people**.\n",
    );
    text
}

#[test]
fn the_readme_shows_what_is_so() {
    let path = root().join("README.md");
    let mut readme = fs::read_to_string(&path).expect("README.md is there");
    for (name, section) in [
        ("audit", audit()),
        ("ten lines", program("ten_lines", ten_lines::main)),
        ("messages", program("messages", messages::main)),
        ("questions", questions()),
        ("names", names()),
        ("names program", program("names", names_program::main)),
        ("convert", convert()),
        ("systems", known_systems()),
    ] {
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
