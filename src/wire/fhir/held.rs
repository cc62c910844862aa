//! What a profile has a place for, told from the same description that it is written by.

use super::elements::Element;
use super::fields::{ADMINISTRATIVE, Access, Step};
use super::names::Style;
use super::profiles::{AdministrativeRule, Profile, Repeated, Shape};
use super::urls;
use crate::bridge::{Bridge, systems};
use crate::error::Result;
use crate::language::Languages;
use crate::overlay::Known;
use crate::residue::FieldValue;
use crate::stated::{Axis, Stated};

/// One element that a profile writes, or a field that it has none for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Held {
    /// The field of the record, named as in the storage form.
    pub field: &'static str,
    /// The element: the URL of an extension, or the name of a member of the resource. `None` where the profile has none.
    pub element: Option<&'static str>,
    /// The key of the list that its codes are of; `None` where there are no codes.
    pub list: Option<&'static str>,
    /// How often it may stand; `None` for as often as there are answers. With 1, what a person states several of goes out as the
    /// one code that the list has for them together, or not at all.
    pub at_most: Option<usize>,
    /// The edition of the list's mapping; `None` where there is no list.
    edition: Option<u16>,
}

impl Profile {
    /// Each element that is written, in the order in which they are, and each field that there is none for. Where a list is not
    /// compiled in, there is no element for its field.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir;
    ///
    /// let held = fhir::US_CORE.elements();
    /// let races = held.iter().find(|one| one.element.is_some_and(|url| url.ends_with("us-core-race"))).unwrap();
    /// assert_eq!((races.field, races.list, races.at_most), ("ethnicity", Some("us-omb-1997"), None));
    /// assert!(held.iter().any(|one| one.field == "religion" && one.element.is_none()));
    /// ```
    pub fn elements(&self) -> Vec<Held> {
        let mut teller = Teller { held: Vec::new() };
        // Telling has nothing that could fail.
        match self.each_field(Known::NATIONAL, &mut teller) {
            Ok(()) => teller.held,
            Err(_) => Vec::new(),
        }
    }
}

impl Profile {
    /// The code systems that fields are written in: the field, the system's key, and the edition of its mapping. What is
    /// written where it is demanded alone, an administrative gender, is not among them.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::wire::fhir;
    ///
    /// let systems = fhir::PDS.systems();
    /// assert!(systems.iter().any(|(field, key, _)| (*field, *key) == ("languages", "pds-preferred-language")));
    /// ```
    pub fn systems(&self) -> Vec<(&'static str, &'static str, u16)> {
        let elements = self.elements().into_iter().filter(|one| one.field != ADMINISTRATIVE.word);
        let mut systems: Vec<_> =
            elements.filter_map(|one| Some((one.field, one.list?, one.edition?))).collect();
        // A field that has several elements stands here once.
        systems.dedup();
        systems
    }
}

struct Teller {
    held: Vec<Held>,
}

/// The key of a list, and the edition of its mapping.
fn listed<S: Bridge>(system: &S) -> (&'static str, u16) {
    (system.key(), system.numbers().1)
}

impl Teller {
    fn tell(
        &mut self,
        field: &'static str,
        element: Option<&'static str>,
        list: Option<(&'static str, u16)>,
        at_most: Option<usize>,
    ) {
        let (list, edition) = (list.map(|(key, _)| key), list.map(|(_, edition)| edition));
        self.held.push(Held { field, element, list, at_most, edition });
    }
}

impl Step for Teller {
    fn name(&mut self, _: Style) -> Result<()> {
        self.tell("name", Some("name"), None, None);
        Ok(())
    }

    fn one<S: Bridge>(
        &mut self,
        field: &Access<S::Value>,
        system: &'static S,
        _: fn(&S, &str) -> Option<&'static str>,
        element: Element,
    ) -> Result<()> {
        self.tell(field.word, element.name(), Some(listed(system)), Some(1));
        Ok(())
    }

    fn each<A: Axis>(
        &mut self,
        field: &Access<Stated<A>>,
        repeated: Option<&Repeated<A>>,
        _: &'static [&'static str],
        _: u16,
    ) -> Result<()> {
        let Some(Repeated { list, shape, .. }) = repeated else {
            self.tell(field.word, None, None, Some(0));
            return Ok(());
        };
        match shape {
            Shape::Value(url) | Shape::Concept(url) => {
                self.tell(field.word, Some(url), Some(listed(*list)), None);
            }
            Shape::Questions(questions) => {
                for question in *questions {
                    let at_most = Some(question.at_most).filter(|most| *most < usize::MAX);
                    self.tell(field.word, Some(question.url), Some(listed(*list)), at_most);
                }
            }
        }
        Ok(())
    }

    fn administrative(&mut self, _: &AdministrativeRule) -> Result<()> {
        let list = listed(&systems::FHIR_ADMINISTRATIVE_GENDER);
        self.tell(ADMINISTRATIVE.word, Some("gender"), Some(list), Some(1));
        Ok(())
    }

    fn languages(&mut self, field: &Access<Languages>) -> Result<()> {
        self.tell(field.word, Some("communication"), Some(listed(&systems::BCP_47)), None);
        Ok(())
    }

    fn not_held<T: FieldValue + 'static>(&mut self, field: &Access<T>, _: u16) -> Result<()> {
        self.tell(field.word, None, None, Some(0));
        Ok(())
    }
}

impl Element {
    fn name(&self) -> Option<&'static str> {
        match *self {
            Self::Concept(urls) => urls.first().copied(),
            Self::Part(url, _) | Self::Boolean(url, _) | Self::BooleanPart(url, _) => Some(url),
            Self::NhsLanguage => Some(urls::NHS_COMMUNICATION),
            Self::Member(name) => Some(name),
        }
    }
}
