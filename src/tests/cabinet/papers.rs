//! Papers in the cabinet: only what was issued to the client, the bytes that were issued, and that he has looked at them.

use uuid::Uuid;

use crate::cabinet::files::actions as files;
use crate::cabinet::files::model::CabinetFileFilter;
use crate::cabinet::home::actions as home;
use crate::cabinet::papers::actions::{file, list, show};
use crate::cabinet::papers::model::{CabinetPaper, PaperFilter, PaperQueue, PaperState};
use crate::cabinet::papers::store;
use crate::documents::closing::model::ClosingKind;
use crate::documents::invoices::model::Cancellation;
use crate::documents::papers::model::Rendition;
use crate::documents::{closing, contracts, invoices};
use crate::error::AppError;
use crate::kernel::actor::{Actor, Role, Scope};
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::{ClientId, ContactId, Id, UserId};
use crate::kernel::module::Module;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;
use crate::records::mail::actions::dispatch_of;
use crate::records::mail::model::Dispatch;
use crate::tests::closing::lists::many_acts;
use crate::tests::closing::{draft, issued_part};
use crate::tests::invoices::{client, office, pay};
use crate::tests::{TestEnv, contracts as some_contracts, on_both_engines};

/// The same database as a contact of a client sees it, with some rights. The contact need not exist.
pub fn as_contact(ctx: &Ctx, client: ClientId, rights: CabinetRights) -> Ctx {
    let actor = Actor::Contact {
        contact: ContactId::from(Uuid::from_u128(5)),
        client,
        rights,
        shown_to: None,
    };
    ctx.acting_as(actor, "Марія Соколова")
}

/// With all rights.
pub fn visitor(ctx: &Ctx, client: ClientId) -> Ctx {
    as_contact(ctx, client, CabinetRights::all())
}

/// A member of the staff who looks as a contact.
pub fn looking(ctx: &Ctx, client: ClientId) -> Ctx {
    let actor = Actor::Contact {
        contact: ContactId::from(Uuid::from_u128(5)),
        client,
        rights: CabinetRights::all(),
        shown_to: Some(UserId::from(Uuid::from_u128(7))),
    };
    ctx.acting_as(actor, "Ольга")
}

async fn found(ctx: &Ctx, filter: PaperFilter) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = list(ctx, &filter)
        .await
        .unwrap()
        .rows
        .iter()
        .map(|row| row.id)
        .collect();
    ids.sort_unstable();
    ids
}

fn sorted(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn the_client_sees_what_was_issued_to_him_and_nothing_else() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let (invoice, paid) = (office.issued(ctx, "1000").await, office.issued(ctx, "20").await);
        pay(ctx, paid, 2400).await.unwrap();
        let cancelled = office.issued(ctx, "30").await;
        let why = Cancellation {
            id: cancelled,
            reason: "помилка менеджера".into(),
        };
        invoices::actions::cancel(ctx, why).await.unwrap();
        let unissued = office.draft(ctx, "40").await;
        let contract = some_contracts::issued(ctx, &office, "Послуги").await;
        let contract_draft = some_contracts::draft(ctx, &office, "Оренда").await.id;
        let act = issued_part(ctx, ClosingKind::Act, invoice, "10").await;
        let act_draft = draft(ctx, ClosingKind::Act, invoice).await;
        let me = visitor(ctx, office.client);

        let all = PaperFilter::default();
        let issued = vec![
            invoice.uuid(),
            paid.uuid(),
            cancelled.uuid(),
            contract.uuid(),
            act.uuid(),
        ];
        assert_eq!(found(&me, all.clone()).await, sorted(issued));
        for (kind, ids) in [
            (
                CabinetPaper::Invoice,
                vec![invoice.uuid(), paid.uuid(), cancelled.uuid()],
            ),
            (CabinetPaper::Contract, vec![contract.uuid()]),
            (CabinetPaper::Act, vec![act.uuid()]),
            (CabinetPaper::DeliveryNote, vec![]),
        ] {
            let filter = PaperFilter {
                kind: Some(kind),
                ..all.clone()
            };
            assert_eq!(found(&me, filter).await, sorted(ids), "{kind}");
        }
        for (queue, ids) in [
            (PaperQueue::ToPay, vec![invoice.uuid()]),
            (PaperQueue::ToSign, vec![contract.uuid(), act.uuid()]),
        ] {
            let filter = PaperFilter {
                queue: Some(queue),
                ..all.clone()
            };
            assert_eq!(found(&me, filter).await, sorted(ids), "{queue}");
        }
        for (q, count) in [("00002", 1), ("Послуги", 1), ("нікого", 0), ("—", 0)] {
            let filter = PaperFilter {
                q: q.into(),
                kind: (q == "00002").then_some(CabinetPaper::Invoice),
                ..all.clone()
            };
            assert_eq!(found(&me, filter).await.len(), count, "{q}");
        }
        let home = home::show(&me).await.unwrap();
        assert_eq!((home.to_pay.len(), home.to_sign.len()), (1, 2));

        // What is cancelled says so, and not why: that is ours.
        let sheet = show(&me, CabinetPaper::Invoice, cancelled.uuid()).await.unwrap();
        assert_eq!(sheet.row.state("2026-11-24".parse().unwrap()), PaperState::Cancelled);
        assert!(!serde_json::to_string(&sheet).unwrap().contains("помилка менеджера"));
        let sheet = show(&me, CabinetPaper::Invoice, invoice.uuid()).await.unwrap();
        assert_eq!(sheet.row.balance().amount.minor(), 120_000);
        let to = sheet.payment.unwrap().to.unwrap();
        assert_eq!(
            (to.recipient.as_str(), to.account.as_str()),
            ("ТОВ «Обрій»", "UA213223130000026007233566001")
        );
        assert!(to.purpose.contains(&sheet.row.number), "{}", to.purpose);

        // A draft, another kind's id and what does not exist are answered alike; so is everything for another client.
        let stranger = visitor(ctx, client(ctx, "Інший").await);
        assert_eq!(found(&stranger, all).await, Vec::<Uuid>::new());
        for (asks, kind, id) in [
            (&me, CabinetPaper::Invoice, unissued.uuid()),
            (&me, CabinetPaper::Contract, contract_draft.uuid()),
            (&me, CabinetPaper::Act, act_draft.uuid()),
            (&me, CabinetPaper::DeliveryNote, act.uuid()),
            (&me, CabinetPaper::Act, invoice.uuid()),
            (&me, CabinetPaper::Invoice, Uuid::from_u128(7)),
            (&stranger, CabinetPaper::Invoice, invoice.uuid()),
            (&stranger, CabinetPaper::Contract, contract.uuid()),
            (&stranger, CabinetPaper::Act, act.uuid()),
        ] {
            assert_eq!(
                show(asks, kind, id).await.err(),
                Some(AppError::NotFound),
                "{kind} {id}"
            );
            assert_eq!(
                file(asks, kind, id).await.err(),
                Some(AppError::NotFound),
                "{kind} {id}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn the_file_is_what_was_issued_byte_for_byte() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "100").await;
        let contract = some_contracts::issued(ctx, &office, "Послуги").await;
        let act = issued_part(ctx, ClosingKind::Act, invoice, "10").await;
        let me = visitor(ctx, office.client);
        let stamped = Some(Rendition::Stamped);
        let ours = invoices::actions::file(ctx, invoice, None, stamped)
            .await
            .unwrap()
            .bytes;
        let his = file(&me, CabinetPaper::Invoice, invoice.uuid()).await.unwrap();
        assert!(his.bytes == ours && his.bytes.starts_with(b"%PDF"));
        let ours = contracts::actions::file(ctx, contract, None, stamped)
            .await
            .unwrap()
            .bytes;
        assert!(file(&me, CabinetPaper::Contract, contract.uuid()).await.unwrap().bytes == ours);
        let ours = closing::actions::file(ctx, ClosingKind::Act, act, None, stamped)
            .await
            .unwrap();
        assert!(file(&me, CabinetPaper::Act, act.uuid()).await.unwrap().bytes == ours.bytes);

        let other = office.issued(ctx, "7").await;
        let why = Cancellation {
            id: other,
            reason: "помилка".into(),
        };
        invoices::actions::cancel(ctx, why).await.unwrap();
        let marked = invoices::actions::file(ctx, other, None, Some(Rendition::Cancelled))
            .await
            .unwrap();
        assert!(file(&me, CabinetPaper::Invoice, other.uuid()).await.unwrap().bytes == marked.bytes);
    })
    .await;
}

async fn times_viewed(ctx: &Ctx, owner: &Owner) -> usize {
    let events = activity::actions::of_owner(ctx, owner, 50).await.unwrap();
    events.iter().filter(|event| event.verb == Verb::Viewed).count()
}

#[tokio::test]
async fn that_a_paper_was_viewed_is_noted_once() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "100").await;
        let owner = Owner::invoice(invoice, office.client);
        let (kind, id) = (CabinetPaper::Invoice, invoice.uuid());
        show(&looking(ctx, office.client), kind, id).await.unwrap();
        assert_eq!(times_viewed(ctx, &owner).await, 0, "who looks as him leaves no trace");
        let me = visitor(ctx, office.client);
        for _ in 0..2 {
            show(&me, kind, id).await.unwrap();
            file(&me, kind, id).await.unwrap();
        }
        assert_eq!(times_viewed(ctx, &owner).await, 1);
        let state = dispatch_of(&mut ctx.read(), &owner, 1).await.unwrap();
        assert_eq!(state, Dispatch::Viewed);
        let events = activity::actions::of_owner(ctx, &owner, 50).await.unwrap();
        assert_eq!(events[0].who, "Марія Соколова");
        assert_eq!(crate::server::check::check(ctx).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn each_kind_takes_its_right_and_its_module() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let office = office(ctx).await;
        let invoice = office.issued(ctx, "100").await;
        let act = issued_part(ctx, ClosingKind::Act, invoice, "10").await;
        let of = |kind| PaperFilter {
            kind: Some(kind),
            ..PaperFilter::default()
        };
        let invoices_only: CabinetRights = [CabinetRight::Invoices].into_iter().collect();
        let without = as_contact(ctx, office.client, invoices_only);
        assert_eq!(found(&without, PaperFilter::default()).await, vec![invoice.uuid()]);
        assert_eq!(
            list(&without, &of(CabinetPaper::Act)).await.err(),
            Some(AppError::Forbidden)
        );
        let refused = show(&without, CabinetPaper::Act, act.uuid()).await;
        assert_eq!(refused.err(), Some(AppError::Forbidden));
        let home = home::show(&without).await.unwrap();
        assert!(home.balances.is_none() && home.last_payment.is_none() && home.to_sign.is_empty());
        let sheet = show(&without, CabinetPaper::Invoice, invoice.uuid()).await.unwrap();
        assert!(sheet.payment.unwrap().parts.is_empty());
        let all_files = CabinetFileFilter::default();
        assert_eq!(files::list(&without, &all_files).await.err(), Some(AppError::Forbidden));

        let off = as_contact(ctx, office.client, CabinetRights::all().without([Module::Acts]));
        assert_eq!(found(&off, PaperFilter::default()).await, vec![invoice.uuid()]);
        for answer in [
            show(&off, CabinetPaper::Act, act.uuid()).await.err(),
            file(&off, CabinetPaper::Act, act.uuid()).await.err(),
            list(&off, &of(CabinetPaper::Act)).await.err(),
        ] {
            assert_eq!(answer, Some(AppError::SwitchedOff));
        }
        let staff = env.as_staff(UserId::from(Uuid::from_u128(7)), Role::Administrator, Scope::All);
        for (asks, error) in [(staff, AppError::Forbidden), (env.as_stranger(), AppError::NotSignedIn)] {
            assert_eq!(home::show(&asks).await.err(), Some(error.clone()));
            assert_eq!(list(&asks, &PaperFilter::default()).await.err(), Some(error.clone()));
            let answer = show(&asks, CabinetPaper::Invoice, invoice.uuid()).await.err();
            assert_eq!(answer, Some(error));
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_of_all_kinds_is_read_by_the_indexes_of_the_client_page_by_page() {
    on_both_engines(async |env: TestEnv| {
        let ctx = &env.ctx;
        let (act, _) = many_acts(ctx, env.engine).await;
        let client = crate::tests::closing::stored(ctx, ClosingKind::Act, act).await.client;
        let scope = Scope::Client(client);
        let all = PaperFilter::default();
        let plan = async |filter: &PaperFilter| {
            let sql = store::list(filter, CabinetPaper::ALL, scope);
            sql.plan(&ctx.db).await.unwrap()
        };
        let told = plan(&all).await;
        assert!(told.contains("closings_by_client"), "{told}");
        assert!(!told.contains("Seq Scan on closings"), "{told}");
        let filter = PaperFilter {
            queue: Some(PaperQueue::ToSign),
            ..all.clone()
        };
        let acts = store::list(&filter, &[CabinetPaper::Act], scope);
        let told = acts.plan(&ctx.db).await.unwrap();
        assert!(told.contains("closings_waiting"), "{told}");
        // Page after page, each paper comes once.
        let me = visitor(ctx, client);
        let (mut filter, mut seen) = (all, Vec::new());
        for _ in 0..4 {
            let page = list(&me, &filter).await.unwrap();
            assert!(page.rows.is_sorted_by(|a, b| (a.date, a.id) >= (b.date, b.id)));
            seen.extend(page.rows.iter().map(|row| row.id));
            filter.after = page.next;
            if filter.after.is_none() {
                break;
            }
        }
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert!(seen.len() == count && count > 100, "{count}");
    })
    .await;
}
