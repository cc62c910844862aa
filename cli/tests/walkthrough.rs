//! The four tasks of STEWARDS.md, done as they stand there: what is to be run is run, and what is to be written is written
//! where its first line says.

#[path = "../../tests/copy/mod.rs"]
mod copy_of;

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, cargo_bin};

use copy_of::copy_folder;

const TASKS: [&str; 4] = [
    "Add a heritage",
    "Add a list of codes",
    "Answer a published crosswalk that disagrees",
    "Retire a term that a community rejects",
];

/// A steward's copy of the files, with the released ones beside it; removed at the end.
struct Copy(PathBuf);

impl Copy {
    fn new() -> Self {
        let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join("walkthrough");
        let _ = fs::remove_dir_all(&base);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for folder in ["standards", "mappings", "schemas", "src"] {
            copy_folder(&root.join(folder), &base.join("own").join(folder));
        }
        for folder in ["standards", "mappings"] {
            copy_folder(&root.join(folder), &base.join("released").join(folder));
        }
        Self(base)
    }

    /// Runs the command; whether its status is one that this command may have, and what it printed.
    fn run(&self, line: &str) -> String {
        let arguments = line.strip_prefix("cargo run -p ownwords-cli -- ").expect(line);
        let parts = arguments.split('"').enumerate();
        let words: Vec<&str> = parts
            .flat_map(
                |(place, part)| {
                    if place % 2 == 0 { part.split_whitespace().collect() } else { vec![part] }
                },
            )
            .collect();
        let ran = Command::new(cargo_bin!("ownwords")).args(&words).current_dir(self.0.join("own")).assert();
        let output = ran.get_output();
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        // The text says that these two end with 1: where two disagree, and where it is for the person to say.
        let may_be_one = words[0] == "compare" || words[0] == "encode" && !words.contains(&"--authority");
        let expected = i32::from(may_be_one);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(expected), "{line}\n{text}{errors}");
        text
    }

    /// Writes a block where its first line says: `# FILE, at its end`, `at its head` or `in the entry of SLUG`.
    fn write(&self, block: &str) {
        let (place, block) = block.split_once('\n').unwrap();
        let (file, place) = place.strip_prefix("# ").and_then(|place| place.split_once(", ")).expect(place);
        let path = self.0.join("own").join(file);
        let mut lines: Vec<String> = fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
        match place.strip_prefix("in the entry of ") {
            Some(slug) => {
                let named = lines.iter().position(|line| line.trim() == format!("slug: {slug}")).expect(slug);
                let is_next = |line: &String| line.starts_with("  - id:");
                let end = lines[named..].iter().position(is_next).map_or(lines.len(), |end| named + end);
                set(&mut lines, named, end, block);
            }
            None if place == "at its head" => {
                let end = lines.len();
                set(&mut lines, 0, end, block);
            }
            None => {
                assert_eq!(place, "at its end");
                lines.extend(block.lines().map(str::to_owned));
            }
        }
        fs::write(path, lines.join("\n") + "\n").unwrap();
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Gives keys the values that the block has, within some lines; a key that is not there is added at their end.
fn set(lines: &mut Vec<String>, start: usize, mut end: usize, block: &str) {
    let written: Vec<&str> = block.lines().collect();
    let level = depth(written[0]);
    let mut keys: Vec<Vec<String>> = Vec::new();
    for line in written {
        match depth(line) == level {
            true => keys.push(vec![line.to_owned()]),
            false => keys.last_mut().unwrap().push(line.to_owned()),
        }
    }
    for key in keys {
        let name = key[0].split_inclusive(':').next().unwrap().to_owned();
        let there = lines[start..end].iter().position(|line| line.starts_with(&name)).map(|at| start + at);
        let (at, until) = match there {
            Some(at) => {
                let deeper = lines[at + 1..end].iter().take_while(|line| depth(line) > level);
                (at, at + 1 + deeper.count())
            }
            None => (end, end),
        };
        end = end + key.len() - (until - at);
        lines.splice(at..until, key);
    }
}

/// The blocks of a section in fences, each with its language and its lines as they are without the indent of the fence.
fn blocks(section: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.trim_start().strip_prefix("```") else { continue };
        let indent = depth(line);
        let within = lines.by_ref().take_while(|line| line.trim() != "```");
        let text: Vec<&str> = within.map(|line| line.get(indent..).unwrap_or_default()).collect();
        blocks.push((language.to_owned(), text.join("\n")));
    }
    blocks
}

#[test]
fn the_four_tasks_are_done_as_they_are_written() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../STEWARDS.md")).unwrap();
    let copy = Copy::new();
    let mut said = String::new();
    for task in TASKS {
        let (_, section) = page.split_once(&format!("## {task}\n")).expect(task);
        let section = section.split("\n## ").next().unwrap();
        let blocks = blocks(section);
        assert!(blocks.len() >= 4, "{task}: {}", blocks.len());
        for (language, text) in blocks {
            match language.as_str() {
                "text" => text.lines().for_each(|line| said.push_str(&copy.run(line))),
                "yaml" => copy.write(&text),
                other => panic!("{task}: a block of {other}"),
            }
        }
    }
    let own = |file: &str| fs::read_to_string(copy.0.join("own").join(file)).unwrap();
    let table = own("src/standard/tables/ethnicity.rs");
    for name in ["Example nation", "Ɛgzampəl", "Example people", "example-mistake"] {
        assert!(table.contains(name), "{name}");
    }
    assert!(own("src/bridge/systems/tables.rs").contains("EXAMPLE CODE"));
    assert!(own("src/bridge/systems/tables.rs").len() > 1_000);
    // What is told to the changelog at the end.
    let changes = said.rsplit("#### Added").next().unwrap();
    assert!(changes.contains("- the list `example-list`"), "{changes}");
    assert!(changes.contains("`example-people`"), "{changes}");
}
