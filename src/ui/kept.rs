//! What is being typed, kept in the browser until it is saved: a page that was closed or loaded again offers it.
//!
//! The key names the person and the form; one browser may serve several people.

use std::time::Duration;

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::side;
use crate::kernel::viewer::Viewer;

/// How often what is typed is kept.
const EVERY: Duration = Duration::from_secs(3);

/// A form and the version of the object it was opened with.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    version: i64,
    form: T,
}

/// The place of a form in the browser.
#[derive(Clone, Copy)]
pub struct Keeper {
    key: StoredValue<String>,
    version: StoredValue<i64>,
}

impl Keeper {
    /// `form` tells which form it is: `invoice/new`, `invoice/<id>`.
    #[must_use]
    pub fn new(form: &str, version: i64) -> Self {
        let user = use_context::<Viewer>().and_then(|viewer| viewer.user);
        let user = user.map(|user| user.to_string()).unwrap_or_default();
        Self {
            key: StoredValue::new(format!("akta/{user}/{form}")),
            version: StoredValue::new(version),
        }
    }

    /// What was kept of this version of the object; what was typed into an older one is forgotten.
    #[must_use]
    pub fn found<T: DeserializeOwned>(self) -> Option<T> {
        let text = side::kept(&self.key.get_value())?;
        match serde_json::from_str::<Kept<T>>(&text) {
            Ok(kept) if kept.version == self.version.get_value() => Some(kept.form),
            _ => {
                self.forget();
                None
            }
        }
    }

    pub fn forget(self) {
        if let Some(key) = self.key.try_get_value() {
            side::forget(&key);
        }
    }

    /// The object was saved: what is typed from now on belongs to its next version.
    pub fn saved(self, version: i64) {
        self.forget();
        self.version.set_value(version);
    }

    /// Keeps the form every three seconds while there is something unsaved in it, and when the page is hidden.
    pub fn watch<T: Serialize>(self, dirty: RwSignal<bool>, form: impl Fn() -> T + Clone + Send + Sync + 'static) {
        let keep = move || {
            if dirty.try_get_untracked() != Some(true) {
                return;
            }
            let (Some(key), Some(version)) = (self.key.try_get_value(), self.version.try_get_value()) else {
                return;
            };
            let kept = Kept {
                version,
                form: untrack(&form),
            };
            if let Ok(text) = serde_json::to_string(&kept) {
                side::keep(&key, &text);
            }
        };
        Effect::new(move || {
            let hidden = window_event_listener(leptos::ev::pagehide, {
                let keep = keep.clone();
                move |_| keep()
            });
            let timer = set_interval_with_handle(keep.clone(), EVERY);
            on_cleanup(move || {
                hidden.remove();
                if let Ok(timer) = timer {
                    timer.clear();
                }
            });
        });
    }
}
