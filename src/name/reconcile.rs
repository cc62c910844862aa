//! What another system sends as a name, against what the person says.

use super::{Name, NameText};
use crate::answer::{Answer, Reason};
use crate::field::{Coding, Field, Reconciled, SaidBy};
use crate::text::Folded;

impl Name {
    /// Whether the person is openly called so: by the chosen name, one of its forms, or the name agreed for identity checks.
    pub(super) fn is_called(&self, text: &str) -> bool {
        let open = core::iter::once(&self.chosen).chain(self.identity.as_deref());
        open.flat_map(|name| core::iter::once(name).chain(name.forms())).any(|name| name.as_str() == text)
    }

    /// Whether the text is a sealed name; letter case and marks aside, where it is not the chosen one so.
    pub(super) fn is_sealed(&self, text: &str) -> bool {
        let sealed = self.legal.as_deref().into_iter().chain(self.former.iter().map(|former| &former.value));
        let mut sealed = sealed.flat_map(|name| core::iter::once(name).chain(name.forms()));
        let folded = Folded::of(text);
        let is_like = |name: &NameText| {
            !folded.letters().is_empty() && folded.letters() == Folded::of(name.as_str()).letters()
        };
        // What differs from the chosen name in case or marks alone is a way of writing that one, unless it was a name itself.
        let is_another = !is_like(&self.chosen);
        sealed.any(|name| name.as_str() == text || is_another && is_like(name))
    }
}

impl Field<Name> {
    /// A field with a name as another system sent it, and the exact bytes beside it. Bytes that are no UTF-8 stay as a coding
    /// of which the meaning is not known; where there is nothing but white space, there is no name.
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Field, Name, Purpose, Reason};
    ///
    /// let field = Field::<Name>::received("pds", "Zoë".as_bytes());
    /// assert_eq!(field.statement().given().unwrap().name_for(Purpose::Letter).as_str(), "Zoë");
    ///
    /// let field = Field::<Name>::received("old-system", b"Zo\xEB");
    /// assert!(field.statement().absence().unwrap().contains(Reason::MeaningNotKnown));
    /// assert_eq!(field.codings()[0].value, b"Zo\xEB");
    /// ```
    pub fn received(system: &str, bytes: &[u8]) -> Self {
        let answer = match core::str::from_utf8(bytes) {
            Err(_) => Answer::Absent(Reason::MeaningNotKnown.into()),
            Ok(text) if text.trim().is_empty() => Answer::Absent(Reason::NoInformation.into()),
            Ok(text) => Answer::Given(Name::received(text)),
        };
        let mut field = Self::new(answer, SaidBy::Coding);
        field.codings.push(Coding::received(system, bytes, 0));
        field
    }

    /// Takes in what another system sends as the person's name; see [`Reconciled`] for the four outcomes. `last` is what was
    /// last exchanged with it, where that was kept: empty, where there was no name to send.
    ///
    /// - `Unchanged`: what was last exchanged, or, where that was not kept, the same as the system sent before; the chosen name
    ///   or one of its forms, or the name agreed for identity checks; or nothing but white space.
    /// - `Accepted`: the first name of a person who was never asked, or a newer one from the system that alone gave the name
    ///   that stands.
    /// - `Proposed`, or `Conflict` where the chosen name is no longer the one last exchanged: everything else. It waits until
    ///   the person decides ([`Field::decide`]): taken, it is a change of name. A name that the person had before, or their
    ///   legal one, waits without being shown: the proposal's answer is [`Reason::Masked`].
    ///
    /// # Example
    ///
    /// ```
    /// use ownwords::{Field, Name, NameText, Purpose, Reason, Reconciled};
    ///
    /// let mut field: Field<Name> = Field::not_asked();
    /// assert_eq!(field.reconcile("pds", "Zoë Hart".as_bytes(), None), Reconciled::Accepted);
    /// field.change(NameText::entered("Zoë Nguyễn").unwrap(), None).unwrap();
    ///
    /// assert_eq!(field.reconcile("gp", "Zoë Okafor".as_bytes(), None), Reconciled::Proposed);
    /// assert_eq!(field.reconcile("gp", "ZOE HART".as_bytes(), None), Reconciled::Proposed);
    /// let hidden = field.proposals()[1].answer.absence().unwrap();
    /// assert!(hidden.contains(Reason::Masked));
    ///
    /// field.decide(0, true).unwrap();
    /// let name = field.statement().given().unwrap();
    /// assert_eq!(name.name_for(Purpose::Letter).as_str(), "Zoë Okafor");
    /// ```
    pub fn reconcile(&mut self, system: &str, incoming: &[u8], last: Option<&[u8]>) -> Reconciled {
        if last == Some(incoming) {
            return Reconciled::Unchanged;
        }
        let chosen = self.answer.given().map(|name| name.chosen.as_str().as_bytes());
        let ours_changed = last.is_some_and(|last| chosen.unwrap_or_default() != last);
        let differs = if ours_changed { Reconciled::Conflict } else { Reconciled::Proposed };
        let is_again = self.latest_of(system).is_some_and(|latest| latest.value == incoming);
        if is_again && self.waits(system) {
            return differs;
        }
        // Where another name was sent in between, the same as before is an edit of that one.
        if is_again && last.is_none() {
            return Reconciled::Unchanged;
        }
        let reconciled = self.judge(system, incoming, differs);
        let mut coding = Coding::received(system, incoming, self.next_arrival());
        match reconciled {
            Reconciled::Unchanged => {
                coding.accepted = self.says(incoming);
                let is_last = self.codings.last().is_some_and(|last| last.is_same(&coding));
                if is_again && (is_last || !coding.accepted) {
                    return reconciled;
                }
            }
            Reconciled::Accepted => self.accept(incoming),
            Reconciled::Proposed | Reconciled::Conflict => {
                let answer = self.proposed(incoming);
                self.propose(coding, answer);
                return reconciled;
            }
        }
        self.codings.push(coding);
        reconciled
    }

    fn judge(&self, system: &str, incoming: &[u8], differs: Reconciled) -> Reconciled {
        let Ok(text) = core::str::from_utf8(incoming) else { return differs };
        if text.trim().is_empty() || self.says(incoming) {
            return Reconciled::Unchanged;
        }
        if self.provenance.said_by.is_own_statement() {
            return differs;
        }
        match &self.answer {
            // A name that was refused or withdrawn does not come back by itself.
            Answer::Absent(_) => {
                let known = self.codings.iter().any(|coding| !coding.accepted && coding.value == incoming);
                if known { differs } else { Reconciled::Accepted }
            }
            Answer::Given(name) => {
                let gave =
                    |coding: &&Coding| coding.accepted && coding.value == name.chosen.as_str().as_bytes();
                let mut gave = self.codings.iter().filter(gave).peekable();
                let alone = gave.peek().is_some() && gave.all(|coding| coding.system == system);
                if alone && !name.is_sealed(text) { Reconciled::Accepted } else { differs }
            }
        }
    }

    /// Whether the person is openly called so already.
    fn says(&self, incoming: &[u8]) -> bool {
        let text = core::str::from_utf8(incoming).ok();
        self.answer.given().zip(text).is_some_and(|(name, text)| name.is_called(text))
    }

    /// The name is what was sent. What stands beside a name stays.
    fn accept(&mut self, incoming: &[u8]) {
        let Ok(text) = core::str::from_utf8(incoming) else { return };
        let received = NameText::received(text);
        let name = match self.answer.given().cloned() {
            None => Name::from_text(received),
            Some(name) => Name { chosen: received, ..name },
        };
        self.name_is(name, SaidBy::Coding);
    }

    /// What a proposal shows of what was sent.
    fn proposed(&self, incoming: &[u8]) -> Answer<Name> {
        let Ok(text) = core::str::from_utf8(incoming) else {
            return Answer::Absent(Reason::MeaningNotKnown.into());
        };
        if self.answer.given().is_some_and(|name| name.is_sealed(text)) {
            return Answer::Absent(Reason::Masked.into());
        }
        Answer::Given(Name::received(text))
    }
}
