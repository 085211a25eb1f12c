//! A bank account as a company or a client carries it: which rules judge it, and how the fields of a form are read.

use serde::{Deserialize, Serialize};

use super::{Control, NumberForm, check_iban, check_ru_account, check_ru_bic, check_swift, check_ua_mfo};
use crate::kernel::currency::Currency;
use crate::kernel::problem::Problem;
use crate::kernel::validate::Reader;

/// Most characters of a bank's name.
const NAME: usize = 200;

/// A checked account. Its control digits may be wrong: see [`account_control`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountDetails {
    pub bank: String,
    /// IBAN or account number, normalized.
    pub number: String,
    /// БИК, МФО or SWIFT code; empty where the IBAN says it.
    pub bic: String,
    /// Correspondent account of the bank; empty where there is none.
    pub correspondent: String,
    pub currency: Currency,
}

/// The fields of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedAccount {
    pub bank: String,
    pub number: String,
    pub bic: String,
    pub correspondent: String,
    pub currency: String,
}

/// What the control digits of an account say: those of an IBAN, of a Russian account with its БИК, of a МФО.
#[must_use]
pub fn account_control(number: &str, bic: &str) -> Control {
    let checked = match AccountKind::of(number, bic) {
        AccountKind::Iban => check_iban(number),
        AccountKind::Russian => check_ru_account(number, bic),
        AccountKind::Ukrainian => check_ua_mfo(bic),
        AccountKind::Other => return Control::NotJudged,
    };
    checked.map_or(Control::Wrong, |checked| checked.control)
}

/// By which rules an account is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AccountKind {
    /// Begins with a country's two letters.
    Iban,
    /// 20 characters, or a bank code of 9 digits (БИК).
    Russian,
    /// A bank code of 6 digits (МФО) beside an old account number.
    Ukrainian,
    Other,
}

impl AccountKind {
    fn of(number: &str, bic: &str) -> Self {
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
        let mut first = number.chars().take(2);
        if first.all(|c| c.is_ascii_alphabetic()) && number.len() > 2 {
            Self::Iban
        } else if digits(bic, 9) || digits(number, 20) {
            Self::Russian
        } else if digits(bic, 6) {
            Self::Ukrainian
        } else {
            Self::Other
        }
    }
}

impl TypedAccount {
    /// Reads the fields; what is wrong is noted beside its own. `name` says what the form calls a field.
    pub fn read(&self, form: &mut Reader, name: impl Fn(&str) -> String) -> Option<AccountDetails> {
        let bank = form.line(&name("bank"), &self.bank, NAME);
        let number = form.line(&name("number"), &compact(&self.number), 64);
        let bic = form.optional_line(&name("bic"), &compact(&self.bic), 20);
        let correspondent = form.optional_line(&name("correspondent"), &compact(&self.correspondent), 34);
        let currency = form.choice(&name("currency"), &self.currency);
        let is_set = !number.is_empty();
        let kind = match (AccountKind::of(&number, &bic), currency) {
            // Banks of these countries have no other accounts.
            (AccountKind::Other, Some(Currency::Rub)) => AccountKind::Russian,
            (AccountKind::Other, Some(Currency::Uah)) => AccountKind::Iban,
            (kind, _) => kind,
        };
        let checked = match kind {
            AccountKind::Iban => Some((check_iban(&number), NumberForm::Iban)),
            AccountKind::Russian => {
                if let Some(Err(error)) = (!bic.is_empty()).then(|| check_ru_bic(&bic)) {
                    form.problem(name("bic"), Problem::of_number(error, NumberForm::RuBic));
                }
                if let Some(Err(error)) = (!correspondent.is_empty()).then(|| check_ru_account(&correspondent, "")) {
                    form.problem(name("correspondent"), Problem::of_number(error, NumberForm::RuAccount));
                }
                let judged_by = if check_ru_bic(&bic).is_ok() { &bic } else { "" };
                Some((check_ru_account(&number, judged_by), NumberForm::RuAccount))
            }
            // The МФО has its 6 digits: that is what makes the account a Ukrainian one.
            AccountKind::Ukrainian | AccountKind::Other => None,
        };
        if kind != AccountKind::Russian && bic.bytes().any(|b| b.is_ascii_alphabetic()) {
            let checked = check_swift(&bic);
            form.noted(
                &name("bic"),
                checked.map_err(|e| Problem::of_number(e, NumberForm::Swift)),
            );
        }
        let number = match checked.filter(|_| is_set) {
            Some((checked, expected)) => {
                let checked = checked.map_err(|e| Problem::of_number(e, expected));
                form.noted(&name("number"), checked)?.normalized
            }
            None => number,
        };
        Some(AccountDetails {
            bank,
            number,
            bic,
            correspondent,
            currency: currency?,
        })
    }
}

/// Without the blanks and hyphens that account numbers are written with, in capitals.
fn compact(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{AccountKind, Control, account_control};

    #[test]
    fn an_account_is_judged_by_the_rules_of_its_country() {
        for (number, bic, kind) in [
            ("UA213223130000026007233566001", "", AccountKind::Iban),
            ("40702810400000000001", "044525225", AccountKind::Russian),
            ("40702810400000000001", "", AccountKind::Russian),
            ("26007233566001", "322313", AccountKind::Ukrainian),
            ("123456", "", AccountKind::Other),
        ] {
            assert_eq!(AccountKind::of(number, bic), kind, "{number} {bic}");
        }
        assert_eq!(account_control("UA213223130000026007233566001", ""), Control::Right);
        assert_eq!(account_control("UA223223130000026007233566001", ""), Control::Wrong);
        assert_eq!(account_control("123456", ""), Control::NotJudged);
    }
}
