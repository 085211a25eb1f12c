//! A drawer from the right; the list it belongs to stays in sight.

use leptos::prelude::*;

use super::dialog::overlay;

/// Like [`super::dialog::Dialog`], from the right and as high as the page.
///
/// ```ignore
/// view! {
///     <Drawer title=tr!(payments.new) open=Signal::derive(move || filter.get().new) close_href=href("/payments", &filter)>
///         <RecordPayment />
///     </Drawer>
/// }
/// ```
#[component]
pub fn Drawer(
    #[prop(into)] title: String,
    #[prop(into)] open: Signal<bool>,
    /// Where the page is without it.
    #[prop(optional, into)]
    close_href: Option<String>,
    /// Called when it has been closed by the person.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    overlay("drawer", title, open, close_href, on_close, children)
}
