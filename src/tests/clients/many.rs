//! Several clients at once.

use super::{manager, named, names, searching, verbs};
use crate::crm::clients::actions::{change_many, profile, save, save_group};
use crate::crm::clients::forms::SaveClient;
use crate::crm::clients::model::ClientFilter;
use crate::crm::clients::parts::{ChangeClients, MOST_AT_ONCE, ManyStep, SaveClientGroup};
use crate::error::AppError;
use crate::kernel::ids::ClientId;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity::model::Verb;
use crate::tests::{TestEnv, on_both_engines};

fn done(ids: &[ClientId], step: ManyStep, of: impl ToString) -> ChangeClients {
    ChangeClients {
        ids: ids.to_vec(),
        step,
        of: of.to_string(),
    }
}

async fn made(ctx: &Ctx, names: &[&str]) -> Vec<ClientId> {
    let mut ids = Vec::new();
    for name in names {
        ids.push(save(ctx, named(ctx, name)).await.unwrap());
    }
    ids
}

#[tokio::test]
async fn several_are_archived_and_brought_back() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let ids = made(ctx, &["A", "B", "C"]).await;
        assert_eq!(change_many(ctx, done(&ids[..2], ManyStep::Archive, "")).await, Ok(2));
        assert_eq!(names(ctx, ClientFilter::default()).await, ["C"]);
        assert_eq!(
            change_many(ctx, done(&ids, ManyStep::Archive, "")).await,
            Ok(1),
            "two are there already"
        );
        assert_eq!(change_many(ctx, done(&ids, ManyStep::Restore, "")).await, Ok(3));
        assert_eq!(
            verbs(ctx, ids[0]).await,
            [Verb::Restored, Verb::Archived, Verb::Created]
        );
        let many = vec![ids[0]; MOST_AT_ONCE + 1];
        assert_eq!(
            change_many(ctx, done(&many, ManyStep::Archive, "")).await,
            Err(AppError::TooLarge)
        );
        assert_eq!(crate::server::check::check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn groups_and_managers_are_added_and_taken_away_and_the_rest_stays() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let ids = made(ctx, &["A", "B"]).await;
        let group = SaveClientGroup {
            request: Some(ctx.new_id()),
            name: "Опт".into(),
            ..SaveClientGroup::default()
        };
        let group = save_group(ctx, group).await.unwrap();
        let (first, _) = manager(&env, "first@example.com").await;
        let (second, _) = manager(&env, "second@example.com").await;
        assert_eq!(change_many(ctx, done(&ids, ManyStep::IntoGroup, group)).await, Ok(2));
        assert_eq!(change_many(ctx, done(&ids[..1], ManyStep::GiveTo, first)).await, Ok(1));
        assert_eq!(change_many(ctx, done(&ids, ManyStep::GiveTo, second)).await, Ok(2));
        assert_eq!(change_many(ctx, done(&ids, ManyStep::TakeFrom, first)).await, Ok(1));
        let card = profile(ctx, ids[0]).await.unwrap();
        let managers: Vec<_> = card.managers.iter().map(|(id, _)| *id).collect();
        assert!(managers.contains(&second) && !managers.contains(&first), "{managers:?}");
        assert_eq!(card.groups.len(), 1);

        // Who had opened the card before is told.
        let stale = SaveClient::of(&card);
        assert_eq!(change_many(ctx, done(&ids, ManyStep::OutOfGroup, group)).await, Ok(2));
        assert!(matches!(save(ctx, stale).await, Err(AppError::Conflict(_))));

        let unknown = AppError::field("of", Problem::UnknownChoice);
        assert_eq!(
            change_many(ctx, done(&ids, ManyStep::IntoGroup, "x")).await,
            Err(unknown)
        );
        for step in [ManyStep::IntoGroup, ManyStep::GiveTo] {
            let nobody = uuid::Uuid::from_u128(9);
            assert!(matches!(
                change_many(ctx, done(&ids, step, nobody)).await,
                Err(AppError::Invalid(_))
            ));
        }
    })
    .await;
}

#[tokio::test]
async fn who_sees_only_his_own_changes_only_these_and_gives_none_away() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (user, own) = manager(&env, "own@example.com").await;
        let hers = save(&own, named(&own, "Hers")).await.unwrap();
        let other = made(ctx, &["Other"]).await[0];
        let both = [hers, other];
        assert_eq!(
            change_many(&own, done(&both, ManyStep::Archive, "")).await,
            Err(AppError::NotFound)
        );
        assert_eq!(names(ctx, searching("Hers")).await, ["Hers"], "all or none");
        assert_eq!(
            change_many(&own, done(&[hers], ManyStep::TakeFrom, user)).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(change_many(&own, done(&[hers], ManyStep::Archive, "")).await, Ok(1));
    })
    .await;
}
