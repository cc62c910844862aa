//! What speaks for a column being what it is taken for. None of it holds a value of the file.

use core::fmt;

/// One thing that speaks for a guess, or of which the reader should know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// The column's name is the official title of this list or receiver's field.
    Title(&'static str),
    /// Columns that hold this are called so: `mappings/columns.yaml`.
    Name {
        /// Whether the name says of which list the codes are.
        names_list: bool,
    },
    /// How many of the cells that are not empty are codes of the list.
    Codes {
        /// The key of the list.
        system: &'static str,
        /// So many are.
        fitting: u64,
        /// Of so many.
        cells: u64,
    },
    /// How many of the cells are NHS numbers with the right check digit.
    NhsNumbers {
        /// So many are.
        right: u64,
        /// Of so many.
        cells: u64,
    },
    /// How many of the cells have the form of residues.
    Tokens {
        /// So many have.
        fitting: u64,
        /// Of so many.
        cells: u64,
    },
    /// How many residues opened beside the codes of the column in this place, from 1, read as this list. The check in a residue
    /// covers the code, the list and the record's key, so that one that opens cannot be of another.
    Opened {
        /// So many did.
        opened: u64,
        /// Of so many that were tried.
        tried: u64,
        /// The place of the column of codes.
        beside: usize,
        /// The key of the list.
        system: &'static str,
    },
    /// How many of the cells are words: letters, marks, and the signs that stand in names.
    Words {
        /// So many are.
        words: u64,
        /// Of so many.
        cells: u64,
    },
    /// How many of the cells are days, months or years as the audit takes dates of birth: `1984-02-29`, `1984-02`, `1984`.
    Dates {
        /// So many are.
        dates: u64,
        /// Of so many.
        cells: u64,
    },
    /// Whether every cell is another one.
    AllDifferent(bool),
    /// Nothing in the column was filled in, among the rows that were looked at.
    NothingFilledIn,
}

impl Evidence {
    /// Which kind it is, in one word, for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Title(_) => "title",
            Self::Name { .. } => "name",
            Self::Codes { .. } => "codes",
            Self::NhsNumbers { .. } => "nhs-numbers",
            Self::Tokens { .. } => "tokens",
            Self::Opened { .. } => "opened",
            Self::Words { .. } => "words",
            Self::Dates { .. } => "dates",
            Self::AllDifferent(_) => "all-different",
            Self::NothingFilledIn => "nothing-filled-in",
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |f: &mut fmt::Formatter<'_>, some: u64, all: u64, what: &str| {
            write!(f, "{} of {} {what}", grouped(some), grouped(all))
        };
        match self {
            Self::Title(of) => write!(f, "its name is the official title of `{of}`"),
            Self::Name { names_list: true } => f.write_str("columns with this list's codes are called so"),
            Self::Name { names_list: false } => f.write_str("columns that hold this are called so"),
            Self::Codes { system, fitting, cells } => {
                counted(f, *fitting, *cells, "cells are codes of ")?;
                write!(f, "`{system}`")?;
                match cells - fitting {
                    0 => Ok(()),
                    1 => f.write_str("; 1 is not"),
                    others => write!(f, "; {} are not", grouped(others)),
                }
            }
            Self::NhsNumbers { right, cells } => {
                counted(f, *right, *cells, "cells are NHS numbers with the right check digit")
            }
            Self::Tokens { fitting, cells } => {
                counted(f, *fitting, *cells, "cells have the form of residues")
            }
            Self::Opened { opened, tried, beside, system } => {
                counted(f, *opened, *tried, "residues open beside ")?;
                write!(f, "column {beside} as `{system}`")
            }
            Self::Words { words, cells } => counted(f, *words, *cells, "cells are words"),
            Self::Dates { dates, cells } => {
                counted(f, *dates, *cells, "cells are dates written as year-month-day")
            }
            Self::AllDifferent(true) => f.write_str("no two cells are the same"),
            Self::AllDifferent(false) => {
                f.write_str("some cells are the same, so that they do not tell records apart")
            }
            Self::NothingFilledIn => f.write_str("no cell was filled in, so that only its name speaks"),
        }
    }
}

/// A number with a comma after each three digits from its end.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
