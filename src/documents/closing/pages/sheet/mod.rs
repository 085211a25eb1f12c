//! The form of an act or a delivery note: a plain form, so it works without JavaScript with everything that is left filled in. With it the sums
//! follow what is typed by the arithmetic of the server, and the paper stands beside it as it would print.
//!
//! | file | what it holds |
//! |---|---|
//! | `live` | what is being typed, and what it comes to |
//! | `head` | date, period, number, signatories, delivery |
//! | `lines` | the lines of the invoice: invoiced, closed, now, rest |
//! | `keep` | a line whose VAT rate is not valid on the date |
//! | `foot` | sums, words, buttons |

mod foot;
mod head;
mod keep;
mod lines;
mod live;

use leptos::html;
use leptos::prelude::*;

use self::foot::Foot;
use self::head::Head;
use self::lines::Lines;
use self::live::Live;
use super::numbered_text;
use crate::documents::closing::api::{SendClosing, open_closing, open_closing_correction, preview_closing};
use crate::documents::closing::model::{ClosingEditor, ClosingKind, SentClosing};
use crate::documents::closing::words::kind_text;
use crate::documents::templates::pages::{Mark, PaperSheet};
use crate::error::AppError;
use crate::kernel::ids::ClosingId;
use crate::tr;
use crate::ui::form::{Form, FormState, Hidden, RequestKeyField, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::page::PageHead;
use crate::ui::query::id_of_address;
use crate::ui::toast::use_toasts;

/// `/acts/<id>/edit`
#[component]
pub fn EditClosingPage(kind: ClosingKind) -> impl IntoView {
    let id = id_of_address::<ClosingId>();
    let editor = Data::new(
        move || id.get(),
        move |id| async move {
            match id {
                Some(id) => open_closing(kind, id).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    view! {
        <PageHead title=tr!(closing.edit_title, name = kind_text(kind)) />
        <Load resource=editor let:editor><Sheet editor /></Load>
    }
    .into_any()
}

/// `/acts/<id>/correct`
#[component]
pub fn CorrectClosingPage(kind: ClosingKind) -> impl IntoView {
    let id = id_of_address::<ClosingId>();
    let editor = Data::new(
        move || id.get(),
        move |id| async move {
            match id {
                Some(id) => open_closing_correction(kind, id).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    view! {
        <Load resource=editor let:editor>
            {
                let number = editor.correcting.as_ref().map(|corrected| corrected.number.clone());
                let name = numbered_text(kind, &number.unwrap_or_default());
                view! { <PageHead title=tr!(closing.correct_title, name = name) /> }
            }
            <p class="page-sub">{tr!(closing.correct_text)}</p>
            <Sheet editor />
        </Load>
    }
    .into_any()
}

/// The form.
#[component]
pub fn Sheet(editor: ClosingEditor) -> impl IntoView {
    let action = ServerAction::<SendClosing>::new();
    let toasts = use_toasts();
    let kind = editor.form.kind;
    let next_revision = editor.correcting.as_ref().map(|corrected| corrected.revision + 1);
    let done = move |sent: SentClosing| {
        let name = sent.number.map(|number| numbered_text(kind, &number));
        toasts.success(match (name, next_revision) {
            (Some(name), Some(n)) => tr!(closing.corrected_toast, name = name, n = n),
            (Some(name), None) => tr!(closing.issued_toast, name = name),
            (None, _) => tr!(closing.draft_saved).to_owned(),
        });
    };
    view! { <Form action done><Fields editor /></Form> }.into_any()
}

#[component]
fn Fields(editor: ClosingEditor) -> impl IntoView {
    let live = Live::open(&editor, expect_context::<FormState>());
    let form = &editor.form;
    let stored = form.id.map(|id| {
        view! {
            <Hidden name="id" value=id.to_string() />
            <VersionField version=form.version />
        }
    });
    let hidden = view! {
        <Hidden name="kind" value=form.kind.to_string() />
        <Hidden name="invoice" value=form.invoice.to_string() />
        {stored}
        <RequestKeyField />
    };
    let number = editor.invoice.number().unwrap_or_default().to_owned();
    let number = tr!(invoices.numbered, number = number);
    let (invoice, client) = (
        format!("/invoices/{}", editor.invoice.id),
        format!("/clients/{}", editor.invoice.client),
    );
    let wrapper = NodeRef::<html::Div>::new();
    live.listen(wrapper);
    let shown = RwSignal::new(false);
    view! {
        {hidden}
        <p class="page-sub">
            {tr!(closing.invoice)} " " <a href=invoice>{number}</a> " · " <a href=client>{editor.client_name.clone()}</a> " · "
            {editor.organization_name.clone()}
        </p>
        <div class="closing-sheet" node_ref=wrapper on:input=move |_| live.typed_later() on:change=move |_| live.typed_later()>
            <div class="closing-form">
                <Head editor=editor.clone() live />
                <Lines editor=editor.clone() live />
                <button type="button" class="btn only-alive closing-show" on:click=move |_| shown.update(|shown| *shown = !*shown)>
                    {move || if shown.get() { tr!(closing.hide_paper) } else { tr!(closing.show_paper) }}
                </button>
            </div>
            <div class="closing-paper" class:is-shown=move || shown.get()><Paper live /></div>
        </div>
        <Foot editor live />
    }
    .into_any()
}

/// The paper as it would print with what is typed.
#[component]
fn Paper(live: Live) -> impl IntoView {
    let paper = Data::new(
        move || live.asked.get(),
        |form| async move {
            match Box::pin(preview_closing(form)).await {
                Ok(html) => Ok(Some(html)),
                // The problems stand beside their fields.
                Err(AppError::Invalid(_)) => Ok(None),
                Err(error) => Err(error),
            }
        },
    );
    view! {
        <Load resource=paper aside=true let:html>
            {match html {
                Some(html) => view! { <PaperSheet html mark=Some(Mark::Draft) /> }.into_any(),
                None => view! { <p class="muted closing-waits">{tr!(closing.preview_waits)}</p> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}
