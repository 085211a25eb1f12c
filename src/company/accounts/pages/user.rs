//! `/settings/users/new` and `/settings/users/:id`

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::access::AccessSection;
use super::words;
use crate::company::accounts::api::{CreateUser, SaveUser, show_user};
use crate::company::accounts::model::{User, UserCard};
use crate::company::roles::api::offered_roles;
use crate::company::roles::model::StaffRole;
use crate::company::roles::pages::words::role_text;
use crate::error::AppError;
use crate::kernel::actor::{Right, Role};
use crate::kernel::ids::UserId;
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{
    Checkbox, FieldKind, Form, FormActions, Hidden, RequestKeyField, SelectField, Submit, TextField, VersionField,
};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;

const LIST: &str = "/settings/users";

/// A new member of the staff.
#[component]
pub fn NewUserPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageUsers><NewUser /></Permitted> }.into_any()
}

#[component]
fn NewUser() -> impl IntoView {
    let roles = Data::new(|| (), |()| offered_roles());
    view! {
        <PageHead title=tr!(accounts.new_user) />
        <Load resource=roles let:roles>
            <NewForm roles />
        </Load>
    }
    .into_any()
}

#[component]
fn NewForm(roles: Vec<StaffRole>) -> impl IntoView {
    let create = ServerAction::<CreateUser>::new();
    view! {
        <Form action=create toast=tr!(accounts.user_created)>
            <RequestKeyField />
            <div class="form-grid">
                <TextField name="name" label=tr!(accounts.name) required=true autofocus=true />
                <TextField name="email" label=tr!(accounts.email) kind=FieldKind::Email required=true />
                {role_field(&roles, Role::Manager.as_str())}
                <SelectField
                    name="lang"
                    label=tr!(accounts.language)
                    options=words::lang_choices()
                    value=lang().as_str()
                    required=true
                />
                <TextField
                    name="password"
                    label=tr!(accounts.initial_password)
                    kind=FieldKind::Password
                    autocomplete="new-password"
                    hint=tr!(accounts.initial_password_hint)
                />
            </div>
            <Checkbox name="invite" label=tr!(accounts.invite) />
            <Checkbox name="own_only" label=tr!(accounts.own_only) />
            <FormActions>
                <Submit label=tr!(accounts.add_user) />
                <a class="btn" href=LIST>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

/// A member of the staff and his history.
#[component]
pub fn UserPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<UserId>().ok()));
    let card = Data::new(id, async |id| match id {
        Some(id) => Ok((show_user(id).await?, offered_roles().await?)),
        None => Err(AppError::NotFound),
    });
    let again = Callback::new(move |()| card.refetch());
    view! { <Load resource=card let:card>{show(card.0, card.1, again)}</Load> }.into_any()
}

fn show(card: UserCard, roles: Vec<StaffRole>, again: Callback<()>) -> AnyView {
    let UserCard { user, access, events } = card;
    let (id, active) = (user.id, user.active);
    view! {
        <PageHead title=user.name.clone() />
        <EditForm user roles />
        <AccessSection id active access again />
        <History events words=words::change />
    }
    .into_any()
}

#[component]
fn EditForm(user: User, roles: Vec<StaffRole>) -> impl IntoView {
    let save = ServerAction::<SaveUser>::new();
    let own = expect_context::<Viewer>().user == Some(user.id);
    view! {
        <Form action=save toast=tr!(accounts.user_saved)>
            <Hidden name="id" value=user.id.to_string() />
            <VersionField version=user.version />
            <div class="form-grid">
                <TextField name="name" label=tr!(accounts.name) value=user.name.clone() required=true />
                <TextField
                    name="email"
                    label=tr!(accounts.email)
                    value=user.email.clone()
                    kind=FieldKind::Email
                    required=true
                />
                {if own { own_role(&user) } else { role_field(&roles, &user.role.to_string()) }}
            </div>
            {(!own).then(|| rights(&user))}
            <FormActions>
                <Submit label=tr!(ui.save) />
                <a class="btn" href=LIST>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

fn rights(user: &User) -> AnyView {
    view! {
        <Checkbox name="own_only" label=tr!(accounts.own_only) checked=user.own_only />
        <Checkbox name="active" label=tr!(accounts.active) checked=user.active />
    }
    .into_any()
}

/// What nobody changes of himself is sent back as it is.
fn own_role(user: &User) -> AnyView {
    let own_only = user.own_only.then(|| view! { <Hidden name="own_only" value="true" /> });
    view! {
        <div class="field span-all">
            <Hidden name="role" value=user.role.to_string() />
            <Hidden name="active" value="true" />
            {own_only}
            <span>{tr!(accounts.role)} ": " {role_text(&user.role)}</span>
            <span class="field-hint">{tr!(accounts.yourself_note)}</span>
        </div>
    }
    .into_any()
}

fn role_field(roles: &[StaffRole], key: &str) -> AnyView {
    let options = roles.iter().map(|role| (role.to_string(), role_text(role))).collect();
    view! {
        <SelectField
            name="role"
            label=tr!(accounts.role)
            options
            value=key
            hint=tr!(accounts.role_hint)
            required=true
        />
    }
    .into_any()
}
