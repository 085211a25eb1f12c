//! Logo, stamp and facsimile of a company.

use leptos::prelude::*;

use super::words;
use crate::company::organization::api::RemoveImage;
use crate::company::organization::model::{ImageKind, StoredImage};
use crate::kernel::ids::OrganizationId;
use crate::tr;
use crate::ui::form::{Form, Hidden, Submit, UploadForm};

/// What the browser offers to choose from; the server judges for itself.
const ACCEPT: &str = "image/png,image/jpeg,image/webp,.png,.jpg,.jpeg,.webp";

#[component]
pub(super) fn Images(organization: OrganizationId, images: Vec<StoredImage>, again: Callback<()>) -> impl IntoView {
    let blocks: Vec<_> = ImageKind::ALL
        .iter()
        .map(|kind| {
            let stored = images.iter().find(|image| image.kind == *kind).cloned();
            block(organization, *kind, stored, again)
        })
        .collect();
    view! { <div class="form-grid">{blocks}</div> }.into_any()
}

fn block(organization: OrganizationId, kind: ImageKind, stored: Option<StoredImage>, again: Callback<()>) -> AnyView {
    let base = format!("/settings/company/{organization}/images/{kind}");
    let name = words::image_kind(kind);
    let submit = if stored.is_some() {
        tr!(organization.image_replace)
    } else {
        tr!(organization.image_send)
    };
    let picture = stored.map(|image| {
        // The hash makes it another address when the picture is another.
        let src = format!("{base}/picture.png?sha256={}", image.sha256);
        view! {
            <img class="company-image" src=src alt=name width=image.width height=image.height />
            <RemoveForm organization kind again />
        }
    });
    view! {
        <div>
            <UploadForm action=base.clone() name="image" label=name accept=ACCEPT hint=tr!(organization.image_hint) submit />
            {picture}
        </div>
    }
    .into_any()
}

#[component]
fn RemoveForm(organization: OrganizationId, kind: ImageKind, again: Callback<()>) -> impl IntoView {
    let remove = ServerAction::<RemoveImage>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <Form action=remove done argument="" form_key=kind.to_string() toast=tr!(organization.image_removed)>
            <Hidden name="id" value=organization.to_string() />
            <Hidden name="kind" value=kind.to_string() />
            <Submit label=tr!(organization.image_remove) second=true />
        </Form>
    }
    .into_any()
}
