//! What can be done with a file: plain forms that work without JavaScript, and links that leave the page alone.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::files::api::{DeleteFile, RestoreFile, SetFileVisible, restore_file};
use crate::error::TOLD;
use crate::kernel::owner::OwnerKind;
use crate::records::files::model::{FileRow, Shown};
use crate::records::files::rights::rights;
use crate::tr;
use crate::ui::dialog::use_overlay;
use crate::ui::form::{Form, Hidden};
use crate::ui::toast::use_toasts;
use crate::ui::{first_problem_text, may};

/// Whether the viewer may change the files of a kind of objects.
pub(super) fn may_edit(kind: OwnerKind) -> bool {
    rights(kind).is_some_and(|rights| may(rights.edit))
}

/// A file to be looked at in a page of its own; as its name where there is nothing to look at.
pub(in crate::desk) fn opening(file: &FileRow, class: &'static str, text: String) -> AnyView {
    if file.shown() == Shown::Nothing {
        // Saved, and the page stays.
        let address = file.address();
        view! { <a class=class href=address rel="external" download="">{text}</a> }.into_any()
    } else {
        let address = file.inline_address();
        view! { <a class=class href=address rel="external" target="_blank">{text}</a> }.into_any()
    }
}

/// A link that saves a file.
pub(super) fn saving(file: &FileRow, class: &'static str) -> AnyView {
    let address = file.address();
    view! { <a class=class href=address rel="external" download="">{tr!(files.download)}</a> }.into_any()
}

/// The buttons of those who may change it, each in an element of its own; `changed` is called after each.
pub(super) fn steps(file: &FileRow, class: &'static str, changed: Callback<()>) -> Vec<AnyView> {
    if !may_edit(file.owner_kind) {
        return Vec::new();
    }
    if file.deleted {
        return vec![view! { <RestoreForm file=file.clone() class changed /> }.into_any()];
    }
    vec![
        view! { <VisibleForm file=file.clone() class changed /> }.into_any(),
        view! { <DeleteForm file=file.clone() class changed /> }.into_any(),
    ]
}

#[component]
fn VisibleForm(file: FileRow, class: &'static str, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<SetFileVisible>::new();
    let id = file.id.to_string();
    let (label, toast) = if file.visible {
        (tr!(files.hide), tr!(files.hidden_done))
    } else {
        (tr!(files.show), tr!(files.shown_done))
    };
    view! {
        <Form action done=move |()| changed.run(()) argument="" form_key=id.clone() toast>
            <Hidden name="id" value=id />
            <Hidden name="visible" value=(!file.visible).to_string() />
            <button type="submit" class=class>{label}</button>
        </Form>
    }
    .into_any()
}

/// What was deleted is told with a way back, unless that stands in its place: a drawer goes on with *Bring back*, and nothing outside of it can
/// be pressed. Without scripts the way back is the list of what was deleted.
#[component]
fn DeleteForm(file: FileRow, class: &'static str, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<DeleteFile>::new();
    let toasts = use_toasts();
    let (id, text) = (file.id, tr!(files.deleted_done, name = file.name.clone()));
    let in_drawer = use_overlay().is_some();
    let done = {
        let text = text.clone();
        move |()| {
            if in_drawer {
                toasts.success(text.clone());
                return changed.run(());
            }
            toasts.undoable(text.clone(), move || {
                spawn_local(async move {
                    match restore_file(id).await {
                        Ok(()) => {
                            toasts.success(tr!(files.restored_done));
                            // The page may have been left meanwhile.
                            let _ = changed.try_run(());
                        }
                        Err(error) => {
                            let reason = first_problem_text(&error);
                            toasts.failure(tr!(files.not_restored, reason = reason));
                        }
                    }
                });
            });
            changed.run(());
        }
    };
    view! {
        <Form action done argument="" form_key=id.to_string()>
            <Hidden name="id" value=id.to_string() />
            <input type="hidden" name=TOLD value=text />
            <button type="submit" class=class>{tr!(files.delete)}</button>
        </Form>
    }
    .into_any()
}

#[component]
fn RestoreForm(file: FileRow, class: &'static str, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<RestoreFile>::new();
    let id = file.id.to_string();
    view! {
        <Form action done=move |()| changed.run(()) argument="" form_key=id.clone() toast=tr!(files.restored_done)>
            <Hidden name="id" value=id />
            <button type="submit" class=class>{tr!(files.restore)}</button>
        </Form>
    }
    .into_any()
}
