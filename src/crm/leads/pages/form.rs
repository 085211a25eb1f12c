//! The form of a lead, new or stored.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::company::organization::pages::words as company;
use crate::crm::leads::api::{SaveLead, open_lead_form};
use crate::crm::leads::model::{LeadChoice, LeadForm};
use crate::error::AppError;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, MoneyField, NewOrStored, SelectField, Submit, TextArea, TextField,
};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};

/// `/leads/new`
#[component]
pub fn NewLeadPage() -> impl IntoView {
    let form = Data::new(|| (), |()| open_lead_form(None));
    view! {
        <PageHead title=tr!(leads.new) />
        <Load resource=form let:form>
            <LeadFields form back="/leads" />
        </Load>
    }
    .into_any()
}

/// `/leads/<id>/edit`
#[component]
pub fn EditLeadPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|map| map.get("id").unwrap_or_default());
    let form = Data::new(id, |id| async move {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        open_lead_form(Some(id)).await
    });
    view! {
        <Load resource=form let:form>
            <PageHead title=form.input.name.clone() />
            <LeadFields back=format!("/leads/{}", id()) form />
        </Load>
    }
    .into_any()
}

#[component]
fn LeadFields(
    form: LeadForm,
    /// Where *Cancel* leads.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let save = ServerAction::<SaveLead>::new();
    let LeadForm { input, choices, staff } = form;
    // Who sees only his own leads gives none away.
    let staff: Vec<_> = staff.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let staff = (!staff.is_empty()).then_some(staff);
    view! {
        <Form action=save toast=tr!(leads.saved)>
            <NewOrStored id=input.id.map(|id| id.to_string()) version=input.version />
            <Section title=tr!(leads.who)>
                <div class="form-grid">
                    <TextField name="name" label=tr!(leads.name) value=input.name required=true autofocus=true />
                    <TextField name="company" label=tr!(leads.company) value=input.company />
                    <TextField name="position" label=tr!(leads.position) value=input.position />
                    <TextField name="phone" label=tr!(leads.phone) value=input.phone kind=FieldKind::Tel />
                    <TextField name="email" label=tr!(leads.email) value=input.email kind=FieldKind::Email />
                    <TextField name="website" label=tr!(leads.website) value=input.website />
                    <TextArea name="address" label=tr!(leads.address) value=input.address rows=2 class="span-all" />
                </div>
            </Section>
            <Section title=tr!(leads.work)>
                <div class="form-grid">
                    <SelectField name="status" label=tr!(leads.status) options=options(choices.statuses) value=input.status />
                    <SelectField name="source" label=tr!(leads.source) options=options(choices.sources) value=input.source />
                    {staff
                        .map(|options| {
                            view! { <SelectField name="assigned" label=tr!(leads.assigned) options value=input.assigned /> }
                        })}
                    <TextField name="contacted" label=tr!(leads.contacted) value=input.contacted kind=FieldKind::Date />
                    <MoneyField name="value" label=tr!(leads.value) value=input.value />
                    <SelectField name="currency" label=tr!(leads.currency) options=company::currency_choices() value=input.currency required=true />
                    <TextField name="tags" label=tr!(leads.tags) value=input.tags hint=tr!(leads.tags_hint) class="span-all" />
                    <TextArea name="description" label=tr!(leads.description) value=input.description class="span-all" />
                </div>
            </Section>
            <FormActions>
                <Submit label=tr!(ui.save) />
                <a class="btn" href=back>
                    {tr!(ui.cancel)}
                </a>
            </FormActions>
        </Form>
    }
    .into_any()
}

fn options(choices: Vec<LeadChoice>) -> Vec<(String, String)> {
    choices.into_iter().map(|one| (one.id.to_string(), one.name)).collect()
}
