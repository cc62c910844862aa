//! The Rust text of the purposes.

use core::fmt::Write as _;
use std::path::PathBuf;

use super::forms::{PurposeForm, PurposesForm};
use super::literal::{documented, quoted};
use super::tables::{head, variant};
use super::yaml::Word;
use super::{Source, Table};

pub(super) const FILE: &str = "standards/purposes.yaml";

/// The enum of the purposes, who sees what, and the sentences.
pub(super) fn table(source: &Source<PurposesForm>) -> Table {
    let purposes = &source.form.purposes;
    let mut text = head(&source.file);
    text.push_str("use super::{Characteristic, Sealed};\n\n");
    text.push_str("/// Why a record is about to be shown. Each purpose sees only what it needs; none of these sees a legal or a\n");
    text.push_str("/// former name, or former pronouns.\n///\n/// # Example\n///\n/// ```\n");
    text.push_str("/// use ownwords::{Characteristic, Purpose};\n///\n");
    text.push_str("/// assert!(Purpose::Letter.may_see(Characteristic::Name));\n");
    text.push_str("/// assert!(!Purpose::Letter.may_see(Characteristic::SexualOrientation));\n");
    text.push_str("/// assert!(!Purpose::EqualityMonitoring.may_see(Characteristic::Name));\n");
    text.push_str(
        "/// assert!(Purpose::Wristband.is_identity() && !Purpose::Letter.is_identity());\n/// ```\n",
    );
    text.push_str(
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\n#[non_exhaustive]\npub enum Purpose {\n",
    );
    for purpose in purposes {
        let _ = writeln!(text, "    /// {}", documented(purpose.meaning.as_str()));
        let _ = writeln!(text, "    {},", variant(purpose.key.as_str()));
    }
    text.push_str("}\n\nimpl Purpose {\n    /// All purposes.\n");
    let _ = writeln!(text, "    pub const ALL: [Self; {}] = [", purposes.len());
    for purpose in purposes {
        let _ = writeln!(text, "        Self::{},", variant(purpose.key.as_str()));
    }
    text.push_str("    ];\n");
    let mut function = |doc: &str, signature: &str, arm: &dyn Fn(&PurposeForm) -> String| {
        let of = |purpose: &PurposeForm| (variant(purpose.key.as_str()), arm(purpose));
        matched(&mut text, doc, signature, purposes.iter().map(of));
    };
    function("The readable key.", "pub const fn key(self) -> &'static str", &|purpose| {
        quoted(purpose.key.as_str())
    });
    function(
        "What this purpose is, in a sentence for the person whose record it is.",
        "pub const fn sentence(self) -> &'static str",
        &|purpose| quoted(purpose.sentence.as_str()),
    );
    function(
        "What this purpose may see.",
        "pub const fn sees(self) -> &'static [Characteristic]",
        &|purpose| {
            let parts: Vec<String> = purpose.sees.iter().map(characteristic).collect();
            format!("&[{}]", parts.join(", "))
        },
    );
    function(
        "Whether this purpose makes sure that this is the right person, by the one name agreed for it. A rendering that \
         changes\n    /// the name is then an error to resolve, not a receipt to file.",
        "pub const fn is_identity(self) -> bool",
        &|purpose| (purpose.usage.as_str() == "identity").to_string(),
    );
    text.push_str("}\n\nimpl Sealed {");
    let sealed = source.form.sealed.iter();
    let sentences = sealed.map(|sealed| (variant(sealed.key.as_str()), quoted(sealed.sentence.as_str())));
    let doc = "How it is used, in a sentence or two for the person whose record it is.";
    matched(&mut text, doc, "pub const fn sentence(self) -> &'static str", sentences);
    text.push_str("}\n");
    Table { path: PathBuf::from("src/purpose/table.rs"), text }
}

fn matched(text: &mut String, doc: &str, signature: &str, arms: impl Iterator<Item = (String, String)>) {
    let _ = write!(text, "\n    /// {doc}\n    {signature} {{\n        match self {{\n");
    for (name, value) in arms {
        let _ = writeln!(text, "            Self::{name} => {value},");
    }
    text.push_str("        }\n    }\n");
}

fn characteristic(word: &Word) -> String {
    let known = crate::purpose::Characteristic::of_word(word.as_str());
    known.map_or_else(String::new, |known| format!("Characteristic::{known:?}"))
}
