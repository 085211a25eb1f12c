//! The texts that a paper with a text of its own begins with: a contract is a copy of one of them, changed as people agree.

use super::builtin;
use super::model::{TemplateChoice, TemplateKind};
use super::serving::{Text, chosen, serving};
use super::store;
use super::views::TemplateRef;
use crate::error::{AppResult, internal};
use crate::kernel::ids::OrganizationId;
use crate::kernel::lang::Lang;
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

/// The templates of a kind that an own company can choose from: the published ones by name, then those that come with the program.
pub async fn choices(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
) -> AppResult<Vec<TemplateChoice>> {
    let stored = store::published(conn, kind, organization).await?;
    let stored = stored.into_iter().map(|template| TemplateChoice {
        key: template.id.to_string(),
        name: template.name,
        lang: template.lang,
        second_lang: template.second_lang,
    });
    let builtin = Lang::ALL.into_iter().map(|lang| TemplateChoice {
        key: builtin::serving(kind, lang).name.clone(),
        name: String::new(),
        lang,
        second_lang: None,
    });
    Ok(stored.chain(builtin).collect())
}

/// Takes a text: that of the template which serves own company and languages for an empty key, else that of a published template by its id, or
/// of a built-in one by its name. Where the paper has a second language and the text only one, the text of the other one that serves stands
/// beside it.
///
/// # Errors
/// As [`chosen`].
pub async fn take(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
    key: &str,
    lang: Lang,
    second: Option<Lang>,
) -> AppResult<TakenText> {
    let reference = chosen(conn, kind, organization, key, (lang, second)).await?.reference;
    let text = text_behind(conn, &reference).await?;
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
