//! `--overlay`: an organisation's own heritages and codes beside the national ones.

use std::io::{self, Write};
use std::path::PathBuf;

use ownwords::authoring::Lists;
use ownwords::{Error, ErrorKind, Kind, Overlay, Standard};

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Own {
    /// The folder of an organisation's own heritages and codes, to be known beside the national ones
    #[arg(long, value_name = "DIR")]
    overlay: Option<PathBuf>,
}

impl Own {
    /// The overlay, if one was named. All of its faults are said.
    pub(crate) fn load(&self) -> Result<Option<Overlay>, Error> {
        self.overlay
            .as_ref()
            .map(|folder| Overlay::load(folder))
            .transpose()
            .map_err(|faults| refused(&faults))
    }

    /// The lists with what the overlay adds, if one was named. All of its faults are said.
    pub(crate) fn beside(&self, lists: Lists) -> Result<Lists, Error> {
        match &self.overlay {
            Some(folder) => lists.with_overlay(folder).map_err(|faults| refused(&faults)),
            None => Ok(lists),
        }
    }

    pub(crate) fn is_named(&self) -> bool {
        self.overlay.is_some()
    }
}

/// `--overlay` of the verbs that are about the files themselves: those of an organisation, and not the national ones.
#[derive(Debug, clap::Args)]
pub(crate) struct Instead {
    /// The folder of an organisation's own heritages and codes, in place of the national files
    #[arg(long, value_name = "DIR", conflicts_with = "root")]
    pub(crate) overlay: Option<PathBuf>,
}

fn refused(faults: &[Error]) -> Error {
    let mut out = io::stderr().lock();
    for fault in faults {
        // When not even a fault can be written, the exit status still says that there was one.
        let _ = writeln!(out, "{fault}");
    }
    let faults = if faults.len() == 1 { "a fault".to_owned() } else { format!("{} faults", faults.len()) };
    Error::new(ErrorKind::Data, format!("the overlay has {faults}"))
        .with_help("nothing is answered until it is sound")
}

/// The standard of a kind of concept, with the overlay's concepts where it has some.
pub(crate) fn standard(kind: Kind, overlay: Option<&Overlay>) -> Option<&'static Standard> {
    match (kind, overlay) {
        (Kind::Heritage, Some(overlay)) => Some(overlay.standard()),
        _ => Standard::of(kind),
    }
}
