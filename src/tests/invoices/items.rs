//! Lines that were taken from the catalogue.

use uuid::Uuid;

use super::{issue, office, opened, problem};
use crate::company::catalog;
use crate::company::catalog::forms::SaveItem;
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{Line, SaveInvoice};
use crate::documents::invoices::store;
use crate::kernel::ids::{CatalogItemId, InvoiceId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::tests::{TestEnv, on_both_engines};

fn consulting(ctx: &Ctx) -> SaveItem {
    SaveItem {
        request: Some(ctx.new_id()),
        code: "КН-1".into(),
        name: "Консультація".into(),
        kind: "service".into(),
        unit: "год".into(),
        unit_code: "0104".into(),
        price: "1000".into(),
        currency: "UAH".into(),
        vat: "standard:20".into(),
        ..SaveItem::default()
    }
}

async fn only_line(ctx: &Ctx, invoice: InvoiceId) -> Line {
    let mut lines = store::lines(&mut ctx.read(), invoice).await.unwrap();
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

#[tokio::test]
async fn a_line_keeps_what_its_item_was() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let item = catalog::actions::save(ctx, consulting(ctx)).await.unwrap();
        let mut form = office.form(ctx, "1000");
        form.lines[0].item = item.to_string();
        let id = actions::save_draft(ctx, form).await.unwrap().id;
        let line = only_line(ctx, id).await;
        assert_eq!(
            (line.item, line.code.as_str(), line.unit_code.as_str()),
            (Some(item), "КН-1", "0104")
        );

        // The editor opens with it. In another unit the code of the item's unit would be wrong.
        let mut again = opened(ctx, id).await;
        assert_eq!(again.lines[0].item, item.to_string());
        again.lines[0].unit = "день".into();
        actions::save_draft(ctx, again).await.unwrap();
        let line = only_line(ctx, id).await;
        assert_eq!((line.code.as_str(), line.unit_code.as_str()), ("КН-1", ""));

        // An item that has left the catalogue is still the one that was sold, and the paper keeps its old code.
        catalog::actions::archive(ctx, item).await.unwrap();
        issue(ctx, id).await.unwrap();
        let stored = catalog::store::by_id(&mut ctx.read(), item).await.unwrap().unwrap();
        let renamed = SaveItem {
            code: "КН-2".into(),
            ..SaveItem::of(&stored)
        };
        catalog::actions::save(ctx, renamed).await.unwrap();
        let paper = actions::sheet(ctx, id, None).await.unwrap().paper;
        assert_eq!(paper.lines[0].code, "КН-1");
    })
    .await;
}

#[tokio::test]
async fn an_item_that_is_not_there_is_refused_beside_the_name() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        for item in [
            CatalogItemId::from(Uuid::from_u128(7)).to_string(),
            "' OR 1=1".to_owned(),
        ] {
            let mut form: SaveInvoice = office.form(ctx, "1");
            form.lines[0].item = item;
            let refused = problem(actions::save_draft(ctx, form).await);
            assert_eq!(refused, ("lines.0.name".into(), Problem::UnknownChoice));
        }
    })
    .await;
}
