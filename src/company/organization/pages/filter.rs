//! The choice of an own company above lists of papers, in one plain form with their period.

use leptos::prelude::*;

use crate::company::organization::api::list_company_names;
use crate::company::organization::model::CompanyName;
use crate::kernel::ids::OrganizationId;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::period::{PeriodFilter, PeriodForm};

/// The parameter of the address.
const NAME: &str = "organization";

/// A filter of papers that may be narrowed to those of one own company.
pub trait CompanyFilter: PeriodFilter {
    fn company(&self) -> Option<OrganizationId>;
    /// The same list of one own company, or of all, from its first page.
    #[must_use]
    fn of_company(self, company: Option<OrganizationId>) -> Self;
}

/// [`CompanyFilter`] of a filter with the fields `organization` and `after`.
macro_rules! company_filter {
    ($filter:ty) => {
        impl $crate::company::organization::pages::CompanyFilter for $filter {
            fn company(&self) -> Option<$crate::kernel::ids::OrganizationId> {
                self.organization
            }

            fn of_company(self, organization: Option<$crate::kernel::ids::OrganizationId>) -> Self {
                Self {
                    organization,
                    after: None,
                    ..self
                }
            }
        }
    };
}
pub(crate) use company_filter;

/// Own company and period above a list; what else narrows it stays. With one own company there is nothing to choose.
#[component]
pub fn CompanyAndPeriod<F: CompanyFilter>(#[prop(into)] path: String, filter: Memo<F>) -> impl IntoView {
    let companies = Data::new(|| (), |()| list_company_names());
    let chosen = Memo::new(move |_| filter.with(CompanyFilter::company));
    let rest: fn(F) -> F = |filter| filter.of_company(None);
    view! {
        <PeriodForm path filter rest>
            <Load resource=companies aside=true fallback=|| () let:companies>{choice(companies, chosen)}</Load>
        </PeriodForm>
    }
    .into_any()
}

/// The select, or what the address says where there is nothing to choose.
fn choice(companies: Vec<CompanyName>, chosen: Memo<Option<OrganizationId>>) -> AnyView {
    if companies.len() < 2 {
        return (move || {
            chosen
                .get()
                .map(|id| view! { <input type="hidden" name=NAME value=id.to_string() /> })
        })
        .into_any();
    }
    let options: Vec<_> = companies
        .into_iter()
        .map(|CompanyName { id, name }| {
            let selected = move || chosen.get() == Some(id);
            view! { <option value=id.to_string() selected=selected prop:selected=selected>{name}</option> }
        })
        .collect();
    view! {
        <label class="toolbar-choice">
            <span class="muted">{tr!(organization.filter)}</span>
            " "
            <select class="select select-sm" name=NAME>
                <option value="">{tr!(organization.filter_all)}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;
    use uuid::Uuid;

    use super::{CompanyName, choice};
    use crate::kernel::ids::OrganizationId;
    use crate::kernel::lang::Lang;

    fn shown(companies: u128, chosen: Option<u128>) -> String {
        let id = |n: u128| OrganizationId::from(Uuid::from_u128(n + 1));
        let companies = (0..companies).map(|n| CompanyName {
            id: id(n),
            name: format!("Company {n}"),
        });
        Owner::new().with(|| {
            provide_context(Lang::En);
            let chosen = chosen.map(id);
            choice(companies.collect(), Memo::new(move |_| chosen)).to_html()
        })
    }

    #[test]
    fn one_company_is_no_choice_and_what_the_address_says_stays() {
        assert!(!shown(1, None).contains("<select"));
        let kept = shown(1, Some(0));
        assert!(kept.contains(r#"type="hidden""#) && !kept.contains("<select"), "{kept}");
    }

    #[test]
    fn the_company_of_the_address_is_the_chosen_one() {
        let html = shown(2, Some(1));
        let chosen = html
            .split("<option")
            .find(|option| option.contains(" selected"))
            .unwrap();
        assert!(chosen.contains("Company 1"), "{html}");
        assert!(!shown(2, None).contains(" selected"));
    }
}
