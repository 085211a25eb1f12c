//! Asking every room the reader has a right to, all at the same time.

use std::future::Future;

use super::model::{Found, Hits, MOST_HITS, Suggested, looked_for};
use crate::company::catalog;
use crate::company::catalog::model::ItemFilter;
use crate::crm::clients::model::ClientFilter;
use crate::crm::contacts::model::ContactFilter;
use crate::crm::leads::model::LeadFilter;
use crate::crm::{clients, contacts, leads};
use crate::documents::closing::model::{ClosingFilter, ClosingKind, ClosingRow};
use crate::documents::contracts::model::ContractFilter;
use crate::documents::invoices::model::InvoiceFilter;
use crate::documents::{closing, contracts, invoices};
use crate::error::{AppError, AppResult};
use crate::finance::expenses::model::ExpenseFilter;
use crate::finance::payments::model::PaymentFilter;
use crate::finance::{expenses, payments};
use crate::kernel::actor::{Actor, Right};
use crate::kernel::folding::fold;
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Page;
use crate::platform::ctx::Ctx;
use crate::support::tickets;
use crate::support::tickets::model::{TicketFilter, TicketView};

use ClosingKind::{Act, DeliveryNote};

/// What the lists find for a text, the first of each: every room by its own rules and within the actor's scope.
///
/// # Errors
/// [`AppError::NotSignedIn`] for a stranger.
pub async fn find(ctx: &Ctx, typed: &str) -> AppResult<Found> {
    unless_stranger(ctx)?;
    let text = looked_for(typed);
    if fold(&text).is_empty() {
        // Nothing that names or numbers are made of.
        return Ok(Found {
            text,
            ..Found::default()
        });
    }
    let q = || text.clone();
    let (clients, people, leads, invoices, acts, delivery_notes, contracts, payments, expenses, tickets, items) = futures::try_join!(
        hits(ctx, Right::ViewClients, async {
            let filter = ClientFilter {
                q: q(),
                ..ClientFilter::default()
            };
            clients::actions::list(ctx, &filter).await
        }),
        hits(ctx, Right::ViewClients, async {
            let filter = ContactFilter {
                q: q(),
                ..ContactFilter::default()
            };
            contacts::actions::list(ctx, filter).await
        }),
        hits(ctx, Right::ViewLeads, async {
            let filter = LeadFilter {
                q: q(),
                ..LeadFilter::default()
            };
            leads::actions::list(ctx, filter).await
        }),
        hits(ctx, Right::ViewInvoices, async {
            let filter = InvoiceFilter {
                q: q(),
                ..InvoiceFilter::default()
            };
            invoices::actions::list(ctx, &filter).await
        }),
        hits(ctx, Act.view(), closings(ctx, Act, q())),
        hits(ctx, DeliveryNote.view(), closings(ctx, DeliveryNote, q())),
        hits(ctx, Right::ViewContracts, async {
            let filter = ContractFilter {
                q: q(),
                ..ContractFilter::default()
            };
            contracts::actions::list(ctx, &filter).await
        }),
        hits(ctx, Right::ViewPayments, async {
            let filter = PaymentFilter {
                q: q(),
                ..PaymentFilter::default()
            };
            payments::actions::list(ctx, &filter).await
        }),
        hits(ctx, Right::ViewExpenses, async {
            let filter = ExpenseFilter {
                q: q(),
                ..ExpenseFilter::default()
            };
            expenses::actions::list(ctx, filter).await
        }),
        hits(ctx, Right::ViewTickets, async {
            let filter = TicketFilter {
                q: q(),
                state: TicketView::All,
                ..TicketFilter::default()
            };
            tickets::actions::list(ctx, filter).await
        }),
        hits(ctx, Right::ViewCatalogue, async {
            let filter = ItemFilter {
                q: q(),
                ..ItemFilter::default()
            };
            catalog::actions::list(ctx, &filter).await
        }),
    )?;
    Ok(Found {
        text,
        clients,
        contacts: people,
        leads,
        invoices,
        acts,
        delivery_notes,
        contracts,
        payments,
        expenses,
        tickets,
        items,
    })
}

/// What a text may mean that is still being typed: one statement of each kind. Of papers only numbers and sums are looked for, which
/// have their indexes; names are looked for among clients, contacts and the catalogue.
///
/// # Errors
/// [`AppError::NotSignedIn`] for a stranger.
pub async fn suggest(ctx: &Ctx, typed: &str) -> AppResult<Suggested> {
    unless_stranger(ctx)?;
    let text = looked_for(typed);
    if fold(&text).is_empty() {
        return Ok(Suggested::default());
    }
    let most = i64::try_from(MOST_HITS).unwrap_or(i64::MAX);
    let q = || text.clone();
    let (clients, people, leads, invoices, acts, delivery_notes, contracts, payments, items) = futures::try_join!(
        first(
            ctx,
            Right::ViewClients,
            clients::actions::find(ctx, &text, OwnerKind::Client)
        ),
        first(ctx, Right::ViewClients, async {
            let filter = ContactFilter {
                q: q(),
                ..ContactFilter::default()
            };
            Ok(contacts::actions::list(ctx, filter).await?.rows)
        }),
        first(ctx, Right::ViewLeads, async {
            let filter = LeadFilter {
                q: q(),
                ..LeadFilter::default()
            };
            Ok(leads::actions::list(ctx, filter).await?.rows)
        }),
        first(ctx, Right::ViewInvoices, invoices::actions::suggest(ctx, &text, most)),
        first(ctx, Act.view(), closing::actions::suggest(ctx, Act, &text, most)),
        first(
            ctx,
            DeliveryNote.view(),
            closing::actions::suggest(ctx, DeliveryNote, &text, most)
        ),
        first(ctx, Right::ViewContracts, contracts::actions::suggest(ctx, &text, most)),
        first(ctx, Right::ViewPayments, payments::actions::suggest(ctx, &text, most)),
        first(ctx, Right::ViewCatalogue, async {
            let filter = ItemFilter {
                q: q(),
                ..ItemFilter::default()
            };
            Ok(catalog::actions::list(ctx, &filter).await?.rows)
        }),
    )?;
    Ok(Suggested {
        clients,
        contacts: people,
        leads,
        invoices,
        acts,
        delivery_notes,
        contracts,
        payments,
        items,
    })
}

async fn closings(ctx: &Ctx, kind: ClosingKind, q: String) -> AppResult<Page<ClosingRow>> {
    let filter = ClosingFilter {
        q,
        ..ClosingFilter::default()
    };
    closing::actions::list(ctx, kind, &filter).await
}

const fn unless_stranger(ctx: &Ctx) -> AppResult<()> {
    match ctx.actor {
        Actor::Anonymous => Err(AppError::NotSignedIn),
        _ => Ok(()),
    }
}

/// The first rows of a list that the actor may see.
fn hits<T>(
    ctx: &Ctx,
    right: Right,
    page: impl Future<Output = AppResult<Page<T>>>,
) -> impl Future<Output = AppResult<Option<Hits<T>>>> {
    // All of them side by side would be too much for the stack.
    let page = ctx.actor.has(right).then(|| Box::pin(page));
    async move {
        match page {
            Some(page) => Ok(Some(page.await?.into())),
            None => Ok(None),
        }
    }
}

/// The first of the rows that the actor may see.
fn first<T>(
    ctx: &Ctx,
    right: Right,
    rows: impl Future<Output = AppResult<Vec<T>>>,
) -> impl Future<Output = AppResult<Vec<T>>> {
    // For the sake of the stack, as in [`hits`].
    let rows = ctx.actor.has(right).then(|| Box::pin(rows));
    async move {
        let mut rows = match rows {
            Some(rows) => rows.await?,
            None => Vec::new(),
        };
        rows.truncate(MOST_HITS);
        Ok(rows)
    }
}
