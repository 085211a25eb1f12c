//! The tables of own companies: the companies themselves, accounts, VAT rates and number series; the rest in files of its own.

use super::forms::{Requisites, ValidOrganization};
use super::model::{BankAccount, CompanyName, DocumentKind, Organization, Series, StoredVatRate};
use super::parts::{ValidAccount, ValidRate};
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Period, Timestamp};
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{BankAccountId, OrganizationId, SeriesId, VatRateId};
use crate::kernel::requisites::TaxIds;
use crate::kernel::signatory::{Gender, Signatory};
use crate::kernel::tax::{VatRate, VatRounding};
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, Sql, Tx, ensure_one_row};

mod balances;
mod books;
mod images;
mod tax_ids;
mod vat_statuses;

pub use balances::start_balance;
pub(super) use balances::{delete_start_balance, insert_start_balance, update_start_balance};
pub use books::books;
pub use images::{FIRST_LOGO, all_pictures, image_bytes, images, picture_bytes};
pub(super) use images::{delete_image, image, put_image};
pub use vat_statuses::vat_statuses;
pub(super) use vat_statuses::{all_vat_statuses, delete_vat_status, insert_vat_status, update_vat_status};

/// A company, still without its tax ids.
impl FromRow for Organization {
    fn from_row(row: &Row) -> DbResult<Self> {
        let gender: String = row.get("signatory_gender")?;
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            name: row.get("name")?,
            legal_name: row.get("legal_name")?,
            tax_ids: TaxIds::default(),
            address: row.get("address")?,
            actual_address: row.get("actual_address")?,
            phone: row.get("phone")?,
            email: row.get("email")?,
            signatory: Signatory {
                name: row.get("signatory_name")?,
                initials: row.get("signatory_initials")?,
                gender: if gender.is_empty() {
                    None
                } else {
                    Some(row.code("signatory_gender")?)
                },
                position: row.get("signatory_position")?,
                basis: row.get("signatory_basis")?,
                name_genitive: row.get("signatory_name_genitive")?,
                position_genitive: row.get("signatory_position_genitive")?,
                basis_genitive: row.get("signatory_basis_genitive")?,
            },
            accountant: row.get("accountant")?,
            currency: row.code("currency")?,
            price_mode: row.code("price_mode")?,
            vat_rounding: row.code("vat_rounding")?,
            hryvnia: row.code("hryvnia")?,
            time_zone: row.get("time_zone")?,
            lang: row.code("lang")?,
            lock_date: row.get("lock_date")?,
            write_off_limit: row.get("write_off_limit")?,
            version: row.get("version")?,
        })
    }
}

const ORGANIZATION: &str = "SELECT id, kind, name, legal_name, address, actual_address, phone, email, signatory_name, signatory_initials, \
     signatory_gender, signatory_position, signatory_basis, signatory_name_genitive, signatory_position_genitive, \
     signatory_basis_genitive, accountant, currency, price_mode, vat_rounding, hryvnia, time_zone, lang, lock_date, write_off_limit, version \
     FROM organizations";

/// An own company.
pub async fn by_id(conn: &mut Conn, id: OrganizationId) -> DbResult<Option<Organization>> {
    let found = Sql::new(ORGANIZATION)
        .push_with("WHERE id = ?", [id.into()])
        .optional(conn)
        .await?;
    with_tax_ids(conn, found).await
}

/// All own companies, the first one first.
pub async fn all(conn: &mut Conn) -> DbResult<Vec<Organization>> {
    let all = Sql::new(ORGANIZATION).push("ORDER BY created_at, id").all(conn).await?;
    tax_ids::complete_all(conn, all).await
}

impl FromRow for CompanyName {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
        })
    }
}

/// What all own companies are called, the first one first.
pub async fn names(conn: &mut Conn) -> DbResult<Vec<CompanyName>> {
    Sql::new("SELECT id, name FROM organizations ORDER BY created_at, id")
        .all(conn)
        .await
}

async fn with_tax_ids(conn: &mut Conn, found: Option<Organization>) -> DbResult<Option<Organization>> {
    Ok(match found {
        Some(organization) => Some(tax_ids::complete(conn, organization).await?),
        None => None,
    })
}

/// The time zone of the first own company.
pub async fn first_time_zone(conn: &mut Conn) -> DbResult<Option<String>> {
    Sql::new("SELECT time_zone FROM organizations ORDER BY created_at, id LIMIT 1")
        .scalar(conn)
        .await
}

/// An own company that nobody changes until the transaction ends: its lock date and its series hold for what is written
/// meanwhile. Others may write documents of it at the same time.
pub async fn kept(tx: &mut Tx, id: OrganizationId) -> DbResult<Option<Organization>> {
    let sql = Sql::new(ORGANIZATION).push_with("WHERE id = ?", [id.into()]);
    let found = sql.kept(tx).optional(tx).await?;
    with_tax_ids(tx, found).await
}

/// An own company, with its row locked until the transaction ends.
pub async fn locked(tx: &mut Tx, id: OrganizationId) -> DbResult<Option<Organization>> {
    let sql = Sql::new("UPDATE organizations SET version = version WHERE id = $1 RETURNING *").bind(id);
    let found = sql.optional(tx).await?;
    with_tax_ids(tx, found).await
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: OrganizationId,
    new: &Requisites,
    vat_rounding: VatRounding,
    at: Timestamp,
) -> DbResult<()> {
    let sql = Sql::new(
        "INSERT INTO organizations (kind, name, legal_name, address, actual_address, phone, email, signatory_name, signatory_initials, \
         signatory_gender, signatory_position, signatory_basis, signatory_name_genitive, signatory_position_genitive, \
         signatory_basis_genitive, accountant, currency, price_mode, time_zone, lang, vat_rounding, lock_date, id, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, 1)",
    );
    bind_requisites(sql, new)
        .bind(vat_rounding.as_str())
        .bind(None::<Date>)
        .bind(id)
        .bind(at)
        .execute(tx)
        .await?;
    tax_ids::put(tx, id, &new.tax_ids).await
}

/// Writes the requisites under the next version. The row is locked and its version was compared.
pub(super) async fn update(tx: &mut Tx, id: OrganizationId, save: &ValidOrganization) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE organizations SET kind = $1, name = $2, legal_name = $3, address = $4, actual_address = $5, phone = $6, email = $7, \
         signatory_name = $8, signatory_initials = $9, signatory_gender = $10, signatory_position = $11, signatory_basis = $12, \
         signatory_name_genitive = $13, signatory_position_genitive = $14, signatory_basis_genitive = $15, accountant = $16, \
         currency = $17, price_mode = $18, time_zone = $19, lang = $20, vat_rounding = $21, lock_date = $22, \
         write_off_limit = $23, hryvnia = $24, version = version + 1 WHERE id = $25",
    );
    let sql = bind_requisites(sql, &save.requisites)
        .bind(save.vat_rounding.as_str())
        .bind(save.lock_date)
        .bind(save.write_off_limit)
        .bind(save.hryvnia.as_str())
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)?;
    tax_ids::put(tx, id, &save.requisites.tax_ids).await
}

/// The first twenty parameters of both.
fn bind_requisites(sql: Sql, new: &Requisites) -> Sql {
    let signatory = &new.signatory;
    sql.bind(new.kind.as_str())
        .bind(new.name.as_str())
        .bind(new.legal_name.as_str())
        .bind(new.address.as_str())
        .bind(new.actual_address.as_str())
        .bind(new.phone.as_str())
        .bind(new.email.as_str())
        .bind(signatory.name.as_str())
        .bind(signatory.initials.as_str())
        .bind(signatory.gender.map_or("", Gender::as_str))
        .bind(signatory.position.as_str())
        .bind(signatory.basis.as_str())
        .bind(signatory.name_genitive.as_str())
        .bind(signatory.position_genitive.as_str())
        .bind(signatory.basis_genitive.as_str())
        .bind(new.accountant.as_str())
        .bind(new.currency.as_str())
        .bind(new.price_mode.as_str())
        .bind(new.time_zone.as_str())
        .bind(new.lang.as_str())
}

impl FromRow for BankAccount {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            bank: row.get("bank")?,
            number: row.get("number")?,
            bic: row.get("bic")?,
            correspondent: row.get("correspondent")?,
            currency: row.code("currency")?,
            is_default: row.get("is_default")?,
            version: row.get("version")?,
        })
    }
}

const ACCOUNT: &str =
    "SELECT id, organization_id, bank, number, bic, correspondent, currency, is_default, version FROM bank_accounts";

/// The accounts of a company, defaults first.
pub async fn accounts(conn: &mut Conn, organization: OrganizationId) -> DbResult<Vec<BankAccount>> {
    Sql::new(ACCOUNT)
        .push_with("WHERE organization_id = ?", [organization.into()])
        .push("ORDER BY is_default DESC, currency, id")
        .all(conn)
        .await
}

/// The accounts of all companies.
pub(super) async fn all_accounts(conn: &mut Conn) -> DbResult<Vec<BankAccount>> {
    Sql::new(ACCOUNT)
        .push("ORDER BY is_default DESC, currency, id")
        .all(conn)
        .await
}

/// One account of a company.
pub async fn account(
    conn: &mut Conn,
    organization: OrganizationId,
    id: BankAccountId,
) -> DbResult<Option<BankAccount>> {
    Sql::new(ACCOUNT)
        .push_with("WHERE organization_id = ? AND id = ?", [organization.into(), id.into()])
        .optional(conn)
        .await
}

/// An account by its id alone: whose it is and in which currency never changes.
pub async fn account_by_id(conn: &mut Conn, id: BankAccountId) -> DbResult<Option<BankAccount>> {
    Sql::new(ACCOUNT)
        .push_with("WHERE id = ?", [id.into()])
        .optional(conn)
        .await
}

/// The account that documents of the company name in a currency.
pub async fn default_account(
    conn: &mut Conn,
    organization: OrganizationId,
    currency: Currency,
) -> DbResult<Option<BankAccount>> {
    Sql::new(ACCOUNT)
        .push_with(
            "WHERE organization_id = ? AND currency = ?",
            [organization.into(), currency.as_str().into()],
        )
        .push("ORDER BY is_default DESC, id LIMIT 1")
        .optional(conn)
        .await
}

pub(super) async fn insert_account(
    tx: &mut Tx,
    id: BankAccountId,
    organization: OrganizationId,
    new: &ValidAccount,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO bank_accounts (id, organization_id, bank, number, bic, correspondent, currency, is_default, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
    )
    .bind(id)
    .bind(organization)
    .bind(new.details.bank.as_str())
    .bind(new.details.number.as_str())
    .bind(new.details.bic.as_str())
    .bind(new.details.correspondent.as_str())
    .bind(new.details.currency.as_str())
    .bind(new.is_default)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(super) async fn update_account(tx: &mut Tx, id: BankAccountId, save: &ValidAccount) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE bank_accounts SET bank = $1, number = $2, bic = $3, correspondent = $4, currency = $5, is_default = $6, \
         version = version + 1 WHERE id = $7",
    )
    .bind(save.details.bank.as_str())
    .bind(save.details.number.as_str())
    .bind(save.details.bic.as_str())
    .bind(save.details.correspondent.as_str())
    .bind(save.details.currency.as_str())
    .bind(save.is_default)
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Takes the default of a currency away from its account, so that another one can become it.
pub(super) async fn clear_default(tx: &mut Tx, organization: OrganizationId, currency: Currency) -> DbResult<()> {
    Sql::new("UPDATE bank_accounts SET is_default = $1 WHERE organization_id = $2 AND currency = $3 AND is_default")
        .bind(false)
        .bind(organization)
        .bind(currency.as_str())
        .execute(tx)
        .await
        .map(|_| ())
}

impl FromRow for StoredVatRate {
    fn from_row(row: &Row) -> DbResult<Self> {
        let percent: Percent = row.get("percent")?;
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            rate: VatRate::new(row.code("category")?, percent).map_err(|error| DbError::Decode {
                column: "percent".to_owned(),
                reason: error.to_string(),
            })?,
            ground: row.get("ground")?,
            valid: Period {
                from: row.get("valid_from")?,
                until: row.get("valid_until")?,
            },
        })
    }
}

const RATE: &str =
    "SELECT id, organization_id, name, category, percent, ground, valid_from, valid_until FROM vat_rates";

/// All VAT rates of a company in its order, past and coming ones too.
pub async fn vat_rates(conn: &mut Conn, organization: OrganizationId) -> DbResult<Vec<StoredVatRate>> {
    Sql::new(RATE)
        .push_with("WHERE organization_id = ?", [organization.into()])
        .push("ORDER BY position, id")
        .all(conn)
        .await
}

/// A rate and whose it is.
pub struct OwnedRate {
    pub organization: OrganizationId,
    pub rate: StoredVatRate,
}

impl FromRow for OwnedRate {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            organization: row.get("organization_id")?,
            rate: StoredVatRate::from_row(row)?,
        })
    }
}

/// The VAT rates of all companies.
pub async fn all_vat_rates(conn: &mut Conn) -> DbResult<Vec<OwnedRate>> {
    Sql::new(RATE).push("ORDER BY position, id").all(conn).await
}

pub(super) async fn insert_rate(
    tx: &mut Tx,
    id: VatRateId,
    organization: OrganizationId,
    new: &ValidRate,
) -> DbResult<()> {
    Sql::new(
        "INSERT INTO vat_rates (id, organization_id, name, category, percent, ground, valid_from, valid_until, position) \
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, COALESCE(MAX(position), 0) + 1 FROM vat_rates WHERE organization_id = $2",
    )
    .bind(id)
    .bind(organization)
    .bind(new.name.as_str())
    .bind(new.rate.category().as_str())
    .bind(new.rate.percent())
    .bind(new.ground.as_str())
    .bind(new.valid.from)
    .bind(new.valid.until)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(super) async fn end_rate(tx: &mut Tx, id: VatRateId, until: Option<Date>) -> DbResult<()> {
    let sql = Sql::new("UPDATE vat_rates SET valid_until = $1 WHERE id = $2")
        .bind(until)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

impl FromRow for Series {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            pattern: row.get("pattern")?,
            period: row.code("period")?,
            start: row.get("start")?,
            start_period: row.get("start_period")?,
            after_invoice: row.get("after_invoice")?,
            version: row.get("version")?,
        })
    }
}

const SERIES: &str = "SELECT id, kind, pattern, period, start, start_period, after_invoice, version FROM number_series";

/// The series of a company, a kind each.
pub async fn all_series(conn: &mut Conn, organization: OrganizationId) -> DbResult<Vec<Series>> {
    Sql::new(SERIES)
        .push_with("WHERE organization_id = ?", [organization.into()])
        .push("ORDER BY kind")
        .all(conn)
        .await
}

/// The series that numbers one kind of documents of a company.
pub async fn series(conn: &mut Conn, organization: OrganizationId, kind: DocumentKind) -> DbResult<Option<Series>> {
    Sql::new(SERIES)
        .push_with(
            "WHERE organization_id = ? AND kind = ?",
            [organization.into(), kind.as_str().into()],
        )
        .optional(conn)
        .await
}

pub(super) async fn insert_series(tx: &mut Tx, organization: OrganizationId, new: &Series) -> DbResult<()> {
    Sql::new(
        "INSERT INTO number_series (id, organization_id, kind, pattern, period, start, start_period, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
    )
    .bind(new.id)
    .bind(organization)
    .bind(new.kind.as_str())
    .bind(new.pattern.as_str())
    .bind(new.period.as_str())
    .bind(new.start)
    .bind(new.start_period.as_str())
    .execute(tx)
    .await
    .map(|_| ())
}

pub(super) async fn update_series(tx: &mut Tx, save: &Series) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE number_series SET pattern = $1, period = $2, start = $3, start_period = $4, after_invoice = $5, version = version + 1 \
         WHERE id = $6",
    )
    .bind(save.pattern.as_str())
    .bind(save.period.as_str())
    .bind(save.start)
    .bind(save.start_period.as_str())
    .bind(save.after_invoice)
    .bind(save.id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Takes the next number of a period: `first` if it is the first one. The counter's row stays locked until the transaction
/// ends, and a transaction that is rolled back gives its number back.
pub(super) async fn take_number(tx: &mut Tx, series: SeriesId, period: &str, first: i64) -> DbResult<i64> {
    let sql = Sql::new(
        "INSERT INTO number_counters (series_id, period, first, last) VALUES ($1, $2, $3, $3) \
         ON CONFLICT (series_id, period) DO UPDATE SET last = number_counters.last + 1 RETURNING last",
    );
    let taken: Option<i64> = sql.bind(series).bind(period).bind(first).scalar(tx).await?;
    taken.ok_or(DbError::NotOneRow(0))
}

/// The largest number given in any period.
pub(super) async fn largest_number(conn: &mut Conn, series: SeriesId) -> DbResult<i64> {
    let sql = Sql::new("SELECT CAST(COALESCE(MAX(last), 0) AS BIGINT) FROM number_counters WHERE series_id = $1");
    Ok(sql.bind(series).scalar(conn).await?.unwrap_or(0))
}

/// The last number given in a period.
pub async fn last_number(conn: &mut Conn, series: SeriesId, period: &str) -> DbResult<Option<i64>> {
    Sql::new("SELECT last FROM number_counters WHERE series_id = $1 AND period = $2")
        .bind(series)
        .bind(period)
        .scalar(conn)
        .await
}
