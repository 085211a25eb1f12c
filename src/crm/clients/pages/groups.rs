//! The directory of groups that clients are put into.

use leptos::prelude::*;

use crate::crm::clients::api::{DeleteClientGroup, SaveClientGroup, list_client_groups};
use crate::crm::clients::model::{ClientFilter, ClientGroup};
use crate::crm::clients::parts;
use crate::kernel::actor::Right;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList, EntryStep};
use crate::tr;
use crate::ui::form::TextField;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;
use crate::ui::query::href;

/// `/settings/client-groups`
#[component]
pub fn ClientGroupsPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Groups /></Permitted> }.into_any()
}

#[component]
fn Groups() -> impl IntoView {
    let groups = Data::new(|| (), |()| list_client_groups());
    let again = Callback::new(move |()| groups.refetch());
    view! {
        <PageHead title=tr!(clients.groups_title) />
        <Load resource=groups let:groups>
            <EntryList
                entries=groups.into_iter().map(|group| fold(&group, again)).collect()
                none=(tr!(clients.groups_none), tr!(clients.groups_none_text))
                new_title=tr!(clients.group_new)
            >
                {form(parts::SaveClientGroup::default(), again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn fold(group: &ClientGroup, again: Callback<()>) -> EntryFold {
    let members = ClientFilter {
        group: group.id.to_string(),
        ..ClientFilter::default()
    };
    let unused = group.clients == 0;
    let count = group.clients;
    let delete = unused.then(|| delete(group, again));
    let summary = view! {
        <span>{group.name.clone()}</span>
        <span class="muted">{tr!(clients.group_clients, count = count)}</span>
    };
    let content = view! {
        {form(parts::SaveClientGroup::of(group.id, group.version, &group.name), again)}
        <p>
            <a href=href("/clients", &members)>{tr!(clients.group_members)}</a>
        </p>
        {delete}
    };
    EntryFold {
        summary: summary.into_any(),
        content: content.into_any(),
    }
}

fn form(stored: parts::SaveClientGroup, again: Callback<()>) -> AnyView {
    let action = ServerAction::<SaveClientGroup>::new();
    let id = stored.id.map(|id| id.to_string());
    view! {
        <EntryForm action id version=stored.version toast=tr!(clients.group_saved) again>
            <div class="form-grid">
                <TextField name="name" label=tr!(clients.group_name) value=stored.name required=true />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn delete(group: &ClientGroup, again: Callback<()>) -> AnyView {
    let action = ServerAction::<DeleteClientGroup>::new();
    let (id, label) = (group.id.to_string(), tr!(clients.group_delete));
    view! { <EntryStep action id label argument="" toast=tr!(clients.group_deleted) again /> }.into_any()
}
