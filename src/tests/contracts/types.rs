//! The directory of types.

use super::form;
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{
    MoveContractType, OpenContract, RetireContractType, SaveContract, SaveContractType,
};
use crate::error::AppError;
use crate::kernel::ids::ContractTypeId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::tests::invoices::{office, problem};
use crate::tests::{TestEnv, on_both_engines};

async fn add(ctx: &Ctx, name: &str) -> ContractTypeId {
    let form = SaveContractType {
        request: Some(ctx.new_id()),
        name: name.into(),
        ..SaveContractType::default()
    };
    actions::save_type(ctx, form).await.unwrap()
}

async fn names(ctx: &Ctx) -> Vec<String> {
    let all = actions::all_types(ctx).await.unwrap();
    all.into_iter().map(|one| one.name).collect()
}

#[tokio::test]
async fn types_have_an_order_and_can_be_retired() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let services = add(ctx, "Послуги").await;
        let supply = add(ctx, "Постачання").await;
        add(ctx, "Оренда").await;
        assert_eq!(names(ctx).await, ["Послуги", "Постачання", "Оренда"]);
        let again = SaveContractType {
            request: Some(ctx.new_id()),
            name: "ПОСЛУГИ".into(),
            ..SaveContractType::default()
        };
        assert_eq!(
            problem(actions::save_type(ctx, again).await),
            ("name".to_owned(), Problem::AlreadyTaken)
        );
        let step = |id, down| MoveContractType { id, down };
        actions::move_type(ctx, step(services, true)).await.unwrap();
        assert_eq!(names(ctx).await, ["Постачання", "Послуги", "Оренда"]);
        actions::move_type(ctx, step(supply, false)).await.unwrap();
        assert_eq!(names(ctx).await[0], "Постачання", "the first one stays");
        assert_eq!(
            actions::move_type(ctx, step(ctx.new_id(), false)).await,
            Err(AppError::NotFound)
        );

        let typed = SaveContract {
            kind: supply.to_string(),
            ..form(ctx, &office, "товар")
        };
        let contract = actions::save(ctx, typed.clone()).await.unwrap().id;
        assert_eq!(
            problem(actions::delete_type(ctx, supply).await),
            ("name".to_owned(), Problem::InUse)
        );
        let retire = |id, retired| RetireContractType { id, retired };
        actions::retire_type(ctx, retire(supply, true)).await.unwrap();
        actions::retire_type(ctx, retire(supply, true)).await.unwrap();
        let offered = |editor: crate::documents::contracts::model::ContractEditor| {
            editor.types.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        let new = actions::editor(ctx, None, OpenContract::default()).await.unwrap();
        assert_eq!(offered(new), ["Послуги", "Оренда"]);
        let stored = actions::editor(ctx, Some(contract), OpenContract::default())
            .await
            .unwrap();
        assert_eq!(
            offered(stored.clone()),
            ["Постачання", "Послуги", "Оренда"],
            "it keeps its own"
        );
        actions::save(
            ctx,
            SaveContract {
                note: "а".into(),
                ..stored.form
            },
        )
        .await
        .unwrap();
        let another = SaveContract {
            request: Some(ctx.new_id()),
            ..typed
        };
        assert_eq!(
            problem(actions::save(ctx, another).await),
            ("kind".to_owned(), Problem::UnknownChoice)
        );
        actions::retire_type(ctx, retire(supply, false)).await.unwrap();
        let events = activity::actions::of_owner(ctx, &Owner::contract_type(supply), 10)
            .await
            .unwrap();
        assert_eq!(events.len(), 3, "kept, retired, offered again");
        actions::delete_type(ctx, services).await.unwrap();
        assert_eq!(names(ctx).await, ["Постачання", "Оренда"]);
        super::clean(ctx).await;
    })
    .await;
}
