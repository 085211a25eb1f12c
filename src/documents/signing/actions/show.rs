//! Answers and forms as pages show them.

use uuid::Uuid;

use super::super::model::{AnswerSheet, ClientAnswers, Side, SignSheet, StaffAnswers, StoredAgreement, in_cabinet};
use super::super::store::{self, agreements};
use super::super::words::{self, NamedPaper};
use super::paper::{self, ANSWERED, Paper};
use crate::company::organization::store as organizations;
use crate::crm::clients::store as clients;
use crate::crm::contacts::store as contacts;
use crate::documents::papers::manuscript::frozen_view;
use crate::documents::papers::parties::logo_address_in_cabinet;
use crate::documents::papers::renditions;
use crate::documents::papers::store as papers;
use crate::documents::papers::store::renditions::rendition;
use crate::documents::templates::model::PaperHtml;
use crate::documents::templates::serving;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::cabinet::Visitor;
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult};
use crate::text::lang;

/// All answers to a paper for the staff, and the form that signs it for the own company.
pub async fn of_staff(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<StaffAnswers> {
    ctx.may(kind.seen_with().ok_or(AppError::NotFound)?)?;
    let mut conn = ctx.read();
    let paper = paper::seen(&mut conn, ctx.scope_of_kind(kind), kind, id).await?;
    let answers = store::of_paper(&mut conn, &paper.signed.owner, None).await?;
    let agreement = in_force(&mut conn, &paper, Side::Company).await?;
    let sign = match agreement {
        Some(agreement) if ctx.actor.has(Right::SignPapers) => {
            Some(for_company(&mut conn, ctx, (kind, &paper), &agreement).await?)
        }
        _ => None,
    };
    Ok(StaffAnswers { answers, sign })
}

/// The agreement under which a side can sign a paper now.
async fn in_force(conn: &mut Conn, paper: &Paper, side: Side) -> DbResult<Option<StoredAgreement>> {
    if paper.in_the_way.is_some() || !paper.is_unsigned(side) {
        return Ok(None);
    }
    let stored = agreements::agreement(conn, paper.organization).await?;
    Ok(stored.filter(|stored| stored.in_force))
}

/// What the form of the own company begins with: its signatory, or whoever opens it.
async fn for_company(
    conn: &mut Conn,
    ctx: &Ctx,
    (kind, paper): (OwnerKind, &Paper),
    agreement: &StoredAgreement,
) -> AppResult<SignSheet> {
    let company = organizations::by_id(conn, paper.organization).await?;
    let company = company.ok_or(AppError::NotFound)?;
    let (signatory, lang) = (company.signatory, lang());
    let name = if signatory.name.is_empty() {
        ctx.actor_name.clone()
    } else {
        signatory.name
    };
    let consent = consent(lang, Side::Company, (kind, paper), &company.legal_name, agreement);
    Ok(SignSheet {
        revision: paper.signed.revision,
        agreement: agreement.version,
        lang,
        name,
        position: signatory.position,
        basis: signatory.basis,
        consent,
        // The page of the paper does not wait for it; signing does.
        is_ready: true,
        may_refuse: false,
    })
}

fn consent(
    lang: Lang,
    side: Side,
    (kind, paper): (OwnerKind, &Paper),
    party: &str,
    agreement: &StoredAgreement,
) -> String {
    let named = NamedPaper {
        kind,
        number: &paper.number,
        date: paper.date,
    };
    words::consent(lang, side, &named, party, &agreement.agreement)
}

fn visitor(ctx: &Ctx, kind: OwnerKind) -> AppResult<Visitor> {
    let (_, right) = in_cabinet(kind).ok_or(AppError::NotFound)?;
    ctx.visitor(right)
}

/// The signatures of a paper for its client.
pub async fn of_client(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<ClientAnswers> {
    let visitor = visitor(ctx, kind)?;
    let mut conn = ctx.read();
    let paper = paper::seen(&mut conn, ctx.scope_of_kind(kind), kind, id).await?;
    let agreement = in_force(&mut conn, &paper, Side::Client).await?;
    let may_sign = agreement.is_some() && visitor.shown_to.is_none();
    client_answers(&mut conn, kind, paper, may_sign).await
}

async fn client_answers(conn: &mut Conn, kind: OwnerKind, paper: Paper, may_sign: bool) -> AppResult<ClientAnswers> {
    let signed = paper.signed;
    let mut answers = store::of_paper(conn, &signed.owner, Some(signed.revision)).await?;
    // Where the staff sits is none of the client's business.
    for answer in answers.iter_mut().filter(|answer| answer.side == Side::Company) {
        answer.address.clear();
        answer.user_agent.clear();
    }
    Ok(ClientAnswers {
        kind,
        id: signed.owner.id,
        number: paper.number,
        date: paper.date,
        signing: signed.signing,
        answers,
        may_sign,
    })
}

/// The page on which a client answers: the paper, and the form as long as it can be signed.
pub async fn sheet(ctx: &Ctx, kind: OwnerKind, id: Uuid) -> AppResult<AnswerSheet> {
    let visitor = visitor(ctx, kind)?;
    let mut conn = ctx.read();
    let paper = paper::seen(&mut conn, ctx.scope_of_kind(kind), kind, id).await?;
    let agreement = in_force(&mut conn, &paper, Side::Client).await?;
    let agreement = agreement.filter(|_| visitor.shown_to.is_none());
    let html = html(&mut conn, &paper).await?;
    let sign = match &agreement {
        Some(agreement) => {
            let is_ready = is_ready(ctx, &paper).await?;
            let sign = for_client(&mut conn, visitor, (kind, &paper), agreement).await?;
            Some(SignSheet { is_ready, ..sign })
        }
        None => None,
    };
    Ok(AnswerSheet {
        paper: client_answers(&mut conn, kind, paper, sign.is_some()).await?,
        html,
        sign,
    })
}

/// What the form of a client begins with: the contact who has signed in, with the basis of the client's signatory if it is he.
async fn for_client(
    conn: &mut Conn,
    visitor: Visitor,
    (kind, paper): (OwnerKind, &Paper),
    agreement: &StoredAgreement,
) -> AppResult<SignSheet> {
    let client = clients::by_id(conn, paper.client, Scope::All).await?;
    let client = client.ok_or(AppError::NotFound)?;
    let contact = contacts::by_id(conn, visitor.contact, Scope::All).await?;
    let contact = contact.ok_or(AppError::NotFound)?;
    let name = format!("{} {}", contact.last_name, contact.first_name);
    let name = name.trim().to_owned();
    let signatory = client.signatory;
    let is_signatory = signatory.name.to_lowercase().starts_with(&name.to_lowercase());
    let lang = lang();
    Ok(SignSheet {
        revision: paper.signed.revision,
        agreement: agreement.version,
        lang,
        consent: consent(lang, Side::Client, (kind, paper), &client.legal_name, agreement),
        name: if is_signatory { signatory.name } else { name },
        position: if contact.position.is_empty() && is_signatory {
            signatory.position
        } else {
            contact.position
        },
        basis: if is_signatory { signatory.basis } else { String::new() },
        is_ready: true,
        may_refuse: paper.signed.signing.refused.is_none(),
    })
}

/// Whether the file that would be signed is stored; the first to ask has it made.
async fn is_ready(ctx: &Ctx, paper: &Paper) -> AppResult<bool> {
    let frozen = paper.frozen();
    if rendition(&mut ctx.read(), &frozen, ANSWERED).await?.is_some() {
        return Ok(true);
    }
    match renditions::pdf(ctx, &frozen, ANSWERED).await {
        Ok(_) => Ok(true),
        Err(AppError::Unavailable | AppError::Busy) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The paper as it was frozen.
async fn html(conn: &mut Conn, paper: &Paper) -> AppResult<PaperHtml> {
    let signed = &paper.signed;
    let snapshot = papers::snapshot(conn, &signed.owner, signed.revision).await?;
    let snapshot = snapshot.ok_or_else(|| internal(&format!("{} has no snapshot", paper.frozen())))?;
    let view = frozen_view(signed.owner.kind, &snapshot.body)?;
    let logo = match &view {
        PaperView::Contract(view) => logo_address_in_cabinet(conn, paper.organization, &view.seller).await?,
        PaperView::Act(view) | PaperView::DeliveryNote(view) => {
            logo_address_in_cabinet(conn, paper.organization, &view.seller).await?
        }
        _ => None,
    };
    serving::html_of(conn, view, Some(snapshot.sha256), logo.as_deref()).await
}
