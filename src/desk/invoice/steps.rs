//! What can be done with an invoice now, as plain forms that work without JavaScript. What the viewer may not do is left out;
//! what the state does not allow stands there in grey with its reason.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::documents::closing::model::ClosingKind;
use crate::documents::closing::pages::new_text;
use crate::documents::invoices::api::{CancelInvoice, CopyInvoice, DeleteDraft, IssueInvoice};
use crate::documents::invoices::model::{Invoice, IssuedInvoice, Stage, is_closing_off};
use crate::documents::papers::pages::PrintMenu;
use crate::documents::sending::model::PaperRef;
use crate::documents::sending::pages::{send_href, send_text};
use crate::documents::templates::model::PaperKind;
use crate::kernel::actor::Right;
use crate::kernel::ids::Id;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, RequestKeyField, Submit, TextField, VersionField, came_back};
use crate::ui::icons::Icon;
use crate::ui::page::impossible;
use crate::ui::steps::{StepMenu, rare_steps};
use crate::ui::toast::use_toasts;

/// The actions in the head of the page; the next sensible one is the primary.
#[component]
pub(super) fn Steps(
    invoice: Invoice,
    /// The revision on the page.
    shown: i64,
    /// What its lines usually go to, as far as the viewer makes such papers.
    #[prop(optional_no_strip)]
    closed_by: Option<ClosingKind>,
    changed: Callback<()>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let draft = invoice.stage() == Stage::Draft;
    let (id, version) = (invoice.id.to_string(), invoice.version);
    let may_edit = viewer.may(Right::EditInvoices);

    let page = format!("/invoices/{id}");
    let earlier = (shown != invoice.revision).then_some(shown);
    let print = view! { <PrintMenu page stage=invoice.stage() earlier /> };
    let edit = (draft && may_edit).then(|| {
        view! { <a class="btn" href=format!("/invoices/{id}/edit") data-key="e">{tr!(invoices.edit)}</a> }
    });
    let has_closings = if is_closing_off(viewer.rights) {
        tr!(problem.has_closings_off)
    } else {
        tr!(problem.has_closings)
    };
    let correct = (!draft && may_edit && viewer.may(Right::IssueInvoices)).then(|| {
        if invoice.stage() == Stage::Cancelled {
            impossible(tr!(invoices.correct), tr!(invoices.correct_cancelled))
        } else if invoice.closing.is_begun() {
            impossible(tr!(invoices.correct), has_closings)
        } else {
            view! { <a class="btn" href=format!("/invoices/{id}/correct")>{tr!(invoices.correct)}</a> }.into_any()
        }
    });
    let may_pay = viewer.may(Right::RecordPayments);
    let may_release = viewer.may(Right::AllocatePayments);
    let paid = invoice.stage() == Stage::Issued && invoice.paid.is_positive();
    let cancel = (!draft && viewer.may(Right::CancelInvoices)).then(|| {
        if invoice.stage() == Stage::Cancelled {
            impossible(tr!(invoices.cancel_short), tr!(invoices.cancel_cancelled))
        } else if invoice.closing.is_begun() {
            impossible(tr!(invoices.cancel_short), has_closings)
        } else if paid && may_release {
            // What becomes of the payments is asked on a page of its own.
            view! { <a class="btn" href=format!("/invoices/{id}/cancel")>{tr!(invoices.cancel_short)}</a> }.into_any()
        } else if paid {
            impossible(tr!(invoices.cancel_short), tr!(invoices.cancel_paid))
        } else {
            view! { <CancelForm id=id.clone() number=invoice.number().unwrap_or_default().to_owned() changed /> }
                .into_any()
        }
    });
    let pay = (!draft && may_pay).then(|| {
        if invoice.stage() == Stage::Cancelled {
            impossible(tr!(payments.record), tr!(payments.is_cancelled))
        } else if invoice.balance().is_positive() {
            let to = format!("/invoices/{id}?pay=true");
            view! { <a class="btn btn-primary" href=to data-key="m">{tr!(payments.record)}</a> }.into_any()
        } else {
            impossible(tr!(payments.record), tr!(payments.is_paid))
        }
    });
    // What is paid and not closed yet: that is the next step then.
    let close = closed_by.filter(|_| invoice.closing.is_unclosed()).map(|closed_by| {
        let to = format!("{}/new?invoice={id}", closed_by.path());
        let class = if invoice.balance().is_positive() {
            "btn"
        } else {
            "btn btn-primary"
        };
        view! { <a class=class href=to data-key="a">{new_text(closed_by)}</a> }
    });
    let issue = (draft && viewer.may(Right::IssueInvoices)).then(|| {
        let id = id.clone();
        view! { <IssueForm id version changed /> }
    });
    let delete = (draft && viewer.may(Right::DeleteInvoices)).then(|| {
        let action = ServerAction::<DeleteDraft>::new();
        let id = id.clone();
        view! {
            <StepMenu label=tr!(invoices.delete)>
                <Form action argument="">
                    <Hidden name="id" value=id />
                    <Submit label=tr!(invoices.delete_for_good) danger=true />
                </Form>
            </StepMenu>
        }
    });
    let send = (viewer.may(Right::SendMail)
        && invoice.stage() != Stage::Cancelled
        && (!draft || viewer.may(Right::IssueInvoices)))
    .then(|| {
        let paper = PaperRef {
            kind: PaperKind::Invoice,
            id: invoice.id.uuid(),
        };
        let label = send_text(paper.kind, draft);
        view! { <a class="btn" href=send_href(paper)><Icon name="mail" /> {label}</a> }
    });
    let copy = viewer.may(Right::CreateInvoices).then(|| {
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
    // Three stand under the thumb: of a draft, what makes an invoice of it; of an issued one, what gets it to the client and what comes next.
    let closes = close.is_some() && !invoice.balance().is_positive();
    let (send, pay, close) = (
        send.map(IntoAny::into_any),
        pay.map(IntoAny::into_any),
        close.map(IntoAny::into_any),
    );
    let (rare_send, common_send) = if draft { (send, None) } else { (None, send) };
    let (rare_next, next) = if closes { (pay, close) } else { (close, pay) };
    let more = rare_steps([
        Some(print.into_any()),
        copy.map(IntoAny::into_any),
        correct.map(IntoAny::into_any),
        cancel.map(IntoAny::into_any),
        delete.map(IntoAny::into_any),
        rare_send,
        rare_next,
    ]);
    view! {
        <div class="steps-bar">
            {more}
            {edit}
            {common_send}
            {issue}
            {next}
        </div>
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

/// Cancelling asks for its reason.
#[component]
fn CancelForm(id: String, number: String, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<CancelInvoice>::new();
    view! {
        <StepMenu label=tr!(invoices.cancel_short) open=came_back(CancelInvoice::PATH, "")>
            <Form action done=move |()| changed.run(()) class="menu-form" toast=tr!(invoices.cancelled_toast, number = number)>
                <Hidden name="id" value=id />
                <TextField name="reason" label=tr!(invoices.cancel_reason) hint=tr!(invoices.cancel_hint) required=true max=500 />
                <FormActions>
                    <Submit label=tr!(invoices.cancel) danger=true />
                </FormActions>
            </Form>
        </StepMenu>
    }
    .into_any()
}
