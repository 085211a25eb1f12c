//! The form of the first run: an administrator and an own company on one page.

use serde::{Deserialize, Serialize};

use crate::company::accounts::model::{NewAdministrator, Password};
use crate::company::organization::forms::NewOrganization;
use crate::kernel::problem::FieldErrors;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SetUp {
    /// The one-time code that was printed on the console.
    pub setup_code: String,
    pub name: String,
    pub email: String,
    pub password: Password,
    pub password_again: Password,
    /// Of the administrator; the company's papers have their own.
    pub lang: String,
    pub company: NewOrganization,
}

impl SetUp {
    /// The administrator's part.
    #[must_use]
    pub fn administrator(&self) -> NewAdministrator {
        NewAdministrator {
            setup_code: self.setup_code.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            lang: self.lang.clone(),
            password: self.password.clone(),
            password_again: self.password_again.clone(),
        }
    }

    /// What is wrong with the company's part, named as this form names its fields.
    #[must_use]
    pub fn company_problems(&self) -> FieldErrors {
        self.company
            .validated()
            .map_or_else(|problems| of_company(&problems), |_| FieldErrors::default())
    }
}

/// Problems of the company, named as this form names its fields.
pub(super) fn of_company(problems: &FieldErrors) -> FieldErrors {
    let mut named = FieldErrors::default();
    for (field, problem) in problems.iter() {
        named.add(format!("company.{field}"), problem.clone());
    }
    named
}

#[cfg(test)]
mod tests {
    use super::SetUp;
    use crate::kernel::problem::Problem;

    #[test]
    fn an_empty_form_is_told_all_at_once() {
        let mut errors = SetUp::default().administrator().validated().unwrap_err();
        errors.extend(SetUp::default().company_problems());
        let required = [
            "setup_code",
            "name",
            "email",
            "password",
            "password_again",
            "lang",
            "company.name",
            "company.country",
            "company.currency",
            "company.price_mode",
            "company.time_zone",
            "company.lang",
        ];
        for field in required {
            assert_eq!(errors.get(field), Some(&Problem::Required), "{field}");
        }
        assert_eq!(errors.iter().count(), required.len());
    }
}
