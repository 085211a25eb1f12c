//! Templates side by side as pictures.

use leptos::prelude::*;

use super::words;
use crate::documents::templates::api::CopyTemplate;
use crate::documents::templates::model::BuiltinRow;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{Form, Hidden, RequestKeyField, Submit};

/// Cards beside one another, as many as there is room for.
#[component]
pub(super) fn Cards(label: &'static str, cards: Vec<AnyView>) -> impl IntoView {
    view! { <ul class="gallery" aria-label=label>{cards}</ul> }.into_any()
}

/// What a template prints. The name beside it says the same to those who don't see it, and leads to the template.
pub(super) fn picture(address: Option<String>) -> AnyView {
    match address {
        Some(address) => view! {
            <div class="gallery-picture">
                <img src=address alt="" width="794" height="1123" loading="lazy" decoding="async" />
            </div>
        }
        .into_any(),
        None => view! { <div class="gallery-picture is-empty">{tr!(templates.no_preview)}</div> }.into_any(),
    }
}

/// Those that come with the program, each with whether it serves now. One starts with a copy.
#[component]
pub(super) fn Shipped(rows: Vec<(BuiltinRow, bool)>) -> impl IntoView {
    let cards = rows.into_iter().map(|(row, serves)| shipped(row, serves)).collect();
    view! { <Cards label=tr!(templates.builtin) cards /> }.into_any()
}

fn shipped(row: BuiltinRow, serves: bool) -> AnyView {
    let action = ServerAction::<CopyTemplate>::new();
    let kind = words::kind(row.kind);
    let page = format!("/settings/templates/builtin/{}", row.name);
    let state = if serves {
        view! { <Badge tone=Tone::Good text=tr!(templates.serves) /> }.into_any()
    } else {
        view! { <Badge text=tr!(templates.replaced) /> }.into_any()
    };
    view! {
        <li class="gallery-card">
            {picture(Some(row.picture))}
            <a class="gallery-link" href=page>{kind}</a>
            <span class="badges">{state}</span>
            <div class="gallery-steps">
                <Form action form_key=row.name.clone()>
                    <RequestKeyField />
                    <Hidden name="builtin" value=row.name />
                    <Submit label=tr!(templates.use_copy) second=true />
                </Form>
            </div>
        </li>
    }
    .into_any()
}
