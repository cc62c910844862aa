//! Colour is never ours: no identifier, label, prompt, message, rule or document that the project issues speaks of
//! anybody's skin colour.
//!
//! `no_colour_word_is_ours` reads everything that the project issues and fails on a word of `words/colour-words.csv`.
//! What it reads: Markdown and other documents, `standards/` and `mappings/`, all Rust source of the library and the
//! command (generated tables and the text of the command's help, which is in doc comments, included; tests left out),
//! and the examples. What it allows is decided by position alone:
//!
//! - **YAML**: `label`, `group`, `code` and `codes` in rows of a mapping and in attestations are the words of the code
//!   system's owner. `text` with `use: search-only` is recognised and never shown. In other values and in comments a
//!   quotation (next point but one) is allowed, except in `id`, `slug`, `label`, `text`, `broader`, `overlaps`, `means`
//!   and `absent`, which are ours.
//! - **Generated tables** (`@generated`): the same fields of `RowEntry` and `Attestation`, and a `Label` for search only.
//! - **Copies of registries** (`…-registry.txt`, in record-jar form): every record after the head is its owner's.
//! - **Markdown, comments, strings of our own**: text in backticks or double quotes, code blocks and block quotes may
//!   hold an official label, word for word, in its own case or in capitals: one that a file under `mappings/` or an
//!   attestation has. A label of a single word must be the whole of its quotation or cell. Anything else to be quoted
//!   is listed in `words/quotations.csv` with its reason. In a string of our own, the label needs inner quotes.
//! - **A person's own words**: the argument of a constructor of `Name` and of `own_words`; name columns of examples.
//! - **Names and terms** in `words/context.csv`: places, documents, technical terms; a family name after a title or a
//!   listed given name (`Dr James Brown`), or before a comma and an initial (`White, M.`), unless a word for people
//!   follows.
//! - **A people's own name** in `words/own-names.csv` with its source, as a label and as a slug.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[path = "words/classify.rs"]
mod classify;
#[path = "words/data.rs"]
mod data;
#[path = "words/markdown.rs"]
mod markdown;
#[path = "words/pieces.rs"]
mod pieces;
#[path = "words/rust.rs"]
mod rust;
#[path = "words/tables.rs"]
mod tables;
#[path = "words/yaml.rs"]
mod yaml;

use classify::Classifier;
use pieces::{Labels, Piece, faults};

/// Folders that hold nothing we issue: build products, tests, and hostile bytes for the fuzz targets.
const LEFT_OUT: [&str; 6] = ["target", ".git", "tests", "seeds", "corpus", "artifacts"];

/// How many files must at least have been read in each place, so that the test cannot pass by reading nothing.
const AT_LEAST: [(&str, usize); 6] =
    [("the root", 6), ("standards", 7), ("mappings", 8), ("src", 80), ("cli", 6), ("examples", 3)];

/// How many official labels with a colour word, counted in both cases, must have been read.
const LABELS_AT_LEAST: usize = 40;

#[test]
fn no_colour_word_is_ours() {
    let classifier = Classifier::new();
    let mut official = Vec::new();
    let mut read: Vec<(String, Vec<Piece>)> = Vec::new();
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    for path in issued() {
        let text = data::read(&data::root().join(&path));
        let extension = path.rsplit('.').next().unwrap_or_default();
        let pieces = match extension {
            "rs" => rust::pieces(&text),
            "yaml" | "yml" => {
                let document = yaml::read(&text);
                official.extend(document.official);
                document.pieces
            }
            "csv" | "tsv" => tables::csv(&text),
            "json" | "ndjson" => tables::json(&text),
            "txt" if path.ends_with("-registry.txt") => tables::registry(&text),
            _ => markdown::pieces(&text, 1, "paragraph"),
        };
        let place = path.split_once('/').map_or("the root", |(place, _)| place);
        *files.entry(place.to_owned()).or_default() += 1;
        read.push((path, pieces));
    }
    for (extension, least) in AT_LEAST {
        let count = files.get(extension).copied().unwrap_or_default();
        assert!(
            count >= least,
            "only {count} .{extension} files were read, of at least {least}: is the path right?"
        );
    }
    let labels = Labels::new(official, &classifier);
    assert!(labels.len() >= LABELS_AT_LEAST, "only {} official labels were read", labels.len());
    let mut found = Vec::new();
    for (path, pieces) in &read {
        for piece in pieces {
            let faults = faults(piece, &classifier, &labels);
            found.extend(faults.into_iter().map(|(line, fault)| format!("{path}:{line}: {fault}")));
        }
    }
    assert!(found.is_empty(), "{} colour words that nobody else said:\n{}", found.len(), found.join("\n"));
}

/// The files that the project issues, relative to the root, in order.
fn issued() -> Vec<String> {
    let mut files = Vec::new();
    collect(&data::root(), "", &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("cannot list {}: {error}", folder.display()));
    for entry in entries.map(|entry| entry.expect("a folder's entry can be read")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let is_folder = entry.path().is_dir();
        if is_folder && !LEFT_OUT.contains(&name.as_str()) {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if !is_folder && is_issued(&name) {
            files.push(path);
        }
    }
}

fn is_issued(name: &str) -> bool {
    // Scripts of `.ci/` have no extension.
    if !name.contains('.') {
        return matches!(name, "run" | "slow");
    }
    let extensions =
        ["md", "yaml", "yml", "rs", "csv", "tsv", "json", "ndjson", "toml", "html", "svg", "txt"];
    name != "tests.rs" && name.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
}

#[test]
fn the_yaml_reader_misses_nothing() {
    for path in issued().iter().filter(|path| path.ends_with(".yaml")) {
        let text = data::read(&data::root().join(path));
        let document: serde_yaml::Value =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path} is not YAML: {error}"));
        let mut expected = Vec::new();
        strings(&document, &mut expected);
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for scalar in yaml::scan(&text).scalars {
            *found.entry(flat(&scalar.text)).or_default() += 1;
        }
        for string in expected {
            let left = found.get_mut(&flat(&string)).filter(|count| **count > 0);
            *left.unwrap_or_else(|| panic!("{path}: the reader in tests/words/yaml.rs missed {string:?}")) -=
                1;
        }
    }
}

fn strings(value: &serde_yaml::Value, into: &mut Vec<String>) {
    match value {
        serde_yaml::Value::String(string) => into.push(string.clone()),
        serde_yaml::Value::Sequence(items) => items.iter().for_each(|item| strings(item, into)),
        serde_yaml::Value::Mapping(members) => members.values().for_each(|member| strings(member, into)),
        _ => {}
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
