//! A mapping as SSSOM: one row of TSV for each code and each thing that it means, below a head in YAML.
//!
//! SSSOM has no way to say whether a code that has several rows means all of them together or one of them. The extension
//! column `ownwords_join` says it: `all`, `any`, and in lists of languages `may` (it may be this too) and `not` (it is all
//! but these). `same` is a code of another list with the same category. Other extension columns hold what SSSOM has no
//! slot for; each is declared in the head.
//!
//! Predicates: `equivalent` is skos:exactMatch; `source-is-narrower-than-target` skos:broadMatch, since the target is the
//! broader; `source-is-broader-than-target` skos:narrowMatch; `related-to` skos:relatedMatch; `not-related-to` the same
//! with the modifier `Not`. A code whose meaning nobody could source is mapped to sssom:NoTermFound.

use super::columns::{HEAD, cell, head, set_cell, set_head};
use super::table::Table;
use super::{Imported, nearest_help};
use crate::authoring::tree::{self, Node, Value};
use crate::authoring::{Line, Lists, Mapping, MappingRow, MappingSource, SameCategory};
use crate::error::{Error, ErrorKind, Position, Result};

const CODES: &str = "https://ownwords.example/code/";
const CONCEPTS: &str = "https://ownwords.example/concept/";
const ABSENCES: &str = "https://ownwords.example/absence/";
const LANGUAGES: &str = "https://ownwords.example/language/";
const EXTENSIONS: &str = "https://ownwords.example/sssom/";
const SSSOM: &str = "https://w3id.org/sssom/";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
/// What we state about others' codes is ours; LICENSE-DATA.md says so.
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
const NOT_FURTHER_STATED: &str = "not-further-stated";
const NO_TERM: &str = "sssom:NoTermFound";

/// Columns of SSSOM, then ours, each with what a row calls it.
const PLAIN: [&str; 3] = ["mapping_date", "reviewer_label", "comment"];
const OWN: [(&str, &str); 12] = [
    ("ownwords_group", "group"),
    ("ownwords_meaning", "meaning"),
    ("ownwords_relationship", "relationship"),
    ("ownwords_adds", "adds"),
    ("ownwords_heading", "heading"),
    ("ownwords_retired", "retired"),
    ("ownwords_observed", "observed"),
    ("ownwords_source", "source"),
    ("ownwords_review", "review"),
    ("ownwords_approver", "approver"),
    ("ownwords_approved_on", "approved-on"),
    ("ownwords_refused", "refused"),
];
const JOIN: &str = "ownwords_join";
const PLACE: &str = "ownwords_place";
const SAME_SOURCE: &str = "ownwords_same_source";

/// One thing that a code means.
struct Object {
    join: &'static str,
    id: String,
    label: String,
}

/// The mapping as SSSOM TSV.
///
/// # Errors
///
/// [`ErrorKind::Data`] when the lists have no concept of a slug.
pub(super) fn export(mapping: &Mapping, lists: &Lists) -> Result<String> {
    let mut prefixes = vec![
        (mapping.system.clone(), format!("{CODES}{}/", mapping.system)),
        ("ownwords".to_owned(), CONCEPTS.to_owned()),
        ("ownwords-absence".to_owned(), ABSENCES.to_owned()),
        ("ownwords-language".to_owned(), LANGUAGES.to_owned()),
        ("ownwords-sssom".to_owned(), EXTENSIONS.to_owned()),
        ("skos".to_owned(), SKOS.to_owned()),
        ("sssom".to_owned(), SSSOM.to_owned()),
        ("semapv".to_owned(), "https://w3id.org/semapv/vocab/".to_owned()),
    ];
    let mut rows = Vec::new();
    for row in &mapping.rows {
        let objects = objects(row, mapping, lists)?;
        if let Some(same) = &row.same_category_as {
            prefixes.push((same.system.clone(), format!("{CODES}{}/", same.system)));
        }
        rows.push((row, objects));
    }
    prefixes.sort();
    prefixes.dedup();
    let mut text = heading(mapping, &prefixes);
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    let failed =
        |error: csv::Error| Error::new(ErrorKind::Io, "the TSV cannot be written").with_source(error);
    let columns = [
        "subject_id",
        "subject_label",
        "predicate_id",
        "predicate_modifier",
        "object_id",
        "object_label",
        "mapping_justification",
    ];
    let own = OWN.iter().map(|(column, _)| *column);
    let columns = columns.into_iter().chain(PLAIN).chain([JOIN, PLACE, SAME_SOURCE]).chain(own);
    writer.write_record(columns).map_err(failed)?;
    for (row, objects) in &rows {
        for (place, object) in objects.iter().enumerate() {
            let (predicate, modifier) = predicate(row, object.join);
            let shared = &mapping.defaults;
            let justification = row.justification.as_deref().unwrap_or(&shared.justification);
            let same_source = row.same_category_as.as_ref().map_or("", |same| same.source.as_str());
            let mut cells = vec![
                format!("{}:{}", mapping.system, encoded(&row.code)),
                row.label.clone(),
                predicate.to_owned(),
                modifier.to_owned(),
                object.id.clone(),
                object.label.clone(),
                format!("semapv:{}", in_capitals(justification)),
                row.date.clone().unwrap_or_else(|| shared.date.clone()),
                row.reviewer.clone().unwrap_or_else(|| shared.reviewer.clone()),
                row.reason.clone().unwrap_or_default(),
                object.join.to_owned(),
                (place + 1).to_string(),
                same_source.to_owned(),
            ];
            cells.extend(OWN.iter().map(|(_, name)| cell(row, name, mapping.is_of_languages())));
            writer.write_record(&cells).map_err(failed)?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| failed(error.into_error().into()))?;
    text.push_str(&String::from_utf8_lossy(&bytes));
    Ok(text)
}

/// The head, each line of it after a `#`.
/// What is said of rows that nobody has approved yet; nothing where there is none.
fn not_approved(mapping: &Mapping) -> Option<String> {
    let review = |row: &MappingRow| row.review.clone().unwrap_or_else(|| mapping.defaults.review.clone());
    let rows = mapping.rows.len();
    match mapping.rows.iter().filter(|row| review(row) != "approved").count() {
        0 => None,
        all if all == rows => Some("provisional: nobody has approved these rows yet".to_owned()),
        some => Some(format!("provisional: nobody has approved {some} of these {rows} rows yet")),
    }
}

fn heading(mapping: &Mapping, prefixes: &[(String, String)]) -> String {
    let text = |value: &str| serde_json::Value::from(value).to_string();
    let mut lines = vec!["curie_map:".to_owned()];
    lines.extend(prefixes.iter().map(|(prefix, address)| format!("  {prefix}: {}", text(address))));
    let owner = format!("{}; {}", mapping.owner, mapping.jurisdiction);
    for (key, value) in [
        ("mapping_set_id", format!("https://ownwords.example/mapping/{}", mapping.system)),
        ("mapping_set_version", mapping.mapping_edition.to_string()),
        ("mapping_set_title", format!("{} ({owner}), and what ownwords records", mapping.title)),
        ("license", LICENCE.to_owned()),
        ("subject_source", format!("{}:", mapping.system)),
        ("subject_source_version", mapping.list_edition.clone()),
        ("mapping_tool", "ownwords".to_owned()),
    ]
    .into_iter()
    .chain(not_approved(mapping).map(|text| ("mapping_set_description", text)))
    {
        let value = if key == "subject_source" { format!("{CODES}{}/", mapping.system) } else { value };
        lines.push(format!("{key}: {}", text(&value)));
    }
    let head: Vec<(String, String)> = HEAD
        .iter()
        .filter_map(|name| Some((format!("ownwords_list_{}", name.replace('-', "_")), head(mapping, name)?)))
        .collect();
    let sources = mapping.sources.iter().enumerate().flat_map(|(place, source)| {
        let name = |part: &str| format!("ownwords_source_{}_{part}", place + 1);
        [("key", &source.key), ("title", &source.title), ("licence", &source.licence)]
            .map(|(part, value)| (name(part), value.clone()))
    });
    let head: Vec<(String, String)> = head.into_iter().chain(sources).collect();
    lines.push("extension_definitions:".to_owned());
    let own = OWN.iter().map(|(column, _)| *column).chain([JOIN, PLACE, SAME_SOURCE]);
    for slot in own.chain(head.iter().map(|(name, _)| name.as_str())) {
        lines.push(format!("  - slot_name: {slot}"));
        lines.push(format!("    property: ownwords-sssom:{}", slot.trim_start_matches("ownwords_")));
    }
    lines.extend(head.iter().map(|(name, value)| format!("{name}: {}", text(value))));
    lines.iter().map(|line| format!("#{line}\n")).collect()
}

fn objects(row: &MappingRow, mapping: &Mapping, lists: &Lists) -> Result<Vec<Object>> {
    let mut objects = Vec::new();
    let is_of_languages = mapping.is_of_languages();
    let concept = |slug: &str| -> Result<(String, String)> {
        if is_of_languages {
            return Ok((format!("ownwords-language:{slug}"), String::new()));
        }
        if slug == NOT_FURTHER_STATED {
            return Ok((format!("ownwords:{slug}"), String::new()));
        }
        let standard = lists.standard(&mapping.field);
        let found = standard.and_then(|standard| standard.by_slug(slug));
        let known = standard.map(|standard| standard.concepts.iter().map(|one| one.slug.as_str()));
        found.map(|found| (format!("ownwords:{}", found.id), found.label.clone())).ok_or_else(|| {
            Error::new(ErrorKind::Data, format!("`{}` is no slug of the standard", slug.escape_debug()))
                .at(Position::in_file(&mapping.system).line(row.line.0))
                .with_help(nearest_help("slug", slug, known.into_iter().flatten()))
        })
    };
    let join = if is_of_languages { "any" } else { "all" };
    for (join, slugs) in
        [(join, row.means.as_ref()), ("may", Some(&row.may_hold)), ("not", row.all_but.as_ref())]
    {
        for slug in slugs.into_iter().flatten() {
            let (id, label) = concept(slug)?;
            objects.push(Object { join, id, label });
        }
    }
    for slug in row.absent.iter().flatten() {
        let label = lists.reasons.iter().find(|(known, _)| known == slug).map_or("", |(_, label)| label);
        objects.push(Object { join: "any", id: format!("ownwords-absence:{slug}"), label: label.to_owned() });
    }
    if let Some(same) = &row.same_category_as {
        let id = format!("{}:{}", same.system, encoded(&same.code));
        objects.push(Object { join: "same", id, label: String::new() });
    }
    if objects.is_empty() {
        objects.push(Object { join: "", id: NO_TERM.to_owned(), label: String::new() });
    }
    Ok(objects)
}

fn predicate(row: &MappingRow, join: &str) -> (&'static str, &'static str) {
    match (join, row.relationship.as_deref()) {
        ("same", _) => ("skos:exactMatch", ""),
        ("not", _) => ("skos:relatedMatch", "Not"),
        ("may", _) => ("skos:relatedMatch", ""),
        (_, Some("source-is-narrower-than-target")) => ("skos:broadMatch", ""),
        (_, Some("source-is-broader-than-target")) => ("skos:narrowMatch", ""),
        (_, Some("related-to")) => ("skos:relatedMatch", ""),
        (_, Some("not-related-to")) => ("skos:relatedMatch", "Not"),
        // One of several reasons holds: each alone is narrower than what the code says.
        (_, None) if row.absent.as_ref().is_some_and(|absent| absent.len() > 1) => ("skos:narrowMatch", ""),
        _ => ("skos:exactMatch", ""),
    }
}

/// The relationship that a predicate of a foreign file says.
fn relationship(predicate: &str, modifier: &str) -> Option<&'static str> {
    match (predicate, modifier) {
        ("skos:exactMatch", "") => Some("equivalent"),
        ("skos:broadMatch", "") => Some("source-is-narrower-than-target"),
        ("skos:narrowMatch", "") => Some("source-is-broader-than-target"),
        ("skos:relatedMatch" | "skos:closeMatch", "") => Some("related-to"),
        ("skos:relatedMatch" | "skos:exactMatch" | "skos:closeMatch", "Not") => Some("not-related-to"),
        _ => None,
    }
}

/// A code as the second half of a CURIE: whatever is no letter, digit, point, line or hyphen as `%` and two digits.
pub(super) fn encoded(code: &str) -> String {
    let mut text = String::new();
    for byte in code.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-') {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits = digits.map(|digit| char::from(digit).to_digit(16));
        let [Some(high), Some(low)] = digits else { return None };
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// `manual-mapping-curation` as SSSOM writes it: `ManualMappingCuration`.
fn in_capitals(word: &str) -> String {
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    word.split('-').map(capital).collect()
}

fn in_small_letters(word: &str) -> String {
    let mut text = String::new();
    for letter in word.chars() {
        if letter.is_ascii_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

/// Whether a text is SSSOM: its first line is of a head, or its columns are.
pub(super) fn is_sssom(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    let first = text.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
    first.split('\t').any(|name| name.trim_matches('"') == "subject_id")
}

/// The head of an SSSOM file, and the text below it.
fn divided(text: &str) -> (String, &str) {
    let mut head = String::new();
    let mut rest = text.trim_start_matches('\u{FEFF}');
    while let Some(line) = rest.strip_prefix('#') {
        let (line, after) = line.split_once('\n').unwrap_or((line, ""));
        head.push_str(line.trim_end_matches('\r'));
        head.push('\n');
        rest = after;
    }
    (head, rest)
}

/// The mapping in an SSSOM file.
pub(super) fn import(start: Mapping, name: &str, text: &str, lists: &Lists) -> Result<Imported> {
    let (head, rest) = divided(text);
    let above = head.lines().count() as u64;
    let root = tree::read(name, &head)?;
    let mut imported = Imported { mapping: start, ..Imported::default() };
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut prefixes: Vec<(String, String)> = Vec::new();
    if let Some(Node { value: Value::Entry(entries), .. }) = &root {
        for (key, value) in entries {
            let (Some(key), Some(text)) = (key.text(), value.text()) else {
                if let (Some("curie_map"), Value::Entry(known)) = (key.text(), &value.value) {
                    let known = known.iter().filter_map(|(prefix, address)| {
                        Some((prefix.text()?.to_owned(), address.text()?.to_owned()))
                    });
                    prefixes.extend(known);
                }
                continue;
            };
            pairs.push((key.to_owned(), text.to_owned()));
        }
    }
    read_head(name, &pairs, &mut imported);
    let table = Table::read(name, rest.as_bytes())?;
    let reading = Rows { name, above, table: &table, prefixes: &prefixes, lists };
    reading.read(&mut imported);
    let mapping = core::mem::take(&mut imported.mapping);
    imported.mapping = mapping.without_repetition();
    Ok(imported)
}

fn read_head(name: &str, pairs: &[(String, String)], imported: &mut Imported) {
    let mapping = &mut imported.mapping;
    for (key, value) in pairs {
        if let Some(own) = key.strip_prefix("ownwords_list_") {
            if let Err(what) = set_head(mapping, &own.replace('_', "-"), value) {
                let fault = Error::new(ErrorKind::Format, format!("`{}`: {what}", key.escape_debug()));
                imported.refused.push(fault.at(Position::in_file(name)));
            }
        } else if key.starts_with("ownwords_source_") && key.ends_with("_key") {
            let stem = key.trim_end_matches("key");
            let part = |part: &str| {
                let wanted = format!("{stem}{part}");
                pairs.iter().find(|(key, _)| *key == wanted).map_or(String::new(), |(_, value)| value.clone())
            };
            let (title, licence) = (part("title"), part("licence"));
            mapping.sources.push(MappingSource { key: value.clone(), title, licence });
        }
    }
    // A file of another maker: what SSSOM itself says.
    let said = |key: &str| pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
    for (own, key) in
        [(&mut mapping.title, "mapping_set_title"), (&mut mapping.list_edition, "subject_source_version")]
    {
        if own.is_empty() {
            *own = said(key).unwrap_or_default();
        }
    }
    if mapping.sources.is_empty()
        && let Some(id) = said("mapping_set_id")
    {
        let licence = said("license").unwrap_or_default();
        mapping.sources.push(MappingSource { key: "sssom".to_owned(), title: id, licence });
        if mapping.defaults.source.is_empty() {
            mapping.defaults.source = "sssom".to_owned();
        }
    }
}

struct Rows<'a> {
    name: &'a str,
    /// How many lines the head has.
    above: u64,
    table: &'a Table,
    prefixes: &'a [(String, String)],
    lists: &'a Lists,
}

impl Rows<'_> {
    fn refused(&self, line: u64, what: impl Into<String>, help: impl Into<String>) -> Error {
        let place = Position::in_file(self.name).line(self.above + line);
        Error::new(ErrorKind::Format, what.into()).at(place).with_help(help)
    }

    fn read(&self, imported: &mut Imported) {
        let subject = self.table.column("subject_id");
        let mut places: std::collections::HashMap<String, Option<usize>> = Default::default();
        for row in self.table.rows.iter().filter(|row| !row.is_empty()) {
            let id = row.get(subject);
            let code =
                id.split_once(':').and_then(|(_, code)| decoded(code)).unwrap_or_else(|| id.to_owned());
            let place = match places.get(&code) {
                // Another row of the code was not taken: half of a meaning is another meaning.
                Some(None) => continue,
                Some(Some(place)) => *place,
                None => {
                    if imported.mapping.system.is_empty()
                        && let Some((prefix, _)) = id.split_once(':')
                    {
                        imported.mapping.system = prefix.to_ascii_lowercase();
                    }
                    let read = self.shared(row, &code, imported.mapping.is_of_languages());
                    imported.mapping.rows.push(read);
                    places.insert(code.clone(), Some(imported.mapping.rows.len() - 1));
                    imported.mapping.rows.len() - 1
                }
            };
            let field = imported.mapping.field.clone();
            let Some(read) = imported.mapping.rows.get_mut(place) else { continue };
            if let Err(fault) = self.add(row, read, &field) {
                imported.refused.push(fault);
                // Marked by its empty line number: taken out below.
                read.line = Line(0);
                places.insert(code, None);
            }
        }
        imported.mapping.rows.retain(|row| row.line.0 > 0);
    }

    /// What every row of a code says alike.
    fn shared(&self, row: &super::table::TableRow, code: &str, is_of_languages: bool) -> MappingRow {
        let get = |column: &str| row.get(self.table.column(column));
        let line = Line(self.above + row.line);
        let mut read = MappingRow { code: code.to_owned(), line, ..MappingRow::default() };
        read.label = get("subject_label").to_owned();
        for (column, name) in OWN {
            set_cell(&mut read, name, get(column), is_of_languages);
        }
        for (name, column) in [("date", PLAIN[0]), ("reason", PLAIN[2])] {
            set_cell(&mut read, name, get(column), is_of_languages);
        }
        // That nobody looked is said too.
        read.reviewer = self.table.column(PLAIN[1]).map(|column| row.get(Some(column)).to_owned());
        let justification = get("mapping_justification").trim_start_matches("semapv:");
        set_cell(&mut read, "justification", &in_small_letters(justification), is_of_languages);
        read
    }

    /// Adds what a row says that its code means.
    fn add(&self, row: &super::table::TableRow, read: &mut MappingRow, field: &str) -> Result<()> {
        let get = |column: &str| row.get(self.table.column(column));
        let is_ours = self.table.column(JOIN).is_some();
        let (object, join) = (get("object_id"), get(JOIN));
        let (predicate, modifier) = (get("predicate_id"), get("predicate_modifier"));
        let address = self.address(object);
        if address == format!("{SSSOM}NoTermFound") {
            read.meaning = read.meaning.take().or_else(|| Some("not-known".to_owned()));
            return Ok(());
        }
        if !is_ours {
            let Some(word) = relationship(predicate, modifier) else {
                let what =
                    format!("the predicate `{}` is none that a mapping can say", predicate.escape_debug());
                return Err(self.refused(
                    row.line,
                    what,
                    "write one of skos:exactMatch, broadMatch, narrowMatch, relatedMatch",
                ));
            };
            if read.means.is_some() || read.absent.is_some() {
                let what =
                    "the code is mapped to several things, and nothing says whether to all of them or to one";
                return Err(self.refused(row.line, what, format!("add a column {JOIN} with `all` or `any`")));
            }
            read.relationship = Some(word.to_owned());
        }
        if let Some(slug) = address.strip_prefix(ABSENCES) {
            read.absent.get_or_insert_default().push(slug.to_owned());
            return Ok(());
        }
        if let Some((system, code)) = address.strip_prefix(CODES).and_then(|rest| rest.split_once('/')) {
            let code = decoded(code).unwrap_or_else(|| code.to_owned());
            let (system, source) = (system.to_owned(), get(SAME_SOURCE).to_owned());
            read.same_category_as = Some(SameCategory { system, code, source });
            return Ok(());
        }
        let slug = match address.strip_prefix(LANGUAGES) {
            Some(tag) => tag.to_owned(),
            None => self.slug(&address, field).ok_or_else(|| {
                let what = format!(
                    "`{}` is no concept of the standard `{}`",
                    object.escape_debug(),
                    field.escape_debug()
                );
                self.refused(
                    row.line,
                    what,
                    "map the code to an id that `ownwords search` finds; the field is said with --field",
                )
            })?,
        };
        match join {
            "may" => read.may_hold.push(slug),
            "not" => read.all_but.get_or_insert_default().push(slug),
            "all" | "any" => read.means.get_or_insert_default().push(slug),
            "" if !is_ours => read.means.get_or_insert_default().push(slug),
            other => {
                let help = nearest_help("word", other, ["all", "any", "may", "not", "same"]);
                return Err(self.refused(
                    row.line,
                    format!("the column {JOIN} does not say how this is meant"),
                    help,
                ));
            }
        }
        Ok(())
    }

    fn address(&self, curie: &str) -> String {
        let known = |prefix: &str| self.prefixes.iter().find(|(known, _)| known == prefix);
        let built_in = |prefix: &str| match prefix {
            "sssom" => Some(SSSOM),
            "skos" => Some(SKOS),
            // Tools that rewrite a file may leave prefixes out.
            "ownwords" => Some(CONCEPTS),
            "ownwords-absence" => Some(ABSENCES),
            "ownwords-language" => Some(LANGUAGES),
            _ => None,
        };
        match curie.split_once(':') {
            Some((prefix, local)) => {
                match known(prefix).map(|(_, address)| address.as_str()).or(built_in(prefix)) {
                    Some(address) => format!("{address}{local}"),
                    None => curie.to_owned(),
                }
            }
            None => curie.to_owned(),
        }
    }

    fn slug(&self, address: &str, field: &str) -> Option<String> {
        let id = address.strip_prefix(CONCEPTS)?;
        if id == NOT_FURTHER_STATED {
            return Some(id.to_owned());
        }
        self.lists.standard(field)?.by_id(id).map(|concept| concept.slug.clone())
    }
}
