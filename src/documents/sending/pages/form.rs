//! `/send/<kind>/<id>`: who gets a paper, what goes with it, what the letter says. A plain form that works without JavaScript.

use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::{Http, ServerFn};
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};
use serde::de::DeserializeOwned;

use super::send_text;
use crate::documents::papers::model::Rendition;
use crate::documents::sending::api::{SendPaper, open_sending};
use crate::documents::sending::model::{
    Choice, FILE, OtherPaper, OwnFile, PERSON, PaperRef, SendSheet, SentPaper, Together,
};
use crate::error::AppError;
use crate::kernel::validate::typed;
use crate::records::mail::model::{Dispatch, LetterLine};
use crate::records::mail::pages::dispatch_text;
use crate::tr;
use crate::ui::form::{Checkbox, Form, FormActions, Hidden, SelectField, Submit, TextArea, TextField, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};

/// The paper of the address.
#[component]
pub fn SendPage() -> impl IntoView {
    let params = use_params_map();
    let paper = Memo::new(move |_| {
        params.with(|params| {
            let (kind, id) = (params.get("kind")?, params.get("id")?);
            format!("{kind}.{id}").parse::<PaperRef>().ok()
        })
    });
    let sheet = Data::new(
        move || paper.get(),
        |paper| async move {
            match paper {
                Some(paper) => open_sending(paper).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let action = ServerAction::<SendPaper>::new();
    view! { <Load resource=sheet let:sheet><SendForm sheet action /></Load> }.into_any()
}

/// The form, sent to the server function of the paper's wing.
#[component]
pub fn SendForm<S, O>(sheet: SendSheet, action: ServerAction<S>) -> impl IntoView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Output = SentPaper, Error = AppError>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
    O: 'static,
{
    let navigate = use_navigate();
    let done = move |sent: SentPaper| navigate(&sent.href, NavigateOptions::default());
    let title = tr!(sending.title, paper = sheet.title.clone());
    let notes = notes(&sheet);
    let together = [
        (Together::One.to_string(), tr!(sending.together_one).to_owned()),
        (Together::Each.to_string(), tr!(sending.together_each).to_owned()),
    ];
    let renditions: Vec<_> = sheet
        .renditions
        .iter()
        .map(|rendition| (rendition.to_string(), rendition_text(*rendition).to_owned()))
        .collect();
    let usual = sheet.renditions.first().map(ToString::to_string).unwrap_or_default();
    // What is made of what is stored now has one form only.
    let has_renditions = !renditions.is_empty();
    let submit = send_text(sheet.paper.kind, sheet.is_draft);
    // Fields are made inside of the form.
    let (files, list, more, papers, is_draft, subject, text) = (
        sheet.files,
        sheet.people,
        sheet.more,
        sheet.others,
        sheet.is_draft,
        sheet.subject,
        sheet.text,
    );
    view! {
        <PageHead title=title />
        <p class="page-sub"><a href=format!("/clients/{}", sheet.client)>{sheet.client_name}</a></p>
        {notes}
        <Form action done toast=tr!(sending.queued)>
            <Hidden name="request" value=sheet.request.to_string() />
            <Hidden name="paper" value=sheet.paper.to_string() />
            <Hidden name="query" value=sheet.query />
            <VersionField version=sheet.version />
            <Hidden name="draft" value=sheet.is_draft.to_string() />
            <Hidden name="drafted_for" value=typed(sheet.drafted_for) />
            <Hidden name="lang" value=sheet.lang.to_string() />
            <Section title=tr!(sending.people)>
                {people(&list)}
                <div class="form-grid">
                    <TextField name="more" value=more label=tr!(sending.more) hint=tr!(sending.more_hint) class="span-2" />
                    <SelectField name="together" label=tr!(sending.together) options=together.into() value=Together::One.to_string() required=true class="span-2" />
                </div>
            </Section>
            <Section title=tr!(sending.letter)>{words(is_draft, subject, text)}</Section>
            <Section title=tr!(sending.files)>
                {if has_renditions {
                    view! {
                        <div class="form-grid">
                            <SelectField name="rendition" label=tr!(sending.rendition) options=renditions value=usual required=true class="span-2" />
                        </div>
                    }
                    .into_any()
                } else {
                    view! { <p class="muted">{tr!(sending.made_now)}</p> }.into_any()
                }}
                {attached(files)}
                {others(papers)}
            </Section>
            <FormActions>
                <Submit label=submit />
                <a class="btn" href=sheet.href>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

fn rendition_text(rendition: Rendition) -> &'static str {
    match rendition {
        Rendition::Clean => tr!(invoices.rendition_clean),
        Rendition::Stamped => tr!(invoices.rendition_stamped),
        Rendition::Cancelled => tr!(invoices.rendition_cancelled),
    }
}

/// What the letter waits for, and that it was sent before.
fn notes(sheet: &SendSheet) -> AnyView {
    let note = |text: String| view! { <p class="alert alert-warning" role="note">{text}</p> };
    let waits = (!sheet.has_server).then(|| note(tr!(sending.no_server).to_owned()));
    let sender = match &sheet.sender {
        Some(sender) => view! { <p class="muted">{tr!(sending.from)} ": " {sender.clone()}</p> }.into_any(),
        None => note(tr!(sending.no_sender).to_owned()).into_any(),
    };
    let before = (sheet.dispatch != Dispatch::NotSent)
        .then(|| view! { <p class="muted">{tr!(sending.before)} ": " {dispatch_text(sheet.dispatch)}</p> });
    let draft = sheet
        .is_draft
        .then(|| view! { <p class="muted">{tr!(sending.draft)}</p> });
    view! { {waits} {sender} {before} {draft} }.into_any()
}

/// Each contact with the line he stands in.
fn people(people: &[Choice]) -> AnyView {
    if people.is_empty() {
        return view! { <p class="muted">{tr!(sending.no_people)}</p> }.into_any();
    }
    let fields: Vec<_> = people
        .iter()
        .map(|choice| {
            let label = if choice.position.is_empty() {
                choice.name.clone()
            } else {
                format!("{}, {}", choice.name, choice.position)
            };
            let lines = vec![
                (LetterLine::To.to_string(), tr!(mail.to).to_owned()),
                (LetterLine::Cc.to_string(), tr!(mail.cc).to_owned()),
            ];
            view! {
                <SelectField
                    name=format!("people.{PERSON}{}", choice.contact)
                    label
                    options=lines
                    value=typed(choice.line)
                    empty=tr!(sending.gets_nothing)
                    hint=format!("{} · {}", choice.address, choice.lang.own_name())
                />
            }
        })
        .collect();
    view! { <div class="form-grid">{fields}</div> }.into_any()
}

/// The text; of a draft it is written when there is a number.
fn words(is_draft: bool, subject: String, text: String) -> AnyView {
    if is_draft {
        return view! {
            <Hidden name="subject" value=subject />
            <Hidden name="text" value=text />
            <p class="muted">{tr!(sending.draft_text)}</p>
        }
        .into_any();
    }
    view! {
        <div class="form-grid">
            <TextField name="subject" label=tr!(sending.subject) value=subject required=true max=300 class="span-all" />
            <TextArea name="text" label=tr!(sending.text) value=text required=true rows=12 class="span-all" hint=tr!(sending.text_hint) />
        </div>
    }
    .into_any()
}

/// Files of the paper that can go along.
fn attached(files: Vec<OwnFile>) -> Option<AnyView> {
    let boxes: Vec<_> = files
        .into_iter()
        .map(|file| view! { <Checkbox name=format!("files.{FILE}{}", file.id) label=file.name /> })
        .collect();
    (!boxes.is_empty()).then(|| {
        view! {
            <fieldset class="check-list">
                <legend class="field-label">{tr!(sending.attached)}</legend>
                {boxes}
            </fieldset>
        }
        .into_any()
    })
}

/// Other papers of the client for the same letter.
fn others(others: Vec<OtherPaper>) -> Option<AnyView> {
    if others.is_empty() {
        return None;
    }
    let rows: Vec<_> = others
        .into_iter()
        .map(|other| {
            let label = if other.dispatch == Dispatch::NotSent {
                other.title
            } else {
                format!("{} · {}", other.title, dispatch_text(other.dispatch))
            };
            view! { <Checkbox name=format!("papers.{}", spelled(other.paper)) label /> }
        })
        .collect();
    Some(
        view! {
            <fieldset class="check-list">
                <legend class="field-label">{tr!(sending.others)}</legend>
                {rows}
            </fieldset>
        }
        .into_any(),
    )
}

/// A paper as the name of a field has it.
fn spelled(paper: PaperRef) -> String {
    paper.to_string().replace('.', ":")
}
