//! One change to one file for each rule: what breaks it, and what does not.

/// Whose files are changed.
#[derive(Clone, Copy, Debug)]
pub enum Folder {
    National,
    Overlay,
}

/// A text of a file, and what is written in its place.
pub struct Fault {
    pub rule: &'static str,
    pub folder: Folder,
    pub file: &'static str,
    pub from: &'static str,
    pub failing: &'static str,
    pub passing: &'static str,
    /// What the change breaks too, because other files refer to what was changed.
    pub beside: &'static [&'static str],
}

const fn fault(
    rule: &'static str,
    folder: Folder,
    file: &'static str,
    [from, failing, passing]: [&'static str; 3],
    beside: &'static [&'static str],
) -> Fault {
    Fault { rule, folder, file, from, failing, passing, beside }
}

const NHS: &str = "mappings/ethnicity/nhs-ethnic-category-2001.yaml";
const UKCORE: &str = "mappings/ethnicity/ukcore-ethnic-category-england.yaml";
const GDPPR: &str = "mappings/ethnicity/authority-gdppr.yaml";
const ABSENCE: &str = "standards/absence.yaml";
const PURPOSES: &str = "standards/purposes.yaml";
const DISAGREEMENTS: &str = "mappings/ethnicity/disagreements.yaml";
const TRAVELLERS: &str = "standards/ethnicity/travellers-and-roma.yaml";
const PRONOUNS: &str = "mappings/gender/au-pronouns.yaml";
const ORIENTATION: &str = "standards/questions/orientation.yaml";

/// How far the review of most lists has come, and how far it comes with two people.
const DRAFT: &str = "review: draft\n  reviewer: \"\"\n  date: \"2026-11-24\"\n";
const APPROVED: &str = "review: approved\n  reviewer: \"A made-up reviewer\"\n  date: \"2026-11-24\"\n  approver: \"A made-up approver\"\n  approved-on: \"2026-11-24\"\n";

use Folder::{National, Overlay};

/// In the order of their rules.
pub const FAULTS: &[Fault] = &[
    fault("OW-MAP-001", National, GDPPR, ["authority: gdppr", "authority: gdpr", "authority: gdppr"], &[]),
    fault(
        "OW-MAP-002",
        National,
        NHS,
        ["code: \"K\"", "code: \"J\"", "code: \"K\""],
        &["OW-STD-020", "OW-STD-021", "OW-MAP-019", "OW-MAP-025"],
    ),
    fault("OW-MAP-003", National, NHS, ["number: 1\n", "number: 30\n", "number: 59999\n"], &[]),
    fault("OW-MAP-004", National, NHS, ["  source: dd", "  source: dead", "  source: dd"], &[]),
    fault(
        "OW-MAP-005",
        National,
        NHS,
        ["licence: \"Apache-2.0\"", "licence: \"\"", "licence: \"not stated\""],
        &[],
    ),
    fault(
        "OW-MAP-006",
        National,
        NHS,
        ["justification: manual-mapping-curation", "justification: \"\"", "justification: lexical-matching"],
        &[],
    ),
    fault(
        "OW-MAP-007",
        National,
        NHS,
        [
            "review: draft\n  reviewer: \"\"",
            "review: reviewed\n  reviewer: \"\"",
            "review: reviewed\n  reviewer: \"A made-up reviewer\"",
        ],
        &[],
    ),
    fault(
        "OW-MAP-008",
        National,
        NHS,
        ["date: \"2026-11-24\"", "date: \"2026-02-30\"", "date: \"2026-02-28\""],
        &[],
    ),
    fault(
        "OW-MAP-009",
        National,
        NHS,
        ["code: \"R\"", "code: \"\"", "code: \"R\""],
        &["OW-STD-020", "OW-MAP-019", "OW-MAP-025"],
    ),
    fault(
        "OW-MAP-010",
        National,
        NHS,
        ["    means: [irish]\n", "    means: [irish]\n    absent: [not-asked]\n", "    means: [irish]\n"],
        &[],
    ),
    fault("OW-MAP-011", National, NHS, ["means: [indian]", "means: []", "means: [indian]"], &[]),
    fault(
        "OW-MAP-012",
        National,
        NHS,
        [
            "means: [british]\n    relationship: source-is-narrower-than-target\n",
            "means: [british]\n",
            "means: [british]\n    relationship: related-to\n",
        ],
        &[],
    ),
    fault(
        "OW-MAP-013",
        National,
        NHS,
        ["absent: [unknown]\n", "absent: [unknown]\n    relationship: equivalent\n", "absent: [unknown]\n"],
        &[],
    ),
    fault(
        "OW-MAP-014",
        National,
        NHS,
        [
            "means: [irish]\n    relationship: source-is-narrower-than-target",
            "means: [irish]\n    relationship: equivalent",
            "means: [irish]\n    relationship: related-to",
        ],
        &[],
    ),
    fault(
        "OW-MAP-015",
        National,
        NHS,
        ["label: \"Chinese\"", "label: \"\"", "label: \"Chinese\""],
        &["OW-STD-021"],
    ),
    fault(
        "OW-MAP-016",
        National,
        "mappings/ethnicity/gdppr-snomed.yaml",
        ["label: \"\"", "label: \"Any term\"", "label: \"\""],
        &["OW-STD-021"],
    ),
    fault(
        "OW-MAP-017",
        National,
        "mappings/ethnicity/police-observed-ic.yaml",
        [
            "means: [south-asian]\n    relationship: source-is-narrower-than-target",
            "absent: [unknown]",
            "means: [south-asian]\n    relationship: source-is-narrower-than-target",
        ],
        &[],
    ),
    fault(
        "OW-MAP-018",
        National,
        UKCORE,
        [
            "same-category-as: {system: nhs-ethnic-category-2001, code: \"A\"",
            "same-category-as: {system: ukcore-ethnic-category-england, code: \"A\"",
            "same-category-as: {system: nhs-ethnic-category-2001, code: \"A\"",
        ],
        &[],
    ),
    fault(
        "OW-MAP-019",
        National,
        UKCORE,
        [
            "same-category-as: {system: nhs-ethnic-category-2001, code: \"A\"",
            "same-category-as: {system: nhs-ethnic-category-2001, code: \"a\"",
            "same-category-as: {system: nhs-ethnic-category-2001, code: \"B\"",
        ],
        &[],
    ),
    // A code that goes by another list's name is one of the list.
    fault(
        "OW-MAP-019",
        National,
        PRONOUNS,
        ["\"not-asked\", \"unknown\"]", "\"not-asked\", \"unknwon\"]", "\"unknown\", \"not-asked\"]"],
        &[],
    ),
    fault(
        "OW-MAP-020",
        National,
        UKCORE,
        [
            "same-category-as: {system: nhs-ethnic-category-2001, code: \"A\"",
            "same-category-as: {system: nhs-ethnic-category-2002, code: \"A\"",
            "same-category-as: {system: nhs-ethnic-category-2001, code: \"A\"",
        ],
        &[],
    ),
    fault(
        "OW-MAP-021",
        National,
        NHS,
        ["absent: [unknown]", "absent: [unknwon]", "absent: [not-asked]"],
        &[],
    ),
    fault("OW-MAP-022", National, DISAGREEMENTS, ["by: [gdppr, pds]", "by: []", "by: [gdppr, others]"], &[]),
    fault(
        "OW-MAP-023",
        National,
        DISAGREEMENTS,
        ["{code: \"W\", by: [gdppr]}, ", "", "{code: \"W\", by: [gdppr]}, "],
        &[],
    ),
    fault(
        "OW-MAP-024",
        Overlay,
        "mappings/ethnicity/local-codes-nhs-ethnic-category-2001.yaml",
        ["code: \"K1\"", "code: \"K\"", "code: \"K2\""],
        &[],
    ),
    fault(
        "OW-MAP-025",
        National,
        TRAVELLERS,
        [
            "      - {system: dfe-school-census, code: \"WROO\", label: \"Other Gypsy/Roma\"}\n",
            "",
            "      - {system: dfe-school-census, code: \"WROO\", label: \"Other Gypsy/Roma\"}\n",
        ],
        &[],
    ),
    fault(
        "OW-MAP-026",
        National,
        "mappings/language/pds-preferred-language.yaml",
        ["means: [\"en\"]", "means: [\"xx-Nowhere\"]", "means: [\"en-GB\"]"],
        &[],
    ),
    fault(
        "OW-MAP-027",
        National,
        "mappings/names/wales.yaml",
        ["number: 2027", "number: 2028", "number: 2999"],
        &[],
    ),
    fault(
        "OW-MAP-028",
        Overlay,
        "mappings/ethnicity/local-codes-nhs-ethnic-category-2001.yaml",
        ["code: \"K1\"", "code: \"J1\"", "code: \"KZ\""],
        &[],
    ),
    fault(
        "OW-MAP-029",
        National,
        NHS,
        [
            DRAFT,
            "review: approved\n  reviewer: \"A made-up reviewer\"\n  date: \"2026-11-24\"\n  approver: \"A made-up approver\"\n",
            APPROVED,
        ],
        &[],
    ),
    fault(
        "OW-MAP-030",
        National,
        NHS,
        [
            DRAFT,
            "review: approved\n  reviewer: \"A made-up person\"\n  date: \"2026-11-24\"\n  approver: \"a  Made-Up person\"\n  approved-on: \"2026-11-24\"\n",
            APPROVED,
        ],
        &[],
    ),
    fault(
        "OW-MAP-031",
        National,
        NHS,
        [
            DRAFT,
            "review: approved\n  reviewer: \"A made-up reviewer\"\n  date: \"2026-11-24\"\n  approver: \"A made-up approver\"\n  approved-on: \"2026-11-23\"\n",
            APPROVED,
        ],
        &[],
    ),
    fault(
        "OW-MAP-032",
        National,
        NHS,
        [
            DRAFT,
            "review: draft\n  reviewer: \"\"\n  date: \"2026-11-24\"\n  approver: \"A made-up approver\"\n",
            "review: reviewed\n  reviewer: \"A made-up reviewer\"\n  date: \"2026-11-24\"\n",
        ],
        &[],
    ),
    fault(
        "OW-MAP-033",
        National,
        "mappings/other/nhs-ex-armed-forces.yaml",
        ["retired: \"2012-04-01\"", "retired: \"1 April 2012\"", "retired: \"yes\""],
        &[],
    ),
    fault(
        "OW-QUE-001",
        National,
        ORIENTATION,
        ["options: [asexual,", "options: [asexual, gay-or-lesbian,", "options: [asexual,"],
        &[],
    ),
    fault(
        "OW-QUE-002",
        National,
        ORIENTATION,
        [
            "type-ahead: \"no\"\noptions: [asexual, bisexual, demisexual, gay, gay-man, greysexual, lesbian, pansexual, queer, questioning, same-gender-loving, straight]",
            "type-ahead: \"no\"\noptions: []",
            "type-ahead: \"yes\"\noptions: []",
        ],
        &[],
    ),
    fault(
        "OW-QUE-003",
        National,
        ORIENTATION,
        ["language: \"en\"", "language: \"ga\"", "language: \"en\""],
        &[],
    ),
    fault(
        "OW-QUE-004",
        National,
        ORIENTATION,
        ["reviewed-by: \"not yet reviewed\"", "reviewed-by: \"\"", "reviewed-by: \"A made-up speaker\""],
        &[],
    ),
    fault(
        "OW-QUE-005",
        National,
        ORIENTATION,
        [
            "You can use your own words too.",
            "Additional heterogeneous characterisations are permissible.",
            "You can use more than one word.",
        ],
        &[],
    ),
    fault(
        "OW-QUE-006",
        National,
        ORIENTATION,
        ["purposes: [equality-monitoring]", "purposes: [ward-board]", "purposes: [equality-monitoring]"],
        &[],
    ),
    fault(
        "OW-QUE-007",
        National,
        "standards/questions/languages.yaml",
        [
            "options: [\"en\", \"cy\", \"bfi\"]",
            "options: [\"en\", \"cy\", \"bfi\", \"ga\"]",
            "options: [\"en\", \"cy\", \"bfi\"]",
        ],
        &[],
    ),
    fault("OW-STD-001", National, NHS, ["means: [irish]", "means: [irihs]", "means: [irish]"], &[]),
    fault(
        "OW-STD-002",
        National,
        TRAVELLERS,
        [
            "slug: traveller\n    label: \"Traveller\"\n    use: record\n    status: provisional",
            "slug: traveller\n    label: \"Traveller\"\n    use: record\n    status: retired",
            "slug: traveller\n    label: \"Traveller\"\n    use: record\n    status: agreed",
        ],
        &["OW-QUE-001"],
    ),
    fault(
        "OW-STD-003",
        National,
        "standards/ethnicity/heritages.yaml",
        ["id: \"HD99YF\"", "id: \"HD99YG\"", "id: \"HD99YF\""],
        &[],
    ),
    fault(
        "OW-STD-004",
        National,
        "standards/gender/pronouns.yaml",
        ["id: \"PD99YS\"", "id: \"HD99YF\"", "id: \"PD99YS\""],
        &[],
    ),
    fault("OW-STD-005", National, TRAVELLERS, ["id: \"H5NFYP\"", "id: \"H79HFG\"", "id: \"H5NFYP\""], &[]),
    fault(
        "OW-STD-006",
        National,
        PURPOSES,
        ["key: sample", "key: wristband", "key: sample"],
        &["OW-QUE-006"],
    ),
    // A list goes by each of its names once.
    fault(
        "OW-STD-006",
        National,
        PRONOUNS,
        [
            "uri: \"http://loinc.org\"\n",
            "uri: \"http://loinc.org\"\nalso-called: [\"http://loinc.org\"]\n",
            "uri: \"http://loinc.org\"\nalso-called: [\"urn:oid:2.999\"]\n",
        ],
        &[],
    ),
    fault(
        "OW-STD-007",
        National,
        TRAVELLERS,
        [
            "broader: [gypsy-or-traveller]",
            "broader: [gypsy-or-traveller, gypsy-or-traveller]",
            "broader: [gypsy-or-traveller, european]",
        ],
        &[],
    ),
    fault("OW-STD-008", National, PURPOSES, ["key: sample", "key: Sample", "key: sample"], &["OW-QUE-006"]),
    fault(
        "OW-STD-009",
        National,
        TRAVELLERS,
        [
            "since: \"0.1\"\n    broader: []",
            "since: \"0.1\"\n    broader: [traveller]",
            "since: \"0.1\"\n    broader: []",
        ],
        &[],
    ),
    fault(
        "OW-STD-010",
        National,
        TRAVELLERS,
        ["broader: [gypsy-or-traveller]", "broader: [traveller]", "broader: [gypsy-or-traveller]"],
        &[],
    ),
    fault(
        "OW-STD-011",
        National,
        TRAVELLERS,
        [
            "broader: [gypsy-or-traveller]\n",
            "broader: [gypsy-or-traveller]\n    overlaps: [gypsy-or-traveller]\n",
            "broader: [gypsy-or-traveller]\n    overlaps: [polish]\n",
        ],
        &[],
    ),
    fault(
        "OW-STD-012",
        National,
        TRAVELLERS,
        [
            "broader: [gypsy-or-traveller]\n",
            "broader: [gypsy-or-traveller]\n    overlaps: [boater]\n",
            "broader: [gypsy-or-traveller]\n",
        ],
        &[],
    ),
    fault(
        "OW-STD-013",
        National,
        TRAVELLERS,
        ["label: \"Traveller\"\n", "label: \"\"\n", "label: \"Travellers\"\n"],
        &[],
    ),
    fault(
        "OW-STD-014",
        National,
        ORIENTATION,
        ["language: \"cy\"", "language: \"cy!\"", "language: \"kw\""],
        &[],
    ),
    fault(
        "OW-STD-015",
        National,
        TRAVELLERS,
        [
            "label: \"Traveller\"\n",
            "label: \"Any other Black background\"\n",
            "label: \"Black Sea travellers\"\n",
        ],
        &[],
    ),
    fault(
        "OW-STD-016",
        National,
        TRAVELLERS,
        ["status: provisional", "status: provisonal", "status: agreed"],
        &[],
    ),
    fault(
        "OW-STD-017",
        National,
        "standards/standard.yaml",
        ["date: \"2026-11-24\"", "date: \"2026-11-31\"", "date: \"2026-11-30\""],
        &[],
    ),
    fault("OW-STD-018", National, TRAVELLERS, ["since: \"0.1\"", "since: \"0.2\"", "since: \"0.0\""], &[]),
    fault("OW-STD-019", National, ABSENCE, ["number: 4\n", "number: 64\n", "number: 63\n"], &[]),
    fault(
        "OW-STD-020",
        National,
        TRAVELLERS,
        ["code: \"WROO\"", "code: \"WROX\"", "code: \"WROO\""],
        &["OW-MAP-025"],
    ),
    fault(
        "OW-STD-020",
        National,
        "standards/ethnicity/heritages.yaml",
        [
            "elsewhere: [\"H\", \"J\", \"K\", \"R\"]",
            "elsewhere: [\"H\", \"J\", \"K\", \"X\"]",
            "elsewhere: [\"H\", \"J\", \"K\"]",
        ],
        &[],
    ),
    fault(
        "OW-STD-021",
        National,
        TRAVELLERS,
        ["label: \"Other Gypsy/Roma\"", "label: \"Other Gypsy or Roma\"", "label: \"Other Gypsy/Roma\""],
        &[],
    ),
    fault(
        "OW-STD-022",
        National,
        PURPOSES,
        ["without your name.\"", "without your name\"", "without your name.\""],
        &[],
    ),
    fault(
        "OW-STD-023",
        National,
        "standards/gender/pronouns.yaml",
        ["name: \"Pronouns\"\n", "", "name: \"Words for people\"\n"],
        &[],
    ),
    fault(
        "OW-STD-024",
        Overlay,
        "overlay.yaml",
        ["owner: \"TEST9\"", "owner: \"our trust\"", "owner: \"TEST9\""],
        &[],
    ),
    fault("OW-YML-001", National, NHS, ["code: \"99\"", "code: 99", "code: '99'"], &[]),
    fault("OW-YML-001", National, NHS, ["label: \"British\"", "label: no", "label: \"British\""], &[]),
    fault("OW-YML-001", National, NHS, ["code: \"B\"", "code: 1E5", "code: \"B\""], &[]),
    fault(
        "OW-YML-002",
        National,
        NHS,
        [
            "    label: \"British\"\n",
            "    label: \"British\"\n    label: \"Irish\"\n",
            "    label: \"British\"\n",
        ],
        &[],
    ),
    fault(
        "OW-YML-003",
        National,
        NHS,
        ["    group: \"White\"\n", "    grouping: \"White\"\n", "    # grouping\n    group: \"White\"\n"],
        &[],
    ),
    fault("OW-YML-004", National, NHS, ["    label: \"British\"\n", "", "    label: \"British\"\n"], &[]),
    fault(
        "OW-YML-005",
        National,
        NHS,
        ["label: \"British\"", "label: !!str \"British\"", "label: \"British\""],
        &[],
    ),
    fault(
        "OW-YML-006",
        National,
        NHS,
        ["label: \"British\"", "label: &anchor \"British\"", "label: \"British\""],
        &[],
    ),
    fault("OW-YML-006", National, NHS, ["label: \"British\"", "label: *anchor", "label: \"British\""], &[]),
    fault(
        "OW-YML-007",
        National,
        NHS,
        ["  - code: \"B\"\n", "  - <<: {group: \"White\"}\n    code: \"B\"\n", "  - code: \"B\"\n"],
        &[],
    ),
    fault("OW-YML-008", National, NHS, ["rows:\n", "---\nrows:\n", "# ---\nrows:\n"], &[]),
    fault("OW-YML-009", National, NHS, ["label: \"British\"", "label:", "label: 'British'"], &[]),
    fault("OW-YML-010", National, NHS, ["number: 1\n", "number: one\n", "number: 1\n"], &[]),
    fault("OW-YML-011", National, NHS, ["  - code: \"A\"\n", "   - code: \"A\"\n", "  - code: \"A\"\n"], &[]),
    fault(
        "OW-YML-012",
        National,
        NHS,
        ["    label: \"British\"\n", "\tlabel: \"British\"\n", "    label: \"British\"\n"],
        &[],
    ),
    fault(
        "OW-YML-015",
        National,
        NHS,
        ["# yaml-language", "\u{FEFF}# yaml-language", "# yaml-language"],
        &[],
    ),
    fault("OW-YML-016", National, NHS, ["number: 1\n", "number: 1\r\n", "number: 1\n"], &[]),
    fault("OW-YML-017", National, NHS, ["label: \"British\"", "label: \"British", "label: \"British\""], &[]),
    fault("OW-YML-018", National, NHS, ["means: [irish]", "means: irish", "means: [irish]"], &[]),
    fault(
        "OW-YML-021",
        National,
        "standards/language/common-languages.txt",
        ["\nbfi\n", "\nqqz\n", "\nbfi\n"],
        &[],
    ),
];
