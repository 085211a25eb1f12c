//! The editor of a draft: `/invoices/new?client=…` and `/invoices/<id>/edit`; and of the next revision of an
//! issued invoice: `/invoices/<id>/correct`. It needs JavaScript and says so; nothing that
//! was typed is lost when the server refuses.
//!
//! | file | what it holds |
//! |---|---|
//! | `state` | what is being typed |
//! | `head` | what is said of the document as a whole |
//! | `fields` | what its fields are made of |
//! | `client` | whom it is for |
//! | `seller` | own company and account |
//! | `dates` | its date and the one it is due |
//! | `contract` | the contract it goes back to |
//! | `expenses` | what the client pays for beside, and is on no invoice yet |
//! | `usual` | what is usual for the client, and what was chosen otherwise |
//! | `grid` | the lines and their keys |
//! | `drag` | lines dragged to another place |
//! | `sheet` | a line by itself, on a phone |
//! | `suggest` | the name of a line, with what the catalogue has |
//! | `landing` | rows pasted from a spreadsheet |
//! | `foot` | discount, notes, sums, problems, buttons |
//! | `explain` | how the sums come about |
//! | `keeping` | what was typed and not saved, offered again |
//! | `refusal` | what the server refused, beside the fields |
//! | `conflict` | both versions after somebody else's save |

mod client;
mod conflict;
mod contract;
mod dates;
mod drag;
mod expenses;
mod explain;
mod fields;
mod foot;
mod grid;
mod head;
mod keeping;
mod landing;
mod refusal;
mod seller;
mod sheet;
#[cfg_attr(feature = "hydrate", path = "side_browser.rs")]
#[cfg_attr(not(feature = "hydrate"), path = "side_server.rs")]
mod side;
mod state;
mod suggest;
mod usual;

use std::future::Future;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use self::client::NewClient;
use self::conflict::ConflictPanel;
use self::contract::StoredContract;
use self::dates::next_number;
use self::expenses::Expenses;
use self::explain::Explanation;
use self::foot::{After, Foot, PROBLEMS, Terms};
use self::grid::{LineGrid, focus_element};
use self::head::Head;
use self::keeping::{KeptPanel, Typed, keeper_of};
use self::landing::PasteDialog;
use self::state::Editing;
use crate::documents::invoices::api::{correct_invoice, issue_now, open_correction, open_editor, save_draft};
use crate::documents::invoices::model::{Correction, InvoiceEditor, IssuedInvoice};
use crate::documents::papers::pages::PRINT;
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, ContractId, InvoiceId};
use crate::tr;
use crate::ui::form::guard::Unsaved;
use crate::ui::kept::Keeper;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{id_of_address, page_of_new};
use crate::ui::toast::use_toasts;

/// `/invoices/new?client=…&contract=…`
#[component]
pub fn NewInvoicePage() -> impl IntoView {
    let query = use_query_map();
    let client = Memo::new(move |_| query.with(|query| query.get("client")?.parse::<ClientId>().ok()));
    let contract = Memo::new(move |_| query.with(|query| query.get("contract")?.parse::<ContractId>().ok()));
    let asked = move || (client.get(), contract.get());
    let editor = Data::new(asked, |(client, contract)| open_editor(None, client, contract));
    view! {
        <PageHead title=tr!(invoices.new) />
        <Load resource=editor let:editor><Editor editor /></Load>
    }
    .into_any()
}

/// `/invoices/<id>/edit`
#[component]
pub fn EditInvoicePage() -> impl IntoView {
    let id = id_of_address::<InvoiceId>();
    let editor = Data::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => open_editor(Some(id), None, None).await,
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

/// `/invoices/<id>/correct`
#[component]
pub fn CorrectInvoicePage() -> impl IntoView {
    let id = id_of_address::<InvoiceId>();
    let editor = Data::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => open_correction(id).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    view! { <Load resource=editor let:editor><CorrectionEditor editor /></Load> }.into_any()
}

#[component]
fn CorrectionEditor(editor: InvoiceEditor) -> impl IntoView {
    let number = editor.correcting.as_ref().map(|corrected| corrected.number.clone());
    let title = tr!(invoices.correct_title, number = number.unwrap_or_default());
    view! {
        <PageHead title />
        <p class="page-sub">{tr!(invoices.correct_text)}</p>
        <Editor editor />
    }
    .into_any()
}

#[component]
fn Editor(editor: InvoiceEditor) -> impl IntoView {
    if editor.organizations.iter().all(|o| o.accounts.is_empty()) {
        return no_company();
    }
    let keeper = keeper_of(&editor);
    let editing = Editing::open(editor);
    let (landing, explained) = (RwSignal::new(None), RwSignal::new(false));
    if let Some(unsaved) = use_context::<Unsaved>() {
        unsaved.watch(editing.dirty);
    }
    keeper.watch(editing.dirty, move || Typed::now(editing));
    let save = saving(editing, keeper);
    let issue = if editing.is_correction() {
        correcting(editing, keeper)
    } else {
        issuing(editing, keeper)
    };
    let keys = window_event_listener(ev::keydown, move |event| {
        // A drawer in front has keys of its own.
        if event.default_prevented() || side::is_covered() {
            return;
        }
        let control = event.ctrl_key() || event.meta_key();
        if control && event.code() == "KeyS" {
            event.prevent_default();
            save.run(());
        } else if control && event.key() == "Enter" {
            event.prevent_default();
            issue.run(After::Look);
        }
    });
    on_cleanup(move || keys.remove());
    let next = next_number(editing);
    view! {
        <noscript>
            <p class="alert alert-warning" role="note">{tr!(invoices.needs_script)}</p>
        </noscript>
        <div class="invoice-editor">
            <ConflictPanel editing />
            <KeptPanel editing keeper />
            <Head editing next />
            <LineGrid editing landing />
            <Expenses editing />
            <Terms editing />
            <Foot editing next save issue explained />
            <NewClient editing />
            <PasteDialog editing landing />
            <Explanation editing open=explained />
        </div>
    }
    .into_any()
}

fn no_company() -> AnyView {
    let to = may(Right::ManageCompany)
        .then(|| view! { <a class="btn btn-primary" href="/settings/company">{tr!(invoices.to_company)}</a> });
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

fn saving(editing: Editing, keeper: Keeper) -> Callback<()> {
    let (navigate, toasts) = (use_navigate(), use_toasts());
    let may_edit = may(Right::EditInvoices);
    Callback::new(move |()| {
        if editing.is_correction() || !begin(editing) {
            return;
        }
        let form = editing.send();
        let (version, stored) = (form.version, StoredContract::of(&form));
        let navigate = navigate.clone();
        let kept = editing.aside().stored;
        spawn_local(async move {
            match save_draft(form).await {
                Ok(saved) => {
                    editing.dirty.set(false);
                    editing.pending.set(false);
                    keeper.saved(saved.version);
                    toasts.success(tr!(invoices.saved_toast));
                    if stored.is_none() {
                        let options = NavigateOptions {
                            replace: true,
                            ..NavigateOptions::default()
                        };
                        navigate(&page_of_new(format!("/invoices/{}", saved.id), may_edit), options);
                    } else if version != saved.version {
                        kept.set_value(stored);
                        editing.head.update(|head| head.version = saved.version);
                    }
                }
                Err(error) => refused(editing, error),
            }
        });
    })
}

fn issuing(editing: Editing, keeper: Keeper) -> Callback<After> {
    let may = may(Right::IssueInvoices);
    let send = move || issue_now(editing.send());
    going_out(editing, keeper, may, send, |issued| {
        tr!(invoices.issued_toast, number = issued.number.clone())
    })
}

fn correcting(editing: Editing, keeper: Keeper) -> Callback<After> {
    let send = move || {
        correct_invoice(Correction {
            form: editing.send(),
            reason: editing.reason.get_untracked(),
        })
    };
    going_out(editing, keeper, true, send, |issued| {
        tr!(invoices.corrected_toast, number = issued.number.clone())
    })
}

/// Sends what issues the invoice, and goes to its page.
fn going_out<F>(
    editing: Editing,
    keeper: Keeper,
    may: bool,
    send: impl Fn() -> F + Send + Sync + 'static,
    said: fn(&IssuedInvoice) -> String,
) -> Callback<After>
where
    F: Future<Output = Result<IssuedInvoice, AppError>> + 'static,
{
    let (navigate, toasts) = (use_navigate(), use_toasts());
    Callback::new(move |after| {
        if !may || !begin(editing) {
            return;
        }
        let answer = send();
        let navigate = navigate.clone();
        spawn_local(async move {
            match answer.await {
                Ok(issued) => {
                    editing.dirty.set(false);
                    keeper.forget();
                    toasts.success(said(&issued));
                    let to = match after {
                        After::Look => format!("/invoices/{}", issued.id),
                        After::Print => format!("/invoices/{}{PRINT}", issued.id),
                        After::Send => format!("/send/invoice/{}", issued.id),
                    };
                    navigate(&to, NavigateOptions::default());
                }
                Err(error) => refused(editing, error),
            }
        });
    })
}
