//! `/invoices`: the list, whose chosen invoices can be sent too.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::documents::invoices::model::Outcome;
use crate::documents::invoices::pages;
use crate::documents::invoices::pages::many::Invoices;
use crate::documents::papers::pages::{Many, MoreForMany, Words};
use crate::documents::sending::api::send_invoices;
use crate::documents::sending::model::SendOne;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::Id;
use crate::tr;
use crate::ui::may;

/// So many are sent by one request.
const AT_A_TIME: usize = 10;

/// The page.
#[component]
pub fn InvoicesPage() -> impl IntoView {
    provide_sending();
    view! { <pages::InvoicesPage /> }.into_any()
}

/// Lists of invoices below can send what is chosen.
pub fn provide_sending() {
    provide_context(MoreForMany::<Invoices>(|many| view! { <SendMenu many /> }.into_any()));
}

const SENT: Words = Words {
    done: |count| tr!(sending.many_done, count = count),
    not_done: |count| tr!(sending.many_not_done, count = count),
};

/// *Send*: each to the contacts who get invoices, some at a time, so that one sees how far it is.
#[component]
fn SendMenu(many: Many<Invoices>) -> impl IntoView {
    if !may(Right::SendMail) {
        return ().into_any();
    }
    let sent = RwSignal::new(None::<(usize, usize)>);
    let progress = move || {
        sent.get().map(|(done, all)| {
            view! {
                <div role="status">
                    <progress class="progress" value=done max=all></progress>
                    <p class="muted">{tr!(sending.many_progress, done = done, all = all)}</p>
                </div>
            }
        })
    };
    view! {
        <details class="menu-of opens-up">
            <summary class="btn">{tr!(sending.many)}</summary>
            <div class="pop-menu">
                <p class="muted">{tr!(sending.many_text)}</p>
                {progress}
                <button type="button" class="btn btn-primary" disabled=move || many.is_busy() on:click=move |_| send(many, sent)>
                    {move || tr!(sending.many_go, count = many.picks.count())}
                </button>
            </div>
        </details>
    }
    .into_any()
}

fn send(many: Many<Invoices>, sent: RwSignal<Option<(usize, usize)>>) {
    let Some(rows) = many.begin() else { return };
    let all: Vec<SendOne> = rows
        .iter()
        .map(|row| SendOne {
            id: row.id.uuid(),
            request: many.key(row.id),
        })
        .collect();
    spawn_local(async move {
        let outcomes = in_parts(all, sent).await;
        let _ = sent.try_set(None);
        many.answered_in(&rows, outcomes, SENT);
    });
}

async fn in_parts(all: Vec<SendOne>, sent: RwSignal<Option<(usize, usize)>>) -> AppResult<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(all.len());
    for some in all.chunks(AT_A_TIME) {
        let _ = sent.try_set(Some((outcomes.len(), all.len())));
        outcomes.extend(send_invoices(some.to_vec()).await?);
    }
    Ok(outcomes)
}
