//! The law of the audit's reports, for the fuzz target and for the replay of its seeds.

use ownwords::audit::published::{Protection, Publication};
use ownwords::audit::report::html::{self, Settings};
use ownwords::audit::report::{Streamed, Tier, csv, json, junit, lines, publication, sarif, terminal};
use ownwords::audit::{Options, Summary, audit};
use ownwords::rules::{Finding, RULES, RecordField};
use quick_xml::events::Event;

/// Stands in every cell of a record of which nothing may be said.
const CANARY: &str = "Zqxjcanary";

/// Whatever a file is called and whatever stands in it, each report is what its format says, has nothing in it that a terminal,
/// a spreadsheet or a browser would obey, and no value that was not asked for. The first line of the bytes is the name; all of
/// them are read as records, and stand in findings of every rule.
pub fn reports(data: &[u8]) {
    let name = data.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let name = String::from_utf8_lossy(name).into_owned();
    let (summary, mut findings) = audited(data, &name, Options::default().showing_values().identifying());
    findings.extend((1..).zip(RULES).map(|(row, rule)| Finding {
        rule,
        row,
        field: RecordField::ALL.get(row as usize % (RecordField::ALL.len() + 1)).copied(),
        suggestion: (row % 3 > 0).then(|| String::from_utf8_lossy(data).into_owned().into()),
        value: (row % 4 > 0).then(|| data.into()),
    }));
    are_sound(&written(&name, summary, &findings));

    let cell = String::from_utf8_lossy(data).replace('"', "\"\"");
    let row = vec![format!("\"{CANARY}{cell}{CANARY}\""); RecordField::ALL.len()].join(",");
    let header = RecordField::ALL.map(RecordField::key).join(",");
    let (summary, findings) = audited(format!("{header}\n{row}\n").as_bytes(), "made-up", Options::default());
    for (format, text) in written("made-up", summary, &findings) {
        assert!(!text.to_lowercase().contains(&CANARY.to_lowercase()), "{format} says what nobody asked for");
    }
}

fn audited(input: &[u8], name: &str, options: Options) -> (Summary, Vec<Finding>) {
    let mut findings = Vec::new();
    let outcome = audit(input, name, options, &mut |finding| {
        findings.push(finding);
        Ok(())
    });
    (outcome.unwrap_or_else(|stopped| stopped.into_parts().1), findings)
}

/// Every report, by the name of its format.
fn written(name: &str, summary: Summary, findings: &[Finding]) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, Vec<u8>)> = Vec::new();
    for format in ["json", "jsonl", "csv", "sarif", "junit"] {
        let mut out = Vec::new();
        let mut report: Box<dyn Streamed + '_> = match format {
            "json" => Box::new(json::Report::begin(&mut out).expect("memory")),
            "jsonl" => Box::new(lines::Report::begin(&mut out)),
            "csv" => Box::new(csv::Report::begin(&mut out).expect("memory")),
            "sarif" => Box::new(sarif::Report::begin(&mut out).expect("memory")),
            _ => Box::new(junit::Report::begin(&mut out).expect("memory")),
        };
        report.begin_file(name).expect("memory");
        findings.iter().for_each(|finding| report.finding(finding).expect("memory"));
        report.end_file(&summary, None).expect("memory");
        report.end().expect("memory");
        all.push((format, out));
    }
    let mut text = Vec::new();
    terminal::write(&mut text, &summary, None).expect("memory");
    all.push(("text", text));
    let (mut published, protection) = (Vec::new(), Protection::default());
    let publication = Publication::of(&summary, protection, None);
    publication::write(&mut published, &[(publication, true)], protection).expect("memory");
    all.push(("published", published));
    let inputs = [(summary, None)];
    for (key, tier) in [("page", Tier::Internal), ("published page", Tier::Publishable)] {
        let (mut page, mut settings) = (Vec::new(), Settings::default());
        settings.tier = tier;
        html::write(&mut page, &inputs, &settings).expect("memory");
        all.push((key, page));
    }
    all.into_iter().map(|(format, bytes)| (format, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

fn are_sound(all: &[(&str, String)]) {
    for (format, text) in all {
        let obeyed = |c: char| {
            c.is_control() && !matches!(c, '\n' | '\r')
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
                || matches!(c, '\u{61C}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
        };
        assert!(!text.contains(obeyed), "{format} has a character that is obeyed");
        match *format {
            "json" | "sarif" | "published" => is_json(text),
            "jsonl" => text.lines().for_each(is_json),
            "csv" => is_table(text),
            "junit" => {
                assert!(!text.contains(['\u{FFFE}', '\u{FFFF}']), "a character that XML has not");
                is_xml(text);
            }
            "page" | "published page" => {
                assert!(!text.contains("<script") && !text.contains("<img"), "{format}");
                is_xml(text.trim_start_matches("<!doctype html>").trim_start_matches("<!DOCTYPE html>"));
            }
            _ => {}
        }
    }
}

fn is_json(text: &str) {
    serde_json::from_str::<serde_json::Value>(text).expect("JSON");
}

/// A row of as many cells as the header, none of which is a formula.
fn is_table(text: &str) {
    let mut reader = ::csv::ReaderBuilder::new().from_reader(text.as_bytes());
    for row in reader.records() {
        for cell in row.expect("a row of as many cells as the header").iter() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "a formula");
        }
    }
}

/// Every element is closed, in order.
fn is_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    // The elements of HTML that have no end would be at fault.
    reader.config_mut().check_end_names = false;
    let mut open = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(one) if is_void(one.name().as_ref()) => {}
            Event::Start(one) => open.push(one.name().as_ref().to_owned()),
            Event::End(one) => assert_eq!(open.pop().as_deref(), Some(one.name().as_ref())),
            Event::Eof => break assert!(open.is_empty()),
            _ => {}
        }
    }
}

/// The elements of HTML that have no end.
fn is_void(name: &str) -> bool {
    matches!(name, "meta" | "br" | "hr" | "link" | "img" | "input")
}
