//! The directory of departments.

use leptos::prelude::*;

use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList, EntryStep};
use crate::support::departments::api::{
    DeleteDepartment, MoveDepartment, RetireDepartment, SaveDepartment, list_departments,
};
use crate::support::departments::model::{self, Department};
use crate::tr;
use crate::ui::form::TextField;
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
                {form(model::SaveDepartment::default(), again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn folds(departments: Vec<Department>, again: Callback<()>) -> Vec<EntryFold> {
    let last = departments.len().saturating_sub(1);
    let fold = |(n, one): (usize, Department)| {
        let up = (n > 0).then(|| moves(&one, false, again));
        let down = (n < last).then(|| moves(&one, true, again));
        let retired = one
            .retired
            .then(|| view! { " " <span class="muted">{tr!(tickets.department_retired)}</span> });
        let content = view! {
            {form(model::SaveDepartment::of(one.id, one.version, &one.name), again)}
            <div class="steps-bar">{up} {down} {retire(&one, again)} {delete(&one, again)}</div>
        };
        EntryFold {
            content: content.into_any(),
            summary: view! { <span>{one.name}</span> {retired} }.into_any(),
        }
    };
    departments.into_iter().enumerate().map(fold).collect()
}

fn form(stored: model::SaveDepartment, again: Callback<()>) -> AnyView {
    let action = ServerAction::<SaveDepartment>::new();
    let id = stored.id.map(|id| id.to_string());
    view! {
        <EntryForm action id version=stored.version toast=tr!(tickets.department_saved) again>
            <div class="form-grid">
                <TextField name="name" label=tr!(tickets.department_name) value=stored.name required=true max=100 />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn moves(one: &Department, down: bool, again: Callback<()>) -> AnyView {
    let action = ServerAction::<MoveDepartment>::new();
    let label = if down {
        tr!(tickets.department_down)
    } else {
        tr!(tickets.department_up)
    };
    view! { <EntryStep action id=one.id.to_string() label with=("down", down) again /> }.into_any()
}

fn retire(one: &Department, again: Callback<()>) -> AnyView {
    let action = ServerAction::<RetireDepartment>::new();
    let label = if one.retired {
        tr!(tickets.department_restore)
    } else {
        tr!(tickets.department_retire)
    };
    let with = ("retired", !one.retired);
    view! { <EntryStep action id=one.id.to_string() label with toast=tr!(tickets.department_retired_toast) again /> }
        .into_any()
}

fn delete(one: &Department, again: Callback<()>) -> AnyView {
    let action = ServerAction::<DeleteDepartment>::new();
    let label = tr!(tickets.department_delete);
    view! { <EntryStep action id=one.id.to_string() label argument="" toast=tr!(tickets.department_deleted) again /> }
        .into_any()
}
