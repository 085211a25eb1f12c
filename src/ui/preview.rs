//! A list with the document of one of its rows beside it. A press on a row shows the document there instead of leading to its
//! page, as long as there is room for it and scripts run; J and K show the next one and the one before.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icons::Icon;
use super::{side, walk};
use crate::tr;

/// The row that is shown beside its list. Made where the list is, outside of what is loaded anew; copyable, like a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowPreview {
    /// The pages of the rows, in their order.
    rows: RwSignal<Vec<String>>,
    /// The page of the one that is shown.
    chosen: RwSignal<Option<String>>,
}

impl Default for RowPreview {
    fn default() -> Self {
        Self::new()
    }
}

impl RowPreview {
    #[must_use]
    pub fn new() -> Self {
        Self {
            rows: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
        }
    }

    /// The page of the document to show.
    pub fn chosen(self) -> Option<String> {
        self.chosen.get()
    }

    /// These rows stand there now. What was shown or opened last is shown if it is among them, else the first.
    pub(super) fn show(self, rows: Vec<String>) {
        let rows = StoredValue::new(Some(rows));
        Effect::new(move || {
            let Some(rows) = rows.try_update_value(Option::take).flatten() else {
                return;
            };
            let stands = |row: &String| rows.contains(row);
            let chosen = self.chosen.get_untracked().filter(stands);
            let chosen = chosen.or_else(|| walk::last_opened().filter(stands));
            let chosen = chosen.or_else(|| rows.first().cloned());
            self.rows.set(rows);
            self.choose(chosen);
        });
    }

    fn choose(self, row: Option<String>) {
        if let Some(row) = &row {
            side::mark_row(row);
            walk::opened(row);
        }
        self.chosen.set(row);
    }

    /// A press in the table: on a row it shows its document, if that can be seen.
    pub(super) fn pressed(self, event: &MouseEvent) {
        if let Some(row) = side::pressed_row(event).filter(|_| side::is_seen(PANE)) {
            event.prevent_default();
            self.choose(Some(row));
        }
    }

    fn step(self, step: isize) {
        let to = self.rows.with_untracked(|rows| {
            let chosen = self.chosen.get_untracked()?;
            let place = rows.iter().position(|row| *row == chosen)?;
            rows.get(place.checked_add_signed(step)?).cloned()
        });
        if to.is_some() {
            self.choose(to);
        }
    }
}

/// The id of the place beside the list.
const PANE: &str = "preview";

/// The place beside the list, with the ways to the next row, the one before and the page of the document.
#[component]
pub fn PreviewPane(preview: RowPreview, children: Children) -> impl IntoView {
    let open = move || {
        let to = preview.chosen()?;
        Some(view! { <a class="btn btn-sm" href=to data-key="o">{tr!(ui.open)}</a> })
    };
    view! {
        <section class="preview-pane" id=PANE aria-label=tr!(ui.preview)>
            <div class="preview-head">
                <button type="button" class="btn btn-sm btn-square" data-key="k" aria-label=tr!(ui.earlier) on:click=move |_| preview.step(-1)>
                    <Icon name="left" />
                </button>
                <button type="button" class="btn btn-sm btn-square" data-key="j" aria-label=tr!(ui.later) on:click=move |_| preview.step(1)>
                    <Icon name="right" />
                </button>
                {open}
            </div>
            {children()}
        </section>
    }
    .into_any()
}
