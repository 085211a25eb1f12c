//! The first run.

use super::{MINUTE, PASSWORD};
use crate::company::accounts::model::NewAdministrator;
use crate::company::accounts::{actions, setup};
use crate::company::organization;
use crate::company::organization::forms::NewOrganization;
use crate::desk::setup::actions::set_up;
use crate::desk::setup::model::SetUp;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::tests::on_both_engines;

fn first(code: &str) -> NewAdministrator {
    NewAdministrator {
        setup_code: code.into(),
        name: "Anna Koval".into(),
        email: "anna@example.com".into(),
        lang: "uk".into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
    }
}

async fn admit(ctx: &Ctx, checked: setup::FirstAdministrator) -> AppResult<String> {
    let mut tx = ctx.write().await?;
    let (_, token) = setup::admit(&mut tx, ctx, checked).await?;
    tx.commit().await?;
    Ok(token.as_str().to_owned())
}

fn set_up_form(code: &str) -> SetUp {
    SetUp {
        setup_code: code.into(),
        name: "Anna Koval".into(),
        email: "anna@example.com".into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
        lang: "uk".into(),
        company: NewOrganization {
            name: "ТОВ «Ромашка»".into(),
            country: "ua".into(),
            tax_id_kind: "ua_edrpou".into(),
            tax_id: "00032129".into(),
            currency: "UAH".into(),
            price_mode: "net".into(),
            time_zone: "Europe/Kyiv".into(),
            lang: "uk".into(),
            ..NewOrganization::default()
        },
    }
}

#[tokio::test]
async fn the_set_up_needs_the_newest_code_and_works_once() {
    on_both_engines(async |env| {
        let stranger = env.as_stranger();
        let old = setup::setup_code(&env.ctx).await.unwrap().unwrap();
        let code = setup::setup_code(&env.ctx).await.unwrap().unwrap();
        assert_eq!(code.len(), 19);
        let wrong_code = Some(AppError::field("setup_code", Problem::WrongCode));
        for wrong in [old.as_str(), "AAAA-AAAA-AAAA-AAAA"] {
            assert_eq!(setup::check(&stranger, &first(wrong)).await.err(), wrong_code);
        }
        let typed = code.to_lowercase().replace('-', " ");
        let slow = setup::check(&stranger, &first(&code)).await.unwrap();
        let fast = setup::check(&stranger, &first(&typed)).await.unwrap();
        let (one, two) = tokio::join!(admit(&stranger, fast), admit(&stranger, slow));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(one.as_ref().err().or(two.as_ref().err()), Some(&AppError::NotFound));
        let token = one.or(two).unwrap();
        let (actor, _, _) = actions::viewer_by_token(&env.ctx, &token).await.unwrap().unwrap();
        assert!(actor.has(Right::ManageUsers));

        assert_eq!(setup::setup_code(&env.ctx).await, Ok(None));
        assert_eq!(
            setup::check(&stranger, &first(&code)).await.err(),
            Some(AppError::NotFound)
        );
    })
    .await;
}

#[tokio::test]
async fn guessing_the_code_is_limited() {
    on_both_engines(async |env| {
        let stranger = env.as_stranger();
        let code = setup::setup_code(&env.ctx).await.unwrap().unwrap();
        for _ in 0..10 {
            assert!(matches!(
                setup::check(&stranger, &first("AAAA-AAAA-AAAA-AAAA")).await,
                Err(AppError::Invalid(_))
            ));
        }
        assert_eq!(
            setup::check(&stranger, &first(&code)).await.err(),
            Some(AppError::TooMany { retry_after: 900 })
        );
        env.ctx.clock.advance(MINUTE * 15);
        for _ in 0..12 {
            assert!(
                setup::check(&stranger, &first(&code)).await.is_ok(),
                "the right code is no guess"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_run_makes_administrator_and_company_or_nothing() {
    on_both_engines(async |env| {
        let stranger = env.as_stranger();
        let code = setup::setup_code(&env.ctx).await.unwrap().unwrap();
        let mut nowhere = set_up_form(&code);
        nowhere.company.time_zone = "Europe/Nowhere".into();
        assert_eq!(
            set_up(&stranger, &nowhere).await.err(),
            Some(AppError::field("company.time_zone", Problem::UnknownChoice))
        );
        assert!(
            !actions::administrators_exist(&env.ctx).await.unwrap(),
            "nothing was written"
        );
        let mut nameless = set_up_form(&code);
        nameless.company.name = String::new();
        assert_eq!(
            set_up(&stranger, &nameless).await.err(),
            Some(AppError::field("company.name", Problem::Required))
        );

        // A wrong code, a common password, another one beside it and a nameless company are told together.
        let mut wrong = set_up_form("AAAA-AAAA-AAAA-AAAA");
        wrong.password = "password1".into();
        wrong.company.name = String::new();
        let Err(AppError::Invalid(problems)) = set_up(&stranger, &wrong).await else {
            panic!("a wrong form was taken")
        };
        let expected = [
            ("company.name", &Problem::Required),
            ("password", &Problem::CommonPassword),
            ("password_again", &Problem::Different),
            ("setup_code", &Problem::WrongCode),
        ];
        assert_eq!(problems.iter().collect::<Vec<_>>(), expected);

        let token = set_up(&stranger, &set_up_form(&code)).await.unwrap();
        let (actor, viewer, _) = actions::viewer_by_token(&env.ctx, token.as_str())
            .await
            .unwrap()
            .unwrap();
        assert!(Right::ALL.into_iter().all(|right| actor.has(right)));
        assert_eq!((viewer.time_zone.as_str(), viewer.lang), ("Europe/Kyiv", Lang::Uk));
        let companies = organization::store::all(&mut env.ctx.read()).await.unwrap();
        assert_eq!(
            companies.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
            ["ТОВ «Ромашка»"]
        );
        assert_eq!(activity::actions::broken_chains(&mut env.ctx.read()).await.unwrap(), []);

        let again = set_up(&stranger, &set_up_form(&code)).await.err();
        assert_eq!(again, Some(AppError::NotFound));
        assert_eq!(
            set_up(&stranger, &SetUp::default()).await.err(),
            Some(AppError::NotFound)
        );
    })
    .await;
}
