//! What stands above the lines: date, period, number, template, who signs; of goods where they go and who takes them.

use jiff::ToSpan;
use leptos::ev::Event;
use leptos::prelude::*;

use super::live::Live;
use crate::company::organization::pages::SignatoryFields;
use crate::documents::closing::api::preview_closing_number;
use crate::documents::closing::model::{ClosingEditor, ClosingKind};
use crate::documents::templates::model::SERVING;
use crate::documents::templates::pages::NoTemplate;
use crate::documents::templates::pages::words::choice_text;
use crate::kernel::date::{Date, month_and_year, short_date};
use crate::kernel::signatory::{Signatory, TypedSignatory};
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Checkbox, FieldKind, Frame, Place, SelectField, TextArea, TextField};
use crate::ui::load::{Data, Load};

#[component]
pub(super) fn Head(editor: ClosingEditor, live: Live) -> impl IntoView {
    let form = editor.form.clone();
    let reason = editor.correcting.is_some().then(|| {
        view! { <TextField name="reason" label=tr!(closing.correct_reason) required=true max=500 class="span-all" /> }
    });
    let number = match &editor.correcting {
        Some(corrected) => {
            let text = tr!(
                closing.revision_next,
                number = corrected.number.clone(),
                n = corrected.revision + 1
            );
            view! { <span class="muted">{text}</span> }.into_any()
        }
        None => view! { <NextNumber live /> }.into_any(),
    };
    let delivery = (live.kind == ClosingKind::DeliveryNote).then(|| delivery(&editor));
    let template = template(&editor);
    let signs = signs(&editor).map(|names| view! { ": " <span class="muted">{names}</span> });
    let issued = editor.invoice.issue_date;
    let has_more = !(form.place.is_empty() && form.note.is_empty());
    view! {
        <div class="form-grid">
            {reason}
            {date_field("date", tr!(closing.date), live.date, true)}
            <div class="field closing-number">{number}</div>
            {date_field("period_from", tr!(closing.period_from), live.from, false)}
            {date_field("period_until", tr!(closing.period_until), live.until, false)}
            {months(live, issued, editor.today)}
            {template}
        </div>
        {delivery}
        <details class="closing-more" open=form.change_seller || form.change_buyer>
            <summary>{tr!(closing.signatories)} {signs}</summary>
            {signatory("change_seller", "seller", tr!(closing.seller_signs), &editor.seller, form.change_seller, form.seller)}
            {signatory("change_buyer", "buyer", tr!(closing.buyer_signs), &editor.buyer, form.change_buyer, form.buyer)}
        </details>
        <details class="closing-more" open=has_more>
            <summary>{tr!(closing.place_and_note)}</summary>
            <div class="form-grid">
                <TextField name="place" label=tr!(closing.place) value=form.place max=200 />
                <TextArea name="note" label=tr!(closing.note) value=form.note max=4000 rows=2 class="span-all" />
            </div>
        </details>
    }
    .into_any()
}

/// A date that something else may fill in too.
fn date_field(name: &str, label: &str, value: RwSignal<String>, required: bool) -> AnyView {
    let place = Place::of(name.to_owned(), label);
    let (invalid, error) = (place.clone(), format!("{}-error", place.id));
    let described = place.clone();
    let control = view! {
        <input
            id=place.id.clone()
            name=place.wire.clone()
            class="input"
            type="date"
            required=required
            value=value.get_untracked()
            prop:value=move || value.get()
            aria-invalid=move || invalid.invalid().then_some("true")
            aria-describedby=move || described.invalid().then(|| error.clone())
            on:input=move |event: Event| value.set(event_target_value(&event))
        />
    };
    Frame {
        required,
        ..Frame::new(place, label.to_owned())
    }
    .around(control.into_any())
}

/// The months one usually means: that of the invoice, the last one and this one.
fn months(live: Live, invoice: Date, today: Date) -> AnyView {
    let mut months = vec![
        invoice.first_of_month(),
        today.saturating_sub(1.month()).first_of_month(),
        today.first_of_month(),
    ];
    months.sort_unstable();
    months.dedup();
    let chip = |month: Date| {
        let (from, until) = (month.to_string(), month.last_of_month().to_string());
        let pressed = {
            let (from, until) = (from.clone(), until.clone());
            move || {
                let chosen = live.from.with(|text| *text == from) && live.until.with(|text| *text == until);
                chosen.to_string()
            }
        };
        let press = move |_| {
            live.from.set(from.clone());
            live.until.set(until.clone());
            live.typed_later();
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=press>
                {month_and_year(lang(), month)}
            </button>
        }
    };
    let chips: Vec<_> = months.into_iter().map(chip).collect();
    view! { <div class="chips span-all only-alive" role="group" aria-label=tr!(closing.months)>{chips}</div> }
        .into_any()
}

/// The number the paper would get, in grey; a word when it would break the order of dates.
#[component]
fn NextNumber(live: Live) -> impl IntoView {
    let day = Memo::new(move |_| live.day());
    let next = Data::new(
        move || day.get(),
        move |day| async move {
            match day {
                Some(day) => preview_closing_number(live.kind, live.invoice, day).await.map(Some),
                None => Ok(None),
            }
        },
    );
    view! {
        <Load resource=next aside=true fallback=|| () let:next>
            {next
                .map(|next| {
                    let late = next
                        .newest
                        .map(|newest| {
                            let text = tr!(closing.earlier_warning, date = short_date(lang(), newest));
                            view! { <span class="field-warning">{text}</span> }
                        });
                    let text = if next.number.is_empty() {
                        tr!(closing.no_series).to_owned()
                    } else {
                        tr!(invoices.next_number, number = next.number)
                    };
                    view! { <span class="muted">{text}</span> {late} }
                })}
        </Load>
    }
    .into_any()
}

/// By which template it is printed: the one that serves, unless another one is chosen. Where nobody has published one, that the one which comes
/// with the program serves; whoever may write one is led to what one can start with.
fn template(editor: &ClosingEditor) -> AnyView {
    let (form, serving) = (&editor.form, &editor.template);
    let usual = if serving.is_builtin {
        tr!(closing.template_usual_builtin).to_owned()
    } else {
        tr!(closing.template_usual, name = serving.name.clone())
    };
    let mut options = vec![(SERVING.to_owned(), usual)];
    options.extend(
        editor
            .templates
            .iter()
            .map(|choice| (choice.key.clone(), choice_text(choice))),
    );
    let none = serving
        .is_builtin
        .then(|| view! { <NoTemplate kind=form.kind.paper() /> });
    view! {
        <div class="field">
            <SelectField name="template" label=tr!(templates.template) options value=form.template.clone() required=true />
            {none}
        </div>
    }
    .into_any()
}

/// Who signs for both sides; nothing where neither is known.
fn signs(editor: &ClosingEditor) -> Option<String> {
    let form = &editor.form;
    let name = |is_changed: bool, typed: &TypedSignatory, card: &Signatory| {
        let name = if is_changed { &typed.name } else { &card.name };
        name.clone()
    };
    let names = [
        name(form.change_seller, &form.seller, &editor.seller),
        name(form.change_buyer, &form.buyer, &editor.buyer),
    ];
    let is_known = names.iter().any(|name| !name.is_empty());
    let shown = names.map(|name| if name.is_empty() { "—".to_owned() } else { name });
    is_known.then(|| shown.join(" · "))
}

/// Whom the card names, and somebody else for this paper alone.
fn signatory(
    tick: &'static str,
    name: &'static str,
    label: &'static str,
    card: &Signatory,
    is_changed: bool,
    typed: TypedSignatory,
) -> AnyView {
    let parts = [&card.position, &card.name];
    let parts: Vec<&str> = parts
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let named = if parts.is_empty() {
        tr!(closing.signatory_unknown).to_owned()
    } else {
        parts.join(", ")
    };
    // Somebody else usually has the same position or basis: what the card says is a beginning.
    let begun = if is_changed { typed } else { TypedSignatory::of(card) };
    view! {
        <div class="closing-signatory">
            <p><b>{label}</b> ": " {named}</p>
            <Checkbox name=tick label=tr!(closing.change_signatory) checked=is_changed />
            <div class="closing-changed"><SignatoryFields name signatory=begun /></div>
        </div>
    }
    .into_any()
}

/// Of goods: to whom and where, and who takes them.
fn delivery(editor: &ClosingEditor) -> AnyView {
    let form = editor.form.clone();
    view! {
        <div class="form-grid">
            <TextField name="consignee" label=tr!(closing.consignee) value=form.consignee hint=tr!(closing.consignee_hint) max=300 />
            <TextField name="consignee_address" label=tr!(closing.consignee_address) value=form.consignee_address max=500 />
            <TextField name="delivery_address" label=tr!(closing.delivery_address) value=form.delivery_address hint=tr!(closing.delivery_hint) max=500 />
            <TextField name="attorney_number" label=tr!(closing.attorney_number) value=form.attorney_number max=50 />
            <TextField name="attorney_date" label=tr!(closing.attorney_date) kind=FieldKind::Date value=form.attorney_date />
            <TextField name="attorney_person" label=tr!(closing.attorney_person) value=form.attorney_person max=300 />
        </div>
    }
    .into_any()
}
