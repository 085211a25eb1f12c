//! Files of objects: what is taken and what is refused, who sees and changes them, lists, the check and the sweep.

#![allow(clippy::unwrap_used)]

mod actions;
mod bucket;
mod hostile;
mod lists;
mod stored;

use std::time::Duration;

use uuid::Uuid;

use crate::desk::files::actions as desk;
use crate::error::AppResult;
use crate::kernel::ids::{FileId, RequestKey};
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::records::files::actions::{Received, receive};

/// The beginning of a PDF is enough to be one.
pub const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n";

/// What becomes of bytes that were sent under a name.
pub async fn received(ctx: &Ctx, name: &str, bytes: &[u8]) -> AppResult<Received> {
    let mut incoming = ctx.blobs.incoming().await?;
    for piece in bytes.chunks(1000) {
        incoming.write(piece).await?;
    }
    receive(ctx, name, incoming).await
}

/// Attaches a file under a key.
pub async fn attach(
    ctx: &Ctx,
    key: RequestKey,
    owner: (OwnerKind, Uuid),
    name: &str,
    bytes: &[u8],
) -> AppResult<FileId> {
    let file = received(ctx, name, bytes).await?;
    desk::attach(ctx, key, owner, file).await
}

/// Attaches a file.
pub async fn attached(ctx: &Ctx, owner: (OwnerKind, Uuid), name: &str, bytes: &[u8]) -> FileId {
    // Ids are in the order of time.
    ctx.clock.advance(Duration::from_millis(1));
    attach(ctx, ctx.new_id(), owner, name, bytes).await.unwrap()
}
