//! The form of a payment: sum, account, date, and under them the client's open invoices, which the sum fills from the top. On a page
//! of its own, and in a drawer beside an invoice or a client's payments.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::parts::PartsFields;
use crate::company::payment_modes::pages::words::mode_choices;
use crate::crm::clients::api::find_clients;
use crate::crm::clients::model::ClientChoice;
use crate::documents::invoices::model::Stage;
use crate::error::AppResult;
use crate::finance::payments::api::{RecordPayment, open_payment};
use crate::finance::payments::model::{self, Account, InvoiceFacts, Offered, Opening, Share};
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::expression::evaluate_amount;
use crate::kernel::format;
use crate::kernel::ids::{BankAccountId, ClientId, OrganizationId};
use crate::kernel::money::Money;
use crate::kernel::owner::OwnerKind;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{
    Checkbox, FieldKind, Form, FormActions, FormState, Hidden, MoneyField, RequestKeyField, SelectField, Submit,
    TextArea, TextField,
};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::picker::{Picker, PickerChoice};
use crate::ui::query::{UrlFilter, href, use_url_filter};
use crate::ui::strip::links_bar;

impl UrlFilter for Opening {}

/// `/payments/new`, with `?invoice=<id>` or `?client=<id>`; without either it asks for the client.
#[component]
pub fn NewPaymentPage() -> impl IntoView {
    let from = use_url_filter::<Opening>();
    view! {
        <PageHead title=tr!(payments.new) />
        {move || {
            let from = from.get();
            if from.invoice.is_none() && from.client.is_none() {
                view! { <Permitted right=Right::RecordPayments><WhoPays from /></Permitted> }.into_any()
            } else {
                view! { <NewPayment from /> }.into_any()
            }
        }}
    }
    .into_any()
}

/// The form, or why nothing can be recorded on the invoice it is opened from.
#[component]
pub fn NewPayment(from: Opening, #[prop(optional)] in_card: bool) -> impl IntoView {
    let form = Data::new(move || from.clone(), open_payment);
    view! {
        <Load resource=form let:form>
            {match &form.invoice {
                Some(invoice) if !invoice.is_payable() => not_payable(invoice),
                _ => view! { <PaymentForm new=form in_card /> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn PaymentForm(new: model::NewPayment, in_card: bool) -> impl IntoView {
    if new.accounts.is_empty() {
        return view! { <EmptyState title=tr!(payments.no_account) text=tr!(payments.no_account_text) /> }.into_any();
    }
    let record = ServerAction::<RecordPayment>::new();
    let back = match &new.invoice {
        Some(invoice) => format!("/invoices/{}", invoice.id),
        None => format!("/clients/{}/payments", new.form.client),
    };
    let companies = new.invoice.is_none().then(|| companies(&new));
    let client = format!("/clients/{}", new.form.client);
    view! {
        <p class="page-sub"><a href=client>{new.client_name.clone()}</a></p>
        {companies}
        <Form action=record toast=tr!(payments.recorded)>
            <Fields new in_card />
            <FormActions>
                <Submit label=tr!(payments.record) />
                <Submit label=tr!(payments.record_and_next) name="next" value="true" next=true second=true />
                <a class="btn" href=back>{tr!(ui.cancel)}</a>
            </FormActions>
        </Form>
    }
    .into_any()
}

/// Which own company is paid, where there are several.
fn companies(new: &model::NewPayment) -> Option<AnyView> {
    if new.companies.len() < 2 {
        return None;
    }
    let client = new.form.client;
    let link = |id: OrganizationId, name: &str| {
        let from = Opening {
            client: Some(client),
            organization: Some(id),
            ..Opening::default()
        };
        let here = (id == new.organization).then_some("page");
        view! { <a href=href("/payments/new", &from) aria-current=here>{name.to_owned()}</a> }
    };
    let links: Vec<_> = new
        .companies
        .iter()
        .map(|company| link(company.id, &company.name))
        .collect();
    Some(links_bar(tr!(payments.own_company), links.into_any()))
}

#[component]
fn Fields(new: model::NewPayment, in_card: bool) -> impl IntoView {
    let model::NewPayment {
        accounts,
        modes,
        open,
        form,
        ..
    } = new;
    let state = expect_context::<FormState>();
    let account = RwSignal::new(state.beginning("account", form.account.clone()));
    let amount = RwSignal::new(state.beginning("amount", form.amount.clone()));
    let options = accounts.iter().map(|account| {
        let name = format!("{} · {}", account.currency.code(), account.name);
        (account.id.to_string(), name)
    });
    let options: Vec<_> = options.collect();
    let currency = Memo::new(move |_| account.with(|id| currency_of(&accounts, id)));
    let sum = Memo::new(move |_| amount.with(|text| evaluate_amount(text, currency.get()).ok()));
    let first = form.invoice.parse().ok();
    let offered: Vec<Offered> = open
        .into_iter()
        .map(|invoice| Offered {
            invoice,
            share: Share::NONE,
        })
        .collect();
    let invoices = if offered.is_empty() {
        view! { <p class="muted">{tr!(payments.nothing_open)}</p> }.into_any()
    } else {
        view! { <PartsFields offered currency sum today=new.today first /> }.into_any()
    };
    let chosen = Callback::new(move |(id,): (String,)| account.set(id));
    let typed = Callback::new(move |(text,): (String,)| amount.set(text));
    view! {
        <RequestKeyField />
        <Hidden name="client" value=form.client.to_string() />
        <Hidden name="invoice" value=form.invoice.clone() />
        {in_card.then(|| view! { <Hidden name="in_card" value="true" /> })}
        <div class="form-grid">
            <MoneyField name="amount" label=tr!(payments.amount) value=form.amount required=true autofocus=true on_input=typed />
            <TextField name="date" label=tr!(payments.date) kind=FieldKind::Date value=form.date required=true />
            <SelectField name="account" label=tr!(payments.account) options value=form.account required=true on_change=chosen />
            <SelectField name="mode" label=tr!(payments.mode) options=mode_choices(&modes) value=form.mode required=true />
        </div>
        <h3 class="parts-head">{tr!(payments.pays)}</h3>
        {invoices}
        <div class="form-grid">
            <TextField name="purpose" label=tr!(payments.purpose) max=500 class="span-all" />
            <TextField name="transaction_id" label=tr!(payments.transaction_id) max=100 />
            <TextArea name="note" label=tr!(payments.note) max=2000 rows=2 class="span-all" />
        </div>
        <Checkbox name="silent" label=tr!(payments.silent) />
    }
    .into_any()
}

/// The currency of the chosen account; that of the first one until one is chosen.
fn currency_of(accounts: &[Account], id: &str) -> Currency {
    let id = id.parse::<BankAccountId>().ok();
    let chosen = accounts.iter().find(|account| Some(account.id) == id);
    chosen
        .or_else(|| accounts.first())
        .map_or(Currency::Uah, |account| account.currency)
}

fn not_payable(invoice: &InvoiceFacts) -> AnyView {
    let why = not_payable_text(invoice);
    let to = format!("/invoices/{}", invoice.id);
    view! {
        <EmptyState title=why>
            <a class="btn btn-primary" href=to>{tr!(payments.to_invoice)}</a>
        </EmptyState>
    }
    .into_any()
}

/// Why no payment can be recorded on an invoice.
pub(super) fn not_payable_text(invoice: &InvoiceFacts) -> &'static str {
    match invoice.stage {
        Stage::Draft => tr!(payments.is_draft),
        Stage::Cancelled => tr!(payments.is_cancelled),
        Stage::Issued => tr!(payments.is_paid),
    }
}

/// From whom the money came. Account and date of the payment before stay.
#[component]
fn WhoPays(from: Opening) -> impl IntoView {
    let likely = Data::new(|| (), |()| find_clients(String::new(), Some(OwnerKind::Payment)));
    view! {
        <Load resource=likely let:likely>
            <ChooseClient from=from.clone() likely=choices(likely) />
        </Load>
    }
    .into_any()
}

#[component]
fn ChooseClient(from: Opening, likely: Vec<PickerChoice>) -> impl IntoView {
    let search =
        |text: String| async move { AppResult::Ok(choices(find_clients(text, Some(OwnerKind::Payment)).await?)) };
    let navigate = use_navigate();
    let account = from
        .account
        .map(|id| view! { <input type="hidden" name="account" value=id.to_string() /> });
    let date = from
        .date
        .map(|date| view! { <input type="hidden" name="date" value=date.to_string() /> });
    let picked = Callback::new(move |(choice,): (PickerChoice,)| {
        if let Ok(client) = choice.value.parse::<ClientId>() {
            let to = Opening {
                client: Some(client),
                ..from.clone()
            };
            navigate(&href("/payments/new", &to), NavigateOptions::default());
        }
    });
    view! {
        <form method="get" action="/payments/new">
            <div class="form-grid">
                <Picker
                    name="client"
                    label=tr!(payments.client)
                    search
                    options=likely
                    required=true
                    autofocus=true
                    alone=true
                    on_pick=picked
                    hint=tr!(payments.who_pays_hint)
                    class="span-2"
                />
            </div>
            {account}
            {date}
            <FormActions>
                <button type="submit" class="btn btn-primary">{tr!(payments.next_step)}</button>
                <a class="btn" href="/invoices?state=unpaid">{tr!(payments.unpaid_invoices)}</a>
            </FormActions>
        </form>
    }
    .into_any()
}

fn choices(clients: Vec<ClientChoice>) -> Vec<PickerChoice> {
    let choice = |client: ClientChoice| PickerChoice::new(client.id, client.name, client.tax_id);
    clients.into_iter().map(choice).collect()
}

/// A sum in the reader's spelling.
pub(super) fn money(money: Money) -> String {
    format::money(lang(), money)
}
