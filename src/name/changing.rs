//! A record's name, and the pronouns: stated, changed, corrected.

use super::{Name, NameText};
use crate::answer::{Answer, Reason};
use crate::error::{Error, ErrorKind, Result};
use crate::field::{Date, Field, Proposal, Provenance, SaidBy, Statement};

impl Statement for Name {
    /// A person who states a name has not said that the one before was a mistake: what they had said becomes a former name,
    /// and what the new statement does not speak of stays.
    fn state_in(mut self, field: &mut Field<Self>) {
        if let Answer::Given(before) = &field.answer {
            let mut former = before.former.clone();
            if field.provenance.said_by.is_own_statement() && before.chosen != self.chosen {
                former.push(super::Former { value: before.chosen.clone(), until: None });
            }
            former.append(&mut self.former);
            self.former = former;
            self.identity = self.identity.or_else(|| before.identity.clone());
            self.legal = self.legal.or_else(|| before.legal.clone());
            let own = core::mem::take(&mut self.corrections);
            self.corrections = before.corrections.iter().cloned().chain(own).collect();
        }
        field.name_is(self, SaidBy::Person);
    }

    fn accept_in(field: &mut Field<Self>, proposal: &Proposal<Self>) -> Result<()> {
        let text = field.text_of(proposal).map(str::to_owned);
        let Some(text) = text else {
            return Err(Error::new(ErrorKind::Usage, "what was sent cannot be read as a name")
                .with_help("ask the person for the name, and record it as a change"));
        };
        let mut name = field.answer.given().cloned();
        let taken = NameText::received(text);
        match &mut name {
            Some(name) if field.provenance.said_by.is_own_statement() => name.change_to(taken, None),
            Some(name) => name.chosen = taken,
            None => name = Some(Self::from_text(taken)),
        }
        if let Some(name) = name {
            field.name_is(name, SaidBy::Person);
        }
        Ok(())
    }
}

impl Field<Name> {
    /// The person changes their name: the old one becomes a former name, sealed, until `from`. Where there was none, it is
    /// their name from now on.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Text`] as in [`NameText::newly_entered`]; nothing is changed then.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Field, Name, NameText, Provenance, Purpose, SaidBy, Sealed, SealedPurpose};
    ///
    /// let mut field: Field<Name> = Name::chosen("Zoe Hart").unwrap().into();
    /// let desk = Provenance { said_by: SaidBy::Person, when: "2026-11-02".parse().ok(), place: None };
    /// field.correct(NameText::entered("Zoë Hart").unwrap(), desk).unwrap();
    /// field.change(NameText::entered("Zoë Nguyễn").unwrap(), "2026-11-24".parse().ok()).unwrap();
    ///
    /// let name = field.statement().given().unwrap();
    /// assert_eq!(name.name_for(Purpose::Letter).as_str(), "Zoë Nguyễn");
    /// let tracing = SealedPurpose::because(Sealed::Former, "records kept under it").unwrap();
    /// let former: Vec<&str> = name.former(&tracing).unwrap().iter().map(|one| one.name().as_str()).collect();
    /// assert_eq!(former, ["Zoë Hart"]);
    /// assert_eq!(name.corrections().len(), 1);
    /// ```
    pub fn change(&mut self, name: NameText, from: Option<Date>) -> Result<()> {
        self.with_name(name, |name, new| name.change_to(new, from))
    }

    /// A mistake in the name is put right. It is not a former name: all that is kept is who put it right, when and where.
    ///
    /// # Errors
    ///
    /// As [`change`](Self::change).
    pub fn correct(&mut self, name: NameText, made: Provenance) -> Result<()> {
        self.with_name(name, |name, new| name.correct_to(new, made))
    }

    /// The person and the organisation agree on the one name for identity checks.
    ///
    /// # Errors
    ///
    /// As [`change`](Self::change), and [`ErrorKind::Usage`] when there is no name yet.
    pub fn agree_identity(&mut self, name: NameText) -> Result<()> {
        let name = name.newly_entered()?;
        self.given_name()?.agree_identity(name);
        self.settle();
        Ok(())
    }

    /// Records a legal name. It is sealed.
    ///
    /// # Errors
    ///
    /// As [`agree_identity`](Self::agree_identity).
    pub fn set_legal(&mut self, name: NameText) -> Result<()> {
        let name = name.newly_entered()?;
        self.given_name()?.set_legal(name);
        self.settle();
        Ok(())
    }

    fn with_name(&mut self, new: NameText, put: impl FnOnce(&mut Name, NameText)) -> Result<()> {
        let new = new.newly_entered()?;
        let name = match self.answer.given().cloned() {
            None => Name::from_text(new),
            Some(mut name) => {
                put(&mut name, new);
                name
            }
        };
        self.name_is(name, SaidBy::Person);
        Ok(())
    }

    fn given_name(&mut self) -> Result<&mut Name> {
        match &mut self.answer {
            Answer::Given(name) => Ok(name),
            Answer::Absent(_) => {
                Err(Error::new(ErrorKind::Usage, "there is no name beside which it could stand")
                    .with_help("record the name that the person goes by first"))
            }
        }
    }

    pub(super) fn name_is(&mut self, name: Name, said_by: SaidBy) {
        self.answer_is(Answer::Given(name), said_by);
        self.settle();
    }

    /// What a proposal was read from, where that is text.
    fn text_of(&self, proposal: &Proposal<Name>) -> Option<&str> {
        let coding = self.codings.iter().find(|coding| coding.arrival == proposal.arrival)?;
        core::str::from_utf8(&coding.value).ok()
    }

    /// After a change: what proposes the name that stands now is decided, and what proposes one that is sealed now is shown
    /// no more.
    fn settle(&mut self) {
        let Answer::Given(name) = &self.answer else { return };
        let mut decided = Vec::new();
        let mut masked = Vec::new();
        for proposal in self.proposals.iter() {
            let Some(text) = self.text_of(proposal) else { continue };
            if name.is_called(text) {
                decided.push(proposal.arrival);
            } else if name.is_sealed(text) {
                masked.push(proposal.arrival);
            }
        }
        for coding in self.codings.iter_mut().filter(|coding| decided.contains(&coding.arrival)) {
            coding.accepted = true;
        }
        self.proposals.retain(|proposal| !decided.contains(&proposal.arrival));
        for proposal in self.proposals.iter_mut().filter(|proposal| masked.contains(&proposal.arrival)) {
            proposal.answer = Answer::Absent(Reason::Masked.into());
        }
    }
}
