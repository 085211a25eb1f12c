//! Accounts, on both databases.

mod first_run;
mod open_sessions;
mod reach;
mod requests;
mod roles;
mod saved_filters;
mod signing_in;
mod staff;

use std::time::Duration;

use crate::company::accounts::model::{NewUser, Role, SaveUser, SignIn};
use crate::company::accounts::{actions, signing};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::UserId;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Column, Sql};

use super::TestEnv;

const PASSWORD: &str = "violet tractor 7";
const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

fn new_user(ctx: &Ctx, email: &str, role: Role) -> NewUser {
    NewUser {
        request: ctx.new_id(),
        name: "Anna Koval".into(),
        email: email.into(),
        role: role.to_string(),
        own_only: false,
        lang: "uk".into(),
        invite: false,
        password: PASSWORD.into(),
    }
}

async fn account(env: &TestEnv, email: &str, role: Role) -> UserId {
    actions::create_user(&env.ctx, new_user(&env.ctx, email, role))
        .await
        .unwrap()
}

async fn try_sign_in(ctx: &Ctx, email: &str, password: &str) -> AppResult<String> {
    let input = SignIn {
        email: email.into(),
        password: password.into(),
        next: String::new(),
    };
    signing::sign_in(ctx, &input)
        .await
        .map(|token| token.as_str().to_owned())
}

async fn sign_in(env: &TestEnv, email: &str) -> String {
    try_sign_in(&env.as_stranger(), email, PASSWORD).await.unwrap()
}

async fn is_open(env: &TestEnv, token: &str) -> bool {
    actions::viewer_by_token(&env.as_stranger(), token)
        .await
        .unwrap()
        .is_some()
}

/// The surroundings of a request with this session.
async fn with_session(env: &TestEnv, token: &str) -> Ctx {
    let (actor, viewer, seen) = actions::viewer_by_token(&env.ctx, token).await.unwrap().unwrap();
    let mut ctx = env.ctx.acting_as(actor, &viewer.name);
    ctx.request.session = Some(seen.id);
    ctx
}

async fn one<T: Column>(env: &TestEnv, sql: &'static str) -> T {
    Sql::new(sql).scalar(&mut env.ctx.read()).await.unwrap().unwrap()
}

/// The form as the page would send it back unchanged.
async fn form(env: &TestEnv, id: UserId) -> SaveUser {
    let user = actions::show(&env.ctx, id).await.unwrap().user;
    SaveUser {
        id,
        version: user.version,
        name: user.name,
        email: user.email,
        role: user.role.to_string(),
        own_only: user.own_only,
        active: user.active,
    }
}

fn wrong() -> AppError {
    AppError::field("password", Problem::WrongCredentials)
}
