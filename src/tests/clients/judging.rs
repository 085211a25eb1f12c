//! Cards that are older than the judgement of their control digits.

use super::parts::to_check;
use super::{inn, named};
use crate::crm::clients::actions;
use crate::crm::clients::forms::SaveClient;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Engine, Sql};
use crate::tests::{TestEnv, on_both_engines};

async fn by_hand(ctx: &Ctx, statement: String) {
    Sql::raw(statement).outside_transaction(&ctx.db).await.unwrap();
}

async fn waiting(ctx: &Ctx) -> i64 {
    let sql = Sql::new("SELECT COUNT(*) FROM clients_to_judge");
    sql.scalar(&mut ctx.read()).await.unwrap().unwrap()
}

/// What the migration puts aside.
fn set_aside(engine: Engine) -> String {
    let text = match engine {
        Engine::Sqlite => include_str!("../../../migrations/sqlite/0017_cards_to_judge.sql"),
        Engine::Postgres => include_str!("../../../migrations/postgres/0017_cards_to_judge.sql"),
    };
    let at = text.find("INSERT INTO").unwrap();
    text[at..].trim().trim_end_matches(';').to_owned()
}

#[tokio::test]
async fn cards_saved_before_the_digits_were_judged_are_judged_once() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        assert_eq!(actions::judge_earlier(&ctx.db).await.unwrap(), 0, "nothing to do");
        for (name, number) in [("Опечатка", "7707083894"), ("Верно", "7707083893")] {
            let form = SaveClient {
                tax_ids: inn(number),
                ..named(ctx, name)
            };
            actions::save(ctx, form).await.unwrap();
        }
        actions::save(ctx, named(ctx, "Без номера")).await.unwrap();
        // As 0010 left them; and more of the same than one slice holds.
        by_hand(ctx, "UPDATE clients SET to_check = (1 = 0)".into()).await;
        let id = match env.engine {
            Engine::Sqlite => "randomblob(16)",
            Engine::Postgres => "gen_random_uuid()",
        };
        let card = "kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, notes, \
            archived, sort_name, search, version, created_at";
        by_hand(
            ctx,
            format!(
                "INSERT INTO clients (id, {card}) SELECT {id}, {card} FROM clients, (WITH RECURSIVE t(n) AS \
                 (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 600) SELECT n FROM t) AS t WHERE name = 'Верно'"
            ),
        )
        .await;
        by_hand(
            ctx,
            "INSERT INTO client_tax_ids (client_id, kind, value, label, country) SELECT id, tax_id_kind, tax_id, '', '' FROM clients \
             WHERE name = 'Верно' AND id NOT IN (SELECT client_id FROM client_tax_ids)"
                .into(),
        )
        .await;
        by_hand(ctx, set_aside(env.engine)).await;
        assert_eq!(waiting(ctx).await, 602, "a card without a number is not waiting");
        assert_eq!(to_check(ctx).await, [""; 0]);

        let versions = "SELECT CAST(SUM(version) AS BIGINT) FROM clients";
        let before: Option<i64> = Sql::new(versions).scalar(&mut ctx.read()).await.unwrap();
        assert_eq!(actions::judge_earlier(&ctx.db).await.unwrap(), 602);
        assert_eq!(to_check(ctx).await, ["Опечатка"]);
        assert_eq!(waiting(ctx).await, 0);
        assert_eq!(Sql::new(versions).scalar(&mut ctx.read()).await.unwrap(), before);
        assert_eq!(actions::judge_earlier(&ctx.db).await.unwrap(), 0, "once");
    })
    .await;
}
