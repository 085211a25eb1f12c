//! The catalogue: saving, archiving, the list, what editors are offered, and the indexes behind it.
#![allow(clippy::unwrap_used)]

use super::organization::{create, russian_company};
use super::{TestEnv, gather_statistics, on_both_engines};
use crate::company::catalog::forms::SaveItem;
use crate::company::catalog::model::{ItemFilter, ItemSort};
use crate::company::catalog::{actions, store};
use crate::company::organization;
use crate::error::AppError;
use crate::kernel::ids::CatalogItemId;
use crate::kernel::paging::{Cursor, Direction, PAGE_SIZE, SortKey};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::records::activity::model::Verb;

fn named(ctx: &Ctx, name: &str) -> SaveItem {
    SaveItem {
        request: Some(ctx.new_id()),
        name: name.into(),
        kind: "goods".into(),
        unit: "шт".into(),
        price: "100".into(),
        currency: "UAH".into(),
        vat: "standard:20".into(),
        ..SaveItem::default()
    }
}

fn coded(ctx: &Ctx, code: &str, name: &str) -> SaveItem {
    SaveItem {
        code: code.into(),
        ..named(ctx, name)
    }
}

/// An item with a name and nothing special about it.
pub async fn item(ctx: &Ctx, name: &str) -> CatalogItemId {
    actions::save(ctx, named(ctx, name)).await.unwrap()
}

async fn names(ctx: &Ctx, filter: ItemFilter) -> Vec<String> {
    let page = actions::list(ctx, &filter).await.unwrap();
    page.rows.into_iter().map(|row| row.item.name).collect()
}

async fn offered(ctx: &Ctx, q: &str) -> Vec<String> {
    let found = actions::suggest(ctx, q).await.unwrap();
    found.into_iter().map(|item| item.name).collect()
}

#[tokio::test]
async fn an_item_is_kept_as_it_was_typed_and_its_history_told() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let typed = SaveItem {
            code: " НБ-14 ".into(),
            description: "16 ГБ\nчёрный".into(),
            price: "38 999,123456".into(),
            vat: "standard:7".into(),
            ..named(ctx, "Ноутбук 14″")
        };
        let id = actions::save(ctx, typed.clone()).await.unwrap();
        assert_eq!(
            actions::save(ctx, typed).await.unwrap(),
            id,
            "sent twice it is one item"
        );
        let sheet = actions::show(ctx, id).await.unwrap();
        assert_eq!(sheet.item.code, "НБ-14");
        assert_eq!(sheet.item.price.to_string(), "38999.123456");
        let mut change = SaveItem::of(&sheet.item);
        assert_eq!(
            (change.vat.as_str(), change.description.as_str()),
            ("standard:7", "16 ГБ\nчёрный")
        );
        change.price = "40000".into();
        actions::save(ctx, change.clone()).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, change).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(conflict.current.get("price").map(String::as_str), Some("40000"));
        let sheet = actions::show(ctx, id).await.unwrap();
        let told: Vec<_> = sheet.events.iter().map(|event| event.verb).collect();
        assert_eq!(told, [Verb::Changed, Verb::Created]);
        let change = &sheet.events[0].changes[0];
        assert_eq!(
            (change.field.as_str(), change.old.as_str(), change.new.as_str()),
            ("price", "38999.123456", "40000")
        );
    })
    .await;
}

#[tokio::test]
async fn no_two_items_share_a_code_whatever_its_letters() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        actions::save(ctx, coded(ctx, "АБ-1", "Первый")).await.unwrap();
        let taken = Err(AppError::field("code", Problem::AlreadyTaken));
        assert_eq!(actions::save(ctx, coded(ctx, "аб-1", "Второй")).await, taken);
        // No code is no code of anybody.
        let second = item(ctx, "Второй").await;
        item(ctx, "Третий").await;
        let mut change = SaveItem::of(&actions::show(ctx, second).await.unwrap().item);
        change.code = "Аб-1".into();
        assert_eq!(actions::save(ctx, change).await, taken);
    })
    .await;
}

#[tokio::test]
async fn a_usual_unit_brings_the_code_of_the_companys_country() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        create(ctx, russian_company()).await;
        let code = async |unit: &str, typed: &str| {
            let form = SaveItem {
                unit: unit.into(),
                unit_code: typed.into(),
                ..named(ctx, "Что-то")
            };
            let id = actions::save(ctx, form).await.unwrap();
            actions::show(ctx, id).await.unwrap().item.unit_code
        };
        assert_eq!(code("шт.", "").await, "796");
        assert_eq!(code("час", "").await, "");
        assert_eq!(code("шт", "797").await, "797");
    })
    .await;
}

#[tokio::test]
async fn a_new_item_is_priced_as_the_first_company_sells() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let form = actions::form(ctx, None).await.unwrap();
        assert_eq!((form.input.vat.as_str(), form.rates.len()), ("not_payer", 0));
        let company = create(ctx, russian_company()).await;
        let form = actions::form(ctx, None).await.unwrap();
        assert_eq!(
            (form.input.currency.as_str(), form.input.vat.as_str()),
            ("RUB", "standard:22")
        );
        let offered: Vec<_> = form
            .rates
            .iter()
            .map(|(code, name)| (code.as_str(), name.as_str()))
            .collect();
        assert!(offered.contains(&("standard:20", "НДС 20 %")) && offered.contains(&("not_payer", "Без НДС")));
        // An item of last year finds the rate that has taken the place of its own.
        let choice = organization::actions::choices(ctx).await.unwrap().remove(0);
        assert_eq!(choice.id, company);
        let rate = |code: &str, date: &str| {
            let rate = crate::company::catalog::forms::read_rate(code).unwrap();
            choice
                .rate_like(rate, date.parse().unwrap())
                .map(|rate| rate.name.clone())
        };
        assert_eq!(rate("standard:10", "2026-11-24").as_deref(), Some("НДС 10 %"));
        assert_eq!(rate("standard:20", "2025-11-24").as_deref(), Some("НДС 20 %"));
        assert_eq!(rate("standard:20", "2026-11-24").as_deref(), Some("НДС 22 %"));
        assert_eq!(rate("exempt", "2026-11-24"), None);
    })
    .await;
}

#[tokio::test]
async fn an_archived_item_is_left_out_and_comes_back() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = actions::save(ctx, coded(ctx, "N1", "Ноутбук")).await.unwrap();
        actions::archive(ctx, id).await.unwrap();
        actions::archive(ctx, id).await.unwrap();
        assert_eq!(offered(ctx, "ноут").await, [""; 0]);
        assert_eq!(offered(ctx, "n1").await, [""; 0]);
        assert_eq!(names(ctx, ItemFilter::default()).await, [""; 0]);
        let archived = ItemFilter {
            archived: true,
            ..ItemFilter::default()
        };
        assert_eq!(names(ctx, archived).await, ["Ноутбук"]);
        // Renamed in the archive, it comes back under its new name.
        let mut change = SaveItem::of(&actions::show(ctx, id).await.unwrap().item);
        change.name = "Планшет".into();
        actions::save(ctx, change).await.unwrap();
        assert_eq!(offered(ctx, "планш").await, [""; 0]);
        actions::restore(ctx, id).await.unwrap();
        assert_eq!(offered(ctx, "планш").await, ["Планшет"]);
        assert_eq!(offered(ctx, "ноут").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn codes_are_offered_before_words_and_at_most_ten() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        for (code, name) in [
            ("НБ-14", "Комп’ютер переносний"),
            ("", "нб-адаптер"),
            ("", "Ноутбук ігровий, 16 ГБ"),
            ("", "Чохол для ноутбука"),
            ("50%", "Знижка"),
            ("", "Ёлка новогодняя"),
        ] {
            actions::save(ctx, coded(ctx, code, name)).await.unwrap();
        }
        for (q, expected) in [
            ("нб", vec!["Комп’ютер переносний", "нб-адаптер"]),
            ("НБ-1", vec!["Комп’ютер переносний"]),
            ("ноутбук", vec!["Ноутбук ігровий, 16 ГБ", "Чохол для ноутбука"]),
            ("16 ноут", vec!["Ноутбук ігровий, 16 ГБ"]),
            ("чохол ноут", vec!["Чохол для ноутбука"]),
            ("адаптер", vec!["нб-адаптер"]),
            ("елк", vec!["Ёлка новогодняя"]),
            // The middle of a word is no beginning.
            ("тбук", vec![]),
            ("%", vec![]),
            ("50%", vec!["Знижка"]),
            ("' OR 1=1 --", vec![]),
            (" ", vec![]),
            ("\0н\0б", vec!["Комп’ютер переносний", "нб-адаптер"]),
        ] {
            assert_eq!(offered(ctx, q).await, expected, "{q}");
        }
        for n in 0..15 {
            item(ctx, &format!("Серия сервер сервис {n}")).await;
        }
        assert_eq!(offered(ctx, "сер").await.len(), 10);
    })
    .await;
}

#[tokio::test]
async fn the_list_is_searched_filtered_and_sorted() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        for (code, name, kind, price) in [
            ("B2", "Аренда", "service", "30"),
            ("a1", "Бумага А4", "goods", "20"),
            ("", "Вёрстка", "work", "10"),
        ] {
            let form = SaveItem {
                kind: kind.into(),
                price: price.into(),
                ..coded(ctx, code, name)
            };
            actions::save(ctx, form).await.unwrap();
        }
        let all = ItemFilter::default;
        let kind = |kind: &str| ItemFilter {
            kind: kind.into(),
            ..all()
        };
        let search = |q: &str| ItemFilter { q: q.into(), ..all() };
        let sorted = |sort: ItemSort, desc| ItemFilter {
            sort: sort.to_string(),
            desc,
            ..all()
        };
        for (filter, expected) in [
            (all(), vec!["Аренда", "Бумага А4", "Вёрстка"]),
            (kind("goods"), vec!["Бумага А4"]),
            (kind("nonsense"), vec!["Аренда", "Бумага А4", "Вёрстка"]),
            (search("верст"), vec!["Вёрстка"]),
            (search("а4 бум"), vec!["Бумага А4"]),
            (search("b2"), vec!["Аренда"]),
            (search("%"), vec!["Аренда", "Бумага А4", "Вёрстка"]),
            (search("_"), vec![]),
            (sorted(ItemSort::Code, false), vec!["Вёрстка", "Бумага А4", "Аренда"]),
            (sorted(ItemSort::Price, true), vec!["Аренда", "Бумага А4", "Вёрстка"]),
            (sorted(ItemSort::Name, true), vec!["Вёрстка", "Бумага А4", "Аренда"]),
        ] {
            assert_eq!(names(ctx, filter.clone()).await, expected, "{filter:?}");
        }
    })
    .await;
}

/// Ten thousand items, copied row by row in the database, with their words.
async fn many_items(ctx: &Ctx, engine: Engine) {
    let text = match engine {
        Engine::Sqlite => ("randomblob(16)", "printf('%05d', t.n)"),
        Engine::Postgres => ("gen_random_uuid()", "lpad(t.n::text, 5, '0')"),
    };
    let (id, n) = text;
    let counted =
        "(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 10000) SELECT n FROM t) AS t";
    let items = format!(
        "INSERT INTO catalog_items (id, code, code_key, name, description, kind, unit, unit_code, price, currency, vat_category, \
         vat_percent, archived, sort_name, search, version, created_at) \
         SELECT {id}, 'A' || {n}, 'a' || {n}, i.name || ' ' || {n}, i.description, i.kind, i.unit, i.unit_code, i.price + t.n, \
         i.currency, i.vat_category, i.vat_percent, i.archived, i.sort_name || ' ' || {n}, 'a' || {n} || ' ' || i.search || ' ' || {n}, \
         1, i.created_at FROM catalog_items i, {counted}"
    );
    let words = "INSERT INTO catalog_words (item_id, word) SELECT i.id, w.word FROM catalog_items i, \
                 (SELECT DISTINCT word FROM catalog_words) AS w WHERE i.code <> ''";
    let numbers =
        "INSERT INTO catalog_words (item_id, word) SELECT id, substr(code, 2) FROM catalog_items WHERE code <> ''";
    for statement in [items.as_str(), words, numbers] {
        Sql::raw(statement.to_owned())
            .outside_transaction(&ctx.db)
            .await
            .unwrap();
    }
    gather_statistics(ctx).await;
}

#[tokio::test]
async fn ten_thousand_items_are_read_along_their_indexes() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        item(ctx, "Ноутбук игровой, серый").await;
        many_items(ctx, env.engine).await;
        for (sort, key, index) in [
            (ItemSort::Name, SortKey::Text("н".into()), "catalog_items_by_name"),
            (ItemSort::Code, SortKey::Text("a".into()), "catalog_items_by_code"),
            (ItemSort::Price, SortKey::Int(5), "catalog_items_by_price"),
        ] {
            let cursor = Cursor {
                direction: Direction::Forward,
                key,
                id: uuid::Uuid::from_u128(1),
            };
            let filter = store::ListFilter {
                q: "",
                kind: None,
                archived: false,
                sort,
                descending: false,
                cursor: Some(&cursor),
            };
            let plan = store::list(&filter).plan(&ctx.db).await.unwrap();
            assert!(plan.contains(index), "{sort}: {plan}");
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
                "sorted by hand:\n{plan}"
            );
        }
        let code = store::by_code("a00").plan(&ctx.db).await.unwrap();
        assert!(code.contains("catalog_items_by_code"), "{code}");
        let words = store::with_word("ноут", ["серый"].into_iter())
            .plan(&ctx.db)
            .await
            .unwrap();
        assert!(words.contains("catalog_words_by_word"), "{words}");
        for plan in [code, words] {
            assert!(!plan.contains("Seq Scan") && !plan.contains("SCAN i"), "{plan}");
            // An index is walked in its order and left when there is enough. PostgreSQL may sort where it expects few.
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
        assert_eq!(
            actions::list(ctx, &ItemFilter::default()).await.unwrap().rows.len(),
            PAGE_SIZE
        );
        for (q, found) in [
            ("a000", 10),
            ("н", 10),
            ("серый", 10),
            ("ноутбук 07777", 1),
            ("07777 сер", 1),
            ("ноут сер игр", 10),
            ("нет", 0),
        ] {
            assert_eq!(actions::suggest(ctx, q).await.unwrap().len(), found, "{q}");
        }
    })
    .await;
}
