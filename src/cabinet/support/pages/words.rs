//! States as the client reads them.

use crate::support::tickets::model::TicketStatus;
use crate::tr;
use crate::ui::badge::Tone;

/// What a state means to the client.
pub(super) fn status_text(status: TicketStatus) -> &'static str {
    match status {
        TicketStatus::Open => tr!(tickets.own_open),
        TicketStatus::InProgress => tr!(tickets.own_in_progress),
        TicketStatus::Answered => tr!(tickets.own_answered),
        TicketStatus::OnHold => tr!(tickets.own_on_hold),
        TicketStatus::Closed => tr!(tickets.own_closed),
    }
}

/// An answer is what he waits for.
pub(super) const fn status_tone(status: TicketStatus) -> Tone {
    match status {
        TicketStatus::Answered => Tone::Good,
        TicketStatus::InProgress => Tone::Info,
        TicketStatus::Open | TicketStatus::OnHold | TicketStatus::Closed => Tone::Neutral,
    }
}
