//! The fields of a record, one after another: said once, for all that is done with each.

use crate::answer::Answer;
use crate::bridge::{Bridge, CodeSystem, Target, Value, reconcile_edit, systems};
use crate::demographics::Demographics;
use crate::field::{Coding, Field, Proposal, Reconciled, SaidBy, Statement};
use crate::language::Languages;
use crate::name::Name;
use crate::overlay::Known;
use crate::purpose::{Characteristic, Purpose};
use crate::stated::{Axis, Stated};

/// The fields that one purpose or another sees, with what it has to see for that, and their lists; and the name.
macro_rules! fields {
    ($each:ident) => {
        $each! {
            ethnicity "ethnicity" Ethnicity Known::lists;
            orientation "orientation" SexualOrientation |_| systems::ORIENTATION;
            pronouns "pronouns" Pronouns |_| systems::PRONOUNS;
            gender "gender" Gender |_| systems::GENDER;
            religion "religion" Religion |_| systems::RELIGION;
            disability "disability" Disability |_| systems::DISABILITY;
            impairment "impairment" Impairment |_| systems::IMPAIRMENT;
            partnership "partnership" Partnership |_| systems::PARTNERSHIP;
            care "care" Care |_| systems::CARE;
            armed_forces "armed-forces" ArmedForces |_| systems::ARMED_FORCES;
            accommodation "accommodation" Accommodation |_| systems::ACCOMMODATION;
            communication "communication" Communication |_| systems::COMMUNICATION;
            formats "formats" Formats |_| systems::FORMATS;
            contact "contact" Contact |_| systems::CONTACT;
            interpreter "interpreter" Interpreter |_| systems::INTERPRETER;
        }
    };
}

/// Whether anything was said or received of a field.
fn is_said<T: PartialEq>(field: &Field<T>) -> bool {
    *field.statement() != *Field::not_asked().statement() || !field.codings().is_empty()
}

/// The fields of which the record says something, and whether the purpose may see each. No purpose sees an administrative
/// gender. Trans status and phenotypic sex are sealed: that there is one is not told either, not even in a number.
pub(super) fn said(person: &Demographics, purpose: Purpose) -> Vec<(&'static str, bool)> {
    let mut said = Vec::new();
    macro_rules! each {
        ($($field:ident $word:literal $what:ident $lists:expr;)*) => {
            $(if is_said(&person.$field) {
                said.push(($word, purpose.may_see(Characteristic::$what)));
            })*
        };
    }
    fields!(each);
    for (word, field, what) in [
        ("languages", &person.languages, Characteristic::Languages),
        ("interpreter-languages", &person.interpreter_languages, Characteristic::Interpreter),
    ] {
        if is_said(field) {
            said.push((word, purpose.may_see(what)));
        }
    }
    if person.name.statement().given().is_some() {
        said.push(("name", purpose.may_see(Characteristic::Name)));
    }
    if is_said(&person.administrative_gender) {
        said.push(("administrative-gender", false));
    }
    said
}

/// Puts one field of a record to what another says.
pub(super) fn put(into: &mut Demographics, from: &Demographics, word: &str) {
    macro_rules! each {
        ($($field:ident $word:literal $what:ident $lists:expr;)*) => {
            match word {
                $($word => into.$field = from.$field.clone(),)*
                "languages" => into.languages = from.languages.clone(),
                "interpreter-languages" => into.interpreter_languages = from.interpreter_languages.clone(),
                "name" => into.name = from.name.clone(),
                "administrative-gender" => into.administrative_gender = from.administrative_gender.clone(),
                "trans-status" => into.trans_status = from.trans_status.clone(),
                "phenotypic-sex" => into.phenotypic_sex = from.phenotypic_sex.clone(),
                _ => {}
            }
        };
    }
    fields!(each);
}

/// Takes what was edited in a target into the record that was sent: `sent` is what the target said as it went out, `edited`
/// what it says now, and `of` the format as codings of names have it. Fields that the target says as it did are not told of.
pub(super) fn reconcile(
    known: Known,
    person: &mut Demographics,
    sent: &Demographics,
    edited: &Demographics,
    of: &str,
) -> Vec<(&'static str, Reconciled)> {
    let mut told = Vec::new();
    let mut tell = |word, reconciled: Option<Reconciled>| told.extend(reconciled.map(|one| (word, one)));
    macro_rules! each {
        ($($field:ident $word:literal $what:ident $lists:expr;)*) => {
            $(tell($word, listed(&mut person.$field, &sent.$field, &edited.$field, $lists(known), of));)*
        };
    }
    fields!(each);
    tell("languages", spoken(&mut person.languages, &sent.languages, &edited.languages, of));
    let into = &mut person.interpreter_languages;
    tell(
        "interpreter-languages",
        spoken(into, &sent.interpreter_languages, &edited.interpreter_languages, of),
    );
    tell(
        "administrative-gender",
        listed(
            &mut person.administrative_gender,
            &sent.administrative_gender,
            &edited.administrative_gender,
            systems::ADMINISTRATIVE_GENDER,
            of,
        ),
    );
    let (held, sent_field, edited_field) =
        (&mut person.trans_status.field, &sent.trans_status.field, &edited.trans_status.field);
    tell("trans-status", listed(held, sent_field, edited_field, systems::TRANS_STATUS, of));
    let (held, sent_field, edited_field) =
        (&mut person.phenotypic_sex.field, &sent.phenotypic_sex.field, &edited.phenotypic_sex.field);
    tell("phenotypic-sex", listed(held, sent_field, edited_field, systems::PHENOTYPIC_SEX, of));
    tell("name", named(&mut person.name, &sent.name, &edited.name, of));
    told
}

fn listed<A: Axis>(
    held: &mut Field<Stated<A>>,
    sent: &Field<Stated<A>>,
    edited: &Field<Stated<A>>,
    lists: &'static [&'static CodeSystem<A>],
    of: &str,
) -> Option<Reconciled> {
    let system = |coding: &Coding| lists.iter().copied().find(|list| Target::key(*list) == coding.system);
    field(held, sent, edited, system, of)
}

fn spoken(
    held: &mut Field<Languages>,
    sent: &Field<Languages>,
    edited: &Field<Languages>,
    of: &str,
) -> Option<Reconciled> {
    let system =
        |coding: &Coding| systems::LANGUAGE.iter().copied().find(|list| Target::key(*list) == coding.system);
    // Of several languages one after another would stand alone, so that only one is taken as a code.
    let alone = edited.statement().given().is_some_and(|languages| languages.uses().len() == 1);
    field(held, sent, edited, |coding| system(coding).filter(|_| alone), of)
}

/// One field: a single new code as its system reconciles it, and anything else as one answer.
fn field<T, S>(
    held: &mut Field<T>,
    sent: &Field<T>,
    edited: &Field<T>,
    system: impl Fn(&Coding) -> Option<&'static S>,
    of: &str,
) -> Option<Reconciled>
where
    T: Statement + Clone,
    S: Bridge<Value = T> + 'static,
{
    if edited == sent {
        return None;
    }
    if edited.statement() == held.statement() {
        return Some(Reconciled::Unchanged);
    }
    let is_new = |coding: &&Coding| {
        !sent.codings().iter().any(|old| (&old.system, &old.value) == (&coding.system, &coding.value))
    };
    let mut new = edited.codings().iter().filter(is_new);
    let is_coded = !edited.provenance().said_by.is_own_statement();
    if let (true, Some(coding), None) = (is_coded, new.next(), new.next())
        && edited.codings().len() == 1
        && let Some(system) = system(coding)
    {
        // The record is the one that was sent, so that our side has not changed since.
        let before = sent.codings().iter().find(|sent| sent.system == system.key());
        let before = before.map_or_else(Value::left_out, |sent| Value::from(&sent.value[..]));
        return Some(reconcile_edit(system, held, &coding.value, &before));
    }
    Some(answer(held, edited, is_coded, of))
}

/// What a target says in several codes, or in the person's own words, as one answer.
fn answer<T: PartialEq + Clone>(
    held: &mut Field<T>,
    edited: &Field<T>,
    is_coded: bool,
    of: &str,
) -> Reconciled {
    let is_absence = edited.statement().given().is_none();
    let is_own = held.provenance().said_by.is_own_statement();
    if is_absence && is_coded && (is_own || held.statement().given().is_some()) {
        return Reconciled::Unchanged;
    }
    let arrival = held.next_arrival();
    let again = |coding: &Coding| Coding { arrival, accepted: !is_own, ..coding.clone() };
    held.codings.extend(edited.codings().iter().map(again));
    if is_own {
        let answer: Answer<T> = edited.statement().clone();
        held.proposals.push(Proposal { system: of.to_owned(), answer, arrival });
        return Reconciled::Proposed;
    }
    let said_by = if is_coded { SaidBy::Coding } else { edited.provenance().said_by };
    held.answer_is(edited.statement().clone(), said_by);
    held.unconfirmed.clone_from(&edited.unconfirmed);
    Reconciled::Accepted
}

fn named(held: &mut Field<Name>, sent: &Field<Name>, edited: &Field<Name>, of: &str) -> Option<Reconciled> {
    let chosen = |field: &Field<Name>| field.statement().given().map(|name| name.chosen.clone());
    let (before, now) = (chosen(sent), chosen(edited));
    if now == before {
        return None;
    }
    let Some(now) = now else { return Some(Reconciled::Unchanged) };
    if chosen(held).as_ref() == Some(&now) {
        return Some(Reconciled::Unchanged);
    }
    // The same text with other parts: which words are somebody's family name only they can say.
    if chosen(held).is_some_and(|held| held.as_str() == now.as_str()) {
        return Some(Reconciled::Proposed);
    }
    // What was sent was a rendering of the name that is held, which has not changed since.
    let last = chosen(held).map_or_else(String::new, |name| name.as_str().to_owned());
    let reconciled = held.reconcile(of, now.as_str().as_bytes(), Some(last.as_bytes()));
    if let (Reconciled::Accepted, Answer::Given(name)) = (reconciled, &mut held.answer) {
        name.chosen = now;
    }
    Some(reconciled)
}
