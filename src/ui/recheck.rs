//! What is not settled yet is looked at again by itself.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

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
