//! The two examples on each rule's page, written where they belong: the failing one is refused by the rule, and the passing one is
//! not.
//!
//! What stands between backticks on the page is put into the edits below, so that nothing is shown there that is not tried here.

use std::collections::BTreeSet;
use std::fs;

use ownwords::rules::by_id;

use super::faults::Folder::{self, National, Overlay};
use super::{Copy, stewards_rules};

/// Texts of a file and what stands in their place: `{1}` is the first thing that the page quotes.
type Edits = &'static [(&'static str, &'static str)];

struct Example {
    rule: &'static str,
    folder: Folder,
    file: &'static str,
    failing: Edits,
    /// None where what stands in the file passes.
    passing: Edits,
}

const fn example(
    rule: &'static str,
    folder: Folder,
    file: &'static str,
    failing: Edits,
    passing: Edits,
) -> Example {
    Example { rule, folder, file, failing, passing }
}

const NHS: &str = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";
const UKCORE: &str = "mappings/ethnicity/ukcore-ethnic-category-england.yaml";
const POLICE: &str = "mappings/ethnicity/police-observed-ic.yaml";
const SNOMED: &str = "mappings/ethnicity/gdppr-snomed.yaml";
const GDPPR: &str = "mappings/ethnicity/authority-gdppr.yaml";
const LOCAL: &str = "mappings/ethnicity/local-codes-nhs-ethnic-category-2001.yaml";
const TRAVELLERS: &str = "standards/ethnicity/travellers-and-roma.yaml";
const BRITISH: &str = "standards/ethnicity/british-isles.yaml";
const ORIENTATION: &str = "standards/questions/orientation.yaml";
const ASKED: &str = "standards/questions/ethnicity.yaml";
const PURPOSES: &str = "standards/purposes.yaml";

const DRAFT: &str = "review: draft\n  reviewer: \"\"\n  date: \"2026-11-24\"\n";
const IRISH: &str =
    "    means: [irish]\n    relationship: source-is-narrower-than-target\n    adds: [colour]\n";
const SOURCE: &str = "    title: \"NHS Data Model and Dictionary, attribute ETHNIC CATEGORY CODE 2001 and data element ETHNIC CATEGORY, November 2020 release\"";
const SEEN: &str = "sentence: \"Staff who speak to you see the name you chose, how to say it, your pronouns and your languages. They see how you communicate, to do it your way.\"";

/// In the order of their rules.
const EXAMPLES: &[Example] = &[
    example("OW-MAP-002", National, NHS, &[("code: \"B\"", "{1}")], &[]),
    example("OW-MAP-003", National, NHS, &[("number: 1\n", "{1}\n")], &[]),
    example(
        "OW-MAP-004",
        National,
        NHS,
        &[("  source: dd", "  {1}")],
        &[("key: dd", "key: dictionary"), ("  source: dd", "  {1}")],
    ),
    example("OW-MAP-005", National, NHS, &[(SOURCE, "    {1}")], &[(SOURCE, "    {1}")]),
    example(
        "OW-MAP-006",
        National,
        NHS,
        &[("justification: manual-mapping-curation", "{1}")],
        &[("justification: manual-mapping-curation", "{1}")],
    ),
    example(
        "OW-MAP-007",
        National,
        NHS,
        &[("review: draft\n  reviewer: \"\"", "{1}\n  {2}")],
        &[("review: draft\n  reviewer: \"\"", "{1}\n  {2}")],
    ),
    example(
        "OW-MAP-008",
        National,
        NHS,
        &[("date: \"2026-11-24\"", "{1}")],
        &[("date: \"2026-11-24\"", "{1}")],
    ),
    example("OW-MAP-009", National, NHS, &[("code: \"R\"", "{1}")], &[("code: \"R\"", "{1}")]),
    example(
        "OW-MAP-010",
        National,
        NHS,
        &[("means: [irish]\n", "{1}\n    {2}\n")],
        &[("means: [irish]\n", "{1}\n")],
    ),
    example(
        "OW-MAP-011",
        National,
        NHS,
        &[("means: [indian]", "{1}")],
        &[("means: [indian]\n    relationship: equivalent", "{1}")],
    ),
    example("OW-MAP-012", National, NHS, &[(IRISH, "    {1}\n")], &[(IRISH, "    {1}\n    {2}\n")]),
    example(
        "OW-MAP-013",
        National,
        NHS,
        &[("absent: [unknown]\n", "{1}\n    {2}\n")],
        &[("absent: [unknown]\n", "{1}\n")],
    ),
    example("OW-MAP-014", National, NHS, &[(IRISH, "    {1}\n    {2}\n")], &[(IRISH, "    {1}\n    {2}\n")]),
    example(
        "OW-MAP-015",
        National,
        NHS,
        &[("label: \"Chinese\"", "{1}"), ("means: [chinese]", "{2}")],
        &[("label: \"Chinese\"", "{1}"), ("means: [chinese]\n    relationship: equivalent", "{2}")],
    ),
    example("OW-MAP-016", National, SNOMED, &[("label: \"\"", "{1}")], &[("label: \"\"", "{1}")]),
    example(
        "OW-MAP-017",
        National,
        POLICE,
        &[("means: [south-asian]\n    relationship: source-is-narrower-than-target", "{2}")],
        &[("means: [south-asian]", "{2}")],
    ),
    example(
        "OW-MAP-019",
        National,
        UKCORE,
        &[("nhs-ethnic-category-2001, code: \"A\"", "nhs-ethnic-category-2001, {1}")],
        &[("nhs-ethnic-category-2001, code: \"A\"", "nhs-ethnic-category-2001, {1}")],
    ),
    example(
        "OW-MAP-020",
        National,
        UKCORE,
        &[("{system: nhs-ethnic-category-2001,", "{{1},")],
        &[("{system: nhs-ethnic-category-2001,", "{{1},")],
    ),
    example("OW-MAP-021", National, NHS, &[("absent: [unknown]", "{1}")], &[("absent: [unknown]", "{1}")]),
    example("OW-MAP-022", National, GDPPR, &[("codes: [\"A\"]", "{1}")], &[("codes: [\"A\"]", "{1}")]),
    example("OW-MAP-024", Overlay, LOCAL, &[("code: \"K1\"", "{1}")], &[("code: \"K1\"", "{1}")]),
    example("OW-MAP-025", National, NHS, &[("means: [indian]", "{1}")], &[("means: [irish]", "{1}")]),
    example(
        "OW-MAP-026",
        National,
        "mappings/language/pds-preferred-language.yaml",
        &[("means: [\"en\"]", "{1}")],
        &[("means: [\"en\"]", "{1}")],
    ),
    example(
        "OW-MAP-029",
        National,
        NHS,
        &[(DRAFT, "{1}\n  reviewer: \"A made-up reviewer\"\n  date: \"2026-11-24\"\n")],
        &[(DRAFT, "{1}\n  reviewer: \"A made-up reviewer\"\n  date: \"2026-11-24\"\n  {2}\n  {3}\n")],
    ),
    example(
        "OW-MAP-030",
        National,
        NHS,
        &[(DRAFT, "review: approved\n  {1}\n  date: \"2026-11-24\"\n  {2}\n  approved-on: \"2026-11-24\"\n")],
        &[(DRAFT, "review: approved\n  {1}\n  date: \"2026-11-24\"\n  {2}\n  approved-on: \"2026-11-24\"\n")],
    ),
    example(
        "OW-MAP-031",
        National,
        NHS,
        &[(DRAFT, "review: approved\n  reviewer: \"One\"\n  {1}\n  approver: \"Another\"\n  {2}\n")],
        &[(DRAFT, "review: approved\n  reviewer: \"One\"\n  {1}\n  approver: \"Another\"\n  {2}\n")],
    ),
    example(
        "OW-MAP-032",
        National,
        NHS,
        &[(DRAFT, "{1}\n  reviewer: \"\"\n  date: \"2026-11-24\"\n  {2}\n")],
        &[(DRAFT, "{1}\n  reviewer: \"\"\n  date: \"2026-11-24\"\n")],
    ),
    example(
        "OW-MAP-033",
        National,
        "mappings/other/nhs-ex-armed-forces.yaml",
        &[("retired: \"2012-04-01\"", "{1}")],
        &[("retired: \"2012-04-01\"", "{1}")],
    ),
    example("OW-QUE-001", National, ASKED, &[("options: []", "{1}")], &[("options: []", "{1}")]),
    example(
        "OW-QUE-002",
        National,
        ASKED,
        &[("type-ahead: \"yes\"\noptions: []", "{2}\n{1}")],
        &[("type-ahead: \"yes\"\noptions: []", "{2}\n{1}")],
    ),
    example(
        "OW-QUE-003",
        National,
        ORIENTATION,
        &[("language: \"en\"", "{1}")],
        &[("language: \"en\"", "{1}")],
    ),
    example(
        "OW-QUE-004",
        National,
        ORIENTATION,
        &[("reviewed-by: \"not yet reviewed\"", "{1}")],
        &[("reviewed-by: \"not yet reviewed\"", "{1}")],
    ),
    example("OW-QUE-005", National, ORIENTATION, &[(FORM, "{1}")], &[(FORM, "{1}")]),
    example(
        "OW-QUE-006",
        National,
        ASKED,
        &[("purposes: [direct-care]", "{1}")],
        &[("purposes: [direct-care]", "{1}")],
    ),
    example("OW-QUE-007", National, ORIENTATION, &[(GUIDE, "{1}\n")], &[(GUIDE, "{1}\n")]),
    example("OW-STD-001", National, NHS, &[("means: [irish]", "{1}")], &[("means: [irish]", "{1}")]),
    example("OW-STD-003", National, TRAVELLERS, &[("id: \"H5NFYP\"", "{1}")], &[]),
    example(
        "OW-STD-006",
        National,
        TRAVELLERS,
        &[("slug: traveller\n", "{1}\n")],
        &[("slug: traveller\n", "slug: travellers\n")],
    ),
    example(
        "OW-STD-007",
        National,
        TRAVELLERS,
        &[("broader: [gypsy-or-traveller]", "{1}")],
        &[("broader: [gypsy-or-traveller]", "{1}")],
    ),
    example(
        "OW-STD-008",
        National,
        TRAVELLERS,
        &[("slug: traveller\n", "{1}\n")],
        &[("slug: traveller\n", "{1}\n")],
    ),
    example(
        "OW-STD-010",
        National,
        "standards/ethnicity/middle-east.yaml",
        &[("overlaps: [turkish, iranian, iraqi, syrian, asian]", "{1}")],
        &[("overlaps: [turkish, iranian, iraqi, syrian, asian]", "{1}")],
    ),
    example(
        "OW-STD-011",
        National,
        TRAVELLERS,
        &[("broader: [gypsy-or-traveller]\n", "{1}\n    {2}\n")],
        &[("broader: [gypsy-or-traveller]\n", "{1}\n")],
    ),
    example(
        "OW-STD-013",
        National,
        TRAVELLERS,
        &[("label: \"Traveller\"\n", "{1}\n")],
        &[("label: \"Traveller\"\n", "{1}\n")],
    ),
    example(
        "OW-STD-014",
        National,
        ORIENTATION,
        &[("language: \"cy\"", "{1}")],
        &[("language: \"cy\"", "{1}")],
    ),
    example(
        "OW-STD-015",
        National,
        TRAVELLERS,
        &[("label: \"Traveller\"\n", "label: {1}\n")],
        &[(
            "{system: dfe-school-census, code: \"WROO\", label: \"Other Gypsy/Roma\"}",
            "{system: dfe-school-census, code: \"WROO\", label: {1}}",
        )],
    ),
    example(
        "OW-STD-016",
        National,
        TRAVELLERS,
        &[("status: provisional", "{1}")],
        &[("status: provisional", "{1}")],
    ),
    example(
        "OW-STD-017",
        National,
        "standards/standard.yaml",
        &[("date: \"2026-11-24\"", "{1}")],
        &[("date: \"2026-11-24\"", "{1}")],
    ),
    example("OW-STD-018", National, TRAVELLERS, &[("since: \"0.1\"", "{1}")], &[("since: \"0.1\"", "{1}")]),
    example(
        "OW-STD-019",
        National,
        "standards/absence.yaml",
        &[("number: 4\n", "{1}\n")],
        &[("number: 4\n", "{1}\n")],
    ),
    example(
        "OW-STD-020",
        National,
        BRITISH,
        &[("nhs-ethnic-category-2001, code: \"A\"", "nhs-ethnic-category-2001, {1}")],
        &[("nhs-ethnic-category-2001, code: \"A\"", "nhs-ethnic-category-2001, {1}")],
    ),
    example(
        "OW-STD-021",
        National,
        "standards/ethnicity/asia-south.yaml",
        &[(
            "nhs-ethnic-category-2001, code: \"K\", label: \"Bangladeshi\"",
            "nhs-ethnic-category-2001, code: \"K\", {1}",
        )],
        &[(
            "nhs-ethnic-category-2001, code: \"K\", label: \"Bangladeshi\"",
            "nhs-ethnic-category-2001, code: \"K\", {1}",
        )],
    ),
    example("OW-STD-022", National, PURPOSES, &[(SEEN, "{1}")], &[(SEEN, "{1}")]),
    example(
        "OW-STD-024",
        Overlay,
        "overlay.yaml",
        &[("owner: \"TEST9\"", "{1}")],
        &[("owner: \"TEST9\"", "{1}")],
    ),
    example("OW-YML-001", National, NHS, &[("code: \"99\"", "{1}")], &[("code: \"99\"", "{1}")]),
    example(
        "OW-YML-002",
        National,
        NHS,
        &[("label: \"British\"\n", "{1}\n    {2}\n")],
        &[("label: \"British\"\n", "{1}\n")],
    ),
    example(
        "OW-YML-003",
        National,
        TRAVELLERS,
        &[("broader: [gypsy-or-traveller]\n", "broader: [gypsy-or-traveller]\n    {1}\n")],
        &[("broader: [gypsy-or-traveller]\n", "broader: [gypsy-or-traveller]\n    {1}\n")],
    ),
    example(
        "OW-YML-004",
        National,
        NHS,
        &[("code: \"A\"\n    label: \"British\"\n", "{1}\n")],
        &[("code: \"A\"\n    label: \"British\"\n", "{1}\n    {2}\n")],
    ),
    example("OW-YML-005", National, NHS, &[("label: \"British\"", "{1}")], &[("label: \"British\"", "{1}")]),
    example("OW-YML-006", National, NHS, &[("means: [irish]", "{1}")], &[("means: [irish]", "{1}")]),
    example(
        "OW-YML-007",
        National,
        NHS,
        &[("  source: dd", "  {1}")],
        &[("key: dd", "key: dictionary"), ("  source: dd", "  {1}")],
    ),
    example("OW-YML-008", National, NHS, &[("rows:\n", "{1}\n{2}\n")], &[("rows:\n", "{1}\n")]),
    example("OW-YML-009", National, NHS, &[("label: \"British\"", "{1}")], &[("label: \"British\"", "{1}")]),
    example("OW-YML-010", National, NHS, &[("number: 1\n", "{1}\n")], &[("number: 1\n", "{1}\n")]),
    example("OW-YML-011", National, NHS, &[("  - code: \"A\"", "{1}")], &[("- code: \"A\"", "{1}")]),
    example(
        "OW-YML-012",
        National,
        NHS,
        &[("    label: \"British\"", "{1}")],
        &[("label: \"British\"", "{1}")],
    ),
    example("OW-YML-016", National, NHS, &[("code: \"A\"\n", "{1}\n")], &[("code: \"A\"\n", "{1}\n")]),
    example("OW-YML-017", National, NHS, &[("label: \"British\"", "{1}")], &[("label: \"British\"", "{1}")]),
    example("OW-YML-018", National, NHS, &[("means: [irish]", "{1}")], &[("means: [irish]", "{1}")]),
    example(
        "OW-YML-021",
        National,
        "standards/language/iana-language-subtag-registry.txt",
        &[("Subtag: cy\n", "{1}\n")],
        &[("Subtag: cy\n", "{1}\n")],
    ),
];

const FORM: &str =
    "form: \"Which of these words fits you best? They are words for who you love, or are drawn to.\"";
const GUIDE: &str = "guide:\n      - \"Ask where no one else can hear. Say that you ask each adult.\"\n      - \"Do not guess from a partner, a voice or how a person looks.\"\n      - \"Write down the word that the person uses. Do not put your own in its place.\"\n      - \"If they do not want to say, thank them and move on. Their care stays the same.\"\n";

/// The rules whose pages say their examples in words, because they take more than a line of one file. `faults.rs` and `torture.rs`
/// do what they say.
const SAID_IN_WORDS: [&str; 16] = [
    "OW-MAP-001",
    "OW-MAP-018",
    "OW-MAP-023",
    "OW-MAP-027",
    "OW-MAP-028",
    "OW-STD-002",
    "OW-STD-004",
    "OW-STD-005",
    "OW-STD-009",
    "OW-STD-012",
    "OW-STD-023",
    "OW-YML-013",
    "OW-YML-014",
    "OW-YML-015",
    "OW-YML-019",
    "OW-YML-020",
];

/// What an example quotes, with `<tab>`, `<CR>` and `<U+202E>` as what they name.
fn quoted(example: &str) -> Vec<String> {
    let named = |text: &str| {
        let mut text = text.replace("<tab>", "\t").replace("<CR>", "\r");
        while let Some((before, (code, after))) =
            text.split_once("<U+").and_then(|(before, rest)| Some((before, rest.split_once('>')?)))
        {
            let sign = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character");
            text = format!("{before}{sign}{after}");
        }
        text
    };
    example.split('`').skip(1).step_by(2).map(named).collect()
}

/// The text of a file with an example in it.
fn edited(example: &Example, text: &str, edits: Edits, page: &str) -> String {
    let quoted = quoted(page);
    let mut edited = text.to_owned();
    for (from, to) in edits {
        assert!(edited.contains(from), "{}: {} has no {from:?}", example.rule, example.file);
        let to = (1..)
            .zip(&quoted)
            .fold((*to).to_owned(), |to, (place, quoted)| to.replace(&format!("{{{place}}}"), quoted));
        edited = edited.replacen(from, &to, 1);
    }
    // A key alone may be one that is not to stand there.
    for part in quoted.iter().filter(|part| !edits.is_empty() && part.contains(": ")) {
        assert!(edited.contains(part), "{}: {part:?} is on the page, and is not tried", example.rule);
    }
    edited
}

#[test]
fn the_examples_of_each_page_are_true() {
    let copy = Copy::new("examples");
    let mut wrong = Vec::new();
    for example in EXAMPLES {
        let rule = by_id(example.rule).unwrap();
        let path = copy.path_of(example.folder, example.file);
        let text = fs::read_to_string(&path).unwrap();
        for (page, edits, is_refused) in
            [(rule.failing, example.failing, true), (rule.passing, example.passing, false)]
        {
            fs::write(&path, edited(example, &text, edits, page)).unwrap();
            let found = copy.check(example.folder);
            if found.iter().any(|fault| fault.rule() == Some(rule.id)) != is_refused {
                let said: Vec<String> =
                    found.iter().take(5).map(|fault| format!("{:?} {fault}", fault.rule())).collect();
                wrong.push(format!("{} of {page}: {said:#?}", rule.id));
            }
        }
        fs::write(&path, text).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_examples_of_every_page_are_tried() {
    let tried: BTreeSet<&str> = EXAMPLES.iter().map(|example| example.rule).chain(SAID_IN_WORDS).collect();
    assert!(
        stewards_rules().eq(tried.iter().copied()),
        "{:?}",
        stewards_rules().filter(|id| !tried.contains(id)).collect::<Vec<_>>()
    );
    assert!(EXAMPLES.is_sorted_by_key(|example| example.rule));
}
