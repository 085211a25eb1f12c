//! The VAT rates of a company.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::words;
use crate::company::organization::api::{AddRate, EndRate};
use crate::company::organization::model::StoredVatRate;
use crate::kernel::date::{Date, short_date};
use crate::kernel::format;
use crate::kernel::ids::OrganizationId;
use crate::kernel::tax::VatCategory;
use crate::kernel::validate::typed;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextField, came_back,
};

#[component]
pub(super) fn Rates(organization: OrganizationId, rates: Vec<StoredVatRate>, again: Callback<()>) -> impl IntoView {
    let rows: Vec<_> = rates.into_iter().map(|rate| row(organization, rate, again)).collect();
    view! {
        {rows}
        <details class="side-card" open=came_back(AddRate::PATH, "")>
            <summary>{tr!(organization.rate_new)}</summary>
            <NewRate organization again />
        </details>
    }
    .into_any()
}

/// A rate, which opens the form of its end.
fn row(organization: OrganizationId, rate: StoredVatRate, again: Callback<()>) -> AnyView {
    let percent = (rate.rate.category() == VatCategory::Standard)
        .then(|| format!("{} %", format::number(lang(), rate.rate.percent())));
    let kind = percent.unwrap_or_else(|| words::category(rate.rate.category()).to_owned());
    let day = |date: Option<Date>| date.map(|date| short_date(lang(), date));
    let valid = match (day(rate.valid.from), day(rate.valid.until)) {
        (None, None) => tr!(organization.always).to_owned(),
        (from, until) => format!("{} – {}", from.unwrap_or_default(), until.unwrap_or_default()),
    };
    view! {
        <details class="side-card" open=came_back(EndRate::PATH, &rate.id.to_string())>
            <summary class="flex-wrap">
                <span>{rate.name}</span>
                <span class="muted">{kind} ", " {valid}</span>
            </summary>
            <EndForm organization id=rate.id.to_string() until=typed(rate.valid.until) again />
        </details>
    }
    .into_any()
}

#[component]
fn EndForm(organization: OrganizationId, id: String, until: String, again: Callback<()>) -> impl IntoView {
    let end = ServerAction::<EndRate>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action=end done form_key=id.clone() toast=tr!(organization.rate_saved)>
            <Hidden name="organization" value=organization.to_string() />
            <Hidden name="id" value=id />
            <div class="form-grid">
                <TextField name="valid_until" label=tr!(organization.rate_until) value=until kind=FieldKind::Date />
            </div>
            <FormActions>
                <Submit label=tr!(organization.rate_end) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn NewRate(organization: OrganizationId, again: Callback<()>) -> impl IntoView {
    let add = ServerAction::<AddRate>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action=add done toast=tr!(organization.rate_saved)>
            <RequestKeyField />
            <Hidden name="organization" value=organization.to_string() />
            <div class="form-grid">
                <TextField name="name" label=tr!(organization.rate_name) required=true />
                <SelectField name="category" label=tr!(organization.rate_category) options=words::category_choices() value="standard" required=true />
                <TextField name="percent" label=tr!(organization.rate_percent) kind=FieldKind::Number unit="%" />
                <TextField name="ground" label=tr!(organization.rate_ground) />
                <TextField name="valid_from" label=tr!(organization.rate_from) kind=FieldKind::Date />
                <TextField name="valid_until" label=tr!(organization.rate_until) kind=FieldKind::Date />
            </div>
            <FormActions>
                <Submit label=tr!(organization.rate_new) second=true />
            </FormActions>
        </Form>
    }
    .into_any()
}
