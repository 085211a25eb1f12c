//! Freezing a paper and reading what was frozen.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::store::jobs::{self, Frozen, What};
use super::store::{self, Snapshot};
use crate::company::organization::model::ImageKind;
use crate::documents::templates::views::PictureView;
use crate::error::{AppResult, internal};
use crate::kernel::ids::SnapshotId;
use crate::kernel::owner::Owner;
use crate::platform::blobs;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};

/// Stores the content of a paper, once for each revision of its owner, and has it typeset when the transaction is over.
///
/// # Errors
/// An internal error if the revision has been frozen already.
pub async fn freeze(tx: &mut Tx, ctx: &Ctx, paper: &Frozen, view: &impl Serialize) -> AppResult<SnapshotId> {
    let body = canonical(view)?;
    let snapshot = Snapshot {
        id: ctx.new_id(),
        owner_kind: paper.owner_kind.as_str().to_owned(),
        owner_id: paper.owner_id,
        revision: paper.revision,
        sha256: hash(&body),
        body,
    };
    let id = snapshot.id;
    store::insert(tx, snapshot, ctx.now()).await?;
    jobs::add(tx, ctx.new_id(), paper, What::Issued, ctx.now()).await?;
    Ok(id)
}

/// Has the mark of a cancelled paper typeset when the transaction is over; its other files stay.
pub async fn cancelled(tx: &mut Tx, ctx: &Ctx, paper: &Frozen) -> DbResult<()> {
    jobs::add(tx, ctx.new_id(), paper, What::Cancelled, ctx.now()).await
}

/// What was frozen of a paper.
#[derive(Debug, Clone)]
pub struct FrozenView<T> {
    pub view: T,
    /// Of the content: two papers with the same hash are the same paper.
    pub sha256: Vec<u8>,
}

/// What was frozen, read back; `None` if that revision was not issued. The caller has checked that the actor may see it.
pub async fn frozen<T: DeserializeOwned>(
    conn: &mut Conn,
    owner: &Owner,
    revision: i64,
) -> AppResult<Option<FrozenView<T>>> {
    let Some(snapshot) = store::snapshot(conn, owner, revision).await? else {
        return Ok(None);
    };
    let view = serde_json::from_str(&snapshot.body)
        .map_err(|error| internal(&format!("snapshot {}: {error}", snapshot.id)))?;
    Ok(Some(FrozenView {
        view,
        sha256: snapshot.sha256,
    }))
}

/// A snapshot that can't be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenSnapshot {
    /// Its content has changed.
    Changed(SnapshotId),
    /// A picture it names is not there.
    WithoutPicture(SnapshotId),
}

/// What the check reads of a snapshot.
#[derive(Deserialize)]
struct Named {
    seller: SellerOf,
}

#[derive(Deserialize)]
struct SellerOf {
    #[serde(default)]
    pictures: Option<Vec<PictureView>>,
}

/// Snapshots whose content no longer has the hash it was stored with, and those that name pictures which are not among `pictures`
/// (invariant I5).
pub async fn broken_snapshots(
    conn: &mut Conn,
    pictures: &BTreeSet<(ImageKind, String)>,
) -> DbResult<Vec<BrokenSnapshot>> {
    let is_there = |picture: &PictureView| {
        let kind: Option<ImageKind> = picture.kind.parse().ok();
        kind.is_some_and(|kind| pictures.contains(&(kind, picture.sha256.clone())))
    };
    let (mut broken, mut after) = (Vec::new(), None);
    loop {
        let slice = store::slice(conn, after, 500).await?;
        let Some(last) = slice.last() else { return Ok(broken) };
        after = Some(last.id);
        for snapshot in slice {
            if hash(&snapshot.body) != snapshot.sha256 {
                broken.push(BrokenSnapshot::Changed(snapshot.id));
            } else if let Ok(named) = serde_json::from_str::<Named>(&snapshot.body)
                && !named.seller.pictures.unwrap_or_default().iter().all(is_there)
            {
                broken.push(BrokenSnapshot::WithoutPicture(snapshot.id));
            }
        }
    }
}

fn hash(body: &str) -> Vec<u8> {
    blobs::hash(body.as_bytes())
}

/// JSON with sorted keys and without white space: the same content always has the same bytes.
fn canonical(view: &impl Serialize) -> AppResult<String> {
    let value = serde_json::to_value(view).map_err(|error| internal(&error.to_string()))?;
    let mut out = String::new();
    write(&mut out, &value).map_err(|error| internal(&error.to_string()))?;
    Ok(out)
}

fn write(out: &mut String, value: &Value) -> serde_json::Result<()> {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            out.push('{');
            for (i, (name, field)) in fields.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&serde_json::to_string(name)?);
                out.push(':');
                write(out, field)?;
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(out, item)?;
            }
            out.push(']');
        }
        plain => out.push_str(&serde_json::to_string(plain)?),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::canonical;

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let view = json!({"b": [{"z": 1, "a": "é\"\n"}, null], "a": {"d": true, "c": []}});
        assert_eq!(
            canonical(&view).unwrap(),
            r#"{"a":{"c":[],"d":true},"b":[{"a":"é\"\n","z":1},null]}"#
        );
    }
}
