//! `build` and `new`, tried as a steward would: in a copy of the files, from a shell.

#[path = "../../tests/copy/mod.rs"]
mod copy_of;

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::Command;

use copy_of::copy_folder;

/// A copy of the repository's stewards' files and tables, removed at the end.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&copy);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for folder in ["standards", "mappings", "schemas", "src"] {
            copy_folder(&root.join(folder), &copy.join(folder));
        }
        Self(copy)
    }

    fn ownwords(&self, arguments: &[&str]) -> snapbox::cmd::OutputAssert {
        Command::new(snapbox::cmd::cargo_bin!("ownwords")).args(arguments).current_dir(&self.0).assert()
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.0.join(file)).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(self.0.join(file), text.replacen(from, to, 1)).unwrap();
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const NHS: &str = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";

#[test]
fn fresh_tables_are_left_alone() {
    let copy = Copy::new("fresh");
    copy.ownwords(&["build", "--check"]).code(0).stdout_eq("all tables are fresh\n");
    copy.ownwords(&["build"]).code(0).stdout_eq("all tables are fresh\n");
}

#[test]
fn a_change_makes_tables_stale_until_they_are_built() {
    let copy = Copy::new("stale");
    copy.edit(NHS, "title: \"ETHNIC CATEGORY CODE 2001\"", "title: \"ANOTHER TITLE\"");
    copy.ownwords(&["build", "--check"]).code(1).stdout_eq(
        "src/bridge/systems/tables.rs: is stale\nsrc/standard/tables/fingerprints.csv: is stale\n\
         2 tables are stale; `ownwords build` writes them\n",
    );
    copy.ownwords(&["build"]).code(0);
    copy.ownwords(&["build", "--check"]).code(0);
}

#[test]
fn faults_are_said_with_their_place_and_nothing_is_written() {
    let copy = Copy::new("faults");
    copy.edit(NHS, "means: [irish]", "means: [irihs]");
    copy.edit(NHS, "absent: [unknown]", "absent: [unknwon]");
    let before = fs::read(copy.0.join("src/bridge/systems/tables.rs")).unwrap();
    copy.ownwords(&["build"]).code(1).stdout_eq("").stderr_eq(
        "mappings/ethnicity/nhs-ethnic-category-2001.yaml, line [..], column [..]: `irihs` is not a known slug; the \
         nearest slug is `irish`\n\
         mappings/ethnicity/nhs-ethnic-category-2001.yaml, line [..], column [..]: `unknwon` is not a known reason; the \
         nearest reason is `unknown`\n\
         2 faults; nothing was written\n",
    );
    assert_eq!(fs::read(copy.0.join("src/bridge/systems/tables.rs")).unwrap(), before);
}

#[test]
fn new_gives_an_id_and_a_place_to_write() {
    let copy = Copy::new("new");
    let heritage = ["new", "heritage", "--slug", "example-people", "--label", "Example people"];
    copy.ownwords(&heritage).code(0).stdout_eq("H[..] added to standards/ethnicity/heritages.yaml\n");
    copy.ownwords(&heritage).code(2).stderr_eq(
        "error: this slug is taken; a concept is never entered twice; edit the one that is there\n",
    );
    copy.ownwords(&["build"]).code(0);
    let table = fs::read_to_string(copy.0.join("src/standard/tables/ethnicity.rs")).unwrap();
    assert!(table.contains("\"Example people\""));
}

#[test]
fn new_adds_to_an_overlay_with_an_id_of_its_owner() {
    let copy = Copy::new("new-overlay");
    let own =
        ["new", "heritage", "--overlay", "own", "--slug", "example-people", "--label", "Example people"];
    copy.ownwords(&own).code(2).stderr_eq("error: own/overlay.yaml[..]\n");
    fs::create_dir(copy.0.join("own")).unwrap();
    let head = "owner: \"TEST9\"\nname: \"Made up\"\nversion: \"1.0\"\ndate: \"2026-11-25\"\n";
    fs::write(copy.0.join("own/overlay.yaml"), head).unwrap();
    copy.ownwords(&own).code(0).stdout_eq("H24JBC4T99Y8 added to standards/ethnicity/heritages.yaml\n");
    copy.ownwords(&["search", "example", "--overlay", "own"])
        .code(0)
        .stdout_eq("H24JBC4T99Y8  example-people: Example people [prefix]\n");
    copy.ownwords(&["new", "pronouns", "--overlay", "own", "--slug", "a", "--label", "A"]).code(2);
}

#[test]
fn build_outside_of_the_repository_says_so() {
    let copy = Copy::new("outside");
    copy.ownwords(&["build", "--root", "no-such-folder"])
        .code(2)
        .stderr_eq("[..]run the command at the root of the repository\n...\n");
}

const DRAFT: &str = "mappings/ethnicity/example-list.yaml";

/// A made-up list, as a body might publish it.
fn new_mapping(copy: &Copy) {
    fs::write(copy.0.join("codes.csv"), "code,term\nX1,Irish\nX2,\"Says \"\"other\"\"\"\nX1,Irish\n")
        .unwrap();
    let new = ["new", "mapping", "--slug", "example-list", "--label", "EXAMPLE", "--field", "ethnicity"];
    copy.ownwords(&[&new[..], &["--from", "codes.csv"]].concat())
        .code(1)
        .stdout_eq("mappings/ethnicity/example-list.yaml written, number [..], 2 codes; fill in what `ownwords check` names\n")
        .stderr_eq("not taken: codes.csv, line 4[..]: the code stands in an earlier row already; keep one of the two\n");
    copy.ownwords(&new)
        .code(2)
        .stderr_eq("error: a list of this key is there already; edit its file, or choose another key\n");
}

#[test]
fn a_new_mapping_is_a_draft_that_lacks_what_check_names() {
    let copy = Copy::new("new-mapping");
    new_mapping(&copy);
    let text = fs::read_to_string(copy.0.join(DRAFT)).unwrap();
    assert!(text.starts_with("# yaml-language-server: $schema=../../schemas/mapping.json\n"), "{text}");
    assert!(text.contains("review: draft") && text.matches("meaning: not-known").count() == 3, "{text}");
    assert!(text.contains("label: \"Says \\\"other\\\"\""), "{text}");
    copy.ownwords(&["fmt", "--check", DRAFT]).code(0);
    let assert = copy.ownwords(&["check", "--format", "json", DRAFT]).code(1);
    let answer: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    let named: Vec<&str> =
        answer["faults"].as_array().unwrap().iter().map(|one| one["message"].as_str().unwrap()).collect();
    assert_eq!(
        named,
        [
            "the list `example-list` has no `owner`",
            "the list `example-list` has no `list-edition`",
            "the list `example-list` has no `jurisdiction`",
            "the source `main` has no title, or no licence",
            "this is not a day of the calendar",
        ]
    );
}

#[test]
fn a_draft_that_is_filled_in_is_sound_and_has_the_next_number() {
    let copy = Copy::new("new-mapping-filled");
    new_mapping(&copy);
    for (key, value) in [
        ("owner", "Nobody"),
        ("list-edition", "2026"),
        ("jurisdiction", "England"),
        ("title", "A made-up paper"),
        ("licence", "not stated"),
        ("date", "2026-11-26"),
    ] {
        copy.edit(DRAFT, &format!("{key}: \"\""), &format!("{key}: \"{value}\""));
    }
    copy.ownwords(&["check"]).code(0).stdout_eq("[..] files are sound\n");
    copy.ownwords(&["build"]).code(0);
    let number = |file: &str| -> u16 {
        let text = fs::read_to_string(copy.0.join(file)).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("number: ")).unwrap();
        line.parse().unwrap()
    };
    let another = ["new", "mapping", "--slug", "another-list", "--label", "ANOTHER", "--field", "language"];
    copy.ownwords(&another).code(0).stderr_eq("");
    assert_eq!(number("mappings/language/another-list.yaml"), number(DRAFT) + 1);
    copy.ownwords(&["new", "mapping", "--slug", "third-list", "--label", "T", "--field", "names"]).code(2);
    copy.ownwords(&["new", "heritage", "--slug", "a", "--label", "A", "--field", "ethnicity"]).code(2);
}

#[test]
fn a_new_mapping_of_an_overlay_has_one_of_its_numbers() {
    let copy = Copy::new("new-mapping-overlay");
    let new = [
        "new",
        "mapping",
        "--overlay",
        "own",
        "--slug",
        "own-list",
        "--label",
        "OWN",
        "--field",
        "ethnicity",
    ];
    copy.ownwords(&new).code(2).stderr_eq("error: overlay.yaml[..]here is no overlay[..]\n");
    fs::create_dir(copy.0.join("own")).unwrap();
    let head = "owner: \"TEST9\"\nname: \"Made up\"\nversion: \"1.0\"\ndate: \"2026-11-25\"\n";
    fs::write(copy.0.join("own/overlay.yaml"), head).unwrap();
    copy.ownwords(&new).code(0).stdout_eq(
        "mappings/ethnicity/own-list.yaml written, number 60000, 0 codes; fill in what `ownwords check` names\n",
    );
}
