//! What the profiles of the staff and of contacts have alike: the password and the open sessions.

use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::{Http, ServerFn};
use serde::de::DeserializeOwned;

use super::outside::{new_password_fields, password_field};
use crate::company::accounts::model::SessionRow;
use crate::error::AppError;
use crate::kernel::date::short_time;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{Form, FormActions, Hidden, Submit};
use crate::ui::load::{Data, Load};
use crate::ui::page::Section;
use crate::ui::plain_table::{Head, plain_table, text_cell};

/// The form that changes one's own password, sent to the server function `S`.
pub fn password_section<S, O>(
    // The sessions are other ones now.
    again: Callback<()>,
) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let change = ServerAction::<S>::new();
    // After a success the fields are empty again.
    let round = RwSignal::new(0);
    let done = Callback::new(move |_: (S::Output,)| {
        round.update(|n| *n += 1);
        again.run(());
    });
    view! {
        <Section title=tr!(accounts.change_password)>
            <For each=move || [round.get()] key=|round| *round let:_round>
                <Form action=change done toast=tr!(accounts.password_changed)>
                    {password_fields(expect_context::<Viewer>().email)}
                </Form>
            </For>
        </Section>
    }
    .into_any()
}

fn password_fields(email: String) -> AnyView {
    view! {
        <div class="form-grid">
            // Tells password managers whose password it is.
            <input type="text" autocomplete="username" value=email hidden=true readonly=true />
            {password_field("current_password", tr!(accounts.current_password), "current-password", "", false)}
            {new_password_fields(false)}
        </div>
        <FormActions>
            <Submit label=tr!(accounts.change_password_action) second=true />
            <span class="muted">{tr!(accounts.change_password_note)}</span>
        </FormActions>
    }
    .into_any()
}

/// The open sessions; the server function `One` ends one of them, `Others` all but the one that asks.
pub fn sessions_section<One, Others, O>(sessions: Data<Vec<SessionRow>>) -> AnyView
where
    One: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    One::Output: Clone + Send + Sync + 'static,
    Others: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    Others::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let again = Callback::new(move |()| sessions.refetch());
    let shown = move |rows: Vec<SessionRow>| {
        let others = rows.iter().any(|row| !row.current);
        view! {
            {table(rows, |row| end_one::<One, O>(row, again))}
            {others.then(|| end_others::<Others, O>(again))}
        }
        .into_any()
    };
    view! {
        <Section title=tr!(accounts.sessions)>
            <Load resource=sessions let:rows>{shown(rows)}</Load>
        </Section>
    }
    .into_any()
}

fn end_one<S, O>(row: &SessionRow, again: Callback<()>) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let (end, id) = (ServerAction::<S>::new(), row.id.to_string());
    let done = Callback::new(move |_: (S::Output,)| again.run(()));
    view! {
        <Form action=end argument="" form_key=id.clone() done toast=tr!(accounts.session_ended)>
            <Hidden name="id" value=id />
            <Submit label=tr!(accounts.end) second=true />
        </Form>
    }
    .into_any()
}

fn end_others<S, O>(again: Callback<()>) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, O>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Clone + Send + Sync + 'static,
    O: 'static,
{
    let end = ServerAction::<S>::new();
    let done = Callback::new(move |_: (S::Output,)| again.run(()));
    view! {
        <Form action=end argument="" done toast=tr!(accounts.sessions_ended)>
            <FormActions><Submit label=tr!(accounts.end_others) second=true /></FormActions>
        </Form>
    }
    .into_any()
}

/// Sessions as a table; `end` is the form that ends one.
fn table(rows: Vec<SessionRow>, end: impl Fn(&SessionRow) -> AnyView) -> AnyView {
    let row = |row: SessionRow| {
        let way_out = if row.current {
            view! { <Badge tone=Tone::Good text=tr!(accounts.this_session) /> }.into_any()
        } else {
            end(&row)
        };
        let device = if row.device.is_empty() {
            tr!(accounts.unknown_device).to_owned()
        } else {
            row.device
        };
        [
            device.into_any(),
            text_cell(row.address),
            short_time(lang(), row.since).into_any(),
            short_time(lang(), row.last_seen).into_any(),
            way_out,
        ]
    };
    let heads = [
        Head::Text(tr!(accounts.device)),
        Head::Text(tr!(accounts.address)),
        Head::Text(tr!(accounts.since)),
        Head::Text(tr!(accounts.last_seen)),
        Head::Steps(tr!(accounts.end)),
    ];
    plain_table(tr!(accounts.sessions), heads, rows.into_iter().map(row))
}
