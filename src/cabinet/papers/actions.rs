//! Reading papers. Each kind takes its right; what is not within the visitor's scope is not found.

use uuid::Uuid;

use super::model::{CabinetPaper, PaidPart, PaperFilter, PaperLink, PaperRow, PaperSheet, PayTo, Payable};
use super::store;
use super::viewing::note;
use crate::cabinet::files;
use crate::documents::closing::model::{Closing, ClosingKind};
use crate::documents::contracts::model::{Contract, Stage};
use crate::documents::invoices::model::{Invoice, Settlement};
use crate::documents::papers::files::ClientsFile;
use crate::documents::signatures::model::{Refusal, Signature};
use crate::documents::templates::shortcodes::purpose;
use crate::documents::templates::views::InvoiceView;
use crate::documents::{closing, contracts, invoices};
use crate::error::AppResult;
use crate::finance::payments;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::ids::Id;
use crate::kernel::lifecycle;
use crate::kernel::money::Amount;
use crate::kernel::owner::Owner;
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

/// A page of papers, the newest first: of the kind that is asked for, else of all that the visitor may see.
///
/// # Errors
/// As [`Ctx::visitor`] for a kind that is asked for.
pub async fn list(ctx: &Ctx, filter: &PaperFilter) -> AppResult<Page<PaperRow>> {
    let kinds = kinds(ctx, filter)?;
    let rows: Vec<PaperRow> = if kinds.is_empty() {
        Vec::new()
    } else {
        store::list(filter, &kinds, ctx.scope_of(Object::Clients))
            .all(&mut ctx.read())
            .await?
    };
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        (SortKey::Date(row.date), row.id)
    }))
}

fn kinds(ctx: &Ctx, filter: &PaperFilter) -> AppResult<Vec<CabinetPaper>> {
    let mut kinds: Vec<_> = if let Some(kind) = filter.kind {
        ctx.visitor(kind.right())?;
        vec![kind]
    } else {
        ctx.any_visitor()?;
        let seen = |kind: &CabinetPaper| ctx.actor.has_in_cabinet(kind.right());
        CabinetPaper::ALL.iter().copied().filter(seen).collect()
    };
    if let Some(queue) = filter.queue {
        kinds.retain(|kind| queue.takes(*kind));
    }
    Ok(kinds)
}

/// A paper with what belongs to it.
pub async fn show(ctx: &Ctx, kind: CabinetPaper, id: Uuid) -> AppResult<PaperSheet> {
    let visitor = ctx.visitor(kind.right())?;
    let (mut sheet, owner, revision) = match kind.closing() {
        Some(closing) => closing_sheet(ctx, closing, id).await?,
        None if kind == CabinetPaper::Contract => contract_sheet(ctx, id).await?,
        None => invoice_sheet(ctx, id).await?,
    };
    sheet.files = files::actions::of_paper(ctx, kind.owner_kind(), id).await?;
    note(ctx, visitor, kind, &owner, revision).await;
    Ok(sheet)
}

/// The file of a paper: what was issued, byte for byte.
pub async fn file(ctx: &Ctx, kind: CabinetPaper, id: Uuid) -> AppResult<ClientsFile> {
    let visitor = ctx.visitor(kind.right())?;
    let file = match kind.closing() {
        Some(closing) => closing::actions::file_in_cabinet(ctx, closing, id.into()).await?,
        None if kind == CabinetPaper::Contract => contracts::actions::file_in_cabinet(ctx, id.into()).await?,
        None => invoices::actions::file_in_cabinet(ctx, id.into()).await?,
    };
    note(ctx, visitor, kind, &file.owner, file.revision).await;
    Ok(file)
}

/// The sheet without its files, whose paper it is, and which revision.
type Shown = (PaperSheet, Owner, i64);

async fn invoice_sheet(ctx: &Ctx, id: Uuid) -> AppResult<Shown> {
    let shown = invoices::actions::show_in_cabinet(ctx, id.into()).await?;
    let invoice = shown.invoice;
    let parts = if ctx.actor.has_in_cabinet(CabinetRight::Payments) {
        parts(ctx, &invoice).await?
    } else {
        Vec::new()
    };
    let sheet = PaperSheet {
        row: invoice_row(&invoice),
        html: shown.html,
        files: Vec::new(),
        basis: None,
        replacement: shown.replacement.map(|replacement| PaperLink {
            kind: CabinetPaper::Invoice,
            number: replacement.number,
            id: Some(replacement.id.uuid()),
        }),
        ended: None,
        payment: Some(Payable {
            to: invoice.settlement.is_open().then(|| pay_to(&shown.paper)),
            parts,
        }),
    };
    Ok((sheet, invoice.owner(), invoice.revision))
}

async fn parts(ctx: &Ctx, invoice: &Invoice) -> AppResult<Vec<PaidPart>> {
    let (allocations, write_offs) = payments::actions::of_invoice_in_cabinet(ctx, invoice.id).await?;
    let paid = allocations.into_iter().map(|allocation| PaidPart {
        date: allocation.date,
        number: Some(allocation.number),
        money: allocation.settled,
    });
    let written_off = write_offs.into_iter().map(|write_off| PaidPart {
        date: write_off.date,
        number: None,
        money: invoice.money(write_off.amount),
    });
    Ok(paid.chain(written_off).collect())
}

fn pay_to(paper: &InvoiceView) -> PayTo {
    PayTo {
        recipient: paper.seller.name.clone(),
        tax_id_kind: paper.seller.tax_id_kind.clone(),
        tax_id: paper.seller.tax_id.clone(),
        bank: paper.account.bank.clone(),
        account: paper.account.number.clone(),
        bic: paper.account.bic.clone(),
        correspondent: paper.account.correspondent.clone(),
        purpose: purpose(paper.lang, paper),
    }
}

fn invoice_row(invoice: &Invoice) -> PaperRow {
    PaperRow {
        kind: CabinetPaper::Invoice,
        id: invoice.id.uuid(),
        number: invoice.number().unwrap_or_default().to_owned(),
        date: invoice.issue_date,
        until: Some(invoice.due_date),
        currency: invoice.currency,
        amount: invoice.total,
        paid: invoice.paid,
        stage: stage(invoice.stage()),
        settlement: invoice.settlement,
        signature: Signature::None,
        refusal: String::new(),
    }
}

async fn contract_sheet(ctx: &Ctx, id: Uuid) -> AppResult<Shown> {
    let shown = contracts::actions::show_in_cabinet(ctx, id.into()).await?;
    let contract = shown.contract;
    let sheet = PaperSheet {
        row: contract_row(&contract),
        html: shown.html,
        files: Vec::new(),
        basis: shown.parent.map(|parent| PaperLink {
            kind: CabinetPaper::Contract,
            number: parent.number,
            id: Some(parent.id.uuid()),
        }),
        replacement: None,
        ended: contract.lifecycle.end().map(|(on, _)| on),
        payment: None,
    };
    Ok((sheet, contract.owner(), contract.signed().revision))
}

fn contract_row(contract: &Contract) -> PaperRow {
    PaperRow {
        kind: CabinetPaper::Contract,
        id: contract.id.uuid(),
        number: contract.number.clone(),
        date: contract.date,
        until: contract.end,
        currency: contract.currency,
        amount: contract.value.unwrap_or_default(),
        paid: Amount::ZERO,
        stage: contract.stage(),
        settlement: Settlement::None,
        signature: contract.signing.state(),
        refusal: refusal(contract.signing.refused.as_ref()),
    }
}

async fn closing_sheet(ctx: &Ctx, kind: ClosingKind, id: Uuid) -> AppResult<Shown> {
    let shown = closing::actions::show_in_cabinet(ctx, kind, id.into()).await?;
    let closing = shown.closing;
    let sees_invoices = ctx.actor.has_in_cabinet(CabinetRight::Invoices);
    let sheet = PaperSheet {
        row: closing_row(&closing),
        html: shown.html,
        files: Vec::new(),
        basis: Some(PaperLink {
            kind: CabinetPaper::Invoice,
            number: shown.invoice.number,
            id: sees_invoices.then(|| closing.invoice.uuid()),
        }),
        replacement: None,
        ended: closing.annulment.as_ref().map(|annulment| annulment.date),
        payment: None,
    };
    Ok((sheet, closing.owner(), closing.revision))
}

fn closing_row(closing: &Closing) -> PaperRow {
    PaperRow {
        kind: closing.kind.into(),
        id: closing.id.uuid(),
        number: closing.number().unwrap_or_default().to_owned(),
        date: closing.date,
        until: None,
        currency: closing.currency,
        amount: closing.total,
        paid: Amount::ZERO,
        stage: stage(closing.stage()),
        settlement: Settlement::None,
        signature: closing.signature(),
        refusal: refusal(closing.signing.refused.as_ref()),
    }
}

const fn stage(stage: lifecycle::Stage) -> Stage {
    match stage {
        lifecycle::Stage::Draft => Stage::Draft,
        lifecycle::Stage::Issued => Stage::Issued,
        lifecycle::Stage::Cancelled => Stage::Cancelled,
    }
}

fn refusal(refused: Option<&Refusal>) -> String {
    refused.map(|refusal| refusal.reason.clone()).unwrap_or_default()
}
