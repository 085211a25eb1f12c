//! What can be done with a contract now, as plain forms that work without JavaScript. What the viewer may not do is left out; what the state
//! does not allow stands there in grey with its reason.

use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::{Http, ServerFn};
use serde::de::DeserializeOwned;

use crate::documents::contracts::api::{
    CancelContract, CopyContract, DeleteContract, IssueContract, TerminateContract,
};
use crate::documents::contracts::model::{Contract, Stage};
use crate::documents::papers::pages::PrintMenu;
use crate::documents::sending::model::PaperRef;
use crate::documents::sending::pages::{send_href, send_text};
use crate::documents::templates::model::PaperKind;
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::ids::Id;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, Submit, TextField, VersionField, came_back,
};
use crate::ui::icons::Icon;
use crate::ui::page::impossible;
use crate::ui::steps::{StepMenu, rare_steps};

/// A contract is signed in as many copies.
const COPIES: usize = 2;

/// The actions in the head of the page; the next sensible one is the primary.
#[component]
pub(super) fn Steps(contract: Contract, changed: Callback<()>) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let stage = contract.stage();
    let (id, version) = (contract.id.to_string(), contract.version);
    let draft = stage == Stage::Draft;
    let may_edit = viewer.may(Right::EditContracts);
    let print = view! { <PrintMenu page=format!("/contracts/{id}") stage=stage.of_paper() copies=COPIES /> };
    let edit = (draft && may_edit).then(|| {
        view! { <a class="btn" href=format!("/contracts/{id}/edit") data-key="e">{tr!(contracts.edit)}</a> }
    });
    let issue = (draft && viewer.may(Right::IssueContracts)).then(|| {
        let action = ServerAction::<IssueContract>::new();
        let id = id.clone();
        view! {
            <Form action done=move |()| changed.run(()) toast=tr!(contracts.issued_toast)>
                <Hidden name="id" value=id />
                <VersionField version />
                <Submit label=tr!(contracts.issue) />
            </Form>
        }
    });
    let send =
        (viewer.may(Right::SendMail) && stage != Stage::Cancelled && (!draft || viewer.may(Right::IssueContracts)))
            .then(|| {
                let paper = PaperRef {
                    kind: PaperKind::Contract,
                    id: contract.id.uuid(),
                };
                let label = send_text(paper.kind, draft);
                view! { <a class="btn" href=send_href(paper)><Icon name="mail" /> {label}</a> }
            });
    let copy = viewer.may(Right::CreateContracts).then(|| {
        let action = ServerAction::<CopyContract>::new();
        let id = id.clone();
        view! {
            <Form action>
                <Hidden name="id" value=id />
                <RequestKeyField />
                <Submit label=tr!(contracts.copy) second=true />
            </Form>
        }
    });
    let delete = (draft && viewer.may(Right::DeleteContracts)).then(|| {
        let action = ServerAction::<DeleteContract>::new();
        let id = id.clone();
        view! {
            <StepMenu label=tr!(contracts.delete) open=came_back(DeleteContract::PATH, "")>
                <Form action argument="">
                    <Hidden name="id" value=id />
                    <Submit label=tr!(contracts.delete_for_good) danger=true />
                </Form>
            </StepMenu>
        }
    });
    let may_end = !draft && viewer.may(Right::CancelContracts);
    let ends = may_end.then(|| {
        if stage == Stage::Issued {
            let today = viewer.today.to_string();
            let terminate = End {
                label: tr!(contracts.terminate),
                submit: tr!(contracts.terminate),
                hint: tr!(contracts.terminate_hint),
                toast: tr!(contracts.terminated_toast),
            };
            let cancel = End {
                label: tr!(contracts.cancel_short),
                submit: tr!(contracts.cancel),
                hint: tr!(contracts.cancel_hint),
                toast: tr!(contracts.cancelled_toast),
            };
            view! {
                {end_form(ServerAction::<TerminateContract>::new(), terminate, &id, version, &today, changed)}
                {end_form(ServerAction::<CancelContract>::new(), cancel, &id, version, &today, changed)}
            }
            .into_any()
        } else {
            view! {
                {impossible(tr!(contracts.terminate), tr!(contracts.already_ended))}
                {impossible(tr!(contracts.cancel_short), tr!(contracts.already_ended))}
            }
            .into_any()
        }
    });
    // Three stand under the thumb: of a draft, what makes a contract of it; of an issued one, what gets it to the client.
    let (print, send) = (print.into_any(), send.map(IntoAny::into_any));
    let (rare, common) = if draft {
        ((Some(print), send), (None, None))
    } else {
        ((None, None), (Some(print), send))
    };
    let more = rare_steps([
        rare.0,
        copy.map(IntoAny::into_any),
        ends.map(IntoAny::into_any),
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

/// What is said around one way of ending a contract.
struct End {
    label: &'static str,
    submit: &'static str,
    hint: &'static str,
    toast: &'static str,
}

/// Day and reason.
fn end_form<S, O>(
    action: ServerAction<S>,
    end: End,
    id: &str,
    version: i64,
    today: &str,
    changed: Callback<()>,
) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError, Output = ()>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
    O: 'static,
{
    let (id, today) = (id.to_owned(), today.to_owned());
    view! {
        <StepMenu label=end.label open=came_back(S::PATH, "")>
            <Form action done=move |()| changed.run(()) toast=end.toast class="menu-form">
                <Hidden name="id" value=id />
                <VersionField version />
                <TextField name="on" label=tr!(contracts.ended_on) kind=FieldKind::Date value=today required=true />
                <TextField name="reason" label=tr!(contracts.reason) hint=end.hint required=true max=500 />
                <FormActions>
                    <Submit label=end.submit danger=true />
                </FormActions>
            </Form>
        </StepMenu>
    }
    .into_any()
}
