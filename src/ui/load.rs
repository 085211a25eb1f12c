//! What a page loads, with its waiting, its errors and their HTTP status: the only place where a page looks into a `Result`.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use super::side::Data;

use super::doors;
use super::icons::Icon;
use super::query::encode;
use super::skeleton::SkeletonRows;
use super::{first_problem_text, side};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;

/// Shows what [`Data`] answered. While it loads for the first time there are grey bars; while it loads again the old
/// rows stay. An error becomes a block with a way on, and on the server the status of the page (404, 403, …).
///
/// ```ignore
/// let client = Data::new(move || id.get(), get_client);
/// view! { <Load resource=client let:client><h1>{client.name}</h1></Load> }
/// ```
#[component]
pub fn Load<T, C, V>(
    resource: Data<T>,
    /// What stands there while it loads for the first time, instead of grey bars.
    #[prop(optional, into)]
    fallback: Option<ViewFnOnce>,
    /// An answer that is not the page's main content leaves the page's status alone.
    #[prop(optional)]
    aside: bool,
    children: C,
) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    C: Fn(T) -> V + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let waiting = move || match fallback {
        Some(fallback) => fallback.run().into_any(),
        None => view! { <SkeletonRows /> }.into_any(),
    };
    // The server has said it already when the page comes alive; leaving for the sign-in then could go round in a circle.
    let said = StoredValue::new(side::waking());
    let answer = move || {
        let children = children.clone();
        async move {
            match resource.answer().await {
                Ok(value) => children(value).into_any(),
                Err(error) => {
                    if !aside && !said.get_value() {
                        side::answered(&error);
                    }
                    said.set_value(false);
                    view! { <InPlaceOfPage error aside /> }.into_any()
                }
            }
        }
    };
    side::awaited(waiting, answer)
}

/// A page, or what stands in its place for a reader without the right to it. For pages that load nothing which would be
/// refused: an empty form.
///
/// ```ignore
/// view! { <Permitted right=Right::ManageUsers><NewUser /></Permitted> }
/// ```
#[component]
pub fn Permitted(right: Right, children: Children) -> impl IntoView {
    let rights = use_context::<Viewer>().map(|viewer| viewer.rights).unwrap_or_default();
    if rights.has(right) {
        return children();
    }
    let error = if rights.is_switched_off(right) {
        AppError::SwitchedOff
    } else {
        AppError::Forbidden
    };
    side::answered(&error);
    view! { <InPlaceOfPage error /> }.into_any()
}

/// An error where the page, or a part of it, would be. A page that did not come to its own title has that of the error.
#[component]
fn InPlaceOfPage(error: AppError, #[prop(optional)] aside: bool) -> impl IntoView {
    let title = (!aside).then(|| view! { <Title text=error_title(&error) /> });
    view! {
        {title}
        <ErrorBlock error />
    }
    .into_any()
}

/// What a page shows instead of its content.
#[component]
pub fn ErrorBlock(error: AppError) -> impl IntoView {
    let location = use_location();
    let here = move || {
        let (path, search) = (location.pathname.get(), location.search.get());
        if search.is_empty() {
            path
        } else {
            format!("{path}?{}", search.trim_start_matches('?'))
        }
    };
    let way_on = match &error {
        AppError::NotSignedIn => {
            view! { <a class="btn btn-primary" rel="external" href=move || { let here = here(); format!("{}?next={}", doors::sign_in(&here), encode(&here)) }>{tr!(ui.sign_in)}</a> }
            .into_any()
        }
        AppError::Forbidden | AppError::SwitchedOff | AppError::NotFound => {
            let home = move || location.pathname.with(|path| doors::home(path));
            view! { <a class="btn" href=home>{tr!(ui.to_start)}</a> }.into_any()
        }
        // Reloading changes nothing of what the object's state forbids: its own page is one step up.
        AppError::Invalid(_) => {
            let up = move || location.pathname.with(|path| path.rsplit_once('/').map_or("/", |(up, _)| up).to_owned());
            view! { <a class="btn" href=up>{tr!(ui.back)}</a> }.into_any()
        }
        _ => view! { <a class="btn" rel="external" href=here>{tr!(ui.reload)}</a> }.into_any(),
    };
    view! {
        <div class="empty-state" role="alert">
            <Icon name="warning" />
            <h2>{error_title(&error)}</h2>
            <p>{first_problem_text(&error)}</p>
            {way_on}
        </div>
    }
    .into_any()
}

fn error_title(error: &AppError) -> &'static str {
    match error {
        AppError::NotFound => tr!(problem.title_not_found),
        AppError::Forbidden => tr!(problem.title_forbidden),
        AppError::SwitchedOff => tr!(problem.title_switched_off),
        AppError::NotSignedIn => tr!(problem.title_not_signed_in),
        AppError::Outdated => tr!(problem.title_outdated),
        _ => tr!(problem.title_failed),
    }
}
