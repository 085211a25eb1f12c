//! Papers of acts and notes: what they print, their files, and their languages.

use super::{draft, form, issued, issued_part, stored};
use crate::crm::clients;
use crate::crm::clients::forms::SaveClient;
use crate::documents::closing::actions;
use crate::documents::closing::model::{CancelClosing, ClosingKind, SaveClosing};
use crate::documents::invoices;
use crate::documents::invoices::model::{CopyOf, InvoiceFilter};
use crate::documents::papers::model::Rendition;
use crate::documents::papers::renditions::work_off;
use crate::documents::templates::views::BySum;
use crate::error::AppError;
use crate::kernel::currency::Currency;
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::kernel::signatory::TypedSignatory;
use crate::platform::db::Sql;
use crate::platform::typeset::tests::{pages, squeezed};
use crate::tests::invoices::{holds, office, problem};
use crate::tests::templates::{published_as, retire};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

#[track_caller]
fn says(pdf: &[u8], word: &str) -> bool {
    assert!(pdf.starts_with(b"%PDF-"));
    // Where the program that reads it is missing, the tests of the typesetter say so.
    pages(pdf).is_none_or(|pages| pages.iter().any(|page| squeezed(page).contains(&squeezed(word))))
}

#[tokio::test]
async fn an_act_prints_its_part_and_who_signs_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let mut new = form(ctx, Act, id).await;
        new.place = "м. Київ".into();
        new.change_seller = true;
        new.seller = TypedSignatory {
            name: "Коваль Андрій Петрович".into(),
            position: "керівник проєкту".into(),
            basis: "довіреність № 5".into(),
            ..TypedSignatory::default()
        };
        let preview = Box::pin(actions::preview(ctx, new.clone())).await.unwrap();
        assert!(preview.html.contains("Коваль А. П."), "{}", preview.html);
        let act = actions::issue_now(ctx, new).await.unwrap().id;
        let sheet = actions::sheet(ctx, Act, act, None).await.unwrap();
        let paper = &sheet.paper;
        assert_eq!(
            (paper.invoice.number.as_str(), paper.number.as_deref()),
            ("00001", Some("00001"))
        );
        assert_eq!((paper.lang, paper.second_lang), (Lang::Uk, None));
        assert_eq!(paper.lines[0].price.to_string(), "100");
        assert!(sheet.html.html.contains("м. Київ"), "{}", sheet.html.html);
        let file = actions::file(ctx, Act, act, None, None).await.unwrap();
        assert!(
            file.title.contains("00001") && says(&file.bytes, "Ромашка"),
            "{}",
            file.title
        );
        assert!(says(&file.bytes, "керівник проєкту"));
        // What the cards say later changes nothing of it.
        let by_hand = Sql::raw("UPDATE clients SET name = 'ТОВ «Інша»', legal_name = ''".to_owned());
        by_hand.outside_transaction(&ctx.db).await.unwrap();
        assert_eq!(actions::file(ctx, Act, act, None, None).await.unwrap(), file);
        let draft = draft_file(&env).await;
        assert!(says(&draft, "Інша"));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_closed_by_its_sum_claims_no_quantity() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let mut new = office.form(ctx, "1000");
        new.lines[0].quantity = "3".into();
        new.lines[0].unit = "міс".into();
        new.lines[0].description = "Тариф «Базовий»".into();
        let id = invoices::actions::issue_now(ctx, new).await.unwrap().id;
        let typed = super::sum(ctx, Act, id, "1000.01").await;
        let preview = Box::pin(actions::preview(ctx, typed.clone())).await.unwrap().html;
        let act = actions::issue_now(ctx, typed).await.unwrap().id;
        let sheet = actions::sheet(ctx, Act, act, None).await.unwrap();
        for html in [preview, sheet.html.html] {
            assert!(html.contains(">послуга<") && !html.contains(">міс<"), "{html}");
            assert!(
                html.contains("Тариф «Базовий»") && html.contains("Частина суми"),
                "{html}"
            );
        }
        let line = &sheet.paper.lines[0];
        assert_eq!(
            (line.by_sum, line.quantity.to_string().as_str()),
            (Some(BySum::Part), "1")
        );
        assert_eq!((line.amount.minor(), sheet.closing.total.minor()), (100_001, 120_001));

        // The rest is a part too; all of a line at once is none. What is measured stays as it was invoiced.
        let rest = issued(ctx, Act, id).await;
        let by_sum = async |act| actions::paper(ctx, Act, act).await.unwrap().lines[0].by_sum;
        assert_eq!(by_sum(rest).await, Some(BySum::Part));
        let whole = issued_part(ctx, Act, office.issued(ctx, "100").await, "100").await;
        assert_eq!(by_sum(whole).await, Some(BySum::All));
        let measured = issued(ctx, Act, office.issued(ctx, "100").await).await;
        assert_eq!(by_sum(measured).await, None);
        holds(ctx, false).await;
    })
    .await;
}

/// The file of a draft of another invoice.
async fn draft_file(env: &TestEnv) -> Vec<u8> {
    let ctx = &env.ctx;
    let all = invoices::actions::list(ctx, &InvoiceFilter::default()).await.unwrap();
    let copy = CopyOf {
        id: all.rows[0].id,
        request: ctx.new_id(),
    };
    let copy = invoices::actions::copy(ctx, copy).await.unwrap();
    crate::tests::invoices::issue(ctx, copy).await.unwrap();
    let waiting = draft(ctx, Act, copy).await;
    let stamped = actions::file(ctx, Act, waiting, None, Some(Rendition::Stamped)).await;
    assert_eq!(stamped, Err(AppError::NotFound));
    actions::file(ctx, Act, waiting, None, None).await.unwrap().bytes
}

#[tokio::test]
async fn a_paper_is_made_with_the_template_that_was_chosen_for_it() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let body = "<p>Свій бланк</p>{% for v in vat %}<p>{{ v.rate }} {{ v.amount }}</p>{% endfor %}";
        let ours = published_as(ctx, "act", body).await;
        let builtin = "act-en-1";
        let with = async |template: &str, quantity: &str| SaveClosing {
            template: template.into(),
            ..super::part(ctx, Act, id, quantity).await
        };
        // Among the choices are the published one and those that come with the program; a note has no part in it.
        let editor = actions::new_editor(ctx, Act, id).await.unwrap();
        let keys: Vec<String> = editor.templates.into_iter().map(|choice| choice.key).collect();
        assert_eq!(keys[0], ours.to_string());
        assert!(keys.iter().any(|key| key == builtin), "{keys:?}");
        let unknown = ("template".to_owned(), Problem::UnknownChoice);
        for wrong in ["delivery_note-en-1", "act-xx-1", "nonsense"] {
            let refused = actions::issue_now(ctx, with(wrong, "0.1").await).await;
            assert_eq!(problem(refused), unknown, "{wrong}");
        }
        let chosen = actions::issue_now(ctx, with(builtin, "0.1").await).await.unwrap().id;
        let paper = actions::sheet(ctx, Act, chosen, None).await.unwrap();
        assert_eq!(
            paper.paper.template.map(|template| template.builtin).as_deref(),
            Some(builtin)
        );
        assert!(!paper.html.html.contains("Свій бланк"), "{}", paper.html.html);
        let usual = actions::issue_now(ctx, with("serving", "0.1").await).await.unwrap().id;
        let paper = actions::sheet(ctx, Act, usual, None).await.unwrap();
        assert!(paper.html.html.contains("Свій бланк"), "{}", paper.html.html);
        // What was chosen for a draft goes out of use: the draft is shown, and issuing it asks for another one.
        let draft = actions::save_draft(ctx, with(&ours.to_string(), "0.1").await)
            .await
            .unwrap()
            .id;
        let form = actions::editor(ctx, Act, draft).await.unwrap().form;
        assert_eq!(form.template, ours.to_string());
        retire(ctx, ours).await;
        let shown = actions::sheet(ctx, Act, draft, None).await.unwrap();
        assert!(!shown.html.html.contains("Свій бланк"));
        assert_eq!(problem(super::issue(ctx, Act, draft).await), unknown);
        let other = SaveClosing {
            template: "serving".into(),
            ..form
        };
        actions::issue_now(ctx, other).await.unwrap();
        let before = actions::sheet(ctx, Act, usual, None).await.unwrap();
        assert!(before.html.html.contains("Свій бланк"), "an issued one stays as it was");
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn a_note_prints_where_the_goods_go_in_both_languages() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let mut office = office(ctx).await;
        let abroad = SaveClient {
            name: "Harbour & Sons Ltd".into(),
            ..SaveClient::blank(ctx.new_id(), Currency::Uah, Lang::En)
        };
        office.client = clients::actions::save(ctx, abroad).await.unwrap();
        let id = office.issued(ctx, "100").await;
        let note = SaveClosing {
            kind: DeliveryNote,
            consignee: "Port Store".into(),
            consignee_address: "Quay Road 7".into(),
            delivery_address: "Dock 5".into(),
            attorney_number: "17".into(),
            attorney_date: "2026-11-20".into(),
            attorney_person: "John Miller".into(),
            ..form(ctx, Act, id).await
        };
        let note = actions::issue_now(ctx, note).await.unwrap().id;
        let sheet = actions::sheet(ctx, DeliveryNote, note, None).await.unwrap();
        assert_eq!((sheet.paper.lang, sheet.paper.second_lang), (Lang::Uk, Some(Lang::En)));
        for text in [
            "Port Store",
            "Dock 5",
            "John Miller",
            "Delivery note",
            "Видаткова накладна",
        ] {
            assert!(sheet.html.html.contains(text), "{text} in {}", sheet.html.html);
        }
        let file = actions::file(ctx, DeliveryNote, note, None, None).await.unwrap();
        assert!(says(&file.bytes, "Dock 5"));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn files_are_made_once_and_a_cancelled_one_is_marked() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let act = issued_part(ctx, Act, id, "10").await;
        while work_off(ctx).await.unwrap() {}
        let clean = actions::file(ctx, Act, act, None, None).await.unwrap();
        let rendition = |wish| actions::file(ctx, Act, act, None, Some(wish));
        assert_eq!(rendition(Rendition::Clean).await.unwrap(), clean);
        // The company has neither stamp nor facsimile.
        assert_eq!(rendition(Rendition::Stamped).await.unwrap().bytes, clean.bytes);
        assert_eq!(rendition(Rendition::Cancelled).await, Err(AppError::NotFound));
        let cancel = CancelClosing {
            kind: Act,
            id: act,
            reason: "помилка".into(),
            agreed_on: String::new(),
            client_reason: String::new(),
        };
        actions::cancel(ctx, cancel).await.unwrap();
        let marked = actions::file(ctx, Act, act, None, None).await.unwrap();
        assert!(marked.bytes != clean.bytes);
        assert_eq!(rendition(Rendition::Clean).await.unwrap(), clean, "the original stays");
        let other = issued(ctx, Act, id).await;
        let both = actions::files(ctx, Act, vec![act, other, act], false).await.unwrap();
        assert_eq!(both.len(), 2);
        let prepared = actions::prepare(ctx, Act, vec![other], true).await.unwrap();
        assert_eq!(prepared[0].number.as_deref(), Some("00002"));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn a_template_that_prints_what_is_missing_stops_the_issue() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        let before = actions::new_editor(ctx, Act, id).await.unwrap().template;
        assert!(before.is_builtin && before.name.is_empty());
        let body = "<p>{{ company.name }}</p>{% for v in vat %}<p>{{ v.rate }} {{ v.amount }}</p>{% endfor %}";
        published_as(ctx, "act", body).await;
        let after = actions::new_editor(ctx, Act, id).await.unwrap().template;
        assert!(!after.is_builtin && !after.name.is_empty());
        let waiting = draft(ctx, Act, id).await;
        let by_hand = Sql::raw("UPDATE organizations SET legal_name = ''".to_owned());
        by_hand.outside_transaction(&ctx.db).await.unwrap();
        let (field, told) = problem(super::issue(ctx, Act, waiting).await);
        assert_eq!(field, "template");
        assert!(matches!(told, Problem::TemplateNeeds { .. }), "{told:?}");
        assert_eq!(stored(ctx, Act, waiting).await.number(), None);
        holds(ctx, false).await;
    })
    .await;
}
