//! Which template serves a paper, and a paper made with it.
//!
//! A paper is made with the published template of its own company, else with the published one of all companies, else with the built-in one. What it
//! was made with stands in its snapshot; from then on the paper is made with that version, whatever becomes of the template.

use std::convert::identity;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hashlink::LruCache;

use super::builtin;
use super::check::Needs;
use super::markup::Markup;
use super::model::{Fault, PaperHtml, TemplateKind};
use super::render::{Failure, render, render_line};
use super::shortcodes::Sheet;
use super::store;
use super::texts::text_behind;
use super::views::{MailView, PaperView, TemplateRef};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::ids::{Id, OrganizationId, TemplateId};
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::platform::db::Conn;

/// What serves a paper now.
pub struct Serving {
    pub reference: TemplateRef,
    pub needs: Needs,
}

/// The template of a kind for an own company and a language; one statement, and no text is read.
pub async fn serving(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
    lang: Lang,
    second_lang: Option<Lang>,
) -> AppResult<Serving> {
    let found = store::serving(conn, kind, organization, lang, second_lang).await?;
    let Some(row) = found else {
        let builtin = builtin::serving(kind, lang);
        return Ok(Serving {
            reference: builtin.reference(),
            needs: builtin.needs.clone(),
        });
    };
    Ok(Serving {
        reference: row.reference(),
        needs: row.needs,
    })
}

/// The template that somebody has chosen for a paper: a published one by its id, a built-in one by its name; for an empty key the one that
/// serves own company and languages. No text is read.
///
/// # Errors
/// [`Problem::UnknownChoice`] beside `template`.
pub async fn chosen(
    conn: &mut Conn,
    kind: TemplateKind,
    organization: OrganizationId,
    key: &str,
    (lang, second_lang): (Lang, Option<Lang>),
) -> AppResult<Serving> {
    if key.is_empty() {
        return serving(conn, kind, organization, lang, second_lang).await;
    }
    let found = if let Ok(id) = key.parse::<TemplateId>() {
        let row = store::published_version(conn, id, kind, organization).await?;
        row.map(|row| Serving {
            reference: row.reference(),
            needs: row.needs,
        })
    } else {
        let builtin = builtin::named(key).filter(|builtin| builtin.kind == kind);
        builtin.map(|builtin| Serving {
            reference: builtin.reference(),
            needs: builtin.needs.clone(),
        })
    };
    found.ok_or_else(|| AppError::field("template", Problem::UnknownChoice))
}

impl Serving {
    /// Refuses a paper that lacks what its template prints.
    ///
    /// # Errors
    /// Beside `template`: what is missing and where the template prints it.
    pub fn refuse_unmet(&self, paper: &PaperView) -> AppResult<()> {
        refuse_unmet(&self.needs, paper)
    }
}

/// Refuses a paper that lacks what its text prints.
///
/// # Errors
/// Beside `template`: what is missing and where the text prints it.
pub fn refuse_unmet(needs: &Needs, paper: &PaperView) -> AppResult<()> {
    let (lang, _) = paper.langs();
    let unmet = needs.unmet(&Sheet::of(paper, lang));
    let Some(first) = unmet.into_iter().next() else {
        return Ok(());
    };
    let (line, column) = (first.place.line, first.place.column);
    let problem = match first.fault {
        Fault::MissingVatRow { rate } => Problem::TemplateWithoutVat { rate },
        Fault::EmptyRequired { name } => Problem::TemplateNeeds { name, line, column },
        _ => Problem::TemplateErrors {
            errors: 1,
            line,
            column,
        },
    };
    Err(AppError::field("template", problem))
}

/// What people call the template that a paper names; nothing for one that comes with the program.
pub async fn name_of(conn: &mut Conn, reference: &TemplateRef) -> AppResult<Option<String>> {
    match reference.version {
        Some(version) => Ok(store::name_of(conn, version).await?),
        None => Ok(None),
    }
}

/// Whether somebody has published a template of a kind, so that closing documents can be made with it; the built-in ones serve anyway.
pub async fn has_published(conn: &mut Conn, kind: TemplateKind, organization: OrganizationId) -> AppResult<bool> {
    Ok(store::has_published(conn, kind, organization).await?)
}

/// The text a paper is made of.
#[derive(Debug, Clone)]
pub struct Text {
    pub subject: String,
    pub body: String,
    pub lang: Lang,
    pub second_lang: Option<Lang>,
}

/// The paper's own text, or that behind what it names; of a paper from before there were templates, the first built-in one.
pub async fn text_of(conn: &mut Conn, paper: &PaperView) -> AppResult<Text> {
    let (lang, second_lang) = paper.langs();
    if let Some((body, second_body)) = paper.own_text() {
        return Ok(Text {
            subject: String::new(),
            body: body.to_owned(),
            lang,
            second_lang: second_lang.filter(|_| second_body.is_empty()),
        });
    }
    if let Some(reference) = paper.template() {
        return text_behind(conn, reference).await;
    }
    let builtin = builtin::first(TemplateKind::paper(paper.kind()), lang);
    Ok(Text {
        subject: builtin.subject.to_owned(),
        body: builtin.body.to_owned(),
        lang: builtin.lang,
        second_lang: None,
    })
}

/// A paper as markup: what every page, print and file of it is made from. Of a paper in two languages whose template has one, both stand side by
/// side. Not for use within a transaction.
pub fn markup_of(conn: &mut Conn, paper: PaperView) -> impl Future<Output = AppResult<(Lang, Markup)>> {
    made_of(conn, paper, identity)
}

/// [`markup_of`], and what else is made of it off the threads that requests wait on.
async fn made_of(conn: &mut Conn, paper: PaperView, finish: fn(Markup) -> Markup) -> AppResult<(Lang, Markup)> {
    let text = text_of(conn, &paper).await?;
    let second = match (paper.langs(), paper.own_text()) {
        ((_, Some(second)), Some((_, body))) if !body.is_empty() => Some((second, body.to_owned())),
        ((_, Some(second)), None)
            if text.second_lang.is_none() && paper.template().is_none_or(|t| t.version.is_none()) =>
        {
            let builtin = builtin::first(TemplateKind::paper(paper.kind()), second);
            Some((second, builtin.body.to_owned()))
        }
        _ => None,
    };
    let lang = text.lang;
    let made = tokio::task::spawn_blocking(move || {
        let first = render(&text.body, &Sheet::of(&paper, text.lang), text.lang)?;
        let whole = match second {
            Some((lang, body)) => {
                let other = render(&body, &Sheet::of(&paper, lang), lang)?;
                Markup::side_by_side((text.lang.as_str(), &first), (lang.as_str(), &other))
            }
            None => first,
        };
        Ok(finish(whole))
    });
    let made: Result<Markup, Failure> = made.await.map_err(|error| internal(&error.to_string()))?;
    let markup = made.map_err(|failure| internal(&format!("a paper could not be made: {failure:?}")))?;
    Ok((lang, markup))
}

/// A paper as a page shows it, with its logo under an address that the reader may ask for. `frozen` is the hash of the snapshot that the paper was
/// read from, of an issued one.
pub async fn html_of(
    conn: &mut Conn,
    paper: PaperView,
    frozen: Option<Vec<u8>>,
    logo: Option<&str>,
) -> AppResult<PaperHtml> {
    let made = if let Some(made) = frozen.as_deref().and_then(Made::of) {
        made
    } else {
        let made = Arc::new(made_of(conn, paper, Markup::with_columns).await?);
        if let Some(hash) = frozen {
            Made::keep(hash, &made);
        }
        made
    };
    let (lang, markup) = &*made;
    Ok(PaperHtml {
        lang: *lang,
        html: markup.on_page(logo),
    })
}

/// Papers that were looked at lately: issued ones as pages have them, with the names of their columns, by the hash of their snapshot, which names
/// the version of the template and holds all that is printed; those on pictures of templates, which are as wide as paper and have no such names, by
/// the hash of everything that decides about them. The same hash always gives the same paper, so nothing here can become old.
pub(super) struct Made(LruCache<Vec<u8>, Arc<(Lang, Markup)>>);

static MADE: LazyLock<Mutex<Made>> = LazyLock::new(|| Mutex::new(Made(LruCache::new(Made::MOST))));

impl Made {
    const MOST: usize = 256;
    /// Bytes. A paper of ten lines has eight thousand; what is much longer is rare, and would take the place of many.
    const LARGEST: usize = 65_536;

    pub(super) fn of(hash: &[u8]) -> Option<Arc<(Lang, Markup)>> {
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        made.0.get(hash).cloned()
    }

    pub(super) fn keep(hash: Vec<u8>, paper: &Arc<(Lang, Markup)>) {
        if paper.1.as_str().len() <= Self::LARGEST {
            let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
            made.0.insert(hash, Arc::clone(paper));
        }
    }
}

/// A letter, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub lang: Lang,
    pub subject: String,
    pub markup: Markup,
}

/// The letter with a paper, made with the template that serves now; what was sent is kept by whoever sends it. Not for use within a transaction.
pub async fn letter_of(conn: &mut Conn, mail: MailView, organization: OrganizationId) -> AppResult<Letter> {
    let (lang, _) = mail.paper.langs();
    letter_in(conn, mail, organization, lang).await
}

/// [`letter_of`] in the language of whoever gets it, whatever that of the paper.
pub async fn letter_in(conn: &mut Conn, mail: MailView, organization: OrganizationId, lang: Lang) -> AppResult<Letter> {
    let kind = TemplateKind::mail(mail.paper.kind());
    let text = match store::serving(conn, kind, organization, lang, None).await? {
        Some(row) => store::named(conn, row.version.uuid())
            .await?
            .map(|found| (found.subject, found.body)),
        None => None,
    };
    let (subject, body) = text.unwrap_or_else(|| {
        let builtin = builtin::serving(kind, lang);
        (builtin.subject.to_owned(), builtin.body.to_owned())
    });
    letter_with(mail, subject, body, lang).await
}

/// A letter made with a text of its own: a subject and a body, as templates have them.
pub async fn letter_with(mail: MailView, subject: String, body: String, lang: Lang) -> AppResult<Letter> {
    let made = tokio::task::spawn_blocking(move || {
        let sheet = Sheet::of_mail(&mail, lang);
        Ok(Letter {
            lang,
            subject: render_line(&subject, &sheet, lang)?,
            markup: render(&body, &sheet, lang)?,
        })
    });
    let made: Result<Letter, Failure> = made.await.map_err(|error| internal(&error.to_string()))?;
    made.map_err(|failure| internal(&format!("a letter could not be made: {failure:?}")))
}
