//! How a person communicates: with what help, in what form, by what way, and what they can do in a language. Each is a
//! fact of its own. That somebody signs says nothing of what they read, and a need of an interpreter nothing of a language.

use crate::stated::axis;

axis! {
    /// The axis of [`Communication`].
    CommunicationWays: communication;

    /// How a person communicates, and with whose or what help, as they say: lip-reading, signs, the deafblind manual
    /// alphabet, a hearing loop, a lipspeaker. Which languages they use is [`Languages`](crate::Languages).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Communication, Field, Standard};
    ///
    /// let id = |slug| Standard::of(ownwords::Kind::Communication).unwrap().by_slug(slug).unwrap().id();
    /// let field = Field::stated(Communication::of([id("lip-reading"), id("hearing-loop")]).unwrap());
    /// assert_eq!(field.statement().given().unwrap().concepts().count(), 2);
    /// ```
    Communication
}

axis! {
    /// The axis of [`Formats`].
    FormatKinds: formats;

    /// The forms in which a person can take in what is written: braille and its grade, easy read, large print and its size,
    /// sound, a file that a reading program can read; or that somebody reads letters out to them. Who does may stand in
    /// their own words.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::{Policy, systems};
    /// use ownwords::{Bridge, Field, Formats, Standard};
    ///
    /// let grade_2 = Standard::of(ownwords::Kind::Format).unwrap().by_slug("braille-grade-2").unwrap().id();
    /// let field = Field::stated(Formats::of([grade_2]).unwrap());
    /// let core = &systems::UKCORE_WRITTEN_COMMUNICATION_FORMAT;
    /// let (code, _, residue) = core.encode(&field, Policy::Certain).unwrap().into_parts();
    /// assert_eq!(code.as_bytes(), Some(&b"12"[..]));
    /// assert_eq!(&core.restore(&code, residue.as_str()).unwrap(), field.statement());
    /// ```
    Formats
}

axis! {
    /// The axis of [`Contact`].
    ContactWays: contact;

    /// How a person wants to be reached, or has to be.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::UKCORE_PREFERRED_CONTACT_METHOD.decode(b"9").answer().given().is_some());
    /// ```
    Contact
}

axis! {
    /// The axis of [`Interpreter`].
    InterpreterNeeds: interpreter;

    /// Whether a person needs an interpreter, as they say. Into which language is another fact:
    /// [`Demographics::interpreter_languages`](crate::Demographics::interpreter_languages).
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let needed = systems::FHIR_INTERPRETER_REQUIRED.decode(b"true").answer();
    /// assert_ne!(needed, systems::FHIR_INTERPRETER_REQUIRED.decode(b"false").answer());
    /// ```
    Interpreter
}

axis! {
    /// The axis of [`LanguageAbility`].
    AbilityKinds: language_ability;

    /// What a person can do in a language: speak it, understand it spoken, sign it, understand it signed, write it, read it.
    /// [`Ability`](crate::Ability) puts it to a language; alone it is what a list of a ladder for one language holds.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// let signs = systems::HL7_V3_LANGUAGE_ABILITY_MODE.decode(b"ESGN").answer();
    /// assert_ne!(signs, systems::HL7_V3_LANGUAGE_ABILITY_MODE.decode(b"RSGN").answer());
    /// ```
    LanguageAbility
}

axis! {
    /// The axis of [`Proficiency`].
    ProficiencyLevels: proficiency;

    /// How well a person can do it, in the words of the ladder that asked: `good` on one is no step of another.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::bridge::systems;
    ///
    /// assert!(systems::UKCORE_LANGUAGE_ABILITY_PROFICIENCY.decode(b"G").answer().given().is_some());
    /// ```
    Proficiency
}
