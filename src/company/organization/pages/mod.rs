//! The settings pages of own companies, and the words other rooms share with them.

mod accounts;
mod company;
mod list;
mod new;
mod rates;
mod requisites;
mod series;
pub mod words;

pub use company::CompanyPage;
pub use list::CompaniesPage;
pub use new::{CompanyFields, NewCompanyPage};
