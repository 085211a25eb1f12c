//! The editor of a draft: `/invoices/new?client=…` and `/invoices/<id>/edit`. It needs JavaScript and says so; nothing that
//! was typed is lost when the server refuses.
//!
//! | file | what it holds |
//! |---|---|
//! | `state` | what is being typed |
//! | `head` | client, company, dates, currency, price mode |
//! | `grid` | the lines and their keys |
//! | `landing` | rows pasted from a spreadsheet |
//! | `foot` | discount, notes, sums, problems, buttons |
//! | `conflict` | both versions after somebody else's save |

mod conflict;
mod foot;
mod grid;
mod head;
mod landing;
#[cfg_attr(feature = "hydrate", path = "side_browser.rs")]
#[cfg_attr(not(feature = "hydrate"), path = "side_server.rs")]
mod side;
mod state;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};

use self::conflict::ConflictPanel;
use self::foot::{Foot, PROBLEMS, Terms};
use self::grid::{LineGrid, focus_element};
use self::head::Head;
use self::landing::PasteDialog;
use self::state::Editing;
use crate::documents::invoices::api::{issue_now, open_editor, save_draft};
use crate::documents::invoices::model::InvoiceEditor;
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, InvoiceId};
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::guard::Unsaved;
use crate::ui::load::Load;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::picker::PickerChoice;
use crate::ui::toast::use_toasts;

/// `/invoices/new?client=…`
#[component]
pub fn NewInvoicePage() -> impl IntoView {
    let query = use_query_map();
    let client = Memo::new(move |_| query.with(|query| query.get("client")?.parse::<ClientId>().ok()));
    let editor = Resource::new(move || client.get(), |client| open_editor(None, client));
    view! {
        <PageHead title=tr!(invoices.new) />
        <Load resource=editor let:editor><Editor editor /></Load>
    }
    .into_any()
}

/// `/invoices/<id>/edit`
#[component]
pub fn EditInvoicePage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")?.parse::<InvoiceId>().ok()));
    let editor = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => open_editor(Some(id), None).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    view! {
        <PageHead title=tr!(invoices.edit_title) />
        <Load resource=editor let:editor><Editor editor /></Load>
    }
    .into_any()
}

#[component]
fn Editor(editor: InvoiceEditor) -> impl IntoView {
    if editor.organizations.iter().all(|o| o.accounts.is_empty()) {
        return no_company();
    }
    let chosen = editor
        .client
        .as_ref()
        .map(|client| PickerChoice::new(client.id, client.name.clone(), client.tax_id.clone()));
    let editing = Editing::open(editor);
    let landing = RwSignal::new(None);
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(editing.dirty);
    }
    let save = saving(editing);
    let issue = issuing(editing);
    let keys = window_event_listener(ev::keydown, move |event| {
        let control = event.ctrl_key() || event.meta_key();
        if control && event.code() == "KeyS" {
            event.prevent_default();
            save.run(());
        } else if control && event.key() == "Enter" {
            event.prevent_default();
            issue.run(());
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <noscript>
            <p class="alert alert-warning" role="note">{tr!(invoices.needs_script)}</p>
        </noscript>
        <div class="invoice-editor">
            <ConflictPanel editing />
            <Head editing chosen />
            <LineGrid editing landing />
            <Terms editing />
            <Foot editing save issue />
            <PasteDialog editing landing />
        </div>
    }
    .into_any()
}

fn no_company() -> AnyView {
    let may = expect_context::<Viewer>().may(Right::ManageCompany);
    let to = may.then(|| view! { <a class="btn btn-primary" href="/settings/company">{tr!(invoices.to_company)}</a> });
    view! { <EmptyState title=tr!(invoices.new) text=tr!(invoices.no_company)>{to}</EmptyState> }.into_any()
}

/// After a refusal everything typed stays, and the focus goes to what is wrong.
fn refused(editing: Editing, error: AppError) {
    let place = match error {
        AppError::Conflict(_) => "invoice-conflict",
        _ => PROBLEMS,
    };
    editing.pending.set(false);
    editing.error.set(Some(error));
    focus_element(place.to_owned());
}

/// Begins a send, unless one is on its way.
fn begin(editing: Editing) -> bool {
    if editing.pending.try_get_untracked() != Some(false) {
        return false;
    }
    editing.pending.set(true);
    editing.error.set(None);
    true
}

fn saving(editing: Editing) -> Callback<()> {
    let (navigate, toasts) = (use_navigate(), use_toasts());
    Callback::new(move |()| {
        if !begin(editing) {
            return;
        }
        let form = editing.send();
        let is_new = form.id.is_none();
        let navigate = navigate.clone();
        spawn_local(async move {
            match save_draft(form).await {
                Ok(id) => {
                    editing.dirty.set(false);
                    editing.pending.set(false);
                    toasts.success(tr!(invoices.saved_toast));
                    if is_new {
                        let options = NavigateOptions {
                            replace: true,
                            ..NavigateOptions::default()
                        };
                        navigate(&format!("/invoices/{id}/edit"), options);
                    } else {
                        // A save that was not refused has made exactly the next version.
                        editing.head.update(|head| head.version += 1);
                    }
                }
                Err(error) => refused(editing, error),
            }
        });
    })
}

fn issuing(editing: Editing) -> Callback<()> {
    let (navigate, toasts) = (use_navigate(), use_toasts());
    let may = expect_context::<Viewer>().may(Right::IssueInvoices);
    Callback::new(move |()| {
        if !may || !begin(editing) {
            return;
        }
        let form = editing.send();
        let navigate = navigate.clone();
        spawn_local(async move {
            match issue_now(form).await {
                Ok(issued) => {
                    editing.dirty.set(false);
                    toasts.success(tr!(invoices.issued_toast, number = issued.number));
                    navigate(&format!("/invoices/{}", issued.id), NavigateOptions::default());
                }
                Err(error) => refused(editing, error),
            }
        });
    })
}
