//! `ownwords columns`.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};
use snapbox::str;

/// Made up; NHS numbers that begin with 999 are for tests.
const FILE: &str = "NHS number,surname,ETHNIC CATEGORY,known as,ward\r\n9991234551,Hart,K,Zo,7\r\n999 123 4551,Nguyen,Z,,7\r\n";

fn ownwords(arguments: &[&str]) -> Command {
    Command::new(cargo_bin!("ownwords")).args(arguments)
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("columns").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn columns_are_found_with_what_speaks_for_them() {
    let output = ownwords(&["columns", "-"]).stdin(FILE).assert().code(1).stderr_eq("");
    let text = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    for line in [
        "  ethnicity in `nhs-ethnic-category-2001`",
        "    2 of 2 cells are codes of `nhs-ethnic-category-2001`",
        "    2 of 2 cells are NHS numbers with the right check digit",
        "column 4 `known as`: not settled, 2 candidates",
        "1 column was not recognised; it is left alone",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}\n{text}");
    }
}

#[test]
fn programs_read_the_same() {
    let output = ownwords(&["columns", "-", "--format", "json"]).stdin(FILE).assert().code(1).stderr_eq("");
    let answer: Value = serde_json::from_slice(&output.get_output().stdout).unwrap();
    assert_eq!(
        (&answer["encoding"], &answer["line_end"], &answer["rows"]),
        (&"utf-8".into(), &"crlf".into(), &2.into())
    );
    let column = &answer["columns"][2];
    assert_eq!((&column["settled"], &column["name"]), (&true.into(), &"ETHNIC CATEGORY".into()));
    let guess = &column["guesses"][0];
    assert_eq!(
        (&guess["holds"], &guess["system"]),
        (&"ethnicity".into(), &"nhs-ethnic-category-2001".into())
    );
    assert_eq!(guess["evidence"][1]["kind"], "codes");
    assert_eq!(answer["columns"][3]["guesses"].as_array().unwrap().len(), 2);
    assert!(!answer.to_string().contains("9991234551") && !answer.to_string().contains("Nguyen"));
}

#[test]
fn the_map_is_written_whole_or_not_at_all() {
    let folder = folder("written");
    let (file, map) = (folder.join("extract.csv"), folder.join("map.yaml"));
    fs::write(&file, "surname,ETHNIC CATEGORY\nHart,K\n").unwrap(); // made up
    let arguments = ["columns", file.to_str().unwrap(), "--write", map.to_str().unwrap()];
    ownwords(&arguments).assert().code(0).stderr_eq("");
    let written = fs::read_to_string(&map).unwrap();
    assert!(written.contains("system: nhs-ethnic-category-2001") && !written.contains("Hart"), "{written}");
    // A file that cannot be read leaves the map as it was.
    fs::write(&file, "surname\n\"Hart\n").unwrap();
    ownwords(&arguments).assert().code(2).stdout_eq("");
    assert_eq!(fs::read_to_string(&map).unwrap(), written);
    let nowhere = folder.join("no/such/map.yaml");
    fs::write(&file, "surname\nHart\n").unwrap();
    ownwords(&["columns", file.to_str().unwrap(), "--write", nowhere.to_str().unwrap()])
        .assert()
        .code(2)
        .stdout_eq("");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    ownwords(&["columns", "-"]).stdin("surname\nHart\n\"Nguyen\n").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: -, line 3: a quote is opened in this row and never closed; see the cell that begins with `"`; whatever follows it was not read as rows

"#]]);
    ownwords(&["columns", "-"]).stdin("\n\n").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: -: there is nothing in it but blank lines; see whether the export that wrote it came to its end

"#]]);
    ownwords(&["columns", "no-such-file.csv"]).assert().code(2).stdout_eq("");
}

/// What `audit --init` does with this file, whose map it would write: what it says, and whether there is a map then.
fn init(name: &str, file: &[u8]) -> (i32, String, Option<String>) {
    let folder = folder(name);
    let (path, map) = (folder.join("extract"), folder.join("map.yaml"));
    fs::write(&path, file).unwrap();
    let output =
        ownwords(&["audit", "--init", map.to_str().unwrap(), path.to_str().unwrap()]).output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), said, fs::read_to_string(map).ok())
}

#[test]
fn no_map_is_written_of_what_is_no_table() {
    let (status, said, map) = init("ndjson", b"{\"surname\":\"Hart\"}\n{\"surname\":\"Khan\"}\n");
    assert_eq!((status, map), (2, None));
    assert!(said.contains("this seems to be JSON, and a column map is of CSV or TSV"), "{said}");
    assert!(!said.contains("Hart"), "{said}");
}

/// Title lines above the header, for example.
#[test]
fn no_map_is_written_where_nothing_is_recognised() {
    let (status, said, map) = init("titles", b"Extract of May\nsurname,ward\nHart,7\n");
    assert_eq!((status, map), (2, None));
    assert!(said.contains("no column was recognised, so that no map was written"), "{said}");
    assert!(said.contains("take out what stands above"), "{said}");
}

#[test]
fn the_map_of_which_nothing_is_chosen_yet_says_so_when_it_is_used() {
    let (status, _, map) = init("unchosen", b"known as,ward\nZo,7\nZo,8\n");
    assert_eq!(status, 1);
    assert!(map.unwrap().contains("Take the `#` away from one of these"));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("columns").join("unchosen");
    let (path, map) = (folder.join("extract"), folder.join("map.yaml"));
    let audit = ["audit", "--columns", map.to_str().unwrap(), path.to_str().unwrap()];
    let output = ownwords(&audit).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("the map has no columns; name at least one"), "{said}");
    assert!(said.contains("take the `#` away"), "{said}");
}

#[test]
fn one_row_has_and_several_have_other_numbers_of_cells() {
    for (rows, line) in [
        ("Hart,K,7\n", "1 of them has more or fewer cells than the first row"),
        ("Hart,K,7\nKhan\n", "2 of them have more or fewer cells than the first row"),
    ] {
        let file = format!("surname,ETHNIC CATEGORY\nHart,K\n{rows}");
        let output = ownwords(&["columns", "-"]).stdin(file).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.lines().any(|one| one == line), "{text}");
    }
}
