//! Which file of a paper.

use leptos::prelude::*;

use crate::documents::papers::model::Rendition;
use crate::tr;

/// Which file of a paper: the first one is usual.
#[must_use]
pub fn rendition_choice(id: &'static str, renditions: &[Rendition]) -> AnyView {
    let text = |rendition| match rendition {
        Rendition::Clean => tr!(invoices.rendition_clean),
        Rendition::Stamped => tr!(invoices.rendition_stamped),
        Rendition::Cancelled => tr!(invoices.rendition_cancelled),
    };
    let options: Vec<_> = renditions
        .iter()
        .map(|rendition| view! { <option value=rendition.as_str()>{text(*rendition)}</option> })
        .collect();
    view! {
        <div class="field">
            <label class="field-label" for=id>{tr!(invoices.rendition)}</label>
            <select id=id class="select" name="rendition">{options}</select>
        </div>
    }
    .into_any()
}
