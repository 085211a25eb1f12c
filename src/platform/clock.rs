//! The time. Tests set it; everything else reads the machine's.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::kernel::date::{Date, Timestamp};

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    System,
    /// Stands still until a test moves it.
    Fixed(Arc<Mutex<Timestamp>>),
}

impl Clock {
    #[must_use]
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    /// Now, in UTC, to the microsecond: what both databases keep.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let now = match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// Today in a time zone of the IANA database; in UTC when the zone is unknown.
    #[must_use]
    pub fn today(&self, zone: &str) -> Date {
        let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
        self.now().to_zoned_datetime(zone).date()
    }

    /// Moves a fixed clock.
    pub fn advance(&self, by: Duration) {
        if let Self::Fixed(at) = self {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at = at.checked_add(by).unwrap_or(*at);
        }
    }
}
