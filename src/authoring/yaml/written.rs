//! How a file is written, where this program would read it one way and another program another.

use crate::authoring::tree;
use crate::error::Error;
use crate::rules::yaml_tag;

/// What is refused for the way in which it is written. Whatever else makes a file no YAML of this kind is said better by
/// whoever reads its shape.
pub(super) fn faults(file: &str, text: &str) -> Vec<Error> {
    match tree::read(file, text) {
        Err(error) if error.rule() == Some(yaml_tag::RULE.id) => vec![error],
        _ => Vec::new(),
    }
}
