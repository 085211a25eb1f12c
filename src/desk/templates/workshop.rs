//! Where a template is written: its shortcodes, its text, the paper as it will print, side by side.
//!
//! The text is a plain field of a plain form. In the browser `<akta-studio>` (`studio/`) stands around it: a file of its own, which only
//! this page loads, and which writes into the field what the field would hold anyway.

use leptos::prelude::*;

use super::trial::Trial;
use super::tried::LiveTried;
use super::words;
use crate::company::organization::model::CompanyName;
use crate::documents::templates::model::SaveTemplate;
use crate::documents::templates::pages::TemplateForm;
use crate::kernel::lang::Lang;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{FormState, Submit};

/// The id of the pane that the editor fills.
const PANE: &str = "workshop-codes";
/// The id of the field of the text: the form is that of `templates/save`.
const FIELD: &str = "templates-save-body";

/// `up_to_date`: what is shown serves already.
#[component]
pub fn Workshop(
    stored: SaveTemplate,
    companies: Vec<CompanyName>,
    trial: Trial,
    address: String,
    up_to_date: bool,
    saved: Callback<()>,
) -> impl IntoView {
    Effect::new(load_studio);
    let codes = format!("/settings/templates/shortcodes?kind={}", stored.kind);
    let is_new = stored.id.is_none();
    view! {
        <div class="workshop" class:is-new=is_new>
            <aside class="workshop-codes" aria-label=tr!(templates.shortcodes)>
                <h2><a href=codes>{tr!(templates.shortcodes)}</a></h2>
                <div id=PANE class="workshop-pane"></div>
            </aside>
            <div class="workshop-text" on:input=move |_| trial.typed() on:change=move |_| trial.typed()>
                {on_a_phone(is_new)}
                <TemplateForm
                    stored
                    companies
                    saved
                    studio=move || studio(trial)
                    publish=move || publish(trial, up_to_date)
                />
            </div>
            <div class="workshop-preview">
                <LiveTried address trial field=FIELD.to_owned() />
            </div>
        </div>
    }
    .into_any()
}

/// What a phone has no room for, and what it has. A new template is written elsewhere, but a copy of what comes with the program can be
/// published there.
fn on_a_phone(is_new: bool) -> AnyView {
    if is_new {
        view! {
            <div class="alert workshop-phone">
                <p>{tr!(studio.phone_new)}</p>
                <a class="btn btn-sm" href="/settings/templates">{tr!(templates.title)}</a>
            </div>
        }
        .into_any()
    } else {
        view! { <p class="alert workshop-phone">{tr!(studio.phone)}</p> }.into_any()
    }
}

/// The editor; without its file it is nothing.
fn studio(trial: Trial) -> AnyView {
    let paper = move || trial.paper().map(Lang::as_str);
    let columns = move || {
        let paper = trial.paper().unwrap_or_else(lang);
        trial.codes.with(|codes| words::columns(codes, paper))
    };
    view! {
        <akta-studio
            class="studio span-all"
            data-for=FIELD
            data-pane=PANE
            data-words=words::words()
            data-codes=move || trial.codes.with(|codes| words::codes(codes))
            data-columns=columns
            data-select=move || trial.selected.get()
            data-paper=paper
        ></akta-studio>
    }
    .into_any()
}

/// Saves and publishes in one step. Off while an error stands, and while there is nothing new; without scripts the server says so.
fn publish(trial: Trial, up_to_date: bool) -> AnyView {
    let form = use_context::<FormState>();
    // What was typed may be discarded.
    Effect::new(move || {
        if form.is_some_and(|form| !form.dirty()) {
            trial.unsaved.set(false);
        }
    });
    let off = Signal::derive(move || {
        if !trial.alive.get() {
            None
        } else if trial.has_errors() {
            Some(tr!(studio.off_errors).to_owned())
        } else if up_to_date && !form.is_some_and(FormState::dirty) {
            Some(tr!(studio.off_published).to_owned())
        } else {
            None
        }
    });
    view! { <Submit label=tr!(templates.publish) name="publish" value="true" off /> }.into_any()
}

/// Narrower than this there is no room for an editor, and its file is not loaded.
const NARROWEST: f64 = 640.0;

/// Loads the editor's file, once.
pub fn load_studio() {
    let document = document();
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    let known = document.query_selector("script[data-studio]").ok().flatten().is_some();
    if known || width.is_none_or(|width| width < NARROWEST) {
        return;
    }
    let address = document
        .query_selector("meta[name=akta-studio]")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"));
    let (Some(address), Some(head), Ok(script)) = (address, document.head(), document.create_element("script")) else {
        return;
    };
    let written = [("type", "module"), ("src", address.as_str()), ("data-studio", "")]
        .into_iter()
        .try_for_each(|(name, value)| script.set_attribute(name, value))
        .and_then(|()| head.append_child(&script).map(|_| ()));
    if let Err(cause) = written {
        leptos::logging::warn!("the editor is not loaded: {cause:?}");
    }
}
