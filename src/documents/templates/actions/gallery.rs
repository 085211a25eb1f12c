//! All templates at a glance: the list with what is wrong in each, and their pictures.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use hashlink::LruCache;

use super::{MOST, stored};
use crate::documents::templates::builtin;
use crate::documents::templates::check::check;
use crate::documents::templates::model::{TemplateKind, TemplateList, TemplateRow};
use crate::documents::templates::pictures::{self, Picture};
use crate::documents::templates::store::{self, Listed, StoredVersion};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::date::local_time;
use crate::kernel::ids::{TemplateId, TemplateVersionId};
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::Conn;

/// All templates, and those that come with the program.
pub async fn list(ctx: &Ctx) -> AppResult<TemplateList> {
    ctx.may(Right::ManageTemplates)?;
    let zone = viewer_zone();
    let mut conn = ctx.read();
    let mut listed = store::list(&mut conn).await?;
    // Of papers whose module is switched off there is nothing to write templates for; what was written stays.
    let is_there = |kind: TemplateKind| {
        kind.paper
            .of_module()
            .is_none_or(|right| !ctx.actor.misses_module(right))
    };
    listed.retain(|row| is_there(row.template.kind));
    // As people look for them, and not as they are spelled in the database; within a kind they keep the order of their names.
    listed.sort_by_key(|row| row.template.kind);
    let judged = judged(&mut conn, &listed).await?;
    let rows = listed.into_iter().zip(judged).map(|(row, found)| TemplateRow {
        // What can't be printed has nothing to show.
        picture: (found == 0).then(|| {
            let page = format!("/settings/templates/{}", row.template.id);
            pictures::address(&page, row.template.kind, row.template.lang, &row.sha256)
        }),
        errors: found,
        template: row.template,
        organization_name: row.organization_name,
        author: row.author,
        at_local: local_time(row.created_at, &zone),
    });
    Ok(TemplateList {
        rows: rows.collect(),
        builtins: builtin::rows().filter(|row| is_there(row.kind)).collect(),
    })
}

/// Texts that were judged before, by kind and hash: the same text is judged the same.
static JUDGED: LazyLock<Mutex<Judged>> = LazyLock::new(|| Mutex::new(Judged(LruCache::new(2 * MOST))));

/// The number of errors in each.
struct Judged(LruCache<(TemplateKind, Vec<u8>), usize>);

impl Judged {
    fn known(row: &Listed) -> Option<usize> {
        let mut known = JUDGED.lock().unwrap_or_else(PoisonError::into_inner);
        known.0.get(&(row.template.kind, row.sha256.clone())).copied()
    }

    fn keep(row: &Listed, errors: usize) {
        let mut known = JUDGED.lock().unwrap_or_else(PoisonError::into_inner);
        known.0.insert((row.template.kind, row.sha256.clone()), errors);
    }
}

fn errors(kind: TemplateKind, text: &StoredVersion) -> usize {
    let findings = check(kind, &text.subject, &text.body);
    findings.iter().filter(|finding| finding.fault.is_error()).count()
}

/// How many errors stand in the newest version of each; only texts that nobody has looked at yet are read.
async fn judged(conn: &mut Conn, listed: &[Listed]) -> AppResult<Vec<usize>> {
    let mut judged: Vec<Option<usize>> = listed.iter().map(Judged::known).collect();
    let unknown: Vec<usize> = (0..listed.len()).filter(|at| judged[*at].is_none()).collect();
    if !unknown.is_empty() {
        let wanted: Vec<(TemplateVersionId, TemplateKind)> = unknown
            .iter()
            .map(|at| (listed[*at].newest, listed[*at].template.kind))
            .collect();
        let texts = store::texts(conn, wanted.iter().map(|(id, _)| *id)).await?;
        let work = tokio::task::spawn_blocking(move || {
            let texts: BTreeMap<_, _> = texts.iter().map(|text| (text.id, text)).collect();
            let judge = |(id, kind)| texts.get(&id).map(|text| errors(kind, text));
            wanted.into_iter().map(judge).collect::<Vec<_>>()
        });
        let found = work.await.map_err(|error| internal(&error.to_string()))?;
        for (at, found) in unknown.into_iter().zip(found) {
            if let Some(found) = found {
                Judged::keep(&listed[at], found);
            }
            judged[at] = found;
        }
    }
    judged
        .into_iter()
        .map(|found| found.ok_or_else(|| internal("a template without a version")))
        .collect()
}

/// A template's newest version as a picture.
pub async fn picture(ctx: &Ctx, id: TemplateId) -> AppResult<Picture> {
    ctx.may(Right::ManageTemplates)?;
    let mut conn = ctx.read();
    let template = store::by_id(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let newest = stored(&mut conn, id, template.newest).await?;
    pictures::picture(template.kind, template.lang, newest.subject, newest.body).await
}

/// A template that comes with the program as a picture.
pub async fn builtin_picture(ctx: &Ctx, name: &str) -> AppResult<Picture> {
    ctx.may(Right::ManageTemplates)?;
    let builtin = builtin::named(name).ok_or(AppError::NotFound)?;
    let (subject, body) = (builtin.subject.to_owned(), builtin.body.to_owned());
    pictures::picture(builtin.kind, builtin.lang, subject, body).await
}
