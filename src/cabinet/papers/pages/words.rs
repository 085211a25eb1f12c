//! Kinds and states in words.

use leptos::prelude::*;

use crate::cabinet::papers::model::{CabinetPaper, PaperQueue, PaperRow, PaperState};
use crate::kernel::date::{Date, short_date};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};

/// `Contracts`, `Invoices`.
#[must_use]
pub fn kinds_text(kind: CabinetPaper) -> &'static str {
    match kind {
        CabinetPaper::Contract => tr!(desk.contracts),
        CabinetPaper::Invoice => tr!(desk.invoices),
        CabinetPaper::Act => tr!(closing.acts),
        CabinetPaper::DeliveryNote => tr!(closing.delivery_notes),
    }
}

/// `Contract No. 12`, `Invoice No. 00012`.
#[must_use]
pub fn numbered(kind: CabinetPaper, number: &str) -> String {
    let number = number.to_owned();
    match kind {
        CabinetPaper::Contract => tr!(cabinet_papers.contract, number = number),
        CabinetPaper::Invoice => tr!(cabinet_papers.invoice, number = number),
        CabinetPaper::Act => tr!(cabinet_papers.act, number = number),
        CabinetPaper::DeliveryNote => tr!(cabinet_papers.delivery_note, number = number),
    }
}

/// The name of a filter.
#[must_use]
pub fn queue_text(queue: PaperQueue) -> &'static str {
    match queue {
        PaperQueue::ToSign => tr!(cabinet_papers.chip_to_sign),
        PaperQueue::ToPay => tr!(cabinet_papers.chip_to_pay),
    }
}

/// What a paper is now.
#[must_use]
pub fn state_text(row: &PaperRow, today: Date) -> String {
    match row.state(today) {
        PaperState::Cancelled => tr!(cabinet_papers.state_cancelled).to_owned(),
        PaperState::Terminated => tr!(cabinet_papers.state_terminated).to_owned(),
        PaperState::Expired => tr!(cabinet_papers.state_expired).to_owned(),
        PaperState::Unpaid => {
            let date = short_date(lang(), row.until.unwrap_or(row.date));
            tr!(cabinet_papers.state_unpaid, date = date)
        }
        PaperState::PartlyPaid => tr!(cabinet_papers.state_partly_paid).to_owned(),
        PaperState::Overdue(days) => tr!(cabinet_papers.state_overdue, count = days),
        PaperState::Paid => tr!(cabinet_papers.state_paid).to_owned(),
        PaperState::ToSign => tr!(cabinet_papers.state_to_sign).to_owned(),
        PaperState::Refused => tr!(cabinet_papers.state_refused, reason = row.refusal.clone()),
        PaperState::Signed => tr!(cabinet_papers.state_signed).to_owned(),
        PaperState::SignedByBoth => tr!(cabinet_papers.state_signed_by_both).to_owned(),
    }
}

const fn tone(state: PaperState) -> Tone {
    match state {
        PaperState::Cancelled | PaperState::Terminated | PaperState::Expired => Tone::Neutral,
        PaperState::Unpaid | PaperState::ToSign => Tone::Info,
        PaperState::PartlyPaid => Tone::Warn,
        PaperState::Overdue(_) | PaperState::Refused => Tone::Bad,
        PaperState::Paid | PaperState::Signed | PaperState::SignedByBoth => Tone::Good,
    }
}

/// [`state_text`] in a badge.
#[must_use]
pub fn state_badge(row: &PaperRow, today: Date) -> AnyView {
    let (tone, text) = (tone(row.state(today)), state_text(row, today));
    view! { <span class="badges"><Badge tone text /></span> }.into_any()
}
