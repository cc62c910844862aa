//! `--overlay`: an organisation's own heritages and codes, with each verb that reads standards or mappings.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};

const OVERLAY: &str = "examples/overlay";
const NHS: &str = "nhs-ethnic-category-2001";
const OWN: &str = "testhaven-ethnic-group";

/// Verbs that have no `--overlay`, and why.
const WITHOUT: [(&str, &str); 6] = [
    ("apply", "a plan holds the repairs themselves"),
    ("build", "the tables are those of the national files"),
    ("completions", "about the command itself"),
    ("man", "about the command itself"),
    ("name", "names have no codes"),
    ("sample", "made-up records are of national lists"),
];

fn ownwords(arguments: &[&str]) -> OutputAssert {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Command::new(cargo_bin!("ownwords")).args(arguments).current_dir(root).assert()
}

fn text(assert: &OutputAssert) -> String {
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn with_overlay(arguments: &[&str], code: i32) -> String {
    text(&ownwords(&[arguments, &["--overlay", OVERLAY]].concat()).code(code))
}

fn json(arguments: &[&str], code: i32) -> Value {
    serde_json::from_str(&with_overlay(&[arguments, &["--format", "json"]].concat(), code)).unwrap()
}

/// A file of a test's own, removed at the end.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("overlay-{name}"));
        fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn every_verb_that_reads_lists_takes_an_overlay() {
    let help = text(&ownwords(&["--help"]).success());
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    let verbs = commands
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|verb| !verb.is_empty()));
    let (mut found, mut without) = (0, 0);
    for verb in verbs.filter(|verb| *verb != "help") {
        let takes_it = text(&ownwords(&[verb, "--help"]).success()).contains("--overlay <DIR>");
        let is_without = WITHOUT.iter().any(|(without, _)| *without == verb);
        assert_ne!(
            takes_it, is_without,
            "{verb}: either it takes --overlay, or it is listed here with the reason"
        );
        found += usize::from(takes_it);
        without += usize::from(is_without);
    }
    assert_eq!(without, WITHOUT.len(), "all that stand there are verbs");
    assert!(found >= 19, "{found}");
}

#[test]
fn an_own_list_is_exported_and_comes_back_the_same() {
    let csv = with_overlay(&["export", "--as", "csv", OWN], 0);
    let file = File::new("own.csv", &csv);
    let imported = json(&["import", file.path()], 0);
    assert_eq!((&imported["system"], &imported["rows"]), (&OWN.into(), &6.into()));
    let sssom = with_overlay(&["export", "--as", "sssom", OWN], 0);
    assert!(sssom.contains("ownwords:H24JBC4T99Y8") || sssom.contains("H24JBC4T99Y8"), "{sssom}");
    let file = File::new("own.sssom.tsv", &sssom);
    let yaml = with_overlay(&["import", file.path()], 0);
    assert!(yaml.contains("means: [sylheti]"), "{yaml}");
    assert!(with_overlay(&["export", "--as", "skos", "ethnicity"], 0).contains("\"Sylheti\"@en"));
    ownwords(&["export", "--as", "csv", OWN]).code(2);
}

#[test]
fn own_codes_of_a_national_list_stand_behind_its_codes_with_their_own_source() {
    let csv = with_overlay(&["export", "--as", "csv", NHS], 0);
    let national = text(&ownwords(&["export", "--as", "csv", NHS]).success());
    let own = csv.lines().find(|line| line.contains("Bangladeshi: Sylheti")).unwrap();
    assert!(
        own.contains("bangladeshi-sylheti") && own.contains("2026-11-25") && own.contains("own"),
        "{own}"
    );
    assert!(!national.contains("Bangladeshi: Sylheti"));
    let file = File::new("nhs.csv", &csv);
    assert_eq!(json(&["compare", NHS, file.path()], 0)["agreed"], 19);
}

#[test]
fn fhir_has_national_addresses_alone() {
    ownwords(&["export", "--as", "fhir", OWN, "--overlay", OVERLAY]).code(2).stdout_eq("").stderr_eq(
        "error: a resource of FHIR is known by its address, and these addresses are those of the national lists; \
         leave --overlay out, or write your own lists as sssom, csv, skos or opencodelists\n",
    );
}

#[test]
fn a_trusts_copy_is_compared_with_its_own_list() {
    let file = File::new("local.csv", "code,label\nSYL,Sylheti\nBSY,Bangladeshi (Sylheti)\n");
    let found = json(&["compare", OWN, file.path()], 1);
    assert_eq!(found["counts"]["label"], 1);
    assert_eq!(found["counts"]["only-in-first"], 4);
    ownwords(&["compare", OWN, file.path()]).code(2);
}

#[test]
fn a_change_of_the_national_lists_is_told_of_own_codes_too() {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlay-diff");
    let _ = fs::remove_dir_all(&copy);
    let file = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";
    fs::create_dir_all(copy.join(file).parent().unwrap()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let national = fs::read_to_string(root.join(file)).unwrap();
    fs::write(copy.join(file), national.replace("means: [bangladeshi]", "means: [bengali]")).unwrap();
    fs::create_dir_all(copy.join("was/mappings/ethnicity")).unwrap();
    fs::write(copy.join("was").join(file), national).unwrap();
    let (was, is) = (copy.join("was"), copy.clone());
    let found = json(&["diff", was.to_str().unwrap(), is.to_str().unwrap()], 1);
    let of_own = found["changes"].as_array().unwrap().iter().find(|change| change["list"] == OWN).unwrap();
    assert_eq!((&of_own["what"], &of_own["subject"]), (&"decoding-changed".into(), &"BAN".into()));
    fs::remove_dir_all(copy).unwrap();
}

#[test]
fn the_doctor_knows_own_codes() {
    let file = File::new("doctor.csv", "code,n\nSYL,1\nBSY,2\n\u{FEFF}BAN,3\n");
    let named = ["doctor", file.path(), "--show-values", "--system", "code=testhaven-ethnic-group"];
    let found = json(&named, 1);
    assert_eq!(found["findings"][0]["repair"], "BAN");
    let local = File::new("doctor-k1.csv", "code\nA\nJ\nK1\n");
    assert_eq!(
        json(&["doctor", local.path(), "--system", "code=nhs-ethnic-category-2001"], 0)["findings"],
        Value::Array(vec![])
    );
    ownwords(&named).code(2);
}

#[test]
fn an_answer_in_an_own_heritage_is_told_how_it_is_sent() {
    let told = json(&["questions", "ethnicity", "--answer", "bangladeshi-sylheti", "--to", NHS], 0);
    assert!(told["sentences"][0].as_str().unwrap().contains("the code K"), "{told}");
    let told = json(&["questions", "ethnicity", "--answer", "Sylheti", "--to", OWN], 0);
    assert!(told["sentences"][0].as_str().unwrap().contains("the code SYL"), "{told}");
}

#[test]
fn the_files_of_an_overlay_are_formatted() {
    assert_eq!(with_overlay(&["fmt", "--check"], 0), "all files are as they should be\n");
    let files = json(&["fmt", "--check"], 0)["files"].as_array().unwrap().len();
    assert_eq!(files, 4);
    ownwords(&["fmt", "--overlay", OVERLAY, "mappings"]).code(2);
}

#[test]
fn a_page_of_an_own_list_and_heritage_is_printed() {
    assert_eq!(json(&["explain", OWN], 0)["codes"], 6);
    assert_eq!(json(&["explain", "sylheti"], 0)["label"], "Sylheti");
}

#[test]
fn an_overlay_with_faults_answers_nothing() {
    for verb in
        [&["compare", NHS, NHS][..], &["import", "README.md"], &["doctor", "README.md"], &["diff", ".", "."]]
    {
        ownwords(&[verb, &["--overlay", "no-such-folder"]].concat()).code(2).stdout_eq("").stderr_eq(
            "no-such-folder/overlay.yaml: this cannot be read (entity not found); name the overlay's folder, which holds \
             overlay.yaml\nerror: the overlay has a fault; nothing is answered until it is sound\n",
        );
    }
}

/// Registrations of the made-up trust, coded with its own list.
const REGISTRATIONS: &str = "ethnic_category,ethnicity_own_words\nSYL,Sylheti\nbsy,\nSylheti,\nXX,\nH,\nREF,\nQ7,\nBAN,Bangladeshi Sylheti\n";
const BY_OWN_LIST: &str = "ethnicity=testhaven-ethnic-group";

#[test]
fn records_are_audited_by_an_own_list() {
    let file = File::new("audit.csv", REGISTRATIONS);
    let found = json(&["audit", file.path(), "--system", BY_OWN_LIST, "--show-values"], 1);
    let found = &found["files"][0];
    let rules: Vec<(u64, &str)> = (found["findings"].as_array().unwrap().iter())
        .map(|one| (one["row"].as_u64().unwrap(), one["name"].as_str().unwrap()))
        .collect();
    assert_eq!(
        rules,
        [
            (2, "CodeWithStrayCaseOrSpace"),
            (3, "LabelWhereCodeBelongs"),
            (4, "CodeNotInSystem"),
            (5, "CodeOfAnotherList")
        ]
    );
    assert_eq!(found["findings"][0]["suggestion"], "use `BSY`");
    let summary = &found["summary"];
    let counts = &summary["fields"]["ethnic_category"];
    assert_eq!(
        (&counts["valid"], &counts["declined"], &counts["unknown"]),
        (&2.into(), &1.into(), &1.into())
    );
    let codes = summary["codes"]["ethnic_category"]["counts"].as_array().unwrap();
    let sylheti = codes.iter().find(|code| code["code"] == "SYL").unwrap();
    assert_eq!((&sylheti["label"], &sylheti["means"][0]), (&"Sylheti".into(), &"H24JBC4T99Y8".into()));
    assert_eq!(summary["write_ins"]["not_recognised"], 0);
    ownwords(&["audit", file.path(), "--system", BY_OWN_LIST]).code(2).stdout_eq("");
}

#[test]
fn every_report_says_with_which_overlay_it_was_made() {
    let file = File::new("said.csv", REGISTRATIONS);
    let audit = ["audit", file.path(), "--system", BY_OWN_LIST, "--tier", "internal", "--format"];
    for format in ["text", "json", "jsonl", "csv", "sarif", "junit", "html"] {
        let report = with_overlay(&[&audit[..], &[format]].concat(), 1);
        let report = report.split_whitespace().collect::<Vec<_>>().join(" ");
        for said in ["TEST9", "Testhaven Hospitals, a made-up trust", "1.0", "2026-11-25"] {
            assert!(report.contains(said), "{format} says no {said}: {report}");
        }
    }
    for format in ["json", "html"] {
        let audit =
            ["audit", file.path(), "--system", BY_OWN_LIST, "--tier", "publishable", "--format", format];
        assert!(with_overlay(&audit, 1).contains("TEST9"), "{format}");
    }
    let without = text(&ownwords(&["audit", file.path(), "--format", "json"]).code(1));
    assert!(!without.contains("overlay\""), "{without}");
}

#[test]
fn the_page_names_own_heritages_among_those_that_a_code_lumps_together() {
    let file = File::new("page.csv", "ethnic_category\nK\nK1\nSYL\n");
    let page = ["audit", file.path(), "--tier", "internal", "--format", "html"];
    let national = with_overlay(&page, 1);
    assert!(
        national.contains("Bangladeshi Sylheti") && national.contains("Bangladeshi: Sylheti"),
        "{national}"
    );
    let own = with_overlay(&[&page[..], &["--system", BY_OWN_LIST]].concat(), 1);
    assert!(own.contains("Sylheti</"), "{own}");
    assert!(!text(&ownwords(&page).code(1)).contains("Sylheti"));
}

#[test]
fn a_bare_column_can_be_of_an_own_list() {
    let file = File::new("bare.csv", "ethnicity\nSYL\nBSY\nBAN\n");
    let found = json(&["audit", file.path()], 1);
    assert_eq!(
        found["files"][0]["findings"][0]["suggestion"],
        "one list holds all of 3 different codes in 3 rows: `testhaven-ethnic-group`"
    );
}

#[test]
fn a_coding_with_the_uri_of_an_own_list_is_known() {
    let uri = "https://testhaven.example/ethnic-group";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlay-uri");
    let _ = fs::remove_dir_all(&folder);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(OVERLAY);
    for file in [
        "overlay.yaml",
        "standards/ethnicity/heritages.yaml",
        "mappings/ethnicity/testhaven-ethnic-group.yaml",
    ] {
        fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
        let text = fs::read_to_string(example.join(file)).unwrap();
        let text = text.replace("mapping-edition:", &format!("uri: \"{uri}\"\nmapping-edition:"));
        fs::write(folder.join(file), text).unwrap();
    }
    let patient = |code: &str| {
        serde_json::json!({"resourceType": "Patient", "extension": [{
            "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory",
            "valueCodeableConcept": {"coding": [{"system": uri, "code": code}]}
        }]})
    };
    let lines = format!("{}\n{}\n", patient("SYL"), patient("syl"));
    let file = File::new("uri.ndjson", &lines);
    let audit = ["audit", file.path(), "--format", "json", "--overlay", folder.to_str().unwrap()];
    let found: Value = serde_json::from_str(&text(&ownwords(&audit).code(1))).unwrap();
    let findings = found["files"][0]["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!((&findings[0]["row"], &findings[0]["rule"]), (&2.into(), &"OW-COD-002".into()));
    // Without the overlay nobody knows whose codes they are.
    let without = text(&ownwords(&["audit", file.path(), "--format", "json"]).code(1));
    assert_eq!(without.matches("\"rule\":\"OW-COD-004\",\"name\":\"UnknownCodeSystem\",\"row\"").count(), 2);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_column_of_an_own_list_is_found_and_a_map_may_name_it() {
    let file = File::new("columns.csv", "PAS_ID,ETHNIC GROUP\n1,SYL\n2,BSY\n3,\n4,XX\n");
    let map = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlay-columns.yaml");
    let map = map.to_str().unwrap();
    let yaml = "header: true\ncolumns:\n  - column: \"ETHNIC GROUP\"\n    holds: ethnicity\n    system: testhaven-ethnic-group\n";
    fs::write(map, yaml).unwrap();
    let found = json(&["audit", file.path(), "--columns", map], 1);
    let findings = found["files"][0]["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!((&findings[0]["row"], &findings[0]["rule"]), (&4.into(), &"OW-COD-001".into()));
    ownwords(&["audit", file.path(), "--columns", map]).code(2).stdout_eq("");
    // What the verb finds is what the map says.
    let sound = File::new("sound.csv", "PAS_ID,ETHNIC GROUP\n1,SYL\n2,BSY\n3,BAN\n");
    let guesses = json(&["columns", sound.path()], 0);
    assert_eq!(guesses["columns"][1]["guesses"][0]["system"], OWN);
    with_overlay(&["audit", sound.path(), "--init", map], 0);
    assert!(fs::read_to_string(map).unwrap().contains("    system: testhaven-ethnic-group\n"));
    with_overlay(&["audit", sound.path(), "--columns", map], 0);
    fs::remove_file(map).unwrap();
}

#[test]
fn repairs_are_proposed_by_an_own_list() {
    let file = File::new("plan.csv", REGISTRATIONS);
    let plan = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlay-plan.out.csv");
    let _ = fs::remove_file(&plan);
    with_overlay(&["audit", file.path(), "--system", BY_OWN_LIST, "--plan", plan.to_str().unwrap()], 1);
    let written = fs::read_to_string(&plan).unwrap();
    assert!(written.contains("BSY") && written.contains("SYL"), "{written}");
    fs::remove_file(plan).unwrap();
}

/// Records of the made-up trust, and how each target is named.
const MAP: &str = "header: true\ncolumns:\n  - column: \"PAS_ID\"\n    holds: record-key\n  - column: \"ETHNIC GROUP\"\n    \
                   holds: ethnicity\n    system: testhaven-ethnic-group\n";
const TABLE: &str = "PAS_ID,ETHNIC GROUP,WARD\n1,BSY,a\n2,BAN,b\n3,REF,c\n4,XX,d\n";
const FROM_TABLE: &[&str] = &["--from", "csv"];

/// A path of a test's own, removed before and after.
struct Made(PathBuf);

impl Made {
    fn at(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("overlay-{name}"));
        let _ = fs::remove_file(&path);
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.0).unwrap()
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn records_of_an_own_list_are_converted_and_taken_back() {
    let (table, map) = (File::new("convert.csv", TABLE), File::new("convert.yaml", MAP));
    let system = "PID-22=testhaven-ethnic-group,TESTHAVEN";
    let cases: [(&str, &[&str], &str); 5] = [
        ("fhir", &["--purpose", "direct-care"], "\"code\":\"K\""),
        ("hl7", &["--purpose", "direct-care", "--system", system], "|BSY^^TESTHAVEN"),
        ("hl7", &["--purpose", "direct-care", "--system", "PID-22=nhs-ethnic-category-2001"], "|K\r"),
        ("storage", &[], "H24JBC4TJKWC"),
        ("storage-yaml", &[], "H24JBC4TJKWC"),
    ];
    for (place, (to, more, holds)) in cases.into_iter().enumerate() {
        let made = |ending: &str| Made::at(&format!("convert-{place}.{ending}"));
        let (target, side, again) = (made("target"), made("side"), made("again"));
        let (target_path, side_path) = (target.path(), side.path());
        let read = [&["convert", table.path(), "--map", map.path(), "--to", to][..], FROM_TABLE, more];
        let convert = [&read.concat()[..], &["--side", side_path, "-o", target_path]].concat();
        let report = with_overlay(&convert, 0);
        let said =
            "with the overlay of TEST9 (Testhaven Hospitals, a made-up trust), version 1.0 of 2026-11-25";
        assert!(report.contains(said), "{to}: {report}");
        assert!(target.text().contains(holds), "{to}: {}", target.text());

        // Without the overlay nothing is written, and it is said why and what to do.
        let back = ["convert", "--back", target_path, "--side", side_path, "-o", again.path()];
        let refused = ownwords(&back).code(2).stdout_eq("");
        let error = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
        assert!(error.contains("made with the overlay of TEST9, version 1.0, and none is named"), "{error}");
        assert!(error.contains("--overlay") && !again.0.exists(), "{error}");
        assert!(with_overlay(&back, 0).contains("4 records given back: 4 untouched"), "{to}");
        assert_eq!(again.text(), TABLE, "{to}");
        fs::remove_file(&target.0).unwrap();
        fs::remove_file(&side.0).unwrap();
        // The own list is nobody's without the overlay.
        ownwords(&convert).code(2).stdout_eq("");
        assert!(!target.0.exists() && !side.0.exists());
    }
}

#[test]
fn heritages_of_an_overlay_that_is_not_named_are_kept_and_told() {
    let (table, map) = (File::new("strangers.csv", TABLE), File::new("strangers.yaml", MAP));
    let (stored, sent) = (Made::at("strangers.ndjson"), Made::at("strangers.fhir"));
    let read =
        ["convert", table.path(), "--map", map.path(), "--from", "csv", "--to", "storage", "--no-side"];
    with_overlay(&[&read[..], &["-o", stored.path()]].concat(), 0);
    let send =
        ["convert", stored.path(), "--to", "fhir", "--purpose", "letter", "--no-side", "-o", sent.path()];
    let report = text(&ownwords(&[&send[..], &["--format", "json"]].concat()).code(1));
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["not_known"], serde_json::json!([{"owner": "TEST9", "records": 1}]));
    let report = json(&send, 0);
    assert_eq!((&report["overlay"]["owner"], report.get("not_known")), (&"TEST9".into(), None));
}

#[test]
fn cohorts_are_counted_by_an_own_list_and_own_heritages() {
    let rules = "title: \"Made up\"\nsystem: testhaven-ethnic-group\nsources:\n  - key: made-up\n    title: \"Made up\"\n\
                 cohorts:\n  - key: made-up\n    title: \"Made up\"\n    source: made-up\n    codes: [\"BAN\"]\n    \
                 heritages: [sylheti]\n";
    let (rules, table) = (File::new("cohorts.yaml", rules), File::new("cohorts.csv", TABLE));
    let columns = File::new("cohorts-columns.csv", "ethnic_category\nBSY\nBAN\nBAN\n");
    with_overlay(&["check", "--cohorts", rules.path()], 0);
    ownwords(&["check", "--cohorts", rules.path()]).code(1);
    let audit = ["audit", columns.path(), "--system", BY_OWN_LIST, "--cohorts", rules.path()];
    let counted = json(&audit, 0);
    let cohort = &counted["cohorts"][0];
    assert_eq!((&cohort["enter"], &cohort["undecidable"]["were_in"]), (&1.into(), &2.into()));
    assert_eq!(counted["overlay"]["owner"], "TEST9");
    let labels: Vec<&str> =
        counted["heritages"].as_array().unwrap().iter().map(|one| one["label"].as_str().unwrap()).collect();
    assert!(labels.contains(&"Bangladeshi Sylheti"), "{labels:?}");
    assert!(with_overlay(&audit, 0).contains("With the overlay of TEST9"));
    ownwords(&audit).code(2).stdout_eq("");

    let (map, target) = (File::new("cohorts-map.yaml", MAP), Made::at("cohorts.ndjson"));
    let convert =
        ["convert", table.path(), "--from", "csv", "--map", map.path(), "--to", "storage", "--no-side"];
    let convert = [&convert[..], &["-o", target.path(), "--cohorts", rules.path()]].concat();
    let counted = &json(&convert, 0)["cohorts"];
    assert_eq!((&counted["cohorts"][0]["enter"], &counted["people"]), (&1.into(), &4.into()));
}

#[test]
fn a_plan_says_with_which_overlay_it_was_made_and_is_applied_without() {
    let file = File::new("plan-of.csv", REGISTRATIONS);
    let (plan, new) = (Made::at("plan-of.out.csv"), Made::at("plan-of.new.csv"));
    let _undo = Made::at("plan-of.new.csv.undo.csv");
    let propose = ["audit", file.path(), "--system", BY_OWN_LIST, "--plan", plan.path()];
    let proposed = json(&propose, 1);
    // In the form in which a report of the audit names it.
    let report = json(&["audit", file.path(), "--system", BY_OWN_LIST], 1);
    assert_eq!(proposed["overlay"], report["files"][0]["summary"]["overlay"]);
    assert_eq!(proposed["overlay"]["owner"], "TEST9");
    let said = "with the overlay of TEST9 (Testhaven Hospitals, a made-up trust), version 1.0 of 2026-11-25";
    assert!(plan.text().contains(said), "{}", plan.text());
    let (again, another) = (File::new("plan-again.csv", REGISTRATIONS), Made::at("plan-again.out.csv"));
    let answer = with_overlay(&["audit", again.path(), "--system", BY_OWN_LIST, "--plan", another.path()], 1);
    assert!(answer.contains(said), "{answer}");
    let text = plan.text();
    let marked = text.lines().map(|line| line.replacen(",,", ",yes,", usize::from(line.contains(",BSY,"))));
    fs::write(&plan.0, marked.collect::<Vec<_>>().join("\n")).unwrap();
    ownwords(&["apply", plan.path(), "--source", file.path(), "--to", new.path()]).success();
    assert_eq!(new.text(), REGISTRATIONS.replace("bsy", "BSY"));
}

#[test]
fn an_answer_about_a_plan_names_no_overlay_where_there_was_none() {
    let (file, plan) = (File::new("plan-without.csv", REGISTRATIONS), Made::at("plan-without.out.csv"));
    let answer = ownwords(&["audit", file.path(), "--plan", plan.path(), "--format", "json"]).code(1);
    let answer: Value = serde_json::from_str(&text(&answer)).unwrap();
    assert_eq!((&answer["format"], answer.get("overlay")), (&"ownwords.proposed/1".into(), None));
}
