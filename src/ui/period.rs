//! Any period, as a form of its own above a list; and the periods that have a name, as links.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::filter_bar::Chip;
use super::query::{UrlFilter, fields, href, parameter};
use crate::kernel::date::Date;
use crate::kernel::period::NamedPeriod;
use crate::tr;

/// A filter with a period: the days `from` and `until` of its address. Both belong to it.
pub trait PeriodFilter: UrlFilter {
    /// The same list over another period, from its first page.
    #[must_use]
    fn over(self, from: Option<Date>, until: Option<Date>) -> Self;
}

/// [`PeriodFilter`] of a list filter with the fields `from`, `until` and `after`.
macro_rules! period_filter {
    ($filter:ty) => {
        impl $crate::ui::period::PeriodFilter for $filter {
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
    form(
        path,
        kept.into_any(),
        children.map(|children| children()),
        period_ends(),
    )
}

/// The two ends of a period as fields. They hold what the address says, also where that can't be meant: then it is said beside it.
#[must_use]
pub fn period_ends() -> AnyView {
    let search = use_location().search;
    let ends = move || {
        let [from, until] = search.with(|search| typed_ends(search));
        [end("from", tr!(ui.from), from), end("until", tr!(ui.until), until)].collect_view()
    };
    ends.into_any()
}

/// What can't be meant by an end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// It is no day of the calendar: the period has no such end.
    NoDay,
    /// The last day comes before the first one.
    BeforeFirst,
}

/// An end of a period as the address spells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct TypedEnd {
    text: String,
    fault: Option<Fault>,
}

/// The two ends, read as filters read them.
fn typed_ends(search: &str) -> [TypedEnd; 2] {
    let said = ["from", "until"].map(|name| parameter(search, name));
    let days = [&said[0], &said[1]].map(|text| text.parse::<Date>().ok());
    let is_turned = matches!(days, [Some(from), Some(until)] if until < from);
    let mut ends = said.map(|text| {
        let is_day = text.parse::<Date>().is_ok();
        let fault = (!text.is_empty() && !is_day).then_some(Fault::NoDay);
        TypedEnd { text, fault }
    });
    if is_turned {
        ends[1].fault = Some(Fault::BeforeFirst);
    }
    ends
}

fn fault_text(fault: Fault) -> &'static str {
    match fault {
        Fault::NoDay => tr!(ui.no_such_day),
        Fault::BeforeFirst => tr!(ui.before_first_day),
    }
}

fn end(name: &'static str, label: &'static str, end: TypedEnd) -> AnyView {
    let TypedEnd { text, fault } = end;
    // A field for days shows nothing of what is no day.
    let kind = if fault == Some(Fault::NoDay) { "text" } else { "date" };
    let id = format!("period-{name}-error");
    let described = fault.map(|_| id.clone());
    let error = fault.map(|fault| view! { <span class="field-error" id=id>{fault_text(fault)}</span> });
    view! {
        <label>
            <span class="muted">{label}</span>
            " "
            <input
                class="input input-sm"
                type=kind
                name=name
                value=text
                aria-invalid=fault.map(|_| "true")
                aria-describedby=described
            />
        </label>
        {error}
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

#[cfg(test)]
mod tests {
    use super::{Fault, TypedEnd, typed_ends};

    #[test]
    fn what_cannot_be_meant_is_kept_and_named() {
        let end = |text: &str, fault| TypedEnd {
            text: text.to_owned(),
            fault,
        };
        for (search, from, until) in [
            ("", end("", None), end("", None)),
            (
                "?q=a&from=2026-01-01&until=2026-01-01",
                end("2026-01-01", None),
                end("2026-01-01", None),
            ),
            (
                "from=2026-02-31&until=2026-03-01",
                end("2026-02-31", Some(Fault::NoDay)),
                end("2026-03-01", None),
            ),
            (
                "from=&until=31.02+2026",
                end("", None),
                end("31.02 2026", Some(Fault::NoDay)),
            ),
            (
                "from=2026-03-02&until=2026-03-01",
                end("2026-03-02", None),
                end("2026-03-01", Some(Fault::BeforeFirst)),
            ),
        ] {
            assert_eq!(typed_ends(search), [from, until], "{search}");
        }
    }
}
