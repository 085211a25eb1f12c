//! What is known of each invoice of a month, and the work on those that are chosen.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::documents::closing::api::{close_many_invoices, prepare_closing_papers, try_invoices};
use crate::documents::closing::model::{CloseInvoice, CloseInvoices, ClosedInvoice, ClosingKind, TriedInvoice};
use crate::documents::invoices::model::InvoiceRow;
use crate::error::AppError;
use crate::kernel::ids::{ClosingId, InvoiceId, RequestKey};
use crate::kernel::problem::Problem;
use crate::ui::form::fresh_request;
use crate::ui::toast::Toasts;

/// So many are tried, and so many files are made, by one request.
const AT_A_TIME: usize = 10;

/// An invoice of the table.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) invoice: StoredValue<InvoiceRow>,
    pub(super) id: InvoiceId,
    /// The same key sent twice makes one paper.
    request: StoredValue<Option<RequestKey>>,
    pub(super) chosen: RwSignal<bool>,
    /// As it was typed; empty: the usual one.
    pub(super) date: RwSignal<String>,
    pub(super) tried: RwSignal<Option<TriedInvoice>>,
    pub(super) done: RwSignal<Option<ClosedInvoice>>,
}

impl Row {
    pub(super) fn new(row: InvoiceRow) -> Self {
        Self {
            id: row.id,
            invoice: StoredValue::new(row),
            request: StoredValue::new(None),
            chosen: RwSignal::new(true),
            date: RwSignal::default(),
            tried: RwSignal::new(None),
            done: RwSignal::new(None),
        }
    }

    /// Whether nothing of it goes to such papers.
    pub(super) fn is_of_others(self) -> bool {
        self.tried.with(|tried| {
            let refused = tried.as_ref().and_then(|tried| tried.refused.as_ref());
            matches!(refused, Some(AppError::Invalid(errors)) if errors.get("invoice") == Some(&Problem::AlreadyClosed))
        })
    }

    /// The draft of such a paper that it has: whoever closes many leads to it, and makes no second one.
    pub(super) fn draft(self) -> Option<ClosingId> {
        self.tried.with(|tried| tried.as_ref().and_then(|tried| tried.draft))
    }

    pub(super) fn is_refused(self) -> bool {
        self.tried
            .with(|tried| tried.as_ref().is_some_and(|tried| tried.refused.is_some()))
    }

    /// Whether it was refused when it was tried last. The page may be gone by then.
    fn was_refused(self) -> bool {
        let tried = self
            .tried
            .try_with_untracked(|tried| tried.as_ref().is_some_and(|tried| tried.refused.is_some()));
        tried.unwrap_or_default()
    }

    pub(super) fn key(self) -> RequestKey {
        let kept = self
            .request
            .try_update_value(|key| *key.get_or_insert_with(fresh_request));
        kept.unwrap_or_else(fresh_request)
    }
}

/// The table at work. Copyable, like a signal.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) kind: ClosingKind,
    pub(super) rows: StoredValue<Vec<Row>>,
    /// Problems first, once they are known.
    pub(super) order: RwSignal<Vec<Row>>,
    /// How many are done, and of how many.
    pub(super) progress: RwSignal<Option<(usize, usize)>>,
    pub(super) toasts: Toasts,
}

impl Work {
    /// What is chosen and not done yet, the oldest first: numbers follow the dates.
    pub(super) fn wanted(self) -> Vec<Row> {
        let open = |row: &Row| row.chosen.get() && row.draft().is_none() && !row.is_of_others() && !is_made(*row);
        self.rows.with_value(|rows| rows.iter().copied().filter(open).collect())
    }

    /// Learns what each would come to.
    pub(super) async fn try_all(self) {
        let rows = self.rows.get_value();
        for some in rows.chunks(AT_A_TIME) {
            let ids = some.iter().map(|row| row.id).collect();
            match try_invoices(self.kind, ids, String::new()).await {
                Ok(tried) => some.iter().zip(tried).for_each(|(row, tried)| {
                    row.tried.try_set(Some(tried));
                }),
                Err(error) => {
                    self.toasts.failure(crate::ui::error_text(&error));
                    return;
                }
            }
        }
        if self.order.is_disposed() {
            return;
        }
        let mut order = rows;
        for row in &order {
            if untrack(|| row.is_refused()) {
                row.chosen.set(false);
            }
        }
        order.retain(|row| untrack(|| !row.is_of_others()));
        order.sort_by_key(|row| !untrack(|| row.is_refused()));
        self.order.set(order);
    }

    /// The same of one, on the day that was typed.
    pub(super) fn try_again(self, row: Row) {
        let date = row.date.get_untracked();
        spawn_local(async move {
            if let Ok(tried) = try_invoices(self.kind, vec![row.id], date).await
                && let Some(tried) = tried.into_iter().next()
            {
                // What somebody has left out stays so.
                let is_refused = tried.refused.is_some();
                if is_refused || row.was_refused() {
                    row.chosen.try_set(!is_refused);
                }
                row.tried.try_set(Some(tried));
            }
        });
    }

    /// Closes what is chosen, one after the other, each in a request of its own.
    pub(super) fn run(self, issue: bool) {
        if self.progress.with_untracked(Option::is_some) {
            return;
        }
        let wanted = untrack(|| self.wanted());
        self.progress.set(Some((0, wanted.len())));
        spawn_local(async move {
            let mut made = Vec::new();
            for (n, row) in wanted.iter().enumerate() {
                let one = CloseInvoice {
                    invoice: row.id,
                    request: row.key(),
                };
                let input = CloseInvoices {
                    kind: self.kind,
                    invoices: vec![one],
                    date: row.date.try_get_untracked().unwrap_or_default(),
                    issue,
                };
                match close_many_invoices(input).await {
                    Ok(closed) => {
                        let closed = closed.into_iter().next();
                        made.extend(closed.as_ref().and_then(|closed| closed.made));
                        row.done.try_set(closed);
                    }
                    Err(error) => {
                        self.toasts.failure(crate::ui::error_text(&error));
                        break;
                    }
                }
                // The page may have been left meanwhile: what is not begun is left then.
                if self.progress.try_set(Some((n + 1, wanted.len()))).is_some() {
                    return;
                }
            }
            if issue {
                for some in made.chunks(AT_A_TIME) {
                    // What is not made here is made when the file is asked for.
                    let _ = prepare_closing_papers(self.kind, some.to_vec(), false).await;
                }
            }
            self.progress.try_set(None);
        });
    }
}

pub(super) fn is_made(row: Row) -> bool {
    row.done
        .with(|done| done.as_ref().is_some_and(|done| done.made.is_some()))
}
