//! What is done with several invoices of a list at once. An invoice it can't be done with is sent like the others, and told of with
//! the reason: nothing is passed over in silence.

mod papers;

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::papers::PapersMenu;
use super::words::{draft_name, reason};
use crate::documents::invoices::api::{delete_drafts, issue_invoices};
use crate::documents::invoices::model::{InvoiceRow, IssueDraft, Outcome, Stage};
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::{InvoiceId, RequestKey};
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::error_text;
use crate::ui::form::fresh_request;
use crate::ui::picks::{NotDone, PickBar, Picks, Remainder, RemainderList};
use crate::ui::toast::{Toasts, use_toasts};

/// The choice of invoices.
#[derive(Clone, Copy)]
pub struct Many {
    pub picks: Picks<InvoiceRow>,
    may_issue: bool,
    may_edit: bool,
    /// Whether the server is at work.
    busy: RwSignal<bool>,
    remainder: RwSignal<Option<Remainder>>,
    /// The keys of drafts that were sent. A send whose answer got lost is the same one when it is pressed again.
    keys: StoredValue<BTreeMap<InvoiceId, RequestKey>>,
    toasts: Toasts,
    changed: Changed,
}

/// What follows when invoices have changed.
#[derive(Clone, Copy)]
pub struct Changed {
    /// Asks for the list anew.
    pub list: Callback<()>,
    /// Asks for everything around the list anew, and the list with it: what was not done would not be seen any more.
    pub around: Option<Callback<()>>,
}

/// What is said of so many invoices.
#[derive(Clone, Copy)]
pub struct Words {
    pub done: fn(usize) -> String,
    pub not_done: fn(usize) -> String,
}

/// What rooms above do with chosen invoices, in the context of a list.
#[derive(Clone, Copy)]
pub struct MoreForMany(pub fn(Many) -> AnyView);

const ISSUED: Words = Words {
    done: |count| tr!(invoices.many_issued, count = count),
    not_done: |count| tr!(invoices.many_not_issued, count = count),
};

const DELETED: Words = Words {
    done: |count| tr!(invoices.many_deleted, count = count),
    not_done: |count| tr!(invoices.many_not_deleted, count = count),
};

impl Many {
    /// `None` where nobody views.
    pub fn of_viewer(changed: Changed) -> Option<Self> {
        let viewer = use_context::<Viewer>()?;
        let (may_issue, may_edit) = (viewer.may(Right::IssueInvoices), viewer.may(Right::EditInvoices));
        Some(Self {
            picks: Picks::new(|row: &InvoiceRow| row.id.to_string(), row_name),
            may_issue,
            may_edit,
            busy: RwSignal::new(false),
            remainder: RwSignal::new(None),
            keys: StoredValue::new(BTreeMap::new()),
            toasts: use_toasts(),
            changed,
        })
    }

    /// Whether the server is at work.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// The key of an invoice's form, the same as long as its answer is not there.
    #[must_use]
    pub fn key(self, id: InvoiceId) -> RequestKey {
        let kept = self
            .keys
            .try_update_value(|keys| *keys.entry(id).or_insert_with(fresh_request));
        kept.unwrap_or_else(fresh_request)
    }

    /// The chosen rows, unless the server is at work on them.
    pub fn begin(self) -> Option<Vec<InvoiceRow>> {
        if self.busy.try_get_untracked() != Some(false) {
            return None;
        }
        self.busy.set(true);
        self.remainder.set(None);
        Some(untrack(|| self.picks.rows()))
    }

    fn issue(self) {
        let Some(mut rows) = self.begin() else { return };
        // However the list is sorted, the numbers follow the dates.
        rows.sort_by_key(|row| (row.issue_date, row.id));
        let drafts = rows.iter().map(|row| self.form(row)).collect();
        spawn_local(async move { self.answered(&rows, issue_invoices(drafts).await, ISSUED) });
    }

    fn delete(self) {
        let Some(rows) = self.begin() else { return };
        let ids = rows.iter().map(|row| row.id).collect();
        spawn_local(async move { self.answered(&rows, delete_drafts(ids).await, DELETED) });
    }

    /// The form that issues one of them.
    fn form(self, row: &InvoiceRow) -> IssueDraft {
        IssueDraft {
            id: row.id,
            version: row.version,
            request: self.key(row.id),
        }
    }

    /// Tells what became of them.
    pub fn answered(self, rows: &[InvoiceRow], answer: AppResult<Vec<Outcome>>, words: Words) {
        // The page may have been left meanwhile; what was done is told there too.
        let is_here = self.busy.try_set(false).is_none();
        let outcomes = match answer {
            Ok(outcomes) => outcomes,
            Err(error) => {
                // Each invoice is done by itself: some may have been before the answer got lost.
                self.toasts
                    .failure(format!("{} {}", error_text(&error), tr!(invoices.many_unknown)));
                if is_here {
                    self.changed.list.run(());
                }
                return;
            }
        };
        let not_done: Vec<_> = outcomes.iter().filter_map(|outcome| not_done(rows, outcome)).collect();
        let done = outcomes.len() - not_done.len();
        if done > 0 {
            self.toasts.success((words.done)(done));
        }
        if !is_here {
            return;
        }
        self.keys.set_value(BTreeMap::new());
        self.picks.clear();
        match (not_done.is_empty(), self.changed.around) {
            (true, Some(around)) => around.run(()),
            (true, None) => self.changed.list.run(()),
            (false, _) => {
                self.remainder.set(Some(Remainder {
                    title: (words.not_done)(not_done.len()),
                    rows: not_done,
                }));
                self.changed.list.run(());
            }
        }
    }
}

/// What the list calls an invoice.
fn row_name(row: &InvoiceRow) -> String {
    match &row.number {
        Some(number) => tr!(invoices.numbered, number = number.clone()),
        None => draft_name(row),
    }
}

fn not_done(rows: &[InvoiceRow], outcome: &Outcome) -> Option<NotDone> {
    let error = outcome.refused.as_ref()?;
    let row = rows.iter().find(|row| row.id == outcome.id);
    let name = match (&outcome.number, row) {
        (Some(number), _) => tr!(invoices.numbered, number = number.clone()),
        (None, Some(row)) => row_name(row),
        (None, None) => outcome.id.to_string(),
    };
    Some(NotDone {
        href: format!("/invoices/{}", outcome.id),
        name,
        reason: reason(error),
    })
}

/// What was not done, above the table.
#[component]
pub fn NotDoneInvoices(many: Many) -> impl IntoView {
    let closed = Callback::new(move |()| {
        if let Some(around) = many.changed.around {
            around.run(());
        }
    });
    view! { <RemainderList remainder=many.remainder closed /> }
}

/// What can be done with the chosen invoices, under the table.
#[component]
pub fn ManyBar(many: Many) -> impl IntoView {
    let drafts = move || {
        let rows = many.picks.rows();
        rows.iter().filter(|row| row.stage == Stage::Draft).count()
    };
    let busy = many.busy;
    let at_work = move || {
        busy.get()
            .then(|| view! { <span class="loading loading-spinner loading-xs" aria-hidden="true"></span> })
    };
    view! {
        <PickBar picks=many.picks>
            <PapersMenu many />
            {use_context::<MoreForMany>().map(|more| (more.0)(many))}
            {many
                .may_issue
                .then(|| {
                    view! {
                        <details class="menu-of opens-up">
                            <summary class="btn btn-primary">{tr!(invoices.issue)}</summary>
                            <div class="pop-menu">
                                <button
                                    type="button"
                                    class="btn btn-primary"
                                    disabled=move || busy.get()
                                    on:click=move |_| many.issue()
                                >
                                    {at_work}
                                    {move || tr!(invoices.issue_many, count = many.picks.rows().len())}
                                </button>
                            </div>
                        </details>
                    }
                })}
            {many
                .may_edit
                .then(|| {
                    view! {
                        <details class="menu-of opens-up">
                            <summary class="btn">{tr!(invoices.delete_drafts)}</summary>
                            <div class="pop-menu">
                                <button
                                    type="button"
                                    class="btn btn-error"
                                    disabled=move || busy.get() || drafts() == 0
                                    on:click=move |_| many.delete()
                                >
                                    {at_work}
                                    {move || tr!(invoices.delete_drafts_for_good, count = drafts())}
                                </button>
                            </div>
                        </details>
                    }
                })}
        </PickBar>
    }
}
