//! `/outbox/<letter>`: a letter as it was written.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::panel::MailRows;
use crate::error::AppError;
use crate::records::mail::api::show_letter;
use crate::records::mail::model::{LetterSheet, OutboxRow};
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::page::{PageHead, Section};
use crate::ui::recheck::Recheck;

/// The letter of the address.
#[component]
pub fn LetterPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let letter = Data::new(id, |id| async move {
        show_letter(id.parse().map_err(|_| AppError::NotFound)?).await
    });
    let again = Callback::new(move |()| letter.refetch());
    let recheck = Recheck::new(again);
    view! { <Load resource=letter let:letter><Sheet letter again recheck /></Load> }.into_any()
}

#[component]
fn Sheet(letter: LetterSheet, again: Callback<()>, recheck: Recheck) -> impl IntoView {
    let LetterSheet {
        subject,
        html,
        attachments,
        rows,
    } = letter;
    recheck.answered(rows.iter().any(OutboxRow::is_on_its_way));
    let attachments = (!attachments.is_empty()).then(|| {
        let names: Vec<_> = attachments.into_iter().map(|name| view! { <li>{name}</li> }).collect();
        view! { <Section title=tr!(mail.attachments)><ul class="mail-files">{names}</ul></Section> }
    });
    view! {
        <PageHead title=subject />
        // It went through the allow-list before it was kept.
        <div class="mail-text" inner_html=html></div>
        {attachments}
        <Section title=tr!(mail.recipients)><MailRows rows again /></Section>
    }
    .into_any()
}
