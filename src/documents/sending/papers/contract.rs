//! Contracts by e-mail.

use super::{Files, MOST_OFFERED, Sendable, Stage};
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{self, ContractFilter, ContractRow, ContractState, IssueContract};
use crate::documents::contracts::store;
use crate::documents::sending::model::{OtherPaper, PaperRef};
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::{ClientId, ContractId, Id};
use crate::kernel::money::Amount;
use crate::kernel::owner::Owner;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::mail;
use crate::records::mail::model::Dispatch;
use crate::text::lang;
use crate::tr;

/// What is frozen of a contract never changes.
const REVISION: i64 = 1;

fn id_of(paper: PaperRef) -> ContractId {
    paper.id.into()
}

pub(super) async fn sendable(ctx: &Ctx, paper: PaperRef) -> AppResult<Sendable> {
    ctx.may(Right::ViewContracts)?;
    let id = id_of(paper);
    let contract = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Contracts)).await?;
    let contract = contract.ok_or(AppError::NotFound)?;
    let (number, date) = (contract.number.clone(), short_date(lang(), contract.date));
    Ok(Sendable {
        paper,
        owner: contract.owner(),
        organization: contract.organization,
        client: contract.client,
        revision: REVISION,
        title: if contract.parent.is_some() {
            tr!(contracts.page_title_annex, number = number, date = date)
        } else {
            tr!(contracts.page_title, number = number, date = date)
        },
        number: Some(contract.number.clone()),
        stage: match contract.stage() {
            model::Stage::Draft => Stage::Draft,
            model::Stage::Issued | model::Stage::Terminated => Stage::Issued,
            model::Stage::Cancelled => Stage::Cancelled,
        },
        version: contract.version,
        view: Box::new(PaperView::Contract(actions::paper(ctx, id).await?)),
        paid: Amount::default(),
        files: Files::Issued,
        href: format!("/contracts/{id}"),
    })
}

pub(super) async fn issue(ctx: &Ctx, paper: PaperRef, version: i64) -> AppResult<()> {
    let draft = IssueContract {
        id: id_of(paper),
        version,
    };
    actions::issue(ctx, draft).await
}

pub(super) async fn lock(tx: &mut Tx, ctx: &Ctx, paper: PaperRef) -> AppResult<()> {
    let contract = store::locked(tx, id_of(paper), ctx.scope_of(Object::Contracts)).await?;
    contract.map(|_| ()).ok_or(AppError::NotFound)
}

pub(super) async fn of_client(ctx: &Ctx, client: ClientId) -> AppResult<Vec<OtherPaper>> {
    if ctx.may(Right::ViewContracts).is_err() {
        return Ok(Vec::new());
    }
    let filter = ContractFilter {
        client: Some(client),
        state: Some(ContractState::Issued),
        ..ContractFilter::default()
    };
    let mut rows = actions::list(ctx, &filter).await?.rows;
    rows.truncate(MOST_OFFERED);
    let owners: Vec<_> = rows.iter().map(|row| Owner::contract(row.id, row.client)).collect();
    let sent = mail::actions::newest_dispatches(&mut ctx.read(), &owners).await?;
    let dispatch = |row: &ContractRow| sent.get(&row.id.uuid()).copied().unwrap_or_default();
    Ok(rows.into_iter().map(|row| other(dispatch(&row), row)).collect())
}

fn other(dispatch: Dispatch, row: ContractRow) -> OtherPaper {
    let (number, date) = (row.number, short_date(lang(), row.date));
    OtherPaper {
        paper: PaperRef {
            kind: PaperKind::Contract,
            id: row.id.uuid(),
        },
        title: if row.is_annex {
            tr!(contracts.page_title_annex, number = number, date = date)
        } else {
            tr!(contracts.page_title, number = number, date = date)
        },
        dispatch,
    }
}
