//! What can be done with a lead now, as plain forms that work without JavaScript.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::{may_convert, words};
use crate::crm::leads::api::{DeleteLead, GiveUpLead, MoveLead, ReopenLead};
use crate::crm::leads::model::{Lead, LeadChoice, LeadStage};
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField, came_back};

/// The actions in the head of the page; of a converted lead there are none.
#[component]
pub(super) fn Steps(lead: Lead, changed: Callback<()>) -> impl IntoView {
    let id = lead.id.to_string();
    let done = Callback::new(move |_: ((),)| changed.run(()));
    let stage = lead.state.stage();
    if stage == LeadStage::Customer {
        return ().into_any();
    }
    let open = stage == LeadStage::Open;
    let viewer = expect_context::<Viewer>();
    let may_edit = viewer.may(Right::EditLeads);
    let convert = (open && may_edit && may_convert(&viewer)).then(|| {
        view! { <a class="btn btn-primary" href=format!("/leads/{id}/convert")>{tr!(leads.convert)}</a> }
    });
    let edit = may_edit.then(|| {
        view! { <a class="btn" href=format!("/leads/{id}/edit") data-key="e">{tr!(leads.edit)}</a> }
    });
    let give_up = (open && may_edit).then(|| {
        let (action, id) = (ServerAction::<GiveUpLead>::new(), id.clone());
        view! {
            <details class="menu-of" open=came_back(GiveUpLead::PATH, "")>
                <summary class="btn">{tr!(leads.give_up)}</summary>
                <div class="pop-menu">
                    <Form action done toast=tr!(leads.given_up) class="menu-form">
                        <Hidden name="id" value=id />
                        <VersionField version=lead.version />
                        <SelectField name="how" label=tr!(leads.outcome) options=words::given_up_choices() value="lost" required=true />
                        <TextField name="reason" label=tr!(leads.reason) required=true max=500 />
                        <FormActions>
                            <Submit label=tr!(leads.give_up) danger=true />
                        </FormActions>
                    </Form>
                </div>
            </details>
        }
    });
    let reopen = (!open && may_edit).then(|| {
        let (action, id) = (ServerAction::<ReopenLead>::new(), id.clone());
        view! {
            <Form action done argument="" toast=tr!(leads.reopened)>
                <Hidden name="id" value=id />
                <Submit label=tr!(leads.reopen) />
            </Form>
        }
    });
    let delete = viewer.may(Right::DeleteLeads).then(|| {
        let action = ServerAction::<DeleteLead>::new();
        view! {
            <details class="menu-of">
                <summary class="btn">{tr!(leads.delete)}</summary>
                <div class="pop-menu">
                    <Form action argument="" toast=tr!(leads.deleted)>
                        <Hidden name="id" value=id />
                        <Submit label=tr!(leads.delete_for_good) danger=true />
                    </Form>
                </div>
            </details>
        }
    });
    view! { {edit} {give_up} {delete} {reopen} {convert} }.into_any()
}

/// The statuses side by side; a press moves the lead.
#[component]
pub(super) fn StatusSteps(lead: Lead, statuses: Vec<LeadChoice>, changed: Callback<()>) -> impl IntoView {
    if statuses.is_empty() {
        return ().into_any();
    }
    let action = ServerAction::<MoveLead>::new();
    let done = Callback::new(move |_: ((),)| changed.run(()));
    let buttons: Vec<_> = statuses
        .into_iter()
        .map(|status| {
            let pressed = (lead.status == Some(status.id)).to_string();
            view! {
                <button type="submit" class="chip" name="input[status]" value=status.id.to_string() aria-pressed=pressed>
                    {status.name}
                </button>
            }
        })
        .collect();
    view! {
        <Form action done form_key="status" toast=tr!(leads.moved)>
            <Hidden name="id" value=lead.id.to_string() />
            <div class="chips" role="group" aria-label=tr!(leads.status)>{buttons}</div>
        </Form>
    }
    .into_any()
}
