//! Stored bytes that no row names any more.

use crate::documents::papers::store::renditions;
use crate::error::AppResult;
use crate::platform::ctx::Ctx;
use crate::records::{files, mail};

/// Deletes bytes that no paper, no file and no letter names: whoever keeps blobs is asked here.
pub async fn sweep(ctx: &Ctx) -> AppResult<usize> {
    ctx.blobs
        .sweep(|hashes: Vec<Vec<u8>>| async move {
            let mut conn = ctx.read();
            let mut named = files::store::named(&mut conn, &hashes).await?;
            named.extend(mail::store::named(&mut conn, hashes.clone()).await?);
            named.extend(renditions::named(&mut conn, hashes).await?);
            Ok(named)
        })
        .await
}
