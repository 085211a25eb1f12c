//! Tabs that are links, so that each has its address.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::strip::links_bar;

/// One tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    /// A path, or a path with a query when tabs differ in it.
    pub href: String,
    /// How many things are behind it; a zero is grey.
    pub count: Option<u64>,
}

impl Tab {
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            count: None,
        }
    }

    #[must_use]
    pub const fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// The tab of the current path is marked; the keys 1–9 and 0 open the first ten. More than fit are reached by scrolling sideways.
///
/// ```ignore
/// view! { <Tabs label=client.name tabs=vec![Tab::new(tr!(clients.profile), base.clone()), Tab::new(tr!(invoices.title), format!("{base}/invoices")).count(24)] /> }
/// ```
#[component]
pub fn Tabs(
    /// What the tabs belong to, for screen readers.
    #[prop(into)]
    label: String,
    tabs: Vec<Tab>,
) -> impl IntoView {
    let path = use_location().pathname;
    let links: Vec<_> = tabs
        .into_iter()
        .zip(1_u32..)
        .map(|(Tab { label, href, count }, place)| {
            let own = href.split('?').next().unwrap_or_default().to_owned();
            let current = move || path.with(|path| (path.trim_end_matches('/') == own).then_some("page"));
            let count = count.map(|n| {
                let class = if n == 0 { "count count-zero" } else { "count" };
                view! { <span class=class>{n}</span> }
            });
            let key = (place <= 10).then(|| (place % 10).to_string());
            view! { <a href=href aria-current=current data-key=key>{label} {count}</a> }
        })
        .collect();
    links_bar(label, links.into_any())
}
