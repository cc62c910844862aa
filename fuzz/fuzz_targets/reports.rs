#![no_main]

#[path = "../reports.rs"]
mod reports;

libfuzzer_sys::fuzz_target!(|data: &[u8]| reports::reports(data));
