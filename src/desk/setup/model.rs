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
    pub code: String,
    pub name: String,
    pub email: String,
    pub password: Password,
    pub password_again: Password,
    /// Of the administrator, and of the company's papers.
    pub lang: String,
    pub organization_name: String,
    pub country: String,
    pub tax_id_kind: String,
    pub tax_id: String,
    pub currency: String,
    pub price_mode: String,
    /// The standard VAT rate where the country has no preset, in percent.
    pub vat_percent: String,
    pub vat_ground: String,
    pub time_zone: String,
}

impl SetUp {
    /// The administrator's part.
    #[must_use]
    pub fn administrator(&self) -> NewAdministrator {
        NewAdministrator {
            code: self.code.clone(),
            name: self.name.clone(),
            email: self.email.clone(),
            lang: self.lang.clone(),
            password: self.password.clone(),
            password_again: self.password_again.clone(),
        }
    }

    /// The company's part.
    #[must_use]
    pub fn organization(&self) -> NewOrganization {
        NewOrganization {
            name: self.organization_name.clone(),
            country: self.country.clone(),
            tax_id_kind: self.tax_id_kind.clone(),
            tax_id: self.tax_id.clone(),
            currency: self.currency.clone(),
            price_mode: self.price_mode.clone(),
            vat_percent: self.vat_percent.clone(),
            vat_ground: self.vat_ground.clone(),
            time_zone: self.time_zone.clone(),
            lang: self.lang.clone(),
            ..NewOrganization::default()
        }
    }

    /// # Errors
    /// The problems of both parts at once, named as this form names its fields.
    pub fn validated(&self) -> Result<(), FieldErrors> {
        let mut errors = self.administrator().validated().err().unwrap_or_default();
        let company = self.organization().validated().err().unwrap_or_default();
        for (field, problem) in company.iter() {
            errors.add(own_name(field), problem.clone());
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// The company's name stands beside the administrator's.
pub(super) fn own_name(field: &str) -> &str {
    if field == "name" { "organization_name" } else { field }
}

#[cfg(test)]
mod tests {
    use super::SetUp;
    use crate::kernel::problem::Problem;

    #[test]
    fn an_empty_form_is_told_all_at_once() {
        let errors = SetUp::default().validated().unwrap_err();
        let required = [
            "code",
            "name",
            "email",
            "password",
            "lang",
            "organization_name",
            "country",
            "currency",
            "price_mode",
            "time_zone",
        ];
        for field in required {
            assert_eq!(errors.get(field), Some(&Problem::Required), "{field}");
        }
        assert_eq!(errors.iter().count(), required.len());
    }
}
