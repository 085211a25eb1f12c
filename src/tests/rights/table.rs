//! The table itself.

use super::world::{Person, World};
use crate::kernel::actor::{Right, Role};
use crate::kernel::cabinet::CabinetRight;

/// What it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Open to everybody.
    Nobody,
    /// Any member of the staff who is signed in.
    Staff,
    Right(Right),
    /// A contact in the cabinet who may see this part of it. The staff are strangers there.
    Cabinet(CabinetRight),
    /// Any contact in the cabinet.
    Visitor,
}

/// What those who may get for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Done,
    /// It is about a client or a paper: not found by somebody who sees only his own clients, nor by the contact of another client.
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

use Needs::{Cabinet, Nobody, Right as May, Staff, Visitor};
use Right::{
    AllocatePayments, CancelActs, CancelContracts, CancelInvoices, CreateActs, CreateCatalogue, CreateClients,
    CreateContracts, CreateInvoices, CreateTickets, DeleteActs, DeleteCatalogue, DeleteClients, DeleteContracts,
    DeleteExpenses, DeleteInvoices, DeleteLeads, EditActs, EditCatalogue, EditClients, EditContracts, EditExpenses,
    EditInvoices, EditLeads, EditTickets, InviteContacts, IssueActs, IssueContracts, IssueInvoices, ManageCompany,
    ManageMail, ManageTemplates, ManageUsers, RecordPayments, ReversePayments, SendMail, SignPapers, ViewActs,
    ViewCatalogue, ViewClients, ViewContracts, ViewExpenses, ViewInvoices, ViewLeads, ViewPayments, ViewTickets,
    WriteOff,
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
    "/api/clients/directories" May(EditClients), Done, Get(""), |w, p|;
    "/api/clients/similar" May(ViewClients), Done, Get("with[name]=a&with[tax_ids][ru_inn]=7707083893"), |w, p|;
    "/api/clients/save" May(CreateClients), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/clients/add" May(CreateClients), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/clients/archive" May(DeleteClients), Object, Form("id={}", w.spare), |w, p|;
    "/api/clients/restore" May(DeleteClients), Object, Form("id={}", w.spare), |w, p|;
    "/api/clients/change-many" May(DeleteClients), Object, Form("input[ids][0]={}&input[step]=archive", w.spare), |w, p|;
    "/api/clients/save-notes" May(EditClients), Object,
        Form("input[id]={}&input[version]=0&input[notes]=a", w.client), |w, p|;
    "/api/clients/save-account" May(EditClients), Object,
        Form("input[request]={}&input[client]={}&input[bank]=B&input[number]=12345&input[currency]=EUR", w.key(), w.client), |w, p|;
    "/api/clients/delete-account" May(EditClients), Object, Form("client={}&id={}", w.client, w.own_account(p)), |w, p|;
    "/api/clients/settings" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/clients/save-settings" May(ManageCompany), Done, Form("input[version]=0"), |w, p|;
    "/api/clients/arrange-tab" May(ManageCompany), Done, Form("input[tab]=profile&input[step]=show"), |w, p|;
    "/api/client-groups/list" May(ViewClients), Done, Get(""), |w, p|;
    "/api/client-groups/save" May(ManageCompany), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/client-groups/delete" May(ManageCompany), Done, Form("id={}", w.own_group(p)), |w, p|;
    "/api/modules/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/modules/switch" May(ManageCompany), Done, Form("module=templates&on=true"), |w, p|;
    "/api/signatures/record" May(EditActs), Object,
        Form("input[kind]=act&input[id]={}&input[version]=0&input[step]=ours&input[date]=2026-11-24", w.act), |w, p|;
    "/api/signing/agreement" May(ManageCompany), Done, Get("organization={}", w.organization), |w, p|;
    "/api/signing/save-agreement" May(ManageCompany), Done,
        Form("input[organization]={}&input[version]=0&input[kind]=", w.organization), |w, p|;
    "/api/signing/end-agreement" May(ManageCompany), Missing,
        Form("input[organization]={}&input[version]=0", w.organization), |w, p|;
    "/api/signing/answers" May(ViewActs), Object, Get("kind=act&id={}", w.act), |w, p|;
    // Of a revision that there is not.
    "/api/signing/sign" May(SignPapers), Object,
        Form("input[request]={}&input[kind]=act&input[id]={}&input[revision]=0&input[agreement]=0&input[lang]=en&input[name]=A&input[consent]=true",
            w.key(), w.act), |w, p|;
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
    "/api/contact-access/show" May(InviteContacts), Object, Get("id={}", w.contact), |w, p|;
    "/api/contact-access/list" May(InviteContacts), Object, Get("client={}", w.client), |w, p|;
    "/api/contact-access/save" May(InviteContacts), Object, Form("input[id]={}&input[version]=0", w.contact), |w, p|;
    // He has no e-mail, and so he can't be let in.
    "/api/contact-access/invite" May(InviteContacts), Object, Form("id={}", w.contact), |w, p|;
    "/api/contact-access/look" May(InviteContacts), Object, Form("id={}", w.contact), |w, p|;
    "/api/requisites-requests/waiting" May(ViewClients), Object, Get("client={}", w.client), |w, p|;
    "/api/requisites-requests/take" May(EditClients), Object, Form("input[client]={}&input[id]={}", w.client, w.key()), |w, p|;
    "/api/requisites-requests/refuse" May(EditClients), Object, Form("input[client]={}&input[id]={}&input[reason]=x", w.client, w.key()), |w, p|;
    "/api/leads/list" May(ViewLeads), Done, Get("filter[q]=a"), |w, p|;
    "/api/leads/board" May(ViewLeads), Done, Get("filter[q]=a"), |w, p|;
    "/api/leads/show" May(ViewLeads), Object, Get("id={}", w.lead), |w, p|;
    "/api/leads/form" May(EditLeads), Object, Get("id={}", w.lead), |w, p|;
    "/api/leads/save" May(EditLeads), Object,
        Form("input[id]={}&input[version]=0&input[name]=A&input[currency]=EUR", w.lead), |w, p|;
    "/api/leads/save-notes" May(EditLeads), Object, Form("input[id]={}&input[version]=0&input[notes]=a", w.lead), |w, p|;
    "/api/leads/move" May(EditLeads), Object, Form("input[id]={}&input[status]=", w.lead), |w, p|;
    "/api/leads/give-up" May(EditLeads), Object,
        Form("input[id]={}&input[version]=0&input[how]=lost&input[reason]=a", w.lead), |w, p|;
    "/api/leads/reopen" May(EditLeads), Object, Form("id={}", w.lead), |w, p|;
    "/api/leads/delete" May(DeleteLeads), Object, Form("id={}", w.own_lead(p)), |w, p|;
    "/api/leads/conversion" May(EditLeads), Object, Get("id={}", w.lead), |w, p|;
    "/api/leads/convert" May(EditLeads), Object,
        Form("input[request]={}&input[lead]={}&input[version]=0&input[kind]=company&input[name]=A&input[currency]=EUR&input[lang]=en",
            w.key(), w.lead), |w, p|;
    "/api/leads/connect" May(EditLeads), Object,
        Form("input[request]={}&input[lead]={}&input[version]=0&input[client]={}", w.key(), w.lead, w.client), |w, p|;
    "/api/lead-choices/offered" May(ViewLeads), Done, Get(""), |w, p|;
    "/api/lead-choices/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/lead-choices/save" May(ManageCompany), Done, Form("input[request]={}&input[kind]=source&input[name]=", w.key()), |w, p|;
    "/api/lead-choices/move" May(ManageCompany), Missing, Form("input[id]={}&input[down]=true", w.key()), |w, p|;
    "/api/lead-choices/default" May(ManageCompany), Missing, Form("id={}", w.key()), |w, p|;
    "/api/lead-choices/color" May(ManageCompany), Missing, Form("input[id]={}&input[color]=red", w.key()), |w, p|;
    "/api/lead-choices/delete" May(ManageCompany), Missing, Form("id={}", w.key()), |w, p|;
    "/api/lead-choices/usual" May(ManageCompany), Done, Form("kind=source&lang=en"), |w, p|;
    "/api/expenses/list" May(ViewExpenses), Done, Get("filter[q]=a&filter[bill]=to_bill"), |w, p|;
    "/api/expenses/totals" May(ViewExpenses), Done, Get("filter[q]=a"), |w, p|;
    "/api/expenses/show" May(ViewExpenses), Object, Get("id={}", w.expense), |w, p|;
    "/api/expenses/form" May(EditExpenses), Object, Get("id={}", w.expense), |w, p|;
    "/api/expenses/save" May(EditExpenses), Object,
        Form("input[id]={}&input[version]=0&input[organization]={}&input[client]={}&input[name]=A&input[date]=2026-11-24&input[amount]=1&input[currency]=UAH&input[mode]=cash",
            w.expense, w.organization, w.client), |w, p|;
    "/api/expenses/delete" May(DeleteExpenses), Object, Form("id={}", w.own_expense(p)), |w, p|;
    "/api/expense-categories/offered" May(ViewExpenses), Done, Get(""), |w, p|;
    "/api/expense-categories/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/expense-categories/save" May(ManageCompany), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/expense-categories/retire" May(ManageCompany), Missing, Form("input[id]={}&input[retired]=true", w.key()), |w, p|;
    "/api/expense-categories/move" May(ManageCompany), Missing, Form("input[id]={}&input[down]=true", w.key()), |w, p|;
    "/api/expense-categories/delete" May(ManageCompany), Missing, Form("id={}", w.key()), |w, p|;
    "/api/tickets/list" May(ViewTickets), Done, Get("filter[q]=a&filter[unread]=true"), |w, p|;
    "/api/tickets/counts" May(ViewTickets), Done, Get("filter[state]=closed"), |w, p|;
    "/api/tickets/narrow" May(ViewTickets), Done, Get(""), |w, p|;
    "/api/tickets/show" May(ViewTickets), Object, Get("id={}", w.ticket), |w, p|;
    "/api/tickets/form" May(CreateTickets), Object, Get("client={}", w.client), |w, p|;
    "/api/tickets/save" May(EditTickets), Object,
        Form("input[id]={}&input[version]=0&input[subject]=A&input[status]=open&input[priority]=low", w.ticket), |w, p|;
    "/api/tickets/set-status" May(EditTickets), Object, Form("input[id]={}&input[status]=on_hold", w.ticket), |w, p|;
    "/api/tickets/take" May(EditTickets), Object, Form("id={}", w.ticket), |w, p|;
    "/api/tickets/mark-read" May(ViewTickets), Object, Form("id={}", w.ticket), |w, p|;
    "/api/departments/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/departments/save" May(ManageCompany), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/departments/retire" May(ManageCompany), Missing, Form("input[id]={}&input[retired]=true", w.key()), |w, p|;
    "/api/departments/move" May(ManageCompany), Missing, Form("input[id]={}&input[down]=true", w.key()), |w, p|;
    "/api/departments/delete" May(ManageCompany), Missing, Form("id={}", w.key()), |w, p|;
    "/api/cabinet/support/list" Cabinet(CabinetRight::Support), Done, Get(""), |w, p|;
    "/api/cabinet/support/open" Cabinet(CabinetRight::Support), Done, Get(""), |w, p|;
    "/api/cabinet/support/form" Cabinet(CabinetRight::Support), Done, Get(""), |w, p|;
    "/api/cabinet/support/show" Cabinet(CabinetRight::Support), Object, Get("id={}", w.ticket), |w, p|;
    "/api/cabinet/support/close" Cabinet(CabinetRight::Support), Object, Form("id={}", w.ticket), |w, p|;
    "/api/cabinet/support/reopen" Cabinet(CabinetRight::Support), Object, Form("id={}", w.ticket), |w, p|;
    "/api/cabinet/support/mark-read" Cabinet(CabinetRight::Support), Object, Form("id={}", w.ticket), |w, p|;
    "/api/payment-modes/offered" May(ViewPayments), Done, Get(""), |w, p|;
    "/api/payment-modes/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/payment-modes/save" May(ManageCompany), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/payment-modes/retire" May(ManageCompany), Missing, Form("input[id]={}&input[retired]=true", w.key()), |w, p|;
    "/api/payment-modes/move" May(ManageCompany), Missing, Form("input[id]={}&input[down]=true", w.key()), |w, p|;
    "/api/payment-modes/default" May(ManageCompany), Missing, Form("id={}", w.key()), |w, p|;
    "/api/payment-modes/delete" May(ManageCompany), Missing, Form("id={}", w.key()), |w, p|;
    "/api/invoices/expenses" May(EditInvoices), Object, Get("client={}", w.client), |w, p|;
    "/api/invoices/bill-expense" May(EditInvoices), Object,
        Form("input[request]={}&input[expense]={}&input[invoice]=x", w.key(), w.expense), |w, p|;
    "/api/client-card/show" May(ViewClients), Object, Get("id={}", w.client), |w, p|;
    "/api/closing/list" May(ViewActs), Done, Get("kind=act"), |w, p|;
    "/api/closing/totals" May(ViewActs), Done, Get("kind=act"), |w, p|;
    "/api/closing/get" May(ViewActs), Object, Get("kind=act&id={}", w.act), |w, p|;
    "/api/closing/of-invoice" May(ViewActs), Object, Get("invoice={}", w.closable), |w, p|;
    "/api/closing/invoices" May(CreateActs), Done, Get("kind=act"), |w, p|;
    "/api/closing/new" May(CreateActs), Object, Get("kind=act&invoice={}", w.closable), |w, p|;
    "/api/closing/editor" May(EditActs), Object, Get("kind=act&id={}", w.act_draft), |w, p|;
    "/api/closing/correction" May(IssueActs), Object, Get("kind=act&id={}", w.act), |w, p|;
    "/api/closing/next-number" May(EditActs), Object, Get("kind=act&invoice={}&date=2026-11-24", w.closable), |w, p|;
    "/api/closing/preview" May(CreateActs), Object,
        Json(r#"{{"input":{{"kind":"act","invoice":"{}","date":"2026-11-24"}}}}"#, w.closable), |w, p|;
    "/api/closing/save" May(CreateActs), Object,
        Json(r#"{{"input":{{"kind":"act","request":"{}","invoice":"{}"}}}}"#, w.key(), w.closable), |w, p|;
    "/api/closing/issue-now" May(IssueActs), Object,
        Json(r#"{{"input":{{"kind":"act","request":"{}","invoice":"{}"}}}}"#, w.key(), w.closable), |w, p|;
    "/api/closing/issue" May(IssueActs), Object,
        Form("input[kind]=act&input[id]={}&input[version]=0&input[request]={}", w.act_draft, w.key()), |w, p|;
    "/api/closing/issue-many" May(IssueActs), Done,
        Json(r#"{{"kind":"act","drafts":[{{"kind":"act","id":"{}","version":0,"request":"{}"}}]}}"#, w.act_draft, w.key()), |w, p|;
    "/api/closing/close-invoices" May(CreateActs), Done,
        Json(r#"{{"input":{{"kind":"act","invoices":[{{"invoice":"{}","request":"{}"}}],"date":"x","issue":false}}}}"#, w.closable, w.key()), |w, p|;
    "/api/closing/correct" May(IssueActs), Object,
        Json(r#"{{"input":{{"form":{{"kind":"act","id":"{}","request":"{}","invoice":"{}"}},"reason":"typed wrong"}}}}"#, w.act, w.key(), w.closable), |w, p|;
    "/api/closing/cancel" May(CancelActs), Object, Form("input[kind]=act&input[id]={}&input[reason]=", w.act), |w, p|;
    "/api/closing/send" May(CreateActs), Object,
        Form("input[kind]=act&input[request]={}&input[invoice]={}&then=draft", w.key(), w.closable), |w, p|;
    "/api/closing/try-invoices" May(CreateActs), Done,
        Json(r#"{{"kind":"act","invoices":["{}"],"date":""}}"#, w.closable), |w, p|;
    "/api/closing/delete" May(DeleteActs), Object, Form("kind=act&id={}", w.own_act(p)), |w, p|;
    "/api/closing/delete-many" May(DeleteActs), Done, Json(r#"{{"kind":"act","ids":["{}"]}}"#, w.act), |w, p|;
    "/api/closing/prepare-papers" May(ViewActs), Done,
        Json(r#"{{"kind":"act","ids":["{}"],"stamped":false}}"#, w.act), |w, p|;
    "/api/invoices/list" May(ViewInvoices), Done, Get(""), |w, p|;
    "/api/invoices/totals" May(ViewInvoices), Done, Get(""), |w, p|;
    "/api/invoices/get" May(ViewInvoices), Object, Get("id={}", w.issued), |w, p|;
    "/api/invoices/editor" May(EditInvoices), Object, Get("id={}", w.draft), |w, p|;
    "/api/invoices/correction" May(IssueInvoices), Object, Get("id={}", w.issued), |w, p|;
    "/api/invoices/correct" May(IssueInvoices), Object,
        Json(r#"{{"input":{{"form":{{"id":"{}","request":"{}"}},"reason":"typed wrong"}}}}"#, w.issued, w.key()), |w, p|;
    "/api/invoices/next-number" May(EditInvoices), Done,
        Get("organization={}&date=2026-11-24", w.organization), |w, p|;
    "/api/invoices/save" May(CreateInvoices), Done, Json(r#"{{"input":{{"request":"{}"}}}}"#, w.key()), |w, p|;
    "/api/invoices/issue-now" May(IssueInvoices), Done, Json(r#"{{"input":{{"request":"{}"}}}}"#, w.key()), |w, p|;
    "/api/invoices/issue" May(IssueInvoices), Object,
        Form("input[request]={}&input[id]={}&input[version]=0", w.key(), w.draft), |w, p|;
    "/api/invoices/issue-many" May(IssueInvoices), Done,
        Json(r#"{{"drafts":[{{"id":"{}","version":0,"request":"{}"}}]}}"#, w.draft, w.key()), |w, p|;
    "/api/invoices/delete-many" May(DeleteInvoices), Done, Json(r#"{{"ids":["{}"]}}"#, w.issued), |w, p|;
    "/api/invoices/prepare-papers" May(ViewInvoices), Done, Json(r#"{{"ids":["{}"],"stamped":false}}"#, w.issued), |w, p|;
    "/api/invoices/delete" May(DeleteInvoices), Object, Form("id={}", w.own_draft(p)), |w, p|;
    "/api/invoices/save-note" May(EditInvoices), Object,
        Form("input[id]={}&input[version]=0&input[internal_note]=a", w.issued), |w, p|;
    "/api/invoices/cancel" May(CancelInvoices), Object,
        Form("input[id]={}&input[reason]=because", w.cancellable), |w, p|;
    "/api/invoices/copy" May(CreateInvoices), Object, Form("input[request]={}&input[id]={}", w.key(), w.issued), |w, p|;
    "/api/contracts/list" May(ViewContracts), Done, Get("filter[q]=a&filter[expiring]=30"), |w, p|;
    "/api/contracts/totals" May(ViewContracts), Done, Get(""), |w, p|;
    "/api/contracts/get" May(ViewContracts), Object, Get("id={}", w.contract), |w, p|;
    "/api/contracts/editor" May(EditContracts), Object, Get("id={}", w.contract_draft), |w, p|;
    "/api/contracts/number" May(EditContracts), Done, Get("organization={}&date=2026-11-24", w.organization), |w, p|;
    "/api/contracts/choices" May(ViewContracts), Object, Get("client={}", w.client), |w, p|;
    "/api/contracts/preview" May(EditContracts), Object, Json(r#"{{"input":{{"id":"{}"}}}}"#, w.contract_draft), |w, p|;
    "/api/contracts/shortcodes" May(EditContracts), Object, Get("id={}", w.contract_draft), |w, p|;
    "/api/contracts/save" May(CreateContracts), Done, Form("input[request]={}&input[subject]=", w.key()), |w, p|;
    "/api/contracts/take-text" May(EditContracts), Object,
        Form("input[id]={}&input[version]=0&input[template]=none", w.contract_draft), |w, p|;
    "/api/contracts/issue" May(IssueContracts), Object, Form("input[id]={}&input[version]=0", w.contract_draft), |w, p|;
    "/api/contracts/terminate" May(CancelContracts), Object,
        Form("input[id]={}&input[version]=0&input[on]=2026-11-24&input[reason]=a", w.contract), |w, p|;
    "/api/contracts/cancel" May(CancelContracts), Object,
        Form("input[id]={}&input[version]=0&input[on]=2026-11-24&input[reason]=a", w.contract), |w, p|;
    "/api/contracts/delete" May(DeleteContracts), Object, Form("id={}", w.own_contract(p)), |w, p|;
    "/api/contracts/copy" May(CreateContracts), Object, Form("input[request]={}&input[id]={}", w.key(), w.contract), |w, p|;
    "/api/contract-types/list" May(ManageCompany), Done, Get(""), |w, p|;
    "/api/contract-types/offered" May(ViewContracts), Done, Get(""), |w, p|;
    "/api/contract-types/save" May(ManageCompany), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/contract-types/retire" May(ManageCompany), Missing, Form("input[id]={}&input[retired]=true", w.key()), |w, p|;
    "/api/contract-types/move" May(ManageCompany), Missing, Form("input[id]={}&input[down]=true", w.key()), |w, p|;
    "/api/contract-types/delete" May(ManageCompany), Missing, Form("id={}", w.key()), |w, p|;
    "/api/payments/list" May(ViewPayments), Done, Get("filter[q]=a"), |w, p|;
    "/api/payments/totals" May(ViewPayments), Done, Get(""), |w, p|;
    "/api/payments/show" May(ViewPayments), Object, Get("id={}", w.payment), |w, p|;
    "/api/payments/of_invoice" May(ViewPayments), Object, Get("invoice={}", w.issued), |w, p|;
    "/api/payments/new" May(RecordPayments), Object, Get("from[invoice]={}", w.issued), |w, p|;
    "/api/payments/record" May(RecordPayments), Object,
        Form("input[request]={}&input[client]={}&input[account]={}&input[date]=2026-11-24&input[mode]=cash&input[amount]=1",
            w.key(), w.client, w.account), |w, p|;
    "/api/payments/allocate" May(AllocatePayments), Object,
        Form("input[id]={}&input[version]=0", w.payment), |w, p|;
    "/api/payments/release" May(AllocatePayments), Object,
        Form("input[id]={}&input[version]=0&input[invoice]={}", w.payment, w.issued), |w, p|;
    "/api/payments/use_advance" May(AllocatePayments), Object,
        Form("input[invoice]={}&input[version]=0&input[amount]=1", w.issued), |w, p|;
    "/api/payments/refund" May(RecordPayments), Object,
        Form("input[request]={}&input[id]={}&input[version]=0&input[amount]=0", w.key(), w.payment), |w, p|;
    "/api/payments/reverse" May(ReversePayments), Object,
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
    "/api/catalog/save" May(CreateCatalogue), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/catalog/add" May(CreateCatalogue), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/catalog/archive" May(DeleteCatalogue), Done, Form("id={}", w.item), |w, p|;
    "/api/catalog/restore" May(DeleteCatalogue), Done, Form("id={}", w.item), |w, p|;
    "/api/mailbox/show" May(ManageMail), Done, Get(""), |w, p|;
    "/api/mailbox/save-server" May(ManageMail), Done, Form("input[host]="), |w, p|;
    "/api/mailbox/save-sender" May(ManageMail), Done, Form("input[organization]={}&input[name]=", w.organization), |w, p|;
    "/api/mailbox/try" May(ManageMail), Done, Form("input[address]="), |w, p|;
    "/api/outbox/list" May(ManageMail), Done, Get("filter[q]=a"), |w, p|;
    "/api/outbox/letter" May(SendMail), Object, Get("id={}", w.letter), |w, p|;
    "/api/outbox/retry" May(SendMail), Object, Form("id={}", w.outbox), |w, p|;
    "/api/outbox/cancel" May(SendMail), Object, Form("id={}", w.outbox), |w, p|;
    "/api/sending/open" May(SendMail), Object, Get("paper=invoice.{}", w.issued), |w, p|;
    "/api/sending/send" May(SendMail), Object,
        Form("input[request]={}&input[paper]=invoice.{}&input[more]=a@example.com&input[subject]=a&input[text]=a", w.key(), w.issued), |w, p|;
    "/api/sending/send-invoices" May(SendMail), Done,
        Json(r#"{{"all":[{{"id":"{}","request":"{}"}}]}}"#, w.issued, w.key()), |w, p|;
    "/api/sending/mails" May(ViewInvoices), Object, Get("paper=invoice.{}", w.issued), |w, p|;
    "/api/sending/pause" May(SendMail), Object, Form("paper=invoice.{}&paused=true", w.issued), |w, p|;
    "/api/sending/client-paused" May(ViewClients), Object, Get("client={}", w.client), |w, p|;
    "/api/sending/pause-client" May(SendMail), Object, Form("client={}&paused=true", w.client), |w, p|;
    "/api/payments/open-sending" May(SendMail), Object, Get("id={}", w.payment), |w, p|;
    "/api/payments/send" May(SendMail), Object,
        Form("input[request]={}&input[paper]=payment_confirmation.{}", w.key(), w.payment), |w, p|;
    "/api/payments/mails" May(ViewPayments), Object, Get("id={}", w.payment), |w, p|;
    "/api/statements/open-sending" May(SendMail), Object, Get("client={}&query=", w.client), |w, p|;
    "/api/statements/send" May(SendMail), Object,
        Form("input[request]={}&input[paper]=statement.{}", w.key(), w.client), |w, p|;
    "/api/statements/mails" May(ViewPayments), Object, Get("client={}", w.client), |w, p|;
    "/api/sending/rules" May(ManageMail), Done, Get(""), |w, p|;
    "/api/sending/save-rule" May(ManageMail), Done, Form("input[request]={}&input[kind]=", w.key()), |w, p|;
    "/api/sending/delete-rule" May(ManageMail), Missing, Form("id={}", w.key()), |w, p|;
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
    "/api/users/invite" May(ManageUsers), Done, Form("id={}", w.user(Person::Manager)), |w, p|;
    "/api/roles/list" May(ManageUsers), Done, Get(""), |w, p|;
    "/api/roles/offered" May(ManageUsers), Done, Get(""), |w, p|;
    "/api/roles/show" May(ManageUsers), Done, Get("id={}", Role::Manager.id()), |w, p|;
    "/api/roles/form" May(ManageUsers), Done, Get("copy={}", Role::Manager.id()), |w, p|;
    "/api/roles/save" May(ManageUsers), Done, Form("input[request]={}&input[name]=", w.key()), |w, p|;
    "/api/roles/delete" May(ManageUsers), Missing, Form("id={}", w.key()), |w, p|;
    "/api/users/pick" May(ViewClients), Done, Get(""), |w, p|;
    "/api/setup/run" Nobody, Missing, Form("input[setup_code]=000000"), |w, p|;
    "/api/view/language" Nobody, Done, Form("lang=en"), |w, p|;
    "/api/view/theme" Nobody, Done, Form("theme=dark"), |w, p|;
    "/api/view/columns" Nobody, Done, Form("list=/payments&key=mode"), |w, p|;
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
    "/api/session/reset-possible" Nobody, Done, Get(""), |w, p|;
    "/api/session/ask-reset" Nobody, Done, Form("input[email]=nobody@example.com"), |w, p|;
    "/api/access/open" Nobody, Done, Get("token=0"), |w, p|;
    "/api/access/use" Nobody, Done, Form("input[token]=0&input[password]=violet+tractor+8"), |w, p|;
    "/api/session/sign-in" Nobody, Done, Form("input[email]=nobody@example.com&input[password]=wrong"), |w, p|;
    "/api/cabinet/session/sign-in" Nobody, Done, Form("input[email]=nobody@example.com&input[password]=wrong"), |w, p|;
    "/api/cabinet/session/change-over" Visitor, Missing, Form("contact={}", w.key()), |w, p|;
    "/api/cabinet/session/entrances" Visitor, Done, Get(""), |w, p|;
    "/api/cabinet/session/ended-look" Nobody, Done, Get(""), |w, p|;
    "/api/cabinet/session/reset-possible" Nobody, Done, Get(""), |w, p|;
    "/api/cabinet/session/ask-reset" Nobody, Done, Form("input[email]=nobody@example.com"), |w, p|;
    "/api/cabinet/access/open" Nobody, Done, Get("token=0"), |w, p|;
    "/api/cabinet/access/use" Nobody, Done, Form("input[token]=0&input[password]=violet+tractor+8"), |w, p|;
    "/api/cabinet/view/language" Nobody, Done, Form("lang=en"), |w, p|;
    "/api/cabinet/view/theme" Nobody, Done, Form("theme=dark"), |w, p|;
    "/api/cabinet/profile/show" Visitor, Done, Get(""), |w, p|;
    "/api/cabinet/profile/save" Visitor, Done, Form("input[version]=0"), |w, p|;
    "/api/cabinet/profile/password" Visitor, Done,
        Form("input[current_password]=wrong&input[password]=violet+tractor+8&input[password_again]=violet+tractor+8"), |w, p|;
    "/api/cabinet/profile/sessions" Visitor, Done, Get(""), |w, p|;
    "/api/cabinet/profile/end-session" Visitor, Missing, Form("id={}", w.key()), |w, p|;
    "/api/cabinet/profile/end-other-sessions" Visitor, Done, Form(""), |w, p|;
    "/api/cabinet/requisites/show" Visitor, Done, Get(""), |w, p|;
    "/api/cabinet/requisites/ask" Visitor, Done, Form("input[request]={}&input[email]=nobody", w.key()), |w, p|;
    "/api/cabinet/home" Visitor, Done, Get(""), |w, p|;
    "/api/cabinet/papers/list" Cabinet(CabinetRight::Invoices), Done, Get("filter[kind]=invoice&filter[q]=1"), |w, p|;
    "/api/cabinet/papers/show" Cabinet(CabinetRight::Invoices), Object, Get("kind=invoice&id={}", w.issued), |w, p|;
    "/api/cabinet/signing/answers" Cabinet(CabinetRight::Acts), Object, Get("kind=act&id={}", w.act), |w, p|;
    "/api/cabinet/signing/sheet" Cabinet(CabinetRight::Acts), Object, Get("kind=act&id={}", w.act), |w, p|;
    "/api/cabinet/signing/sign" Cabinet(CabinetRight::Acts), Object,
        Form("input[request]={}&input[kind]=act&input[id]={}&input[revision]=0&input[agreement]=0&input[lang]=en&input[name]=A&input[consent]=true",
            w.key(), w.act), |w, p|;
    "/api/cabinet/signing/refuse" Cabinet(CabinetRight::Acts), Object,
        Form("input[request]={}&input[kind]=act&input[id]={}&input[revision]=0&input[name]=A&input[reason]=a", w.key(), w.act), |w, p|;
    "/api/cabinet/files/list" Cabinet(CabinetRight::Files), Done, Get("filter[q]=a"), |w, p|;
    "/api/cabinet/files/limits" Cabinet(CabinetRight::Files), Done, Get(""), |w, p|;
    "/api/cabinet/payments/list" Cabinet(CabinetRight::Payments), Done, Get("filter[period]=year"), |w, p|;
    "/api/cabinet/statement/show" Cabinet(CabinetRight::Payments), Done, Get("filter[period]=all"), |w, p|;
    // The last ones: they end the sessions the others need.
    "/api/cabinet/session/stop-looking" Nobody, Done, Form(""), |w, p|;
    "/api/cabinet/session/sign-out" Nobody, Done, Form(""), |w, p|;
    "/api/session/sign-out" Nobody, Done, Form(""), |w, p|;
};
