//! The settings pages of own companies, and the words other rooms share with them.

mod accounts;
mod company;
mod filter;
pub mod history;
mod images;
mod list;
mod new;
mod rates;
mod requisites;
mod series;
mod vat_status;
pub mod words;

pub use accounts::account_warning;
pub use company::CompanySettings;
pub(crate) use filter::company_filter;
pub use filter::{CompanyAndPeriod, CompanyFilter};
pub use list::CompaniesPage;
pub use new::{CompanyFields, NewCompanyPage};
pub use requisites::SignatoryFields;
