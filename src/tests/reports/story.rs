//! Random books: invoices in two currencies, payments that settle them in their own currency or another, advances that are used
//! later, refunds, write-offs, reversals, cancellations, start balances. Every step is an action.

use std::collections::BTreeMap;

use crate::company::organization::balances::SaveStartBalance;
use crate::company::organization::start;
use crate::documents::invoices;
use crate::documents::invoices::model::{InvoiceFilter, SaveInvoice};
use crate::finance::payments::actions;
use crate::finance::payments::model::{
    Allocate, CancelWithPayments, PaymentFilter, RecordPayment, RefundPayment, ReversePayment, TypedPart, WriteOffRest,
};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, InvoiceId, PaymentId};
use crate::platform::ctx::Ctx;
use crate::tests::payments::{Books, books, client};

/// Numbers that look random and are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        // Knuth's MMIX; the high bits are the good ones.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        let count = u64::try_from(all.len()).unwrap();
        (count > 0).then(|| all[usize::try_from(self.below(count)).unwrap()].clone())
    }
}

/// The books with what was done in them, by kind.
pub struct Story {
    pub books: Books,
    pub clients: Vec<ClientId>,
    pub done: BTreeMap<&'static str, u32>,
}

/// Makes the books. The first client has a start balance in hryvnias, the second one in euros.
pub async fn story(ctx: &Ctx, seed: u64, steps: u32) -> Story {
    let mut dice = Dice::new(seed);
    let books = books(ctx).await;
    let clients = vec![
        books.client,
        client(ctx, "ФОП Йолкін Семен").await,
        client(ctx, "Nordwind GmbH").await,
    ];
    let mut story = Story {
        books,
        clients,
        done: BTreeMap::new(),
    };
    story.start_balances(ctx).await;
    for _ in 0..steps {
        story.books.client = dice.pick(&story.clients).unwrap();
        let (kind, done) = match dice.below(20) {
            0..6 => ("invoice", story.invoice(ctx, &mut dice).await),
            6..9 => ("payment", story.pay(ctx, &mut dice, false).await),
            9..12 => ("cross", story.pay(ctx, &mut dice, true).await),
            12..14 => ("advance", story.advance(ctx, &mut dice).await),
            14 => ("allocation", story.allocate(ctx, &mut dice).await),
            15 => ("release", story.release(ctx, &mut dice).await),
            16 => ("refund", story.refund(ctx, &mut dice).await),
            17 => ("write-off", story.write_off(ctx, &mut dice).await),
            18 => ("reversal", story.reverse(ctx, &mut dice).await),
            _ => ("cancellation", story.cancel(ctx, &mut dice).await),
        };
        *story.done.entry(kind).or_default() += u32::from(done);
    }
    story
}

impl Story {
    async fn start_balances(&self, ctx: &Ctx) {
        for (client, currency, as_of, amount) in [
            (self.clients[0], "UAH", "2026-08-31", "1000.10"),
            (self.clients[1], "EUR", "2026-10-01", "-50"),
        ] {
            let form = SaveStartBalance {
                request: Some(ctx.new_id()),
                organization: Some(self.books.organization),
                client: client.to_string(),
                currency: currency.into(),
                as_of: as_of.into(),
                amount: amount.into(),
                ..SaveStartBalance::default()
            };
            start::save(ctx, form).await.unwrap();
        }
    }

    /// Every kind of step happened.
    pub fn is_rich(&self) {
        for kind in [
            "invoice",
            "payment",
            "cross",
            "advance",
            "allocation",
            "release",
            "refund",
            "write-off",
            "reversal",
            "cancellation",
        ] {
            assert!(
                self.done.get(kind).is_some_and(|count| *count > 0),
                "{kind}: {:?}",
                self.done
            );
        }
    }

    async fn invoice(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let (currency, account) = self.account(dice.below(2) == 0);
        let date = day(dice);
        let form = SaveInvoice {
            account,
            issue_date: date.clone(),
            due_date: date,
            currency: currency.code().into(),
            ..self
                .books
                .form(ctx, &format!("{}.{:02}", 10 + dice.below(490), dice.below(100)))
        };
        invoices::actions::issue_now(ctx, form).await.is_ok()
    }

    fn account(&self, home: bool) -> (Currency, String) {
        if home {
            (Currency::Uah, self.books.uah.to_string())
        } else {
            (Currency::Eur, self.books.eur.to_string())
        }
    }

    /// The open invoices of the client: id, what is left in minor units, currency.
    async fn open(&self, ctx: &Ctx) -> Vec<(InvoiceId, i64, Currency)> {
        let filter = InvoiceFilter {
            client: Some(self.books.client),
            ..InvoiceFilter::default()
        };
        let rows = invoices::actions::list(ctx, &filter).await.unwrap().rows;
        let open = rows
            .iter()
            .filter_map(|row| Some((row.id, row.balance()?.minor(), row.currency)));
        open.filter(|(_, left, _)| *left > 0).collect()
    }

    /// A payment of some of an open invoice, in its currency or in the other one, and at times of more than it settles.
    async fn pay(&self, ctx: &Ctx, dice: &mut Dice, cross: bool) -> bool {
        let Some((invoice, left, currency)) = dice.pick(&self.open(ctx).await) else {
            return false;
        };
        let home = (currency == Currency::Uah) != cross;
        let settled = match dice.below(3) {
            0 => left,
            _ => 1 + i64::try_from(dice.below(u64::try_from(left).unwrap())).unwrap(),
        };
        let paid = if cross {
            100 + i64::try_from(dice.below(50_000)).unwrap()
        } else {
            settled
        };
        let more = i64::try_from(dice.below(2) * dice.below(10_000)).unwrap();
        let part = TypedPart {
            closes: if cross { plain(settled) } else { String::new() },
            ..TypedPart::of(invoice, plain(paid))
        };
        let form = RecordPayment {
            account: self.account(home).1,
            date: day(dice),
            mode: dice.pick(&["bank_transfer", "cash", "card"]).unwrap().into(),
            parts: vec![part],
            ..self.books.advance(ctx, &plain(paid + more))
        };
        actions::record(ctx, form).await.is_ok()
    }

    async fn advance(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let form = RecordPayment {
            account: self.account(dice.below(2) == 0).1,
            date: day(dice),
            ..self
                .books
                .advance(ctx, &plain(1 + i64::try_from(dice.below(90_000)).unwrap()))
        };
        actions::record(ctx, form).await.is_ok()
    }

    /// A payment of the client that satisfies a condition.
    async fn payment(&self, ctx: &Ctx, dice: &mut Dice, filter: PaymentFilter) -> Option<PaymentId> {
        let filter = PaymentFilter {
            client: Some(self.books.client),
            ..filter
        };
        let rows = actions::list(ctx, &filter).await.unwrap().rows;
        let ids: Vec<PaymentId> = rows.iter().filter(|row| !row.reversed).map(|row| row.id).collect();
        dice.pick(&ids)
    }

    async fn version(ctx: &Ctx, id: PaymentId) -> i64 {
        actions::show(ctx, id).await.unwrap().payment.version
    }

    fn with_advance() -> PaymentFilter {
        PaymentFilter {
            advance: true,
            ..PaymentFilter::default()
        }
    }

    /// An advance settles an invoice today, in either currency.
    async fn allocate(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let Some(id) = self.payment(ctx, dice, Self::with_advance()).await else {
            return false;
        };
        let Some((invoice, left, currency)) = dice.pick(&self.open(ctx).await) else {
            return false;
        };
        let payment = actions::show(ctx, id).await.unwrap().payment;
        let same = payment.currency == currency;
        let amount = if same {
            payment.advance.minor().min(left)
        } else {
            payment.advance.minor()
        };
        let part = TypedPart {
            closes: if same { String::new() } else { plain(left) },
            ..TypedPart::of(invoice, plain(amount))
        };
        let form = Allocate {
            id,
            version: payment.version,
            parts: vec![part],
        };
        actions::allocate(ctx, form).await.is_ok()
    }

    /// What a payment settles of one invoice is an advance again.
    async fn release(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let Some(id) = self.payment(ctx, dice, PaymentFilter::default()).await else {
            return false;
        };
        let page = actions::show(ctx, id).await.unwrap();
        let Some(row) = page.allocations.first() else {
            return false;
        };
        let form = crate::finance::payments::model::Release {
            id,
            version: page.payment.version,
            invoice: row.invoice,
        };
        actions::release(ctx, form).await.is_ok()
    }

    async fn refund(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let Some(id) = self.payment(ctx, dice, Self::with_advance()).await else {
            return false;
        };
        let payment = actions::show(ctx, id).await.unwrap().payment;
        let form = RefundPayment {
            request: ctx.new_id(),
            id,
            version: payment.version,
            date: day(dice),
            amount: plain(1 + i64::try_from(dice.below(u64::try_from(payment.advance.minor()).unwrap())).unwrap()),
            mode: "bank_transfer".into(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
            silent: false,
        };
        actions::refund(ctx, form).await.is_ok()
    }

    /// All but half a unit of an invoice is paid, and the rest is written off.
    async fn write_off(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let open = self.open(ctx).await.into_iter().filter(|(_, left, _)| *left > 50);
        let Some((invoice, left, currency)) = dice.pick(&open.collect::<Vec<_>>()) else {
            return false;
        };
        let form = RecordPayment {
            account: self.account(currency == Currency::Uah).1,
            date: day(dice),
            ..self.books.payment(ctx, invoice, &plain(left - 50))
        };
        if actions::record(ctx, form).await.is_err() {
            return false;
        }
        let form = WriteOffRest {
            request: ctx.new_id(),
            invoice,
            version: crate::tests::invoices::stored(ctx, invoice).await.version,
            date: "2026-11-24".into(),
            reason: "комісія банку".into(),
        };
        actions::write_off(ctx, form).await.is_ok()
    }

    async fn reverse(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let Some(id) = self.payment(ctx, dice, PaymentFilter::default()).await else {
            return false;
        };
        let form = ReversePayment {
            id,
            version: Self::version(ctx, id).await,
            reason: "помилка".into(),
        };
        actions::reverse(ctx, form).await.is_ok()
    }

    /// An open invoice is cancelled; what was paid on it is an advance again.
    async fn cancel(&self, ctx: &Ctx, dice: &mut Dice) -> bool {
        let Some((invoice, ..)) = dice.pick(&self.open(ctx).await) else {
            return false;
        };
        let form = CancelWithPayments {
            id: invoice,
            version: crate::tests::invoices::stored(ctx, invoice).await.version,
            reason: "помилка".into(),
            payments: "advance".into(),
            replacement: String::new(),
        };
        actions::cancel_with_payments(ctx, form).await.is_ok()
    }
}

/// From September on, up to the day of the tests.
fn day(dice: &mut Dice) -> String {
    let month = 9 + dice.below(3);
    format!(
        "2026-{month:02}-{:02}",
        1 + dice.below(if month == 11 { 24 } else { 30 })
    )
}

/// A sum in minor units as somebody types it.
pub fn plain(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}
