//! What stays in sight: what this paper comes to, how much of the invoice is closed then, the sum in words, the buttons.

use leptos::prelude::*;

use super::live::Live;
use crate::documents::closing::model::{ClosingEditor, Then};
use crate::documents::closing::words::kind_text;
use crate::kernel::format;
use crate::kernel::money::{Amount, Money};
use crate::kernel::words::in_words;
use crate::text::lang;
use crate::tr;
use crate::ui::form::FormState;
use crate::ui::icons::Icon;
use crate::ui::may;

#[component]
pub(super) fn Foot(editor: ClosingEditor, live: Live) -> impl IntoView {
    view! {
        <div class="sticky-foot closing-foot">
            <div class="grow">
                <div class="form-actions">{buttons(&editor)}</div>
            </div>
            {sums(&editor, live)}
        </div>
    }
    .into_any()
}

fn sums(editor: &ClosingEditor, live: Live) -> AnyView {
    let (closed, invoiced) = live.so_far();
    let money = move |amount: Amount| format::money(lang(), Money::new(amount, live.currency));
    let (paper_lang, hryvnia) = (editor.lang, editor.hryvnia);
    let this = move || live.sums.with(|sums| sums.as_ref().map(|sums| (sums.total, sums.vat)));
    let after = move || {
        let taken = live.sums.with(|sums| {
            let taken = sums
                .iter()
                .flat_map(|sums| sums.lines.iter().map(|part| part.taken.gross));
            Amount::sum(taken).unwrap_or_default()
        });
        let after = closed.checked_add(taken).unwrap_or_default();
        tr!(closing.closed_of, closed = money(after), total = money(invoiced))
    };
    let vat = move || {
        let vat = this().map(|(_, vat)| vat).filter(|vat| !vat.is_zero())?;
        Some(view! { <div class="totals-row"><dt>{tr!(closing.of_which_vat)}</dt><dd>{money(vat)}</dd></div> })
    };
    let total = move || this().map_or_else(|| "—".to_owned(), |(total, _)| money(total));
    let words = move || this().map(|(total, _)| in_words(paper_lang, Money::new(total, live.currency), hryvnia));
    view! {
        <div class="closing-sums">
        <dl class="totals" aria-live="polite">
            <div class="totals-row totals-final">
                <dt>{tr!(closing.this_paper, name = kind_text(live.kind))}</dt>
                <dd>{total}</dd>
            </div>
            {vat}
            <div class="totals-row"><dt>{tr!(closing.closed_then)}</dt><dd>{after}</dd></div>
        </dl>
        <p class="sum-words muted">{words}</p>
        </div>
    }
    .into_any()
}

fn button(then: Then, class: &'static str, label: &'static str, is_next: bool) -> AnyView {
    let state = expect_context::<FormState>();
    let pending = move || state.pending();
    view! {
        <button type="submit" class=class name="then" value=then.as_str() data-next=is_next.then_some("") disabled=pending>
            {label}
        </button>
    }
    .into_any()
}

fn buttons(editor: &ClosingEditor) -> AnyView {
    let kind = editor.form.kind;
    let may_issue = may(kind.issue());
    let back = match editor.form.id {
        Some(id) => format!("{}/{id}", kind.path()),
        None => format!("/invoices/{}", editor.invoice.id),
    };
    let back = view! { <a class="btn btn-ghost" href=back>{tr!(ui.cancel)}</a> };
    if editor.correcting.is_some() {
        return view! { {button(Then::Correct, "btn btn-primary", tr!(closing.issue_correction), true)} {back} }
            .into_any();
    }
    if !may_issue {
        return view! { {button(Then::Draft, "btn btn-primary", tr!(closing.save_draft), true)} {back} }.into_any();
    }
    view! {
        <div class="split-button">
            {button(Then::Issue, "btn btn-primary", tr!(invoices.issue), true)}
            <details class="menu-of opens-up">
                <summary class="btn btn-primary" aria-label=tr!(invoices.issue_otherwise)>
                    <Icon name="down" />
                </summary>
                <div class="pop-menu">{button(Then::Print, "", tr!(closing.issue_and_print), false)}</div>
            </details>
        </div>
        {button(Then::Draft, "btn", tr!(closing.save_draft), false)}
        {back}
    }
    .into_any()
}
