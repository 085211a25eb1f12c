//! Phrases for notes.

use crate::documents::phrases::actions;
use crate::documents::phrases::model::SavePhrase;
use crate::error::AppError;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::tests::{TestEnv, on_both_engines};

fn phrase(ctx: &Ctx, text: &str) -> SavePhrase {
    SavePhrase {
        request: Some(ctx.new_id()),
        text: text.into(),
        ..SavePhrase::default()
    }
}

async fn texts(ctx: &Ctx) -> Vec<String> {
    let phrases = actions::all(ctx).await.unwrap();
    phrases.into_iter().map(|phrase| phrase.text).collect()
}

#[tokio::test]
async fn a_phrase_is_kept_once_changed_and_deleted() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let thanks = phrase(ctx, "  Дякуємо за замовлення!\r\nЗ повагою  ");
        let id = actions::save(ctx, thanks.clone()).await.unwrap();
        assert_eq!(
            actions::save(ctx, thanks).await.unwrap(),
            id,
            "the same form, sent twice"
        );
        actions::save(ctx, phrase(ctx, "Оплата протягом 5 днів")).await.unwrap();
        assert_eq!(
            texts(ctx).await,
            ["Дякуємо за замовлення!\nЗ повагою", "Оплата протягом 5 днів"]
        );
        let again = actions::save(ctx, phrase(ctx, "оплата  ПРОТЯГОМ 5 днів")).await;
        assert_eq!(again, Err(AppError::field("text", Problem::AlreadyTaken)));
        let empty = actions::save(ctx, phrase(ctx, " \n ")).await;
        assert_eq!(empty, Err(AppError::field("text", Problem::Required)));

        let stored = actions::all(ctx).await.unwrap().remove(0);
        let changed = SavePhrase {
            text: "Дякуємо!".into(),
            ..SavePhrase::of(&stored)
        };
        actions::save(ctx, changed.clone()).await.unwrap();
        let stale = actions::save(ctx, changed).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        actions::delete(ctx, id).await.unwrap();
        assert_eq!(actions::delete(ctx, id).await, Err(AppError::NotFound));
        assert_eq!(texts(ctx).await, ["Оплата протягом 5 днів"]);
        let events = activity::actions::of_owner(ctx, &Owner::phrase(id), 10).await.unwrap();
        assert_eq!(events.len(), 3, "kept, changed, deleted");
    })
    .await;
}
