//! `/cabinet/sign-in`, `/cabinet/forgot-password` and `/cabinet/access/<token>`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::cabinet::access::api::{
    AskCabinetReset, SetCabinetLanguage, SignInToCabinet, UseCabinetLink, is_cabinet_reset_possible, open_cabinet_link,
    show_ended_look,
};
use crate::company::accounts::pages::outside::{self, Outside};
use crate::kernel::ids::ContactId;
use crate::tr;
use crate::ui::load::{Data, Load};

fn cabinet() -> Outside {
    Outside {
        within: "/cabinet",
        class: Some("cabinet"),
        language_action: SetCabinetLanguage::PATH,
        sign_in: tr!(access.sign_in),
        forgot_text: tr!(access.forgot_text),
        forgot_sent: tr!(access.forgot_sent),
        forgot_ask: tr!(access.forgot_ask),
    }
}

/// E-mail and password, and back to the page that wanted them. Whoever has looked as a contact and comes here is told that this is over.
#[component]
pub fn CabinetSignInPage() -> impl IntoView {
    let look = Data::new(|| (), |()| show_ended_look());
    let over = view! { <Load resource=look aside=true fallback=|| () children=look_is_over /> };
    outside::sign_in_page::<SignInToCabinet, _>(cabinet(), over.into_any())
}

fn look_is_over(contact: Option<ContactId>) -> AnyView {
    let Some(contact) = contact else {
        return ().into_any();
    };
    let back = format!("/contacts/{contact}");
    view! {
        <div class="alert alert-info" role="status">
            <span>{tr!(access.look_ended)}</span>
            <a class="btn" rel="external" href=back>{tr!(cabinet.look_back)}</a>
        </div>
    }
    .into_any()
}

/// Asks for a letter with a link. What is answered is the same for every address.
#[component]
pub fn CabinetForgotPage() -> impl IntoView {
    outside::forgot_page::<AskCabinetReset, _>(cabinet(), Data::new(|| (), |()| is_cabinet_reset_possible()))
}

/// Behind a link: the password is chosen.
#[component]
pub fn CabinetAccessPage() -> impl IntoView {
    outside::link_page::<UseCabinetLink, _, _>(cabinet(), open_cabinet_link)
}
