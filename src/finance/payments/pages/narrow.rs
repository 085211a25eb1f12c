//! What narrows the list beside chips, own company and period: the mode.

use leptos::prelude::*;

use crate::company::payment_modes::api::offered_payment_modes;
use crate::company::payment_modes::pages::words::mode_choices;
use crate::finance::payments::model::PaymentFilter;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::narrow::{NarrowForm, narrow_choice};
use crate::ui::query::fields;

#[component]
pub(super) fn Narrow(#[prop(into)] path: String, filter: Memo<PaymentFilter>) -> impl IntoView {
    let modes = Data::new(|| (), |()| offered_payment_modes());
    let narrowed = Signal::derive(move || filter.with(|filter| filter.mode.is_some()));
    let kept = Signal::derive(move || {
        fields(&PaymentFilter {
            mode: None,
            ..filter.get().at_first()
        })
    });
    let chosen = Memo::new(move |_| filter.with(|filter| filter.mode.map(|mode| mode.to_string()).unwrap_or_default()));
    view! {
        <NarrowForm path label=tr!(payments.narrow) narrowed kept>
            <Load resource=modes aside=true fallback=|| () let:modes>
                {narrow_choice("mode", tr!(payments.mode), tr!(payments.all), mode_choices(&modes), chosen)}
            </Load>
        </NarrowForm>
    }
    .into_any()
}
