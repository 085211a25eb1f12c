//! The source of a template in a plain form. An editor may stand around the field of the source and write into it.

use leptos::prelude::*;

use super::words;
use crate::company::organization::model::CompanyName;
use crate::documents::templates::api::SaveTemplate;
use crate::documents::templates::model::{self, TemplateKind};
use crate::kernel::ids::TemplateId;
use crate::tr;
use crate::ui::form::{CarryOver, Form, FormActions, Hidden, NewOrStored, SelectField, Submit, TextArea, TextField};

/// Keeps a template when `stored` has no id, and changes it otherwise. `studio` stands behind the source, `publish` beside the button that
/// saves; both find the form in their context.
#[component]
pub fn TemplateForm(
    stored: model::SaveTemplate,
    companies: Vec<CompanyName>,
    saved: Callback<()>,
    #[prop(into)] studio: ViewFnOnce,
    #[prop(into)] publish: ViewFnOnce,
) -> impl IntoView {
    let save = ServerAction::<SaveTemplate>::new();
    let done = Callback::new(move |_: (TemplateId,)| saved.run(()));
    let new = stored.id.is_none();
    let of: Option<TemplateKind> = stored.kind.parse().ok();
    // Fields find their form when they are made: so within it.
    let (stored_kind, stored_subject) = (stored.kind, stored.subject);
    let kind = move || {
        if new {
            view! {
            <SelectField name="kind" label=tr!(templates.kind) options=words::kind_choices() value=stored_kind required=true autofocus=true />
        }
        .into_any()
        } else {
            view! { <Hidden name="kind" value=stored_kind /> }.into_any()
        }
    };
    // A new template may become a letter; a paper has no subject.
    let subject = move || {
        of.is_none_or(|kind| kind.mail).then(|| {
        view! { <TextField name="subject" label=tr!(templates.subject) value=stored_subject hint=tr!(templates.subject_hint) max=300 class="span-all" /> }
    })
    };
    let companies: Vec<(String, String)> = companies
        .into_iter()
        .map(|company| (company.id.to_string(), company.name))
        .collect();
    view! {
        <Form action=save done toast=tr!(templates.saved)>
            <NewOrStored id=stored.id.map(|id| id.to_string()) version=stored.version />
            <CarryOver told=true />
            <div class="form-grid">
                {kind()}
                <TextField name="name" label=tr!(templates.name) value=stored.name required=true max=120 />
                <SelectField name="lang" label=tr!(templates.lang) options=words::lang_choices() value=stored.lang required=true />
                <SelectField name="second_lang" label=tr!(templates.second_lang) options=words::lang_choices() value=stored.second_lang hint=tr!(templates.second_lang_hint) />
                <SelectField name="organization" label=tr!(templates.organization) options=companies value=stored.organization hint=tr!(templates.organization_hint) />
                {subject()}
                <TextArea name="body" label=tr!(templates.body) value=stored.body required=true rows=24 hint=tr!(templates.body_hint) class="span-all source-field" />
                {studio.run()}
                <TextField name="note" label=tr!(templates.note) hint=tr!(templates.note_hint) max=300 class="span-all" />
            </div>
            <FormActions>
                <span data-step="save"><Submit label=tr!(ui.save) second=true /></span>
                <span data-step="publish">{publish.run()}</span>
            </FormActions>
        </Form>
    }
    .into_any()
}
