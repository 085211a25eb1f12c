//! Lists narrowed to one own company.

use std::collections::BTreeSet;

use super::history::second_company;
use super::lists::{many_invoices, one_of_each, totals_of};
use super::note::colleague;
use super::office;
use crate::company::organization;
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{Cancellation, InvoiceFilter, InvoiceSort, InvoiceState};
use crate::documents::invoices::store::{self, Search};
use crate::kernel::actor::Scope;
use crate::kernel::ids::OrganizationId;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::{gather_statistics, on_both_engines};

/// Gives some of the invoices to another company by hand.
async fn handed_over(ctx: &Ctx, which: &str) -> OrganizationId {
    let (second, _) = second_company(ctx).await;
    for statement in [
        format!(
            "UPDATE invoices SET organization_id = (SELECT id FROM organizations WHERE name = 'Друга') WHERE {which}"
        ),
        "DELETE FROM invoice_totals".to_owned(),
        "INSERT INTO invoice_totals (organization_id, currency, part, invoices, total, paid) \
         SELECT organization_id, currency, 0, COUNT(*), CAST(SUM(total) AS BIGINT), CAST(SUM(paid) AS BIGINT) \
         FROM invoices WHERE lifecycle = 'issued' GROUP BY organization_id, currency"
            .to_owned(),
    ] {
        Sql::raw(statement).outside_transaction(&ctx.db).await.unwrap();
    }
    gather_statistics(ctx).await;
    second.parse().unwrap()
}

#[tokio::test]
async fn a_list_of_one_company_has_its_papers_and_their_sums() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        one_of_each(ctx, &office).await;
        let second = handed_over(ctx, "total IN (200, 400)").await;
        let of = |organization| InvoiceFilter {
            organization: Some(organization),
            ..InvoiceFilter::default()
        };
        assert_eq!(totals_of(ctx, of(second)).await, [400, 200]);
        assert_eq!(totals_of(ctx, of(office.organization)).await, [600, 500, 300, 100]);
        let unpaid = InvoiceFilter {
            state: Some(InvoiceState::Unpaid),
            sort: Some(InvoiceSort::Total),
            ..of(office.organization)
        };
        assert_eq!(totals_of(ctx, unpaid.clone()).await, [300, 600]);
        let sums = actions::totals(ctx, &of(second)).await.unwrap().remove(0);
        assert_eq!((sums.invoices, sums.total.minor(), sums.paid.minor()), (2, 600, 400));
        // What is cancelled is taken from another part of the total than that in which all stands now.
        let open = actions::list(ctx, &unpaid).await.unwrap().rows;
        let cancellation = Cancellation {
            id: open.iter().find(|row| row.paid.is_zero()).unwrap().id,
            reason: "помилка".into(),
        };
        actions::cancel(ctx, cancellation).await.unwrap();
        let today = "2026-11-24".parse().unwrap();
        let whole = InvoiceFilter::default();
        for filter in [of(office.organization), of(second), whole] {
            let kept = actions::totals(ctx, &filter).await.unwrap();
            let added = store::totals(&filter, Scope::All, today, Search::Nothing);
            assert_eq!(kept, added.all(&mut ctx.read()).await.unwrap(), "kept, and added up");
        }
        let names = organization::actions::names(ctx).await.unwrap();
        let names: BTreeSet<_> = names.into_iter().map(|company| company.name).collect();
        assert_eq!(names, BTreeSet::from(["Обрій".to_owned(), "Друга".to_owned()]));
    })
    .await;
}

#[tokio::test]
async fn lists_of_one_company_or_manager_run_on_indexes() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        many_invoices(ctx, env.engine).await;
        let manager = colleague(ctx).await;
        let some =
            "UPDATE invoices SET manager_id = (SELECT id FROM users WHERE email = 'm@example.com') WHERE total % 5 = 0";
        Sql::raw(some.to_owned()).outside_transaction(&ctx.db).await.unwrap();
        let second = handed_over(ctx, "total % 3 = 0").await;
        let today = "2026-11-24".parse().unwrap();
        let of_company = InvoiceFilter {
            organization: Some(second),
            ..InvoiceFilter::default()
        };
        let by_total = InvoiceFilter {
            sort: Some(InvoiceSort::Total),
            ..of_company.clone()
        };
        let unpaid = InvoiceFilter {
            state: Some(InvoiceState::Unpaid),
            ..of_company.clone()
        };
        let mine = InvoiceFilter {
            manager: Some(manager),
            ..InvoiceFilter::default()
        };
        for (filter, index) in [
            (&mine, "invoices_by_manager"),
            (&of_company, "invoices_by_organization"),
            (&by_total, "invoices_by_total"),
            (&unpaid, "invoices_unpaid"),
        ] {
            let plan = store::list(filter, Scope::All, today, Search::Nothing);
            let plan = plan.plan(&ctx.db).await.unwrap();
            assert!(plan.contains(index), "{index} in\n{plan}");
            let sorts = plan.contains("TEMP B-TREE") || plan.contains("Sort");
            assert!(!sorts, "sorted by hand:\n{plan}");
        }
        let sums = store::totals(&of_company, Scope::All, today, Search::Nothing);
        let plan = sums.plan(&ctx.db).await.unwrap();
        assert!(plan.contains("invoices_by_organization"), "{plan}");
        let sums = store::totals(&mine, Scope::All, today, Search::Nothing);
        let plan = sums.plan(&ctx.db).await.unwrap();
        assert!(plan.contains("invoices_by_manager"), "{plan}");
        let counted = store::counted_after(second, ctx.new_id(), "2026", today);
        let plan = counted.plan(&ctx.db).await.unwrap();
        // PostgreSQL may find as few by the dates of all companies.
        let by_dates = env.engine == Engine::Postgres && plan.contains("invoices_by_date");
        assert!(plan.contains("invoices_by_organization") || by_dates, "{plan}");
        assert!(!plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{plan}");
    })
    .await;
}
