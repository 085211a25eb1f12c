//! The kinds of papers that can be sent. A kind joins by a file here and its arms below.

mod closing;
mod contract;
mod invoice;

use super::letters::Topic;
use super::model::{OtherPaper, PaperRef};
use crate::crm::contacts::model::MailedKind;
use crate::documents::closing::model::ClosingKind;
use crate::documents::papers::model::Rendition;
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::ids::{ClientId, OrganizationId, RequestKey};
use crate::kernel::money::Amount;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::mail::letter::Attachment;

/// A paper that can be sent.
#[derive(Debug, Clone)]
pub struct Sendable {
    pub paper: PaperRef,
    pub owner: Owner,
    pub organization: OrganizationId,
    pub client: ClientId,
    pub revision: i64,
    /// What it is called in lists, in the reader's language.
    pub title: String,
    pub number: Option<String>,
    pub stage: Stage,
    pub version: i64,
    pub view: Box<PaperView>,
    /// What payments have settled of an invoice by now; of other papers nothing.
    pub paid: Amount,
    pub files: Files,
    /// Its page.
    pub href: String,
}

/// Where the files of a paper come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Files {
    /// They are made when it is issued, and chosen among.
    Issued,
    /// Nothing of it is frozen: these were made of what is stored now.
    Made(Vec<Attachment>),
}

/// So many of each kind are offered for the same letter.
const MOST_OFFERED: usize = 10;

/// What can be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is issued first.
    Draft,
    Issued,
    /// Nobody gets it any more.
    Cancelled,
}

impl Sendable {
    /// What its letter is about.
    #[must_use]
    pub fn topic(&self) -> Topic<'_> {
        Topic {
            paper: &self.view,
            organization: self.organization,
            paid: self.paid,
        }
    }

    /// The files it can go as; the first one is usual.
    #[must_use]
    pub const fn renditions(&self) -> &'static [Rendition] {
        match self.files {
            Files::Issued => renditions(self.paper.kind),
            Files::Made(_) => &[],
        }
    }
}

/// Invoices go with the stamp; acts and notes are signed by hand, as long as nothing else was agreed.
const fn renditions(kind: PaperKind) -> &'static [Rendition] {
    match kind {
        PaperKind::Invoice | PaperKind::Contract | PaperKind::PaymentConfirmation | PaperKind::Statement => {
            &[Rendition::Stamped, Rendition::Clean]
        }
        PaperKind::Act | PaperKind::DeliveryNote | PaperKind::ReconciliationAct => {
            &[Rendition::Clean, Rendition::Stamped]
        }
    }
}

/// As what contacts get a kind of paper.
#[must_use]
pub const fn mailed_kind(kind: PaperKind) -> MailedKind {
    match kind {
        PaperKind::Invoice => MailedKind::Invoice,
        PaperKind::Contract => MailedKind::Contract,
        PaperKind::Act => MailedKind::Act,
        PaperKind::DeliveryNote => MailedKind::DeliveryNote,
        PaperKind::PaymentConfirmation => MailedKind::PaymentConfirmation,
        PaperKind::Statement | PaperKind::ReconciliationAct => MailedKind::Statement,
    }
}

/// A paper that the actor may see. Confirmations of payments and statements are no papers of this wing: their rooms make what is sent of
/// them, and hand it to [`super::actions::open_made`] and [`super::actions::letters`].
///
/// # Errors
/// [`AppError::NotFound`] outside of the scope, and for kinds of another wing.
pub async fn sendable(ctx: &Ctx, paper: PaperRef) -> AppResult<Sendable> {
    match paper.kind {
        PaperKind::Invoice => Box::pin(invoice::sendable(ctx, paper)).await,
        PaperKind::Contract => Box::pin(contract::sendable(ctx, paper)).await,
        PaperKind::Act => Box::pin(closing::sendable(ctx, paper, ClosingKind::Act)).await,
        PaperKind::DeliveryNote => Box::pin(closing::sendable(ctx, paper, ClosingKind::DeliveryNote)).await,
        PaperKind::PaymentConfirmation | PaperKind::Statement | PaperKind::ReconciliationAct => Err(AppError::NotFound),
    }
}

/// Issues a draft as it was on the page; sent again under the same key, it is issued once.
pub async fn issue(ctx: &Ctx, paper: PaperRef, version: i64, request: RequestKey) -> AppResult<()> {
    match paper.kind {
        PaperKind::Invoice => invoice::issue(ctx, paper, version, request).await,
        PaperKind::Contract => contract::issue(ctx, paper, version).await,
        PaperKind::Act => closing::issue(ctx, paper, ClosingKind::Act, version, request).await,
        PaperKind::DeliveryNote => closing::issue(ctx, paper, ClosingKind::DeliveryNote, version, request).await,
        PaperKind::PaymentConfirmation | PaperKind::Statement | PaperKind::ReconciliationAct => {
            Err(AppError::field("paper", Problem::WrongState))
        }
    }
}

/// Locks a paper until the transaction ends, before an event of it is recorded.
pub async fn lock(tx: &mut Tx, ctx: &Ctx, paper: PaperRef) -> AppResult<()> {
    match paper.kind {
        PaperKind::Invoice => invoice::lock(tx, ctx, paper).await,
        PaperKind::Contract => contract::lock(tx, ctx, paper).await,
        PaperKind::Act => closing::lock(tx, ctx, paper, ClosingKind::Act).await,
        PaperKind::DeliveryNote => closing::lock(tx, ctx, paper, ClosingKind::DeliveryNote).await,
        // Locked by whoever writes of it.
        PaperKind::PaymentConfirmation | PaperKind::Statement | PaperKind::ReconciliationAct => Ok(()),
    }
}

/// The newest issued papers of a client, of all kinds the actor may see.
pub async fn of_client(ctx: &Ctx, client: ClientId) -> AppResult<Vec<OtherPaper>> {
    let mut papers = contract::of_client(ctx, client).await?;
    papers.extend(invoice::of_client(ctx, client).await?);
    for kind in [ClosingKind::Act, ClosingKind::DeliveryNote] {
        papers.extend(closing::of_client(ctx, client, kind).await?);
    }
    Ok(papers)
}
