//! The frame around the staff's pages: places and makeable things that this viewer's rights allow.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Outlet;

use crate::company::accounts::api::{SetLanguage, SetTheme, SignOut};
use crate::desk::search::commands::commands;
use crate::desk::search::pages::SearchEverywhere;
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
    let settings = tr!(desk.settings).to_owned();
    let place = |href: &str, label: &str, icon, key, thumb, group| NavItem {
        href: href.to_owned(),
        label: label.to_owned(),
        icon,
        group,
        key,
        thumb,
    };
    [
        (None, place("/", tr!(desk.home), "home", Some('h'), false, None)),
        (
            Some(Right::ViewClients),
            place("/clients", tr!(desk.clients), "clients", Some('c'), true, None),
        ),
        (
            Some(Right::ViewClients),
            place("/contacts", tr!(desk.contacts), "contacts", Some('k'), false, None),
        ),
        (
            Some(Right::ViewLeads),
            place("/leads", tr!(leads.title), "leads", Some('l'), false, None),
        ),
        (
            Some(Right::ViewInvoices),
            place("/invoices", tr!(desk.invoices), "invoices", Some('i'), true, None),
        ),
        (
            Some(Right::ViewContracts),
            place("/contracts", tr!(desk.contracts), "contracts", Some('d'), false, None),
        ),
        (
            Some(Right::ViewActs),
            place("/acts", tr!(closing.acts), "acts", Some('a'), false, None),
        ),
        (
            Some(Right::ViewDeliveryNotes),
            place(
                "/delivery-notes",
                tr!(closing.delivery_notes),
                "goods",
                Some('w'),
                false,
                None,
            ),
        ),
        (
            Some(Right::ViewPayments),
            place("/payments", tr!(desk.payments), "payments", Some('p'), true, None),
        ),
        (
            Some(Right::ViewExpenses),
            place("/expenses", tr!(expenses.title), "expenses", Some('e'), false, None),
        ),
        (
            Some(Right::ViewPayments),
            place(
                "/reports/received",
                tr!(desk.reports),
                "reports",
                Some('r'),
                false,
                None,
            ),
        ),
        (
            Some(Right::ViewCatalogue),
            place("/catalogue", tr!(desk.catalogue), "catalogue", None, false, None),
        ),
        (
            Some(Right::ManageCompany),
            place(
                "/settings/company",
                tr!(desk.company),
                "company",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageCompany),
            place(
                "/settings/clients",
                tr!(clients.settings),
                "clients",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageCompany),
            place(
                "/settings/client-groups",
                tr!(desk.client_groups),
                "clients",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageCompany),
            place(
                "/settings/leads",
                tr!(leads.settings),
                "leads",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageCompany),
            place(
                "/settings/contract-types",
                tr!(contracts.types),
                "contracts",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageCompany),
            place(
                "/settings/expense-categories",
                tr!(expenses.categories),
                "expenses",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::EditInvoices),
            place(
                "/settings/phrases",
                tr!(desk.phrases),
                "invoices",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageTemplates),
            place(
                "/settings/templates",
                tr!(desk.templates),
                "invoices",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageMail),
            place(
                "/settings/mail",
                tr!(mailbox.title),
                "mail",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageCompany),
            place(
                "/settings/modules",
                tr!(modules.title),
                "settings",
                None,
                false,
                Some(settings.clone()),
            ),
        ),
        (
            Some(Right::ManageUsers),
            place("/settings/users", tr!(desk.users), "users", None, false, Some(settings)),
        ),
    ]
    .into_iter()
    .filter(|(right, _)| right.is_none_or(|right| viewer.may(right)))
    .map(|(_, place)| place)
    .collect()
}

fn makeable(viewer: &Viewer) -> Vec<QuickAdd> {
    [
        (Right::EditInvoices, "/invoices/new", tr!(desk.new_invoice)),
        (Right::EditContracts, "/contracts/new", tr!(contracts.new)),
        (Right::RecordPayments, "/payments/new", tr!(desk.new_payment)),
        (Right::EditExpenses, "/expenses/new", tr!(expenses.expense)),
        (Right::EditActs, "/acts/new", tr!(closing.new_act)),
        (Right::EditDeliveryNotes, "/delivery-notes/new", tr!(closing.new_note)),
        (Right::EditClients, "/clients/new", tr!(desk.new_client)),
        (Right::EditLeads, "/leads/new", tr!(leads.lead)),
        (Right::EditCatalogue, "/catalogue/new", tr!(desk.new_item)),
    ]
    .into_iter()
    .filter(|(right, ..)| viewer.may(*right))
    .map(|(_, href, label)| QuickAdd {
        href: href.to_owned(),
        label: label.to_owned(),
    })
    .collect()
}
