//! What the form begins with: the contacts who get this kind of paper, the text of the e-mail template, the client's other papers.

use crate::company::mailbox;
use crate::crm::clients;
use crate::crm::clients::model::Client;
use crate::crm::contacts;
use crate::crm::contacts::model::Contact;
use crate::documents::sending::letters::{Words, drafted};
use crate::documents::sending::model::{Choice, OwnFile, PaperRef, SendSheet};
use crate::documents::sending::papers::{self, Files, Sendable, Stage, mailed_kind};
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::kernel::lang::Lang;
use crate::platform::ctx::Ctx;
use crate::records::files::store::StoredFile;
use crate::records::mail::model::LetterLine;
use crate::records::{files, mail};

/// People one chooses among.
const MOST_PEOPLE: i64 = 200;

/// The contacts of a client with the lines they stand in when a kind of paper is sent. Where nobody gets this kind, nobody is chosen: it is
/// decided by who sends.
pub(in super::super) async fn subscribed(
    ctx: &Ctx,
    client: ClientId,
    paper: PaperRef,
) -> AppResult<Vec<(Contact, Option<LetterLine>)>> {
    let kind = mailed_kind(paper.kind);
    let contacts = contacts::store::with_address(&mut ctx.read(), client, MOST_PEOPLE).await?;
    let line = |contact: Contact| {
        let line = contact.mail.of(kind);
        (contact, line)
    };
    Ok(contacts.into_iter().map(line).collect())
}

/// Whose language the text is in: the first one in the line To, else the first one at all.
pub(super) fn addressee(people: &[(Contact, Option<LetterLine>)]) -> Option<&Contact> {
    let to = people.iter().find(|(_, line)| *line == Some(LetterLine::To));
    let any = people.iter().find(|(_, line)| line.is_some());
    to.or(any).map(|(contact, _)| contact)
}

/// Who is greeted by name: whoever is alone in the line that a letter is to. Several are greeted together, without a name.
pub(in super::super) fn alone<T>(mut in_line: impl Iterator<Item = T>) -> Option<T> {
    let first = in_line.next()?;
    in_line.next().is_none().then_some(first)
}

/// Who of these people is greeted by name.
pub(super) fn greeted(people: &[(Contact, Option<LetterLine>)]) -> Option<&Contact> {
    let first = addressee(people)?;
    let line = people.iter().find(|(contact, _)| contact.id == first.id)?.1;
    let in_line = people.iter().filter(|(_, other)| *other == line);
    alone(in_line.map(|(contact, _)| contact))
}

/// The client's own address, where no contact of his gets this kind.
pub(super) fn own_address<'c>(client: &'c Client, people: &[(Contact, Option<LetterLine>)]) -> &'c str {
    let is_written_to = people.iter().any(|(_, line)| line.is_some());
    if is_written_to { "" } else { &client.email }
}

/// The text the form offers.
pub(super) async fn offered(ctx: &Ctx, paper: &Sendable, to: Option<&Contact>, lang: Lang) -> AppResult<Words> {
    drafted(ctx, paper.topic(), to, lang, None).await
}

/// The form.
///
/// # Errors
/// As [`papers::sendable`], and without the right to send.
pub async fn open(ctx: &Ctx, paper: PaperRef) -> AppResult<SendSheet> {
    ctx.may(Right::SendMail)?;
    let sendable = papers::sendable(ctx, paper).await?;
    open_made(ctx, sendable, String::new()).await
}

/// The form of a paper of another wing, which the actor may see.
///
/// # Errors
/// [`crate::error::AppError::Forbidden`] without the right to send.
pub async fn open_made(ctx: &Ctx, sendable: Sendable, query: String) -> AppResult<SendSheet> {
    ctx.may(Right::SendMail)?;
    let paper = sendable.paper;
    let client = clients::actions::show(ctx, sendable.client).await?;
    let people = subscribed(ctx, sendable.client, paper).await?;
    let lang = addressee(&people).map_or(client.lang, |contact| contact.lang);
    let greeted = greeted(&people);
    let words = offered(ctx, &sendable, greeted, lang).await?;
    let sender = mailbox::actions::sender(ctx, Some(sendable.organization)).await?;
    let mut others = papers::of_client(ctx, sendable.client).await?;
    others.retain(|other| other.paper != paper);
    let files = own_files(ctx, &sendable).await?;
    Ok(SendSheet {
        request: ctx.new_id(),
        paper,
        query,
        dispatch: mail::actions::dispatch_of(&mut ctx.read(), &sendable.owner, sendable.revision).await?,
        client: sendable.client,
        is_draft: sendable.stage == Stage::Draft,
        version: sendable.version,
        drafted_for: greeted.map(|contact| contact.id),
        more: own_address(&client, &people).to_owned(),
        client_name: client.name,
        people: people.into_iter().map(choice).collect(),
        others,
        files: files.into_iter().map(own_file).collect(),
        lang,
        text: words.plain(),
        subject: words.subject,
        renditions: sendable.renditions().to_vec(),
        sender: sender.map(|sender| format!("{} <{}>", sender.name, sender.address)),
        has_server: mailbox::actions::server(ctx).await?.is_some(),
        title: sendable.title,
        href: sendable.href,
    })
}

/// The files that are attached to a paper. What is made of what is stored now has none of its own.
pub(super) async fn own_files(ctx: &Ctx, paper: &Sendable) -> AppResult<Vec<StoredFile>> {
    match paper.files {
        Files::Issued => Ok(files::store::stored_of_owner(&mut ctx.read(), paper.owner.kind, paper.owner.id).await?),
        Files::Made(_) => Ok(Vec::new()),
    }
}

fn own_file(file: StoredFile) -> OwnFile {
    OwnFile {
        id: file.id,
        name: file.name,
    }
}

fn choice((contact, line): (Contact, Option<LetterLine>)) -> Choice {
    Choice {
        contact: contact.id,
        name: contact.name(),
        position: contact.position,
        address: contact.email,
        lang: contact.lang,
        line,
    }
}
