//! The lists beside this file.

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository; the command's own tests use these lists too, from a folder further in.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = package.ancestors().find(|folder| folder.join("tests/words").is_dir());
    root.unwrap_or(package).to_owned()
}

/// The rows of a list under `tests/words/`, without its header. Every row has as many cells as the header.
pub fn rows(file: &str) -> Vec<Vec<String>> {
    let path = root().join("tests/words").join(file);
    let text = read(&path);
    let mut lines = csv(&text).into_iter();
    let header = lines.next().unwrap_or_else(|| panic!("{file} is empty"));
    let rows: Vec<Vec<String>> = lines.map(|(_, cells)| cells).collect();
    assert!(!rows.is_empty(), "{file} has no rows");
    for row in &rows {
        assert_eq!(row.len(), header.1.len(), "{file}: {row:?} has not as many cells as the header");
    }
    rows
}

/// A file's text, with line ends as `\n`.
pub fn read(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).replace("\r\n", "\n")
}

/// The records of a CSV file, each with the line it begins on; blank lines are no records. Written here because the
/// crate's own reader is a thing under test.
pub fn csv(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut records = Vec::new();
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let (mut line, mut began) = (1, 1);
    let mut signs = text.trim_start_matches('\u{FEFF}').chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                finish(&mut records, began, &mut cells, &mut cell);
                began = line + 1;
            }
            _ => cell.push(sign),
        }
        if sign == '\n' {
            line += 1;
        }
    }
    finish(&mut records, began, &mut cells, &mut cell);
    records
}

fn finish(records: &mut Vec<(usize, Vec<String>)>, line: usize, cells: &mut Vec<String>, cell: &mut String) {
    if !(cells.is_empty() && cell.is_empty()) {
        cells.push(std::mem::take(cell));
        records.push((line, std::mem::take(cells)));
    }
}
