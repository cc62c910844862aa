//! Which column is which field: the column map.

use core::fmt;
use core::str::FromStr;

use super::fields;
use super::shape::Shape;
use crate::answer::Absence;
use crate::bridge::systems;
use crate::error::{Error, ErrorKind, Result};
use crate::name::{FieldProfile, PartKind, profiles};
use crate::overlay::{Known, Overlay};
use crate::text::{nearest, quoted};

/// A field of the record that codes say something of, by the name that the storage form gives it: `ethnicity`,
/// `languages`, `interpreter-languages`.
///
/// # Errors
///
/// Reading one from text fails, with [`ErrorKind::Usage`], when there is no such field, or when it is sealed; the nearest one is
/// offered.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::FieldWord;
///
/// assert_eq!("ethnicity".parse::<FieldWord>().unwrap().word(), "ethnicity");
/// let error = "language".parse::<FieldWord>().unwrap_err();
/// assert!(error.help().unwrap().contains("`languages`"));
/// assert!("trans-status".parse::<FieldWord>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FieldWord(&'static str);

impl FieldWord {
    /// All of them, in the order of the storage form.
    pub fn all() -> impl Iterator<Item = Self> {
        fields::WORDS.iter().copied().map(Self)
    }

    /// The name of the field.
    pub fn word(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for FieldWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromStr for FieldWord {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if let Some(word) = fields::WORDS.iter().copied().find(|word| *word == text) {
            return Ok(Self(word));
        }
        if fields::SEALED.contains(&text) {
            return Err(Error::new(
                ErrorKind::Usage,
                format!("`{text}` is sealed, and no column is read into it"),
            )
            .with_help("leave the column out of the map; a rewritten file keeps it as it is"));
        }
        Err(not_known("field", text, nearest(text, fields::WORDS.iter().copied())))
    }
}

fn not_known(what: &str, text: &str, nearest: Option<&str>) -> Error {
    let error =
        Error::new(ErrorKind::Usage, format!("`{}` is no {what} that is known here", text.escape_debug()));
    match nearest {
        Some(nearest) => error.with_help(format!("the nearest one is `{nearest}`")),
        None => error,
    }
}

/// What a column holds.
///
/// # Errors
///
/// See [`Holds::of`].
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Holds {
    /// What tells this record from all others. Residues are made with it, so that none fits another record.
    RecordKey,
    /// The NHS number. Where there is no record key, residues are made with it.
    NhsNumber,
    /// The date of birth. The audit looks at it; nothing of it is converted.
    DateOfBirth,
    /// Codes of one system for one field.
    Codes {
        /// The field.
        field: FieldWord,
        /// The key of the code system.
        system: &'static str,
    },
    /// The name that the purpose uses, or what of it the receiver takes.
    Name {
        /// The parts of this kind; the whole text where it is none.
        part: Option<PartKind>,
        /// Whose limits the column has; none where it takes what the file's encoding has.
        receiver: Option<Receiver>,
    },
    /// What the other columns cannot hold of a field, or all of a field that no other column holds.
    Residue {
        /// The field, or the name.
        of: Of,
        /// The system whose codes it stands beside, where the field is in several.
        system: Option<&'static str>,
    },
}

/// What a residue is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// The name.
    Name,
    /// A coded field.
    Field(FieldWord),
}

impl Of {
    /// It in one word: `name`, or the field's.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Field(field) => field.word(),
        }
    }
}

impl FromStr for Of {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text == "name" { Ok(Self::Name) } else { text.parse().map(Self::Field) }
    }
}

/// A receiver's field for names, by its key in the table of all.
#[derive(Clone, Copy)]
pub struct Receiver(&'static FieldProfile);

impl Receiver {
    /// The receiver's field.
    pub fn profile(self) -> &'static FieldProfile {
        self.0
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Receiver({})", self.0.key())
    }
}

impl PartialEq for Receiver {
    fn eq(&self, other: &Self) -> bool {
        self.0.key() == other.0.key()
    }
}

impl FromStr for Receiver {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        profiles::by_key(text)
            .map(Self)
            .ok_or_else(|| not_known("receiver of names", text, profiles::nearest_key(text)))
    }
}

const KEY: &str = "record-key";
const NUMBER: &str = "nhs-number";
const BIRTH: &str = "date-of-birth";
const NAME: &str = "name.chosen";
const RESIDUE: &str = "residue";

impl Holds {
    /// What the words of a column map say: `holds`, and beside it the key of a system, the key of a receiver, or what a
    /// residue is `of`.
    ///
    /// `holds` is `record-key`; `nhs-number`; `date-of-birth`; `name.chosen`, or `name.chosen.` and a kind of part as
    /// [`PartKind::of_word`] reads it; `residue`; or the name of a field.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`], with the nearest word that would do, when a word is not known; when the system is none of the
    /// field's; and when a word stands beside `holds` that does not belong there, or one is missing.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::columns::Holds;
    ///
    /// let holds = Holds::of("ethnicity", Some("nhs-ethnic-category-2001"), None, None)?;
    /// assert_eq!(holds.word(), "ethnicity");
    /// let error = Holds::of("name.chosen.famly", None, None, None).unwrap_err();
    /// assert!(error.help().unwrap().contains("`name.chosen.family`"));
    /// let error = Holds::of("ethnicity", Some("nhs-ethnic-categry-2001"), None, None).unwrap_err();
    /// assert!(error.help().unwrap().contains("`nhs-ethnic-category-2001`"));
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn of(holds: &str, system: Option<&str>, receiver: Option<&str>, of: Option<&str>) -> Result<Self> {
        Self::of_known(Known::NATIONAL, holds, system, receiver, of)
    }

    /// The same, where the system may be one of an organisation's own lists. The map that it is for has to have
    /// [the overlay too](ColumnMap::with_overlay).
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::overlay::{LocalSystem, Overlay, OverlayParts};
    /// use ownwords::wire::columns::Holds;
    ///
    /// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
    /// parts.systems.push(LocalSystem::of("testhaven-ethnic-group", 60_000));
    /// let overlay = Overlay::build(&parts).unwrap();
    /// assert!(Holds::of_overlay(&overlay, "ethnicity", Some("testhaven-ethnic-group"), None, None).is_ok());
    /// assert!(Holds::of("ethnicity", Some("testhaven-ethnic-group"), None, None).is_err());
    /// ```
    pub fn of_overlay(
        overlay: &Overlay,
        holds: &str,
        system: Option<&str>,
        receiver: Option<&str>,
        of: Option<&str>,
    ) -> Result<Self> {
        Self::of_known(Known::of(overlay), holds, system, receiver, of)
    }

    /// The same, of the lists that are known.
    pub(crate) fn of_known(
        known: Known,
        holds: &str,
        system: Option<&str>,
        receiver: Option<&str>,
        of: Option<&str>,
    ) -> Result<Self> {
        let unwanted = |word: &str, given: Option<&str>| match given {
            None => Ok(()),
            Some(_) => {
                Err(Error::new(ErrorKind::Usage, format!("`{word}` does not belong beside `{holds}`"))
                    .with_help(format!("take `{word}` out, or say what else the column holds")))
            }
        };
        let part = holds.strip_prefix(NAME);
        if part.is_none() {
            unwanted("receiver", receiver)?;
        }
        if holds != RESIDUE {
            unwanted("of", of)?;
        }
        if [KEY, NUMBER, BIRTH].contains(&holds) || part.is_some() {
            unwanted("system", system)?;
        }
        let receiver = receiver.map(str::parse).transpose()?;
        match holds {
            KEY => Ok(Self::RecordKey),
            NUMBER => Ok(Self::NhsNumber),
            BIRTH => Ok(Self::DateOfBirth),
            NAME => Ok(Self::Name { part: None, receiver }),
            RESIDUE => {
                let Some(of) = of else {
                    return Err(Error::new(ErrorKind::Usage, "of which field the residues are is not said")
                        .with_help("write `of: ethnicity`, or another field, or `of: name`"));
                };
                let of: Of = of.parse()?;
                let system = match (of, system) {
                    (Of::Field(field), Some(system)) => Some(system_of(known, field, system)?),
                    (Of::Name, given) => unwanted("system", given).map(|()| None)?,
                    (_, None) => None,
                };
                Ok(Self::Residue { of, system })
            }
            _ => {
                if let Some(part) = part.and_then(|part| PartKind::of_word(part.strip_prefix('.')?)) {
                    return Ok(Self::Name { part: Some(part), receiver });
                }
                let Ok(field) = holds.parse::<FieldWord>() else { return Err(not_held(holds)) };
                let Some(system) = system else {
                    return Err(Error::new(
                        ErrorKind::Usage,
                        format!("of which code system `{holds}` is is not said"),
                    )
                    .with_help(format!(
                        "write `system:` and one of `{}`",
                        fields::systems_of(known, field).collect::<Vec<_>>().join("`, `")
                    )));
                };
                Ok(Self::Codes { field, system: system_of(known, field, system)? })
            }
        }
    }

    /// What it holds, as a column map says it.
    pub fn word(&self) -> String {
        match self {
            Self::RecordKey => KEY.to_owned(),
            Self::NhsNumber => NUMBER.to_owned(),
            Self::DateOfBirth => BIRTH.to_owned(),
            Self::Codes { field, .. } => field.word().to_owned(),
            Self::Name { part: None, .. } => NAME.to_owned(),
            Self::Name { part: Some(part), .. } => Self::word_of_part(*part).to_owned(),
            Self::Residue { .. } => RESIDUE.to_owned(),
        }
    }

    /// What a column for parts of this kind holds, as a column map says it.
    pub(super) const fn word_of_part(part: PartKind) -> &'static str {
        match part {
            PartKind::Title => "name.chosen.title",
            PartKind::Given => "name.chosen.given",
            PartKind::GivenInformal => "name.chosen.given-informal",
            PartKind::FurtherGiven => "name.chosen.further-given",
            PartKind::Patronymic => "name.chosen.patronymic",
            PartKind::FamilyPrefix => "name.chosen.family-prefix",
            PartKind::Family => "name.chosen.family",
            PartKind::SecondFamily => "name.chosen.second-family",
            PartKind::Generation => "name.chosen.generation",
            PartKind::Credentials => "name.chosen.credentials",
        }
    }

    /// Every word that [`Holds::of`] takes.
    pub fn words() -> impl Iterator<Item = String> {
        let parts = PartKind::ALL.into_iter().map(|part| Self::word_of_part(part).to_owned());
        let fields = FieldWord::all().map(|field| field.word().to_owned());
        [KEY, NUMBER, BIRTH, NAME]
            .into_iter()
            .map(str::to_owned)
            .chain(parts)
            .chain(fields)
            .chain([RESIDUE.to_owned()])
    }
}

fn not_held(holds: &str) -> Error {
    // A sealed field says so itself.
    if fields::SEALED.contains(&holds)
        && let Err(sealed) = holds.parse::<FieldWord>()
    {
        return sealed;
    }
    let words: Vec<String> = Holds::words().collect();
    let what = "thing that a column can hold";
    not_known(what, holds, nearest(holds, words.iter().map(String::as_str)))
}

fn system_of(known: Known, field: FieldWord, key: &str) -> Result<&'static str> {
    if let Some(known) = fields::systems_of(known, field).find(|known| *known == key) {
        return Ok(known);
    }
    if let Some(feature) = systems::feature_of(key) {
        return Err(Error::new(ErrorKind::Usage, format!("`{key}` stands behind the feature `{feature}`"))
            .with_help(format!(
                "build with the feature `{feature}`; its page says what licence that needs"
            )));
    }
    if systems::keys().any(|known| known == key) {
        return Err(Error::new(
            ErrorKind::Usage,
            format!("`{key}` is a code system of another field than `{field}`"),
        )
        .with_help(format!(
            "those of `{field}` are `{}`",
            fields::systems_of(known, field).collect::<Vec<_>>().join("`, `")
        )));
    }
    Err(not_known(
        "code system",
        key,
        nearest(key, fields::systems_of(known, field)).or_else(|| systems::nearest_key(key)),
    ))
}

/// One column of a map.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Column {
    /// Its name in the header; none where it is known by its place alone.
    pub name: Option<String>,
    /// Its place, from 1; none where it is known by its name alone.
    pub place: Option<usize>,
    /// What it holds.
    pub holds: Holds,
    /// What stands between several values in one cell.
    pub separator: Option<String>,
    /// Why there is no answer where the cell is empty; none where an empty cell says nothing at all.
    pub empty: Option<Absence>,
}

impl Column {
    /// The column with this name in the header.
    pub fn named(name: impl Into<String>, holds: Holds) -> Self {
        Self { name: Some(name.into()), place: None, holds, separator: None, empty: None }
    }

    /// The column in this place, from 1.
    pub fn at(place: usize, holds: Holds) -> Self {
        Self { name: None, place: Some(place), holds, separator: None, empty: None }
    }

    /// The same, with what stands between several values in one cell.
    #[must_use]
    pub fn separated_by(mut self, separator: impl Into<String>) -> Self {
        self.separator = Some(separator.into());
        self
    }

    /// The same, with why there is no answer where the cell is empty.
    #[must_use]
    pub fn empty_is(mut self, absence: impl Into<Absence>) -> Self {
        self.empty = Some(absence.into());
        self
    }

    /// How the map names it, in backticks.
    pub(super) fn called(&self) -> String {
        match (&self.name, self.place) {
            (Some(name), _) => format!("`{}`", name.escape_debug()),
            (None, place) => format!("column {}", place.unwrap_or_default()),
        }
    }
}

/// Which column of a file is which field, in which system or for which receiver, and which hold residues. Columns that it
/// does not name are no concern of it: they are neither read nor written.
///
/// With the feature `authoring` it is read from YAML, `ColumnMap::from_yaml`; [`to_yaml`](Self::to_yaml) writes it.
///
/// # Example
///
/// ```
/// use ownwords::wire::columns::{Column, ColumnMap, Holds, Shape};
///
/// let codes = Holds::of("ethnicity", Some("nhs-ethnic-category-2001"), None, None)?;
/// let residues = Holds::of("residue", None, None, Some("ethnicity"))?;
/// let map = ColumnMap::of(Shape::default(), true, vec![
///     Column::named("PAS_ID", Holds::RecordKey),
///     Column::named("ETHNIC_CATEGORY", codes),
///     Column::named("ETHNIC_RESIDUE", residues),
/// ])?;
/// assert!(map.to_yaml().contains("  - column: \"ETHNIC_CATEGORY\"\n    holds: ethnicity\n"));
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnMap {
    pub(super) shape: Shape,
    pub(super) has_header: bool,
    pub(super) columns: Vec<Column>,
    /// The lists of ethnicity that its columns may be of.
    pub(in crate::wire) known: Known,
}

impl ColumnMap {
    /// A map of these columns.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when the columns contradict each other; see [`ColumnMap::faults`].
    pub fn of(shape: Shape, has_header: bool, columns: Vec<Column>) -> Result<Self> {
        let map = Self { shape, has_header, columns, known: Known::NATIONAL };
        match map.faults().into_iter().next() {
            None => Ok(map),
            Some((_, fault)) => Err(fault),
        }
    }

    /// The same map, of which columns may be of an organisation's own lists.
    ///
    /// # Example
    ///
    /// See [`Holds::of_overlay`].
    #[must_use]
    pub fn with_overlay(self, overlay: &Overlay) -> Self {
        self.of_lists(Known::of(overlay))
    }

    pub(crate) fn of_lists(self, known: Known) -> Self {
        Self { known, ..self }
    }

    /// A map that is still to be looked at for faults.
    pub(crate) fn unchecked(shape: Shape, has_header: bool, columns: Vec<Column>) -> Self {
        Self { shape, has_header, columns, known: Known::NATIONAL }
    }

    /// How the file is written.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether the file begins with the names of its columns.
    pub fn has_header(&self) -> bool {
        self.has_header
    }

    /// The columns, in the map's order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What cannot hold in this map, each with the place of its column in the map: no columns at all; a column without name
    /// and place, or named where there is no header; two columns that are the same one, or both the record key, the NHS
    /// number, the same part of the name, or the residue of the same codes; a residue of codes that no column has, or that
    /// stands beside the codes of several systems and does not say which; a separator, or an absence, where there can be none.
    pub fn faults(&self) -> Vec<(usize, Error)> {
        let usage = |message: String, help: &str| Error::new(ErrorKind::Usage, message).with_help(help);
        let mut faults = Vec::new();
        if self.columns.is_empty() {
            faults.push((
                0,
                usage(
                    "the map has no columns".to_owned(),
                    "name at least one, and what it holds; in a map that was found, take the `#` away from those that are so",
                ),
            ));
        }
        for (place, column) in self.columns.iter().enumerate() {
            let called = column.called();
            let mut fault = |message: String, help: &str| faults.push((place, usage(message, help)));
            let before = self.columns.get(..place).unwrap_or_default();
            match (&column.name, column.place) {
                (None, None | Some(0)) => {
                    fault(
                        "a column has neither name nor place".to_owned(),
                        "write its name in the header, or its place from 1",
                    );
                }
                (Some(_), None) if !self.has_header => {
                    fault(
                        format!("{called} is a name, and the file has no header"),
                        "write its place, from 1",
                    );
                }
                (name, at)
                    if before.iter().any(|other| {
                        (name.is_some() && other.name == *name && other.place == at)
                            || (at.is_some() && other.place == at)
                    }) =>
                {
                    fault(format!("{called} stands twice in the map"), "keep one of the two");
                }
                _ => {}
            }
            if before
                .iter()
                .any(|other| self.is_one(&column.holds) && other.holds.is_same_place(&column.holds))
            {
                let word = column.holds.word();
                fault(
                    format!("{called} is a second column for `{word}`"),
                    "keep one of the two; only codes can stand in several columns",
                );
            }
            if let Holds::Residue { of: Of::Field(field), system } = column.holds {
                let mut of: Vec<&str> = self.systems_of(field);
                of.dedup();
                match system {
                    None if of.len() > 1 => fault(
                        format!("{called} does not say beside the codes of which system it stands"),
                        "write `system:` with one of those that the map has for the field",
                    ),
                    Some(system) if !of.contains(&system) => fault(
                        format!("{called} is the residue of `{system}`, and no column holds its codes"),
                        "name the column that does, or leave `system` out",
                    ),
                    _ => {}
                }
            }
            let is_codes = matches!(column.holds, Holds::Codes { .. });
            if let Some(separator) = &column.separator
                && (!is_codes || separator.is_empty())
            {
                fault(
                    format!("{called} cannot have this separator"),
                    "only a column of codes holds several values, with at least one character between them",
                );
            }
            if column.empty.is_some() && !is_codes && !matches!(column.holds, Holds::Name { .. }) {
                fault(format!("{called} cannot say why it is empty"), "take `empty` out");
            }
        }
        faults
    }

    /// The systems in which the map has columns for a field, in its order.
    fn systems_of(&self, field: FieldWord) -> Vec<&'static str> {
        let mut found = Vec::new();
        for column in &self.columns {
            if let Holds::Codes { field: other, system } = column.holds
                && other == field
                && !found.contains(&system)
            {
                found.push(system);
            }
        }
        found
    }

    fn is_one(&self, holds: &Holds) -> bool {
        !matches!(holds, Holds::Codes { .. })
    }

    /// The map in YAML, as `ColumnMap::from_yaml` reads it.
    pub fn to_yaml(&self) -> String {
        let mut text = String::from("# Which column is which field.\n");
        text.push_str(&format!("encoding: {}\n", self.shape.encoding));
        if self.shape.byte_order_mark {
            text.push_str("byte-order-mark: true\n");
        }
        text.push_str(&format!("delimiter: {}\nline-end: {}\n", self.shape.delimiter, self.shape.line_end));
        text.push_str(&format!("header: {}\ncolumns:\n", self.has_header));
        for column in &self.columns {
            text.push_str(&column.to_yaml());
        }
        text
    }
}

impl Holds {
    /// Whether both would be written to from the same thing.
    fn is_same_place(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Name { part, .. }, Self::Name { part: other, .. }) => part == other,
            (Self::Codes { .. }, _) => false,
            _ => self == other,
        }
    }
}

impl Column {
    /// One item of the list.
    pub(super) fn to_yaml(&self) -> String {
        let mut lines = Vec::new();
        if let Some(name) = &self.name {
            lines.push(format!("column: {}", quoted(name)));
        }
        if let Some(place) = self.place {
            lines.push(format!("place: {place}"));
        }
        lines.push(format!("holds: {}", self.holds.word()));
        match &self.holds {
            Holds::Codes { system, .. } => lines.push(format!("system: {system}")),
            Holds::Name { receiver: Some(receiver), .. } => {
                lines.push(format!("receiver: {}", receiver.profile().key()));
            }
            Holds::Residue { of, system } => {
                lines.push(format!("of: {}", of.word()));
                lines.extend(system.map(|system| format!("system: {system}")));
            }
            _ => {}
        }
        lines.extend(self.separator.as_deref().map(|separator| format!("separator: {}", quoted(separator))));
        lines.extend(self.empty.map(|empty| format!("empty: {empty}")));
        let mut text = String::new();
        for (place, line) in lines.iter().enumerate() {
            text.push_str(if place == 0 { "  - " } else { "    " });
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}
