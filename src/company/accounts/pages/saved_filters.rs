//! The reader's own filters above a list: links that lead to them, and a menu in which the present one is saved under a name
//! and saved ones are deleted. Without JavaScript the menu opens as well, and its forms are sent by the browser.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::company::accounts::api::{DeleteSavedFilter, SaveFilter, list_saved_filters};
use crate::company::accounts::filters::{ListPath, SavedFilter};
use crate::kernel::ids::SavedFilterId;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, Submit, TextField, came_back};
use crate::ui::icons::Icon;
use crate::ui::layout::close_menus;
use crate::ui::load::{Data, Load};
use crate::ui::query::{ListFilter, href, parse};
use crate::ui::strip::shows_current;

/// A line under the search box of a list. A filter is what the address says, on whichever page of the list one is; the list of
/// one client, which is a tab of his card, has none.
///
/// ```ignore
/// view! {
///     <FilterBar path=PATH filter placeholder=tr!(clients.search) chips />
///     <SavedFilters list=ListPath::Clients filter />
/// }
/// ```
#[component]
pub fn SavedFilters<F: ListFilter>(list: ListPath, filter: Memo<F>) -> impl IntoView {
    let signed_in = use_context::<Viewer>().is_some_and(|viewer| viewer.user.is_some());
    if !signed_in {
        return ().into_any();
    }
    let here = Memo::new(move |_| href(list.as_str(), &filter.get().at(None).shown_as(&F::default())));
    let link = Callback::new(move |query: String| {
        let shown = filter.with(|filter| parse::<F>(&query).at(None).shown_as(filter));
        href(list.as_str(), &shown)
    });
    bar(list, here, address::<F>, link)
}

/// What a saved filter says: what the list itself understands of it, and never anything but of the list.
fn address<F: ListFilter>(list: ListPath, query: &str) -> String {
    href(list.as_str(), &parse::<F>(query).at(None).shown_as(&F::default()))
}

/// The part that knows nothing of the filter's type. `here` is the address of the list's first page, `link` where a saved filter leads.
fn bar(
    list: ListPath,
    here: Memo<String>,
    address: fn(ListPath, &str) -> String,
    link: Callback<String, String>,
) -> AnyView {
    let saved = Data::new(move || list, list_saved_filters);
    let again = Callback::new(move |()| saved.refetch());
    view! {
        <div class="toolbar">
            <details class="menu-of" open=came_back(SaveFilter::PATH, "")>
                <summary class="btn btn-sm">{tr!(accounts.saved_filters)} <Icon name="down" /></summary>
                <div class="pop-menu">
                    <SaveForm list here again />
                    <Load resource=saved fallback=|| () aside=true let:rows>{deletions(rows, again)}</Load>
                </div>
            </details>
            <Load resource=saved fallback=|| () aside=true let:rows>{chips(list, rows, here, address, link)}</Load>
        </div>
    }
    .into_any()
}

/// The present filter and its name. The whole list in its usual order is no filter.
#[component]
fn SaveForm(list: ListPath, here: Memo<String>, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveFilter>::new();
    let query = Memo::new(move |_| {
        let query = here.with(|here| here.split_once('?').map(|(_, query)| query.to_owned()));
        query.unwrap_or_default()
    });
    let whole = Memo::new(move |_| query.with(String::is_empty));
    // After a success the field is empty again.
    let round = RwSignal::new(0);
    let done = Callback::new(move |_: (SavedFilterId,)| {
        close_menus(None);
        round.update(|n| *n += 1);
        again.run(());
    });
    view! {
        {move || whole.get().then(|| view! { <p class="menu-form muted">{tr!(accounts.filter_whole)}</p> })}
        <For each=move || (!whole.get()).then(|| round.get()) key=|round| *round let:_round>
            <Form action=save done class="menu-form" toast=tr!(accounts.filter_saved)>
                <Hidden name="list" value=list.as_str() />
                <Hidden name="query" value=query />
                <TextField
                    name="name"
                    label=tr!(accounts.filter_name)
                    hint=tr!(accounts.filter_name_hint)
                    max=60
                    required=true
                />
                <FormActions>
                    <Submit label=tr!(ui.save) />
                </FormActions>
            </Form>
        </For>
    }
    .into_any()
}

fn deletions(rows: Vec<SavedFilter>, again: Callback<()>) -> Option<AnyView> {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|saved| {
            let name = saved.name.clone();
            view! {
                <li>
                    <span>{name}</span>
                    <DeleteForm saved again />
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <ul class="menu-list">{rows}</ul> }.into_any())
}

#[component]
fn DeleteForm(saved: SavedFilter, again: Callback<()>) -> impl IntoView {
    let delete = ServerAction::<DeleteSavedFilter>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let id = saved.id.to_string();
    view! {
        <Form action=delete argument="" form_key=id.clone() done toast=tr!(accounts.filter_deleted)>
            <Hidden name="id" value=id />
            <button type="submit">
                {tr!(accounts.filter_delete)}
                <span class="visually-hidden">" " {saved.name}</span>
            </button>
        </Form>
    }
    .into_any()
}

/// The saved filters as links; the one that the address is now is marked.
fn chips(
    list: ListPath,
    rows: Vec<SavedFilter>,
    here: Memo<String>,
    address: fn(ListPath, &str) -> String,
    link: Callback<String, String>,
) -> Option<AnyView> {
    let links: Vec<_> = rows
        .into_iter()
        .map(|saved| {
            let own = address(list, &saved.query);
            let current = move || here.with(|here| *here == own).then_some("true");
            let to = move || link.run(saved.query.clone());
            view! { <a class="chip" href=to aria-current=current>{saved.name}</a> }
        })
        .collect();
    if links.is_empty() {
        return None;
    }
    let label = tr!(accounts.saved_filters);
    let strip = shows_current::<Div>();
    Some(view! { <div class="chips" node_ref=strip role="group" aria-label=label>{links}</div> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::{ListPath, address};
    use crate::company::accounts::model::UserFilter;

    #[test]
    fn a_saved_filter_leads_to_its_list_whatever_it_says() {
        let to = |query: &str| address::<UserFilter>(ListPath::Users, query);
        assert_eq!(
            to("desc=true&sort=email&q=a+b"),
            "/settings/users?q=a+b&sort=email&desc=true"
        );
        let page = "q=a&after=f.00000000000000000000000000000007.tb";
        assert_eq!(to(page), "/settings/users?q=a", "not to a page in the middle");
        for junk in [
            "",
            "//evil.example",
            "#x",
            "javascript:alert(1)",
            "sort=nonsense&unknown=1",
            "%",
        ] {
            assert_eq!(to(junk), "/settings/users", "{junk}");
        }
        let marked_up = to("q=\"><script>");
        assert!(!marked_up.contains(['"', '<', '>']), "{marked_up}");
    }
}
