//! What an own company is.

use serde::{Deserialize, Serialize};

use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Period};
use crate::kernel::fixed::Fixed6;
use crate::kernel::ids::{BankAccountId, ClientId, OrganizationId, SeriesId, StartBalanceId, VatRateId, VatStatusId};
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Money};
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{Control, TaxIds, account_control};
use crate::kernel::signatory::Signatory;
use crate::kernel::tax::{PriceMode, VatRate, VatRounding, spelled};
use crate::kernel::words::Hryvnia;
use crate::records::activity::model::EventRow;

/// What an own company is before the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationKind {
    #[default]
    Company,
    /// ИП / ФОП: signs alone and has no accountant on papers.
    SoleProprietor,
}

spelled!(OrganizationKind {
    Company = "company",
    SoleProprietor = "sole_proprietor",
});

/// An own company in a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyName {
    pub id: OrganizationId,
    /// The short one.
    pub name: String,
}

/// An own company with its requisites and the defaults of its documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    pub id: OrganizationId,
    pub kind: OrganizationKind,
    /// Short name, for choices and lists.
    pub name: String,
    /// Name on papers.
    pub legal_name: String,
    pub tax_ids: TaxIds,
    /// The legal address, printed on papers.
    pub address: String,
    /// Where the company really is; empty: at the legal address.
    pub actual_address: String,
    pub phone: String,
    pub email: String,
    pub signatory: Signatory,
    /// Surname and initials of the accountant; a sole proprietor has none.
    pub accountant: String,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_rounding: VatRounding,
    /// How its papers in Russian spell the hryvnia.
    pub hryvnia: Hryvnia,
    /// IANA name.
    pub time_zone: String,
    /// Language of the primary papers.
    pub lang: Lang,
    /// The books are closed up to this date, itself included.
    pub lock_date: Option<Date>,
    /// The most that may be written off of one invoice, in units of the invoice's currency, whichever it is.
    pub write_off_limit: Fixed6,
    pub version: i64,
}

impl Organization {
    /// Why nothing can be written with the date: the books are closed.
    #[must_use]
    pub fn closed_on(&self, date: Date) -> Option<Problem> {
        closed_on(self.lock_date, date)
    }
}

/// Why nothing can be written with a date: the books are closed up to `lock_date`.
fn closed_on(lock_date: Option<Date>, date: Date) -> Option<Problem> {
    let lock = lock_date.filter(|lock| date <= *lock)?;
    Some(Problem::Closed { date: lock })
}

/// What of an own company decides whether something may be entered into its books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    pub organization: OrganizationId,
    /// See [`Organization::lock_date`].
    pub lock_date: Option<Date>,
    /// IANA name.
    pub time_zone: String,
    /// See [`Organization::write_off_limit`].
    pub write_off_limit: Fixed6,
}

impl Books {
    /// Why nothing can be written with the date: the books are closed.
    #[must_use]
    pub fn closed_on(&self, date: Date) -> Option<Problem> {
        closed_on(self.lock_date, date)
    }
}

/// An own company's account at a bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    pub id: BankAccountId,
    pub organization: OrganizationId,
    pub bank: String,
    /// IBAN or account number, normalized.
    pub number: String,
    /// БИК, МФО or SWIFT code; empty where the IBAN says it.
    pub bic: String,
    /// Correspondent account of the bank; empty where there is none.
    pub correspondent: String,
    pub currency: Currency,
    /// The account that documents in its currency name unless told otherwise.
    pub is_default: bool,
    pub version: i64,
}

impl BankAccount {
    /// What the control digits of the number say.
    #[must_use]
    pub fn control(&self) -> Control {
        account_control(&self.number, &self.bic)
    }
}

/// A VAT rate with the time it is valid. Rates are data: a new law is a new row, an old document keeps its rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredVatRate {
    pub id: VatRateId,
    /// As people choose it: "НДС 22 %".
    pub name: String,
    pub rate: VatRate,
    /// Printed on documents where the category needs a reason; empty: the company's own ground.
    pub ground: String,
    pub valid: Period,
}

impl StoredVatRate {
    #[must_use]
    pub fn is_valid_on(&self, date: Date) -> bool {
        self.valid.contains(date)
    }
}

/// Whether a company pays VAT, from a date on until the next status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatStatus {
    pub id: VatStatusId,
    /// The first status has none: it holds from the beginning.
    pub valid_from: Option<Date>,
    pub payer: bool,
    /// Printed where there is no VAT: the law, or the special regime. A payer needs one too, for what he sells without tax.
    pub ground: String,
}

/// The status on a date. `statuses` are those of one company, the oldest first.
#[must_use]
pub fn status_on(statuses: &[VatStatus], date: Date) -> Option<&VatStatus> {
    statuses
        .iter()
        .rev()
        .find(|status| status.valid_from.is_none_or(|from| from <= date))
}

/// What is printed where there is no VAT on a paper of the date; empty if nobody has said.
#[must_use]
pub fn ground_on(statuses: &[VatStatus], date: Date) -> &str {
    status_on(statuses, date).map_or("", |status| &status.ground)
}

/// A picture that goes onto papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageKind {
    Logo,
    Stamp,
    /// The signatory's signature.
    Facsimile,
}

spelled!(ImageKind {
    Logo = "logo",
    Stamp = "stamp",
    Facsimile = "facsimile",
});

/// A company's picture, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredImage {
    pub kind: ImageKind,
    /// Pixels.
    pub width: i64,
    pub height: i64,
    /// Of the PNG, in hexadecimal.
    pub sha256: String,
}

/// What a client owed a company on the day its books began here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartBalance {
    pub id: StartBalanceId,
    pub organization: OrganizationId,
    pub client: ClientId,
    pub currency: Currency,
    /// At the end of this day.
    pub as_of: Date,
    /// Above zero the client owes, below zero he has paid in advance.
    pub amount: Amount,
    pub version: i64,
}

impl StartBalance {
    #[must_use]
    pub const fn money(&self) -> Money {
        Money::new(self.amount, self.currency)
    }
}

/// The kinds of documents that are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Invoice,
    Payment,
    /// Only proposed: the number of a contract is free text.
    Contract,
    Act,
    DeliveryNote,
}

spelled!(DocumentKind {
    Invoice = "invoice",
    Payment = "payment",
    Contract = "contract",
    Act = "act",
    DeliveryNote = "delivery_note",
});

impl DocumentKind {
    /// Whether its papers close invoices, and can be numbered after them.
    #[must_use]
    pub const fn is_closing(self) -> bool {
        matches!(self, Self::Act | Self::DeliveryNote)
    }

    /// Who may see its papers: whose module is switched off, of that kind there is nothing to number.
    #[must_use]
    pub const fn view(self) -> Right {
        match self {
            Self::Invoice => Right::ViewInvoices,
            Self::Payment => Right::ViewPayments,
            Self::Contract => Right::ViewContracts,
            Self::Act => Right::ViewActs,
            Self::DeliveryNote => Right::ViewDeliveryNotes,
        }
    }
}

/// When a series starts to count again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesPeriod {
    Never,
    Year,
    Month,
}

spelled!(SeriesPeriod { Never = "never", Year = "year", Month = "month" });

impl SeriesPeriod {
    /// The period a document's date falls into: nothing, `2026` or `2026-11`.
    #[must_use]
    pub fn key(self, date: Date) -> String {
        match self {
            Self::Never => String::new(),
            Self::Year => format!("{:04}", date.year()),
            Self::Month => format!("{:04}-{:02}", date.year(), date.month()),
        }
    }
}

/// How the documents of one kind of an own company are numbered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub id: SeriesId,
    pub kind: DocumentKind,
    pub pattern: String,
    pub period: SeriesPeriod,
    /// The first number of `start_period`; every other period starts at 1.
    pub start: i64,
    pub start_period: String,
    /// Papers have the number of their invoice and `-1`, `-2` and so on instead: only of acts and delivery notes.
    pub after_invoice: bool,
    pub version: i64,
}

impl Series {
    /// The first number of a period.
    #[must_use]
    pub fn first_of(&self, period: &str) -> i64 {
        if period == self.start_period { self.start } else { 1 }
    }
}

/// A number given to a document, for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenNumber {
    pub series: SeriesId,
    pub period: String,
    pub n: i64,
    /// `n` as the pattern writes it.
    pub number: String,
}

/// What the editors of documents need to know of an own company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationChoice {
    pub id: OrganizationId,
    pub name: String,
    pub currency: Currency,
    pub price_mode: PriceMode,
    pub vat_rounding: VatRounding,
    /// The oldest first: see [`ground_on`].
    pub vat_statuses: Vec<VatStatus>,
    pub accounts: Vec<BankAccount>,
    /// All rates with the time they are valid: see [`OrganizationChoice::rates_on`].
    pub rates: Vec<StoredVatRate>,
}

impl OrganizationChoice {
    /// The rates valid on a date, in the company's order.
    #[must_use]
    pub fn rates_on(&self, date: Date) -> Vec<&StoredVatRate> {
        self.rates.iter().filter(|rate| rate.is_valid_on(date)).collect()
    }

    /// The rate in force on a date that fits one of the catalogue: the same, else the first one of its category (the law has
    /// changed the percentage).
    #[must_use]
    pub fn rate_like(&self, rate: VatRate, date: Date) -> Option<&StoredVatRate> {
        let in_force = self.rates_on(date);
        let same = in_force.iter().find(|stored| stored.rate == rate);
        let alike = || in_force.iter().find(|stored| stored.rate.category() == rate.category());
        same.or_else(alike).copied()
    }

    /// The account that documents in the currency name.
    #[must_use]
    pub fn default_account(&self, currency: Currency) -> Option<&BankAccount> {
        let mut of_currency = self.accounts.iter().filter(|account| account.currency == currency);
        of_currency
            .clone()
            .find(|account| account.is_default)
            .or_else(|| of_currency.next())
    }
}

/// An own company with all that its settings page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganizationSettings {
    pub organization: Organization,
    pub images: Vec<StoredImage>,
    pub accounts: Vec<BankAccount>,
    pub vat_statuses: Vec<VatStatus>,
    pub rates: Vec<StoredVatRate>,
    pub series: Vec<SeriesSettings>,
    pub events: Vec<EventRow>,
}

/// A series with what its next number looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesSettings {
    pub series: Series,
    /// The number that is counted next.
    pub next: i64,
    /// The day where the company is.
    pub today: Date,
    /// A number of the current period was given already: its start can't be moved any more.
    pub started: bool,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{SeriesPeriod, VatStatus, ground_on, status_on};

    #[test]
    fn a_period_follows_the_documents_date() {
        let day = date(2026, 1, 31);
        assert_eq!(SeriesPeriod::Never.key(day), "");
        assert_eq!(SeriesPeriod::Year.key(day), "2026");
        assert_eq!(SeriesPeriod::Month.key(day), "2026-01");
    }

    #[test]
    fn a_status_holds_until_the_next_one() {
        let status = |n, valid_from, payer, ground: &str| VatStatus {
            id: uuid::Uuid::from_u128(n).into(),
            valid_from,
            payer,
            ground: ground.into(),
        };
        let statuses = [
            status(1, None, true, ""),
            status(2, Some(date(2026, 1, 1)), false, "ст. 145 НК РФ"),
            status(3, Some(date(2027, 1, 1)), true, ""),
        ];
        let payer = |day| status_on(&statuses, day).map(|status| status.payer);
        assert_eq!(payer(date(1999, 1, 1)), Some(true));
        assert_eq!(payer(date(2025, 12, 31)), Some(true));
        assert_eq!(payer(date(2026, 1, 1)), Some(false));
        assert_eq!(ground_on(&statuses, date(2026, 12, 31)), "ст. 145 НК РФ");
        assert_eq!(ground_on(&statuses, date(2027, 1, 1)), "");
        assert_eq!(status_on(&[], date(2027, 1, 1)), None);
    }
}
