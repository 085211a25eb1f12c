//! The term of payment: how many days, and which days count.

use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};

use super::date::Date;
use super::tax::spelled;

/// Which days a term counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    #[default]
    Calendar,
    /// Monday to Friday. Public holidays and moved working days are **not** considered: governments decide on them anew each
    /// year, and there is no calendar of them here. A due date that falls onto one can be changed in the document.
    Banking,
}

spelled!(TermUnit { Calendar = "calendar", Banking = "banking" });

/// The longest term, in days.
pub const LONGEST_TERM: i64 = 3650;

/// From a document's date to its due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct PaymentTerm {
    /// 0: due at once.
    pub days: i64,
    pub unit: TermUnit,
}

impl PaymentTerm {
    /// The due date of a document of this date.
    #[must_use]
    pub fn due(self, from: Date) -> Date {
        let span = |days: i64| jiff::Span::new().days(days.clamp(0, LONGEST_TERM));
        match self.unit {
            TermUnit::Calendar => from.saturating_add(span(self.days)),
            TermUnit::Banking => {
                let mut day = from;
                for _ in 0..self.days.clamp(0, LONGEST_TERM) {
                    day = next_banking_day(day);
                }
                day
            }
        }
    }
}

fn next_banking_day(day: Date) -> Date {
    let step = match day.weekday() {
        Weekday::Friday => 3,
        Weekday::Saturday => 2,
        _ => 1,
    };
    day.saturating_add(jiff::Span::new().days(step))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{PaymentTerm, TermUnit};

    #[test]
    fn weekends_do_not_count_in_banking_days() {
        let due = |days, unit, from| PaymentTerm { days, unit }.due(from);
        // 2026-11-24 is a Tuesday.
        let tuesday = date(2026, 11, 24);
        for (days, calendar, banking) in [
            (0, date(2026, 11, 24), date(2026, 11, 24)),
            (3, date(2026, 11, 27), date(2026, 11, 27)),
            (4, date(2026, 11, 28), date(2026, 11, 30)),
            (5, date(2026, 11, 29), date(2026, 12, 1)),
            (10, date(2026, 12, 4), date(2026, 12, 8)),
        ] {
            assert_eq!(due(days, TermUnit::Calendar, tuesday), calendar, "{days}");
            assert_eq!(due(days, TermUnit::Banking, tuesday), banking, "{days}");
        }
        for weekend in [date(2026, 11, 28), date(2026, 11, 29)] {
            assert_eq!(due(1, TermUnit::Banking, weekend), date(2026, 11, 30));
        }
        assert_eq!(due(3650, TermUnit::Banking, tuesday), date(2040, 11, 20));
        assert_eq!(due(-1, TermUnit::Banking, tuesday), tuesday);
    }
}
