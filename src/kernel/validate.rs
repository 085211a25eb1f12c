//! Reading a form. Inputs carry what was typed, as text; [`Reader`] turns it into checked values and collects **all**
//! problems, each beside its field, so that a person corrects a form once.

use std::fmt::Display;
use std::num::IntErrorKind;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::currency::Currency;
use super::date::{Date, parse_date};
use super::expression::{evaluate, evaluate_amount};
use super::fixed::Fixed6;
use super::money::Amount;
use super::phone::is_phone;
use super::problem::{FieldErrors, Problem};

/// Collects the problems of one form.
#[derive(Debug, Default)]
pub struct Reader {
    errors: FieldErrors,
}

impl Reader {
    /// Notes a problem that the room found itself.
    pub fn problem(&mut self, field: impl Into<String>, problem: Problem) {
        self.errors.add(field, problem);
    }

    /// A required one-line text of at most `max` characters, trimmed.
    pub fn line(&mut self, field: &str, typed: &str, max: usize) -> String {
        let text = self.optional_line(field, typed, max);
        if text.is_empty() {
            self.errors.add(field, Problem::Required);
        }
        text
    }

    /// A one-line text of at most `max` characters, trimmed; may be empty.
    pub fn optional_line(&mut self, field: &str, typed: &str, max: usize) -> String {
        // A cell of a spreadsheet brings its tabulator along.
        self.text(field, &typed.replace('\t', " "), max, char::is_control)
    }

    /// A required text of several lines, trimmed.
    pub fn lines(&mut self, field: &str, typed: &str, max: usize) -> String {
        let text = self.optional_lines(field, typed, max);
        if text.is_empty() {
            self.errors.add(field, Problem::Required);
        }
        text
    }

    /// A text of several lines; may be empty.
    pub fn optional_lines(&mut self, field: &str, typed: &str, max: usize) -> String {
        self.text(field, &typed.replace("\r\n", "\n"), max, |c| {
            c.is_control() && c != '\n' && c != '\t'
        })
    }

    fn text(&mut self, field: &str, typed: &str, max: usize, forbidden: impl Fn(char) -> bool) -> String {
        let text = typed.trim();
        if text.chars().count() > max {
            self.errors.add(field, Problem::TooLong { max });
        } else if text.chars().any(|c| forbidden(c) || is_direction_override(c)) {
            self.errors.add(field, Problem::ForbiddenCharacters);
        }
        text.to_owned()
    }

    /// An e-mail address in lower case; may be empty.
    pub fn optional_email(&mut self, field: &str, typed: &str) -> String {
        let email = self.optional_line(field, typed, 254).to_lowercase();
        if !email.is_empty() && !is_email(&email) {
            self.errors.add(field, Problem::NotAnEmail);
        }
        email
    }

    /// A telephone number as it was typed; may be empty.
    pub fn optional_phone(&mut self, field: &str, typed: &str, max: usize) -> String {
        let phone = self.optional_line(field, typed, max);
        if !phone.is_empty() && !is_phone(&phone) {
            self.errors.add(field, Problem::NotAPhone);
        }
        phone
    }

    /// An address of the web; one without a scheme is meant as https. Others (`javascript:`) would be dangerous links. May be empty.
    pub fn optional_website(&mut self, field: &str, typed: &str) -> String {
        let text = self.optional_line(field, typed, 300);
        if text.is_empty() || text.starts_with("https://") || text.starts_with("http://") {
            return text;
        }
        if text.contains(':') || text.contains(char::is_whitespace) || !text.contains('.') {
            self.errors.add(field, Problem::NotAWebAddress);
        }
        format!("https://{text}")
    }

    /// A required e-mail address in lower case.
    pub fn email(&mut self, field: &str, typed: &str) -> String {
        let email = self.optional_email(field, typed);
        if email.is_empty() {
            self.errors.add(field, Problem::Required);
        }
        email
    }

    /// A required date.
    pub fn date(&mut self, field: &str, typed: &str) -> Option<Date> {
        if typed.trim().is_empty() {
            self.errors.add(field, Problem::Required);
            return None;
        }
        self.noted(field, parse_date(typed))
    }

    /// A date that may be left out.
    pub fn optional_date(&mut self, field: &str, typed: &str) -> Option<Date> {
        if typed.trim().is_empty() {
            None
        } else {
            self.date(field, typed)
        }
    }

    /// A required sum of money in `currency`, with at most its minor digits.
    pub fn amount(&mut self, field: &str, typed: &str, currency: Currency) -> Option<Amount> {
        self.noted(field, evaluate_amount(typed, currency))
    }

    /// A required decimal with at most six places; arithmetic such as `3*400` is computed.
    pub fn number(&mut self, field: &str, typed: &str) -> Option<Fixed6> {
        self.noted(field, evaluate(typed))
    }

    /// A required whole number within limits.
    pub fn whole(&mut self, field: &str, typed: &str, limits: RangeInclusive<i64>) -> Option<i64> {
        let (min, max) = (*limits.start(), *limits.end());
        let outside = Problem::NotBetween { min, max };
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let read = match digits.parse::<i64>() {
            Ok(number) if limits.contains(&number) => Ok(number),
            Ok(_) => Err(outside),
            Err(error) => Err(match error.kind() {
                IntErrorKind::PosOverflow | IntErrorKind::NegOverflow => outside,
                IntErrorKind::Empty => Problem::Required,
                _ if evaluate(&digits).is_ok() => Problem::TooManyPlaces { max: 0 },
                _ => Problem::NotANumber,
            }),
        };
        self.noted(field, read)
    }

    /// A required choice: a code or an id that parses as `T`.
    pub fn choice<T: FromStr>(&mut self, field: &str, typed: &str) -> Option<T> {
        let typed = typed.trim();
        if typed.is_empty() {
            self.errors.add(field, Problem::Required);
            return None;
        }
        self.noted(field, typed.parse::<T>().map_err(|_| Problem::UnknownChoice))
    }

    /// A choice that may be left out.
    pub fn optional_choice<T: FromStr>(&mut self, field: &str, typed: &str) -> Option<T> {
        if typed.trim().is_empty() {
            None
        } else {
            self.choice(field, typed)
        }
    }

    /// Takes the value out of a result and notes its error.
    pub fn noted<T, E: Into<Problem>>(&mut self, field: &str, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.errors.add(field, error.into())).ok()
    }

    /// Whether nothing was wrong so far.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.errors.is_empty()
    }

    /// The read form. `value` is `None` only where a problem was noted.
    ///
    /// # Errors
    /// All problems noted, if there are any.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, FieldErrors> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(self.errors),
        }
    }
}

/// Characters that turn the direction of the text around them and so disguise a name (`exe.fdp` as `pdf.exe`).
fn is_direction_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether the text has the shape of an address of RFC 5321 that is used in practice: one `@`, a dotted domain, no quotes,
/// spaces or control characters. Whether it exists only a letter can show.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
    let label_ok = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    local_ok && domain.contains('.') && domain.len() <= 253 && domain.split('.').all(label_ok)
}

/// A typed value written back into a form.
#[must_use]
pub fn typed(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Problem, Reader, is_email};

    #[test]
    fn all_problems_of_a_form_are_found_at_once() {
        let mut form = Reader::default();
        let name = form.line("name", "  ", 10);
        let note = form.optional_line("note", "line\nbreak", 100);
        let date = form.date("date", "31.02.2026");
        let long = form.line("long", &"я".repeat(11), 10);
        let errors = form.finish(Some((name, note, date, long))).unwrap_err();
        let found: Vec<_> = errors.iter().collect();
        assert_eq!(
            found,
            [
                ("date", &Problem::NotADate),
                ("long", &Problem::TooLong { max: 10 }),
                ("name", &Problem::Required),
                ("note", &Problem::ForbiddenCharacters),
            ]
        );
    }

    #[test]
    fn a_whole_number_is_told_its_limits() {
        let read = |typed: &str| {
            let mut form = Reader::default();
            let number = form.whole("days", typed, 0..=3650);
            form.finish(number).map_err(|errors| errors.get("days").cloned())
        };
        let outside = || Err(Some(Problem::NotBetween { min: 0, max: 3650 }));
        for (typed, expected) in [
            ("0", Ok(0)),
            (" 3 650 ", Ok(3650)),
            ("-5", outside()),
            ("99999", outside()),
            ("99999999999999999999", outside()),
            ("5,5", Err(Some(Problem::TooManyPlaces { max: 0 }))),
            ("soon", Err(Some(Problem::NotANumber))),
            (" ", Err(Some(Problem::Required))),
        ] {
            assert_eq!(read(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_direction_override_is_refused() {
        let mut form = Reader::default();
        form.line("name", "pdf\u{202E}exe", 100);
        assert!(!form.is_clean());
    }

    #[test]
    fn emails_in_use_are_accepted_and_tricks_refused() {
        for good in [
            "a@example.com",
            "ivan.petrov+akta@пример.рф",
            "o'brien@sub.example.co.uk",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.com",
            "a@b",
            "a b@c.com",
            "a@b..com",
            "a@b.com\r\nBcc: x@y.z",
            "a@-b.com",
            ".a@b.com",
            "a@b@c.com",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
