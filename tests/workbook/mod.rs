//! A small Excel workbook, made here so that every byte of it is known: a ZIP file whose parts are not compressed.

/// A workbook of sheets, each with a name and its rows as SpreadsheetML has them (ECMA-376, 18.3.1.73). The style 1 of cells
/// is a date.
pub fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OF_OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const OF_PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let numbered = || sheets.iter().zip(1..);
    let listed: String = numbered()
        .map(|((name, _), number)| {
            format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>")
        })
        .collect();
    let related: String = numbered()
        .map(|(_, number)| {
            format!(
                "<Relationship Id=\"r{number}\" Type=\"{OF_OFFICE}/worksheet\" Target=\"worksheets/s{number}.xml\"/>"
            )
        })
        .collect();
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{OF_PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OF_OFFICE}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OF_OFFICE}\"><sheets>{listed}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{OF_PACKAGE}\">{related}<Relationship Id=\"style\" Type=\"{OF_OFFICE}/styles\" \
                 Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>\
                 </styleSheet>"
            ),
        ),
    ];
    for ((_, rows), number) in numbered() {
        let sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/s{number}.xml"), sheet));
    }
    zip(&parts)
}

/// A cell with text.
pub fn text(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A cell with a number.
pub fn number(place: &str, number: &str) -> String {
    format!("<c r=\"{place}\"><v>{number}</v></c>")
}

/// A cell with a date, by its number of days.
pub fn date(place: &str, days: u32) -> String {
    format!("<c r=\"{place}\" s=\"1\"><v>{days}</v></c>")
}

/// A row of cells.
pub fn row(number: u32, cells: &[String]) -> String {
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let (mut file, mut list) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let offset = file.len() as u32;
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        head.extend(checksum(text.as_bytes()).to_le_bytes());
        head.extend((text.len() as u32).to_le_bytes());
        head.extend((text.len() as u32).to_le_bytes());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        file.extend(*b"PK\x03\x04");
        file.extend(&head);
        file.extend(name.as_bytes());
        file.extend(text.as_bytes());
        list.extend(*b"PK\x01\x02\x14\0");
        list.extend(&head);
        list.extend([0; 10]);
        list.extend(offset.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let (offset, length) = (file.len() as u32, list.len() as u32);
    file.extend(list);
    file.extend(*b"PK\x05\x06\0\0\0\0");
    file.extend((parts.len() as u16).to_le_bytes());
    file.extend((parts.len() as u16).to_le_bytes());
    file.extend(length.to_le_bytes());
    file.extend(offset.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// CRC-32, as ZIP has it.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, &byte| (0..8).fold(sum ^ u32::from(byte), step))
}
