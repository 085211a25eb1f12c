//! Saving the settings of e-mail, trying them out, and handing them to the worker of the outbox.

use std::collections::BTreeMap;

use super::model::{MailSettings, SaveSender, SaveServer, SenderView, ServerView, TryMail, ValidServer};
use super::store::{self, StoredServer};
use crate::company::organization::store as organizations;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::ids::OrganizationId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::validate::Reader;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail;
use crate::records::mail::message::Sender;
use crate::records::mail::model::Security;
use crate::records::mail::smtp::{Server, is_on_this_machine};
use crate::records::mail::trial::{self, Words};

/// What the password is sealed for.
const PURPOSE: &str = "mail server";

/// The settings, without the password.
pub async fn settings(ctx: &Ctx) -> AppResult<MailSettings> {
    ctx.may(Right::ManageMail)?;
    let mut conn = ctx.read();
    let server = store::server(&mut conn).await?.map(|server| ServerView {
        host: server.host,
        port: server.port,
        security: server.security,
        user_name: server.user_name,
        has_password: server.password.is_some(),
        version: server.version,
    });
    Ok(MailSettings {
        server,
        senders: store::senders(&mut conn).await?,
        waiting: mail::store::waiting(&mut conn).await?,
    })
}

/// Keeps the server. What waits is tried at once.
///
/// # Errors
/// Problems beside their fields: without encryption only a server on this machine is spoken to.
pub async fn save_server(ctx: &Ctx, input: SaveServer) -> AppResult<()> {
    ctx.may(Right::ManageMail)?;
    let valid = input.validated()?;
    if valid.security == Security::None && !is_on_this_machine(&valid.host) {
        return Err(AppError::field("security", Problem::OnlyOnThisMachine));
    }
    // Sealing may make the key's file: before the transaction.
    let sealed = match valid.password.as_str() {
        "" => None,
        password => Some(ctx.secrets.seal(PURPOSE, password)?),
    };
    let mut tx = ctx.write().await?;
    tx.alone_with("mail/server").await?;
    let old = store::server(&mut tx).await?;
    if old.as_ref().map_or(0, |old| old.version) != input.version {
        let current = old.as_ref().map(spelled).unwrap_or_default();
        let version = old.map_or(0, |old| old.version);
        return Err(activity::actions::conflict(&mut tx, &Owner::mail(), version, current).await?);
    }
    let changed_password = sealed.is_some();
    let new = stored(valid, old.as_ref(), sealed);
    store::save_server(&mut tx, &new).await?;
    record_server(&mut tx, ctx, old.as_ref(), &new, changed_password).await?;
    mail::actions::wake(&mut tx, ctx).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody signs in without a name. The stored password goes on with the host it was given for: another host does not get it.
fn stored(valid: ValidServer, old: Option<&StoredServer>, sealed: Option<Vec<u8>>) -> StoredServer {
    let kept = old.filter(|old| old.host == valid.host && old.user_name == valid.user_name);
    let password = sealed.or_else(|| kept.and_then(|old| old.password.clone()));
    StoredServer {
        password: password.filter(|_| !valid.user_name.is_empty()),
        host: valid.host,
        port: valid.port,
        security: valid.security,
        user_name: valid.user_name,
        version: 0,
    }
}

fn spelled(server: &StoredServer) -> BTreeMap<String, String> {
    [
        ("host", server.host.clone()),
        ("port", server.port.to_string()),
        ("security", server.security.to_string()),
        ("user_name", server.user_name.clone()),
    ]
    .into_iter()
    .map(|(field, value)| (field.to_owned(), value))
    .collect()
}

async fn record_server(
    tx: &mut Tx,
    ctx: &Ctx,
    old: Option<&StoredServer>,
    new: &StoredServer,
    changed_password: bool,
) -> AppResult<()> {
    let before = old.map(spelled).unwrap_or_default();
    let mut event = Event::new(Owner::mail(), Verb::Changed);
    for (field, value) in spelled(new) {
        event = event.change(&field, before.get(&field).map_or("", String::as_str), &value);
    }
    if changed_password {
        event = event.change("password", "", "•••");
    }
    Ok(activity::record(tx, ctx, event).await?)
}

/// Keeps the sender of an own company. What waits for it is tried at once.
pub async fn save_sender(ctx: &Ctx, input: SaveSender) -> AppResult<()> {
    ctx.may(Right::ManageMail)?;
    let valid = input.validated()?;
    let mut tx = ctx.write().await?;
    let company = organizations::locked(&mut tx, input.organization).await?;
    company.ok_or(AppError::NotFound)?;
    let old = store::sender_view(&mut tx, input.organization).await?;
    let old = old.ok_or(AppError::NotFound)?;
    let owner = Owner::organization(input.organization);
    if old.version != input.version {
        let SenderView {
            name,
            address,
            reply_to,
            version,
            ..
        } = old;
        let current = [("name", name), ("address", address), ("reply_to", reply_to)];
        let current = current.into_iter().map(|(field, value)| (field.to_owned(), value));
        return Err(activity::actions::conflict(&mut tx, &owner, version, current.collect()).await?);
    }
    store::save_sender(&mut tx, input.organization, &valid).await?;
    let event = Event::new(owner, Verb::Changed)
        .change("mail.name", &old.name, &valid.name)
        .change("mail.address", &old.address, &valid.address)
        .change("mail.reply_to", &old.reply_to, &valid.reply_to);
    activity::record(&mut tx, ctx, event).await?;
    mail::actions::wake(&mut tx, ctx).await?;
    tx.commit().await?;
    Ok(())
}

/// Hands a letter to the server at once and tells what it says.
///
/// # Errors
/// Beside the fields: no server yet, no sender, no address; beside `server` what the server says instead of yes.
pub async fn try_out(ctx: &Ctx, input: TryMail, words: Words) -> AppResult<String> {
    ctx.may(Right::ManageMail)?;
    let mut form = Reader::default();
    let address = form.email("address", &input.address);
    let organization: Option<OrganizationId> = form.optional_choice("organization", &input.organization);
    let address = form.finish(Some(address))?;
    let server = server(ctx).await?;
    let server = server.ok_or_else(|| AppError::field("host", Problem::Required))?;
    let sender = sender(ctx, organization).await?;
    let sender = sender.ok_or_else(|| AppError::field("organization", Problem::NoSender))?;
    let answer = trial::send(ctx, &server, &sender, &address, words).await;
    answer.map_err(|words| AppError::field("server", Problem::MailServerSays { words }))
}

/// The server as the worker talks to it, once there is one.
pub async fn server(ctx: &Ctx) -> AppResult<Option<Server>> {
    let Some(stored) = store::server(&mut ctx.read()).await? else {
        return Ok(None);
    };
    let port = u16::try_from(stored.port).map_err(|_| internal("a port of a mail server"))?;
    let mut server = Server::new(stored.host, port, stored.security);
    if let Some(sealed) = &stored.password {
        server.login = Some((stored.user_name, ctx.secrets.open(PURPOSE, sealed)?));
    }
    server.hello = hello(ctx.base_url.origin());
    Ok(Some(server))
}

/// A name others know this machine by.
fn hello(origin: &str) -> Option<String> {
    let host = origin.rsplit("//").next()?;
    let host = host.split(':').next().filter(|host| host.contains('.'))?;
    let is_name = host.parse::<std::net::IpAddr>().is_err() && host.is_ascii();
    is_name.then(|| host.to_owned())
}

/// By what name and address an own company writes; of none, the first company's.
pub async fn sender(ctx: &Ctx, organization: Option<OrganizationId>) -> AppResult<Option<Sender>> {
    Ok(store::sender(&mut ctx.read(), organization).await?)
}

/// Whether what Akta itself writes can be sent: there is a server, and a sender.
pub async fn is_ready(ctx: &Ctx) -> AppResult<bool> {
    is_ready_in(&mut ctx.read()).await
}

/// Like [`is_ready`], where something is being written already.
pub async fn is_ready_in(conn: &mut Conn) -> AppResult<bool> {
    Ok(store::server(conn).await?.is_some() && store::sender(conn, None).await?.is_some())
}
