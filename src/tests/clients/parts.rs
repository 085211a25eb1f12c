//! What belongs to a card: requisites in full, accounts, groups, the note.

use super::{inn, manager, named, names};
use crate::crm::clients::actions;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::clients::model::{ClientFilter, VatStatus};
use crate::crm::clients::parts::{SaveClientAccount, SaveClientGroup, SaveClientNotes};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{ClientAccountId, ClientGroupId, ClientId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{Control, NumberForm, TaxIdKind, TypedAccount, TypedTaxIds};
use crate::kernel::signatory::{Gender, TypedSignatory};
use crate::kernel::term::{PaymentTerm, TermUnit};
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::tests::{TestEnv, on_both_engines};

pub(super) fn full(ctx: &Ctx) -> SaveClient {
    SaveClient {
        tax_ids: TypedTaxIds {
            ru_kpp: "7736AB001".into(),
            ru_ogrn: "1027700132195".into(),
            other: "180540012345".into(),
            other_label: "БИН".into(),
            other_country: "Казахстан".into(),
            ..inn("7707083893")
        },
        vat_status: "not_payer".into(),
        vat_since: "01.01.2026".into(),
        vat_ground: "УСН".into(),
        address: "Москва".into(),
        shipping_address: "Тула".into(),
        actual_address: "Калуга".into(),
        website: "romashka.example".into(),
        payment_days: "5".into(),
        term_unit: "banking".into(),
        signatory: TypedSignatory {
            name: "Иванова Анна Петровна".into(),
            gender: "female".into(),
            position: "Генеральный директор".into(),
            basis: "Устав".into(),
            name_genitive: "Ивановой Анны Петровны".into(),
            position_genitive: "Генерального директора".into(),
            basis_genitive: "Устава".into(),
            initials: String::new(),
        },
        account: TypedAccount {
            bank: "Сбербанк".into(),
            number: "40702810100000000001".into(),
            bic: "044525225".into(),
            ..TypedAccount::default()
        },
        ..named(ctx, "ООО «Ромашка»")
    }
}

#[tokio::test]
async fn every_field_is_stored_and_read_back() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, full(ctx)).await.unwrap();
        let profile = actions::profile(ctx, id).await.unwrap();
        let client = &profile.client;
        assert_eq!(profile.tax_ids.value(TaxIdKind::RuKpp), "7736AB001");
        assert_eq!(profile.tax_ids.other().unwrap().country, "Казахстан");
        assert_eq!(client.tax_id.as_ref().unwrap().kind, TaxIdKind::RuInn);
        assert_eq!(
            (client.vat.status, client.vat.ground.as_str()),
            (VatStatus::NotPayer, "УСН")
        );
        assert_eq!(client.vat.since, Some(jiff::civil::date(2026, 1, 1)));
        assert_eq!(
            (
                client.address.as_str(),
                client.shipping_address.as_str(),
                client.actual_address.as_str()
            ),
            ("Москва", "Тула", "Калуга")
        );
        assert_eq!(client.website, "https://romashka.example");
        let term = PaymentTerm {
            days: 5,
            unit: TermUnit::Banking,
        };
        assert_eq!(client.term, term);
        assert_eq!(client.signatory.initials, "Иванова А. П.");
        assert_eq!(client.signatory.gender, Some(Gender::Female));
        assert_eq!(profile.accounts.len(), 1);
        assert!(profile.accounts[0].is_default);

        // As it is spelled, it is saved again without a change.
        let again = SaveClient::of(&profile);
        actions::save(ctx, again).await.unwrap();
        let after = actions::profile(ctx, id).await.unwrap();
        assert_eq!(SaveClient::of(&after).fields(), SaveClient::of(&profile).fields());
        let events = activity::actions::of_owner(ctx, &Owner::client(id), 1).await.unwrap();
        assert_eq!(events[0].changes, []);
        // All numbers are found, and what is typed into fields stays text.
        for q in ["7707083893", "1027700132195", "180540012345", "7736ab001"] {
            let filter = ClientFilter {
                q: q.into(),
                ..ClientFilter::default()
            };
            assert_eq!(names(ctx, filter).await.len(), 1, "{q}");
        }
    })
    .await;
}

pub async fn to_check(ctx: &Ctx) -> Vec<String> {
    let filter = ClientFilter {
        to_check: true,
        ..ClientFilter::default()
    };
    names(ctx, filter).await
}

#[tokio::test]
async fn a_wrong_format_is_refused_and_a_wrong_digit_is_listed() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        for (tax_ids, kind) in [
            (inn("770708389"), TaxIdKind::RuInn),
            (
                TypedTaxIds {
                    ru_kpp: "77AB01001".into(),
                    ..TypedTaxIds::default()
                },
                TaxIdKind::RuKpp,
            ),
            (
                TypedTaxIds {
                    ua_rnokpp: "12345".into(),
                    ..TypedTaxIds::default()
                },
                TaxIdKind::UaRnokpp,
            ),
        ] {
            let form = SaveClient {
                tax_ids,
                ..named(ctx, "A")
            };
            let expected = NumberForm::TaxId(kind);
            let problem = Problem::WrongFormat { expected };
            assert_eq!(
                actions::save(ctx, form).await.err(),
                Some(AppError::field(format!("tax_ids.{kind}"), problem))
            );
        }
        let wrong = SaveClient {
            tax_ids: inn("7707083894"),
            ..named(ctx, "Опечатка")
        };
        let id = actions::save(ctx, wrong).await.unwrap();
        actions::save(ctx, named(ctx, "Без номера")).await.unwrap();
        assert_eq!(to_check(ctx).await, ["Опечатка"]);
        assert!(actions::show(ctx, id).await.unwrap().to_check);
        let mut right = SaveClient::of(&actions::profile(ctx, id).await.unwrap());
        right.tax_ids = inn("7707083893");
        actions::save(ctx, right).await.unwrap();
        assert_eq!(to_check(ctx).await, [""; 0]);

        // An account alone is enough.
        let account = save_account(ctx, id, "40702810400000000002").await.unwrap();
        assert_eq!(
            actions::profile(ctx, id).await.unwrap().accounts[0].control(),
            Control::Wrong
        );
        assert_eq!(to_check(ctx).await, ["Опечатка"]);
        let saved = SaveClient::of(&actions::profile(ctx, id).await.unwrap());
        actions::save(ctx, saved).await.unwrap();
        assert_eq!(
            to_check(ctx).await,
            ["Опечатка"],
            "a save of the card does not forget the account"
        );
        actions::delete_account(ctx, id, account).await.unwrap();
        assert_eq!(to_check(ctx).await, [""; 0]);
    })
    .await;
}

fn account(ctx: &Ctx, client: ClientId, number: &str) -> SaveClientAccount {
    SaveClientAccount {
        request: Some(ctx.new_id()),
        client: Some(client),
        bank: "Банк".into(),
        number: number.into(),
        bic: if number.starts_with("UA") { "" } else { "044525225" }.into(),
        currency: if number.starts_with("UA") { "UAH" } else { "RUB" }.into(),
        ..SaveClientAccount::default()
    }
}

async fn save_account(ctx: &Ctx, client: ClientId, number: &str) -> Result<ClientAccountId, AppError> {
    actions::save_account(ctx, account(ctx, client, number)).await
}

#[tokio::test]
async fn one_account_of_a_currency_is_the_default() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, named(ctx, "A")).await.unwrap();
        let first = save_account(ctx, id, "40702810100000000001").await.unwrap();
        let second = save_account(ctx, id, "40702810400000000002").await.unwrap();
        let hryvnia = save_account(ctx, id, "UA213223130000026007233566001").await.unwrap();
        let defaults = async || {
            let accounts = actions::profile(ctx, id).await.unwrap().accounts.into_iter();
            accounts.filter(|a| a.is_default).map(|a| a.id).collect::<Vec<_>>()
        };
        assert_eq!(defaults().await.len(), 2);
        assert!(defaults().await.contains(&first) && defaults().await.contains(&hryvnia));

        let stored = actions::profile(ctx, id).await.unwrap().accounts;
        let stored = stored.iter().find(|a| a.id == second).unwrap();
        let chosen = SaveClientAccount {
            is_default: true,
            ..SaveClientAccount::of(id, stored)
        };
        actions::save_account(ctx, chosen.clone()).await.unwrap();
        assert!(defaults().await.contains(&second) && !defaults().await.contains(&first));
        assert!(
            matches!(actions::save_account(ctx, chosen).await, Err(AppError::Conflict(_))),
            "a stale version"
        );

        assert_eq!(
            save_account(ctx, id, "40702810100000000001").await.err(),
            Some(AppError::field("number", Problem::AlreadyTaken))
        );
        assert_eq!(
            save_account(ctx, id, "4070").await.err(),
            Some(AppError::field(
                "number",
                Problem::WrongFormat {
                    expected: NumberForm::RuAccount,
                }
            ))
        );
        let twice = account(ctx, id, "40702810800000000003");
        let made = actions::save_account(ctx, twice.clone()).await.unwrap();
        assert_eq!(actions::save_account(ctx, twice).await, Ok(made));

        // An account belongs to its client.
        let other = actions::save(ctx, named(ctx, "B")).await.unwrap();
        assert_eq!(
            actions::delete_account(ctx, other, first).await,
            Err(AppError::NotFound)
        );
        let (_, limited) = manager(&env, "m@example.com").await;
        assert_eq!(
            actions::delete_account(&limited, id, first).await,
            Err(AppError::NotFound)
        );
        assert_eq!(
            save_account(&limited, id, "40702810100000000009").await.err(),
            Some(AppError::NotFound)
        );
        let reader = env.as_staff(ctx.new_id(), Role::ReadOnly, Scope::All);
        assert_eq!(
            actions::delete_account(&reader, id, first).await,
            Err(AppError::Forbidden)
        );
    })
    .await;
}

fn group(ctx: &Ctx, name: &str) -> SaveClientGroup {
    SaveClientGroup {
        request: Some(ctx.new_id()),
        name: name.into(),
        ..SaveClientGroup::default()
    }
}

#[tokio::test]
async fn groups_are_added_renamed_and_deleted_while_nobody_is_in_them() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let form = group(ctx, "Опт");
        let wholesale = actions::save_group(ctx, form.clone()).await.unwrap();
        assert_eq!(actions::save_group(ctx, form).await, Ok(wholesale), "sent twice");
        let south = actions::save_group(ctx, group(ctx, "Юг")).await.unwrap();
        let taken = Some(AppError::field("name", Problem::AlreadyTaken));
        assert_eq!(actions::save_group(ctx, group(ctx, " «ОПТ» ")).await.err(), taken);

        let client = SaveClient {
            groups: [(tick(wholesale), true), (tick(south), true)].into(),
            ..named(ctx, "A")
        };
        let id = actions::save(ctx, client).await.unwrap();
        actions::save(ctx, named(ctx, "B")).await.unwrap();
        let filter = ClientFilter {
            group: wholesale.to_string(),
            ..ClientFilter::default()
        };
        assert_eq!(names(ctx, filter).await, ["A"]);
        let rename = |version: i64, name: &str| SaveClientGroup {
            id: Some(wholesale),
            version,
            name: name.into(),
            ..SaveClientGroup::default()
        };
        actions::save_group(ctx, rename(1, "Оптовики")).await.unwrap();
        assert!(matches!(
            actions::save_group(ctx, rename(1, "X")).await,
            Err(AppError::Conflict(_))
        ));
        assert_eq!(actions::save_group(ctx, rename(2, "юг")).await.err(), taken);
        let all = actions::all_groups(ctx).await.unwrap();
        let all: Vec<_> = all.iter().map(|g| (g.name.as_str(), g.clients)).collect();
        assert_eq!(all, [("Оптовики", 1), ("Юг", 1)]);

        assert_eq!(
            actions::delete_group(ctx, south).await,
            Err(AppError::field("name", Problem::InUse))
        );
        let mut form = SaveClient::of(&actions::profile(ctx, id).await.unwrap());
        form.groups.remove(&tick(south));
        actions::save(ctx, form).await.unwrap();
        actions::delete_group(ctx, south).await.unwrap();
        let events = activity::actions::of_owner(ctx, &Owner::client(id), 1).await.unwrap();
        let change = &events[0].changes[0];
        assert_eq!((change.old.as_str(), change.new.as_str()), ("Оптовики, Юг", "Оптовики"));

        let unknown = SaveClient {
            groups: [(tick(ctx.new_id::<ClientGroupId>()), true)].into(),
            ..named(ctx, "C")
        };
        assert_eq!(
            actions::save(ctx, unknown).await.err(),
            Some(AppError::field("groups", Problem::UnknownChoice))
        );
        let manager = env.as_staff(ctx.new_id(), Role::Manager, Scope::All);
        assert_eq!(
            actions::save_group(&manager, group(ctx, "X")).await.err(),
            Some(AppError::Forbidden)
        );
        assert_eq!(
            actions::delete_group(&manager, wholesale).await,
            Err(AppError::Forbidden)
        );
    })
    .await;
}

#[tokio::test]
async fn the_note_is_saved_alone_and_never_over_another() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, full(ctx)).await.unwrap();
        let note = |version: i64, notes: &str| SaveClientNotes {
            id: Some(id),
            version,
            notes: notes.into(),
        };
        let version = actions::show(ctx, id).await.unwrap().version;
        let next = actions::save_notes(ctx, note(version, "<script>alert(1)</script>\r\nвторая"))
            .await
            .unwrap();
        let stored = actions::show(ctx, id).await.unwrap();
        assert_eq!(
            (stored.version, stored.notes.as_str()),
            (next, "<script>alert(1)</script>\nвторая")
        );
        assert_eq!(stored.shipping_address, "Тула");
        assert_eq!(
            actions::save_notes(ctx, note(next, "<script>alert(1)</script>\nвторая")).await,
            Ok(next)
        );
        let Err(AppError::Conflict(conflict)) = actions::save_notes(ctx, note(version, "другая")).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(conflict.version, next);
        let (_, limited) = manager(&env, "m@example.com").await;
        assert_eq!(
            actions::save_notes(&limited, note(next, "x")).await,
            Err(AppError::NotFound)
        );
    })
    .await;
}
