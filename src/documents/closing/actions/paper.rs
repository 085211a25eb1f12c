//! An act or a delivery note as everything its paper prints.

use std::collections::BTreeSet;

use super::super::model::{Closing, ClosingKind, ClosingLine};
use super::compose::Parties;
use crate::crm::clients::store as clients;
use crate::documents::invoices::model::{Invoice, Line};
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::templates::model::TemplateKind;
use crate::documents::templates::serving::{self, Serving};
use crate::documents::templates::views::{
    BasisView, BySum, ClosingView, LineView, PaperView, PartyView, PowerOfAttorneyView, VatView,
};
use crate::documents::{contracts, invoices, papers};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::fixed::Fixed6;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::requisites::TaxIds;
use crate::kernel::tax::VatRate;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};

/// The view as a paper of its kind.
pub(super) const fn of_kind(kind: ClosingKind, view: ClosingView) -> PaperView {
    match kind {
        ClosingKind::Act => PaperView::Act(view),
        ClosingKind::DeliveryNote => PaperView::DeliveryNote(view),
    }
}

/// In the primary language of the own company's papers; the client's beside it where that is another one.
pub(super) fn langs(parties: &Parties) -> (Lang, Option<Lang>) {
    let (own, client) = (parties.seller.lang, parties.buyer.lang);
    (own, (client != own).then_some(client))
}

/// The paper of a draft as it is now, made with the template that serves now.
pub(super) async fn view_of(
    conn: &mut Conn,
    ctx: &Ctx,
    closing: &Closing,
    lines: &[ClosingLine],
    invoice: &Invoice,
    parties: &Parties,
) -> AppResult<ClosingView> {
    match with_template(conn, ctx, closing, lines, invoice, parties).await {
        // What was chosen for the draft is published no more: it is shown all the same, and issuing asks for another choice.
        Err(AppError::Invalid(_)) if !closing.template.is_empty() => {
            let usual = Closing {
                template: String::new(),
                ..closing.clone()
            };
            let (view, _) = with_template(conn, ctx, &usual, lines, invoice, parties).await?;
            Ok(view)
        }
        made => made.map(|(view, _)| view),
    }
}

/// The paper as it is now, with the template that was chosen for it or that serves now.
///
/// # Errors
/// Beside `template`: the one that was chosen is published no more.
async fn with_template(
    conn: &mut Conn,
    ctx: &Ctx,
    closing: &Closing,
    lines: &[ClosingLine],
    invoice: &Invoice,
    parties: &Parties,
) -> AppResult<(ClosingView, Serving)> {
    let buyer_ids = clients::tax_ids(conn, parties.buyer.id).await?;
    let mut view = view(closing, lines, invoice, parties, &buyer_ids)?;
    if lines.iter().any(ClosingLine::is_by_sum) {
        let invoiced = invoices::store::lines(conn, invoice.id).await?;
        for (printed, line) in view.lines.iter_mut().zip(lines) {
            printed.by_sum = by_sum(line, &invoiced);
        }
    }
    if let Some(contract) = invoice.contract {
        let basis = contracts::actions::basis(conn, contract, invoice.organization, invoice.client).await?;
        view.contract = basis.map(|(_, basis)| basis);
    }
    let kind = TemplateKind::paper(closing.kind.paper());
    let langs = (view.lang, view.second_lang);
    let serving = serving::chosen(conn, kind, closing.organization, &closing.template, langs).await?;
    view.template = Some(serving.reference.clone());
    view.today = Some(parties.today(ctx));
    Ok((view, serving))
}

fn view(
    closing: &Closing,
    lines: &[ClosingLine],
    invoice: &Invoice,
    parties: &Parties,
    buyer_ids: &TaxIds,
) -> AppResult<ClosingView> {
    let (lang, second_lang) = langs(parties);
    let Parties {
        seller,
        accounts,
        buyer,
        ..
    } = parties;
    let account = accounts.iter().find(|account| account.id == invoice.account);
    let mut seller_view = papers::parties::seller(seller);
    seller_view.bank = account.map(papers::parties::account).unwrap_or_default();
    if let Some(signatory) = &closing.seller_signatory {
        seller_view.signatory = papers::parties::signatory(signatory);
    }
    let mut buyer_view = papers::parties::buyer(buyer, buyer_ids);
    if let Some(signatory) = &closing.buyer_signatory {
        buyer_view.signatory = papers::parties::signatory(signatory);
    }
    let delivery = &closing.delivery;
    let consignee = (!delivery.consignee.is_empty()).then(|| PartyView {
        name: delivery.consignee.clone(),
        short_name: delivery.consignee.clone(),
        address: delivery.consignee_address.clone(),
        ..PartyView::default()
    });
    let attorney = PowerOfAttorneyView {
        number: delivery.attorney_number.clone(),
        date: delivery.attorney_date,
        person: delivery.attorney_person.clone(),
    };
    Ok(ClosingView {
        lang,
        second_lang,
        number: closing.number().map(str::to_owned),
        date: closing.date,
        place: closing.place.clone(),
        period_from: closing.period_from,
        period_until: closing.period_until,
        currency: closing.currency,
        price_mode: closing.price_mode,
        seller: seller_view,
        buyer: buyer_view,
        invoice: BasisView {
            number: invoice.number().unwrap_or_default().to_owned(),
            date: invoice.issue_date,
            subject: String::new(),
        },
        contract: None,
        lines: (1..).zip(lines).map(|(n, line)| line_view(n, line)).collect(),
        net: closing.net,
        vat: closing.vat,
        total: closing.total,
        groups: groups(lines)?,
        note: closing.note.clone(),
        consignee,
        delivery_address: delivery.address.clone(),
        power_of_attorney: (attorney != PowerOfAttorneyView::default()).then_some(attorney),
        template: None,
        hryvnia: seller.hryvnia,
        today: None,
    })
}

/// Keeps the paper of a revision as it is now, for good, together with the version of the template it is made with. Nothing is rendered here.
///
/// # Errors
/// Beside `template`: what the template prints and the paper lacks.
pub(super) async fn freeze(
    tx: &mut Tx,
    ctx: &Ctx,
    closing: &Closing,
    lines: &[ClosingLine],
    invoice: &Invoice,
    parties: &Parties,
) -> AppResult<()> {
    let (mut view, serving) = with_template(tx, ctx, closing, lines, invoice, parties).await?;
    view.seller.pictures = Some(papers::parties::pictures(tx, closing.organization).await?);
    let paper = of_kind(closing.kind, view);
    serving.refuse_unmet(&paper)?;
    if let PaperView::Act(view) | PaperView::DeliveryNote(view) = &paper {
        papers::actions::freeze(tx, ctx, &frozen(closing), view).await?;
    }
    Ok(())
}

/// The current revision of an issued paper.
pub(super) fn frozen(closing: &Closing) -> Frozen {
    Frozen::new(&closing.owner(), closing.revision, closing.organization)
}

/// Whether a line is closed by its sum, and then by all of it.
fn by_sum(line: &ClosingLine, invoiced: &[Line]) -> Option<BySum> {
    let of = |one: &&Line| Some(one.id) == line.invoice_line;
    let takes_all = |one: &Line| one.totals.gross == line.taken.gross;
    line.is_by_sum().then(|| match invoiced.iter().find(of) {
        Some(one) if takes_all(one) => BySum::All,
        _ => BySum::Part,
    })
}

fn line_view(n: usize, line: &ClosingLine) -> LineView {
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
        discount: Fixed6::ZERO,
        vat_rate: line.vat,
        amount: line.totals.amount,
        discount_share: line.totals.discount_share,
        net: line.totals.net,
        vat: line.totals.vat,
        gross: line.totals.gross,
    }
}

/// The stored sums of the lines by rate, in the order of printing; the grounds of untaxed lines, each once.
fn groups(lines: &[ClosingLine]) -> AppResult<Vec<VatView>> {
    let rates: BTreeSet<VatRate> = lines.iter().map(|line| line.vat).collect();
    let sum = |rate: VatRate, part: fn(&ClosingLine) -> Amount| {
        Amount::sum(lines.iter().filter(|line| line.vat == rate).map(part))
            .map_err(|overflow| internal(&overflow.to_string()))
    };
    rates
        .into_iter()
        .map(|rate| {
            let of_rate = lines.iter().filter(|line| line.vat == rate);
            let grounds: BTreeSet<&str> = of_rate.map(|line| line.vat_ground.as_str()).collect();
            let grounds: Vec<&str> = grounds.into_iter().filter(|ground| !ground.is_empty()).collect();
            Ok(VatView {
                rate,
                ground: grounds.join("; "),
                net: sum(rate, |line| line.totals.net)?,
                vat: sum(rate, |line| line.totals.vat)?,
                gross: sum(rate, |line| line.totals.gross)?,
            })
        })
        .collect()
}
