//! The report as one HTML page, for whoever answers for the records.
//!
//! The page holds all that it needs: no script, no font, no picture and no style from elsewhere, and a policy that lets a
//! browser load none. It is written for a screen, a narrow one, paper and a reader of screens alike: each drawing has a
//! title, a description and a table with the same numbers.
//!
//! [`Tier::Publishable`] has only what [`published`](crate::audit::published) lets out; [`Tier::Internal`] has exact counts
//! and the rows of findings.

mod figure;
mod markup;
mod section;

use std::io::{self, Write};

use self::markup::Markup;
use self::section::View;
use super::Tier;
use crate::Error;
use crate::audit::Summary;
use crate::audit::published::{Earlier, Protection};
use crate::standard::{STANDARD_DATE, STANDARD_VERSION};

/// How the page is made.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::Tier;
/// use ownwords::audit::report::html::Settings;
///
/// assert_eq!(Settings::default().tier, Tier::Publishable);
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Settings {
    /// Who the page is for.
    pub tier: Tier,
    /// From where counts are published.
    pub protection: Protection,
    /// What an earlier run published, for the trend.
    pub earlier: Option<Earlier>,
    /// The day that the page names as its own. Without it there is none, so that the same file gives the same page.
    pub as_of: Option<String>,
}

/// Writes the page for these inputs, each with its error where it was not read to its end.
///
/// # Errors
///
/// The writer's own, and no others.
///
/// # Example
///
/// ```
/// use ownwords::audit::report::html::{self, Settings};
/// use ownwords::audit::{Options, audit};
///
/// let file = "language\ncy\nq4\n";
/// let summary = audit(file.as_bytes(), "example", Options::default(), &mut |_| Ok(())).unwrap();
/// let mut page = Vec::new();
/// html::write(&mut page, &[(summary, None)], &Settings::default())?;
/// let page = String::from_utf8(page).unwrap();
/// assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
/// assert!(!page.contains("<script") && !page.contains("q4"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(
    out: &mut dyn Write,
    inputs: &[(Summary, Option<Error>)],
    settings: &Settings,
) -> io::Result<()> {
    let mut page = Markup::default();
    head(&mut page, settings);
    for (place, (summary, error)) in inputs.iter().enumerate() {
        View::new(summary, error.as_ref(), settings, place + 1).write(&mut page);
    }
    foot(&mut page, inputs, settings);
    out.write_all(page.end().as_bytes())
}

fn head(page: &mut Markup, settings: &Settings) {
    page.raw("<!DOCTYPE html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ");
    page.raw("base-uri 'none'; form-action 'none'\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"referrer\" content=\"no-referrer\"><title>What these records say of people</title>\n<style>");
    page.raw(include_str!("html/style.css"))
        .raw("</style></head>\n<body><a class=\"skip\" href=\"#main\">Go to the ");
    page.raw("report</a>\n<header><h1>What these records say of people, and what they cannot say</h1>\n<p>");
    match settings.tier {
        Tier::Publishable => {
            page.raw("This report may be published. It holds no name, no number of a person and no row. Counts from 1 to ");
            page.number(settings.protection.hidden_below(settings.earlier.is_some()) - 1)
                .raw(" are not shown, and others are rounded to the nearest ");
            page.number(settings.protection.rounding()).raw(", so that nobody can be found in it.</p>\n");
        }
        Tier::Internal => {
            page.raw(
                "This report is for those who keep the records. It names rows and exact counts, so it is as ",
            );
            page.raw("confidential as the records are.</p>\n");
        }
    }
    page.raw("<p class=\"soft\">Made by ownwords ").text(env!("CARGO_PKG_VERSION")).raw(", standard ");
    page.text(STANDARD_VERSION).raw(" of ").text(STANDARD_DATE);
    if let Some(day) = &settings.as_of {
        page.raw(", as of ").text(day);
    }
    page.raw(".</p></header>\n<main id=\"main\">\n");
}

fn foot(page: &mut Markup, inputs: &[(Summary, Option<Error>)], settings: &Settings) {
    page.raw("</main>\n<footer><h2 id=\"complete\">Whether this is all</h2>\n");
    let whole = inputs.iter().filter(|(_, error)| error.is_none()).count();
    if whole == inputs.len() {
        page.raw(
            "<p>Every input was read to its end, and every record that was read is in this report.</p>\n",
        );
    } else {
        page.raw("<p class=\"warn\">")
            .number((inputs.len() - whole) as u64)
            .raw(" of ")
            .number(inputs.len() as u64);
        page.raw(" inputs could not be read to the end. This report is not complete.</p>\n");
    }
    if settings.tier == Tier::Publishable {
        page.raw("<p>The exact counts, and the hash by which each input is known again, are in the internal report ");
        page.raw("of the same run. They are not here, because with them somebody could test a guess at what is hidden.");
        page.raw("</p>\n<p>Small counts are hidden and others rounded as NHS England does for hospital statistics ");
        page.raw("(NHS Digital, <cite>Disclosure control methodology for Hospital Episode Statistics and Emergency Care ");
        page.raw("Data Set</cite>, September 2018). The number of valid values is never published for itself: it is ");
        page.raw("worked out from what is shown, so that what is hidden cannot be worked out from it.</p>\n");
    }
    page.raw("</footer>\n</body></html>\n");
}
