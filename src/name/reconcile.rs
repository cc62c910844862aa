//! A field that holds a name: changed, corrected, and what a feed sends against it.

use super::{Name, NameText};
use crate::answer::{Answer, Reason};
use crate::field::{Coding, Correction, Date, Field, Proposal, Reconciled, SaidBy};

impl Field<Name> {
    /// The person changes their name; see [`Name::change`]. Where there was none, this is their name now.
    pub fn change_name(&mut self, new: NameText, from: Option<Date>) {
        self.with_chosen(new, |name, new| name.change(new, from));
    }

    /// A mistake in the name is put right; see [`Name::correct`]. That it was is kept, and the mistake is not.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Correction, Field, Name, NameText, Purpose};
    ///
    /// let mut field = Field::from(Name::chosen("Zoe Nguyen").unwrap());
    /// let desk = Correction { on: "2026-11-25".parse().ok(), by: Some("front desk".to_owned()) };
    /// field.correct_name(NameText::entered("Zoë Nguyễn").unwrap(), desk);
    /// assert_eq!(field.statement().given().unwrap().name_for(Purpose::Letter).as_str(), "Zoë Nguyễn");
    /// assert_eq!(field.corrections().len(), 1);
    /// ```
    pub fn correct_name(&mut self, right: NameText, correction: Correction) {
        self.corrections.push(correction);
        self.with_chosen(right, Name::correct);
    }

    fn with_chosen(&mut self, new: NameText, put: impl FnOnce(&mut Name, NameText)) {
        let name = match self.answer.given() {
            Some(name) => {
                let mut name = name.clone();
                put(&mut name, new);
                name
            }
            None => Name::from_text(new),
        };
        self.answer_is(Answer::Given(name), SaidBy::Person);
    }

    /// Takes in the name that a feed sends, byte for byte; see [`Reconciled`] for the four outcomes. `source` names the
    /// feed and its field (`pds name.family`); `last` is what was last exchanged with it, where that was kept.
    ///
    /// A name that differs from what the person said of themselves never replaces it and is never dropped: somebody may
    /// have told their GP first. It waits in [`proposals`](Field::proposals) until they decide; taken, it is a change.
    /// Bytes that are no UTF-8 stay as a coding and wait in the same way. A name equal to a former one is no exception,
    /// and nothing says that it is one.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Field, Name, Purpose, Reconciled};
    ///
    /// let mut field = Field::not_asked();
    /// assert_eq!(field.reconcile_name("gp", "Zoe Nguyen".as_bytes(), None), Reconciled::Accepted);
    ///
    /// let mut field = Field::from(Name::chosen("Zoë Nguyễn").unwrap());
    /// assert_eq!(field.reconcile_name("gp", "ZOE NGUYEN".as_bytes(), None), Reconciled::Proposed);
    /// assert_eq!(field.statement().given().unwrap().name_for(Purpose::Letter).as_str(), "Zoë Nguyễn");
    /// field.decide(0, false).unwrap();
    /// assert_eq!(field.reconcile_name("gp", "ZOE NGUYEN".as_bytes(), None), Reconciled::Unchanged);
    /// ```
    pub fn reconcile_name(&mut self, source: &str, incoming: &[u8], last: Option<&[u8]>) -> Reconciled {
        let ours_changed = last.is_some_and(|last| !self.is_chosen(last));
        if last == Some(incoming) {
            return Reconciled::Unchanged;
        }
        let previous = self.codings.iter().rev().find(|coding| coding.system == source);
        if let Some(previous) = previous.filter(|previous| previous.value == incoming) {
            let waits = self.proposals.iter().any(|proposal| proposal.arrival == previous.arrival);
            return if waits { differs(ours_changed) } else { Reconciled::Unchanged };
        }
        let reconciled = self.judge(incoming, ours_changed);
        let arrival = self.next_arrival();
        let mut coding = Coding::received(source, incoming, arrival);
        match reconciled {
            Reconciled::Accepted => self.take(incoming, source),
            Reconciled::Proposed | Reconciled::Conflict => {
                coding.accepted = false;
                let answer = read(incoming);
                self.proposals.push(Proposal { system: source.to_owned(), answer, arrival });
            }
            Reconciled::Unchanged => coding.accepted = self.is_chosen(incoming),
        }
        self.codings.push(coding);
        reconciled
    }

    fn judge(&self, incoming: &[u8], ours_changed: bool) -> Reconciled {
        let own_statement = self.provenance.said_by.is_own_statement();
        let is_text = core::str::from_utf8(incoming).is_ok();
        match &self.answer {
            _ if self.is_chosen(incoming) => Reconciled::Unchanged,
            // An empty field says nothing against a name, nor against why there is none.
            _ if incoming.is_empty() => Reconciled::Unchanged,
            _ if own_statement || !is_text => differs(ours_changed),
            _ => Reconciled::Accepted,
        }
    }

    /// The name was only ever read from feeds: the chosen one is read anew, and what else is known of the name stays.
    fn take(&mut self, incoming: &[u8], source: &str) {
        let Answer::Given(read) = read(incoming) else { return };
        let answer = match self.answer.given() {
            Some(name) => Name { chosen: read.chosen, ..name.clone() },
            None => read,
        };
        self.answer_is(Answer::Given(answer), SaidBy::Coding);
        self.proposals.retain(|proposal| proposal.system != source);
    }

    fn is_chosen(&self, bytes: &[u8]) -> bool {
        self.answer.given().is_some_and(|name| name.chosen.as_str().as_bytes() == bytes)
    }
}

fn differs(ours_changed: bool) -> Reconciled {
    if ours_changed { Reconciled::Conflict } else { Reconciled::Proposed }
}

/// What a feed's bytes say by themselves.
fn read(bytes: &[u8]) -> Answer<Name> {
    match core::str::from_utf8(bytes) {
        Ok("") => Answer::Absent(Reason::NoInformation.into()),
        Ok(text) => Answer::Given(Name::received(text)),
        Err(_) => Answer::Absent(Reason::MeaningNotKnown.into()),
    }
}
