//! `/sign-in`, `/forgot-password` and `/access/<token>`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::outside::{self, Outside};
use crate::company::accounts::api::{self, AskReset, SetLanguage, UseLink, is_reset_possible, open_link};
use crate::tr;
use crate::ui::load::Data;

fn staff() -> Outside {
    Outside {
        within: "",
        class: None,
        language_action: SetLanguage::PATH,
        sign_in: tr!(accounts.sign_in),
        forgot_text: tr!(accounts.forgot_text),
        forgot_sent: tr!(accounts.forgot_sent),
        forgot_ask: tr!(accounts.forgot_ask),
    }
}

/// E-mail and password, and back to the page that wanted them.
#[component]
pub fn SignInPage() -> impl IntoView {
    outside::sign_in_page::<api::SignIn, _>(staff(), ().into_any())
}

/// Asks for a letter with a link. What is answered is the same for every address.
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    outside::forgot_page::<AskReset, _>(staff(), Data::new(|| (), |()| is_reset_possible()))
}

/// Behind a link: the password is chosen.
#[component]
pub fn AccessPage() -> impl IntoView {
    outside::link_page::<UseLink, _, _>(staff(), open_link)
}
