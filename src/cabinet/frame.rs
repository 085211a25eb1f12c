//! The frame around the cabinet's pages: whose cabinet it is, the places that the contact's rights allow, who looks as him.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::access::api::{
    ChangeOver, SetCabinetLanguage, SetCabinetTheme, SignOutOfCabinet, StopLooking, list_entrances,
};
use super::access::model::Entrance;
use super::home::pages::Logo;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::ids::ContactId;
use crate::kernel::viewer::{CabinetViewer, Viewer};
use crate::tr;
use crate::ui::form::guard::watch_pages;
use crate::ui::icons::Icon;
use crate::ui::layout::{LanguageSwitch, ThemeSwitch, clicked};
use crate::ui::load::{Data, Load};
use crate::ui::toast::{Toaster, ToldAtTop, provide_toasts};

/// Everything behind the cabinet's sign-in.
#[component]
pub fn Cabinet() -> impl IntoView {
    view! { <CabinetFrame><Outlet/></CabinetFrame> }.into_any()
}

/// What stands around a page of the cabinet: also around what is said where no page is.
#[component]
pub fn CabinetFrame(children: Children) -> impl IntoView {
    provide_toasts();
    let unsaved = watch_pages();
    let viewer = expect_context::<Viewer>();
    let around = viewer.cabinet.clone().map(|cabinet| around(&viewer, cabinet));
    let (bar, head, places) = around.unwrap_or_else(|| (().into_any(), ().into_any(), ().into_any()));
    view! {
        <a class="skip-link" href="#main">{tr!(ui.skip)}</a>
        <div class="cabinet" on:click=move |event| clicked(unsaved, &event)>
            {bar}
            {head}
            {places}
            <main class="page" id="main" tabindex="-1">
                <ToldAtTop />
                {children()}
            </main>
        </div>
        <Toaster />
    }
    .into_any()
}

fn around(viewer: &Viewer, cabinet: CabinetViewer) -> (AnyView, AnyView, AnyView) {
    let bar = if cabinet.shown_to {
        look_bar(&viewer.name, &cabinet.client_name)
    } else {
        ().into_any()
    };
    let places = places(&cabinet);
    (bar, head(viewer, cabinet), places)
}

/// Tells a member of the staff that he sees what the contact sees, and lets him stop.
fn look_bar(name: &str, client: &str) -> AnyView {
    view! {
        <div class="look-bar" role="status">
            <span>{tr!(cabinet.look_bar, name = name.to_owned(), client = client.to_owned())}</span>
            <form method="post" action=StopLooking::PATH>
                <button type="submit" class="btn">{tr!(cabinet.look_stop)}</button>
            </form>
        </div>
    }
    .into_any()
}

fn head(viewer: &Viewer, cabinet: CabinetViewer) -> AnyView {
    let name = viewer.name.clone();
    let whose = format!("{}: {name}", tr!(ui.account));
    let several = cabinet
        .serves_several
        .then(|| view! { <OtherClients here=cabinet.clone() /> });
    // Who looks as the contact changes nothing of him, and stops by the bar.
    let own = (!cabinet.shown_to).then(|| {
        view! {
            <LanguageSwitch action=SetCabinetLanguage::PATH />
            <form method="post" action=SignOutOfCabinet::PATH>
                <button type="submit"><Icon name="sign_out" /> {tr!(ui.sign_out)}</button>
            </form>
        }
    });
    view! {
        <header class="cabinet-head">
            <a class="brand" href="/cabinet">
                <Logo />
                <span class="brand-name">{cabinet.client_name}</span>
            </a>
            {several}
            <details class="menu-of">
                <summary class="btn btn-ghost" aria-label=whose>
                    <Icon name="user" />
                    <span class="user-name">{name}</span>
                </summary>
                <div class="pop-menu user-menu">
                    <a href="/cabinet/profile"><Icon name="user" /> {tr!(ui.profile)}</a>
                    <ThemeSwitch action=SetCabinetTheme::PATH theme=viewer.theme />
                    {own}
                </div>
            </details>
        </header>
    }
    .into_any()
}

/// The other clients that the same person belongs to.
#[component]
fn OtherClients(here: CabinetViewer) -> impl IntoView {
    let entrances = Data::new(|| (), |()| list_entrances());
    view! {
        <details class="menu-of">
            <summary class="btn btn-ghost">{tr!(cabinet.other_clients)}</summary>
            <div class="pop-menu">
                <Load resource=entrances aside=true let:entrances>{others(here.contact, entrances)}</Load>
            </div>
        </details>
    }
    .into_any()
}

fn others(here: ContactId, entrances: Vec<Entrance>) -> AnyView {
    let forms: Vec<_> = entrances
        .into_iter()
        .filter(|entrance| entrance.contact != here)
        .map(|entrance| {
            view! {
                <form method="post" action=ChangeOver::PATH>
                    <input type="hidden" name="contact" value=entrance.contact.to_string() />
                    <button type="submit">{entrance.client_name}</button>
                </form>
            }
        })
        .collect();
    forms.into_any()
}

/// A place of the cabinet: the right it takes, its address, what it is called, its picture.
type Place = (Option<CabinetRight>, &'static str, &'static str, &'static str);

fn places(cabinet: &CabinetViewer) -> AnyView {
    let all: [Place; 9] = [
        (None, "/cabinet", tr!(cabinet.home), "home"),
        (
            Some(CabinetRight::Invoices),
            "/cabinet/invoices",
            tr!(desk.invoices),
            "invoices",
        ),
        (
            Some(CabinetRight::Contracts),
            "/cabinet/contracts",
            tr!(desk.contracts),
            "contracts",
        ),
        (Some(CabinetRight::Acts), "/cabinet/acts", tr!(closing.acts), "acts"),
        (
            Some(CabinetRight::DeliveryNotes),
            "/cabinet/delivery-notes",
            tr!(closing.delivery_notes),
            "goods",
        ),
        (
            Some(CabinetRight::Payments),
            "/cabinet/payments",
            tr!(desk.payments),
            "payments",
        ),
        (
            Some(CabinetRight::Files),
            "/cabinet/files",
            tr!(files.title),
            "download",
        ),
        (
            Some(CabinetRight::Support),
            "/cabinet/support",
            tr!(cabinet.support),
            "mail",
        ),
        (None, "/cabinet/profile", tr!(ui.profile), "user"),
    ];
    let path = use_location().pathname;
    let links: Vec<_> = all
        .into_iter()
        .filter(|(right, ..)| right.is_none_or(|right| cabinet.may(right)))
        .map(|(_, href, label, icon)| {
            let current = move || path.with(|path| is_current(href, path).then_some("page"));
            view! {
                <a href=href aria-current=current>
                    <Icon name=icon />
                    {label}
                </a>
            }
        })
        .collect();
    view! { <nav class="cabinet-nav" aria-label=tr!(ui.navigation)>{links}</nav> }.into_any()
}

/// Whether a place is where the page is; below the home lie all the others.
fn is_current(place: &str, path: &str) -> bool {
    let below = |rest: &str| rest.is_empty() || (place != "/cabinet" && rest.starts_with('/'));
    path.strip_prefix(place).is_some_and(below)
}

#[cfg(test)]
mod tests {
    use super::is_current;

    #[test]
    fn the_home_is_current_alone_and_other_places_with_what_lies_below() {
        for (place, path, current) in [
            ("/cabinet", "/cabinet", true),
            ("/cabinet", "/cabinet/invoices", false),
            ("/cabinet/invoices", "/cabinet/invoices/1", true),
            ("/cabinet/invoices", "/cabinet/invoices-of", false),
        ] {
            assert_eq!(is_current(place, path), current, "{place} {path}");
        }
    }
}
