//! Random sequences of everything that moves money keep every invariant, on both databases.

use std::collections::BTreeMap;

use super::{Books, books, clean, client, stored};
use crate::documents::invoices;
use crate::documents::invoices::model::{Correction, SaveInvoice, Stage};
use crate::error::{AppError, AppResult};
use crate::finance::payments::model::{
    Allocate, CancelWithPayments, Payment, RecordPayment, RefundPayment, Release, ReversePayment, TakeBackWriteOff,
    TypedPart, UseAdvance, WriteOffRest,
};
use crate::finance::payments::{actions, store};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, InvoiceId, PaymentId};
use crate::kernel::money::Amount;
use crate::platform::ctx::Ctx;
use crate::platform::random::Random;
use crate::tests::on_both_engines;

const DEEDS: [&str; 11] = [
    "issue",
    "pay",
    "allocate",
    "release",
    "use",
    "refund",
    "reverse",
    "write off",
    "take back",
    "correct",
    "cancel",
];

/// What a sequence has made so far, by whose it is.
struct Run {
    random: Random,
    books: Books,
    clients: [ClientId; 2],
    invoices: Vec<InvoiceId>,
    payments: Vec<PaymentId>,
}

impl Run {
    fn below(&self, bound: usize) -> usize {
        usize::try_from(self.random.below(u64::try_from(bound).unwrap())).unwrap()
    }

    fn pick<T: Copy>(&self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.below(of.len())])
    }

    /// A sum up to 120.00, now and then a cent, nothing or less.
    fn sum(&self) -> String {
        match self.below(12) {
            0 => "0.01".into(),
            1 => "0".into(),
            2 => "-3".into(),
            _ => Amount::from_minor(i64::try_from(self.below(12_000) + 1).unwrap()).plain(Currency::Uah),
        }
    }

    /// Parts for some of the invoices, as likely wrong as right.
    fn parts(&self) -> Vec<TypedPart> {
        let mut parts = Vec::new();
        for _ in 0..self.below(4) {
            let Some(invoice) = self.pick(&self.invoices) else {
                break;
            };
            let closes = if self.below(3) == 0 { self.sum() } else { String::new() };
            parts.push(TypedPart {
                closes,
                ..TypedPart::of(invoice, self.sum())
            });
        }
        parts
    }

    async fn payment(&self, ctx: &Ctx) -> Option<Payment> {
        let id = self.pick(&self.payments)?;
        store::by_id(&mut ctx.read(), id, Scope::All).await.unwrap()
    }

    async fn take(&mut self, ctx: &Ctx, deed: &str) -> AppResult<()> {
        let client = self.clients[self.below(2)];
        match deed {
            "issue" => self.issue(ctx, client).await,
            "pay" => self.pay(ctx, client).await,
            "allocate" => {
                let Some(payment) = self.payment(ctx).await else {
                    return Ok(());
                };
                let form = Allocate {
                    id: payment.id,
                    version: payment.version,
                    parts: self.parts(),
                };
                actions::allocate(ctx, form).await
            }
            "release" => {
                let Some(payment) = self.payment(ctx).await else {
                    return Ok(());
                };
                let kept = store::allocations_of(&mut ctx.read(), payment.id).await.unwrap();
                let Some(row) = kept.first() else { return Ok(()) };
                let form = Release {
                    id: payment.id,
                    version: payment.version,
                    invoice: row.invoice,
                };
                actions::release(ctx, form).await
            }
            "use" => {
                let Some(id) = self.pick(&self.invoices) else {
                    return Ok(());
                };
                let form = UseAdvance {
                    invoice: id,
                    version: stored(ctx, id).await.version,
                    amount: self.sum(),
                };
                actions::use_advance(ctx, form).await
            }
            "refund" => self.refund(ctx).await,
            "reverse" => {
                let Some(payment) = self.payment(ctx).await else {
                    return Ok(());
                };
                let form = ReversePayment {
                    id: payment.id,
                    version: payment.version,
                    reason: "помилка".into(),
                };
                actions::reverse(ctx, form).await
            }
            "write off" => self.write_off(ctx).await,
            "take back" => {
                let Some(id) = self.pick(&self.invoices) else {
                    return Ok(());
                };
                let rows = store::write_offs_of(&mut ctx.read(), id).await.unwrap();
                let Some(row) = rows.last() else { return Ok(()) };
                let form = TakeBackWriteOff {
                    id: row.id,
                    reason: "доплатили".into(),
                };
                actions::take_back_write_off(ctx, form).await.map(|_| ())
            }
            "correct" => self.correct(ctx).await,
            _ => self.cancel(ctx).await,
        }
    }

    async fn issue(&mut self, ctx: &Ctx, client: ClientId) -> AppResult<()> {
        self.books.client = client;
        let price = Amount::from_minor(i64::try_from(self.below(9_000)).unwrap()).plain(Currency::Uah);
        let mut form = self.books.form(ctx, &price);
        if self.below(4) == 0 {
            form.account = self.books.eur.to_string();
            form.currency = "EUR".into();
        }
        self.invoices.push(invoices::actions::issue_now(ctx, form).await?.id);
        Ok(())
    }

    async fn pay(&mut self, ctx: &Ctx, client: ClientId) -> AppResult<()> {
        self.books.client = client;
        let account = if self.below(3) == 0 {
            self.books.eur
        } else {
            self.books.uah
        };
        let form = RecordPayment {
            account: account.to_string(),
            parts: self.parts(),
            spread: self.below(2) == 0,
            ..self.books.advance(ctx, &self.sum())
        };
        self.payments.push(actions::record(ctx, form).await?);
        Ok(())
    }

    async fn refund(&mut self, ctx: &Ctx) -> AppResult<()> {
        let Some(payment) = self.payment(ctx).await else {
            return Ok(());
        };
        let whole = self.below(2) == 0 && payment.advance.is_positive();
        let amount = if whole {
            payment.advance.plain(payment.currency)
        } else {
            self.sum()
        };
        let form = RefundPayment {
            request: ctx.new_id(),
            id: payment.id,
            version: payment.version,
            date: "2026-11-24".into(),
            amount,
            mode: "cash".into(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
            silent: false,
        };
        self.payments.push(actions::refund(ctx, form).await?);
        Ok(())
    }

    /// All but a cent is paid first, so that there is a rest to write off.
    async fn write_off(&mut self, ctx: &Ctx) -> AppResult<()> {
        let Some(id) = self.pick(&self.invoices) else {
            return Ok(());
        };
        let invoice = stored(ctx, id).await;
        let short = invoice.balance().minor() - 1;
        if short > 0 && invoice.currency == Currency::Uah {
            self.books.client = invoice.client;
            let amount = Amount::from_minor(short).plain(Currency::Uah);
            let form = self.books.payment(ctx, id, &amount);
            self.payments.push(actions::record(ctx, form).await?);
        }
        let form = WriteOffRest {
            request: ctx.new_id(),
            invoice: id,
            version: stored(ctx, id).await.version,
            date: "2026-11-24".into(),
            reason: "комісія".into(),
        };
        actions::write_off(ctx, form).await.map(|_| ())
    }

    async fn correct(&mut self, ctx: &Ctx) -> AppResult<()> {
        let Some(id) = self.pick(&self.invoices) else {
            return Ok(());
        };
        if stored(ctx, id).await.stage() != Stage::Issued {
            return Ok(());
        }
        let mut form: SaveInvoice = invoices::actions::correction(ctx, id).await?.form;
        form.lines[0].price = Amount::from_minor(i64::try_from(self.below(9_000)).unwrap()).plain(Currency::Uah);
        let correction = Correction {
            form,
            reason: "ціна".into(),
        };
        invoices::actions::correct(ctx, correction).await.map(|_| ())
    }

    async fn cancel(&mut self, ctx: &Ctx) -> AppResult<()> {
        let Some(id) = self.pick(&self.invoices) else {
            return Ok(());
        };
        let moved = self.below(2) == 0;
        let form = CancelWithPayments {
            id,
            version: stored(ctx, id).await.version,
            reason: "помилка".into(),
            payments: if moved { "replacement" } else { "advance" }.into(),
            replacement: self
                .pick(&self.invoices)
                .filter(|_| moved)
                .map(|id| id.to_string())
                .unwrap_or_default(),
        };
        actions::cancel_with_payments(ctx, form).await
    }
}

#[tokio::test]
async fn whatever_is_done_the_sums_hold() {
    let accepted = std::sync::Mutex::new(BTreeMap::<&str, usize>::new());
    for seed in 1..=3 {
        on_both_engines(async |env| {
            let (ctx, books) = (&env.ctx, books(&env.ctx).await);
            let other = client(ctx, "ФОП Інший").await;
            let mut run = Run {
                random: Random::seeded(seed),
                clients: [books.client, other],
                books,
                invoices: Vec::new(),
                payments: Vec::new(),
            };
            for step in 0..120 {
                // Something has to be there first; cancelling and reversing leave enough of it.
                let deed = match run.below(18) {
                    _ if step < 4 => "issue",
                    few if few < DEEDS.len() => DEEDS[few],
                    few if few < 14 => "pay",
                    few if few < 16 => "issue",
                    _ => "allocate",
                };
                match run.take(ctx, deed).await {
                    Ok(()) => *accepted.lock().unwrap().entry(deed).or_default() += 1,
                    // What can't be is refused beside its field.
                    Err(AppError::Invalid(_)) => {}
                    Err(other) => panic!("seed {seed}, step {step}, {deed}: {other:?}"),
                }
                if step % 30 == 29 {
                    clean(&env).await;
                }
            }
        })
        .await;
    }
    let accepted = accepted.into_inner().unwrap();
    for deed in DEEDS {
        assert!(
            accepted.get(deed).is_some_and(|times| *times > 2),
            "{deed} in {accepted:?}"
        );
    }
}
