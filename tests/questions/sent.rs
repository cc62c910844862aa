//! What a person is told of how their answer will be sent is what encoding does.

use ownwords::bridge::{CodeSystem, Policy, systems};
use ownwords::questions::{Account, AccountKind};
use ownwords::{Axis, Bridge, Field, Reason, Stated};

const WORDS: &str = "the canary's own words";

struct Accounts {
    told: usize,
    kinds: Vec<AccountKind>,
}

impl Accounts {
    fn told<A: Axis>(&mut self, list: &'static CodeSystem<A>, field: &Field<Stated<A>>) {
        let account = Account::in_list(list, field, Policy::Certain);
        let text = account.to_string();
        let key = list.key();
        match list.encode(field, Policy::Certain) {
            Ok(encoded) => {
                let (value, loss, _) = encoded.into_parts();
                match value.as_bytes() {
                    None => assert_eq!(account.kind(), AccountKind::LeftOut, "{key}"),
                    Some(code) => {
                        assert_eq!(account.kind(), AccountKind::Sent, "{key}");
                        assert!(text.contains(&format!("the code {value}")), "{key}: {text}");
                        let label = list.decode(code).row().map_or("", |row| row.label());
                        assert!(text.contains(label), "{key}: {text}");
                        let keeps = text.contains("We keep");
                        assert_eq!(
                            keeps,
                            loss.own_words_stay_behind() || !loss.is_nothing(),
                            "{key}: {text}"
                        );
                    }
                }
                assert!(account.choices().is_empty());
            }
            Err(ambiguity) => {
                assert_eq!(account.kind(), AccountKind::Asks, "{key}");
                assert_eq!(account.choices().len(), ambiguity.candidates().len(), "{key}");
                for (choice, candidate) in account.choices().iter().zip(ambiguity.candidates()) {
                    assert!(
                        choice.starts_with(&String::from_utf8_lossy(candidate.code()).into_owned()),
                        "{key}"
                    );
                    assert!(choice.contains(candidate.label().unwrap_or_default()), "{key}: {choice}");
                }
                assert!(text.starts_with("We send nothing yet."), "{key}: {text}");
            }
        }
        assert!(!text.contains("canary"), "{key}: own words are not repeated");
        assert!(!format!("{account:?}").contains("code"), "{key}");
        self.kinds.push(account.kind());
        self.told += 1;
    }
}

impl systems::Lists for Accounts {
    fn list<A: Axis>(&mut self, _: &'static str, systems: &'static [&'static CodeSystem<A>]) {
        for list in systems {
            for concept in A::standard().concepts().step_by(61) {
                let stated = Stated::<A>::of([concept.id()]).unwrap();
                self.told(list, &Field::stated(stated.clone()));
                self.told(list, &Field::stated(stated.with_own_words(WORDS)));
            }
            for reason in [Reason::NotAsked, Reason::AskedDeclined, Reason::AskedUnknown] {
                let mut field = Field::not_asked();
                field.absent(reason.into());
                self.told(list, &field);
            }
        }
    }
}

#[test]
fn an_account_says_what_encoding_does_in_every_list() {
    let mut accounts = Accounts { told: 0, kinds: Vec::new() };
    systems::each_list(&mut accounts);
    assert!(accounts.told > 1_000, "only {} accounts", accounts.told);
    for kind in [AccountKind::Sent, AccountKind::LeftOut, AccountKind::Asks] {
        assert!(accounts.kinds.contains(&kind), "{}", kind.word());
    }
}
