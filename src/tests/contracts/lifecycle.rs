//! Drafts, numbers, states.

use super::{draft, end, form, issue, issued, opened, stored, verbs};
use crate::company::organization;
use crate::company::organization::parts::SaveSeries;
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{
    ContractFilter, CopyContract, IssueContract, Lifecycle, OpenContract, SaveContract, Stage,
};
use crate::error::AppError;
use crate::kernel::actor::{Role, Scope};
use crate::kernel::problem::Problem;
use crate::platform::db::Sql;
use crate::records::activity::model::Verb;
use crate::tests::clients::manager;
use crate::tests::invoices::{client, office, problem, problems};
use crate::tests::{TestEnv, on_both_engines};

#[tokio::test]
async fn a_form_sent_twice_makes_one_contract_with_its_number() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let form = form(ctx, &office, "консультації");
        let made = actions::save(ctx, form.clone()).await.unwrap();
        assert_eq!(made.number, "00001", "a draft has its number");
        assert_eq!(actions::save(ctx, form.clone()).await.unwrap(), made);
        let keyless = SaveContract { request: None, ..form };
        assert_eq!(actions::save(ctx, keyless).await, Err(AppError::Outdated));
        let contract = stored(ctx, made.id).await;
        assert_eq!((contract.stage(), contract.version), (Stage::Draft, 1));
        assert!(
            contract.body.contains("{{ contract.number }}"),
            "the text of a template"
        );
        assert_eq!(verbs(ctx, &contract).await, [Verb::Created]);
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let empty = SaveContract {
            request: Some(ctx.new_id()),
            ..SaveContract::default()
        };
        let fields: Vec<String> = problems(actions::save(ctx, empty).await)
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["client", "currency", "date", "organization", "subject"]);
        let good = || form(ctx, &office, "послуги");
        let nobody = uuid::Uuid::from_u128(7).to_string();
        for (wrong, field, expected) in [
            (
                SaveContract {
                    value: "-5".into(),
                    ..good()
                },
                "value",
                Problem::MustBePositive,
            ),
            (
                SaveContract {
                    value: "1.234".into(),
                    ..good()
                },
                "value",
                Problem::TooManyPlaces { max: 2 },
            ),
            (
                SaveContract {
                    end: "2026-11-19".into(),
                    ..good()
                },
                "end",
                Problem::EarlierThan {
                    date: "2026-11-20".parse().unwrap(),
                },
            ),
            (
                SaveContract {
                    number: "№\u{7}".into(),
                    ..good()
                },
                "number",
                Problem::ForbiddenCharacters,
            ),
            (
                SaveContract {
                    kind: nobody.clone(),
                    ..good()
                },
                "kind",
                Problem::UnknownChoice,
            ),
            (
                SaveContract {
                    parent: nobody.clone(),
                    ..good()
                },
                "parent",
                Problem::UnknownChoice,
            ),
            (
                SaveContract {
                    template: "contract-xx-1".into(),
                    ..good()
                },
                "template",
                Problem::UnknownChoice,
            ),
            (
                SaveContract {
                    client: nobody.clone(),
                    ..good()
                },
                "client",
                Problem::UnknownChoice,
            ),
            (
                SaveContract {
                    organization: nobody.clone(),
                    ..good()
                },
                "organization",
                Problem::UnknownChoice,
            ),
        ] {
            assert_eq!(problem(actions::save(ctx, wrong).await), (field.to_owned(), expected));
        }
    })
    .await;
}

#[tokio::test]
async fn a_number_is_the_parties_own_within_a_year() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let numbered = |number: &str| SaveContract {
            number: number.into(),
            ..form(ctx, &office, "послуги")
        };
        let taken = ("number".to_owned(), Problem::AlreadyTaken);
        let first = actions::save(ctx, numbered(" Д-7/К ")).await.unwrap();
        assert_eq!(first.number, "Д-7/К");
        assert_eq!(problem(actions::save(ctx, numbered("д-7/к")).await), taken);
        let another_year = SaveContract {
            date: "2027-01-01".into(),
            start: String::new(),
            ..numbered("Д-7/К")
        };
        actions::save(ctx, another_year).await.unwrap();
        let other = client(ctx, "ФОП Їжак").await;
        let anothers = SaveContract {
            client: other.to_string(),
            ..numbered("Д-7/К")
        };
        actions::save(ctx, anothers).await.unwrap();
        // A change meets it too, and the constraint what the question did not see.
        let second = draft(ctx, &office, "послуги").await;
        let renamed = SaveContract {
            number: "Д-7/К".into(),
            ..opened(ctx, second.id).await
        };
        assert_eq!(problem(actions::save(ctx, renamed).await), taken);
        let by_hand = Sql::raw(format!(
            "UPDATE contracts SET number_key = 'д-7/к' WHERE subject = 'послуги' AND number = '{}'",
            second.number
        ));
        assert!(by_hand.outside_transaction(&ctx.db).await.is_err());
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn the_series_proposes_and_passes_what_is_in_use() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let settings = organization::actions::settings(ctx, office.organization).await.unwrap();
        let series = settings.series.into_iter().map(|one| one.series);
        let series = series.into_iter().find(|one| one.kind.as_str() == "contract").unwrap();
        let save = SaveSeries {
            id: Some(series.id),
            organization: Some(office.organization),
            version: series.version,
            pattern: "Д-{N}".into(),
            period: "year".into(),
            start: "1".into(),
            after_invoice: false,
        };
        organization::actions::save_series(ctx, save).await.unwrap();
        let from = OpenContract {
            client: Some(office.client),
            ..OpenContract::default()
        };
        let open = actions::editor(ctx, None, from).await.unwrap().form;
        assert_eq!((open.number.as_str(), open.proposed.as_str()), ("Д-1", "Д-1"));
        assert_eq!(open.client, office.client.to_string());
        let by_hand = SaveContract {
            number: "Д-2".into(),
            ..form(ctx, &office, "а")
        };
        actions::save(ctx, by_hand).await.unwrap();
        // Two people opened the form with the same proposal: each gets a number of his own.
        for expected in ["Д-1", "Д-3"] {
            let typed = SaveContract {
                request: Some(ctx.new_id()),
                subject: "послуги".into(),
                ..open.clone()
            };
            assert_eq!(actions::save(ctx, typed).await.unwrap().number, expected);
        }
        let date = "2026-11-24".parse().unwrap();
        let next = actions::proposed_number(ctx, office.organization, date).await.unwrap();
        assert_eq!(next, "Д-4");
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_changed_in_the_version_on_the_screen() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = draft(ctx, &office, "послуги").await.id;
        let opened = opened(ctx, id).await;
        let unchanged = actions::save(ctx, opened.clone()).await.unwrap();
        assert_eq!(unchanged.version, 1, "nothing changed");
        let changed = SaveContract {
            subject: "інші послуги".into(),
            value: "1 250,50".into(),
            end: "2027-11-19".into(),
            body: "<p onclick=\"x\">Текст {contract_number}</p><script>1</script>".into(),
            ..opened
        };
        assert_eq!(actions::save(ctx, changed.clone()).await.unwrap().version, 2);
        let contract = stored(ctx, id).await;
        assert_eq!(contract.money().unwrap().to_string(), "1250.50 UAH");
        assert_eq!(
            contract.body, "<p>Текст {{ contract.number }}</p>",
            "clean, in our spelling"
        );
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, changed).await else {
            panic!("a stale version");
        };
        assert_eq!(
            (conflict.version, conflict.current["subject"].as_str()),
            (2, "інші послуги")
        );
        assert_eq!(verbs(ctx, &contract).await, [Verb::Created, Verb::Changed]);
    })
    .await;
}

#[tokio::test]
async fn a_contract_goes_from_state_to_state_and_never_back() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let lifecycle = |problem| ("lifecycle".to_owned(), problem);
        let id = draft(ctx, &office, "послуги").await.id;
        assert_eq!(
            problem(actions::terminate(ctx, end(ctx, id).await).await),
            lifecycle(Problem::StillDraft)
        );
        assert_eq!(
            problem(actions::cancel(ctx, end(ctx, id).await).await),
            lifecycle(Problem::StillDraft)
        );
        let stale = actions::issue(ctx, IssueContract { id, version: 0 }).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        issue(ctx, id).await.unwrap();
        assert_eq!(problem(issue(ctx, id).await), lifecycle(Problem::AlreadyIssued));
        let form = SaveContract::of(&stored(ctx, id).await);
        assert_eq!(
            problem(actions::save(ctx, form).await),
            lifecycle(Problem::AlreadyIssued)
        );
        assert_eq!(
            problem(actions::delete_draft(ctx, id).await),
            lifecycle(Problem::AlreadyIssued)
        );
        let mut early = end(ctx, id).await;
        early.on = "2026-11-19".into();
        let date = "2026-11-20".parse().unwrap();
        assert_eq!(
            problem(actions::terminate(ctx, early).await),
            ("on".to_owned(), Problem::EarlierThan { date })
        );
        let mut silent = end(ctx, id).await;
        silent.reason = " ".into();
        assert_eq!(
            problem(actions::cancel(ctx, silent).await),
            ("reason".to_owned(), Problem::Required)
        );
        let mut stale = end(ctx, id).await;
        stale.version -= 1;
        let stale = actions::terminate(ctx, stale).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
        actions::terminate(ctx, end(ctx, id).await).await.unwrap();
        let contract = stored(ctx, id).await;
        assert!(matches!(&contract.lifecycle, Lifecycle::Terminated { reason, .. } if reason == "за згодою"));
        assert_eq!(
            problem(actions::cancel(ctx, end(ctx, id).await).await),
            lifecycle(Problem::AlreadyTerminated)
        );
        assert_eq!(
            verbs(ctx, &contract).await,
            [Verb::Created, Verb::Issued, Verb::Terminated]
        );

        let other = issued(ctx, &office, "інше").await;
        actions::cancel(ctx, end(ctx, other).await).await.unwrap();
        assert_eq!(
            problem(actions::terminate(ctx, end(ctx, other).await).await),
            lifecycle(Problem::AlreadyCancelled)
        );
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn a_copy_is_a_draft_of_today_and_a_draft_can_be_deleted() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = issued(ctx, &office, "послуги").await;
        let copy = CopyContract {
            id,
            request: ctx.new_id(),
        };
        let made = actions::copy(ctx, copy.clone()).await.unwrap();
        assert_eq!(actions::copy(ctx, copy).await.unwrap(), made, "sent twice");
        let contract = stored(ctx, made).await;
        assert_eq!((contract.stage(), contract.number.as_str()), (Stage::Draft, "00002"));
        assert_eq!(
            (contract.date.to_string().as_str(), contract.start),
            ("2026-11-24", None)
        );
        assert_eq!(contract.body, stored(ctx, id).await.body);
        actions::delete_draft(ctx, made).await.unwrap();
        assert_eq!(actions::delete_draft(ctx, made).await, Err(AppError::NotFound));
        super::clean(ctx).await;
    })
    .await;
}

#[tokio::test]
async fn an_annex_belongs_to_a_contract_of_the_same_parties() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let open = draft(ctx, &office, "чернетка").await.id;
        let parent = issued(ctx, &office, "основний").await;
        let annex_to = |parent: String| SaveContract {
            parent,
            ..form(ctx, &office, "додаток")
        };
        let beside = |problem| ("parent".to_owned(), problem);
        assert_eq!(
            problem(actions::save(ctx, annex_to(open.to_string())).await),
            beside(Problem::StillDraft)
        );
        let other = client(ctx, "ФОП Їжак").await;
        let foreign = SaveContract {
            client: other.to_string(),
            ..annex_to(parent.to_string())
        };
        assert_eq!(problem(actions::save(ctx, foreign).await), beside(Problem::OtherParties));
        let annex = actions::save(ctx, annex_to(parent.to_string())).await.unwrap().id;
        issue(ctx, annex).await.unwrap();
        assert_eq!(
            problem(actions::save(ctx, annex_to(annex.to_string())).await),
            beside(Problem::AnnexOfAnnex)
        );
        let sheet = actions::sheet(ctx, parent).await.unwrap();
        assert_eq!(sheet.annexes.iter().map(|row| row.id).collect::<Vec<_>>(), [annex]);
        assert_eq!(actions::sheet(ctx, annex).await.unwrap().parent.unwrap().id, parent);
        let from = OpenContract {
            parent: Some(parent),
            ..OpenContract::default()
        };
        let opened = actions::editor(ctx, None, from).await.unwrap().form;
        assert_eq!((opened.parent, opened.client), (parent.to_string(), office.client.to_string()));
        assert!(opened.number.ends_with("/2"), "{}", opened.number);
        // To one that is cancelled since it stays an annex until somebody says otherwise.
        let late = actions::save(ctx, annex_to(parent.to_string())).await.unwrap().id;
        actions::cancel(ctx, end(ctx, parent).await).await.unwrap();
        let editor = actions::editor(ctx, Some(late), OpenContract::default()).await.unwrap();
        assert_eq!(editor.form.parent, parent.to_string());
        assert!(editor.parents.iter().any(|choice| choice.id == parent));
        super::clean(ctx).await;
        // Put elsewhere by hand, it is found.
        let by_hand = "UPDATE contracts SET client_id = (SELECT id FROM clients WHERE name = 'ФОП Їжак') WHERE parent_id IS NOT NULL".to_owned();
        Sql::raw(by_hand).outside_transaction(&ctx.db).await.unwrap();
        let breaches = crate::server::check::check(ctx).await.unwrap();
        assert!(
            breaches.iter().any(|breach| breach.invariant == "I11" && breach.sentence.contains("annex")),
            "{breaches:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_not_yours_is_not_found() {
    on_both_engines(async |env: TestEnv| {
        let (ctx, office) = (&env.ctx, office(&env.ctx).await);
        let id = draft(ctx, &office, "послуги").await.id;
        let (_, own) = manager(&env, "own@example.com").await;
        let not_found = AppError::NotFound;
        assert_eq!(actions::sheet(&own, id).await.unwrap_err(), not_found);
        assert_eq!(actions::paper(&own, id).await.unwrap_err(), not_found);
        assert_eq!(actions::file(&own, id, None, None).await.unwrap_err(), not_found);
        let form_of = SaveContract::of(&stored(ctx, id).await);
        assert_eq!(actions::save(&own, form_of.clone()).await.unwrap_err(), not_found);
        assert_eq!(actions::preview(&own, form_of).await.unwrap_err(), not_found);
        assert_eq!(
            actions::issue(&own, IssueContract { id, version: 1 })
                .await
                .unwrap_err(),
            not_found
        );
        assert_eq!(actions::delete_draft(&own, id).await.unwrap_err(), not_found);
        assert_eq!(actions::choices(&own, office.client).await.unwrap_err(), not_found);
        let copy = CopyContract {
            id,
            request: ctx.new_id(),
        };
        assert_eq!(actions::copy(&own, copy).await.unwrap_err(), not_found);
        let for_others = problem(actions::save(&own, form(ctx, &office, "чуже")).await);
        assert_eq!(for_others, ("client".to_owned(), Problem::UnknownChoice));
        let list = actions::list(&own, &ContractFilter::default()).await.unwrap();
        assert!(list.rows.is_empty());
        // Who may only look changes nothing; who may not end contracts does not end them.
        let reader = env.as_staff(ctx.new_id(), Role::ReadOnly, Scope::All);
        actions::sheet(&reader, id).await.unwrap();
        let forbidden = |result: Result<(), AppError>| assert_eq!(result.unwrap_err(), AppError::Forbidden);
        forbidden(issue(&reader, id).await);
        forbidden(actions::delete_draft(&reader, id).await);
        issue(ctx, id).await.unwrap();
        let writer = env.as_staff(ctx.new_id(), Role::Manager, Scope::All);
        forbidden(actions::terminate(&writer, end(ctx, id).await).await);
        forbidden(actions::cancel(&writer, end(ctx, id).await).await);
    })
    .await;
}
