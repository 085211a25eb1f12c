//! What can be done with an invoice now, as plain forms that work without JavaScript. What the viewer may not do is left out;
//! what the state does not allow stands there in grey with its reason.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::documents::invoices::api::{CancelInvoice, CopyInvoice, DeleteDraft, IssueInvoice};
use crate::documents::invoices::model::{Invoice, IssuedInvoice, Stage};
use crate::documents::invoices::pages::PRINT;
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, RequestKeyField, Submit, TextField, VersionField, came_back};
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
    let correct = (!draft && may_edit && viewer.may(Right::IssueInvoices)).then(|| {
        if invoice.stage() == Stage::Cancelled {
            impossible(tr!(invoices.correct), tr!(invoices.correct_cancelled))
        } else {
            view! { <a class="btn" href=format!("/invoices/{id}/correct")>{tr!(invoices.correct)}</a> }.into_any()
        }
    });
    let cancel = (!draft && viewer.may(Right::CancelInvoices)).then(|| match obstacle(&invoice) {
        Some(reason) => impossible(tr!(invoices.cancel_short), reason),
        None => view! { <CancelForm id=id.clone() changed /> }.into_any(),
    });
    let pay =
        (invoice.stage() == Stage::Issued && invoice.balance().is_positive() && viewer.may(Right::RecordPayments))
            .then(|| {
                let to = format!("/payments/new?invoice={id}");
                view! { <a class="btn btn-primary" href=to data-key="m">{tr!(payments.record)}</a> }
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
        <button type="button" class="btn only-alive" data-key="p" on:click=move |_| print()>
            <Icon name="print" />
            {tr!(invoices.print)}
        </button>
        {copy}
        {edit}
        {correct}
        {cancel}
        {delete}
        {issue}
        {pay}
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

/// A step the state does not allow. It takes the focus, so that its reason can be read without a mouse too.
fn impossible(label: &'static str, reason: &'static str) -> AnyView {
    view! {
        <button type="button" class="btn impossible" aria-disabled="true" aria-description=reason data-reason=reason>
            {label}
        </button>
    }
    .into_any()
}

/// Why an issued invoice can't be cancelled.
fn obstacle(invoice: &Invoice) -> Option<&'static str> {
    match invoice.stage() {
        Stage::Cancelled => Some(tr!(invoices.cancel_cancelled)),
        _ if invoice.paid.is_positive() => Some(tr!(invoices.cancel_paid)),
        Stage::Draft | Stage::Issued => None,
    }
}

/// Cancelling asks for its reason.
#[component]
fn CancelForm(id: String, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<CancelInvoice>::new();
    view! {
        <details class="menu-of" open=came_back(CancelInvoice::PATH, "")>
            <summary class="btn">{tr!(invoices.cancel_short)}</summary>
            <div class="pop-menu">
                <Form action done=move |()| changed.run(()) class="menu-form">
                    <Hidden name="id" value=id />
                    <TextField name="reason" label=tr!(invoices.cancel_reason) hint=tr!(invoices.cancel_hint) required=true max=500 />
                    <FormActions>
                        <Submit label=tr!(invoices.cancel) danger=true />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}
