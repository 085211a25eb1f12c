//! The files of papers, and the jobs that make them.

use std::time::Duration;

use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::manuscript::{Manuscript, Manuscripts, frozen_view};
use super::model::Rendition;
use super::store;
use super::store::jobs::{self, Frozen, Holder, RenderJob, What};
use super::store::renditions::{self, StoredRendition};
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{OrganizationId, RenditionId};
use crate::platform::blobs::{BlobError, Blobs};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult};
use crate::platform::typeset::typeset;

/// How long a job is whose who took it: a paper of four hundred lines takes a fraction of a second.
pub const LEASE: Duration = Duration::from_mins(1);

/// How long a reader waits for whoever is at the job.
const PATIENCE: Duration = Duration::from_secs(20);

/// When a job that failed is due again; the last one from then on.
const AGAIN: [Duration; 5] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(12),
];

/// A paper as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperFile {
    /// What the paper calls itself.
    pub title: String,
    pub bytes: Vec<u8>,
}

/// A file of an issued paper. The first to ask has it made, if the job has not been taken up yet; who comes while it is being made waits.
/// The caller has checked that the actor may see the paper, and that it is cancelled where he asks for that.
///
/// # Errors
/// [`AppError::NotFound`] if that revision was not issued, [`AppError::Unavailable`] if the disk is full or nobody gets ready in time.
pub async fn pdf(ctx: &Ctx, paper: &Frozen, rendition: Rendition) -> AppResult<PaperFile> {
    let end = Instant::now() + PATIENCE;
    let mut pause = Duration::from_millis(5);
    loop {
        if let Some(stored) = renditions::rendition(&mut ctx.read(), paper, rendition).await? {
            return Ok(PaperFile {
                bytes: ctx.blobs.read(&stored.sha256).await?,
                title: stored.title,
            });
        }
        match take(ctx, paper, rendition).await? {
            Taken::Job(job, holder) => work(ctx, &job, holder).await?,
            Taken::Done => {}
            Taken::ByAnother if Instant::now() >= end => return Err(AppError::Unavailable),
            Taken::ByAnother => {
                sleep(pause).await;
                pause = (pause * 2).min(Duration::from_millis(100));
            }
        }
    }
}

/// The file of a paper that is not frozen, made anew each time and kept nowhere: of a draft, marked as one, or of what is never issued, a
/// statement.
pub async fn of_view(ctx: &Ctx, organization: OrganizationId, view: PaperView, is_draft: bool) -> AppResult<PaperFile> {
    let manuscripts = Manuscripts::of(&mut ctx.read(), organization, view).await?;
    let title = manuscripts.title().to_owned();
    let manuscript = if is_draft {
        manuscripts.draft()
    } else {
        manuscripts.clean()
    };
    Ok(PaperFile {
        title,
        bytes: set(manuscript).await?,
    })
}

/// Does the job that is due longest. Whether there was one.
pub async fn work_off(ctx: &Ctx) -> AppResult<bool> {
    if !jobs::is_one_due(&mut ctx.read(), ctx.now()).await? {
        return Ok(false);
    }
    let mut tx = ctx.write().await?;
    let holder = holder(ctx);
    let job = jobs::take_next(&mut tx, holder).await?;
    tx.commit().await?;
    let Some(job) = job else { return Ok(false) };
    work(ctx, &job, holder.id).await?;
    Ok(true)
}

/// Takes all jobs out of the queue: what they would make is made when somebody asks for it. For a database that was filled at once.
pub async fn leave_to_readers(ctx: &Ctx) -> DbResult<()> {
    let mut tx = ctx.write().await?;
    jobs::remove_all(&mut tx).await?;
    tx.commit().await
}

fn holder(ctx: &Ctx) -> Holder {
    let now = ctx.now();
    Holder {
        id: ctx.new_id(),
        now,
        until: after(now, LEASE),
    }
}

fn after(now: Timestamp, time: Duration) -> Timestamp {
    now.checked_add(time).unwrap_or(Timestamp::MAX)
}

/// What became of asking for a job.
enum Taken {
    Job(RenderJob, Uuid),
    ByAnother,
    /// Meanwhile the file is there.
    Done,
}

/// Takes the job of a file that is not there, and makes one for papers that have none.
async fn take(ctx: &Ctx, paper: &Frozen, rendition: Rendition) -> AppResult<Taken> {
    let (what, holder) = (What::makes(rendition), holder(ctx));
    let mut tx = ctx.write().await?;
    if store::snapshot(&mut tx, &paper.owner(), paper.revision)
        .await?
        .is_none()
    {
        return Err(AppError::NotFound);
    }
    jobs::add(&mut tx, ctx.new_id(), paper, what, holder.now).await?;
    let Some(job) = jobs::take(&mut tx, paper, what, holder).await? else {
        return Ok(Taken::ByAnother);
    };
    // Whoever was at it may have come to the end just now, and then the job is a new one.
    if renditions::rendition(&mut tx, paper, rendition).await?.is_some() {
        return Ok(Taken::Done);
    }
    tx.commit().await?;
    Ok(Taken::Job(job, holder.id))
}

/// Does a job that was taken, or gives it back.
async fn work(ctx: &Ctx, job: &RenderJob, holder: Uuid) -> AppResult<()> {
    match made(ctx, job).await {
        Ok(files) => {
            let mut tx = ctx.write().await?;
            for file in files {
                renditions::insert(&mut tx, file, ctx.now()).await?;
            }
            jobs::remove(&mut tx, job.id).await?;
            Ok(tx.commit().await?)
        }
        Err(error) => {
            let tries = usize::try_from(job.tries).unwrap_or_default().saturating_sub(1);
            let [.., longest] = AGAIN;
            let pause = AGAIN.get(tries).copied().unwrap_or(longest);
            tracing::error!(paper = %job.paper, %error, "a paper could not be made");
            let mut tx = ctx.write().await?;
            jobs::give_back(&mut tx, job.id, holder, after(ctx.now(), pause), &error.to_string()).await?;
            tx.commit().await?;
            Err(error)
        }
    }
}

/// Typesets the files of a job and keeps their bytes. No transaction is open meanwhile.
async fn made(ctx: &Ctx, job: &RenderJob) -> AppResult<Vec<StoredRendition>> {
    let paper = &job.paper;
    let mut conn = ctx.read();
    let snapshot = store::snapshot(&mut conn, &paper.owner(), paper.revision).await?;
    let snapshot = snapshot.ok_or_else(|| internal(&format!("{paper} has no snapshot")))?;
    let view = frozen_view(paper.owner_kind, &snapshot.body)?;
    let manuscripts = Manuscripts::of(&mut conn, paper.organization, view).await?;
    let title = manuscripts.title().to_owned();
    let mut files = Vec::new();
    match job.what {
        What::Issued => {
            let clean = kept(ctx, manuscripts.clean()).await?;
            let stamped = match manuscripts.stamped() {
                Some(stamped) => kept(ctx, stamped).await?,
                // A company without stamp and facsimile: the same file.
                None => clean.clone(),
            };
            files.push((Rendition::Clean, clean));
            files.push((Rendition::Stamped, stamped));
        }
        What::Cancelled => files.push((Rendition::Cancelled, kept(ctx, manuscripts.cancelled()).await?)),
    }
    let files = files.into_iter().map(|(rendition, (sha256, size))| StoredRendition {
        id: ctx.new_id(),
        owner_kind: paper.owner_kind.as_str().to_owned(),
        owner_id: paper.owner_id,
        revision: paper.revision,
        rendition,
        title: title.clone(),
        sha256,
        size,
    });
    Ok(files.collect())
}

/// The hash and the size of a file whose bytes are on the disk.
async fn kept(ctx: &Ctx, manuscript: Manuscript) -> AppResult<(Vec<u8>, i64)> {
    let bytes = set(manuscript).await?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    Ok((ctx.blobs.keep(bytes).await?, size))
}

async fn set(manuscript: Manuscript) -> AppResult<Vec<u8>> {
    typeset(manuscript).await.map_err(|error| internal(&error.to_string()))
}

/// A rendition that can't be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Of a paper that was not issued.
    NotIssued(RenditionId),
    /// Its bytes are not there.
    Missing(RenditionId),
    /// Its bytes have changed.
    Changed(RenditionId),
}

/// All renditions held against their papers and their bytes.
pub async fn broken(conn: &mut Conn, blobs: &Blobs) -> AppResult<Vec<Broken>> {
    let not_issued = renditions::without_snapshot(conn).await?.into_iter();
    let mut broken: Vec<Broken> = not_issued.map(Broken::NotIssued).collect();
    let mut after = None;
    loop {
        let slice = renditions::slice(conn, after, 500).await?;
        let Some(last) = slice.last() else { return Ok(broken) };
        after = Some(last.id);
        for stored in slice {
            match blobs.holds(&stored.sha256).await {
                Ok(()) => {}
                Err(BlobError::Missing(_)) => broken.push(Broken::Missing(stored.id)),
                Err(BlobError::Changed(_)) => broken.push(Broken::Changed(stored.id)),
                Err(error @ BlobError::Io(_)) => return Err(error.into()),
            }
        }
    }
}
