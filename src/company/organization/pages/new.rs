//! A new own company; the first start shows the same fields.

use leptos::prelude::*;

use super::words::{self, TIME_ZONES};
use crate::company::organization::api::CreateOrganization;
use crate::company::organization::model::OrganizationKind;
use crate::kernel::actor::Right;
use crate::kernel::lang::Lang;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{
    CardPart, FieldKind, Form, FormActions, FormState, PasteCard, RequestKeyField, SelectField, Submit, TextArea,
    TextField,
};
use crate::ui::load::Permitted;
use crate::ui::page::{PageHead, Section};

/// `/settings/company/new`
#[component]
pub fn NewCompanyPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><NewCompany /></Permitted> }.into_any()
}

#[component]
fn NewCompany() -> impl IntoView {
    let create = ServerAction::<CreateOrganization>::new();
    view! {
        <PageHead title=tr!(organization.new) />
        <Form action=create toast=tr!(organization.saved)>
            <RequestKeyField />
            <PasteCard part=CardPart::NewCompany is_new=true />
            <CompanyFields />
            <FormActions>
                <Submit label=tr!(ui.save) />
                <a class="btn" href="/settings/company">
                    {tr!(ui.cancel)}
                </a>
            </FormActions>
        </Form>
    }
    .into_any()
}

/// The country of most companies whose people read in this language.
fn usual_country() -> &'static str {
    match lang() {
        Lang::Ru => "ru",
        Lang::Uk => "ua",
        Lang::En => "other",
    }
}

/// What a company of a country usually has: by field.
fn usual(country: &str, kind: OrganizationKind) -> [(&'static str, &'static str); 4] {
    let [tax_id_kind, currency, time_zone, lang] = match (country, kind) {
        ("ru", _) => ["ru_inn", "RUB", "Europe/Moscow", "ru"],
        ("ua", OrganizationKind::Company) => ["ua_edrpou", "UAH", "Europe/Kyiv", "uk"],
        ("ua", OrganizationKind::SoleProprietor) => ["ua_rnokpp", "UAH", "Europe/Kyiv", "uk"],
        _ => ["eu_vat", "EUR", "UTC", "en"],
    };
    [
        ("tax_id_kind", tax_id_kind),
        ("currency", currency),
        ("time_zone", time_zone),
        ("lang", lang),
    ]
}

/// The fields of [`crate::company::organization::forms::NewOrganization`].
#[component]
pub fn CompanyFields(
    /// What stands before each field's name, where the company is a part of a larger form: `company.`.
    #[prop(optional, into)]
    prefix: String,
) -> impl IntoView {
    let country = usual_country();
    let [(_, kind), (_, currency), (_, zone), _] = usual(country, OrganizationKind::default());
    let prefix = StoredValue::new(prefix);
    let name = move |field: &str| prefix.with_value(|prefix| format!("{prefix}{field}"));
    // Country and kind decide what nobody has chosen otherwise yet.
    let form = expect_context::<FormState>();
    let chosen = StoredValue::new((country.to_owned(), OrganizationKind::default()));
    let choose = move |country: String, kind: OrganizationKind| {
        let before = chosen.with_value(|(country, kind)| usual(country, *kind));
        let now = usual(&country, kind);
        chosen.set_value((country, kind));
        for ((field, before), (_, now)) in before.into_iter().zip(now) {
            form.follow(&name(field), before, now);
        }
    };
    let on_country = Callback::new(move |(country,): (String,)| choose(country, chosen.with_value(|(_, kind)| *kind)));
    let on_company_kind = Callback::new(move |(kind,): (String,)| {
        choose(
            chosen.with_value(|(country, _)| country.clone()),
            kind.parse().unwrap_or_default(),
        );
    });
    let (typed_kind, typed_id) = (RwSignal::new(kind.to_owned()), RwSignal::new(String::new()));
    let warning = Signal::derive(move || typed_kind.with(|kind| typed_id.with(|id| words::tax_id_warning(kind, id))));
    let on_kind = Callback::new(move |(value,): (String,)| typed_kind.set(value));
    let on_id = Callback::new(move |(value,): (String,)| typed_id.set(value));
    view! {
        <Section title=tr!(organization.requisites)>
            <div class="form-grid">
                <TextField name=name("name") label=tr!(organization.name) required=true autofocus=true />
                <SelectField name=name("kind") label=tr!(organization.kind) options=words::organization_kind_choices() value=OrganizationKind::default().as_str() required=true on_change=on_company_kind />
                <TextField name=name("legal_name") label=tr!(organization.legal_name) hint=tr!(organization.legal_name_hint) />
                <SelectField name=name("country") label=tr!(organization.country) options=words::country_choices() value=country required=true hint=tr!(organization.country_hint) on_change=on_country />
                <SelectField name=name("lang") label=tr!(organization.lang) options=words::lang_choices() value=lang().as_str() required=true />
                <SelectField name=name("tax_id_kind") label=tr!(organization.tax_id_kind) options=words::tax_id_choices() value=kind on_change=on_kind />
                <TextField name=name("tax_id") label=tr!(organization.tax_id) warning on_input=on_id />
                <TextArea name=name("address") label=tr!(organization.address) rows=2 class="span-all" />
                <TextField name=name("phone") label=tr!(organization.phone) kind=FieldKind::Tel />
                <TextField name=name("email") label=tr!(organization.company_email) kind=FieldKind::Email />
            </div>
        </Section>
        <Section title=tr!(organization.defaults)>
            <div class="form-grid">
                <SelectField name=name("currency") label=tr!(organization.currency) options=words::currency_choices() value=currency required=true />
                <SelectField name=name("price_mode") label=tr!(organization.price_mode) options=words::price_mode_choices() value="gross" required=true />
                <TextField name=name("vat_percent") label=tr!(organization.vat_percent) kind=FieldKind::Number unit="%" hint=tr!(organization.vat_percent_hint) />
                <TextField name=name("vat_ground") label=tr!(organization.vat_ground) hint=tr!(organization.vat_ground_hint) />
                <TimeZoneField name=name("time_zone") value=zone />
            </div>
        </Section>
        <Section title=tr!(organization.first_account)>
            <div class="form-grid">
                <TextField name=name("bank") label=tr!(organization.bank) />
                <TextField name=name("account") label=tr!(organization.account) />
                <TextField name=name("bic") label=tr!(organization.bic) />
                <TextField name=name("correspondent") label=tr!(organization.correspondent) kind=FieldKind::Digits />
            </div>
        </Section>
    }
    .into_any()
}

/// A choice of time zones in which the stored one is always there.
#[component]
pub(super) fn TimeZoneField(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    let mut zones: Vec<String> = TIME_ZONES.iter().map(|zone| (*zone).to_owned()).collect();
    if !zones.contains(&value) {
        zones.insert(0, value.clone());
    }
    let options = zones.into_iter().map(|zone| (zone.clone(), zone)).collect();
    view! { <SelectField name label=tr!(organization.time_zone) options value required=true /> }
}
