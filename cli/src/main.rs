//! The `ownwords` command.
fn main() {}
