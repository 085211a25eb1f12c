//! The timeline of an object.

use leptos::prelude::*;

use super::model::{Change, EventRow, Verb};
use crate::kernel::date::short_time;
use crate::kernel::owner::OwnerKind;
use crate::text::lang;
use crate::tr;
use crate::ui::page::Section;

/// What was done, standing by itself: in Russian and Ukrainian a verb after a name would have to agree with it.
#[must_use]
pub fn verb_text(verb: Verb, of: OwnerKind) -> &'static str {
    match verb {
        // A contract is issued by another word there than what is handed to the client.
        Verb::Issued if of == OwnerKind::Contract => tr!(activity.issued_contract),
        Verb::Created => tr!(activity.created),
        Verb::Changed => tr!(activity.changed),
        Verb::Archived => tr!(activity.archived),
        Verb::Restored => tr!(activity.restored),
        Verb::Issued => tr!(activity.issued),
        Verb::Corrected => tr!(activity.corrected),
        Verb::Cancelled => tr!(activity.cancelled),
        Verb::Terminated => tr!(activity.terminated),
        Verb::SignaturesRecorded => tr!(activity.signatures_recorded),
        Verb::Deleted => tr!(activity.deleted),
        Verb::PaymentRecorded => tr!(activity.payment_recorded),
        Verb::PaymentReversed => tr!(activity.payment_reversed),
        Verb::Allocated => tr!(activity.allocated),
        Verb::Refunded => tr!(activity.refunded),
        Verb::Reversed => tr!(activity.reversed),
        Verb::WrittenOff => tr!(activity.written_off),
        Verb::WriteOffReversed => tr!(activity.write_off_reversed),
        Verb::SignedIn => tr!(activity.signed_in),
        Verb::PasswordChanged => tr!(activity.password_changed),
        Verb::PasswordReset => tr!(activity.password_reset),
        Verb::Deactivated => tr!(activity.deactivated),
        Verb::Reactivated => tr!(activity.reactivated),
        Verb::SessionsEnded => tr!(activity.sessions_ended),
        Verb::Mailed => tr!(activity.mailed),
        Verb::Signed => tr!(activity.signed),
        Verb::SignatureRefused => tr!(activity.signature_refused),
        Verb::OriginalReceived => tr!(activity.original_received),
        Verb::FileAdded => tr!(activity.file_added),
        Verb::FileDeleted => tr!(activity.file_deleted),
        Verb::FileRestored => tr!(activity.file_restored),
        Verb::FileShown => tr!(activity.file_shown),
        Verb::FileHidden => tr!(activity.file_hidden),
        Verb::Lost => tr!(activity.lost),
        Verb::Junked => tr!(activity.junked),
        Verb::Reopened => tr!(activity.reopened),
        Verb::Converted => tr!(activity.converted),
        Verb::Billed => tr!(activity.billed),
        Verb::Unbilled => tr!(activity.unbilled),
        Verb::Viewed => tr!(activity.viewed),
        Verb::LookedAs => tr!(activity.looked_as),
        Verb::RequisitesAsked => tr!(activity.requisites_asked),
        Verb::RequisitesRefused => tr!(activity.requisites_refused),
        Verb::Asked => tr!(activity.asked),
        Verb::Answered => tr!(activity.answered),
        Verb::Noted => tr!(activity.noted),
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

/// What happened to an object; `words`, a function of its room, puts the changes into words ([`EventRow::in_words`]).
#[component]
pub fn History(
    events: Vec<EventRow>,
    words: fn(Change) -> Change,
    /// It stands in the column beside the object, and can be folded.
    #[prop(optional)]
    aside: bool,
) -> impl IntoView {
    let title = tr!(activity.title);
    let events = events.into_iter().map(|event| event.in_words(words)).collect();
    if aside {
        view! {
            <details class="side-card" open=true>
                <summary>{title}</summary>
                <Timeline events />
            </details>
        }
        .into_any()
    } else {
        view! { <Section title><Timeline events /></Section> }.into_any()
    }
}

fn row(event: EventRow) -> AnyView {
    let subject = (!event.subject.is_empty()).then(|| view! { <span>{event.subject}</span> " · " });
    let changes: Vec<_> = if event.verb.is_of_a_file() {
        event.changes.into_iter().map(file_row).collect()
    } else {
        event.changes.into_iter().map(change_row).collect()
    };
    view! {
        <li>
            <div>
                {subject}
                <strong>{verb_text(event.verb, event.kind)}</strong>
                " · "
                <span>{event.who}</span>
                " "
                <time class="muted" datetime=event.at.to_string()>{short_time(lang(), event.at_local)}</time>
            </div>
            {(!changes.is_empty()).then_some(view! { <ul>{changes}</ul> })}
        </li>
    }
    .into_any()
}

/// A label and what it is now and was before; the label alone where neither can be told.
fn change_row(change: Change) -> AnyView {
    let told = !(change.old.is_empty() && change.new.is_empty());
    let old = (!change.old.is_empty()).then(|| view! { " (" {tr!(activity.was)} " " <del>{change.old}</del> ")" });
    view! { <li>{change.field} {told.then_some(": ")} {change.new} {old}</li> }.into_any()
}

/// The name of a file.
fn file_row(change: Change) -> AnyView {
    let name = if change.new.is_empty() { change.old } else { change.new };
    view! { <li>{name}</li> }.into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    use super::{EventRow, Timeline, Verb, verb_text};
    use crate::kernel::lang::Lang;
    use crate::kernel::owner::OwnerKind;

    /// What a reader sees of a timeline, without the moments.
    fn read(lang: Lang, subject: &str, verb: Verb) -> String {
        let event = EventRow {
            kind: OwnerKind::Contact,
            owner: uuid::Uuid::nil(),
            subject: subject.to_owned(),
            seq: 1,
            at: crate::kernel::date::Timestamp::UNIX_EPOCH,
            at_local: jiff::civil::date(2026, 11, 24).at(12, 0, 0, 0),
            who: "Ольга Кузнецова".to_owned(),
            verb,
            changes: Vec::new(),
        };
        let html = Owner::new().with(|| {
            provide_context(lang);
            view! { <Timeline events=vec![event] /> }.to_html()
        });
        let mut told = String::new();
        for piece in html.split('<') {
            told.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        }
        let told = told.split_once("24").map_or("", |(before, _)| before);
        told.trim().to_owned()
    }

    #[test]
    fn what_was_done_needs_no_agreement_with_who_did_it() {
        assert_eq!(read(Lang::Ru, "", Verb::Created), "Создано · Ольга Кузнецова");
        assert_eq!(
            read(Lang::Ru, "Контакт Мария Соколова", Verb::Created),
            "Контакт Мария Соколова · Создано · Ольга Кузнецова"
        );
        assert_eq!(read(Lang::Uk, "", Verb::SignedIn), "Вхід до системи · Ольга Кузнецова");
        assert_eq!(read(Lang::En, "", Verb::Created), "Created · Ольга Кузнецова");
        for lang in Lang::ALL {
            for verb in Verb::ALL {
                let text = Owner::new().with(|| {
                    provide_context(lang);
                    verb_text(verb, OwnerKind::Client)
                });
                assert!(text.starts_with(char::is_uppercase), "{lang} {verb}: {text}");
            }
        }
    }

    #[test]
    fn papers_are_issued_and_cancelled_by_the_words_of_their_buttons() {
        let told = |kind: OwnerKind, verb: Verb| {
            Owner::new().with(|| {
                provide_context(Lang::Ru);
                verb_text(verb, kind)
            })
        };
        for (kind, issued) in [
            (OwnerKind::Invoice, "Выставлено"),
            (OwnerKind::Act, "Выставлено"),
            (OwnerKind::DeliveryNote, "Выставлено"),
            (OwnerKind::Contract, "Оформлено"),
        ] {
            assert_eq!(told(kind, Verb::Issued), issued, "{kind:?}");
            assert_eq!(told(kind, Verb::Cancelled), "Аннулировано", "{kind:?}");
        }
    }
}
