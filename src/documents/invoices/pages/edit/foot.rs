//! The foot of the editor: discount, note, sums, problems, buttons.

use leptos::prelude::*;

use super::fields::{framed, select};
use super::grid::show_element;
use super::state::{Editing, head_id};
use crate::documents::invoices::model::{NextNumber, SaveInvoice};
use crate::documents::invoices::pages::words::field_label;
use crate::documents::phrases::pages::PhraseField;
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::format;
use crate::kernel::money::{Amount, Money};
use crate::kernel::tax::PriceMode;
use crate::kernel::totals::Totals;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::icons::Icon;
use crate::ui::load::{Data, Load};
use crate::ui::{failure, problem_text};

/// Discount and notes, under the lines.
#[component]
pub fn Terms(editing: Editing) -> impl IntoView {
    let kinds = || {
        [
            ("none", tr!(invoices.discount_none)),
            ("percent", tr!(invoices.discount_percent)),
            ("amount", tr!(invoices.discount_amount)),
        ]
        .map(|(value, text)| (value.to_owned(), text.to_owned()))
        .into()
    };
    let kind = move || editing.head.with(|head| head.discount_kind.clone());
    let change = move |kind| editing.change(|head| head.discount_kind = kind);
    let kind_field = select(editing, "discount_kind", kinds, kind, change);
    let discounted = move || matches!(kind().as_str(), "percent" | "amount");
    let value = move || {
        discounted().then(|| {
            let control = view! {
                <input
                    id=head_id("discount")
                    class="input num"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-invalid=move || editing.problem("discount").is_some().then_some("true")
                    prop:value=move || editing.head.with(|head| head.discount.clone())
                    on:input=move |event| editing.change(|head| head.discount = event_target_value(&event))
                />
            };
            framed(editing, "discount", tr!(invoices.discount), control.into_any())
        })
    };
    let area = |field: &'static str, label: &str, place: fn(&mut SaveInvoice) -> &mut String| {
        let text = move || editing.head.with(|head| place(&mut head.clone()).clone());
        let change = move |(text,): (String,)| editing.change(|head| *place(head) = text);
        let control =
            view! { <PhraseField id=head_id(field) text=Signal::derive(text) change=Callback::new(change) /> };
        framed(editing, field, label, control.into_any())
    };
    let purpose = view! {
        <input
            id=head_id("purpose")
            class="input"
            type="text"
            autocomplete="off"
            placeholder=tr!(invoices.purpose_usual)
            aria-invalid=move || editing.problem("purpose").is_some().then_some("true")
            prop:value=move || editing.head.with(|head| head.purpose.clone())
            on:input=move |event| editing.change(|head| head.purpose = event_target_value(&event))
        />
    };
    view! {
        <div class="form-grid">
            {framed(editing, "discount_kind", tr!(invoices.discount_kind), kind_field)}
            {value}
            {manager(editing)}
            {area("note", tr!(invoices.note), |head| &mut head.note)}
            {area("terms", tr!(invoices.terms), |head| &mut head.terms)}
            {framed(editing, "purpose", tr!(invoices.purpose), purpose.into_any())}
            {area("internal_note", tr!(invoices.internal_note), |head| &mut head.internal_note)}
        </div>
    }
    .into_any()
}

/// Who of the staff looks after the invoice, where there is a choice.
fn manager(editing: Editing) -> Option<AnyView> {
    if editing.aside().managers.with_value(|all| all.len() < 2) {
        return None;
    }
    let options = move || {
        let people = editing.aside().managers.with_value(|all| {
            let people = all.iter().map(|(id, name)| (id.to_string(), name.clone()));
            people.collect::<Vec<_>>()
        });
        let nobody = (String::new(), tr!(invoices.no_manager).to_owned());
        std::iter::once(nobody).chain(people).collect()
    };
    let chosen = move || editing.head.with(|head| head.manager.clone());
    let change = move |id| editing.change(|head| head.manager = id);
    let control = select(editing, "manager", options, chosen, change);
    Some(framed(editing, "manager", tr!(invoices.manager), control))
}

/// What happens with an invoice that has just been issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Its page is shown.
    Look,
    /// Its page is shown, and printed.
    Print,
    /// It is sent by e-mail.
    Send,
}

/// What stays in sight: sums, next number, problems, buttons.
#[component]
pub fn Foot(
    editing: Editing,
    next: Data<Option<NextNumber>>,
    save: Callback<()>,
    issue: Callback<After>,
    explained: RwSignal<bool>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let may_send = viewer.may(Right::SendMail);
    let pending = move || editing.pending.get();
    let correction = editing.is_correction();
    let label = if correction {
        tr!(invoices.issue_correction)
    } else {
        tr!(invoices.issue)
    };
    let issue_button = viewer.may(Right::IssueInvoices).then(|| {
        view! {
            <div class="split-button">
                <button
                    type="button"
                    class="btn btn-primary"
                    disabled=pending
                    title="Ctrl-Enter"
                    on:click=move |_| issue.run(After::Look)
                >
                    {label}
                </button>
                <details class="menu-of opens-up">
                    <summary class="btn btn-primary" aria-label=tr!(invoices.issue_otherwise)>
                        <Icon name="down" />
                    </summary>
                    <div class="pop-menu">
                        <button type="button" disabled=pending on:click=move |_| issue.run(After::Print)>
                            <Icon name="print" />
                            {tr!(invoices.issue_and_print)}
                        </button>
                        {may_send.then(|| view! {
                            <button type="button" disabled=pending on:click=move |_| issue.run(After::Send)>
                                <Icon name="mail" />
                                {tr!(invoices.issue_and_send)}
                            </button>
                        })}
                    </div>
                </details>
            </div>
        }
    });
    let save_button = (!correction).then(|| {
        view! {
            <button type="button" class="btn" disabled=pending title="Ctrl-S" on:click=move |_| save.run(())>
                {tr!(invoices.save_draft)}
            </button>
            <Load resource=next aside=true fallback=|| () children=number_text />
        }
    });
    let back = editing.head.with_untracked(|head| head.id).map(|id| {
        let to = format!("/invoices/{id}");
        view! { <a class="btn btn-ghost" href=to>{tr!(ui.cancel)}</a> }
    });
    view! {
        <div class="sticky-foot">
            <div class="grow">
                {move || problems(editing)}
                <div class="form-actions">
                    {issue_button}
                    {save_button}
                    {back}
                </div>
            </div>
            <button
                type="button"
                class="totals-button"
                id=head_id("total")
                title=tr!(invoices.explain_title)
                on:click=move |_| explained.set(true)
            >
                {move || sums(editing)}
            </button>
        </div>
    }
    .into_any()
}

/// The number the invoice would get, in grey. That it would break the order of dates is said beside the date.
fn number_text(next: Option<NextNumber>) -> Option<AnyView> {
    let number = next?.number;
    Some(view! { <span class="muted">{tr!(invoices.next_number, number = number)}</span> }.into_any())
}

/// The sums as the paper will have them.
fn sums(editing: Editing) -> Option<AnyView> {
    let currency = editing.currency()?;
    let totals = editing.preview.with(|preview| preview.totals.clone());
    let amount = |amount: Amount| format::amount(lang(), amount, currency);
    let row = |(label, sum): (String, Amount)| {
        view! { <div class="totals-row"><dt>{label}</dt><dd>{amount(sum)}</dd></div> }
    };
    let mode = editing.price_mode();
    let before: Vec<_> = before_tax(mode, &totals).into_iter().map(row).collect();
    let taxes: Vec<_> = taxes(mode, &totals).into_iter().map(row).collect();
    let total = format::money(lang(), Money::new(totals.total, currency));
    let last =
        view! { <div class="totals-row totals-final"><dt>{tr!(invoices.total_to_pay)}</dt><dd>{total}</dd></div> };
    Some(if mode == PriceMode::Net {
        view! { <dl class="totals" aria-live="polite">{before}{taxes}{last}</dl> }.into_any()
    } else {
        view! { <dl class="totals" aria-live="polite">{before}{last}{taxes}</dl> }.into_any()
    })
}

fn before_tax(mode: PriceMode, totals: &Totals) -> Vec<(String, Amount)> {
    let mut rows = Vec::new();
    if mode == PriceMode::Net || !totals.discount.is_zero() {
        rows.push((tr!(invoices.subtotal).to_owned(), totals.subtotal));
    }
    if !totals.discount.is_zero() {
        let less = totals.discount.checked_neg().unwrap_or_default();
        rows.push((tr!(invoices.discount).to_owned(), less));
    }
    rows
}

fn taxes(mode: PriceMode, totals: &Totals) -> Vec<(String, Amount)> {
    totals
        .groups
        .iter()
        .map(|group| {
            let rate = format::number(lang(), group.rate.percent());
            if !group.rate.category().is_taxable() {
                (tr!(invoices.without_vat).to_owned(), group.gross)
            } else if mode == PriceMode::Net {
                (tr!(invoices.vat_rate, rate = rate), group.vat)
            } else {
                (tr!(invoices.vat_of_which, rate = rate), group.vat)
            }
        })
        .collect()
}

/// The id of the list of problems, which takes the focus after a refusal.
pub const PROBLEMS: &str = "invoice-problems";

/// What the server refused, as links to the fields.
fn problems(editing: Editing) -> Option<AnyView> {
    let error = editing.error.get()?;
    let body = match &error {
        AppError::Conflict(_) => return None,
        AppError::Invalid(errors) => {
            let rows: Vec<_> = errors
                .iter()
                .map(|(field, problem)| {
                    let id = editing.element_of(field);
                    let href = format!("#{id}");
                    let go = move |event: leptos::ev::MouseEvent| {
                        event.prevent_default();
                        show_element(editing, id.clone());
                    };
                    let text = format!("{}: {}", field_label(field), problem_text(problem));
                    view! { <li><a href=href on:click=go>{text}</a></li> }
                })
                .collect();
            view! { <p>{tr!(invoices.problems)}</p><ul>{rows}</ul> }.into_any()
        }
        other => failure(other),
    };
    Some(view! { <div class="form-errors" role="alert" tabindex="-1" id=PROBLEMS>{body}</div> }.into_any())
}
