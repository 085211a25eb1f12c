//! Other requisites: the client asks, the staff takes them over to the card or refuses, and whoever asked is told by a letter.

use leptos_i18n::td_string;

use super::granting;
use super::requisites::{AskRequisites, DecideRequisites, RequestRow, RequestState, RequisitesSheet, nothing};
use super::store;
use super::store::requests::{self, StoredRequest};
use crate::company::mailbox;
use crate::crm::clients::forms::SaveClient;
use crate::crm::clients::model::{Client, ClientProfile};
use crate::crm::{clients, contacts};
use crate::documents::sending::letters;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::date::local_time;
use crate::kernel::ids::{ClientId, RequisitesRequestId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{TaxIdKind, TypedTaxIds};
use crate::kernel::rights::Object;
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::Tx;
use crate::platform::requests as keys;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail::brief::Brief;
use crate::records::{activity, mail};
use crate::text::locale_of;

/// The card as the visitor sees it, and the newest request.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn sheet(ctx: &Ctx) -> AppResult<RequisitesSheet> {
    let profile = clients::actions::own_card(ctx).await?;
    let latest = requests::latest(&mut ctx.read(), profile.client.id).await?;
    let card = AskRequisites::of(&SaveClient::of(&profile));
    Ok(RequisitesSheet {
        numbers: numbers(&profile, &card),
        latest: latest.map(|request| row(&request, &card)),
        card,
    })
}

/// The numbers of the card, and those that people of its country have.
fn numbers(profile: &ClientProfile, card: &AskRequisites) -> Vec<TaxIdKind> {
    use TaxIdKind::{EuVat, RuInn, RuKpp, RuOgrn, UaEdrpou, UaIpn};
    let usual: &[TaxIdKind] = match profile.client.currency.as_str() {
        "RUB" => &[RuInn, RuKpp, RuOgrn],
        "UAH" => &[UaEdrpou, UaIpn],
        _ => &[EuVat],
    };
    let belongs = |kind: &TaxIdKind| usual.contains(kind) || !card.tax_ids.value(*kind).is_empty();
    // One of no known kind needs a name and a country, which are asked for in words.
    let known = TaxIdKind::ALL.iter().copied().filter(|kind| *kind != TaxIdKind::Other);
    known.filter(belongs).collect()
}

fn row(request: &StoredRequest, card: &AskRequisites) -> RequestRow {
    RequestRow {
        id: request.id,
        asked_by: request.asked_by.clone(),
        asked_at: local_time(request.asked_at, &viewer_zone()),
        wanted: request.wanted.beside(card),
        note: request.note.clone(),
        state: request.state,
        decided_by: request.decided_by.clone(),
        reason: request.reason.clone(),
    }
}

/// Asks for other requisites; the card stays as it is. An earlier request that nobody has decided on is withdrawn.
///
/// # Errors
/// The problems of the fields, as on the card; [`Problem::Required`] beside `note` if nothing is asked for.
pub async fn ask(ctx: &Ctx, input: AskRequisites) -> AppResult<()> {
    let visitor = ctx.any_acting_visitor()?;
    let request = input.request.ok_or(AppError::Outdated)?;
    let note = input.checked_note()?;
    let mut tx = ctx.write().await?;
    if keys::claim::<RequisitesRequestId>(&mut tx, ctx, request)
        .await?
        .is_some()
    {
        return Ok(());
    }
    let client = clients::store::locked(&mut tx, visitor.client, ctx.scope_of(Object::Clients)).await?;
    client.ok_or(AppError::NotFound)?;
    let profile = clients::actions::own_card_in(&mut tx, ctx).await?;
    let mut form = SaveClient::of(&profile);
    let wanted = AskRequisites {
        tax_ids: with_unasked(&input, &form),
        ..input
    }
    .beyond(&AskRequisites::of(&form));
    if wanted.is_empty() && note.is_empty() {
        return Err(nothing().into());
    }
    wanted.put_into(&mut form);
    form.validated()?;
    let id: RequisitesRequestId = ctx.new_id();
    let asked = StoredRequest {
        id,
        contact: Some(visitor.contact),
        asked_by: ctx.actor_name.clone(),
        asked_at: ctx.now(),
        wanted,
        note,
        state: RequestState::Open,
        decided_by: String::new(),
        reason: String::new(),
    };
    requests::ask(&mut tx, visitor.client, &asked).await?;
    activity::record(
        &mut tx,
        ctx,
        Event::new(Owner::client(visitor.client), Verb::RequisitesAsked),
    )
    .await?;
    keys::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(())
}

/// The form has only some of the numbers: the others are wanted as they are, and so is an emptied one, since taking a number away is
/// asked for in words.
fn with_unasked(input: &AskRequisites, card: &SaveClient) -> TypedTaxIds {
    let mut numbers = card.tax_ids.clone();
    for kind in TaxIdKind::ALL.iter().filter(|kind| **kind != TaxIdKind::Other) {
        let typed = input.tax_ids.value(*kind);
        if !typed.is_empty() {
            numbers.set(*kind, typed.to_owned());
        }
    }
    numbers
}

/// The request of a client that waits for a decision. Needs the right to view clients.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's scope.
pub async fn waiting(ctx: &Ctx, client: ClientId) -> AppResult<Option<RequestRow>> {
    ctx.may(Right::ViewClients)?;
    let client = clients::actions::show(ctx, client).await?;
    let latest = requests::latest(&mut ctx.read(), client.id).await?;
    let Some(open) = latest.filter(|request| request.state == RequestState::Open) else {
        return Ok(None);
    };
    let profile = clients::actions::profile_of(ctx, client).await?;
    Ok(Some(row(&open, &AskRequisites::of(&SaveClient::of(&profile)))))
}

/// Writes what the client asks for on his card; whoever asked is told. Needs the right to edit clients.
///
/// # Errors
/// [`Problem::WrongState`] beside `id` if the request is open no longer; the problems of the card.
pub async fn take(ctx: &Ctx, input: &DecideRequisites) -> AppResult<()> {
    ctx.may(Right::EditClients)?;
    let mut tx = ctx.write().await?;
    let (client, request) = locked(&mut tx, ctx, input).await?;
    if !request.wanted.is_empty() {
        let wanted = &request.wanted;
        clients::actions::take_requisites_in(&mut tx, ctx, input.client, |card| wanted.put_into(card)).await?;
    }
    let event = Event::new(Owner::client(input.client), Verb::Changed);
    let event = event.change("requisites_request", "", &request.asked_by);
    activity::record(&mut tx, ctx, event).await?;
    decide(&mut tx, ctx, &client, request, RequestState::Taken, String::new()).await?;
    tx.commit().await?;
    Ok(())
}

/// Leaves the card as it is, and says why to the client, by a letter too to whoever asked. Needs the right to edit clients.
///
/// # Errors
/// As [`take`]; the problem of the reason.
pub async fn refuse(ctx: &Ctx, input: &DecideRequisites) -> AppResult<()> {
    ctx.may(Right::EditClients)?;
    let reason = input.checked_reason()?;
    let mut tx = ctx.write().await?;
    let (client, request) = locked(&mut tx, ctx, input).await?;
    let event = Event::new(Owner::client(input.client), Verb::RequisitesRefused);
    activity::record(&mut tx, ctx, event.change("refusal_reason", "", &reason)).await?;
    decide(&mut tx, ctx, &client, request, RequestState::Refused, reason).await?;
    tx.commit().await?;
    Ok(())
}

/// The open request and its client, who is locked.
async fn locked(tx: &mut Tx, ctx: &Ctx, input: &DecideRequisites) -> AppResult<(Client, StoredRequest)> {
    let client = clients::store::locked(tx, input.client, ctx.scope_of(Object::Clients)).await?;
    let client = client.ok_or(AppError::NotFound)?;
    let open = requests::open(tx, input.client, input.id).await?;
    let open = open.ok_or_else(|| AppError::field("id", Problem::WrongState))?;
    Ok((client, open))
}

/// Writes down what was decided, and tells whoever has asked where letters can be sent.
async fn decide(
    tx: &mut Tx,
    ctx: &Ctx,
    client: &Client,
    request: StoredRequest,
    state: RequestState,
    reason: String,
) -> AppResult<()> {
    let decided = StoredRequest {
        state,
        decided_by: ctx.actor_name.clone(),
        reason,
        ..request
    };
    requests::decide(tx, &decided, ctx.now()).await?;
    if mailbox::actions::is_ready_in(tx).await? {
        tell(tx, ctx, client, &decided).await?;
    }
    Ok(())
}

/// Tells the contact who has asked what was decided, in his language, if he is still let in, where it can be read as well.
async fn tell(tx: &mut Tx, ctx: &Ctx, client: &Client, decided: &StoredRequest) -> AppResult<()> {
    let Some(contact) = decided.contact else { return Ok(()) };
    let contact = contacts::store::by_id(tx, contact, Scope::Client(client.id)).await?;
    let Some(contact) = contact.filter(|contact| contact.active && !contact.email.is_empty()) else {
        return Ok(());
    };
    let stored = store::access(tx, contact.id).await?;
    if client.archived || stored.is_none_or(|stored| !granting::holds(&stored, &contact)) {
        return Ok(());
    }
    let locale = locale_of(contact.lang);
    let (name, client_name) = (contact.name(), client.name.clone());
    let sentence = if decided.state == RequestState::Refused {
        td_string!(locale, access.refused_letter, name = name, client = client_name)
    } else {
        td_string!(locale, access.taken_letter, name = name, client = client_name)
    };
    let brief = Brief {
        dedupe: format!("requisites/{}", decided.id),
        client: Some(client.id),
        lang: contact.lang,
        to: letters::person(&contact),
        subject: td_string!(locale, access.decided_subject).to_owned(),
        sentence,
        typed: decided.reason.clone(),
        before_link: td_string!(locale, access.decided_open).to_owned(),
        link: format!("{}/cabinet/profile", ctx.base_url),
    };
    mail::actions::post(tx, ctx, &brief.letter()).await?;
    Ok(())
}
