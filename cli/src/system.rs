//! Code systems as the command line names them: by key. A code without its system means nothing, so there is no default.

use ownwords::bridge::{CodeSystem, TagSystem, systems};
use ownwords::{AbsenceOnly, Axis, Error, ErrorKind, Heritages, Orientations, Overlay};

/// A system, with the field that it is of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum System {
    Ethnicity(&'static CodeSystem<Heritages>),
    Orientation(&'static CodeSystem<Orientations>),
    Language(&'static TagSystem),
    Absence(&'static CodeSystem<AbsenceOnly>),
}

impl System {
    /// The system with this key: of an overlay, where there is one, then of this release.
    pub(crate) fn named(key: &str, overlay: Option<&Overlay>) -> Result<Self, Error> {
        fn among<A: Axis>(
            systems: &'static [&'static CodeSystem<A>],
            key: &str,
        ) -> Option<&'static CodeSystem<A>> {
            systems.iter().copied().find(|system| system.key() == key)
        }
        let own = overlay.and_then(|overlay| overlay.system(key));
        let ethnicity = || own.or_else(|| among(systems::ETHNICITY, key)).map(Self::Ethnicity);
        let orientation = || among(systems::ORIENTATION, key).map(Self::Orientation);
        let language =
            || systems::LANGUAGE.iter().find(|system| system.key() == key).map(|one| Self::Language(one));
        let absence = || among(systems::ABSENCE, key).map(Self::Absence);
        ethnicity().or_else(orientation).or_else(language).or_else(absence).ok_or_else(|| {
            if let Some(feature) = systems::feature_of(key) {
                let message = "this program was built without the code system of this key";
                let help = format!(
                    "build it with `--features {feature}`, and read in Cargo.toml what licence it needs"
                );
                return Error::new(ErrorKind::Usage, message).with_help(help);
            }
            let error = Error::new(ErrorKind::Usage, "this release knows no code system of this key");
            match systems::nearest_key(key) {
                Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
                None => error,
            }
        })
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Ethnicity(system) => system.key(),
            Self::Orientation(system) => system.key(),
            Self::Language(system) => system.key(),
            Self::Absence(system) => system.key(),
        }
    }

    /// The system as people name it: whose list it is, where it is in force, and its title.
    pub(crate) fn title(self) -> String {
        fn of<A: Axis>(system: &CodeSystem<A>) -> String {
            format!("{}, {} ({})", system.title(), system.owner(), system.jurisdiction())
        }
        match self {
            Self::Ethnicity(system) => of(system),
            Self::Orientation(system) => of(system),
            Self::Language(system) => system.title().to_owned(),
            Self::Absence(system) => of(system),
        }
    }
}
