//! draft
#[path = "words/classify.rs"]
mod classify;
#[path = "words/data.rs"]
mod data;
