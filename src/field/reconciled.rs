//! What became of a value that another system sent.

/// What became of a value that another system sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reconciled {
    /// The statement stands. The value is the one last exchanged, or says nothing against the statement (a compatible
    /// code, or an absence, a default or somebody's observation against an answer): it is kept beside it.
    Unchanged,
    /// The value fills a field that was never asked, or updates an answer that was only ever read from codings.
    Accepted,
    /// The value differs from the person's own statement, or its meaning is not known. It waits, in view, for the
    /// person's decision.
    Proposed,
    /// As `Proposed`, and the statement has changed too since the last exchange.
    Conflict,
}
