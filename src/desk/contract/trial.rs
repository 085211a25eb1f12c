//! A draft tried while it is written: what stands in the form is rendered after a pause; nothing of it is stored.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::desk::templates::held;
use crate::documents::contracts::api::{contract_shortcodes, preview_contract};
use crate::documents::contracts::model::{ContractPreview, SaveContract};
use crate::documents::templates::model::{Finding, Shortcode};
use crate::error::AppError;
use crate::kernel::ids::ContractId;

/// After the last letter until the paper is asked for.
const PAUSE: Duration = Duration::from_millis(300);

/// What came out. Copyable, like a signal.
#[derive(Clone, Copy)]
pub(super) struct Trial {
    id: ContractId,
    pub shown: RwSignal<Option<ContractPreview>>,
    pub codes: RwSignal<Vec<Shortcode>>,
    /// Why there is no answer.
    pub trouble: RwSignal<Option<AppError>>,
    /// `start end n`: the place that the editor selects.
    pub selected: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    asked: StoredValue<u32>,
}

impl Trial {
    pub fn new(id: ContractId, shown: Option<ContractPreview>) -> Self {
        let trial = Self {
            id,
            shown: RwSignal::new(shown),
            codes: RwSignal::default(),
            trouble: RwSignal::new(None),
            selected: RwSignal::default(),
            timer: StoredValue::new(None),
            asked: StoredValue::new(0),
        };
        Effect::new(move || {
            spawn_local(async move {
                // Without an answer the names of the shortcodes stand in the text instead of their meanings.
                if let Ok(codes) = contract_shortcodes(id).await {
                    trial.codes.try_set(codes);
                }
            });
        });
        trial
    }

    /// Whether errors stand in the way of printing what was tried last.
    pub fn is_faulty(self) -> bool {
        self.shown
            .with_untracked(|shown| shown.as_ref().is_some_and(|shown| shown.paper.is_none()))
    }

    /// Something was typed or chosen in the form.
    pub fn typed(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let run = move || {
            if !self.shown.is_disposed() {
                self.ask();
            }
        };
        self.timer.try_set_value(set_timeout_with_handle(run, PAUSE).ok());
    }

    /// Asks for the paper. An answer that comes after a later question is not shown.
    fn ask(self) {
        let n = self.asked.try_update_value(|n| {
            *n += 1;
            *n
        });
        let text = |name: &str| held(name).unwrap_or_default();
        let input = SaveContract {
            id: Some(self.id),
            number: text("number"),
            date: text("date"),
            subject: text("subject"),
            value: text("value"),
            currency: text("currency"),
            start: text("start"),
            end: text("end"),
            city: text("city"),
            body: text("body"),
            second_body: text("second_body"),
            ..SaveContract::default()
        };
        spawn_local(async move {
            let answer = preview_contract(input).await;
            if self.asked.try_get_value() != n {
                return;
            }
            match answer {
                Ok(preview) => {
                    self.trouble.try_set(None);
                    self.shown.try_set(Some(preview));
                }
                Err(error) => {
                    self.trouble.try_set(Some(error));
                }
            }
        });
    }

    /// Has the editor select the place of a finding.
    pub fn go(self, finding: &Finding) {
        let place = finding.place;
        self.selected.update(|selected| {
            let n: u32 = selected
                .rsplit(' ')
                .next()
                .and_then(|n| n.parse().ok())
                .unwrap_or_default();
            *selected = format!("{} {} {}", place.start, place.end, n.wrapping_add(1));
        });
    }
}
