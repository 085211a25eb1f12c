//! Forms around server functions.
//!
//! A form is a plain `<form method="post">` to the address of its server function, so it works without JavaScript: a refused
//! one comes back with what was typed and the problems beside their fields ([`crate::error::FailedForm`], provided as context
//! by the app). With JavaScript the same form is sent without leaving the page.
//!
//! The server function takes one struct named `input`; a field is named as in the struct:
//!
//! ```ignore
//! #[server(endpoint = "clients/save")]
//! pub async fn save_client(input: SaveClient) -> Result<ClientId, AppError> { … }
//!
//! let save = ServerAction::<SaveClient_>::new();   // the struct the macro made
//! view! {
//!     <Form action=save toast=tr!(clients.saved)>
//!         <VersionField version=client.version />
//!         <Hidden name="id" value=client.id.to_string() />
//!         <div class="form-grid">
//!             <TextField name="name" label=tr!(clients.name) value=client.name required=true autofocus=true />
//!             <SelectField name="currency" label=tr!(clients.currency) options value=client.currency.to_string() />
//!         </div>
//!         <FormActions><Submit label=tr!(ui.save) /><a class="btn" href="/clients">{tr!(ui.cancel)}</a></FormActions>
//!     </Form>
//! }
//! ```
//!
//! * A save that stays on its page reloads what the form shows in `done` (`data.refetch()`): the next save needs the new
//!   version. In a drawer `done` closes it: `use_overlay()`, taken where the form is built, then `overlay.close()`.
//! * A conflict's `current` holds the stored values as the form spells them. Where a value is an id, `<field>.label` beside it
//!   says what people read.
//! * A form that creates carries a [`RequestKeyField`], one that saves a [`VersionField`], one that does both a [`NewOrStored`].
//! * A field finds its form when it is made, so it is made among the form's children: what depends on something is a closure that is called
//!   there, and no view that was made before. A debug build stops at one that has no form. Fields of plain forms say that they are `alone`.
//!
//! | file | what it holds |
//! |---|---|
//! | `state` | what the fields know of their form |
//! | `fields` | the fields that are typed into |
//! | `choosing` | those in which something is chosen |
//! | `unseen` | what is sent and not shown |
//! | `frame` | what stands around a field's control |
//! | `card` | fills the fields out of a pasted requisites card |
//! | `upload` | a form that sends a file |
//! | `carried` | what is typed goes over to the same page loaded again; untouched fields take what is stored in a conflict |
//! | `note` | a note that is saved when one leaves it |
//! | `guard` | asks before what was typed is lost |

mod card;
mod carried;
mod choosing;
mod fields;
mod frame;
pub(crate) mod guard;
mod note;
mod state;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod unseen;
mod upload;

use std::collections::{BTreeMap, BTreeSet};

pub use card::{CardPart, PasteCard};
pub use carried::CarryOver;
pub use choosing::{Checkbox, SelectField, choices};
pub use fields::{FieldKind, MoneyField, NumberField, TextArea, TextField};
pub(crate) use frame::{Frame, focus, focus_on_arrival};
use leptos::context::Provider;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::form::{FromFormData, form_data_from_event};
use leptos::html;
use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::{Http, ServerFn};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FormData, HtmlElement, HtmlFormElement, UrlSearchParams};
use leptos_router::hooks::use_location;
pub use note::NoteField;
use serde::de::DeserializeOwned;
pub use state::FormState;
pub(crate) use state::Place;
pub use unseen::{Hidden, NewOrStored, RequestKeyField, VersionField, fresh_request};
pub use upload::{FileField, FileForm, UploadForm, refusal};

use super::dialog::use_overlay;
use super::layout::close_menus;
use super::query::decode;
use super::toast::use_toasts;
use super::{failure, lower_first, problem_text};
use crate::error::{AppError, FailedForm, TOLD};
use crate::kernel::problem::FieldErrors;
use crate::tr;

/// Tells forms of one page and one server function apart in a failed form.
const FORM_KEY: &str = "form_key";
/// Marks a form that was sent and not touched since.
const SENT: &str = "data-sent";

/// A form around a server function; see the module. Provides [`FormState`] to its fields and shows what went wrong as a
/// whole at its top.
///
/// * `toast`: what is said after success; `done`: what happens then (in the browser only: without JavaScript the server
///   function's redirect leads on).
/// * `plain`: always sent by the browser itself, for forms after which the whole page changes (sign-in, sign-out).
/// * `form_key`: tells several forms of one server function on a page apart.
#[component]
pub fn Form<S, O>(
    action: ServerAction<S>,
    #[prop(optional, into)] done: Option<Callback<(S::Output,)>>,
    #[prop(optional, into)] toast: Option<String>,
    #[prop(optional)] plain: bool,
    #[prop(optional, into)] form_key: String,
    #[prop(default = "input")] argument: &'static str,
    #[prop(optional, into)] class: String,
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
{
    let failed = failed_form(S::PATH, &form_key);
    let restored = failed.is_some();
    let (values, first_error) = failed.map_or_else(Default::default, |failed| (failed.values, Some(failed.error)));
    // A form that the browser sends itself carries what is told on the page after it.
    let told = toast
        .clone()
        .map(|text| view! { <input type="hidden" name=TOLD value=text /> });
    let children: Children = Box::new(move || view! { {told} {children()} }.into_any());
    let value = action.value();
    let error = Signal::derive(move || {
        value.with(|value| match value {
            Some(Ok(_)) => None,
            Some(Err(error)) => Some(error.clone()),
            None => first_error.clone(),
        })
    });
    let state = FormState::open(
        S::PATH,
        &form_key,
        argument,
        error,
        values,
        restored,
        action.pending().into(),
    );

    // Successes and failures are noticed when the action ends, in the browser.
    let toasts = use_toasts();
    let version = action.version();
    Effect::new(move |seen: Option<usize>| {
        let now = version.get();
        if seen.is_some_and(|seen| seen < now) {
            let answer = value.get_untracked();
            match answer {
                Some(Ok(output)) => {
                    state.succeeded();
                    if let Some(toast) = &toast {
                        toasts.success(toast.clone());
                    }
                    if let Some(done) = done {
                        done.run((output,));
                    }
                }
                Some(Err(error)) => {
                    if let AppError::Conflict(conflict) = &error {
                        carried::take_over(state, conflict);
                    }
                    state.show_problems();
                }
                None => {}
            }
        }
        now
    });

    let send = move |event: SubmitEvent| {
        if state.pending.get_untracked() {
            event.prevent_default();
            return;
        }
        if plain {
            state.dirty.set(false);
            return;
        }
        event.prevent_default();
        state.remember(&event);
        match S::from_event(&event) {
            Ok(input) => {
                action.dispatch(input);
            }
            Err(cause) => {
                leptos::logging::error!("the form does not fit its server function: {cause:?}");
                value.set(Some(Err(AppError::from_server_fn_error(
                    ServerFnErrorErr::Serialization(cause.to_string()),
                ))));
                version.update(|n| *n += 1);
            }
        }
    };
    state.view(
        S::url().to_owned(),
        None,
        class,
        form_key,
        Callback::new(send),
        children,
    )
}

/// Whether this page has come back with what was wrong in a form, so that a part which hides it stands open.
#[must_use]
pub fn came_back(path: &str, form_key: &str) -> bool {
    failed_form(path, form_key).is_some()
}

/// The failed form that this page has come back with, if it is this one. Only at the address it came back to: the context
/// lives on while people go elsewhere and open the form anew.
pub(crate) fn failed_form(path: &str, form_key: &str) -> Option<FailedForm> {
    let came_back = use_location()
        .search
        .with_untracked(|search| search.split(['?', '&']).any(|pair| pair.starts_with("flash=")));
    if !came_back {
        return None;
    }
    use_context::<Option<FailedForm>>()
        .flatten()
        .filter(|failed| failed.form == path && failed.values.get(FORM_KEY).map_or("", String::as_str) == form_key)
}

impl FormState {
    fn open(
        path: &str,
        form_key: &str,
        argument: &'static str,
        error: Signal<Option<AppError>>,
        values: BTreeMap<String, String>,
        restored: bool,
        pending: Signal<bool>,
    ) -> Self {
        let mut slug = path.trim_start_matches("/api/").replace('/', "-");
        if !form_key.is_empty() {
            slug.push('-');
            slug.push_str(form_key);
        }
        let dirty = RwSignal::new(restored);
        let state = Self {
            slug: StoredValue::new(slug),
            argument,
            error,
            sent: RwSignal::new(values),
            restored,
            labels: StoredValue::new(Vec::new()),
            pending,
            dirty,
            saved: RwSignal::new(0),
            alive: RwSignal::new(false),
            filled: RwSignal::new(BTreeSet::new()),
        };
        Effect::new(move || {
            state.alive.set(true);
            // A form that came back with its problems is read from them.
            if restored {
                state.show_problems();
            }
        });
        if let Some(page) = use_context::<guard::Unsaved>() {
            page.watch(dirty);
        }
        if let Some(overlay) = use_overlay() {
            overlay.unsaved.watch(dirty);
        }
        state
    }

    /// A form that stays on its page after a save is written anew once the page is loaded again. Its elements stay, and with them what was
    /// typed: a note that goes with one save would go with the next, and a text that is restored would be hidden by a typed one. So one in
    /// which nothing was typed since it was sent shows what it is written with.
    fn shows_what_was_saved(self, node: NodeRef<html::Form>) {
        Effect::new(move || {
            if let Some(form) = node.get().filter(|form| form.has_attribute(SENT)) {
                carried::show_beginnings(&form);
            }
        });
        Effect::new(move || {
            if self.error.with(Option::is_some) {
                mark_sent(node, false);
            }
        });
    }

    /// Keeps what is being sent, to compare it with what is stored should there be a conflict.
    fn remember(self, event: &SubmitEvent) {
        let Ok(data) = form_data_from_event(event) else { return };
        self.sent.set(typed_values(self.argument, &data));
    }

    fn succeeded(self) {
        // What the menu around the form was opened for is done; another press of the same button would do it again.
        close_menus(None);
        self.dirty.set(false);
        self.saved.update(|n| *n += 1);
    }

    /// Moves the focus to what went wrong, once it stands there.
    fn show_problems(self) {
        let id = self.id(PROBLEMS);
        request_animation_frame(move || focus(&id));
    }

    /// The form itself; not generic, so that it is compiled once.
    fn view(
        self,
        url: String,
        enctype: Option<&'static str>,
        class: String,
        form_key: String,
        send: Callback<SubmitEvent>,
        children: Children,
    ) -> AnyView {
        let node = NodeRef::<html::Form>::new();
        self.shows_what_was_saved(node);
        let touched = move |_| {
            mark_sent(node, false);
            // A field that is taken away while it has the focus still tells of its change.
            if self.dirty.try_get_untracked() == Some(false) {
                self.dirty.set(true);
            }
        };
        let key_field = (!form_key.is_empty()).then(|| view! { <input type="hidden" name=FORM_KEY value=form_key /> });
        // The provider keeps the form around its fields also where they are made later, in closures that are rendered last.
        view! {
            <Provider value=self>
                <form
                    method="post"
                    action=url
                    enctype=enctype
                    class=class
                    novalidate=true
                    node_ref=node
                    aria-busy=move || self.pending.get().then_some("true")
                    on:submit=move |event| {
                        mark_sent(node, true);
                        send.run(event);
                    }
                    on:input=touched
                    on:change=touched
                    on:keydown=keys
                >
                    {key_field}
                    <FormProblems />
                    {children()}
                </form>
            </Provider>
        }
        .into_any()
    }
}

/// Marks the element of a form: what stands in its fields was sent as it stands.
fn mark_sent(node: NodeRef<html::Form>, sent: bool) {
    if let Some(form) = node.try_get_untracked().flatten() {
        // It fails only for a name that is none.
        let _ = form.toggle_attribute_with_force(SENT, sent);
    }
}

/// The values of a form as it is sent, by field.
fn typed_values(argument: &str, data: &FormData) -> BTreeMap<String, String> {
    let Ok(parameters) = UrlSearchParams::new_with_str_sequence_sequence(data) else {
        return BTreeMap::new();
    };
    String::from(parameters.to_string())
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (state::field_name(argument, &decode(name)), decode(value)))
        .collect()
}

/// Ctrl-Enter saves and goes on to the next, where the form has a button for that; else it saves.
fn keys(event: KeyboardEvent) {
    if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    let form = event
        .current_target()
        .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(form) = form else { return };
    event.prevent_default();
    let next = form.query_selector("[data-next]").ok().flatten();
    match next.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        Some(button) => button.click(),
        // A form that can't be sent now stays as it is.
        None => {
            let _ = form.request_submit();
        }
    }
}

/// The id's end of the list of problems.
const PROBLEMS: &str = "problems";

/// What went wrong with the form as a whole, and the problems of its fields as links to them.
#[component]
fn FormProblems() -> impl IntoView {
    let state = expect_context::<FormState>();
    move || {
        let error = state.error.get()?;
        let list = match &error {
            AppError::Invalid(errors) => state.problem_lines(errors),
            _ => Vec::new(),
        };
        let told = if list.is_empty() {
            failure(&error)
        } else {
            view! { <p>{tr!(ui.problems)}</p><ul>{list}</ul> }.into_any()
        };
        Some(
            view! {
                <div class="form-errors" role="alert" tabindex="-1" id=state.id(PROBLEMS)>
                    {told}
                </div>
            }
            .into_any(),
        )
    }
}

impl FormState {
    /// Problems with the labels of their fields, in the order the fields stand in. Those that belong to no field of the page
    /// are sentences.
    fn problem_lines(self, errors: &FieldErrors) -> Vec<AnyView> {
        let labels = self.labels.get_value();
        let known = labels.iter().filter_map(|(field, label)| {
            let text = lower_first(&problem_text(errors.get(field)?));
            let id = self.id(field);
            let href = format!("#{id}");
            let go = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                focus(&id);
            };
            Some(view! { <li><a href=href on:click=go>{label.clone()} ": " {text}</a></li> }.into_any())
        });
        let others = errors
            .iter()
            .filter(|(field, _)| !labels.iter().any(|(known, _)| known == field))
            .map(|(_, problem)| view! { <li>{problem_text(problem)}</li> }.into_any());
        known.chain(others).collect()
    }
}

/// The buttons of a form; they stay in sight in a drawer.
#[component]
pub fn FormActions(children: Children) -> impl IntoView {
    view! { <div class="form-actions">{children()}</div> }.into_any()
}

/// Sends the form. While the server is at work it can't be pressed again.
///
/// `name` and `value` are sent along when this button was the one pressed; `next` marks the button that Ctrl-Enter presses;
/// `second` makes it a plain button, for one beside the main one; while `off` says why, it can't be pressed.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] next: bool,
    #[prop(optional)] second: bool,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] off: Signal<Option<String>>,
) -> impl IntoView {
    let state = use_context::<FormState>();
    // The button may be asked once more while its form, and what says why, is going already: a page that loads again stands until it is there.
    let pending = move || state.is_some_and(|state| state.pending.try_get().unwrap_or_default());
    let disabled = move || pending() || off.try_with(Option::is_some).unwrap_or_default();
    let wire = (!name.is_empty()).then(|| Place::of(name, "").wire);
    let value = wire.is_some().then_some(value);
    let class = match (second, danger) {
        (true, _) => "btn",
        (_, true) => "btn btn-error",
        _ => "btn btn-primary",
    };
    view! {
        <button type="submit" class=class name=wire value=value data-next=next.then_some("") disabled=disabled title=move || off.try_get().flatten()>
            {move || pending().then(|| view! { <span class="loading loading-spinner loading-xs" aria-hidden="true"></span> })}
            {label}
        </button>
    }
    .into_any()
}
