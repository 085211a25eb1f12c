//! The timeline of an object.

use leptos::prelude::*;

use super::model::{Change, EventRow, Verb};
use crate::kernel::date::short_time;
use crate::text::lang;
use crate::tr;

/// The sentence for what was done.
#[must_use]
pub fn verb_text(verb: Verb) -> &'static str {
    match verb {
        Verb::Created => tr!(activity.created),
        Verb::Changed => tr!(activity.changed),
        Verb::Archived => tr!(activity.archived),
        Verb::Restored => tr!(activity.restored),
        Verb::Issued => tr!(activity.issued),
        Verb::Corrected => tr!(activity.corrected),
        Verb::Cancelled => tr!(activity.cancelled),
        Verb::Deleted => tr!(activity.deleted),
        Verb::PaymentRecorded => tr!(activity.payment_recorded),
        Verb::SignedIn => tr!(activity.signed_in),
        Verb::PasswordChanged => tr!(activity.password_changed),
        Verb::PasswordReset => tr!(activity.password_reset),
        Verb::Deactivated => tr!(activity.deactivated),
        Verb::Reactivated => tr!(activity.reactivated),
        Verb::SessionsEnded => tr!(activity.sessions_ended),
    }
}

/// Events in words ([`EventRow::in_words`]), newest first, with old and new values.
#[component]
pub fn Timeline(events: Vec<EventRow>) -> impl IntoView {
    if events.is_empty() {
        return view! { <p class="muted">{tr!(activity.empty)}</p> }.into_any();
    }
    let rows: Vec<_> = events.into_iter().map(row).collect();
    view! { <ol class="timeline-list">{rows}</ol> }.into_any()
}

fn row(event: EventRow) -> AnyView {
    let subject = (!event.subject.is_empty()).then(|| view! { <span>{event.subject} ": "</span> });
    let changes: Vec<_> = event.changes.into_iter().map(change_row).collect();
    view! {
        <li>
            <div>
                {subject}
                <span>{event.who}</span>
                " "
                <strong>{verb_text(event.verb)}</strong>
                " "
                <time class="muted" datetime=event.at.to_string()>{short_time(lang(), event.at_local)}</time>
            </div>
            {(!changes.is_empty()).then_some(view! { <ul>{changes}</ul> })}
        </li>
    }
    .into_any()
}

/// A label and what it is now and was before; the label alone where neither can be told.
fn change_row(change: Change) -> impl IntoView {
    let told = !(change.old.is_empty() && change.new.is_empty());
    let old = (!change.old.is_empty()).then(|| view! { " (" {tr!(activity.was)} " " <del>{change.old}</del> ")" });
    view! { <li>{change.field} {told.then_some(": ")} {change.new} {old}</li> }
}
