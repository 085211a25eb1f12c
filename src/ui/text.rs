//! Sentences for what can be wrong, in the reader's language.

use leptos::prelude::*;

use super::doors::readers_sign_in;
use crate::error::AppError;
use crate::kernel::date::short_date;
use crate::kernel::format;
use crate::kernel::problem::Problem;
use crate::kernel::requisites::{MAX_OTHER_LENGTH, NumberForm, TaxIdKind};
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
        Problem::NotBetween { min, max } => tr!(problem.not_between, min = *min, max = *max),
        Problem::OutOfRange => tr!(problem.out_of_range).to_owned(),
        Problem::MustBePositive => tr!(problem.must_be_positive).to_owned(),
        Problem::MustNotBeNegative => tr!(problem.must_not_be_negative).to_owned(),
        Problem::NotAPercentage => tr!(problem.not_a_percentage).to_owned(),
        Problem::NoPercentage => tr!(problem.no_percentage).to_owned(),
        Problem::NotADate => tr!(problem.not_a_date).to_owned(),
        Problem::EarlierThan { date } => tr!(problem.earlier_than, date = short_date(lang(), *date)),
        Problem::LaterThan { date } => tr!(problem.later_than, date = short_date(lang(), *date)),
        Problem::NotAnEmail => tr!(problem.not_an_email).to_owned(),
        Problem::NotAPhone => tr!(problem.not_a_phone).to_owned(),
        Problem::NotAWebAddress => tr!(problem.not_a_web_address).to_owned(),
        Problem::WrongFormat { expected } => form_text(*expected),
        Problem::NotAPattern => tr!(problem.not_a_pattern).to_owned(),
        Problem::PatternWithoutMonth => tr!(problem.pattern_without_month).to_owned(),
        Problem::UnknownChoice => tr!(problem.unknown_choice).to_owned(),
        Problem::AlreadyTaken => tr!(problem.already_taken).to_owned(),
        Problem::CommonPassword => tr!(problem.common_password).to_owned(),
        Problem::WrongCredentials => tr!(problem.wrong_credentials).to_owned(),
        Problem::WrongPassword => tr!(problem.wrong_password).to_owned(),
        Problem::Different => tr!(problem.different).to_owned(),
        Problem::WrongCode => tr!(problem.wrong_code).to_owned(),
        Problem::LinkIsOver => tr!(problem.link_is_over).to_owned(),
        Problem::NoLines => tr!(problem.no_lines).to_owned(),
        Problem::Full { max } => tr!(problem.full, max = *max),
        Problem::TooManyLines { max } => tr!(problem.too_many_lines, count = *max),
        Problem::TooLarge => tr!(problem.too_large_sum).to_owned(),
        Problem::DiscountTooLarge => tr!(problem.discount_too_large).to_owned(),
        Problem::MoreThanBalance { balance } => {
            tr!(problem.more_than_balance, balance = format::money(lang(), *balance))
        }
        Problem::MoreThanPayment { left } => tr!(problem.more_than_payment, left = format::money(lang(), *left)),
        Problem::MoreThanAdvance { advance } => {
            tr!(problem.more_than_advance, advance = format::money(lang(), *advance))
        }
        Problem::MoreThanWriteOffLimit { limit } => {
            tr!(problem.more_than_write_off_limit, limit = format::money(lang(), *limit))
        }
        Problem::AlreadyPaid => tr!(problem.already_paid).to_owned(),
        Problem::AlreadyReversed => tr!(problem.already_reversed).to_owned(),
        Problem::HasRefunds { refunded } => tr!(problem.has_refunds, refunded = format::money(lang(), *refunded)),
        Problem::NotIncoming => tr!(problem.not_incoming).to_owned(),
        Problem::OtherCurrency => tr!(problem.other_currency).to_owned(),
        Problem::WrongState => tr!(problem.wrong_state).to_owned(),
        Problem::StillDraft => tr!(problem.still_draft).to_owned(),
        Problem::AlreadyIssued => tr!(problem.already_issued).to_owned(),
        Problem::AlreadyCancelled => tr!(problem.already_cancelled).to_owned(),
        Problem::AlreadyConverted => tr!(problem.already_converted).to_owned(),
        Problem::AlreadyBilled => tr!(problem.already_billed).to_owned(),
        Problem::NotBillable => tr!(problem.not_billable).to_owned(),
        Problem::AlreadyTerminated => tr!(problem.already_terminated).to_owned(),
        Problem::OtherParties => tr!(problem.other_parties).to_owned(),
        Problem::AnnexOfAnnex => tr!(problem.annex_of_annex).to_owned(),
        Problem::HasPayments { paid } => tr!(problem.has_payments, paid = format::money(lang(), *paid)),
        Problem::HasClosings => tr!(problem.has_closings).to_owned(),
        Problem::HasClosingsOff => tr!(problem.has_closings_off).to_owned(),
        Problem::DraftExists => tr!(problem.draft_exists).to_owned(),
        Problem::MoreThanQuantityLeft { left } => {
            tr!(problem.more_than_quantity_left, left = format::number(lang(), *left))
        }
        Problem::MoreThanAmountLeft { left } => {
            tr!(problem.more_than_amount_left, left = format::money(lang(), *left))
        }
        Problem::AlreadyClosed => tr!(problem.already_closed).to_owned(),
        Problem::VatRateEnded { rate, date } => {
            tr!(
                problem.vat_rate_ended,
                rate = format::number(lang(), rate.percent()),
                date = short_date(lang(), *date)
            )
        }
        Problem::NoRateInForce { date } => tr!(problem.no_rate_in_force, date = short_date(lang(), *date)),
        Problem::SignedByClient => tr!(problem.signed_by_client).to_owned(),
        Problem::AlreadyAnswered => tr!(problem.already_answered).to_owned(),
        Problem::PaperReplaced => tr!(problem.paper_replaced).to_owned(),
        Problem::AgreementChanged => tr!(problem.agreement_changed).to_owned(),
        Problem::AnsweredByThemselves => tr!(problem.answered_by_themselves).to_owned(),
        Problem::Archived => tr!(problem.archived).to_owned(),
        Problem::NotInForce { date } => tr!(problem.not_in_force, date = short_date(lang(), *date)),
        Problem::LastAdministrator => tr!(problem.last_administrator).to_owned(),
        Problem::Yourself => tr!(problem.yourself).to_owned(),
        Problem::NeededRight => tr!(problem.needed_right).to_owned(),
        Problem::TooWide => tr!(problem.too_wide).to_owned(),
        Problem::UnseenPapers => tr!(problem.unseen_papers).to_owned(),
        Problem::AddressOfUnseenPapers => tr!(problem.address_of_unseen_papers).to_owned(),
        Problem::LooksAlike => tr!(problem.looks_alike).to_owned(),
        Problem::PrimaryContact => tr!(problem.primary_contact).to_owned(),
        Problem::InUse => tr!(problem.in_use).to_owned(),
        Problem::NewBeginWithIt => tr!(problem.new_begin_with_it).to_owned(),
        Problem::Retired => tr!(problem.retired).to_owned(),
        Problem::Closed { date } => tr!(problem.closed, date = short_date(lang(), *date)),
        Problem::Fixed => tr!(problem.fixed).to_owned(),
        Problem::OnlyForCompanies => tr!(problem.only_for_companies).to_owned(),
        Problem::EmptyFile => tr!(problem.empty_file).to_owned(),
        Problem::FileTooLarge { megabytes } => tr!(problem.file_too_large, megabytes = *megabytes),
        Problem::FileTypeRefused => tr!(problem.file_type_refused).to_owned(),
        Problem::FileNotAsNamed => tr!(problem.file_not_as_named).to_owned(),
        Problem::NotAPicture => tr!(problem.not_a_picture).to_owned(),
        Problem::TooManyPixels { side } => tr!(problem.too_many_pixels, side = *side),
        Problem::CompanyIncomplete => tr!(problem.company_incomplete).to_owned(),
        Problem::NumbersGiven { last } => tr!(problem.numbers_given, last = *last),
        Problem::OtherPeriod { period } => tr!(problem.other_period, period = period.clone()),
        Problem::LessThanPaid { paid } => tr!(problem.less_than_paid, paid = format::money(lang(), *paid)),
        Problem::FilterTooLong => tr!(problem.filter_too_long).to_owned(),
        Problem::NumberRepeated { number } => tr!(problem.number_repeated, number = number.clone()),
        Problem::TemplateErrors { errors, line, column } => {
            tr!(
                problem.template_errors,
                errors = *errors,
                line = *line,
                column = *column
            )
        }
        Problem::TemplateNeeds { name, line, column } => {
            tr!(
                problem.template_needs,
                name = name.clone(),
                line = *line,
                column = *column
            )
        }
        Problem::TemplateWithoutVat { rate } => {
            tr!(
                problem.template_without_vat,
                rate = format::number(lang(), rate.percent())
            )
        }
        Problem::NotATemplateFile => tr!(problem.not_a_template_file).to_owned(),
        Problem::MailServerSays { words } => tr!(problem.mail_server_says, words = words.clone()),
        Problem::OnlyOnThisMachine => tr!(problem.only_on_this_machine).to_owned(),
        Problem::NobodyToWriteTo => tr!(problem.nobody_to_write_to).to_owned(),
        Problem::NoSender => tr!(problem.no_sender).to_owned(),
        Problem::AlreadySent => tr!(problem.already_sent).to_owned(),
        Problem::LetterTooLarge { megabytes } => tr!(problem.letter_too_large, megabytes = *megabytes),
    }
}

/// What a number has to look like.
fn form_text(form: NumberForm) -> String {
    let digits = |count: u8| tr!(problem.form_digits, digits = count);
    match form {
        NumberForm::TaxId(kind) => match kind {
            TaxIdKind::RuInn => tr!(problem.form_ru_inn).to_owned(),
            TaxIdKind::RuKpp => tr!(problem.form_ru_kpp).to_owned(),
            TaxIdKind::RuOgrn => digits(13),
            TaxIdKind::RuOgrnip => digits(15),
            TaxIdKind::UaEdrpou => digits(8),
            TaxIdKind::UaRnokpp => digits(10),
            TaxIdKind::UaPassport => tr!(problem.form_ua_passport).to_owned(),
            TaxIdKind::UaIpn => tr!(problem.form_ua_ipn).to_owned(),
            TaxIdKind::EuVat => tr!(problem.form_eu_vat).to_owned(),
            TaxIdKind::Other => tr!(problem.too_long, count = MAX_OTHER_LENGTH),
        },
        NumberForm::RuBic => digits(9),
        NumberForm::RuAccount => digits(20),
        NumberForm::Iban => tr!(problem.form_iban).to_owned(),
        NumberForm::Swift => tr!(problem.form_swift).to_owned(),
    }
}

/// The first thing that is wrong, where there is room for one sentence; [`error_text`] for what is about no field.
#[must_use]
pub fn first_problem_text(error: &AppError) -> String {
    match error {
        AppError::Invalid(errors) => errors.iter().next().map(|(_, problem)| problem_text(problem)),
        _ => None,
    }
    .unwrap_or_else(|| error_text(error))
}

/// `Fill this in` → `fill this in`, after a colon or a comma. An abbreviation (`VAT`) stays what it is.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

/// What went wrong as a whole, and what to do now.
#[must_use]
pub fn error_text(error: &AppError) -> String {
    match error {
        AppError::NotSignedIn => tr!(problem.not_signed_in).to_owned(),
        AppError::Forbidden => tr!(problem.forbidden).to_owned(),
        AppError::SwitchedOff => tr!(problem.switched_off).to_owned(),
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

/// What went wrong with something that was sent, where it stays to be sent again. Whoever has been signed out meanwhile signs in
/// beside it, so that nothing is lost.
#[must_use]
pub fn failure(error: &AppError) -> AnyView {
    if *error == AppError::NotSignedIn {
        return view! {
            <p>{tr!(problem.signed_out_here)}</p>
            <p><a class="btn btn-sm" href=readers_sign_in() target="_blank" rel="external">{tr!(problem.sign_in_beside)}</a></p>
        }
        .into_any();
    }
    view! { <p>{error_text(error)}</p> }.into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{AppError, NumberForm, Problem, TaxIdKind, error_text, lower_first, problem_text};
    use crate::kernel::currency::Currency;
    use crate::kernel::lang::Lang;
    use crate::kernel::money::{Amount, Money};

    fn read<T>(lang: Lang, text: impl FnOnce() -> T) -> T {
        Owner::new().with(|| {
            provide_context(lang);
            text()
        })
    }

    #[test]
    fn counted_words_bend_as_the_language_wants() {
        let wait = |lang, seconds| read(lang, || error_text(&AppError::TooMany { retry_after: seconds }));
        for (lang, seconds, end) in [
            (Lang::Ru, 1, "через 1 секунду."),
            (Lang::Ru, 3, "через 3 секунды."),
            (Lang::Ru, 11, "через 11 секунд."),
            (Lang::Ru, 21, "через 21 секунду."),
            (Lang::Uk, 22, "через 22 секунди."),
            (Lang::Uk, 25, "через 25 секунд."),
            (Lang::En, 1, "in 1 second."),
            (Lang::En, 90, "in 90 seconds."),
            (Lang::En, 91, "in 2 minutes."),
            (Lang::Ru, 300, "через 5 минут."),
        ] {
            assert!(wait(lang, seconds).ends_with(end), "{}", wait(lang, seconds));
        }
    }

    #[test]
    fn an_abbreviation_is_not_made_small() {
        for (text, small) in [
            ("Цена", "цена"),
            ("НДС", "НДС"),
            ("IBAN и номер", "IBAN и номер"),
            ("E-mail", "e-mail"),
            ("Я", "я"),
            ("", ""),
        ] {
            assert_eq!(lower_first(text), small);
        }
    }

    #[test]
    fn a_wrong_number_is_told_its_form() {
        let said = |expected| read(Lang::Ru, || problem_text(&Problem::WrongFormat { expected }));
        assert_eq!(said(NumberForm::RuBic), "Нужно 9 цифр");
        assert_eq!(said(NumberForm::RuAccount), "Нужно 20 цифр");
        assert_eq!(said(NumberForm::TaxId(TaxIdKind::RuOgrn)), "Нужно 13 цифр");
        assert!(said(NumberForm::TaxId(TaxIdKind::RuKpp)).contains("9 цифр"));
        assert_eq!(said(NumberForm::TaxId(TaxIdKind::Other)), "Не больше 64 знаков");
        let said = |lang, problem| read(lang, || problem_text(&problem));
        let limits = Problem::NotBetween { min: 0, max: 3650 };
        assert_eq!(said(Lang::Ru, limits), "Число от 0 до 3650");
        assert!(said(Lang::Ru, Problem::NotAPattern).contains("{N}"));
        assert!(said(Lang::Uk, Problem::NotAWebAddress).contains("https://"));
        assert_eq!(said(Lang::Ru, Problem::AlreadyIssued), "Это уже не черновик");
    }

    #[test]
    fn values_in_a_sentence_are_spelled_in_its_language() {
        let problem = Problem::MoreThanBalance {
            balance: Money::new(Amount::from_minor(125_050), Currency::Uah),
        };
        assert!(read(Lang::Uk, || problem_text(&problem)).contains("1\u{a0}250,50\u{a0}UAH"));
        assert!(read(Lang::En, || problem_text(&problem)).contains("1,250.50\u{a0}UAH"));
        let closed = Problem::Closed {
            date: jiff::civil::date(2026, 1, 31),
        };
        assert!(read(Lang::Ru, || problem_text(&closed)).contains("31.01.2026"));
    }
}
