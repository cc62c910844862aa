//! Records from any format to any other, and back.

#[path = "convert/by_own_list.rs"]
mod by_own_list;
#[path = "overlay/copies.rs"]
mod copies;
#[path = "convert/damage.rs"]
mod damage;
#[path = "convert/edits.rs"]
mod edits;
#[path = "convert/formats.rs"]
mod formats;
#[path = "convert/laws.rs"]
mod laws;
#[path = "convert/overlay.rs"]
mod overlay;
#[path = "convert/yaml.rs"]
mod yaml;

#[allow(dead_code, reason = "the other programs use the rest")]
mod people;
mod strategies;
#[allow(dead_code, reason = "the other programs use the rest")]
mod subjects;
