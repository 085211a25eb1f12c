//! Signing in and out; the staff as those whom their door lets in.

use std::future::ready;

use uuid::Uuid;

use super::access::Purpose;
use super::entering::{self, Admitted};
use super::links::{self, Words};
use super::model::{SignIn, User};
use super::sessions::{self, Token};
use super::store;
use super::store::links::{STAFF, Subject};
use crate::error::AppResult;
use crate::kernel::ids::SessionId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::platform::web::cookie::Door;

impl Admitted for User {
    const DOOR: Door = Door::Staff;
    const KIND: &'static str = STAFF;

    fn subject(&self) -> Subject {
        Subject::staff(self.id)
    }

    fn owner(&self) -> Owner {
        Owner::user(self.id)
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn words(&self, purpose: Purpose) -> Words {
        links::words(purpose, &self.name, self.lang)
    }

    fn acting(&self, ctx: &Ctx) -> Ctx {
        sessions::acting_as(ctx, self)
    }

    async fn by_email(conn: &mut Conn, email: &str) -> AppResult<Option<Self>> {
        let user = store::by_email(conn, email).await?;
        Ok(user.filter(|user| user.active))
    }

    async fn by_id(conn: &mut Conn, id: Uuid) -> AppResult<Option<Self>> {
        let user = store::by_id(conn, id.into()).await?;
        Ok(user.filter(|user| user.active))
    }

    async fn locked(tx: &mut Tx, _ctx: &Ctx, id: Uuid) -> AppResult<Option<Self>> {
        let user = store::locked(tx, id.into()).await?;
        Ok(user.filter(|user| user.active))
    }

    async fn password_hash(conn: &mut Conn, email: &str) -> DbResult<Option<String>> {
        store::password_hash(conn, email).await
    }

    async fn set_password(&self, tx: &mut Tx, password_hash: &str) -> DbResult<()> {
        store::set_password(tx, self.id, password_hash).await
    }

    fn subjects(&self, _conn: &mut Conn) -> impl Future<Output = DbResult<Vec<Subject>>> + Send {
        ready(Ok(vec![self.subject()]))
    }

    fn holder(&self, _conn: &mut Conn, _session: SessionId) -> impl Future<Output = DbResult<Option<Subject>>> + Send {
        ready(Ok(Some(self.subject())))
    }

    async fn enter(&self, tx: &mut Tx, ctx: &Ctx) -> DbResult<Token> {
        // An account that was made without a language has that of the first browser.
        if let Some(lang) = ctx.request.lang {
            store::adopt_lang(tx, self.id, lang).await?;
        }
        sessions::open(tx, ctx, self.id).await
    }
}

/// Opens a session of a member of the staff.
///
/// # Errors
/// As [`entering::sign_in`].
pub async fn sign_in(ctx: &Ctx, input: &SignIn) -> AppResult<Token> {
    entering::sign_in::<User>(ctx, input).await
}

/// Ends the session of the request. Without one there is nothing to do.
///
/// # Errors
/// Whatever the database answers.
pub async fn sign_out(ctx: &Ctx) -> AppResult<()> {
    if let (Some(user), Some(session)) = (ctx.actor.user(), ctx.request.session) {
        let mut tx = ctx.write().await?;
        sessions::end_one(&mut tx, Subject::staff(user), session).await?;
        tx.commit().await?;
    }
    Ok(())
}
