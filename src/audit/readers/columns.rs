//! Which column of a CSV file is which field.

use crate::audit::Options;
use crate::audit::codes::{self, Keys};
use crate::rules::RecordField;
use crate::wire::columns::{Column, ColumnMap, Holds, header};
use crate::{Error, ErrorKind, Position, Result};

/// Names of columns that say when a record was changed. A column map has no such columns, as they are no field of a record.
const UPDATED: &[&str] =
    &["updated", "updatedat", "lastupdated", "lastupdate", "lastchanged", "lastmodified"];

/// Names of columns with what people wrote of their ethnicity. A column map has the words in the residue.
const OWN_WORDS: &[&str] = &[
    "ethnicityownwords",
    "ethnicitydescription",
    "ethnicityfreetext",
    "ethnicityother",
    "ethnicitytext",
    "otherethnicity",
    "otherethnicgroup",
];

/// Names of columns with a given name or a whole name that the person had before. Only a run with a purpose for that looks at
/// them. Who changed a family name is still called by the same given name, so that columns of those tell nothing.
const FORMER: &[&str] = &[
    "formername",
    "formergivenname",
    "formergivennames",
    "formerforename",
    "formerforenames",
    "formerfirstname",
    "previousname",
    "previousgivenname",
    "previousforename",
    "previousforenames",
    "previousfirstname",
];

fn former_names(names: &[&[u8]]) -> Vec<usize> {
    let is_one = |name: &[u8]| FORMER.iter().any(|known| header::is_same(known.as_bytes(), name));
    names.iter().enumerate().filter(|(_, name)| is_one(name)).map(|(place, _)| place).collect()
}

/// The list that ETHNIC CATEGORY is in, as the NHS Data Dictionary has it. `ethnicity`, `ethnic group` and the like may
/// hold any list, and `ethnos` is in two editions.
const NHS_LIST: &str = "nhs-ethnic-category-2001";

/// The field of a column with this name; case, spaces, `.`, `-` and `_` make no difference. The names are those of
/// `mappings/columns.yaml`, as everywhere; what a column map calls what they hold is here what is audited of it.
pub(in crate::audit) fn field_of(name: &[u8]) -> Option<RecordField> {
    let held = header::known(name).find_map(|called| audited(called.holds));
    held.or_else(|| {
        UPDATED.iter().any(|known| header::is_same(known.as_bytes(), name)).then_some(RecordField::Updated)
    })
}

/// What is audited of a column that holds this. A whole name is no part of one, and is left alone.
fn audited(holds: &str) -> Option<RecordField> {
    Some(match holds {
        "nhs-number" => RecordField::NhsNumber,
        "name.chosen.family" => RecordField::FamilyName,
        "name.chosen.given" => RecordField::GivenName,
        "name.chosen.given-informal" => RecordField::ChosenName,
        "date-of-birth" => RecordField::DateOfBirth,
        "ethnicity" => RecordField::EthnicCategory,
        "languages" => RecordField::Language,
        "orientation" => RecordField::SexualOrientation,
        _ => return None,
    })
}

/// Whether this column of ethnicity does not say of which list its codes are.
fn is_bare(name: &[u8]) -> bool {
    field_of(name) == Some(RecordField::EthnicCategory)
        && !header::known(name).any(|called| called.system == Some(NHS_LIST))
}

/// Where a column of people's own words stands.
fn own_words(names: &[&[u8]]) -> Option<usize> {
    names.iter().position(|name| OWN_WORDS.iter().any(|known| header::is_same(known.as_bytes(), name)))
}

/// What is done with the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::audit) enum Use {
    /// They are of a field that is audited; of what list its codes are, as a message would name it.
    Field(RecordField, Option<&'static str>),
    /// They are codes of ethnicity, beside which a second column has those of another list.
    First,
    /// They are those, of this list.
    Second(&'static str),
    OwnWords,
    Former,
    Other,
}

impl Use {
    /// Which of these columns is of the field.
    pub(in crate::audit) fn place_of(columns: &[Self], field: RecordField) -> Option<usize> {
        columns.iter().position(|column| column.field() == Some(field))
    }

    /// Whether the cells are of no field that is audited, alone or with another column.
    pub(super) fn is_of_no_field(&self) -> bool {
        matches!(self, Self::OwnWords | Self::Former | Self::Other)
    }

    /// The field that the cells are of, if they are of one.
    pub(in crate::audit) fn field(&self) -> Option<RecordField> {
        match *self {
            Self::Field(field, _) => Some(field),
            Self::First => Some(RecordField::EthnicCategory),
            Self::Second(_) | Self::OwnWords | Self::Former | Self::Other => None,
        }
    }
}

/// Where the names of columns stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NamesIn {
    /// In the line of this number.
    Line(u64),
    /// In the object in this line; others may have more.
    Object(u64),
    /// In what a table says of itself.
    #[cfg(feature = "parquet")]
    Table,
}

impl NamesIn {
    /// The error where the names are.
    fn place(self, error: Error) -> Error {
        match self {
            Self::Line(line) | Self::Object(line) => error.at(Position::default().line(line)),
            #[cfg(feature = "parquet")]
            Self::Table => error,
        }
    }

    fn none_known(self, names: &[&[u8]], shown: bool) -> Error {
        let found = if shown {
            let names: Vec<_> = names.iter().map(|name| name.escape_ascii().to_string()).collect();
            format!("found `{}`", names.join("`, `"))
        } else {
            format!("found {} column{}", names.len(), if names.len() == 1 { "" } else { "s" })
        };
        let (which, help) = match self {
            Self::Line(_) | Self::Object(_) => (
                "no column of the first line has a known name",
                "begin the file with a line that names its columns; to have the line shown, ask for values to be shown",
            ),
            #[cfg(feature = "parquet")]
            Self::Table => {
                ("no column has a known name", "name its columns so, or say in a column map what they hold")
            }
        };
        let message = format!("{which}: {found}, expected some of `{}`", known_names());
        self.place(Error::new(ErrorKind::Format, message).with_help(help))
    }
}

fn known_names() -> String {
    RecordField::ALL.map(RecordField::key).join("`, `")
}

/// The columns of a file.
#[derive(Default)]
pub(super) struct Columns {
    uses: Vec<Use>,
    has_bare_codes: bool,
    /// The lists that a column map names.
    lists: Keys,
}

impl Columns {
    /// The columns of the header.
    ///
    /// The error never shows the header: where no column is known, it may as well be the first person's record.
    fn of<'a>(header: impl Iterator<Item = &'a [u8]>, shown: bool, names_in: NamesIn) -> Result<Self> {
        let mut fields: Vec<Option<RecordField>> = Vec::new();
        let mut names: Vec<&[u8]> = Vec::new();
        for name in header {
            let field = field_of(name);
            if let Some(field) = field
                && let Some(first) = fields.iter().position(|known| *known == Some(field))
            {
                let first_name = names.get(first).copied().unwrap_or_default();
                return Err(names_in.place(twice(field, (first, first_name), (fields.len(), name))));
            }
            fields.push(field);
            names.push(name);
        }
        let may_more_come = matches!(names_in, NamesIn::Object(_));
        if fields.iter().all(Option::is_none) && !may_more_come {
            return Err(names_in.none_known(&names, shown));
        }
        let mut uses: Vec<Use> =
            fields.iter().map(|field| field.map_or(Use::Other, |field| Use::Field(field, None))).collect();
        know_others(&mut uses, &names);
        let has_bare_codes = names.iter().any(|name| is_bare(name));
        Ok(Self { uses, has_bare_codes, ..Self::default() })
    }

    /// The columns with these names: those that a map names, where the options have one, and otherwise those whose names are
    /// known.
    pub(super) fn named<'a>(
        names: impl Iterator<Item = &'a [u8]>,
        names_in: NamesIn,
        options: &Options,
    ) -> Result<Self> {
        let columns = match options.columns.as_deref() {
            Some(map) => Self::mapped(map, names).map_err(|error| names_in.place(error)),
            None => Self::of(names, options.shows_values(), names_in),
        }?;
        Ok(columns.with_list_of_languages(options))
    }

    /// The same, with languages held against the list that is named for them, if one is.
    pub(super) fn with_list_of_languages(mut self, options: &Options) -> Self {
        let [.., language] = options.named_lists(self.lists);
        for column in &mut self.uses {
            if let Use::Field(RecordField::Language, system) = column {
                *system = language.and_then(codes::system_of_language);
            }
        }
        self
    }

    /// The columns that a map names, over the header, if the file has one. A column that the map says nothing of is known
    /// by its name where it says when a record was changed: a map has no word for that.
    fn mapped<'a>(map: &ColumnMap, header: impl Iterator<Item = &'a [u8]>) -> Result<Self> {
        let names: Vec<&[u8]> = header.collect();
        let mut fields: Vec<Option<RecordField>> = vec![None; names.len()];
        if map.has_header() {
            for (field, name) in fields.iter_mut().zip(&names) {
                *field = field_of(name).filter(|field| *field == RecordField::Updated);
            }
        }
        let (mut lists, mut second) = (Keys::default(), None);
        for column in map.columns() {
            let place = place_of(column, &names)?;
            let Some(field) = audited(&column.holds.word()) else { continue };
            if let Holds::Codes { system, .. } = column.holds {
                let [ethnicity, orientation, language] = &mut lists;
                let is_second = ethnicity.is_some_and(|first| first != system);
                if field == RecordField::EthnicCategory && is_second && second.is_none() {
                    second = Some((place, system));
                    continue;
                }
                match field {
                    RecordField::EthnicCategory => *ethnicity = Some(system),
                    RecordField::SexualOrientation => *orientation = Some(system),
                    _ => *language = Some(system),
                }
            }
            if let Some(first) = fields.iter().position(|known| *known == Some(field)) {
                let name = |place: usize| names.get(place).copied().unwrap_or_default();
                return Err(twice(field, (first, name(first)), (place, name(place))));
            }
            if let Some(known) = fields.get_mut(place) {
                *known = Some(field);
            }
        }
        let uses = fields.iter().map(|field| match *field {
            None => Use::Other,
            Some(RecordField::EthnicCategory) if second.is_some() => Use::First,
            Some(field) => Use::Field(field, None),
        });
        let mut uses: Vec<Use> = uses.collect();
        if let Some((place, list)) = second
            && let Some(other @ Use::Other) = uses.get_mut(place)
        {
            *other = Use::Second(list);
        }
        if map.has_header() {
            know_others(&mut uses, &names);
        }
        Ok(Self { uses, lists, ..Self::default() })
    }

    /// The same, of these columns alone.
    #[cfg(feature = "parquet")]
    pub(super) fn only(mut self, places: &[usize]) -> Self {
        self.uses = places.iter().filter_map(|place| self.uses.get(*place).copied()).collect();
        self
    }

    /// The same, of these columns too, of which some may hold codes of no list that their name tells.
    pub(super) fn and(&self, more: &[Use], has_bare_codes: bool) -> Self {
        let uses = self.uses.iter().chain(more).copied().collect();
        Self { uses, has_bare_codes: self.has_bare_codes || has_bare_codes, lists: self.lists }
    }

    /// Audits no column of these, whose values have parts of their own. How many would have been.
    ///
    /// # Errors
    ///
    /// Where no column of a field is left, and one would have been.
    #[cfg(feature = "parquet")]
    pub(super) fn leave_out(&mut self, places: impl Iterator<Item = usize>) -> Result<usize> {
        let mut left_out = 0;
        for place in places {
            if let Some(column) = self.uses.get_mut(place).filter(|column| **column != Use::Other) {
                self.has_bare_codes &= column.field() != Some(RecordField::EthnicCategory);
                *column = Use::Other;
                left_out += 1;
            }
        }
        if left_out > 0 && !self.has_fields() { Err(all_have_parts("column")) } else { Ok(left_out) }
    }

    /// Whether any is of a field.
    pub(super) fn has_fields(&self) -> bool {
        self.uses.iter().any(|column| column.field().is_some())
    }

    /// The lists that a column map names.
    pub(super) fn lists(&self) -> Keys {
        self.lists
    }

    /// Whether there is a column of ethnicity whose name does not say of which list its codes are.
    pub(super) fn has_bare_codes(&self) -> bool {
        self.has_bare_codes
    }

    pub(super) fn len(&self) -> usize {
        self.uses.len()
    }

    /// How many are of no field that is audited.
    pub(super) fn others(&self) -> usize {
        self.uses.iter().filter(|column| column.is_of_no_field()).count()
    }

    pub(super) fn has(&self, field: RecordField) -> bool {
        self.place_of(field).is_some()
    }

    /// Whether there is a column of people's own words.
    pub(super) fn has_own_words(&self) -> bool {
        self.uses.contains(&Use::OwnWords)
    }

    /// Where the column of a field stands.
    pub(super) fn place_of(&self, field: RecordField) -> Option<usize> {
        Use::place_of(&self.uses, field)
    }

    /// What is done with the cells of each.
    pub(super) fn uses(&self) -> &[Use] {
        &self.uses
    }
}

/// What is done with what stands under a name, by that name. Codes of ethnicity are of a list where the name tells it.
pub(super) fn use_of(name: &[u8]) -> Use {
    match field_of(name) {
        Some(field @ RecordField::EthnicCategory) => Use::Field(field, (!is_bare(name)).then_some(NHS_LIST)),
        Some(field) => Use::Field(field, None),
        None if own_words(&[name]).is_some() => Use::OwnWords,
        None if !former_names(&[name]).is_empty() => Use::Former,
        None => Use::Other,
    }
}

/// Those that are known by name: the fields, what people wrote, and so many former names.
pub(super) fn all_uses() -> impl Iterator<Item = Use> {
    let fields = RecordField::ALL.map(|field| Use::Field(field, None));
    let ethnicity = Use::Field(RecordField::EthnicCategory, Some(NHS_LIST));
    let former = core::iter::repeat_n(Use::Former, FORMER.len());
    fields.into_iter().chain([ethnicity, Use::OwnWords]).chain(former)
}

/// The error where what has a known name cannot be read.
pub(super) fn all_have_parts(what: &str) -> Error {
    let message = format!("no {what} that has a known name can be read: the values have parts of their own");
    Error::new(ErrorKind::Format, message).with_help("write each value as text, under a name of its own")
}

/// The error where no line of JSON has a key that is known.
pub(super) fn no_key_known(is_mapped: bool) -> Error {
    let (message, help) = if is_mapped {
        ("no object has a key that the column map names".to_owned(), "see whether the map is for this file")
    } else {
        let message = format!("no object has a key with a known name: expected some of `{}`", known_names());
        (message, "name the keys so, or say in a column map what they hold")
    };
    Error::new(ErrorKind::Format, message).with_help(help)
}

/// Knows the columns that are of no field by their names.
fn know_others(uses: &mut [Use], names: &[&[u8]]) {
    let (own_words, former) = (own_words(names), former_names(names));
    for (place, column) in uses.iter_mut().enumerate() {
        if *column != Use::Other {
            continue;
        }
        if own_words == Some(place) {
            *column = Use::OwnWords;
        } else if former.contains(&place) {
            *column = Use::Former;
        }
    }
}

/// Where in the file a column of the map is, from 0.
fn place_of(column: &Column, names: &[&[u8]]) -> Result<usize> {
    let at = column.place.and_then(|place| place.checked_sub(1));
    let place = match &column.name {
        Some(name) => {
            let is_called = |place: &usize| names.get(*place).is_some_and(|known| *known == name.as_bytes());
            let mut called = (0..names.len()).filter(is_called);
            match (at.filter(is_called), called.next(), called.next()) {
                // Where a name stands twice, the map says which of them is meant.
                (Some(place), ..) | (None, Some(place), None) => Some(place),
                (None, Some(_), Some(_)) => return Err(named_twice(name)),
                (None, None, _) => None,
            }
        }
        None => at.filter(|place| *place < names.len()),
    };
    place.ok_or_else(|| {
        let called = match (&column.name, column.place) {
            (Some(name), _) => format!("column `{}`", name.escape_debug()),
            (None, place) => format!("column {}", place.unwrap_or_default()),
        };
        Error::new(ErrorKind::Format, format!("the column map has a {called}, and the file has none"))
            .with_help("see whether the map is for this file; `ownwords audit --init` writes one")
    })
}

fn named_twice(name: &str) -> Error {
    Error::new(ErrorKind::Format, format!("the header has the column `{}` twice", name.escape_debug()))
        .at(Position::default().line(1))
        .with_help("say in the map which one is meant: `place:`, from 1")
}

/// Both names are ways of writing a field's name that are listed above, so they can be shown.
pub(super) fn twice(field: RecordField, first: (usize, &[u8]), second: (usize, &[u8])) -> Error {
    let [first, second] = [first, second]
        .map(|(place, name)| format!("`{}` (column {})", String::from_utf8_lossy(name), place + 1));
    Error::new(ErrorKind::Format, format!("two columns are both the {field}: {first} and {second}"))
        .with_help("leave one of them out, or give it another name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_known_by_its_key_and_its_label() {
        for field in RecordField::ALL {
            assert_eq!(field_of(field.key().as_bytes()), Some(field));
            assert_eq!(field_of(field.label().as_bytes()), Some(field));
        }
    }

    #[test]
    fn case_and_separators_make_no_difference() {
        for (name, field) in [
            ("NHS Number", RecordField::NhsNumber),
            ("nhsno", RecordField::NhsNumber),
            ("Known_As", RecordField::ChosenName),
            ("PREFERRED-LANGUAGE", RecordField::Language),
            ("Ethnic Cat", RecordField::EthnicCategory),
            ("last_updated", RecordField::Updated),
        ] {
            assert_eq!(field_of(name.as_bytes()), Some(field), "{name}");
        }
        for name in ["", "name", "former surname", "mother's surname", "ethnicity of mother", "nhs_number2"] {
            assert_eq!(field_of(name.as_bytes()), None, "{name}");
        }
    }
}
