pub(crate) const VERSION: &str = "0.1";
pub(crate) const DATE: &str = "2026-11-24";
