//! The versions of a template on a sheet from the right: who wrote what when, what differs, and the way back to each. Its state is in the address,
//! so it is a page without scripts.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::{Deserialize, Serialize};

use super::diff::DiffView;
use crate::documents::templates::api::{RestoreVersion, diff_versions};
use crate::documents::templates::model::{Template, VersionRow};
use crate::kernel::date::short_time;
use crate::kernel::ids::TemplateId;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::drawer::Drawer;
use crate::ui::form::{Form, Hidden, Submit, VersionField};
use crate::ui::load::{Data, Load};
use crate::ui::query::{UrlFilter, href, use_url_filter};

/// What the address of a template says about its versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct VersionsQuery {
    /// The number of the version that is shown; absent: the newest.
    n: Option<i64>,
    versions: bool,
    /// Two versions that are compared.
    from: Option<i64>,
    to: Option<i64>,
}

impl UrlFilter for VersionsQuery {}

impl VersionsQuery {
    fn compares(self) -> Option<(i64, i64)> {
        self.from.zip(self.to)
    }

    /// The page with the sheet closed, or open with nothing compared.
    const fn with(self, versions: bool) -> Self {
        Self {
            n: self.n,
            versions,
            from: None,
            to: None,
        }
    }
}

fn page(id: TemplateId) -> String {
    format!("/settings/templates/{id}")
}

/// Follows a link that changes nothing but what lies over the page: what is being typed stays, so nobody asks whether it may be lost.
fn over(address: String) -> impl Fn(MouseEvent) + 'static {
    let navigate = use_navigate();
    move |event: MouseEvent| {
        if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
            return;
        }
        event.prevent_default();
        navigate(
            &address,
            NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            },
        );
    }
}

/// Opens the sheet.
#[component]
pub fn VersionsLink(id: TemplateId, count: usize) -> impl IntoView {
    let query = use_url_filter::<VersionsQuery>();
    let address = href(&page(id), &query.get_untracked().with(true));
    view! {
        <a class="btn" href=address.clone() on:click=over(address)>
            {tr!(templates.versions)} " " <span class="count">{count}</span>
        </a>
    }
    .into_any()
}

/// The sheet. `off` says why nothing can be restored now.
#[component]
pub fn VersionsSheet(
    template: Template,
    versions: Vec<VersionRow>,
    shown: i64,
    #[prop(into)] off: Signal<Option<String>>,
    changed: Callback<()>,
) -> impl IntoView {
    let query = use_url_filter::<VersionsQuery>();
    let open = Signal::derive(move || query.with(|query| query.versions));
    let close_href = href(&page(template.id), &query.get_untracked().with(false));
    let (template, versions) = (StoredValue::new(template), StoredValue::new(versions));
    view! {
        <Drawer title=tr!(templates.versions) open close_href>
            <Versions template versions shown off changed query />
        </Drawer>
    }
    .into_any()
}

#[component]
fn Versions(
    template: StoredValue<Template>,
    versions: StoredValue<Vec<VersionRow>>,
    shown: i64,
    off: Signal<Option<String>>,
    changed: Callback<()>,
    query: Memo<VersionsQuery>,
) -> impl IntoView {
    let rows = move || {
        let versions = versions.get_value();
        versions
            .into_iter()
            .map(|version| view! { <Version template version shown off changed query /> })
            .collect_view()
    };
    view! { <ol class="versions">{rows()}</ol> }.into_any()
}

#[component]
fn Version(
    template: StoredValue<Template>,
    version: VersionRow,
    shown: i64,
    off: Signal<Option<String>>,
    changed: Callback<()>,
    query: Memo<VersionsQuery>,
) -> impl IntoView {
    let n = version.n;
    let (id, newest, serving) = template.with_value(|template| (template.id, template.newest, template.published));
    let here = (n == shown).then_some("page");
    let serves = version
        .published
        .then(|| view! { <Badge tone=Tone::Good text=tr!(templates.state_published) /> });
    let note = (!version.note.is_empty()).then(|| view! { <p class="preserve-lines">{version.note.clone()}</p> });
    // With the one before, and with the one that serves, if that is another one.
    let before = (n > 1).then(|| compare(id, (n - 1, n), tr!(templates.differences).to_owned(), query));
    let with_serving = serving
        .filter(|serving| *serving < n - 1)
        .map(|serving| compare(id, (serving, n), tr!(templates.differences_with, n = serving), query));
    let restore = (n != newest).then(|| view! { <Restore template n off changed /> });
    let compared = move || query.with(|query| query.compares()).filter(|(_, to)| *to == n);
    let difference = move || {
        let (from, to) = compared()?;
        Some(view! { <Difference id from to /> })
    };
    let steps = (before.is_some() || with_serving.is_some() || restore.is_some())
        .then(|| view! { <div class="version-steps">{before} {with_serving} {restore}</div> });
    view! {
        <li>
            <div class="version-head">
                <a href=href(&page(id), &VersionsQuery { n: (n != newest).then_some(n), ..VersionsQuery::default() }) aria-current=here>
                    {tr!(templates.version, n = n)}
                </a>
                {serves}
                <span class="muted">{short_time(lang(), version.at_local)} ", " {version.author}</span>
            </div>
            {note}
            {steps}
            {difference}
        </li>
    }
    .into_any()
}

/// Shows what differs, or puts it away again.
fn compare(id: TemplateId, pair: (i64, i64), label: String, query: Memo<VersionsQuery>) -> AnyView {
    let (from, to) = pair;
    let closed = query.get_untracked().with(true);
    let open = VersionsQuery {
        from: Some(from),
        to: Some(to),
        ..closed
    };
    let is_shown = move || query.with(|query| query.compares()) == Some(pair);
    let (open, closed) = (href(&page(id), &open), href(&page(id), &closed));
    let (go, back) = (over(open.clone()), over(closed.clone()));
    let pressed = move |event: MouseEvent| if is_shown() { back(event) } else { go(event) };
    let address = move || if is_shown() { closed.clone() } else { open.clone() };
    view! {
        <a class="btn" href=address on:click=pressed aria-expanded=move || if is_shown() { "true" } else { "false" }>{label}</a>
    }
    .into_any()
}

/// The text of an earlier version becomes a new one, and its page comes next.
#[component]
fn Restore(
    template: StoredValue<Template>,
    n: i64,
    off: Signal<Option<String>>,
    changed: Callback<()>,
) -> impl IntoView {
    let action = ServerAction::<RestoreVersion>::new();
    let navigate = use_navigate();
    let (id, version) = template.with_value(|template| (template.id, template.version));
    let done = move |()| {
        navigate(&page(id), NavigateOptions::default());
        changed.run(());
    };
    view! {
        <Form action done form_key=n.to_string() toast=tr!(templates.restored)>
            <Hidden name="id" value=id.to_string() />
            <VersionField version />
            <Hidden name="n" value=n.to_string() />
            <Submit label=tr!(templates.restore) second=true off />
        </Form>
    }
    .into_any()
}

#[component]
fn Difference(id: TemplateId, from: i64, to: i64) -> impl IntoView {
    let diff = Data::new(|| (), move |()| diff_versions(id, from, to));
    view! { <Load resource=diff aside=true let:diff><DiffView diff /></Load> }.into_any()
}
