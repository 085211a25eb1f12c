//! What happens to the money of the demo's invoices: every deed is an action, on its day.

use super::company::Company;
use super::run::Money;
use crate::company::payment_modes::model::PaymentMode;
use crate::documents::invoices;
use crate::documents::invoices::model::Invoice;
use crate::error::{AppError, AppResult};
use crate::finance::payments;
use crate::finance::payments::model::{Part, ValidPayment, ValidRefund};
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::ids::{InvoiceId, PaymentId};
use crate::kernel::money::Amount;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// Somebody who takes money in and gives it back on a day.
pub struct Till<'a> {
    company: &'a Company,
    ctx: &'a Ctx,
    day: Date,
    /// Tells payments apart.
    step: usize,
}

/// So many thousandths of a sum.
fn share(of: Amount, thousandths: i64) -> Amount {
    let minor = i128::from(of.minor()) * i128::from(thousandths) / 1000;
    Amount::from_minor(i64::try_from(minor).unwrap_or_default())
}

impl<'a> Till<'a> {
    pub const fn new(company: &'a Company, ctx: &'a Ctx, day: Date, step: usize) -> Self {
        Self {
            company,
            ctx,
            day,
            step,
        }
    }

    /// Does what is to be done; nothing where another payment was faster.
    pub async fn take(&self, tx: &mut Tx, id: InvoiceId, deed: Money) -> AppResult<()> {
        let invoice = invoices::store::by_id(tx, id, Scope::All)
            .await?
            .ok_or(AppError::NotFound)?;
        let rest = invoice.balance();
        if deed == Money::Refund {
            return self.refund(tx, &invoice).await;
        }
        if !rest.is_positive() {
            return Ok(());
        }
        match deed {
            Money::Pay(thousandths) => {
                let amount = if thousandths >= 1000 {
                    rest
                } else {
                    share(invoice.total, thousandths).min(rest)
                };
                self.pay(tx, &invoice, amount).await.map(|_| ())
            }
            Money::PayBeyond(thousandths) => {
                let sum = Amount::sum([rest, share(invoice.total, thousandths)]).unwrap_or(rest);
                self.pay(tx, &invoice, sum).await.map(|_| ())
            }
            Money::PayShort(minor) => {
                let less = rest.checked_sub(Amount::from_minor(minor)).unwrap_or(rest);
                self.pay(tx, &invoice, less).await.map(|_| ())
            }
            Money::PayAll => self.pay_all(tx, &invoice).await,
            Money::PayAtHome(rate) => self.pay_at_home(tx, &invoice, rate).await,
            Money::Mistake => {
                let made = self.pay(tx, &invoice, rest).await?;
                let Some(payment) = made else { return Ok(()) };
                payments::actions::reverse_in(tx, self.ctx, payment, 1, "Внесено двічі").await
            }
            Money::UseAdvance => self.use_advance(tx, &invoice).await,
            Money::WriteOff => {
                let reason = "Комісія банку".to_owned();
                let done = payments::actions::write_off_in(tx, self.ctx, id, None, self.day, reason).await;
                match done {
                    // More than the limit: the client paid in another way than was planned.
                    Err(AppError::Invalid(_)) => Ok(()),
                    other => other.map(|_| ()),
                }
            }
            Money::Refund => Ok(()),
        }
    }

    /// Money for an invoice in its currency, the rest an advance.
    async fn pay(&self, tx: &mut Tx, invoice: &Invoice, amount: Amount) -> AppResult<Option<PaymentId>> {
        if !amount.is_positive() {
            return Ok(None);
        }
        let parts = vec![part(invoice, amount.min(invoice.balance()))];
        let wanted = ValidPayment {
            parts,
            ..self.payment(invoice, amount)
        };
        payments::actions::record_in(tx, self.ctx, wanted).await.map(Some)
    }

    async fn pay_all(&self, tx: &mut Tx, invoice: &Invoice) -> AppResult<()> {
        let (client, company, currency) = (invoice.client, invoice.organization, Some(invoice.currency));
        let open = invoices::store::open_of(tx, client, company, currency, 3).await?;
        let others = open
            .iter()
            .filter(|other| other.id != invoice.id && other.issue_date <= self.day);
        let all: Vec<&Invoice> = std::iter::once(invoice).chain(others).collect();
        let sum = Amount::sum(all.iter().map(|one| one.balance())).unwrap_or_default();
        let parts = all.iter().enumerate().map(|(at, one)| Part {
            at,
            ..part(one, one.balance())
        });
        let wanted = ValidPayment {
            parts: parts.collect(),
            purpose: "Оплата за рахунками згідно з договором".to_owned(),
            ..self.payment(invoice, sum)
        };
        payments::actions::record_in(tx, self.ctx, wanted).await.map(|_| ())
    }

    async fn pay_at_home(&self, tx: &mut Tx, invoice: &Invoice, rate: i64) -> AppResult<()> {
        let rest = invoice.balance();
        let amount = share(rest, rate);
        let wanted = ValidPayment {
            account: self.company.account(Currency::Uah),
            currency: Currency::Uah,
            parts: vec![Part {
                amount,
                closes: rest.plain(invoice.currency),
                ..part(invoice, amount)
            }],
            ..self.payment(invoice, amount)
        };
        payments::actions::record_in(tx, self.ctx, wanted).await.map(|_| ())
    }

    async fn use_advance(&self, tx: &mut Tx, invoice: &Invoice) -> AppResult<()> {
        let of = (invoice.client, invoice.organization, invoice.currency);
        let advances = payments::store::with_advance(tx, of, 10).await?;
        let there = Amount::sum(advances.iter().map(|payment| payment.advance)).unwrap_or_default();
        let amount = there.min(invoice.balance());
        if !amount.is_positive() {
            return Ok(());
        }
        payments::actions::use_advance_in(tx, self.ctx, invoice, None, amount).await
    }

    async fn refund(&self, tx: &mut Tx, invoice: &Invoice) -> AppResult<()> {
        let of = (invoice.client, invoice.organization, invoice.currency);
        let oldest = payments::store::with_advance(tx, of, 1).await?.pop();
        let Some(payment) = oldest.filter(|payment| payment.date <= self.day) else {
            return Ok(());
        };
        let wanted = ValidRefund {
            date: self.day,
            amount: payment.advance,
            mode: payment.mode,
            transaction_id: String::new(),
            purpose: "Повернення надлишково сплачених коштів".to_owned(),
            note: String::new(),
            notify: true,
        };
        let (id, version) = (payment.id, payment.version);
        payments::actions::refund_in(tx, self.ctx, id, version, wanted)
            .await
            .map(|_| ())
    }

    /// A payment that settles nothing yet.
    fn payment(&self, invoice: &Invoice, amount: Amount) -> ValidPayment {
        let (mode, transaction_id) = match self.step % 9 {
            0 => (PaymentMode::Cash, String::new()),
            2 => (self.company.online, format!("WEB-{:06}", (self.step * 53) % 1_000_000)),
            4 => (PaymentMode::Card, format!("POS-{:06}", (self.step * 37) % 1_000_000)),
            _ => (
                PaymentMode::BankTransfer,
                format!("{:08}", 10_000_000 + (self.step * 7919) % 89_999_999),
            ),
        };
        ValidPayment {
            organization: invoice.organization,
            account: invoice.account,
            client: invoice.client,
            date: self.day,
            amount,
            currency: invoice.currency,
            mode,
            transaction_id,
            purpose: format!("Оплата за рахунком № {}", invoice.number().unwrap_or_default()),
            note: String::new(),
            notify: true,
            parts: Vec::new(),
            first: Some(invoice.id),
            spread: false,
        }
    }
}

fn part(invoice: &Invoice, amount: Amount) -> Part {
    Part {
        at: 0,
        invoice: invoice.id,
        amount,
        closes: String::new(),
    }
}
