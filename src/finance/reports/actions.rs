//! Reading reports.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Span;

use super::model::{
    Group, GroupSums, Grouping, MOST_GROUPS, Months, Received, ReceivedFilter, ReceivedIn, ReceivedLine, Sums,
};
use super::store::{self, OfClient, OfDay, OfMonth};
use crate::company::organization;
use crate::company::payment_modes;
use crate::company::payment_modes::model::{ModeEntry, NamedMode, PaymentMode};
use crate::crm::clients;
use crate::error::{AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::money::Overflow;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

/// The report of received payments.
pub async fn received(ctx: &Ctx, filter: &ReceivedFilter) -> AppResult<Received> {
    read(ctx, filter, i64::try_from(MOST_GROUPS).unwrap_or(i64::MAX)).await
}

/// All groups of the report, for a file.
///
/// # Errors
/// As [`received`].
pub async fn lines(ctx: &Ctx, filter: &ReceivedFilter) -> AppResult<Vec<ReceivedLine>> {
    Ok(read(ctx, filter, i64::MAX).await?.lines())
}

async fn read(ctx: &Ctx, filter: &ReceivedFilter, most: i64) -> AppResult<Received> {
    ctx.may(Right::ViewPayments)?;
    let days = filter.days(organization::actions::today(ctx).await?);
    let grouping = filter.grouping(days);
    // Sums and clients of one committed state: the rest is what these leave of those.
    let mut conn = ctx.db.snapshot().await?;
    let of_days: Vec<OfDay> = store::by_day(filter, days, ctx.scope_of(Object::Payments))
        .all(&mut conn)
        .await?;
    let of_clients: Vec<OfClient> = match grouping {
        Grouping::Client => {
            store::by_client(filter, days, ctx.scope_of(Object::Payments), most)
                .all(&mut conn)
                .await?
        }
        Grouping::Day | Grouping::Month | Grouping::Mode => Vec::new(),
    };
    let modes = match grouping {
        Grouping::Mode => payment_modes::store::all(&mut conn).await?,
        Grouping::Day | Grouping::Month | Grouping::Client => Vec::new(),
    };
    let client_name = match filter.client {
        Some(id) if ctx.actor.has(Right::ViewClients) => {
            clients::store::by_id(&mut conn, id, ctx.scope_of(Object::Clients)).await?
        }
        _ => None,
    };
    let currencies = added_up(of_days, of_clients, &modes, grouping).map_err(too_large)?;
    Ok(Received {
        days,
        grouping,
        currencies,
        client_name: client_name.map(|client| client.name),
    })
}

fn too_large(overflow: Overflow) -> crate::error::AppError {
    internal(&overflow.to_string())
}

/// What is being added up of one currency.
#[derive(Default)]
struct Adding {
    sums: Sums,
    months: BTreeMap<Date, Sums>,
    groups: BTreeMap<Group, Sums>,
    clients: Vec<OfClient>,
}

fn added_up(
    days: Vec<OfDay>,
    clients: Vec<OfClient>,
    modes: &[ModeEntry],
    grouping: Grouping,
) -> Result<Vec<ReceivedIn>, Overflow> {
    let mut currencies: BTreeMap<&str, (Currency, Adding)> = BTreeMap::new();
    for OfDay {
        day,
        currency,
        mode,
        sums,
    } in days
    {
        let (_, adding) = currencies
            .entry(currency.code())
            .or_insert_with(|| (currency, Adding::default()));
        let month = day.first_of_month();
        adding.sums = adding.sums.with(&sums)?;
        add(&mut adding.months, month, &sums)?;
        match grouping {
            Grouping::Day => add(&mut adding.groups, Group::Day(day), &sums)?,
            Grouping::Month => add(&mut adding.groups, Group::Month(month), &sums)?,
            Grouping::Mode => add(&mut adding.groups, of_mode(modes, mode), &sums)?,
            Grouping::Client => {}
        }
    }
    for client in clients {
        if let Some((_, adding)) = currencies.get_mut(client.currency.code()) {
            adding.clients.push(client);
        }
    }
    let told = currencies.into_values();
    told.map(|(currency, adding)| adding.told(currency)).collect()
}

/// The group of a mode, at its place in the directory.
fn of_mode(modes: &[ModeEntry], mode: PaymentMode) -> Group {
    let found = modes.iter().enumerate().find(|(_, one)| one.named.mode == mode);
    let (place, name) = found.map_or_else(
        || (modes.len(), String::new()),
        |(place, one)| (place, one.named.name.clone()),
    );
    Group::Mode {
        place,
        mode: NamedMode { mode, name },
    }
}

fn add<K: Ord>(sums: &mut BTreeMap<K, Sums>, key: K, more: &Sums) -> Result<(), Overflow> {
    let sum = sums.entry(key).or_default();
    *sum = sum.with(more)?;
    Ok(())
}

impl Adding {
    fn told(self, currency: Currency) -> Result<ReceivedIn, Overflow> {
        let rest = self.rest()?;
        let of_clients = self.clients.into_iter().map(|client| GroupSums {
            group: Group::Client {
                id: client.client,
                name: client.name,
            },
            sums: client.sums,
        });
        let groups = self.groups.into_iter().map(|(group, sums)| GroupSums { group, sums });
        Ok(ReceivedIn {
            currency,
            sums: self.sums,
            months: without_gaps(self.months),
            groups: groups.chain(of_clients).collect(),
            rest,
        })
    }

    /// What the clients who are not shown have paid: where groups are of something else, all of them are.
    fn rest(&self) -> Result<Option<Sums>, Overflow> {
        if self.clients.is_empty() {
            return Ok(None);
        }
        let mut rest = self.sums;
        for client in &self.clients {
            rest = rest.without(&client.sums)?;
        }
        Ok((rest.payments > 0 || rest.refunds > 0).then_some(rest))
    }
}

/// All months from the first to the last; none where there is but one.
fn without_gaps(months: BTreeMap<Date, Sums>) -> Vec<(Date, Sums)> {
    let (Some((&first, _)), Some((&last, _))) = (months.first_key_value(), months.last_key_value()) else {
        return Vec::new();
    };
    if first == last {
        return Vec::new();
    }
    months_between(first, last)
        .map(|month| (month, months.get(&month).copied().unwrap_or_default()))
        .collect()
}

fn months_between(first: Date, last: Date) -> impl Iterator<Item = Date> {
    let next = |month: &Date| month.checked_add(Span::new().months(1)).ok();
    std::iter::successors(Some(first), next).take_while(move |month| *month <= last)
}

/// What came in during the last `count` months, this one with them, in every currency in which anything did: the one of most months
/// first.
pub async fn last_months(ctx: &Ctx, count: i64) -> AppResult<Vec<Months>> {
    ctx.may(Right::ViewPayments)?;
    let this = organization::actions::today(ctx).await?.first_of_month();
    let first = this.saturating_sub(Span::new().months(count - 1));
    let rows: Vec<OfMonth> = store::months(first, this.last_of_month(), ctx.scope_of(Object::Payments))
        .all(&mut ctx.read())
        .await?;
    let mut currencies: BTreeMap<&str, (Currency, BTreeMap<Date, Sums>)> = BTreeMap::new();
    // A month may have nothing left: what is reversed is taken out of it.
    for OfMonth { currency, day, sums } in rows.into_iter().filter(|row| row.sums != Sums::default()) {
        let (_, months) = currencies
            .entry(currency.code())
            .or_insert_with(|| (currency, BTreeMap::new()));
        add(months, day.first_of_month(), &sums).map_err(too_large)?;
    }
    let mut currencies: Vec<_> = currencies.into_values().collect();
    currencies.sort_by_key(|(_, months)| Reverse(months.len()));
    let told = currencies.into_iter().map(|(currency, sums)| Months {
        currency,
        months: months_between(first, this)
            .map(|month| (month, sums.get(&month).copied().unwrap_or_default()))
            .collect(),
    });
    Ok(told.collect())
}
