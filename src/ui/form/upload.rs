//! Forms that send a file. They are always sent by the browser itself, as multipart, to a route that takes files; a refused
//! one comes back with its problems beside the fields.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::failed_form;
use super::frame::{Frame, described};
use super::guard::Unsaved;
use super::state::{FormState, Place};
use super::unseen::RequestKeyField;
use crate::error::{AppError, TOLD};
use crate::ui::{error_text, first_problem_text, problem_text};

/// ```ignore
/// view! { <UploadForm action=format!("/settings/company/{id}/images/logo") name="image" label=tr!(organization.image_logo) accept="image/png" submit=tr!(organization.image_send) /> }
/// ```
#[component]
pub fn UploadForm(
    /// The address of the route, which tells the forms of a page apart.
    #[prop(into)]
    action: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Media types and endings that the browser offers.
    #[prop(into)]
    accept: String,
    #[prop(optional, into)] hint: String,
    #[prop(into)] submit: String,
    /// What is made of the file is made once, however often the form is sent.
    #[prop(optional)]
    keyed: bool,
) -> impl IntoView {
    let problem = failed_form(&action, "").map(|failed| match &failed.error {
        AppError::Invalid(errors) => errors
            .get(&name)
            .map_or_else(|| error_text(&failed.error), problem_text),
        error => error_text(error),
    });
    let id = action.trim_start_matches('/').replace('/', "-");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = if problem.is_some() {
        error_id.clone()
    } else {
        hint_id.clone()
    };
    let invalid = problem.is_some().then_some("true");
    let error = problem.map(|text| view! { <div class="field-error" role="alert" id=error_id>{text}</div> });
    let key = keyed.then(|| view! { <RequestKeyField alone=true /> });
    // The page comes back anew after it, without what was typed into its other forms.
    let unsaved = use_context::<Unsaved>();
    let ask = move |event: SubmitEvent| {
        if unsaved.is_some_and(|unsaved| !unsaved.may_leave()) {
            event.prevent_default();
        }
    };
    let hint = (!hint.is_empty()).then(|| view! { <div class="field-hint" id=hint_id>{hint}</div> });
    view! {
        <form method="post" action=action enctype="multipart/form-data" class="upload-form" on:submit=ask>
            {key}
            <div class="field">
                <label class="field-label" for=id.clone()>{label}</label>
                <input class="file-input" type="file" id=id name=name accept=accept aria-invalid=invalid aria-describedby=described />
                {error}
                {hint}
            </div>
            <div class="form-actions">
                <button type="submit" class="btn">{submit}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A form with a file among its fields ([`FileField`]). `action` is the address of its route, which tells it from other forms and takes the
/// fields by their bare names; `toast` is told on the page after it.
#[component]
pub fn FileForm(
    #[prop(into)] action: String,
    #[prop(optional, into)] class: String,
    #[prop(into)] toast: String,
    children: Children,
) -> impl IntoView {
    let failed = failed_form(&action, "");
    let restored = failed.is_some();
    let (values, error) = failed.map_or_else(Default::default, |failed| (failed.values, Some(failed.error)));
    let error = Signal::stored(error);
    let name = action.trim_start_matches('/');
    let state = FormState::open(name, "", "", error, values, restored, Signal::stored(false));
    let unsaved = use_context::<Unsaved>();
    let send = move |event: SubmitEvent| {
        state.dirty.set(false);
        // The page comes back anew after it, without what was typed into its other forms.
        if unsaved.is_some_and(|unsaved| !unsaved.may_leave()) {
            event.prevent_default();
        }
    };
    let children: Children =
        Box::new(move || view! { <input type="hidden" name=TOLD value=toast /> {children()} }.into_any());
    let enctype = Some("multipart/form-data");
    state.view(action, enctype, class, String::new(), Callback::new(send), children)
}

/// A file of a [`FileForm`]. A browser never fills it in again.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Media types and endings that the browser offers.
    #[prop(into)]
    accept: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    /// Several files can be chosen.
    #[prop(optional)]
    multiple: bool,
) -> impl IntoView {
    let place = Place::of(name, &label);
    let described = described(&place, !hint.is_empty());
    let invalid = place.clone();
    let control = view! {
        <input
            class="file-input"
            type="file"
            id=place.id.clone()
            name=place.wire.clone()
            accept=accept
            required=required
            multiple=multiple
            aria-invalid=move || invalid.invalid().then_some("true")
            aria-describedby=described
        />
    };
    Frame {
        required,
        hint,
        ..Frame::new(place, label)
    }
    .around(control.into_any())
}

/// Why a file that a link leads to could not be made; its route has sent the browser back to the page of the link.
#[must_use]
pub fn refusal(address: &str) -> AnyView {
    let text = failed_form(address, "").map(|failed| first_problem_text(&failed.error));
    text.map(|text| view! { <p class="alert alert-error" role="alert">{text}</p> })
        .into_any()
}
