//! The form of an item, new or stored.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::words;
use crate::company::catalog::api::{SaveItem, open_item_form};
use crate::company::catalog::model::ItemForm;
use crate::company::catalog::units;
use crate::company::organization::pages::words as company;
use crate::error::AppError;
use crate::kernel::lang::Lang;
use crate::tr;
use crate::ui::form::{CarryOver, FieldKind, Form, FormActions, NewOrStored, SelectField, Submit, TextArea, TextField};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};

/// `/catalogue/new`
#[component]
pub fn NewItemPage() -> impl IntoView {
    let form = Data::new(|| (), |()| open_item_form(None));
    view! {
        <PageHead title=tr!(catalog.new) />
        <Load resource=form let:form>
            <ItemFields form back="/catalogue" />
        </Load>
    }
    .into_any()
}

/// `/catalogue/<id>/edit`
#[component]
pub fn EditItemPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|map| map.get("id").unwrap_or_default());
    let form = Data::new(id, |id| async move {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        open_item_form(Some(id)).await
    });
    view! {
        <Load resource=form let:form>
            <PageHead title=form.input.name.clone() />
            <ItemFields back=format!("/catalogue/{}", id()) form />
        </Load>
    }
    .into_any()
}

#[component]
fn ItemFields(
    form: ItemForm,
    /// Where *Cancel* leads.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let save = ServerAction::<SaveItem>::new();
    let ItemForm { input, rates, units } = form;
    let rates = words::rate_choices(rates, &input.vat);
    view! {
        <Form action=save toast=tr!(catalog.saved)>
            <NewOrStored id=input.id.map(|id| id.to_string()) version=input.version />
            <CarryOver told=true />
            <Section title=tr!(catalog.item)>
                <div class="form-grid">
                    <TextField name="name" label=tr!(catalog.name) value=input.name required=true autofocus=true class="span-all" />
                    <TextField name="code" label=tr!(catalog.code) value=input.code hint=tr!(catalog.code_hint) />
                    <SelectField name="kind" label=tr!(catalog.kind) options=words::kind_choices() value=input.kind required=true hint=tr!(catalog.kind_hint) />
                    <TextField name="unit" label=tr!(catalog.unit) value=input.unit usual=usual(units) />
                    <TextField name="unit_code" label=tr!(catalog.unit_code) value=input.unit_code hint=unit_code_hint(units) />
                    <TextArea name="description" label=tr!(catalog.description) value=input.description hint=tr!(catalog.description_hint) class="span-all" />
                </div>
            </Section>
            <Section title=tr!(catalog.price)>
                <div class="form-grid">
                    <TextField name="price" label=tr!(catalog.price) value=input.price kind=FieldKind::Number required=true />
                    <SelectField name="currency" label=tr!(catalog.currency) options=company::currency_choices() value=input.currency required=true />
                    <SelectField name="vat" label=tr!(catalog.vat) options=rates value=input.vat required=true hint=tr!(catalog.vat_hint) />
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

/// The usual units, each with its code.
fn usual(lang: Lang) -> Vec<(String, String)> {
    let unit = |(name, code): &units::Unit| ((*name).to_owned(), (*code).to_owned());
    units::usual(lang).iter().map(unit).collect()
}

/// By which classifier the code is.
fn unit_code_hint(lang: Lang) -> &'static str {
    match lang {
        Lang::Ru => tr!(catalog.unit_code_okei),
        Lang::Uk => tr!(catalog.unit_code_kspovo),
        Lang::En => tr!(catalog.unit_code_unece),
    }
}
