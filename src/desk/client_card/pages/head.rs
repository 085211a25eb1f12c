//! The head of a card: who it is, what is owed, what can be done.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::copy::{CopyAction, ShareAction};
use super::frame::OpenCard;
use super::requisites;
use crate::company::organization::pages::words as company;
use crate::crm::clients::api::{ArchiveClient, RestoreClient};
use crate::crm::clients::model::{Balance, Client, ClientProfile};
use crate::crm::clients::pages::{Alike, words};
use crate::crm::clients::settings::ClientTab;
use crate::desk::client_card::model::ClientCard;
use crate::finance::payments::model::AdvanceLeft;
use crate::kernel::actor::Right;
use crate::kernel::money::{Amount, Money};
use crate::kernel::requisites::Control;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::copy::CopyButton;
use crate::ui::form::{Form, Hidden};
use crate::ui::layout::close_menus;
use crate::ui::money::MoneyText;

#[component]
pub(super) fn Head(card: ClientCard) -> impl IntoView {
    let requisites = requisites::as_text(&card.profile);
    let lists = Lists::of(&card);
    let ClientCard {
        profile: ClientProfile { client, managers, .. },
        balances,
        advances,
        unclosed,
        similar,
        primary,
        tabs,
        ..
    } = card;
    let write = primary
        .map(|contact| contact.email)
        .filter(|email| !email.is_empty())
        .unwrap_or_else(|| client.email.clone());
    let archived = client
        .archived
        .then(|| view! { <Badge text=tr!(client_card.archived) /> });
    let names: Vec<_> = managers.into_iter().map(|(_, name)| name).collect();
    let label = if names.len() > 1 {
        tr!(clients.managers)
    } else {
        tr!(clients.manager)
    };
    let managers = (!names.is_empty()).then(|| view! { <span class="muted">{label} ": " {names.join(", ")}</span> });
    let sums: Vec<_> = balances.iter().map(|balance| sums(&lists, balance)).collect();
    let advances: Vec<_> = advances.iter().map(|left| advance(&lists, *left)).collect();
    let unclosed: Vec<_> = unclosed.iter().map(|left| not_closed(&lists, *left)).collect();
    let settled = (sums.is_empty() && advances.is_empty()).then(|| view! { <span>{tr!(client_card.settled)}</span> });
    view! {
        <div class="card-head">
            <div class="card-line card-main">
                <h1>{client.name.clone()}</h1>
                {archived}
                <span class="muted">{words::kind_text(client.kind)}</span>
                {tax_id(&client)}
                {managers}
                <Actions client requisites write tabs />
            </div>
            <div class="card-sums">{sums} {advances} {settled} {unclosed}</div>
        </div>
        <Alike found=similar />
    }
    .into_any()
}

/// Where the papers behind a sum are listed: on their tab, or among those of everybody while that is hidden. A parameter follows.
struct Lists {
    invoices: String,
    payments: String,
}

impl Lists {
    fn of(card: &ClientCard) -> Self {
        let list = |tab: ClientTab| match card.tab_href(tab) {
            Some(href) => format!("{href}?"),
            None => format!("/{}?client={}&", tab.segment(), card.profile.client.id),
        };
        Self {
            invoices: list(ClientTab::Invoices),
            payments: list(ClientTab::Payments),
        }
    }
}

fn tax_id(client: &Client) -> Option<AnyView> {
    let id = client.tax_id.as_ref()?;
    let label = company::tax_id_kind(id.kind);
    let wrong = (id.control() == Control::Wrong)
        .then(|| view! { <span class="is-warn" title=tr!(organization.control_wrong)>"⚠"<span class="visually-hidden">{tr!(organization.control_wrong)}</span></span> });
    Some(
        view! {
            <span class="muted">
                {label} " " {id.value.clone()} " " {wrong} <CopyButton text=id.value.clone() what=label />
            </span>
        }
        .into_any(),
    )
}

/// What is owed in one currency, as links to the invoices behind it.
fn sums(lists: &Lists, balance: &Balance) -> AnyView {
    let base = &lists.invoices;
    let money = |amount: Amount| Money {
        amount,
        currency: balance.currency,
    };
    let overdue = (!balance.overdue.is_zero()).then(|| {
        view! {
            <a class="is-bad" href=format!("{base}state=overdue&currency={}", balance.currency)>
                {tr!(clients.overdue)} " " <MoneyText money=money(balance.overdue) />
            </a>
        }
    });
    view! {
        <a href=format!("{base}state=unpaid&currency={}", balance.currency)>
            {tr!(clients.owed)} " " <MoneyText money=money(balance.owed) />
        </a>
        {overdue}
    }
    .into_any()
}

/// What was paid in advance in one currency, as a link to the payments it is left of.
fn advance(lists: &Lists, left: AdvanceLeft) -> AnyView {
    let to = format!("{}advance=true&currency={}", lists.payments, left.sum.currency);
    view! { <a href=to>{tr!(payments.advance)} " " <MoneyText money=left.sum /></a> }.into_any()
}

/// What no act or note has closed in one currency, as a link to the invoices behind it.
fn not_closed(lists: &Lists, left: Money) -> AnyView {
    let to = format!("{}closing=unclosed&currency={}", lists.invoices, left.currency);
    view! { <a href=to title=tr!(closing.not_closed_hint)>{tr!(closing.not_closed)} " " <MoneyText money=left /></a> }
        .into_any()
}

/// What can be done with a client; `write` is the address letters go to, empty if there is none.
#[component]
fn Actions(client: Client, requisites: String, write: String, tabs: Vec<ClientTab>) -> impl IntoView {
    // What is made in a tab can be made where that is shown.
    let has = |tab: ClientTab| tabs.contains(&tab);
    let viewer = expect_context::<Viewer>();
    let base = format!("/clients/{}", client.id);
    // The key `n` makes what the open tab lists.
    let path = use_location().pathname;
    // The tabs of other things have their own buttons.
    let own = [
        "/payments",
        "/expenses",
        "/support",
        "/contracts",
        "/files",
        "/contacts",
        "/acts",
        "/delivery-notes",
    ];
    let elsewhere = move || path.with(|path| own.iter().all(|tab| !path.ends_with(tab)));
    let invoice = (viewer.may(Right::CreateInvoices) && !client.archived).then(|| {
        view! {
            <a class="btn btn-primary" href=format!("/invoices/new?client={}", client.id) data-key=move || elsewhere().then_some("n")>
                {tr!(client_card.new_invoice)}
            </a>
        }
    });
    let expense = (viewer.may(Right::CreateExpenses) && has(ClientTab::Expenses) && !client.archived).then(|| {
        view! { <li><a href=format!("{base}/expenses?new=true")>{tr!(expenses.new)}</a></li> }
    });
    let payment = (viewer.may(Right::RecordPayments) && has(ClientTab::Payments)).then(|| {
        view! { <li><a href=format!("{base}/payments?new=true")>{tr!(client_card.new_payment)}</a></li> }
    });
    let acts = viewer.may(Right::CreateActs).then(|| {
        view! { <li><a href=format!("/acts/new?client={}", client.id)>{tr!(closing.new_act)}</a></li> }
    });
    let contract = (viewer.may(Right::CreateContracts) && !client.archived && has(ClientTab::Contracts)).then(|| {
        view! { <li><a href=format!("{base}/contracts?new=true")>{tr!(contracts.new)}</a></li> }
    });
    let letter =
        (!write.is_empty()).then(|| view! { <li><a href=format!("mailto:{write}")>{tr!(client_card.write)}</a></li> });
    let file = has(ClientTab::Files)
        .then(|| view! { <li><a href=format!("{base}/files")>{tr!(client_card.new_file)}</a></li> });
    let contact = has(ClientTab::Contacts)
        .then(|| view! { <li><a href=format!("{base}/contacts?new=true")>{tr!(client_card.new_contact)}</a></li> });
    let edit = viewer.may(Right::EditClients).then(|| {
        view! {
            {file}
            {contact}
            <li>
                <a href=format!("{base}/edit") data-key="e">{tr!(clients.edit)} <kbd>"E"</kbd></a>
            </li>
        }
    });
    let archive = viewer
        .may(Right::DeleteClients)
        .then(|| view! { <li><ArchiveForm client /></li> });
    let menu = view! {
        <details class="menu-of">
            <summary class="btn">{tr!(ui.more)}</summary>
            <ul class="pop-menu">{payment} {expense} {acts} {contract} {letter} <ShareAction text=requisites.clone() /> <CopyAction text=requisites /> {edit} {archive}</ul>
        </details>
    };
    view! { <div class="page-actions card-main">{invoice} {menu}</div> }.into_any()
}

/// Archives a client, or brings him back.
#[component]
fn ArchiveForm(client: Client) -> impl IntoView {
    let open = expect_context::<OpenCard>();
    let done = Callback::new(move |_: ((),)| {
        close_menus(None);
        open.card.refetch();
    });
    let id = client.id.to_string();
    if client.archived {
        let restore = ServerAction::<RestoreClient>::new();
        view! {
            <Form action=restore done argument="" toast=tr!(client_card.restored_done)>
                <Hidden name="id" value=id />
                <button type="submit">{tr!(client_card.restore)}</button>
            </Form>
        }
        .into_any()
    } else {
        let archive = ServerAction::<ArchiveClient>::new();
        view! {
            <Form action=archive done argument="" toast=tr!(client_card.archived_done)>
                <Hidden name="id" value=id />
                <button type="submit">{tr!(client_card.archive)}</button>
            </Form>
        }
        .into_any()
    }
}
