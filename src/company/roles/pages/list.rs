//! `/settings/roles`

use leptos::prelude::*;

use super::words;
use crate::company::roles::api::list_roles;
use crate::company::roles::model::RoleRow;
use crate::kernel::actor::Right;
use crate::tr;
use crate::ui::icons::Icon;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;

pub(super) const PATH: &str = "/settings/roles";

/// All roles.
#[component]
pub fn RolesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageUsers><Roles /></Permitted> }.into_any()
}

#[component]
fn Roles() -> impl IntoView {
    let roles = Data::new(|| (), |()| list_roles());
    view! {
        <PageHead title=tr!(roles.title)>
            <a class="btn btn-primary" href=format!("{PATH}/new") data-key="n">{tr!(roles.new)}</a>
        </PageHead>
        <p class="page-sub">{tr!(roles.hint)}</p>
        <Load resource=roles let:roles>
            <ul class="setting-list">{roles.into_iter().map(row).collect_view()}</ul>
        </Load>
    }
    .into_any()
}

fn row(row: RoleRow) -> AnyView {
    let RoleRow { role, users } = row;
    let own = words::own_text(role.rights).map(|text| format!(" · {text}"));
    view! {
        <li>
            <a href=format!("{PATH}/{}", role.id)>
                <Icon name="users" />
                <span class="setting-title">{words::role_text(&role)}</span>
                <span class="setting-about">{tr!(roles.held_by, count = users)} {own}</span>
            </a>
        </li>
    }
    .into_any()
}
