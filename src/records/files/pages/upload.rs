//! The field that sends files. Without scripts it is a plain form; with them each file is a request of its own, three at a time, with its
//! progress, and one that failed is sent again by a press.

use leptos::ev::{self, DragEvent, Event};
use leptos::prelude::*;

use super::sending::{self, Chosen, Handle};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::RequestKey;
use crate::kernel::problem::Problem;
use crate::records::files::model::{FIELD, FileType, Limits, accepted};
use crate::tr;
use crate::ui::form::guard::Unsaved;
use crate::ui::form::{RequestKeyField, failed_form, fresh_request};
use crate::ui::toast::{Toasts, use_toasts};
use crate::ui::{first_problem_text, problem_text};

/// So many files are on their way at once.
const AT_ONCE: usize = 3;

/// Sends files to an address ([`crate::records::files::model::upload_address`]). Once nothing is on its way any more, `stored` hears that
/// files have been added, and whether all of them were.
#[component]
pub fn AddFiles(address: String, limits: Limits, stored: Callback<(bool,)>) -> impl IntoView {
    let queue = Queue::new(address.clone(), limits, stored);
    let over = RwSignal::new(false);
    listen_to_drops(queue, over);
    let id = address.trim_start_matches('/').replace('/', "-");
    let hint_id = format!("{id}-hint");
    let refused = refused(&address);
    let invalid = (!refused.is_empty()).then_some("true");
    let refused = (!refused.is_empty()).then(|| view! { <ul class="field-error" role="alert">{refused}</ul> });
    view! {
        <form method="post" action=address enctype="multipart/form-data" class="file-drop" class:is-over=move || over.get()>
            <RequestKeyField alone=true />
            <div class="field">
                <label class="field-label" for=id.clone()>{tr!(files.add)}</label>
                <input
                    class="file-input"
                    type="file"
                    id=id
                    name=FIELD
                    multiple=true
                    accept=accepted()
                    aria-invalid=invalid
                    aria-describedby=hint_id.clone()
                    data-key="n"
                    on:change=move |event: Event| queue.add(queue.within(|| sending::chosen(&event)))
                />
                {refused}
                <div class="field-hint" id=hint_id>
                    {tr!(files.hint, megabytes = limits.megabytes)} ". " <span class="only-alive">{tr!(files.drop)}</span>
                </div>
            </div>
            <div class="form-actions only-plain">
                <button type="submit" class="btn">{tr!(files.attach)}</button>
            </div>
        </form>
        <ul class="upload-list">
            <For each=move || queue.rows.get() key=|row| row.id let:row>{queue.row(row)}</For>
        </ul>
    }
    .into_any()
}

/// The files of a plain form that were not taken, each with its reason.
fn refused(address: &str) -> Vec<AnyView> {
    let Some(failed) = failed_form(address, "") else {
        return Vec::new();
    };
    let AppError::Invalid(errors) = &failed.error else {
        return vec![view! { <li>{first_problem_text(&failed.error)}</li> }.into_any()];
    };
    let line = |(field, problem): (&str, &Problem)| {
        let name = failed.values.get(field).filter(|name| !name.is_empty());
        let name = name.map(|name| view! { <strong>{name.clone()}</strong> ": " });
        view! { <li>{name} {problem_text(problem)}</li> }.into_any()
    };
    errors.iter().map(line).collect()
}

/// Files are dropped anywhere on the page.
fn listen_to_drops(queue: Queue, over: RwSignal<bool>) {
    let show = move |shown: bool| {
        // The page may be going.
        let _ = over.try_update(|over| *over = shown);
    };
    let dragged = window_event_listener(ev::dragover, move |event: DragEvent| {
        if sending::carries_files(&event) {
            event.prevent_default();
            show(true);
        }
    });
    let left = window_event_listener(ev::dragleave, move |event: DragEvent| {
        if event.related_target().is_none() {
            show(false);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event: DragEvent| {
        show(false);
        if sending::carries_files(&event) {
            event.prevent_default();
            queue.add(queue.within(|| sending::dropped(&event)));
        }
    });
    on_cleanup(move || {
        dragged.remove();
        left.remove();
        dropped.remove();
    });
}

/// How far a file has come.
#[derive(Debug, Clone, PartialEq)]
enum State {
    Waiting,
    /// The part of it that is gone, of 1.
    Sending(f64),
    Added,
    /// Why not, and whether it makes sense to send it again.
    Failed(String, bool),
}

/// A file of the queue.
#[derive(Clone)]
struct Upload {
    id: usize,
    name: String,
    file: Handle,
    /// The same however often it is sent: an answer that got lost makes no second file.
    key: RequestKey,
    state: ArcRwSignal<State>,
}

/// The files that are being sent.
#[derive(Clone, Copy)]
struct Queue {
    rows: RwSignal<Vec<Upload>>,
    last: StoredValue<usize>,
    address: StoredValue<String>,
    limits: Limits,
    stored: Callback<(bool,)>,
    toasts: Toasts,
    /// Leaving the page would lose files.
    busy: RwSignal<bool>,
    /// What files hold is given back with the page.
    owner: StoredValue<Option<Owner>>,
}

impl Queue {
    fn new(address: String, limits: Limits, stored: Callback<(bool,)>) -> Self {
        let busy = RwSignal::new(false);
        if let Some(page) = use_context::<Unsaved>() {
            page.watch(busy);
        }
        Self {
            rows: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
            address: StoredValue::new(address),
            limits,
            stored,
            toasts: use_toasts(),
            busy,
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// What is made here goes with the page.
    fn within<T>(self, make: impl FnOnce() -> T) -> T {
        match self.owner.try_get_value().flatten() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    fn add(self, chosen: Vec<Chosen>) {
        let upload = |chosen: Chosen| {
            self.last.update_value(|last| *last += 1);
            let refused = self
                .refused(&chosen)
                .map(|problem| State::Failed(problem_text(&problem), false));
            Upload {
                id: self.last.get_value(),
                name: chosen.name,
                file: chosen.file,
                key: fresh_request(),
                state: ArcRwSignal::new(refused.unwrap_or(State::Waiting)),
            }
        };
        let added: Vec<_> = chosen.into_iter().map(upload).collect();
        if !added.is_empty() {
            self.rows.update(|rows| rows.extend(added));
            self.go_on();
        }
    }

    /// What the server would refuse after all of it has been sent.
    fn refused(self, chosen: &Chosen) -> Option<Problem> {
        let megabytes = self.limits.megabytes;
        if chosen.size > f64::from(megabytes) * 1_048_576.0 {
            let megabytes = usize::try_from(megabytes).unwrap_or(usize::MAX);
            return Some(Problem::FileTooLarge { megabytes });
        }
        FileType::of_name(&chosen.name)
            .is_none()
            .then_some(Problem::FileTypeRefused)
    }

    /// Sends the next ones, or comes to rest.
    fn go_on(self) {
        let Some(rows) = self.rows.try_get_untracked() else {
            return;
        };
        let is = |wanted: fn(&State) -> bool| move |row: &&Upload| row.state.with_untracked(wanted);
        let on_the_way = rows
            .iter()
            .filter(is(|state| matches!(state, State::Sending(_))))
            .count();
        let waiting: Vec<_> = rows
            .iter()
            .filter(is(|state| *state == State::Waiting))
            .cloned()
            .collect();
        self.busy.set(on_the_way + waiting.len() > 0);
        if on_the_way == 0 && waiting.is_empty() {
            return self.come_to_rest(&rows);
        }
        for row in waiting.into_iter().take(AT_ONCE.saturating_sub(on_the_way)) {
            self.send(row);
        }
    }

    fn send(self, row: Upload) {
        row.state.set(State::Sending(0.0));
        let (state, id) = (row.state.clone(), row.id);
        let progress = move |part: f64| {
            state.set(State::Sending(part));
            // Taken out, or the page was left.
            self.rows
                .try_with_untracked(|rows| rows.iter().any(|row| row.id == id))
                .unwrap_or_default()
        };
        let (state, key) = (row.state, row.key.to_string());
        let done = move |answer: Option<AppResult<()>>| {
            state.set(match answer {
                Some(Ok(())) => State::Added,
                Some(Err(error)) => State::Failed(first_problem_text(&error), true),
                None => State::Failed(tr!(files.broken).to_owned(), true),
            });
            self.go_on();
        };
        let Some(address) = self.address.try_get_value() else {
            return;
        };
        sending::send(&address, &key, row.file, progress, done);
    }

    /// What has been added leaves the queue; what failed stays.
    fn come_to_rest(self, rows: &[Upload]) {
        let is_added = |row: &Upload| row.state.with_untracked(|state| *state == State::Added);
        let added = rows.iter().filter(|row| is_added(row)).count();
        if added == 0 {
            return;
        }
        self.rows.update(|rows| rows.retain(|row| !is_added(row)));
        self.toasts.success(tr!(files.added_many, count = added));
        self.stored.run((added == rows.len(),));
    }

    fn take_out(self, id: usize) {
        self.rows.update(|rows| rows.retain(|row| row.id != id));
        self.go_on();
    }

    fn row(self, row: Upload) -> AnyView {
        let (id, name) = (row.id, row.name.clone());
        let state = row.state.clone();
        let shown = {
            let name = name.clone();
            move || match state.get() {
                State::Waiting => view! { <span class="muted">{tr!(files.waiting)}</span> }.into_any(),
                State::Sending(part) => {
                    let label = format!("{}: {name}", tr!(files.sending));
                    view! { <progress class="money-bar" max="1" value=part.to_string() aria-label=label></progress> }
                        .into_any()
                }
                State::Added => view! { <span class="muted">{tr!(files.added_done)}</span> }.into_any(),
                State::Failed(why, _) => view! { <span class="is-bad" role="alert">{why}</span> }.into_any(),
            }
        };
        let state = row.state.clone();
        let again = move || {
            let state = state.clone();
            let may = state.with(|state| matches!(state, State::Failed(_, true)));
            let press = move |_| {
                state.set(State::Waiting);
                self.go_on();
            };
            may.then(|| view! { <button type="button" class="btn btn-xs" on:click=press>{tr!(files.again)}</button> })
        };
        view! {
            <li>
                <span class="upload-name">{name.clone()}</span>
                <span class="upload-state">{shown}</span>
                {again}
                <button
                    type="button"
                    class="btn btn-ghost btn-xs"
                    aria-label=format!("{}: {name}", tr!(files.take_out))
                    on:click=move |_| self.take_out(id)
                >
                    {tr!(files.take_out)}
                </button>
            </li>
        }
        .into_any()
    }
}
