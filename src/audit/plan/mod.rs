//! Repairs: proposed in a plan, marked by a person, made in a new file, and undone.
//!
//! ```text
//! source --propose--> plan --a person marks rows with `yes`--> plan --apply--> new file + undo plan --apply--> source
//! ```
//!
//! A plan is CSV, so that it can be read and marked in a spreadsheet. Its columns:
//!
//! - `what`: `about` (what the plan says of itself: a key under `id`, its value under `reason`), `repair`, or `end`; the
//!   standard and the overlay that it was made with are among the first, and none of them is needed to apply it;
//! - `apply`: empty, for a person to write `yes` or `no`;
//! - `row` (the record, from 1), `column` (from 1), `field`, `rule`: where, and what is wrong there;
//! - `confidence` ([`Confidence`]) and `reason`: why the repair is proposed;
//! - `now`: what stands there, only where values were to be shown; `write`: what would be written there;
//! - `form`, `cell` and `check`: how `write` is meant, a keyed hash of the cell as it is now, and a check of the whole row,
//!   so that a plan that a spreadsheet has changed is refused.
//!
//! What a spreadsheet could take for a number, a date or a formula stands in square brackets. Rows may be sorted, and columns
//! added behind; none may be taken out. **A plan holds values of records and is as confidential as they are.**
//!
//! # Laws
//!
//! - Nothing marked: the new file is the source. Applied and then undone: the source, byte for byte.
//! - Nothing but marked cells changes: quotes, line ends, the encoding and every other cell stay as they are.
//! - A marked repair takes its finding away, and brings none.
//!
//! # What is not proposed
//!
//! Sources that are no table; a repair that would break another rule; whatever its rule knows no repair for. A hidden
//! character in a name has none, because which characters are the name's own is for its bearer to say.
//!
//! # Example
//!
//! ```
//! use ownwords::audit::Options;
//! use ownwords::audit::plan::{Plan, apply, propose};
//!
//! let source = b"surname,ethnic_category\r\nOkonkwo , h\r\n"; // made up
//! let open = || Ok(&source[..]);
//! let mut plan = Vec::new();
//! let proposed = propose(open, "registrations.csv", Options::default(), &mut plan)?;
//! assert_eq!((proposed.repairs(), proposed.certain()), (2, 2));
//!
//! // A person marks the code, and leaves the name alone.
//! let text = String::from_utf8(plan).unwrap();
//! let marked: Vec<String> = text
//!     .lines()
//!     .map(|line| if line.contains("OW-COD-002") { line.replacen(",,", ",yes,", 1) } else { line.to_owned() })
//!     .collect();
//! let plan = Plan::read(marked.join("\n").as_bytes())?;
//! let mut repaired = Vec::new();
//! let applied = apply(&plan, open, &mut repaired)?;
//! assert_eq!(repaired, b"surname,ethnic_category\r\nOkonkwo ,H\r\n");
//!
//! let mut undo = Vec::new();
//! applied.write_undo("repaired.csv", &mut undo)?;
//! let mut again = Vec::new();
//! apply(&Plan::read(&undo[..])?, || Ok(&repaired[..]), &mut again)?;
//! assert_eq!(again, source);
//! # Ok::<(), ownwords::Error>(())
//! ```

mod apply;
mod form;
mod propose;
mod repair;

use std::io::{self, Read};

pub use self::apply::{Applied, Left, apply};
pub use self::form::{FORMAT, Plan};
pub use self::propose::{Proposed, propose};
pub use self::repair::Confidence;

use super::not_read;
use crate::error::Result;
use crate::wire::convert::{Sum, Summed};

/// The length and hash of all that is read.
fn sum_of(input: impl Read) -> Result<Sum> {
    let mut summed = Summed::new(input);
    io::copy(&mut summed, &mut io::sink()).map_err(not_read)?;
    Ok(summed.sum())
}
