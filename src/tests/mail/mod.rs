//! E-mail: the outbox and its worker against a mail server that plays everything, the settings, papers that are sent.

#![allow(clippy::unwrap_used)]

mod access;
mod automatic;
mod cabinet;
mod finance;
mod mailbox;
mod outbox;
pub mod sending;
pub mod server;
mod slow;

use std::time::Duration;

use self::server::SmtpServer;
use crate::error::AppResult;
use crate::kernel::ids::{LetterId, OrganizationId};
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::records::mail::letter::NewLetter;
use crate::records::mail::message::Sender;
use crate::records::mail::model::{OutboxRow, Security};
use crate::records::mail::smtp::Server;
use crate::records::mail::worker::{LEASE, Surroundings, work_off};
use crate::records::mail::{actions, letter};
use crate::tests::engines::PATIENCE;

/// What the worker is given in these tests: one server, one sender.
#[derive(Clone)]
pub struct Around {
    pub server: Option<Server>,
    pub lease: Duration,
}

impl Around {
    pub fn of(server: &SmtpServer) -> Self {
        Self::at(server.port, Security::None)
    }

    pub fn at(port: u16, security: Security) -> Self {
        let server = Server {
            patience: Duration::from_secs(3),
            long_patience: Duration::from_secs(3),
            ..Server::new("127.0.0.1".into(), port, security)
        };
        Self {
            server: Some(server),
            lease: LEASE,
        }
    }

    /// Waits for a server that holds it, however long the test takes.
    pub fn patient(server: &SmtpServer) -> Self {
        let server = Server {
            patience: PATIENCE,
            long_patience: PATIENCE,
            ..Server::new("127.0.0.1".into(), server.port, Security::None)
        };
        Self {
            server: Some(server),
            lease: LEASE,
        }
    }
}

impl Surroundings for Around {
    fn lease(&self) -> Duration {
        self.lease
    }

    async fn server(&self, _: &Ctx) -> AppResult<Option<Server>> {
        Ok(self.server.clone())
    }

    async fn sender(&self, _: &Ctx, _: Option<OrganizationId>) -> AppResult<Option<Sender>> {
        Ok(Some(Sender {
            name: "ТОВ «Обрій»".into(),
            address: "office@example.com".into(),
            reply_to: String::new(),
        }))
    }

    async fn rendition(&self, _: &Ctx, _: &Owner, _: i64, _: OrganizationId, rendition: &str) -> AppResult<Vec<u8>> {
        Ok(format!("%PDF {rendition}").into_bytes())
    }
}

pub async fn post(ctx: &Ctx, letter: &NewLetter) -> LetterId {
    let mut tx = ctx.write().await.unwrap();
    let id = actions::post(&mut tx, ctx, letter).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// A letter of one recipient.
pub fn to(dedupe: &str, address: &str) -> NewLetter {
    NewLetter {
        to: vec![letter::tests::person("", address)],
        ..letter::tests::letter(dedupe)
    }
}

/// Does everything that is due now.
pub async fn work(ctx: &Ctx, around: &Around) -> usize {
    let mut done = 0;
    while work_off(ctx, around).await.unwrap() {
        done += 1;
    }
    done
}

pub async fn rows(ctx: &Ctx, letter: LetterId) -> Vec<OutboxRow> {
    actions::letter(ctx, letter).await.unwrap().rows
}

pub async fn row(ctx: &Ctx, letter: LetterId) -> OutboxRow {
    let mut rows = rows(ctx, letter).await;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

pub fn wait(ctx: &Ctx, time: Duration) {
    ctx.clock.advance(time);
}

/// After this anybody may take what somebody held who is no more.
pub const OVER: Duration = LEASE.saturating_mul(2);

pub async fn count(ctx: &Ctx, sql: &str) -> i64 {
    let sql = Sql::raw(format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {sql}"));
    sql.scalar(&mut ctx.read()).await.unwrap().unwrap()
}
