//! From what is planned to what is stored: every step is an action, on its day, several to a transaction.

use std::cmp::Reverse;

use super::company::{ABROAD, Company, HOME};
use super::contracts::Based;
use super::handover::{self, Handover};
use super::till::Till;
use crate::crm::clients;
use crate::crm::clients::forms::SaveClient;
use crate::crm::contacts;
use crate::crm::contacts::forms::SaveContact;
use crate::documents::invoices;
use crate::documents::invoices::model::{Cancellation, SaveInvoice};
use crate::error::{AppError, AppResult};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::ids::{ClientId, ContactId, InvoiceId};
use crate::kernel::tax::PriceMode;
use crate::platform::clock::Clock;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// Steps of one transaction.
const BATCH: usize = 50;
/// Steps after which progress is told.
const TOLD: usize = 2000;

/// An invoice of the demo and what became of it. Days are counted back from today.
#[derive(Debug, Clone)]
pub struct Planned {
    /// Index of the client.
    pub client: usize,
    pub days_ago: i64,
    /// Days from the invoice's date to its due date.
    pub term: i64,
    pub currency: Currency,
    pub price_mode: PriceMode,
    /// Empty, `10%` or an amount.
    pub discount: &'static str,
    /// Index of the item, quantity, discount in percent.
    pub lines: Vec<(usize, String, &'static str)>,
    pub note: &'static str,
    pub end: End,
    /// What is handed over of an issued one, by days.
    pub handovers: Vec<Handover>,
}

/// What became of an invoice.
#[derive(Debug, Clone)]
pub enum End {
    Draft,
    /// What happened to its money, by days.
    Issued(Vec<(i64, Money)>),
    /// Cancelled on a day, for a reason.
    Cancelled(i64, &'static str),
}

/// What happens to the money of an issued invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Money {
    /// A share of the total in thousandths is paid, and at most the rest; 1000 pays the rest.
    Pay(i64),
    /// The rest is paid, and a share of the total in thousandths beyond it: an advance.
    PayBeyond(i64),
    /// All but so many kopiykas is paid.
    PayShort(i64),
    /// One payment settles this invoice and what else the client has open in its currency.
    PayAll,
    /// The rest of an invoice in euros is paid in hryvnias, at a rate in thousandths.
    PayAtHome(i64),
    /// A payment is entered, and reversed as a mistake.
    Mistake,
    /// The rest is paid out of what the client has paid in advance.
    UseAdvance,
    /// What is left of the client's oldest advance is given back.
    Refund,
    WriteOff,
}

/// What happens on a day.
#[derive(Debug, Clone, Copy)]
struct Step {
    days_ago: i64,
    invoice: usize,
    deed: Deed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    Enter,
    Pay(usize),
    HandOver(usize),
    Cancel,
}

/// The same surroundings some days ago, `step` moments into the day.
pub fn on_day(ctx: &Ctx, days_ago: i64, step: usize) -> Ctx {
    let hours = days_ago.saturating_mul(24).saturating_add(1);
    let moments = i64::try_from(step % 1_000_000).unwrap_or_default();
    let at = ctx.now().checked_sub(jiff::SignedDuration::from_hours(hours));
    let at = at.and_then(|at| at.checked_add(jiff::SignedDuration::from_millis(moments)));
    Ctx {
        clock: Clock::fixed(at.unwrap_or(Timestamp::UNIX_EPOCH)),
        ..ctx.clone()
    }
}

/// Enters a client.
pub async fn create_client(ctx: &Ctx, days_ago: i64, form: SaveClient) -> AppResult<ClientId> {
    let ctx = on_day(ctx, days_ago, 1);
    let form = SaveClient {
        request: Some(ctx.new_id()),
        ..form
    };
    clients::actions::save(&ctx, form).await
}

/// Enters a contact of a client.
pub async fn create_contact(ctx: &Ctx, days_ago: i64, client: ClientId, form: SaveContact) -> AppResult<ContactId> {
    let ctx = on_day(ctx, days_ago, 2);
    let form = SaveContact {
        request: Some(ctx.new_id()),
        client: client.to_string(),
        ..form
    };
    contacts::actions::save(&ctx, form).await
}

/// The plan's surroundings.
pub struct Run<'a> {
    ctx: &'a Ctx,
    company: &'a Company,
    clients: &'a [ClientId],
    contracts: Based,
    today: Date,
}

impl<'a> Run<'a> {
    pub fn new(ctx: &'a Ctx, company: &'a Company, clients: &'a [ClientId]) -> Self {
        Self {
            ctx,
            company,
            clients,
            contracts: Based::new(),
            today: ctx.clock.today(company.time_zone),
        }
    }

    /// Invoices go back to these contracts, once there are any.
    pub fn based_on(self, contracts: Based) -> Self {
        Self { contracts, ..self }
    }

    /// Takes all steps of `count` planned invoices in the order of their days. `told` hears how many steps are done, and of how
    /// many.
    pub async fn all(
        &self,
        count: usize,
        plan: impl Fn(usize) -> Option<Planned>,
        told: impl Fn(usize, usize),
    ) -> AppResult<()> {
        let steps = steps(count, &plan);
        let mut issued: Vec<Option<InvoiceId>> = vec![None; count];
        let mut tx = self.ctx.write().await?;
        for (done, step) in (1..).zip(&steps) {
            let Some(planned) = plan(step.invoice) else { continue };
            let ctx = on_day(self.ctx, step.days_ago, done);
            match (step.deed, issued.get(step.invoice).copied().flatten()) {
                (Deed::Enter, _) => {
                    let id = self.enter(&mut tx, &ctx, &planned).await?;
                    if let Some(place) = issued.get_mut(step.invoice) {
                        *place = Some(id);
                    }
                }
                (Deed::Pay(part), Some(id)) => {
                    if let End::Issued(money) = &planned.end
                        && let Some((days_ago, deed)) = money.get(part)
                    {
                        let day = self.day(*days_ago);
                        Till::new(self.company, &ctx, day, done)
                            .take(&mut tx, id, *deed)
                            .await?;
                    }
                }
                (Deed::Cancel, Some(id)) => {
                    // Cancelling has its own transaction.
                    tx.commit().await?;
                    cancel(&ctx, id, &planned).await?;
                    tx = self.ctx.write().await?;
                }
                (Deed::HandOver(part), Some(id)) => {
                    if let Some(wanted) = planned.handovers.get(part).copied() {
                        let day = self.day(wanted.days_ago);
                        let made = Box::pin(handover::hand_over(&mut tx, &ctx, id, wanted, day)).await?;
                        if let Some(made) = made.filter(|_| wanted.fate.is_by_itself()) {
                            tx.commit().await?;
                            handover::finish(&ctx, made, wanted, day).await?;
                            tx = self.ctx.write().await?;
                        }
                    }
                }
                (Deed::Pay(_) | Deed::HandOver(_) | Deed::Cancel, None) => {}
            }
            if done % BATCH == 0 {
                tx.commit().await?;
                tx = self.ctx.write().await?;
            }
            if done % TOLD == 0 || done == steps.len() {
                told(done, steps.len());
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Saves a draft and, unless it stays one, issues it.
    async fn enter(&self, tx: &mut Tx, ctx: &Ctx, planned: &Planned) -> AppResult<InvoiceId> {
        let saved = invoices::actions::save_in(tx, ctx, &self.form(planned)).await?;
        if !matches!(planned.end, End::Draft) {
            invoices::actions::issue_in(tx, ctx, saved.id, saved.version).await?;
        }
        Ok(saved.id)
    }

    fn form(&self, planned: &Planned) -> SaveInvoice {
        let items: &[super::company::Item] = if planned.currency == Currency::Eur {
            &ABROAD
        } else {
            &HOME
        };
        let (discount_kind, discount) = match planned.discount {
            "" => ("none", ""),
            percent if percent.ends_with('%') => ("percent", percent.trim_end_matches('%')),
            amount => ("amount", amount),
        };
        let date = self.day(planned.days_ago);
        let lines = planned.lines.iter();
        SaveInvoice {
            organization: self.company.id.to_string(),
            account: self.company.account(planned.currency).to_string(),
            client: self
                .clients
                .get(planned.client)
                .map(ToString::to_string)
                .unwrap_or_default(),
            contract: self.contract(planned),
            issue_date: date.to_string(),
            due_date: date.saturating_add(jiff::Span::new().days(planned.term)).to_string(),
            currency: planned.currency.to_string(),
            price_mode: planned.price_mode.to_string(),
            discount_kind: discount_kind.to_owned(),
            discount: discount.to_owned(),
            note: planned.note.to_owned(),
            lines: lines
                .filter_map(|(item, quantity, discount)| Some(items.get(*item)?.line(self.company, quantity, discount)))
                .collect(),
            ..SaveInvoice::default()
        }
    }

    /// The client's contract, if there was one on the day of the invoice.
    fn contract(&self, planned: &Planned) -> String {
        let client = self.clients.get(planned.client);
        let based = client.and_then(|client| self.contracts.get(client));
        let earlier = based.filter(|(_, days_ago)| planned.days_ago <= *days_ago);
        earlier.map(|(id, _)| id.to_string()).unwrap_or_default()
    }

    fn day(&self, days_ago: i64) -> Date {
        self.today.saturating_sub(jiff::Span::new().days(days_ago))
    }
}

async fn cancel(ctx: &Ctx, id: InvoiceId, planned: &Planned) -> AppResult<()> {
    let End::Cancelled(_, reason) = &planned.end else {
        return Ok(());
    };
    let cancellation = Cancellation {
        id,
        reason: (*reason).to_owned(),
    };
    match invoices::actions::cancel(ctx, cancellation).await {
        // Its client has paid it meanwhile, with others.
        Err(AppError::Invalid(errors)) if errors.get("paid").is_some() => Ok(()),
        other => other,
    }
}

/// What happens on which day, the oldest first.
fn steps(count: usize, plan: impl Fn(usize) -> Option<Planned>) -> Vec<Step> {
    let mut steps = Vec::new();
    for (invoice, planned) in (0..count).filter_map(|index| Some((index, plan(index)?))) {
        let mut add = |days_ago, deed| {
            steps.push(Step {
                days_ago,
                invoice,
                deed,
            });
        };
        add(planned.days_ago, Deed::Enter);
        let is_issued = matches!(planned.end, End::Issued(_));
        match planned.end {
            End::Draft => {}
            End::Issued(payments) => {
                for (part, (days_ago, _)) in payments.into_iter().enumerate() {
                    add(days_ago, Deed::Pay(part));
                }
            }
            End::Cancelled(days_ago, _) => add(days_ago, Deed::Cancel),
        }
        if is_issued {
            for (part, wanted) in planned.handovers.into_iter().enumerate() {
                add(wanted.days_ago, Deed::HandOver(part));
            }
        }
    }
    steps.sort_by_key(|step| (Reverse(step.days_ago), step.deed, step.invoice));
    steps
}
