//! Other requisites that clients of the small demo have asked for in the cabinet: one request waits, one was refused.

use super::contacts::visiting;
use super::run::on_day;
use crate::cabinet::access::deciding;
use crate::cabinet::access::requisites::{AskRequisites, DecideRequisites};
use crate::error::AppResult;
use crate::kernel::ids::ClientId;
use crate::platform::ctx::Ctx;

/// A request as the table below gives it.
struct DemoRequest {
    /// Index of the client.
    client: usize,
    days_ago: i64,
    /// Puts into the card's form what is asked for.
    wanted: fn(&mut AskRequisites),
    /// Why, where it was.
    refused: Option<&'static str>,
}

const REQUESTS: [DemoRequest; 2] = [
    DemoRequest {
        client: 8,
        days_ago: 34,
        wanted: |card| {
            "Harbour & Sons (Bristol) Ltd".clone_into(&mut card.legal_name);
            "We are about to change our name.".clone_into(&mut card.note);
        },
        refused: Some("Please send us the certificate once the new name is registered."),
    },
    DemoRequest {
        client: 3,
        days_ago: 1,
        wanted: |card| {
            "м. Івано-Франківськ, вул. Промислова, 15, склад № 3".clone_into(&mut card.shipping_address);
            "Новий склад приймає товар із наступного понеділка.".clone_into(&mut card.note);
        },
        refused: None,
    },
];

/// Lets contacts ask, and refuses what was refused.
pub async fn create(ctx: &Ctx, clients: &[ClientId]) -> AppResult<()> {
    for (step, request) in REQUESTS.iter().enumerate() {
        let ctx = on_day(ctx, request.days_ago, step);
        let Some(client) = clients.get(request.client).copied() else {
            continue;
        };
        let Some(visiting) = visiting(&ctx, client).await? else {
            continue;
        };
        let mut form = deciding::sheet(&visiting).await?.card;
        form.request = Some(ctx.new_id());
        (request.wanted)(&mut form);
        deciding::ask(&visiting, form).await?;
        let waiting = deciding::waiting(&ctx, client).await?;
        if let (Some(reason), Some(waiting)) = (request.refused, waiting) {
            let refusal = DecideRequisites {
                id: waiting.id,
                client,
                reason: reason.to_owned(),
            };
            deciding::refuse(&ctx, &refusal).await?;
        }
    }
    Ok(())
}
