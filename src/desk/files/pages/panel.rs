//! The files of an object, beside its paper.

use leptos::prelude::*;
use uuid::Uuid;

use super::steps::{may_edit, opening, saving, steps};
use crate::desk::files::api::{list_owner_files, show_file_limits};
use crate::kernel::date::short_time;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::records::files::model::{FileRow, Limits, upload_address};
use crate::records::files::pages::{AddFiles, words};
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icons::Icon;
use crate::ui::load::{Data, Load};

/// [`FilesPanel`] for a page that lies below this wing.
pub fn files_beside(owner: Owner, changed: Callback<()>) -> AnyView {
    view! { <FilesPanel kind=owner.kind id=owner.id changed /> }.into_any()
}

/// The files of an object, with what can be done with them; files are dropped anywhere on its page. `changed` is called once files were
/// added, for what of the page tells of them.
///
/// ```ignore
/// view! { <FilesPanel kind=OwnerKind::Contract id=contract.id.uuid() changed /> }
/// ```
#[component]
pub fn FilesPanel(kind: OwnerKind, id: Uuid, changed: Callback<()>) -> impl IntoView {
    let files = Data::new(move || (kind, id), |(kind, id)| list_owner_files(kind, id));
    let again = Callback::new(move |()| files.refetch());
    let list = move |files| list(files, again);
    let add = may_edit(kind).then(|| {
        let limits = Data::new(move || (kind, id), |(kind, id)| show_file_limits(kind, id));
        // What failed stays there to be sent again; the page around it is built anew only when nothing did.
        let stored = Callback::new(move |(all,): (bool,)| if all { changed.run(()) } else { again.run(()) });
        let field =
            move |limits: Limits| view! { <AddFiles address=upload_address(kind, id) limits stored /> }.into_any();
        view! { <Load resource=limits aside=true children=field /> }
    });
    view! {
        <section class="side-card" id="files" aria-label=tr!(files.title)>
            <h2>{tr!(files.title)}</h2>
            <Load resource=files aside=true children=list />
            {add}
        </section>
    }
    .into_any()
}

fn list(files: Vec<FileRow>, changed: Callback<()>) -> AnyView {
    if files.is_empty() {
        return view! { <p class="muted">{tr!(files.none)}</p> }.into_any();
    }
    let rows: Vec<_> = files.iter().map(|file| row(file, changed)).collect();
    view! { <ul class="file-list">{rows}</ul> }.into_any()
}

fn row(file: &FileRow, changed: Callback<()>) -> AnyView {
    let seen = file.visible.then(|| view! { <Badge text=tr!(files.seen) /> });
    let original = file
        .signed_revision
        .map(|_| view! { <Badge tone=Tone::Good text=tr!(signatures.scan) /> });
    let about = format!("{} · {} · {}", file.kind.label(), words::size(file.size), file.added_by);
    let steps: Vec<_> = steps(file, "", changed)
        .into_iter()
        .map(|step| view! { <li>{step}</li> })
        .collect();
    view! {
        <li>
            <span class="file-name">{opening(file, "", file.name.clone())} " " {original} " " {seen}</span>
            <span class="file-about muted" title=short_time(lang(), file.added_at)>{about}</span>
            <details class="menu-of">
                <summary class="btn btn-ghost btn-xs btn-square" aria-label=tr!(files.more, name = file.name.clone())>
                    <Icon name="more" />
                </summary>
                <ul class="pop-menu">
                    <li>{saving(file, "")}</li>
                    {steps}
                </ul>
            </details>
        </li>
    }
    .into_any()
}
