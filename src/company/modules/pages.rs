//! The settings page of modules.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::{SwitchModule, list_modules};
use super::model::ModuleRow;
use crate::error::TOLD;
use crate::kernel::actor::Right;
use crate::kernel::module::Module;
use crate::records::activity::model::EventRow;
use crate::records::activity::pages::Timeline;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{PageHead, Section};

/// `/settings/modules`
#[component]
pub fn ModulesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Modules /></Permitted> }.into_any()
}

#[component]
fn Modules() -> impl IntoView {
    let modules = Data::new(|| (), |()| list_modules());
    view! {
        <PageHead title=tr!(modules.title) />
        <p class="page-sub">{tr!(modules.hint)}</p>
        <Load resource=modules let:modules>{modules.into_iter().map(section).collect_view()}</Load>
    }
    .into_any()
}

/// The name of a module, and what it is.
fn words(module: Module) -> (&'static str, &'static str) {
    match module {
        Module::Templates => (tr!(modules.templates), tr!(modules.templates_about)),
        Module::Payments => (tr!(modules.payments), tr!(modules.payments_about)),
        Module::Acts => (tr!(modules.acts), tr!(modules.acts_about)),
        Module::DeliveryNotes => (tr!(modules.delivery_notes), tr!(modules.delivery_notes_about)),
        Module::Expenses => (tr!(modules.expenses), tr!(modules.expenses_about)),
    }
}

fn section(row: ModuleRow) -> AnyView {
    let (name, about) = words(row.module);
    let (state, tone) = if row.on {
        (tr!(modules.on), Tone::Good)
    } else {
        (tr!(modules.off), Tone::Neutral)
    };
    let history = (!row.events.is_empty()).then(|| {
        let events: Vec<EventRow> = row.events.clone();
        view! { <Timeline events /> }
    });
    view! {
        <Section title=name actions=move || view! { <Badge tone text=state /> }>
            <p>{about}</p>
            {switch(row.module, name, row.on)}
            {history}
        </Section>
    }
    .into_any()
}

/// A plain post, after which the page comes again: navigation and rights are those of a page as it is loaded.
fn switch(module: Module, name: &'static str, on: bool) -> AnyView {
    let (label, told) = if on {
        (tr!(modules.switch_off), tr!(modules.switched_off, name = name))
    } else {
        (tr!(modules.switch_on), tr!(modules.switched_on, name = name))
    };
    let named = format!("{label}: {name}");
    view! {
        <form method="post" action=SwitchModule::PATH>
            <input type="hidden" name="module" value=module.as_str() />
            <input type="hidden" name="on" value=(!on).to_string() />
            <input type="hidden" name=TOLD value=told />
            <button type="submit" class="btn" aria-label=named>{label}</button>
        </form>
    }
    .into_any()
}
