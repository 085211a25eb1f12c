//! The letters that tell the other side of a message, in the transaction that writes it. Each recipient gets his own, in his language; the same
//! message tells nobody twice.

use leptos_i18n::td_string;

use crate::crm::contacts;
use crate::error::AppResult;
use crate::kernel::actor::Scope;
use crate::kernel::ids::TicketMessageId;
use crate::kernel::lang::Lang;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::mail;
use crate::records::mail::brief::Brief;
use crate::records::mail::letter::{NewLetter, Person};
use crate::support::tickets::model::Ticket;
use crate::support::tickets::store::people::{self, Answerer};
use crate::text::locale_of;

/// To a member of the staff the client's words are told, to a contact those of the staff.
#[derive(Clone, Copy)]
enum Side {
    Staff,
    Client,
}

/// Tells the staff what the client has written: the executor; where there is none, those managers of the client who may answer, or else
/// everybody who may answer and sees the client.
pub(super) async fn tell_staff(
    tx: &mut Tx,
    ctx: &Ctx,
    ticket: &Ticket,
    message: TicketMessageId,
    body: &str,
) -> AppResult<()> {
    for one in told(people::answerers(tx, ticket.client).await?, ticket) {
        let to = Person {
            name: one.name,
            address: one.email,
        };
        let letter = letter(ctx, Side::Staff, ticket, message, body, to, one.lang);
        mail::actions::post(tx, ctx, &letter).await?;
    }
    Ok(())
}

fn told(answerers: Vec<Answerer>, ticket: &Ticket) -> Vec<Answerer> {
    let executor = answerers.iter().find(|one| Some(one.id) == ticket.executor);
    if let Some(executor) = executor {
        return vec![executor.clone()];
    }
    let (assigned, others): (Vec<_>, Vec<_>) = answerers.into_iter().partition(|one| one.assigned);
    if assigned.is_empty() { others } else { assigned }
}

/// Tells the request's contact what the staff has written, if he can be written to.
pub(super) async fn tell_contact(
    tx: &mut Tx,
    ctx: &Ctx,
    ticket: &Ticket,
    message: TicketMessageId,
    body: &str,
) -> AppResult<()> {
    let Some(contact) = ticket.contact else { return Ok(()) };
    let contact = contacts::store::by_id(tx, contact, Scope::Client(ticket.client)).await?;
    let Some(contact) = contact.filter(|contact| contact.active && !contact.email.is_empty()) else {
        return Ok(());
    };
    let to = Person {
        name: contact.name(),
        address: contact.email.clone(),
    };
    let letter = letter(ctx, Side::Client, ticket, message, body, to, contact.lang);
    mail::actions::post(tx, ctx, &letter).await?;
    Ok(())
}

fn letter(
    ctx: &Ctx,
    side: Side,
    ticket: &Ticket,
    message: TicketMessageId,
    body: &str,
    to: Person,
    lang: Lang,
) -> NewLetter {
    let locale = locale_of(lang);
    let (number, author) = (ticket.number, ctx.actor_name.clone());
    let subject = td_string!(
        locale,
        tickets.mail_subject,
        number = number,
        subject = ticket.subject.clone()
    );
    let (sentence, link) = match side {
        Side::Staff => (
            td_string!(locale, tickets.mail_asked, author = author),
            format!("{}/support/{}", ctx.base_url, ticket.id),
        ),
        Side::Client => (
            td_string!(locale, tickets.mail_answered, author = author),
            format!("{}/cabinet/support/{}", ctx.base_url, ticket.id),
        ),
    };
    let brief = Brief {
        dedupe: format!("ticket/{message}"),
        // What the staff is told is no letter to the client.
        client: match side {
            Side::Staff => None,
            Side::Client => Some(ticket.client),
        },
        lang,
        to,
        subject,
        sentence,
        typed: body.to_owned(),
        before_link: td_string!(locale, tickets.mail_open).to_owned(),
        link,
    };
    brief.letter()
}
