//! The form of a client, new or stored.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::numbers::TaxIdFields;
use super::similar::Similar;
use super::words;
use crate::company::organization::pages::{account_warning, words as company};
use crate::crm::clients::api::{AddClient, SaveClient, open_client_form};
use crate::crm::clients::model::{ClientChoice, ClientForm, ClientGroup, ClientTraits, VatStatus};
use crate::crm::clients::{accounts, forms};
use crate::error::AppError;
use crate::kernel::ids::UserId;
use crate::kernel::requisites::TaxIdKind;
use crate::kernel::signatory::TypedSignatory;
use crate::kernel::term::TermUnit;
use crate::tr;
use crate::ui::dialog::use_overlay;
use crate::ui::drawer::Drawer;
use crate::ui::form::{
    CarryOver, Checkbox, FieldKind, Form, FormActions, FormState, NewOrStored, PasteCard, RequestKeyField, SelectField,
    Submit, TextArea, TextField,
};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};

/// `/clients/new`
#[component]
pub fn NewClientPage() -> impl IntoView {
    let form = Data::new(|| (), |()| open_client_form(None));
    view! {
        <PageHead title=tr!(clients.new) />
        <Load resource=form let:form>
            <ClientFields form back="/clients" />
        </Load>
    }
    .into_any()
}

/// `/clients/<id>/edit`
#[component]
pub fn EditClientPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|map| map.get("id").unwrap_or_default());
    let form = Data::new(id, |id| async move {
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        open_client_form(Some(id)).await
    });
    view! {
        <Load resource=form let:form>
            <PageHead title=form.input.name.clone() />
            <ClientFields back=format!("/clients/{}", id()) form />
        </Load>
    }
    .into_any()
}

/// A drawer that makes a client in place, open while it has the name that was typed; `made` is told what came of it.
#[component]
pub fn NewClientDrawer(name: RwSignal<Option<String>>, made: Callback<(ClientChoice,)>) -> impl IntoView {
    let close = Callback::new(move |()| name.set(None));
    let fields = move || {
        let form = Data::new(|| (), |()| open_client_form(None));
        let begun = name.get_untracked().unwrap_or_default();
        view! {
            <Load resource=form let:form>
                <AddedClient form name=begun.clone() made />
            </Load>
        }
    };
    view! {
        <Drawer title=tr!(clients.new) open=Signal::derive(move || name.with(Option::is_some)) on_close=close>
            {fields()}
        </Drawer>
    }
    .into_any()
}

#[component]
fn AddedClient(form: ClientForm, name: String, made: Callback<(ClientChoice,)>) -> impl IntoView {
    let add = ServerAction::<AddClient>::new();
    let ClientForm {
        input,
        managers,
        groups,
    } = form;
    let input = forms::SaveClient { name, ..input };
    let overlay = use_overlay();
    let close = move || {
        if let Some(overlay) = overlay {
            overlay.close();
        }
    };
    // The form ends before the drawer it stands in goes.
    let done = move |client: ClientChoice| {
        request_animation_frame(move || {
            close();
            made.run((client,));
        });
    };
    view! {
        <Form action=add toast=tr!(clients.saved) done>
            <RequestKeyField />
            <PasteCard is_new=true />
            <Fields input managers groups />
            <FormActions>
                <Submit label=tr!(ui.save) />
                <button type="button" class="btn" on:click=move |_| close()>{tr!(ui.cancel)}</button>
            </FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn ClientFields(
    form: ClientForm,
    /// Where *Cancel* leads.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let save = ServerAction::<SaveClient>::new();
    let ClientForm {
        input,
        managers,
        groups,
    } = form;
    view! {
        <Form action=save toast=tr!(clients.saved)>
            <NewOrStored id=input.id.map(|id| id.to_string()) version=input.version />
            <PasteCard is_new=input.id.is_none() />
            <CarryOver told=true />
            <Fields input managers groups />
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

#[component]
fn Fields(input: forms::SaveClient, managers: Vec<(UserId, String)>, groups: Vec<ClientGroup>) -> impl IntoView {
    let typed = RwSignal::new(beginning(&input));
    let (id, is_new) = (input.id, input.id.is_none());
    let identity = identity(&input, typed);
    let vat = vat(&input);
    let channels = channels(&input, typed, false);
    let addresses = view! { {billing_address(&input)} {other_addresses(&input)} };
    let terms = terms(&input, false);
    let boxes = boxes(&input, managers, groups);
    let currency = input.currency.clone();
    let account = is_new.then(|| view! { <FirstAccounts currency /> });
    let forms::SaveClient { signatory, notes, .. } = input;
    view! {
        <Section title=tr!(clients.requisites)>
            {identity}
            <Similar typed=typed but=id />
            {vat}
        </Section>
        <Section title=tr!(clients.contact_data)>
            <div class="form-grid">
                {channels}
                {addresses}
            </div>
        </Section>
        <Section title=tr!(clients.terms)>
            {terms}
            {boxes}
        </Section>
        {account}
        <Section title=tr!(clients.signatory)>
            <SignatoryFields signatory />
        </Section>
        <TextArea name="notes" label=tr!(clients.notes) value=notes />
    }
    .into_any()
}

/// Names, kind and tax ids.
pub fn identity(input: &forms::SaveClient, typed: RwSignal<ClientTraits>) -> AnyView {
    let on_name = Callback::new(move |(value,): (String,)| typed.update(|typed| typed.name = value));
    view! {
        <div class="form-grid">
            <TextField name="name" label=tr!(clients.name) value=input.name.clone() required=true autofocus=true on_input=on_name />
            <SelectField name="kind" label=tr!(clients.kind) options=words::kind_choices() value=input.kind.clone() required=true />
            <TextField name="legal_name" label=tr!(clients.legal_name) value=input.legal_name.clone() hint=tr!(clients.legal_name_hint) class="span-all" />
        </div>
        <TaxIdFields typed currency=input.currency.clone() />
    }
    .into_any()
}

/// Phone, e-mail, website; `first` where they begin the form.
pub fn channels(input: &forms::SaveClient, typed: RwSignal<ClientTraits>, first: bool) -> AnyView {
    let on_email = Callback::new(move |(value,): (String,)| typed.update(|typed| typed.email = value));
    let on_phone = Callback::new(move |(value,): (String,)| typed.update(|typed| typed.phone = value));
    view! {
        <TextField name="phone" label=tr!(clients.phone) value=input.phone.clone() kind=FieldKind::Tel autofocus=first on_input=on_phone />
        <TextField name="email" label=tr!(clients.email) value=input.email.clone() kind=FieldKind::Email on_input=on_email />
        <TextField name="website" label=tr!(clients.website) value=input.website.clone() />
    }
    .into_any()
}

pub fn billing_address(input: &forms::SaveClient) -> AnyView {
    view! { <TextArea name="address" label=tr!(clients.address) value=input.address.clone() rows=2 hint=tr!(clients.address_hint) class="span-all" /> }
    .into_any()
}

pub(super) fn other_addresses(input: &forms::SaveClient) -> AnyView {
    view! {
        <TextArea name="shipping_address" label=tr!(clients.shipping_address) value=input.shipping_address.clone() rows=2 hint=tr!(clients.same_address_hint) class="span-all" />
        <TextArea name="actual_address" label=tr!(clients.actual_address) value=input.actual_address.clone() rows=2 hint=tr!(clients.same_address_hint) class="span-all" />
    }
    .into_any()
}

/// What other clients are compared with at first: also what was typed before the form came back.
pub fn beginning(input: &forms::SaveClient) -> ClientTraits {
    let mut traits = input.traits();
    if let Some(form) = use_context::<FormState>() {
        traits.name = form.beginning("name", traits.name);
        traits.email = form.beginning("email", traits.email);
        traits.phone = form.beginning("phone", traits.phone);
        for kind in TaxIdKind::ALL {
            let value = traits.tax_ids.value(*kind).to_owned();
            let value = form.beginning(&format!("tax_ids.{kind}"), value);
            traits.tax_ids.set(*kind, value);
        }
    }
    traits
}

pub(super) fn vat(input: &forms::SaveClient) -> AnyView {
    let status = if input.vat_status.is_empty() {
        VatStatus::default().to_string()
    } else {
        input.vat_status.clone()
    };
    view! {
        <div class="form-grid">
            <SelectField name="vat_status" label=tr!(clients.vat_status) options=words::vat_choices() value=status required=true />
            <TextField name="vat_since" label=tr!(clients.vat_since) value=input.vat_since.clone() kind=FieldKind::Date />
            <TextField name="vat_ground" label=tr!(clients.vat_ground) value=input.vat_ground.clone() hint=tr!(clients.vat_ground_hint) class="span-all" />
        </div>
    }
    .into_any()
}

pub(super) fn terms(input: &forms::SaveClient, first: bool) -> AnyView {
    let unit = if input.term_unit.is_empty() {
        TermUnit::default().to_string()
    } else {
        input.term_unit.clone()
    };
    view! {
        <div class="form-grid">
            <SelectField name="currency" label=tr!(clients.currency) options=company::currency_choices() value=input.currency.clone() required=true autofocus=first />
            <SelectField name="lang" label=tr!(clients.lang) options=company::lang_choices() value=input.lang.clone() required=true />
            <TextField name="payment_days" label=tr!(clients.payment_days) value=input.payment_days.clone() kind=FieldKind::Digits hint=tr!(clients.payment_days_hint) />
            <SelectField name="term_unit" label=tr!(clients.term_unit) options=words::unit_choices() value=unit required=true hint=tr!(clients.term_unit_hint) />
        </div>
    }
    .into_any()
}

/// Whom the client is given to (left out for who sees only his own), and the groups he is in.
pub(super) fn boxes(input: &forms::SaveClient, managers: Vec<(UserId, String)>, groups: Vec<ClientGroup>) -> AnyView {
    let managers = managers.into_iter().map(|(id, name)| (forms::tick(id), name)).collect();
    let groups = groups
        .into_iter()
        .map(|group| (forms::tick(group.id), group.name))
        .collect();
    view! {
        {box_list("managers", tr!(clients.managers), managers, &input.managers)}
        {box_list("groups", tr!(clients.groups), groups, &input.groups)}
    }
    .into_any()
}

fn box_list(
    name: &'static str,
    title: &'static str,
    options: Vec<(String, String)>,
    ticked: &forms::Ticks,
) -> Option<AnyView> {
    if options.is_empty() {
        return None;
    }
    let boxes: Vec<_> = options
        .into_iter()
        .map(|(id, label)| {
            let checked = ticked.get(&id).copied().unwrap_or_default();
            view! { <Checkbox name=format!("{name}.{id}") label checked /> }
        })
        .collect();
    Some(
        view! {
            <fieldset class="check-list">
                <legend class="field-label">{title}</legend>
                {boxes}
            </fieldset>
        }
        .into_any(),
    )
}

/// The accounts of a new client; each is left out when its number is empty. Those beside the first stand in a fold, which a pasted
/// card opens.
#[component]
fn FirstAccounts(currency: String) -> impl IntoView {
    let more: Vec<_> = (0..accounts::MORE_ACCOUNTS)
        .map(|place| {
            let currency = Some(currency.clone());
            view! { <AccountFields name=accounts::more_account(place) currency /> }
        })
        .collect();
    view! {
        <Section title=tr!(clients.account_first)>
            <AccountFields name="account" currency=None />
            <details class="side-card">
                <summary>{tr!(clients.accounts_more)}</summary>
                {more}
            </details>
        </Section>
    }
    .into_any()
}

/// The fields of one account; the first one has the client's currency.
#[component]
fn AccountFields(#[prop(into)] name: String, currency: Option<String>) -> impl IntoView {
    let (number, bic) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let warning = Signal::derive(move || number.with(|number| bic.with(|bic| account_warning(number, bic))));
    let on_number = Callback::new(move |(value,): (String,)| number.set(value));
    let on_bic = Callback::new(move |(value,): (String,)| bic.set(value));
    let field = |field: &str| format!("{name}.{field}");
    let currency = currency.map(|value| {
        view! { <SelectField name=field("currency") label=tr!(clients.currency) options=company::currency_choices() value /> }
    });
    view! {
        <div class="form-grid">
            <TextField name=field("bank") label=tr!(clients.bank) />
            <TextField name=field("number") label=tr!(clients.account_number) warning on_input=on_number />
            <TextField name=field("bic") label=tr!(clients.bic) on_input=on_bic />
            <TextField name=field("correspondent") label=tr!(clients.correspondent) kind=FieldKind::Digits />
            {currency}
        </div>
    }
    .into_any()
}

#[component]
pub(super) fn SignatoryFields(
    signatory: TypedSignatory,
    /// They begin the form.
    #[prop(optional)]
    first: bool,
) -> impl IntoView {
    view! {
        <div class="form-grid">
            <TextField name="signatory.name" label=tr!(clients.signatory_name) value=signatory.name hint=tr!(clients.signatory_name_hint) autofocus=first />
            <TextField name="signatory.initials" label=tr!(clients.signatory_initials) value=signatory.initials hint=tr!(clients.signatory_initials_hint) />
            <TextField name="signatory.position" label=tr!(clients.signatory_position) value=signatory.position />
            <SelectField name="signatory.gender" label=tr!(clients.signatory_gender) options=words::gender_choices() value=signatory.gender empty=tr!(clients.gender_none) />
            <TextField name="signatory.basis" label=tr!(clients.signatory_basis) value=signatory.basis hint=tr!(clients.signatory_basis_hint) class="span-all" />
            <TextField name="signatory.name_genitive" label=tr!(clients.signatory_name_genitive) value=signatory.name_genitive hint=tr!(clients.signatory_genitive_hint) />
            <TextField name="signatory.position_genitive" label=tr!(clients.signatory_position_genitive) value=signatory.position_genitive />
            <TextField name="signatory.basis_genitive" label=tr!(clients.signatory_basis_genitive) value=signatory.basis_genitive class="span-all" />
        </div>
    }
    .into_any()
}
