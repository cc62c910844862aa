//! Numbers as a tier may show them, and drawings of them. Each drawing has a title, a description and, beside it, a table.

use super::markup::{Markup, thousands};
use crate::audit::FieldCounts;
use crate::audit::published::Count;

/// A number: as it is, or as it may be published.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Exact(u64),
    Published(Count),
}

impl Number {
    /// What stands in a table; what is hidden is below `hidden_below`.
    pub(super) fn words(self, hidden_below: u64) -> String {
        match self {
            Self::Exact(count) => thousands(count),
            Self::Published(Count::None) => "0".to_owned(),
            Self::Published(Count::About(about)) => format!("about {}", thousands(about)),
            Self::Published(Count::Hidden) => format!("fewer than {hidden_below}"),
            Self::Published(Count::Between(from, to)) => {
                format!("about {} to {}", thousands(from), thousands(to))
            }
            Self::Published(Count::Rest) => "the rest".to_owned(),
            Self::Published(Count::Withheld) => "not shown".to_owned(),
        }
    }

    /// How long it is drawn; `None` where it is not to be seen.
    pub(super) fn drawn(self) -> Option<f64> {
        match self {
            Self::Exact(count) | Self::Published(Count::About(count)) => Some(count as f64),
            Self::Published(Count::None) => Some(0.0),
            // What is hidden is drawn as nothing, and what is left of the rows takes its place.
            Self::Published(Count::Hidden) => Some(0.0),
            Self::Published(Count::Between(_, to)) => Some(to as f64),
            Self::Published(Count::Rest | Count::Withheld) => None,
        }
    }
}

/// The five counts of a field, in the order in which they are drawn.
pub(super) struct Bar {
    pub(super) label: String,
    /// Valid, declined, unknown, invalid, missing.
    pub(super) parts: [Number; 5],
}

impl Bar {
    pub(super) fn exact(label: String, counts: FieldCounts) -> Self {
        let FieldCounts { missing, valid, declined, unknown, invalid } = counts;
        Self { label, parts: [valid, declined, unknown, invalid, missing].map(Number::Exact) }
    }
}

/// The kinds of [`Bar::parts`], with the class that draws each.
pub(super) const PARTS: [(&str, &str); 5] =
    [("valid", "a"), ("declined", "b"), ("unknown", "c"), ("invalid", "d"), ("missing", "e")];

const ROW: f64 = 34.0;
const LEFT: f64 = 160.0;
const WIDTH: f64 = 760.0;

/// A drawing's beginning: its size, title and description. One that is wider than a small screen moves under it, as a table
/// does, because its letters would be too small to read.
fn begin(page: &mut Markup, id: &str, height: f64, width: f64, title: &str, description: &str) {
    if width >= WIDTH {
        page.raw("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"")
            .text(id)
            .raw("-t\">");
    }
    page.raw("<svg role=\"img\" viewBox=\"0 0 ")
        .length(width)
        .raw(" ")
        .length(height)
        .raw("\" aria-labelledby=\"");
    page.text(id).raw("-t ").text(id).raw("-d\"><title id=\"").text(id).raw("-t\">").text(title);
    page.raw("</title><desc id=\"").text(id).raw("-d\">").text(description).raw("</desc>");
}

fn end(page: &mut Markup, width: f64) {
    page.raw("</svg>").raw(if width >= WIDTH { "</div>" } else { "" });
}

fn rect(page: &mut Markup, class: &'static str, at: (f64, f64), size: (f64, f64)) {
    page.raw("<rect class=\"").raw(class).raw("\" x=\"").length(at.0).raw("\" y=\"").length(at.1);
    page.raw("\" width=\"").length(size.0).raw("\" height=\"").length(size.1).raw("\"/>");
}

fn label(page: &mut Markup, x: f64, y: f64, text: &str) {
    page.raw("<text x=\"").length(x).raw("\" y=\"").length(y).raw("\">").text(text).raw("</text>");
}

/// One bar a field, each as long as all records, in the parts of [`PARTS`].
pub(super) fn stacked(page: &mut Markup, id: &str, bars: &[Bar], hidden_below: u64) {
    let height = ROW * (bars.len() as f64 + 1.0) + 8.0;
    let said: Vec<String> = bars
        .iter()
        .map(|bar| {
            let parts = bar.parts.iter().zip(PARTS);
            let parts: Vec<String> =
                parts.map(|(number, (name, _))| format!("{name} {}", number.words(hidden_below))).collect();
            format!("{}: {}", bar.label, parts.join(", "))
        })
        .collect();
    begin(page, id, height, WIDTH, "What stands in each field", &format!("{}.", said.join(". ")));
    let mut x = LEFT;
    for (name, class) in PARTS {
        rect(page, class, (x, 6.0), (14.0, 14.0));
        label(page, x + 20.0, 18.0, name);
        x += 100.0;
    }
    for (place, bar) in bars.iter().enumerate() {
        let y = ROW * (place as f64 + 1.0);
        label(page, 0.0, y + 17.0, &bar.label);
        let drawn: Vec<Option<f64>> = bar.parts.iter().map(|number| number.drawn()).collect();
        let total: f64 = drawn.iter().flatten().sum();
        if total <= 0.0 || drawn.iter().any(Option::is_none) {
            rect(page, "q", (LEFT, y), (WIDTH - LEFT - 2.0, 24.0));
            label(page, LEFT + 8.0, y + 17.0, "not shown: the numbers are too small");
            continue;
        }
        let mut x = LEFT;
        for (part, (_, class)) in drawn.iter().flatten().zip(PARTS) {
            let width = part / total * (WIDTH - LEFT - 2.0);
            if width > 0.0 {
                rect(page, class, (x, y), (width, 24.0));
                x += width;
            }
        }
    }
    end(page, WIDTH);
}

/// One bar a category, and behind it in words what it lumps together.
pub(super) fn bars(page: &mut Markup, id: &str, title: &str, rows: &[(String, Number)], hidden_below: u64) {
    let height = ROW * rows.len() as f64 + 6.0;
    let most = rows.iter().filter_map(|(_, number)| number.drawn()).fold(1.0, f64::max);
    let said: Vec<String> =
        rows.iter().map(|(name, number)| format!("{name}: {}", number.words(hidden_below))).collect();
    begin(page, id, height, WIDTH, title, &format!("{}.", said.join("; ")));
    let left = 330.0;
    for (place, (name, number)) in rows.iter().enumerate() {
        let y = ROW * place as f64 + 4.0;
        label(page, 0.0, y + 17.0, &shortened(name, 44));
        let room = WIDTH - left - 130.0;
        match number.drawn() {
            Some(drawn) => {
                let width = (drawn / most * room).max(2.0);
                rect(page, "a", (left, y), (width, 24.0));
                label(page, left + width + 8.0, y + 17.0, &number.words(hidden_below));
            }
            None => {
                rect(page, "q", (left, y), (room, 24.0));
                label(page, left + room + 8.0, y + 17.0, &number.words(hidden_below));
            }
        }
    }
    end(page, WIDTH);
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

/// Shares of a hundred over the months: a line from the first to the last.
pub(super) fn line(page: &mut Markup, id: &str, title: &str, points: &[(String, f64)]) {
    let (width, height) = (300.0, 130.0);
    let (first, last) = (points.first(), points.last());
    let description = match (first, last) {
        (Some((from, before)), Some((to, after))) => {
            format!("From {before:.0} % in {from} to {after:.0} % in {to}, over {} months.", points.len())
        }
        _ => String::new(),
    };
    begin(page, id, height, width, title, &description);
    let y_of = |share: f64| 10.0 + (100.0 - share) * 0.9;
    for share in [0.0, 50.0, 100.0] {
        page.raw("<path class=\"t\" d=\"M40 ").length(y_of(share)).raw("H295\"/>");
        label(page, 0.0, y_of(share) + 4.0, &format!("{share:.0} %"));
    }
    let step = 250.0 / (points.len().max(2) - 1) as f64;
    page.raw("<path class=\"p\" d=\"");
    for (place, (_, share)) in points.iter().enumerate() {
        page.raw(if place == 0 { "M" } else { "L" })
            .length(42.0 + step * place as f64)
            .raw(" ")
            .length(y_of(*share));
    }
    page.raw("\"/>");
    if let [(_, only)] = points {
        page.raw("<circle cx=\"42\" cy=\"").length(y_of(*only)).raw("\" r=\"4\"/>");
    }
    if let Some((from, _)) = first {
        label(page, 40.0, 125.0, from);
    }
    if let (Some((to, _)), true) = (last, points.len() > 1) {
        label(page, 240.0, 125.0, to);
    }
    end(page, width);
}
