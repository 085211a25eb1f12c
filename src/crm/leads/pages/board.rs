//! Open leads in columns by their status. A card is dragged to another column, moved there with Alt and an arrow, or by its menu, which is a
//! plain form and works without scripts.

use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::list::new_button;
use super::narrow::{Narrow, Ways};
use super::{may_convert, words};
use crate::crm::leads::api::{MoveLead, show_lead_board};
use crate::crm::leads::forms;
use crate::crm::leads::model::{BoardColumn, LeadChoice, LeadFilter, LeadRow, LeadStage};
use crate::kernel::actor::Right;
use crate::kernel::ids::LeadId;
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::filter_bar::FilterBar;
use crate::ui::form::{Form, Hidden, focus};
use crate::ui::icons::Icon;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::money::MoneyText;
use crate::ui::page::{EmptyState, PageHead};
use crate::ui::query::{href, use_url_filter};
use crate::ui::toast::use_toasts;
use crate::ui::{carry, first_problem_text, may};

pub(super) const PATH: &str = "/leads/board";

/// What the cards of a board share.
#[derive(Clone, Copy)]
struct Moving {
    action: ServerAction<MoveLead>,
    /// The card that is being dragged, and the column it comes from.
    dragged: RwSignal<Option<(LeadId, String)>>,
    /// The column it is over, by its key.
    over: RwSignal<Option<String>>,
    /// The card that has been moved with the keyboard: the focus goes along.
    followed: RwSignal<Option<LeadId>>,
    may_edit: bool,
}

impl Moving {
    fn to(self, id: LeadId, status: String) {
        let input = forms::MoveLead { id: Some(id), status };
        self.action.dispatch(MoveLead { input });
    }

    fn end(self) {
        self.dragged.set(None);
        self.over.set(None);
    }
}

/// `/leads/board`
#[component]
pub fn LeadBoardPage() -> impl IntoView {
    view! { <Permitted right=Right::ViewLeads><LeadBoard /></Permitted> }.into_any()
}

#[component]
fn LeadBoard() -> impl IntoView {
    let filter = use_url_filter::<LeadFilter>();
    let board = Data::new(move || filter.get(), show_lead_board);
    let moving = Moving {
        action: ServerAction::new(),
        dragged: RwSignal::new(None),
        over: RwSignal::new(None),
        followed: RwSignal::new(None),
        may_edit: may(Right::EditLeads),
    };
    told(moving, board);
    let again = Callback::new(move |()| board.refetch());
    let hint = moving
        .may_edit
        .then(|| view! { <p class="page-sub only-alive">{tr!(leads.board_hint)}</p> });
    view! {
        <PageHead title=tr!(leads.title)>{new_button()}</PageHead>
        <Ways filter board=true />
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(leads.search) />
            <Narrow path=PATH filter />
        </div>
        {hint}
        <Load resource=board let:columns>
            <Board columns filter=filter.get_untracked() moving again />
        </Load>
    }
    .into_any()
}

/// Says what became of a move, and shows the board as it is now.
fn told(moving: Moving, board: Data<Vec<BoardColumn>>) {
    let (version, value) = (moving.action.version(), moving.action.value());
    let toasts = use_toasts();
    Effect::new(move |seen: Option<usize>| {
        let now = version.get();
        if seen.is_some_and(|seen| seen < now) {
            match value.get_untracked() {
                Some(Ok(())) => toasts.success(tr!(leads.moved)),
                Some(Err(error)) => {
                    toasts.failure(first_problem_text(&error));
                }
                None => {}
            }
            board.refetch();
        }
        now
    });
}

#[component]
fn Board(columns: Vec<BoardColumn>, filter: LeadFilter, moving: Moving, again: Callback<()>) -> impl IntoView {
    if columns
        .iter()
        .all(|column| column.leads == 0 && column.status.is_none())
    {
        let new = may(Right::CreateLeads)
            .then(|| view! { <a class="btn btn-primary" href="/leads/new">{tr!(leads.new)}</a> });
        return view! { <EmptyState title=tr!(leads.none) text=tr!(leads.none_text)>{new}</EmptyState> }.into_any();
    }
    if let Some(id) = moving.followed.get_untracked() {
        moving.followed.set(None);
        request_animation_frame(move || focus(&card_id(id)));
    }
    let statuses: Vec<Option<LeadChoice>> = columns.iter().map(|column| column.status.clone()).collect();
    let shown: Vec<_> = columns
        .into_iter()
        .map(|column| view! { <Column column filter=filter.clone() statuses=statuses.clone() moving again /> })
        .collect();
    view! {
        <div class="lead-board">
            {shown}
            <Customers filter moving />
        </div>
    }
    .into_any()
}

/// The id of the link of a card.
fn card_id(id: LeadId) -> String {
    format!("lead-{id}")
}

/// A column by what the form sends: the id of its status, empty for none.
fn key(status: Option<&LeadChoice>) -> String {
    status.map(|status| status.id.to_string()).unwrap_or_default()
}

#[component]
fn Column(
    column: BoardColumn,
    filter: LeadFilter,
    statuses: Vec<Option<LeadChoice>>,
    moving: Moving,
    again: Callback<()>,
) -> impl IntoView {
    let BoardColumn {
        status,
        leads,
        values,
        cards,
    } = column;
    let here = key(status.as_ref());
    let (name, class) = match &status {
        Some(status) => (status.name.clone(), words::badge_class(status.color)),
        None => (tr!(leads.no_status).to_owned(), "badge badge-neutral"),
    };
    let hidden = usize::try_from(leads).unwrap_or_default().saturating_sub(cards.len());
    let rest = (hidden > 0).then(|| {
        let all = LeadFilter {
            status: status.as_ref().map(|status| status.id),
            after: None,
            ..filter
        };
        view! { <p><a href=href(super::list::PATH, &all)>{tr!(leads.more_cards, count = hidden)}</a></p> }
    });
    let values: Vec<_> = values.into_iter().map(|money| view! { <MoneyText money /> }).collect();
    let cards: Vec<_> = cards
        .into_iter()
        .map(|lead| view! { <Card lead here=here.clone() statuses=statuses.clone() moving again /> })
        .collect();
    let target = here.clone();
    let over = move |event: DragEvent| {
        if moving.dragged.with_untracked(Option::is_some) {
            event.prevent_default();
            moving.over.set(Some(target.clone()));
        }
    };
    let target = here.clone();
    let drop = move |event: DragEvent| {
        if let Some((id, from)) = moving.dragged.get_untracked() {
            event.prevent_default();
            if from != target {
                moving.to(id, target.clone());
            }
        }
        moving.end();
    };
    let is_over = move || moving.over.with(|over| over.as_deref() == Some(here.as_str()));
    view! {
        <section class="lead-column" class:is-over=is_over on:dragover=over on:drop=drop aria-label=name.clone()>
            <h2><span class=class>{name.clone()}</span> <span class="count">{leads}</span></h2>
            <p class="lead-sums">{values}</p>
            <ul class="lead-cards">{cards}</ul>
            {rest}
        </section>
    }
    .into_any()
}

/// The last column: what is let go here is converted.
#[component]
fn Customers(filter: LeadFilter, moving: Moving) -> impl IntoView {
    const KEY: &str = "customer";
    let viewer = expect_context::<Viewer>();
    let may_convert = moving.may_edit && may_convert(&viewer);
    let navigate = use_navigate();
    let over = move |event: DragEvent| {
        if may_convert && moving.dragged.with_untracked(Option::is_some) {
            event.prevent_default();
            moving.over.set(Some(KEY.to_owned()));
        }
    };
    let drop = move |event: DragEvent| {
        if let Some((id, _)) = moving.dragged.get_untracked().filter(|_| may_convert) {
            event.prevent_default();
            navigate(
                &format!("/leads/{id}/convert"),
                leptos_router::NavigateOptions::default(),
            );
        }
        moving.end();
    };
    let is_over = move || moving.over.with(|over| over.as_deref() == Some(KEY));
    let converted = LeadFilter {
        stage: LeadStage::Customer,
        status: None,
        after: None,
        ..filter
    };
    let hint = may_convert.then(|| view! { <p class="muted only-alive">{tr!(leads.drop_to_convert)}</p> });
    view! {
        <section class="lead-column lead-customers" class:is-over=is_over on:dragover=over on:drop=drop aria-label=tr!(leads.customer)>
            <h2><span class="badge badge-good">{tr!(leads.customer)}</span></h2>
            {hint}
            <p><a href=href(super::list::PATH, &converted)>{tr!(leads.converted_ones)}</a></p>
        </section>
    }
    .into_any()
}

#[component]
fn Card(
    lead: LeadRow,
    here: String,
    statuses: Vec<Option<LeadChoice>>,
    moving: Moving,
    again: Callback<()>,
) -> impl IntoView {
    let id = lead.id;
    let company = (!lead.company.is_empty()).then(|| view! { <p>{lead.company.clone()}</p> });
    let value = (!lead.value.amount.is_zero()).then(|| view! { <MoneyText money=lead.value /> });
    let assigned = (!lead.assigned.is_empty()).then(|| view! { <span class="muted">{lead.assigned.clone()}</span> });
    let tags: Vec<_> = lead
        .tags
        .split(", ")
        .filter(|tag| !tag.is_empty())
        .map(|tag| view! { <span class="badge badge-neutral">{tag.to_owned()}</span> })
        .collect();
    let tags = (!tags.is_empty()).then(|| view! { <p class="badges">{tags}</p> });
    let from = here.clone();
    let start = move |event: DragEvent| {
        carry(&event);
        moving.dragged.set(Some((id, from.clone())));
    };
    let columns: Vec<String> = statuses.iter().map(|status| key(status.as_ref())).collect();
    let at = columns.iter().position(|column| *column == here);
    let press = move |event: KeyboardEvent| {
        if !event.alt_key() || !moving.may_edit {
            return;
        }
        let next = match event.key().as_str() {
            "ArrowRight" => at.and_then(|at| at.checked_add(1)),
            "ArrowLeft" => at.and_then(|at| at.checked_sub(1)),
            _ => return,
        };
        // On its own the browser would go back or forward.
        event.prevent_default();
        if let Some(status) = next.and_then(|next| columns.get(next)) {
            moving.followed.set(Some(id));
            moving.to(id, status.clone());
        }
    };
    let menu = moving
        .may_edit
        .then(|| view! { <CardMenu lead=lead.clone() here statuses again /> });
    let is_dragged = move || {
        moving
            .dragged
            .with(|dragged| dragged.as_ref().is_some_and(|(other, _)| *other == id))
    };
    view! {
        <li
            class="lead-card"
            class:is-dragged=is_dragged
            draggable=moving.may_edit.then_some("true")
            on:dragstart=start
            on:dragend=move |_| moving.end()
            on:keydown=press
        >
            <div class="lead-card-head">
                <a id=card_id(id) href=format!("/leads/{id}") draggable="false">{lead.name.clone()}</a>
                {menu}
            </div>
            {company}
            {tags}
            <p class="lead-card-foot">{value} {assigned}</p>
        </li>
    }
    .into_any()
}

/// Where a card can be moved to, as a plain form.
#[component]
fn CardMenu(lead: LeadRow, here: String, statuses: Vec<Option<LeadChoice>>, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<MoveLead>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    let id = lead.id;
    let buttons: Vec<_> = statuses
        .iter()
        .filter(|status| key(status.as_ref()) != here)
        .map(|status| {
            let label = status
                .as_ref()
                .map_or_else(|| tr!(leads.no_status).to_owned(), |status| status.name.clone());
            view! { <li><button type="submit" name="input[status]" value=key(status.as_ref())>{label}</button></li> }
        })
        .collect();
    let convert = may_convert(&expect_context::<Viewer>())
        .then(|| view! { <ul><li><a href=format!("/leads/{id}/convert")>{tr!(leads.convert)}</a></li></ul> });
    view! {
        <details class="menu-of">
            <summary class="btn btn-ghost btn-xs btn-square" aria-label=tr!(leads.move_card, name = lead.name.clone())>
                <Icon name="more" />
            </summary>
            <div class="pop-menu">
                <Form action done form_key=id.to_string() toast=tr!(leads.moved)>
                    <Hidden name="id" value=id.to_string() />
                    <ul aria-label=tr!(leads.move_to)>{buttons}</ul>
                </Form>
                {convert}
            </div>
        </details>
    }
    .into_any()
}
