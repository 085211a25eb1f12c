//! A statement by e-mail: the form that sends it, and the mails that brought some.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

use crate::documents::sending::model::PaperRef;
use crate::documents::sending::pages::{MailsBeside, SendForm, send_href};
use crate::documents::templates::model::PaperKind;
use crate::error::AppError;
use crate::finance::statements::api::{SendStatement, mails_of_statements, open_statement_sending};
use crate::finance::statements::model::StatementFilter;
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, Id};
use crate::tr;
use crate::ui::icons::Icon;
use crate::ui::load::{Data, Load};
use crate::ui::may;
use crate::ui::query::href;

fn href_of(client: ClientId, filter: &StatementFilter) -> String {
    let paper = PaperRef {
        kind: PaperKind::Statement,
        id: client.uuid(),
    };
    href(&send_href(paper), filter)
}

/// The way to the form, for the days that are shown.
pub(super) fn send_link(client: ClientId, filter: &StatementFilter) -> Option<AnyView> {
    may(Right::SendMail).then(|| {
        view! { <a class="btn" href=href_of(client, filter)><Icon name="mail" /> {tr!(statements.send)}</a> }.into_any()
    })
}

/// `/send/statement/<client>`: the days are those of the address, as on the statement's own page.
#[component]
pub fn SendStatementPage() -> impl IntoView {
    let params = use_params_map();
    let search = use_location().search;
    let asked = Memo::new(move |_| {
        let client = params.with(|params| params.get("id")?.parse::<ClientId>().ok());
        let query = search.get();
        let query = query.trim_start_matches('?');
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        (client, query)
    });
    let sheet = Data::new(
        move || asked.get(),
        |(client, query)| async move {
            match client {
                Some(client) => open_statement_sending(client, query).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let action = ServerAction::<SendStatement>::new();
    view! { <Load resource=sheet let:sheet><SendForm sheet action /></Load> }.into_any()
}

/// The mails that brought the client statements.
#[component]
pub(super) fn StatementMails(client: ClientId) -> impl IntoView {
    let mails = Data::new(move || client, mails_of_statements);
    view! { <MailsBeside mails send=None once_sent=true /> }.into_any()
}
