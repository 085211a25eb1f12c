//! A statement by e-mail. It is made of what is stored when it is sent; the client's card tells who got one.

use super::actions::{may_see, papers, views};
use super::model::StatementFilter;
use crate::crm::clients;
use crate::documents::sending::actions::{self as sending, MailsOf, Ready};
use crate::documents::sending::letters::made_file;
use crate::documents::sending::model::{PaperMails, PaperRef, SendPaper, SendSheet, SentPaper};
use crate::documents::sending::papers::{Files, Sendable, Stage};
use crate::documents::templates::model::PaperKind;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::kernel::ids::{ClientId, Id};
use crate::kernel::money::Amount;
use crate::kernel::owner::Owner;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::requests;
use crate::text::lang;
use crate::tr;
use crate::ui::query::{href, parse};

/// Nothing of a statement is frozen.
const REVISION: i64 = 1;

fn paper_of(client: ClientId) -> PaperRef {
    PaperRef {
        kind: PaperKind::Statement,
        id: client.uuid(),
    }
}

/// The statement as it is sent, without its files. What the letter says is said of the first own company's.
async fn sendable(ctx: &Ctx, client: ClientId, query: &str) -> AppResult<Sendable> {
    let filter: StatementFilter = parse(query);
    let (organization, view) = Box::pin(views(ctx, client, &filter)).await?.swap_remove(0);
    let day = |date| short_date(lang(), date);
    Ok(Sendable {
        paper: paper_of(client),
        owner: Owner::client(client),
        organization,
        client,
        revision: REVISION,
        title: tr!(statements.sent_title, from = day(view.from), until = day(view.until)),
        number: None,
        stage: Stage::Issued,
        version: 0,
        view: Box::new(PaperView::Statement(view)),
        paid: Amount::default(),
        files: Files::Made(Vec::new()),
        href: href(&format!("/clients/{client}/statement"), &filter),
    })
}

/// The form for the days that the address of the statement has.
///
/// # Errors
/// [`AppError::NotFound`] outside of the scope, and where there is nothing to be said.
pub async fn open(ctx: &Ctx, client: ClientId, query: String) -> AppResult<SendSheet> {
    ctx.may(Right::SendMail)?;
    let sendable = sendable(ctx, client, &query).await?;
    sending::open_made(ctx, sendable, query).await
}

/// Sends the statement to whom the form says, a file for each own company and currency.
///
/// # Errors
/// Problems beside their fields; as [`papers`].
pub async fn send(ctx: &Ctx, input: SendPaper) -> AppResult<SentPaper> {
    ctx.may(Right::SendMail)?;
    let paper: PaperRef = input.paper.parse().map_err(|_| AppError::NotFound)?;
    if paper.kind != PaperKind::Statement {
        return Err(AppError::NotFound);
    }
    let client: ClientId = paper.id.into();
    let sendable = sendable(ctx, client, &input.query).await?;
    let made = Box::pin(papers(ctx, client, &parse(&input.query))).await?;
    let mut files = Vec::with_capacity(made.files.len());
    let has_several = made.files.len() > 1;
    for (n, file) in (1..).zip(made.files) {
        let title = if has_several {
            format!("{} ({n})", made.title)
        } else {
            made.title.clone()
        };
        files.push(made_file(ctx, &title, file.bytes).await?);
    }
    let sendable = Sendable {
        files: Files::Made(files),
        ..sendable
    };
    let Ready { request, letters, sent } = sending::letters(ctx, &input, &sendable).await?;
    let mut tx = ctx.write().await?;
    if requests::claim::<usize>(&mut tx, ctx, request).await?.is_none() {
        let found = clients::store::locked(&mut tx, client, ctx.scope_of(Object::Payments)).await?;
        found.ok_or(AppError::NotFound)?;
        sending::post(&mut tx, ctx, request, letters).await?;
        tx.commit().await?;
    }
    Ok(sent)
}

/// The mails that brought a client his statements.
///
/// # Errors
/// [`AppError::NotFound`] outside of the scope.
pub async fn mails(ctx: &Ctx, client: ClientId) -> AppResult<PaperMails> {
    may_see(ctx)?;
    let found = clients::store::by_id(&mut ctx.read(), client, ctx.scope_of(Object::Payments)).await?;
    found.ok_or(AppError::NotFound)?;
    let of = MailsOf {
        paper: paper_of(client),
        owner: Owner::client(client),
        revision: REVISION,
        client,
    };
    sending::mails_of(ctx, of).await
}
