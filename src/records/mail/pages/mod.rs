//! The page of the outbox, a letter as it was written, the mails of a paper.

mod letter;
mod outbox;
mod panel;
mod words;

pub use letter::LetterPage;
pub use outbox::OutboxPage;
pub use panel::MailRows;
pub use words::{dispatch_badge, dispatch_cell, dispatch_text};
