//! The table itself.

use super::world::{Person, World};
use crate::kernel::actor::Right;

/// What it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open to everybody.
    Nobody,
    /// Any member of the staff who is signed in.
    Staff,
    Right(Right),
}

/// What those who may get for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Done,
    /// It is about a client or a paper: not found by somebody who sees only his own clients.
    Object,
    /// Not found by anybody.
    Missing,
}

/// How a server function is asked.
#[derive(Debug, Clone)]
pub enum Call {
    Get(String),
    Form(String),
    Json(String),
}

pub struct Function {
    pub path: &'static str,
    pub needs: Needs,
    pub then: Then,
    pub call: fn(&World, Person) -> Call,
}

pub struct PageRow {
    /// As the router spells it.
    pub route: &'static str,
    pub needs: Needs,
    pub then: Then,
    pub address: fn(&World) -> String,
}

use Needs::{Nobody, Right as May, Staff};
use Right::{
    CancelInvoices, EditCatalogue, EditClients, EditInvoices, IssueInvoices, ManageCompany, ManageTemplates,
    ManageUsers, RecordPayments, ViewCatalogue, ViewClients, ViewInvoices, ViewPayments, WriteOff,
};
use Then::{Done, Missing, Object};

const fn get(path: &'static str, needs: Needs, then: Then, call: fn(&World, Person) -> Call) -> Function {
    Function {
        path,
        needs,
        then,
        call,
    }
}

macro_rules! rows {
    ($($path:literal $needs:expr, $then:expr, $how:ident($($text:tt)*), |$w:ident, $p:ident|);+ $(;)?) => {
        &[$(get($path, $needs, $then, |$w, $p| { let _ = ($w, $p); Call::$how(format!($($text)*)) })),+]
    };
}

/// Every server function. What is sent is complete enough to reach the decision about rights, and wrong enough to change
/// little.
pub const FUNCTIONS: &[Function] = rows! {
    "/api/clients/list" May(ViewClients), Done, Get(""), |w, p|;
    "/api/clients/find" May(ViewClients), Done, Get("q=a"), |w, p|;
    "/api/clients/show" May(ViewClients), Object, Get("id={}", w.client), |w, p|;
    "/api/clients/form" May(EditClients), Object, Get("id={}", w.client), |w, p|;
    "/api/clients/similar" May(ViewClients), Done, Get("with[name]=a&with[tax_ids][ru_inn]=7707083893"), |w, p|;
    "/api/clients/save" May(EditClients), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/clients/add" May(EditClients), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/clients/archive" May(EditClients), Object, Form("id={}", w.spare), |w, p|;
    "/api/clients/restore" May(EditClients), Object, Form("id={}", w.spare), |w, p|;
    "/api/clients/save-notes" May(EditClients), Object,
        Form("input[id]={}&input[version]=0&input[notes]=a", w.client), |w, p|;
    "/api/clients/save-account" May(EditClients), Object,
        Form("input[request]={}&input[client]={}&input[bank]=B&input[number]=12345&input[currency]=EUR", w.key(), w.client), |w, p|;
    "/api/clients/delete-account" May(EditClients), Object, Form("client={}&id={}", w.client, w.own_account(p)), |w, p|;
    "/api/client-groups/list" May(ViewClients), Done, Get(""), |w, p|;
    "/api/client-groups/save" May(ManageCompany), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/client-groups/delete" May(ManageCompany), Done, Form("id={}", w.own_group(p)), |w, p|;
    "/api/modules/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/modules/switch" May(ManageCompany), Done, Form("module=templates&on=true"), |w, p|;
    "/api/templates/list" May(ManageTemplates), Done, Get(""), |w, p|;
    "/api/templates/get" May(ManageTemplates), Done, Get("id={}", w.template), |w, p|;
    "/api/templates/page" May(ManageTemplates), Done, Get("id={}", w.template), |w, p|;
    "/api/templates/save" May(ManageTemplates), Done, Form("input[request]={}&input[kind]=invoice&input[name]=", w.key()), |w, p|;
    "/api/templates/publish" May(ManageTemplates), Missing, Form("input[id]={}&input[version]=1", w.key()), |w, p|;
    "/api/templates/retire" May(ManageTemplates), Missing, Form("input[id]={}&input[version]=1", w.key()), |w, p|;
    "/api/templates/restore" May(ManageTemplates), Missing, Form("input[id]={}&input[version]=1&input[n]=1", w.key()), |w, p|;
    "/api/templates/copy" May(ManageTemplates), Missing, Form("input[request]={}&input[builtin]=none", w.key()), |w, p|;
    "/api/templates/export" May(ManageTemplates), Missing, Get("id={}", w.key()), |w, p|;
    "/api/templates/diff" May(ManageTemplates), Missing, Get("id={}&from=1&to=2", w.key()), |w, p|;
    "/api/templates/builtin" May(ManageTemplates), Done, Get("name=invoice-uk-1&sample=sample:long"), |w, p|;
    "/api/templates/preview" May(ManageTemplates), Done, Json("{{\"input\":{{\"kind\":\"invoice\",\"lang\":\"uk\",\"body\":\"a\"}}}}"), |w, p|;
    "/api/templates/try" May(ManageTemplates), Done, Json("{{\"input\":{{\"kind\":\"invoice\",\"lang\":\"uk\",\"body\":\"a\"}}}}"), |w, p|;
    "/api/templates/samples" May(ManageTemplates), Done, Get("kind=invoice"), |w, p|;
    "/api/templates/shortcodes" May(ManageTemplates), Done, Get("kind=invoice_mail&lang=ru"), |w, p|;
    "/api/phrases/list" May(EditInvoices), Done, Get(""), |w, p|;
    "/api/phrases/save" May(EditInvoices), Done, Form("input[request]={}&input[text]=", w.key()), |w, p|;
    "/api/phrases/delete" May(EditInvoices), Missing, Form("id={}", w.key()), |w, p|;
    "/api/contacts/list" May(ViewClients), Done, Get("filter[q]=a"), |w, p|;
    "/api/contacts/show" May(ViewClients), Object, Get("id={}", w.contact), |w, p|;
    "/api/contacts/form" May(EditClients), Object, Get("client={}", w.client), |w, p|;
    "/api/contacts/save" May(EditClients), Object,
        Form("input[request]={}&input[client]={}&input[first_name]=A&input[lang]=uk", w.key(), w.client), |w, p|;
    "/api/contacts/make-primary" May(EditClients), Object, Form("id={}", w.contact), |w, p|;
    "/api/contacts/deactivate" May(EditClients), Object, Form("id={}", w.contact), |w, p|;
    "/api/contacts/reactivate" May(EditClients), Object, Form("id={}", w.contact), |w, p|;
    "/api/contacts/delete" May(EditClients), Object, Form("id={}", w.own_contact(p)), |w, p|;
    "/api/client-card/show" May(ViewClients), Object, Get("id={}", w.client), |w, p|;
    "/api/invoices/list" May(ViewInvoices), Done, Get(""), |w, p|;
    "/api/invoices/totals" May(ViewInvoices), Done, Get(""), |w, p|;
    "/api/invoices/get" May(ViewInvoices), Object, Get("id={}", w.issued), |w, p|;
    "/api/invoices/editor" May(EditInvoices), Object, Get("id={}", w.draft), |w, p|;
    "/api/invoices/correction" May(IssueInvoices), Object, Get("id={}", w.issued), |w, p|;
    "/api/invoices/correct" May(IssueInvoices), Object,
        Json(r#"{{"input":{{"form":{{"id":"{}","request":"{}"}},"reason":"typed wrong"}}}}"#, w.issued, w.key()), |w, p|;
    "/api/invoices/next-number" May(EditInvoices), Done,
        Get("organization={}&date=2026-11-24", w.organization), |w, p|;
    "/api/invoices/save" May(EditInvoices), Done, Json(r#"{{"input":{{"request":"{}"}}}}"#, w.key()), |w, p|;
    "/api/invoices/issue-now" May(IssueInvoices), Done, Json(r#"{{"input":{{"request":"{}"}}}}"#, w.key()), |w, p|;
    "/api/invoices/issue" May(IssueInvoices), Object,
        Form("input[request]={}&input[id]={}&input[version]=0", w.key(), w.draft), |w, p|;
    "/api/invoices/issue-many" May(IssueInvoices), Done,
        Json(r#"{{"drafts":[{{"id":"{}","version":0,"request":"{}"}}]}}"#, w.draft, w.key()), |w, p|;
    "/api/invoices/delete-many" May(EditInvoices), Done, Json(r#"{{"ids":["{}"]}}"#, w.issued), |w, p|;
    "/api/invoices/prepare-papers" May(ViewInvoices), Done, Json(r#"{{"ids":["{}"],"stamped":false}}"#, w.issued), |w, p|;
    "/api/invoices/delete" May(EditInvoices), Object, Form("id={}", w.own_draft(p)), |w, p|;
    "/api/invoices/save-note" May(EditInvoices), Object,
        Form("input[id]={}&input[version]=0&input[internal_note]=a", w.issued), |w, p|;
    "/api/invoices/cancel" May(CancelInvoices), Object,
        Form("input[id]={}&input[reason]=because", w.cancellable), |w, p|;
    "/api/invoices/copy" May(EditInvoices), Object, Form("input[request]={}&input[id]={}", w.key(), w.issued), |w, p|;
    "/api/payments/list" May(ViewPayments), Done, Get("filter[q]=a"), |w, p|;
    "/api/payments/totals" May(ViewPayments), Done, Get(""), |w, p|;
    "/api/payments/show" May(ViewPayments), Object, Get("id={}", w.payment), |w, p|;
    "/api/payments/of_invoice" May(ViewPayments), Object, Get("invoice={}", w.issued), |w, p|;
    "/api/payments/new" May(RecordPayments), Object, Get("from[invoice]={}", w.issued), |w, p|;
    "/api/payments/record" May(RecordPayments), Object,
        Form("input[request]={}&input[client]={}&input[account]={}&input[date]=2026-11-24&input[mode]=cash&input[amount]=1",
            w.key(), w.client, w.account), |w, p|;
    "/api/payments/allocate" May(RecordPayments), Object,
        Form("input[id]={}&input[version]=0", w.payment), |w, p|;
    "/api/payments/release" May(RecordPayments), Object,
        Form("input[id]={}&input[version]=0&input[invoice]={}", w.payment, w.issued), |w, p|;
    "/api/payments/use_advance" May(RecordPayments), Object,
        Form("input[invoice]={}&input[version]=0&input[amount]=1", w.issued), |w, p|;
    "/api/payments/refund" May(RecordPayments), Object,
        Form("input[request]={}&input[id]={}&input[version]=0&input[amount]=0", w.key(), w.payment), |w, p|;
    "/api/payments/reverse" May(RecordPayments), Object,
        Form("input[id]={}&input[version]=0&input[reason]=a", w.payment), |w, p|;
    "/api/payments/write_off" May(WriteOff), Object,
        Form("input[request]={}&input[invoice]={}&input[version]=0&input[date]=2026-11-24&input[reason]=a", w.key(), w.issued), |w, p|;
    "/api/payments/take_back_write_off" May(WriteOff), Object,
        Form("input[id]={}&input[reason]=a", w.own_write_off(p)), |w, p|;
    "/api/payments/cancelling" May(CancelInvoices), Object, Get("invoice={}", w.issued), |w, p|;
    "/api/payments/cancel_invoice" May(CancelInvoices), Object,
        Form("input[id]={}&input[version]=0&input[reason]=a&input[payments]=advance", w.issued), |w, p|;
    "/api/statements/show" May(ViewPayments), Object, Get("client={}", w.client), |w, p|;
    "/api/reports/received" May(ViewPayments), Done, Get("filter[period]=year&filter[group]=client"), |w, p|;
    "/api/dashboard/show" Staff, Done, Get(""), |w, p|;
    "/api/catalog/list" May(ViewCatalogue), Done, Get("filter[q]=a"), |w, p|;
    "/api/catalog/suggest" May(ViewCatalogue), Done, Get("q=a"), |w, p|;
    "/api/catalog/show" May(ViewCatalogue), Done, Get("id={}", w.item), |w, p|;
    "/api/catalog/form" May(EditCatalogue), Done, Get("id={}", w.item), |w, p|;
    "/api/catalog/save" May(EditCatalogue), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/catalog/add" May(EditCatalogue), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/catalog/archive" May(EditCatalogue), Done, Form("id={}", w.item), |w, p|;
    "/api/catalog/restore" May(EditCatalogue), Done, Form("id={}", w.item), |w, p|;
    "/api/organizations/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/organizations/names" May(ViewInvoices), Done, Get(""), |w, p|;
    "/api/organizations/show" May(ManageCompany), Done, Get("id={}", w.organization), |w, p|;
    "/api/organizations/create" May(ManageCompany), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/organizations/save" May(ManageCompany), Done, Form("input[id]={}&input[name]=", w.organization), |w, p|;
    "/api/organizations/save-account" May(ManageCompany), Done,
        Form("input[request]={}&input[organization]={}", w.key(), w.organization), |w, p|;
    "/api/organizations/add-rate" May(ManageCompany), Done,
        Form("input[request]={}&input[organization]={}", w.key(), w.organization), |w, p|;
    "/api/organizations/end-rate" May(ManageCompany), Done,
        Form("input[organization]={}&input[valid_until]=never", w.organization), |w, p|;
    "/api/organizations/save-series" May(ManageCompany), Done, Form("input[organization]={}", w.organization), |w, p|;
    "/api/organizations/save-vat-status" May(ManageCompany), Done,
        Form("input[request]={}&input[organization]={}", w.key(), w.organization), |w, p|;
    "/api/organizations/remove-vat-status" May(ManageCompany), Missing,
        Form("input[organization]={}", w.organization), |w, p|;
    "/api/organizations/remove-image" May(ManageCompany), Done, Form("id={}&kind=logo", w.organization), |w, p|;
    "/api/organizations/save-start-balance" May(ManageCompany), Done,
        Form("input[request]={}&input[organization]={}", w.key(), w.organization), |w, p|;
    "/api/organizations/remove-start-balance" May(ManageCompany), Missing,
        Form("input[organization]={}", w.organization), |w, p|;
    "/api/company/start-balances" May(ManageCompany), Done, Get("id={}&filter[q]=a", w.organization), |w, p|;
    "/api/users/list" May(ManageUsers), Done, Get(""), |w, p|;
    "/api/users/show" May(ManageUsers), Done, Get("id={}", w.user(Person::Manager)), |w, p|;
    "/api/users/create" May(ManageUsers), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/users/save" May(ManageUsers), Done,
        Form("input[id]={}&input[version]=0&input[name]=", w.user(Person::Manager)), |w, p|;
    "/api/users/pick" May(ViewClients), Done, Get(""), |w, p|;
    "/api/setup/run" Nobody, Missing, Form("input[setup_code]=000000"), |w, p|;
    "/api/view/language" Nobody, Done, Form("lang=en"), |w, p|;
    "/api/view/theme" Nobody, Done, Form("theme=dark"), |w, p|;
    "/api/search/find" Staff, Done, Get("q=a"), |w, p|;
    "/api/search/suggest" Staff, Done, Get("q=a"), |w, p|;
    "/api/files/limits" May(EditInvoices), Object, Get("kind=invoice&id={}", w.issued), |w, p|;
    "/api/files/of-owner" May(ViewInvoices), Object, Get("kind=invoice&id={}", w.issued), |w, p|;
    "/api/files/list" May(ViewClients), Object, Get("filter[client]={}", w.client), |w, p|;
    "/api/files/show" May(ViewInvoices), Object, Get("id={}", w.file), |w, p|;
    "/api/files/set-visible" May(EditInvoices), Object, Form("id={}&visible=true", w.file), |w, p|;
    "/api/files/delete" May(EditInvoices), Object, Form("id={}", w.file), |w, p|;
    "/api/files/restore" May(EditInvoices), Object, Form("id={}", w.file), |w, p|;
    "/api/profile/show" Staff, Done, Get(""), |w, p|;
    "/api/profile/sessions" Staff, Done, Get(""), |w, p|;
    "/api/profile/save" Staff, Done, Form("input[version]=0"), |w, p|;
    "/api/profile/password" Staff, Done,
        Form("input[current_password]=wrong&input[password]=violet+tractor+8&input[password_again]=violet+tractor+8"), |w, p|;
    "/api/profile/end-session" Staff, Missing, Form("id={}", w.key()), |w, p|;
    "/api/profile/end-other-sessions" Staff, Done, Form(""), |w, p|;
    "/api/saved-filters/list" Staff, Done, Get("list=/invoices"), |w, p|;
    "/api/saved-filters/save" Staff, Done, Form("input[list]=/invoices&input[name]="), |w, p|;
    "/api/saved-filters/delete" Staff, Missing, Form("id={}", w.key()), |w, p|;
    "/api/session/sign-in" Nobody, Done, Form("input[email]=nobody@example.com&input[password]=wrong"), |w, p|;
    // The last one: it ends the sessions the others need.
    "/api/session/sign-out" Nobody, Done, Form(""), |w, p|;
};

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
    page("/clients/new", May(EditClients), Done, |_| "/clients/new".to_owned()),
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
    page("/clients/{id}/payments", May(ViewPayments), Object, |w| {
        format!("/clients/{}/payments", w.client)
    }),
    page("/clients/{id}/files", May(ViewClients), Object, |w| {
        format!("/clients/{}/files?sort=name&q=a&origin=invoice&file={}", w.client, w.file)
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
    page("/invoices", May(ViewInvoices), Done, |_| {
        "/invoices?state=unpaid".to_owned()
    }),
    page("/invoices/new", May(EditInvoices), Done, |_| "/invoices/new".to_owned()),
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
    page("/catalogue/new", May(EditCatalogue), Done, |_| {
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
    page("/profile", Staff, Done, |_| "/profile".to_owned()),
    page("/sign-in", Nobody, Done, |_| "/sign-in".to_owned()),
    page("/setup", Nobody, Done, |_| "/setup".to_owned()),
];
