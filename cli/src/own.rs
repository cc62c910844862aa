//! `--overlay`: an organisation's own heritages and codes beside the national ones.

use std::io::{self, Write};
use std::path::PathBuf;

use ownwords::{Error, ErrorKind, Kind, Overlay, Standard};

#[derive(Debug, clap::Args)]
pub(crate) struct Own {
    /// The folder of an organisation's own heritages and codes, to be known beside the national ones
    #[arg(long, value_name = "DIR")]
    overlay: Option<PathBuf>,
}

impl Own {
    /// The overlay, if one was named. All of its faults are said.
    pub(crate) fn load(&self) -> Result<Option<Overlay>, Error> {
        let Some(folder) = &self.overlay else { return Ok(None) };
        Overlay::load(folder).map(Some).map_err(|faults| {
            let mut out = io::stderr().lock();
            for fault in &faults {
                // When not even a fault can be written, the exit status still says that there was one.
                let _ = writeln!(out, "{fault}");
            }
            let faults =
                if faults.len() == 1 { "a fault".to_owned() } else { format!("{} faults", faults.len()) };
            Error::new(ErrorKind::Data, format!("the overlay has {faults}"))
                .with_help("nothing is answered until it is sound")
        })
    }
}

/// The standard of a kind of concept, with the overlay's concepts where it has some.
pub(crate) fn standard(kind: Kind, overlay: Option<&Overlay>) -> Option<&'static Standard> {
    match (kind, overlay) {
        (Kind::Heritage, Some(overlay)) => Some(overlay.standard()),
        _ => Standard::of(kind),
    }
}
