//! A new paper: of the invoice of the address, or the invoice is found first.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::{Deserialize, Serialize};

use super::sheet::Sheet;
use super::{new_path, new_text};
use crate::documents::closing::api::{list_invoices_for, open_new_closing};
use crate::documents::closing::model::ClosingKind;
use crate::documents::invoices::model::{ClosingQueue, InvoiceFilter, InvoiceRow};
use crate::error::{AppError, AppResult};
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::ids::{ClientId, InvoiceId};
use crate::kernel::money::Money;
use crate::kernel::problem::FieldErrors;
use crate::text::lang;
use crate::tr;
use crate::ui::form::FormActions;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::picker::{Picker, PickerChoice};
use crate::ui::problem_text;
use crate::ui::query::{UrlFilter, use_url_filter};

/// What the address of a new paper says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Opening {
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice: Option<InvoiceId>,
    /// Whose invoices are offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<ClientId>,
}

impl UrlFilter for Opening {}

/// `/acts/new`, with `?invoice=<id>`, or with `?client=<id>`; without an invoice it asks for one.
#[component]
pub fn NewClosingPage(kind: ClosingKind) -> impl IntoView {
    let from = use_url_filter::<Opening>();
    view! {
        <PageHead title=new_text(kind) />
        {move || {
            let Opening { invoice, client } = from.get();
            match invoice {
                Some(invoice) => view! { <OfInvoice kind invoice /> }.into_any(),
                None => view! { <Permitted right=kind.create()><FindInvoice kind client /></Permitted> }.into_any(),
            }
        }}
    }
    .into_any()
}

/// The form, or why nothing can be made of the invoice.
#[component]
fn OfInvoice(kind: ClosingKind, invoice: InvoiceId) -> impl IntoView {
    let editor = Data::new(
        move || invoice,
        move |invoice| async move {
            match open_new_closing(kind, invoice).await {
                Ok(editor) => Ok(Ok(editor)),
                Err(AppError::Invalid(errors)) => Ok(Err(errors)),
                Err(error) => Err(error),
            }
        },
    );
    view! {
        <Load resource=editor let:editor>
            {match editor {
                Ok(editor) => view! { <Sheet editor /> }.into_any(),
                Err(errors) => impossible(invoice, &errors),
            }}
        </Load>
    }
    .into_any()
}

fn impossible(invoice: InvoiceId, errors: &FieldErrors) -> AnyView {
    let why: Vec<_> = errors.iter().map(|(_, problem)| problem_text(problem)).collect();
    view! {
        <EmptyState title=why.join("; ")>
            <a class="btn btn-primary" href=format!("/invoices/{invoice}")>{tr!(payments.to_invoice)}</a>
        </EmptyState>
    }
    .into_any()
}

/// Invoices of which something is left to close, by number, client or sum.
async fn find(kind: ClosingKind, text: String, client: Option<ClientId>) -> AppResult<Vec<PickerChoice>> {
    let filter = InvoiceFilter {
        q: text,
        client,
        closing: Some(ClosingQueue::Unclosed),
        ..InvoiceFilter::default()
    };
    Ok(list_invoices_for(kind, filter).await?.rows.iter().map(choice).collect())
}

fn choice(row: &InvoiceRow) -> PickerChoice {
    let number = row.number.clone().unwrap_or_default();
    let name = format!("{} · {}", tr!(invoices.numbered, number = number), row.client_name);
    let sum = format::money(lang(), Money::new(row.total, row.currency));
    PickerChoice::new(row.id, name, format!("{} · {sum}", short_date(lang(), row.issue_date)))
}

/// Of which invoice.
#[component]
fn FindInvoice(kind: ClosingKind, client: Option<ClientId>) -> impl IntoView {
    let likely = Data::new(|| (), move |()| find(kind, String::new(), client));
    view! {
        <Load resource=likely let:likely>
            {if likely.is_empty() {
                view! { <EmptyState title=tr!(closing.nothing_open) text=tr!(closing.nothing_open_text) /> }.into_any()
            } else {
                view! { <ChooseInvoice kind client likely /> }.into_any()
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn ChooseInvoice(kind: ClosingKind, client: Option<ClientId>, likely: Vec<PickerChoice>) -> impl IntoView {
    let search = move |text: String| find(kind, text, client);
    let navigate = use_navigate();
    let picked = Callback::new(move |(choice,): (PickerChoice,)| {
        if choice.value.parse::<InvoiceId>().is_ok() {
            let to = format!("{}?invoice={}", new_path(kind), choice.value);
            navigate(&to, NavigateOptions::default());
        }
    });
    view! {
        <form method="get" action=new_path(kind)>
            <div class="form-grid">
                <Picker
                    name="invoice"
                    label=tr!(closing.invoice)
                    search
                    options=likely
                    required=true
                    autofocus=true
                    alone=true
                    on_pick=picked
                    hint=tr!(closing.find_hint)
                    class="span-2"
                />
            </div>
            <FormActions>
                <button type="submit" class="btn btn-primary">{tr!(payments.next_step)}</button>
                <a class="btn" href=format!("{}/batch", kind.path())>{tr!(closing.batch)}</a>
            </FormActions>
        </form>
    }
    .into_any()
}
