//! The directories of sources and statuses.

use crate::crm::leads::forms::{ArrangeLeadChoice, ColorLeadStatus, SaveLeadChoice};
use crate::crm::leads::model::{ChoiceKind, LeadChoice, LeadChoices, LeadColor};
use crate::crm::leads::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::folding::fold;
use crate::kernel::ids::LeadChoiceId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::directory::actions as directory;
use crate::records::directory::actions::Directory;
use crate::records::directory::store::Table;

/// Both directories, which share a table. An entry is renamed and deleted as in all others; a new one has a colour too, and each directory has an
/// order of its own.
struct Choices;

impl Directory for Choices {
    type Id = LeadChoiceId;

    const TABLE: Table = Table {
        name: "lead_choices",
        text: "name",
        folded: "sort_text",
        ordered: false,
    };

    /// Of each: more than a board has room for.
    const MOST: usize = 30;

    fn owner(id: LeadChoiceId) -> Owner {
        Owner::lead_choice(id)
    }
}

/// Both directories, for who changes them.
pub async fn all_choices(ctx: &Ctx) -> AppResult<LeadChoices> {
    ctx.may(Right::ManageCompany)?;
    Ok(choices_in(&mut ctx.read()).await?)
}

/// Both directories, for who narrows a list by them.
pub async fn choices(ctx: &Ctx) -> AppResult<LeadChoices> {
    ctx.may(Right::ViewLeads)?;
    Ok(choices_in(&mut ctx.read()).await?)
}

pub(super) async fn choices_in(conn: &mut Conn) -> DbResult<LeadChoices> {
    let all = store::all_choices(conn).await?;
    let (sources, statuses) = all.into_iter().partition(|one| one.kind == ChoiceKind::Source);
    Ok(LeadChoices { sources, statuses })
}

/// What new leads begin with.
pub(super) fn default_of(choices: &[LeadChoice]) -> Option<LeadChoiceId> {
    choices.iter().find(|one| one.default).map(|one| one.id)
}

/// Adds an entry, or renames one. Two of a directory never have one name, however it is written. A new status has a colour that its
/// neighbour has not; the first entry is what new leads begin with.
///
/// # Errors
/// Beside `name`: what is wrong with it, that there is one already, or that there are enough.
pub async fn save_choice(ctx: &Ctx, input: SaveLeadChoice) -> AppResult<LeadChoiceId> {
    ctx.may(Right::ManageCompany)?;
    let (kind, entry) = input.validated()?;
    if entry.id.is_some() {
        return directory::save::<Choices>(ctx, entry).await;
    }
    let request = entry.request.ok_or(AppError::Outdated)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let id = add(&mut tx, ctx, kind, &entry.text, &entry.folded).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn add(tx: &mut Tx, ctx: &Ctx, kind: ChoiceKind, name: &str, folded: &str) -> AppResult<LeadChoiceId> {
    // One order and one default of all: whoever adds another one at the same time waits here.
    tx.alone_with("lead choices").await?;
    let mut there = store::all_choices(tx).await?;
    there.retain(|one| one.kind == kind);
    if there.len() >= Choices::MOST {
        return Err(AppError::field("name", Problem::Full { max: Choices::MOST }));
    }
    let colors = LeadColor::ALL;
    let color = colors
        .get((there.len() + 1) % colors.len())
        .copied()
        .unwrap_or_default();
    let new = LeadChoice {
        id: ctx.new_id(),
        kind,
        name: name.to_owned(),
        color,
        default: there.is_empty(),
        version: 1,
    };
    unless_taken("name", store::insert_choice(tx, &new, folded, ctx.now()).await)?;
    let event = Event::new(Owner::lead_choice(new.id), Verb::Created).change("name", "", name);
    activity::record(tx, ctx, event).await?;
    Ok(new.id)
}

/// Fills an empty directory with what is usual, in a language; one that holds something stays as it is.
pub async fn add_usual(ctx: &Ctx, kind: ChoiceKind, lang: Lang) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    tx.alone_with("lead choices").await?;
    if store::all_choices(&mut tx).await?.iter().any(|one| one.kind == kind) {
        return Ok(());
    }
    for name in usual(kind, lang) {
        add(&mut tx, ctx, kind, name, &fold(name)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What most people begin with.
const fn usual(kind: ChoiceKind, lang: Lang) -> &'static [&'static str] {
    match (kind, lang) {
        (ChoiceKind::Status, Lang::Ru) => &["Новый", "В работе", "Предложение", "Переговоры"],
        (ChoiceKind::Status, Lang::Uk) => &["Новий", "У роботі", "Пропозиція", "Перемовини"],
        (ChoiceKind::Status, Lang::En) => &["New", "In progress", "Proposal", "Negotiation"],
        (ChoiceKind::Source, Lang::Ru) => &["Сайт", "Рекомендация", "Звонок", "Выставка", "Реклама"],
        (ChoiceKind::Source, Lang::Uk) => &["Сайт", "Рекомендація", "Дзвінок", "Виставка", "Реклама"],
        (ChoiceKind::Source, Lang::En) => &["Website", "Recommendation", "Call", "Fair", "Advertising"],
    }
}

/// Deletes an entry that no lead has.
///
/// # Errors
/// [`Problem::InUse`] beside `name`.
pub async fn delete_choice(ctx: &Ctx, id: LeadChoiceId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::delete::<Choices>(ctx, id).await
}

/// An entry changes its place with its neighbour; the last one stays where it is.
pub async fn move_choice(ctx: &Ctx, input: ArrangeLeadChoice) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    tx.alone_with("lead choices").await?;
    let entry = locked(&mut tx, input.id).await?;
    let Some((here, there)) = store::neighbour(&mut tx, &entry, input.down).await? else {
        return Ok(());
    };
    store::set_position(&mut tx, here.id, there.position).await?;
    store::set_position(&mut tx, there.id, here.position).await?;
    let event = Event::new(Owner::lead_choice(here.id), Verb::Changed).change("place", here.position, there.position);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// New leads begin with this entry; with none where it was the one.
pub async fn make_default(ctx: &Ctx, id: LeadChoiceId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    tx.alone_with("lead choices").await?;
    let entry = locked(&mut tx, id).await?;
    store::clear_default(&mut tx, entry.kind).await?;
    store::set_default(&mut tx, id, !entry.default).await?;
    let event = Event::new(Owner::lead_choice(id), Verb::Changed).change("default", entry.default, !entry.default);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives a status its colour.
pub async fn color_status(ctx: &Ctx, input: ColorLeadStatus) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    let entry = locked(&mut tx, input.id).await?;
    if entry.color == input.color {
        return Ok(());
    }
    store::set_color(&mut tx, input.id, input.color).await?;
    let event = Event::new(Owner::lead_choice(entry.id), Verb::Changed).change("color", entry.color, input.color);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn locked(tx: &mut Tx, id: LeadChoiceId) -> AppResult<LeadChoice> {
    store::locked_choice(tx, id).await?.ok_or(AppError::NotFound)
}
