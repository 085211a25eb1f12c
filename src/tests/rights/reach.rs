//! How far somebody sees: for each kind of objects all, or those of his own clients.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::made;
use crate::company::accounts;
use crate::company::accounts::model::NewUser;
use crate::crm::clients::forms::{SaveClient, tick};
use crate::crm::clients::model::ClientFilter;
use crate::crm::leads::model::LeadFilter;
use crate::crm::{clients, leads};
use crate::desk::search;
use crate::desk::search::model::Hits;
use crate::documents::closing::model::{ClosingFilter, ClosingKind};
use crate::documents::contracts::model::{ContractFilter, IssueContract};
use crate::documents::invoices::model::InvoiceFilter;
use crate::documents::{closing, contracts, invoices};
use crate::error::{AppError, AppResult};
use crate::finance::expenses::model::ExpenseFilter;
use crate::finance::payments::model::PaymentFilter;
use crate::finance::{expenses, payments};
use crate::kernel::actor::Rights;
use crate::kernel::ids::{
    ClientId, ClosingId, ContractId, ExpenseId, FileId, Id, InvoiceId, LeadId, PaymentId, TicketId, UserId,
};
use crate::kernel::owner::OwnerKind;
use crate::kernel::reach::Reach;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::support::tickets;
use crate::support::tickets::model::TicketFilter;
use crate::tests::closing as papers;
use crate::tests::expenses::expense_of;
use crate::tests::files::{PDF, attached};
use crate::tests::payments::{Books, books, client};
use crate::tests::support::ticket;
use crate::tests::{TestEnv, on_both_engines};

/// One of everything.
pub(super) struct Whole {
    pub(super) client: ClientId,
    pub(super) lead: LeadId,
    pub(super) contract: ContractId,
    pub(super) invoice: InvoiceId,
    pub(super) act: ClosingId,
    pub(super) note: ClosingId,
    pub(super) payment: PaymentId,
    pub(super) expense: ExpenseId,
    pub(super) ticket: TicketId,
    pub(super) file: FileId,
}

impl Whole {
    async fn of(ctx: &Ctx, books: &Books, price: &str, assigned: Option<UserId>) -> Self {
        let invoice = books.issued(ctx, price).await;
        let mut goods = books.form(ctx, price);
        goods.lines[0].kind = "goods".into();
        let goods = invoices::actions::issue_now(ctx, goods).await.unwrap().id;
        let contract = made::contract(ctx, books).await;
        let issue = IssueContract {
            id: contract,
            version: 1,
        };
        contracts::actions::issue(ctx, issue).await.unwrap();
        let mut lead = crate::tests::leads::typed(ctx, "Ромашковий");
        lead.assigned = assigned.map(|user| user.to_string()).unwrap_or_default();
        Self {
            client: books.client,
            lead: leads::actions::save(ctx, lead).await.unwrap(),
            contract,
            act: papers::issued_part(ctx, ClosingKind::Act, invoice, "5").await,
            note: papers::issued(ctx, ClosingKind::DeliveryNote, goods).await,
            payment: payments::actions::record(ctx, books.payment(ctx, invoice, price))
                .await
                .unwrap(),
            expense: expense_of(ctx, books, "Квитки", price).await,
            ticket: ticket(ctx, books.client).await,
            file: attached(ctx, (OwnerKind::Invoice, invoice.uuid()), "a.pdf", PDF).await,
            invoice,
        }
    }

    fn id(&self, object: Object) -> Uuid {
        match object {
            Object::Clients => self.client.uuid(),
            Object::Leads => self.lead.uuid(),
            Object::Contracts => self.contract.uuid(),
            Object::Invoices => self.invoice.uuid(),
            Object::Acts => self.act.uuid(),
            Object::DeliveryNotes => self.note.uuid(),
            Object::Payments => self.payment.uuid(),
            Object::Expenses => self.expense.uuid(),
            Object::Tickets => self.ticket.uuid(),
            other => panic!("{other} belongs to nobody"),
        }
    }
}

/// A client of the reader with all there is, and another one with more of it.
pub(super) struct Office {
    pub(super) user: UserId,
    pub(super) books: Books,
    pub(super) own: Whole,
    pub(super) others: Whole,
}

pub(super) async fn office(env: &TestEnv) -> Office {
    let ctx = &env.ctx;
    let user = NewUser {
        request: ctx.new_id(),
        name: "Олена".into(),
        email: "olena@example.com".into(),
        role: "manager".into(),
        own_only: false,
        lang: "uk".into(),
        invite: false,
        password: "violet tractor 7".into(),
    };
    let user = accounts::actions::create_user(ctx, user).await.unwrap();
    let books = books(ctx).await;
    let card = clients::actions::profile(ctx, books.client).await.unwrap();
    let mut form = SaveClient::of(&card);
    form.managers.insert(tick(user), true);
    clients::actions::save(ctx, form).await.unwrap();
    let own = Whole::of(ctx, &books, "100", Some(user)).await;
    let neighbours = Books {
        client: client(ctx, "ТОВ «Ромашка-2»").await,
        ..books
    };
    Office {
        user,
        others: Whole::of(ctx, &neighbours, "1000", None).await,
        own,
        books: neighbours,
    }
}

impl Office {
    /// The reader, who sees everything but of these kinds his own.
    pub(super) fn reader(&self, env: &TestEnv, own: &[Object]) -> Ctx {
        env.with_rights(self.user, Rights::all().seeing_own(own.iter().copied()))
    }
}

async fn listed(ctx: &Ctx, object: Object) -> BTreeSet<Uuid> {
    let closings = async |kind| {
        let page = closing::actions::list(ctx, kind, &ClosingFilter::default())
            .await
            .unwrap();
        page.rows.iter().map(|row| row.id.uuid()).collect()
    };
    match object {
        Object::Clients => {
            let page = clients::actions::list(ctx, &ClientFilter::default()).await.unwrap();
            page.rows.iter().map(|row| row.id.uuid()).collect()
        }
        Object::Leads => {
            let page = leads::actions::list(ctx, LeadFilter::default()).await.unwrap();
            page.rows.iter().map(|row| row.id.uuid()).collect()
        }
        Object::Contracts => {
            let page = contracts::actions::list(ctx, &ContractFilter::default()).await.unwrap();
            page.rows.iter().map(|row| row.id.uuid()).collect()
        }
        Object::Invoices => {
            let page = invoices::actions::list(ctx, &InvoiceFilter::default()).await.unwrap();
            page.rows.iter().map(|row| row.id.uuid()).collect()
        }
        Object::Acts => closings(ClosingKind::Act).await,
        Object::DeliveryNotes => closings(ClosingKind::DeliveryNote).await,
        Object::Payments => {
            let page = payments::actions::list(ctx, &PaymentFilter::default()).await.unwrap();
            page.rows.iter().map(|row| row.id.uuid()).collect()
        }
        Object::Expenses => {
            let page = expenses::actions::list(ctx, ExpenseFilter::default()).await.unwrap();
            page.rows.iter().map(|row| row.id.uuid()).collect()
        }
        Object::Tickets => {
            let page = tickets::actions::list(ctx, TicketFilter::default()).await.unwrap();
            page.rows.iter().map(|row| row.id.uuid()).collect()
        }
        other => panic!("{other} belongs to nobody"),
    }
}

async fn shown(ctx: &Ctx, object: Object, id: Uuid) -> AppResult<()> {
    match object {
        Object::Clients => clients::actions::show(ctx, id.into()).await.map(|_| ()),
        Object::Leads => leads::actions::show(ctx, id.into()).await.map(|_| ()),
        Object::Contracts => contracts::actions::sheet(ctx, id.into()).await.map(|_| ()),
        Object::Invoices => invoices::actions::sheet(ctx, id.into(), None).await.map(|_| ()),
        Object::Acts => closing::actions::sheet(ctx, ClosingKind::Act, id.into(), None)
            .await
            .map(|_| ()),
        Object::DeliveryNotes => closing::actions::sheet(ctx, ClosingKind::DeliveryNote, id.into(), None)
            .await
            .map(|_| ()),
        Object::Payments => payments::actions::show(ctx, id.into()).await.map(|_| ()),
        Object::Expenses => expenses::actions::show(ctx, id.into()).await.map(|_| ()),
        Object::Tickets => tickets::actions::show(ctx, id.into()).await.map(|_| ()),
        other => panic!("{other} belongs to nobody"),
    }
}

/// How many the sums below a list count, where it has any.
async fn counted(ctx: &Ctx, object: Object) -> Option<i64> {
    let closings = async |kind| {
        let rows = closing::actions::totals(ctx, kind, &ClosingFilter::default())
            .await
            .unwrap();
        rows.iter().map(|row| row.papers).sum()
    };
    Some(match object {
        Object::Contracts => {
            let rows = contracts::actions::totals(ctx, &ContractFilter::default())
                .await
                .unwrap();
            rows.iter().map(|row| row.contracts).sum()
        }
        Object::Invoices => {
            let rows = invoices::actions::totals(ctx, &InvoiceFilter::default()).await.unwrap();
            rows.iter().map(|row| row.invoices).sum()
        }
        Object::Acts => closings(ClosingKind::Act).await,
        Object::DeliveryNotes => closings(ClosingKind::DeliveryNote).await,
        Object::Payments => {
            let rows = payments::actions::totals(ctx, &PaymentFilter::default()).await.unwrap();
            rows.iter().map(|row| row.payments).sum()
        }
        Object::Expenses => {
            let rows = expenses::actions::totals(ctx, ExpenseFilter::default()).await.unwrap();
            rows.iter().map(|row| row.expenses).sum()
        }
        Object::Tickets => {
            let rows = tickets::actions::counts(ctx, TicketFilter::default()).await.unwrap();
            rows.iter().map(|row| row.tickets).sum()
        }
        _ => return None,
    })
}

fn ids_of<R>(hits: Option<Hits<R>>, id: fn(&R) -> Uuid) -> Vec<Uuid> {
    hits.iter().flat_map(|hits| hits.rows.iter().map(id)).collect()
}

/// What the search over everything finds of the two clients, all kinds together.
async fn found(ctx: &Ctx) -> BTreeSet<Uuid> {
    let mut ids = BTreeSet::new();
    for text in ["Ромашк", "Квитки", "рахунок", "100", "1000", "Послуги"] {
        let found = search::actions::find(ctx, text).await.unwrap();
        let of_kinds: [Vec<Uuid>; 9] = [
            ids_of(found.clients, |row| row.id.uuid()),
            ids_of(found.leads, |row| row.id.uuid()),
            ids_of(found.contracts, |row| row.id.uuid()),
            ids_of(found.invoices, |row| row.id.uuid()),
            ids_of(found.acts, |row| row.id.uuid()),
            ids_of(found.delivery_notes, |row| row.id.uuid()),
            ids_of(found.payments, |row| row.id.uuid()),
            ids_of(found.expenses, |row| row.id.uuid()),
            ids_of(found.tickets, |row| row.id.uuid()),
        ];
        ids.extend(of_kinds.into_iter().flatten());
        let suggested = search::actions::suggest(ctx, text).await.unwrap();
        ids.extend(suggested.clients.iter().map(|row| row.id.uuid()));
        ids.extend(suggested.leads.iter().map(|row| row.id.uuid()));
        ids.extend(suggested.contracts.iter().map(|row| row.id.uuid()));
        ids.extend(suggested.invoices.iter().map(|row| row.id.uuid()));
        ids.extend(suggested.acts.iter().map(|row| row.id.uuid()));
        ids.extend(suggested.delivery_notes.iter().map(|row| row.id.uuid()));
        ids.extend(suggested.payments.iter().map(|row| row.id.uuid()));
    }
    ids
}

#[tokio::test]
async fn of_each_kind_ones_own_are_seen_and_no_others() {
    on_both_engines(async |env| {
        let office = office(&env).await;
        let wide = office.reader(&env, &[]);
        let seen_by_all = found(&wide).await;
        for kind in Object::OWNED {
            for whole in [&office.own, &office.others] {
                assert!(seen_by_all.contains(&whole.id(kind)), "{kind}");
            }
        }
        for object in Object::OWNED {
            let reader = office.reader(&env, &[object]);
            for kind in Object::OWNED {
                let (own, others) = (office.own.id(kind), office.others.id(kind));
                let narrow = reader.actor.rights().reach(kind) == Reach::Own;
                let case = format!("{kind} of a reader of own {object}");
                let (all, seen) = (listed(&wide, kind).await, listed(&reader, kind).await);
                assert!(all.contains(&own) && all.contains(&others), "{case}");
                assert_eq!((seen.contains(&own), seen.contains(&others)), (true, !narrow), "{case}");
                assert_eq!(shown(&reader, kind, own).await, Ok(()), "{case}");
                let expected = if narrow { Err(AppError::NotFound) } else { Ok(()) };
                assert_eq!(shown(&reader, kind, others).await, expected, "{case}");
                if let Some(count) = counted(&wide, kind).await {
                    let part = if narrow { count / 2 } else { count };
                    assert_eq!(counted(&reader, kind).await, Some(part), "{case}");
                }
            }
            let narrow = reader.actor.rights().own_objects();
            let hidden: BTreeSet<Uuid> = narrow.map(|kind| office.others.id(kind)).collect();
            let seen = found(&reader).await;
            assert!(seen.is_disjoint(&hidden), "{object}");
            let visible: BTreeSet<Uuid> = Object::OWNED.into_iter().map(|kind| office.own.id(kind)).collect();
            let visible: BTreeSet<_> = seen_by_all.intersection(&visible).collect();
            assert!(visible.iter().all(|id| seen.contains(id)), "{object}");
        }
    })
    .await;
}
