//! What is not settled yet is looked at again by itself.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::error::AppResult;

/// The first pause; each further one is twice as long.
const FIRST: Duration = Duration::from_secs(2);

/// After two minutes nobody is waiting before the screen any more.
const LOOKS: u32 = 6;

/// Asks again for what is on its way. Made beside what loads; told of every answer. Without JavaScript nothing asks again.
#[derive(Clone, Copy)]
pub struct Recheck {
    again: Callback<()>,
    looks: StoredValue<u32>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Recheck {
    #[must_use]
    pub fn new(again: Callback<()>) -> Self {
        let recheck = Self {
            again,
            looks: StoredValue::new(0),
            timer: StoredValue::new(None),
        };
        on_cleanup(move || recheck.stop());
        recheck
    }

    /// An answer has come; whether something of it is still on its way.
    pub fn answered(self, is_on_its_way: bool) {
        Effect::new(move |_| {
            self.stop();
            if is_on_its_way {
                self.wait();
            } else {
                self.looks.try_set_value(0);
            }
        });
    }

    fn wait(self) {
        let looks = self.looks.try_get_value().unwrap_or(LOOKS);
        if looks == LOOKS {
            return;
        }
        self.looks.try_set_value(looks + 1);
        let pause = FIRST * 2_u32.pow(looks);
        let timer = set_timeout_with_handle(move || self.again.run(()), pause);
        self.timer.try_set_value(timer.ok());
    }

    fn stop(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}

/// A list that is looked at again while something of it is on its way. It is drawn anew only where that has changed it: who is choosing
/// rows, or walking through them, keeps his place.
pub struct Follow<T: Send + Sync + 'static> {
    shown: StoredValue<Option<T>>,
    recheck: Recheck,
    is_on_its_way: fn(&T) -> bool,
}

impl<T: Send + Sync + 'static> Clone for Follow<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Follow<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Follow<T> {
    /// `ask` answers what the list would show now, `changed` draws it anew.
    #[must_use]
    pub fn new<F>(
        ask: impl Fn() -> F + Send + Sync + 'static,
        changed: Callback<()>,
        is_on_its_way: fn(&T) -> bool,
    ) -> Self
    where
        F: Future<Output = AppResult<T>> + 'static,
    {
        let shown = StoredValue::new(None::<T>);
        let waits = StoredValue::new(None::<Recheck>);
        let again = Callback::new(move |()| {
            let answer = untrack(&ask);
            spawn_local(async move {
                let now = answer.await.ok();
                let is_other = shown.try_with_value(|shown| now.is_some() && *shown != now);
                if is_other == Some(true) {
                    changed.run(());
                } else if let Some(recheck) = waits.try_get_value().flatten() {
                    recheck.wait();
                }
            });
        });
        let recheck = Recheck::new(again);
        waits.set_value(Some(recheck));
        Self {
            shown,
            recheck,
            is_on_its_way,
        }
    }

    /// This is shown now.
    pub fn answered(self, shown: &T) {
        let is_on_its_way = (self.is_on_its_way)(shown);
        if is_on_its_way {
            self.shown.try_set_value(Some(shown.clone()));
        }
        self.recheck.answered(is_on_its_way);
    }
}
