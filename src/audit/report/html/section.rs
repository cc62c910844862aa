//! The parts of the page that tell of one input.

use super::Settings;
use super::figure::{self, Bar, Number};
use super::markup::{Markup, thousands};
use crate::Error;
use crate::audit::measures::CODED;
use crate::audit::published::{Count, Publication, PublishedCode};
use crate::audit::report::Tier;
use crate::audit::{Lumped, RuleCount, Summary};
use crate::rules::RecordField;
use crate::standard::Concept;

/// A year and a month, and of each field the share of records that hold something.
type Shares = ((u16, u16), Vec<(RecordField, f64)>);

/// How many heritages are named at once of those that a category lumps together.
const NAMED: usize = 8;

/// One input, as the tier may show it.
pub(super) struct View<'a> {
    summary: &'a Summary,
    error: Option<&'a Error>,
    settings: &'a Settings,
    place: usize,
    publication: Publication,
}

/// A code, what it is called, and how many records hold it.
struct Coded {
    list: Option<&'static str>,
    code: String,
    label: Option<&'static str>,
    number: Number,
}

impl Coded {
    /// The code and what its list calls it.
    fn name(&self) -> String {
        self.label.map_or_else(|| self.code.clone(), |label| format!("{} “{label}”", self.code))
    }
}

impl<'a> View<'a> {
    pub(super) fn new(
        summary: &'a Summary,
        error: Option<&'a Error>,
        settings: &'a Settings,
        place: usize,
    ) -> Self {
        let publication = Publication::of(summary, settings.protection, settings.earlier.as_ref());
        Self { summary, error, settings, place, publication }
    }

    fn is_internal(&self) -> bool {
        self.settings.tier == Tier::Internal
    }

    fn words(&self, number: Number) -> String {
        number.words(self.publication.hidden_below())
    }

    fn id(&self, what: &str) -> String {
        format!("i{}-{what}", self.place)
    }

    pub(super) fn write(&self, page: &mut Markup) {
        page.raw("<section aria-labelledby=\"")
            .text(&self.id("h"))
            .raw("\"><h2 id=\"")
            .text(&self.id("h"))
            .raw("\">");
        match self.is_internal() {
            true => page.raw("<bdi>").text(self.summary.name()).raw("</bdi>"),
            false => page.raw("Input ").number(self.place as u64),
        };
        page.raw("</h2>\n");
        self.what_was_read(page);
        if self.summary.source().is_some() {
            self.fields(page);
            self.months(page);
            for field in CODED.into_iter().filter(|field| self.summary.has_field(*field)) {
                self.codes(page, field);
            }
            self.written(page);
            self.rules(page);
        }
        page.raw("</section>\n");
    }

    fn what_was_read(&self, page: &mut Markup) {
        let rows = match self.is_internal() {
            true => Number::Exact(self.summary.rows()),
            false => Number::Published(self.publication.rows()),
        };
        page.raw("<h3>What was read</h3>\n");
        if let Some(error) = self.error {
            page.raw(
                "<p class=\"warn\"><strong>Not complete.</strong> The input could not be read to its end",
            );
            if self.is_internal() {
                page.raw(": ").text(error.message());
                if let Some(line) = error.position().and_then(|position| position.line) {
                    page.raw(" (line ").number(line).raw(")");
                }
                if let Some(help) = error.help() {
                    page.raw(". To do: ").text(help);
                }
            }
            page.raw(".</p>\n");
        }
        page.raw("<dl><dt>Records read</dt><dd>").text(&self.words(rows)).raw("</dd>");
        page.raw("<dt>Records in this report</dt><dd>").text(&self.words(rows)).raw("</dd>");
        if self.is_internal() {
            if let Some(source) = self.summary.source() {
                page.raw("<dt>Read as</dt><dd>").text(&source.to_string()).raw("</dd>");
            }
            if let Some(identity) = self.summary.identity() {
                page.raw("<dt>Bytes</dt><dd>")
                    .number(identity.bytes())
                    .raw("</dd><dt>SHA-256</dt><dd><code>");
                page.text(&identity.to_string()).raw("</code></dd>");
            }
            if self.summary.has_former_names() {
                page.raw("<dt>Former names</dt><dd>were looked at</dd>");
            }
            page.raw("<dt>Records with a finding</dt><dd>")
                .number(self.summary.rows_with_findings())
                .raw("</dd>");
        }
        let mappings = crate::audit::mappings_of(self.summary);
        for (key, edition) in mappings.into_iter().filter(|(key, _)| self.is_internal() || self.shows(key)) {
            page.raw("<dt>Mapping</dt><dd><code>")
                .text(key)
                .raw("</code>, edition ")
                .number(u64::from(edition));
            page.raw("</dd>");
        }
        if let Some(overlay) = self.summary.overlay() {
            page.raw("<dt>Overlay</dt><dd>").text(&overlay.to_string()).raw("</dd>");
        }
        page.raw("</dl>\n");
    }

    /// Whether the publication has codes of this list.
    fn shows(&self, list: &str) -> bool {
        let codes = self.publication.fields().iter().flat_map(|field| &field.codes);
        codes.into_iter().any(|(code, _)| code.list == Some(list))
    }

    /// Of each field that is in the input: valid, declined, unknown, invalid, missing.
    fn bars(&self) -> Vec<Bar> {
        let label = |field: RecordField| {
            let mut label = field.label().to_owned();
            if let Some(first) = label.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            label
        };
        if self.is_internal() {
            let fields = RecordField::ALL.into_iter().filter(|field| self.summary.has_field(*field));
            return fields.map(|field| Bar::exact(label(field), self.summary.field(field))).collect();
        }
        let fields = self.publication.fields().iter();
        fields
            .map(|field| Bar {
                label: label(field.field),
                parts: [field.valid, field.declined, field.unknown, field.invalid, field.missing]
                    .map(Number::Published),
            })
            .collect()
    }

    fn fields(&self, page: &mut Markup) {
        let bars = self.bars();
        page.raw("<h3>What stands in each field</h3>\n<p>Each bar is all records. <strong>Valid</strong>: an answer that ");
        page.raw("can be used. <strong>Declined</strong>: the person did not want to say, which is theirs to decide. ");
        page.raw("<strong>Unknown</strong>: any other reason for which there is no answer. <strong>Invalid</strong>: ");
        page.raw("something stands there that cannot be used. <strong>Missing</strong>: nothing stands there.</p>\n<figure>");
        figure::stacked(page, &self.id("fields"), &bars, self.publication.hidden_below());
        page.raw("<figcaption>The same numbers stand in the table below.</figcaption></figure>\n");
        self.open_table(page, "Records by what stands in each field", &self.id("fields-table"));
        page.raw("<thead><tr><th scope=\"col\">Field</th>");
        for (name, _) in figure::PARTS {
            page.raw("<th scope=\"col\" class=\"n\">").text(name).raw("</th>");
        }
        page.raw("</tr></thead><tbody>");
        for bar in &bars {
            page.raw("<tr><th scope=\"row\">").text(&bar.label).raw("</th>");
            for number in bar.parts {
                page.raw("<td class=\"n\">").text(&self.words(number)).raw("</td>");
            }
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>\n");
        self.measures(page, &bars);
        self.trend(page);
    }

    fn measures(&self, page: &mut Markup, bars: &[Bar]) {
        page.raw("<h3>Measures of data quality</h3>\n<p>In the manner of the Data Quality Maturity Index (NHS Digital, <cite>Data ");
        page.raw("Quality Maturity Index methodology</cite>, 2021), field by field. Completeness is the records in which ");
        page.raw("something stands, of all records. Validity is the valid ones and those of people who declined, of the ");
        page.raw("records in which something stands. Default is the unknown ones, of the same. The score is the index’s data ");
        page.raw("item score: the records that are valid and complete, less the defaults beyond what is accepted, of all ");
        page.raw("records; here no default is accepted, and who declined has answered. Coverage is the months in which a ");
        page.raw("service sent records, of those in which it should have; one file cannot tell it.</p>\n");
        self.open_table(page, "Measures, in per cent", &self.id("measures"));
        page.raw("<thead><tr><th scope=\"col\">Field</th><th scope=\"col\" class=\"n\">completeness</th>");
        page.raw("<th scope=\"col\" class=\"n\">validity</th><th scope=\"col\" class=\"n\">default</th>");
        page.raw("<th scope=\"col\" class=\"n\">score</th></tr></thead><tbody>");
        for bar in bars {
            page.raw("<tr><th scope=\"row\">").text(&bar.label).raw("</th>");
            let drawn: Option<Vec<f64>> = bar.parts.iter().map(|number| number.drawn()).collect();
            let shares = match drawn.as_deref() {
                Some([valid, declined, unknown, invalid, missing]) => {
                    let complete = valid + declined + unknown + invalid;
                    [
                        share(complete, complete + missing),
                        share(valid + declined, complete),
                        share(*unknown, complete),
                        share(valid + declined, complete + missing),
                    ]
                }
                _ => [None; 4],
            };
            for one in shares {
                page.raw("<td class=\"n\">");
                match one {
                    Some(one) => page.text(&per_cent(one, if self.is_internal() { 1 } else { 0 })),
                    None => page.raw("not shown"),
                };
                page.raw("</td>");
            }
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>\n");
    }

    /// What an earlier publication had of the same fields.
    fn trend(&self, page: &mut Markup) {
        let Some(earlier) = &self.settings.earlier else { return };
        page.raw("<h3>Against the earlier run</h3>\n");
        self.open_table(page, "Records then and now, as published", &self.id("trend"));
        page.raw("<thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Counted</th><th scope=\"col\" class=\"n\">");
        page.raw("then</th><th scope=\"col\" class=\"n\">now</th></tr></thead><tbody>");
        for field in self.publication.fields() {
            let now = [
                ("valid", field.valid),
                ("declined", field.declined),
                ("unknown", field.unknown),
                ("invalid", field.invalid),
                ("missing", field.missing),
            ];
            for (name, now) in now {
                let then = earlier.count(&format!("{}/{name}", field.field.key()));
                page.raw("<tr><th scope=\"row\">").text(field.field.label()).raw("</th><td>").text(name);
                page.raw("</td><td class=\"n\">");
                match then {
                    Some(then) => page.text(&self.words(Number::Published(then))),
                    None => page.raw("not counted"),
                };
                page.raw("</td><td class=\"n\">").text(&self.words(Number::Published(now))).raw("</td></tr>");
            }
        }
        page.raw("</tbody></table></div>\n");
    }

    fn months(&self, page: &mut Markup) {
        let fields: Vec<RecordField> = RecordField::ALL
            .into_iter()
            .filter(|field| self.summary.has_field(*field) && *field != RecordField::Updated)
            .collect();
        let months: Vec<Shares> = if self.is_internal() {
            let exact = |month: &crate::audit::Month| {
                let shares = fields.iter().map(|field| {
                    let counts = month.field(*field);
                    (*field, share(counts.complete() as f64, counts.total() as f64).unwrap_or_default())
                });
                (month.when(), shares.collect())
            };
            self.summary.months().iter().map(exact).collect()
        } else {
            let published = self.publication.months().iter();
            published
                .map(|(when, shares)| {
                    (*when, shares.iter().map(|(field, share)| (*field, *share as f64)).collect())
                })
                .collect()
        };
        if !self.summary.has_field(RecordField::Updated) {
            return;
        }
        page.raw("<h3>Over time</h3>\n");
        if months.is_empty() {
            page.raw("<p>No month has enough records to be shown.</p>\n");
            return;
        }
        page.raw("<p>Records by the month in which each was last changed: in how many of a hundred something stands in the ");
        page.raw("field.");
        if !self.is_internal() {
            page.raw(" To the nearest five, and only months with ")
                .number(self.settings.protection.least_of_month());
            page.raw(" records or more.");
        }
        page.raw("</p>\n<div class=\"many\">");
        let of = |shares: &[(RecordField, f64)], field: RecordField| {
            shares.iter().find(|(known, _)| *known == field).map(|(_, share)| *share)
        };
        for field in &fields {
            let points: Vec<(String, f64)> = months
                .iter()
                .filter_map(|((year, month), shares)| {
                    Some((format!("{year}-{month:02}"), of(shares, *field)?))
                })
                .collect();
            page.raw("<figure>");
            figure::line(
                page,
                &self.id(&format!("m-{}", field.key())),
                &format!("Complete: {field}"),
                &points,
            );
            page.raw("<figcaption>").text(field.label()).raw("</figcaption></figure>\n");
        }
        page.raw("</div><details><summary>The months in a table</summary>\n");
        self.open_table(page, "Of a hundred records, in how many something stands", &self.id("months"));
        page.raw("<thead><tr><th scope=\"col\">Month</th>");
        for field in &fields {
            page.raw("<th scope=\"col\" class=\"n\">").text(field.label()).raw("</th>");
        }
        page.raw("</tr></thead><tbody>");
        for ((year, month), shares) in &months {
            page.raw("<tr><th scope=\"row\">").text(&format!("{year}-{month:02}")).raw("</th>");
            for field in &fields {
                let said = of(shares, *field).map(|share| format!("{share:.0}")).unwrap_or_default();
                page.raw("<td class=\"n\">").text(&said).raw("</td>");
            }
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div></details>\n");
        if self.is_internal() && self.summary.in_other_months() > 0 {
            page.raw("<p>")
                .number(self.summary.in_other_months())
                .raw(" records are of no month that is counted.</p>\n");
        }
    }

    /// The codes of a field that has some; `None` where they cannot be shown.
    fn coded(&self, field: RecordField) -> Option<Vec<Coded>> {
        let codes = self.summary.codes(field);
        if self.is_internal() {
            let exact = codes.counts().iter().map(|count| Coded {
                list: count.list(),
                code: count.code().to_owned(),
                label: count.label(),
                number: Number::Exact(count.rows()),
            });
            return Some(exact.collect());
        }
        let published = self.publication.fields().iter().find(|known| known.field == field)?;
        if published.codes.is_empty() && published.hides() {
            return None;
        }
        let label = |code: &PublishedCode| {
            codes
                .counts()
                .iter()
                .find(|count| count.list() == code.list && count.code() == code.code)?
                .label()
        };
        let shown = published.codes.iter().map(|(code, count)| Coded {
            list: code.list,
            code: code.code.clone(),
            label: label(code),
            number: Number::Published(*count),
        });
        Some(shown.collect())
    }

    fn codes(&self, page: &mut Markup, field: RecordField) {
        let coded = self.coded(field);
        if coded.as_ref().is_some_and(Vec::is_empty) {
            return;
        }
        page.raw("<h3>What is recorded as ").text(field.label()).raw("</h3>\n");
        let Some(coded) = coded else {
            page.raw("<p>The counts of the codes are too small, or too near to one another, to be published: what is ");
            page.raw("hidden could be worked out.</p>\n");
            return;
        };
        let rows: Vec<(String, Number)> = coded.iter().map(|one| (one.name(), one.number)).collect();
        page.raw("<figure>");
        let title = format!("Records by code of {field}");
        figure::bars(
            page,
            &self.id(&format!("c-{}", field.key())),
            &title,
            &rows,
            self.publication.hidden_below(),
        );
        page.raw(
            "<figcaption>Official labels are quoted as the list has them. The table has the same numbers",
        );
        page.raw(" in words.</figcaption></figure>\n");
        let list = coded.iter().find_map(|one| one.list);
        let lumped = list.filter(|_| field == RecordField::EthnicCategory).and_then(|list| self.lumped(list));
        if lumped.is_some() {
            page.raw("<h4>What each category lumps together</h4>\n<p>Whoever states one of these heritages is, or may be, ");
            page.raw("recorded under the same code, and nobody can tell afterwards which it was.</p>\n");
        }
        if let Some(lumped) = &lumped {
            page.raw("<figure>");
            let shapes: Vec<(String, Number)> = coded
                .iter()
                .map(|one| (one.name(), Number::Exact(lumped.under(&one.code).len() as u64)))
                .collect();
            let title = "How many heritages each code stands for";
            figure::bars(page, &self.id("lumped"), title, &shapes, self.publication.hidden_below());
            page.raw("<figcaption>").raw(title).raw(". The table names them.</figcaption></figure>\n");
        }
        self.open_table(page, &title, &self.id(&format!("codes-{}", field.key())));
        page.raw("<thead><tr><th scope=\"col\">Code</th><th scope=\"col\">Official label</th>");
        page.raw("<th scope=\"col\" class=\"n\">Records</th>");
        if lumped.is_some() {
            page.raw("<th scope=\"col\" class=\"n\">Heritages</th><th scope=\"col\">Among them</th>");
        }
        page.raw("</tr></thead><tbody>");
        for one in &coded {
            page.raw("<tr><th scope=\"row\"><code>").text(&one.code).raw("</code></th><td>");
            if let Some(label) = one.label {
                page.raw("“").text(label).raw("”");
            }
            page.raw("</td><td class=\"n\">").text(&self.words(one.number)).raw("</td>");
            if let Some(lumped) = &lumped {
                let held = lumped.under(&one.code);
                page.raw("<td class=\"n\">").number(held.len() as u64).raw("</td><td>");
                named(page, held);
                page.raw("</td>");
            }
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>\n");
        if self.is_internal() {
            let codes = self.summary.codes(field);
            page.raw("<p>").number(codes.other()).raw(" more values are no code of the list");
            if codes.further() > 0 {
                page.raw(", and ")
                    .number(codes.further())
                    .raw(" are codes beyond the 4,096 that are counted one by one");
            }
            page.raw(".</p>\n");
            self.meanings(page, field);
        }
    }

    /// What a list that the records were read with lumps together.
    fn lumped(&self, list: &str) -> Option<Lumped> {
        Lumped::of_known(self.summary.known(), list)
    }

    /// The same records by what their codes mean.
    fn meanings(&self, page: &mut Markup, field: RecordField) {
        let mut meanings: Vec<(String, u64)> = Vec::new();
        for count in self.summary.codes(field).counts() {
            let labels: Vec<&str> = count.meaning().iter().map(|concept| concept.label()).collect();
            if labels.is_empty() {
                continue;
            }
            let meaning = labels.join(" and ");
            match meanings.iter_mut().find(|(known, _)| *known == meaning) {
                Some((_, rows)) => *rows += count.rows(),
                None => meanings.push((meaning, count.rows())),
            }
        }
        if meanings.is_empty() {
            return;
        }
        page.raw("<details><summary>The same records by what the codes mean</summary>\n");
        self.open_table(
            page,
            &format!("Records by meaning of {field}"),
            &self.id(&format!("meaning-{}", field.key())),
        );
        page.raw("<thead><tr><th scope=\"col\">Meaning</th><th scope=\"col\" class=\"n\">Records</th></tr></thead><tbody>");
        for (meaning, rows) in meanings {
            page.raw("<tr><th scope=\"row\">").text(&meaning).raw("</th><td class=\"n\">").number(rows);
            page.raw("</td></tr>");
        }
        page.raw("</tbody></table></div></details>\n");
    }

    fn written(&self, page: &mut Markup) {
        let Some(written) = self.summary.write_ins() else { return };
        page.raw("<h3>What people wrote that the list has no place for</h3>\n<p>People could write their ethnicity in their ");
        page.raw("own words. These are the heritages that they named, exactly, and that no code of the list is certain ");
        page.raw("for. What else they wrote stays in the records.</p>\n");
        let coded = self.coded(RecordField::EthnicCategory).unwrap_or_default();
        let list = coded.iter().find_map(|one| one.list);
        let lumped = list.and_then(|list| self.lumped(list));
        let all: Vec<(Concept, Number)> = if self.is_internal() {
            written.heritages().map(|(concept, rows)| (concept, Number::Exact(rows))).collect()
        } else {
            let published = self.publication.write_ins().into_iter().flatten();
            published.map(|(concept, count)| (concept, Number::Published(count))).collect()
        };
        let no_place =
            |concept: Concept| lumped.as_ref().is_none_or(|lumped| !lumped.has_place_for(concept.id()));
        let rows: Vec<(String, Number)> = all
            .into_iter()
            .filter(|(concept, _)| no_place(*concept))
            .map(|(concept, number)| (concept.label().to_owned(), number))
            .collect();
        if rows.is_empty() {
            page.raw("<p>None that can be shown.</p>\n");
        } else {
            page.raw("<figure>");
            let title = "Heritages written in, without a place in the list";
            figure::bars(page, &self.id("written"), title, &rows, self.publication.hidden_below());
            page.raw("</figure>\n");
            self.open_table(page, title, &self.id("written-table"));
            page.raw("<thead><tr><th scope=\"col\">Heritage</th><th scope=\"col\" class=\"n\">Records</th></tr></thead>");
            page.raw("<tbody>");
            for (label, number) in &rows {
                page.raw("<tr><th scope=\"row\">").text(label).raw("</th><td class=\"n\">");
                page.text(&self.words(*number)).raw("</td></tr>");
            }
            page.raw("</tbody></table></div>\n");
        }
        if self.is_internal() {
            page.raw("<p>Something is written in ").number(written.rows()).raw(" records; in ");
            page.number(written.not_recognised()).raw(" it is not the name of one heritage.</p>\n");
        }
    }

    fn rules(&self, page: &mut Markup) {
        page.raw("<h3>What was found</h3>\n");
        let published =
            |rule: &RuleCount| match self.publication.rules().iter().find(|(id, _)| *id == rule.rule().id)?.1
            {
                Count::Between(from, to) => Some(format!("{} to {}", thousands(from), thousands(to))),
                count => Some(self.words(Number::Published(count))),
            };
        let times = |rule: &RuleCount| match self.is_internal() {
            true => Some(thousands(rule.count())),
            false => published(rule),
        };
        let shown: Vec<(&RuleCount, String)> =
            self.summary.rules().iter().filter_map(|rule| Some((rule, times(rule)?))).collect();
        if shown.is_empty() {
            page.raw("<p>Nothing")
                .raw(if self.is_internal() { "" } else { " that can be shown" })
                .raw(".</p>\n");
        }
        for (counted, times) in shown {
            let rule = counted.rule();
            page.raw("<h4>")
                .text(rule.summary)
                .raw("</h4>\n<p class=\"soft\"><code>")
                .text(rule.id)
                .raw("</code> ");
            page.text(rule.name).raw(": ").text(&times).raw("</p>\n<p><strong>Why it matters.</strong> ");
            page.text(&plain(rule.why))
                .raw("</p>\n<p><strong>To put it right.</strong> ")
                .text(&plain(rule.repair));
            page.raw("</p>\n");
            if self.is_internal() {
                places(page, counted);
            }
        }
        if !self.is_internal() {
            page.raw("<p>Rules that were broken fewer than ").number(self.publication.hidden_below());
            page.raw(" times are not listed, whether they were broken or not; nor are those that can be about a field ");
            page.raw("in which something is not shown, because with them it could be worked out.</p>\n");
        }
    }

    fn open_table(&self, page: &mut Markup, caption: &str, id: &str) {
        // The input's own heading is part of the name: several inputs have the same tables.
        page.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"")
            .text(&self.id("h"))
            .raw(" ")
            .text(id)
            .raw("\"><table>");
        page.raw("<caption id=\"").text(id).raw("\">").text(caption).raw("</caption>");
    }
}

/// The first rows of a rule; with values only where the findings hold them.
fn places(page: &mut Markup, counted: &RuleCount) {
    page.raw("<details><summary>Rows</summary><ul>");
    for example in counted.examples() {
        page.raw("<li>");
        match example.row {
            0 => page.raw("the whole column"),
            row => page.raw("row ").number(row),
        };
        if let Some(field) = example.field {
            page.raw(", ").text(field.label());
        }
        if let Some(value) = &example.value {
            page.raw(": <bdi><code>").text(&String::from_utf8_lossy(value)).raw("</code></bdi>");
        }
        page.raw("</li>");
    }
    page.raw("</ul>");
    let more = counted.count().saturating_sub(counted.examples().len() as u64);
    if more > 0 {
        page.raw("<p>and ").number(more).raw(" more; the JSON report has all of them.</p>");
    }
    page.raw("</details>\n");
}

/// The heritages by name: some at once, the others behind a click.
fn named(page: &mut Markup, heritages: &[Concept]) {
    let list = |page: &mut Markup, heritages: &[Concept]| {
        for (place, heritage) in heritages.iter().enumerate() {
            page.raw(if place > 0 { ", " } else { "" }).text(heritage.label());
        }
    };
    let (first, others) = heritages.split_at(heritages.len().min(NAMED));
    list(page, first);
    if !others.is_empty() {
        page.raw("<details><summary>and ").number(others.len() as u64).raw(" more</summary>");
        list(page, others);
        page.raw("</details>");
    }
}

/// A page's text without the marks of its code spans.
fn plain(text: &str) -> String {
    text.replace('`', "")
}

/// A share in so many decimals. What rounding would make all or none, and is neither, is said to be more or less.
fn per_cent(share: f64, decimals: usize) -> String {
    let step = 0.1_f64.powi(decimals as i32);
    if share > 0.0 && share < step / 2.0 {
        format!("under {step:.decimals$} %")
    } else if share < 100.0 && share >= 100.0 - step / 2.0 {
        format!("over {:.decimals$} %", 100.0 - step)
    } else {
        format!("{share:.decimals$} %")
    }
}

fn share(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part * 100.0 / whole)
}
