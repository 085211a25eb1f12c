//! Sentences for what can be wrong, in the reader's language.

use crate::error::AppError;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::problem::Problem;
use crate::text::lang;
use crate::tr;

/// The sentence beside a field.
#[must_use]
pub fn problem_text(problem: &Problem) -> String {
    match problem {
        Problem::Required => tr!(problem.required).to_owned(),
        Problem::TooLong { max } => tr!(problem.too_long, count = *max),
        Problem::TooShort { min } => tr!(problem.too_short, count = *min),
        Problem::ForbiddenCharacters => tr!(problem.forbidden_characters).to_owned(),
        Problem::NotANumber => tr!(problem.not_a_number).to_owned(),
        Problem::TooManyPlaces { max: 0 } => tr!(problem.no_places).to_owned(),
        Problem::TooManyPlaces { max } => tr!(problem.too_many_places, count = *max),
        Problem::OutOfRange => tr!(problem.out_of_range).to_owned(),
        Problem::MustBePositive => tr!(problem.must_be_positive).to_owned(),
        Problem::MustNotBeNegative => tr!(problem.must_not_be_negative).to_owned(),
        Problem::NotAPercentage => tr!(problem.not_a_percentage).to_owned(),
        Problem::NotADate => tr!(problem.not_a_date).to_owned(),
        Problem::EarlierThan { date } => tr!(problem.earlier_than, date = short_date(lang(), *date)),
        Problem::LaterThan { date } => tr!(problem.later_than, date = short_date(lang(), *date)),
        Problem::NotAnEmail => tr!(problem.not_an_email).to_owned(),
        Problem::WrongFormat => tr!(problem.wrong_format).to_owned(),
        Problem::UnknownChoice => tr!(problem.unknown_choice).to_owned(),
        Problem::AlreadyTaken => tr!(problem.already_taken).to_owned(),
        Problem::CommonPassword => tr!(problem.common_password).to_owned(),
        Problem::WrongCredentials => tr!(problem.wrong_credentials).to_owned(),
        Problem::WrongPassword => tr!(problem.wrong_password).to_owned(),
        Problem::Different => tr!(problem.different).to_owned(),
        Problem::WrongCode => tr!(problem.wrong_code).to_owned(),
        Problem::NoLines => tr!(problem.no_lines).to_owned(),
        Problem::TooManyLines { max } => tr!(problem.too_many_lines, count = *max),
        Problem::TooLarge => tr!(problem.too_large_sum).to_owned(),
        Problem::DiscountTooLarge => tr!(problem.discount_too_large).to_owned(),
        Problem::MoreThanBalance { balance } => {
            tr!(problem.more_than_balance, balance = format::money(lang(), *balance))
        }
        Problem::OtherCurrency => tr!(problem.other_currency).to_owned(),
        Problem::WrongState => tr!(problem.wrong_state).to_owned(),
        Problem::HasPayments { paid } => tr!(problem.has_payments, paid = format::money(lang(), *paid)),
        Problem::Archived => tr!(problem.archived).to_owned(),
        Problem::NotInForce { date } => tr!(problem.not_in_force, date = short_date(lang(), *date)),
        Problem::LastAdministrator => tr!(problem.last_administrator).to_owned(),
        Problem::Yourself => tr!(problem.yourself).to_owned(),
        Problem::Closed { date } => tr!(problem.closed, date = short_date(lang(), *date)),
        Problem::CompanyIncomplete => tr!(problem.company_incomplete).to_owned(),
    }
}

/// What went wrong as a whole, and what to do now.
#[must_use]
pub fn error_text(error: &AppError) -> String {
    match error {
        AppError::NotSignedIn => tr!(problem.not_signed_in).to_owned(),
        AppError::Forbidden => tr!(problem.forbidden).to_owned(),
        AppError::NotFound => tr!(problem.not_found).to_owned(),
        AppError::Invalid(_) => tr!(problem.invalid).to_owned(),
        AppError::Conflict(conflict) => tr!(problem.conflict, by = conflict.by.clone()),
        AppError::TooLarge => tr!(problem.too_large_form).to_owned(),
        AppError::TooMany { retry_after } if *retry_after > 90 => {
            tr!(problem.too_many_minutes, count = retry_after.div_ceil(60))
        }
        AppError::TooMany { retry_after } => tr!(problem.too_many_seconds, count = (*retry_after).max(1)),
        AppError::Busy => tr!(problem.busy).to_owned(),
        AppError::Unavailable => tr!(problem.unavailable).to_owned(),
        AppError::Outdated => tr!(problem.outdated).to_owned(),
        AppError::Internal { reference } if reference.is_empty() => tr!(problem.internal).to_owned(),
        AppError::Internal { reference } => tr!(problem.internal_reference, reference = reference.clone()),
    }
}
