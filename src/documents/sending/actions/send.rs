//! Sending what the form says: the texts first, then one transaction.

use std::collections::BTreeSet;

use super::open::{alone, offered, own_files, subscribed};
use crate::crm::contacts::model::Contact;
use crate::documents::papers::model::Rendition;
use crate::documents::sending::letters::{Words, paper_files, person, pictures, stored_file};
use crate::documents::sending::model::{FILE, PERSON, PaperRef, SendPaper, SentPaper, Together};
use crate::documents::sending::papers::{self, Sendable, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{ContactId, FileId, Id, LetterId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::{Reader, is_email};
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail;
use crate::records::mail::brief::typed_html;
use crate::records::mail::letter::{Attachment, NewLetter, Person};
use crate::records::mail::model::LetterLine;
use crate::records::mail::worker::LARGEST;

/// The longest text.
const LONGEST_TEXT: usize = 20_000;
/// The longest subject.
const LONGEST_SUBJECT: usize = 300;
/// Papers in one letter.
const MOST_PAPERS: usize = 20;

/// What the form says, read.
struct Wanted {
    people: Vec<(ContactId, LetterLine)>,
    more: Vec<String>,
    together: Together,
    drafted_for: Option<ContactId>,
    lang: Lang,
    subject: String,
    text: String,
    rendition: Rendition,
    papers: Vec<PaperRef>,
    files: Vec<FileId>,
}

fn read(input: &SendPaper) -> Result<(PaperRef, Wanted), FieldErrors> {
    let mut form = Reader::default();
    let paper: Option<PaperRef> = form.choice("paper", &input.paper);
    let mut people = Vec::new();
    for (contact, line) in &input.people {
        if let Some(line) = form.optional_choice::<LetterLine>("people", line)
            && let Some(contact) = form.choice::<ContactId>("people", contact.trim_start_matches(PERSON))
        {
            people.push((contact, line));
        }
    }
    let separators = [',', ';', ' ', '\n', '\r', '\t'];
    let more = input.more.split(separators).filter(|address| !address.is_empty());
    let more: Vec<String> = more.map(str::to_lowercase).collect();
    if more.iter().any(|address| !is_email(address)) {
        form.problem("more", Problem::NotAnEmail);
    }
    if people.is_empty() && more.is_empty() {
        form.problem("people", Problem::NobodyToWriteTo);
    }
    let mut others = Vec::new();
    for (paper, ticked) in &input.papers {
        if !ticked.is_empty()
            && let Some(paper) = form.choice::<PaperRef>("papers", &paper.replace(':', "."))
        {
            others.push(paper);
        }
    }
    if others.len() >= MOST_PAPERS {
        form.problem("papers", Problem::Full { max: MOST_PAPERS });
    }
    let mut files = Vec::new();
    for (file, ticked) in &input.files {
        if !ticked.is_empty()
            && let Some(file) = form.choice::<FileId>("files", file.trim_start_matches(FILE))
        {
            files.push(file);
        }
    }
    let wanted = Wanted {
        files,
        people,
        more,
        together: form.optional_choice("together", &input.together).unwrap_or_default(),
        drafted_for: form.optional_choice("drafted_for", &input.drafted_for),
        lang: form.optional_choice("lang", &input.lang).unwrap_or_default(),
        subject: form.line("subject", &input.subject, LONGEST_SUBJECT),
        text: form.lines("text", &input.text, LONGEST_TEXT),
        rendition: form
            .optional_choice("rendition", &input.rendition)
            .unwrap_or(Rendition::Stamped),
        papers: others,
    };
    form.finish(paper.map(|paper| (paper, wanted)))
}

/// Sends a paper, and others of the same client with it. A draft is issued first; should the sending be refused then, it stays issued.
///
/// # Errors
/// Problems beside their fields, what stands in the way of issuing, [`AppError::NotFound`] outside of the scope.
pub async fn send(ctx: &Ctx, input: SendPaper) -> AppResult<SentPaper> {
    ctx.may(Right::SendMail)?;
    let request = input.request.ok_or(AppError::Outdated)?;
    let (paper, wanted) = read(&input)?;
    let mut first = papers::sendable(ctx, paper).await?;
    let offered_for_draft = offered_before(ctx, &first, &wanted).await?;
    let is_own = !input.draft && !is_offered(&offered_for_draft, &wanted);
    if first.stage == Stage::Draft {
        // What can be refused is, before anything is issued.
        prepared(ctx, &first, &wanted, is_own).await?;
        papers::issue(ctx, paper, input.version, beside(request)).await?;
        first = papers::sendable(ctx, paper).await?;
    }
    let letters = prepared(ctx, &first, &wanted, is_own).await?;
    let sent = sent(&first, &letters);
    let mut tx = ctx.write().await?;
    if requests::claim::<usize>(&mut tx, ctx, request).await?.is_none() {
        post(&mut tx, ctx, request, letters).await?;
        tx.commit().await?;
    }
    Ok(sent)
}

fn sent(paper: &Sendable, letters: &[NewLetter]) -> SentPaper {
    SentPaper {
        href: paper.href.clone(),
        letters: letters.len(),
        recipients: letters.iter().map(|letter| letter.recipients().count()).sum(),
    }
}

/// Letters with a paper of another wing, for its room to put them into the outbox with [`post`], in one transaction with its own locks.
pub struct Ready {
    /// Claimed first in that transaction.
    pub request: RequestKey,
    pub letters: Vec<NewLetter>,
    pub sent: SentPaper,
}

/// The letters that the form asks for, with a paper of another wing.
///
/// # Errors
/// As [`send`].
pub async fn letters(ctx: &Ctx, input: &SendPaper, first: &Sendable) -> AppResult<Ready> {
    ctx.may(Right::SendMail)?;
    let request = input.request.ok_or(AppError::Outdated)?;
    let (_, wanted) = read(input)?;
    let is_own = !is_offered(&offered_before(ctx, first, &wanted).await?, &wanted);
    let letters = prepared(ctx, first, &wanted, is_own).await?;
    Ok(Ready {
        request,
        sent: sent(first, &letters),
        letters,
    })
}

/// A key of its own for the issuing, the same each time the form is sent.
fn beside(request: RequestKey) -> RequestKey {
    uuid::Uuid::from_u128(request.uuid().as_u128() ^ 1).into()
}

/// The text as the form has offered it.
async fn offered_before(ctx: &Ctx, paper: &Sendable, wanted: &Wanted) -> AppResult<Words> {
    let people = subscribed(ctx, paper.client, paper.paper).await?;
    let to = people
        .iter()
        .map(|(contact, _)| contact)
        .find(|contact| Some(contact.id) == wanted.drafted_for);
    offered(ctx, paper, to, wanted.lang).await
}

/// Whether nobody has changed the text: then everybody gets it in his own language and with his own name.
fn is_offered(offered: &Words, wanted: &Wanted) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    bare(&offered.subject) == bare(&wanted.subject) && bare(&offered.plain()) == bare(&wanted.text)
}

/// The letters, ready for the outbox.
async fn prepared(ctx: &Ctx, first: &Sendable, wanted: &Wanted, is_own: bool) -> AppResult<Vec<NewLetter>> {
    if first.stage == Stage::Cancelled {
        return Err(AppError::field("paper", Problem::AlreadyCancelled));
    }
    let mut all = vec![first.clone()];
    for paper in &wanted.papers {
        if all.iter().any(|there| there.paper == *paper) {
            continue;
        }
        let other = papers::sendable(ctx, *paper).await?;
        if other.client != first.client || other.stage != Stage::Issued {
            return Err(AppError::field("papers", Problem::WrongState));
        }
        all.push(other);
    }
    let files = chosen_files(ctx, first, wanted).await?;
    let people = recipients(ctx, first, wanted).await?;
    let groups: Vec<Vec<&(LetterLine, Recipient)>> = match wanted.together {
        Together::One => vec![people.iter().collect()],
        Together::Each => people.iter().map(|person| vec![person]).collect(),
    };
    let mut letters = Vec::with_capacity(groups.len());
    for group in groups {
        let first_of = group.iter().find(|(line, _)| *line == LetterLine::To).or(group.first());
        let to = first_of.and_then(|(_, recipient)| recipient.contact.as_ref());
        let words = if is_own {
            Words {
                lang: wanted.lang,
                subject: wanted.subject.clone(),
                html: typed_html(&wanted.text),
            }
        } else {
            let lang = to.map_or(wanted.lang, |contact| contact.lang);
            let line = first_of.map(|(line, _)| *line);
            let in_line = group.iter().filter(|(other, _)| Some(*other) == line);
            let greeted = alone(in_line).and_then(|(_, recipient)| recipient.contact.as_ref());
            offered(ctx, first, greeted, lang).await?
        };
        let in_line = |wanted: LetterLine| {
            let of_line = group.iter().filter(|(line, _)| *line == wanted);
            of_line
                .map(|(_, recipient)| recipient.person.clone())
                .collect::<Vec<_>>()
        };
        let (mut to, mut cc) = (in_line(LetterLine::To), in_line(LetterLine::Cc));
        if to.is_empty() {
            // A letter is to somebody.
            std::mem::swap(&mut to, &mut cc);
        }
        let mut attachments: Vec<_> = all
            .iter()
            .flat_map(|paper| paper_files(paper, rendition_of(paper, wanted)))
            .collect();
        attachments.extend(files.iter().cloned());
        attachments.extend(pictures(ctx, first.organization, &words.html).await?);
        letters.push(NewLetter {
            dedupe: String::new(),
            organization: Some(first.organization),
            client: Some(first.client),
            lang: words.lang,
            subject: words.subject,
            html: words.html,
            to,
            cc,
            attachments,
            papers: all.iter().map(|paper| (paper.owner, paper.revision)).collect(),
            sealed: None,
        });
    }
    for letter in &letters {
        letter.check()?;
    }
    Ok(letters)
}

/// The files of the paper that were chosen.
async fn chosen_files(ctx: &Ctx, paper: &Sendable, wanted: &Wanted) -> AppResult<Vec<Attachment>> {
    if wanted.files.is_empty() {
        return Ok(Vec::new());
    }
    let mut there = own_files(ctx, paper).await?;
    there.retain(|file| wanted.files.contains(&file.id));
    if there.len() != wanted.files.len() {
        return Err(AppError::field("files", Problem::UnknownChoice));
    }
    let size: i64 = there.iter().map(|file| file.size).sum();
    if usize::try_from(size).unwrap_or(usize::MAX) > LARGEST {
        let problem = Problem::LetterTooLarge {
            megabytes: LARGEST >> 20,
        };
        return Err(AppError::field("files", problem));
    }
    Ok(there.into_iter().map(stored_file).collect())
}

fn rendition_of(paper: &Sendable, wanted: &Wanted) -> Rendition {
    let known = paper.renditions();
    if known.contains(&wanted.rendition) {
        wanted.rendition
    } else {
        known.first().copied().unwrap_or_default()
    }
}

/// Somebody who gets it, and the contact he is, if he is one.
struct Recipient {
    person: Person,
    contact: Option<Contact>,
}

/// Contacts of the client, and the addresses that were typed; each address once.
async fn recipients(ctx: &Ctx, paper: &Sendable, wanted: &Wanted) -> AppResult<Vec<(LetterLine, Recipient)>> {
    let known = subscribed(ctx, paper.client, paper.paper).await?;
    let mut seen = BTreeSet::new();
    let mut people = Vec::new();
    for (id, line) in &wanted.people {
        let found = known
            .iter()
            .map(|(contact, _)| contact)
            .find(|contact| contact.id == *id);
        let contact = found.ok_or_else(|| AppError::field("people", Problem::UnknownChoice))?;
        if seen.insert(contact.email.clone()) {
            let recipient = Recipient {
                person: person(contact),
                contact: Some(contact.clone()),
            };
            people.push((*line, recipient));
        }
    }
    for address in &wanted.more {
        if seen.insert(address.clone()) {
            let recipient = Recipient {
                person: Person {
                    name: String::new(),
                    address: address.clone(),
                },
                contact: None,
            };
            people.push((LetterLine::To, recipient));
        }
    }
    Ok(people)
}

/// Puts the letters into the outbox and tells of it in the history of each paper, under the request key that was claimed.
pub async fn post(tx: &mut Tx, ctx: &Ctx, request: RequestKey, letters: Vec<NewLetter>) -> AppResult<()> {
    let count = letters.len();
    for (n, letter) in letters.into_iter().enumerate() {
        let letter = NewLetter {
            dedupe: format!("send/{request}/{n}"),
            ..letter
        };
        post_one(tx, ctx, &letter).await?;
    }
    Ok(requests::done(tx, request, count).await?)
}

/// Puts a letter into the outbox, with an event of each paper it brings. The papers are locked in the order of their ids.
pub(in super::super) async fn post_one(tx: &mut Tx, ctx: &Ctx, letter: &NewLetter) -> AppResult<LetterId> {
    let mut owners: Vec<_> = letter.papers.iter().map(|(owner, _)| *owner).collect();
    owners.sort_by_key(|owner| owner.id);
    for owner in &owners {
        if let Ok(kind) = owner.kind.as_str().parse() {
            papers::lock(tx, ctx, PaperRef { kind, id: owner.id }).await?;
        }
    }
    let id = mail::actions::post(tx, ctx, letter).await?;
    let to: Vec<_> = letter.recipients().map(|(_, person)| person.address.as_str()).collect();
    let to = to.join(", ");
    // Beside a paper stands no subject that may name one of another kind, which takes another right.
    let alike = owners.iter().all(|owner| owner.kind == owners[0].kind);
    for owner in owners {
        let mut event = Event::new(owner, Verb::Mailed).change("mail_to", "", &to);
        if alike {
            event = event.change("mail_subject", "", &letter.subject);
        }
        activity::record(tx, ctx, event).await?;
    }
    Ok(id)
}
