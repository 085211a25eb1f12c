//! Any period, as a form of its own above a list.

use leptos::prelude::*;

use super::query::{ListFilter, fields};
use crate::kernel::date::Date;
use crate::tr;

/// A filter with a period; both ends belong to it.
pub trait PeriodFilter: ListFilter {
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
