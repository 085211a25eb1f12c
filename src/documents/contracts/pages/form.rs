//! The fields of a contract, without its text: of a new one, and of a draft that is changed. They find their form in the context.

use leptos::prelude::*;

use super::words::choice_text;
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::documents::contracts::model::{BY_HAND, ContractEditor, SERVING, SaveContract};
use crate::documents::templates::model::{PaperKind, TemplateChoice};
use crate::documents::templates::pages::NoTemplate;
use crate::documents::templates::pages::words as templates;
use crate::kernel::currency::Currency;
use crate::kernel::owner::OwnerKind;
use crate::tr;
use crate::ui::form::{FieldKind, Hidden, MoneyField, SelectField, TextArea, TextField};
use crate::ui::picker::{Picker, PickerChoice};

/// All fields but the text. Client and own company of a new contract are decided before; a draft may change both.
#[component]
pub fn ContractFields(editor: ContractEditor) -> impl IntoView {
    let ContractEditor {
        form,
        client,
        organizations,
        types,
        parents,
        texts,
        ..
    } = editor;
    let is_new = form.id.is_none();
    let companies: Vec<(String, String)> = organizations
        .into_iter()
        .map(|company| (company.id.to_string(), company.name))
        .collect();
    let parties = if is_new {
        view! {
            <Hidden name="client" value=form.client.clone() />
            <Hidden name="organization" value=form.organization.clone() />
            <Hidden name="proposed" value=form.proposed.clone() />
        }
        .into_any()
    } else {
        view! {
            {client_picker(client)}
            <SelectField name="organization" label=tr!(contracts.organization) options=companies value=form.organization.clone() required=true />
        }
        .into_any()
    };
    let types = types
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect::<Vec<_>>();
    let parents: Vec<(String, String)> = parents
        .iter()
        .filter(|choice| choice.organization.to_string() == form.organization && Some(choice.id) != form.id)
        .map(|choice| (choice.id.to_string(), choice_text(choice)))
        .collect();
    let kind = (!types.is_empty()).then(|| {
        view! { <SelectField name="kind" label=tr!(contracts.kind) options=types value=form.kind.clone() /> }
    });
    let parent = (!parents.is_empty()).then(|| {
        view! { <SelectField name="parent" label=tr!(contracts.parent) options=parents value=form.parent.clone() class="span-2" /> }
    });
    let text = is_new.then(|| {
        let none = texts.iter().all(|text| text.name.is_empty());
        view! {
            <div class="span-2">
                <SelectField
                    name="template"
                    label=tr!(contracts.template)
                    options=text_choices(&texts)
                    value=SERVING
                    required=true
                    hint=tr!(contracts.template_hint)
                />
                {none.then(|| view! { <NoTemplate kind=PaperKind::Contract /> })}
            </div>
        }
    });
    view! {
        <div class="form-grid">
            {parties}
            {rest(form, is_new, kind.into_any(), parent.into_any())}
            {text}
        </div>
    }
    .into_any()
}

fn rest(form: SaveContract, is_new: bool, kind: AnyView, parent: AnyView) -> AnyView {
    let currencies: Vec<(String, String)> = Currency::ALL
        .iter()
        .map(|currency| (currency.code().to_owned(), currency.code().to_owned()))
        .collect();
    view! {
        <TextField name="subject" label=tr!(contracts.subject) value=form.subject required=true max=300 autofocus=is_new class="span-2" />
        <TextField name="number" label=tr!(contracts.number) value=form.number required=!is_new hint=tr!(contracts.number_hint) max=60 />
        <TextField name="date" label=tr!(contracts.date) kind=FieldKind::Date value=form.date required=true />
        {kind}
        <TextField name="city" label=tr!(contracts.city) value=form.city max=100 />
        <MoneyField name="value" label=tr!(contracts.value) value=form.value hint=tr!(contracts.value_hint) />
        <SelectField name="currency" label=tr!(contracts.currency) options=currencies value=form.currency required=true />
        <TextField name="start" label=tr!(contracts.start) kind=FieldKind::Date value=form.start />
        <TextField name="end" label=tr!(contracts.end) kind=FieldKind::Date value=form.end hint=tr!(contracts.end_hint) />
        {parent}
        <TextArea name="note" label=tr!(contracts.note) value=form.note rows=2 max=2000 class="span-2" />
    }
    .into_any()
}

/// What a text can begin with: the company's template, each of them by itself, or nothing.
#[must_use]
pub fn text_choices(texts: &[TemplateChoice]) -> Vec<(String, String)> {
    let mut choices = vec![(SERVING.to_owned(), tr!(contracts.template_serving).to_owned())];
    choices.extend(
        texts
            .iter()
            .map(|text| (text.key.clone(), templates::choice_text(text))),
    );
    choices.push((BY_HAND.to_owned(), tr!(contracts.by_hand).to_owned()));
    choices
}

fn client_picker(client: Option<ClientChoice>) -> AnyView {
    let search = |text: String| async move { Ok(picks(find_clients(text, Some(OwnerKind::Contract)).await?)) };
    let chosen = client.map(|client| PickerChoice::new(client.id, client.name, client.tax_id));
    let options: Vec<PickerChoice> = chosen.clone().into_iter().collect();
    match chosen {
        Some(chosen) => view! {
            <Picker name="client" label=tr!(contracts.client) search options chosen required=true class="span-2" />
        }
        .into_any(),
        None => {
            view! { <Picker name="client" label=tr!(contracts.client) search options required=true class="span-2" /> }
                .into_any()
        }
    }
}

/// Clients as a picker offers them.
#[must_use]
pub fn picks(clients: Vec<ClientChoice>) -> Vec<PickerChoice> {
    let choice = |client: ClientChoice| PickerChoice::new(client.id, client.name, client.tax_id);
    clients.into_iter().map(choice).collect()
}
