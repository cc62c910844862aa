//! The names of columns, as stewards write them, and the column maps of those who use them.

use core::fmt::Write as _;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

use super::literal::{quoted, quoted_list};
use super::tables::head;
use super::yaml::Word;
use super::{Source, Table};

pub(super) const FILE: &str = "mappings/columns.yaml";

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesForm {
    /// What columns hold, one entry each, with the names that people give them.
    pub(super) columns: Vec<NamesOf>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesOf {
    /// What such a column holds.
    pub(super) holds: Word,
    /// The list that its codes are of, where the name says it.
    #[serde(default)]
    pub(super) system: Option<Word>,
    /// The names, in quotes.
    pub(super) names: Vec<Word>,
}

/// What is known of columns by their names.
pub(super) fn table(source: &Source<NamesForm>) -> Table {
    let mut text = head(&source.file);
    text.push_str("use super::Known;\n\n");
    text.push_str("/// Names of columns, as people write them, with what such a column may hold.\n");
    text.push_str("pub(super) static KNOWN: &[Known] = &[\n");
    for of in &source.form.columns {
        let system =
            of.system.as_ref().map_or("None".to_owned(), |key| format!("Some({})", quoted(key.as_str())));
        let _ = writeln!(
            text,
            "    Known {{ holds: {}, system: {system}, names: &[{}] }},",
            quoted(of.holds.as_str()),
            quoted_list(of.names.iter().map(Word::as_str))
        );
    }
    text.push_str("];\n");
    Table { path: PathBuf::from("src/wire/columns/header/known.rs"), text }
}

#[cfg(feature = "wire")]
mod maps {
    use serde::{Deserialize, Deserializer};

    use super::super::yaml::{self, Word};
    use crate::error::{Error, ErrorKind, Position, Result};
    use crate::overlay::{Known, Overlay};
    use crate::wire::columns::{Column, ColumnMap, Holds, Shape};

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct MapForm {
        #[serde(default)]
        encoding: Option<Word>,
        #[serde(default)]
        byte_order_mark: bool,
        #[serde(default)]
        delimiter: Option<Word>,
        #[serde(default)]
        line_end: Option<Word>,
        header: bool,
        #[serde(deserialize_with = "all_or_none")]
        columns: Vec<ColumnForm>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    struct ColumnForm {
        #[serde(default)]
        column: Option<Word>,
        #[serde(default)]
        place: Option<usize>,
        holds: Word,
        #[serde(default)]
        system: Option<Word>,
        #[serde(default)]
        receiver: Option<Word>,
        #[serde(default)]
        of: Option<Word>,
        #[serde(default)]
        separator: Option<Word>,
        #[serde(default)]
        empty: Option<Word>,
    }

    /// A list of which every item may be a comment still.
    fn all_or_none<'de, D: Deserializer<'de>>(columns: D) -> Result<Vec<ColumnForm>, D::Error> {
        Ok(Option::deserialize(columns)?.unwrap_or_default())
    }

    impl ColumnMap {
        /// Reads a column map from YAML; `file` is what the text's source is called.
        ///
        /// ```yaml
        /// encoding: utf-8          # utf-8, utf-16le, utf-16be or windows-1252; utf-8 where it is left out
        /// delimiter: comma         # comma, tab, semicolon or bar; comma where it is left out
        /// header: true
        /// columns:
        ///   - column: "ETHNIC_CATEGORY"    # its name in the header, or its `place:` from 1, or both
        ///     holds: ethnicity             # as `Holds::of` has it
        ///     system: nhs-ethnic-category-2001
        ///     empty: not-asked             # why there is no answer where the cell is empty; may be left out
        ///   - column: "ETHNIC_RESIDUE"
        ///     holds: residue
        ///     of: ethnicity
        /// ```
        ///
        /// # Errors
        ///
        /// All faults, each with its line and column, and with the nearest word that would do: [`ErrorKind::Format`] where the
        /// text is no YAML of the shape above, [`ErrorKind::Data`] where a word is not known or the columns
        /// [contradict each other](ColumnMap::faults).
        ///
        /// # Example
        ///
        /// ```
        /// use ownwords::wire::columns::ColumnMap;
        ///
        /// let text = "header: true\ncolumns:\n  - column: \"ETHNOS\"\n    holds: ethnicty\n    system: hes-ethnos\n";
        /// let faults = ColumnMap::from_yaml("map.yaml", text).unwrap_err();
        /// assert_eq!(
        ///     faults[0].to_string(),
        ///     "map.yaml, line 4, column 12: `ethnicty` is no thing that a column can hold that is known here; the nearest one is `ethnicity`"
        /// );
        /// let map = ColumnMap::from_yaml("map.yaml", &text.replace("ethnicty", "ethnicity")).unwrap();
        /// assert_eq!(ColumnMap::from_yaml("map.yaml", &map.to_yaml()).unwrap(), map);
        /// ```
        pub fn from_yaml(file: &str, text: &str) -> Result<Self, Vec<Error>> {
            Self::of_yaml(file, text, Known::NATIONAL)
        }

        /// The same, of which columns may be of an organisation's own lists.
        ///
        /// # Errors
        ///
        /// As [`from_yaml`](Self::from_yaml).
        ///
        /// # Example
        ///
        /// ```
        /// use std::path::Path;
        /// use ownwords::Overlay;
        /// use ownwords::wire::columns::ColumnMap;
        ///
        /// let overlay = Overlay::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay")).unwrap();
        /// let text = "header: true\ncolumns:\n  - column: \"ETH\"\n    holds: ethnicity\n    system: testhaven-ethnic-group\n";
        /// assert!(ColumnMap::from_yaml_with("map.yaml", text, &overlay).is_ok());
        /// assert!(ColumnMap::from_yaml("map.yaml", text).is_err());
        /// ```
        pub fn from_yaml_with(file: &str, text: &str, overlay: &Overlay) -> Result<Self, Vec<Error>> {
            Self::of_yaml(file, text, Known::of(overlay))
        }

        pub(crate) fn of_yaml(file: &str, text: &str, known: Known) -> Result<Self, Vec<Error>> {
            let compare = "`ownwords audit --init MAP FILE` writes a whole map to compare it with";
            let form: MapForm = yaml::read_like(file, text, compare).map_err(|error| vec![error])?;
            let mut faults = Vec::new();
            let mut shape = Shape::default();
            keep(file, form.encoding.as_ref(), &mut shape.encoding, &mut faults);
            keep(file, form.delimiter.as_ref(), &mut shape.delimiter, &mut faults);
            keep(file, form.line_end.as_ref(), &mut shape.line_end, &mut faults);
            shape.byte_order_mark = form.byte_order_mark;
            let mut columns = Vec::new();
            for column in &form.columns {
                match column.read(file, known) {
                    Ok(column) => columns.push(column),
                    Err(error) => faults.push(error),
                }
            }
            if !faults.is_empty() {
                return Err(faults);
            }
            let map = Self::unchecked(shape, form.header, columns).of_lists(known);
            let faults: Vec<Error> = map
                .faults()
                .into_iter()
                .map(|(place, fault)| match form.columns.get(place) {
                    Some(column) => placed(file, &column.holds, &fault),
                    None => at(Position::in_file(file), &fault),
                })
                .collect();
            if faults.is_empty() { Ok(map) } else { Err(faults) }
        }
    }

    impl ColumnForm {
        fn read(&self, file: &str, known: Known) -> Result<Column> {
            let word = |word: &Option<Word>| word.as_ref().map(|word| word.as_str().to_owned());
            let (system, receiver, of) = (word(&self.system), word(&self.receiver), word(&self.of));
            // One word after the other, so that a fault stands where its word does.
            let holds = Holds::of_known(
                known,
                self.holds.as_str(),
                system.as_deref(),
                receiver.as_deref(),
                of.as_deref(),
            );
            let holds = holds.map_err(|error| placed(file, self.at_fault(), &error))?;
            let mut column = match (&self.column, self.place) {
                (Some(name), _) => Column::named(name.as_str(), holds),
                (None, place) => Column::at(place.unwrap_or_default(), holds),
            };
            column.place = self.place;
            column.separator = word(&self.separator);
            if let Some(empty) = &self.empty {
                column.empty = Some(empty.as_str().parse().map_err(|error| placed(file, empty, &error))?);
            }
            Ok(column)
        }

        /// The word that is wrong: the first that makes a sound column fail.
        fn at_fault(&self) -> &Word {
            let holds = self.holds.as_str();
            if !Holds::words().any(|known| known == holds) {
                return &self.holds;
            }
            let is_wrong = |word: &Word, test: &dyn Fn(&str) -> bool| test(word.as_str());
            if let Some(of) = &self.of
                && is_wrong(of, &|of| Holds::of(holds, None, None, Some(of)).is_err())
            {
                return of;
            }
            if let Some(receiver) = &self.receiver
                && is_wrong(receiver, &|receiver| {
                    Holds::of("name.chosen", None, Some(receiver), None).is_err()
                })
            {
                return receiver;
            }
            [&self.system, &self.receiver, &self.of].into_iter().flatten().next().unwrap_or(&self.holds)
        }
    }

    fn keep<T: core::str::FromStr<Err = Error>>(
        file: &str,
        word: Option<&Word>,
        kept: &mut T,
        faults: &mut Vec<Error>,
    ) {
        let Some(word) = word else { return };
        match word.as_str().parse() {
            Ok(value) => *kept = value,
            Err(error) => faults.push(placed(file, word, &error)),
        }
    }

    fn placed(file: &str, word: &Word, error: &Error) -> Error {
        at(word.place(file), error)
    }

    fn at(place: Position, error: &Error) -> Error {
        let placed = Error::new(ErrorKind::Data, error.message()).at(place);
        match error.help() {
            Some(help) => placed.with_help(help),
            None => placed,
        }
    }
}
