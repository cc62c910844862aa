//! `standards/purposes.yaml`: who may see what, and its table.

use core::fmt::Write as _;
use std::path::PathBuf;

use serde::Deserialize;

use super::check::{Check, Names};
use super::literal::{documented, quoted};
use super::tables::{head, variant};
use super::yaml::Word;
use super::{Source, Table};

pub(super) const FILE: &str = "standards/purposes.yaml";

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PurposesForm {
    purposes: Vec<PurposeForm>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct PurposeForm {
    slug: Word,
    sees: Vec<Word>,
    name: Word,
    sentence: Word,
}

/// What of a record a purpose may see, as `sees` writes it: the words of `Characteristic`.
const CHARACTERISTICS: [&str; 13] = [
    "name",
    "pronouns",
    "languages",
    "ethnicity",
    "sexual-orientation",
    "gender",
    "religion",
    "disability",
    "impairment",
    "partnership",
    "care",
    "armed-forces",
    "accommodation",
];

/// Which name is meant, as `name` writes it.
const NAMES: [&str; 2] = ["chosen", "identity"];

impl Check<'_> {
    pub(super) fn purposes(&mut self, Source { file, form }: &Source<PurposesForm>) {
        let characteristics = Names::of("characteristic", "this file", CHARACTERISTICS);
        let names = Names::of("name to be shown", "this file", NAMES);
        let mut slugs = Names::new("purpose", "this file");
        for purpose in &form.purposes {
            self.slug("a purpose", (file, &purpose.slug));
            self.once(&mut slugs, purpose.slug.as_str(), (file, &purpose.slug));
            self.known_once(&characteristics, file, &purpose.sees);
            self.known(&names, (file, &purpose.name));
            if !purpose.sentence.as_str().ends_with('.') {
                let help = "write one to the person whose record it is, and end it with a full stop";
                self.fault((file, &purpose.sentence), "this is no sentence", help);
            }
        }
    }
}

/// The table of the purposes.
pub(super) fn table(Source { file, form }: &Source<PurposesForm>) -> Table {
    let mut text = head(file);
    text.push_str("use super::Characteristic;\n\n");
    text.push_str("/// Why a record is about to be shown. Each purpose sees only what it needs; none sees a legal or a\n");
    text.push_str("/// former name.\n///\n/// # Example\n///\n/// ```\n/// use ownwords::{Characteristic, Purpose};\n///\n");
    text.push_str("/// assert!(Purpose::Letter.may_see(Characteristic::Name));\n");
    text.push_str("/// assert!(!Purpose::Letter.may_see(Characteristic::SexualOrientation));\n");
    text.push_str("/// assert!(Purpose::Wristband.is_identity());\n/// ```\n");
    text.push_str(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\n#[non_exhaustive]\npub enum Purpose {\n",
    );
    let purposes = &form.purposes;
    for purpose in purposes {
        let _ = writeln!(text, "    /// {}", documented(purpose.sentence.as_str()));
        let _ = writeln!(text, "    {},", variant(purpose.slug.as_str()));
    }
    let all: Vec<String> =
        purposes.iter().map(|purpose| format!("Self::{}", variant(purpose.slug.as_str()))).collect();
    text.push_str("}\n\nimpl Purpose {\n    /// All purposes.\n");
    let _ = writeln!(text, "    pub const ALL: &'static [Self] = &[{}];", all.join(", "));
    let mut function = |doc: &str, signature: &str, arm: &dyn Fn(&PurposeForm) -> String| {
        let _ = write!(text, "\n    /// {doc}\n    pub const fn {signature} {{\n        match self {{\n");
        for purpose in purposes {
            let _ =
                writeln!(text, "            Self::{} => {},", variant(purpose.slug.as_str()), arm(purpose));
        }
        text.push_str("        }\n    }\n");
    };
    function("The readable key.", "slug(self) -> &'static str", &|purpose| quoted(purpose.slug.as_str()));
    function(
        "What this purpose is, in a sentence for the person whose record it is.",
        "sentence(self) -> &'static str",
        &|purpose| quoted(purpose.sentence.as_str()),
    );
    function(
        "What of a record this purpose may see.",
        "sees(self) -> &'static [Characteristic]",
        &|purpose| {
            let sees: Vec<String> = purpose
                .sees
                .iter()
                .map(|word| format!("Characteristic::{}", variant(word.as_str())))
                .collect();
            format!("&[{}]", sees.join(", "))
        },
    );
    function(
        "Whether it must be certain who somebody is: the one agreed identity name is used, and never changed to fit.",
        "is_identity(self) -> bool",
        &|purpose| (purpose.name.as_str() == "identity").to_string(),
    );
    text.push_str("}\n");
    Table { path: PathBuf::from("src/purpose/purposes.rs"), text }
}
