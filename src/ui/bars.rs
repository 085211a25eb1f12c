//! Sums side by side as bars, made on the server of plain elements: each is a link to what it counts, and says its name and its sum
//! to whoever hears the page. The colours are those of the theme.

use leptos::prelude::*;

use super::html::{Html, Piece, link_titled, span};
use crate::kernel::format;
use crate::kernel::money::Money;
use crate::text::lang;

/// One sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What stands under it: few letters.
    pub label: String,
    /// What it is called in full.
    pub name: String,
    pub money: Money,
    /// What it counts.
    pub href: String,
}

/// Bars of one currency. The highest is as high as there is room; below zero a bar has another colour.
///
/// ```ignore
/// view! { <Bars label=tr!(reports.by_month) bars /> }
/// ```
#[component]
pub fn Bars(
    /// What is shown, for screen readers.
    #[prop(into)]
    label: String,
    bars: Vec<Bar>,
) -> impl IntoView {
    let top = bars.iter().max_by_key(|bar| bar.money.amount.minor().unsigned_abs());
    let Some(top) = top.map(|bar| bar.money) else {
        return ().into_any();
    };
    let highest = top.amount.minor().unsigned_abs();
    let mut html = Html::with_capacity(bars.len() * 320);
    for bar in bars {
        html.element("li", &[], |html| column(bar, highest).write(html));
    }
    view! {
        <figure class="bars">
            <figcaption class="bars-top">{format::money(lang(), top)}</figcaption>
            <ol aria-label=label inner_html=html.into_string()></ol>
        </figure>
    }
    .into_any()
}

fn column(bar: Bar, highest: u64) -> impl Piece {
    let told = format!("{}: {}", bar.name, format::money(lang(), bar.money));
    let class = if bar.money.amount.is_negative() {
        "bar is-negative"
    } else {
        "bar"
    };
    let shape = Shape {
        class,
        style: format!("height: {}", share(bar.money.amount.minor().unsigned_abs(), highest)),
    };
    let words = (span("bar-label", bar.label), span("visually-hidden", told.clone()));
    link_titled(bar.href, told, (shape, words))
}

struct Shape {
    class: &'static str,
    style: String,
}

impl Piece for Shape {
    fn write(self, html: &mut Html) {
        html.element("span", &[("class", "bar-room"), ("aria-hidden", "true")], |html| {
            html.element("span", &[("class", self.class), ("style", &self.style)], |_| ());
        });
    }
}

/// A part of the highest in percent, with one place.
fn share(part: u64, highest: u64) -> String {
    let thousandths = (u128::from(part) * 1000)
        .checked_div(u128::from(highest))
        .unwrap_or_default();
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::*;

    use super::{Bar, Bars, share};
    use crate::kernel::currency::Currency;
    use crate::kernel::lang::Lang;
    use crate::kernel::money::{Amount, Money};

    #[test]
    fn a_bar_is_a_share_of_the_highest() {
        for (part, highest, expected) in [
            (0, 0, "0.0%"),
            (1, 3, "33.3%"),
            (7, 7, "100.0%"),
            (u64::MAX, u64::MAX, "100.0%"),
        ] {
            assert_eq!(share(part, highest), expected);
        }
    }

    #[test]
    fn bars_are_links_that_say_what_they_are() {
        let bar = |name: &str, minor| Bar {
            label: "n".into(),
            name: name.into(),
            money: Money::new(Amount::from_minor(minor), Currency::Uah),
            href: format!("/payments?month={name}&x=\"1\""),
        };
        let html = Owner::new().with(|| {
            provide_context(Lang::En);
            view! { <Bars label="By month" bars=vec![bar("May", 50_000), bar("June", -100_000)] /> }.to_html()
        });
        assert!(html.contains("<ol aria-label=\"By month\""), "{html}");
        assert!(
            html.contains("href=\"/payments?month=May&amp;x=&quot;1&quot;\""),
            "{html}"
        );
        assert!(
            html.contains("May: 500.00\u{a0}UAH") && html.contains("height: 50.0%"),
            "{html}"
        );
        assert!(
            html.contains("bar is-negative") && html.contains("height: 100.0%"),
            "{html}"
        );
        let nothing = Owner::new().with(|| view! { <Bars label="x" bars=Vec::new() /> }.to_html());
        assert!(!nothing.contains("figure"), "{nothing}");
    }
}
