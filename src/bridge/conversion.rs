//! Two lists of one field beside each other: what each code of one becomes in the other.

use super::decide::decide;
use super::likeness::{Edges, Likeness};
use super::row::{Meaning, Row};
use super::{Ambiguity, Bridge, CodeSystem, Policy};
use crate::stated::Axis;

/// What a value with this code, converted as it stands, becomes in the other list under [`Policy::Certain`].
#[derive(Clone, Debug)]
pub enum Becomes {
    /// This code: it is certain for what the first code means, or recorded as the same category.
    Code(Row),
    /// Any of these, in the order of the list; only the person knows.
    Ambiguous(Vec<Row>),
    /// The other list has no code that could hold it.
    NoCode,
}

/// What happens to a code between two lists, as far as what is recorded of both says it.
///
/// Two codes are counterparts where one names what the other always is, and nothing nearer does, or a source records
/// them as the same category. What a code adds that nobody was asked, for example a colour, is not recorded further, so
/// it is never compared: two such codes are counterparts by the heritage that they name, and then only
/// [`Related`](Self::Related). What neither names, "any other", has for counterparts the same of the other list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Change {
    /// One code each, and the same: both are equivalent to what they mean, or a source records them as the same
    /// category, or they mean the same in the same official words.
    Kept,
    /// One code each, which do not say the same, or add what is not compared.
    Related,
    /// Several codes of the second list name what one of the first names, or divide it.
    Split,
    /// One code of the second list names what several of the first name, or divide.
    Merged,
    /// Several on each side, and what is recorded does not say which is which.
    Regrouped,
    /// A code of the second list that the first has no counterpart for.
    Appeared,
    /// A code of the first list that the second has no counterpart for.
    Gone,
    /// A code whose meaning is not known.
    NotKnown,
}

impl Change {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 8] = [
        Self::Kept,
        Self::Related,
        Self::Split,
        Self::Merged,
        Self::Regrouped,
        Self::Appeared,
        Self::Gone,
        Self::NotKnown,
    ];

    /// The change in one word, for programs: `kept`, `related`, `split`, `merged`, `regrouped`, `appeared`, `gone` or
    /// `not-known`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Related => "related",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Regrouped => "regrouped",
            Self::Appeared => "appeared",
            Self::Gone => "gone",
            Self::NotKnown => "not-known",
        }
    }
}

/// A code of the first list.
#[derive(Clone, Debug)]
pub struct Leaving {
    row: Row,
    becomes: Becomes,
    change: Change,
    counterparts: Vec<Row>,
}

impl Leaving {
    /// The code.
    pub fn row(&self) -> Row {
        self.row
    }

    /// What a value with this code becomes.
    pub fn becomes(&self) -> &Becomes {
        &self.becomes
    }

    /// What happens to the code.
    pub fn change(&self) -> Change {
        self.change
    }

    /// Its counterparts in the second list.
    pub fn counterparts(&self) -> &[Row] {
        &self.counterparts
    }
}

/// A code of the second list.
#[derive(Clone, Debug)]
pub struct Arriving {
    row: Row,
    certain_from: Vec<Row>,
    maybe_from: Vec<Row>,
    change: Change,
    counterparts: Vec<Row>,
}

impl Arriving {
    /// The code.
    pub fn row(&self) -> Row {
        self.row
    }

    /// The codes of the first list whose values become this one.
    pub fn certain_from(&self) -> &[Row] {
        &self.certain_from
    }

    /// The codes of the first list of whose values it is one of several candidates.
    pub fn maybe_from(&self) -> &[Row] {
        &self.maybe_from
    }

    /// What happened to the code.
    pub fn change(&self) -> Change {
        self.change
    }

    /// Its counterparts in the first list.
    pub fn counterparts(&self) -> &[Row] {
        &self.counterparts
    }
}

/// What becomes of each code between two lists of one field: two editions, two nations, two owners.
///
/// It compares lists. A record is converted by encoding its field, which keeps the coding that it came with, so that the
/// old code is given back byte for byte (the law L1).
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Change, Conversion, systems};
///
/// let conversion = Conversion::between(&systems::NHS_ETHNIC_CATEGORY_2001, &systems::CENSUS_EW_2021);
/// let appeared: Vec<_> = conversion.arriving().iter().filter(|code| code.change() == Change::Appeared).collect();
/// assert!(appeared.iter().any(|code| code.row().label() == "Roma"));
/// let indian = conversion.leaving().iter().find(|code| code.row().code() == "H").unwrap();
/// assert_eq!((indian.change(), indian.counterparts()[0].code()), (Change::Kept, "3"));
/// ```
#[derive(Clone, Debug)]
pub struct Conversion {
    leaving: Vec<Leaving>,
    arriving: Vec<Arriving>,
}

impl Conversion {
    /// Compares two lists of one field.
    pub fn between<A: Axis>(from: &CodeSystem<A>, to: &CodeSystem<A>) -> Self {
        let (old, new) = (from.data.rows, to.data.rows);
        // An overlay's standard has its own concepts behind the national ones, so that the larger knows those of both.
        let standards = [from.standard(), to.standard()];
        let [own, other] = standards.map(|standard| standard.concepts().len());
        let standard = if other > own { to.standard() } else { from.standard() };
        let edges = Likeness { from: from.data, to: to.data, standard }.edges();
        let becomes: Vec<Becomes> = old.iter().map(|row| becomes(from, to, row)).collect();
        let leaving = old.iter().zip(&becomes).enumerate().map(|(place, (row, becomes))| Leaving {
            row,
            becomes: becomes.clone(),
            change: change_of_old(&edges, place, row),
            counterparts: edges.of_old(place).filter_map(|other| new.get(other)).collect(),
        });
        let arriving = new.iter().enumerate().map(|(place, row)| {
            let those = |holds: fn(&Becomes, Row) -> bool| {
                old.iter().zip(&becomes).filter(|(_, becomes)| holds(becomes, row)).map(|(old, _)| old).collect()
            };
            Arriving {
                row,
                certain_from: those(|becomes, row| {
                    matches!(becomes, Becomes::Code(code) if code.code() == row.code())
                }),
                maybe_from: those(|becomes, row| {
                    matches!(becomes, Becomes::Ambiguous(rows) if rows.iter().any(|one| one.code() == row.code()))
                }),
                change: change_of_new(&edges, place, row),
                counterparts: edges.of_new(place).filter_map(|other| old.get(other)).collect(),
            }
        });
        Self { arriving: arriving.collect(), leaving: leaving.collect() }
    }

    /// The codes of the first list, in its order.
    pub fn leaving(&self) -> &[Leaving] {
        &self.leaving
    }

    /// The codes of the second list, in its order.
    pub fn arriving(&self) -> &[Arriving] {
        &self.arriving
    }
}

fn becomes<A: Axis>(from: &CodeSystem<A>, to: &CodeSystem<A>, row: Row) -> Becomes {
    let field = from.to_field(row.code().as_bytes());
    let row_of = |code: &[u8]| to.data.row(code);
    match decide(to, &field, Policy::Certain) {
        Ok(value) => value.as_bytes().and_then(row_of).map_or(Becomes::NoCode, Becomes::Code),
        Err(Ambiguity { candidates, .. }) => {
            Becomes::Ambiguous(candidates.iter().filter_map(|one| row_of(one.code())).collect())
        }
    }
}

fn change_of_old(edges: &Edges, place: usize, row: Row) -> Change {
    if row.meaning() == Meaning::NotKnown {
        return Change::NotKnown;
    }
    let others: Vec<usize> = edges.of_old(place).collect();
    let shared = others.iter().any(|&other| edges.of_new(other).count() > 1);
    match others[..] {
        [] => Change::Gone,
        [_] if shared => Change::Merged,
        [other] => edges.one_to_one(place, other),
        _ if shared => Change::Regrouped,
        _ => Change::Split,
    }
}

fn change_of_new(edges: &Edges, place: usize, row: Row) -> Change {
    if row.meaning() == Meaning::NotKnown {
        return Change::NotKnown;
    }
    let others: Vec<usize> = edges.of_new(place).collect();
    let shared = others.iter().any(|&other| edges.of_old(other).count() > 1);
    match others[..] {
        [] => Change::Appeared,
        [_] if shared => Change::Split,
        [other] => edges.one_to_one(other, place),
        _ if shared => Change::Regrouped,
        _ => Change::Merged,
    }
}
