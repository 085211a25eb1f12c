//! Putting letters into the outbox, and what people can do with what is there.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::letter::{MARK, NewLetter};
use super::message;
use super::model::{Dispatch, LetterSheet, OutboxFilter, OutboxPage, OutboxRow, OutboxState, dispatch};
use super::store::dispatches::{self, Mailed};
use super::store::queue::{self, NewRow};
use super::store::{self, StoredRow, Written};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::date::{Timestamp, local_time};
use crate::kernel::ids::{Id, LetterId, OutboxId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::paging::{Page, SortKey};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::{Conn, DbResult, Tx};

/// Rows shown beside a paper.
const MOST_OF_PAPER: i64 = 50;

/// Puts a letter into the outbox, a row per recipient, in the transaction of what it tells of. The same intention twice is one letter:
/// the one that is there. The caller has checked that the actor may write to these people, and records the event.
///
/// # Errors
/// Beside `to`, `subject` and `attachments`: what can't be in a letter.
pub async fn post(tx: &mut Tx, ctx: &Ctx, letter: &NewLetter) -> AppResult<LetterId> {
    letter.check()?;
    // Whoever has the same intention at the same time waits here.
    tx.alone_with(&letter.dedupe).await?;
    let keys: Vec<String> = letter
        .recipients()
        .map(|(_, person)| format!("{}/{}", letter.dedupe, person.address))
        .collect();
    if let Some(first) = keys.first()
        && let Some(earlier) = queue::letter_of(tx, first).await?
    {
        return Ok(earlier);
    }
    let (id, now): (LetterId, _) = (ctx.new_id(), ctx.now());
    let written = Written {
        id,
        plain: &message::plain(&letter.html),
        message_id: &message::message_id(id, ctx.base_url.origin()),
        author: &ctx.actor_name,
        at: now,
    };
    store::insert(tx, letter, written).await?;
    let mut seen = Vec::new();
    for ((line, person), dedupe) in letter.recipients().zip(&keys) {
        // Who stands in both lines gets it once.
        if seen.contains(&&person.address) {
            continue;
        }
        seen.push(&person.address);
        let row = NewRow {
            id: ctx.new_id(),
            letter: id,
            dedupe,
            person,
            line,
            search: &store::search_text(person, &letter.subject),
            at: now,
        };
        queue::insert(tx, row).await?;
    }
    derive(tx, id).await?;
    Ok(id)
}

/// Derives how far the papers of a letter have come, after its rows have changed.
pub(super) async fn derive(tx: &mut Tx, letter: LetterId) -> DbResult<()> {
    for paper in dispatches::of_letter(tx, letter).await? {
        derive_paper(tx, paper, None).await?;
    }
    Ok(())
}

async fn derive_paper(tx: &mut Tx, paper: Mailed, viewed: Option<Timestamp>) -> DbResult<()> {
    // Two rows of the same paper may end at once: the later one has to see the other.
    tx.alone_with(&format!("dispatch/{}", paper.id)).await?;
    let viewed_at = dispatches::viewed_at(tx, paper).await?.or(viewed);
    let rows = dispatches::states(tx, paper).await?;
    dispatches::keep(tx, paper, dispatch(&rows, viewed_at.is_some()), viewed_at).await
}

/// Notes that a client has looked at a paper, in the transaction of what he saw it with; the first time counts.
pub async fn viewed(tx: &mut Tx, ctx: &Ctx, paper: &Owner, revision: i64) -> DbResult<()> {
    derive_paper(tx, Mailed::new(paper, revision), Some(ctx.now())).await
}

/// Whether a client has looked at a revision of a paper before.
pub async fn was_viewed(conn: &mut Conn, paper: &Owner, revision: i64) -> DbResult<bool> {
    let at = dispatches::viewed_at(conn, Mailed::new(paper, revision)).await?;
    Ok(at.is_some())
}

/// How far a paper has come. The caller has seen it within the actor's scope.
pub async fn dispatch_of(conn: &mut Conn, paper: &Owner, revision: i64) -> DbResult<Dispatch> {
    dispatches::kept(conn, Mailed::new(paper, revision)).await
}

/// How far the newest revision of each paper that was ever sent has come. They are of one kind, and the caller has seen them within the
/// actor's scope.
pub async fn newest_dispatches(conn: &mut Conn, papers: &[Owner]) -> DbResult<BTreeMap<Uuid, Dispatch>> {
    dispatches::newest(conn, papers).await
}

/// What waits for another moment is tried now: the settings have changed.
pub async fn wake(tx: &mut Tx, ctx: &Ctx) -> DbResult<()> {
    queue::wake(tx, ctx.now()).await
}

/// One page of the outbox.
pub async fn list(ctx: &Ctx, filter: &OutboxFilter) -> AppResult<OutboxPage> {
    ctx.may(Right::ManageMail)?;
    let mut conn = ctx.read();
    let rows: Vec<StoredRow> = store::list(
        filter,
        ctx.scope_of(Object::Clients),
        ctx.actor.scope_of_fully_seen_clients(),
    )
    .all(&mut conn)
    .await?;
    Ok(OutboxPage {
        // The list has only what the actor sees.
        page: Page::cut(shown(ctx, rows, |_| true), filter.after.as_ref(), |row| {
            (SortKey::Int(0), row.id.uuid())
        }),
        waiting: store::waiting(&mut conn).await?,
    })
}

/// The mails of a paper, the newest first. The caller has seen the paper within the actor's scope; what else a letter brings he may not see,
/// and then it is not opened to him.
pub async fn of_paper(ctx: &Ctx, paper: &Owner) -> AppResult<Vec<OutboxRow>> {
    let mut conn = ctx.read();
    let rows = store::of_owner(&mut conn, paper, MOST_OF_PAPER).await?;
    let letters = rows.iter().map(|row| row.letter).collect();
    let open = seen(&mut conn, ctx, &letters).await?;
    Ok(shown(ctx, rows, |letter| open.contains(&letter)))
}

/// A letter as it was written, with what became of it.
pub async fn letter(ctx: &Ctx, id: LetterId) -> AppResult<LetterSheet> {
    ctx.may(Right::SendMail)?;
    let mut conn = ctx.read();
    let letter = store::letter_within(&mut conn, id, ctx.scope_of(Object::Clients)).await?;
    let letter = letter.ok_or(AppError::NotFound)?;
    unless_unseen(&mut conn, ctx, id).await?;
    let files = store::attachments(&mut conn, id).await?;
    let rows = store::of_letter(&mut conn, id).await?;
    Ok(LetterSheet {
        subject: letter.subject,
        // Pictures within the letter are known to mail programs only.
        html: letter.html.replace("src=\"cid:", "data-cid=\"").replace(MARK, "•••"),
        attachments: files.into_iter().map(|file| file.file_name).collect(),
        rows: shown(ctx, rows, |_| true),
    })
}

/// Rows as pages have them. Of a letter that is not open to the actor they tell to whom it goes and how far it has come, and neither what it says
/// nor what the server has said of it.
fn shown(ctx: &Ctx, rows: Vec<StoredRow>, is_open: impl Fn(LetterId) -> bool) -> Vec<OutboxRow> {
    let (zone, now) = (viewer_zone(), ctx.now());
    let row = |row: StoredRow| {
        let waits = row.state == OutboxState::Waiting;
        let open = is_open(row.letter);
        let told = |text: String| if open { text } else { String::new() };
        OutboxRow {
            id: row.id,
            letter: row.letter,
            name: row.name,
            address: row.address,
            line: row.line,
            subject: told(row.subject),
            state: row.state,
            tries: row.tries,
            answer: told(row.answer),
            at_work: waits && row.holder.is_some() && row.due_at > now,
            author: row.author,
            written_at: local_time(row.created_at, &zone),
            answered_at: row.answered_at.map(|at| local_time(at, &zone)),
            due_at: waits.then(|| local_time(row.due_at, &zone)),
            client: row.client,
            open,
        }
    };
    rows.into_iter().map(row).collect()
}

/// Sends a row once more, or at once: also one that was possibly sent, which only a person may decide.
///
/// # Errors
/// [`Problem::AlreadySent`] beside `state` for what was sent or is being handed over now.
pub async fn retry(ctx: &Ctx, id: OutboxId) -> AppResult<()> {
    ctx.may(Right::SendMail)?;
    let mut tx = ctx.write().await?;
    let row = changeable(&mut tx, ctx, id).await?;
    if row.state == OutboxState::Sent {
        return Err(already_sent());
    }
    queue::put_back(&mut tx, id, ctx.now()).await?;
    derive(&mut tx, row.letter).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a row out that waits.
///
/// # Errors
/// [`Problem::AlreadySent`] beside `state` for what does not wait any more, or is being handed over now.
pub async fn cancel(ctx: &Ctx, id: OutboxId) -> AppResult<()> {
    ctx.may(Right::SendMail)?;
    let mut tx = ctx.write().await?;
    let row = changeable(&mut tx, ctx, id).await?;
    match row.state {
        OutboxState::Cancelled => return Ok(()),
        OutboxState::Waiting => {}
        OutboxState::Sent | OutboxState::Failed | OutboxState::Unclear => return Err(already_sent()),
    }
    queue::take_out(&mut tx, id, ctx.now()).await?;
    derive(&mut tx, row.letter).await?;
    tx.commit().await?;
    Ok(())
}

fn already_sent() -> AppError {
    AppError::field("state", Problem::AlreadySent)
}

/// A letter of which the actor does not see everything is not found.
async fn unless_unseen(conn: &mut Conn, ctx: &Ctx, letter: LetterId) -> AppResult<()> {
    let seen = seen(conn, ctx, &BTreeSet::from([letter])).await?;
    if seen.contains(&letter) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// Those of some letters of which the actor sees everything. With a paper of a kind that he may not see a letter is not one of them; who looks
/// after the outbox sees all kinds there. The caller has found the letters within `ctx.scope_of(Object::Clients)`, by themselves or by a paper
/// within it: whose they are is asked here only where not everything of such a client is seen.
async fn seen(conn: &mut Conn, ctx: &Ctx, letters: &BTreeSet<LetterId>) -> DbResult<BTreeSet<LetterId>> {
    if letters.is_empty() {
        return Ok(BTreeSet::new());
    }
    let papers = dispatches::of_letters(conn, letters).await?;
    // One that says something of everything of a client's, or of what is seen of one's own only, is seen with one's own. That
    // holds for who looks after the outbox, too.
    let whole = ctx.actor.scope_of_fully_seen_clients();
    let of_whole = if whole == ctx.scope_of(Object::Clients) {
        letters.clone()
    } else {
        store::of_whole_clients(conn, letters, whole).await?
    };
    let all_kinds = ctx.actor.has(Right::ManageMail);
    let of_everybody = |paper: &Mailed| paper.kind != OwnerKind::Client && ctx.scope_of_kind(paper.kind) == Scope::All;
    let is_seen = |letter: &LetterId| {
        let brought: Vec<&Mailed> = papers
            .iter()
            .filter(|one| one.letter == *letter)
            .map(|one| &one.paper)
            .collect();
        let kinds = all_kinds
            || brought
                .iter()
                .all(|paper| paper.kind.mail_is_seen(|right| ctx.actor.holds(right)));
        let in_reach =
            of_whole.contains(letter) || (!brought.is_empty() && brought.iter().all(|paper| of_everybody(paper)));
        kinds && in_reach
    };
    Ok(letters.iter().copied().filter(is_seen).collect())
}

/// A row that nobody is at.
async fn changeable(tx: &mut Tx, ctx: &Ctx, id: OutboxId) -> AppResult<StoredRow> {
    let row = store::locked(tx, id, ctx.scope_of(Object::Clients))
        .await?
        .ok_or(AppError::NotFound)?;
    unless_unseen(tx, ctx, row.letter).await?;
    let at_work = row.state == OutboxState::Waiting && row.holder.is_some() && row.due_at > ctx.now();
    if at_work { Err(already_sent()) } else { Ok(row) }
}

/// What of the outbox can't be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// A paper whose dispatch is not what its rows say.
    Dispatch(String),
    /// A letter that goes to nobody.
    Letter(LetterId),
    /// A row that is done and was begun at once.
    Row(OutboxId),
}

/// Everything in the outbox held against itself (invariants I3 and I8).
pub async fn broken(conn: &mut Conn) -> DbResult<Vec<Broken>> {
    let mut broken: Vec<_> = store::without_rows(conn)
        .await?
        .into_iter()
        .map(Broken::Letter)
        .collect();
    broken.extend(queue::impossible(conn).await?.into_iter().map(Broken::Row));
    let mut after = None;
    loop {
        let slice = dispatches::slice(conn, after, 500).await?;
        let Some(last) = slice.last() else { return Ok(broken) };
        after = Some(last.paper);
        for kept in slice {
            let rows = dispatches::states(conn, kept.paper).await?;
            if dispatch(&rows, kept.viewed) != kept.state {
                broken.push(Broken::Dispatch(format!(
                    "{} {}",
                    kept.paper.kind.as_str(),
                    kept.paper.id
                )));
            }
        }
    }
}
