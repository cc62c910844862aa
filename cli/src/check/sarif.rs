//! Faults as SARIF 2.1.0, the form in which tools pass on what they found.

use std::collections::BTreeMap;

use ownwords::audit::report::sarif::{SCHEMA, descriptor, tool, uri};
use serde_json::{Value, json};

use super::snippet::region;
use super::{Fault, Texts};

/// The whole log: one run, the rules that were broken, one result for each fault.
pub(super) fn log(faults: &[Fault<'_>], texts: &mut Texts) -> Value {
    let rules: BTreeMap<&str, _> = faults.iter().map(|fault| (fault.rule.id, fault.rule)).collect();
    let place = |id: &str| rules.keys().position(|known| *known == id);
    let listed: Vec<Value> = rules.values().map(|rule| descriptor(rule, "error")).collect();
    let results: Vec<Value> = faults
        .iter()
        .map(|fault| {
            let mut location = json!({"artifactLocation": {"uri": uri(&fault.file)}});
            if let Some(line) = fault.line {
                location["region"] = as_region(fault, line, texts);
            }
            let help = fault.error.help().map(|help| format!("; {help}")).unwrap_or_default();
            json!({
                "ruleId": fault.rule.id,
                "ruleIndex": place(fault.rule.id),
                "level": "error",
                "message": {"text": format!("{}{help}", fault.error.message())},
                "locations": [{"physicalLocation": location}],
            })
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": tool(&listed),
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// Columns count code points from 1, and `endColumn` is the first behind the region.
fn as_region(fault: &Fault<'_>, line: u64, texts: &mut Texts) -> Value {
    let mut region_json = json!({"startLine": line});
    if let (Some(column), Some(text)) = (fault.column, texts.line(&fault.file, line)) {
        let length = region(text, column).chars().count().max(1);
        region_json["startColumn"] = json!(column);
        region_json["endColumn"] = json!(column + length as u64);
        region_json["snippet"] = json!({"text": text.trim_end_matches('\r')});
    }
    region_json
}
