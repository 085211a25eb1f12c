//! Requisites and defaults of a company.

use leptos::prelude::*;

use super::new::TimeZoneField;
use super::words;
use crate::company::organization::api::SaveOrganization;
use crate::company::organization::forms;
use crate::company::organization::model::Organization;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, SelectField, Submit, TextArea, TextField, VersionField};

#[component]
pub(super) fn RequisitesForm(organization: Organization, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveOrganization>::new();
    let stored = forms::SaveOrganization::of(&organization);
    let (kind, id) = (
        RwSignal::new(stored.tax_id_kind.clone()),
        RwSignal::new(stored.tax_id.clone()),
    );
    let warning = Signal::derive(move || kind.with(|kind| id.with(|id| words::tax_id_warning(kind, id))));
    let on_kind = Callback::new(move |(value,): (String,)| kind.set(value));
    let on_id = Callback::new(move |(value,): (String,)| id.set(value));
    let done = Callback::new(move |_: (crate::kernel::ids::OrganizationId,)| again.run(()));
    view! {
        <Form action=save done toast=tr!(organization.saved)>
            <Hidden name="id" value=organization.id.to_string() />
            <VersionField version=organization.version />
            <div class="form-grid">
                <TextField name="name" label=tr!(organization.name) value=stored.name required=true />
                <TextField name="legal_name" label=tr!(organization.legal_name) value=stored.legal_name hint=tr!(organization.legal_name_hint) />
                <SelectField name="tax_id_kind" label=tr!(organization.tax_id_kind) options=words::tax_id_choices() value=stored.tax_id_kind on_change=on_kind />
                <TextField name="tax_id" label=tr!(organization.tax_id) value=stored.tax_id warning on_input=on_id />
                <TextArea name="address" label=tr!(organization.address) value=stored.address rows=2 class="span-all" />
                <TextField name="phone" label=tr!(organization.phone) value=stored.phone kind=FieldKind::Tel />
                <TextField name="email" label=tr!(organization.email) value=stored.email kind=FieldKind::Email />
                <SelectField name="currency" label=tr!(organization.currency) options=words::currency_choices() value=stored.currency required=true />
                <SelectField name="price_mode" label=tr!(organization.price_mode) options=words::price_mode_choices() value=stored.price_mode required=true />
                <SelectField name="vat_rounding" label=tr!(organization.vat_rounding) options=words::vat_rounding_choices() value=stored.vat_rounding required=true />
                <TextField name="vat_ground" label=tr!(organization.vat_ground) value=stored.vat_ground hint=tr!(organization.vat_ground_hint) />
                <SelectField name="lang" label=tr!(organization.lang) options=words::lang_choices() value=stored.lang required=true />
                <TimeZoneField name="time_zone" value=stored.time_zone />
                <TextField name="lock_date" label=tr!(organization.lock_date) value=stored.lock_date kind=FieldKind::Date hint=tr!(organization.lock_date_hint) />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) />
            </FormActions>
        </Form>
    }
    .into_any()
}
