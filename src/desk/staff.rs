//! The frame around the staff's pages: places and makeable things that this viewer's rights allow.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Outlet;

use crate::company::accounts::api::{SetLanguage, SetTheme, SignOut};
use crate::desk::search::commands::commands;
use crate::desk::search::pages::SearchEverywhere;
use crate::desk::settings::list::{self, Stands};
use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::layout::{Layout, LayoutActions, NavItem, QuickAdd};

/// Everything behind the sign-in.
#[component]
pub fn Staff() -> impl IntoView {
    view! { <StaffFrame><Outlet/></StaffFrame> }.into_any()
}

/// What stands around a page of the staff: also around what is said where no page is.
#[component]
pub fn StaffFrame(children: Children) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let navigation = places(&viewer);
    let quick_add = makeable(&viewer);
    let commands = commands(&viewer, &navigation);
    let search = move || view! { <SearchEverywhere commands/> };
    let actions = LayoutActions {
        language: SetLanguage::PATH,
        theme: SetTheme::PATH,
        sign_out: SignOut::PATH,
        profile: "/profile",
    };
    view! {
        <Layout viewer navigation quick_add actions search>
            {children()}
        </Layout>
    }
    .into_any()
}

fn places(viewer: &Viewer) -> Vec<NavItem> {
    let place = |href: &str, label: &str, icon, key, thumb| NavItem {
        href: href.to_owned(),
        label: label.to_owned(),
        icon,
        group: None,
        alone: false,
        also: None,
        key,
        thumb,
    };
    [
        (None, place("/", tr!(desk.home), "home", Some('h'), false)),
        (
            Some(Right::ViewClients),
            place("/clients", tr!(desk.clients), "clients", Some('c'), true),
        ),
        (
            Some(Right::ViewClients),
            place("/contacts", tr!(desk.contacts), "contacts", Some('k'), false),
        ),
        (
            Some(Right::ViewLeads),
            place("/leads", tr!(leads.title), "leads", Some('l'), false),
        ),
        (
            Some(Right::ViewInvoices),
            place("/invoices", tr!(desk.invoices), "invoices", Some('i'), true),
        ),
        (
            Some(Right::ViewContracts),
            place("/contracts", tr!(desk.contracts), "contracts", Some('d'), false),
        ),
        (
            Some(Right::ViewActs),
            place("/acts", tr!(closing.acts), "acts", Some('a'), false),
        ),
        (
            Some(Right::ViewDeliveryNotes),
            place(
                "/delivery-notes",
                tr!(closing.delivery_notes),
                "goods",
                Some('w'),
                false,
            ),
        ),
        (
            Some(Right::ViewPayments),
            place("/payments", tr!(desk.payments), "payments", Some('p'), true),
        ),
        (
            Some(Right::ViewExpenses),
            place("/expenses", tr!(expenses.title), "expenses", Some('e'), false),
        ),
        (
            Some(Right::ViewTickets),
            place("/support", tr!(tickets.title), "support", Some('s'), false),
        ),
        (
            Some(Right::ViewPayments),
            place("/reports/received", tr!(desk.reports), "reports", Some('r'), false),
        ),
        (
            Some(Right::ViewCatalogue),
            place("/catalogue", tr!(desk.catalogue), "catalogue", None, false),
        ),
    ]
    .into_iter()
    .filter(|(right, _)| right.is_none_or(|right| viewer.may(right)))
    .map(|(_, place)| place)
    .chain(settings(viewer))
    .collect()
}

/// The list of all settings, and those that have a place of their own.
fn settings(viewer: &Viewer) -> Vec<NavItem> {
    let group = tr!(desk.settings).to_owned();
    let place = |href: &str, label: &str, icon| NavItem {
        href: href.to_owned(),
        label: label.to_owned(),
        icon,
        group: Some(group.clone()),
        alone: href == list::PATH,
        // What goes out is reached from where it is set up.
        also: (href == "/settings/mail").then_some("/outbox"),
        key: None,
        thumb: false,
    };
    let shown = list::open_to(viewer).filter(|setting| setting.stands == Stands::InNavigation);
    let all = place(list::PATH, tr!(settings.all), "settings");
    std::iter::once(all)
        .chain(shown.map(|setting| place(setting.path, setting.title(), setting.icon)))
        .collect()
}

fn makeable(viewer: &Viewer) -> Vec<QuickAdd> {
    [
        (Right::CreateInvoices, "/invoices/new", tr!(desk.new_invoice)),
        (Right::CreateContracts, "/contracts/new", tr!(contracts.new)),
        (Right::RecordPayments, "/payments/new", tr!(desk.new_payment)),
        (Right::CreateExpenses, "/expenses/new", tr!(expenses.expense)),
        (Right::CreateTickets, "/support/new", tr!(tickets.ticket)),
        (Right::CreateActs, "/acts/new", tr!(closing.new_act)),
        (Right::CreateDeliveryNotes, "/delivery-notes/new", tr!(closing.new_note)),
        (Right::CreateClients, "/clients/new", tr!(desk.new_client)),
        (Right::CreateLeads, "/leads/new", tr!(leads.lead)),
        (Right::CreateCatalogue, "/catalogue/new", tr!(desk.new_item)),
    ]
    .into_iter()
    .filter(|(right, ..)| viewer.may(*right))
    .map(|(_, href, label)| QuickAdd {
        href: href.to_owned(),
        label: label.to_owned(),
    })
    .collect()
}
