//! `/send/<kind>/<id>`: each wing opens and sends its own papers, by one form.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::documents::sending::pages::SendPage;
use crate::documents::templates::model::PaperKind;
use crate::finance::payments::pages::SendConfirmationPage;
use crate::finance::statements::pages::SendStatementPage;

/// The form for the paper of the address.
#[component]
pub fn SendAnyPage() -> impl IntoView {
    let params = use_params_map();
    let kind = Memo::new(move |_| params.with(|params| params.get("kind")?.parse::<PaperKind>().ok()));
    move || match kind.get() {
        Some(PaperKind::PaymentConfirmation) => view! { <SendConfirmationPage /> }.into_any(),
        Some(PaperKind::Statement) => view! { <SendStatementPage /> }.into_any(),
        _ => view! { <SendPage /> }.into_any(),
    }
}
