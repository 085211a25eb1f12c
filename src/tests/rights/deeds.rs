//! Creating, changing and deleting are rights of their own: each alone opens exactly what it is called after, and without it exactly that is
//! refused and not offered.

use super::table::Call;
use super::world::{Person, World};
use crate::kernel::actor::{Right, Rights};
use crate::kernel::ids::ClientId;
use crate::kernel::rights::{Deed, RIGHTS, missing};
use crate::platform::db::Sql;
use crate::support::tickets::forms::{OPEN, answer_address};
use crate::tests::{TestEnv, on_both_engines};
use Right::{
    AllocatePayments, CancelInvoices, CreateActs, CreateCatalogue, CreateClients, CreateContracts, CreateDeliveryNotes,
    CreateExpenses, CreateInvoices, CreateLeads, CreateTickets, DeleteActs, DeleteCatalogue, DeleteClients,
    DeleteContracts, DeleteDeliveryNotes, DeleteExpenses, DeleteInvoices, DeleteLeads, EditActs, EditCatalogue,
    EditClients, EditContracts, EditDeliveryNotes, EditExpenses, EditInvoices, EditLeads, EditTickets, IssueActs,
    IssueInvoices, RecordPayments, ReversePayments, ViewExpenses,
};

/// Whose role is changed here.
const SOMEBODY: Option<Person> = Some(Person::Manager);

/// What is asked, and all it takes beside seeing what it is about.
struct Row {
    takes: &'static [Right],
    ask: fn(&World) -> (String, Call),
}

macro_rules! rows {
    ($([$($right:ident),+] $path:literal, $how:ident($($text:tt)*), |$w:ident|);+ $(;)?) => {
        &[$(Row {
            takes: &[$($right),+],
            ask: |$w| { let _ = $w; ($path.to_owned(), Call::$how(format!($($text)*))) },
        }),+]
    };
}

const ROWS: &[Row] = rows! {
    [CreateClients] "/api/clients/form", Get(""), |w|;
    [CreateClients] "/api/clients/save", Form("input[request]={}&input[name]=", w.key()), |w|;
    [CreateClients] "/api/clients/add", Form("input[request]={}&input[name]=", w.key()), |w|;
    [EditClients] "/api/clients/form", Get("id={}", w.client), |w|;
    [EditClients] "/api/clients/directories", Get(""), |w|;
    [EditClients] "/api/clients/save", Form("input[id]={}&input[version]=0&input[name]=", w.client), |w|;
    [EditClients] "/api/clients/save-notes", Form("input[id]={}&input[version]=0&input[notes]=a", w.client), |w|;
    [EditClients] "/api/clients/change-many", Form("input[ids][0]={}&input[step]=into_group&input[of]=x", w.spare), |w|;
    [EditClients] "/api/contacts/form", Get("client={}", w.client), |w|;
    [DeleteClients] "/api/clients/change-many", Form("input[ids][0]={}&input[step]=archive", w.spare), |w|;
    [DeleteClients] "/api/clients/archive", Form("id={}", w.spare), |w|;
    [DeleteClients] "/api/clients/restore", Form("id={}", w.spare), |w|;
    [CreateLeads] "/api/leads/form", Get(""), |w|;
    [CreateLeads] "/api/leads/save", Form("input[request]={}&input[name]=A&input[currency]=EUR", w.key()), |w|;
    [EditLeads] "/api/leads/form", Get("id={}", w.lead), |w|;
    [EditLeads] "/api/leads/save", Form("input[id]={}&input[version]=0&input[name]=A&input[currency]=EUR", w.lead), |w|;
    [EditLeads] "/api/leads/move", Form("input[id]={}&input[status]=", w.lead), |w|;
    [EditLeads] "/api/leads/give-up", Form("input[id]={}&input[version]=0&input[how]=lost&input[reason]=a", w.lead), |w|;
    [EditLeads, CreateClients] "/api/leads/convert",
        Form("input[request]={}&input[lead]={}&input[version]=0&input[kind]=company&input[name]=A&input[currency]=EUR&input[lang]=en",
            w.key(), w.lead), |w|;
    [EditLeads, EditClients] "/api/leads/connect",
        Form("input[request]={}&input[lead]={}&input[version]=0&input[client]={}", w.key(), w.lead, w.client), |w|;
    [DeleteLeads] "/api/leads/delete", Form("id={}", w.own_lead(Person::Manager)), |w|;
    [CreateContracts] "/api/contracts/editor", Get("from[client]={}", w.client), |w|;
    [CreateContracts] "/api/contracts/save", Form("input[request]={}&input[subject]=", w.key()), |w|;
    [CreateContracts] "/api/contracts/copy", Form("input[request]={}&input[id]={}", w.key(), w.contract), |w|;
    [EditContracts] "/api/contracts/editor", Get("id={}", w.contract_draft), |w|;
    [EditContracts] "/api/contracts/save", Form("input[id]={}&input[version]=0&input[subject]=", w.contract_draft), |w|;
    [EditContracts] "/api/contracts/take-text", Form("input[id]={}&input[version]=0&input[template]=none", w.contract_draft), |w|;
    [DeleteContracts] "/api/contracts/delete", Form("id={}", w.own_contract(Person::Manager)), |w|;
    [CreateInvoices] "/api/invoices/editor", Get("client={}", w.client), |w|;
    [CreateInvoices] "/api/invoices/save", Json(r#"{{"input":{{"request":"{}"}}}}"#, w.key()), |w|;
    [CreateInvoices] "/api/invoices/copy", Form("input[request]={}&input[id]={}", w.key(), w.issued), |w|;
    [CreateInvoices, IssueInvoices] "/api/invoices/issue-now", Json(r#"{{"input":{{"request":"{}"}}}}"#, w.key()), |w|;
    [CreateInvoices, ViewExpenses] "/api/invoices/bill-expense",
        Form("input[request]={}&input[expense]={}&input[invoice]=", w.key(), w.expense), |w|;
    [EditInvoices] "/api/invoices/editor", Get("id={}", w.draft), |w|;
    [EditInvoices] "/api/invoices/save", Json(r#"{{"input":{{"id":"{}"}}}}"#, w.draft), |w|;
    [EditInvoices] "/api/invoices/save-note", Form("input[id]={}&input[version]=0&input[internal_note]=a", w.issued), |w|;
    [EditInvoices, IssueInvoices] "/api/invoices/issue-now", Json(r#"{{"input":{{"id":"{}"}}}}"#, w.draft), |w|;
    [EditInvoices, IssueInvoices] "/api/invoices/correct",
        Json(r#"{{"input":{{"form":{{"id":"{}","request":"{}"}},"reason":"typed wrong"}}}}"#, w.issued, w.key()), |w|;
    [EditInvoices, ViewExpenses] "/api/invoices/bill-expense",
        Form("input[request]={}&input[expense]={}&input[invoice]={}", w.key(), w.expense, w.issued), |w|;
    [DeleteInvoices] "/api/invoices/delete-many", Json(r#"{{"ids":["{}"]}}"#, w.issued), |w|;
    [DeleteInvoices] "/api/invoices/delete", Form("id={}", w.own_draft(Person::Manager)), |w|;
    [CreateActs] "/api/closing/new", Get("kind=act&invoice={}", w.closable), |w|;
    [CreateActs] "/api/closing/save", Json(r#"{{"input":{{"kind":"act","request":"{}","invoice":"{}"}}}}"#, w.key(), w.closable), |w|;
    [CreateActs] "/api/closing/send",
        Form("input[kind]=act&input[request]={}&input[invoice]={}&then=draft", w.key(), w.closable), |w|;
    [CreateActs] "/api/closing/close-invoices",
        Json(r#"{{"input":{{"kind":"act","invoices":[{{"invoice":"{}","request":"{}"}}],"date":"x","issue":false}}}}"#, w.closable, w.key()), |w|;
    [CreateActs, IssueActs] "/api/closing/issue-now",
        Json(r#"{{"input":{{"kind":"act","request":"{}","invoice":"{}"}}}}"#, w.key(), w.closable), |w|;
    [EditActs] "/api/closing/editor", Get("kind=act&id={}", w.act_draft), |w|;
    [EditActs] "/api/closing/save", Json(r#"{{"input":{{"kind":"act","id":"{}","invoice":"{}"}}}}"#, w.act_draft, w.closable), |w|;
    [EditActs] "/api/signatures/record",
        Form("input[kind]=act&input[id]={}&input[version]=0&input[step]=ours&input[date]=2026-11-24", w.act), |w|;
    [EditActs, IssueActs] "/api/closing/correct",
        Json(r#"{{"input":{{"form":{{"kind":"act","id":"{}","request":"{}","invoice":"{}"}},"reason":"typed wrong"}}}}"#, w.act, w.key(), w.closable), |w|;
    [DeleteActs] "/api/closing/delete-many", Json(r#"{{"kind":"act","ids":["{}"]}}"#, w.act), |w|;
    [DeleteActs] "/api/closing/delete", Form("kind=act&id={}", w.own_act(Person::Manager)), |w|;
    [CreateDeliveryNotes] "/api/closing/new", Get("kind=delivery_note&invoice={}", w.closable), |w|;
    [EditDeliveryNotes] "/api/closing/editor", Get("kind=delivery_note&id={}", w.act_draft), |w|;
    [DeleteDeliveryNotes] "/api/closing/delete", Form("kind=delivery_note&id={}", w.act_draft), |w|;
    [RecordPayments] "/api/payments/new", Get("from[invoice]={}", w.issued), |w|;
    [RecordPayments] "/api/payments/refund",
        Form("input[request]={}&input[id]={}&input[version]=0&input[amount]=0", w.key(), w.payment), |w|;
    [AllocatePayments] "/api/payments/allocate", Form("input[id]={}&input[version]=0", w.payment), |w|;
    [AllocatePayments] "/api/payments/release", Form("input[id]={}&input[version]=0&input[invoice]={}", w.payment, w.issued), |w|;
    [AllocatePayments] "/api/payments/use_advance", Form("input[invoice]={}&input[version]=0&input[amount]=1", w.issued), |w|;
    [AllocatePayments, CancelInvoices] "/api/payments/cancelling", Get("invoice={}", w.issued), |w|;
    [ReversePayments] "/api/payments/reverse", Form("input[id]={}&input[version]=0&input[reason]=a", w.payment), |w|;
    [CreateExpenses] "/api/expenses/form", Get(""), |w|;
    [CreateExpenses] "/api/expenses/save", Form("input[request]={}&input[name]=", w.key()), |w|;
    [EditExpenses] "/api/expenses/form", Get("id={}", w.expense), |w|;
    [EditExpenses] "/api/expenses/save", Form("input[id]={}&input[version]=0&input[name]=", w.expense), |w|;
    [DeleteExpenses] "/api/expenses/delete", Form("id={}", w.own_expense(Person::Manager)), |w|;
    [CreateTickets] "/api/tickets/form", Get("client={}", w.client), |w|;
    [EditTickets] "/api/tickets/save",
        Form("input[id]={}&input[version]=0&input[subject]=A&input[status]=open&input[priority]=low", w.ticket), |w|;
    [EditTickets] "/api/tickets/set-status", Form("input[id]={}&input[status]=on_hold", w.ticket), |w|;
    [CreateCatalogue] "/api/catalog/form", Get(""), |w|;
    [CreateCatalogue] "/api/catalog/add", Form("input[request]={}&input[name]=", w.key()), |w|;
    [EditCatalogue] "/api/catalog/form", Get("id={}", w.item), |w|;
    [EditCatalogue] "/api/catalog/save", Form("input[id]={}&input[version]=0&input[name]=", w.item), |w|;
    [DeleteCatalogue] "/api/catalog/archive", Form("id={}", w.item), |w|;
    [DeleteCatalogue] "/api/catalog/restore", Form("id={}", w.item), |w|;
};

/// Forms with files, which routes of their own take.
const ROUTES: &[Row] = &[
    Row {
        takes: &[CreateTickets],
        ask: |_| (OPEN.to_owned(), Call::Form(String::new())),
    },
    Row {
        takes: &[EditTickets],
        ask: |w| (answer_address(w.ticket), Call::Form(String::new())),
    },
];

/// The rights that are told apart here.
fn told_apart() -> impl Iterator<Item = Right> {
    let is_one = |right: &Right| rows().any(|row| row.takes.contains(right));
    let others = [CancelInvoices, IssueActs, IssueInvoices, ViewExpenses];
    Right::ALL
        .into_iter()
        .filter(is_one)
        .filter(move |right| !others.contains(right))
}

fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().chain(ROUTES)
}

/// Rights with those without which they are of no use.
fn whole(rights: &[Right]) -> Rights {
    let mut all: Rights = rights.iter().copied().collect();
    loop {
        let lacking = missing(all);
        if lacking.is_empty() {
            return all;
        }
        let lacks = |right: &Right| lacking.iter().any(|entry| entry.right == *right);
        all = Right::ALL
            .into_iter()
            .filter(|right| all.holds(*right) || lacks(right))
            .collect();
    }
}

fn all_but(right: Right) -> Rights {
    Right::ALL.into_iter().filter(|other| *other != right).collect()
}

/// From now on somebody may do this and nothing else: the role is read with every request.
async fn let_do(env: &TestEnv, rights: Rights) {
    let sql = format!("UPDATE roles SET rights = {} WHERE code = 'manager'", rights.bits());
    Sql::raw(sql).outside_transaction(&env.ctx.db).await.unwrap();
}

async fn is_refused(world: &World, row: &Row) -> bool {
    let (path, call) = (row.ask)(world);
    let status = world.call(&path, &call, SOMEBODY).await.status;
    assert!(status < 500 && status != 401, "{path}: {status}");
    status == 403
}

#[test]
fn each_right_to_create_change_or_delete_is_asked_about() {
    for entry in RIGHTS {
        let is_deed = matches!(entry.deed, Deed::Create | Deed::Edit | Deed::Delete);
        let is_setting = entry.needs.is_empty();
        if is_deed && !is_setting {
            assert!(told_apart().any(|right| right == entry.right), "{}", entry.code);
        }
    }
}

#[tokio::test]
async fn each_right_alone_opens_its_deed_and_no_other() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let mut wrong = Vec::new();
        for right in told_apart() {
            let rights = whole(&[right]);
            let_do(&env, rights).await;
            for row in rows() {
                let is_open = row.takes.iter().all(|needed| rights.holds(*needed));
                if is_refused(&world, row).await == is_open {
                    wrong.push(format!("{} {:?} with {right:?}", (row.ask)(&world).0, row.takes));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    })
    .await;
}

#[tokio::test]
async fn what_it_takes_is_enough_and_each_of_it_is_needed() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for row in rows() {
            let path = (row.ask)(&world).0;
            for right in row.takes {
                let_do(&env, all_but(*right)).await;
                assert!(is_refused(&world, row).await, "{path} without {right:?}");
            }
            let_do(&env, whole(row.takes)).await;
            assert!(!is_refused(&world, row).await, "{path} with {:?}", row.takes);
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_is_offered_to_make_what_he_may_not() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        for (right, list, form) in [
            (CreateClients, "/clients", "/clients/new"),
            (CreateLeads, "/leads", "/leads/new"),
            (CreateContracts, "/contracts", "/contracts/new"),
            (CreateInvoices, "/invoices", "/invoices/new"),
            (CreateActs, "/acts", "/acts/new"),
            (CreateActs, "/acts", "/acts/batch"),
            (CreateDeliveryNotes, "/delivery-notes", "/delivery-notes/new"),
            (RecordPayments, "/payments", "/payments/new"),
            (CreateExpenses, "/expenses", "/expenses/new"),
            (CreateTickets, "/support", "/support/new"),
            (CreateCatalogue, "/catalogue", "/catalogue/new"),
        ] {
            let link = format!("href=\"{form}\"");
            let_do(&env, whole(&[right])).await;
            assert!(world.page(list, SOMEBODY).await.text.contains(&link), "{form}");
            assert_eq!(world.page(form, SOMEBODY).await.status, 200, "{form}");
            let_do(&env, all_but(right)).await;
            // In the whole page: the quick ways in its head too.
            assert!(!world.page(list, SOMEBODY).await.text.contains(&link), "{form}");
            let refused = world.page(form, SOMEBODY).await;
            assert_eq!(refused.status, 403, "{form}");
            assert!(refused.text.contains("nav-side"), "{form}: the frame");
        }
    })
    .await;
}

/// Steps of an object's page, by what of them stands in it.
#[tokio::test]
async fn a_page_offers_what_would_not_be_refused() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let client: ClientId = world.client;
        for (right, page, step) in [
            (
                EditClients,
                format!("/clients/{client}"),
                format!("/clients/{client}/edit"),
            ),
            (
                DeleteClients,
                format!("/clients/{client}"),
                "/api/clients/archive".into(),
            ),
            (EditLeads, format!("/leads/{}", world.lead), "/api/leads/give-up".into()),
            (
                DeleteLeads,
                format!("/leads/{}", world.lead),
                "/api/leads/delete".into(),
            ),
            (
                EditContracts,
                format!("/contracts/{}", world.contract_draft),
                format!("/contracts/{}/edit", world.contract_draft),
            ),
            (
                DeleteContracts,
                format!("/contracts/{}", world.contract_draft),
                "/api/contracts/delete".into(),
            ),
            (
                CreateContracts,
                format!("/contracts/{}", world.contract),
                "/api/contracts/copy".into(),
            ),
            (
                EditInvoices,
                format!("/invoices/{}", world.draft),
                format!("/invoices/{}/edit", world.draft),
            ),
            (
                EditInvoices,
                format!("/invoices/{}", world.issued),
                format!("/invoices/{}/correct", world.issued),
            ),
            (
                DeleteInvoices,
                format!("/invoices/{}", world.draft),
                "/api/invoices/delete".into(),
            ),
            (
                CreateInvoices,
                format!("/invoices/{}", world.issued),
                "/api/invoices/copy".into(),
            ),
            (
                EditActs,
                format!("/acts/{}", world.act_draft),
                format!("/acts/{}/edit", world.act_draft),
            ),
            (
                DeleteActs,
                format!("/acts/{}", world.act_draft),
                "/api/closing/delete".into(),
            ),
            (
                AllocatePayments,
                format!("/payments/{}", world.payment),
                "/api/payments/allocate".into(),
            ),
            (
                ReversePayments,
                format!("/payments/{}", world.payment),
                "/api/payments/reverse".into(),
            ),
            (
                EditExpenses,
                format!("/expenses/{}", world.expense),
                format!("/expenses/{}/edit", world.expense),
            ),
            (
                DeleteExpenses,
                format!("/expenses/{}", world.expense),
                "/api/expenses/delete".into(),
            ),
            (
                EditCatalogue,
                format!("/catalogue/{}", world.item),
                format!("/catalogue/{}/edit", world.item),
            ),
            (
                DeleteCatalogue,
                format!("/catalogue/{}", world.item),
                "/api/catalog/archive".into(),
            ),
        ] {
            let offered = async || {
                let page = world.page(&page, SOMEBODY).await;
                assert_eq!(page.status, 200, "{}", page.text);
                page.text.contains(&format!("\"{step}\""))
            };
            let_do(&env, Rights::all()).await;
            assert!(offered().await, "{step} with every right");
            let_do(&env, all_but(right)).await;
            assert!(!offered().await, "{step} without {right:?}");
        }
    })
    .await;
}
