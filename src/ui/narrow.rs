//! What narrows a list beside its search and its chips.

use leptos::prelude::*;

use crate::tr;

/// A plain form in a fold that adds its fields to the address.
#[component]
pub fn NarrowForm(
    /// The list's address.
    #[prop(into)]
    path: String,
    label: &'static str,
    /// Whether it narrows the list now.
    #[prop(into)]
    narrowed: Signal<bool>,
    /// What else the address says, as names and values.
    #[prop(into)]
    kept: Signal<Vec<(String, String)>>,
    /// Its fields.
    children: Children,
) -> impl IntoView {
    let kept = move || {
        let fields = kept.get().into_iter();
        fields
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    let current = move || narrowed.get().then_some("true");
    view! {
        <details class="menu-of">
            <summary class="chip" aria-current=current>{label}</summary>
            <div class="pop-menu">
                <form class="menu-form" method="get" action=path aria-label=label>
                    {kept}
                    {children()}
                    <div class="form-actions">
                        <button class="btn btn-primary" type="submit">{tr!(ui.show)}</button>
                    </div>
                </form>
            </div>
        </details>
    }
    .into_any()
}

/// A choice of a [`NarrowForm`], as values and texts; nothing where there is nothing to choose among.
#[must_use]
pub fn narrow_choice(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: Memo<String>,
) -> Option<AnyView> {
    if options.is_empty() {
        return None;
    }
    let id = format!("narrow-{name}");
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let here = value.clone();
            let selected = move || chosen.with(|chosen| *chosen == here);
            let also = selected.clone();
            view! { <option value=value selected=selected prop:selected=also>{text}</option> }
        })
        .collect();
    Some(
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>{label}</label>
                <select id=id class="select" name=name>
                    <option value="">{all}</option>
                    {options}
                </select>
            </div>
        }
        .into_any(),
    )
}
