//! The one way in which the stewards' files are written: the order of keys, quotes, spaces and line ends.
//!
//! Only what is not so is rewritten, and never a comment, a blank line or what a file says: whatever comes out is read back
//! and compared before anybody sees it.

use core::ops::Range;

use super::tree::{self, Node, Style, Value};
use crate::error::{Error, ErrorKind, Position, Result};

/// The order of keys in an entry, by the key that the entry stands under; the file itself stands under none.
const ORDERS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "local-codes-of",
            "system",
            "standard",
            "authority",
            "disagreements",
            "receiver",
            "question",
            "number",
            "field",
            "title",
            "owner",
            "list-edition",
            "jurisdiction",
            "name",
            "version",
            "date",
            "uri",
            "also-called",
            "codes-under",
            "mapping-edition",
            "feature",
            "edition",
            "source",
            "letters-are-codes-of",
            "publishes",
            "other-codes-are-of",
            "comparison",
            "local-second-character",
            "may-be-nationality",
            "rule",
            "codes-of",
            "sources",
            "defaults",
            "rows",
            "terms",
            "fields",
            "repertoires",
            "not-further-stated",
            "concepts",
            "reasons",
            "purposes",
            "sealed",
            "several",
            "type-ahead",
            "options",
            "wordings",
        ],
    ),
    ("attested-by", &["system", "code", "label", "synonym", "elsewhere"]),
    ("codes", &["code", "by"]),
    ("codes-under", &["uri", "codes"]),
    (
        "concepts",
        &["id", "slug", "label", "use", "status", "since", "broader", "overlaps", "labels", "attested-by"],
    ),
    (
        "defaults",
        &["source", "observed", "justification", "review", "reviewer", "date", "approver", "approved-on"],
    ),
    (
        "fields",
        &[
            "profile",
            "number",
            "edition",
            "title",
            "source",
            "quality",
            "parts",
            "required",
            "maximum",
            "unit",
            "then-parts",
            "joint",
            "format-code",
            "items",
            "repertoire",
            "case",
            "transliteration",
            "other-marks",
        ],
    ),
    ("columns", &["holds", "system", "names"]),
    ("labels", &["language", "text", "use"]),
    ("may-be-nationality", &["concepts", "reason"]),
    ("option-words", &["option", "words"]),
    ("publishes", &["heritage", "codes", "evidence"]),
    ("purposes", &["key", "use", "meaning", "sees", "sentence"]),
    ("reasons", &["number", "slug", "label", "meaning", "broader", "attested-by"]),
    ("repertoires", &["repertoire", "title", "source", "characters", "table"]),
    (
        "rows",
        &[
            "code",
            "label",
            "group",
            "same-category-as",
            "meaning",
            "means",
            "absent",
            "relationship",
            "adds",
            "may-hold",
            "all-but",
            "heading",
            "retired",
            "observed",
            "source",
            "reason",
            "justification",
            "review",
            "reviewer",
            "date",
            "approver",
            "approved-on",
            "refused",
        ],
    ),
    ("same-category-as", &["system", "code", "source"]),
    ("sealed", &["key", "meaning", "sentence"]),
    ("sources", &["key", "title", "licence"]),
    ("terms", &["term", "means", "codes"]),
    ("who-sees", &["purposes", "sentence"]),
    (
        "wordings",
        &[
            "language",
            "reviewed-by",
            "form",
            "hint",
            "spoken",
            "guide",
            "why",
            "who-sees",
            "own-words",
            "declined",
            "not-sure",
            "option-words",
        ],
    ),
];

/// Keys whose value is a text, and has quotes whatever it is.
const QUOTED: &[&str] = &[
    "all-but",
    "also-called",
    "characters",
    "code",
    "codes",
    "comparison",
    "date",
    "declined",
    "elsewhere",
    "evidence",
    "form",
    "format-code",
    "group",
    "guide",
    "heading",
    "hint",
    "id",
    "joint",
    "jurisdiction",
    "label",
    "licence",
    "list-edition",
    "may-hold",
    "name",
    "not-sure",
    "observed",
    "own-words",
    "owner",
    "quality",
    "reason",
    "refused",
    "retired",
    "reviewed-by",
    "reviewer",
    "sentence",
    "since",
    "several",
    "spoken",
    "term",
    "text",
    "title",
    "type-ahead",
    "uri",
    "version",
    "why",
    "words",
];

/// Keys whose value is a word of ours, and has none.
const PLAIN: &[&str] = &[
    "absent",
    "adds",
    "broader",
    "field",
    "heritage",
    "justification",
    "key",
    "overlaps",
    "relationship",
    "review",
    "slug",
    "standard",
    "status",
    "system",
    "use",
];

/// The file as it is written here. Byte for byte the same where there is nothing to change.
///
/// What is canonical: keys in the order of the templates, where all of an entry's keys are known; double quotes, on texts
/// always and on our own words never; one space after a colon and a comma, none within brackets and at the end of a line;
/// a line feed at the end of each line and of the file, and no byte order mark. Comments, blank lines, the order of entries
/// and what each says stay as they are.
///
/// # Errors
///
/// [`ErrorKind::Format`] with the place when the text is no YAML as these files have it. Nothing that would read
/// differently, or lack a comment, is ever given back: that is an error too.
///
/// # Example
///
/// ```
/// use ownwords::authoring::formatted;
///
/// let text = "rows:\n  # An example.\n  - label: 'Irish'   \n    code: B\n";
/// assert_eq!(formatted("example.yaml", text)?, "rows:\n  # An example.\n  - code: \"B\"\n    label: \"Irish\"\n");
/// # Ok::<(), ownwords::Error>(())
/// ```
pub fn formatted(file: &str, text: &str) -> Result<String> {
    let before = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let Some(root) = tree::read(file, &before)? else { return Ok(text.to_owned()) };
    let again = |text: &str| tree::read(file, text)?.ok_or_else(|| differs(file));
    let (said_before, comments_before) = (said(&root), comments(&root, &before));
    let mut edits = Vec::new();
    values(&root, "", &before, &mut edits);
    // A tree takes many times the memory of its text: no two of them are held at once.
    drop(root);
    let mut after = applied(&before, edits);
    if !after.ends_with('\n') {
        after.push('\n');
    }
    let mut root = again(&after)?;
    // An entry is put in order after those within it, which are not nested deeper than the reader allows.
    loop {
        let mut edits = Vec::new();
        entries(&root, "", &after, &mut edits);
        if edits.is_empty() {
            break;
        }
        drop(root);
        after = applied(&after, edits);
        root = again(&after)?;
    }
    let without = without_line_ends(&root, &after);
    if without != after {
        drop(root);
        after = without;
        root = again(&after)?;
    }
    if said_before == said(&root) && comments_before == comments(&root, &after) {
        Ok(after)
    } else {
        Err(differs(file))
    }
}

/// Whatever comes to this is a fault of ours, and the file is as it was.
fn differs(file: &str) -> Error {
    Error::new(ErrorKind::Format, "put into its form, this file would not say the same; it is left as it is")
        .at(Position::in_file(file))
        .with_help("tell the people who keep this program, with the file")
}

struct Edit {
    bytes: Range<usize>,
    text: String,
}

fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.bytes.start);
    let mut applied = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        applied.push_str(text.get(done..edit.bytes.start).unwrap_or_default());
        applied.push_str(&edit.text);
        done = edit.bytes.end;
    }
    applied.push_str(text.get(done..).unwrap_or_default());
    applied
}

fn written<'a>(node: &Node, text: &'a str) -> &'a str {
    text.get(node.bytes.clone()).unwrap_or_default()
}

/// Puts texts into their quotes, one space after colons, and what stands in brackets on one line into its order.
fn values(node: &Node, key: &str, text: &str, edits: &mut Vec<Edit>) {
    let now = written(node, text);
    let may_be_on_one_line = now.starts_with(['{', '[']) || node.text().is_some();
    if may_be_on_one_line && let Some(canonical) = on_one_line(node, key, text) {
        if canonical != now {
            edits.push(Edit { bytes: node.bytes.clone(), text: canonical });
        }
        return;
    }
    match &node.value {
        Value::Text { .. } => {}
        Value::List(items) => items.iter().for_each(|item| values(item, key, text, edits)),
        Value::Entry(pairs) => {
            for (name, value) in pairs {
                let between = name.bytes.end..value.bytes.start;
                let is_colon = |between: &&str| !between.contains('\n') && between.trim() == ":";
                if !written(value, text).is_empty()
                    && text.get(between.clone()).filter(is_colon).is_some_and(|between| between != ": ")
                {
                    edits.push(Edit { bytes: between, text: ": ".to_owned() });
                }
                values(value, name.text().unwrap_or_default(), text, edits);
            }
        }
    }
}

/// A value that stands on one line, as it is written here; `None` where it does not, or where something in it is empty.
fn on_one_line(node: &Node, key: &str, text: &str) -> Option<String> {
    let now = written(node, text);
    if now.is_empty() || now.contains('\n') {
        return None;
    }
    match &node.value {
        Value::Text { text, style } => Some(quoted(key, text, *style, now)),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| on_one_line(item, key, text)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        Value::Entry(pairs) => {
            let pair = |(name, value): &(Node, Node)| {
                let value = on_one_line(value, name.text()?, text)?;
                Some(format!("{}: {value}", on_one_line(name, "", text)?))
            };
            let pairs: Option<Vec<String>> = in_order(pairs, key).iter().map(|found| pair(found)).collect();
            Some(format!("{{{}}}", pairs?.join(", ")))
        }
    }
}

/// A text with the quotes that a value of its key has here; as it is where nothing is said of the key.
fn quoted(key: &str, text: &str, style: Style, now: &str) -> String {
    const NOT_WORDS: [&str; 9] = ["yes", "no", "true", "false", "on", "off", "null", "y", "n"];
    let is_word = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !NOT_WORDS.contains(&text);
    let is_nothing = matches!(now, "~" | "null" | "Null" | "NULL");
    let needs = match style {
        Style::Plain => QUOTED.contains(&key) && !is_nothing,
        Style::Quoted => now.starts_with('\''),
        Style::Block => false,
    };
    if style == Style::Quoted && PLAIN.contains(&key) && is_word {
        text.to_owned()
    } else if needs && !text.contains(char::is_control) {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        now.to_owned()
    }
}

/// The pairs of an entry that stands under a key, in their order; as they are where one is not known there.
fn in_order<'a>(pairs: &'a [(Node, Node)], key: &str) -> Vec<&'a (Node, Node)> {
    let mut ordered: Vec<&(Node, Node)> = pairs.iter().collect();
    let order = ORDERS.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, order)| order);
    let place = |pair: &(Node, Node)| order.iter().position(|known| pair.0.text() == Some(known));
    if pairs.iter().all(|pair| place(pair).is_some()) {
        ordered.sort_by_key(|pair| place(pair));
    }
    ordered
}

/// Puts the keys of entries into their order, each with the comments above it. Returns whether anything within has to be
/// put in order first.
fn entries(node: &Node, key: &str, text: &str, edits: &mut Vec<Edit>) -> bool {
    let before = edits.len();
    match &node.value {
        Value::Text { .. } => {}
        Value::List(items) => {
            for item in items {
                entries(item, key, text, edits);
            }
        }
        Value::Entry(pairs) => {
            for (name, value) in pairs {
                entries(value, name.text().unwrap_or_default(), text, edits);
            }
            if edits.len() == before && !written(node, text).starts_with('{') {
                edits.extend(reordered(pairs, key, text));
            }
        }
    }
    edits.len() > before
}

/// An entry in block style in its order: whole lines change places.
fn reordered(pairs: &[(Node, Node)], key: &str, text: &str) -> Option<Edit> {
    let order = in_order(pairs, key);
    if order.iter().zip(pairs).all(|(one, other)| one.0.bytes == other.0.bytes) {
        return None;
    }
    let line_start = |byte: usize| Some(text.get(..byte)?.rfind('\n').map_or(0, |end| end + 1));
    let first = pairs.first()?;
    let start = line_start(first.0.bytes.start)?;
    let prefix = text.get(start..first.0.bytes.start)?;
    let indent = " ".repeat(prefix.chars().count());
    // Of each pair: where its key begins, what stands in the lines above it, and its own lines.
    let mut lines: Vec<(usize, &str, &str)> = Vec::new();
    let mut done = start;
    for (name, value) in pairs {
        let begins = line_start(name.bytes.start)?;
        let ends = if written(value, text).is_empty() { name.bytes.end } else { value.bytes.end };
        // A text in lines of its own ends where the next line begins.
        let ends = if text.get(..ends)?.ends_with('\n') { ends - 1 } else { ends };
        let ends = text.get(ends..)?.find('\n').map_or(text.len(), |line| ends + line + 1);
        let is_first = name.bytes == first.0.bytes;
        if begins < done || !is_first && text.get(begins..name.bytes.start)? != indent {
            return None;
        }
        lines.push((name.bytes.start, text.get(done..begins)?, text.get(name.bytes.start..ends)?));
        done = ends;
    }
    let mut written = String::new();
    for (place, (name, _)) in order.iter().enumerate() {
        let found = lines.binary_search_by_key(&name.bytes.start, |(begins, ..)| *begins).ok()?;
        let (_, above, own) = lines.get(found)?;
        // What stands above the first key of an item stands above the item, and begins where that does.
        let item = prefix.split('-').next().unwrap_or_default();
        for line in above.split_inclusive('\n') {
            let line = if place == 0 { line.trim_start_matches([' ', '\t']) } else { line };
            written.push_str(if place == 0 && line != "\n" { item } else { "" });
            written.push_str(line);
        }
        written.push_str(if place == 0 { prefix } else { &indent });
        written.push_str(own.trim_end_matches('\n'));
        written.push('\n');
    }
    Some(Edit { bytes: start..done, text: written })
}

/// The texts of a file, in its order.
fn texts<'a>(node: &'a Node, all: &mut Vec<&'a Node>) {
    match &node.value {
        Value::Text { .. } => all.push(node),
        Value::List(items) => items.iter().for_each(|item| texts(item, all)),
        Value::Entry(pairs) => pairs.iter().for_each(|(name, value)| {
            texts(name, all);
            texts(value, all);
        }),
    }
}

/// What is between the texts of a file, each with the byte that it begins at.
fn between<'a>(root: &Node, text: &'a str) -> Vec<(usize, &'a str)> {
    let mut all = Vec::new();
    texts(root, &mut all);
    let mut between = Vec::new();
    let mut done = 0;
    for node in all {
        between.extend(text.get(done..node.bytes.start).map(|found| (done, found)));
        done = done.max(node.bytes.end);
    }
    between.extend(text.get(done..).map(|found| (done, found)));
    between
}

/// The text without the spaces at the ends of lines.
fn without_line_ends(root: &Node, text: &str) -> String {
    let mut without = String::with_capacity(text.len());
    let mut done = 0;
    for (begins, found) in between(root, text) {
        without.push_str(text.get(done..begins).unwrap_or_default());
        for line in found.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', ' ', '\t']);
            without.push_str(if line.ends_with('\n') { bare } else { line });
            without.push_str(if line.ends_with('\n') { "\n" } else { "" });
        }
        done = begins + found.len();
    }
    without.push_str(text.get(done..).unwrap_or_default());
    without
}

/// The comments of a file, sorted.
fn comments<'a>(root: &Node, text: &'a str) -> Vec<&'a str> {
    let mut comments = Vec::new();
    for (begins, found) in between(root, text) {
        let mut at = begins;
        for line in found.split_inclusive('\n') {
            let is_comment = |place: &usize| {
                let before = text.get(..at + place).and_then(|before| before.chars().next_back());
                before.is_none_or(char::is_whitespace)
            };
            let mut signs = line.match_indices('#').map(|(place, _)| place);
            if let Some(place) = signs.find(is_comment) {
                comments.push(line.get(place..).unwrap_or_default().trim_end());
            }
            at += line.len();
        }
    }
    comments.sort_unstable();
    comments
}

/// What a file says, however it is written. Each text has its length before it, so that nothing has to be escaped: quotes
/// that are escaped again at every level would double it with each.
fn said(node: &Node) -> String {
    match &node.value {
        Value::Text { text, .. } => format!("{}:{text}", text.len()),
        Value::List(items) => format!("[{}]", items.iter().map(said).collect::<String>()),
        Value::Entry(pairs) => {
            let mut pairs: Vec<_> = pairs.iter().map(|(name, value)| said(name) + &said(value)).collect();
            pairs.sort_unstable();
            format!("{{{}}}", pairs.concat())
        }
    }
}
