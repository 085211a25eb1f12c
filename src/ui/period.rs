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
#[component]
pub fn PeriodForm<F: PeriodFilter>(#[prop(into)] path: String, filter: Memo<F>) -> impl IntoView {
    move || {
        let filter = filter.get();
        let (from, until) = filter.period();
        let kept = fields(&filter.over(None, None));
        form(path.clone(), kept, from, until)
    }
}

fn form(path: String, kept: Vec<(String, String)>, from: Option<Date>, until: Option<Date>) -> AnyView {
    let kept: Vec<_> = kept
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let end = |name: &'static str, label: &'static str, date: Option<Date>| {
        let value = date.map(|date| date.to_string()).unwrap_or_default();
        view! {
            <label>
                <span class="muted">{label}</span>
                " "
                <input class="input input-sm" type="date" name=name value=value />
            </label>
        }
    };
    view! {
        <form class="toolbar" method="get" action=path aria-label=tr!(ui.period)>
            {kept}
            {end("from", tr!(ui.from), from)}
            {end("until", tr!(ui.until), until)}
            <button class="btn btn-sm" type="submit">{tr!(ui.show)}</button>
        </form>
    }
    .into_any()
}
