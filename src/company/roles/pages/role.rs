//! `/settings/roles/new` and `/settings/roles/:id`

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::list::PATH;
use super::words;
use crate::company::roles::api::{DeleteRole, SaveRole, role_form, show_role};
use crate::company::roles::model::{self, Bar, OWN, RoleCard, StaffRole, TICKED, field_of};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::ids::RoleId;
use crate::kernel::reach::Reach;
use crate::kernel::rights::{Entry, Object, of};
use crate::kernel::viewer::Viewer;
use crate::records::activity::pages::History;
use crate::tr;
use crate::ui::form::{Checkbox, Form, FormActions, Hidden, NewOrStored, SelectField, Submit, TextField};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{PageHead, impossible};
use crate::ui::steps::StepMenu;

/// A new role, as a copy of another one if the address names one.
#[component]
pub fn NewRolePage() -> impl IntoView {
    view! { <Permitted right=Right::ManageUsers><NewRole /></Permitted> }.into_any()
}

#[component]
fn NewRole() -> impl IntoView {
    let query = use_query_map();
    let copy = move || query.with(|query| query.get("copy").and_then(|id| id.parse::<RoleId>().ok()));
    let form = Data::new(copy, role_form);
    view! {
        <PageHead title=tr!(roles.new) />
        <Load resource=form let:input>
            <RoleForm input />
        </Load>
    }
    .into_any()
}

/// A role and its history.
#[component]
pub fn RolePage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<RoleId>().ok()));
    let card = Data::new(id, async |id| match id {
        Some(id) => show_role(id).await,
        None => Err(AppError::NotFound),
    });
    view! { <Load resource=card let:card>{show(card)}</Load> }.into_any()
}

fn show(card: RoleCard) -> AnyView {
    let RoleCard {
        role,
        users,
        bar,
        events,
    } = card;
    let copy = format!("{PATH}/new?copy={}", role.id);
    let delete = (role.code.is_none() && bar.is_none()).then(|| delete(&role, users));
    view! {
        <PageHead title=words::role_text(&role)>
            <a class="btn" href=copy>{tr!(roles.copy)}</a>
            {delete}
        </PageHead>
        <p class="page-sub">{tr!(roles.held_by, count = users)}</p>
        <RoleForm input=model::SaveRole::of(&role) bar />
        <History events words=words::change />
    }
    .into_any()
}

fn delete(role: &StaffRole, users: i64) -> AnyView {
    if users > 0 {
        return impossible(tr!(roles.delete), tr!(roles.in_use));
    }
    let action = ServerAction::<DeleteRole>::new();
    let id = role.id.to_string();
    view! {
        <StepMenu label=tr!(roles.delete)>
            <Form action argument="" toast=tr!(roles.deleted)>
                <Hidden name="id" value=id />
                <Submit label=tr!(roles.delete_for_good) danger=true />
            </Form>
        </StepMenu>
    }
    .into_any()
}

/// The form of a role; while something bars the reader from changing it, only to be looked at.
#[component]
fn RoleForm(input: model::SaveRole, #[prop(optional_no_strip)] bar: Option<Bar>) -> impl IntoView {
    let action = ServerAction::<SaveRole>::new();
    let id = input.id.map(|id| id.to_string());
    let own = input.id.is_none() || !input.name.is_empty();
    let name = own.then_some((input.name.clone(), input.id.is_none()));
    let barred = bar.map(|bar| view! { <p class="alert alert-info" role="note">{words::bar_text(bar)}</p> });
    view! {
        {barred}
        <Form action toast=tr!(roles.saved)>
            <NewOrStored id version=input.version />
            {name.map(|(value, autofocus)| view! {
                <div class="form-grid">
                    <TextField
                        name="name"
                        label=tr!(roles.name)
                        value
                        required=true
                        autofocus
                        readonly=bar.is_some()
                        max=60
                    />
                </div>
            })}
            <div class="role-matrix">{matrix(&input, bar.is_some())}</div>
            {bar
                .is_none()
                .then(|| {
                    view! {
                        <FormActions>
                            <Submit label=tr!(ui.save) />
                            <a class="btn" href=PATH>{tr!(ui.cancel)}</a>
                        </FormActions>
                    }
                })}
        </Form>
    }
    .into_any()
}

/// A right in its place: a box, or the choice of how far is seen what one may see.
#[component]
fn RightCell(
    entry: &'static Entry,
    /// What the form has of it; empty without the right.
    value: String,
    /// Shown only.
    off: bool,
    /// Nobody gives others more to see than he sees himself.
    own_at_most: bool,
) -> impl IntoView {
    let (name, label) = (field_of(entry), words::deed_text(entry));
    let full_name = words::right_text(entry);
    let field = if entry.has_reach() {
        let mut options = vec![(OWN.to_owned(), tr!(roles.see_own).to_owned())];
        if !own_at_most {
            options.push((TICKED.to_owned(), tr!(roles.see_all).to_owned()));
        }
        view! { <SelectField name label full_name options value empty=tr!(roles.see_none) off /> }.into_any()
    } else {
        view! { <Checkbox name label full_name checked=!value.is_empty() off /> }.into_any()
    };
    view! { <div class=format!("role-cell is-{}", entry.deed)>{field}</div> }.into_any()
}

/// Objects below one another, what can be done with them side by side; on a phone a card for each object. What the reader may not
/// do himself he can't give.
fn matrix(input: &model::SaveRole, off: bool) -> Vec<AnyView> {
    let mine = expect_context::<Viewer>().rights;
    let cell = |entry: &'static Entry| {
        let value = input.rights.get(entry.code).cloned().unwrap_or_default();
        let off = off || !mine.holds(entry.right);
        let own_at_most = mine.reach(entry.object) == Reach::Own && !off;
        view! { <RightCell entry value off own_at_most /> }
    };
    let row = |object: &Object| {
        let heading = format!("role-{object}");
        let id = heading.clone();
        // Its rights stay with the role, and are worth something again when the module is on.
        let is_off = of(*object).any(|entry| mine.is_switched_off(entry.right));
        let remark = is_off.then(|| view! { " " <span class="muted">{format!("({})", tr!(roles.module_off))}</span> });
        view! {
            <div class="role-row" role="group" aria-labelledby=heading>
                <strong id=id>{words::object_text(*object)}{remark}</strong>
                {of(*object).map(cell).collect_view()}
            </div>
        }
        .into_any()
    };
    Object::ALL.iter().map(row).collect()
}
