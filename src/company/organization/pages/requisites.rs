//! Requisites and defaults of a company.

use leptos::prelude::*;

use super::new::TimeZoneField;
use super::words;
use crate::company::organization::api::SaveOrganization;
use crate::company::organization::forms;
use crate::company::organization::model::{Organization, OrganizationKind};
use crate::kernel::requisites::{TaxIdKind, TypedTaxIds};
use crate::kernel::signatory::TypedSignatory;
use crate::tr;
use crate::ui::form::{
    FieldKind, Form, FormActions, Hidden, NumberField, PasteCard, SelectField, Submit, TextArea, TextField,
    VersionField,
};
use crate::ui::page::Section;

#[component]
pub(super) fn RequisitesForm(organization: Organization, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveOrganization>::new();
    let stored = forms::SaveOrganization::of(&organization);
    let kind = RwSignal::new(stored.kind.clone());
    let on_kind = Callback::new(move |(value,): (String,)| kind.set(value));
    let done = Callback::new(move |_: (crate::kernel::ids::OrganizationId,)| again.run(()));
    // A sole proprietor has no accountant; what was typed before he was one stays in sight to be taken out.
    let accountant = stored.accountant.clone();
    let keeps_books = {
        let accountant = accountant.clone();
        move || kind.with(|kind| kind != OrganizationKind::SoleProprietor.as_str()) || !accountant.is_empty()
    };
    view! {
        <Form action=save done toast=tr!(organization.saved)>
            <Hidden name="id" value=organization.id.to_string() />
            <VersionField version=organization.version />
            <PasteCard />
            <Section title=tr!(organization.requisites)>
                <div class="form-grid">
                    <SelectField name="kind" label=tr!(organization.kind) options=words::organization_kind_choices() value=stored.kind required=true on_change=on_kind />
                    <TextField name="name" label=tr!(organization.name) value=stored.name required=true />
                    <TextField name="legal_name" label=tr!(organization.legal_name) value=stored.legal_name hint=tr!(organization.legal_name_hint) class="span-all" />
                    <TextArea name="address" label=tr!(organization.legal_address) value=stored.address rows=2 class="span-all" />
                    <TextArea name="actual_address" label=tr!(organization.actual_address) value=stored.actual_address rows=2 hint=tr!(organization.actual_address_hint) class="span-all" />
                    <TextField name="phone" label=tr!(organization.phone) value=stored.phone kind=FieldKind::Tel />
                    <TextField name="email" label=tr!(organization.email) value=stored.email kind=FieldKind::Email />
                </div>
            </Section>
            <Section title=tr!(organization.tax_ids)>
                <TaxIdFields ids=stored.tax_ids />
            </Section>
            <Section title=tr!(organization.signatory)>
                <SignatoryFields signatory=stored.signatory />
                <div hidden=move || !keeps_books()>
                    <h3 class="field-group">{tr!(organization.accounting)}</h3>
                    <div class="form-grid">
                        <TextField name="accountant" label=tr!(organization.accountant) value=accountant hint=tr!(organization.accountant_hint) />
                    </div>
                </div>
            </Section>
            <Section title=tr!(organization.defaults)>
                <div class="form-grid">
                    <SelectField name="currency" label=tr!(organization.currency) options=words::currency_choices() value=stored.currency required=true />
                    <SelectField name="price_mode" label=tr!(organization.price_mode) options=words::price_mode_choices() value=stored.price_mode required=true />
                    <SelectField name="vat_rounding" label=tr!(organization.vat_rounding) options=words::vat_rounding_choices() value=stored.vat_rounding required=true />
                    <SelectField name="hryvnia" label=tr!(organization.hryvnia) options=words::hryvnia_choices() value=stored.hryvnia required=true hint=tr!(organization.hryvnia_hint) />
                    <SelectField name="lang" label=tr!(organization.lang) options=words::lang_choices() value=stored.lang required=true hint=tr!(organization.lang_hint) />
                    <TimeZoneField name="time_zone" value=stored.time_zone />
                    <TextField name="lock_date" label=tr!(organization.lock_date) value=stored.lock_date kind=FieldKind::Date hint=tr!(organization.lock_date_hint) />
                    <NumberField name="write_off_limit" label=tr!(organization.write_off_limit) value=stored.write_off_limit hint=tr!(organization.write_off_limit_hint) />
                </div>
            </Section>
            <FormActions>
                <Submit label=tr!(ui.save) />
            </FormActions>
        </Form>
    }
    .into_any()
}

/// A field for each kind of tax id, by country; a wrong control digit warns under its field.
#[component]
fn TaxIdFields(ids: TypedTaxIds) -> impl IntoView {
    let field = |kind: TaxIdKind| {
        let stored = ids.value(kind).to_owned();
        let typed = RwSignal::new(stored.clone());
        let warning = words::warning_of(kind, typed);
        let on_input = Callback::new(move |(value,): (String,)| typed.set(value));
        view! {
            <TextField name=format!("tax_ids.{kind}") label=words::tax_id_kind(kind) value=stored warning on_input />
        }
        .into_any()
    };
    let group = |title: &'static str, fields: Vec<AnyView>| {
        view! {
            <h3 class="field-group">{title}</h3>
            <div class="form-grid">{fields}</div>
        }
    };
    let russia = [
        TaxIdKind::RuInn,
        TaxIdKind::RuKpp,
        TaxIdKind::RuOgrn,
        TaxIdKind::RuOgrnip,
    ];
    let ukraine = [
        TaxIdKind::UaEdrpou,
        TaxIdKind::UaRnokpp,
        TaxIdKind::UaIpn,
        TaxIdKind::UaPassport,
    ];
    let mut elsewhere = vec![field(TaxIdKind::EuVat)];
    elsewhere.push(
        view! { <TextField name="tax_ids.other_country" label=tr!(organization.other_country) value=ids.other_country.clone() /> }
            .into_any(),
    );
    elsewhere.push(
        view! { <TextField name="tax_ids.other_label" label=tr!(organization.other_label) value=ids.other_label.clone() hint=tr!(organization.other_label_hint) /> }
            .into_any(),
    );
    elsewhere.push(field(TaxIdKind::Other));
    view! {
        {group(tr!(organization.country_ru), russia.map(field).into_iter().collect())}
        {group(tr!(organization.country_ua), ukraine.map(field).into_iter().collect())}
        {group(tr!(organization.country_other), elsewhere)}
    }
    .into_any()
}

/// Who signs, as papers name him.
#[component]
pub fn SignatoryFields(
    signatory: TypedSignatory,
    /// Where the form has him.
    #[prop(default = "signatory")]
    name: &'static str,
) -> impl IntoView {
    let field = move |part: &str| format!("{name}.{part}");
    view! {
        <div class="form-grid">
            <TextField name=field("name") label=tr!(organization.signatory_name) value=signatory.name hint=tr!(organization.signatory_name_hint) />
            <TextField name=field("initials") label=tr!(organization.signatory_initials) value=signatory.initials hint=tr!(organization.signatory_initials_hint) />
            <TextField name=field("position") label=tr!(organization.signatory_position) value=signatory.position />
            <SelectField name=field("gender") label=tr!(organization.signatory_gender) options=words::gender_choices() value=signatory.gender empty=tr!(organization.gender_none) hint=tr!(organization.signatory_gender_hint) />
            <TextField name=field("basis") label=tr!(organization.signatory_basis) value=signatory.basis hint=tr!(organization.signatory_basis_hint) />
        </div>
        <h3 class="field-group">{tr!(organization.genitive)}</h3>
        <div class="form-grid">
            <TextField name=field("name_genitive") label=tr!(organization.signatory_name_genitive) value=signatory.name_genitive />
            <TextField name=field("position_genitive") label=tr!(organization.signatory_position_genitive) value=signatory.position_genitive />
            <TextField name=field("basis_genitive") label=tr!(organization.signatory_basis_genitive) value=signatory.basis_genitive />
        </div>
    }
    .into_any()
}
