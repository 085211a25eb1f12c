//! Clients that look like the one that is being typed: links to them, and the tick that says that this is another one.

use std::time::Duration;

use leptos::prelude::*;

use crate::crm::clients::api::similar_clients;
use crate::crm::clients::model::{ClientTraits, SimilarClient};
use crate::kernel::ids::ClientId;
use crate::tr;
use crate::ui::form::Checkbox;
use crate::ui::load::{Data, Load};

/// How long after the last key the server is asked.
const PAUSE: Duration = Duration::from_millis(400);

/// Other clients with the same tax id, name or e-mail.
#[component]
pub fn Similar(#[prop(into)] typed: Signal<ClientTraits>, but: Option<ClientId>) -> impl IntoView {
    let settled = settled(typed);
    let found = Data::new(move || settled.get(), move |with| similar_clients(with, but));
    view! {
        <Load resource=found fallback=|| () aside=true let:found>
            <Alike found asking=true />
        </Load>
    }
    .into_any()
}

/// What was typed, a moment after the last key.
fn settled(typed: Signal<ClientTraits>) -> RwSignal<ClientTraits> {
    let settled = RwSignal::new(typed.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |seen: Option<()>| {
        let now = typed.get();
        if seen.is_none() {
            return;
        }
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(
            move || {
                if !settled.is_disposed() {
                    settled.set(now);
                }
            },
            PAUSE,
        );
        waiting.set_value(timer.ok());
    });
    settled
}

/// The amber note that names clients that look alike; `asking` adds the tick of the form.
#[component]
pub fn Alike(found: Vec<SimilarClient>, #[prop(optional)] asking: bool) -> impl IntoView {
    if found.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = found.into_iter().map(row).collect();
    let tick = asking.then(|| view! { <Checkbox name="save_anyway" label=tr!(clients.save_anyway) /> });
    view! {
        <div class="field-warning" role="status">
            <p>{tr!(clients.looks_alike)}</p>
            <ul>{rows}</ul>
        </div>
        {tick}
    }
    .into_any()
}

fn row(client: SimilarClient) -> AnyView {
    let reasons = reasons(&client);
    view! {
        <li>
            <a href=format!("/clients/{}", client.id)>{client.name}</a>
            " — "
            {reasons}
        </li>
    }
    .into_any()
}

/// What they have in common, as a few words.
#[must_use]
pub fn reasons(client: &SimilarClient) -> String {
    let reasons = [
        (client.same_tax_id, tr!(clients.same_tax_id)),
        (client.same_name, tr!(clients.same_name)),
        (client.same_email, tr!(clients.same_email)),
        (client.same_phone, tr!(clients.same_phone)),
        (client.archived, tr!(clients.in_archive)),
    ];
    let reasons: Vec<_> = reasons
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, text)| text)
        .collect();
    reasons.join(", ")
}
