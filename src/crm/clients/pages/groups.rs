//! The directory of groups that clients are put into.

use leptos::prelude::*;

use crate::crm::clients::api::{DeleteClientGroup, SaveClientGroup, list_client_groups};
use crate::crm::clients::model::{ClientFilter, ClientGroup};
use crate::crm::clients::parts;
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientGroupId;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, NewOrStored, Submit, TextField};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::query::href;

/// `/settings/client-groups`
#[component]
pub fn ClientGroupsPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Groups /></Permitted> }.into_any()
}

#[component]
fn Groups() -> impl IntoView {
    // Counts what was saved on this page; each time the stored groups are read again.
    let saved = RwSignal::new(0_u32);
    let groups = Data::new(move || saved.get(), |_| list_client_groups());
    let again = Callback::new(move |()| saved.update(|n| *n += 1));
    view! {
        <PageHead title=tr!(clients.groups_title) />
        <Load resource=groups let:groups>
            <Directory groups again />
        </Load>
    }
    .into_any()
}

#[component]
fn Directory(groups: Vec<ClientGroup>, again: Callback<()>) -> impl IntoView {
    let none = groups
        .is_empty()
        .then(|| view! { <EmptyState title=tr!(clients.groups_none) text=tr!(clients.groups_none_text) /> });
    let rows: Vec<_> = groups.into_iter().map(|group| row(group, again)).collect();
    view! {
        {none}
        {rows}
        <Section title=tr!(clients.group_new)>
            <GroupForm stored=parts::SaveClientGroup::default() again />
        </Section>
    }
    .into_any()
}

fn row(group: ClientGroup, again: Callback<()>) -> AnyView {
    let members = ClientFilter {
        group: group.id.to_string(),
        ..ClientFilter::default()
    };
    let unused = group.clients == 0;
    let (id, count) = (group.id, group.clients);
    let delete = unused.then(|| view! { <DeleteForm id again /> });
    view! {
        <details class="side-card">
            <summary>
                <span>{group.name.clone()}</span>
                <span class="muted">{tr!(clients.group_clients, count = count)}</span>
            </summary>
            <GroupForm stored=parts::SaveClientGroup::of(&group) again />
            <p>
                <a href=href("/clients", &members)>{tr!(clients.group_members)}</a>
            </p>
            {delete}
        </details>
    }
    .into_any()
}

/// Adds a group when `stored` has no id, and renames it otherwise.
#[component]
fn GroupForm(stored: parts::SaveClientGroup, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveClientGroup>::new();
    let done = Callback::new(move |_: (ClientGroupId,)| again.run(()));
    let key = stored.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    view! {
        <Form action=save done form_key=key toast=tr!(clients.group_saved)>
            <NewOrStored id=stored.id.map(|id| id.to_string()) version=stored.version />
            <div class="form-grid">
                <TextField name="name" label=tr!(clients.group_name) value=stored.name required=true />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
            </FormActions>
        </Form>
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
