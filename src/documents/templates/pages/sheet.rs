//! A paper in a page. Its HTML is sanitised where it is made, and printing the page leaves only this.

use leptos::prelude::*;

use crate::documents::templates::model::PaperHtml;
use crate::kernel::lang::Lang;

/// A text in the language of a paper.
macro_rules! say {
    ($lang:expr, $($tokens:tt)*) => {
        ::leptos_i18n::td_string!($crate::text::locale_of($lang), $($tokens)*)
    };
}

/// What is written across a paper that is not to be used as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Draft,
    Cancelled,
    /// There is a later revision.
    Replaced,
    /// Of a template that is tried.
    Sample,
}

fn text(lang: Lang, mark: Mark) -> &'static str {
    match mark {
        Mark::Draft => say!(lang, invoices.mark_draft),
        Mark::Cancelled => say!(lang, invoices.mark_cancelled),
        Mark::Replaced => say!(lang, invoices.mark_replaced),
        Mark::Sample => say!(lang, papers.mark_sample),
    }
}

/// The sheet, in the language of the paper and not of its reader.
#[component]
pub fn PaperSheet(html: PaperHtml, mark: Option<Mark>) -> impl IntoView {
    let PaperHtml { lang, html } = html;
    let mark = mark.map(|mark| {
        view! { <div class="paper-mark" data-text=text(lang, mark) aria-hidden="true"></div> }
    });
    let label = say!(lang, papers.paper);
    view! {
        <div class="paper-stage">
            <article class="paper" lang=lang.as_str() aria-label=label>
                {mark}
                <div class="paper-text" tabindex="0" role="region" aria-label=label inner_html=html></div>
            </article>
        </div>
    }
    .into_any()
}
