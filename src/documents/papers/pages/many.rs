//! What is done with several papers of a list at once. A paper it can't be done with is sent like the others, and told of with
//! the reason: nothing is passed over in silence.

use std::collections::BTreeMap;
use std::fmt::Display;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bundle::PapersMenu;
use crate::documents::papers::model::Outcome;
use crate::error::{AppError, AppResult};
use crate::kernel::date::Date;
use crate::kernel::ids::RequestKey;
use crate::kernel::lifecycle::Stage;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::error_text;
use crate::ui::form::fresh_request;
use crate::ui::picks::{NotDone, PickBar, Picks, Remainder, RemainderList};
use crate::ui::toast::{Toasts, use_toasts};

/// A draft that is to be issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft<I> {
    pub id: I,
    /// The version that was in the list.
    pub version: i64,
    pub request: RequestKey,
}

/// What is said of so many papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// On the button that issues so many.
    Issue,
    Issued,
    NotIssued,
    Deleted,
    NotDeleted,
}

/// What is said of what rooms above have done with so many papers.
#[derive(Clone, Copy)]
pub struct Words {
    pub done: fn(usize) -> String,
    pub not_done: fn(usize) -> String,
}

/// What rooms above do with chosen papers, in the context of a list.
#[derive(Clone, Copy)]
pub struct MoreForMany<P: Papers>(pub fn(Many<P>) -> AnyView);

/// The papers of a list: what they are called, and what can be done with several of them.
pub trait Papers: Copy + Send + Sync + 'static {
    type Id: Copy + Ord + Display + Send + Sync + 'static;
    type Row: Clone + Send + Sync + 'static;

    /// The address of the list; the page of a paper is this and `/<id>`.
    fn address(self) -> &'static str;
    fn may_issue(self, viewer: &Viewer) -> bool;
    fn may_delete(self, viewer: &Viewer) -> bool;
    /// As many copies are usually printed.
    fn copies(self) -> usize;
    fn id(row: &Self::Row) -> Self::Id;
    fn version(row: &Self::Row) -> i64;
    fn date(row: &Self::Row) -> Date;
    fn stage(row: &Self::Row) -> Stage;
    /// What the list calls a paper.
    fn name(row: &Self::Row) -> String;
    /// What a paper with this number is called.
    fn numbered(self, number: String) -> String;
    /// Why nothing was done with one of them.
    fn reason(self, error: &AppError) -> String;
    fn say(self, said: Said, count: usize) -> String;
    fn issue(self, drafts: Vec<Draft<Self::Id>>) -> impl Future<Output = AppResult<Vec<Outcome<Self::Id>>>>;
    fn delete(self, ids: Vec<Self::Id>) -> impl Future<Output = AppResult<Vec<Outcome<Self::Id>>>>;
    /// Has their files made.
    fn prepare(self, ids: Vec<Self::Id>, stamped: bool) -> impl Future<Output = AppResult<Vec<Outcome<Self::Id>>>>;
}

/// The choice of papers.
pub struct Many<P: Papers> {
    pub papers: P,
    pub picks: Picks<P::Row>,
    may_issue: bool,
    may_delete: bool,
    /// Whether the server is at work.
    pub(super) busy: RwSignal<bool>,
    pub(super) remainder: RwSignal<Option<Remainder>>,
    /// The keys of drafts that were sent. A send whose answer got lost is the same one when it is pressed again.
    keys: StoredValue<BTreeMap<P::Id, RequestKey>>,
    pub(super) toasts: Toasts,
    changed: Changed,
}

// Derived ones would be Copy only where the row is.
#[expect(
    clippy::expl_impl_clone_on_copy,
    reason = "a derived one would be Copy only where P is"
)]
impl<P: Papers> Clone for Many<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P: Papers> Copy for Many<P> {}

/// What follows when papers have changed.
#[derive(Clone, Copy)]
pub struct Changed {
    /// Asks for the list anew.
    pub list: Callback<()>,
    /// Asks for everything around the list anew, and the list with it: what was not done would not be seen any more.
    pub around: Option<Callback<()>>,
}

impl<P: Papers> Many<P> {
    /// `None` where nobody views.
    pub fn of_viewer(papers: P, changed: Changed) -> Option<Self> {
        let viewer = use_context::<Viewer>()?;
        Some(Self {
            papers,
            picks: Picks::new(|row: &P::Row| P::id(row).to_string(), P::name),
            may_issue: papers.may_issue(&viewer),
            may_delete: papers.may_delete(&viewer),
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

    /// The key of a paper's form, the same as long as its answer is not there.
    #[must_use]
    pub fn key(self, id: P::Id) -> RequestKey {
        let kept = self
            .keys
            .try_update_value(|keys| *keys.entry(id).or_insert_with(fresh_request));
        kept.unwrap_or_else(fresh_request)
    }

    /// The chosen rows, unless the server is at work on them.
    pub fn begin(self) -> Option<Vec<P::Row>> {
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
        rows.sort_by_key(|row| (P::date(row), P::id(row)));
        let drafts = rows.iter().map(|row| self.form(row)).collect();
        spawn_local(
            async move { self.answered(&rows, self.papers.issue(drafts).await, Said::Issued, Said::NotIssued) },
        );
    }

    fn delete(self) {
        let Some(rows) = self.begin() else { return };
        let ids = rows.iter().map(P::id).collect();
        spawn_local(
            async move { self.answered(&rows, self.papers.delete(ids).await, Said::Deleted, Said::NotDeleted) },
        );
    }

    /// The form that issues one of them.
    fn form(self, row: &P::Row) -> Draft<P::Id> {
        Draft {
            id: P::id(row),
            version: P::version(row),
            request: self.key(P::id(row)),
        }
    }

    fn answered(self, rows: &[P::Row], answer: AppResult<Vec<Outcome<P::Id>>>, well: Said, ill: Said) {
        let papers = self.papers;
        self.told(
            rows,
            answer,
            |count| papers.say(well, count),
            |count| papers.say(ill, count),
        );
    }

    /// Tells what became of them.
    pub fn answered_in(self, rows: &[P::Row], answer: AppResult<Vec<Outcome<P::Id>>>, words: Words) {
        self.told(rows, answer, words.done, words.not_done);
    }

    fn told(
        self,
        rows: &[P::Row],
        answer: AppResult<Vec<Outcome<P::Id>>>,
        well: impl Fn(usize) -> String,
        ill: impl Fn(usize) -> String,
    ) {
        // The page may have been left meanwhile; what was done is told there too.
        let is_here = self.busy.try_set(false).is_none();
        let outcomes = match answer {
            Ok(outcomes) => outcomes,
            Err(error) => {
                // Each paper is done by itself: some may have been before the answer got lost.
                self.toasts
                    .failure(format!("{} {}", error_text(&error), tr!(invoices.many_unknown)));
                if is_here {
                    self.changed.list.run(());
                }
                return;
            }
        };
        let not_done: Vec<_> = outcomes
            .iter()
            .filter_map(|outcome| not_done(self.papers, rows, outcome))
            .collect();
        let done = outcomes.len() - not_done.len();
        if done > 0 {
            self.toasts.success(well(done));
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
                    title: ill(not_done.len()),
                    rows: not_done,
                }));
                self.changed.list.run(());
            }
        }
    }
}

pub(super) fn not_done<P: Papers>(papers: P, rows: &[P::Row], outcome: &Outcome<P::Id>) -> Option<NotDone> {
    let error = outcome.refused.as_ref()?;
    let row = rows.iter().find(|row| P::id(row) == outcome.id);
    let name = match (&outcome.number, row) {
        (Some(number), _) => papers.numbered(number.clone()),
        (None, Some(row)) => P::name(row),
        (None, None) => outcome.id.to_string(),
    };
    Some(NotDone {
        href: format!("{}/{}", papers.address(), outcome.id),
        name,
        reason: papers.reason(error),
    })
}

/// What was not done, above the table.
#[component]
pub fn NotDonePapers<P: Papers>(many: Many<P>) -> impl IntoView {
    let closed = Callback::new(move |()| {
        if let Some(around) = many.changed.around {
            around.run(());
        }
    });
    view! { <RemainderList remainder=many.remainder closed /> }
}

/// What can be done with the chosen papers, under the table.
#[component]
pub fn ManyBar<P: Papers>(many: Many<P>) -> impl IntoView {
    let drafts = move || {
        let rows = many.picks.rows();
        rows.iter().filter(|row| P::stage(row) == Stage::Draft).count()
    };
    // What is done with drafts is offered where some are among the chosen.
    let none = move || drafts() == 0;
    let busy = many.busy;
    let at_work = move || {
        busy.get()
            .then(|| view! { <span class="loading loading-spinner loading-xs" aria-hidden="true"></span> })
    };
    view! {
        <PickBar picks=many.picks>
            <PapersMenu many />
            {use_context::<MoreForMany<P>>().map(|more| (more.0)(many))}
            {many
                .may_issue
                .then(|| {
                    view! {
                        <details class="menu-of opens-up" hidden=none>
                            <summary class="btn btn-primary">{tr!(invoices.issue)}</summary>
                            <div class="pop-menu">
                                <button
                                    type="button"
                                    class="btn btn-primary"
                                    disabled=move || busy.get()
                                    on:click=move |_| many.issue()
                                >
                                    {at_work}
                                    {move || many.papers.say(Said::Issue, many.picks.rows().len())}
                                </button>
                            </div>
                        </details>
                    }
                })}
            {many
                .may_delete
                .then(|| {
                    view! {
                        <details class="menu-of opens-up" hidden=none>
                            <summary class="btn">{tr!(invoices.delete_drafts)}</summary>
                            <div class="pop-menu">
                                <button
                                    type="button"
                                    class="btn btn-error"
                                    disabled=move || busy.get()
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
