//! What was answered electronically, beside what the staff records by hand.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use uuid::Uuid;

use crate::documents::signatures::model::SignedPaper;
use crate::documents::signing::api::{SignForCompany, paper_answers};
use crate::documents::signing::model::{SignSheet, StaffAnswers};
use crate::documents::signing::pages::{SignFields, answer_view};
use crate::kernel::ids::AnswerId;
use crate::kernel::owner::OwnerKind;
use crate::tr;
use crate::ui::form::{Form, FormActions, Submit, came_back};
use crate::ui::load::{Data, Load};

/// The answers to a paper that has ended, as a card of their own; nothing where there are none.
#[component]
pub fn AnswersCard(paper: SignedPaper, changed: Callback<()>) -> impl IntoView {
    view! { <Electronic paper changed alone=true /> }.into_any()
}

/// The answers to a paper, and the form that signs it for the own company while it can be signed.
#[component]
pub(super) fn Electronic(
    paper: SignedPaper,
    changed: Callback<()>,
    /// Not within the card of all that is known of the signatures.
    #[prop(optional)]
    alone: bool,
) -> impl IntoView {
    let (owner, revision) = (paper.owner, paper.revision);
    let answers = Data::new(move || (owner.kind, owner.id), |(kind, id)| paper_answers(kind, id));
    let show = move |found: StaffAnswers| {
        let is_empty = found.answers.is_empty() && found.sign.is_none();
        let shown = show((owner.kind, owner.id), revision, found, changed);
        if !alone || is_empty {
            return shown;
        }
        view! {
            <section class="side-card" data-part="signatures" aria-label=tr!(signatures.title)>
                <h2>{tr!(signatures.title)}</h2>
                {shown}
            </section>
        }
        .into_any()
    };
    view! { <Load resource=answers aside=true fallback=|| () children=show /> }.into_any()
}

fn show((kind, id): (OwnerKind, Uuid), revision: i64, found: StaffAnswers, changed: Callback<()>) -> AnyView {
    let StaffAnswers { answers, sign } = found;
    if answers.is_empty() && sign.is_none() {
        return ().into_any();
    }
    let answers: Vec<_> = answers
        .into_iter()
        .map(|answer| answer_view(answer, revision))
        .collect();
    let form = sign.map(|sheet| view! { <SignForm kind id sheet changed /> });
    view! {
        <h3>{tr!(signing.answers_title)}</h3>
        <ul class="event-list">{answers}</ul>
        {form}
    }
    .into_any()
}

#[component]
fn SignForm(kind: OwnerKind, id: Uuid, sheet: SignSheet, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<SignForCompany>::new();
    let done = Callback::new(move |_: (AnswerId,)| changed.run(()));
    let is_back = came_back(SignForCompany::PATH, "");
    view! {
        <details open=is_back data-part="sign">
            <summary class="btn btn-sm">{tr!(signing.sign_for_us)}</summary>
            <Form action done toast=tr!(signing.signed_toast)>
                <SignFields kind id=id.to_string() sheet />
                <FormActions>
                    <Submit label=tr!(signing.sign) />
                </FormActions>
            </Form>
        </details>
    }
    .into_any()
}
