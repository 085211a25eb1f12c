//! Every page and what it takes.

use super::table::{Needs, Then};
use super::world::{Person, World};
use crate::kernel::actor::{Right, Role};
use crate::kernel::cabinet::CabinetRight;

pub struct PageRow {
    /// As the router spells it.
    pub route: &'static str,
    pub needs: Needs,
    pub then: Then,
    pub address: fn(&World) -> String,
}

use Needs::{Cabinet, Nobody, Right as May, Staff, Visitor};
use Right::{
    CancelInvoices, CreateActs, CreateCatalogue, CreateClients, CreateContracts, CreateDeliveryNotes, CreateExpenses,
    CreateInvoices, CreateLeads, CreateTickets, EditActs, EditCatalogue, EditClients, EditContracts, EditDeliveryNotes,
    EditExpenses, EditInvoices, EditLeads, IssueActs, IssueDeliveryNotes, IssueInvoices, ManageCompany, ManageMail,
    ManageTemplates, ManageUsers, RecordPayments, SendMail, ViewActs, ViewCatalogue, ViewClients, ViewContracts,
    ViewDeliveryNotes, ViewExpenses, ViewInvoices, ViewLeads, ViewPayments, ViewTickets,
};
use Then::{Done, Missing, Object};

const fn page(route: &'static str, needs: Needs, then: Then, address: fn(&World) -> String) -> PageRow {
    PageRow {
        route,
        needs,
        then,
        address,
    }
}

/// Every page.
pub const PAGES: &[PageRow] = &[
    page("/", Staff, Done, |_| "/".to_owned()),
    page("/search", Staff, Done, |_| "/search?q=a".to_owned()),
    page("/clients", May(ViewClients), Done, |_| {
        "/clients?q=a&sort=created".to_owned()
    }),
    page("/clients/new", May(CreateClients), Done, |_| "/clients/new".to_owned()),
    page("/clients/{id}", May(ViewClients), Object, |w| {
        format!("/clients/{}", w.client)
    }),
    page("/clients/{id}/edit", May(EditClients), Object, |w| {
        format!("/clients/{}/edit", w.client)
    }),
    page("/clients/{id}/statement", May(ViewPayments), Object, |w| {
        format!("/clients/{}/statement?period=all", w.client)
    }),
    page("/clients/{id}/invoices", May(ViewInvoices), Object, |w| {
        format!("/clients/{}/invoices", w.client)
    }),
    page("/clients/{id}/contracts", May(ViewContracts), Object, |w| {
        format!("/clients/{}/contracts?state=issued", w.client)
    }),
    page("/clients/{id}/payments", May(ViewPayments), Object, |w| {
        format!("/clients/{}/payments", w.client)
    }),
    page("/clients/{id}/files", May(ViewClients), Object, |w| {
        format!(
            "/clients/{}/files?sort=name&q=a&origin=invoice&file={}",
            w.client, w.file
        )
    }),
    page("/clients/{id}/contacts", May(ViewClients), Object, |w| {
        format!("/clients/{}/contacts", w.client)
    }),
    page("/contacts", May(ViewClients), Done, |_| {
        "/contacts?q=a&sort=email&after=x".to_owned()
    }),
    page("/contacts/new", May(EditClients), Done, |_| "/contacts/new".to_owned()),
    page("/contacts/{id}", May(ViewClients), Object, |w| {
        format!("/contacts/{}", w.contact)
    }),
    page("/leads", May(ViewLeads), Done, |_| {
        "/leads?q=a&sort=value&after=x&stage=lost".to_owned()
    }),
    page("/leads/board", May(ViewLeads), Done, |_| "/leads/board?q=a".to_owned()),
    page("/leads/new", May(CreateLeads), Done, |_| "/leads/new".to_owned()),
    page("/leads/{id}", May(ViewLeads), Object, |w| format!("/leads/{}", w.lead)),
    page("/leads/{id}/edit", May(EditLeads), Object, |w| {
        format!("/leads/{}/edit", w.lead)
    }),
    page("/leads/{id}/convert", May(EditLeads), Object, |w| {
        format!("/leads/{}/convert", w.lead)
    }),
    page("/expenses", May(ViewExpenses), Done, |_| {
        "/expenses?q=a&sort=amount&after=x&bill=to_bill&mode=cash".to_owned()
    }),
    page("/expenses/new", May(CreateExpenses), Done, |_| {
        "/expenses/new".to_owned()
    }),
    page("/expenses/{id}", May(ViewExpenses), Object, |w| {
        format!("/expenses/{}", w.expense)
    }),
    page("/expenses/{id}/edit", May(EditExpenses), Object, |w| {
        format!("/expenses/{}/edit", w.expense)
    }),
    page("/clients/{id}/expenses", May(ViewExpenses), Object, |w| {
        format!("/clients/{}/expenses", w.client)
    }),
    page("/settings/expense-categories", May(ManageCompany), Done, |_| {
        "/settings/expense-categories".to_owned()
    }),
    page("/settings/payment-modes", May(ManageCompany), Done, |_| {
        "/settings/payment-modes".to_owned()
    }),
    page("/support", May(ViewTickets), Done, |_| {
        "/support?q=a&state=all&sort=number&unread=true&after=x".to_owned()
    }),
    page("/support/new", May(CreateTickets), Done, |_| "/support/new".to_owned()),
    page("/support/{id}", May(ViewTickets), Object, |w| {
        format!("/support/{}", w.ticket)
    }),
    page("/clients/{id}/support", May(ViewTickets), Object, |w| {
        format!("/clients/{}/support", w.client)
    }),
    page("/settings/departments", May(ManageCompany), Done, |_| {
        "/settings/departments".to_owned()
    }),
    page("/cabinet/support", Cabinet(CabinetRight::Support), Done, |_| {
        "/cabinet/support?after=x".to_owned()
    }),
    page("/cabinet/support/new", Cabinet(CabinetRight::Support), Done, |_| {
        "/cabinet/support/new".to_owned()
    }),
    page("/cabinet/support/{id}", Cabinet(CabinetRight::Support), Object, |w| {
        format!("/cabinet/support/{}", w.ticket)
    }),
    page("/settings", Staff, Done, |_| "/settings?q=smtp".to_owned()),
    page("/settings/clients", May(ManageCompany), Done, |_| {
        "/settings/clients".to_owned()
    }),
    page("/settings/leads", May(ManageCompany), Done, |_| {
        "/settings/leads".to_owned()
    }),
    page("/invoices", May(ViewInvoices), Done, |_| {
        "/invoices?state=unpaid".to_owned()
    }),
    page("/invoices/new", May(CreateInvoices), Done, |_| {
        "/invoices/new".to_owned()
    }),
    page("/invoices/{id}", May(ViewInvoices), Object, |w| {
        format!("/invoices/{}", w.issued)
    }),
    page("/invoices/{id}/correct", May(IssueInvoices), Object, |w| {
        format!("/invoices/{}/correct", w.issued)
    }),
    page("/invoices/{id}/cancel", May(CancelInvoices), Object, |w| {
        format!("/invoices/{}/cancel", w.issued)
    }),
    page("/invoices/{id}/edit", May(EditInvoices), Object, |w| {
        format!("/invoices/{}/edit", w.draft)
    }),
    page("/contracts", May(ViewContracts), Done, |_| {
        "/contracts?expiring=30&signature=none&sort=end&after=x".to_owned()
    }),
    page("/contracts/new", May(CreateContracts), Object, |w| {
        format!("/contracts/new?client={}", w.client)
    }),
    page("/contracts/{id}", May(ViewContracts), Object, |w| {
        format!("/contracts/{}", w.contract)
    }),
    page("/contracts/{id}/edit", May(EditContracts), Object, |w| {
        format!("/contracts/{}/edit", w.contract_draft)
    }),
    page("/clients/{id}/acts", May(ViewActs), Object, |w| {
        format!("/clients/{}/acts", w.client)
    }),
    page("/clients/{id}/delivery-notes", May(ViewDeliveryNotes), Object, |w| {
        format!("/clients/{}/delivery-notes", w.client)
    }),
    page("/acts", May(ViewActs), Done, |_| {
        "/acts?state=unsigned&sort=total".to_owned()
    }),
    page("/acts/new", May(CreateActs), Object, |w| {
        format!("/acts/new?invoice={}", w.closable)
    }),
    page("/acts/batch", May(CreateActs), Done, |_| {
        "/acts/batch?month=2026-11".to_owned()
    }),
    page("/acts/{id}", May(ViewActs), Object, |w| format!("/acts/{}", w.act)),
    page("/acts/{id}/edit", May(EditActs), Object, |w| {
        format!("/acts/{}/edit", w.act_draft)
    }),
    page("/acts/{id}/correct", May(IssueActs), Object, |w| {
        format!("/acts/{}/correct", w.act)
    }),
    page("/delivery-notes", May(ViewDeliveryNotes), Done, |_| {
        "/delivery-notes?q=1".to_owned()
    }),
    page("/delivery-notes/new", May(CreateDeliveryNotes), Done, |_| {
        "/delivery-notes/new".to_owned()
    }),
    page("/delivery-notes/batch", May(CreateDeliveryNotes), Done, |_| {
        "/delivery-notes/batch".to_owned()
    }),
    // An act is no delivery note, whoever asks.
    page("/delivery-notes/{id}", May(ViewDeliveryNotes), Missing, |w| {
        format!("/delivery-notes/{}", w.act)
    }),
    page("/delivery-notes/{id}/edit", May(EditDeliveryNotes), Missing, |w| {
        format!("/delivery-notes/{}/edit", w.act_draft)
    }),
    page("/delivery-notes/{id}/correct", May(IssueDeliveryNotes), Missing, |w| {
        format!("/delivery-notes/{}/correct", w.act)
    }),
    page("/payments", May(ViewPayments), Done, |_| {
        "/payments?mode=cash&sort=amount&desc=false&from=x".to_owned()
    }),
    page("/payments/new", May(RecordPayments), Object, |w| {
        format!("/payments/new?invoice={}", w.issued)
    }),
    page("/payments/{id}", May(ViewPayments), Object, |w| {
        format!("/payments/{}", w.payment)
    }),
    page("/reports/received", May(ViewPayments), Done, |_| {
        "/reports/received?period=year&group=client&basis=entered&from=x".to_owned()
    }),
    page("/catalogue", May(ViewCatalogue), Done, |_| {
        "/catalogue?q=a&kind=goods&sort=price&desc=true&after=x".to_owned()
    }),
    page("/catalogue/new", May(CreateCatalogue), Done, |_| {
        "/catalogue/new".to_owned()
    }),
    page("/catalogue/{id}", May(ViewCatalogue), Done, |w| {
        format!("/catalogue/{}", w.item)
    }),
    page("/catalogue/{id}/edit", May(EditCatalogue), Done, |w| {
        format!("/catalogue/{}/edit", w.item)
    }),
    page("/settings/company", May(ManageCompany), Done, |_| {
        "/settings/company".to_owned()
    }),
    page("/settings/mail", May(ManageMail), Done, |_| "/settings/mail".to_owned()),
    page("/settings/mail/automatic", May(ManageMail), Done, |_| {
        "/settings/mail/automatic".to_owned()
    }),
    page("/send/{kind}/{id}", May(SendMail), Object, |w| {
        format!("/send/invoice/{}", w.issued)
    }),
    page("/outbox", May(ManageMail), Done, |_| {
        "/outbox?q=a&state=sent&after=x".to_owned()
    }),
    page("/outbox/{id}", May(SendMail), Object, |w| {
        format!("/outbox/{}", w.letter)
    }),
    page("/settings/contract-types", May(ManageCompany), Done, |_| {
        "/settings/contract-types".to_owned()
    }),
    page("/settings/modules", May(ManageCompany), Done, |_| {
        "/settings/modules".to_owned()
    }),
    page("/settings/company/new", May(ManageCompany), Done, |_| {
        "/settings/company/new".to_owned()
    }),
    page("/settings/company/{id}", May(ManageCompany), Done, |w| {
        format!("/settings/company/{}", w.organization)
    }),
    page("/settings/templates", May(ManageTemplates), Done, |_| {
        "/settings/templates".to_owned()
    }),
    page("/settings/templates/new", May(ManageTemplates), Done, |_| {
        "/settings/templates/new".to_owned()
    }),
    page("/settings/templates/shortcodes", May(ManageTemplates), Done, |_| {
        "/settings/templates/shortcodes?kind=act".to_owned()
    }),
    page("/settings/templates/builtin/{name}", May(ManageTemplates), Done, |_| {
        "/settings/templates/builtin/invoice-ru-1".to_owned()
    }),
    page("/settings/templates/{id}", May(ManageTemplates), Done, |w| {
        format!("/settings/templates/{}", w.template)
    }),
    page("/settings/phrases", May(EditInvoices), Done, |_| {
        "/settings/phrases".to_owned()
    }),
    page("/settings/client-groups", May(ManageCompany), Done, |_| {
        "/settings/client-groups".to_owned()
    }),
    page("/settings/users", May(ManageUsers), Done, |_| {
        "/settings/users".to_owned()
    }),
    page("/settings/users/new", May(ManageUsers), Done, |_| {
        "/settings/users/new".to_owned()
    }),
    page("/settings/users/{id}", May(ManageUsers), Done, |w| {
        format!("/settings/users/{}", w.user(Person::Manager))
    }),
    page("/settings/roles", May(ManageUsers), Done, |_| {
        "/settings/roles".to_owned()
    }),
    page("/settings/roles/new", May(ManageUsers), Done, |_| {
        "/settings/roles/new".to_owned()
    }),
    page("/settings/roles/{id}", May(ManageUsers), Done, |_| {
        format!("/settings/roles/{}", Role::Manager.id())
    }),
    page("/profile", Staff, Done, |_| "/profile".to_owned()),
    page("/forgot-password", Nobody, Done, |_| "/forgot-password".to_owned()),
    page("/access/{token}", Nobody, Done, |_| "/access/0".to_owned()),
    page("/cabinet", Visitor, Done, |_| "/cabinet?q=1&queue=to_pay".to_owned()),
    page("/cabinet/contracts", Cabinet(CabinetRight::Contracts), Done, |_| {
        "/cabinet/contracts?queue=to_sign".to_owned()
    }),
    page(
        "/cabinet/contracts/{id}",
        Cabinet(CabinetRight::Contracts),
        Object,
        |w| format!("/cabinet/contracts/{}", w.contract),
    ),
    page("/cabinet/invoices", Cabinet(CabinetRight::Invoices), Done, |_| {
        "/cabinet/invoices?q=a&after=x".to_owned()
    }),
    page("/cabinet/invoices/{id}", Cabinet(CabinetRight::Invoices), Object, |w| {
        format!("/cabinet/invoices/{}", w.issued)
    }),
    page("/cabinet/acts", Cabinet(CabinetRight::Acts), Done, |_| {
        "/cabinet/acts".to_owned()
    }),
    page("/cabinet/acts/{id}", Cabinet(CabinetRight::Acts), Object, |w| {
        format!("/cabinet/acts/{}", w.act)
    }),
    page(
        "/cabinet/delivery-notes",
        Cabinet(CabinetRight::DeliveryNotes),
        Done,
        |_| "/cabinet/delivery-notes?q=1".to_owned(),
    ),
    // An act is no delivery note, whoever asks.
    page(
        "/cabinet/delivery-notes/{id}",
        Cabinet(CabinetRight::DeliveryNotes),
        Missing,
        |w| format!("/cabinet/delivery-notes/{}", w.act),
    ),
    page(
        "/cabinet/contracts/{id}/sign",
        Cabinet(CabinetRight::Contracts),
        Object,
        |w| format!("/cabinet/contracts/{}/sign", w.contract),
    ),
    page("/cabinet/acts/{id}/sign", Cabinet(CabinetRight::Acts), Object, |w| {
        format!("/cabinet/acts/{}/sign", w.act)
    }),
    page(
        "/cabinet/delivery-notes/{id}/sign",
        Cabinet(CabinetRight::DeliveryNotes),
        Missing,
        |w| format!("/cabinet/delivery-notes/{}/sign", w.act),
    ),
    page("/cabinet/payments", Cabinet(CabinetRight::Payments), Done, |_| {
        "/cabinet/payments?period=last_year&from=x".to_owned()
    }),
    page("/cabinet/statement", Cabinet(CabinetRight::Payments), Done, |_| {
        "/cabinet/statement?period=all".to_owned()
    }),
    page("/cabinet/files", Cabinet(CabinetRight::Files), Done, |_| {
        "/cabinet/files?q=a".to_owned()
    }),
    page("/cabinet/profile", Visitor, Done, |_| "/cabinet/profile".to_owned()),
    page("/cabinet/sign-in", Nobody, Done, |_| "/cabinet/sign-in".to_owned()),
    page("/cabinet/forgot-password", Nobody, Done, |_| {
        "/cabinet/forgot-password".to_owned()
    }),
    page("/cabinet/access/{token}", Nobody, Done, |_| {
        "/cabinet/access/0".to_owned()
    }),
    page("/sign-in", Nobody, Done, |_| "/sign-in".to_owned()),
    page("/setup", Nobody, Done, |_| "/setup".to_owned()),
];
