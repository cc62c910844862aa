//! `ownwords export`.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};

fn export(arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("ownwords")).arg("export").args(arguments).assert()
}

fn json(output: &OutputAssert) -> Value {
    serde_json::from_slice(&output.get_output().stdout).unwrap()
}

/// A folder of one test's own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// D is two heritages, of which it names one: the target is Caribbean, which D is narrower than, and the extension says that
/// both parts are meant together.
#[test]
fn a_list_is_printed_as_a_bundle() {
    let output =
        export(&["--as", "fhir", "--release", "r5", "nhs-ethnic-category-2001"]).code(0).stderr_eq("");
    let bundle = json(&output);
    assert_eq!((&bundle["resourceType"], &bundle["type"]), (&"Bundle".into(), &"collection".into()));
    let map = &bundle["entry"][0]["resource"];
    assert_eq!(bundle["entry"][0]["fullUrl"], map["url"]);
    let elements = map["group"][0]["element"].as_array().unwrap();
    let mixed = elements.iter().find(|element| element["code"] == "D").unwrap();
    assert_eq!(mixed["target"][0]["display"], "Caribbean");
    assert_eq!(mixed["target"][0]["relationship"], "source-is-narrower-than-target");
    let url = mixed["extension"][0]["url"].as_str().unwrap();
    assert!(url.ends_with("/StructureDefinition/meant-together"), "{url}");
    let r4 = json(&export(&["--as", "fhir", "nhs-ethnic-category-2001"]).code(0));
    assert!(
        r4.to_string().contains(r#""equivalence":"wider""#) && !r4.to_string().contains("relationship\":")
    );
}

#[test]
fn files_are_written_to_a_folder() {
    let folder = Folder::new("export-files");
    let path = folder.0.display().to_string();
    let said =
        json(&export(&["--as", "fhir", "ethnicity", "-o", &path, "--format", "json"]).code(0).stderr_eq(""));
    assert_eq!(said["resources"], 3);
    let mut there: Vec<String> = fs::read_dir(&folder.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    assert_eq!(
        there,
        ["CodeSystem-heritage.json", "ValueSet-heritage-offered.json", "ValueSet-heritage.json"]
    );
    let text = fs::read_to_string(folder.0.join("CodeSystem-heritage.json")).unwrap();
    let system: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&system["experimental"], &system["status"]), (&true.into(), &"draft".into()));
    // A second run writes the same bytes.
    export(&["--as", "fhir", "ethnicity", "-o", &path]).code(0).stdout_eq(format!("3 resources in {path}\n"));
    assert_eq!(fs::read_to_string(folder.0.join("CodeSystem-heritage.json")).unwrap(), text);
}

#[test]
fn what_is_not_there_is_named_with_what_is_near() {
    let output = export(&["--as", "fhir", "nhs-ethnic-categry-2001"]).code(2).stdout_eq("");
    let said = String::from_utf8(output.get_output().stderr.clone()).unwrap();
    assert!(said.contains("did you mean `nhs-ethnic-category-2001`?"), "{said}");
    export(&["ethnicity"]).code(2).stdout_eq("");
    export(&["--as", "sql"]).code(2).stdout_eq("");
    // A folder that cannot be made.
    export(&["--as", "fhir", "pronouns", "-o", "/dev/null/folder"]).code(2).stdout_eq("");
}

#[test]
fn the_help_has_an_example() {
    let output = export(&["--help"]).code(0);
    let help = String::from_utf8(output.get_output().stdout.clone()).unwrap();
    assert!(help.contains("ownwords export --as fhir --release r5 -o fhir/"), "{help}");
}
