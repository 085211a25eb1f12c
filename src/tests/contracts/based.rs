//! Invoices that go back to a contract.

use super::{draft, end, form, issued, opened, stored};
use crate::documents::contracts::actions;
use crate::documents::contracts::model::SaveContract;
use crate::documents::invoices;
use crate::documents::invoices::model::{InvoiceFilter, SaveInvoice};
use crate::documents::invoices::store::Search;
use crate::error::AppError;
use crate::kernel::actor::Scope;
use crate::kernel::ids::ContractId;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::tests::invoices::{Office, client, issue, office, problem};
use crate::tests::{TestEnv, on_both_engines};

fn invoice(ctx: &Ctx, office: &Office, contract: ContractId) -> SaveInvoice {
    SaveInvoice {
        contract: contract.to_string(),
        ..office.form(ctx, "100")
    }
}

#[tokio::test]
async fn an_invoice_names_its_contract_and_prints_it() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let contract = issued(ctx, &office, "консультації").await;
        let id = invoices::actions::save_draft(ctx, invoice(ctx, &office, contract))
            .await
            .unwrap()
            .id;
        let basis = invoices::actions::paper(ctx, id).await.unwrap().contract.unwrap();
        assert_eq!(
            (basis.number.as_str(), basis.subject.as_str()),
            ("00001", "консультації")
        );
        issue(ctx, id).await.unwrap();
        let sheet = invoices::actions::sheet(ctx, id, None).await.unwrap();
        assert_eq!(sheet.invoice.contract, Some(contract));
        assert!(sheet.html.html.contains("00001"), "{}", sheet.html.html);
        assert_eq!(sheet.paper.contract.unwrap(), basis, "frozen");
        let named = InvoiceFilter {
            contract: Some(contract),
            ..InvoiceFilter::default()
        };
        let rows = invoices::actions::list(ctx, &named).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
        let sums = invoices::actions::totals(ctx, &named).await.unwrap();
        assert_eq!(sums[0].invoices, 1);
        let today = "2026-11-24".parse().unwrap();
        let sql = invoices::store::list(&named, Scope::All, today, Search::Nothing);
        let plan = sql.plan(&ctx.db).await.unwrap();
        assert!(plan.contains("invoices_by_contract"), "{plan}");
        let other = InvoiceFilter {
            contract: Some(ctx.new_id()),
            ..InvoiceFilter::default()
        };
        assert_eq!(invoices::actions::totals(ctx, &other).await.unwrap(), []);
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn a_contract_of_others_is_no_choice() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let unknown = ("contract".to_owned(), Problem::UnknownChoice);
        let strangers = SaveContract {
            client: client(ctx, "ФОП Їжак").await.to_string(),
            ..form(ctx, &office, "чуже")
        };
        let strangers = actions::save(ctx, strangers).await.unwrap().id;
        for id in [strangers, ctx.new_id()] {
            let form = invoice(ctx, &office, id);
            assert_eq!(problem(invoices::actions::save_draft(ctx, form).await), unknown);
        }
        let gone = issued(ctx, &office, "скасований").await;
        let kept = invoices::actions::save_draft(ctx, invoice(ctx, &office, gone))
            .await
            .unwrap()
            .id;
        actions::cancel(ctx, end(ctx, gone).await).await.unwrap();
        let cancelled = ("contract".to_owned(), Problem::AlreadyCancelled);
        let form = invoice(ctx, &office, gone);
        assert_eq!(problem(invoices::actions::issue_now(ctx, form).await), cancelled);
        assert_eq!(problem(issue(ctx, kept).await), cancelled, "also what was saved before");
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn what_an_invoice_names_keeps_its_parties() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = draft(ctx, &office, "послуги").await.id;
        let other = client(ctx, "ФОП Їжак").await;
        let moved = async || SaveContract {
            client: other.to_string(),
            ..opened(ctx, id).await
        };
        actions::save(ctx, moved().await).await.unwrap();
        let back = SaveContract {
            client: office.client.to_string(),
            ..opened(ctx, id).await
        };
        actions::save(ctx, back).await.unwrap();
        let named = invoices::actions::save_draft(ctx, invoice(ctx, &office, id))
            .await
            .unwrap()
            .id;
        assert!(stored(ctx, id).await.is_named);
        assert_eq!(
            problem(actions::save(ctx, moved().await).await),
            ("client".to_owned(), Problem::InUse)
        );
        assert_eq!(
            problem(actions::delete_draft(ctx, id).await),
            ("lifecycle".to_owned(), Problem::InUse)
        );
        invoices::actions::delete_draft(ctx, named).await.unwrap();
        actions::delete_draft(ctx, id).await.unwrap();
        assert_eq!(actions::sheet(ctx, id).await.unwrap_err(), AppError::NotFound);
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn a_new_invoice_begins_with_the_contract_of_the_last_one_or_the_only_valid() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let begun_from = async |contract| {
            let client = Some(office.client);
            let editor = invoices::actions::editor(ctx, None, client, contract).await.unwrap();
            editor.form.contract
        };
        let begun = async || begun_from(None).await;
        draft(ctx, &office, "чернетка").await;
        assert_eq!(begun().await, "", "a draft is not valid yet");
        let later = SaveContract {
            date: "2026-11-25".into(),
            ..form(ctx, &office, "завтрашній")
        };
        let later = actions::save(ctx, later).await.unwrap().id;
        super::issue(ctx, later).await.unwrap();
        assert_eq!(begun().await, "", "tomorrow's is not concluded yet");
        assert_eq!(
            begun_from(Some(later)).await,
            later.to_string(),
            "by hand it can be chosen"
        );
        let first = issued(ctx, &office, "перший").await;
        assert_eq!(begun().await, first.to_string(), "the only one");
        let second = issued(ctx, &office, "другий").await;
        assert_eq!(begun().await, "", "two of them");
        assert_eq!(
            begun_from(Some(first)).await,
            first.to_string(),
            "one came from its page"
        );
        invoices::actions::issue_now(ctx, invoice(ctx, &office, second))
            .await
            .unwrap();
        assert_eq!(begun().await, second.to_string(), "as in the last invoice");
        actions::terminate(ctx, end(ctx, second).await).await.unwrap();
        assert_eq!(
            begun().await,
            first.to_string(),
            "the other one is the only valid one now"
        );
        let choices = actions::choices(ctx, office.client).await.unwrap();
        assert_eq!(choices.len(), 4, "{choices:?}");
    })
    .await;
}
