//! `/contracts/<id>/edit`: a draft is changed. Its text is a plain field of the plain form; in the browser the editor of templates stands around
//! it, with the values of this contract behind its shortcodes.

use leptos::prelude::*;

use super::trial::Trial;
use crate::desk::templates::{load_studio, studio_codes, studio_words};
use crate::documents::contracts::api::{SaveContract, TakeText, open_contract_editor};
use crate::documents::contracts::model::{ContractEditor, OpenContract, SERVING, SavedContract};
use crate::documents::contracts::pages::{ContractFields, text_choices};
use crate::documents::templates::pages::{Findings, Mark, PaperSheet};
use crate::error::AppError;
use crate::kernel::ids::ContractId;
use crate::kernel::lang::Lang;
use crate::tr;
use crate::ui::error_text;
use crate::ui::form::{Form, FormActions, Hidden, SelectField, Submit, TextArea, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};
use crate::ui::query::id_of_address;
use crate::ui::toast::use_toasts;

/// The id of the pane that the editor fills.
const PANE: &str = "workshop-codes";
/// The id of the field of the text: the form is that of `contracts/save`.
const FIELD: &str = "contracts-save-body";

/// The draft of the address.
#[component]
pub fn EditContractPage() -> impl IntoView {
    let id = id_of_address::<ContractId>();
    let editor = Data::new(
        move || id.get(),
        |id| async move {
            let id = id.ok_or(AppError::NotFound)?;
            open_contract_editor(Some(id), OpenContract::default()).await
        },
    );
    let again = Callback::new(move |()| editor.refetch());
    view! { <Load resource=editor let:editor>{opened(editor, again)}</Load> }.into_any()
}

fn opened(editor: ContractEditor, again: Callback<()>) -> AnyView {
    match editor.form.id {
        Some(id) => view! { <Draft id editor again /> }.into_any(),
        None => ().into_any(),
    }
}

#[component]
fn Draft(id: ContractId, editor: ContractEditor, again: Callback<()>) -> impl IntoView {
    Effect::new(load_studio);
    let save = ServerAction::<SaveContract>::new();
    let trial = Trial::new(id, editor.preview.clone());
    let toasts = use_toasts();
    let done = Callback::new(move |_: (SavedContract,)| {
        // It is saved all the same: what is wrong stands beside the text.
        if trial.is_faulty() {
            toasts.failure(tr!(contracts.text_faulty));
        }
        again.run(());
    });
    let page = format!("/contracts/{id}");
    let head = page.clone();
    let title = tr!(contracts.edit_title, number = editor.form.number.clone());
    let version = editor.form.version;
    let choices = text_choices(&editor.texts);
    let (body, second_body) = (editor.form.body.clone(), editor.form.second_body.clone());
    let (lang, second_lang) = editor.langs.unwrap_or((Lang::En, None));
    let beside = second_lang.filter(|_| !second_body.is_empty());
    let fields = move || view! { <ContractFields editor=editor.clone() /> };
    view! {
        <PageHead title>
            <a class="btn" href=head>{tr!(contracts.to_page)}</a>
        </PageHead>
        <TextForm id version choices again />
        <div on:input=move |_| trial.typed() on:change=move |_| trial.typed()>
            <Form action=save done toast=tr!(contracts.saved)>
                <Hidden name="id" value=id.to_string() />
                <VersionField version />
                {fields()}
                <div class="workshop">
                    <aside class="workshop-codes" aria-label=tr!(templates.shortcodes)>
                        <h2>{tr!(templates.shortcodes)}</h2>
                        <div id=PANE class="workshop-pane"></div>
                    </aside>
                    <div class="workshop-text">
                        <TextArea name="body" label=tr!(contracts.body) value=body rows=24 hint=tr!(contracts.body_hint) class="source-field" />
                        {studio(trial, lang)}
                        {second(beside, second_body)}
                    </div>
                    <div class="workshop-preview">{live(trial)}</div>
                </div>
                <FormActions>
                    <span data-step="save"><Submit label=tr!(ui.save) /></span>
                    <a class="btn" href=page>{tr!(ui.cancel)}</a>
                </FormActions>
            </Form>
        </div>
    }
    .into_any()
}

/// The editor; without its file it is nothing.
fn studio(trial: Trial, paper: Lang) -> AnyView {
    view! {
        <akta-studio
            class="studio span-all"
            data-for=FIELD
            data-pane=PANE
            data-words=studio_words()
            data-codes=move || trial.codes.with(|codes| studio_codes(codes))
            data-columns="[]"
            data-select=move || trial.selected.get()
            data-paper=paper.as_str()
        ></akta-studio>
    }
    .into_any()
}

/// The column in the second language.
fn second(lang: Option<Lang>, body: String) -> Option<AnyView> {
    let label = tr!(contracts.second_body, lang = lang?.own_name());
    Some(view! { <TextArea name="second_body" label value=body rows=12 /> }.into_any())
}

/// What is wrong, and the paper as it would print.
fn live(trial: Trial) -> AnyView {
    let trouble = move || {
        let error = trial.trouble.get()?;
        Some(view! { <p class="alert alert-error" role="alert">{error_text(&error)}</p> })
    };
    let findings = move || {
        let shown = trial.shown.get()?;
        let go = Callback::new(move |(finding,)| trial.go(&finding));
        let second = (!shown.second_findings.is_empty()).then(|| {
            view! { <p class="muted">{tr!(contracts.second_findings)}</p> <Findings findings=shown.second_findings /> }
        });
        Some(view! { <Findings findings=shown.findings field=FIELD go /> {second} })
    };
    let paper = move || {
        let html = trial.shown.get()?.paper?;
        Some(view! { <PaperSheet html mark=Some(Mark::Draft) /> })
    };
    view! { <Section title=tr!(contracts.preview)>{trouble} {findings} {paper}</Section> }.into_any()
}

/// The text is taken anew: a form of its own, in a fold.
#[component]
fn TextForm(id: ContractId, version: i64, choices: Vec<(String, String)>, again: Callback<()>) -> impl IntoView {
    let take = ServerAction::<TakeText>::new();
    let done = Callback::new(move |_: (SavedContract,)| again.run(()));
    view! {
        <div class="toolbar">
            <details class="menu-of">
                <summary class="btn">{tr!(contracts.take_text)}</summary>
                <div class="pop-menu">
                    <Form action=take done toast=tr!(contracts.text_taken) class="menu-form">
                        <Hidden name="id" value=id.to_string() />
                        <VersionField version />
                        <SelectField name="template" label=tr!(contracts.template) options=choices value=SERVING required=true hint=tr!(contracts.take_text_hint) />
                        <FormActions>
                            <Submit label=tr!(contracts.take_text) second=true />
                        </FormActions>
                    </Form>
                </div>
            </details>
        </div>
    }
    .into_any()
}
