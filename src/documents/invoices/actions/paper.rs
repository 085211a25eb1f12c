//! An invoice as everything its paper prints.

use std::collections::BTreeSet;

use super::super::model::{Invoice, Line};
use super::parties::Parties;
use crate::company::organization::model::{BankAccount, Organization};
use crate::company::organization::store as organizations;
use crate::crm::clients::model::Client;
use crate::crm::clients::store as clients;
use crate::documents::contracts;
use crate::documents::papers;
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::templates::model::{PaperKind, TemplateKind};
use crate::documents::templates::serving;
use crate::documents::templates::views::{InvoiceView, LineView, PaperView, VatView};
use crate::error::{AppError, AppResult};
use crate::kernel::money::Amount;
use crate::kernel::requisites::TaxIds;
use crate::kernel::rights::Object;
use crate::kernel::tax::VatRate;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};

const KIND: TemplateKind = TemplateKind::paper(PaperKind::Invoice);

/// The paper of a draft as it is now, made with the template that serves now.
pub(super) async fn view_of(conn: &mut Conn, ctx: &Ctx, invoice: &Invoice, lines: &[Line]) -> AppResult<InvoiceView> {
    let seller = organizations::by_id(conn, invoice.organization)
        .await?
        .ok_or(AppError::NotFound)?;
    let buyer = clients::by_id(conn, invoice.client, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let buyer_ids = clients::tax_ids(conn, buyer.id).await?;
    let accounts = organizations::accounts(conn, invoice.organization).await?;
    let contract = match invoice.contract {
        Some(id) => contracts::actions::basis(conn, id, invoice.organization, invoice.client).await?,
        None => None,
    };
    let mut view = view(invoice, lines, &seller, &accounts, &buyer, &buyer_ids)?;
    view.contract = contract.map(|(_, basis)| basis);
    let serving = serving::serving(conn, KIND, invoice.organization, view.lang, None).await?;
    view.template = Some(serving.reference);
    view.today = Some(ctx.clock.today(&seller.time_zone));
    Ok(view)
}

/// Everything the paper prints, in the client's language.
fn view(
    invoice: &Invoice,
    lines: &[Line],
    seller: &Organization,
    accounts: &[BankAccount],
    buyer: &Client,
    buyer_ids: &TaxIds,
) -> AppResult<InvoiceView> {
    let account = accounts.iter().find(|account| account.id == invoice.account);
    Ok(InvoiceView {
        lang: buyer.lang,
        number: invoice.number().map(str::to_owned),
        revision: invoice.revision,
        issue_date: invoice.issue_date,
        due_date: invoice.due_date,
        currency: invoice.currency,
        price_mode: invoice.price_mode,
        vat_rounding: invoice.vat_rounding,
        seller: papers::parties::seller(seller),
        account: account.map(papers::parties::account).unwrap_or_default(),
        buyer: papers::parties::buyer(buyer, buyer_ids),
        lines: (1..).zip(lines).map(|(n, line)| line_view(n, invoice, line)).collect(),
        subtotal: invoice.subtotal,
        discount: invoice.discounted,
        net: invoice.net,
        vat: invoice.vat,
        total: invoice.total,
        groups: groups(invoice, lines)?,
        note: printed(invoice),
        template: None,
        contract: None,
        purpose: invoice.purpose.clone(),
        hryvnia: seller.hryvnia,
        today: None,
    })
}

/// The texts under the sums: the note, and what was agreed.
fn printed(invoice: &Invoice) -> String {
    let texts = [invoice.note.as_str(), invoice.terms.as_str()];
    let filled: Vec<_> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    filled.join("\n\n")
}

/// Keeps the paper of a revision as it is now, for good, together with the version of the template it is made with. Nothing is rendered here.
///
/// # Errors
/// Beside `template`: what the template prints and the paper lacks.
pub(super) async fn freeze(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: &Invoice,
    lines: &[Line],
    parties: &Parties,
) -> AppResult<()> {
    let buyer_ids = clients::tax_ids(tx, parties.buyer.id).await?;
    let mut view = view(
        invoice,
        lines,
        &parties.seller,
        &parties.accounts,
        &parties.buyer,
        &buyer_ids,
    )?;
    view.contract = parties.contract.as_ref().map(|(_, basis)| basis.clone());
    view.seller.pictures = Some(papers::parties::pictures(tx, invoice.organization).await?);
    let serving = serving::serving(tx, KIND, invoice.organization, view.lang, None).await?;
    let paper = PaperView::Invoice(InvoiceView {
        template: Some(serving.reference.clone()),
        today: Some(ctx.clock.today(&parties.seller.time_zone)),
        ..view
    });
    serving.refuse_unmet(&paper)?;
    if let PaperView::Invoice(view) = &paper {
        papers::actions::freeze(tx, ctx, &frozen(invoice), view).await?;
    }
    Ok(())
}

/// The current revision of an issued invoice.
pub(super) fn frozen(invoice: &Invoice) -> Frozen {
    Frozen::new(&invoice.owner(), invoice.revision, invoice.organization)
}

fn line_view(n: usize, invoice: &Invoice, line: &Line) -> LineView {
    LineView {
        n,
        kind: line.kind.to_string(),
        code: line.code.clone(),
        name: line.name.clone(),
        description: line.description.clone(),
        quantity: line.quantity,
        unit: line.unit.clone(),
        period: String::new(),
        unit_code: line.unit_code.clone(),
        by_sum: None,
        price: line.price,
        discount: line.discount,
        vat_rate: invoice.price_mode.effective_rate(line.vat),
        amount: line.totals.amount,
        discount_share: line.totals.discount_share,
        net: line.totals.net,
        vat: line.totals.vat,
        gross: line.totals.gross,
    }
}

/// The stored sums of the lines by rate, in the order of printing; the grounds of untaxed lines, each once.
fn groups(invoice: &Invoice, lines: &[Line]) -> AppResult<Vec<VatView>> {
    let rate_of = |line: &Line| invoice.price_mode.effective_rate(line.vat);
    let rates: BTreeSet<VatRate> = lines.iter().map(rate_of).collect();
    let sum = |rate: VatRate, part: fn(&Line) -> Amount| {
        Amount::sum(lines.iter().filter(|line| rate_of(line) == rate).map(part))
            .map_err(|overflow| crate::error::internal(&overflow.to_string()))
    };
    rates
        .into_iter()
        .map(|rate| {
            let grounds: BTreeSet<&str> = lines
                .iter()
                .filter(|line| rate_of(line) == rate && !line.vat_ground.is_empty())
                .map(|line| line.vat_ground.as_str())
                .collect();
            Ok(VatView {
                rate,
                ground: grounds.into_iter().collect::<Vec<_>>().join("; "),
                net: sum(rate, |line| line.totals.net)?,
                vat: sum(rate, |line| line.totals.vat)?,
                gross: sum(rate, |line| line.totals.gross)?,
            })
        })
        .collect()
}
