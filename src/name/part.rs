//! The parts of a name that its bearer may mark.

/// Which part of a name its bearer marked, in the words of the fields of CLDR's person names (UTS #35, part 8) and of
/// FHIR's `HumanName` and its extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PartKind {
    /// A title before the name: `Dr`. Never inferred. CLDR `title`, FHIR `prefix`.
    Title,
    /// A given name. CLDR and FHIR `given`.
    Given,
    /// A given name in the form that the bearer is called by: `Kim`. CLDR `given-informal`.
    GivenInformal,
    /// A further given name, or a middle name. CLDR `given2`; in FHIR a further `given`.
    FurtherGiven,
    /// A patronymic. CLDR has it in `given2`.
    Patronymic,
    /// A particle that belongs to the family name and that some lists sort without: `van der`. CLDR `surname-prefix`, FHIR
    /// `own-prefix`.
    FamilyPrefix,
    /// A family name, or the first of two; without the particle, where that is marked on its own. CLDR `surname-core`, or
    /// `surname` with no particle; FHIR `family`.
    Family,
    /// The second of two family names, as in Spanish. CLDR `surname2`, FHIR `mothers-family`.
    SecondFamily,
    /// What tells generations of one name apart: `Jr`. CLDR `generation`, in FHIR a `suffix`.
    Generation,
    /// Letters after the name: `OBE`. CLDR `credentials`, in FHIR a `suffix`.
    Credentials,
}

impl PartKind {
    /// Every kind, in the order of its declaration.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Given,
        Self::GivenInformal,
        Self::FurtherGiven,
        Self::Patronymic,
        Self::FamilyPrefix,
        Self::Family,
        Self::SecondFamily,
        Self::Generation,
        Self::Credentials,
    ];

    /// The kind in one word, as the storage form and the files write it: `further-given`.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::PartKind;
    ///
    /// assert_eq!(PartKind::FamilyPrefix.word(), "family-prefix");
    /// assert_eq!(PartKind::of_word("second-family"), Some(PartKind::SecondFamily));
    /// ```
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Given => "given",
            Self::GivenInformal => "given-informal",
            Self::FurtherGiven => "further-given",
            Self::Patronymic => "patronymic",
            Self::FamilyPrefix => "family-prefix",
            Self::Family => "family",
            Self::SecondFamily => "second-family",
            Self::Generation => "generation",
            Self::Credentials => "credentials",
        }
    }

    /// The kind with this word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
