//! Several drafts are issued or deleted at once, whatever becomes of some of them.

use super::{Office, client, holds, office, opened, stored};
use crate::company::accounts;
use crate::company::accounts::model::NewUser;
use crate::crm::clients;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::documents::invoices::actions;
use crate::documents::invoices::model::{InvoiceFilter, IssueDraft, MOST_AT_ONCE, Outcome, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Role, Scope};
use crate::kernel::ids::{InvoiceId, UserId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::tests::{TestEnv, on_both_engines};

/// The forms of drafts as a list shows them now.
async fn forms(ctx: &Ctx, ids: &[InvoiceId]) -> Vec<IssueDraft> {
    let mut forms = Vec::new();
    for id in ids {
        forms.push(IssueDraft {
            id: *id,
            version: stored(ctx, *id).await.version,
            request: ctx.new_id(),
        });
    }
    forms
}

async fn without_lines(ctx: &Ctx, office: &Office) -> InvoiceId {
    let mut form = office.form(ctx, "1");
    form.lines.clear();
    actions::save_draft(ctx, form).await.unwrap().id
}

fn errors(outcomes: &AppResult<Vec<Outcome>>) -> Vec<Option<AppError>> {
    let outcomes = outcomes.as_ref().unwrap();
    outcomes.iter().map(|outcome| outcome.refused.clone()).collect()
}

fn issued_already() -> AppError {
    AppError::field("lifecycle", Problem::AlreadyIssued)
}

/// The count in a number: its last five digits.
fn place(number: &str) -> usize {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len() - 5..].parse().unwrap()
}

async fn verbs(ctx: &Ctx, id: InvoiceId) -> Vec<Verb> {
    let owner = stored(ctx, id).await.owner();
    let events = activity::actions::of_owner(ctx, &owner, 50).await.unwrap();
    events.into_iter().rev().map(|event| event.verb).collect()
}

#[tokio::test]
async fn what_can_be_issued_gets_numbers_without_a_gap() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let before = office.issued(ctx, "5").await;
        let mut ids = Vec::new();
        for n in 0..10 {
            ids.push(match n {
                2 | 5 => without_lines(ctx, &office).await,
                7 => before,
                _ => office.draft(ctx, "10").await,
            });
        }
        let sent = forms(ctx, &ids).await;
        // Somebody saves one of them after the list was shown.
        let mut form = opened(ctx, ids[8]).await;
        form.note = "Дякуємо".into();
        actions::save_draft(&ctx.acting_as(ctx.actor, "Ганна"), form)
            .await
            .unwrap();

        let outcomes = actions::issue_many(ctx, sent).await;
        let refused = errors(&outcomes);
        let outcomes = outcomes.unwrap();
        assert_eq!(outcomes.iter().map(|outcome| outcome.id).collect::<Vec<_>>(), ids);
        let no_lines = Some(AppError::field("lines", Problem::NoLines));
        assert_eq!((&refused[2], &refused[5]), (&no_lines, &no_lines));
        assert_eq!(refused[7], Some(issued_already()));
        assert!(matches!(&refused[8], Some(AppError::Conflict(conflict)) if conflict.by == "Ганна"));
        assert_eq!(outcomes[2].number, None);
        assert_eq!(
            outcomes[7].number.as_deref(),
            stored(ctx, before).await.number(),
            "what was refused is told by its number"
        );

        let first = place(outcomes[7].number.as_ref().unwrap());
        let issued: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.refused.is_none()).collect();
        let places: Vec<usize> = issued
            .iter()
            .map(|outcome| place(outcome.number.as_ref().unwrap()))
            .collect();
        assert_eq!(places, (first + 1..=first + 6).collect::<Vec<_>>());
        for outcome in &issued {
            assert_eq!(stored(ctx, outcome.id).await.number(), outcome.number.as_deref());
            assert_eq!(verbs(ctx, outcome.id).await, [Verb::Created, Verb::Issued]);
        }
        for draft in [2, 5, 8] {
            assert_eq!(stored(ctx, ids[draft]).await.stage(), Stage::Draft);
        }

        // The next one follows without a gap, and the list's version is that of the stored row.
        let listed = actions::list(ctx, &InvoiceFilter::default()).await.unwrap().rows;
        let changed = listed.iter().find(|row| row.id == ids[8]).unwrap();
        assert_eq!(changed.version, stored(ctx, ids[8]).await.version);
        let last = actions::issue_many(ctx, forms(ctx, &[ids[8]]).await).await.unwrap();
        assert_eq!(place(last[0].number.as_ref().unwrap()), first + 7);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn sent_twice_nothing_is_done_twice() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let ids = [office.draft(ctx, "1").await, office.draft(ctx, "2").await];
        let sent = forms(ctx, &ids).await;
        let first = actions::issue_many(ctx, sent.clone()).await.unwrap();
        assert!(first.iter().all(|outcome| outcome.refused.is_none()), "{first:?}");
        assert_eq!(
            actions::issue_many(ctx, sent).await.unwrap(),
            first,
            "the same form is the same answer"
        );
        let again = actions::issue_many(ctx, forms(ctx, &ids).await).await;
        assert_eq!(errors(&again), [Some(issued_already()), Some(issued_already())]);
        let numbers = |outcomes: &[Outcome]| outcomes.iter().map(|o| o.number.clone()).collect::<Vec<_>>();
        assert_eq!(numbers(&again.unwrap()), numbers(&first));
        for id in ids {
            assert_eq!(verbs(ctx, id).await, [Verb::Created, Verb::Issued]);
        }

        let draft = office.draft(ctx, "3").await;
        let form = forms(ctx, &[draft]).await.remove(0);
        let named_twice = actions::issue_many(ctx, vec![form.clone(), form]).await.unwrap();
        assert_eq!(named_twice.len(), 1);
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn drafts_are_deleted_and_nothing_else() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let (first, issued, second, stays) = (
            office.draft(ctx, "1").await,
            office.issued(ctx, "2").await,
            office.draft(ctx, "3").await,
            office.draft(ctx, "4").await,
        );
        let owner = stored(ctx, first).await.owner();
        let ids = vec![first, issued, second, first];
        let outcomes = actions::delete_many(ctx, ids.clone()).await;
        assert_eq!(errors(&outcomes), [None, Some(issued_already()), None]);
        assert_eq!(
            outcomes.unwrap()[1].number.as_deref(),
            stored(ctx, issued).await.number()
        );
        let events = activity::actions::of_owner(ctx, &owner, 9).await.unwrap();
        assert_eq!(events[0].verb, Verb::Deleted);
        let again = actions::delete_many(ctx, ids).await;
        let gone = Some(AppError::NotFound);
        assert_eq!(errors(&again), [gone.clone(), Some(issued_already()), gone]);

        let left = actions::list(ctx, &InvoiceFilter::default()).await.unwrap().rows;
        assert_eq!(left.len(), 2);
        assert!(left.iter().all(|row| row.id == issued || row.id == stays));
        holds(ctx, false).await;
    })
    .await;
}

#[tokio::test]
async fn rights_scope_and_the_limit_hold_for_many_as_for_one() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let mut office = office(ctx).await;
        let foreign = office.draft(ctx, "1").await;
        let foreign_issued = office.issued(ctx, "2").await;
        office.client = client(ctx, "ФОП Їжак").await;
        let own = [office.draft(ctx, "3").await, office.draft(ctx, "4").await];

        let nobody: UserId = ctx.new_id();
        let reader = env.as_staff(nobody, Role::ReadOnly, Scope::All);
        let sent = forms(ctx, &own).await;
        assert_eq!(
            actions::issue_many(&reader, sent.clone()).await,
            Err(AppError::Forbidden)
        );
        assert_eq!(
            actions::delete_many(&reader, own.to_vec()).await,
            Err(AppError::Forbidden)
        );
        let stranger = env.as_stranger();
        assert_eq!(actions::issue_many(&stranger, sent).await, Err(AppError::NotSignedIn));
        assert_eq!(
            actions::delete_many(&stranger, own.to_vec()).await,
            Err(AppError::NotSignedIn)
        );

        let manager = NewUser {
            request: ctx.new_id(),
            name: "Менеджер".into(),
            email: "m@example.com".into(),
            role: "manager".into(),
            own_only: true,
            lang: "uk".into(),
            invite: false,
            password: "correct horse battery".into(),
        };
        let user = accounts::actions::create_user(ctx, manager).await.unwrap();
        let card = clients::actions::profile(ctx, office.client).await.unwrap();
        let mut card = SaveClient::of(&card);
        card.managers.insert(tick(user), true);
        clients::actions::save(ctx, card).await.unwrap();
        let manager = env.as_staff(user, Role::Manager, Scope::OwnedBy(user));
        let not_found = Some(AppError::NotFound);
        let sent = forms(ctx, &[foreign, own[0], foreign_issued]).await;
        let outcomes = actions::issue_many(&manager, sent).await;
        assert_eq!(errors(&outcomes), [not_found.clone(), None, not_found.clone()]);
        assert_eq!(outcomes.unwrap()[2].number, None, "a foreign number is not told");
        let outcomes = actions::delete_many(&manager, vec![foreign, own[1], foreign_issued]).await;
        assert_eq!(errors(&outcomes), [not_found.clone(), None, not_found]);
        assert_eq!(stored(ctx, foreign).await.version, 1, "nothing was written");

        let too_many = |n: usize| (0..n).map(|_| ctx.new_id()).collect::<Vec<InvoiceId>>();
        let form = |id: InvoiceId| IssueDraft {
            id,
            version: 1,
            request: ctx.new_id(),
        };
        let sent: Vec<IssueDraft> = too_many(MOST_AT_ONCE + 1).into_iter().map(form).collect();
        assert_eq!(actions::issue_many(ctx, sent).await, Err(AppError::TooLarge));
        assert_eq!(
            actions::delete_many(ctx, too_many(MOST_AT_ONCE + 1)).await,
            Err(AppError::TooLarge)
        );
        let outcomes = actions::delete_many(ctx, too_many(MOST_AT_ONCE)).await;
        assert_eq!(errors(&outcomes), vec![Some(AppError::NotFound); MOST_AT_ONCE]);
        assert_eq!(actions::issue_many(ctx, Vec::new()).await, Ok(Vec::new()));
        holds(ctx, false).await;
    })
    .await;
}
