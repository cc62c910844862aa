//! Published bodies whose crosswalks a caller may choose to follow.

/// A published body whose crosswalk decides ambiguous cases, when the caller names it. It is never a silent default.
///
/// # Example
///
/// ```
/// use ownwords::bridge::{Policy, systems};
/// use ownwords::{Bridge, Ethnicity, Field, Standard};
///
/// let polish = Standard::ethnicity().by_slug("polish").unwrap().id();
/// let field = Field::stated(Ethnicity::of([polish]).unwrap());
/// let policy = Policy::Authority(&systems::AUTHORITY_GDPPR);
/// let (code, _, _) = systems::NHS_ETHNIC_CATEGORY_2001.encode(&field, policy).unwrap().into_parts();
/// assert_eq!(code.to_string(), "C");
/// ```
#[derive(Debug)]
pub struct Authority {
    pub(crate) key: &'static str,
    pub(crate) title: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) edition: &'static str,
    pub(crate) source: &'static str,
    /// Keys of the systems whose codes the published letters are.
    pub(crate) targets: &'static [&'static str],
    /// Index of a heritage, and the codes published for it; in ascending order of indices.
    pub(crate) published: &'static [(u16, &'static [&'static str])],
}

impl Authority {
    /// The authority's key, for example `gdppr`.
    pub fn key(&self) -> &'static str {
        self.key
    }

    /// What it publishes, by its title.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The body that publishes it.
    pub fn owner(&self) -> &'static str {
        self.owner
    }

    /// The edition that was read.
    pub fn edition(&self) -> &'static str {
        self.edition
    }

    /// Where it was read.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The codes published for the heritage with this index; none when it is silent.
    pub(crate) fn codes_for(&self, heritage: u16) -> &'static [&'static str] {
        let found = self.published.binary_search_by_key(&heritage, |&(index, _)| index);
        found.ok().and_then(|place| self.published.get(place)).map_or(&[], |&(_, codes)| codes)
    }
}
