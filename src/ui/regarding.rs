//! A part of a page that is about one client.

use leptos::context::Provider;
use leptos::prelude::*;

use crate::kernel::actor::Rights;
use crate::kernel::viewer::Viewer;

/// What is within leaves out what the reader may not do with this client's objects: `rights` are those that he has for them, which are fewer where
/// he sees some kinds of objects of his own clients only.
#[component]
pub fn Regarding(rights: Rights, children: Children) -> impl IntoView {
    let viewer = Viewer {
        rights,
        ..expect_context::<Viewer>()
    };
    view! { <Provider value=viewer>{children()}</Provider> }.into_any()
}
