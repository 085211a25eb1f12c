//! The frame around pages: [`Layout`] for the staff, [`PlainLayout`] for sign-in and setup. Knows no room: places, actions and
//! addresses are given by `desk`.

use leptos::html::Nav;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Node};
use leptos_router::hooks::use_location;

use super::form::guard::{Unsaved, link_clicked, watch_pages};
use super::icons::Icon;
use super::keys::{self, KeysHelp};
use super::strip::shows_current;
use super::toast::{Toaster, ToldAtTop, provide_toasts};
use crate::kernel::lang::Lang;
use crate::kernel::viewer::{Theme, Viewer};
use crate::text::lang;
use crate::tr;

/// A place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    pub href: String,
    pub label: String,
    /// A name of [`Icon`].
    pub icon: &'static str,
    /// Places with the same group stand under its name; those without one stand first.
    pub group: Option<String>,
    /// Only the page itself is this place: what lies below it has places of its own.
    pub alone: bool,
    /// Another address that is reached from here: it and what lies below it are this place too.
    pub also: Option<&'static str>,
    /// `g` and this letter (Latin, small) goes there.
    pub key: Option<char>,
    /// Whether it has a place in the phone's bottom bar: there is room for three.
    pub thumb: bool,
}

/// Something that can be made from everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickAdd {
    pub href: String,
    pub label: String,
}

/// Addresses of the server functions behind the small forms of the layout. They are plain posts: the page loads again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutActions {
    /// Takes `lang`.
    pub language: &'static str,
    /// Takes `theme`.
    pub theme: &'static str,
    pub sign_out: &'static str,
    /// The page of the own account.
    pub profile: &'static str,
}

/// The frame of the staff's pages.
///
/// ```ignore
/// view! {
///     <Layout viewer navigation=places() quick_add=makes() actions=ACTIONS search=|| view! { <SearchField … /> }>
///         <Outlet />
///     </Layout>
/// }
/// ```
#[component]
pub fn Layout(
    viewer: Viewer,
    navigation: Vec<NavItem>,
    quick_add: Vec<QuickAdd>,
    actions: LayoutActions,
    /// What stands in the top bar: a [`super::search_field::SearchField`].
    #[prop(into)]
    search: ViewFnOnce,
    children: Children,
) -> impl IntoView {
    provide_toasts();
    let unsaved = watch_pages();
    let help = RwSignal::new(false);
    keys::listen(help);
    view! {
        <a class="skip-link" href="#main">{tr!(ui.skip)}</a>
        <div class="shell" on:click=move |event| clicked(unsaved, &event)>
            <SideNavigation navigation=navigation.clone() />
            <div class="shell-body">
                <TopBar viewer quick_add=quick_add.clone() actions=actions.clone() search help />
                <main class="page" id="main" tabindex="-1">
                    <ToldAtTop />
                    {children()}
                </main>
            </div>
            <BottomBar navigation=navigation.clone() quick_add />
            <KeysHelp open=help navigation />
        </div>
        <Toaster />
    }
    .into_any()
}

/// Whether a place is where the page is: the place itself or, unless it is `alone`, something below it, or another address that is reached from it.
fn is_current(place: &str, alone: bool, also: Option<&str>, path: &str) -> bool {
    let is_within = |place: &str| {
        let below = path.strip_prefix(place).filter(|_| place != "/");
        path == place || below.is_some_and(|rest| rest.starts_with('/'))
    };
    let is_itself = if alone { path == place } else { is_within(place) };
    is_itself || also.is_some_and(is_within)
}

/// What marks the link to a place while the page is there: see [`NavItem::alone`] and [`NavItem::also`].
pub fn current(
    place: String,
    alone: bool,
    also: Option<&'static str>,
) -> impl Fn() -> Option<&'static str> + Send + Sync + 'static {
    let path = use_location().pathname;
    move || path.with(|path| is_current(&place, alone, also, path).then_some("page"))
}

#[component]
fn SideNavigation(navigation: Vec<NavItem>) -> impl IntoView {
    let mut groups: Vec<(Option<String>, Vec<NavItem>)> = Vec::new();
    for item in navigation {
        match groups.iter_mut().find(|(group, _)| *group == item.group) {
            Some((_, items)) => items.push(item),
            None => groups.push((item.group.clone(), vec![item])),
        }
    }
    let groups: Vec<_> = groups
        .into_iter()
        .map(|(group, items)| {
            let name = group.map(|group| view! { <div class="nav-group">{group}</div> });
            let items: Vec<_> = items.into_iter().map(side_link).collect();
            view! {
                {name}
                <ul>{items}</ul>
            }
        })
        .collect();
    let strip = shows_current::<Nav>();
    view! {
        <nav class="nav-side" node_ref=strip aria-label=tr!(ui.navigation)>
            <a class="brand" href="/">
                <img src="/favicon.svg" alt="" width="20" height="20" />
                <span class="brand-name">{tr!(ui.app)}</span>
            </a>
            {groups}
        </nav>
    }
    .into_any()
}

fn side_link(item: NavItem) -> AnyView {
    let go = item.key.map(String::from);
    let title = item.label.clone();
    view! {
        <li>
            <a href=item.href.clone() aria-current=current(item.href, item.alone, item.also) data-go=go title=title>
                <Icon name=item.icon />
                <span class="nav-text">{item.label}</span>
            </a>
        </li>
    }
    .into_any()
}

#[component]
fn TopBar(
    viewer: Viewer,
    quick_add: Vec<QuickAdd>,
    actions: LayoutActions,
    search: ViewFnOnce,
    help: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <header class="top-bar">
            {search.run()}
            <div class="top-tools">
                <QuickAddMenu quick_add />
                <UserMenu viewer actions help />
            </div>
        </header>
    }
    .into_any()
}

#[component]
fn QuickAddMenu(quick_add: Vec<QuickAdd>) -> impl IntoView {
    if quick_add.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="menu-of">
            <summary class="btn btn-ghost btn-square" aria-label=tr!(ui.new) data-quick-add=""><Icon name="plus" /></summary>
            {add_list(&quick_add)}
        </details>
    }
    .into_any()
}

fn add_list(quick_add: &[QuickAdd]) -> AnyView {
    let items: Vec<_> = quick_add
        .iter()
        .map(|add| view! { <li><a href=add.href.clone()>{add.label.clone()}</a></li> })
        .collect();
    view! { <ul class="pop-menu" on:click=close_menu>{items}</ul> }.into_any()
}

/// A menu closes when something in it was chosen.
fn close_menu(_event: leptos::ev::MouseEvent) {
    close_menus(None);
}

/// Closes the open menus, but for the one around `kept`. Tells whether any was open.
pub(crate) fn close_menus(kept: Option<&Node>) -> bool {
    let Ok(open) = document().query_selector_all("details.menu-of[open]") else {
        return false;
    };
    for i in 0..open.length() {
        let Some(menu) = open.item(i) else { continue };
        if kept.is_some_and(|kept| menu.contains(Some(kept))) {
            continue;
        }
        if let Some(menu) = menu.dyn_ref::<Element>() {
            // An open menu is only in the way.
            let _ = menu.remove_attribute("open");
        }
    }
    open.length() > 0
}

/// A click beside a menu closes it.
pub(crate) fn clicked(unsaved: Unsaved, event: &leptos::ev::MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
    close_menus(target.as_ref());
    link_clicked(unsaved, event);
}

#[component]
fn UserMenu(viewer: Viewer, actions: LayoutActions, help: RwSignal<bool>) -> impl IntoView {
    let name = viewer.name.clone();
    let whose = format!("{}: {name}", tr!(ui.account));
    view! {
        <details class="menu-of">
            <summary class="btn btn-ghost" aria-label=whose>
                <Icon name="user" />
                <span class="user-name">{name}</span>
            </summary>
            <div class="pop-menu user-menu">
                <a href=actions.profile on:click=close_menu><Icon name="user" /> {tr!(ui.profile)}</a>
                <button type="button" class="only-alive" on:click=move |_| { close_menus(None); help.set(true); }>
                    <Icon name="keyboard" />
                    {tr!(ui.keys)}
                    <kbd>"?"</kbd>
                </button>
                <ThemeSwitch action=actions.theme theme=viewer.theme />
                <LanguageSwitch action=actions.language />
                <form method="post" action=actions.sign_out>
                    <button type="submit"><Icon name="sign_out" /> {tr!(ui.sign_out)}</button>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// The themes as small buttons; a plain post, after which the page comes again.
#[component]
pub fn ThemeSwitch(
    /// Address of the server function; takes `theme`.
    action: &'static str,
    theme: Theme,
) -> impl IntoView {
    let button = |value: Theme| {
        let (icon, label) = match value {
            Theme::Auto => ("device", tr!(ui.theme_auto)),
            Theme::Light => ("sun", tr!(ui.theme_light)),
            Theme::Dark => ("moon", tr!(ui.theme_dark)),
        };
        let pressed = if value == theme { "true" } else { "false" };
        view! {
            <button type="submit" name="theme" value=value.as_str() aria-pressed=pressed aria-label=label title=label>
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <form class="switch-line" method="post" action=action>
            <span>{tr!(ui.theme)}</span>
            {Theme::ALL.map(button).into_iter().collect_view()}
        </form>
    }
    .into_any()
}

/// The languages as small buttons; a plain post, after which the page comes again.
#[component]
pub fn LanguageSwitch(
    /// Address of the server function; takes `lang`.
    action: &'static str,
) -> impl IntoView {
    let button = |value: Lang| {
        let pressed = if value == lang() { "true" } else { "false" };
        view! {
            <button type="submit" name="lang" value=value.as_str() lang=value.as_str() aria-pressed=pressed title=value.own_name()>
                <span class="visually-hidden">{value.own_name()}</span>
                <span aria-hidden="true">{value.as_str().to_uppercase()}</span>
            </button>
        }
    };
    view! {
        <form class="switch-line" method="post" action=action>
            <span>{tr!(ui.language)}</span>
            {Lang::ALL.map(button).into_iter().collect_view()}
        </form>
    }
    .into_any()
}

/// The phone's bar: two places, the plus, one more place, the rest.
#[component]
fn BottomBar(navigation: Vec<NavItem>, quick_add: Vec<QuickAdd>) -> impl IntoView {
    let (thumbs, rest): (Vec<_>, Vec<_>) = navigation.into_iter().partition(|item| item.thumb);
    let link = |item: NavItem| {
        view! {
            <a href=item.href.clone() aria-current=current(item.href, item.alone, item.also)>
                <Icon name=item.icon />
                {item.label}
            </a>
        }
        .into_any()
    };
    let mut thumbs = thumbs.into_iter();
    let before: Vec<_> = thumbs.by_ref().take(2).map(link).collect();
    let after: Vec<_> = thumbs.take(1).map(link).collect();
    let rest: Vec<_> = rest
        .into_iter()
        .map(|item| view! { <li><a href=item.href><Icon name=item.icon /> {item.label}</a></li> })
        .collect();
    view! {
        <nav class="bottom-bar" aria-label=tr!(ui.navigation_phone)>
            {before}
            <details class="menu-of">
                <summary><Icon name="plus" /> {tr!(ui.new)}</summary>
                {add_list(&quick_add)}
            </details>
            {after}
            <details class="menu-of">
                <summary><Icon name="more" /> {tr!(ui.more)}</summary>
                <ul class="pop-menu" on:click=close_menu>{rest}</ul>
            </details>
        </nav>
    }
    .into_any()
}

/// The frame of sign-in and setup: a card in the middle and the language.
#[component]
pub fn PlainLayout(
    /// Address of the server function that keeps the language; takes `lang`.
    language_action: &'static str,
    /// For longer forms.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let class = if wide { "auth-card auth-card-wide" } else { "auth-card" };
    view! {
        <div class="auth-page">
            <main class=class id="main">
                <div class="auth-brand">
                    <img src="/favicon.svg" alt="" width="24" height="24" />
                    <span class="brand-name">{tr!(ui.app)}</span>
                </div>
                {children()}
                <LanguageSwitch action=language_action />
            </main>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_current;

    #[test]
    fn a_place_is_current_with_what_lies_below_it() {
        for (place, path, current) in [
            ("/", "/", true),
            ("/", "/clients", false),
            ("/clients", "/clients", true),
            ("/clients", "/clients/1/invoices", true),
            ("/clients", "/clients-of", false),
        ] {
            assert_eq!(is_current(place, false, None, path), current, "{place} {path}");
        }
    }

    #[test]
    fn a_place_may_be_alone_and_have_another_address() {
        for (place, alone, also, path, current) in [
            ("/cabinet", true, None, "/cabinet", true),
            ("/cabinet", true, None, "/cabinet/invoices", false),
            ("/payments", false, Some("/statement"), "/payments/1", true),
            ("/payments", false, Some("/statement"), "/statement", true),
            ("/payments", false, Some("/statement"), "/statement/1", true),
            ("/payments", false, Some("/statement"), "/statements", false),
        ] {
            assert_eq!(is_current(place, alone, also, path), current, "{place} {path}");
        }
    }
}
