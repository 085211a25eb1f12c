//! The revisions of a paper.

use leptos::prelude::*;

use crate::documents::invoices::model::Revision;
use crate::kernel::date::short_time;
use crate::text::lang;
use crate::tr;
use crate::ui::strip::links_bar;

/// The revisions above the paper of a `page`, once there is more than one.
#[must_use]
pub fn revision_tabs(page: &str, current: i64, shown: i64, revisions: &[Revision]) -> Option<AnyView> {
    if revisions.len() < 2 {
        return None;
    }
    let links: Vec<_> = revisions
        .iter()
        .map(|row| {
            let is_current = row.revision == current;
            let text = if is_current {
                tr!(invoices.revision_current)
            } else {
                tr!(invoices.revision_replaced)
            };
            let href = if is_current {
                page.to_owned()
            } else {
                format!("{page}?revision={}", row.revision)
            };
            let here = (row.revision == shown).then_some("page");
            view! {
                <a href=href aria-current=here title=short_time(lang(), row.at_local)>
                    {row.revision} " " {text}
                </a>
            }
        })
        .collect();
    Some(links_bar(tr!(invoices.revisions), links.into_any()))
}
