//! Own companies: what can be done with them.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::forms::{NewOrganization, SaveOrganization};
use super::model::{
    BankAccount, CompanyName, DocumentKind, Organization, OrganizationChoice, OrganizationSettings, Series,
    SeriesPeriod, SeriesSettings,
};
use super::parts::{AddRate, EndRate, SaveAccount, SaveSeries, ValidRate, ValidVatStatus};
use super::{numbering, store};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::{BankAccountId, OrganizationId, VatRateId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::tax::PriceMode;
use crate::kernel::validate::{Reader, typed};
use crate::platform::ctx::{Ctx, current_viewer};
use crate::platform::db::{Conn, Tx, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Events on the settings page.
const LAST_EVENTS: i64 = 20;

/// Numbers of a new company: `00001`, from 1 on every year.
const FIRST_PATTERN: &str = "{N:5}";

/// Today where the company is: in the time zone of the first own company, in UTC when there is none.
pub async fn today(ctx: &Ctx) -> AppResult<Date> {
    Ok(ctx.clock.today(&time_zone(ctx).await?))
}

/// The time zone of the first own company (IANA name), UTC when there is none.
pub async fn time_zone(ctx: &Ctx) -> AppResult<String> {
    // Whoever has signed in brings it with his session.
    if let Some(viewer) = current_viewer().filter(|viewer| viewer.user.is_some() || viewer.cabinet.is_some()) {
        return Ok(viewer.time_zone);
    }
    let zone = store::first_time_zone(&mut ctx.read()).await?;
    Ok(zone.unwrap_or_else(|| "UTC".to_owned()))
}

/// Creates an own company on its own, from the settings page.
pub async fn create(ctx: &Ctx, new: NewOrganization) -> AppResult<OrganizationId> {
    ctx.may(Right::ManageCompany)?;
    let request = new.request.ok_or(AppError::Outdated)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let id = create_in(&mut tx, ctx, new).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Creates an own company in a transaction that does more (the first start, demo data): with the VAT rates of its country,
/// a series for each kind of documents, and its account if one is given.
pub async fn create_in(tx: &mut Tx, ctx: &Ctx, new: NewOrganization) -> AppResult<OrganizationId> {
    ctx.may(Right::ManageCompany)?;
    let new = new.validated()?;
    known_zone(&new.requisites.time_zone)?;
    let id: OrganizationId = ctx.new_id();
    store::insert(tx, id, &new.requisites, new.country.vat_rounding(), ctx.now()).await?;
    for rate in new.country.vat_rates(new.requisites.lang, new.free_rate) {
        let rate = ValidRate {
            name: rate.name,
            rate: rate.rate,
            ground: String::new(),
            valid: rate.valid,
        };
        store::insert_rate(tx, ctx.new_id(), id, &rate).await?;
    }
    let status = ValidVatStatus {
        valid_from: None,
        payer: new.requisites.price_mode != PriceMode::WithoutVat,
        ground: new.vat_ground,
    };
    store::insert_vat_status(tx, ctx.new_id(), id, &status).await?;
    let today = ctx.clock.today(&new.requisites.time_zone);
    for kind in DocumentKind::ALL {
        let series = Series {
            id: ctx.new_id(),
            kind: *kind,
            pattern: FIRST_PATTERN.to_owned(),
            period: SeriesPeriod::Year,
            start: 1,
            start_period: SeriesPeriod::Year.key(today),
            after_invoice: false,
            version: 1,
        };
        store::insert_series(tx, id, &series).await?;
    }
    if let Some(account) = &new.account {
        store::insert_account(tx, ctx.new_id(), id, account).await?;
    }
    let event = Event::new(Owner::organization(id), Verb::Created).change("name", "", &new.requisites.name);
    activity::record(tx, ctx, event).await?;
    Ok(id)
}

/// Changes the requisites and defaults of an own company. Issued papers keep what they were issued with.
pub async fn save(ctx: &Ctx, input: SaveOrganization) -> AppResult<OrganizationId> {
    ctx.may(Right::ManageCompany)?;
    let new = input.validated()?;
    known_zone(&new.requisites.time_zone)?;
    let mut tx = ctx.write().await?;
    let old = locked(&mut tx, input.id).await?;
    if old.version != input.version {
        return Err(conflict(&mut tx, &old).await?);
    }
    store::update(&mut tx, old.id, &new).await?;
    let after = store::by_id(&mut tx, old.id).await?.ok_or(AppError::NotFound)?;
    activity::record(&mut tx, ctx, changes(&old, &after)).await?;
    tx.commit().await?;
    Ok(old.id)
}

/// Adds or changes a bank account. The first account in a currency becomes its default, and a new default takes the place of
/// the old one.
pub async fn save_account(ctx: &Ctx, input: SaveAccount) -> AppResult<BankAccountId> {
    ctx.may(Right::ManageCompany)?;
    let mut account = input.validated()?;
    let mut tx = ctx.write().await?;
    if input.id.is_none() {
        let request = input.request.ok_or(AppError::Outdated)?;
        if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
            return Ok(earlier);
        }
    }
    let organization = locked(&mut tx, input.organization).await?.id;
    let old = match input.id {
        Some(id) => Some(
            store::account(&mut tx, organization, id)
                .await?
                .ok_or(AppError::NotFound)?,
        ),
        None => None,
    };
    if let Some(old) = &old
        && old.version != input.version
    {
        let owner = Owner::organization(organization);
        return Err(activity::actions::conflict(&mut tx, &owner, old.version, account_fields(old)).await?);
    }
    if let Some(old) = &old
        && old.currency != account.details.currency
    {
        // Documents name the account together with its currency.
        return Err(AppError::field("currency", Problem::Fixed));
    }
    if account.is_default {
        store::clear_default(&mut tx, organization, account.details.currency).await?;
    } else {
        let default = store::default_account(&mut tx, organization, account.details.currency).await?;
        account.is_default = default.is_none_or(|default| old.as_ref().is_some_and(|old| old.id == default.id));
    }
    let id = old.as_ref().map_or_else(|| ctx.new_id(), |old| old.id);
    let written = match &old {
        Some(_) => store::update_account(&mut tx, id, &account).await,
        None => store::insert_account(&mut tx, id, organization, &account).await,
    };
    unless_taken("number", written)?;
    let after = store::account(&mut tx, organization, id)
        .await?
        .ok_or(AppError::NotFound)?;
    activity::record(&mut tx, ctx, account_changes(old.as_ref(), &after)).await?;
    if let (None, Some(request)) = (input.id, input.request) {
        requests::done(&mut tx, request, id).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// Adds a VAT rate.
pub async fn add_rate(ctx: &Ctx, input: AddRate) -> AppResult<VatRateId> {
    ctx.may(Right::ManageCompany)?;
    let rate = input.validated()?;
    let request = input.request.ok_or(AppError::Outdated)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, request).await? {
        return Ok(earlier);
    }
    let organization = locked(&mut tx, input.organization).await?.id;
    let id: VatRateId = ctx.new_id();
    store::insert_rate(&mut tx, id, organization, &rate).await?;
    let event = Event::new(Owner::organization(organization), Verb::Changed).change("vat_rate", "", &rate.name);
    activity::record(&mut tx, ctx, event).await?;
    requests::done(&mut tx, request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Says until when a VAT rate is valid. Papers of earlier dates keep it.
pub async fn end_rate(ctx: &Ctx, input: EndRate) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut form = Reader::default();
    let until = form.optional_date("valid_until", &input.valid_until);
    let until = form.finish(Some(until))?;
    let mut tx = ctx.write().await?;
    let organization = locked(&mut tx, input.organization).await?.id;
    let rates = store::vat_rates(&mut tx, organization).await?;
    let rate = rates
        .into_iter()
        .find(|rate| Some(rate.id) == input.id)
        .ok_or(AppError::NotFound)?;
    if let (Some(from), Some(until)) = (rate.valid.from, until)
        && until < from
    {
        return Err(AppError::field("valid_until", Problem::EarlierThan { date: from }));
    }
    store::end_rate(&mut tx, rate.id, until).await?;
    let event = Event::new(Owner::organization(organization), Verb::Changed);
    let until = format!("{} – {}", rate.name, typed(until));
    let event = event.change(
        "vat_rate",
        format!("{} – {}", rate.name, typed(rate.valid.until)),
        until,
    );
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes how one kind of documents is numbered. The start number holds for the current period and can be moved only while
/// no number of that period was given.
pub async fn save_series(ctx: &Ctx, input: SaveSeries) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let new = input.validated()?;
    let mut tx = ctx.write().await?;
    let organization = locked(&mut tx, input.organization).await?;
    let all = store::all_series(&mut tx, organization.id).await?;
    let old = all
        .into_iter()
        .find(|series| Some(series.id) == input.id)
        .ok_or(AppError::NotFound)?;
    if old.version != input.version {
        let current = [
            ("pattern", old.pattern.clone()),
            ("period", old.period.to_string()),
            ("start", old.start.to_string()),
            ("after_invoice", old.after_invoice.to_string()),
        ];
        let current = current.into_iter().map(|(field, value)| (field.to_owned(), value));
        let owner = Owner::organization(organization.id);
        return Err(activity::actions::conflict(&mut tx, &owner, old.version, current.collect()).await?);
    }
    let period = new.period.key(ctx.clock.today(&organization.time_zone));
    let given = store::last_number(&mut tx, old.id, &period).await?;
    if given.is_some() && new.start != old.first_of(&period) {
        return Err(AppError::field("start", Problem::WrongState));
    }
    if new.period != old.period && new.pattern == old.pattern {
        // Numbers look as before and are counted by another counter: none may come out again.
        let last = store::largest_number(&mut tx, old.id).await?;
        let next = given.map_or(new.start, |given| given + 1);
        if next <= last {
            let field = if given.is_some() { "period" } else { "start" };
            return Err(AppError::field(field, Problem::NumbersGiven { last }));
        }
    }
    let after = Series {
        pattern: new.pattern,
        period: new.period,
        start: new.start,
        start_period: period,
        after_invoice: new.after_invoice && old.kind.is_closing(),
        ..old.clone()
    };
    store::update_series(&mut tx, &after).await?;
    let event = Event::new(Owner::organization(organization.id), Verb::Changed)
        .change("pattern", &old.pattern, &after.pattern)
        .change("period", old.period, after.period)
        .change("start", old.start, after.start)
        .change("after_invoice", old.after_invoice, after.after_invoice);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// All own companies, for the list in the settings.
pub async fn list(ctx: &Ctx) -> AppResult<Vec<Organization>> {
    ctx.may(Right::ManageCompany)?;
    Ok(store::all(&mut ctx.read()).await?)
}

/// What the own companies are called, for choosing one above a list of papers, or for a template.
pub async fn names(ctx: &Ctx) -> AppResult<Vec<CompanyName>> {
    if !ctx.actor.has(Right::ManageTemplates) {
        ctx.may(Right::ViewInvoices)?;
    }
    Ok(store::names(&mut ctx.read()).await?)
}

/// An own company with all that its settings page shows.
pub async fn settings(ctx: &Ctx, id: OrganizationId) -> AppResult<OrganizationSettings> {
    ctx.may(Right::ManageCompany)?;
    let mut conn = ctx.read();
    let organization = store::by_id(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let today = ctx.clock.today(&organization.time_zone);
    let mut series = Vec::new();
    let all = store::all_series(&mut conn, id).await?.into_iter();
    for one in all.filter(|one| !ctx.actor.misses_module(one.kind.view())) {
        series.push(SeriesSettings {
            next: numbering::next_n(&mut conn, &one, today).await?,
            today,
            started: store::last_number(&mut conn, one.id, &one.period.key(today))
                .await?
                .is_some(),
            series: one,
        });
    }
    Ok(OrganizationSettings {
        images: store::images(&mut conn, id).await?,
        accounts: store::accounts(&mut conn, id).await?,
        vat_statuses: store::vat_statuses(&mut conn, id).await?,
        events: activity::actions::of_owner(ctx, &Owner::organization(id), LAST_EVENTS).await?,
        rates: store::vat_rates(&mut conn, id).await?,
        organization,
        series,
    })
}

/// What the editors of documents need to know of the own companies.
pub async fn choices(ctx: &Ctx) -> AppResult<Vec<OrganizationChoice>> {
    ctx.may(Right::ViewInvoices)?;
    let mut conn = ctx.read();
    let accounts = store::all_accounts(&mut conn).await?;
    let rates = store::all_vat_rates(&mut conn).await?;
    let statuses = store::all_vat_statuses(&mut conn).await?;
    let mut choices = Vec::new();
    for company in store::all(&mut conn).await? {
        let of_company = rates.iter().filter(|owned| owned.organization == company.id);
        let statuses = statuses.iter().filter(|owned| owned.organization == company.id);
        choices.push(OrganizationChoice {
            accounts: accounts
                .iter()
                .filter(|account| account.organization == company.id)
                .cloned()
                .collect(),
            rates: of_company.map(|owned| owned.rate.clone()).collect(),
            id: company.id,
            name: company.name,
            currency: company.currency,
            price_mode: company.price_mode,
            vat_rounding: company.vat_rounding,
            vat_statuses: statuses.map(|owned| owned.status.clone()).collect(),
        });
    }
    Ok(choices)
}

/// The company a form is about, locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, id: Option<OrganizationId>) -> AppResult<Organization> {
    let id = id.ok_or(AppError::NotFound)?;
    store::locked(tx, id).await?.ok_or(AppError::NotFound)
}

fn known_zone(zone: &str) -> AppResult<()> {
    match TimeZone::get(zone) {
        Ok(_) => Ok(()),
        Err(_) => Err(AppError::field("time_zone", Problem::UnknownChoice)),
    }
}

async fn conflict(conn: &mut Conn, stored: &Organization) -> AppResult<AppError> {
    let form = SaveOrganization::of(stored);
    let fields = form.fields().into_iter();
    let current = fields.map(|(field, value)| (field.to_owned(), value.to_owned()));
    let owner = Owner::organization(stored.id);
    Ok(activity::actions::conflict(conn, &owner, stored.version, current.collect()).await?)
}

fn changes(old: &Organization, new: &Organization) -> Event {
    let (before, after) = (SaveOrganization::of(old), SaveOrganization::of(new));
    let event = Event::new(Owner::organization(old.id), Verb::Changed);
    let pairs = before.fields().into_iter().zip(after.fields());
    pairs.fold(event, |event, ((field, old), (_, new))| event.change(field, old, new))
}

fn account_changes(old: Option<&BankAccount>, new: &BankAccount) -> Event {
    let name = |account: &BankAccount| format!("{} {}", account.number, account.bank);
    let event = Event::new(Owner::organization(new.organization), Verb::Changed);
    let event = event.change("account", old.map(name).unwrap_or_default(), name(new));
    let mut before = old.map(account_fields).unwrap_or_default();
    // Number and bank are what the account is called.
    let details = account_fields(new)
        .into_iter()
        .filter(|(field, _)| !["number", "bank"].contains(&field.as_str()));
    details.fold(event, |event, (field, new)| {
        let old = before.remove(&field).unwrap_or_default();
        event.change(&field, old, new)
    })
}

fn account_fields(stored: &BankAccount) -> BTreeMap<String, String> {
    [
        ("bank", stored.bank.clone()),
        ("number", stored.number.clone()),
        ("bic", stored.bic.clone()),
        ("correspondent", stored.correspondent.clone()),
        ("currency", stored.currency.to_string()),
        ("is_default", stored.is_default.to_string()),
    ]
    .into_iter()
    .map(|(field, value)| (field.to_owned(), value))
    .collect()
}
