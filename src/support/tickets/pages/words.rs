//! Names of fields and codes in the reader's language.

use crate::kernel::date::short_date;
use crate::kernel::owner::OwnerKind;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::records::files::pages::words::origin;
use crate::support::tickets::model::{PaperChoice, PaperKey, TicketPriority, TicketStatus, TicketView};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Tone;
use crate::ui::form::choices;

/// What people call a state.
#[must_use]
pub fn status_text(status: TicketStatus) -> &'static str {
    match status {
        TicketStatus::Open => tr!(tickets.status_open),
        TicketStatus::InProgress => tr!(tickets.status_in_progress),
        TicketStatus::Answered => tr!(tickets.status_answered),
        TicketStatus::OnHold => tr!(tickets.status_on_hold),
        TicketStatus::Closed => tr!(tickets.status_closed),
    }
}

/// What a state means to the staff.
#[must_use]
pub const fn status_tone(status: TicketStatus) -> Tone {
    match status {
        TicketStatus::Open => Tone::Warn,
        TicketStatus::InProgress => Tone::Info,
        TicketStatus::Answered => Tone::Good,
        TicketStatus::OnHold | TicketStatus::Closed => Tone::Neutral,
    }
}

/// The states as a form offers them.
#[must_use]
pub fn statuses() -> Vec<(String, String)> {
    choices(TicketStatus::ALL, status_text)
}

/// What people call a part of the list.
#[must_use]
pub fn view_text(view: TicketView) -> &'static str {
    match (view, view.status()) {
        (_, Some(status)) => status_text(status),
        (TicketView::All, None) => tr!(tickets.view_all),
        (_, None) => tr!(tickets.view_active),
    }
}

/// What people call a priority.
#[must_use]
pub fn priority_text(priority: TicketPriority) -> &'static str {
    match priority {
        TicketPriority::Low => tr!(tickets.priority_low),
        TicketPriority::Medium => tr!(tickets.priority_medium),
        TicketPriority::High => tr!(tickets.priority_high),
    }
}

/// How a priority is shown; the usual one is not worth a colour.
#[must_use]
pub const fn priority_tone(priority: TicketPriority) -> Tone {
    match priority {
        TicketPriority::High => Tone::Bad,
        TicketPriority::Low | TicketPriority::Medium => Tone::Neutral,
    }
}

/// The priorities as a form offers them.
#[must_use]
pub fn priorities() -> Vec<(String, String)> {
    choices(TicketPriority::ALL, priority_text)
}

/// A paper by its kind and number.
#[must_use]
pub fn paper_text(paper: &PaperChoice) -> String {
    origin(paper.key.kind, &paper.number)
}

/// Papers as a form offers them, with their days.
#[must_use]
pub fn papers(papers: &[PaperChoice]) -> Vec<(String, String)> {
    let option = |paper: &PaperChoice| {
        let text = format!("{} · {}", paper_text(paper), short_date(lang(), paper.date));
        (paper.key.to_string(), text)
    };
    papers.iter().map(option).collect()
}

/// Ids with names as a form offers them.
#[must_use]
pub fn named<I: ToString>(all: Vec<(I, String)>) -> Vec<(String, String)> {
    all.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}

/// A change in a request's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "status" => words::code(recorded, status_text),
        "priority" => words::code(recorded, priority_text),
        _ if recorded.is_empty() => None,
        _ => paper_kind(field).map(|kind| origin(kind, recorded)),
    }
}

/// The kind of papers under which a change stands that names one.
fn paper_kind(field: &str) -> Option<OwnerKind> {
    field.parse().ok().filter(|kind| PaperKey::KINDS.contains(kind))
}

fn field_label(field: &str) -> String {
    match field {
        "subject" => tr!(tickets.subject),
        "status" => tr!(tickets.status),
        "priority" => tr!(tickets.priority),
        "department" => tr!(tickets.department),
        "executor" => tr!(tickets.executor),
        "contact" => tr!(tickets.contact),
        other if paper_kind(other).is_some() => tr!(tickets.paper),
        other => other,
    }
    .to_owned()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Change, change};
    use crate::kernel::lang::Lang;

    #[test]
    fn a_history_is_told_in_words() {
        for (lang, field, recorded, words) in [
            (Lang::Ru, "status", "on_hold", "Отложено"),
            (Lang::Uk, "priority", "high", "Високий"),
            (Lang::En, "executor", "Olha", "Olha"),
            (Lang::En, "invoice", "15/a", "Invoice\u{a0}15/a"),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                let told = change(Change {
                    field: field.into(),
                    old: String::new(),
                    new: recorded.into(),
                });
                assert_eq!(told.new, words, "{field}");
                assert_ne!(told.field, field);
            });
        }
    }
}
