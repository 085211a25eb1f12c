//! What is done with several clients of the list at once.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::crm::clients::api::{change_clients, open_client_directories};
use crate::crm::clients::model::{ClientDirectories, ClientRow};
use crate::crm::clients::parts::{ChangeClients, ManyStep};
use crate::tr;
use crate::ui::error_text;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::picks::{PickBar, Picks};
use crate::ui::toast::{Toasts, use_toasts};

/// The choice of clients.
#[derive(Clone, Copy)]
pub(super) struct Many {
    pub picks: Picks<ClientRow>,
    busy: RwSignal<bool>,
    may_edit: bool,
    may_archive: bool,
    toasts: Toasts,
    /// Asks for the list anew.
    again: Callback<()>,
}

impl Many {
    /// `None` for who may neither change clients nor archive them.
    pub fn of_viewer(again: Callback<()>) -> Option<Self> {
        let may_edit = may(ManyStep::IntoGroup.right());
        let may_archive = may(ManyStep::Archive.right());
        (may_edit || may_archive).then(|| Self {
            may_edit,
            may_archive,
            picks: Picks::new(|row: &ClientRow| row.id.to_string(), |row| row.name.clone()),
            busy: RwSignal::new(false),
            toasts: use_toasts(),
            again,
        })
    }

    fn run(self, step: ManyStep, of: String) {
        if self.busy.try_get_untracked() != Some(false) {
            return;
        }
        self.busy.set(true);
        let ids = untrack(|| self.picks.rows()).iter().map(|row| row.id).collect();
        spawn_local(async move {
            let answer = change_clients(ChangeClients { ids, step, of }).await;
            // The page may have been left meanwhile.
            let is_here = self.busy.try_set(false).is_none();
            match answer {
                Ok(count) => {
                    self.toasts.success(tr!(clients.many_changed, count = count));
                    if is_here {
                        self.picks.clear();
                        self.again.run(());
                    }
                }
                Err(error) => self.toasts.failure(error_text(&error)),
            }
        });
    }
}

/// What can be done with the chosen clients, under the table.
#[component]
pub(super) fn ManyBar(many: Many, archived: Memo<bool>) -> impl IntoView {
    let archive = move || {
        let (step, label) = if archived.get() {
            (ManyStep::Restore, tr!(client_card.restore))
        } else {
            (ManyStep::Archive, tr!(client_card.archive))
        };
        view! {
            <button type="button" class="btn" disabled=move || many.busy.get() on:click=move |_| many.run(step, String::new())>
                {label}
            </button>
        }
    };
    view! {
        <PickBar picks=many.picks>
            {many.may_edit.then(|| view! { <Directories many /> })}
            {many.may_archive.then_some(archive)}
        </PickBar>
    }
    .into_any()
}

/// Groups and managers, asked for once something is chosen.
#[component]
fn Directories(many: Many) -> impl IntoView {
    let directories = Data::new(|| (), |()| open_client_directories());
    view! {
        <Load resource=directories aside=true fallback=|| () let:directories>
            {
                let ClientDirectories { groups, managers } = directories;
                let groups = groups.into_iter().map(|group| (group.id.to_string(), group.name)).collect();
                let managers = managers.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
                view! {
                    {among(many, tr!(clients.groups), groups, (ManyStep::IntoGroup, ManyStep::OutOfGroup))}
                    {among(many, tr!(clients.managers), managers, (ManyStep::GiveTo, ManyStep::TakeFrom))}
                }
            }
        </Load>
    }
    .into_any()
}

/// One of a directory is added to the chosen clients, or taken away.
fn among(
    many: Many,
    label: &'static str,
    options: Vec<(String, String)>,
    (add, take): (ManyStep, ManyStep),
) -> Option<AnyView> {
    let chosen = RwSignal::new(options.first()?.0.clone());
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| view! { <option value=value>{text}</option> })
        .collect();
    let button = move |label: &'static str, step: ManyStep| {
        view! {
            <button
                type="button"
                class="btn"
                disabled=move || many.busy.get()
                on:click=move |_| many.run(step, chosen.get_untracked())
            >
                {label}
            </button>
        }
    };
    Some(
        view! {
            <details class="menu-of opens-up">
                <summary class="btn">{label}</summary>
                <div class="pop-menu menu-form">
                    <select class="select" aria-label=label on:change=move |event| chosen.set(event_target_value(&event))>
                        {options}
                    </select>
                    <div class="form-actions">{button(tr!(clients.many_add), add)} {button(tr!(clients.many_take), take)}</div>
                </div>
            </details>
        }
        .into_any(),
    )
}
