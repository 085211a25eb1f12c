//! States in words.

use leptos::prelude::*;

use crate::kernel::date::short_time;
use crate::records::mail::model::{Dispatch, LetterLine, OutboxRow, OutboxState};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone, badge_cell};
use crate::ui::html::Piece;

pub(super) fn state(state: OutboxState) -> (&'static str, Tone) {
    match state {
        OutboxState::Waiting => (tr!(mail.waiting), Tone::Info),
        OutboxState::Sent => (tr!(mail.sent), Tone::Good),
        OutboxState::Failed => (tr!(mail.failed), Tone::Bad),
        OutboxState::Unclear => (tr!(mail.unclear), Tone::Warn),
        OutboxState::Cancelled => (tr!(mail.cancelled), Tone::Neutral),
    }
}

pub(super) fn line(line: LetterLine) -> &'static str {
    match line {
        LetterLine::To => tr!(mail.to),
        LetterLine::Cc => tr!(mail.cc),
    }
}

/// How far a paper has come by e-mail.
#[must_use]
pub fn dispatch_text(dispatch: Dispatch) -> &'static str {
    match dispatch {
        Dispatch::NotSent => tr!(mail.not_sent),
        Dispatch::Queued => tr!(mail.queued),
        Dispatch::Sent => tr!(mail.sent),
        Dispatch::Failed => tr!(mail.failed),
        Dispatch::Viewed => tr!(mail.viewed),
    }
}

const fn dispatch_tone(dispatch: Dispatch) -> Tone {
    match dispatch {
        Dispatch::NotSent => Tone::Neutral,
        Dispatch::Queued => Tone::Info,
        Dispatch::Sent | Dispatch::Viewed => Tone::Good,
        Dispatch::Failed => Tone::Bad,
    }
}

/// [`dispatch_text`] as a badge beside a heading; nothing where nothing was sent.
#[must_use]
pub fn dispatch_badge(dispatch: Dispatch) -> Option<AnyView> {
    let tone = dispatch_tone(dispatch);
    (dispatch != Dispatch::NotSent).then(|| view! { <Badge tone text=dispatch_text(dispatch) /> }.into_any())
}

/// [`dispatch_badge`] in a cell of a table.
#[must_use]
pub fn dispatch_cell(dispatch: Dispatch) -> Option<impl Piece + use<>> {
    (dispatch != Dispatch::NotSent).then(|| badge_cell(dispatch_tone(dispatch), dispatch_text(dispatch)))
}

/// Why a row is where it is: the server's words, when it was tried, when it is tried again.
pub(super) fn why(row: &OutboxRow) -> Vec<String> {
    let mut told = Vec::new();
    let lang = lang();
    if row.state == OutboxState::Unclear {
        told.push(tr!(mail.unclear_text).to_owned());
    }
    match (row.answer.as_str(), row.answered_at) {
        ("", Some(at)) if row.open && row.state == OutboxState::Cancelled => {
            told.push(tr!(mail.taken_out, at = short_time(lang, at)));
        }
        // Of a letter that was taken out, an answer is the server's to an earlier attempt, and not why.
        _ if row.state == OutboxState::Cancelled => {}
        ("no sender", _) => told.push(tr!(mail.without_sender).to_owned()),
        ("", _) => {}
        (answer, Some(at)) => told.push(format!("{}: {answer}", short_time(lang, at))),
        (answer, None) => told.push(answer.to_owned()),
    }
    match (row.state, row.at_work, row.due_at) {
        (OutboxState::Waiting, true, _) => told.push(tr!(mail.at_work).to_owned()),
        (OutboxState::Waiting, false, Some(at)) if row.tries > 0 => {
            told.push(tr!(mail.tried, count = row.tries, at = short_time(lang, at)));
        }
        _ => {}
    }
    told
}
