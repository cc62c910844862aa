//! Every output, in every format and tier: what stands in a record, and what the file is called, reaches none of them as
//! anything but text, and no value unless it was asked for.

use std::collections::BTreeMap;

use ownwords::audit::published::{Earlier, Protection, Publication};
use ownwords::audit::report::html::{self, Settings};
use ownwords::audit::report::{Streamed, Tier, csv, json, junit, lines, publication, sarif, terminal};
use ownwords::audit::{Options, Summary, audit};

/// Every output of one input, by the name of format and tier.
fn outputs(input: &[u8], name: &str, options: Options) -> BTreeMap<&'static str, String> {
    let mut findings = Vec::new();
    let outcome = audit(input, name, options, &mut |finding| {
        findings.push(finding);
        Ok(())
    });
    let (summary, error) = match outcome {
        Ok(summary) => (summary, None),
        Err(stopped) => {
            let (error, summary) = stopped.into_parts();
            (summary, Some(error))
        }
    };
    let mut all: BTreeMap<&'static str, Vec<u8>> = BTreeMap::new();
    for format in ["json", "jsonl", "csv", "sarif", "junit"] {
        let mut out = Vec::new();
        let mut report: Box<dyn Streamed + '_> = match format {
            "json" => Box::new(json::Report::begin(&mut out).unwrap()),
            "jsonl" => Box::new(lines::Report::begin(&mut out)),
            "csv" => Box::new(csv::Report::begin(&mut out).unwrap()),
            "sarif" => Box::new(sarif::Report::begin(&mut out).unwrap()),
            _ => Box::new(junit::Report::begin(&mut out).unwrap()),
        };
        report.begin_file(name).unwrap();
        findings.iter().for_each(|finding| report.finding(finding).unwrap());
        report.end_file(&summary, error.as_ref()).unwrap();
        report.end().unwrap();
        all.insert(format, out);
    }
    let mut out = Vec::new();
    terminal::write(&mut out, &summary, error.as_ref()).unwrap();
    all.insert("text", out);
    let protection = Protection::default();
    let published = Publication::of(&summary, protection, None);
    let mut out = Vec::new();
    publication::write(&mut out, &[(published, error.is_none())], protection).unwrap();
    all.insert("published", out);
    let inputs = [(summary, error)];
    for (key, tier) in [("html internal", Tier::Internal), ("html publishable", Tier::Publishable)] {
        all.insert(key, page(&inputs, tier, None).into_bytes());
    }
    all.into_iter().map(|(key, bytes)| (key, String::from_utf8(bytes).unwrap())).collect()
}

fn page(inputs: &[(Summary, Option<ownwords::Error>)], tier: Tier, earlier: Option<Earlier>) -> String {
    let mut settings = Settings::default();
    settings.tier = tier;
    settings.earlier = earlier;
    let mut out = Vec::new();
    html::write(&mut out, inputs, &settings).unwrap();
    String::from_utf8(out).unwrap()
}

/// Whether each element that is opened is closed, in order; void elements have no end.
fn assert_balanced(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let (mut rest, end) = (page, page.len());
    while let Some(place) = rest.find('<') {
        rest = &rest[place + 1..];
        let close = rest.find('>').unwrap_or_else(|| panic!("a tag without an end at {}", end - rest.len()));
        let tag = &rest[..close];
        rest = &rest[close + 1..];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        match tag {
            _ if tag.starts_with('/') => assert_eq!(open.pop(), Some(name), "at {}", end - rest.len()),
            _ if tag.ends_with('/') || tag.starts_with('!') || name == "meta" => {}
            _ => open.push(name),
        }
    }
    assert_eq!(open, [""; 0]);
}

/// A canary for each column, each made of what would be carried out somewhere.
fn hostile() -> (String, Vec<String>) {
    let columns = [
        "nhs_number",
        "family_name",
        "given_name",
        "chosen_name",
        "date_of_birth",
        "ethnic_category",
        "language",
        "sexual_orientation",
        "updated",
        "ethnicity_own_words",
    ];
    let canaries: Vec<String> =
        (0..columns.len() + 2).map(|place| format!("zqxj{}canary", char::from(b'a' + place as u8))).collect();
    let header = format!("{},<script>{}", columns.join(","), canaries[columns.len()]);
    let mut file = format!("{header}\n");
    for shape in [
        "<script>alert('{}')</script>",
        "=cmd|'{}'!A1",
        "\u{1B}[2J{}\u{202E}",
        "@{}",
        "&lt;{}&amp;",
        "\"\"{}\"\" onload=x",
        "]]>{}<!--",
        "{}\u{FFFD}",
        "UNKNOWN {}",
    ] {
        let row: Vec<String> = (0..=columns.len())
            .map(|place| format!("\"{}\"", shape.replace("{}", &canaries[place])))
            .collect();
        file.push_str(&format!("{}\n", row.join(",")));
    }
    (file, canaries)
}

#[test]
fn no_value_and_no_header_is_in_any_output() {
    let (file, canaries) = hostile();
    for cut in [file.len(), file.len() - 3] {
        for (format, text) in outputs(&file.as_bytes()[..cut], "test", Options::default()) {
            for canary in &canaries {
                assert!(!text.to_lowercase().contains(canary.as_str()), "{canary} in {format}:\n{text}");
            }
        }
    }
}

#[test]
fn shown_values_and_the_name_of_the_file_are_text_and_nothing_else() {
    let (file, canaries) = hostile();
    let name = "<img src=x onerror=alert(1)>\u{202E}zqxjname.csv\u{1B}[2J";
    for (format, text) in outputs(file.as_bytes(), name, Options::default().showing_values()) {
        assert!(!text.contains(['\u{1B}', '\u{202E}']), "{format}");
        if format.starts_with("html") {
            assert_balanced(&text);
            for tag in ["<script", "<img", "onerror=alert(1)>\u{202E}"] {
                assert!(!text.contains(tag), "{tag} in {format}");
            }
        }
        match format {
            "html publishable" | "published" => {
                assert!(!text.contains("zqxj"), "{format}:\n{text}");
                assert!(!text.contains("sha256") && !text.contains("SHA-256</dt>"));
            }
            "html internal" => {
                assert!(text.contains("zqxjname") && text.contains(canaries[1].as_str()), "{text}");
            }
            _ => assert!(text.contains("zqxjname") || format == "junit", "{format}"),
        }
        if format == "csv" {
            for line in text.lines() {
                let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
                for cell in reader.records().next().unwrap().unwrap().iter() {
                    assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
                }
            }
        }
        if matches!(format, "json" | "sarif" | "published") {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
        if format == "junit" {
            assert_balanced(text.trim_start_matches("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
        }
    }
}

/// Made-up records of a service with enough of them to be published.
fn sample(rows: u64) -> Vec<u8> {
    let mut file = Vec::new();
    ownwords::audit::sample::Sample::new(rows, 1).write_to(&mut file).unwrap();
    file
}

#[test]
fn the_same_bytes_give_the_same_report_and_every_report_says_that_it_is_whole() {
    let file = sample(5000);
    let first = outputs(&file, "test", Options::default().identifying());
    let second = outputs(&file, "test", Options::default().identifying());
    assert_eq!(first, second);
    for (format, text) in first {
        let ends = match format {
            "json" | "published" => text.ends_with("\"complete\":true}\n"),
            "jsonl" => text.lines().last().unwrap().starts_with("{\"complete\":true"),
            "csv" => text.ends_with(",5000,,COMPLETE,,,\r\n"),
            "sarif" => text.contains("\"complete\":true"),
            "junit" => text.contains("read to its end: 5000 rows read, 5000 rows reported"),
            "text" => text.contains("5000 rows read, 5000 rows reported, input ended as it should"),
            _ => text.contains("Every input was read to its end") && text.ends_with("</html>\n"),
        };
        assert!(ends, "{format}: {}", &text[text.len().saturating_sub(200)..]);
    }
}

#[test]
fn a_page_has_what_a_browser_and_a_reader_of_screens_need() {
    let file = sample(5000);
    let summary = audit(&file[..], "test", Options::default(), &mut |_| Ok(())).unwrap();
    let mut json = Vec::new();
    let protection = Protection::default();
    publication::write(&mut json, &[(Publication::of(&summary, protection, None), true)], protection)
        .unwrap();
    let earlier = Earlier::read(&json, protection).unwrap();
    let inputs = [(summary, None)];
    for page in [page(&inputs, Tier::Internal, None), page(&inputs, Tier::Publishable, Some(earlier))] {
        assert_balanced(&page);
        assert!(page.contains("<html lang=\"en-GB\">") && page.contains("default-src 'none'"));
        for outside in ["<script", "http:", "https:", "url(", "@import", "src="] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
        assert_eq!(page.matches("<svg").count(), page.matches("<desc").count());
        assert_eq!(page.matches("<th ").count(), page.matches("scope=\"").count());
        let mut ids: Vec<&str> =
            page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "every id is there once");
    }
}

#[test]
fn a_share_is_never_rounded_to_all_or_to_none() {
    let languages = |empty: usize| {
        let rows = "cy,x\n".repeat(4999 - empty) + &",x\n".repeat(empty) + "no language,x\n";
        let file = format!("language,note\n{rows}");
        let summary = audit(file.as_bytes(), "test", Options::default(), &mut |_| Ok(())).unwrap();
        let page = page(&[(summary, None)], Tier::Internal, None);
        let measures = page.split("Measures, in per cent").nth(1).unwrap();
        let row = measures.split("<tr>").find(|row| row.contains("Language")).unwrap();
        row.split("<td class=\"n\">")
            .skip(1)
            .map(|cell| cell.split('<').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    // Completeness, validity, default, score.
    assert_eq!(languages(0), ["100.0 %", "over 99.9 %", "0.0 %", "over 99.9 %"]);
    assert_eq!(languages(2), ["over 99.9 %", "over 99.9 %", "0.0 %", "99.9 %"]);
    assert_eq!(languages(4998), ["under 0.1 %", "50.0 %", "0.0 %", "under 0.1 %"]);
}

#[test]
fn a_publication_has_no_small_count_and_no_row() {
    let file = sample(5000);
    let summary = audit(&file[..], "test", Options::default().identifying(), &mut |_| Ok(())).unwrap();
    let published = Publication::of(&summary, Protection::default(), None);
    for (key, count) in published.counts() {
        if let ownwords::audit::published::Count::About(about) = count {
            assert!(about >= 10 && about % 5 == 0, "{key}: {about}");
        }
    }
    assert!(!published.months().is_empty() || summary.months().iter().all(|month| month.rows() < 400));
    let page = page(&[(summary, None)], Tier::Publishable, None);
    assert!(!page.contains("<summary>Rows</summary>") && !page.contains("SHA-256</dt>"));
}

#[test]
fn an_earlier_run_is_of_the_same_rule() {
    let read = |json: &[u8]| Earlier::read(json, Protection::default());
    assert!(read(b"{}").is_err() && read(b"").is_err());
    let of = |threshold| {
        format!(
            "{{\"format\":\"ownwords.audit.published/1\",\"threshold\":{threshold},\"rounding\":5,\"files\":[{{\"counts\":{{\"rows\":100}}}}],\"complete\":true}}"
        )
    };
    assert!(read(of(10).as_bytes()).is_ok());
    assert_eq!(read(of(8).as_bytes()).unwrap_err().kind(), ownwords::ErrorKind::Usage);
}
