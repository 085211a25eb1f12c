//! Whether a company pays VAT, over time.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::words;
use crate::company::organization::api::{RemoveVatStatus, SaveVatStatus};
use crate::company::organization::model::{VatStatus, status_on};
use crate::kernel::date::short_date;
use crate::kernel::ids::{OrganizationId, VatStatusId};
use crate::kernel::lang::Lang;
use crate::kernel::validate::typed;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, NewOrStored, SelectField, Submit, TextField, came_back};

#[component]
pub(super) fn VatStatuses(
    organization: OrganizationId,
    /// Of the company's papers: grounds are printed on them.
    papers: Lang,
    statuses: Vec<VatStatus>,
    again: Callback<()>,
) -> impl IntoView {
    let today = expect_context::<Viewer>().today;
    let current = status_on(&statuses, today).map(|status| status.id);
    let rows: Vec<_> = statuses
        .into_iter()
        .map(|status| row(organization, papers, status, current, again))
        .collect();
    let open = came_back(SaveVatStatus::PATH, NEW);
    view! {
        {rows}
        <details class="side-card" open=open>
            <summary>{tr!(organization.vat_status_new)}</summary>
            <StatusForm organization papers status=None again />
        </details>
    }
    .into_any()
}

/// The key of the form of a new status.
const NEW: &str = "new";

fn payer_text(payer: bool) -> &'static str {
    if payer {
        tr!(organization.vat_payer)
    } else {
        tr!(organization.vat_not_payer)
    }
}

fn row(
    organization: OrganizationId,
    papers: Lang,
    status: VatStatus,
    current: Option<VatStatusId>,
    again: Callback<()>,
) -> AnyView {
    let from = match status.valid_from {
        Some(from) => format!("{} {}", tr!(organization.since), short_date(lang(), from)),
        None => tr!(organization.from_the_beginning).to_owned(),
    };
    let now = (current == Some(status.id)).then(|| view! { <Badge text=tr!(organization.current) /> });
    let key = status.id.to_string();
    let open = came_back(SaveVatStatus::PATH, &key) || came_back(RemoveVatStatus::PATH, &key);
    let remove = status
        .valid_from
        .map(|_| view! { <RemoveForm organization id=status.id again /> });
    view! {
        <details class="side-card" open=open>
            <summary class="flex-wrap">
                <span>{payer_text(status.payer)}</span>
                <span class="muted">{from}</span>
                {now}
                <span class="muted">{status.ground.clone()}</span>
            </summary>
            <StatusForm organization papers status=Some(status.clone()) again />
            {remove}
        </details>
    }
    .into_any()
}

#[component]
fn StatusForm(
    organization: OrganizationId,
    papers: Lang,
    /// None: a new one.
    status: Option<VatStatus>,
    again: Callback<()>,
) -> impl IntoView {
    let save = ServerAction::<SaveVatStatus>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let options = [("yes", true), ("no", false)]
        .map(|(code, payer)| (code.to_owned(), payer_text(payer).to_owned()))
        .to_vec();
    let key = status
        .as_ref()
        .map_or_else(|| NEW.to_owned(), |status| status.id.to_string());
    let from = typed(status.as_ref().and_then(|status| status.valid_from));
    // The first status holds from the beginning: there is no date to change.
    let dated = status.as_ref().is_none_or(|status| status.valid_from.is_some());
    let payer = match &status {
        Some(status) if status.payer => "yes",
        Some(_) => "no",
        None => "",
    };
    let ground = status.as_ref().map(|status| status.ground.clone()).unwrap_or_default();
    let id = status.map(|status| status.id);
    view! {
        <Form action=save done form_key=key toast=tr!(organization.vat_status_saved)>
            <Hidden name="organization" value=organization.to_string() />
            <NewOrStored id=id.map(|id| id.to_string()) version=None />
            <div class="form-grid">
                {dated_field(dated, from)}
                <SelectField name="payer" label=tr!(organization.vat_status) options value=payer required=true />
                <TextField name="ground" label=tr!(organization.vat_ground) value=ground usual=words::usual_grounds(papers) hint=tr!(organization.vat_ground_hint) class="span-all" />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

fn dated_field(dated: bool, from: String) -> Option<AnyView> {
    dated.then(|| {
        view! { <TextField name="valid_from" label=tr!(organization.valid_from) value=from kind=FieldKind::Date required=true /> }
            .into_any()
    })
}

#[component]
fn RemoveForm(organization: OrganizationId, id: VatStatusId, again: Callback<()>) -> impl IntoView {
    let remove = ServerAction::<RemoveVatStatus>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action=remove done form_key=id.to_string() toast=tr!(organization.vat_status_removed)>
            <Hidden name="organization" value=organization.to_string() />
            <Hidden name="id" value=id.to_string() />
            <Submit label=tr!(organization.vat_status_remove) second=true />
        </Form>
    }
    .into_any()
}
