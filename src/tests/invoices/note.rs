//! The internal note is written beside an invoice in any state; who looks after it and what was agreed belong to its content.

use super::{office, opened, stored};
use crate::company::accounts;
use crate::company::accounts::model::NewUser;
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{Correction, InvoiceFilter, SaveInternalNote, SaveInvoice};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{InvoiceId, UserId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::tests::on_both_engines;

fn note(id: InvoiceId, version: i64, text: &str) -> SaveInternalNote {
    SaveInternalNote {
        id: Some(id),
        version,
        internal_note: text.into(),
    }
}

pub(super) async fn colleague(ctx: &Ctx) -> UserId {
    let user = NewUser {
        request: ctx.new_id(),
        name: "Менеджер".into(),
        email: "m@example.com".into(),
        role: "manager".into(),
        own_only: false,
        lang: "uk".into(),
        invite: false,
        password: "correct horse battery".into(),
    };
    accounts::actions::create_user(ctx, user).await.unwrap()
}

#[tokio::test]
async fn the_note_of_an_issued_invoice_changes_and_its_paper_does_not() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let (before, paper) = (
            stored(ctx, id).await,
            actions::sheet(ctx, id, None).await.unwrap().paper,
        );
        let version = actions::save_note(ctx, note(id, before.version, "Call on Monday"))
            .await
            .unwrap();
        let after = stored(ctx, id).await;
        assert_eq!(
            (after.version, after.internal_note.as_str()),
            (version, "Call on Monday")
        );
        assert_eq!(version, before.version + 1);
        let sheet = actions::sheet(ctx, id, None).await.unwrap();
        assert_eq!(sheet.paper, paper);
        assert_eq!(sheet.activity[0].changes[0].field, "internal_note");
        // The same text once more is no change.
        assert_eq!(
            actions::save_note(ctx, note(id, version, " Call on Monday "))
                .await
                .unwrap(),
            version
        );
        let stale = actions::save_note(ctx, note(id, before.version, "Mine")).await;
        let Err(AppError::Conflict(conflict)) = stale else {
            panic!("{stale:?}")
        };
        assert_eq!(
            conflict.current.get("internal_note").map(String::as_str),
            Some("Call on Monday")
        );
        let long = actions::save_note(ctx, note(id, version, &"я".repeat(4001))).await;
        let Err(AppError::Invalid(errors)) = long else {
            panic!("{long:?}")
        };
        assert!(errors.get("internal_note").is_some());

        let reader = env.as_staff(ctx.new_id(), Role::ReadOnly, Scope::All);
        assert_eq!(
            actions::save_note(&reader, note(id, version, "x")).await,
            Err(AppError::Forbidden)
        );
        let user = ctx.new_id();
        let stranger = env.as_staff(user, Role::Manager, Scope::OwnedBy(user));
        assert_eq!(
            actions::save_note(&stranger, note(id, version, "x")).await,
            Err(AppError::NotFound)
        );
    })
    .await;
}

#[tokio::test]
async fn manager_and_terms_are_part_of_an_invoice() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let form = SaveInvoice {
            note: "Дякуємо".into(),
            terms: "Поставка 5 днів".into(),
            purpose: "Оплата за консультації".into(),
            manager: uuid::Uuid::from_u128(7).to_string(),
            ..office.form(ctx, "100")
        };
        let unknown = actions::issue_now(ctx, form.clone()).await;
        let Err(AppError::Invalid(errors)) = unknown else {
            panic!("{unknown:?}")
        };
        assert_eq!(errors.get("manager"), Some(&Problem::UnknownChoice));

        let user = colleague(ctx).await;
        let manager = env.as_staff(user, Role::Manager, Scope::All);
        let form = SaveInvoice {
            manager: user.to_string(),
            ..form
        };
        let id = actions::issue_now(ctx, form).await.unwrap().id;
        let sheet = actions::sheet(ctx, id, None).await.unwrap();
        assert_eq!(sheet.invoice.manager, Some(user));
        assert!(!sheet.manager.is_empty());
        assert_eq!(sheet.paper.note, "Дякуємо\n\nПоставка 5 днів");
        assert_eq!(sheet.paper.purpose, "Оплата за консультації");
        assert!(
            sheet.html.html.contains("Оплата за консультації"),
            "{}",
            sheet.html.html
        );

        // The next invoice of the client begins with both, and so does a copy; a correction tells the change by name. What payers
        // write may name the number of this one.
        let next = actions::editor(ctx, None, Some(office.client), None)
            .await
            .unwrap()
            .form;
        assert_eq!(next.purpose, "");
        assert_eq!(
            (next.manager.as_str(), next.terms.as_str()),
            (user.to_string().as_str(), "Поставка 5 днів")
        );
        office.issued(ctx, "7").await;
        let his = InvoiceFilter {
            manager: Some(user),
            ..InvoiceFilter::default()
        };
        let rows = actions::list(ctx, &his).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
        let sums = actions::totals(ctx, &his).await.unwrap();
        assert_eq!(sums.iter().map(|row| row.invoices).sum::<i64>(), 1);

        let mut form = actions::correction(ctx, id).await.unwrap().form;
        (form.manager, form.terms) = (String::new(), String::new());
        let reason = "agreed otherwise".to_owned();
        actions::correct(ctx, Correction { form, reason }).await.unwrap();
        let sheet = actions::sheet(ctx, id, None).await.unwrap();
        assert_eq!((sheet.invoice.manager, sheet.paper.note.as_str()), (None, "Дякуємо"));
        let change = sheet.activity[0]
            .changes
            .iter()
            .find(|change| change.field == "manager");
        let old = change.map(|change| change.old.clone()).unwrap_or_default();
        assert!(!old.is_empty() && old != user.to_string(), "{old}");

        // Who makes an invoice looks after it unless somebody else is chosen.
        let own = actions::editor(&manager, None, None, None).await.unwrap().form;
        assert_eq!(own.manager, user.to_string());
        let draft = office.draft(&manager, "5").await;
        assert_eq!(opened(ctx, draft).await.manager, "", "the form decides");
    })
    .await;
}
