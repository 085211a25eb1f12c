//! What happened last: what it happened to, what was done, by whom and when.

use leptos::prelude::*;

use crate::desk::dashboard::model::Happening;
use crate::kernel::date::short_time;
use crate::kernel::owner::OwnerKind;
use crate::records::activity::pages::verb_text;
use crate::text::lang;
use crate::tr;
use crate::ui::html::{Html, Piece, link, span};

/// About what a line takes.
const LINE_BYTES: usize = 500;

pub(super) fn happenings(events: Vec<Happening>) -> AnyView {
    let mut lines = Html::with_capacity(events.len() * LINE_BYTES);
    for happening in events {
        lines.element("li", &[], |html| line(happening).write(html));
    }
    view! { <ul class="newest-list" inner_html=lines.into_string()></ul> }.into_any()
}

fn line(happening: Happening) -> impl Piece {
    let Happening { event, client } = happening;
    let (noun, path) = match event.kind {
        OwnerKind::Invoice => (tr!(client_card.invoice), "/invoices"),
        OwnerKind::Contract => (tr!(contracts.contract), "/contracts"),
        OwnerKind::Payment => (tr!(client_card.payment), "/payments"),
        OwnerKind::Act => (tr!(closing.act), "/acts"),
        OwnerKind::DeliveryNote => (tr!(closing.delivery_note), "/delivery-notes"),
        OwnerKind::Contact => (tr!(contacts.contact), "/contacts"),
        _ => (tr!(desk.client), "/clients"),
    };
    let name = format!("{noun} {}", event.subject);
    let name = name.trim().to_owned();
    // What is gone leads nowhere.
    let subject = match &client {
        Some(_) => (Some(link(format!("{path}/{}", event.owner), name)), None),
        None => (None, Some(span("muted", name))),
    };
    let whose = client
        .filter(|_| event.kind != OwnerKind::Client)
        .map(|(id, name)| link(format!("/clients/{id}"), name));
    let done = (
        span("newest-verb", verb_text(event.verb, event.kind)),
        span("newest-who muted", event.who),
        span("newest-time muted", short_time(lang(), event.at_local)),
    );
    (span("newest-subject", subject), span("truncate-line", whose), done)
}
