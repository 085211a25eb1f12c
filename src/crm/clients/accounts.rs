//! The accounts that a new client comes with; those of a stored one are in `parts`.

use super::forms::SaveClient;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{AccountDetails, TypedAccount};
use crate::kernel::validate::Reader;

/// Accounts a new client can come with, beside the first one.
pub const MORE_ACCOUNTS: usize = 3;

/// How the form of a new client calls one of them, counted from 0.
#[must_use]
pub fn more_account(place: usize) -> String {
    format!("more_accounts.{place}")
}

impl SaveClient {
    /// The first account has the client's currency, the others have one of their own. No account is written twice.
    pub(super) fn read_accounts(&self, form: &mut Reader) -> Vec<AccountDetails> {
        let first = TypedAccount {
            currency: self.currency.clone(),
            ..self.account.clone()
        };
        let more = self.more_accounts.iter().take(MORE_ACCOUNTS).cloned().enumerate();
        let more = more.map(|(place, account)| (more_account(place), account));
        let typed = std::iter::once(("account".to_owned(), first)).chain(more);
        let mut read: Vec<AccountDetails> = Vec::new();
        for (name, account) in typed {
            if self.id.is_some() || account.number.trim().is_empty() {
                continue;
            }
            let Some(account) = account.read(form, |field| format!("{name}.{field}")) else {
                continue;
            };
            if read
                .iter()
                .any(|other| (&other.number, &other.bic) == (&account.number, &account.bic))
            {
                form.problem(format!("{name}.number"), Problem::AlreadyTaken);
            }
            read.push(account);
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, SaveClient, TypedAccount};
    use crate::kernel::currency::Currency;
    use crate::kernel::ids::RequestKey;
    use crate::kernel::lang::Lang;

    #[test]
    fn a_new_client_comes_with_several_accounts() {
        let account = |number: &str, currency: &str| TypedAccount {
            bank: "Банк".into(),
            number: number.into(),
            currency: currency.into(),
            ..TypedAccount::default()
        };
        let euro = account("DE89 3704 0044 0532 0130 00", "EUR");
        let several = SaveClient {
            name: "ООО «Ромашка»".into(),
            account: account("40702810400000000001", ""),
            more_accounts: vec![account("", ""), euro.clone()],
            ..SaveClient::blank(RequestKey::from(uuid::Uuid::from_u128(1)), Currency::Rub, Lang::Ru)
        };
        let accounts = several.validated().unwrap().accounts;
        let read: Vec<_> = accounts.iter().map(|one| (one.number.as_str(), one.currency)).collect();
        let expected = [
            ("40702810400000000001", Currency::Rub),
            ("DE89370400440532013000", Currency::Eur),
        ];
        assert_eq!(read, expected);
        let wrong = SaveClient {
            more_accounts: vec![account("1", "XXX"), euro.clone(), euro],
            ..several
        };
        let errors = wrong.validated().unwrap_err();
        assert_eq!(errors.get("more_accounts.0.currency"), Some(&Problem::UnknownChoice));
        assert_eq!(errors.get("more_accounts.2.number"), Some(&Problem::AlreadyTaken));
    }
}
