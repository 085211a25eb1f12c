//! `/invoices/<id>`

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::note::InternalNote;
use super::steps::Steps;
use crate::desk::files::pages::FilesPanel;
use crate::documents::closing::model::ClosingKind;
use crate::documents::closing::pages::ClosingPanel;
use crate::documents::contracts::pages::words::numbered_of;
use crate::documents::invoices::api::get_invoice;
use crate::documents::invoices::model::{
    Invoice, InvoiceSheet, Lifecycle, LineKind, Replacement, Stage, days_overdue, is_closing_off,
};
use crate::documents::invoices::pages::words::state_badges;
use crate::documents::invoices::pages::{revision_tabs, words};
use crate::documents::sending::model::PaperRef;
use crate::documents::sending::pages::MailPanel;
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::pages::{Mark, PaperSheet};
use crate::error::AppError;
use crate::finance::payments::model::Opening;
use crate::finance::payments::pages::{NewPayment, PaymentsPanel};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::{ExpenseId, Id, InvoiceId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::drawer::Drawer;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::PageHead;
use crate::ui::query::id_of_address;
use crate::ui::regarding::Regarding;

/// The invoice of the address.
#[component]
pub fn InvoicePage() -> impl IntoView {
    let id = id_of_address::<InvoiceId>();
    let query = use_query_map();
    let revision = Memo::new(move |_| query.with(|query| query.get("revision")?.parse::<i64>().ok()));
    let sheet = Data::new(
        move || (id.get(), revision.get()),
        |(id, revision)| async move {
            match id {
                Some(id) => get_invoice(id, revision).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let changed = Callback::new(move |()| sheet.refetch());
    let paying = Memo::new(move |_| query.with(|query| query.get("pay").is_some()));
    // A payment may have been recorded in the drawer.
    Effect::new(move |before: Option<bool>| {
        let open = paying.get();
        if before == Some(true) && !open {
            sheet.refetch();
        }
        open
    });
    view! {
        <Load resource=sheet let:sheet>
            <Regarding rights=sheet.rights>
                <Sheet sheet changed paying />
            </Regarding>
        </Load>
    }
    .into_any()
}

/// `?pay=true`: a payment is recorded beside the invoice.
#[component]
fn PayDrawer(id: InvoiceId, paying: Memo<bool>) -> impl IntoView {
    let may = may(Right::RecordPayments);
    let open = Signal::derive(move || may && paying.get());
    let from = Opening {
        invoice: Some(id),
        ..Opening::default()
    };
    view! {
        <Drawer title=tr!(payments.new) open close_href=format!("/invoices/{id}")>
            <NewPayment from=from.clone() />
        </Drawer>
    }
    .into_any()
}

#[component]
fn Sheet(sheet: InvoiceSheet, changed: Callback<()>, paying: Memo<bool>) -> impl IntoView {
    let InvoiceSheet {
        invoice,
        client_name,
        manager,
        paper,
        html,
        revisions,
        replacement,
        expenses,
        activity,
        rights: _,
    } = sheet;
    let viewer = expect_context::<Viewer>();
    let id = invoice.id;
    let late = days_overdue(invoice.settlement, invoice.due_date, viewer.today);
    let badges = state_badges(invoice.stage(), invoice.settlement, late);
    let closing_state = words::closing_badge(invoice.closing);
    let mark = match invoice.stage() {
        Stage::Draft => Some(Mark::Draft),
        _ if paper.revision != invoice.revision => Some(Mark::Replaced),
        Stage::Issued => None,
        Stage::Cancelled => Some(Mark::Cancelled),
    };
    let page = format!("/invoices/{}", invoice.id);
    let tabs = revision_tabs(&page, invoice.revision, paper.revision, &revisions);
    let reason = match &invoice.lifecycle {
        Lifecycle::Cancelled { reason, .. } => {
            let text = tr!(invoices.cancelled_because, reason = reason.clone());
            let replacement = replacement.map(|Replacement { id, number }| {
                let number = tr!(invoices.numbered, number = number);
                view! { " " {tr!(invoices.replacement)} ": " <a href=format!("/invoices/{id}")>{number}</a> }
            });
            Some(view! { <p class="alert alert-error" role="note">{text} {replacement}</p> })
        }
        Lifecycle::Draft | Lifecycle::Issued { .. } => None,
    };
    let payments = (viewer.may(Right::ViewPayments) && invoice.stage() != Stage::Draft).then(|| {
        let id = invoice.id;
        view! { <div class="money-first"><PaymentsPanel invoice=Signal::derive(move || id) changed /></div> }
    });
    // Of what its lines usually go to, the first that the viewer can make: a module that is off makes nothing.
    let goes_to = |kind: &ClosingKind| {
        let mut kinds = paper.lines.iter().filter_map(|line| line.kind.parse::<LineKind>().ok());
        kinds.any(|line| ClosingKind::of_line(line) == *kind)
    };
    let makes = |kind: &ClosingKind| viewer.may(kind.create());
    let closed_by = ClosingKind::ALL.iter().copied().filter(makes).find(goes_to);
    // What is closed by papers that are switched off keeps the invoice from being changed: that is told even where nothing else of closing is.
    let told = words::sees_closing() || (is_closing_off(viewer.rights) && invoice.closing.is_begun());
    let closing = (told && invoice.stage() == Stage::Issued)
        .then(|| view! { <ClosingPanel id=invoice.id closed=invoice.money(invoice.closed) total=invoice.money(invoice.total) /> });
    let paper_of_mail = PaperRef {
        kind: PaperKind::Invoice,
        id: invoice.id.uuid(),
    };
    let mails = (invoice.stage() != Stage::Draft).then(|| {
        let sendable = invoice.stage() == Stage::Issued;
        view! { <MailPanel paper=paper_of_mail sendable /> }
    });
    let expenses = charged(expenses);
    let note = view! { <InternalNote invoice=invoice.clone() /> };
    let files = view! { <FilesPanel kind=OwnerKind::Invoice id=invoice.id.uuid() changed /> };
    let client = format!("/clients/{}", invoice.client);
    let basis = invoice.contract.zip(paper.contract.as_ref()).map(|(id, basis)| {
        let name = numbered_of(&basis.number, basis.date);
        if viewer.may(Right::ViewContracts) {
            view! { " · " {tr!(contracts.basis)} ": " <a href=format!("/contracts/{id}")>{tr!(contracts.contract)} " " {name}</a> }.into_any()
        } else {
            view! { " · " {tr!(contracts.basis)} ": " {tr!(contracts.contract)} " " {name} }.into_any()
        }
    });
    let manager = (!manager.is_empty()).then(|| format!(" · {}: {manager}", tr!(invoices.manager)));
    view! {
        <PageHead title=title(&invoice) beside=move || view! { {badges} {closing_state} }>
            <Steps invoice shown=paper.revision closed_by changed />
        </PageHead>
        <p class="page-sub"><a href=client>{client_name}</a> {basis} {manager}</p>
        {reason}
        <div class="with-side paper-page">
            <div>
                {tabs}
                <PaperSheet html mark />
            </div>
            <aside class="side-column">
                {payments}
                {closing}
                {expenses}
                {mails}
                {note}
                {files}
                <History events=activity words=words::change aside=true />
            </aside>
        </div>
        <PayDrawer id paying />
    }
    .into_any()
}

/// The expenses it charges.
fn charged(expenses: Vec<(ExpenseId, String)>) -> Option<AnyView> {
    if expenses.is_empty() {
        return None;
    }
    let rows: Vec<_> = expenses
        .into_iter()
        .map(|(id, name)| view! { <li><a href=format!("/expenses/{id}")>{name}</a></li> })
        .collect();
    Some(
        view! {
            <section class="side-card">
                <h2>{tr!(expenses.title)}</h2>
                <ul class="event-list">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn title(invoice: &Invoice) -> String {
    let date = short_date(lang(), invoice.issue_date);
    if let Some(number) = invoice.number() {
        tr!(invoices.page_title, number = number.to_owned(), date = date)
    } else {
        tr!(invoices.page_title_draft, date = date)
    }
}
