//! What can be done with an invoice now, as plain forms that work without JavaScript. What the viewer may not do, or the
//! state does not allow, is left out.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::documents::invoices::api::{CancelInvoice, CopyInvoice, DeleteDraft, IssueInvoice};
use crate::documents::invoices::model::{Invoice, IssuedInvoice, Stage};
use crate::documents::invoices::pages::PRINT;
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, RequestKeyField, Submit, TextField, VersionField};
use crate::ui::icons::Icon;
use crate::ui::toast::use_toasts;

/// The actions in the head of the page; the next sensible one is the primary.
#[component]
pub(super) fn Steps(invoice: Invoice, changed: Callback<()>) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let draft = invoice.stage() == Stage::Draft;
    let (id, version) = (invoice.id.to_string(), invoice.version);
    let may_edit = viewer.may(Right::EditInvoices);

    let edit = (draft && may_edit).then(|| {
        view! { <a class="btn" href=format!("/invoices/{id}/edit") data-key="e">{tr!(invoices.edit)}</a> }
    });
    let correct = (invoice.stage() == Stage::Issued && may_edit && viewer.may(Right::IssueInvoices)).then(|| {
        view! { <a class="btn" href=format!("/invoices/{id}/correct")>{tr!(invoices.correct)}</a> }
    });
    let issue = (draft && viewer.may(Right::IssueInvoices)).then(|| {
        let id = id.clone();
        view! { <IssueForm id version changed /> }
    });
    let delete = (draft && may_edit).then(|| {
        let action = ServerAction::<DeleteDraft>::new();
        let id = id.clone();
        view! {
            <details class="menu-of">
                <summary class="btn">{tr!(invoices.delete)}</summary>
                <div class="pop-menu">
                    <Form action argument="">
                        <Hidden name="id" value=id />
                        <Submit label=tr!(invoices.delete_for_good) danger=true />
                    </Form>
                </div>
            </details>
        }
    });
    let copy = may_edit.then(|| {
        let action = ServerAction::<CopyInvoice>::new();
        let id = id.clone();
        view! {
            <Form action>
                <Hidden name="id" value=id />
                <RequestKeyField />
                <Submit label=tr!(invoices.copy) second=true />
            </Form>
        }
    });
    let print = || {
        // A browser that can't print shows nothing, and there is nothing else to do.
        let _ = window().print();
    };
    // Somebody who issued the invoice to print it. The address forgets it, so that a reload prints nothing.
    let (hash, navigate, page) = (use_location().hash, use_navigate(), format!("/invoices/{id}"));
    Effect::new(move || {
        if hash.get_untracked() == PRINT {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&page, options);
            request_animation_frame(print);
        }
    });
    view! {
        {edit}
        {delete}
        {correct}
        {copy}
        <button type="button" class="btn only-alive" data-key="p" on:click=move |_| print()>
            <Icon name="print" />
            {tr!(invoices.print)}
        </button>
        {issue}
    }
    .into_any()
}

#[component]
fn IssueForm(id: String, version: i64, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<IssueInvoice>::new();
    let toasts = use_toasts();
    let done = move |issued: IssuedInvoice| {
        toasts.success(tr!(invoices.issued_toast, number = issued.number));
        changed.run(());
    };
    view! {
        <Form action done>
            <Hidden name="id" value=id />
            <VersionField version />
            <RequestKeyField />
            <Submit label=tr!(invoices.issue) />
        </Form>
    }
    .into_any()
}

/// Cancelling asks for its reason. What was paid has to be moved first; the sentence says so before anybody types.
#[component]
pub(super) fn CancelCard(invoice: Invoice, changed: Callback<()>) -> impl IntoView {
    let may = expect_context::<Viewer>().may(Right::CancelInvoices);
    if !may || invoice.stage() != Stage::Issued {
        return ().into_any();
    }
    let body = if invoice.paid.is_positive() {
        view! { <p class="muted">{tr!(invoices.cancel_paid)}</p> }.into_any()
    } else {
        let action = ServerAction::<CancelInvoice>::new();
        view! {
            <Form action done=move |()| changed.run(())>
                <Hidden name="id" value=invoice.id.to_string() />
                <TextField name="reason" label=tr!(invoices.cancel_reason) hint=tr!(invoices.cancel_hint) required=true max=500 />
                <FormActions>
                    <Submit label=tr!(invoices.cancel) danger=true />
                </FormActions>
            </Form>
        }
        .into_any()
    };
    view! {
        <details class="side-card">
            <summary>{tr!(invoices.cancel)}</summary>
            {body}
        </details>
    }
    .into_any()
}
