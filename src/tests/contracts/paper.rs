//! The text of a contract, and its paper.

use super::{draft, end, form, issue, issued, opened, stored};
use crate::crm::clients;
use crate::crm::clients::forms::SaveClient;
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{BY_HAND, SaveContract, TakeText};
use crate::documents::papers::model::Rendition;
use crate::documents::papers::renditions::work_off;
use crate::error::AppError;
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::platform::typeset::tests::{pages, squeezed};
use crate::tests::invoices::{office, problem};
use crate::tests::{TestEnv, on_both_engines, templates};

#[track_caller]
fn says(pdf: &[u8], word: &str) -> bool {
    assert!(pdf.starts_with(b"%PDF-"));
    pages(pdf).is_none_or(|pages| pages.iter().any(|page| squeezed(page).contains(&squeezed(word))))
}

async fn speaks(ctx: &crate::platform::ctx::Ctx, client: crate::kernel::ids::ClientId, lang: Lang) {
    let profile = clients::actions::profile(ctx, client).await.unwrap();
    let form = SaveClient {
        lang: lang.to_string(),
        ..SaveClient::of(&profile)
    };
    clients::actions::save(ctx, form).await.unwrap();
}

#[tokio::test]
async fn the_text_holds_the_clients_values_and_is_frozen_with_them() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = draft(ctx, &office, "консультації з права").await.id;
        let html = actions::sheet(ctx, id).await.unwrap().preview.paper.unwrap().html;
        for word in ["ТОВ «Ромашка»", "00001", "консультації з права", "20 листопада 2026"]
        {
            assert!(html.contains(word), "{word}: {html}");
        }
        assert!(!html.contains("{{"), "{html}");
        let pdf = actions::file(ctx, id, None, None).await.unwrap();
        assert!(says(&pdf.bytes, "Ромашка") && says(&pdf.bytes, "00001") && says(&pdf.bytes, "ЧЕРНЕТКА"));
        assert_eq!(
            actions::file(ctx, id, None, Some(Rendition::Stamped))
                .await
                .unwrap_err(),
            AppError::NotFound
        );
        issue(ctx, id).await.unwrap();
        while work_off(ctx).await.unwrap() {}
        // What the card says later changes nothing.
        let profile = clients::actions::profile(ctx, office.client).await.unwrap();
        let renamed = SaveClient {
            name: "ТОВ «Кульбаба»".into(),
            save_anyway: true,
            ..SaveClient::of(&profile)
        };
        clients::actions::save(ctx, renamed).await.unwrap();
        let sheet = actions::sheet(ctx, id).await.unwrap();
        assert!(sheet.preview.paper.unwrap().html.contains("ТОВ «Ромашка»"));
        let clean = actions::file(ctx, id, None, None).await.unwrap().bytes;
        assert!(says(&clean, "Ромашка") && !says(&clean, "Кульбаба") || pages(&clean).is_none());
        let stamped = actions::file(ctx, id, None, Some(Rendition::Stamped))
            .await
            .unwrap()
            .bytes;
        assert_eq!(clean, stamped, "a company without stamp has one file");
        assert_eq!(
            actions::file(ctx, id, None, Some(Rendition::Cancelled))
                .await
                .unwrap_err(),
            AppError::NotFound
        );
        actions::cancel(ctx, end(ctx, id).await).await.unwrap();
        let cancelled = actions::file(ctx, id, None, None).await.unwrap().bytes;
        assert!(says(&cancelled, "АНУЛЬОВАНО"));
        assert_eq!(
            actions::file(ctx, id, None, Some(Rendition::Clean))
                .await
                .unwrap()
                .bytes,
            clean
        );
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn two_languages_stand_side_by_side_where_the_client_speaks_another() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        speaks(ctx, office.client, Lang::En).await;
        let id = draft(ctx, &office, "design").await.id;
        let contract = stored(ctx, id).await;
        assert_eq!((contract.lang, contract.second_lang), (Lang::Uk, Some(Lang::En)));
        let html = actions::sheet(ctx, id).await.unwrap().preview.paper.unwrap().html;
        for word in [
            "<div class=\"columns\"><div lang=\"uk\">",
            "<div lang=\"en\">",
            "20 November 2026",
        ] {
            assert!(html.contains(word), "{word}: {html}");
        }
        issue(ctx, id).await.unwrap();
        let pdf = actions::file(ctx, id, None, None).await.unwrap().bytes;
        assert!(says(&pdf, "листопада") && says(&pdf, "November"));
    })
    .await;
}

#[tokio::test]
async fn a_text_is_taken_from_a_template_or_written_by_hand() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let by_hand = SaveContract {
            template: BY_HAND.into(),
            ..form(ctx, &office, "послуги")
        };
        let id = actions::save(ctx, by_hand).await.unwrap().id;
        assert_eq!(stored(ctx, id).await.body, "");
        assert_eq!(problem(issue(ctx, id).await), ("body".to_owned(), Problem::Required));
        let written = SaveContract {
            body: "<h1>Договір {{ contract.number }}</h1><p>{{ client.name }}</p>".into(),
            ..opened(ctx, id).await
        };
        actions::save(ctx, written).await.unwrap();
        let html = actions::sheet(ctx, id).await.unwrap().preview.paper.unwrap().html;
        assert!(html.contains("<h1>Договір 00001</h1><p>ТОВ «Ромашка»</p>"), "{html}");

        // The company's own template goes before the built-in one, and each can be chosen by itself.
        templates::published_as(ctx, "contract", "<p>Наш текст {{ contract.number }}</p>").await;
        let own = draft(ctx, &office, "послуги").await.id;
        assert_eq!(stored(ctx, own).await.body, "<p>Наш текст {{ contract.number }}</p>");
        let take = |version, template: &str| TakeText {
            id: own,
            version,
            template: template.into(),
        };
        let taken = actions::take_text(ctx, take(1, "contract-ru-1")).await.unwrap();
        let contract = stored(ctx, own).await;
        assert_eq!((taken.version, contract.lang), (2, Lang::Ru));
        assert!(contract.body.contains("Договор"), "{}", contract.body);
        assert_eq!(contract.template.unwrap().builtin, "contract-ru-1");
        let stale = actions::take_text(ctx, take(1, BY_HAND)).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        assert_eq!(
            problem(actions::take_text(ctx, take(2, "invoice-uk-1")).await),
            ("template".to_owned(), Problem::UnknownChoice)
        );
        issue(ctx, own).await.unwrap();
        assert_eq!(
            problem(actions::take_text(ctx, take(3, BY_HAND)).await),
            ("lifecycle".to_owned(), Problem::AlreadyIssued)
        );
    })
    .await;
}

#[tokio::test]
async fn an_unresolved_shortcode_refuses_the_issue_and_names_its_place() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = draft(ctx, &office, "послуги").await.id;
        for (body, line) in [
            ("<p>Так</p>\n<p>{{ client.shoe_size }}</p>", 2),
            ("<p>{{ contract.number | money }}</p>", 1),
            ("<p>{{ contract.number</p>", 1),
        ] {
            let typed = SaveContract {
                body: body.into(),
                ..opened(ctx, id).await
            };
            let preview = actions::preview(ctx, typed.clone()).await.unwrap();
            assert!(preview.paper.is_none() && !preview.findings.is_empty(), "{body}");
            actions::save(ctx, typed).await.unwrap();
            let refused = problem(issue(ctx, id).await);
            assert_eq!(refused.0, "body", "{body}");
            let Problem::TemplateErrors {
                errors,
                line: at,
                column: place,
            } = refused.1
            else {
                panic!("{body}: {:?}", refused.1);
            };
            assert_eq!((errors, at), (1, line), "{body}");
            assert!(place > 1, "{body}: the place in the line");
            let file = problem(actions::file(ctx, id, None, None).await);
            assert_eq!(file, refused, "{body}: no paper is made of it");
        }
        let sheet = actions::sheet(ctx, id).await.unwrap();
        assert!(!sheet.preview.findings.is_empty(), "the page says it too");
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn data_is_never_read_as_a_template() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = issued(ctx, &office, "{{ company.name }} <b>{% for x in y %}</b>").await;
        let html = actions::sheet(ctx, id).await.unwrap().preview.paper.unwrap().html;
        assert!(
            html.contains("{{ company.name }} &lt;b&gt;{% for x in y %}&lt;/b&gt;"),
            "{html}"
        );
    })
    .await;
}
