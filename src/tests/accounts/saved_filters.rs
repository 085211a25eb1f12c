//! Filters of lists that people save for themselves.

use std::collections::BTreeSet;

use super::{MINUTE, account};
use crate::company::accounts::filters::{ListPath, MOST, SaveFilter};
use crate::company::accounts::model::Role;
use crate::company::accounts::{saved_filters, store};
use crate::error::AppError;
use crate::kernel::actor::Scope;
use crate::kernel::ids::{SavedFilterId, UserId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Engine;
use crate::server::exports::LISTS;
use crate::tests::rights::world::{Person, World};
use crate::tests::{TestEnv, on_both_engines};

fn form(list: ListPath, name: &str, query: &str) -> SaveFilter {
    SaveFilter {
        list: list.to_string(),
        name: name.into(),
        query: query.into(),
    }
}

/// Somebody who may write nothing else.
async fn reader(env: &TestEnv, email: &str) -> Ctx {
    let id = account(env, email, Role::ReadOnly).await;
    env.as_staff(id, Role::ReadOnly, Scope::All)
}

async fn save(ctx: &Ctx, list: ListPath, name: &str, query: &str) -> SavedFilterId {
    // The clock of tests stands still, and filters are shown in the order in which they were saved.
    ctx.clock.advance(MINUTE);
    saved_filters::save(ctx, form(list, name, query)).await.unwrap()
}

/// Names and queries, as the list shows them.
async fn shown(ctx: &Ctx, list: ListPath) -> Vec<(String, String)> {
    let saved = saved_filters::list(ctx, list).await.unwrap();
    saved.into_iter().map(|saved| (saved.name, saved.query)).collect()
}

fn pair(name: &str, query: &str) -> (String, String) {
    (name.to_owned(), query.to_owned())
}

#[tokio::test]
async fn a_filter_is_saved_replaced_and_deleted() {
    on_both_engines(async |env| {
        let anna = reader(&env, "anna@example.com").await;
        let unpaid = save(&anna, ListPath::Invoices, " Шипшина unpaid ", "q=%D0%A8&state=unpaid").await;
        let drafts = save(&anna, ListPath::Invoices, "Drafts", "state=draft").await;
        let archived = save(&anna, ListPath::Clients, "Drafts", "archived=true").await;
        assert_eq!(
            shown(&anna, ListPath::Invoices).await,
            [
                pair("Шипшина unpaid", "q=%D0%A8&state=unpaid"),
                pair("Drafts", "state=draft")
            ]
        );
        assert_eq!(shown(&anna, ListPath::Clients).await, [pair("Drafts", "archived=true")]);
        assert!(shown(&anna, ListPath::Users).await.is_empty());

        let again = save(&anna, ListPath::Invoices, "Шипшина unpaid", "state=overdue").await;
        assert_eq!(again, unpaid, "the same one says something else now");
        assert_eq!(
            shown(&anna, ListPath::Invoices).await,
            [pair("Шипшина unpaid", "state=overdue"), pair("Drafts", "state=draft")]
        );

        saved_filters::delete(&anna, drafts).await.unwrap();
        assert_eq!(saved_filters::delete(&anna, drafts).await, Err(AppError::NotFound));
        assert_eq!(
            shown(&anna, ListPath::Invoices).await,
            [pair("Шипшина unpaid", "state=overdue")]
        );
        saved_filters::delete(&anna, archived).await.unwrap();
        assert!(shown(&anna, ListPath::Clients).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn ones_filters_are_ones_own() {
    on_both_engines(async |env| {
        let anna = reader(&env, "anna@example.com").await;
        let petro = reader(&env, "petro@example.com").await;
        let id = save(&anna, ListPath::Invoices, "Mine", "state=draft").await;
        assert!(shown(&petro, ListPath::Invoices).await.is_empty());
        assert_eq!(saved_filters::delete(&petro, id).await, Err(AppError::NotFound));
        save(&petro, ListPath::Invoices, "Mine", "state=paid").await;
        assert_eq!(shown(&anna, ListPath::Invoices).await, [pair("Mine", "state=draft")]);
        assert_eq!(shown(&petro, ListPath::Invoices).await, [pair("Mine", "state=paid")]);

        let not_signed_in = Some(AppError::NotSignedIn);
        for nobody in [env.as_stranger(), env.ctx.clone()] {
            let read = saved_filters::list(&nobody, ListPath::Invoices).await;
            assert_eq!(read.err(), not_signed_in);
            let written = saved_filters::save(&nobody, form(ListPath::Invoices, "Mine", "")).await;
            assert_eq!(written.err(), not_signed_in);
            assert_eq!(saved_filters::delete(&nobody, id).await.err(), not_signed_in);
        }
        assert_eq!(shown(&anna, ListPath::Invoices).await, [pair("Mine", "state=draft")]);
    })
    .await;
}

#[tokio::test]
async fn thirty_filters_of_a_list_are_enough() {
    on_both_engines(async |env| {
        let anna = reader(&env, "anna@example.com").await;
        for n in 1..MOST {
            save(&anna, ListPath::Invoices, &format!("No. {n}"), "desc=true").await;
        }
        // Two at once don't both become the last one.
        let (one, other) = tokio::join!(
            saved_filters::save(&anna, form(ListPath::Invoices, "One", "")),
            saved_filters::save(&anna, form(ListPath::Invoices, "Other", ""))
        );
        let refused = AppError::field("name", Problem::Full { max: MOST });
        let refusals = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
        assert_eq!(refusals, [refused]);
        assert_eq!(shown(&anna, ListPath::Invoices).await.len(), MOST);

        // What replaces another one, or belongs to another list or person, is none too many.
        let first = save(&anna, ListPath::Invoices, "No. 1", "state=paid").await;
        save(&anna, ListPath::Payments, "No. 1", "mode=cash").await;
        let petro = reader(&env, "petro@example.com").await;
        save(&petro, ListPath::Invoices, "No. 1", "state=paid").await;
        saved_filters::delete(&anna, first).await.unwrap();
        save(&anna, ListPath::Invoices, "In its place", "state=paid").await;
        assert_eq!(shown(&anna, ListPath::Invoices).await.len(), MOST);
    })
    .await;
}

#[tokio::test]
async fn filters_of_a_list_are_read_along_their_index() {
    on_both_engines(async |env| {
        let user: UserId = env.ctx.new_id();
        let sql = store::filters::saved_filters(user, ListPath::Invoices);
        let plan = sql.plan(&env.ctx.db).await.unwrap();
        assert!(plan.contains("saved_filters_by_name"), "{plan}");
        if env.engine == Engine::Sqlite {
            assert!(!plan.contains("SCAN"), "{plan}");
        }
    })
    .await;
}

/// Every list that is taken along as a file has a search box, and so has filters to save.
#[test]
fn the_lists_with_filters_are_all_the_lists() {
    let with_filters: BTreeSet<&str> = ListPath::ALL.iter().map(|list| list.as_str()).collect();
    assert_eq!(with_filters, BTreeSet::from(LISTS));
}

#[tokio::test]
async fn a_filter_is_saved_and_deleted_without_scripts() {
    on_both_engines(async |env| {
        let world = World::new(&env).await;
        let person = Some(Person::ReadOnly);
        let address = "/invoices?q=%D0%A8&state=unpaid";
        let filter = "q=%D0%A8&amp;state=unpaid";
        let open = world.page(address, person).await.text;
        for expected in ["/api/saved-filters/save", "input[query]", filter] {
            assert!(open.contains(expected), "{expected} in {open}");
        }
        let bare = world.page("/invoices", person).await.text;
        assert!(!bare.contains("input[query]"), "the whole list is no filter");

        let form = |name: &str| {
            format!("input[list]=/invoices&input[query]=q%3D%25D0%25A8%26state%3Dunpaid&input[name]={name}")
        };
        let save = "/api/saved-filters/save";
        let refused = world.plain_form(save, &form(""), address, person).await;
        assert!(refused.location.contains("flash="), "{}", refused.location);
        let back = world.page(&refused.location, person).await.text;
        assert!(back.contains("Fill this in"), "{back}");
        let saved = world.plain_form(save, &form("Wild+rose"), address, person).await;
        assert_eq!((saved.status, saved.location.as_str()), (303, address));

        let list = world.page("/invoices", person).await.text;
        let link = format!("href=\"/invoices?{filter}\"");
        assert!(list.contains(&link) && list.contains("Wild rose"), "{list}");
        for (elsewhere, who) in [
            ("/payments".to_owned(), Person::ReadOnly),
            (format!("/clients/{}/invoices", world.client), Person::ReadOnly),
            ("/invoices".to_owned(), Person::Administrator),
        ] {
            let page = world.page(&elsewhere, Some(who)).await;
            assert_eq!(page.status, 200);
            assert!(!page.text.contains("Wild rose"), "{elsewhere} of {who:?}");
        }
        let tab = world.page(&format!("/clients/{}/invoices", world.client), person).await;
        assert!(!tab.text.contains("/api/saved-filters/"), "{}", tab.text);

        let reader = env.as_staff(world.user(Person::ReadOnly), Role::ReadOnly, Scope::All);
        let stored = saved_filters::list(&reader, ListPath::Invoices).await.unwrap();
        assert_eq!(stored.len(), 1);
        let delete = "/api/saved-filters/delete";
        let id = format!("id={}", stored[0].id);
        let deleted = world.plain_form(delete, &id, "/invoices", person).await;
        assert_eq!((deleted.status, deleted.location.as_str()), (303, "/invoices"));
        let list = world.page("/invoices", person).await.text;
        assert!(!list.contains("Wild rose"), "{list}");
    })
    .await;
}
