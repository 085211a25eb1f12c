//! The directory of departments.

use leptos::prelude::*;

use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryList, name_form, named_entry, ordered};
use crate::support::departments::api::{
    DeleteDepartment, MoveDepartment, RetireDepartment, SaveDepartment, list_departments,
};
use crate::support::departments::model::{self, DEPARTMENT_NAME, Department};
use crate::tr;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;

/// `/settings/departments`
#[component]
pub fn DepartmentsPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Departments /></Permitted> }.into_any()
}

#[component]
fn Departments() -> impl IntoView {
    let departments = Data::new(|| (), |()| list_departments());
    let again = Callback::new(move |()| departments.refetch());
    view! {
        <PageHead title=tr!(tickets.departments) />
        <p class="page-sub">{tr!(tickets.departments_hint)}</p>
        <Load resource=departments let:departments>
            <EntryList
                entries=folds(departments, again)
                none=(tr!(tickets.departments_none), tr!(tickets.departments_none_text))
                new_title=tr!(tickets.department_new)
            >
                {name_form::<SaveDepartment, _, _>(model::SaveDepartment::default(), DEPARTMENT_NAME, again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn folds(departments: Vec<Department>, again: Callback<()>) -> Vec<EntryFold> {
    let entry = |one: Department| {
        let stored = model::SaveDepartment::of(one.id, one.version, &one.name);
        named_entry::<SaveDepartment, RetireDepartment, DeleteDepartment, _, _>(
            stored,
            one.retired,
            DEPARTMENT_NAME,
            again,
        )
    };
    ordered::<MoveDepartment, _>(departments.into_iter().map(entry).collect(), again)
}
