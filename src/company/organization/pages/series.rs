//! How the documents of a company are numbered.

use leptos::prelude::*;

use super::words;
use crate::company::organization::api::SaveSeries;
use crate::company::organization::model::SeriesSettings;
use crate::company::organization::pattern::Pattern;
use crate::kernel::date::Date;
use crate::kernel::ids::OrganizationId;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField};

#[component]
pub(super) fn AllSeries(
    organization: OrganizationId,
    series: Vec<SeriesSettings>,
    again: Callback<()>,
) -> impl IntoView {
    let forms: Vec<_> = series
        .into_iter()
        .map(|settings| view! { <SeriesForm organization settings again /> })
        .collect();
    view! { {forms} }.into_any()
}

/// What the typed pattern makes of a number; nothing while it is not understood.
fn sample(pattern: &str, start: &str, today: Date) -> Option<String> {
    let pattern: Pattern = pattern.trim().parse().ok()?;
    Some(pattern.write(start.trim().parse().ok()?, today))
}

#[component]
fn SeriesForm(organization: OrganizationId, settings: SeriesSettings, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveSeries>::new();
    let SeriesSettings { series, next, started } = settings;
    let today = expect_context::<Viewer>().today;
    let start = series.first_of(&series.period.key(today)).to_string();
    let (pattern, first) = (RwSignal::new(series.pattern.clone()), RwSignal::new(start.clone()));
    let stored = (series.pattern.clone(), start.clone());
    // Once something is typed the preview follows it; the number itself is known only while none was given.
    let preview = move || {
        let typed = (pattern.get(), first.get());
        if typed == stored {
            Some(next.clone())
        } else if started {
            sample(&typed.0, "1", today)
        } else {
            sample(&typed.0, &typed.1, today)
        }
    };
    let on_pattern = Callback::new(move |(value,): (String,)| pattern.set(value));
    let on_start = Callback::new(move |(value,): (String,)| first.set(value));
    let done = Callback::new(move |_: ((),)| again.run(()));
    let hint = if started {
        tr!(organization.start_taken)
    } else {
        tr!(organization.start_hint)
    };
    view! {
        <details class="side-card" open=true>
        <summary>{words::document_kind(series.kind)}</summary>
        <Form action=save done form_key=series.kind.to_string() toast=tr!(organization.series_saved)>
            <Hidden name="organization" value=organization.to_string() />
            <Hidden name="id" value=series.id.to_string() />
            <VersionField version=series.version />
            <div class="form-grid">
                <TextField name="pattern" label=tr!(organization.pattern) value=series.pattern required=true hint=tr!(organization.pattern_hint) on_input=on_pattern />
                <SelectField name="period" label=tr!(organization.period) options=words::period_choices() value=series.period.as_str() required=true />
                <TextField name="start" label=tr!(organization.start) value=start kind=FieldKind::Digits readonly=started required=true hint on_input=on_start />
            </div>
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
                <span class="muted">{tr!(organization.next)} " " <b>{preview}</b></span>
            </FormActions>
        </Form>
        </details>
    }
    .into_any()
}
