//! What modes are called.

use leptos_i18n::td_string;

use crate::company::payment_modes::model::{NamedMode, PaymentMode};
use crate::kernel::lang::Lang;
use crate::text::{lang, locale_of};

/// The name of a mode.
#[must_use]
pub fn mode_text(named: &NamedMode) -> String {
    mode_text_in(lang(), named)
}

/// The name of a mode in the language of a paper.
#[must_use]
pub fn mode_text_in(lang: Lang, named: &NamedMode) -> String {
    if named.name.is_empty() {
        brought_along(lang, named.mode).to_owned()
    } else {
        named.name.clone()
    }
}

/// What one that is brought along is called until somebody gives it a name; an own one has its name.
pub(super) fn brought_along(lang: Lang, mode: PaymentMode) -> &'static str {
    let locale = locale_of(lang);
    match mode {
        PaymentMode::BankTransfer => td_string!(locale, payment_modes.bank_transfer),
        PaymentMode::Cash => td_string!(locale, payment_modes.cash),
        PaymentMode::Card => td_string!(locale, payment_modes.card),
        PaymentMode::Other => td_string!(locale, payment_modes.other),
        PaymentMode::Own(_) => "",
    }
}

/// Modes for a choice.
#[must_use]
pub fn mode_choices(modes: &[NamedMode]) -> Vec<(String, String)> {
    let choice = |named: &NamedMode| (named.mode.to_string(), mode_text(named));
    modes.iter().map(choice).collect()
}

/// What events recorded of a mode: a code in the reader's language; a name stands as it was recorded.
#[must_use]
pub fn recorded(recorded: &str) -> Option<String> {
    let mode = recorded.parse::<PaymentMode>().ok()?;
    mode.code().map(|_| brought_along(lang(), mode).to_owned())
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{NamedMode, PaymentMode, mode_text, mode_text_in, recorded};
    use crate::kernel::lang::Lang;

    #[test]
    fn what_is_brought_along_is_named_in_the_readers_language() {
        let cash = NamedMode {
            mode: PaymentMode::Cash,
            name: String::new(),
        };
        Owner::new().with(|| {
            provide_context(Lang::Uk);
            assert_eq!(mode_text(&cash), "Готівка");
            assert_eq!(mode_text_in(Lang::Ru, &cash), "Наличные");
            assert_eq!(recorded("cash").as_deref(), Some("Готівка"));
            assert_eq!(recorded("Каса"), None);
            let named = NamedMode {
                name: "Каса".into(),
                ..cash
            };
            assert_eq!(mode_text_in(Lang::En, &named), "Каса");
        });
    }
}
