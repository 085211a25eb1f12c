//! The frame around the cabinet's pages: whose cabinet it is, the places that the contact's rights allow, who looks as him.

use std::time::Duration;

use leptos::html::Nav;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Outlet;

use super::access::api::{
    ChangeOver, SetCabinetLanguage, SetCabinetTheme, SignOutOfCabinet, StopLooking, list_entrances,
};
use super::access::model::Entrance;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::date::hour_and_minute;
use crate::kernel::ids::ContactId;
use crate::kernel::viewer::{CabinetViewer, LookEnd, Viewer};
use crate::tr;
use crate::ui::form::guard::watch_pages;
use crate::ui::icons::Icon;
use crate::ui::layout::{LanguageSwitch, ThemeSwitch, clicked, current};
use crate::ui::load::{Data, Load};
use crate::ui::strip::shows_current;
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
    let bar = cabinet.shown_to.map(|ends| {
        let (name, client) = (viewer.name.clone(), cabinet.client_name.clone());
        view! { <LookBar name client contact=cabinet.contact ends /> }
    });
    let places = places(&cabinet);
    (bar.into_any(), head(viewer, cabinet), places)
}

/// Tells a member of the staff that he sees what the contact sees and until when, lets him stop, and says when it is over: what he sees
/// then is what stood there before.
#[component]
fn LookBar(name: String, client: String, contact: ContactId, ends: LookEnd) -> impl IntoView {
    let is_over = RwSignal::new(false);
    Effect::new(move || {
        let left = Duration::from_secs(ends.seconds);
        let timer = set_timeout_with_handle(move || _ = is_over.try_set(true), left);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    });
    let until = hour_and_minute(ends.at);
    let text = move || {
        if is_over.get() {
            tr!(cabinet.look_over, name = name.clone(), client = client.clone())
        } else {
            tr!(
                cabinet.look_bar,
                name = name.clone(),
                client = client.clone(),
                until = until.clone()
            )
        }
    };
    let way_out = move || {
        if is_over.get() {
            let back = format!("/contacts/{contact}");
            view! { <a class="btn" rel="external" href=back>{tr!(cabinet.look_back)}</a> }.into_any()
        } else {
            view! {
                <form method="post" action=StopLooking::PATH>
                    <button type="submit" class="btn">{tr!(cabinet.look_stop)}</button>
                </form>
            }
            .into_any()
        }
    };
    view! {
        <div class="look-bar" role="status">
            <span>{text}</span>
            {way_out}
        </div>
    }
    .into_any()
}

fn head(viewer: &Viewer, cabinet: CabinetViewer) -> AnyView {
    let name = viewer.name.clone();
    let logo = cabinet
        .logo
        .clone()
        .map(|address| view! { <img class="cabinet-logo" src=address alt="" /> });
    let whose = format!("{}: {name}", tr!(ui.account));
    let several = cabinet
        .serves_several
        .then(|| view! { <OtherClients here=cabinet.clone() /> });
    // Who looks as the contact changes nothing of him, and stops by the bar.
    let own = cabinet.shown_to.is_none().then(|| {
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
                {logo}
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
    let links: Vec<_> = all
        .into_iter()
        .filter(|(right, ..)| right.is_none_or(|right| cabinet.may(right)))
        .map(|(_, href, label, icon)| {
            // Below the home lie all the others; the statement, which has no place of its own, is reached from the payments.
            let also = (href == "/cabinet/payments").then_some("/cabinet/statement");
            let current = current(href.to_owned(), href == "/cabinet", also);
            view! {
                <a href=href aria-current=current>
                    <Icon name=icon />
                    {label}
                </a>
            }
        })
        .collect();
    let strip = shows_current::<Nav>();
    view! { <nav class="cabinet-nav" node_ref=strip aria-label=tr!(ui.navigation)>{links}</nav> }.into_any()
}
