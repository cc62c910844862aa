//! What `ownwords check` says of a folder of stewards' files.

use std::path::Path;

use super::registry::table_with_names;
use super::{Reading, Sources, in_order, overlay};
use crate::error::Error;
#[cfg(feature = "audit")]
use crate::overlay::{Known, Overlay};

/// The files of a folder and everything that is wrong with them.
///
/// Beside the faults for which [`Sources::read`] and [`Overlay::load`](crate::Overlay::load) refuse the files, these are
/// what other programs could read otherwise than this one: byte order marks and carriage returns.
///
/// # Example
///
/// ```
/// use std::path::Path;
/// use ownwords::authoring::Checked;
/// use ownwords::rules;
///
/// let checked = Checked::national(Path::new(env!("CARGO_MANIFEST_DIR")));
/// assert!(checked.faults.is_empty() && checked.files.len() > 100);
///
/// let checked = Checked::national(Path::new("no/such/folder"));
/// let rule = checked.faults[0].rule().and_then(rules::by_id).unwrap();
/// assert_eq!(rule.name, "UnreadableFile");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The files that were read or could not be, as paths from the folder, with `/`, in order.
    pub files: Vec<String>,
    /// The faults, those of standards first, each file's in the order of its lines. Every fault has the id of a rule, and
    /// a place whose file is a path from the folder.
    pub faults: Vec<Error>,
}

impl Checked {
    /// Checks everything below `root`, which is the root of the repository.
    pub fn national(root: &Path) -> Self {
        let mut reading = Reading::new(root);
        let faults = match Sources::read_with(&mut reading) {
            Ok(sources) => {
                table_with_names(&sources.registry, &sources.common_languages).err().into_iter().collect()
            }
            Err(faults) => faults,
        };
        Self::of(reading, faults)
    }

    /// Checks an overlay's folder, beside the national lists that this program was built with.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::authoring::Checked;
    ///
    /// let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/overlay");
    /// assert!(Checked::overlay(&folder).faults.is_empty());
    /// ```
    pub fn overlay(folder: &Path) -> Self {
        let mut reading = Reading::new(folder);
        let faults = overlay::load(&mut reading).err().unwrap_or_default();
        Self::of(reading, faults)
    }

    /// Checks a file of cohorts, as [`Rules::load`](crate::audit::cohorts::Rules::load) reads it. The path in its faults is the
    /// file's name alone.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::authoring::Checked;
    ///
    /// let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cohorts.yaml");
    /// assert!(Checked::cohorts(&file).faults.is_empty());
    /// assert_eq!(Checked::cohorts(Path::new("no/such/file.yaml")).faults.len(), 1);
    /// ```
    #[cfg(feature = "audit")]
    pub fn cohorts(file: &Path) -> Self {
        Self::cohorts_of(file, Known::NATIONAL)
    }

    /// The same, where the file may name an organisation's own lists and heritages.
    ///
    /// # Example
    ///
    /// ```
    /// use std::path::Path;
    /// use ownwords::{Overlay, authoring::Checked};
    ///
    /// let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    /// let overlay = Overlay::load(&examples.join("overlay")).unwrap();
    /// assert!(Checked::cohorts_with(&examples.join("cohorts.yaml"), &overlay).faults.is_empty());
    /// ```
    #[cfg(feature = "audit")]
    pub fn cohorts_with(file: &Path, overlay: &Overlay) -> Self {
        Self::cohorts_of(file, Known::of(overlay))
    }

    #[cfg(feature = "audit")]
    fn cohorts_of(file: &Path, known: Known) -> Self {
        use crate::audit::cohorts::Rules;

        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let mut faults = Rules::load_of(file, known).err().unwrap_or_default();
        if let Ok(text) = super::text_of(file) {
            faults.extend(super::yaml::looks(&name, &text));
        }
        let named = faults.into_iter().map(|fault| {
            let mut place = fault.position().cloned().unwrap_or_default();
            place.file = Some(name.clone());
            fault.at(place)
        });
        Self { faults: in_order(named.collect()), files: vec![name] }
    }

    fn of(reading: Reading<'_>, mut faults: Vec<Error>) -> Self {
        faults.extend(reading.looks);
        Self { files: reading.files.into_iter().collect(), faults: in_order(faults) }
    }
}
