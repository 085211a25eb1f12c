//! Reading: lists with their sums, one invoice with its paper, what the editor opens with.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::super::model::{
    Corrected, ExpenseChoice, Invoice, InvoiceEditor, InvoiceFilter, InvoiceRow, InvoiceSheet, InvoiceSort,
    InvoiceTotalsRow, Line, NextNumber, Revision, SEE_CLOSING, SaveInvoice, Stage, TypedLine, Usual, has_closings,
};
use super::super::store::{self, Search};
use super::draft::new_request;
use super::expenses::{expenses_on, expenses_to_bill};
use super::history::named;
use super::paper::view_of;
use crate::company::accounts::store as users;
use crate::company::organization::actions as organizations;
use crate::company::organization::model::{DocumentKind, OrganizationChoice};
use crate::company::organization::{numbering, store as organization_store};
use crate::crm::clients::model::{Balance, Client};
use crate::crm::clients::store as clients;
use crate::documents::contracts;
use crate::documents::contracts::model::ContractChoice;
use crate::documents::papers;
use crate::documents::templates::serving;
use crate::documents::templates::views::{InvoiceView, PaperView};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::date::{Date, local_time};
use crate::kernel::ids::{ClientId, ContractId, Id, InvoiceId, OrganizationId, UserId};
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::rights::Object;
use crate::kernel::tax::PriceMode;
use crate::kernel::validate::typed;
use crate::kernel::writing::Writing;
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::Conn;
use crate::records::activity;
use crate::records::reach::actions::regarding;

/// Events shown beside an invoice.
const EVENTS: i64 = 50;

/// A page of invoices. A text that is the number of an invoice finds just that; else sums, names of clients and parts of
/// numbers are looked for.
pub async fn list(ctx: &Ctx, filter: &InvoiceFilter) -> AppResult<Page<InvoiceRow>> {
    list_within(ctx, filter, ctx.scope_of(Object::Invoices)).await
}

/// As [`list`], within the scope of what is made of the invoices: no wider than theirs.
pub async fn list_within(ctx: &Ctx, filter: &InvoiceFilter, scope: Scope) -> AppResult<Page<InvoiceRow>> {
    ctx.may(Right::ViewInvoices)?;
    let filter = &seen(ctx, filter);
    let today = organizations::today(ctx).await?;
    let mut conn = ctx.read();
    let search = search_of(&mut conn, scope, filter).await?;
    let rows: Vec<InvoiceRow> = store::list(filter, scope, today, search).all(&mut conn).await?;
    let (sort, _) = filter.sorting();
    Ok(Page::cut(rows, filter.after.as_ref(), |row| {
        (sort_key(sort, row), row.id.uuid())
    }))
}

/// What is asked, as far as the actor sees it: to whom acts and notes are nothing, how far invoices are closed is nothing either, and a list that
/// was kept or linked before is not narrowed by what its page does not show.
fn seen<'a>(ctx: &Ctx, filter: &'a InvoiceFilter) -> Cow<'a, InvoiceFilter> {
    if filter.closing.is_none() || SEE_CLOSING.into_iter().any(|right| ctx.actor.has(right)) {
        return Cow::Borrowed(filter);
    }
    Cow::Owned(InvoiceFilter {
        closing: None,
        ..filter.clone()
    })
}

/// What a few typed characters may mean: an invoice by its number, by the beginning of it, by its sum.
pub async fn suggest(ctx: &Ctx, text: &str, most: i64) -> AppResult<Vec<InvoiceRow>> {
    ctx.may(Right::ViewInvoices)?;
    Ok(store::suggested(text, ctx.scope_of(Object::Invoices), most)
        .all(&mut ctx.read())
        .await?)
}

/// How the typed text is looked for: by the text and the scope alone, so that a list, its next page and its sums agree.
async fn search_of(conn: &mut Conn, scope: Scope, filter: &InvoiceFilter) -> AppResult<Search> {
    let text = filter.text();
    if text.is_empty() {
        return Ok(Search::Nothing);
    }
    let found: Option<InvoiceId> = store::numbered(text, scope).scalar(conn).await?;
    if found.is_some() {
        return Ok(Search::Number);
    }
    Ok(store::text_search(conn, text).await?)
}

fn sort_key(sort: InvoiceSort, row: &InvoiceRow) -> SortKey {
    match sort {
        InvoiceSort::Date => SortKey::Date(row.issue_date),
        InvoiceSort::Due => SortKey::Date(row.due_date),
        InvoiceSort::Total => SortKey::Int(row.total.minor()),
        InvoiceSort::Number => SortKey::Text(row.number.clone().unwrap_or_default()),
    }
}

/// What the invoices of a list come to, by currency.
pub async fn totals(ctx: &Ctx, filter: &InvoiceFilter) -> AppResult<Vec<InvoiceTotalsRow>> {
    ctx.may(Right::ViewInvoices)?;
    let filter = &seen(ctx, filter);
    let mut conn = ctx.read();
    let kept = store::balances(filter.client, filter.organization, ctx.scope_of(Object::Invoices));
    if let Some(kept) = kept.filter(|_| filter.is_whole()) {
        return Ok(kept.all(&mut conn).await?);
    }
    let today = organizations::today(ctx).await?;
    let scope = ctx.scope_of(Object::Invoices);
    let search = search_of(&mut conn, scope, filter).await?;
    Ok(store::totals(filter, scope, today, search).all(&mut conn).await?)
}

/// What is owed and what of it is late, per currency: what the lists of unpaid and of overdue invoices sum up to.
pub async fn owed(ctx: &Ctx) -> AppResult<Vec<Balance>> {
    ctx.may(Right::ViewInvoices)?;
    let today = organizations::today(ctx).await?;
    Ok(store::owed(ctx.scope_of(Object::Invoices), today)
        .all(&mut ctx.read())
        .await?)
}

/// Whether there is any invoice that the actor may see.
pub async fn any(ctx: &Ctx) -> AppResult<bool> {
    ctx.may(Right::ViewInvoices)?;
    let found: Option<InvoiceId> = store::any(ctx.scope_of(Object::Invoices))
        .scalar(&mut ctx.read())
        .await?;
    Ok(found.is_some())
}

/// An invoice with the paper of a revision (the current one, unless another is asked for) and what happened to it.
pub async fn sheet(ctx: &Ctx, id: InvoiceId, revision: Option<i64>) -> AppResult<InvoiceSheet> {
    ctx.may(Right::ViewInvoices)?;
    let mut conn = ctx.read();
    let invoice = store::by_id(&mut conn, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let owner = invoice.owner();
    let (mut of_client, mut of_paper, mut of_revisions) = (ctx.read(), ctx.read(), ctx.read());
    let (client, (paper, frozen, logo), revisions, activity) = futures::try_join!(
        async { Ok(clients::by_id(&mut of_client, invoice.client, ctx.scope_of(Object::Invoices)).await?) },
        async {
            let (paper, frozen) = paper_of(&mut of_paper, ctx, &invoice, revision).await?;
            let logo = papers::parties::logo_address(&mut of_paper, invoice.organization, &paper.seller).await?;
            Ok((paper, frozen, logo))
        },
        async { Ok(papers::store::revisions(&mut of_revisions, &owner).await?) },
        async { named(ctx, activity::actions::of_owner(ctx, &owner, EVENTS).await?).await },
    )?;
    let client = client.ok_or(AppError::NotFound)?;
    let html = serving::html_of(&mut conn, PaperView::Invoice(paper.clone()), frozen, logo.as_deref()).await?;
    let zone = viewer_zone();
    let manager = match invoice.manager {
        Some(user) => users::name(&mut conn, user).await?,
        None => None,
    };
    let replacement = match invoice.stage() {
        Stage::Cancelled => store::replacement_of(&mut conn, id).await?,
        Stage::Draft | Stage::Issued => None,
    };
    let of_him = regarding(&mut conn, ctx, invoice.client).await?;
    Ok(InvoiceSheet {
        expenses: expenses_on(&of_him, id).await?,
        rights: of_him.actor.rights(),
        replacement,
        client_name: client.name,
        manager: manager.unwrap_or_default(),
        paper,
        html,
        revisions: revisions
            .into_iter()
            .map(|(revision, at)| Revision {
                revision,
                at_local: local_time(at, &zone),
            })
            .collect(),
        activity,
        invoice,
    })
}

/// The paper of an invoice: what was frozen, or of a draft what it would be now.
pub async fn paper(ctx: &Ctx, id: InvoiceId) -> AppResult<InvoiceView> {
    ctx.may(Right::ViewInvoices)?;
    let mut conn = ctx.read();
    let invoice = store::by_id(&mut conn, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    let (paper, _) = paper_of(&mut conn, ctx, &invoice, None).await?;
    Ok(paper)
}

/// The paper, and the hash of its snapshot if it was issued.
pub(super) async fn paper_of(
    conn: &mut Conn,
    ctx: &Ctx,
    invoice: &Invoice,
    revision: Option<i64>,
) -> AppResult<(InvoiceView, Option<Vec<u8>>)> {
    let id = invoice.id;
    if invoice.stage() == Stage::Draft {
        let lines = store::lines(conn, id).await?;
        return Ok((view_of(conn, ctx, invoice, &lines).await?, None));
    }
    let asked = revision.unwrap_or(invoice.revision);
    let frozen = papers::actions::frozen(conn, &invoice.owner(), asked).await?;
    let frozen = frozen.ok_or_else(|| match revision {
        Some(_) => AppError::NotFound,
        None => internal(&format!("invoice {id} has no snapshot")),
    })?;
    Ok((frozen.view, Some(frozen.sha256)))
}

/// The number the next issue of an own company would get on a date.
pub async fn next_number(ctx: &Ctx, organization: OrganizationId, date: Date) -> AppResult<NextNumber> {
    ctx.may_write(Writing::INVOICES)?;
    let mut conn = ctx.read();
    let next = numbering::preview(&mut conn, organization, DocumentKind::Invoice, date).await?;
    let newest = store::newest_after(&mut conn, organization, next.series, &next.period, date).await?;
    Ok(NextNumber {
        number: next.number,
        newest,
    })
}

/// The editor of a draft, or of a new invoice for a client.
pub async fn editor(
    ctx: &Ctx,
    id: Option<InvoiceId>,
    client: Option<ClientId>,
    contract: Option<ContractId>,
) -> AppResult<InvoiceEditor> {
    ctx.may(Writing::INVOICES.of(id))?;
    match id {
        Some(id) => stored_editor(ctx, id, Stage::Draft).await,
        None => new_editor(ctx, client, contract).await,
    }
}

/// The editor of the next revision of an issued invoice.
pub async fn correction(ctx: &Ctx, id: InvoiceId) -> AppResult<InvoiceEditor> {
    ctx.may(Right::EditInvoices)?;
    ctx.may(Right::IssueInvoices)?;
    let mut editor = stored_editor(ctx, id, Stage::Issued).await?;
    editor.form.request = Some(new_request(ctx));
    Ok(editor)
}

async fn stored_editor(ctx: &Ctx, id: InvoiceId, stage: Stage) -> AppResult<InvoiceEditor> {
    let mut conn = ctx.read();
    let draft = store::by_id(&mut conn, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    if draft.stage() != stage {
        return Err(AppError::field("lifecycle", draft.stage().in_the_way()));
    }
    if draft.closing.is_begun() {
        return Err(AppError::field("closing", has_closings(ctx.actor.rights())));
    }
    let lines = store::lines(&mut conn, id).await?;
    let rates = organization_store::vat_rates(&mut conn, draft.organization).await?;
    let client = clients::by_id(&mut conn, draft.client, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    Ok(InvoiceEditor {
        form: SaveInvoice::of(&draft, &lines, &rates),
        contracts: contracts_of(ctx, Some(draft.client)).await?,
        expenses: expenses_to_bill(ctx, draft.client, Some(id)).await?,
        client: Some(client.choice()),
        organizations: organizations::choices(ctx).await?,
        managers: managers(ctx, draft.manager).await?,
        usual: Usual::default(),
        correcting: draft.number().map(|number| Corrected {
            number: number.to_owned(),
            revision: draft.revision,
            vat_rounding: draft.vat_rounding,
        }),
    })
}

async fn new_editor(ctx: &Ctx, client: Option<ClientId>, contract: Option<ContractId>) -> AppResult<InvoiceEditor> {
    let today = organizations::today(ctx).await?;
    let (organizations, past, managers, contracts, expenses) = futures::try_join!(
        organizations::choices(ctx),
        past_of(ctx, client),
        managers(ctx, None),
        contracts_of(ctx, client),
        expenses_of(ctx, client)
    )?;
    let usual = past.sold.as_ref().map(|sold| sold.usual(&organizations, today));
    let (client, last) = (past.client, past.sold.map(|sold| sold.last));
    // Somebody came from the page of a contract.
    let named = contracts.iter().find(|choice| Some(choice.id) == contract);
    let mut form = SaveInvoice {
        request: Some(new_request(ctx)),
        manager: typed(manager_of_new(ctx, last.as_ref(), &managers)),
        ..new_form(&organizations, client.as_ref(), last.as_ref(), named, today)
    };
    form.lines = vec![TypedLine::default()];
    let usual_contract = || contract_of_new(&form.organization, last.as_ref(), &contracts, today);
    form.contract = typed(named.map(|choice| choice.id).or_else(usual_contract));
    Ok(InvoiceEditor {
        form,
        contracts,
        expenses,
        client: client.map(Client::choice),
        organizations,
        managers,
        usual: usual.unwrap_or_default(),
        correcting: None,
    })
}

/// What a client pays for beside, and is on no invoice yet.
async fn expenses_of(ctx: &Ctx, client: Option<ClientId>) -> AppResult<Vec<ExpenseChoice>> {
    match client {
        Some(client) => expenses_to_bill(ctx, client, None).await,
        None => Ok(Vec::new()),
    }
}

/// The contracts of a client, for those who may see contracts.
async fn contracts_of(ctx: &Ctx, client: Option<ClientId>) -> AppResult<Vec<ContractChoice>> {
    match client {
        Some(client) if ctx.actor.has(Right::ViewContracts) => contracts::actions::choices(ctx, client).await,
        _ => Ok(Vec::new()),
    }
}

/// The contract of the client's last invoice while it is valid; else the only one that is.
fn contract_of_new(
    organization: &str,
    last: Option<&Invoice>,
    choices: &[ContractChoice],
    today: Date,
) -> Option<ContractId> {
    let mut valid = choices
        .iter()
        .filter(|choice| choice.organization.to_string() == organization && choice.is_valid(today));
    let last = last.and_then(|last| last.contract);
    if let Some(last) = last.filter(|last| valid.clone().any(|choice| choice.id == *last)) {
        return Some(last);
    }
    let first = valid.next()?;
    valid.next().is_none().then_some(first.id)
}

/// Who can look after an invoice: the active staff, and who does already. Nobody is chosen by who sees only his own clients.
async fn managers(ctx: &Ctx, of_draft: Option<UserId>) -> AppResult<Vec<(UserId, String)>> {
    if ctx.scope_of(Object::Invoices) != Scope::All {
        return Ok(Vec::new());
    }
    let mut choices = users::choices(&mut ctx.read()).await?;
    if let Some(user) = of_draft
        && choices.iter().all(|(id, _)| *id != user)
    {
        let name = users::name(&mut ctx.read(), user).await?;
        choices.extend(name.map(|name| (user, name)));
    }
    Ok(choices)
}

/// Who looked after the client's last invoice, while he is there; else who writes this one.
fn manager_of_new(ctx: &Ctx, last: Option<&Invoice>, choices: &[(UserId, String)]) -> Option<UserId> {
    let last = last.and_then(|last| last.manager);
    last.filter(|user| choices.iter().any(|(id, _)| id == user))
        .or_else(|| ctx.actor.user())
}

/// Lines that are read to find the things sold last.
const LINES_LOOKED_THROUGH: i64 = 40;
/// Things offered to begin with.
const RECENT: usize = 3;

/// What is known of the client of a new invoice.
#[derive(Default)]
struct Past {
    client: Option<Client>,
    sold: Option<Sold>,
}

/// What a client got.
struct Sold {
    last: Invoice,
    last_lines: Vec<Line>,
    /// Of the last invoices, the newest first.
    lines: Vec<Line>,
}

async fn past_of(ctx: &Ctx, client: Option<ClientId>) -> AppResult<Past> {
    let Some(id) = client else { return Ok(Past::default()) };
    // Side by side: what comes of a stranger's client is dropped with the refusal.
    let (mut card, mut newest, mut sold) = (ctx.read(), ctx.read(), ctx.read());
    let (client, last, lines) = futures::try_join!(
        clients::by_id(&mut card, id, ctx.scope_of(Object::Invoices)),
        store::last_of_client(&mut newest, id),
        store::lines_sold_to(&mut sold, id, LINES_LOOKED_THROUGH),
    )?;
    let client = client.ok_or(AppError::NotFound)?;
    let sold = match last {
        Some(last) => Some(Sold {
            last_lines: store::lines(&mut newest, last.id).await?,
            lines,
            last,
        }),
        None => None,
    };
    Ok(Past {
        client: Some(client),
        sold,
    })
}

impl Sold {
    /// As the editor offers it, with the rates of the own company that sold it last.
    fn usual(&self, organizations: &[OrganizationChoice], today: Date) -> Usual {
        let organization = organizations.iter().find(|o| o.id == self.last.organization);
        let rates = organization.map(|o| o.rates.as_slice()).unwrap_or_default();
        let typed = |line: &Line| TypedLine::of(line, today, rates).again();
        let mut seen = BTreeSet::new();
        Usual {
            last_number: self.last.number().unwrap_or_default().to_owned(),
            last_lines: self.last_lines.iter().map(typed).collect(),
            recent: self
                .lines
                .iter()
                .filter(|line| seen.insert(line.name.as_str()))
                .take(RECENT)
                .map(typed)
                .collect(),
        }
    }
}

/// All but the client comes from his last invoice; without one, from the own company and his card.
fn new_form(
    organizations: &[OrganizationChoice],
    client: Option<&Client>,
    last: Option<&Invoice>,
    contract: Option<&ContractChoice>,
    today: Date,
) -> SaveInvoice {
    let organization = contract
        .map(|contract| contract.organization)
        .or_else(|| last.map(|last| last.organization))
        .and_then(|id| organizations.iter().find(|o| o.id == id))
        .or_else(|| organizations.first());
    let currency = last
        .map(|last| last.currency)
        .or_else(|| client.map(|client| client.currency))
        .or_else(|| organization.map(|o| o.currency));
    let account = organization.zip(currency).and_then(|(organization, currency)| {
        let last = last.and_then(|last| organization.accounts.iter().find(|account| account.id == last.account));
        last.filter(|account| account.currency == currency)
            .or_else(|| organization.default_account(currency))
    });
    let price_mode = last
        .map(|last| last.price_mode)
        .or_else(|| organization.map(|o| o.price_mode))
        .unwrap_or(PriceMode::Net);
    let term = client.map(|client| client.term).unwrap_or_default();
    SaveInvoice {
        organization: organization.map(|o| o.id.to_string()).unwrap_or_default(),
        account: account.map(|account| account.id.to_string()).unwrap_or_default(),
        client: client.map(|client| client.id.to_string()).unwrap_or_default(),
        issue_date: today.to_string(),
        due_date: term.due(today).to_string(),
        currency: currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
        price_mode: price_mode.to_string(),
        discount_kind: "none".to_owned(),
        terms: last.map(|last| last.terms.clone()).unwrap_or_default(),
        ..SaveInvoice::default()
    }
}
