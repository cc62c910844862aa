//! Columns: CSV and TSV, there and back.
//!
//! A [`ColumnMap`] says which column is which field, in which code system or for which receiver, and which hold residues. Laid
//! over the columns of a file it reads, restores, writes and updates rows. A [`Table`] is the file, row by row, each byte of it in
//! its place: what is not changed is written as it was read, quotes, delimiters, line ends, encoding and all.
//!
//! # A record into a row, and back
//!
//! ```
//! use ownwords::bridge::systems;
//! use ownwords::wire::columns::{Column, ColumnMap, Holds, Keys, Shape, Table};
//! use ownwords::{Demographics, Name, Policy, Purpose};
//!
//! # fn main() -> ownwords::Result<()> {
//! let map = ColumnMap::of(Shape::default(), true, vec![
//!     Column::named("PAS_ID", Holds::RecordKey),
//!     Column::named("NAME", Holds::of("name.chosen", None, None, None)?),
//!     Column::named("ETHNIC_CATEGORY", Holds::of("ethnicity", Some("nhs-ethnic-category-2001"), None, None)?),
//!     Column::named("ETHNIC_RESIDUE", Holds::of("residue", None, None, Some("ethnicity"))?),
//! ])?;
//!
//! // A made-up person.
//! let mut person = Demographics::not_asked();
//! person.name = Name::chosen("Zoë Nguyễn")?.into();
//! person.ethnicity = systems::NHS_ETHNIC_CATEGORY_2001.decode(b"K").to_field().with_own_words("Sylheti");
//!
//! let columns = map.over_new_file()?;
//! let mut file = columns.header()?;
//! let keys = Keys::record_key("7");
//! let (row, fields, _) = columns.write(&person, Purpose::DirectCare, Policy::Certain, keys)?.into_parts();
//! assert_eq!(fields.len(), 2); // and what each could not hold or tell apart
//! file.extend(row);
//!
//! // Somebody else's file comes back, with columns that are no concern of ours.
//! let mut table = Table::open_as(&file[..], map.shape())?;
//! let columns = match table.next_row()? {
//!     Some(header) => map.over(Some(&header))?,
//!     None => return Ok(()),
//! };
//! let row = table.next_row()?.unwrap();
//! let restored = columns.restore(&row)?.record;
//! assert_eq!(restored.ethnicity.statement(), person.ethnicity.statement());
//!
//! // Nothing was changed: every byte is as it was.
//! let same = columns.update(&row, &restored, Purpose::DirectCare, Policy::Certain)?;
//! assert_eq!(same.into_parts().0, row.bytes());
//! # Ok(())
//! # }
//! ```
//!
//! # What is not preserved
//!
//! - The file is: each byte of it that is not asked to change. A cell that is changed loses the spaces around it, and bytes
//!   that stood behind its closing quote.
//! - A record that was read has what the map has columns for. Provenance, observations and codings of other systems stay with
//!   the sender, as do the fields and names that the purpose may not see.

#[allow(clippy::module_inception)]
mod columns;
mod evidence;
mod fields;
mod find;
#[cfg(feature = "audit")]
pub(crate) mod guarded;
pub(crate) mod header;
mod map;
mod names;
mod reading;
mod shape;
mod sniff;
mod table;
mod tally;
mod writing;

pub use columns::Columns;
pub use evidence::Evidence;
pub use find::{Found, FoundColumn, Guess, Header, ROWS};
pub use map::{Column, ColumnMap, FieldWord, Holds, Of, Receiver};
pub use reading::{Reading, Remark, Remarked};
pub use shape::{Delimiter, Encoding, LineEnd, Shape};
#[cfg(feature = "audit")]
pub(crate) use sniff::encoding_of;
pub use table::{Cell, LONGEST_ROW, Row, Table};
pub use writing::{FieldSent, Keys, Residues, Sent, Written};
