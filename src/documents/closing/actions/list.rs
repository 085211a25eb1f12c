//! Reading: lists with their sums, one paper, the papers of an invoice, what the form opens with.

use super::super::model::{
    Basis, BasisLine, Closing, ClosingEditor, ClosingFilter, ClosingKind, ClosingRow, ClosingSheet, ClosingSort,
    ClosingTotalsRow, ClosingsOfInvoice, Corrected, HiddenPart, NextNumber, OpenRest, SaveClosing, ServingTemplate,
};
use super::super::store::{self, Search};
use super::compose::{Composed, Parties, basis, compose, open_invoice, rate_of};
use super::issue::after_invoice;
use super::paper::{langs, of_kind, view_of};
use super::usual;
use crate::company::organization::numbering;
use crate::company::organization::store as organizations;
use crate::crm::clients::store as clients;
use crate::documents::invoices::actions::new_request;
use crate::documents::invoices::model::{Invoice, InvoiceFilter, InvoiceRow, Revision, is_closing_off};
use crate::documents::templates::model::{PaperHtml, TemplateKind};
use crate::documents::templates::views::ClosingView;
use crate::documents::templates::{serving, texts};
use crate::documents::{invoices, papers};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::date::{Date, local_time};
use crate::kernel::ids::{ClosingId, Id, InvoiceId};
use crate::kernel::lifecycle::Stage;
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::Conn;
use crate::records::activity;
use crate::records::reach::actions::regarding;

/// Events shown beside a paper.
const EVENTS: i64 = 50;

/// Papers shown beside an invoice.
const MOST_OF_INVOICE: i64 = 100;

/// A page of acts, or of delivery notes. A text that is the number of a paper finds just that; else sums, names of clients and parts of numbers are
/// looked for.
pub async fn list(ctx: &Ctx, kind: ClosingKind, filter: &ClosingFilter) -> AppResult<Page<ClosingRow>> {
    ctx.may(kind.view())?;
    let mut conn = ctx.read();
    let search = search_of(&mut conn, ctx, kind, filter).await?;
    let rows: Vec<ClosingRow> = store::list(kind, filter, ctx.scope_of(kind.object()), search)
        .all(&mut conn)
        .await?;
    let (sort, _) = filter.sorting();
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        (sort_key(sort, row), row.id.uuid())
    }))
}

/// What the papers of a list come to, by currency.
pub async fn totals(ctx: &Ctx, kind: ClosingKind, filter: &ClosingFilter) -> AppResult<Vec<ClosingTotalsRow>> {
    ctx.may(kind.view())?;
    let mut conn = ctx.read();
    let search = search_of(&mut conn, ctx, kind, filter).await?;
    Ok(store::totals(kind, filter, ctx.scope_of(kind.object()), search)
        .all(&mut conn)
        .await?)
}

/// What a few typed characters may mean: a paper by its number, by the beginning of it, by its sum.
pub async fn suggest(ctx: &Ctx, kind: ClosingKind, text: &str, most: i64) -> AppResult<Vec<ClosingRow>> {
    ctx.may(kind.view())?;
    let found = store::suggested(kind, text, ctx.scope_of(kind.object()), most);
    Ok(found.all(&mut ctx.read()).await?)
}

/// Whether there is any paper of the kind that the actor may see.
pub async fn any(ctx: &Ctx, kind: ClosingKind) -> AppResult<bool> {
    ctx.may(kind.view())?;
    let filter = ClosingFilter::default();
    let rows: Vec<ClosingRow> = store::list(kind, &filter, ctx.scope_of(kind.object()), Search::Nothing)
        .all(&mut ctx.read())
        .await?;
    Ok(!rows.is_empty())
}

/// How the typed text is looked for: by the text and the scope alone, so that a list, its next page and its sums agree.
async fn search_of(conn: &mut Conn, ctx: &Ctx, kind: ClosingKind, filter: &ClosingFilter) -> AppResult<Search> {
    let text = filter.text();
    if text.is_empty() {
        return Ok(Search::Nothing);
    }
    let found: Option<ClosingId> = store::numbered(kind, text, ctx.scope_of(kind.object()))
        .scalar(conn)
        .await?;
    if found.is_some() {
        return Ok(Search::Number);
    }
    Ok(store::text_search(conn, kind, text).await?)
}

fn sort_key(sort: ClosingSort, row: &ClosingRow) -> SortKey {
    match sort {
        ClosingSort::Date => SortKey::Date(row.date),
        ClosingSort::Total => SortKey::Int(row.total.minor()),
        ClosingSort::Number => SortKey::Text(row.number.clone().unwrap_or_default()),
    }
}

/// A page of the invoices of which the actor can make papers of the kind.
pub async fn invoices_for(ctx: &Ctx, kind: ClosingKind, filter: &InvoiceFilter) -> AppResult<Page<InvoiceRow>> {
    ctx.may(kind.create())?;
    invoices::actions::list_within(ctx, filter, ctx.scope_of(kind.object())).await
}

/// The acts and notes of an invoice, those of the kinds that the actor may see. What papers have closed whose modules are off is told all the same: it
/// keeps the invoice from being changed.
///
/// # Errors
/// [`AppError::NotFound`] for an invoice outside the scope.
pub async fn of_invoice(ctx: &Ctx, invoice: InvoiceId) -> AppResult<ClosingsOfInvoice> {
    if ctx.may(ClosingKind::DeliveryNote.view()).is_err() && !is_closing_off(ctx.actor.rights()) {
        // Whoever may see neither is told why.
        ctx.may(ClosingKind::Act.view())?;
    }
    let mut conn = ctx.read();
    let invoice = invoices::store::by_id(&mut conn, invoice, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let of_him = regarding(&mut conn, ctx, invoice.client).await?.actor;
    let seen = ClosingKind::ALL.iter().copied().filter(|kind| of_him.has(kind.view()));
    let seen: Vec<ClosingKind> = seen.collect();
    let rows = store::of_invoice(invoice.id, &seen, ctx.scope_of(Object::Invoices), MOST_OF_INVOICE);
    let rows = rows.all(&mut conn).await?;
    let hidden = hidden_of(&mut conn, ctx, &invoice, &seen).await?;
    let made = ClosingKind::ALL
        .iter()
        .copied()
        .filter(|kind| of_him.has(kind.create()));
    if invoice.stage() != Stage::Issued || !invoice.closing.is_unclosed() || seen.is_empty() {
        return Ok(ClosingsOfInvoice {
            rows,
            hidden,
            ..ClosingsOfInvoice::default()
        });
    }
    let left = basis(&mut conn, &invoice, &[], None).await?;
    Ok(ClosingsOfInvoice {
        rows,
        open: left.lines.iter().filter_map(open_rest).collect(),
        can_make: made.map(|kind| (kind, !left.usual(kind).is_empty())).collect(),
        hidden,
    })
}

/// What is closed by papers that the actor does not see: how far an invoice is closed does not depend on him, so the sum has to be told. The papers
/// of an invoice are one client's: of a kind he sees all, or none.
async fn hidden_of(conn: &mut Conn, ctx: &Ctx, invoice: &Invoice, seen: &[ClosingKind]) -> AppResult<Vec<HiddenPart>> {
    let mut hidden = Vec::new();
    if invoice.closed.is_zero() {
        return Ok(hidden);
    }
    for kind in ClosingKind::ALL.iter().copied().filter(|kind| !seen.contains(kind)) {
        let gross = store::closed_by(conn, invoice.id, kind).await?;
        if !gross.is_zero() {
            hidden.push(HiddenPart {
                kind,
                gross,
                is_off: ctx.may(kind.view()) == Err(AppError::SwitchedOff),
            });
        }
    }
    Ok(hidden)
}

fn open_rest(of: &BasisLine) -> Option<OpenRest> {
    let rest = of.open.rest().ok().filter(|rest| !rest.is_nothing())?;
    Some(OpenRest {
        name: of.line.name.clone(),
        unit: of.line.unit.clone(),
        quantity: (!of.open.by_amount).then_some(rest.quantity),
        gross: rest.gross,
    })
}

/// A paper with the frozen content of a revision (the current one, unless another is asked for) and what happened to it.
pub async fn sheet(ctx: &Ctx, kind: ClosingKind, id: ClosingId, revision: Option<i64>) -> AppResult<ClosingSheet> {
    ctx.may(kind.view())?;
    let mut conn = ctx.read();
    let closing = store::by_id(&mut conn, kind, id, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    let owner = closing.owner();
    let invoice = invoices::store::by_id(&mut conn, closing.invoice, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    let client = clients::by_id(&mut conn, closing.client, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    let (paper, frozen) = paper_of(&mut conn, ctx, &closing, &invoice, revision).await?;
    let logo = papers::parties::logo_address(&mut conn, closing.organization, &paper.seller).await?;
    let revisions = papers::store::revisions(&mut conn, &owner).await?;
    let html = serving::html_of(&mut conn, of_kind(kind, paper.clone()), frozen, logo.as_deref()).await?;
    let zone = viewer_zone();
    let seller = organizations::by_id(&mut conn, closing.organization)
        .await?
        .ok_or(AppError::NotFound)?;
    let revisions = revisions.into_iter().map(|(revision, at)| Revision {
        revision,
        at_local: local_time(at, &zone),
    });
    Ok(ClosingSheet {
        invoice_number: invoice.number().unwrap_or_default().to_owned(),
        invoice_date: invoice.issue_date,
        client_name: client.name,
        paper,
        html,
        revisions: revisions.collect(),
        activity: activity::actions::of_owner(ctx, &owner, EVENTS).await?,
        today: ctx.clock.today(&seller.time_zone),
        closing,
    })
}

/// What a paper prints: what was frozen, or of a draft what it would be now.
pub async fn paper(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> AppResult<ClosingView> {
    ctx.may(kind.view())?;
    let mut conn = ctx.read();
    let closing = store::by_id(&mut conn, kind, id, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    let invoice = invoices::store::by_id(&mut conn, closing.invoice, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    let (paper, _) = paper_of(&mut conn, ctx, &closing, &invoice, None).await?;
    Ok(paper)
}

/// The paper, and the hash of its snapshot if it was issued.
async fn paper_of(
    conn: &mut Conn,
    ctx: &Ctx,
    closing: &Closing,
    invoice: &Invoice,
    revision: Option<i64>,
) -> AppResult<(ClosingView, Option<Vec<u8>>)> {
    if closing.stage() == Stage::Draft {
        let parties = Parties::of(conn, ctx, invoice).await?;
        let lines = store::lines(conn, closing.id).await?;
        return Ok((view_of(conn, ctx, closing, &lines, invoice, &parties).await?, None));
    }
    let asked = revision.unwrap_or(closing.revision);
    let frozen = papers::actions::frozen(conn, &closing.owner(), asked).await?;
    let frozen = frozen.ok_or_else(|| match revision {
        Some(_) => AppError::NotFound,
        None => internal(&format!("{} {} has no snapshot", closing.kind, closing.id)),
    })?;
    Ok((frozen.view, Some(frozen.sha256)))
}

/// The number the next issue for an invoice would get on a date.
pub async fn next_number(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId, date: Date) -> AppResult<NextNumber> {
    ctx.may_write(kind.writing())?;
    let mut conn = ctx.read();
    let invoice = open_invoice(&mut conn, ctx, kind, invoice).await?;
    next_of(&mut conn, kind, &invoice, date).await
}

async fn next_of(conn: &mut Conn, kind: ClosingKind, invoice: &Invoice, date: Date) -> AppResult<NextNumber> {
    let organization = invoice.organization;
    if numbering::is_after_invoice(conn, organization, kind.document()).await? {
        let (_, number) = after_invoice(conn, invoice, kind, date).await?;
        return Ok(NextNumber { number, newest: None });
    }
    let next = numbering::preview(conn, organization, kind.document(), date).await?;
    let newest = store::newest_after(conn, organization, kind, next.series, &next.period, date).await?;
    Ok(NextNumber {
        number: next.number,
        newest,
    })
}

/// The form of a new paper of an invoice: all the rest of the lines that usually go to such a paper is preselected.
///
/// # Errors
/// Beside `invoice` if it is not issued, or if nothing of it is left.
pub async fn new_editor(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId) -> AppResult<ClosingEditor> {
    ctx.may(kind.create())?;
    let mut conn = ctx.read();
    let invoice = open_invoice(&mut conn, ctx, kind, invoice).await?;
    let parties = Parties::of(&mut conn, ctx, &invoice).await?;
    let open = basis(&mut conn, &invoice, &parties.rates, None).await?;
    if open.is_closed() {
        return Err(AppError::field("invoice", Problem::AlreadyClosed));
    }
    let form = usual::form(kind, &invoice, &parties, parties.today(ctx), &open.usual(kind));
    let form = SaveClosing {
        request: Some(new_request(ctx)),
        ..form
    };
    editor_of(&mut conn, ctx, form, invoice, parties, open, None).await
}

/// The form of a draft.
pub async fn editor(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> AppResult<ClosingEditor> {
    ctx.may(kind.edit())?;
    stored_editor(ctx, kind, id, Stage::Draft).await
}

/// The form of the next revision of an issued paper.
///
/// # Errors
/// Beside `signature` if the client has signed it.
pub async fn correction(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> AppResult<ClosingEditor> {
    ctx.may(kind.edit())?;
    ctx.may(kind.issue())?;
    let mut editor = stored_editor(ctx, kind, id, Stage::Issued).await?;
    editor.form.request = Some(new_request(ctx));
    Ok(editor)
}

async fn stored_editor(ctx: &Ctx, kind: ClosingKind, id: ClosingId, stage: Stage) -> AppResult<ClosingEditor> {
    let mut conn = ctx.read();
    let closing = store::by_id(&mut conn, kind, id, ctx.scope_of(kind.object()))
        .await?
        .ok_or(AppError::NotFound)?;
    if closing.stage() != stage {
        return Err(AppError::field("lifecycle", closing.stage().in_the_way()));
    }
    if closing.needs_annulment() {
        return Err(AppError::field("signature", Problem::SignedByClient));
    }
    let invoice = open_invoice(&mut conn, ctx, kind, closing.invoice).await?;
    let parties = Parties::of(&mut conn, ctx, &invoice).await?;
    let mut lines = store::lines(&mut conn, id).await?;
    // What the invoice has no more, nobody can choose.
    lines.retain(|line| line.invoice_line.is_some());
    let form = SaveClosing::of(&closing, &lines, |line| rate_of(line, &parties.rates, closing.date));
    let corrected = closing.number().map(|number| Corrected {
        number: number.to_owned(),
        revision: closing.revision,
    });
    let but = (stage == Stage::Issued).then_some(id);
    let open = basis(&mut conn, &invoice, &parties.rates, but).await?;
    editor_of(&mut conn, ctx, form, invoice, parties, open, corrected).await
}

async fn editor_of(
    conn: &mut Conn,
    ctx: &Ctx,
    form: SaveClosing,
    invoice: Invoice,
    parties: Parties,
    basis: Basis,
    correcting: Option<Corrected>,
) -> AppResult<ClosingEditor> {
    let (lang, second_lang) = langs(&parties);
    let today = parties.today(ctx);
    let kind = TemplateKind::paper(form.kind.paper());
    let serving = serving::serving(conn, kind, invoice.organization, lang, second_lang).await?;
    let name = serving::name_of(conn, &serving.reference).await?;
    let templates = texts::choices(conn, kind, invoice.organization).await?;
    let next = if correcting.is_some() {
        NextNumber::default()
    } else {
        next_of(conn, form.kind, &invoice, form.date.parse().unwrap_or(today)).await?
    };
    Ok(ClosingEditor {
        client_name: parties.buyer.name,
        organization_name: parties.seller.name,
        seller: parties.seller.signatory,
        buyer: parties.buyer.signatory,
        hryvnia: parties.seller.hryvnia,
        basis,
        next,
        template: ServingTemplate {
            is_builtin: name.is_none(),
            name: name.unwrap_or_default(),
        },
        templates,
        lang,
        second_lang,
        correcting,
        today,
        form,
        invoice,
    })
}

/// The paper as it would be with what is typed. Nothing is kept.
///
/// # Errors
/// All problems of the form.
pub async fn preview(ctx: &Ctx, input: SaveClosing) -> AppResult<PaperHtml> {
    ctx.may(input.kind.writing().of(input.id))?;
    let mut conn = ctx.read();
    let invoice = open_invoice(&mut conn, ctx, input.kind, input.invoice).await?;
    let parties = Parties::of(&mut conn, ctx, &invoice).await?;
    // Of an issued paper that is corrected, its own part is open again, and it has its number.
    let stored = match input.id {
        Some(id) => store::by_id(&mut conn, input.kind, id, ctx.scope_of(input.kind.object())).await?,
        None => None,
    };
    let issued = stored.filter(|stored| stored.stage() == Stage::Issued);
    let but = issued.as_ref().map(|issued| issued.id);
    let composed = Box::pin(compose(&mut conn, ctx, &input, invoice, parties, but)).await?;
    let Composed {
        mut closing,
        lines,
        invoice,
        parties,
        ..
    } = composed;
    if let Some(issued) = issued {
        closing.lifecycle = issued.lifecycle;
    }
    let view = Box::pin(view_of(&mut conn, ctx, &closing, &lines, &invoice, &parties)).await?;
    let logo = papers::parties::logo_address(&mut conn, closing.organization, &view.seller).await?;
    serving::html_of(&mut conn, of_kind(closing.kind, view), None, logo.as_deref()).await
}
