//! What the forms of a company's parts send, and how it is checked: bank accounts, VAT rates, number series.

use serde::{Deserialize, Serialize};

use super::model::{BankAccount, SeriesPeriod};
use super::pattern::Pattern;
use crate::kernel::date::{Date, Period};
use crate::kernel::fixed::Percent;
use crate::kernel::ids::{BankAccountId, OrganizationId, RequestKey, SeriesId, VatRateId, VatStatusId};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::requisites::{AccountDetails, TypedAccount};
use crate::kernel::tax::{VatCategory, VatRate, VatRateError};
use crate::kernel::validate::Reader;

/// Most characters of a ground.
pub(super) const GROUND: usize = 300;

/// A bank account, added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveAccount {
    pub request: Option<RequestKey>,
    pub organization: Option<OrganizationId>,
    /// Absent for a new one.
    pub id: Option<BankAccountId>,
    pub version: i64,
    pub bank: String,
    pub number: String,
    pub bic: String,
    pub correspondent: String,
    pub currency: String,
    pub is_default: bool,
}

impl SaveAccount {
    /// A stored account as the form spells it.
    #[must_use]
    pub fn of(stored: &BankAccount) -> Self {
        Self {
            request: None,
            organization: Some(stored.organization),
            id: Some(stored.id),
            version: stored.version,
            bank: stored.bank.clone(),
            number: stored.number.clone(),
            bic: stored.bic.clone(),
            correspondent: stored.correspondent.clone(),
            currency: stored.currency.to_string(),
            is_default: stored.is_default,
        }
    }
}

/// A checked [`SaveAccount`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidAccount {
    pub details: AccountDetails,
    pub is_default: bool,
}

impl SaveAccount {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidAccount, FieldErrors> {
        let mut form = Reader::default();
        let account = read_account(&mut form, self, "number");
        form.finish(account)
    }
}

/// Reads an account; `number_field` is what the form calls the account's number.
pub(super) fn read_account(form: &mut Reader, typed: &SaveAccount, number_field: &str) -> Option<ValidAccount> {
    let account = TypedAccount {
        bank: typed.bank.clone(),
        number: typed.number.clone(),
        bic: typed.bic.clone(),
        correspondent: typed.correspondent.clone(),
        currency: typed.currency.clone(),
    };
    let name = |field: &str| if field == "number" { number_field } else { field }.to_owned();
    Some(ValidAccount {
        details: account.read(form, name)?,
        is_default: typed.is_default,
    })
}

/// A new VAT rate of a company.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AddRate {
    pub request: Option<RequestKey>,
    pub organization: Option<OrganizationId>,
    pub name: String,
    pub category: String,
    /// Only of the standard category.
    pub percent: String,
    pub ground: String,
    pub valid_from: String,
    pub valid_until: String,
}

/// A checked [`AddRate`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidRate {
    pub name: String,
    pub rate: VatRate,
    pub ground: String,
    pub valid: Period,
}

impl AddRate {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidRate, FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, 60);
        let category = form.choice::<VatCategory>("category", &self.category);
        let percent = if self.percent.trim().is_empty() && category != Some(VatCategory::Standard) {
            Some(Percent::ZERO)
        } else {
            form.noted("percent", Percent::parse(&self.percent))
        };
        let ground = form.optional_line("ground", &self.ground, GROUND);
        let valid = read_period(&mut form, &self.valid_from, &self.valid_until);
        let rate = category.zip(percent).and_then(|(category, percent)| {
            form.noted("percent", VatRate::new(category, percent).map_err(rate_problem))
        });
        form.finish(rate.map(|rate| ValidRate {
            name,
            rate,
            ground,
            valid,
        }))
    }
}

fn read_period(form: &mut Reader, from: &str, until: &str) -> Period {
    let from = form.optional_date("valid_from", from);
    let until = form.optional_date("valid_until", until);
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        form.problem("valid_until", Problem::EarlierThan { date: from });
    }
    Period { from, until }
}

pub(super) fn rate_problem(error: VatRateError) -> Problem {
    match error {
        VatRateError::PercentOutOfRange => Problem::NotAPercentage,
        VatRateError::PercentNotAllowed => Problem::NoPercentage,
    }
}

/// Until when a VAT rate is valid; an empty date takes the end away.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct EndRate {
    pub organization: Option<OrganizationId>,
    pub id: Option<VatRateId>,
    pub valid_until: String,
}

/// Whether the company pays VAT, from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveVatStatus {
    pub request: Option<RequestKey>,
    pub organization: Option<OrganizationId>,
    /// Absent for a new one.
    pub id: Option<VatStatusId>,
    /// Left empty only by the first status, which holds from the beginning.
    pub valid_from: String,
    /// `yes` or `no`.
    pub payer: String,
    /// Needed by who pays no VAT.
    pub ground: String,
}

/// A checked [`SaveVatStatus`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidVatStatus {
    pub valid_from: Option<Date>,
    pub payer: bool,
    pub ground: String,
}

impl SaveVatStatus {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidVatStatus, FieldErrors> {
        let mut form = Reader::default();
        let valid_from = if self.id.is_some() {
            form.optional_date("valid_from", &self.valid_from)
        } else {
            form.date("valid_from", &self.valid_from)
        };
        let payer = match self.payer.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            other => {
                let problem = if other.is_empty() {
                    Problem::Required
                } else {
                    Problem::UnknownChoice
                };
                form.problem("payer", problem);
                None
            }
        };
        let ground = if payer == Some(false) {
            form.line("ground", &self.ground, GROUND)
        } else {
            form.optional_line("ground", &self.ground, GROUND)
        };
        form.finish(payer.map(|payer| ValidVatStatus {
            valid_from,
            payer,
            ground,
        }))
    }
}

/// A VAT status that was entered by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RemoveVatStatus {
    pub organization: Option<OrganizationId>,
    pub id: Option<VatStatusId>,
}

/// How one kind of documents is numbered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveSeries {
    pub organization: Option<OrganizationId>,
    pub id: Option<SeriesId>,
    pub version: i64,
    pub pattern: String,
    pub period: String,
    /// The first number of the current period.
    pub start: String,
    /// Of acts and delivery notes: numbered after their invoice.
    pub after_invoice: bool,
}

/// A checked [`SaveSeries`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidSeries {
    pub pattern: String,
    pub period: SeriesPeriod,
    pub start: i64,
    pub after_invoice: bool,
}

/// Numbers above this are no start of anything.
const LARGEST_START: i64 = 999_999_999;

impl SaveSeries {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidSeries, FieldErrors> {
        let mut form = Reader::default();
        let text = form.line("pattern", &self.pattern, super::pattern::MAX_LENGTH);
        let period = form.choice::<SeriesPeriod>("period", &self.period);
        let start = form.whole("start", &self.start, 1..=LARGEST_START).unwrap_or(1);
        if !text.is_empty()
            && let Some(pattern) = form.noted("pattern", text.parse::<Pattern>())
            && period == Some(SeriesPeriod::Month)
            && !pattern.names_the_month()
        {
            // Every month would give the same numbers again.
            form.problem("pattern", Problem::PatternWithoutMonth);
        }
        form.finish(period.map(|period| ValidSeries {
            pattern: text,
            period,
            start,
            after_invoice: self.after_invoice,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{AddRate, Problem, SaveAccount, SaveSeries};
    use crate::kernel::requisites::NumberForm;

    fn account(number: &str, bic: &str, correspondent: &str) -> SaveAccount {
        SaveAccount {
            bank: "Bank".into(),
            number: number.into(),
            bic: bic.into(),
            correspondent: correspondent.into(),
            currency: "RUB".into(),
            ..SaveAccount::default()
        }
    }

    #[test]
    fn an_account_of_a_wrong_format_is_refused_beside_its_field() {
        use NumberForm::{Iban, RuAccount, RuBic, Swift};
        for (number, bic, correspondent, field, expected) in [
            ("4070281040000000000", "044525225", "", "number", RuAccount),
            ("40702810400000000001", "04452522", "", "bic", RuBic),
            ("40702810400000000001", "044525225", "3010", "correspondent", RuAccount),
            ("UA21322313000002600723356600", "", "", "number", Iban),
            ("4070", "", "", "number", RuAccount),
        ] {
            let errors = account(number, bic, correspondent).validated().unwrap_err();
            assert_eq!(
                errors.get(field),
                Some(&Problem::WrongFormat { expected }),
                "{number} {bic} {correspondent}"
            );
        }
        let foreign = |number: &str, bic: &str, currency: &str| SaveAccount {
            currency: currency.into(),
            ..account(number, bic, "")
        };
        let errors = foreign("12345678", "DEUT", "USD").validated().unwrap_err();
        assert_eq!(errors.get("bic"), Some(&Problem::WrongFormat { expected: Swift }));
        assert!(foreign("12345678", "DEUTDEFF", "USD").validated().is_ok());
        let errors = foreign("26007233566001", "", "UAH").validated().unwrap_err();
        assert_eq!(errors.get("number"), Some(&Problem::WrongFormat { expected: Iban }));
        let empty = account(" ", "", "").validated().unwrap_err();
        assert_eq!(empty.get("number"), Some(&Problem::Required));
    }

    #[test]
    fn an_account_is_stored_without_what_sets_its_digits_off() {
        let valid = account("UA21 3223 1300 0002 6007 2335 6600 1", "", "")
            .validated()
            .unwrap();
        assert_eq!(valid.details.number, "UA213223130000026007233566001");
        assert!(account("40702810400000000001", "044525225", "").validated().is_ok());
    }

    #[test]
    fn a_rate_has_a_percentage_exactly_when_it_taxes() {
        let rate = |category: &str, percent: &str| AddRate {
            name: "x".into(),
            category: category.into(),
            percent: percent.into(),
            ..AddRate::default()
        };
        assert!(rate("standard", "22").validated().is_ok());
        assert!(rate("exempt", "").validated().is_ok());
        for (category, percent, problem) in [
            ("standard", "", Problem::Required),
            ("standard", "0", Problem::NotAPercentage),
            ("standard", "-5", Problem::NotAPercentage),
            ("standard", "101", Problem::NotAPercentage),
            ("zero", "5", Problem::NoPercentage),
        ] {
            let errors = rate(category, percent).validated().unwrap_err();
            assert_eq!(errors.get("percent"), Some(&problem), "{category} {percent}");
        }
        let ended = AddRate {
            valid_from: "2026-01-01".into(),
            valid_until: "2025-12-31".into(),
            ..rate("standard", "22")
        };
        assert!(matches!(
            ended.validated().unwrap_err().get("valid_until"),
            Some(Problem::EarlierThan { .. })
        ));
    }

    #[test]
    fn a_series_needs_a_pattern_that_tells_its_numbers_apart() {
        let series = |pattern: &str, period: &str, start: &str| SaveSeries {
            pattern: pattern.into(),
            period: period.into(),
            start: start.into(),
            ..SaveSeries::default()
        };
        assert!(series("{N:5}", "year", "126").validated().is_ok());
        assert!(series("{YYYY}-{MM}-{N}", "month", "1").validated().is_ok());
        let outside = Problem::NotBetween {
            min: 1,
            max: super::LARGEST_START,
        };
        for (pattern, period, start, field, problem) in [
            ("{N}", "month", "1", "pattern", Problem::PatternWithoutMonth),
            ("СЧ", "year", "1", "pattern", Problem::NotAPattern),
            ("{N}", "week", "1", "period", Problem::UnknownChoice),
            ("{N}", "year", "0", "start", outside),
            ("{N}", "year", "x", "start", Problem::NotANumber),
        ] {
            let errors = series(pattern, period, start).validated().unwrap_err();
            assert_eq!(errors.get(field), Some(&problem), "{pattern} {period} {start}");
        }
    }
}
