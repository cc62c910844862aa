//! A language tag, and what the registry knows of it.

use core::fmt;
use core::ops::Range;
use core::str::FromStr;

use super::registered;
use super::subtags::{Place, subtags};
use crate::error::{Error, ErrorKind, Result};

/// A BCP 47 language tag, held exactly as it was given.
///
/// It is well-formed in the sense of RFC 5646, section 2.2.9: it follows the grammar of section 2.1, or is one of the
/// grandfathered tags. Whether its subtags are registered is another question, which [`LanguageTag::validity`]
/// answers: a tag that is newer than the embedded registry can still be held.
///
/// Two tags are equal when their text is. RFC 5646 reads `EN-gb` and `en-GB` alike;
/// [`LanguageTag::is_same_language_tag`] compares in that way. `Debug` shows the length alone, since the tag is what a
/// person said; `Display` writes the tag.
///
/// # Example
///
/// ```
/// use ownwords::language::{LanguageTag, TagValidity};
///
/// let tag = LanguageTag::parse("pa-Guru")?;
/// assert_eq!(tag.as_str(), "pa-Guru");
/// assert_eq!(tag.script(), Some("Guru"));
/// assert_eq!(tag.validity(), TagValidity::Registered);
///
/// // Dari stays Dari: nothing is merged into another language.
/// assert_ne!(LanguageTag::parse("prs")?, LanguageTag::parse("fa-AF")?);
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct LanguageTag(String);

/// A part of a tag that the registry decides about (RFC 5646, sections 2.2.1 to 2.2.5).
///
/// # Example
///
/// ```
/// use ownwords::language::TagPart;
///
/// assert_eq!(TagPart::Extlang.to_string(), "extended language");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagPart {
    /// The primary language: the `en` of `en-GB`.
    Primary,
    /// An extended language: the `yue` of `zh-yue`.
    Extlang,
    /// The script: the `Brai` of `en-Brai`.
    Script,
    /// The region: the `GB` of `en-GB`.
    Region,
    /// A variant: the `ulster` of `sco-ulster`.
    Variant,
}

impl fmt::Display for TagPart {
    /// The part in plain English, for example `primary language`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Primary => "primary language",
            Self::Extlang => "extended language",
            Self::Script => "script",
            Self::Region => "region",
            Self::Variant => "variant",
        })
    }
}

/// What the IANA Language Subtag Registry knows of a well-formed tag.
///
/// `Registered`, `Private` and `Grandfathered` are what RFC 5646, section 2.2.9, calls valid. Where several things are
/// wrong, the first in the tag is given. Extensions are not looked into: their subtags are in other registries.
///
/// # Example
///
/// ```
/// use ownwords::language::{LanguageTag, TagPart, TagValidity};
///
/// let tag = LanguageTag::parse("en-QQ-x-home")?;
/// assert_eq!(tag.validity(), TagValidity::Registered); // QM to QZ are private-use regions
/// let tag = LanguageTag::parse("en-YY")?;
/// assert_eq!(tag.validity(), TagValidity::Unregistered { part: TagPart::Region, range: 3..5 });
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagValidity {
    /// Every subtag is in the registry, or in one of its private-use ranges. Deprecated subtags are registered.
    Registered,
    /// Registered, and its meaning is a private agreement: the tag is private use as a whole (`x-…`), or its primary
    /// language is one of `qaa` to `qtz`.
    Private,
    /// One of the whole tags that the registry keeps from before RFC 4646.
    Grandfathered,
    /// A subtag is not in the registry. For an extended language: not after this primary language, or not the first.
    Unregistered {
        /// Which part of the tag it is.
        part: TagPart,
        /// Its bytes in the tag.
        range: Range<usize>,
    },
    /// A variant, or the single character that opens an extension, stands in the tag a second time.
    Repeated {
        /// The bytes of the second one.
        range: Range<usize>,
    },
}

impl TagValidity {
    /// Whether RFC 5646 calls the tag valid.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// assert!(LanguageTag::parse("bfi")?.validity().is_valid());
    /// assert!(!LanguageTag::parse("xx")?.validity().is_valid());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub const fn is_valid(&self) -> bool {
        matches!(self, Self::Registered | Self::Private | Self::Grandfathered)
    }
}

/// The registry's word that a primary language subtag should not be used in new tags.
///
/// This is information for the reader. No tag is ever changed because of it: the person, or whoever recorded what they
/// said, may have meant exactly the older subtag.
///
/// # Example
///
/// ```
/// use ownwords::language::LanguageTag;
///
/// let older = LanguageTag::parse("iw")?;
/// assert_eq!(older.deprecation().and_then(|deprecation| deprecation.instead()), Some("he"));
/// assert_eq!(older.as_str(), "iw");
/// # Ok::<(), ownwords::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deprecation {
    instead: Option<&'static str>,
}

impl Deprecation {
    /// The subtag that the registry prefers, where it names one.
    pub const fn instead(self) -> Option<&'static str> {
        self.instead
    }
}

impl LanguageTag {
    /// The tag with exactly this text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] when the text is not a well-formed tag: spaces or underscores in it, an empty subtag, one of
    /// more than eight characters, parts in another order than language, script, region, variants, extensions. The
    /// error does not hold the text.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::ErrorKind;
    /// use ownwords::language::LanguageTag;
    ///
    /// assert_eq!(LanguageTag::parse("EN-gb")?.as_str(), "EN-gb");
    /// assert_eq!(LanguageTag::parse("en_GB").unwrap_err().kind(), ErrorKind::Text);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        if is_well_formed(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::new(ErrorKind::Text, "this is not a well-formed language tag")
            .with_help("write a BCP 47 tag, for example `cy`, `yue` or `pa-Guru`"))
    }

    /// `und`: that of a language which nobody has determined.
    pub(crate) fn undetermined() -> Self {
        Self("und".to_owned())
    }

    /// The text, byte for byte as it was given.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// assert_eq!(LanguageTag::parse("sgn-GB")?.as_str(), "sgn-GB");
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same tag in the reading of RFC 5646, section 2.1.1, for which case has no meaning. Nothing
    /// else is compared: `sgn-GB` and `bfi` are two tags.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// let (upper, lower) = (LanguageTag::parse("CY-GB")?, LanguageTag::parse("cy-gb")?);
    /// assert!(upper.is_same_language_tag(&lower));
    /// assert_ne!(upper, lower);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn is_same_language_tag(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }

    /// The primary language subtag as written; `None` for a tag that is grandfathered or private use as a whole.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// assert_eq!(LanguageTag::parse("fa-AF")?.primary(), Some("fa"));
    /// assert_eq!(LanguageTag::parse("x-home")?.primary(), None);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn primary(&self) -> Option<&str> {
        self.part(TagPart::Primary)
    }

    /// The script subtag as written, where there is one.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// assert_eq!(LanguageTag::parse("en-Brai")?.script(), Some("Brai"));
    /// assert_eq!(LanguageTag::parse("en-GB")?.script(), None);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn script(&self) -> Option<&str> {
        self.part(TagPart::Script)
    }

    /// The region subtag as written, where there is one.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// assert_eq!(LanguageTag::parse("zh-Hant-HK")?.region(), Some("HK"));
    /// assert_eq!(LanguageTag::parse("es-419")?.region(), Some("419"));
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn region(&self) -> Option<&str> {
        self.part(TagPart::Region)
    }

    /// What the embedded registry (of [`REGISTRY_DATE`](super::REGISTRY_DATE)) knows of this tag.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::{LanguageTag, TagValidity};
    ///
    /// assert_eq!(LanguageTag::parse("i-klingon")?.validity(), TagValidity::Grandfathered);
    /// assert_eq!(LanguageTag::parse("x-home")?.validity(), TagValidity::Private);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn validity(&self) -> TagValidity {
        validity(&self.0)
    }

    /// What the registry says if the primary language subtag is deprecated; `None` if it is not.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// assert!(LanguageTag::parse("cy")?.deprecation().is_none());
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn deprecation(&self) -> Option<Deprecation> {
        let instead = registered::deprecated(self.primary()?.as_bytes())?;
        Some(Deprecation { instead })
    }

    /// The English names of the tag, the registry's first name first. Only the names of languages with a two-letter
    /// subtag, and of the tags that `standards/language/common-languages.txt` lists, are embedded; any other tag has
    /// none, `en-GB` among them, since it says more than its language.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::language::LanguageTag;
    ///
    /// let tag = LanguageTag::parse("yue")?;
    /// assert_eq!(tag.english_names().collect::<Vec<_>>(), ["Yue Chinese", "Cantonese"]);
    /// # Ok::<(), ownwords::Error>(())
    /// ```
    pub fn english_names(&self) -> impl Iterator<Item = &'static str> + '_ {
        registered::names(&self.0)
    }

    fn part(&self, wanted: TagPart) -> Option<&str> {
        if is_whole(&self.0) {
            return None;
        }
        let (_, range) = subtags(&self.0).find(|(place, _)| *place == Place::Part(wanted))?;
        self.0.get(range)
    }
}

impl FromStr for LanguageTag {
    type Err = Error;

    /// The same as [`LanguageTag::parse`].
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

impl fmt::Display for LanguageTag {
    /// The tag as it was given.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for LanguageTag {
    /// The length of the tag, never the tag.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LanguageTag({} characters)", self.0.len())
    }
}

/// Whether RFC 5646 calls `text` a well-formed tag.
pub(super) fn is_well_formed(text: &str) -> bool {
    oxilangtag::LanguageTag::parse(text).is_ok()
}

/// Whether a well-formed tag is not made of parts: private use as a whole, or grandfathered.
fn is_whole(tag: &str) -> bool {
    is_private_use(tag) || registered::is_grandfathered(tag.as_bytes())
}

fn is_private_use(tag: &str) -> bool {
    matches!(tag.as_bytes(), [b'x' | b'X', b'-', ..])
}

/// What the registry knows of a well-formed tag.
pub(super) fn validity(tag: &str) -> TagValidity {
    if is_private_use(tag) {
        return TagValidity::Private;
    }
    if registered::is_grandfathered(tag.as_bytes()) {
        return TagValidity::Grandfathered;
    }
    let mut primary: &[u8] = &[];
    let mut extlangs = 0;
    let mut singletons = 0_u64;
    for (place, range) in subtags(tag) {
        let subtag = tag.as_bytes().get(range.clone()).unwrap_or_default();
        let part = match place {
            Place::Open => continue,
            Place::Singleton => {
                let bit = singleton_bit(subtag);
                if singletons & bit != 0 {
                    return TagValidity::Repeated { range };
                }
                singletons |= bit;
                continue;
            }
            Place::Part(part) => part,
        };
        let known = match part {
            TagPart::Primary => {
                primary = subtag;
                registered::is_primary(subtag)
            }
            TagPart::Extlang => {
                extlangs += 1;
                extlangs == 1 && registered::is_extlang_after(subtag, primary)
            }
            TagPart::Script => registered::is_script(subtag),
            TagPart::Region => registered::is_region(subtag),
            TagPart::Variant => registered::is_variant(subtag),
        };
        if !known {
            return TagValidity::Unregistered { part, range };
        }
        if part == TagPart::Variant && stands_before(tag, &range) {
            return TagValidity::Repeated { range };
        }
    }
    if registered::is_private_primary(primary) { TagValidity::Private } else { TagValidity::Registered }
}

/// Whether the variant at `range` stands earlier in the tag too. Each earlier one is registered and none is repeated,
/// so that there are never more to look at than the registry has variants.
fn stands_before(tag: &str, range: &Range<usize>) -> bool {
    let Some(variant) = tag.get(range.clone()) else { return false };
    subtags(tag)
        .take_while(|(_, earlier)| earlier.start < range.start)
        .filter(|(place, _)| *place == Place::Part(TagPart::Variant))
        .any(|(_, earlier)| tag.get(earlier).is_some_and(|earlier| earlier.eq_ignore_ascii_case(variant)))
}

fn singleton_bit(subtag: &[u8]) -> u64 {
    match subtag {
        [digit @ b'0'..=b'9'] => 1 << (digit - b'0'),
        [letter @ b'a'..=b'z'] => 1 << (letter - b'a' + 10),
        [letter @ b'A'..=b'Z'] => 1 << (letter - b'A' + 10),
        _ => 0,
    }
}
