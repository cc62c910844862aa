//! `ownwords audit --plan` and `ownwords apply`, as a person meets them.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use snapbox::cmd::{Command, cargo_bin};

fn ownwords() -> Command {
    Command::new(cargo_bin!("ownwords"))
}

/// Made up.
const SOURCE: &str = "surname,ethnic_category,language\r\nOkonkwo ,h,q4\r\n\"Khan\",J,Polish\r\n";

/// A folder that is there for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("apply-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("made-up.csv"), SOURCE).unwrap();
        Self(path)
    }

    fn run(&self, arguments: &[&str]) -> std::process::Output {
        ownwords().current_dir(&self.0).args(arguments).output().unwrap()
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Marks the repairs of a rule, as a person does.
    fn mark(&self, plan: &str, rule: &str, mark: &str) {
        let marked: Vec<String> = self
            .text(plan)
            .lines()
            .map(|line| match line.contains(rule) {
                true => line.replacen(",,", &format!(",{mark},"), 1),
                false => line.to_owned(),
            })
            .collect();
        fs::write(self.0.join(plan), marked.join("\n")).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn out(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn error(output: &std::process::Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn from_a_plan_to_a_new_file_and_back() {
    let folder = Folder::new("back");
    let proposed = folder.run(&["audit", "made-up.csv", "--plan", "plan.csv"]);
    assert_eq!(proposed.status.code(), Some(1));
    assert!(
        out(&proposed)
            .starts_with("made-up.csv: 4 findings in 2 records, 4 repairs proposed (2 certain, 2 likely)\n")
    );
    folder.mark("plan.csv", "OW-COD-002", "yes");
    folder.mark("plan.csv", "OW-LNG-003", "no");
    let applied = folder.run(&["apply", "plan.csv"]);
    assert_eq!(applied.status.code(), Some(0), "{applied:?}");
    let said = out(&applied);
    for line in [
        "made-up.csv: 1 repair made, in made-up.repaired.csv\n",
        "  OW-COD-002 CodeWithStrayCaseOrSpace: 1 made\n",
        "  OW-LNG-003 LanguageNameWhereTagBelongs: 1 left, marked no\n",
        "  OW-NAM-006 SpaceAroundName: 1 left, not marked\n",
        "To undo it: ownwords apply made-up.repaired.csv.undo.csv\n",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert_eq!(folder.text("made-up.csv"), SOURCE);
    assert_eq!(folder.text("made-up.repaired.csv"), SOURCE.replacen(",h,", ",H,", 1));
    let undone = folder.run(&["apply", "made-up.repaired.csv.undo.csv"]);
    assert_eq!(undone.status.code(), Some(0), "{undone:?}");
    assert_eq!(folder.text("made-up.repaired.undone.csv"), SOURCE);
}

#[test]
fn the_answers_for_programs() {
    let folder = Folder::new("json");
    let proposed = folder.run(&["audit", "made-up.csv", "--plan", "plan.csv", "--format", "json"]);
    let proposed: Value = serde_json::from_str(&out(&proposed)).unwrap();
    assert_eq!(proposed["format"], "ownwords.proposed/1");
    assert_eq!(
        (&proposed["repairs"], &proposed["certain"], &proposed["rows"]),
        (&4.into(), &2.into(), &2.into())
    );
    folder.mark("plan.csv", "OW-NAM-006", "yes");
    let applied = folder.run(&["apply", "plan.csv", "--to", "new.csv", "--format", "json"]);
    let applied: Value = serde_json::from_str(&out(&applied)).unwrap();
    assert_eq!((&applied["format"], &applied["complete"]), (&"ownwords.applied/1".into(), &true.into()));
    assert_eq!(applied["source"]["sha256"], proposed["source"]["sha256"]);
    let made = &applied["made"];
    assert_eq!(made, &serde_json::json!([{"row": 1, "field": "family_name", "rule": "OW-NAM-006"}]));
    assert_eq!(
        (&applied["target"]["file"], &applied["undo"]),
        (&"new.csv".into(), &"new.csv.undo.csv".into())
    );
    assert_eq!(applied["left"].as_array().unwrap().len(), 3);
}

#[test]
fn nothing_is_written_when_a_plan_is_refused() {
    let folder = Folder::new("refused");
    folder.run(&["audit", "made-up.csv", "--plan", "plan.csv"]);
    let before = folder.names();
    folder.mark("plan.csv", "OW-COD-002", "perhaps");
    let said = error(&folder.run(&["apply", "plan.csv"]));
    assert!(said.contains("plan.csv") && said.contains("neither `yes`, `no` nor nothing"), "{said}");
    fs::write(folder.0.join("made-up.csv"), SOURCE.replace("Khan", "Kahn")).unwrap();
    let plan = folder.text("plan.csv").replace("perhaps", "yes");
    fs::write(folder.0.join("plan.csv"), plan).unwrap();
    let said = error(&folder.run(&["apply", "plan.csv"]));
    assert!(said.contains("not the one that the plan is of"), "{said}");
    assert!(error(&folder.run(&["apply", "made-up.csv"])).contains("no plan"));
    assert_eq!(folder.names(), before);
}

#[test]
fn no_file_that_is_there_is_replaced() {
    let folder = Folder::new("there");
    folder.run(&["audit", "made-up.csv", "--plan", "plan.csv"]);
    let plan = folder.text("plan.csv");
    assert!(error(&folder.run(&["audit", "made-up.csv", "--plan", "plan.csv"])).contains("not replaced"));
    assert!(error(&folder.run(&["apply", "plan.csv", "--to", "made-up.csv"])).contains("not replaced"));
    fs::write(folder.0.join("new.csv.undo.csv"), "mine").unwrap();
    assert!(error(&folder.run(&["apply", "plan.csv", "--to", "new.csv"])).contains("not replaced"));
    assert_eq!((folder.text("plan.csv"), folder.text("made-up.csv")), (plan, SOURCE.to_owned()));
    assert!(!folder.names().contains(&"new.csv".to_owned()));
}

#[test]
fn a_plan_is_of_one_file() {
    let folder = Folder::new("one");
    assert!(error(&folder.run(&["audit", "-", "--plan", "plan.csv"])).contains("one file"));
    assert!(
        error(&folder.run(&["audit", "made-up.csv", "made-up.csv", "--plan", "plan.csv"]))
            .contains("one file")
    );
    assert_eq!(folder.names(), ["made-up.csv"]);
}

#[cfg(unix)]
#[test]
fn a_plan_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("owner");
    folder.run(&["audit", "made-up.csv", "--plan", "plan.csv"]);
    folder.run(&["apply", "plan.csv"]);
    for name in ["plan.csv", "made-up.repaired.csv", "made-up.repaired.csv.undo.csv"] {
        let mode = fs::metadata(folder.0.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}

#[test]
fn no_value_is_printed() {
    let folder = Folder::new("values");
    let proposed = folder.run(&["audit", "made-up.csv", "--plan", "plan.csv"]);
    folder.mark("plan.csv", "repair", "yes");
    let applied = folder.run(&["apply", "plan.csv"]);
    for output in [proposed, applied] {
        let said = format!("{output:?}");
        for value in ["Okonkwo", "Khan", "Polish", "bfi"] {
            assert!(!said.contains(value), "{said}");
        }
    }
}
