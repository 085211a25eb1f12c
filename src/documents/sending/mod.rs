//! Papers by e-mail: what a letter says, who gets it, what goes with it; and what is written to clients by itself.
//!
//! ```text
//!  paper ─▶ form: contacts who get this kind, text of the e-mail template, other papers of the client ─▶ letters in the outbox
//!  rule  ─▶ notice (once per rule, object and step) ─▶ letter in the outbox
//! ```
//!
//! A kind of paper joins by a file in `papers` and its arm in [`papers`]: what it is called, what it prints, which files it has, how it is
//! issued. Nothing is rendered in a transaction: the text is made before it, the files when they are sent.
//!
//! Confirmations of payments and statements belong to the wing above: their rooms make what is sent ([`papers::Files::Made`]), and use the
//! form, the letters and the card of this one.
//!
//! | file | what it holds |
//! |---|---|
//! | `model` | the form, what it sends, what came of it |
//! | `papers` | the kinds of papers that can be sent |
//! | `letters` | the text of a letter, and the letter as the outbox takes it |
//! | `actions` | opening the form, sending, sending many, the mails of a paper |
//! | `rules` | what is written by itself: the settings, which notices are due, their letters |
//! | `store` | the tables `mail_rules`, `mail_rule_texts`, `mail_notices`, `mail_pauses` |
//! | `api`, `pages` | the form; *Settings → Automatic letters*; the card beside a paper |

#[cfg(feature = "ssr")]
pub mod actions;
pub mod api;
#[cfg(feature = "ssr")]
pub mod letters;
pub mod model;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod papers;
#[cfg(feature = "ssr")]
pub mod rules;
#[cfg(feature = "ssr")]
pub mod store;
