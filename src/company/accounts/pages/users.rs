//! `/settings/users`

use leptos::prelude::*;

use super::SavedFilters;
use crate::company::accounts::api::list_users;
use crate::company::accounts::filters::ListPath;
use crate::company::accounts::model::{UserFilter, UserRow, UserSort};
use crate::company::roles::pages::words::role_text;
use crate::kernel::actor::Right;
use crate::kernel::paging::Page;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::filter_bar::{Chip, FilterBar};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{href, list_filter, use_url_filter};
use crate::ui::table::{Column, DataTable};

const PATH: &str = "/settings/users";

list_filter!(UserFilter);

/// The staff.
#[component]
pub fn UsersPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageUsers><Users /></Permitted> }.into_any()
}

#[component]
fn Users() -> impl IntoView {
    let filter = use_url_filter::<UserFilter>();
    let users = Data::new(move || filter.get(), list_users);
    let chips = Signal::derive(move || {
        let filter = filter.get();
        let other = UserFilter {
            deactivated: !filter.deactivated,
            after: None,
            ..filter.clone()
        };
        vec![Chip {
            label: tr!(accounts.show_deactivated).to_owned(),
            href: href(PATH, &other),
            active: filter.deactivated,
        }]
    });
    view! {
        <PageHead title=tr!(accounts.users)>
            <a class="btn btn-primary" href="/settings/users/new" data-key="n">{tr!(accounts.new_user)}</a>
        </PageHead>
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(accounts.search) chips />
            <SavedFilters list=ListPath::Users filter />
        </div>
        <Load resource=users let:page>{table(filter.get_untracked(), page)}</Load>
    }
    .into_any()
}

fn table(filter: UserFilter, page: Page<UserRow>) -> AnyView {
    view! {
        <DataTable
            caption=tr!(accounts.users)
            path=PATH
            filter=filter.clone()
            columns=user_columns()
            export=(PATH, filter.clone())
            page
            row_href=|row: &UserRow| format!("{PATH}/{}", row.id)
            row_class=|row: &UserRow| if row.active { "" } else { "row-muted" }
            empty=|| view! { <EmptyState title=tr!(accounts.none) text=tr!(accounts.none_text) /> }
        />
    }
    .into_any()
}

/// The columns of the list, for its page and its export.
#[must_use]
pub fn user_columns() -> Vec<Column<UserRow>> {
    vec![
        Column::new(tr!(accounts.name), |row: &UserRow| row.name.clone()).sorted_by(UserSort::Name.as_str()),
        Column::new(tr!(accounts.email), |row: &UserRow| row.email.clone()).sorted_by(UserSort::Email.as_str()),
        Column::new(tr!(accounts.role), |row: &UserRow| role_text(&row.role)).keyed("role"),
        Column::new(tr!(accounts.state), |row: &UserRow| {
            let off = (!row.active).then(|| badge_cell(Tone::Warn, tr!(accounts.deactivated)));
            let own = row
                .sees_own_only()
                .then(|| badge_cell(Tone::Neutral, tr!(accounts.own_only)));
            (off, " ", own)
        })
        .keyed("state"),
    ]
}
