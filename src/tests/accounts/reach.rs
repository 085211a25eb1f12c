//! How far a role sees: as it is stored, migrated and given.

use super::{form, new_user, sign_in, with_session};
use crate::company::accounts;
use crate::company::accounts::model::{NewUser, Role, SaveUser};
use crate::company::roles::actions;
use crate::company::roles::model::SaveRole;
use crate::error::AppError;
use crate::kernel::actor::{Right, Rights, Scope};
use crate::kernel::ids::{RoleId, UserId};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::{TestEnv, on_both_engines};

/// The form of a new role with what stands in its fields.
fn sheet(ctx: &Ctx, name: &str, fields: &[(&str, &str)]) -> SaveRole {
    let field = |(code, value): &(&str, &str)| ((*code).to_owned(), (*value).to_owned());
    SaveRole {
        request: Some(ctx.new_id()),
        name: name.into(),
        rights: fields.iter().map(field).collect(),
        ..SaveRole::default()
    }
}

async fn by_hand(ctx: &Ctx, sql: String) {
    Sql::raw(sql).outside_transaction(&ctx.db).await.unwrap();
}

/// What the migration does, statement by statement.
fn migration(engine: Engine) -> Vec<String> {
    let text = match engine {
        Engine::Sqlite => include_str!("../../../migrations/sqlite/0103_own_or_all.sql"),
        Engine::Postgres => include_str!("../../../migrations/postgres/0103_own_or_all.sql"),
    };
    let lines = text.lines().filter(|line| !line.starts_with("--"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let statements = code.split(';').map(str::trim).filter(|one| !one.is_empty());
    statements.map(str::to_owned).collect()
}

#[tokio::test]
async fn a_role_sees_of_each_kind_none_ones_own_or_all() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let fields = [
            ("view_clients", "true"),
            ("view_contracts", "true"),
            ("view_invoices", "own"),
            ("view_acts", "own"),
            ("view_leads", "own"),
            ("view_tickets", ""),
        ];
        let role = actions::save(ctx, sheet(ctx, "Sales", &fields)).await.unwrap();
        let stored = actions::show(ctx, role).await.unwrap();
        let mut sent = SaveRole::of(&stored.role).rights;
        assert_eq!(sent.remove("view_tickets"), None);
        let expected: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let sent: Vec<_> = sent
            .iter()
            .map(|(code, value)| (code.as_str(), value.as_str()))
            .collect();
        assert_eq!(sent.len(), expected.len());
        assert!(expected.iter().all(|field| sent.contains(field)), "{sent:?}");
        let told = &stored.events[0].changes;
        let own = told.iter().find(|change| change.field == "own").unwrap();
        assert_eq!(own.new, "leads; invoices; acts");

        let user = NewUser {
            role: role.to_string(),
            ..new_user(ctx, "olena@example.com", Role::Manager)
        };
        let user = accounts::actions::create_user(ctx, user).await.unwrap();
        let token = sign_in(&env, "olena@example.com").await;
        let hers = with_session(&env, &token).await;
        for (object, scope) in [
            (Object::Clients, Scope::All),
            (Object::Contracts, Scope::All),
            (Object::Invoices, Scope::OwnedBy(user)),
            (Object::Acts, Scope::OwnedBy(user)),
            (Object::Leads, Scope::OwnedBy(user)),
            // Not seen at all; if it was, no further than invoices.
            (Object::Payments, Scope::OwnedBy(user)),
        ] {
            assert_eq!(hers.scope_of(object), scope, "{object}");
        }
        assert!(hers.may(Right::ViewTickets).is_err() && hers.may(Right::ViewPayments).is_err());
        // Whoever is to see his own only does, whatever his role sees.
        let narrowed = SaveUser {
            own_only: true,
            ..form(&env, user).await
        };
        accounts::actions::save(ctx, narrowed).await.unwrap();
        let token = sign_in(&env, "olena@example.com").await;
        let hers = with_session(&env, &token).await;
        assert!(
            Object::OWNED
                .into_iter()
                .all(|object| hers.scope_of(object) == Scope::OwnedBy(user))
        );

        let wide = sheet(ctx, "Wide", &[("view_clients", "own"), ("view_invoices", "true")]);
        let refused = AppError::field("rights.view_invoices", Problem::TooWide);
        assert_eq!(actions::save(ctx, wide).await, Err(refused));
    })
    .await;
}

#[tokio::test]
async fn nobody_lets_see_further_than_he_sees_himself() {
    on_both_engines(async |env: TestEnv| {
        let rights: Rights = [Right::ManageUsers, Right::ViewClients, Right::ViewInvoices]
            .into_iter()
            .collect();
        let user: UserId = env.ctx.new_id();
        let ctx = env.with_rights(user, rights.seeing_own([Object::Invoices]));
        let forbidden = Err(AppError::Forbidden);
        let all = sheet(&ctx, "All", &[("view_clients", "true"), ("view_invoices", "true")]);
        assert_eq!(actions::save(&ctx, all).await, forbidden);
        let own = sheet(&ctx, "Own", &[("view_clients", "true"), ("view_invoices", "own")]);
        let own = actions::save(&ctx, own).await.unwrap();
        let none = sheet(&ctx, "None", &[("view_clients", "true")]);
        actions::save(&ctx, none).await.unwrap();

        // What sees further can be looked at, copied as far as he sees, and given to who sees his own only.
        let all = sheet(&env.ctx, "All", &[("view_clients", "true"), ("view_invoices", "true")]);
        let all: RoleId = actions::save(&env.ctx, all).await.unwrap();
        assert!(actions::show(&ctx, all).await.unwrap().bar.is_some());
        assert!(actions::show(&ctx, own).await.unwrap().bar.is_none());
        let copy = actions::form(&ctx, Some(all)).await.unwrap();
        let spelled = |code: &str| copy.rights.get(code).map(String::as_str);
        assert_eq!(
            (spelled("view_clients"), spelled("view_invoices")),
            (Some("true"), Some("own"))
        );
        let new = |own_only: bool, email: &str| NewUser {
            role: all.to_string(),
            own_only,
            ..new_user(&ctx, email, Role::Manager)
        };
        let refused = accounts::actions::create_user(&ctx, new(false, "a@example.com")).await;
        assert_eq!(refused.err(), Some(AppError::Forbidden));
        let given = accounts::actions::create_user(&ctx, new(true, "b@example.com")).await;
        assert!(given.is_ok());
    })
    .await;
}

#[tokio::test]
async fn to_see_nothing_is_no_way_around_seeing_ones_own() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let rights: Rights = [
            Right::ManageUsers,
            Right::ViewClients,
            Right::EditClients,
            Right::InviteContacts,
            Right::SendMail,
            Right::ViewInvoices,
        ]
        .into_iter()
        .collect();
        let user: UserId = ctx.new_id();
        let chief = env.with_rights(user, rights.seeing_own([Object::Invoices]));
        let forbidden = Err(AppError::Forbidden);
        // Who has such a role would make clients somebody's, or read letters that tell of their invoices.
        for (n, right) in ["edit_clients", "send_mail"].into_iter().enumerate() {
            let name = format!("None {n}");
            let none = sheet(&chief, &name, &[("view_clients", "true"), (right, "true")]);
            assert_eq!(actions::save(&chief, none).await, forbidden, "{right}");
            let own = sheet(&chief, &name, &[("view_clients", "own"), (right, "true")]);
            assert!(actions::save(&chief, own).await.is_ok(), "{right}");
        }
        // Whoever looks as contacts looks at those of his own clients.
        let fields = [("view_clients", "true"), ("invite_contacts", "true")];
        let invites = sheet(&chief, "Invites", &fields);
        assert!(actions::save(&chief, invites).await.is_ok());

        // Nor is somebody changed who has one.
        let none = sheet(ctx, "None", &[("view_clients", "true"), ("edit_clients", "true")]);
        let none: RoleId = actions::save(ctx, none).await.unwrap();
        assert!(actions::show(&chief, none).await.unwrap().bar.is_some());
        let new = NewUser {
            role: none.to_string(),
            ..new_user(ctx, "olena@example.com", Role::Manager)
        };
        let somebody = accounts::actions::create_user(ctx, new).await.unwrap();
        let saved = accounts::actions::save(&chief, form(&env, somebody).await).await;
        assert_eq!(saved.err(), Some(AppError::Forbidden));
    })
    .await;
}

#[tokio::test]
async fn roles_of_before_that_saw_their_own_only_see_their_own_of_everything() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        // As it was before.
        let (column, yes) = match env.engine {
            Engine::Sqlite => ("INTEGER NOT NULL DEFAULT 0", "1"),
            Engine::Postgres => ("BOOLEAN NOT NULL DEFAULT FALSE", "TRUE"),
        };
        by_hand(ctx, format!("ALTER TABLE roles ADD COLUMN own_only {column}")).await;
        by_hand(ctx, "ALTER TABLE roles DROP COLUMN own".into()).await;
        by_hand(ctx, format!("UPDATE roles SET own_only = {yes} WHERE code = 'manager'")).await;
        for statement in migration(env.engine) {
            by_hand(ctx, statement).await;
        }
        for row in actions::list(ctx).await.unwrap() {
            let code = row.role.code.unwrap();
            let own = row.role.rights.own_objects().count();
            let expected = if code == Role::Manager { Object::OWNED.len() } else { 0 };
            assert_eq!(own, expected, "{code}");
            assert_eq!(row.role.rights.bits(), code.rights().bits(), "{code}");
        }
    })
    .await;
}
