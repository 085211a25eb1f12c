//! The document around the pages, the contexts they share, and the route table. Nothing else.

#[cfg_attr(feature = "ssr", path = "request_server.rs")]
#[cfg_attr(not(feature = "ssr"), path = "request_browser.rs")]
mod request;

#[cfg(feature = "ssr")]
mod shell;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, StaticSegment};

#[cfg(feature = "ssr")]
pub use shell::shell;

use crate::kernel::viewer::Viewer;
use crate::tr;

/// The whole interface. Pages find the [`Viewer`] and a form that failed in their context.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let viewer = SharedValue::new(request::viewer).into_inner();
    let failed_form = SharedValue::new(request::failed_form).into_inner();
    request::prepare_answer();
    provide_context::<Viewer>(viewer);
    provide_context(failed_form);

    view! {
        <Title formatter=|title: String| if title.is_empty() { "Akta".to_owned() } else { format!("{title} · Akta") }/>
        <Router>
            <Routes fallback=|| NotFound().into_any()>
                <Route path=StaticSegment("/") view=Home ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}

#[component]
fn Home() -> impl IntoView {
    view! { <main>"Akta"</main> }.into_any()
}

/// What stands at an address that leads nowhere, and for an object that is not there or not for this viewer.
#[component]
fn NotFound() -> impl IntoView {
    request::set_not_found();
    view! { <main class="page"><h1>{tr!(ui.app)}</h1></main> }.into_any()
}
