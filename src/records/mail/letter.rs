//! What a room hands in: a letter, who gets it and what goes with it.

use serde::{Deserialize, Serialize};

use super::model::LetterLine;
use crate::error::AppResult;
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::is_email;
use crate::platform::ctx::Ctx;

/// Most letters of one sending go to a handful of people.
pub const MOST_RECIPIENTS: usize = 50;

/// The longest subject and name, in letters.
const LONGEST_LINE: usize = 500;

/// A letter that has not been written down yet.
#[derive(Debug, Clone)]
pub struct NewLetter {
    /// What is the same intention: each recipient's row is known by it and by his address.
    pub dedupe: String,
    /// Whose sender it bears.
    pub organization: Option<OrganizationId>,
    pub client: Option<ClientId>,
    pub lang: Lang,
    pub subject: String,
    /// A fragment that the allow-list has let through.
    pub html: String,
    pub to: Vec<Person>,
    pub cc: Vec<Person>,
    pub attachments: Vec<Attachment>,
    /// The papers it brings, with their revisions.
    pub papers: Vec<(Owner, i64)>,
    /// What the worker puts in place of [`MARK`]: [`sealed`], since everybody who sees the outbox may read the rest.
    pub sealed: Option<Vec<u8>>,
}

/// Stands in a text in place of what only its reader may see.
pub const MARK: &str = "akta-sealed";

/// For what a letter's secret is sealed.
const PURPOSE: &str = "letter";

/// Seals what stands in place of [`MARK`]. Not for use within a transaction: the key's file may be made.
///
/// # Errors
/// If there is no key and none can be made.
pub fn sealed(ctx: &Ctx, text: &str) -> AppResult<Vec<u8>> {
    Ok(ctx.secrets.seal(PURPOSE, text)?)
}

/// Reads what [`sealed`] has sealed.
///
/// # Errors
/// If it was sealed under another key.
pub(super) fn unsealed(ctx: &Ctx, sealed: &[u8]) -> AppResult<String> {
    Ok(ctx.secrets.open(PURPOSE, sealed)?)
}

/// Somebody with an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub address: String,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub file_name: String,
    pub media_type: String,
    /// By which the text shows it (`cid:…`); empty for what is attached.
    pub content_id: String,
    pub content: Content,
}

/// Where the bytes of a file come from when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Under this hash.
    Blob(Vec<u8>),
    /// The file of an issued paper: whoever knows papers reads it.
    Rendition {
        owner: Owner,
        revision: i64,
        organization: OrganizationId,
        rendition: String,
    },
}

impl NewLetter {
    /// Everybody who gets it.
    pub fn recipients(&self) -> impl Iterator<Item = (LetterLine, &Person)> {
        let to = self.to.iter().map(|person| (LetterLine::To, person));
        to.chain(self.cc.iter().map(|person| (LetterLine::Cc, person)))
    }

    /// Refuses what can't be a letter: nobody to write to, no addresses, lines that would begin others.
    ///
    /// # Errors
    /// The problems beside `to`, `subject` and `attachments`.
    pub fn check(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        if self.to.is_empty() {
            errors.add("to", Problem::NobodyToWriteTo);
        }
        if self.to.len() + self.cc.len() > MOST_RECIPIENTS {
            errors.add("to", Problem::Full { max: MOST_RECIPIENTS });
        }
        for (_, person) in self.recipients() {
            if !is_email(&person.address) {
                errors.add("to", Problem::NotAnEmail);
            }
            check_line(&mut errors, "to", &person.name);
        }
        if self.subject.trim().is_empty() {
            errors.add("subject", Problem::Required);
        }
        check_line(&mut errors, "subject", &self.subject);
        for attachment in &self.attachments {
            for text in [&attachment.file_name, &attachment.media_type, &attachment.content_id] {
                check_line(&mut errors, "attachments", text);
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// A line of a header is one line: a break in it would begin another header.
fn check_line(errors: &mut FieldErrors, field: &str, text: &str) {
    if text.chars().any(char::is_control) {
        errors.add(field, Problem::ForbiddenCharacters);
    } else if text.chars().count() > LONGEST_LINE {
        errors.add(field, Problem::TooLong { max: LONGEST_LINE });
    }
}

#[cfg(test)]
pub mod tests {
    use super::{Attachment, Content, NewLetter, Person};
    use crate::kernel::lang::Lang;
    use crate::kernel::problem::Problem;

    pub fn person(name: &str, address: &str) -> Person {
        Person {
            name: name.to_owned(),
            address: address.to_owned(),
        }
    }

    /// A letter of nothing but words.
    pub fn letter(dedupe: &str) -> NewLetter {
        NewLetter {
            dedupe: dedupe.to_owned(),
            organization: None,
            client: None,
            lang: Lang::Uk,
            subject: "Рахунок № 1".to_owned(),
            html: "<p>Вітаємо!</p>".to_owned(),
            to: vec![person("Оксана", "oksana@example.com")],
            cc: Vec::new(),
            attachments: Vec::new(),
            papers: Vec::new(),
            sealed: None,
        }
    }

    #[test]
    fn nothing_that_would_begin_another_header_is_taken() {
        assert_eq!(letter("a").check(), Ok(()));
        let with = |change: fn(&mut NewLetter)| {
            let mut letter = letter("a");
            change(&mut letter);
            let errors = letter.check().unwrap_err();
            let found: Vec<_> = errors.iter().map(|(f, p)| (f.to_owned(), p.clone())).collect();
            found
        };
        let forbidden = |field: &str| vec![(field.to_owned(), Problem::ForbiddenCharacters)];
        assert_eq!(
            with(|letter| letter.subject = "a\r\nBcc: x@y.z".into()),
            forbidden("subject")
        );
        assert_eq!(with(|letter| letter.to[0].name = "a\nb".into()), forbidden("to"));
        assert_eq!(
            with(|letter| letter.to[0].address = "a@b.com\r\nRCPT TO:<x@y.z>".into()),
            vec![("to".to_owned(), Problem::NotAnEmail)]
        );
        assert_eq!(
            with(|letter| letter.attachments.push(Attachment {
                file_name: "a\r\n.pdf".into(),
                media_type: "application/pdf".into(),
                content_id: String::new(),
                content: Content::Blob(Vec::new()),
            })),
            forbidden("attachments")
        );
        assert_eq!(
            with(|letter| letter.to.clear()),
            vec![("to".to_owned(), Problem::NobodyToWriteTo)]
        );
        assert_eq!(
            with(|letter| letter.subject = " ".into()),
            vec![("subject".to_owned(), Problem::Required)]
        );
    }
}
