//! From what a side file or a caller says of a format to the format.

use super::{Csv, Fhir, Format, Hl7, OverlayVersion, Settings, StorageLines};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::overlay::{Known, Overlay};
use crate::text::nearest;
#[cfg(feature = "authoring")]
use crate::wire::columns::ColumnMap;
use crate::wire::fhir::{PROFILES, Profile};
use crate::wire::hl7::Feed;

/// The words of all formats.
const WORDS: [&str; 6] = ["storage", YAML, "fhir", "fhir-bundle", "hl7", "csv"];

/// The word of the storage form in YAML.
pub(super) const YAML: &str = "storage-yaml";

/// Where nothing else is said.
const PROFILE: &str = "ukcore-england";

impl Settings {
    /// The settings of a format, with nothing agreed.
    pub fn of(format: &str) -> Self {
        Self { format: format.to_owned(), ..Self::default() }
    }

    /// The word of the format that an input is in, told by how it begins.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Format`], with its place, when no format begins so.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::convert::Settings;
    ///
    /// assert_eq!(Settings::told_by(b"MSH|^~\\&|pas\r").unwrap(), "hl7");
    /// assert_eq!(Settings::told_by(br#"{"resourceType": "Patient"}"#).unwrap(), "fhir");
    /// assert_eq!(Settings::told_by(b"---\nformat: 'ownwords.record/1'\n").unwrap(), "storage-yaml");
    /// assert!(Settings::told_by(b"PID|1\r").is_err());
    /// ```
    pub fn told_by(head: &[u8]) -> Result<&'static str> {
        let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let text = text.trim_ascii_start();
        // The storage form says what it is in its first member, as it is written.
        let members = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        match (members, text) {
            (Some(members), _) if members.starts_with(b"\"format\"") => Ok("storage"),
            (Some(_), _) | (_, [b'[', ..]) => Ok("fhir"),
            (None, [0x0B, ..]) => Ok("hl7"),
            (None, text) if begins_as_yaml(text) => Ok(YAML),
            (None, text) if [&b"MSH"[..], b"FHS", b"BHS"].iter().any(|word| text.starts_with(word)) => {
                Ok("hl7")
            }
            (None, []) => Err(Error::new(ErrorKind::Format, "there is nothing in it")
                .at(Position::default().line(1))
                .with_help("see whether the export that wrote it came to its end")),
            (None, _) => Err(Error::new(ErrorKind::Format, "no format that is read begins so")
                .at(Position::default().line(1))
                .with_help(
                    "a message of HL7 v2 begins with `MSH`, a record in JSON with `{` and in YAML with `format:`; or name the format",
                )),
        }
    }

    /// The format.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Usage`] when it is not known, or one of the settings is none that it has; what it could be is said.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::convert::Settings;
    ///
    /// assert_eq!(Settings::of("fhir").format().unwrap().settings().profile.unwrap(), "ukcore-england");
    /// assert!(Settings::of("fhri").format().unwrap_err().to_string().contains("`fhir`"));
    /// ```
    pub fn format(&self) -> Result<Box<dyn Format>> {
        self.of_lists(Known::NATIONAL)
    }

    /// The format, which knows an organisation's own lists and heritages beside the national ones.
    ///
    /// # Errors
    ///
    /// As [`format`](Self::format); and when the settings are of another organisation's overlay.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::overlay::{LocalSystem, Overlay, OverlayParts};
    /// use ownwords::wire::convert::Settings;
    ///
    /// let mut parts = OverlayParts::of("TEST9".parse().unwrap(), "Testhaven, a made-up trust");
    /// parts.systems.push(LocalSystem::of("testhaven-ethnic-group", 60_000));
    /// let overlay = Overlay::build(&parts).unwrap();
    ///
    /// let systems = [("PID-22".to_owned(), "testhaven-ethnic-group".to_owned())].into();
    /// let feed = Settings { systems, ..Settings::of("hl7") };
    /// let format = feed.format_with(&overlay).unwrap();
    /// assert!(feed.format().is_err());
    ///
    /// // As a side file keeps it, it says whose lists they are.
    /// let error = format.settings().format().unwrap_err();
    /// assert!(error.message().contains("overlay of TEST9"));
    /// ```
    pub fn format_with(&self, overlay: &Overlay) -> Result<Box<dyn Format>> {
        self.of_lists(Known::of(overlay))
    }

    pub(super) fn of_lists(&self, known: Known) -> Result<Box<dyn Format>> {
        self.check_overlay(known)?;
        let is_hl7 = self.format == "hl7";
        let is_fhir = self.format.starts_with("fhir");
        let strange = [
            (self.profile.is_some() && !is_fhir, "a profile is of FHIR"),
            (
                !self.systems.is_empty() && !is_hl7,
                "the systems of fields of PID are of HL7 v2 (those of a table are in its map, those of FHIR in its profile)",
            ),
            (self.read_as.is_some() && !is_hl7, "a character set is said of HL7 v2"),
            (self.template.is_some() && !is_hl7, "a template is of HL7 v2"),
            (self.map.is_some() && self.format != "csv", "a map of columns is of tables"),
        ];
        if let Some((_, what)) = strange.into_iter().find(|(is_so, _)| *is_so) {
            return Err(Error::new(ErrorKind::Usage, format!("{what}, and this is `{}`", self.format))
                .with_help("leave it out, or choose the format that it is of"));
        }
        let profile = || profile(self.profile.as_deref().unwrap_or(PROFILE));
        match self.format.as_str() {
            "storage" => Ok(Box::new(StorageLines::default().of_lists(known))),
            YAML => yaml(known),
            "fhir" => Ok(Box::new(Fhir::lines(profile()?).of_lists(known))),
            "fhir-bundle" => Ok(Box::new(Fhir::bundle(profile()?).of_lists(known))),
            "hl7" => Ok(Box::new(self.hl7(known)?)),
            "csv" => Ok(Box::new(self.csv(known)?)),
            other => {
                let error = Error::new(ErrorKind::Usage, format!("there is no format `{other}`"));
                let known = WORDS.map(|word| format!("`{word}`")).join(", ");
                Err(match nearest(other, WORDS) {
                    Some(near) => error.with_help(format!("the nearest is `{near}`; there are {known}")),
                    None => error.with_help(format!("there are {known}")),
                })
            }
        }
    }

    /// What was made with an overlay is not read without it: its own codes and heritages would be nobody's.
    fn check_overlay(&self, known: Known) -> Result<()> {
        let Some(OverlayVersion { owner, version }) = &self.overlay else { return Ok(()) };
        let named = known.overlay().map(|overlay| overlay.owner().to_string());
        if named.as_ref() == Some(owner) {
            return Ok(());
        }
        let (owner, version) = (owner.escape_debug(), version.escape_debug());
        let instead = match named {
            Some(named) => format!("the one that is named is of {named}"),
            None => "none is named".to_owned(),
        };
        Err(Error::new(
            ErrorKind::Usage,
            format!("this was made with the overlay of {owner}, version {version}, and {instead}"),
        )
        .with_help(
            "name the folder of that overlay (--overlay); nothing is lost until then, and nothing written",
        ))
    }

    #[cfg(feature = "authoring")]
    fn csv(&self, known: Known) -> Result<Csv> {
        let Some(map) = &self.map else {
            return Err(Error::new(ErrorKind::Usage, "a table says nothing without a map of its columns")
                .with_help("name the map: a YAML file that says what each column holds"));
        };
        let map = ColumnMap::of_yaml("the map", map, known);
        Csv::of(map.map_err(|faults| {
            let none = || Error::new(ErrorKind::Data, "the map of columns cannot be read");
            faults.into_iter().next().unwrap_or_else(none)
        })?)
    }

    /// The YAML reader stands behind a feature of its own.
    #[cfg(not(feature = "authoring"))]
    fn csv(&self, _: Known) -> Result<Csv> {
        Err(Error::new(ErrorKind::Usage, "a map of columns is read with the feature `authoring` alone")
            .with_help("turn the feature on, or make the format with `Csv::of`"))
    }

    fn hl7(&self, known: Known) -> Result<Hl7> {
        let mut format = Hl7::of(Feed::of("hl7-v2")).of_lists(known);
        for (field, key) in &self.systems {
            format = format.with_system(field, key)?;
        }
        if let Some(set) = &self.read_as {
            format = format.reading_as(set)?;
        }
        self.template.as_deref().map_or(Ok(format.clone()), |template| format.with_template(template))
    }
}

/// Whether the first line that says something begins the storage form, as it is written.
fn begins_as_yaml(text: &[u8]) -> bool {
    let says_nothing =
        |line: &&[u8]| line.is_empty() || *line == b"---" || line.starts_with(b"#") || line.starts_with(b"%");
    let mut lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii_end);
    let first = lines.find(|line| !says_nothing(line));
    first.is_some_and(|line| line.starts_with(b"format:"))
}

#[cfg(feature = "authoring")]
fn yaml(known: Known) -> Result<Box<dyn Format>> {
    Ok(Box::new(super::StorageDocuments::default().of_lists(known)))
}

/// The YAML reader stands behind a feature of its own.
#[cfg(not(feature = "authoring"))]
fn yaml(_: Known) -> Result<Box<dyn Format>> {
    Err(Error::new(ErrorKind::Usage, "records in YAML are read with the feature `authoring` alone")
        .with_help("turn the feature on, or take the storage form in JSON"))
}

fn profile(key: &str) -> Result<&'static Profile> {
    Profile::of_key(key).ok_or_else(|| {
        let known: Vec<&str> = PROFILES.iter().map(|profile| profile.key()).collect();
        Error::new(ErrorKind::Usage, format!("there is no profile `{key}`"))
            .with_help(format!("choose one of {}", known.join(", ")))
    })
}
