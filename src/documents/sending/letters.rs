//! The text of a letter, and the letter as the outbox takes it.

use super::papers::{Files, Sendable};
use crate::company::organization::model::ImageKind;
use crate::company::organization::store as organizations;
use crate::crm::contacts::model::Contact;
use crate::documents::papers::model::Rendition;
use crate::documents::templates::serving;
use crate::documents::templates::views::{MailView, PaperView, PersonView};
use crate::error::AppResult;
use crate::kernel::ids::OrganizationId;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::platform::ctx::Ctx;
use crate::platform::web::disposition::file_name;
use crate::records::files::model::FileType;
use crate::records::files::store::StoredFile;
use crate::records::mail::letter::{Attachment, Content, Person};
use crate::records::mail::message::plain;

/// By which a text shows the own company's logo.
const LOGO: &str = "logo";

/// The words of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub lang: Lang,
    pub subject: String,
    /// What the allow-list has let through.
    pub html: String,
}

impl Words {
    /// As the form shows the text: without what makes it look well.
    #[must_use]
    pub fn plain(&self) -> String {
        plain(&self.html)
    }
}

/// A text of one's own in place of the e-mail template's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnText {
    pub subject: String,
    pub body: String,
}

/// What a letter is about.
#[derive(Debug, Clone, Copy)]
pub struct Topic<'p> {
    pub paper: &'p PaperView,
    pub organization: OrganizationId,
    /// What payments have settled of an invoice by now.
    pub paid: Amount,
}

/// The letter with a paper, from the e-mail template, in the language of whoever gets it; or made with a text of one's own.
pub async fn drafted(
    ctx: &Ctx,
    topic: Topic<'_>,
    to: Option<&Contact>,
    lang: Lang,
    own: Option<OwnText>,
) -> AppResult<Words> {
    let mail = MailView {
        paper: topic.paper.clone(),
        paid: topic.paid,
        recipient: to.map(person_view).unwrap_or_default(),
        sender: sender_view(ctx),
        link: String::new(),
    };
    let letter = match own {
        Some(OwnText { subject, body }) => Box::pin(serving::letter_with(mail, subject, body, lang)).await?,
        None => Box::pin(serving::letter_in(&mut ctx.read(), mail, topic.organization, lang)).await?,
    };
    Ok(Words {
        lang,
        subject: letter.subject,
        html: letter.markup.on_page(Some(&format!("cid:{LOGO}"))),
    })
}

fn person_view(contact: &Contact) -> PersonView {
    PersonView {
        first_name: contact.first_name.clone(),
        last_name: contact.last_name.clone(),
        position: contact.position.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone(),
    }
}

/// Who writes; of what Akta writes by itself, nobody but the company.
fn sender_view(ctx: &Ctx) -> PersonView {
    PersonView {
        first_name: ctx.actor.user().map(|_| ctx.actor_name.clone()).unwrap_or_default(),
        ..PersonView::default()
    }
}

/// Somebody as the lines of a letter name him.
#[must_use]
pub fn person(contact: &Contact) -> Person {
    Person {
        name: contact.name(),
        address: contact.email.clone(),
    }
}

/// The files of a paper.
#[must_use]
pub fn paper_files(paper: &Sendable, rendition: Rendition) -> Vec<Attachment> {
    match &paper.files {
        Files::Issued => vec![rendition_file(paper, rendition)],
        Files::Made(files) => files.clone(),
    }
}

/// A file that was made of what is stored now. Not for use within a transaction: its bytes are kept.
pub async fn made_file(ctx: &Ctx, title: &str, bytes: Vec<u8>) -> AppResult<Attachment> {
    Ok(Attachment {
        file_name: pdf_name(title),
        media_type: "application/pdf".to_owned(),
        content_id: String::new(),
        content: Content::Blob(ctx.blobs.keep(bytes).await?),
    })
}

/// A file that is attached to a paper. What mail programs show at once is told as what it is.
#[must_use]
pub fn stored_file(file: StoredFile) -> Attachment {
    let media_type = match file.kind {
        FileType::Pdf => "application/pdf",
        FileType::Png => "image/png",
        FileType::Jpeg => "image/jpeg",
        _ => "application/octet-stream",
    };
    Attachment {
        file_name: file.name,
        media_type: media_type.to_owned(),
        content_id: String::new(),
        content: Content::Blob(file.sha256),
    }
}

fn pdf_name(title: &str) -> String {
    file_name(title, "pdf")
}

fn rendition_file(paper: &Sendable, rendition: Rendition) -> Attachment {
    Attachment {
        file_name: pdf_name(&paper.title),
        media_type: "application/pdf".to_owned(),
        content_id: String::new(),
        content: Content::Rendition {
            owner: paper.owner,
            revision: paper.revision,
            organization: paper.organization,
            rendition: rendition.to_string(),
        },
    }
}

/// The pictures a text shows. Not for use within a transaction: their bytes are kept as files.
pub async fn pictures(ctx: &Ctx, organization: OrganizationId, html: &str) -> AppResult<Vec<Attachment>> {
    if !html.contains(&format!("cid:{LOGO}")) {
        return Ok(Vec::new());
    }
    let bytes = organizations::image_bytes(&mut ctx.read(), organization, ImageKind::Logo).await?;
    let Some(bytes) = bytes else { return Ok(Vec::new()) };
    Ok(vec![Attachment {
        file_name: "logo.png".to_owned(),
        media_type: "image/png".to_owned(),
        content_id: LOGO.to_owned(),
        content: Content::Blob(ctx.blobs.keep(bytes).await?),
    }])
}
