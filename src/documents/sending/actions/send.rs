//! Sending what the form says: the texts first, then one transaction.

use std::collections::BTreeSet;

use super::open::{offered, subscribed};
use crate::crm::contacts::model::Contact;
use crate::documents::papers::model::Rendition;
use crate::documents::sending::letters::{Words, paper_file, person, pictures, typed_html};
use crate::documents::sending::model::{PERSON, PaperRef, SendPaper, SentPaper, Together};
use crate::documents::sending::papers::{self, Sendable, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::{ContactId, Id, LetterId, RequestKey};
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::{Reader, is_email};
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail;
use crate::records::mail::letter::{NewLetter, Person};
use crate::records::mail::model::LetterLine;

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
    let wanted = Wanted {
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
    let sent = SentPaper {
        href: first.href.clone(),
        letters: letters.len(),
        recipients: letters.iter().map(|letter| letter.recipients().count()).sum(),
    };
    post(ctx, request, letters).await?;
    Ok(sent)
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
            offered(ctx, first, to, lang).await?
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
            .map(|paper| paper_file(paper, rendition_of(paper, wanted)))
            .collect();
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
        });
    }
    for letter in &letters {
        letter.check()?;
    }
    Ok(letters)
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

/// Puts the letters into the outbox and tells of it in the history of each paper, once.
async fn post(ctx: &Ctx, request: RequestKey, letters: Vec<NewLetter>) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    if requests::claim::<usize>(&mut tx, ctx, request).await?.is_some() {
        return Ok(());
    }
    let count = letters.len();
    for (n, letter) in letters.into_iter().enumerate() {
        let letter = NewLetter {
            dedupe: format!("send/{request}/{n}"),
            ..letter
        };
        post_one(&mut tx, ctx, &letter).await?;
    }
    requests::done(&mut tx, request, count).await?;
    tx.commit().await?;
    Ok(())
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
    for owner in owners {
        let event =
            Event::new(owner, Verb::Mailed)
                .change("mail_to", "", &to)
                .change("mail_subject", "", &letter.subject);
        activity::record(tx, ctx, event).await?;
    }
    Ok(id)
}
