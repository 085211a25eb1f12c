//! The directory of groups that clients are put into.

use leptos::prelude::*;

use crate::crm::clients::api::{DeleteClientGroup, SaveClientGroup, list_client_groups};
use crate::crm::clients::model::{ClientFilter, ClientGroup};
use crate::crm::clients::parts;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientGroupId;
use crate::records::directory::pages::{EntryFold, EntryForm, EntryList};
use crate::tr;
use crate::ui::form::{Form, Hidden, Submit, TextField};
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
    let (id, count) = (group.id, group.clients);
    let delete = unused.then(|| view! { <DeleteForm id again /> });
    let summary = view! {
        <span>{group.name.clone()}</span>
        <span class="muted">{tr!(clients.group_clients, count = count)}</span>
    };
    let content = view! {
        {form(parts::SaveClientGroup::of(group), again)}
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

#[component]
fn DeleteForm(id: ClientGroupId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<DeleteClientGroup>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action done argument="" form_key=id.to_string() toast=tr!(clients.group_deleted)>
            <Hidden name="id" value=id.to_string() />
            <Submit label=tr!(clients.group_delete) second=true />
        </Form>
    }
    .into_any()
}
