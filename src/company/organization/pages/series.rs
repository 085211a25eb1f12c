//! How the documents of a company are numbered.

use leptos::prelude::*;

use super::words;
use crate::company::organization::api::SaveSeries;
use crate::company::organization::model::SeriesSettings;
use crate::company::organization::pattern::Pattern;
use crate::kernel::date::Date;
use crate::kernel::ids::OrganizationId;
use crate::tr;
use crate::ui::form::{Checkbox, FieldKind, Form, FormActions, Hidden, SelectField, Submit, TextField, VersionField};

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

/// How many of the next numbers are shown.
const SHOWN: i64 = 3;

/// The numbers that a typed pattern makes from `first` on; nothing while it is not understood.
fn samples(pattern: &str, first: i64, today: Date) -> Option<String> {
    let pattern: Pattern = pattern.trim().parse().ok()?;
    let numbers: Vec<String> = (0..SHOWN)
        .map(|n| pattern.write(first.saturating_add(n), today))
        .collect();
    Some(numbers.join(", "))
}

#[component]
fn SeriesForm(organization: OrganizationId, settings: SeriesSettings, again: Callback<()>) -> impl IntoView {
    let save = ServerAction::<SaveSeries>::new();
    let SeriesSettings {
        series,
        next,
        today,
        started,
    } = settings;
    let start = series.first_of(&series.period.key(today)).to_string();
    let (pattern, first) = (RwSignal::new(series.pattern.clone()), RwSignal::new(start.clone()));
    let period = RwSignal::new(series.period.to_string());
    let stored = series.period.to_string();
    // Numbers go on within the stored period; another one, or one without numbers yet, begins with the typed start.
    let preview = move || {
        let goes_on = started && period.with(|period| *period == stored);
        let first = if goes_on {
            Some(next)
        } else {
            first.with(|first| first.trim().parse().ok())
        };
        pattern.with(|pattern| samples(pattern, first?, today))
    };
    let on_pattern = Callback::new(move |(value,): (String,)| pattern.set(value));
    let on_period = Callback::new(move |(value,): (String,)| period.set(value));
    let on_start = Callback::new(move |(value,): (String,)| first.set(value));
    let done = Callback::new(move |_: ((),)| again.run(()));
    let hint = if started {
        tr!(organization.start_taken)
    } else {
        tr!(organization.start_hint)
    };
    let closes = series.kind.is_closing().then_some(series.after_invoice);
    view! {
        <details class="side-card" open=true>
        <summary>{words::document_kind(series.kind)}</summary>
        <Form action=save done form_key=series.kind.to_string() toast=tr!(organization.series_saved)>
            <Hidden name="organization" value=organization.to_string() />
            <Hidden name="id" value=series.id.to_string() />
            <VersionField version=series.version />
            <div class="form-grid">
                <TextField name="pattern" label=tr!(organization.pattern) value=series.pattern required=true hint=tr!(organization.pattern_hint) on_input=on_pattern />
                <SelectField name="period" label=tr!(organization.period) options=words::period_choices() value=series.period.as_str() required=true on_change=on_period />
                <TextField name="start" label=tr!(organization.start) value=start kind=FieldKind::Digits readonly=started required=true hint on_input=on_start />
            </div>
            {closes.map(|checked| view! { <Checkbox name="after_invoice" label=tr!(organization.after_invoice) checked /> })}
            <FormActions>
                <Submit label=tr!(ui.save) second=true />
                <span class="muted">{tr!(organization.next)} " " <b>{preview}</b></span>
            </FormActions>
        </Form>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::samples;

    #[test]
    fn the_next_three_numbers_are_shown() {
        let today = jiff::civil::date(2026, 11, 24);
        let shown = |pattern, first| samples(pattern, first, today);
        assert_eq!(shown("{N:5}", 126).as_deref(), Some("00126, 00127, 00128"));
        assert_eq!(
            shown("А-{YYYY}/{MM}-{N}", 9).as_deref(),
            Some("А-2026/11-9, А-2026/11-10, А-2026/11-11")
        );
        assert_eq!(shown("{N", 1), None);
    }
}
