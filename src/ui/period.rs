//! Any period, as a form of its own above a list; and the periods that have a name, as links.

use leptos::prelude::*;

use super::filter_bar::Chip;
use super::query::{UrlFilter, fields, href};
use crate::kernel::date::Date;
use crate::kernel::period::NamedPeriod;
use crate::tr;

/// A filter with a period; both ends belong to it.
pub trait PeriodFilter: UrlFilter {
    fn period(&self) -> (Option<Date>, Option<Date>);
    /// The same list over another period, from its first page.
    #[must_use]
    fn over(self, from: Option<Date>, until: Option<Date>) -> Self;
}

/// [`PeriodFilter`] of a list filter with the fields `from`, `until` and `after`.
macro_rules! period_filter {
    ($filter:ty) => {
        impl $crate::ui::period::PeriodFilter for $filter {
            fn period(
                &self,
            ) -> (
                Option<$crate::kernel::date::Date>,
                Option<$crate::kernel::date::Date>,
            ) {
                (self.from, self.until)
            }

            fn over(self, from: Option<$crate::kernel::date::Date>, until: Option<$crate::kernel::date::Date>) -> Self {
                Self {
                    from,
                    until,
                    after: None,
                    ..self
                }
            }
        }
    };
}
pub(crate) use period_filter;

/// A filter whose period may also be one that has a name.
pub trait NamedPeriodFilter: PeriodFilter {
    /// The name, unless there are dates.
    fn named(&self) -> Option<NamedPeriod>;
    /// The same over a named period.
    #[must_use]
    fn over_named(self, period: NamedPeriod) -> Self;
}

/// The named periods as links; the one that is shown is marked.
#[must_use]
pub fn period_chips<F: NamedPeriodFilter>(path: &str, filter: &F) -> Vec<Chip> {
    let chip = |period: &NamedPeriod| Chip {
        label: period_text(*period).to_owned(),
        href: href(path, &filter.clone().over_named(*period)),
        active: filter.named() == Some(*period),
    };
    NamedPeriod::ALL.iter().map(chip).collect()
}

fn period_text(period: NamedPeriod) -> &'static str {
    match period {
        NamedPeriod::ThisMonth => tr!(ui.this_month),
        NamedPeriod::LastMonth => tr!(ui.last_month),
        NamedPeriod::Quarter => tr!(ui.quarter),
        NamedPeriod::Year => tr!(ui.year),
        NamedPeriod::LastYear => tr!(ui.last_year),
        NamedPeriod::All => tr!(ui.all_time),
    }
}

/// Two dates and a button; what else narrows the list stays.
///
/// A room may put further choices before the dates (`children`), and say what the filter is without them (`rest`): what they
/// choose is not kept beside them.
#[component]
pub fn PeriodForm<F: PeriodFilter>(
    #[prop(into)] path: String,
    filter: Memo<F>,
    #[prop(optional)] rest: Option<fn(F) -> F>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let kept = move || {
        let rest = rest.map_or(filter.get(), |rest| rest(filter.get()));
        let kept = fields(&rest.over(None, None)).into_iter();
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    };
    let ends = move || {
        let (from, until) = filter.with(PeriodFilter::period);
        [end("from", tr!(ui.from), from), end("until", tr!(ui.until), until)].collect_view()
    };
    form(
        path,
        kept.into_any(),
        children.map(|children| children()),
        ends.into_any(),
    )
}

fn end(name: &'static str, label: &'static str, date: Option<Date>) -> AnyView {
    let value = date.map(|date| date.to_string()).unwrap_or_default();
    view! {
        <label>
            <span class="muted">{label}</span>
            " "
            <input class="input input-sm" type="date" name=name value=value />
        </label>
    }
    .into_any()
}

fn form(path: String, kept: AnyView, choices: Option<AnyView>, ends: AnyView) -> AnyView {
    view! {
        <form class="toolbar" method="get" action=path aria-label=tr!(ui.period)>
            {kept}
            {choices}
            {ends}
            <button class="btn btn-sm" type="submit">{tr!(ui.show)}</button>
        </form>
    }
    .into_any()
}
