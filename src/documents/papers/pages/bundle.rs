//! The papers of the chosen rows, as one file to print or as an archive. They are made some at a time, so that one sees how far it is
//! and no request takes long; then the browser asks for all of them together.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::many::{Many, Papers, not_done};
use super::rendition_choice;
use crate::documents::papers::model::{MOST_COPIES, Outcome, Rendition};
use crate::error::AppResult;
use crate::tr;
use crate::ui::error_text;
use crate::ui::picks::Remainder;

/// So many are made by one request.
const AT_A_TIME: usize = 10;

/// The form that asks for all of them.
#[derive(Clone, Copy)]
struct Request {
    form: NodeRef<html::Form>,
    ids: RwSignal<String>,
    together: RwSignal<&'static str>,
    stamped: RwSignal<bool>,
    /// How many are made, and of how many.
    made: RwSignal<Option<(usize, usize)>>,
}

/// *Papers*: which rendition, how many copies; one PDF or an archive.
#[component]
pub(super) fn PapersMenu<P: Papers>(many: Many<P>) -> impl IntoView {
    let request = Request {
        form: NodeRef::new(),
        ids: RwSignal::new(String::new()),
        together: RwSignal::new("pdf"),
        stamped: RwSignal::new(false),
        made: RwSignal::new(None),
    };
    let address = format!("{}/papers", many.papers.address());
    let progress = move || {
        request.made.get().map(|(made, all)| {
            view! {
                <div role="status">
                    <progress class="progress" value=made max=all></progress>
                    <p class="muted">{tr!(invoices.papers_made, made = made, all = all)}</p>
                </div>
            }
        })
    };
    let button = move |together: &'static str, class: &'static str, label: &'static str| {
        view! {
            <button
                type="button"
                class=class
                disabled=move || many.busy.get()
                on:click=move |_| make(many, request, together)
            >
                {label}
            </button>
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        // The copies change nothing of what is made.
        if let Ok(rendition) = event_target_value(&event).parse::<Rendition>() {
            request.stamped.set(rendition == Rendition::Stamped);
        }
    };
    view! {
        <details class="menu-of opens-up">
            <summary class="btn">{tr!(invoices.papers)}</summary>
            <div class="pop-menu">
                <form class="menu-form" method="post" action=address node_ref=request.form on:change=chosen>
                    <input type="hidden" name="ids" prop:value=move || request.ids.get() />
                    <input type="hidden" name="as" prop:value=move || request.together.get() />
                    {rendition_choice("papers-rendition", &[Rendition::Clean, Rendition::Stamped])}
                    <div class="field">
                        <label class="field-label" for="papers-copies">{tr!(invoices.copies)}</label>
                        <input id="papers-copies" class="input" type="number" name="copies" value=many.papers.copies() min="1" max=MOST_COPIES />
                    </div>
                    {progress}
                    <div class="form-actions">
                        {button("pdf", "btn btn-primary", tr!(invoices.papers_pdf))}
                        {button("zip", "btn", tr!(invoices.papers_zip))}
                    </div>
                </form>
            </div>
        </details>
    }
    .into_any()
}

fn make<P: Papers>(many: Many<P>, request: Request, together: &'static str) {
    let Some(form) = request.form.get_untracked() else {
        return;
    };
    if !form.report_validity() {
        return;
    }
    let Some(rows) = many.begin() else { return };
    let ids: Vec<P::Id> = rows.iter().map(P::id).collect();
    spawn_local(async move {
        let outcomes = prepared(many.papers, request, &ids).await;
        // The page may have been left meanwhile.
        if many.busy.try_set(false).is_some() {
            return;
        }
        request.made.set(None);
        let outcomes = match outcomes {
            Ok(outcomes) => outcomes,
            Err(error) => {
                many.toasts.failure(error_text(&error));
                return;
            }
        };
        let missing: Vec<_> = outcomes
            .iter()
            .filter_map(|outcome| not_done(many.papers, &rows, outcome))
            .collect();
        if !missing.is_empty() {
            many.remainder.set(Some(Remainder {
                title: tr!(invoices.papers_missing, count = missing.len()),
                rows: missing,
            }));
        }
        let made = outcomes.iter().filter(|outcome| outcome.refused.is_none());
        let made: Vec<String> = made.map(|outcome| outcome.id.to_string()).collect();
        if !made.is_empty() {
            request.ids.set(made.join(","));
            request.together.set(together);
            // Once the fields have it.
            request_animation_frame(move || {
                let _ = form.submit();
            });
        }
    });
}

/// What became of each of them; the bar follows.
async fn prepared<P: Papers>(papers: P, request: Request, ids: &[P::Id]) -> AppResult<Vec<Outcome<P::Id>>> {
    let mut outcomes = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_A_TIME) {
        let _ = request.made.try_set(Some((outcomes.len(), ids.len())));
        let stamped = request.stamped.try_get_untracked().unwrap_or_default();
        outcomes.extend(papers.prepare(some.to_vec(), stamped).await?);
    }
    Ok(outcomes)
}
