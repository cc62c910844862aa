//! What a spreadsheet does to a CSV that it opens and saves: the worst of what several are known to do.

/// The CSV as it is saved, with another delimiter, carriage returns and without a byte order mark.
pub fn saved(text: &str, delimiter: u8) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for record in reader.records() {
        writer.write_record(record.unwrap().iter().map(read)).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// What a cell is taken for, and shown as.
fn read(cell: &str) -> String {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let trimmed = cell.trim();
    let small = trimmed.to_lowercase();
    let has_digit = trimmed.bytes().any(|byte| byte.is_ascii_digit());
    if let Some(rest) = cell.strip_prefix('\'') {
        return rest.to_owned();
    }
    if trimmed.starts_with(['=', '+', '-', '@']) && trimmed.len() > 1 {
        return "#NAME?".to_owned();
    }
    if ["true", "false"].contains(&small.as_str()) {
        return small.to_uppercase();
    }
    let number = trimmed.trim_end_matches('%').trim_start_matches(['£', '$', '€']).replace(',', "");
    if let Ok(number) = number.parse::<f64>() {
        return if number.abs() >= 1e11 { format!("{number:.2E}") } else { number.to_string() };
    }
    let parts: Vec<&str> = small.split(['-', '/', ' ', '.', ':']).collect();
    let is_part = |part: &&str| {
        part.parse::<u32>().is_ok() || MONTHS.iter().any(|month| part.starts_with(month)) || part.is_empty()
    };
    if has_digit && (2..=4).contains(&parts.len()) && parts.iter().all(is_part) {
        return "Sep-28".to_owned();
    }
    trimmed.to_owned()
}

#[test]
fn it_does_what_spreadsheets_do() {
    for (cell, shown) in [
        ("01", "1"),
        ("1E5", "100000"),
        ("1024271000000107", "1.02E15"),
        ("2028-9", "Sep-28"),
        ("1 May", "Sep-28"),
        ("=A1", "#NAME?"),
        ("'a", "a"),
        ("true", "TRUE"),
        (" a", "a"),
        ("Irish", "Irish"),
        ("[01]", "[01]"),
    ] {
        assert_eq!(read(cell), shown);
    }
}
