//! Templates: versions, publishing, which one serves, what issuing keeps of them.

mod letters;

use crate::documents::invoices;
use crate::documents::templates::model::{
    CopyTemplate, DiffChange, PaperKind, RestoreVersion, SaveTemplate, TemplateKind, TemplateSheet, TemplateState,
    TemplateStep,
};
use crate::documents::templates::views::{InvoiceView, PaperView};
use crate::documents::templates::{actions, builtin, serving, store};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::TemplateId;
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::tests::invoices::{client, holds, issue, office, problem};
use crate::tests::{TestEnv, on_both_engines};

const INVOICE: TemplateKind = TemplateKind::paper(PaperKind::Invoice);
const BODY: &str =
    "<p>{{ client.name }}</p>{% for line in lines %}<p>{{ line.name }}</p>{% endfor %}<p>{{ invoice.vat }}</p>";

fn new(ctx: &Ctx, body: &str) -> SaveTemplate {
    SaveTemplate {
        request: Some(ctx.new_id()),
        kind: "invoice".into(),
        name: "Наш рахунок".into(),
        lang: "uk".into(),
        body: body.into(),
        ..SaveTemplate::default()
    }
}

async fn sheet(ctx: &Ctx, id: TemplateId) -> TemplateSheet {
    actions::sheet(ctx, id, None).await.unwrap()
}

/// The form of a stored template with another body.
async fn changed(ctx: &Ctx, id: TemplateId, body: &str, note: &str) -> SaveTemplate {
    let sheet = sheet(ctx, id).await;
    SaveTemplate {
        body: body.into(),
        note: note.into(),
        ..SaveTemplate::of(&sheet.template, &sheet.shown)
    }
}

async fn step(ctx: &Ctx, id: TemplateId) -> TemplateStep {
    TemplateStep {
        id,
        version: sheet(ctx, id).await.template.version,
    }
}

async fn publish(ctx: &Ctx, id: TemplateId) -> AppResult<()> {
    actions::publish(ctx, step(ctx, id).await).await
}

/// A template of a contract that serves nobody yet.
pub async fn drafted(ctx: &Ctx) -> TemplateId {
    let form = SaveTemplate {
        kind: "contract".into(),
        ..new(ctx, "<p>{{ contract.number }}</p>")
    };
    actions::save(ctx, form).await.unwrap()
}

/// A published template.
pub async fn published(ctx: &Ctx) -> TemplateId {
    let id = actions::save(ctx, new(ctx, BODY)).await.unwrap();
    publish(ctx, id).await.unwrap();
    id
}

/// A published template of a kind.
pub async fn published_as(ctx: &Ctx, kind: &str, body: &str) -> TemplateId {
    let form = SaveTemplate {
        kind: kind.into(),
        ..new(ctx, body)
    };
    let id = actions::save(ctx, form).await.unwrap();
    publish(ctx, id).await.unwrap();
    id
}

/// Takes a published template out of use.
pub async fn retire(ctx: &Ctx, id: TemplateId) {
    actions::retire(ctx, step(ctx, id).await).await.unwrap();
}

async fn paper(ctx: &Ctx, invoice: crate::kernel::ids::InvoiceId) -> String {
    invoices::actions::sheet(ctx, invoice, None).await.unwrap().html.html
}

#[tokio::test]
async fn a_text_goes_on_in_its_version_until_it_is_published() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let first = new(ctx, "<p onclick=\"x\">{client_company}</p><script>1</script>");
        let id = actions::save(ctx, first.clone()).await.unwrap();
        assert_eq!(
            actions::save(ctx, first).await.unwrap(),
            id,
            "the same form, sent twice"
        );
        let kept = sheet(ctx, id).await;
        assert_eq!(
            kept.shown.body, "<p>{{ client.name }}</p>",
            "in our spelling, and clean"
        );
        assert_eq!((kept.template.state, kept.versions.len()), (TemplateState::Draft, 1));

        actions::save(ctx, changed(ctx, id, "<p>{{ client.nam }}</p>", "").await)
            .await
            .unwrap();
        assert_eq!(sheet(ctx, id).await.versions.len(), 1, "the same version goes on");
        let (field, errors) = problem(publish(ctx, id).await);
        assert_eq!(field, "body");
        assert_eq!(
            errors,
            Problem::TemplateErrors {
                errors: 1,
                line: 1,
                column: 7
            }
        );
        actions::save(ctx, changed(ctx, id, BODY, "").await).await.unwrap();
        publish(ctx, id).await.unwrap();
        let published = sheet(ctx, id).await;
        assert_eq!(
            (published.template.state, published.template.published),
            (TemplateState::Published, Some(1))
        );

        let stale = changed(ctx, id, "<p>a</p>", "").await;
        actions::save(ctx, stale.clone()).await.unwrap();
        let kept = sheet(ctx, id).await;
        assert_eq!(
            (kept.template.newest, kept.template.published),
            (2, Some(1)),
            "a new version, and the old one serves"
        );
        assert!(matches!(actions::save(ctx, stale).await, Err(AppError::Conflict(_))));
        actions::save(ctx, changed(ctx, id, "<p>b</p>", "Коротше").await)
            .await
            .unwrap();
        assert_eq!(sheet(ctx, id).await.versions[0].note, "Коротше");

        let restore = RestoreVersion {
            id,
            version: sheet(ctx, id).await.template.version,
            n: 1,
        };
        actions::restore(ctx, restore).await.unwrap();
        let restored = sheet(ctx, id).await;
        assert_eq!((restored.shown.n, restored.shown.body.as_str()), (4, BODY));
        let diff = actions::compare(ctx, id, 3, 4).await.unwrap();
        assert!(
            diff.body
                .iter()
                .any(|part| part.change == DiffChange::Added && part.text.contains("client"))
        );
        let mut other = changed(ctx, id, BODY, "").await;
        other.kind = "act".into();
        assert_eq!(
            problem(actions::save(ctx, other).await),
            ("kind".to_owned(), Problem::Fixed)
        );
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn the_list_tells_what_is_wrong_in_each_text_and_shows_what_can_be_printed() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let row = async |id| {
            let list = actions::list(ctx).await.unwrap();
            list.rows.into_iter().find(|row| row.template.id == id).unwrap()
        };
        let wrong = "<p>{{ client.nam }}</p><p>{{ act.number }}</p>";
        let id = actions::save(ctx, new(ctx, wrong)).await.unwrap();
        let other = drafted(ctx).await;
        let told = row(id).await;
        assert_eq!((told.errors, told.picture), (2, None));
        assert_eq!(row(other).await.errors, 0, "each has its own count");

        // Put right, it is another text: judged anew, and with a picture of its own.
        actions::save(ctx, changed(ctx, id, BODY, "").await).await.unwrap();
        let first = row(id).await;
        assert_eq!(first.errors, 0);
        let first = first.picture.unwrap();
        assert!(
            first.starts_with(&format!("/settings/templates/{id}/picture.svg?look=")),
            "{first}"
        );
        assert_eq!(row(id).await.picture.as_ref(), Some(&first));
        let picture = actions::picture(ctx, id).await.unwrap();
        assert!(
            first.ends_with(&picture.look) && picture.svg.contains("Обліпиха"),
            "{}",
            picture.svg
        );
        actions::save(ctx, changed(ctx, id, "<p>{{ client.name }}</p>", "").await)
            .await
            .unwrap();
        assert_ne!(row(id).await.picture.unwrap(), first);

        let kinds: Vec<_> = actions::list(ctx).await.unwrap().rows;
        let kinds: Vec<_> = kinds.iter().map(|row| row.template.kind.to_string()).collect();
        assert_eq!(kinds, ["invoice", "contract"], "in the order of the papers");
    })
    .await;
}

#[tokio::test]
async fn templates_are_copied_and_taken_elsewhere_as_files() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let copy = CopyTemplate {
            request: Some(ctx.new_id()),
            builtin: "act_mail-ru-1".into(),
            ..CopyTemplate::default()
        };
        let id = actions::copy(ctx, copy, "Письмо: акт").await.unwrap();
        let copied = sheet(ctx, id).await;
        let original = builtin::named("act_mail-ru-1").unwrap();
        assert_eq!(
            (copied.shown.subject.as_str(), copied.template.lang),
            (original.subject, Lang::Ru)
        );
        assert_eq!(copied.findings, []);
        publish(ctx, id).await.unwrap();

        let file = serde_json::to_string(&actions::export(ctx, id).await.unwrap()).unwrap();
        let again = actions::import(ctx, ctx.new_id(), &file).await.unwrap();
        let imported = sheet(ctx, again).await;
        assert_eq!(imported.shown.sha256, copied.shown.sha256);
        assert_eq!(imported.template.state, TemplateState::Draft);
        for wrong in ["", "{}", "{\"format\":\"other\"}", &file.replace("act_mail", "letter")] {
            let refused = actions::import(ctx, ctx.new_id(), wrong).await;
            assert_eq!(
                problem(refused),
                ("file".to_owned(), Problem::NotATemplateFile),
                "{wrong}"
            );
        }
        let unknown = CopyTemplate {
            request: Some(ctx.new_id()),
            builtin: "none".into(),
            ..CopyTemplate::default()
        };
        assert_eq!(actions::copy(ctx, unknown, "").await, Err(AppError::NotFound));
    })
    .await;
}

#[tokio::test]
async fn the_nearest_published_template_serves() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let serving = async |lang| {
            let found = serving::serving(&mut ctx.read(), INVOICE, office.organization, lang, None)
                .await
                .unwrap();
            found.reference
        };
        assert_eq!(serving(Lang::Uk).await.builtin, "invoice-uk-1");
        assert!(
            !serving::has_published(&mut ctx.read(), INVOICE, office.organization)
                .await
                .unwrap()
        );

        let general = actions::save(ctx, new(ctx, BODY)).await.unwrap();
        assert_eq!(serving(Lang::Uk).await.builtin, "invoice-uk-1", "a draft serves nobody");
        publish(ctx, general).await.unwrap();
        let of_all = serving(Lang::Uk).await;
        assert_eq!(of_all.sha256, sheet(ctx, general).await.shown.sha256);
        assert_eq!(serving(Lang::Ru).await.builtin, "invoice-ru-1", "another language");
        assert!(
            serving::has_published(&mut ctx.read(), INVOICE, office.organization)
                .await
                .unwrap()
        );

        let own = SaveTemplate {
            organization: office.organization.to_string(),
            ..new(ctx, &format!("{BODY}<p>x</p>"))
        };
        let own = actions::save(ctx, own).await.unwrap();
        publish(ctx, own).await.unwrap();
        assert_eq!(serving(Lang::Uk).await.sha256, sheet(ctx, own).await.shown.sha256);
        actions::retire(ctx, step(ctx, own).await).await.unwrap();
        assert_eq!(serving(Lang::Uk).await, of_all);
        assert!(
            actions::retire(ctx, step(ctx, own).await).await.is_err(),
            "it is retired already"
        );

        let sql = store::serving_sql(INVOICE, office.organization, Lang::Uk, None);
        let plan = sql.plan(&ctx.db).await.unwrap();
        assert!(
            !plan.contains("SCAN t") || plan.contains("document_templates_serving"),
            "{plan}"
        );
    })
    .await;
}

#[tokio::test]
async fn an_issued_paper_keeps_the_version_it_was_made_with() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let before = office.issued(ctx, "100").await;
        let built_in = paper(ctx, before).await;
        assert!(
            built_in.contains("Рахунок на оплату №&nbsp;00001 від 20 листопада 2026 р."),
            "{built_in}"
        );
        assert!(built_in.contains("Сто двадцять гривень 00 копійок"));

        let id = actions::save(ctx, new(ctx, &format!("<h1>Перша</h1>{BODY}")))
            .await
            .unwrap();
        publish(ctx, id).await.unwrap();
        let draft = office.draft(ctx, "100").await;
        assert!(
            paper(ctx, draft).await.contains("Перша"),
            "a draft shows the template that serves now"
        );
        assert_eq!(paper(ctx, before).await, built_in);
        issue(ctx, draft).await.unwrap();

        actions::save(ctx, changed(ctx, id, &format!("<h1>Друга</h1>{BODY}"), "").await)
            .await
            .unwrap();
        publish(ctx, id).await.unwrap();
        assert!(paper(ctx, draft).await.contains("Перша"));
        assert!(paper(ctx, office.issued(ctx, "1").await).await.contains("Друга"));
        actions::retire(ctx, step(ctx, id).await).await.unwrap();
        assert!(
            paper(ctx, draft).await.contains("Перша"),
            "whatever becomes of the template"
        );
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn a_paper_that_its_template_would_print_wrong_is_not_issued() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let silent = "<p>{{ client.name }}</p>{% for line in lines %}{{ line.n }}{% endfor %}";
        let id = actions::save(ctx, new(ctx, silent)).await.unwrap();
        publish(ctx, id).await.unwrap();
        let draft = office.draft(ctx, "100").await;
        let (field, problem) = problem(issue(ctx, draft).await);
        assert_eq!(field, "template");
        assert!(matches!(problem, Problem::TemplateWithoutVat { .. }), "{problem:?}");
        holds(ctx, false).await;
        actions::retire(ctx, step(ctx, id).await).await.unwrap();
        assert_eq!(issue(ctx, draft).await.unwrap(), "00001", "no number was lost");
    })
    .await;
}

#[tokio::test]
async fn data_is_printed_and_never_read_as_a_template() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let mut office = office(ctx).await;
        office.client = client(ctx, "{{ company.name }} <img src=x onerror=alert(1)> {% for").await;
        let html = paper(ctx, office.issued(ctx, "100").await).await;
        assert!(
            html.contains("{{ company.name }} &lt;img src=x onerror=alert(1)&gt; {% for"),
            "{html}"
        );
    })
    .await;
}

#[tokio::test]
async fn papers_from_before_there_were_templates_are_made_with_the_first_built_in_one() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = actions::save(ctx, new(ctx, BODY)).await.unwrap();
        publish(ctx, id).await.unwrap();
        let view = invoices::actions::paper(ctx, office.issued(ctx, "100").await)
            .await
            .unwrap();
        assert!(view.template.is_some());
        let mut old = serde_json::to_value(&view).unwrap();
        for later in ["template", "contract", "purpose", "hryvnia", "today"] {
            old.as_object_mut().unwrap().remove(later).expect("kept now");
        }
        let old: InvoiceView = serde_json::from_value(old).unwrap();
        let (lang, markup) = serving::markup_of(&mut ctx.read(), PaperView::Invoice(old))
            .await
            .unwrap();
        assert_eq!(lang, Lang::Uk);
        assert!(
            markup.as_str().contains("<h1>Рахунок на оплату №&nbsp;00001"),
            "{}",
            markup.as_str()
        );
    })
    .await;
}

#[tokio::test]
async fn what_stands_in_the_form_is_saved_and_published_at_once_or_neither() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let wrong = SaveTemplate {
            publish: true,
            ..new(ctx, "<p>{{ client.nam }}</p>")
        };
        let (field, _) = problem(actions::save(ctx, wrong).await);
        assert_eq!(field, "body");
        assert!(actions::list(ctx).await.unwrap().rows.is_empty(), "nothing was saved");

        let form = SaveTemplate {
            publish: true,
            ..new(ctx, BODY)
        };
        let id = actions::save(ctx, form).await.unwrap();
        let first = sheet(ctx, id).await;
        assert_eq!(
            (first.template.state, first.template.published),
            (TemplateState::Published, Some(1))
        );

        let refused = SaveTemplate {
            publish: true,
            ..changed(ctx, id, "<p>{{ client.nam }}</p>", "").await
        };
        problem(actions::save(ctx, refused).await);
        assert_eq!(sheet(ctx, id).await.template, first.template, "nothing has changed");

        let second = SaveTemplate {
            publish: true,
            ..changed(ctx, id, "<p>{{ client.name }}</p>", "").await
        };
        actions::save(ctx, second).await.unwrap();
        let kept = sheet(ctx, id).await;
        assert_eq!((kept.template.published, kept.versions.len()), (Some(2), 2));
    })
    .await;
}
