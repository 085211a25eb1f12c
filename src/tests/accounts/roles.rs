//! Roles: what they let one see and do, and who makes, gives and changes them.

use super::{PASSWORD, form, is_open, new_user, sign_in, with_session};
use crate::company::accounts;
use crate::company::accounts::model::{NewUser, Role, SaveUser};
use crate::company::roles::actions;
use crate::company::roles::model::{Bar, SaveRole};
use crate::crm::clients;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::clients::model::ClientFilter;
use crate::crm::clients::settings::ClientTab;
use crate::desk::{client_card, search};
use crate::documents::invoices;
use crate::documents::invoices::model::InvoiceFilter;
use crate::error::AppError;
use crate::finance::payments;
use crate::finance::payments::model::PaymentFilter;
use crate::kernel::actor::{Actor, Right, Rights, Scope};
use crate::kernel::ids::{RoleId, UserId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::kernel::rights::{Entry, Object, RIGHTS, by_code};
use crate::platform::ctx::Ctx;
use crate::records::activity::model::Verb;
use crate::server::users;
use crate::tests::payments::{books, client};
use crate::tests::{TestEnv, on_both_engines};

const SALES: [Right; 3] = [Right::ViewClients, Right::EditClients, Right::ViewInvoices];

/// The form of a new role with the boxes of these rights ticked.
fn sheet(ctx: &Ctx, name: &str, rights: &[Right]) -> SaveRole {
    let ticked = RIGHTS.iter().filter(|entry| rights.contains(&entry.right));
    SaveRole {
        request: Some(ctx.new_id()),
        name: name.into(),
        rights: ticked.map(|entry| (entry.code.to_owned(), "true".to_owned())).collect(),
        ..SaveRole::default()
    }
}

/// The same form where of all that is seen one's own only is.
fn own_only(form: SaveRole) -> SaveRole {
    let own = |(code, value): (String, String)| {
        let has_reach = by_code(&code).is_some_and(Entry::has_reach);
        (code, if has_reach { "own".to_owned() } else { value })
    };
    SaveRole {
        rights: form.rights.into_iter().map(own).collect(),
        ..form
    }
}

async fn made(ctx: &Ctx, name: &str, rights: &[Right]) -> RoleId {
    actions::save(ctx, sheet(ctx, name, rights)).await.unwrap()
}

/// The form of a stored role as the page would send it back unchanged.
async fn stored(ctx: &Ctx, id: RoleId) -> SaveRole {
    SaveRole::of(&actions::show(ctx, id).await.unwrap().role)
}

/// Somebody with the role, and his session.
async fn somebody(env: &TestEnv, email: &str, role: RoleId) -> (UserId, String) {
    let user = NewUser {
        role: role.to_string(),
        ..new_user(&env.ctx, email, Role::Manager)
    };
    let id = accounts::actions::create_user(&env.ctx, user).await.unwrap();
    (id, sign_in(env, email).await)
}

#[tokio::test]
async fn what_is_brought_along_is_what_the_code_says() {
    on_both_engines(async |env| {
        let rows = actions::list(&env.ctx).await.unwrap();
        let codes: Vec<_> = rows.iter().filter_map(|row| row.role.code).collect();
        assert_eq!(codes, Role::ALL);
        for row in rows {
            let code = row.role.code.unwrap();
            assert_eq!(row.role.rights, code.rights(), "{code}");
            assert_eq!((row.role.id, row.users), (code.id(), 0));
        }
    })
    .await;
}

#[tokio::test]
async fn an_own_role_shows_and_allows_what_it_says_and_nothing_else() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        let invoice = books.issued(ctx, "100").await;
        let payment = payments::actions::record(ctx, books.payment(ctx, invoice, "40"))
            .await
            .unwrap();
        let other = client(ctx, "Чужий").await;
        let role = actions::save(ctx, own_only(sheet(ctx, "Продаж", &SALES)))
            .await
            .unwrap();
        let (user, token) = somebody(&env, "olena@example.com", role).await;
        let his = with_session(&env, &token).await;
        assert_eq!(his.scope_of(Object::Invoices), Scope::OwnedBy(user));

        let listed = async || {
            let page = clients::actions::list(&his, &ClientFilter::default()).await.unwrap();
            page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
        };
        let counted = async || {
            let page = invoices::actions::list(&his, &InvoiceFilter::default()).await.unwrap();
            page.rows.len()
        };
        assert_eq!((listed().await.len(), counted().await), (0, 0));
        let missing = Some(AppError::NotFound);
        assert_eq!(clients::actions::show(&his, books.client).await.err(), missing);
        assert_eq!(invoices::actions::sheet(&his, invoice, None).await.err(), missing);

        let card = clients::actions::profile(ctx, books.client).await.unwrap();
        let mut assigned = SaveClient::of(&card);
        assigned.managers.insert(tick(user), true);
        clients::actions::save(ctx, assigned).await.unwrap();
        assert_eq!((listed().await, counted().await), (vec![books.client], 1));
        assert_eq!(clients::actions::show(&his, other).await.err(), missing);
        let found = clients::actions::find(&his, "", OwnerKind::Client).await.unwrap();
        assert!(found.iter().all(|choice| choice.id == books.client), "{found:?}");
        let totals = invoices::actions::totals(&his, &InvoiceFilter::default())
            .await
            .unwrap();
        assert_eq!(totals[0].total.minor(), 10_000);
        assert!(invoices::actions::sheet(&his, invoice, None).await.is_ok());

        let forbidden = Some(AppError::Forbidden);
        let filter = PaymentFilter::default();
        assert_eq!(payments::actions::list(&his, &filter).await.err(), forbidden);
        assert_eq!(payments::actions::totals(&his, &filter).await.err(), forbidden);
        assert_eq!(payments::actions::show(&his, payment).await.err(), forbidden);
        let new = books.form(&his, "5");
        assert_eq!(invoices::actions::save_draft(&his, new).await.err(), forbidden);
        let card = client_card::actions::show(&his, books.client).await.unwrap();
        assert_eq!((card.payments, card.contracts, card.invoices), (None, None, Some(1)));
        assert!(!card.tabs.contains(&ClientTab::Payments) && card.tabs.contains(&ClientTab::Invoices));
        let everything = search::actions::find(&his, "Ромашка").await.unwrap();
        assert!(everything.clients.is_some() && everything.payments.is_none() && everything.items.is_none());
    })
    .await;
}

#[tokio::test]
async fn who_sees_no_invoices_does_not_see_what_is_owed() {
    on_both_engines(async |env| {
        let (ctx, books) = (&env.ctx, books(&env.ctx).await);
        books.issued(ctx, "100").await;
        let role = made(ctx, "Reception", &[Right::ViewClients]).await;
        let (_, token) = somebody(&env, "olena@example.com", role).await;
        let hers = with_session(&env, &token).await;
        let owed = async |ctx: &Ctx| {
            let page = clients::actions::list(ctx, &ClientFilter::default()).await.unwrap();
            page.rows[0].balances.len()
        };
        assert_eq!((owed(ctx).await, owed(&hers).await), (1, 0));
        let card = client_card::actions::show(&hers, books.client).await.unwrap();
        assert_eq!((card.invoices, card.balances.len(), card.events.len()), (None, 0, 1));
    })
    .await;
}

#[tokio::test]
async fn a_change_holds_from_the_next_request_on() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let role = made(ctx, "Sales", &SALES).await;
        let (user, token) = somebody(&env, "olena@example.com", role).await;
        let before = with_session(&env, &token).await;
        assert!(before.may(Right::ViewInvoices).is_ok() && before.may(Right::ViewLeads).is_err());
        assert_eq!(before.scope_of(Object::Clients), Scope::All);

        let SaveRole { id, version, .. } = stored(ctx, role).await;
        let changed = SaveRole {
            id,
            version,
            request: None,
            ..own_only(sheet(ctx, "Sales", &[Right::ViewClients, Right::ViewLeads]))
        };
        actions::save(ctx, changed.clone()).await.unwrap();
        assert!(is_open(&env, &token).await, "nobody is signed out by it");
        let after = with_session(&env, &token).await;
        assert!(after.may(Right::ViewInvoices).is_err() && after.may(Right::ViewLeads).is_ok());
        assert_eq!(after.scope_of(Object::Clients), Scope::OwnedBy(user));

        // Saved from a page that was opened before.
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, changed).await else {
            panic!("a stale form was saved")
        };
        assert_eq!(conflict.version, version + 1);
        let now = |field: &str| conflict.current.get(field).map(String::as_str);
        assert_eq!(now("rights.view_leads"), Some("own"));
        assert_eq!(now("rights.view_invoices"), Some(""));
        assert_eq!(now("rights.edit_clients"), Some("false"));
        let events = actions::show(ctx, role).await.unwrap().events;
        let verbs: Vec<_> = events.iter().map(|event| event.verb).collect();
        assert_eq!(verbs, [Verb::Changed, Verb::Created]);
        let told: Vec<_> = events[0].changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(told, ["own", "rights_given", "rights_taken"]);
        actions::save(ctx, stored(ctx, role).await).await.unwrap();
        assert_eq!(
            actions::show(ctx, role).await.unwrap().events.len(),
            2,
            "nothing changed, nothing recorded"
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_more_than_he_has() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let chief = made(ctx, "Chief", &[Right::ManageUsers, Right::ViewClients]).await;
        let (id, token) = somebody(&env, "chief@example.com", chief).await;
        let his = with_session(&env, &token).await;
        let forbidden = AppError::Forbidden;

        let more = sheet(&his, "Sales", &SALES);
        assert_eq!(actions::save(&his, more).await, Err(forbidden.clone()));
        let less = made(&his, "Reception", &[Right::ViewClients]).await;
        let grown = SaveRole {
            id: Some(less),
            version: 1,
            ..sheet(&his, "Reception", &SALES)
        };
        assert_eq!(actions::save(&his, grown).await, Err(forbidden.clone()));
        // A role that may do more than he, his own one, and the administrator's.
        for (role, bar, refused) in [
            (Role::Manager.id(), Bar::Beyond, forbidden.clone()),
            (chief, Bar::Yours, AppError::field("id", Problem::Yourself)),
            (Role::Administrator.id(), Bar::Administrator, forbidden.clone()),
        ] {
            assert_eq!(actions::show(&his, role).await.unwrap().bar, Some(bar));
            let tamed = SaveRole {
                id: Some(role),
                version: 1,
                ..sheet(&his, "Tamed", &[Right::ViewClients])
            };
            assert_eq!(actions::save(&his, tamed).await, Err(refused.clone()), "{bar:?}");
            assert_eq!(actions::delete(&his, role).await, Err(refused), "{bar:?}");
        }
        let copy = actions::form(&his, Some(Role::Manager.id())).await.unwrap();
        assert_eq!(copy.rights.into_keys().collect::<Vec<_>>(), ["view_clients"]);

        let offered: Vec<_> = actions::offered(&his)
            .await
            .unwrap()
            .iter()
            .map(|role| role.id)
            .collect();
        assert_eq!(offered, [chief, less]);
        let user = |role: RoleId| NewUser {
            role: role.to_string(),
            ..new_user(&his, "new@example.com", Role::ReadOnly)
        };
        for role in [Role::ReadOnly.id(), Role::Administrator.id()] {
            let refused = accounts::actions::create_user(&his, user(role)).await;
            assert_eq!(refused, Err(forbidden.clone()));
        }
        let new = accounts::actions::create_user(&his, user(less)).await.unwrap();
        let promoted = SaveUser {
            role: "manager".into(),
            ..form(&env, new).await
        };
        assert_eq!(accounts::actions::save(&his, promoted).await, Err(forbidden.clone()));
        let own = SaveUser {
            role: less.to_string(),
            ..form(&env, id).await
        };
        let yourself = AppError::field("role", Problem::Yourself);
        assert_eq!(accounts::actions::save(&his, own).await, Err(yourself));

        // Who sees only his own clients lets nobody see more.
        let rights: Rights = [Right::ManageUsers, Right::ViewClients].into_iter().collect();
        let limited = Actor::Staff {
            user: id,
            rights: rights.seeing_all_own(),
        };
        let limited = env.ctx.acting_as(limited, "Chief");
        let wide = sheet(&limited, "Wide", &[Right::ViewClients]);
        assert_eq!(actions::save(&limited, wide.clone()).await, Err(forbidden.clone()));
        assert!(actions::save(&limited, own_only(wide)).await.is_ok());
        let copy = actions::form(&limited, Some(Role::ReadOnly.id())).await.unwrap();
        assert_eq!(copy.rights.get("view_clients").map(String::as_str), Some("own"));
        let other = form(&env, new).await;
        assert_eq!(accounts::actions::save(&limited, other).await, Err(forbidden));
    })
    .await;
}

#[tokio::test]
async fn roles_are_for_those_who_manage_users() {
    on_both_engines(async |env| {
        let nobody: UserId = env.ctx.new_id();
        let ctx = env.as_staff(nobody, Role::Accountant, Scope::All);
        let forbidden = Some(AppError::Forbidden);
        let manager = Role::Manager.id();
        assert_eq!(actions::list(&ctx).await.err(), forbidden);
        assert_eq!(actions::offered(&ctx).await.err(), forbidden);
        assert_eq!(actions::show(&ctx, manager).await.err(), forbidden);
        assert_eq!(actions::form(&ctx, None).await.err(), forbidden);
        assert_eq!(actions::save(&ctx, sheet(&ctx, "Mine", &SALES)).await.err(), forbidden);
        assert_eq!(actions::delete(&ctx, manager).await.err(), forbidden);
    })
    .await;
}

#[tokio::test]
async fn a_role_is_deleted_when_nobody_has_it() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let form_of_new = sheet(ctx, "Sales", &SALES);
        let role = actions::save(ctx, form_of_new.clone()).await.unwrap();
        assert_eq!(
            actions::save(ctx, form_of_new).await,
            Ok(role),
            "the same form sent twice"
        );
        let occupied = Err(AppError::field("name", Problem::AlreadyTaken));
        for name in ["SALES", "Manager", "Read only"] {
            assert_eq!(actions::save(ctx, sheet(ctx, name, &SALES)).await, occupied, "{name}");
        }
        let (user, _) = somebody(&env, "olena@example.com", role).await;
        assert_eq!(actions::show(ctx, role).await.unwrap().users, 1);
        let refused = Err(AppError::field("id", Problem::InUse));
        assert_eq!(actions::delete(ctx, role).await, refused);
        let out = SaveUser {
            active: false,
            ..form(&env, user).await
        };
        accounts::actions::save(ctx, out).await.unwrap();
        assert_eq!(
            actions::delete(ctx, role).await,
            refused,
            "one who is deactivated has it still"
        );
        let other = SaveUser {
            role: "read_only".into(),
            ..form(&env, user).await
        };
        accounts::actions::save(ctx, other).await.unwrap();
        actions::delete(ctx, role).await.unwrap();
        assert_eq!(actions::show(ctx, role).await.err(), Some(AppError::NotFound));
        let gone = NewUser {
            role: role.to_string(),
            ..new_user(ctx, "petro@example.com", Role::Manager)
        };
        let unknown = Err(AppError::field("role", Problem::UnknownChoice));
        assert_eq!(accounts::actions::create_user(ctx, gone).await, unknown);

        // What Akta brings along stays, but for the administrator's it can be changed.
        assert_eq!(actions::delete(ctx, Role::Manager.id()).await, Err(AppError::Forbidden));
        let mut manager = stored(ctx, Role::Manager.id()).await;
        manager.rights.retain(|code, _| !code.ends_with("_leads"));
        actions::save(ctx, manager).await.unwrap();
        let (_, token) = somebody(&env, "iryna@example.com", Role::Manager.id()).await;
        let hers = with_session(&env, &token).await;
        assert!(hers.may(Right::ViewLeads).is_err() && hers.may(Right::ViewClients).is_ok());
        let administrator = stored(ctx, Role::Administrator.id()).await;
        assert_eq!(actions::save(ctx, administrator).await, Err(AppError::Forbidden));
    })
    .await;
}

#[tokio::test]
async fn the_commands_know_own_roles_by_their_names() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        made(ctx, "Sales team", &SALES).await;
        let password = || Some(PASSWORD.into());
        let added = users::add(ctx, "olena@example.com", "SALES Team", None, None, password()).await;
        added.unwrap();
        users::add(ctx, "petro@example.com", "read-only", None, None, password())
            .await
            .unwrap();
        assert_eq!(
            users::list(ctx).await.unwrap(),
            "olena@example.com  Sales team     active       olena\npetro@example.com  read-only      active       petro\n"
        );
        let unknown = users::add(ctx, "new@example.com", "boss", None, None, password()).await;
        let line = unknown.unwrap_err();
        assert!(line.contains("\"boss\"") && line.ends_with("read-only, Sales team"), "{line}");
    })
    .await;
}
