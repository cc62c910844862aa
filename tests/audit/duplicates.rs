//! The records of one NHS number are found in all files together, whatever these are, and counted as the truth has them.

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;

use ownwords::ErrorKind;
use ownwords::audit::sample::{Format, Sample, Share};
use ownwords::audit::{Duplicates, Options, Stopped, Summary, Watch, audit, audit_file};

/// Files of the test's own, gone afterwards.
struct Kept(Vec<PathBuf>);

impl Kept {
    fn new(test: &str, files: &[(&str, &[u8])]) -> Self {
        let path = |name: &str| {
            std::env::temp_dir().join(format!("ownwords-duplicates-{}-{test}-{name}", std::process::id()))
        };
        Self(
            files
                .iter()
                .map(|(name, bytes)| {
                    fs::write(path(name), bytes).unwrap();
                    path(name)
                })
                .collect(),
        )
    }

    /// What is found of numbers in each file, as `rule row: what`.
    fn found(&self, options: &Options) -> Vec<Vec<String>> {
        let duplicates = Duplicates::among(&self.0, options).unwrap();
        let options = options.clone().with_duplicates(&duplicates);
        let of = |path: &PathBuf| {
            let mut found = Vec::new();
            audit_file(path, options.clone(), &mut |finding| {
                if ["SharedNhsNumber", "RepeatedRecord"].contains(&finding.rule.name) {
                    let said = finding.suggestion.map(|said| format!(": {said}")).unwrap_or_default();
                    found.push(format!("{} {}{said}", finding.rule.name, finding.row));
                }
                Ok(())
            })
            .unwrap();
            found
        };
        self.0.iter().map(of).collect()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.iter().for_each(|path| drop(fs::remove_file(path)));
    }
}

fn audited(files: &Kept, options: Options) -> Result<Summary, Stopped> {
    let duplicates = Duplicates::among(&files.0, &options).unwrap();
    audit_file(&files.0[0], options.with_duplicates(&duplicates), &mut |_| Ok(()))
}

#[test]
fn a_number_in_several_records_is_found_in_each_of_them() {
    let file = "nhs_number,surname,given_name,ethnic_category,updated\n\
                9991234551,Okonkwo,Ada,N,2020-01-01\n\
                9990000018,Khan,Amina,J,2020-01-01\n\
                999 123 4551,Okonkwo,Ada,H,2021-01-01\n\
                9990000026,Hart,Zoe,A,2020-01-01\n\
                9990000018,Khan,Amina,J,2022-01-01\n\
                9991234552,Okonkwo,Ada,N,2020-01-01\n\
                9991234552,Okonkwo,Ada,N,2020-01-01\n\
                ,Okonkwo,Ada,N,2020-01-01\n\
                9991234551,OKONKWO,Ada,,2020-01-01\n";
    let files = Kept::new("one", &[("a.csv", file.as_bytes())]);
    let differ = "its records differ in the family name and the ethnic category";
    assert_eq!(
        files.found(&Options::default()),
        [[
            format!("SharedNhsNumber 1: {differ}"),
            "RepeatedRecord 2".to_owned(),
            format!("SharedNhsNumber 3: {differ}"),
            "RepeatedRecord 5".to_owned(),
            format!("SharedNhsNumber 9: {differ}"),
        ]]
    );
    // What is no number is not compared, and counted.
    let summary = audited(&files, Options::default()).unwrap();
    assert_eq!((summary.rows(), summary.compared()), (9, Some(6)));
    // Unless it is asked for nothing is compared.
    assert_eq!(super::summary(file.as_bytes()).compared(), None);
}

#[test]
fn files_of_different_forms_are_compared_with_each_other() {
    let csv = "surname;nhs_number;given_name\nOkonkwo;9991234551;Ada\nHart;9990000026;Zoë\n";
    let lines = "{\"nhs_number\":\"9991234551\",\"surname\":\"Okonkwo\",\"given_name\":\"Ada\"}\n";
    let patient = |number: &str, family: &str| {
        format!(
            "{{\"resourceType\":\"Patient\",\"identifier\":[{{\"system\":\"https://fhir.nhs.uk/Id/nhs-number\",\"value\":\"{number}\"}}],\
             \"name\":[{{\"use\":\"usual\",\"family\":\"{family}\",\"given\":[\"Ada\"]}}]}}\n"
        )
    };
    let fhir = patient("9990000018", "Khan") + &patient("9991234551", "Okonkwo");
    let message = "MSH|^~\\&|||||20261126||ADT^A28|1|P|2.4\rPID|1||9990000018^^^NHS^NH||Hart^Ada\r";
    let files = Kept::new(
        "forms",
        &[
            ("a.csv", csv.as_bytes()),
            ("b.ndjson", lines.as_bytes()),
            ("c.ndjson", fhir.as_bytes()),
            ("d.hl7", message.as_bytes()),
        ],
    );
    let family = "SharedNhsNumber 1: its records differ in the family name";
    let expected =
        [vec!["RepeatedRecord 1"], vec!["RepeatedRecord 1"], vec![family, "RepeatedRecord 2"], vec![family]];
    for threads in [1, 2] {
        assert_eq!(files.found(&Options::default().on_threads(threads)), expected);
    }
}

#[test]
fn a_made_up_sample_has_the_duplicates_of_its_truth() {
    for format in [Format::Csv, Format::Fhir] {
        let sample = Sample::new(3000, 11).with_format(format).with_duplicates(Share::new(0.2).unwrap());
        let mut bytes = Vec::new();
        let truth = sample.write_to(&mut bytes).unwrap();
        let files = Kept::new("sample", &[(&format!("a.{format}"), &bytes)]);
        let summary = audited(&files, Options::default()).unwrap();
        super::assert_adds_up(&summary);
        for (rule, expected) in &truth.duplicates {
            let found = summary.rules().iter().find(|found| found.rule().id == rule);
            assert_eq!(found.map_or(0, |found| found.count()), *expected, "{rule}");
            assert!(*expected > 100);
        }
        assert!(truth.findings.values().sum::<u64>() < summary.findings());
    }
}

#[test]
fn the_number_is_shown_only_where_values_are() {
    let file = "nhs_number,surname\n9991234551,Okonkwo\n999 123 4551,Khan\n";
    let files = Kept::new("shown", &[("a.csv", file.as_bytes())]);
    let values = |options: Options| {
        let duplicates = Duplicates::among(&files.0, &options).unwrap();
        let mut values = Vec::new();
        audit_file(&files.0[0], options.with_duplicates(&duplicates), &mut |finding| {
            values.push(finding.value.map(|value| String::from_utf8(value.into()).unwrap()));
            Ok(())
        })
        .unwrap();
        values
    };
    assert_eq!(values(Options::default()), [None, None]);
    let shown = ["9991234551", "999 123 4551"].map(|number| Some(number.to_owned()));
    assert_eq!(values(Options::default().showing_values()), shown);
}

#[test]
fn what_can_be_read_once_alone_is_refused() {
    let files = Kept::new("once", &[("a.csv", b"nhs_number\n9991234551\n")]);
    let options = Options::default();
    let duplicates = Duplicates::among(&files.0, &options).unwrap();
    let with = options.clone().with_duplicates(&duplicates);
    let stopped = audit(&b"nhs_number\n"[..], "a", with.clone(), &mut |_| Ok(())).unwrap_err();
    assert_eq!(stopped.error().kind(), ErrorKind::Usage);
    // A file that is not among them, one that is named twice, a folder and what is no file at all.
    let other = Kept::new("other", &[("b.csv", b"nhs_number\n9991234551\n")]);
    let stopped = audit_file(&other.0[0], with, &mut |_| Ok(())).unwrap_err();
    assert_eq!(stopped.error().kind(), ErrorKind::Usage);
    let refused = |paths: &[PathBuf]| Duplicates::among(paths, &options).unwrap_err().kind();
    assert_eq!(refused(&[files.0[0].clone(), files.0[0].clone()]), ErrorKind::Usage);
    assert_eq!(refused(&[std::env::temp_dir()]), ErrorKind::Io);
    #[cfg(unix)]
    assert_eq!(refused(&["/dev/null".into()]), ErrorKind::Usage);
}

#[test]
fn a_file_that_changes_between_the_passes_is_an_error() {
    let file = b"nhs_number,surname\n9991234551,Okonkwo\n9991234551,Khan\n9990000018,Hart\n";
    let grown = [&file[..], b"9990000026,Hart\n"].concat();
    let files = Kept::new("changed", &[("a.csv", file), ("b.csv", file)]);
    let options = Options::default();
    // Between the passes and the audit of the second file; while the first is audited; before anything is read.
    for changed_at in 0..3 {
        files.0.iter().for_each(|path| fs::write(path, file).unwrap());
        let duplicates = Duplicates::among(&files.0, &options).unwrap();
        let with = options.clone().with_duplicates(&duplicates);
        let is_written = Cell::new(false);
        let write = |path: &PathBuf| {
            if !is_written.replace(true) {
                fs::write(path, &grown).unwrap();
            }
        };
        if changed_at == 2 {
            write(&files.0[0]);
        }
        let first = audit_file(&files.0[0], with.clone(), &mut |_| {
            if changed_at == 1 {
                write(&files.0[0]);
            }
            Ok(())
        });
        if changed_at > 0 {
            let stopped = first.unwrap_err();
            assert!(stopped.error().message().contains("changed"), "{stopped}");
            continue;
        }
        first.unwrap();
        write(&files.0[1]);
        let stopped = audit_file(&files.0[1], with, &mut |_| Ok(())).unwrap_err();
        assert!(stopped.error().message().contains("changed"), "{stopped}");
    }
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_does_not_lose_the_others() {
    let sound = b"nhs_number,surname\n9991234551,Okonkwo\n9990000018,Hart\n";
    let cut = b"nhs_number,surname\n9991234551,Khan\n9990000018,\"Hart\n";
    let files = Kept::new("cut", &[("a.csv", sound), ("b.csv", cut)]);
    let options = Options::default();
    let duplicates = Duplicates::among(&files.0, &options).unwrap();
    let with = options.with_duplicates(&duplicates);
    let first = audit_file(&files.0[0], with.clone(), &mut |_| Ok(())).unwrap();
    // What stands before the place where the second ends is compared; what stands behind it nobody read.
    assert_eq!(
        first.rules().iter().map(|rule| (rule.rule().name, rule.count())).collect::<Vec<_>>(),
        [("SharedNhsNumber", 1)]
    );
    let stopped = audit_file(&files.0[1], with, &mut |_| Ok(())).unwrap_err();
    assert!(stopped.error().message().contains("quote"));
    assert_eq!((stopped.so_far().rows(), stopped.so_far().findings()), (1, 1));
}

#[test]
fn whoever_ends_the_audit_ends_the_passes_too() {
    let files = Kept::new("ended", &[("a.csv", b"nhs_number\n9991234551\n9991234551\n")]);
    let watch = Watch::default();
    watch.end();
    let stopped = audited(&files, Options::default().watched_by(&watch)).unwrap_err();
    assert!(stopped.error().message().contains("ended early"), "{stopped}");
    // What is read beside the audit is not counted as read.
    let watch = Watch::default();
    audited(&files, Options::default().watched_by(&watch)).unwrap();
    assert_eq!(watch.bytes_read(), 33);
    // What is read before, several times, is counted apart.
    let compared = watch.bytes_compared();
    assert!(compared >= 33 && compared.is_multiple_of(33), "{compared}");
    let watch = Watch::default();
    audit_file(&files.0[0], Options::default().watched_by(&watch), &mut |_| Ok(())).unwrap();
    assert_eq!((watch.bytes_read(), watch.bytes_compared()), (33, 0));
}
