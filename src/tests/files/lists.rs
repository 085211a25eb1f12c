//! The list of the client's card.

use super::{PDF, attached};
use crate::desk::files::actions as desk;
use crate::desk::files::model::{ClientFileRow, FileFilter, FileSort};
use crate::desk::files::store::list_plan;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{ClientId, Id, UserId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::{PAGE_SIZE, Page};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::records::files::store::of_owner_plan;
use crate::tests::invoices::{client, office};
use crate::tests::{TestEnv, gather_statistics, on_both_engines};

async fn by_hand(env: &TestEnv, text: String) {
    Sql::raw(text).outside_transaction(&env.ctx.db).await.unwrap();
}

/// Further files like the one of this name, by hand: `copy 00001.pdf`, …, each larger than the one before.
pub async fn copies(env: &TestEnv, name: &str, count: usize) {
    let (id, number) = match env.engine {
        Engine::Sqlite => ("randomblob(16)", "printf('%05d', i)"),
        Engine::Postgres => ("gen_random_uuid()", "lpad(i::text, 5, '0')"),
    };
    let sql = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}), \
         f AS (SELECT * FROM files WHERE name = '{name}') \
         INSERT INTO files (id, owner_kind, owner_id, client_id, name, kind, size, sha256, picture, visible, added_by, added_at, sort_name) \
         SELECT {id}, owner_kind, owner_id, client_id, 'copy ' || {number} || '.pdf', kind, size + i, sha256, picture, visible, added_by, \
         added_at, 'copy ' || {number} || '.pdf' FROM n, f"
    );
    by_hand(env, sql).await;
    gather_statistics(&env.ctx).await;
}

fn of(client: ClientId) -> FileFilter {
    FileFilter {
        client: Some(client),
        ..FileFilter::default()
    }
}

async fn list(ctx: &Ctx, filter: FileFilter) -> Page<ClientFileRow> {
    desk::list(ctx, filter).await.unwrap()
}

async fn names(ctx: &Ctx, filter: FileFilter) -> Vec<String> {
    let page = list(ctx, filter).await;
    page.rows.into_iter().map(|row| row.file.name).collect()
}

#[tokio::test]
async fn files_of_the_card_and_of_the_papers_stand_in_one_list_with_where_they_come_from() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let (issued, draft) = (office.issued(ctx, "100").await, office.draft(ctx, "5").await);
        let card = (OwnerKind::Client, office.client.uuid());
        attached(ctx, card, "Статут.pdf", PDF).await;
        attached(ctx, (OwnerKind::Invoice, issued.uuid()), "Скан рахунку.pdf", PDF).await;
        attached(ctx, (OwnerKind::Invoice, draft.uuid()), "Замовлення.txt", b"3").await;
        let elsewhere = client(ctx, "ТОВ «Інша»").await;
        attached(ctx, (OwnerKind::Client, elsewhere.uuid()), "чужий.pdf", PDF).await;

        let page = list(ctx, of(office.client)).await;
        let rows: Vec<_> = page.rows.iter().map(|row| (&*row.file.name, &*row.number)).collect();
        let number = crate::tests::invoices::stored(ctx, issued).await;
        let number = number.number().unwrap();
        assert_eq!(
            rows,
            [("Замовлення.txt", ""), ("Скан рахунку.pdf", number), ("Статут.pdf", "")],
            "the newest first"
        );
        let narrowed = |origin, q: &str| FileFilter {
            origin,
            q: q.to_owned(),
            ..of(office.client)
        };
        assert_eq!(names(ctx, narrowed(Some(OwnerKind::Client), "")).await, ["Статут.pdf"]);
        assert_eq!(
            names(ctx, narrowed(Some(OwnerKind::Invoice), "")).await,
            ["Замовлення.txt", "Скан рахунку.pdf"]
        );
        assert_eq!(names(ctx, narrowed(None, "СКАН рах")).await, ["Скан рахунку.pdf"]);
        assert_eq!(names(ctx, narrowed(Some(OwnerKind::Payment), "")).await, [""; 0]);

        let file = page.rows[2].file.id;
        desk::delete(ctx, file).await.unwrap();
        assert_eq!(names(ctx, of(office.client)).await.len(), 2);
        let deleted = FileFilter {
            deleted: true,
            ..of(office.client)
        };
        assert_eq!(names(ctx, deleted).await, ["Статут.pdf"]);
    })
    .await;
}

#[tokio::test]
async fn who_may_not_see_invoices_sees_the_files_of_the_card_alone() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let issued = office.issued(ctx, "100").await;
        attached(ctx, (OwnerKind::Client, office.client.uuid()), "a.pdf", PDF).await;
        let hidden = attached(ctx, (OwnerKind::Invoice, issued.uuid()), "b.pdf", PDF).await;
        let user = UserId::from(uuid::Uuid::from_u128(7));
        let mut reader = env.as_staff(user, Role::ReadOnly, Scope::All);
        reader.actor = crate::kernel::actor::Actor::Staff {
            user,
            rights: [crate::kernel::actor::Right::ViewClients].into_iter().collect(),
        };
        assert_eq!(names(&reader, of(office.client)).await, ["a.pdf"]);
        let count = crate::records::files::actions::count_of_client(&reader, office.client).await;
        assert_eq!(count.unwrap(), 1);
        assert!(desk::show(&reader, hidden).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn ten_thousand_files_are_read_page_by_page_by_an_index_in_every_order() {
    on_both_engines(async |env| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let card = (OwnerKind::Client, office.client.uuid());
        let other = client(ctx, "ТОВ «Інша»").await;
        attached(ctx, (OwnerKind::Client, other.uuid()), "b.pdf", PDF).await;
        copies(&env, "b.pdf", 9_999).await;
        attached(ctx, card, "a.pdf", PDF).await;
        copies(&env, "a.pdf", 9_999).await;
        let user = UserId::from(uuid::Uuid::from_u128(5));
        for (sort, index) in [
            (FileSort::Added, "files_of_client"),
            (FileSort::Name, "files_of_client_by_name"),
            (FileSort::Size, "files_of_client_by_size"),
        ] {
            for desc in [false, true] {
                let first = FileFilter {
                    sort,
                    desc,
                    ..of(office.client)
                };
                let page = list(ctx, first.clone()).await;
                assert_eq!(page.rows.len(), PAGE_SIZE);
                let second = FileFilter {
                    after: page.next,
                    ..first.clone()
                };
                let next = list(ctx, second.clone()).await;
                let seen: Vec<_> = page.rows.iter().map(|row| row.file.id).collect();
                assert!(next.rows.iter().all(|row| !seen.contains(&row.file.id)), "{sort}");
                let narrowed = FileFilter {
                    origin: Some(OwnerKind::Client),
                    q: "copy 0".to_owned(),
                    ..second.clone()
                };
                for filter in [first, second, narrowed] {
                    for scope in [Scope::All, Scope::OwnedBy(user)] {
                        let plan = list_plan(&ctx.db, scope, office.client, &filter).await.unwrap();
                        assert!(plan.contains(index), "{sort} {desc} {scope:?}: {plan}");
                        if env.engine == Engine::Sqlite {
                            assert!(!plan.contains("TEMP B-TREE") && !plan.contains("SCAN f"), "{plan}");
                        } else {
                            assert!(!plan.contains("Sort") && !plan.contains("Seq Scan on files"), "{plan}");
                        }
                    }
                }
            }
        }
        let plan = of_owner_plan(&ctx.db, card.0, card.1).await.unwrap();
        assert!(plan.contains("files_of_owner"), "{plan}");
    })
    .await;
}
