//! What else a record may hold of a person: belief, disability, partnership, care, service, home. Each is a field of its
//! own; religion above all is never an ethnicity.

use crate::stated::axis;

axis! {
    /// The axis of [`Religion`].
    Religions: religion;

    /// The religions or beliefs that a person states, one or several, and their own words.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// // The code for a refusal stands in the list of religions, and is none.
    /// assert!(systems::NHS_RELIGION.decode(b"M1").absence().is_some());
    /// assert!(systems::NHS_RELIGION.decode(b"I1").answer().given().is_some());
    /// ```
    Religion
}

axis! {
    /// The axis of [`Disability`].
    Disabilities: disability;

    /// Whether a person is disabled, and how much it limits what they do, as they say.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::NHS_DISABILITY_IMPACT.decode(b"01").answer().given().is_some());
    /// ```
    Disability
}

axis! {
    /// The axis of [`Impairments`].
    ImpairmentKinds: impairment;

    /// What a person finds hard, or needs, in as many words as they like.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::NHS_DISABILITY_CODE.decode(b"02").answer().given().is_some());
    /// ```
    Impairments
}

axis! {
    /// The axis of [`Partnership`].
    Partnerships: partnership;

    /// A person's marital or partnership status.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// // One letter, two lists: separated in England, several spouses in HL7 v3.
    /// let england = systems::NHS_MARITAL_STATUS.decode(b"P").answer();
    /// assert_ne!(england, systems::HL7_V3_MARITAL_STATUS.decode(b"P").answer());
    /// ```
    Partnership
}

axis! {
    /// The axis of [`Care`].
    CareRoles: care;

    /// A person's part in unpaid care: that they care for somebody, or have somebody who cares for them.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::NHS_YOUNG_CARER.decode(b"Y").answer().given().is_some());
    /// ```
    Care
}

axis! {
    /// The axis of [`ArmedForces`].
    ArmedForcesTies: armed_forces;

    /// A person's tie to the armed forces: their own service, or somebody else's.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::NHS_EX_ARMED_FORCES.decode(b"02").answer().given().is_some());
    /// ```
    ArmedForces
}

axis! {
    /// The axis of [`Accommodation`].
    Homes: accommodation;

    /// Where a person lives, and how.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::NHS_ACCOMMODATION_2020.decode(b"HM04").answer().given().is_some());
    /// ```
    Accommodation
}
