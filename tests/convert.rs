//! Records from any format to any other, and back.

#[path = "convert/damage.rs"]
mod damage;
#[path = "convert/edits.rs"]
mod edits;
#[path = "convert/formats.rs"]
mod formats;
#[path = "convert/laws.rs"]
mod laws;
#[path = "convert/yaml.rs"]
mod yaml;

#[allow(dead_code, reason = "the other programs use the rest")]
mod people;
mod strategies;
#[allow(dead_code, reason = "the other programs use the rest")]
mod subjects;
