//! A plan that went through a spreadsheet: what it may do, and what is refused.

use ownwords::audit::Options;
use ownwords::audit::plan::Plan;

use super::{applied, cells, marked, place, plan_of, refused, undo_of, written};

/// Made up; what would be written begins as formulas, numbers and dates do.
const SOURCE: &str = "surname,known_as,updated,ethnic_category\n\
    =cmd ,+1 ,25/12/2023,h\n@Lee ,-Ada ,31/01/2024, j\n007 ,Sep-28 ,13/01/2024,K\n[Lee] ,TRUE ,14/01/2024,k\n";

fn plan() -> Vec<u8> {
    plan_of(SOURCE.as_bytes(), Options::default())
}

/// What a spreadsheet makes of a cell that it opens and saves: it would run `=…`, and reads numbers, dates and words.
fn is_taken_for_something_else(cell: &str) -> bool {
    let is_number =
        !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || b".+-eE".contains(&byte));
    let is_small = cell.parse::<u32>().is_ok_and(|number| number.to_string() == cell);
    let begins = cell.starts_with(['=', '+', '-', '@', '\'', '\t', '\r', ' ']);
    let is_word = ["true", "false"].contains(&cell.to_ascii_lowercase().as_str());
    begins || (is_number && !is_small) || is_word || cell.ends_with(' ')
}

#[test]
fn no_cell_of_a_plan_is_taken_for_something_else() {
    let plan = marked(&plan(), |_, _| Some("yes"));
    let (_, made) = applied(&plan, SOURCE.as_bytes()).unwrap();
    for plan in [plan, undo_of(&made)] {
        let mut guarded = 0;
        for cell in cells(&plan).iter().flatten() {
            assert!(!is_taken_for_something_else(cell), "`{cell}`");
            guarded += usize::from(cell.starts_with('['));
        }
        assert!(guarded > 8, "{guarded}");
    }
}

#[test]
fn what_is_guarded_is_written_without_its_guard() {
    let plan = marked(&plan(), |_, _| Some("yes"));
    let (new, _) = applied(&plan, SOURCE.as_bytes()).unwrap();
    let new = String::from_utf8(new).unwrap();
    assert!(new.contains("=cmd,+1,2023-12-25,H\n@Lee,-Ada,2024-01-31,J\n007,Sep-28,"), "{new}");
}

#[test]
fn a_plan_saved_another_way_is_the_same_plan() {
    let plan = marked(&plan(), |_, _| Some("yes"));
    let (new, _) = applied(&plan, SOURCE.as_bytes()).unwrap();
    let rows = cells(&plan);
    let with = |delimiter: u8, end: csv::Terminator| {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(end)
            .quote_style(csv::QuoteStyle::Always)
            .from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        writer.into_inner().unwrap()
    };
    let text = String::from_utf8(with(b'\t', csv::Terminator::CRLF)).unwrap();
    let utf_16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut with_blank_rows = plan.clone();
    with_blank_rows.extend_from_slice(b",,,,,,,,,,,,,\r\n\r\n");
    for saved in
        [with(b';', csv::Terminator::CRLF), with(b'\t', csv::Terminator::Any(b'\n')), utf_16, with_blank_rows]
    {
        assert_eq!(applied(&saved, SOURCE.as_bytes()).unwrap().0, new);
    }
}

#[test]
fn every_cell_but_the_mark_is_checked() {
    let rows = cells(&plan());
    let apply = place(&rows, "apply");
    for (number, row) in rows.iter().enumerate().skip(1) {
        for column in (0..row.len()).filter(|column| *column != apply) {
            // In any way: by a sign more, one less, another case, a number that lost its zeros.
            let cell = &row[column];
            let fewer: String = cell.chars().skip(1).collect();
            for changed in [format!("{cell}x"), format!("0{cell}"), fewer, cell.to_lowercase()] {
                let unguarded = |text: &str| {
                    text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text).to_owned()
                };
                if unguarded(&changed) == unguarded(cell) {
                    continue;
                }
                let mut rows = rows.clone();
                rows[number][column] = changed;
                let error = Plan::read(&written(&rows)[..]).err();
                assert!(error.is_some(), "row {number}, column {column}");
            }
        }
    }
}

#[test]
fn rows_that_are_lost_doubled_or_of_another_plan_are_refused() {
    let rows = cells(&plan());
    for number in 1..rows.len() {
        let mut fewer = rows.clone();
        fewer.remove(number);
        let mut more = rows.clone();
        more.insert(number, rows[number].clone());
        for changed in [fewer, more] {
            assert!(Plan::read(&written(&changed)[..]).is_err(), "row {number}");
        }
    }
    let other = cells(&plan_of(b"surname,ethnic_category\nKhan ,h\n", Options::default()));
    let repair = |rows: &[Vec<String>]| rows.iter().position(|row| row[0] == "repair").unwrap();
    let mut mixed = rows.clone();
    let place = repair(&mixed);
    mixed[place] = other[repair(&other)].clone();
    let error = refused(&written(&mixed), SOURCE.as_bytes());
    assert!(error.message().contains("not as it was written"), "{error}");
    // A plan that was cut off says so.
    let whole = plan();
    for end in (0..whole.len()).step_by(97) {
        assert!(Plan::read(&whole[..end]).is_err(), "{end}");
    }
}

#[test]
fn columns_may_be_added_but_neither_renamed_nor_doubled() {
    let rows = cells(&plan());
    for column in 0..rows[0].len() {
        let mut renamed = rows.clone();
        renamed[0][column].push('2');
        assert!(Plan::read(&written(&renamed)[..]).is_err(), "{column}");
        let mut doubled = rows.clone();
        doubled.iter_mut().for_each(|row| row.push(row[column].clone()));
        let error = Plan::read(&written(&doubled)[..]).unwrap_err();
        assert!(error.message().contains("twice"), "{error}");
    }
}

/// Damage of any one byte, of the line ends and of the encoding: what is then made is what would have been made, or nothing is
/// and the error says where.
#[test]
fn any_damage_of_a_plan_is_an_error_with_its_line_or_none() {
    let plan = marked(&plan(), |number, _| (number % 2 == 0).then_some("yes"));
    let (expected, _) = applied(&plan, SOURCE.as_bytes()).unwrap();
    let mut damaged: Vec<Vec<u8>> = Vec::new();
    for place in (0..plan.len()).step_by(3) {
        let with = |bytes: &[u8]| [&plan[..place], bytes, &plan[place + 1..]].concat();
        damaged.extend([with(b""), with(b"x"), with(b"\""), with(&[plan[place] ^ 0x20])]);
        if place % 15 == 0 {
            damaged.extend([with(b"\0"), with(b"\xFF"), with(b"\n"), with(b","), with(b"\xE2\x80\x8B")]);
        }
    }
    let text = String::from_utf8(plan.clone()).unwrap();
    damaged.push(text.replace("\r\n", "\n").into_bytes());
    damaged.push(text.replace('\n', "\r\n").into_bytes());
    damaged.push(text.to_uppercase().into_bytes());
    damaged.push(text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect());
    let (mut same, mut refused) = (0, 0);
    for bytes in damaged {
        match applied(&bytes, SOURCE.as_bytes()) {
            Ok((new, _)) => {
                assert_eq!(new, expected);
                same += 1;
            }
            Err(error) => {
                assert_eq!(error.kind(), ownwords::ErrorKind::Format, "{error}");
                let is_of_the_whole = ["the plan ", "this source is not the one"];
                let has_line = error.position().is_some_and(|place| place.line.is_some());
                assert!(
                    has_line || is_of_the_whole.iter().any(|whole| error.message().starts_with(whole)),
                    "{error}"
                );
                refused += 1;
            }
        }
    }
    assert!(same > 10 && refused > 1000, "{same} {refused}");
}
