//! Leads: saving, moving, giving up; what becomes of them; lists and directories.
#![allow(clippy::unwrap_used)]

mod converting;
mod lists;

use super::clients::manager;
use super::files::{PDF, attached};
use super::{TestEnv, on_both_engines};
use crate::crm::leads::actions;
use crate::crm::leads::forms::{GiveUpLead, MoveLead, SaveLead, SaveLeadChoice, SaveLeadNotes};
use crate::crm::leads::model::{ChoiceKind, LeadChoice, LeadFilter, LeadStage, LeadState};
use crate::desk::files::actions as files;
use crate::error::AppError;
use crate::kernel::ids::{Id, LeadChoiceId, LeadId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::server::check::check;

/// A lead with nothing but a name, as it is typed.
pub fn typed(ctx: &Ctx, name: &str) -> SaveLead {
    SaveLead {
        request: Some(ctx.new_id::<RequestKey>()),
        name: name.into(),
        currency: "UAH".into(),
        ..SaveLead::default()
    }
}

pub async fn lead(ctx: &Ctx, name: &str) -> LeadId {
    actions::save(ctx, typed(ctx, name)).await.unwrap()
}

/// An entry of a directory.
async fn choice(ctx: &Ctx, kind: ChoiceKind, name: &str) -> LeadChoiceId {
    let form = SaveLeadChoice {
        request: Some(ctx.new_id()),
        name: name.into(),
        ..SaveLeadChoice::blank(kind)
    };
    actions::save_choice(ctx, form).await.unwrap()
}

/// Names of the leads of a stage.
async fn names(ctx: &Ctx, stage: LeadStage) -> Vec<String> {
    let filter = LeadFilter {
        stage,
        ..LeadFilter::default()
    };
    let page = actions::list(ctx, filter).await.unwrap();
    page.rows.into_iter().map(|row| row.name).collect()
}

fn moved(id: LeadId, status: Option<LeadChoiceId>) -> MoveLead {
    MoveLead {
        id: Some(id),
        status: status.map(|id| id.to_string()).unwrap_or_default(),
    }
}

async fn given_up(ctx: &Ctx, id: LeadId, how: &str) {
    let lead = actions::show(ctx, id).await.unwrap().lead;
    let form = GiveUpLead {
        id: Some(id),
        version: lead.version,
        how: how.into(),
        reason: "дорого".into(),
    };
    actions::give_up(ctx, form).await.unwrap();
}

#[tokio::test]
async fn a_lead_is_created_changed_and_remembered() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let source = choice(ctx, ChoiceKind::Source, "Виставка").await;
        let status = choice(ctx, ChoiceKind::Status, "Новий").await;
        let new = SaveLead {
            company: "ТОВ «Ліщина»".into(),
            email: "Olha@Lishchyna.example".into(),
            source: source.to_string(),
            value: "12 500,50".into(),
            tags: "гурт, виставка".into(),
            contacted: "2026-11-20".into(),
            ..typed(ctx, "Ольга Гай")
        };
        let id = actions::save(ctx, new.clone()).await.unwrap();
        assert_eq!(actions::save(ctx, new).await.unwrap(), id, "sent twice");
        let sheet = actions::show(ctx, id).await.unwrap();
        assert_eq!(sheet.lead.email, "olha@lishchyna.example");
        assert_eq!(sheet.lead.value.amount.minor(), 1_250_050);
        assert_eq!(
            (sheet.source.as_str(), sheet.lead.called()),
            ("Виставка", "ТОВ «Ліщина»")
        );

        let form = SaveLead {
            status: status.to_string(),
            ..SaveLead::of(&sheet.lead)
        };
        actions::save(ctx, form.clone()).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, form).await else {
            panic!("a stale version was accepted");
        };
        assert_eq!(conflict.current.get("status.label").map(String::as_str), Some("Новий"));
        let events = actions::show(ctx, id).await.unwrap().events;
        assert_eq!(events[0].changes.len(), 1);
        assert_eq!(
            (events[0].changes[0].field.as_str(), events[0].changes[0].new.as_str()),
            ("status", "Новий")
        );
        // A source is no status.
        let lead = actions::show(ctx, id).await.unwrap().lead;
        let swapped = SaveLead {
            status: source.to_string(),
            ..SaveLead::of(&lead)
        };
        let refused = AppError::field("status", Problem::UnknownChoice);
        assert_eq!(actions::save(ctx, swapped).await, Err(refused.clone()));
        assert_eq!(actions::move_to(ctx, moved(id, Some(source))).await, Err(refused));
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_lead_is_given_up_with_a_reason_opened_again_and_deleted_with_its_files() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (lost, junk) = (lead(ctx, "Перший").await, lead(ctx, "Другий").await);
        given_up(ctx, lost, "lost").await;
        given_up(ctx, junk, "junk").await;
        assert_eq!(names(ctx, LeadStage::Lost).await, ["Перший"]);
        assert_eq!(names(ctx, LeadStage::Junk).await, ["Другий"]);
        assert!(names(ctx, LeadStage::Open).await.is_empty());
        let moving = actions::move_to(ctx, moved(lost, None)).await;
        assert_eq!(moving, Err(AppError::field("status", Problem::WrongState)));
        let without_reason = GiveUpLead {
            id: Some(lost),
            how: "lost".into(),
            ..GiveUpLead::default()
        };
        assert_eq!(
            actions::give_up(ctx, without_reason).await,
            Err(AppError::field("reason", Problem::Required))
        );
        actions::reopen(ctx, lost).await.unwrap();
        let sheet = actions::show(ctx, lost).await.unwrap();
        assert_eq!(sheet.lead.state, LeadState::Open);
        let verbs: Vec<Verb> = sheet.events.iter().map(|event| event.verb).collect();
        assert_eq!(verbs, [Verb::Reopened, Verb::Lost, Verb::Created]);

        let owner = (OwnerKind::Lead, lost.uuid());
        attached(ctx, owner, "Запит.pdf", PDF).await;
        assert_eq!(files::of_owner(ctx, owner.0, owner.1).await.unwrap().len(), 1);
        actions::delete(ctx, lost).await.unwrap();
        assert_eq!(actions::show(ctx, lost).await, Err(AppError::NotFound));
        let gone = activity::actions::of_owner(ctx, &Owner::lead(lost, None), 1)
            .await
            .unwrap();
        assert_eq!(gone[0].verb, Verb::Deleted);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn notes_are_saved_beside_everything_else() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let id = lead(ctx, "Ольга").await;
        let notes = |version, notes: &str| SaveLeadNotes {
            id: Some(id),
            version,
            notes: notes.into(),
        };
        assert_eq!(actions::save_notes(ctx, notes(1, "Дзвонити після обіду")).await, Ok(2));
        assert_eq!(
            actions::save_notes(ctx, notes(2, "Дзвонити після обіду")).await,
            Ok(2),
            "nothing new"
        );
        let stale = actions::save_notes(ctx, notes(1, "x")).await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
    })
    .await;
}

#[tokio::test]
async fn who_sees_only_his_own_leads_sees_only_them() {
    on_both_engines(async |env: TestEnv| {
        let (first, as_first) = manager(&env, "first@example.com").await;
        let (second, as_second) = manager(&env, "second@example.com").await;
        let mine = lead(&as_first, "Мій").await;
        let theirs = lead(&as_second, "Чужий").await;
        let nobodys = lead(&env.ctx, "Нічий").await;
        attached(&env.ctx, (OwnerKind::Lead, theirs.uuid()), "Запит.pdf", PDF).await;
        let own = attached(&as_first, (OwnerKind::Lead, mine.uuid()), "Мій.pdf", PDF).await;

        assert_eq!(names(&as_first, LeadStage::Open).await, ["Мій"]);
        assert_eq!(names(&env.ctx, LeadStage::Open).await.len(), 3);
        let board = actions::board(&as_first, LeadFilter::default()).await.unwrap();
        assert_eq!(board.iter().map(|column| column.leads).sum::<i64>(), 1);
        assert_eq!(files::show(&as_first, own).await.unwrap().file.name, "Мій.pdf");
        for id in [theirs, nobodys] {
            assert_eq!(actions::show(&as_first, id).await, Err(AppError::NotFound));
            assert_eq!(
                actions::move_to(&as_first, moved(id, None)).await,
                Err(AppError::NotFound)
            );
            assert_eq!(actions::delete(&as_first, id).await, Err(AppError::NotFound));
            let files = files::of_owner(&as_first, OwnerKind::Lead, id.uuid()).await;
            assert_eq!(files, Err(AppError::NotFound));
        }
        // He gives none away, whatever he sends.
        let sheet = actions::show(&as_first, mine).await.unwrap();
        let given = SaveLead {
            assigned: second.to_string(),
            ..SaveLead::of(&sheet.lead)
        };
        actions::save(&as_first, given).await.unwrap();
        assert_eq!(actions::show(&env.ctx, mine).await.unwrap().lead.assigned, Some(first));
        assert!(actions::form(&as_first, None).await.unwrap().staff.is_empty());
    })
    .await;
}

#[tokio::test]
async fn directories_keep_their_order_one_default_and_what_is_in_use() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let statuses = async || actions::all_choices(ctx).await.unwrap().statuses;
        let shown = |all: &[LeadChoice]| {
            let name = |one: &LeadChoice| format!("{}{}", one.name, if one.default { "*" } else { "" });
            all.iter().map(name).collect::<Vec<_>>()
        };
        for _ in 0..2 {
            actions::add_usual(ctx, ChoiceKind::Status, Lang::En).await.unwrap();
        }
        let all = statuses().await;
        assert_eq!(shown(&all), ["New*", "In progress", "Proposal", "Negotiation"]);
        assert!(all.windows(2).all(|pair| pair[0].color != pair[1].color));
        assert!(actions::all_choices(ctx).await.unwrap().sources.is_empty());

        let (first, last) = (all[0].id, all[3].id);
        let to = |id, down| crate::crm::leads::forms::ArrangeLeadChoice { id, down };
        actions::move_choice(ctx, to(last, false)).await.unwrap();
        actions::move_choice(ctx, to(first, false)).await.unwrap();
        actions::make_default(ctx, last).await.unwrap();
        assert_eq!(
            shown(&statuses().await),
            ["New", "In progress", "Negotiation*", "Proposal"]
        );
        assert_eq!(actions::form(ctx, None).await.unwrap().input.status, last.to_string());
        actions::make_default(ctx, last).await.unwrap();
        assert_eq!(actions::form(ctx, None).await.unwrap().input.status, "");

        let twice = SaveLeadChoice {
            request: Some(ctx.new_id()),
            name: "  NEW ".into(),
            ..SaveLeadChoice::blank(ChoiceKind::Status)
        };
        let taken = Err(AppError::field("name", Problem::AlreadyTaken));
        assert_eq!(actions::save_choice(ctx, twice.clone()).await, taken);
        let source = SaveLeadChoice {
            kind: "source".into(),
            request: Some(ctx.new_id()),
            ..twice
        };
        actions::save_choice(ctx, source).await.unwrap();

        let id = lead(ctx, "Ольга").await;
        actions::move_to(ctx, moved(id, Some(first))).await.unwrap();
        let used = actions::delete_choice(ctx, first).await;
        assert_eq!(used, Err(AppError::field("name", Problem::InUse)));
        actions::delete_choice(ctx, last).await.unwrap();
        assert_eq!(statuses().await.len(), 3);
        assert_eq!(check(ctx).await.unwrap(), []);
    })
    .await;
}
