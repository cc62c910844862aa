//! The examples: CSV tables and JSON messages; and the copies of registries, in record-jar form.

use serde_json::Value;

use crate::data;
use crate::pieces::Piece;

/// The cells of a CSV table. A column whose name ends in `name` or `own_words` holds a person's own words.
pub fn csv(text: &str) -> Vec<Piece> {
    let mut records = data::csv(text).into_iter();
    let Some((line, header)) = records.next() else { return Vec::new() };
    let mut pieces: Vec<Piece> =
        header.iter().map(|name| Piece::ours(line, "column name", name.as_str())).collect();
    for (line, cells) in records {
        for (place, cell) in cells.into_iter().enumerate() {
            let column = header.get(place).map_or("", String::as_str);
            if !is_a_persons(column) {
                pieces.push(Piece::quotation(line, format!("cell of column `{column}`"), cell));
            }
        }
    }
    pieces
}

/// The strings of a JSON message, or of one message a line. What stands under `name`, `family`, `given` or
/// `ownWords` is a person's own.
pub fn json(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    match serde_json::from_str(text) {
        Ok(value) => walk(&value, text, 1, &mut pieces),
        Err(_) => {
            for (number, line) in (1..).zip(text.lines()) {
                match serde_json::from_str(line) {
                    Ok(value) => walk(&value, line, number, &mut pieces),
                    // A damaged line is an example of damage; its words are read as they stand.
                    Err(_) => pieces.push(Piece::prose(number, "line", line)),
                }
            }
        }
    }
    pieces
}

/// The head of a registry's copy, which we write. The records after the first `%%` are the registry's own.
pub fn registry(text: &str) -> Vec<Piece> {
    let head = text.split_once("\n%%\n").map_or(text, |(head, _)| head);
    vec![Piece::prose(1, "head of the registry", head)]
}

fn walk(value: &Value, text: &str, first: usize, pieces: &mut Vec<Piece>) {
    let line = |word: &str| {
        let before = text.find(&format!("\"{word}")).unwrap_or(0);
        first + text[..before].matches('\n').count()
    };
    match value {
        Value::String(string) => pieces.push(Piece::quotation(line(string), "string", string.as_str())),
        Value::Array(items) => items.iter().for_each(|item| walk(item, text, first, pieces)),
        Value::Object(members) => {
            for (key, member) in members {
                pieces.push(Piece::ours(line(key), "key", key.as_str()));
                if !is_a_persons(key) {
                    walk(member, text, first, pieces);
                }
            }
        }
        _ => {}
    }
}

fn is_a_persons(key: &str) -> bool {
    let key = key.to_lowercase();
    key.ends_with("name")
        || key.ends_with("own_words")
        || matches!(key.as_str(), "family" | "given" | "ownwords")
}

#[cfg(test)]
mod tests {
    use super::{csv, json, registry};
    use crate::classify::Classifier;
    use crate::pieces::{Labels, Piece, faults};

    fn lines(pieces: &[Piece]) -> Vec<usize> {
        let classifier = Classifier::new();
        let labels = Labels::new(["White British".to_owned()], &classifier);
        pieces.iter().flat_map(|piece| faults(piece, &classifier, &labels)).map(|(line, _)| line).collect()
    }

    #[test]
    fn cells_are_official_labels_or_a_persons_own() {
        let text = "family_name,ethnic_category\nWhite,White British\nBrown,white\n\"A\nB\",Black Martian\n";
        assert_eq!(lines(&csv(text)), [3, 4]);
    }

    #[test]
    fn messages_are_official_labels_or_a_persons_own() {
        let text = "{\n\"name\": [{\"family\": \"White\"}],\n\"display\": \"White British\",\n\"note\": \"a white man\"\n}";
        assert_eq!(lines(&json(text)), [4]);
        assert_eq!(lines(&json("{\"a\": 1}\n{\"note\": \"black\"}\n{\"broken\": \"brown\n")), [2, 3]);
    }
    #[test]
    fn the_records_of_a_registry_are_its_own_and_the_head_is_ours() {
        assert!(lines(&registry("Note: a\n%%\nDescription: White Hmong\n")).is_empty());
        assert_eq!(lines(&registry("Note: a\n  white man\n%%\nSubtag: bme\n")), [2]);
    }
}
