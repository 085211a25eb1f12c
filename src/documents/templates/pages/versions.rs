//! Versions of a template, and what differs between two of them.

use leptos::prelude::*;

use crate::documents::templates::api::RestoreVersion;
use crate::documents::templates::model::{DiffChange, DiffPart, Template, VersionDiff, VersionRow};
use crate::kernel::date::short_time;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, Hidden, Submit, VersionField};

/// All versions with their authors and notes, the newest first.
#[component]
pub fn Versions(template: Template, versions: Vec<VersionRow>, shown: i64, changed: Callback<()>) -> impl IntoView {
    let rows: Vec<_> = versions
        .into_iter()
        .map(|version| row(&template, version, shown, changed))
        .collect();
    view! { <ol class="versions" reversed>{rows}</ol> }.into_any()
}

fn row(template: &Template, version: VersionRow, shown: i64, changed: Callback<()>) -> AnyView {
    let page = format!("/settings/templates/{}", template.id);
    let n = version.n;
    let here = (n == shown).then_some("page");
    let published = version
        .published
        .then(|| view! { <span class="badge badge-good">{tr!(templates.state_published)}</span> });
    let note = (!version.note.is_empty()).then(|| view! { <div>{version.note.clone()}</div> });
    let diff = (n > 1).then(|| {
        let href = format!("{page}?n={n}&against={}", n - 1);
        view! { <a href=href>{tr!(templates.differences)}</a> }
    });
    let restore = (n != template.newest).then(|| {
        let action = ServerAction::<RestoreVersion>::new();
        let (id, version) = (template.id.to_string(), template.version);
        view! {
            <Form action done=move |()| changed.run(()) form_key=n.to_string() toast=tr!(templates.restored)>
                <Hidden name="id" value=id />
                <VersionField version />
                <Hidden name="n" value=n.to_string() />
                <Submit label=tr!(templates.restore) second=true />
            </Form>
        }
    });
    view! {
        <li value=n>
            <a href=format!("{page}?n={n}") aria-current=here>{short_time(lang(), version.at_local)}</a>
            " " {published}
            <div class="muted">{version.author}</div>
            {note}
            {diff}
            {restore}
        </li>
    }
    .into_any()
}

/// What was taken away and what was put in.
#[component]
pub fn DiffView(diff: VersionDiff) -> impl IntoView {
    let subject = (!diff.subject.is_empty()).then(|| view! { <p class="diff">{parts(diff.subject)}</p> });
    view! {
        <p class="page-sub">{tr!(templates.diff_of, from = diff.from, to = diff.to)}</p>
        {subject}
        <div class="diff">{parts(diff.body)}</div>
    }
    .into_any()
}

fn parts(parts: Vec<DiffPart>) -> Vec<AnyView> {
    let part = |part: DiffPart| match part.change {
        DiffChange::Same => part.text.into_any(),
        DiffChange::Added => view! { <ins>{part.text}</ins> }.into_any(),
        DiffChange::Removed => view! { <del>{part.text}</del> }.into_any(),
    };
    parts.into_iter().map(part).collect()
}
