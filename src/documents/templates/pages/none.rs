//! Where nobody has published a template.

use leptos::prelude::*;

use super::list::start_href;
use crate::documents::templates::model::PaperKind;
use crate::kernel::actor::Right;
use crate::tr;
use crate::ui::may;

/// Says that the template which comes with the program serves, since nobody has published one of the kind; whoever may write one is led to what
/// one can start with.
#[component]
pub fn NoTemplate(kind: PaperKind) -> impl IntoView {
    let link =
        may(Right::ManageTemplates).then(|| view! { " " <a href=start_href(kind)>{tr!(templates.to_start)}</a> });
    view! { <p class="field-hint">{tr!(templates.none_own)} {link}</p> }.into_any()
}
