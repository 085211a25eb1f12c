//! The texts that a paper with a text of its own begins with: a contract is a copy of one of them, changed as people agree.

use super::builtin;
use super::model::{Template, TemplateKind};
use super::serving::{Text, serving};
use super::store;
use super::views::TemplateRef;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::ids::{OrganizationId, TemplateId};
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::platform::db::Conn;

/// A text that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenText {
    pub reference: TemplateRef,
    pub lang: Lang,
    pub second_lang: Option<Lang>,
    pub body: String,
    /// For the column of the second language; empty where there is none, and where `body` holds both.
    pub second_body: String,
}

/// The published templates of a kind that an own company can use, in the order of their names.
pub async fn published(conn: &mut Conn, kind: TemplateKind, organization: OrganizationId) -> AppResult<Vec<Template>> {
    Ok(store::published(conn, kind, organization).await?)
}

/// Takes a text: that of the template which serves own company and languages for an empty key, else that of a published template by its id, or
/// of a built-in one by its name. Where the paper has a second language and the text only one, the text of the other one that serves stands
/// beside it.
///
/// # Errors
/// [`Problem::UnknownChoice`] beside `template`.
pub async fn take(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
    key: &str,
    lang: Lang,
    second: Option<Lang>,
) -> AppResult<TakenText> {
    let (reference, text) = if key.is_empty() {
        let reference = serving(conn, kind, organization, lang, second).await?.reference;
        let text = text_behind(conn, &reference).await?;
        (reference, text)
    } else {
        chosen(conn, kind, organization, key).await?
    };
    let beside = second.filter(|second| text.second_lang.is_none() && *second != text.lang);
    let second_body = match beside {
        Some(lang) => {
            let reference = serving(conn, kind, organization, lang, None).await?.reference;
            text_behind(conn, &reference).await?.body
        }
        None => String::new(),
    };
    Ok(TakenText {
        reference,
        lang: text.lang,
        second_lang: text.second_lang.or(beside),
        body: text.body,
        second_body,
    })
}

async fn chosen(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
    key: &str,
) -> AppResult<(TemplateRef, Text)> {
    let unknown = || AppError::field("template", Problem::UnknownChoice);
    let reference = if let Ok(id) = key.parse::<TemplateId>() {
        store::published_version(conn, id, kind, organization)
            .await?
            .map(|row| row.reference())
    } else {
        let builtin = builtin::named(key).filter(|builtin| builtin.kind == kind);
        builtin.map(builtin::Builtin::reference)
    };
    let reference = reference.ok_or_else(unknown)?;
    let text = text_behind(conn, &reference).await?;
    Ok((reference, text))
}

/// The text that a reference names.
///
/// # Errors
/// An internal error if there is none.
pub async fn text_behind(conn: &mut Conn, reference: &TemplateRef) -> AppResult<Text> {
    if let Some(version) = reference.version {
        let found = store::named(conn, version).await?;
        let found = found.ok_or_else(|| internal(&format!("there is no template version {version}")))?;
        return Ok(Text {
            subject: found.subject,
            body: found.body,
            lang: found.lang,
            second_lang: found.second_lang,
        });
    }
    let builtin = builtin::named(&reference.builtin)
        .ok_or_else(|| internal(&format!("there is no built-in template {}", reference.builtin)))?;
    Ok(Text {
        subject: builtin.subject.to_owned(),
        body: builtin.body.to_owned(),
        lang: builtin.lang,
        second_lang: None,
    })
}
