//! Papers as files: what is stored and never changes, the jobs behind it, what readers get.

use std::time::Duration;

use image::ImageFormat;

use super::invoices::{Office, issue, office, opened, stored};
use super::{TestEnv, on_both_engines};
use crate::company::organization::images;
use crate::company::organization::model::ImageKind;
use crate::company::organization::picture::tests::{blue, red};
use crate::documents::invoices::actions::{self, InvoiceFile};
use crate::documents::invoices::model::{Cancellation, Correction};
use crate::documents::papers::model::Rendition;
use crate::documents::papers::renditions::{LEASE, work_off};
use crate::documents::templates::model::{PaperKind, TemplateKind};
use crate::documents::templates::render::render;
use crate::documents::templates::shortcodes::Sheet;
use crate::documents::templates::{builtin, samples};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::InvoiceId;
use crate::kernel::lang::Lang;
use crate::platform::blobs::tests::place;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::platform::typeset::joined::joined;
use crate::platform::typeset::tests::{pages, squeezed};
use crate::platform::typeset::{Face, Manuscript, Picture, title_of};
use crate::server::check::check;

async fn file(ctx: &Ctx, id: InvoiceId, revision: Option<i64>, wish: Option<Rendition>) -> AppResult<InvoiceFile> {
    actions::file(ctx, id, revision, wish).await
}

async fn bytes(ctx: &Ctx, id: InvoiceId, wish: Rendition) -> Vec<u8> {
    file(ctx, id, None, Some(wish)).await.unwrap().bytes
}

async fn by_hand(env: &TestEnv, text: &str) {
    Sql::raw(text.to_owned())
        .outside_transaction(&env.ctx.db)
        .await
        .unwrap();
}

async fn count(ctx: &Ctx, table: &str) -> i64 {
    let sql = Sql::raw(format!("SELECT CAST(COUNT(*) AS BIGINT) FROM {table}"));
    sql.scalar(&mut ctx.read()).await.unwrap().unwrap()
}

/// Does all jobs that are due.
async fn work(ctx: &Ctx) -> usize {
    let mut done = 0;
    while work_off(ctx).await.unwrap() {
        done += 1;
    }
    done
}

#[track_caller]
fn says(pdf: &[u8], word: &str) -> bool {
    assert!(pdf.starts_with(b"%PDF-"));
    // Where the program that reads it is missing, the tests of the typesetter say so.
    pages(pdf).is_none_or(|pages| pages.iter().any(|page| squeezed(page).contains(&squeezed(word))))
}

async fn correct(ctx: &Ctx, office: &Office, id: InvoiceId, price: &str) {
    let mut form = actions::correction(ctx, id).await.unwrap().form;
    form.lines = vec![office.line("1", price, &office.twenty)];
    let reason = "помилка".to_owned();
    actions::correct(ctx, Correction { form, reason }).await.unwrap();
}

#[tokio::test]
async fn what_was_issued_is_typeset_once_and_never_changes() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.issued(ctx, "1234.5").await;
        assert_eq!(
            (count(ctx, "render_jobs").await, count(ctx, "renditions").await),
            (1, 0)
        );
        assert_eq!(work(ctx).await, 1);
        assert_eq!(
            (count(ctx, "render_jobs").await, count(ctx, "renditions").await),
            (0, 2)
        );
        let clean = file(ctx, id, None, None).await.unwrap();
        assert_eq!(clean.bytes, bytes(ctx, id, Rendition::Clean).await, "clean is usual");
        assert!(clean.title.contains(&clean.number.clone().unwrap()), "{}", clean.title);
        assert!(says(&clean.bytes, "Ромашка"));

        // Whatever happens to what it was made of.
        by_hand(&env, "UPDATE clients SET name = 'ТОВ «Інша»', legal_name = ''").await;
        correct(ctx, &office, id, "7").await;
        ctx.clock.advance(Duration::from_hours(24 * 400));
        assert_eq!(work(ctx).await, 1);
        assert_eq!(file(ctx, id, Some(1), None).await.unwrap(), clean);
        let second = file(ctx, id, None, None).await.unwrap();
        assert!(second.bytes != clean.bytes && says(&second.bytes, "Інша"));
        assert_eq!(file(ctx, id, Some(2), None).await.unwrap(), second);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn who_comes_before_the_job_is_done_runs_it_or_waits() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.issued(ctx, "100").await;
        let readers = (0..6).map(|n| {
            let (ctx, wish) = (ctx.clone(), [Rendition::Clean, Rendition::Stamped][n % 2]);
            tokio::spawn(async move { bytes(&ctx, id, wish).await })
        });
        let readers: Vec<_> = readers.collect();
        let mut files = Vec::new();
        for reader in readers {
            files.push(reader.await.unwrap());
        }
        assert!(
            files.iter().all(|file| *file == files[0]),
            "a company without a stamp: all the same"
        );
        assert_eq!(
            (count(ctx, "render_jobs").await, count(ctx, "renditions").await),
            (0, 2)
        );
        assert_eq!(work(ctx).await, 0);

        // One from before there were jobs.
        let old = office.issued(ctx, "200").await;
        by_hand(&env, "DELETE FROM render_jobs").await;
        assert!(says(&bytes(ctx, old, Rendition::Clean).await, "Ромашка"));
        assert_eq!(
            (count(ctx, "render_jobs").await, count(ctx, "renditions").await),
            (0, 4)
        );
    })
    .await;
}

#[tokio::test]
async fn a_job_whose_worker_died_is_done_by_another_once() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.issued(ctx, "100").await;
        let until = ctx.now().checked_add(LEASE).unwrap();
        let until = until.strftime("%Y-%m-%dT%H:%M:%S.%6fZ");
        by_hand(
            &env,
            &format!("UPDATE render_jobs SET holder = id, due_at = '{until}', tries = 1"),
        )
        .await;
        assert_eq!(work(ctx).await, 0, "it is somebody's");
        let reader = tokio::spawn({
            let ctx = ctx.clone();
            async move { bytes(&ctx, id, Rendition::Clean).await }
        });
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(!reader.is_finished(), "he waits");
        ctx.clock.advance(LEASE);
        work(ctx).await;
        let read = reader.await.unwrap();
        assert_eq!(
            (count(ctx, "render_jobs").await, count(ctx, "renditions").await),
            (0, 2)
        );
        assert!(bytes(ctx, id, Rendition::Clean).await == read);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_paper_that_cannot_be_made_holds_up_nobody_and_is_tried_again() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let broken = office.issued(ctx, "100").await;
        by_hand(&env, "UPDATE snapshots SET body = '{' || body").await;
        let whole = office.issued(ctx, "200").await;
        // In whichever order: they were written in the same moment.
        let told = [work_off(ctx).await, work_off(ctx).await];
        assert_eq!(told.iter().filter(|told| told.is_err()).count(), 1);
        assert_eq!(work(ctx).await, 0);
        assert!(says(&bytes(ctx, whole, Rendition::Clean).await, "Ромашка"));
        assert!(matches!(
            file(ctx, broken, None, None).await,
            Err(AppError::Internal { .. })
        ));

        by_hand(
            &env,
            "UPDATE snapshots SET body = SUBSTR(body, 2) WHERE body LIKE '{{%'",
        )
        .await;
        assert_eq!(work(ctx).await, 0, "not at once");
        ctx.clock.advance(Duration::from_mins(5));
        assert_eq!(work(ctx).await, 1);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_paper_says_so_and_the_others_stay() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.issued(ctx, "100").await;
        let clean = bytes(ctx, id, Rendition::Clean).await;
        let early = file(ctx, id, None, Some(Rendition::Cancelled)).await;
        assert_eq!(early, Err(AppError::NotFound));
        let cancellation = Cancellation {
            id,
            reason: "помилка".into(),
        };
        actions::cancel(ctx, cancellation).await.unwrap();
        assert_eq!(work(ctx).await, 1);
        let cancelled = file(ctx, id, None, None).await.unwrap().bytes;
        assert!(says(&cancelled, "АНУЛЬОВАНО") && cancelled != clean);
        assert!(bytes(ctx, id, Rendition::Cancelled).await == cancelled);
        assert!(bytes(ctx, id, Rendition::Clean).await == clean);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_marked_and_kept_nowhere() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = office.draft(ctx, "100").await;
        let draft = file(ctx, id, None, None).await.unwrap();
        assert!(says(&draft.bytes, "ЧЕРНЕТКА") && draft.number.is_none());
        assert_eq!(file(ctx, id, None, Some(Rendition::Clean)).await.unwrap(), draft);
        for (revision, wish) in [
            (Some(1), None),
            (None, Some(Rendition::Stamped)),
            (None, Some(Rendition::Cancelled)),
        ] {
            assert_eq!(
                file(ctx, id, revision, wish).await,
                Err(AppError::NotFound),
                "{revision:?} {wish:?}"
            );
        }
        assert_eq!(
            (count(ctx, "render_jobs").await, count(ctx, "renditions").await),
            (0, 0)
        );

        // As it is when it is asked for.
        let mut form = opened(ctx, id).await;
        (form.request, form.note) = (Some(ctx.new_id()), "Нова примітка".into());
        actions::save_draft(ctx, form).await.unwrap();
        assert!(says(&file(ctx, id, None, None).await.unwrap().bytes, "Нова примітка"));
        issue(ctx, id).await.unwrap();
        assert!(!says(&bytes(ctx, id, Rendition::Clean).await, "ЧЕРНЕТКА") || pages(&draft.bytes).is_none());
        for revision in [0, 2, -1] {
            assert_eq!(file(ctx, id, Some(revision), None).await, Err(AppError::NotFound));
        }
        assert_eq!(count(ctx, "render_jobs").await, 0, "what was not issued leaves no job");
        assert_eq!(stored(ctx, id).await.revision, 1);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_gone_or_has_changed_is_found_and_never_served() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let ids = [office.issued(ctx, "100").await, office.issued(ctx, "200").await];
        work(ctx).await;
        let mut hashes = Vec::new();
        for id in ids {
            hashes.push(crate::platform::blobs::hash(&bytes(ctx, id, Rendition::Clean).await));
        }
        std::fs::remove_file(place(&ctx.blobs, &hashes[0])).unwrap();
        std::fs::write(place(&ctx.blobs, &hashes[1]), "%PDF-1.7").unwrap();
        for id in ids {
            assert!(matches!(
                file(ctx, id, None, None).await,
                Err(AppError::Internal { .. })
            ));
        }
        let told: Vec<String> = check(ctx).await.unwrap().iter().map(ToString::to_string).collect();
        let told_of = |what: &str| {
            told.iter()
                .filter(|line| line.starts_with("I7 rendition") && line.ends_with(what))
                .count()
        };
        // Clean and stamped are the same file.
        assert_eq!(
            (
                told_of("its file is not there"),
                told_of("its file does not have its hash")
            ),
            (2, 2),
            "{told:?}"
        );

        by_hand(
            &env,
            "DELETE FROM snapshots WHERE owner_id IN (SELECT id FROM invoices WHERE total = 12000)",
        )
        .await;
        let told: Vec<String> = check(ctx).await.unwrap().iter().map(ToString::to_string).collect();
        let of_none = told
            .iter()
            .filter(|line| line.ends_with("is of a paper that was not issued"));
        assert_eq!(of_none.count(), 2, "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn many_papers_are_made_together_and_what_is_missing_is_told() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let (issued, draft) = (office.issued(ctx, "100").await, office.draft(ctx, "200").await);
        let missing = ctx.new_id();
        let outcomes = actions::prepare(ctx, vec![draft, missing, issued, draft], true)
            .await
            .unwrap();
        let told: Vec<_> = outcomes
            .iter()
            .map(|outcome| (outcome.id, outcome.refused.clone()))
            .collect();
        let expected = [(draft, None), (missing, Some(AppError::NotFound)), (issued, None)];
        assert_eq!(told, expected);

        let files = actions::files(ctx, vec![draft, issued], true).await.unwrap();
        assert!(says(&files[0].bytes, "ЧЕРНЕТКА"));
        assert!(files[1].bytes == bytes(ctx, issued, Rendition::Stamped).await);
        let one = joined(files.into_iter().map(|file| (file.bytes, 2)).collect()).unwrap();
        assert!(pages(&one).is_none_or(|pages| pages.len() == 4));
        assert_eq!(actions::files(ctx, vec![missing], false).await, Err(AppError::NotFound));
        let too_many = (0..1000).map(|_| ctx.new_id()).collect();
        assert_eq!(actions::prepare(ctx, too_many, false).await, Err(AppError::TooLarge));
    })
    .await;
}

async fn paint(ctx: &Ctx, office: &Office, kind: ImageKind, picture: Vec<u8>) {
    images::save(ctx, office.organization, kind, "a.png".into(), picture)
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_issued_keeps_its_pictures_its_template_and_its_parties() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        for kind in [ImageKind::Logo, ImageKind::Stamp] {
            paint(ctx, &office, kind, red(ImageFormat::Png)).await;
        }
        let id = office.issued(ctx, "1234.5").await;
        let (clean, stamped) = (
            bytes(ctx, id, Rendition::Clean).await,
            bytes(ctx, id, Rendition::Stamped).await,
        );
        assert!(clean != stamped);
        let logo = async || actions::sheet(ctx, id, None).await.unwrap().html.html;
        let page = logo().await;
        assert!(page.contains("picture.png?sha256="), "{page}");

        // Other pictures, one of them taken away; another client, company and template.
        paint(ctx, &office, ImageKind::Logo, blue(ImageFormat::Png)).await;
        images::remove(ctx, office.organization, ImageKind::Stamp)
            .await
            .unwrap();
        by_hand(&env, "UPDATE clients SET name = 'ТОВ «Інша»', legal_name = ''").await;
        by_hand(&env, "UPDATE organizations SET legal_name = 'Інший', address = 'Львів'").await;
        super::templates::published(ctx).await;
        ctx.clock.advance(Duration::from_hours(24 * 400));
        assert!(bytes(ctx, id, Rendition::Clean).await == clean);
        assert!(bytes(ctx, id, Rendition::Stamped).await == stamped);
        assert_eq!(logo().await, page, "the page has the logo of then");

        // Made anew of what was frozen, it is the same to the byte.
        by_hand(&env, "DELETE FROM renditions").await;
        assert!(bytes(ctx, id, Rendition::Clean).await == clean);
        assert!(bytes(ctx, id, Rendition::Stamped).await == stamped);
        // What is issued now has what is there now.
        let later = office.issued(ctx, "1234.5").await;
        assert!(
            !actions::sheet(ctx, later, None)
                .await
                .unwrap()
                .html
                .html
                .contains(&page)
        );
        assert!(bytes(ctx, later, Rendition::Clean).await == bytes(ctx, later, Rendition::Stamped).await);
        assert_eq!(check(ctx).await.unwrap(), []);

        by_hand(
            &env,
            "UPDATE organization_pictures SET bytes = sha256 WHERE kind = 'stamp'",
        )
        .await;
        let told: Vec<String> = check(ctx).await.unwrap().iter().map(ToString::to_string).collect();
        assert!(
            told.iter().any(|line| line.starts_with("I5 stamp of organization")),
            "{told:?}"
        );
        by_hand(&env, "DELETE FROM organization_pictures WHERE kind = 'stamp'").await;
        let told: Vec<String> = check(ctx).await.unwrap().iter().map(ToString::to_string).collect();
        let missing = told
            .iter()
            .filter(|line| line.ends_with("a picture it was issued with is not there"));
        assert_eq!(missing.count(), 1, "{told:?}");
    })
    .await;
}

/// Every built-in template on some samples, with logo, stamp and facsimile. `AKTA_PAPERS=/tmp/papers make unit ARGS='papers_with_pictures'` writes
/// them down for people to look at.
#[test]
fn papers_with_pictures_are_set() {
    let folder = std::env::var_os("AKTA_PAPERS").map(std::path::PathBuf::from);
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder).unwrap();
    }
    for kind in PaperKind::ALL {
        for lang in Lang::ALL {
            for name in ["company", "sole_proprietor", "long", "rates", "foreign"] {
                let paper = samples::named(*kind, lang, name).unwrap();
                let builtin = builtin::serving(TemplateKind::paper(*kind), lang);
                let html = render(builtin.body, &Sheet::of(&paper, lang), lang).unwrap();
                let picture = |name, png: Vec<u8>| Picture { name, png, shown: true };
                let manuscript = Manuscript {
                    html: html.as_str().to_owned(),
                    lang,
                    title: title_of(html.as_str()),
                    author: "Akta".to_owned(),
                    date: jiff::civil::date(2026, 1, 31),
                    face: if *kind == PaperKind::Contract {
                        Face::Serif
                    } else {
                        Face::Sans
                    },
                    pictures: vec![
                        picture("logo", red(ImageFormat::Png)),
                        picture("stamp", blue(ImageFormat::Png)),
                        picture("facsimile", blue(ImageFormat::Png)),
                    ],
                    mark: None,
                };
                let pdf = crate::platform::typeset::set(&manuscript).unwrap();
                assert!(pdf.starts_with(b"%PDF-"), "{kind}.{lang}.{name}");
                if let Some(folder) = &folder {
                    std::fs::write(folder.join(format!("{kind}.{lang}.{name}.pdf")), pdf).unwrap();
                }
            }
        }
    }
}
