//! A part of a stored client, changed by itself in its place on the card.

use leptos::prelude::*;

use super::form::{
    SignatoryFields, beginning, billing_address, boxes, channels, identity, other_addresses, terms, vat,
};
use super::similar::Similar;
use crate::crm::clients::api::{SaveClient, open_client_form};
use crate::crm::clients::forms::ClientPart;
use crate::crm::clients::model::ClientForm;
use crate::kernel::ids::ClientId;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, NewOrStored, Submit};
use crate::ui::load::{Data, Load};

/// The form of one part of a card. It begins with what is stored when it is opened.
#[component]
pub fn ClientPartForm(
    client: ClientId,
    part: ClientPart,
    /// The part was saved.
    done: Callback<()>,
) -> impl IntoView {
    let form = Data::new(|| (), move |()| open_client_form(Some(client)));
    view! {
        <Load resource=form aside=true let:form>
            <PartFields client part form done />
        </Load>
    }
    .into_any()
}

#[component]
fn PartFields(client: ClientId, part: ClientPart, form: ClientForm, done: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveClient>::new();
    let done = Callback::new(move |_: (ClientId,)| done.run(()));
    let (id, version) = (Some(client.to_string()), form.input.version);
    view! {
        <Form action=save done form_key=part.as_str() toast=tr!(clients.saved)>
            <NewOrStored id version />
            <Hidden name="part" value=part.to_string() />
            <Fields part form />
            <FormActions>
                <Submit label=tr!(ui.save) />
                <a class="btn" href=format!("/clients/{client}")>
                    {tr!(ui.cancel)}
                </a>
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn Fields(part: ClientPart, form: ClientForm) -> impl IntoView {
    let ClientForm {
        input,
        managers,
        groups,
    } = form;
    let typed = RwSignal::new(beginning(&input));
    match part {
        ClientPart::Requisites => view! {
            {identity(&input, typed)}
            <Similar typed but=input.id />
            {vat(&input)}
            <div class="form-grid">{billing_address(&input)}</div>
        }
        .into_any(),
        ClientPart::Contact => view! {
            <div class="form-grid">{channels(&input, typed, true)} {other_addresses(&input)}</div>
            <Similar typed but=input.id />
        }
        .into_any(),
        ClientPart::Terms => view! {
            {terms(&input, true)}
            {boxes(&input, managers, groups)}
        }
        .into_any(),
        ClientPart::Signatory => view! { <SignatoryFields signatory=input.signatory first=true /> }.into_any(),
    }
}
