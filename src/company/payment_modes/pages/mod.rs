//! The page of the directory; what modes are called is in `words`.

pub mod words;

use leptos::prelude::*;

use self::words::{brought_along, mode_text};
use super::api::{
    DefaultPaymentMode, DeletePaymentMode, MovePaymentMode, RetirePaymentMode, SavePaymentMode, list_payment_modes,
};
use super::model::{self, ModeEntry};
use crate::kernel::actor::Right;
use crate::records::directory::pages::{
    EntryFold, EntryForm, EntryList, EntryStep, OrderedEntry, delete_step, entry_name, name_form, ordered, retire_step,
};
use crate::text::lang;
use crate::tr;
use crate::ui::form::TextField;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::PageHead;

/// `/settings/payment-modes`
#[component]
pub fn PaymentModesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageCompany><Modes /></Permitted> }.into_any()
}

#[component]
fn Modes() -> impl IntoView {
    let modes = Data::new(|| (), |()| list_payment_modes());
    let again = Callback::new(move |()| modes.refetch());
    view! {
        <PageHead title=tr!(payment_modes.title) />
        <p class="page-sub">{tr!(payment_modes.hint)}</p>
        <Load resource=modes let:modes>
            <EntryList
                entries=folds(modes, again)
                none=(tr!(payment_modes.none), tr!(payment_modes.none_text))
                new_title=tr!(payment_modes.new)
            >
                {name_form::<SavePaymentMode, _, _>(model::SavePaymentMode::default(), model::NAME_MAX, again)}
            </EntryList>
        </Load>
    }
    .into_any()
}

fn folds(modes: Vec<ModeEntry>, again: Callback<()>) -> Vec<EntryFold> {
    let entry = |one: ModeEntry| {
        let id = one.named.mode.id().to_string();
        let name = entry_name(mode_text(&one.named), one.retired);
        let usual = one
            .default
            .then(|| view! { " " <span class="muted">{tr!(payment_modes.is_default)}</span> });
        let default = (!one.default && !one.retired).then(|| default_step(id.clone(), again));
        let retire = (!one.default).then(|| retire_step::<RetirePaymentMode, _>(id.clone(), one.retired, again));
        let is_own = one.named.mode.code().is_none();
        let delete = (is_own && !one.default).then(|| delete_step::<DeletePaymentMode, _>(id.clone(), again));
        OrderedEntry {
            id,
            summary: view! { {name} {usual} }.into_any(),
            form: form(&one, again),
            steps: view! { {default} {retire} {delete} }.into_any(),
        }
    };
    ordered::<MovePaymentMode, _>(modes.into_iter().map(entry).collect(), again)
}

/// What is brought along need not have a name of its own.
fn form(entry: &ModeEntry, again: Callback<()>) -> AnyView {
    let ModeEntry { named, version, .. } = entry;
    let stored = model::SavePaymentMode::of(named.mode.id(), *version, &named.name);
    if named.mode.code().is_none() {
        return name_form::<SavePaymentMode, _, _>(stored, model::NAME_MAX, again);
    }
    let action = ServerAction::<SavePaymentMode>::new();
    let id = Some(named.mode.id().to_string());
    let hint = tr!(payment_modes.own_name_hint, name = brought_along(lang(), named.mode));
    let longest = u32::try_from(model::NAME_MAX).unwrap_or(u32::MAX);
    view! {
        <EntryForm action id version=stored.version toast=tr!(directory.saved) again>
            <div class="form-grid">
                <TextField name="name" label=tr!(payment_modes.own_name) value=stored.name hint max=longest />
            </div>
        </EntryForm>
    }
    .into_any()
}

fn default_step(id: String, again: Callback<()>) -> AnyView {
    let action = ServerAction::<DefaultPaymentMode>::new();
    let label = tr!(payment_modes.make_default);
    view! { <EntryStep action id label argument="" toast=tr!(payment_modes.made_default) again /> }.into_any()
}
