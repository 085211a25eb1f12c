//! A state in one word: colour and text, never colour alone.

use leptos::prelude::*;

use super::html::{Piece, span};

/// What a state means to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Info,
    Good,
    Warn,
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge badge-neutral",
            Self::Info => "badge badge-accent",
            Self::Good => "badge badge-good",
            Self::Warn => "badge badge-warn",
            Self::Bad => "badge badge-bad",
        }
    }
}

/// ```ignore
/// view! { <Badge tone=Tone::Bad text=tr!(invoices.overdue) /> }
/// ```
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=tone.class()>{text}</span> }.into_any()
}

/// [`Badge`] in a cell of a table.
#[must_use]
pub fn badge_cell(tone: Tone, text: impl Piece) -> impl Piece {
    span(tone.class(), text)
}
