//! `akta check` finds what was changed by hand; and a module that is off.

use super::{form, issued, issued_part};
use crate::desk::client_card;
use crate::documents::closing::actions;
use crate::documents::closing::model::{ClosingFilter, ClosingKind, SaveClosing};
use crate::error::AppError;
use crate::kernel::actor::{Actor, Rights};
use crate::kernel::ids::UserId;
use crate::kernel::module::Module;
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::server::check::check;
use crate::tests::invoices::{holds, office};
use crate::tests::{TestEnv, on_both_engines};

use ClosingKind::{Act, DeliveryNote};

/// An invoice closed in part by an act, another one wholly.
async fn made(env: &TestEnv) {
    let ctx = &env.ctx;
    let office = office(ctx).await;
    let id = office.issued(ctx, "100").await;
    issued_part(ctx, Act, id, "30").await;
    issued(ctx, Act, office.issued(ctx, "50").await).await;
    holds(ctx, false).await;
}

#[tokio::test]
async fn what_was_changed_by_hand_is_found() {
    for (text, invariants, sentence) in [
        (
            "UPDATE invoices SET closing = 'closed' WHERE closed = 3600",
            &["I3"][..],
            "its closing state is stored as closed, but is partly_closed",
        ),
        (
            "UPDATE invoices SET closed = 3700 WHERE closed = 3600",
            &["I6"],
            "37.00 UAH is stored as closed, but acts and notes close 36.00 UAH",
        ),
        (
            "UPDATE closing_lines SET taken_quantity = taken_quantity + 1000000 WHERE net = 5000",
            &["I6", "I3"],
            "acts and notes close more of its line 1 than there is",
        ),
        (
            "UPDATE closing_lines SET net = net + 1, gross = gross + 1 WHERE net = 3000",
            &["I6"],
            "its sums are not those of its lines",
        ),
        (
            "UPDATE closing_lines SET keep = 'net' , vat = vat + 1, gross = gross + 1 WHERE net = 3000",
            &["I6"],
            "at the VAT rate of its date",
        ),
        (
            "UPDATE closings SET currency = 'EUR' WHERE net = 3000",
            &["I6"],
            "are not those of its invoice",
        ),
        (
            "UPDATE closings SET signature = 'both' WHERE net = 3000",
            &["I3"],
            "its signature is stored as both, but is none",
        ),
        (
            "UPDATE closings SET n = 7 WHERE net = 3000",
            &["I4"],
            "numbers of acts of 2026",
        ),
        (
            "DELETE FROM snapshots WHERE owner_kind = 'act' AND owner_id = (SELECT id FROM closings WHERE net = 3000)",
            &["I5"],
            "was issued, but what was issued is not there",
        ),
    ] {
        on_both_engines(async |env: TestEnv| {
            made(&env).await;
            let by_hand = Sql::raw(text.to_owned());
            by_hand.outside_transaction(&env.ctx.db).await.unwrap();
            let breaches = check(&env.ctx).await.unwrap();
            let mut found: Vec<&str> = breaches.iter().map(|breach| breach.invariant).collect();
            found.dedup();
            assert_eq!(found, invariants, "{text}: {breaches:#?}");
            let told = breaches.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            assert!(told.contains(sentence), "{told}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_module_that_is_off_makes_and_shows_nothing_of_its_kind() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let id = office.issued(ctx, "100").await;
        issued_part(ctx, Act, id, "30").await;
        let without = |module| {
            let actor = Actor::Staff {
                user: UserId::from(uuid::Uuid::from_u128(7)),
                rights: Rights::all().without([module]),
            };
            ctx.acting_as(actor, "Test Person")
        };
        let (no_acts, no_notes) = (without(Module::Acts), without(Module::DeliveryNotes));
        let filter = ClosingFilter::default();
        let off = Err(AppError::SwitchedOff);
        assert_eq!(actions::list(&no_acts, Act, &filter).await.map(|_| ()), off);
        assert_eq!(actions::new_editor(&no_acts, Act, id).await.map(|_| ()), off);
        let act = form(ctx, Act, id).await;
        assert_eq!(actions::issue_now(&no_acts, act.clone()).await.map(|_| ()), off);
        let of_invoice = actions::of_invoice(&no_acts, id).await.unwrap();
        assert_eq!(
            (of_invoice.rows.len(), of_invoice.can_make),
            (0, vec![(DeliveryNote, false)])
        );
        let templates = crate::documents::templates::actions::list(&no_acts).await.unwrap();
        let kinds: Vec<String> = templates.builtins.iter().map(|row| row.kind.to_string()).collect();
        assert!(kinds.iter().all(|kind| !kind.starts_with("act")), "{kinds:?}");
        let settings = crate::company::organization::actions::settings(&no_acts, office.organization).await;
        assert_eq!(settings.unwrap().series.len(), 4);
        // What happened on the client's card tells nothing of its kind either.
        let told = async |ctx: &Ctx| {
            let card = client_card::actions::show(ctx, office.client).await.unwrap();
            card.events.iter().any(|event| event.kind == OwnerKind::Act)
        };
        assert_eq!((told(ctx).await, told(&no_acts).await), (true, false));
        let note = SaveClosing {
            kind: DeliveryNote,
            ..act
        };
        assert_eq!(actions::issue_now(&no_notes, note).await.map(|_| ()), off);
        assert_eq!(actions::list(&no_notes, Act, &filter).await.unwrap().rows.len(), 1);
        holds(ctx, false).await;
    })
    .await;
}
