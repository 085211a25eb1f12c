//! What can be done with templates. Everybody who sees papers may see what they are made of by looking at them; templates themselves are seen and
//! changed with [`Right::ManageTemplates`].
//!
//! | file | what it holds |
//! |---|---|
//! | here | one template: reading, writing, publishing, taking it elsewhere |
//! | `gallery` | all of them at a glance |

mod gallery;

pub use gallery::{builtin_picture, list, picture};

use super::check::{check, needs};
use super::hash::content_hash;
use super::known::known;
use super::markup::clean_body;
use super::model::{
    CopyTemplate, FILE_FORMAT, Finding, RestoreVersion, SaveTemplate, Template, TemplateFile, TemplateKind,
    TemplateSheet, TemplateState, TemplateStep, TemplateVersion, ValidTemplate, VersionDiff, VersionRow,
};
use super::shortcodes::aliases::canonical;
use super::store::{self, Content, NewVersion, StoredVersion};
use super::{builtin, diff};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::date::local_time;
use crate::kernel::ids::{RequestKey, TemplateId, TemplateVersionId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::{Conn, DbResult, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// More than anybody keeps apart.
const MOST: usize = 500;

/// A template with its versions; `n` asks for one of them, else the newest is shown.
pub async fn sheet(ctx: &Ctx, id: TemplateId, n: Option<i64>) -> AppResult<TemplateSheet> {
    ctx.may(Right::ManageTemplates)?;
    let mut conn = ctx.read();
    let template = store::by_id(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let shown = stored(&mut conn, id, n.unwrap_or(template.newest)).await?;
    let zone = viewer_zone();
    let versions = store::versions(&mut conn, id).await?;
    let organization_name = match template.organization {
        Some(id) => crate::company::organization::store::by_id(&mut conn, id)
            .await?
            .map(|company| company.name),
        None => None,
    };
    Ok(TemplateSheet {
        organization_name,
        findings: check(template.kind, &shown.subject, &shown.body),
        versions: versions
            .into_iter()
            .map(|row| VersionRow {
                n: row.n,
                note: row.note,
                author: row.author,
                at_local: local_time(row.created_at, &zone),
                published: template.published == Some(row.n),
            })
            .collect(),
        shown: TemplateVersion {
            id: shown.id,
            n: shown.n,
            subject: shown.subject,
            body: shown.body,
            note: shown.note,
            author: shown.author,
            at_local: local_time(shown.created_at, &zone),
            sha256: hex::encode(shown.sha256),
        },
        template,
    })
}

async fn stored(conn: &mut Conn, id: TemplateId, n: i64) -> AppResult<StoredVersion> {
    store::version(conn, id, n).await?.ok_or(AppError::NotFound)
}

/// The text as it is stored: in our spelling, and nothing in it that papers may not have.
fn content(kind: TemplateKind, subject: &str, body: &str) -> Content {
    let (subject, body) = as_stored(kind, subject, body);
    Content {
        needs: needs(kind, &body),
        sha256: content_hash(&subject, &body),
        subject,
        body,
    }
}

/// Subject and body as they would be stored.
#[must_use]
pub fn as_stored(kind: TemplateKind, subject: &str, body: &str) -> (String, String) {
    let known = known(kind);
    (
        canonical(subject.trim(), known).text,
        clean_body(&canonical(body.trim(), known).text),
    )
}

/// Keeps a template, or changes one. A changed text goes on in the newest version as long as that has not been published, the same person
/// wrote it and nothing was noted; otherwise it is a new version. Published with the same step, it serves from now on.
///
/// # Errors
/// Problems beside their fields, [`AppError::Conflict`] with the stored values when somebody was faster.
pub async fn save(ctx: &Ctx, input: SaveTemplate) -> AppResult<TemplateId> {
    ctx.may(Right::ManageTemplates)?;
    let valid = input.validated()?;
    let content = content(valid.kind, &valid.subject, &valid.body);
    if content.body.trim().is_empty() {
        return Err(AppError::field("body", Problem::Required));
    }
    if input.publish {
        // Places are those of what was typed, and what is stored has to be right too.
        refuse_errors(&check(valid.kind, &valid.subject, &valid.body))?;
        publishable(valid.kind, &content.subject, &content.body)?;
    }
    let Some(id) = input.id else {
        let request = input.request.ok_or(AppError::Outdated)?;
        return create(ctx, request, &valid, &content, input.publish).await;
    };
    let mut tx = ctx.write().await?;
    let old = store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    if old.version != input.version {
        return Err(conflict(&mut tx, &old).await?);
    }
    if valid.kind != old.kind {
        return Err(AppError::field("kind", Problem::Fixed));
    }
    check_organization(&mut tx, &valid).await?;
    let newest = stored(&mut tx, id, old.newest).await?;
    let mut template = Template {
        name: valid.name.clone(),
        lang: valid.lang,
        second_lang: valid.second_lang,
        organization: valid.organization,
        ..old.clone()
    };
    if newest.sha256 != content.sha256 || !valid.note.is_empty() {
        if newest.was_published || newest.author != ctx.actor_name || !valid.note.is_empty() {
            template.newest += 1;
            add_version(&mut tx, ctx, &template, &content, &valid.note).await?;
        } else {
            store::update_version(&mut tx, newest.id, &content, ctx.now()).await?;
        }
    }
    if input.publish {
        template = serving(&mut tx, template).await?;
    }
    store::update(&mut tx, &template).await?;
    let event = changes(&old, &template);
    let event = if newest.sha256 == content.sha256 {
        event
    } else {
        event.change("body", short(&newest.sha256), short(&content.sha256))
    };
    activity::record(&mut tx, ctx, event.change("note", "", &valid.note)).await?;
    tx.commit().await?;
    Ok(id)
}

async fn conflict(tx: &mut Tx, old: &Template) -> AppResult<AppError> {
    let newest = stored(tx, old.id, old.newest).await?;
    let current = [
        ("name", old.name.clone()),
        ("lang", old.lang.to_string()),
        (
            "second_lang",
            old.second_lang.map(|lang| lang.to_string()).unwrap_or_default(),
        ),
        (
            "organization",
            old.organization.map(|id| id.to_string()).unwrap_or_default(),
        ),
        ("subject", newest.subject),
        ("body", newest.body),
    ];
    let current = current
        .into_iter()
        .map(|(field, value)| (field.to_owned(), value))
        .collect();
    Ok(activity::actions::conflict(tx, &Owner::template(old.id), old.version, current).await?)
}

async fn check_organization(tx: &mut Tx, valid: &ValidTemplate) -> AppResult<()> {
    if let Some(id) = valid.organization {
        let found = crate::company::organization::store::by_id(tx, id).await?;
        found.ok_or_else(|| AppError::field("organization", Problem::UnknownChoice))?;
    }
    Ok(())
}

async fn create(
    ctx: &Ctx,
    request: RequestKey,
    valid: &ValidTemplate,
    content: &Content,
    publish: bool,
) -> AppResult<TemplateId> {
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    check_organization(&mut tx, valid).await?;
    if usize::try_from(store::count(&mut tx).await?).unwrap_or(MOST) >= MOST {
        return Err(AppError::field("name", Problem::Full { max: MOST }));
    }
    let id: TemplateId = ctx.new_id();
    store::insert(&mut tx, id, valid, ctx.now()).await?;
    let template = store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    add_version(&mut tx, ctx, &template, content, &valid.note).await?;
    if publish {
        let template = serving(&mut tx, template).await?;
        store::update(&mut tx, &template).await?;
    }
    let event = Event::new(Owner::template(id), Verb::Created)
        .change("kind", "", valid.kind)
        .change("name", "", &valid.name)
        .change("lang", "", valid.lang)
        .change("body", "", short(&content.sha256));
    activity::record(&mut tx, ctx, event).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

async fn add_version(tx: &mut Tx, ctx: &Ctx, template: &Template, content: &Content, note: &str) -> AppResult<()> {
    let version = NewVersion {
        id: ctx.new_id(),
        template: template.id,
        n: template.newest,
        content,
        note,
        author: &ctx.actor_name,
        at: ctx.now(),
    };
    Ok(store::insert_version(tx, version).await?)
}

fn changes(old: &Template, new: &Template) -> Event {
    let lang = |template: &Template| template.second_lang.map(|lang| lang.to_string()).unwrap_or_default();
    let company = |template: &Template| template.organization.map(|id| id.to_string()).unwrap_or_default();
    let published = |template: &Template| template.published.map(|n| n.to_string()).unwrap_or_default();
    Event::new(Owner::template(new.id), Verb::Changed)
        .change("name", &old.name, &new.name)
        .change("lang", old.lang, new.lang)
        .change("second_lang", lang(old), lang(new))
        .change("organization", company(old), company(new))
        .change("state", old.state, new.state)
        .change("published", published(old), published(new))
        .change("newest", old.newest, new.newest)
}

/// A hash as the history shows it.
fn short(sha256: &[u8]) -> String {
    hex::encode(sha256).chars().take(12).collect()
}

/// The newest version serves from now on, and stays as it is.
///
/// # Errors
/// Beside `body`: how many errors stand in it and where the first one is.
pub async fn publish(ctx: &Ctx, input: TemplateStep) -> AppResult<()> {
    ctx.may(Right::ManageTemplates)?;
    let mut tx = ctx.write().await?;
    let old = step(&mut tx, &input).await?;
    let newest = stored(&mut tx, old.id, old.newest).await?;
    publishable(old.kind, &newest.subject, &newest.body)?;
    let new = serving(&mut tx, old.clone()).await?;
    finish(tx, ctx, &old, &new).await
}

/// Nothing with errors in it is published, and no letter without a subject.
fn publishable(kind: TemplateKind, subject: &str, body: &str) -> AppResult<()> {
    refuse_errors(&check(kind, subject, body))?;
    if kind.mail && subject.trim().is_empty() {
        return Err(AppError::field("subject", Problem::Required));
    }
    Ok(())
}

/// The template with its newest version serving, which stays as it is from now on.
async fn serving(tx: &mut Tx, template: Template) -> AppResult<Template> {
    let newest = stored(tx, template.id, template.newest).await?;
    store::mark_published(tx, newest.id).await?;
    Ok(Template {
        state: TemplateState::Published,
        published: Some(newest.n),
        ..template
    })
}

fn refuse_errors(findings: &[Finding]) -> AppResult<()> {
    let mut errors = findings.iter().filter(|finding| finding.fault.is_error());
    let Some(first) = errors.next() else { return Ok(()) };
    let problem = Problem::TemplateErrors {
        errors: errors.count() + 1,
        line: first.place.line,
        column: first.place.column,
    };
    Err(AppError::field(
        if first.in_subject { "subject" } else { "body" },
        problem,
    ))
}

/// No paper is made with it any more. Those that were keep their version.
pub async fn retire(ctx: &Ctx, input: TemplateStep) -> AppResult<()> {
    ctx.may(Right::ManageTemplates)?;
    let mut tx = ctx.write().await?;
    let old = step(&mut tx, &input).await?;
    if !old.state.serves() {
        return Err(AppError::field("state", Problem::WrongState));
    }
    let new = Template {
        state: TemplateState::Retired,
        published: None,
        ..old.clone()
    };
    finish(tx, ctx, &old, &new).await
}

/// An earlier version becomes the newest one: its text is a new version.
pub async fn restore(ctx: &Ctx, input: RestoreVersion) -> AppResult<()> {
    ctx.may(Right::ManageTemplates)?;
    let mut tx = ctx.write().await?;
    let step_of = TemplateStep {
        id: input.id,
        version: input.version,
    };
    let old = step(&mut tx, &step_of).await?;
    let earlier = stored(&mut tx, old.id, input.n).await?;
    let new = Template {
        newest: old.newest + 1,
        ..old.clone()
    };
    let content = content(old.kind, &earlier.subject, &earlier.body);
    add_version(&mut tx, ctx, &new, &content, &format!("↺ {}", earlier.n)).await?;
    finish(tx, ctx, &old, &new).await
}

async fn step(tx: &mut Tx, input: &TemplateStep) -> AppResult<Template> {
    let old = store::locked(tx, input.id).await?.ok_or(AppError::NotFound)?;
    if old.version == input.version {
        Ok(old)
    } else {
        Err(conflict(tx, &old).await?)
    }
}

async fn finish(mut tx: Tx, ctx: &Ctx, old: &Template, new: &Template) -> AppResult<()> {
    store::update(&mut tx, new).await?;
    activity::record(&mut tx, ctx, changes(old, new)).await?;
    tx.commit().await?;
    Ok(())
}

/// A new draft with the text of a stored template's newest version, or of a built-in one.
pub async fn copy(ctx: &Ctx, input: CopyTemplate, name: &str) -> AppResult<TemplateId> {
    ctx.may(Right::ManageTemplates)?;
    let request = input.request.ok_or(AppError::Outdated)?;
    let valid = if let Some(id) = input.id {
        let mut conn = ctx.read();
        let template = store::by_id(&mut conn, id).await?.ok_or(AppError::NotFound)?;
        let newest = stored(&mut conn, id, template.newest).await?;
        ValidTemplate {
            kind: template.kind,
            name: format!("{} 2", template.name),
            lang: template.lang,
            second_lang: template.second_lang,
            organization: template.organization,
            subject: newest.subject,
            body: newest.body,
            note: String::new(),
        }
    } else {
        let builtin = builtin::named(&input.builtin).ok_or(AppError::NotFound)?;
        ValidTemplate {
            kind: builtin.kind,
            name: name.to_owned(),
            lang: builtin.lang,
            second_lang: None,
            organization: None,
            subject: builtin.subject.to_owned(),
            body: builtin.body.to_owned(),
            note: String::new(),
        }
    };
    create(
        ctx,
        request,
        &valid,
        &content(valid.kind, &valid.subject, &valid.body),
        false,
    )
    .await
}

/// A template as a file: its newest version.
pub async fn export(ctx: &Ctx, id: TemplateId) -> AppResult<TemplateFile> {
    ctx.may(Right::ManageTemplates)?;
    let mut conn = ctx.read();
    let template = store::by_id(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let newest = stored(&mut conn, id, template.newest).await?;
    Ok(TemplateFile {
        format: FILE_FORMAT.to_owned(),
        kind: template.kind,
        name: template.name,
        lang: template.lang,
        second_lang: template.second_lang,
        subject: newest.subject,
        body: newest.body,
    })
}

/// A new draft out of a file.
///
/// # Errors
/// [`Problem::NotATemplateFile`] beside `file`, or what is wrong in it.
pub async fn import(ctx: &Ctx, request: RequestKey, file: &str) -> AppResult<TemplateId> {
    ctx.may(Right::ManageTemplates)?;
    let wrong = || AppError::field("file", Problem::NotATemplateFile);
    let file: TemplateFile = serde_json::from_str(file.trim_start_matches('\u{feff}')).map_err(|_| wrong())?;
    if file.format != FILE_FORMAT {
        return Err(wrong());
    }
    let typed = SaveTemplate {
        request: Some(request),
        kind: file.kind.to_string(),
        name: file.name,
        lang: file.lang.to_string(),
        second_lang: file.second_lang.map(|lang| lang.to_string()).unwrap_or_default(),
        subject: file.subject,
        body: file.body,
        ..SaveTemplate::default()
    };
    let valid = typed.validated().map_err(|_| wrong())?;
    create(
        ctx,
        request,
        &valid,
        &content(valid.kind, &valid.subject, &valid.body),
        false,
    )
    .await
}

/// Two versions of a template, in words.
pub async fn compare(ctx: &Ctx, id: TemplateId, from: i64, to: i64) -> AppResult<VersionDiff> {
    ctx.may(Right::ManageTemplates)?;
    let mut conn = ctx.read();
    let old = stored(&mut conn, id, from).await?;
    let new = stored(&mut conn, id, to).await?;
    // Two long texts are compared for a while; nobody else waits for it.
    let told = tokio::task::spawn_blocking(move || VersionDiff {
        from,
        to,
        subject: diff::diff(&old.subject, &new.subject),
        body: diff::diff(&old.body, &new.body),
    });
    told.await.map_err(|error| internal(&error.to_string()))
}

/// Versions that no longer have the hash they were stored with: papers were made with them (invariant I5).
pub async fn broken_versions(conn: &mut Conn) -> DbResult<Vec<TemplateVersionId>> {
    let versions = store::all_versions(conn).await?;
    let broken = versions
        .into_iter()
        .filter(|version| content_hash(&version.subject, &version.body) != version.sha256);
    Ok(broken.map(|version| version.id).collect())
}
