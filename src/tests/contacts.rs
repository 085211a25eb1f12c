//! Contacts: the one primary among them, scope, lists.

#![allow(clippy::unwrap_used)]

use super::clients::{manager, named};
use super::{TestEnv, on_both_engines};
use crate::crm::clients;
use crate::crm::contacts::forms::SaveContact;
use crate::crm::contacts::model::{ContactFilter, ContactSort, MailedAs, MailedKind};
use crate::crm::contacts::{actions, store};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{ClientId, ContactId, RequestKey, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::paging::{Cursor, Direction, SortKey};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::server::check::check;

/// A contact with nothing but a first name, as it is typed.
fn typed(ctx: &Ctx, client: ClientId, name: &str) -> SaveContact {
    SaveContact {
        first_name: name.into(),
        ..SaveContact::blank(ctx.new_id::<RequestKey>(), Some(client), Lang::Uk, false)
    }
}

pub async fn contact(ctx: &Ctx, client: ClientId, name: &str) -> ContactId {
    actions::save(ctx, typed(ctx, client, name)).await.unwrap()
}

async fn client(ctx: &Ctx, name: &str) -> ClientId {
    clients::actions::save(ctx, named(ctx, name)).await.unwrap()
}

/// The names of the primary ones: exactly one is right, and `akta check` agrees.
async fn primary(ctx: &Ctx, client: ClientId) -> Vec<String> {
    let breaches = check(ctx).await.unwrap();
    assert_eq!(breaches, []);
    let mut found = Vec::new();
    for deactivated in [false, true] {
        let filter = ContactFilter {
            client: Some(client),
            primary: true,
            deactivated,
            ..ContactFilter::default()
        };
        let rows = actions::list(ctx, filter).await.unwrap().rows;
        found.extend(rows.into_iter().map(|row| row.name));
    }
    found
}

async fn names(ctx: &Ctx, filter: ContactFilter) -> Vec<String> {
    let page = actions::list(ctx, filter).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn a_contact_is_created_changed_and_remembered_on_the_clients_card() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = client(ctx, "ТОВ «Ромашка»").await;
        let mut new = typed(ctx, client, "Анна");
        new.last_name = "Ёлкина".into();
        new.email = "Anna@Example.com".into();
        new.mail.invoice = "to".into();
        let id = actions::save(ctx, new.clone()).await.unwrap();
        assert_eq!(actions::save(ctx, new).await.unwrap(), id, "sent twice");
        let sheet = actions::show(ctx, id).await.unwrap();
        let stored = sheet.contact;
        assert_eq!(
            (stored.name().as_str(), stored.email.as_str()),
            ("Анна Ёлкина", "anna@example.com")
        );
        assert_eq!(stored.mail.of(MailedKind::Invoice), Some(MailedAs::To));
        assert_eq!(stored.mail.of(MailedKind::PaymentConfirmation), None);
        assert_eq!(sheet.client_name, "ТОВ «Ромашка»");

        let mut form = SaveContact::of(&stored);
        form.mail.payment_confirmation = "cc".into();
        form.client = ctx.new_id::<ClientId>().to_string();
        actions::save(ctx, form.clone()).await.unwrap();
        let after = actions::show(ctx, id).await.unwrap().contact;
        assert_eq!(after.client, client, "he stays with his client");
        assert!(after.primary, "and stays the primary one");
        assert_eq!(after.mail.to_string(), "invoice:to payment_confirmation:cc");
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, form).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(
            conflict.current.get("mail.payment_confirmation").map(String::as_str),
            Some("cc")
        );

        let events = activity::actions::of_client(ctx, client, 10).await.unwrap();
        let of_contact: Vec<_> = events.iter().filter(|event| event.kind == OwnerKind::Contact).collect();
        assert_eq!(of_contact.len(), 2);
        assert_eq!(of_contact[0].changes[0].field, "mail.payment_confirmation");
    })
    .await;
}

#[tokio::test]
async fn a_client_with_contacts_has_one_primary() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        let first = contact(ctx, client, "Перша").await;
        let second = contact(ctx, client, "Друга").await;
        assert_eq!(primary(ctx, client).await, ["Перша"]);

        let refused = AppError::field("primary", Problem::PrimaryContact);
        assert_eq!(actions::deactivate(ctx, first).await, Err(refused.clone()));
        assert_eq!(actions::delete(ctx, first).await, Err(refused));

        actions::make_primary(ctx, second).await.unwrap();
        assert_eq!(primary(ctx, client).await, ["Друга"]);
        let events = activity::actions::of_owner(ctx, &Owner::contact(first, client), 10)
            .await
            .unwrap();
        assert_eq!(
            (events[0].changes[0].field.as_str(), events[0].changes[0].new.as_str()),
            ("primary", "")
        );

        // By the form, of a new one and of a stored one.
        let third = SaveContact {
            primary: true,
            ..typed(ctx, client, "Третя")
        };
        let third = actions::save(ctx, third).await.unwrap();
        assert_eq!(primary(ctx, client).await, ["Третя"]);
        let form = SaveContact {
            primary: true,
            ..SaveContact::of(&actions::show(ctx, first).await.unwrap().contact)
        };
        actions::save(ctx, form).await.unwrap();
        assert_eq!(primary(ctx, client).await, ["Перша"]);

        // Out of use, nobody can take over.
        actions::deactivate(ctx, second).await.unwrap();
        assert_eq!(
            actions::make_primary(ctx, second).await,
            Err(AppError::field("primary", Problem::WrongState))
        );
        assert_eq!(actions::delete(ctx, third).await, Ok(client));
        // The last one in use may go; who comes back, or comes new, takes over.
        actions::deactivate(ctx, first).await.unwrap();
        assert_eq!(primary(ctx, client).await, ["Перша"]);
        actions::reactivate(ctx, second).await.unwrap();
        assert_eq!(primary(ctx, client).await, ["Друга"]);
        actions::delete(ctx, first).await.unwrap();
        actions::deactivate(ctx, second).await.unwrap();
        contact(ctx, client, "Нова").await;
        assert_eq!(primary(ctx, client).await, ["Нова"]);
        let gone = activity::actions::of_owner(ctx, &Owner::contact(first, client), 1)
            .await
            .unwrap();
        assert_eq!(gone[0].verb, Verb::Deleted);
    })
    .await;
}

#[tokio::test]
async fn of_many_at_once_one_stays_primary() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        let tasks = (0..12).map(|i| {
            let (ctx, form) = (ctx.clone(), typed(ctx, client, &format!("N{i}")));
            tokio::spawn(async move {
                let id = actions::save(&ctx, form).await.unwrap();
                actions::make_primary(&ctx, id).await.unwrap();
            })
        });
        for task in futures::future::join_all(tasks).await {
            task.unwrap();
        }
        assert_eq!(primary(ctx, client).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_breach_is_found_and_the_database_refuses_a_second_primary() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        contact(ctx, client, "Перша").await;
        let second = contact(ctx, client, "Друга").await;
        let by_hand = async |text: &str| Sql::raw(text.into()).outside_transaction(&ctx.db).await;
        assert!(
            by_hand("UPDATE contacts SET is_primary = NOT is_primary WHERE NOT is_primary")
                .await
                .is_err()
        );
        by_hand("UPDATE contacts SET is_primary = NOT is_primary WHERE is_primary")
            .await
            .unwrap();
        assert_eq!(check(ctx).await.unwrap()[0].invariant, "I10");
        actions::make_primary(ctx, second).await.unwrap();
        assert_eq!(check(ctx).await.unwrap(), []);
        by_hand("UPDATE contacts SET active = NOT active WHERE is_primary")
            .await
            .unwrap();
        assert_eq!(check(ctx).await.unwrap()[0].invariant, "I10");
    })
    .await;
}

#[tokio::test]
async fn contacts_of_another_managers_client_are_not_found() {
    on_both_engines(async |env: TestEnv| {
        let (_, as_first) = manager(&env, "first@example.com").await;
        let (_, as_second) = manager(&env, "second@example.com").await;
        let theirs = client(&as_second, "Чужий").await;
        let id = contact(&as_second, theirs, "Анна").await;
        let mine = client(&as_first, "Свій").await;
        contact(&as_first, mine, "Борис").await;

        assert_eq!(names(&as_first, ContactFilter::default()).await, ["Борис"]);
        assert_eq!(names(&env.ctx, ContactFilter::default()).await.len(), 2);
        let asked = ContactFilter {
            client: Some(theirs),
            ..ContactFilter::default()
        };
        let lost = Some(AppError::NotFound);
        assert_eq!(actions::list(&as_first, asked).await.err(), lost);
        assert_eq!(actions::show(&as_first, id).await.err(), lost);
        assert_eq!(actions::form(&as_first, Some(theirs)).await.err(), lost);
        assert_eq!(actions::save(&as_first, typed(&env.ctx, theirs, "X")).await.err(), lost);
        let stolen = SaveContact::of(&actions::show(&as_second, id).await.unwrap().contact);
        assert_eq!(actions::save(&as_first, stolen).await.err(), lost);
        assert_eq!(actions::make_primary(&as_first, id).await.err(), lost);
        assert_eq!(actions::deactivate(&as_first, id).await.err(), lost);
        assert_eq!(actions::reactivate(&as_first, id).await.err(), lost);
        assert_eq!(actions::delete(&as_first, id).await.err(), lost);
    })
    .await;
}

#[tokio::test]
async fn rights_and_input_are_checked() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        let id = contact(ctx, client, "Анна").await;
        let reader = env.as_staff(ctx.new_id(), Role::ReadOnly, Scope::All);
        assert!(actions::show(&reader, id).await.is_ok());
        let refused = Some(AppError::Forbidden);
        assert_eq!(actions::save(&reader, typed(ctx, client, "B")).await.err(), refused);
        assert_eq!(actions::delete(&reader, id).await.err(), refused);
        assert_eq!(actions::make_primary(&reader, id).await.err(), refused);
        let stranger = env.as_stranger();
        assert_eq!(actions::show(&stranger, id).await.err(), Some(AppError::NotSignedIn));

        let without = |client: &str| SaveContact {
            client: client.into(),
            ..typed(ctx, ctx.new_id(), "B")
        };
        for (client, problem) in [("", Problem::Required), ("x", Problem::UnknownChoice)] {
            assert_eq!(
                actions::save(ctx, without(client)).await,
                Err(AppError::field("client", problem))
            );
        }
        clients::actions::archive(ctx, client).await.unwrap();
        assert_eq!(
            actions::save(ctx, typed(ctx, client, "B")).await,
            Err(AppError::field("client", Problem::Archived))
        );
    })
    .await;
}

#[tokio::test]
async fn contacts_are_found_sorted_and_paged() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        for i in 0..60 {
            let form = SaveContact {
                last_name: format!("Фамилия{:02}", 59 - i),
                email: format!("p{i:02}@example.com"),
                phone: format!("+7 (900) 000-00-{i:02}"),
                ..typed(ctx, client, "Пётр")
            };
            actions::save(ctx, form).await.unwrap();
            ctx.clock.advance(std::time::Duration::from_millis(1));
        }
        for sort in [ContactSort::Name, ContactSort::Email, ContactSort::Created] {
            for desc in [false, true] {
                let mut filter = ContactFilter {
                    sort,
                    desc,
                    ..ContactFilter::default()
                };
                let first = actions::list(ctx, filter.clone()).await.unwrap();
                assert_eq!(first.rows.len(), 50);
                filter.after = first.next;
                let second = actions::list(ctx, filter.clone()).await.unwrap();
                assert_eq!((second.rows.len(), second.next), (10, None));
                filter.after = second.previous;
                let back = actions::list(ctx, filter).await.unwrap();
                assert_eq!(back.rows, first.rows, "{sort} {desc}");
                let mut seen: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
                seen.sort_unstable();
                seen.dedup();
                assert_eq!(seen.len(), 60);
            }
        }
        for (q, found) in [
            ("петр фамилия07", 1),
            ("p07@", 1),
            ("79000000007", 1),
            ("' OR 1=1 --", 0),
            ("%", 50),
        ] {
            let filter = ContactFilter {
                q: q.into(),
                ..ContactFilter::default()
            };
            assert_eq!(names(ctx, filter).await.len(), found, "{q}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_lists_read_along_their_indexes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let client = client(ctx, "A").await;
        for i in 0..5 {
            contact(ctx, client, &format!("A{i}")).await;
        }
        let user: UserId = ctx.new_id();
        for (sort, client, scope, index) in [
            (ContactSort::Name, None, Scope::All, "contacts_by_name"),
            (ContactSort::Email, None, Scope::All, "contacts_by_email"),
            (ContactSort::Created, None, Scope::All, "contacts_by_newest"),
            (ContactSort::Name, Some(client), Scope::All, "contacts_of_client"),
            (
                ContactSort::Name,
                Some(client),
                Scope::OwnedBy(user),
                "contacts_of_client",
            ),
        ] {
            let key = if sort == ContactSort::Created {
                SortKey::Int(0)
            } else {
                SortKey::Text("a".into())
            };
            let filter = ContactFilter {
                sort,
                client,
                after: Some(Cursor {
                    direction: Direction::Forward,
                    key,
                    id: uuid::Uuid::from_u128(1),
                }),
                ..ContactFilter::default()
            };
            let plan = store::list_plan(&ctx.db, scope, &filter).await.unwrap();
            assert!(plan.contains(index), "{sort} {scope:?}: {plan}");
            if env.engine == Engine::Sqlite {
                assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN"), "{plan}");
            } else {
                assert!(!plan.contains("Seq Scan on contacts"), "{plan}");
            }
        }
    })
    .await;
}
