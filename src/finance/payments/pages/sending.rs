//! The confirmation of a payment by e-mail: the form that sends it, and its mails.

use leptos::prelude::*;

use crate::documents::sending::model::PaperRef;
use crate::documents::sending::pages::{MailsBeside, SendForm, send_href};
use crate::documents::templates::model::PaperKind;
use crate::error::AppError;
use crate::finance::payments::api::{SendConfirmation, mails_of_payment, open_confirmation};
use crate::kernel::ids::{Id, PaymentId};
use crate::ui::load::{Data, Load};
use crate::ui::query::id_of_address;

/// Where the confirmation of a payment is sent from.
pub(super) fn confirmation_href(id: PaymentId) -> String {
    send_href(PaperRef {
        kind: PaperKind::PaymentConfirmation,
        id: id.uuid(),
    })
}

/// `/send/payment_confirmation/<id>`
#[component]
pub fn SendConfirmationPage() -> impl IntoView {
    let id = id_of_address::<PaymentId>();
    let sheet = Data::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => open_confirmation(id).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let action = ServerAction::<SendConfirmation>::new();
    view! { <Load resource=sheet let:sheet><SendForm sheet action /></Load> }.into_any()
}

/// The mails of a payment.
#[component]
pub(super) fn PaymentMails(
    id: PaymentId,
    /// A confirmation is of money that came in and counts.
    sendable: bool,
) -> impl IntoView {
    let mails = Data::new(move || id, mails_of_payment);
    view! { <MailsBeside mails send=sendable.then(|| confirmation_href(id)) /> }.into_any()
}
