//! The keys of JSON objects. Those of the first object are the columns, and a key that comes later counts by its name as if it stood
//! there: many writers leave out what is empty.
//!
//! Nearly always all objects have the same keys in the same order. Where one has another that is known, the rest of its block is
//! checked with late columns beside those of the first object: one for each thing that a name can say and none of these says.
//! Which these are depends on the first object alone, and so on no block and on no thread.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Member, cell_of, has_parts};
use crate::audit::Options;
use crate::audit::engine::Engine;
use crate::audit::readers::Source;
use crate::audit::readers::columns::{
    Columns, NamesIn, Use, all_have_parts, all_uses, no_key_known, twice, use_of,
};
use crate::audit::readers::rows::{self, Gathered};
use crate::rules::RecordField;
use crate::{Position, Result};

/// Of how many later keys it is remembered where they go. More of them are looked up each time.
const REMEMBERED: usize = 1 << 12;

/// The keys, and what is done with what stands under them.
pub(super) struct Keys {
    /// Those of the first object, and behind them those that a column map names beside.
    names: Vec<String>,
    /// How many the first object has, and how many of these are of no field.
    first: usize,
    others: usize,
    columns: Columns,
    /// These, and behind them the late ones.
    all: Columns,
    /// The fields of which the first object holds something.
    held: [bool; RecordField::ALL.len()],
    /// Whether a column is of a field of which it holds nothing.
    lacks_some: bool,
    is_mapped: bool,
    names_list: bool,
}

/// Where the value of a key goes that is none of the first object's.
#[derive(Clone, Copy)]
enum Late {
    /// Into this column.
    At(usize),
    /// Into the next column of former names.
    Former,
    /// Nowhere: this column is of the same field, and of another list.
    Against(usize),
    /// Nowhere, as it is of no field.
    Other,
}

impl Keys {
    /// Those of the object in this line, which is the first.
    pub(super) fn of(members: &[Member<'_>], line: u64, options: &Options) -> Result<Self> {
        let mut names: Vec<String> = members.iter().map(|(key, _)| key.to_string()).collect();
        let first = names.len();
        let map = options.columns.as_deref();
        for name in map.iter().flat_map(|map| map.columns()).filter_map(|column| column.name.as_ref()) {
            if !names.iter().any(|known| **known == **name) {
                names.push(name.to_string());
            }
        }
        let columns = Columns::named(names.iter().map(String::as_bytes), NamesIn::Object(line), options)?;
        let late = late(&columns, options);
        let has_bare_codes = late.contains(&Use::Field(RecordField::EthnicCategory, None));
        let mut held = [false; RecordField::ALL.len()];
        for ((_, value), column) in members.iter().zip(columns.uses()) {
            if let Some(is_held) = column.field().and_then(|field| held.get_mut(field as usize)) {
                *is_held |= !has_parts(value);
            }
        }
        let lacks_one = |field: RecordField| columns.has(field) && held.get(field as usize) == Some(&false);
        let lacks_some = first < names.len() || RecordField::ALL.into_iter().any(lacks_one);
        let others = columns.uses().iter().take(first).filter(|column| column.is_of_no_field()).count();
        let all = columns.and(&late, has_bare_codes).with_list_of_languages(options);
        let (is_mapped, names_list) = (map.is_some(), options.ethnicity.is_some());
        Ok(Self { names, first, others, columns, all, held, lacks_some, is_mapped, names_list })
    }

    /// Tells the engine what is known of the input by its first object.
    pub(super) fn begin(&self, options: &Options, engine: &mut Engine<'_>) {
        rows::begin(&self.columns, options, engine);
        rows::expect_bare_codes(&self.all, options, engine);
        engine.summary.held = self.held;
    }

    /// An engine for parts of the input.
    pub(super) fn parts(&self, options: &Options) -> Engine<'static> {
        Engine::of_parts(options, |parts| self.begin(options, parts))
    }

    /// Whether anything of the input was audited, which is known at its end.
    pub(super) fn ended(&self, engine: &Engine<'_>) -> Result<()> {
        let asks_for_none = self.is_mapped && !self.columns.has_fields();
        if asks_for_none || engine.summary.held.contains(&true) {
            return Ok(());
        }
        let has_parts = matches!(engine.summary.source, Some(Source::Lines { values_with_parts: 1.., .. }));
        Err(if has_parts { all_have_parts("key") } else { no_key_known(self.is_mapped) })
    }

    fn late(&self, key: &str) -> Late {
        let at = |column: Use| {
            let behind = self.names.len();
            // Of whichever list languages are, they have one column.
            let is_it = |late: &Use| match late {
                Use::Field(RecordField::Language, _) => column.field() == Some(RecordField::Language),
                late => *late == column,
            };
            let late = self.all.uses().iter().skip(behind).position(is_it);
            late.map(|place| Late::At(behind + place))
        };
        match use_of(key.as_bytes()) {
            Use::Field(field, list) => {
                let list = list.filter(|_| !self.names_list);
                at(Use::Field(field, list)).unwrap_or_else(|| self.beside(field, list))
            }
            Use::Former => Late::Former,
            Use::Other => Late::Other,
            column => at(column).unwrap_or(Late::Other),
        }
    }

    /// Where the value of another key for the field of a column goes.
    fn beside(&self, field: RecordField, list: Option<&str>) -> Late {
        let Some(place) = self.columns.place_of(field) else { return Late::Other };
        // The map says which key is of the field; of when a record was changed it says nothing.
        if self.is_mapped && field != RecordField::Updated {
            return Late::Other;
        }
        let has_lists = field == RecordField::EthnicCategory && !self.names_list;
        if has_lists && list.is_none() != self.columns.has_bare_codes() {
            return Late::Against(place);
        }
        Late::At(place)
    }
}

/// The late columns.
fn late(columns: &Columns, options: &Options) -> Vec<Use> {
    let map = options.columns.as_deref();
    let is_late = |late: &Use| match *late {
        Use::Field(RecordField::Updated, _) => !columns.has(RecordField::Updated),
        Use::Field(..) if map.is_some() => false,
        Use::Field(field, Some(_)) => {
            options.ethnicity.is_none() && (columns.has_bare_codes() || !columns.has(field))
        }
        Use::Field(field, None) => !columns.has(field),
        Use::OwnWords => !columns.has_own_words(),
        Use::Former => options.former_names,
        _ => false,
    };
    // A map of files without names says where the columns stand.
    if map.is_some_and(|map| !map.has_header()) { Vec::new() } else { all_uses().filter(is_late).collect() }
}

/// Checks the objects of blocks.
pub(super) struct Checker<'k> {
    keys: &'k Keys,
    rows: Gathered<'k>,
    late_rows: Gathered<'k>,
    /// Whether an object of this block had a key with a late column.
    is_late: bool,
    known: HashMap<Box<str>, Late>,
}

/// What was seen of an object.
#[derive(Default)]
struct Seen {
    others: usize,
    with_parts: u64,
    /// The columns into which later keys went, and the places of these keys.
    later: Vec<(usize, usize)>,
}

impl<'k> Checker<'k> {
    pub(super) fn new(keys: &'k Keys) -> Self {
        let (rows, late_rows) = (Gathered::new(&keys.columns), Gathered::new(&keys.all));
        Self { keys, rows, late_rows, is_late: false, known: HashMap::new() }
    }

    /// Checks what was taken of a block, and begins another.
    pub(super) fn end_block(&mut self, engine: &mut Engine<'_>) -> Result<()> {
        self.is_late = false;
        let checked = self.rows.check(engine);
        checked.and(self.late_rows.check(engine))
    }

    /// Takes the object of a line.
    pub(super) fn take(&mut self, members: &[Member<'_>], line: u64, engine: &mut Engine<'_>) -> Result<()> {
        let keys = self.keys;
        let columns = if self.is_late { keys.all.len() } else { keys.names.len() };
        let mut cells: Vec<Cow<'_, str>> = vec![Cow::Borrowed(""); columns];
        let mut seen = Seen::default();
        for (place, (key, value)) in members.iter().enumerate() {
            // Nearly always the keys come in the same order.
            let is_there = keys.names.get(place).is_some_and(|name| name == key);
            let column = if is_there { Some(place) } else { keys.names.iter().position(|name| name == key) };
            let Some(column) = column else {
                if let Some((column, value)) = self.take_later((place, members), line, &mut seen, engine)? {
                    if self.is_late {
                        cells.resize(keys.all.len(), Cow::Borrowed(""));
                    }
                    if let Some(cell) = cells.get_mut(column) {
                        *cell = value;
                    }
                }
                continue;
            };
            if has_parts(value) {
                seen.with_parts += u64::from(keys.columns.uses().get(column) != Some(&Use::Other));
            } else if let Some(cell) = cells.get_mut(column) {
                *cell = cell_of(value, line)?;
            }
            if keys.lacks_some {
                keys.tell(column, has_parts(value), &mut seen, engine);
            }
        }
        // Of the keys that came later those of the record count that had most of them.
        let other_keys = keys.others + seen.others;
        Source::Lines { other_keys, values_with_parts: seen.with_parts }.add_to(engine);
        let cells = cells.iter().map(|cell| cell.as_bytes());
        if !self.is_late {
            return self.rows.take(cells, engine);
        }
        self.rows.check(engine)?;
        self.late_rows.take(cells, engine)
    }

    /// Takes the value of a key that the first object has not: its column, and what stands in it.
    fn take_later<'m>(
        &mut self,
        (place, members): (usize, &'m [Member<'_>]),
        line: u64,
        seen: &mut Seen,
        engine: &mut Engine<'_>,
    ) -> Result<Option<(usize, Cow<'m, str>)>> {
        let keys = self.keys;
        let Some((key, value)) = members.get(place) else { return Ok(None) };
        let late = self.late(key);
        let Some(column) = keys.column_of(late, seen) else {
            seen.others += 1;
            return Ok(None);
        };
        let used = keys.all.uses().get(column).copied().unwrap_or(Use::Other);
        if let Some(field) = used.field() {
            let mut other = keys.key_of(field, members, seen);
            if let Late::Against(column) = late {
                other = other.or_else(|| Some((column, keys.names.get(column)?.as_str())));
            }
            if let Some(other) = other {
                let mut both = [other, (place, key)];
                both.sort_by_key(|(place, _)| *place);
                let [first, second] = both.map(|(place, name)| (place, name.as_bytes()));
                return Err(twice(field, first, second).at(Position::default().line(line)));
            }
        }
        seen.later.push((column, place));
        seen.others += usize::from(used.is_of_no_field());
        if has_parts(value) {
            seen.with_parts += 1;
            return Ok(None);
        }
        match used.field().and_then(|field| engine.summary.held.get_mut(field as usize)) {
            Some(is_held) => *is_held = true,
            None if used == Use::OwnWords => engine.summary.tally.has_own_words(),
            None => {}
        }
        self.is_late |= column >= keys.names.len();
        Ok(Some((column, cell_of(value, line)?)))
    }

    fn late(&mut self, key: &str) -> Late {
        if let Some(late) = self.known.get(key) {
            return *late;
        }
        let late = self.keys.late(key);
        if self.known.len() < REMEMBERED {
            self.known.insert(key.into(), late);
        }
        late
    }
}

impl Keys {
    /// The column of a later key, if one is left for it.
    fn column_of(&self, late: Late, seen: &Seen) -> Option<usize> {
        let is_free = |column: &usize| seen.later.iter().all(|(used, _)| used != column);
        match late {
            Late::At(column) if self.all.uses().get(column) == Some(&Use::OwnWords) => {
                Some(column).filter(is_free)
            }
            Late::At(column) | Late::Against(column) => Some(column),
            Late::Former => {
                let columns = self.all.uses().iter().enumerate().skip(self.names.len());
                let mut former = columns.filter(|(_, column)| **column == Use::Former);
                former.find_map(|(place, _)| Some(place).filter(is_free))
            }
            Late::Other => None,
        }
    }

    /// Another key of the object that is of the field, and its place.
    fn key_of<'m>(
        &self,
        field: RecordField,
        members: &'m [Member<'_>],
        seen: &Seen,
    ) -> Option<(usize, &'m str)> {
        let is_of_it = |column: usize| self.all.uses().get(column).and_then(Use::field) == Some(field);
        let later = seen.later.iter().find(|(column, _)| is_of_it(*column)).map(|(_, place)| *place);
        let place = later.or_else(|| {
            let name = self.names.get(self.columns.place_of(field)?)?;
            members.iter().position(|(key, _)| key == name)
        })?;
        members.get(place).map(|(key, _)| (place, &**key))
    }

    /// Tells of a column, of which the first object may hold nothing, that this one has a key for it.
    fn tell(&self, column: usize, has_parts: bool, seen: &mut Seen, engine: &mut Engine<'_>) {
        let Some(used) = self.columns.uses().get(column) else { return };
        seen.others += usize::from(column >= self.first && used.is_of_no_field());
        let held = used.field().and_then(|field| engine.summary.held.get_mut(field as usize));
        if let Some(is_held) = held.filter(|_| !has_parts) {
            *is_held = true;
        }
    }
}
