//! What can be done with an act or a note now, as plain forms that work without JavaScript. What the viewer may not do is left out; what the state
//! does not allow stands there in grey with its reason.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::numbered_text;
use crate::documents::closing::api::{CancelIssuedClosing, DeleteClosing, IssueClosingDraft};
use crate::documents::closing::model::{Closing, IssuedClosing};
use crate::documents::papers::pages::PrintMenu;
use crate::kernel::date::Date;
use crate::kernel::lifecycle::Stage;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, Submit, TextField, VersionField, came_back,
};
use crate::ui::page::impossible;
use crate::ui::steps::{StepMenu, rare_steps};
use crate::ui::toast::use_toasts;

/// The actions in the head of the page; the next sensible one is the primary.
#[component]
pub(super) fn Steps(
    closing: Closing,
    /// The revision on the page.
    shown: i64,
    today: Date,
    /// What another room can do with it.
    step: Option<AnyView>,
    changed: Callback<()>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let (kind, stage) = (closing.kind, closing.stage());
    let draft = stage == Stage::Draft;
    let page = format!("{}/{}", kind.path(), closing.id);
    let may_edit = viewer.may(kind.edit());
    let earlier = (!draft && shown != closing.revision).then_some(shown);
    let print = view! { <PrintMenu page=page.clone() stage earlier copies=2 /> };
    let edit = (draft && may_edit)
        .then(|| view! { <a class="btn" href=format!("{page}/edit") data-key="e">{tr!(invoices.edit)}</a> });
    let correct = (!draft && may_edit && viewer.may(kind.issue())).then(|| {
        if stage == Stage::Cancelled {
            impossible(tr!(invoices.correct), tr!(closing.correct_cancelled))
        } else if closing.is_correctable() {
            view! { <a class="btn" href=format!("{page}/correct")>{tr!(invoices.correct)}</a> }.into_any()
        } else {
            impossible(tr!(invoices.correct), tr!(closing.correct_signed))
        }
    });
    let cancel = (!draft && viewer.may(kind.cancel())).then(|| {
        if stage == Stage::Cancelled {
            impossible(tr!(invoices.cancel_short), tr!(closing.cancel_cancelled))
        } else {
            view! { <CancelForm closing=closing.clone() today changed /> }.into_any()
        }
    });
    let issue = (draft && viewer.may(kind.issue())).then(|| view! { <IssueForm closing=closing.clone() changed /> });
    let delete = (draft && viewer.may(kind.delete())).then(|| {
        let action = ServerAction::<DeleteClosing>::new();
        view! {
            <StepMenu label=tr!(invoices.delete)>
                <Form action argument="">
                    <Hidden name="kind" value=kind.to_string() />
                    <Hidden name="id" value=closing.id.to_string() />
                    <Submit label=tr!(invoices.delete_for_good) danger=true />
                </Form>
            </StepMenu>
        }
    });
    // Three stand under the thumb: of a draft, what makes a paper of it; of an issued one, what gets it to the client.
    let (print, step) = (print.into_any(), step.map(IntoAny::into_any));
    let (rare, common) = if draft {
        ((Some(print), step), (None, None))
    } else {
        ((None, None), (Some(print), step))
    };
    let more = rare_steps([
        rare.0,
        correct.map(IntoAny::into_any),
        cancel.map(IntoAny::into_any),
        delete.map(IntoAny::into_any),
        rare.1,
    ]);
    view! {
        <div class="steps-bar">
            {more}
            {common.0}
            {edit}
            {common.1}
            {issue}
        </div>
    }
    .into_any()
}

#[component]
fn IssueForm(closing: Closing, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<IssueClosingDraft>::new();
    let toasts = use_toasts();
    let kind = closing.kind;
    let done = move |issued: IssuedClosing| {
        toasts.success(tr!(closing.issued_toast, name = numbered_text(kind, &issued.number)));
        changed.run(());
    };
    view! {
        <Form action done>
            <Hidden name="kind" value=kind.to_string() />
            <Hidden name="id" value=closing.id.to_string() />
            <VersionField version=closing.version />
            <RequestKeyField />
            <Submit label=tr!(invoices.issue) />
        </Form>
    }
    .into_any()
}

/// Cancelling asks for its reason; what the client has signed, also for what both sides agreed on.
#[component]
fn CancelForm(closing: Closing, today: Date, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<CancelIssuedClosing>::new();
    // Made inside of the form, like every field.
    let agreed = move || {
        view! {
            <p class="field-hint">{tr!(closing.annul_hint)}</p>
            <TextField name="agreed_on" label=tr!(closing.agreed_on) kind=FieldKind::Date value=today.to_string() required=true />
            <TextField name="client_reason" label=tr!(closing.client_reason) required=true max=500 />
        }
    };
    let is_annulled = closing.needs_annulment();
    let name = numbered_text(closing.kind, closing.number().unwrap_or_default());
    view! {
        <StepMenu label=tr!(invoices.cancel_short) open=came_back(CancelIssuedClosing::PATH, "")>
            <Form action done=move |()| changed.run(()) class="menu-form" toast=tr!(closing.cancelled_toast, name = name)>
                <Hidden name="kind" value=closing.kind.to_string() />
                <Hidden name="id" value=closing.id.to_string() />
                <TextField name="reason" label=tr!(invoices.cancel_reason) hint=tr!(closing.cancel_hint) required=true max=500 />
                {is_annulled.then(agreed)}
                <FormActions>
                    <Submit label=tr!(closing.cancel) danger=true />
                </FormActions>
            </Form>
        </StepMenu>
    }
    .into_any()
}
