//! The tests are under `tests/`; there is no library.
