//! The settings of clients: visible tabs and their order, what a card must say, what two clients must not have in common.

use leptos::prelude::*;

use super::words;
use crate::company::organization::pages::words as company;
use crate::crm::clients::api::{ArrangeClientTab, SaveClientSettings, show_client_settings};
use crate::crm::clients::settings::{self, ClientSettingsSheet, ClientTab, TabStep};
use crate::kernel::actor::Right;
use crate::records::activity::pages::History;
use crate::tr;
use crate::ui::form::{Checkbox, Form, FormActions, Hidden, SelectField, Submit, VersionField};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{PageHead, Section};

/// `/settings/clients`
#[component]
pub fn ClientSettingsPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Settings /></Permitted> }.into_any()
}

#[component]
fn Settings() -> impl IntoView {
    let sheet = Data::new(|| (), |()| show_client_settings());
    let again = Callback::new(move |()| sheet.refetch());
    view! {
        <PageHead title=tr!(clients.settings) />
        <Load resource=sheet let:sheet>
            <Sheet sheet again />
        </Load>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: ClientSettingsSheet, again: Callback<()>) -> impl IntoView {
    let ClientSettingsSheet {
        settings,
        shown,
        hidden,
        events,
    } = sheet;
    let last = shown.len().saturating_sub(1);
    let shown: Vec<_> = shown
        .into_iter()
        .enumerate()
        .map(|(n, tab)| {
            let up = step_if(n > 0, tab, TabStep::Up, again);
            let down = step_if(n < last, tab, TabStep::Down, again);
            let hide = step_if(last > 0, tab, TabStep::Hide, again);
            row(tab, view! { {up} {down} {hide} }.into_any())
        })
        .collect();
    let hidden: Vec<_> = hidden
        .into_iter()
        .map(|tab| row(tab, step(tab, TabStep::Show, again)))
        .collect();
    let hidden = (!hidden.is_empty()).then(|| {
        view! {
            <h3>{tr!(clients.tabs_hidden)}</h3>
            <ul class="tab-list">{hidden}</ul>
        }
    });
    view! {
        <Section title=tr!(clients.tabs_visible)>
            <p class="page-sub">{tr!(clients.tabs_hint)}</p>
            <ol class="tab-list">{shown}</ol>
            {hidden}
        </Section>
        <Rules input=settings::SaveClientSettings::of(&settings) again />
        <History events words=words::change />
    }
    .into_any()
}

fn row(tab: ClientTab, steps: AnyView) -> AnyView {
    view! { <li><span>{words::tab_text(tab)}</span> <span class="tab-steps">{steps}</span></li> }.into_any()
}

/// A step with a tab, or the room it would take: each kind of step has a column of its own.
fn step_if(possible: bool, tab: ClientTab, kind: TabStep, again: Callback<()>) -> AnyView {
    if possible {
        step(tab, kind, again)
    } else {
        view! { <span></span> }.into_any()
    }
}

/// One step with a tab, as a form of one button.
fn step(tab: ClientTab, step: TabStep, again: Callback<()>) -> AnyView {
    let action = ServerAction::<ArrangeClientTab>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let label = match step {
        TabStep::Show => tr!(clients.tab_show),
        TabStep::Hide => tr!(clients.tab_hide),
        TabStep::Up => tr!(clients.tab_up),
        TabStep::Down => tr!(clients.tab_down),
    };
    let named = format!("{label}: {}", words::tab_text(tab));
    view! {
        <Form action done form_key=format!("{tab}-{step}")>
            <Hidden name="tab" value=tab.to_string() />
            <Hidden name="step" value=step.to_string() />
            <button type="submit" class="btn btn-sm" aria-label=named>{label}</button>
        </Form>
    }
    .into_any()
}

#[component]
fn Rules(input: settings::SaveClientSettings, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<SaveClientSettings>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let likeness = |name: &'static str, label: &'static str, value: String| {
        view! { <SelectField name label options=words::likeness_choices() value required=true /> }
    };
    view! {
        <Form action done toast=tr!(clients.settings_saved)>
            <VersionField version=input.version />
            <Section title=tr!(clients.rules)>
                <div class="form-grid">
                    <SelectField name="country" label=tr!(clients.default_country) options=company::country_choices() value=input.country hint=tr!(clients.default_country_hint) />
                    // A field finds its form when it is made: so within it.
                    {likeness("same_tax_id", tr!(clients.alike_tax_id), input.same_tax_id)}
                    {likeness("same_email", tr!(clients.alike_email), input.same_email)}
                    {likeness("same_phone", tr!(clients.alike_phone), input.same_phone)}
                </div>
                <Checkbox name="name_required" label=tr!(clients.name_required) checked=input.name_required />
                <Checkbox name="tax_id_required" label=tr!(clients.tax_id_required) checked=input.tax_id_required />
                <Checkbox name="person_is_contact" label=tr!(clients.person_is_contact) checked=input.person_is_contact />
            </Section>
            <FormActions>
                <Submit label=tr!(ui.save) />
            </FormActions>
        </Form>
    }
    .into_any()
}
