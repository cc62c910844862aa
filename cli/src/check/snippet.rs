//! One fault for people: the line that it stands in, the place underlined, and what there is to say of it.

use unicode_width::UnicodeWidthChar;

use super::{Fault, Texts};

/// How wide a tab is shown.
const TAB: usize = 4;

/// The most cells of a line that are shown before the place and from it on.
const BEFORE: usize = 60;
const FROM: usize = 100;

/// Whether parts of the text are set off by colour and weight: on a terminal only.
#[derive(Clone, Copy)]
pub(super) struct Paint(bool);

impl Paint {
    pub(super) fn of(is_terminal: bool) -> Self {
        Self(is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()))
    }

    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

const FAULT: &str = "1;31";
const MARGIN: &str = "34";
const WORD: &str = "1";

/// The fault, as a block of lines.
pub(super) fn fault(fault: &Fault<'_>, texts: &mut Texts, paint: Paint) -> String {
    let id = format!("{} {}", fault.rule.id, fault.rule.name);
    let mut block = format!("{}: {}\n", paint.with(FAULT, &id), paint.with(WORD, fault.error.message()));
    let places: String =
        [fault.line, fault.column].into_iter().flatten().map(|at| format!(":{at}")).collect();
    let number = fault.line.map(|line| line.to_string()).unwrap_or_default();
    let margin = " ".repeat(number.len());
    block.push_str(&format!("{margin}{} {}{places}\n", paint.with(MARGIN, "-->"), fault.file));
    let bar = paint.with(MARGIN, "|");
    if let Some(text) = fault.line.and_then(|line| texts.line(&fault.file, line)) {
        let shown = Shown::of(text.trim_end_matches('\r'), fault.column.unwrap_or(1));
        block.push_str(&format!("{margin} {bar}\n{} {bar} {}\n", paint.with(MARGIN, &number), shown.line));
        let under = " ".repeat(shown.before) + &paint.with(FAULT, &"^".repeat(shown.under));
        block.push_str(&format!("{margin} {bar} {under}\n"));
    }
    let equals = paint.with(MARGIN, "=");
    if let Some(help) = fault.error.help() {
        block.push_str(&format!("{margin} {equals} {}: {help}\n", paint.with(WORD, "help")));
    }
    block.push_str(&format!("{margin} {equals} {}: {}\n", paint.with(WORD, "why"), fault.rule.why));
    block
}

/// A line as a terminal shows it, and the cells before and under the place.
struct Shown {
    line: String,
    before: usize,
    under: usize,
}

impl Shown {
    fn of(text: &str, column: u64) -> Self {
        let (before, from) = split(text, column);
        let marked = region(text, column).chars().count();
        let (mut line, mut before) = (before.chars().map(cells).collect::<String>(), width(before));
        if before > BEFORE {
            let mut left: Vec<char> = line.chars().collect();
            while before > BEFORE - 1 && !left.is_empty() {
                before -= left.remove(0).width().unwrap_or(0);
            }
            line = "…".chars().chain(left).collect();
            before += 1;
        }
        let (mut cells_from, mut under) = (0, 0);
        for (place, sign) in from.chars().enumerate() {
            let shown = cells(sign);
            let wide = width(&sign.to_string());
            if cells_from + wide > FROM {
                line.push('…');
                break;
            }
            cells_from += wide;
            under += if place < marked { wide } else { 0 };
            line.push_str(&shown);
        }
        Self { line, before, under: under.max(1) }
    }
}

/// The text before a column and from it on; columns count characters from 1.
fn split(text: &str, column: u64) -> (&str, &str) {
    let signs = usize::try_from(column.saturating_sub(1)).unwrap_or(usize::MAX);
    let byte = text.char_indices().nth(signs).map_or(text.len(), |(byte, _)| byte);
    text.split_at(byte)
}

/// What the fault is of: the quoted text or the word that begins at the column.
pub(super) fn region(text: &str, column: u64) -> &str {
    let (_, from) = split(text, column);
    let length = match from.chars().next() {
        Some(quote @ ('"' | '\'')) => closing(from, quote),
        Some(first) if first.is_whitespace() => Some(first.len_utf8()),
        _ => from.find([' ', '\t', ',', ']', '}', '\r']).filter(|&end| end > 0),
    };
    let whole = from.trim_end();
    length.and_then(|length| from.get(..length)).unwrap_or(whole)
}

/// Where the quoted text ends, behind its closing quote.
fn closing(from: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    from.char_indices().skip(1).find_map(|(byte, sign)| {
        let closes = sign == quote && !is_escaped;
        is_escaped = quote == '"' && sign == '\\' && !is_escaped;
        closes.then_some(byte + 1)
    })
}

/// A character as it is shown: a tab as spaces, and what would move the cursor or turn the line round as its code point.
fn cells(sign: char) -> String {
    let turns = matches!(sign, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    match sign {
        '\t' => " ".repeat(TAB),
        _ if sign.is_control() || turns => format!("<U+{:04X}>", u32::from(sign)),
        _ => sign.to_string(),
    }
}

/// How many cells of a terminal the text takes as it is shown.
fn width(text: &str) -> usize {
    text.chars().map(|sign| cells(sign).chars().map(|sign| sign.width().unwrap_or(0)).sum::<usize>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_under_the_word() {
        for (text, column, before, under) in [
            ("    means: [irihs]", 13, 12, 5),
            ("label: \"a \\\" b\" # x", 8, 7, 8),
            ("{text: \"김민준\", use: labl}", 20, 22, 4),
            ("\tlabel: x", 1, 0, 4),
            ("e\u{301}e\u{301}: wrong", 7, 4, 5),
            ("", 1, 0, 1),
            ("short", 99, 5, 1),
        ] {
            let shown = Shown::of(text, column);
            assert_eq!((shown.before, shown.under), (before, under), "{text}");
        }
    }

    #[test]
    fn a_long_line_is_shown_around_its_place() {
        let text = "長".repeat(5_000);
        let shown = Shown::of(&text, 2_500);
        assert!(width(&shown.line) <= BEFORE + FROM + 2 && shown.before <= BEFORE, "{}", shown.before);
        assert!(shown.line.starts_with('…') && shown.line.ends_with('…'));
    }

    #[test]
    fn what_turns_a_line_round_is_shown_and_does_nothing() {
        let shown = Shown::of("label: \"\u{202E}\" \x1b[31m", 8);
        assert_eq!(shown.line, "label: \"<U+202E>\" <U+001B>[31m");
    }
}
