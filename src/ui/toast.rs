//! Short words about what has been done, in a corner, gone after some seconds.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::icons::Icon;
use crate::tr;

/// How long one stays: long enough to read and to press Undo.
const STAYS: Duration = Duration::from_secs(6);

/// What can be pressed in a toast.
#[derive(Clone)]
struct Undo {
    label: String,
    /// No `Callback`: that would go with the part of the page that offered it, and what was deleted is often its own row.
    run: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Clone)]
struct Toast {
    id: u64,
    class: &'static str,
    text: String,
    undo: Option<Undo>,
}

/// The toasts of the page; see [`use_toasts`].
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    /// Dialogs that were opened above them so far.
    covered: RwSignal<u64>,
    last: StoredValue<u64>,
}

impl Toasts {
    fn new() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            covered: RwSignal::new(0),
            last: StoredValue::new(0),
        }
    }

    /// Something succeeded.
    pub fn success(self, text: impl Into<String>) {
        self.show("toast toast-good", text.into(), None);
    }

    /// Something failed that is no form's problem.
    pub fn failure(self, text: impl Into<String>) {
        self.show("toast toast-bad", text.into(), None);
    }

    /// Something succeeded and can be taken back.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        let undo = Undo {
            label: tr!(ui.undo).to_owned(),
            run: Arc::new(undo),
        };
        self.show("toast toast-good", text.into(), Some(undo));
    }

    /// A dialog has been opened: they are seen above it.
    pub(super) fn raise(self) {
        self.covered.update(|n| *n += 1);
    }

    fn show(self, class: &'static str, text: String, undo: Option<Undo>) {
        self.last.update_value(|n| *n += 1);
        let id = self.last.get_value();
        self.shown.update(|shown| {
            shown.push(Toast { id, class, text, undo });
        });
        set_timeout(move || self.close(id), STAYS);
    }

    fn close(self, id: u64) {
        // The page may have been left meanwhile.
        self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Makes toasts known to everything below; called once, by the layout.
pub fn provide_toasts() {
    provide_context(Toasts::new());
}

/// ```ignore
/// use_toasts().success(tr!(clients.saved));
/// ```
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(Toasts::new)
}

/// What a plain form before this page wanted to be told; empty where nothing is.
#[derive(Clone, Copy)]
pub struct Told(RwSignal<String>);

impl Told {
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(RwSignal::new(text))
    }
}

/// Tells it: at the top of the page, and where scripts run as the toast that the form would have shown.
#[component]
pub fn ToldAtTop() -> impl IntoView {
    let told = use_context::<Told>()?.0;
    let toasts = use_toasts();
    Effect::new(move || {
        let text = told.get_untracked();
        if !text.is_empty() {
            told.set(String::new());
            toasts.success(text);
        }
    });
    let shown = move || {
        let text = told.get();
        (!text.is_empty()).then(|| view! { <p class="alert alert-info" role="status">{text}</p> })
    };
    Some(view! { {shown} }.into_any())
}

/// Where they appear; once on a page.
#[component]
pub fn Toaster() -> impl IntoView {
    let toasts = use_toasts();
    let node = NodeRef::<leptos::html::Div>::new();
    // A popover is seen above an open dialog, if it was opened after it.
    Effect::new(move || {
        toasts.shown.track();
        toasts.covered.track();
        if let Some(stack) = node.get() {
            // Fails where it is open already, or not on the page: then it stays as it is.
            let _ = stack.hide_popover();
            let _ = stack.show_popover();
        }
    });
    view! {
        <div class="toast-stack" role="status" popover="manual" node_ref=node>
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <ToastRow toast toasts />
            </For>
        </div>
    }
    .into_any()
}

#[component]
fn ToastRow(toast: Toast, toasts: Toasts) -> impl IntoView {
    let id = toast.id;
    let undo = toast.undo.map(|undo| {
        let press = move |_| {
            (undo.run)();
            toasts.close(id);
        };
        view! { <button type="button" on:click=press>{undo.label}</button> }
    });
    view! {
        <div class=toast.class>
            <span>{toast.text}</span>
            {undo}
            <button type="button" class="toast-close" aria-label=tr!(ui.close) on:click=move |_| toasts.close(id)>
                <Icon name="close" />
            </button>
        </div>
    }
    .into_any()
}
