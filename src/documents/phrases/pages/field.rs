//! A field of several lines in which a slash offers the phrases.

use leptos::ev::KeyboardEvent;
use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::documents::phrases::api::{list_phrases, save_phrase};
use crate::documents::phrases::model::{Phrase, SavePhrase, asked, offered};
use crate::tr;
use crate::ui::combo::{Combo, PickerChoice, Pressed};
use crate::ui::form::fresh_request;
use crate::ui::html::raw_text;
use crate::ui::toast::{Toasts, use_toasts};
use crate::ui::{error_text, first_problem_text};

/// Phrases offered at a time.
const OFFERED: usize = 8;

/// What the field knows; not generic, and copyable like its signals.
#[derive(Clone, Copy)]
struct Field {
    node: NodeRef<Textarea>,
    text: Signal<String>,
    change: Callback<(String,)>,
    combo: Combo,
    /// Read when they are asked for first.
    phrases: RwSignal<Option<Vec<Phrase>>>,
    toasts: Toasts,
}

/// A text area with the phrases behind `/`. `change` is called with the whole text.
#[component]
pub fn PhraseField(
    #[prop(into)] id: String,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] change: Callback<(String,)>,
) -> impl IntoView {
    let field = Field {
        node: NodeRef::new(),
        text,
        change,
        combo: Combo::new(Vec::new()),
        phrases: RwSignal::new(None),
        toasts: use_toasts(),
    };
    let combo = field.combo;
    let list_id = format!("{id}-list");
    let (named, shown) = (list_id.clone(), list_id.clone());
    // A list that is not there can't be named.
    let controlled = move || combo.open.get().then(|| named.clone());
    let marked = move || combo.open.get().then(|| combo.marked(&list_id)).flatten();
    let pick = Callback::new(move |choice: PickerChoice| field.put_in(&choice));
    let keys = move |event: KeyboardEvent| {
        // With nothing found, Enter is a new line and arrows move in the text: to keep the note is asked for with the mouse.
        let offers = combo.open.get_untracked() && !combo.found.with_untracked(Vec::is_empty);
        if !offers && event.key() != "Escape" {
            return;
        }
        match combo.key(&event, usize::from(field.may_keep())) {
            Pressed::Chose(choice) => pick.run(choice),
            Pressed::Last => field.keep(),
            Pressed::Left => combo.close(),
            Pressed::Nothing => {}
        }
    };
    view! {
        <div class="combo">
            <textarea
                id=id
                class="textarea"
                rows="2"
                node_ref=field.node
                aria-controls=controlled
                aria-activedescendant=marked
                placeholder=tr!(phrases.placeholder)
                prop:value=move || text.get()
                on:input=move |event| field.typed(event_target_value(&event))
                on:keydown=keys
                on:blur=move |_| combo.close()
            >
                {raw_text(text.get_untracked())}
            </textarea>
            {move || combo.open.get().then(|| {
                let last = field.may_keep().then(|| combo.last_row(&shown, tr!(phrases.keep), move || field.keep()));
                combo.list(&shown, pick, last)
            })}
        </div>
    }
    .into_any()
}

impl Field {
    /// The text up to the cursor, and what stands behind it.
    fn around_cursor(self) -> (String, String) {
        let text = self.text.get_untracked();
        let cursor = self
            .node
            .get_untracked()
            .and_then(|area| area.selection_start().ok().flatten());
        // A browser counts in UTF-16.
        let Some(cursor) = cursor else {
            return (text, String::new());
        };
        let (mut units, mut end) = (0, text.len());
        for (at, letter) in text.char_indices() {
            if units >= cursor {
                end = at;
                break;
            }
            units += u32::try_from(letter.len_utf16()).unwrap_or(1);
        }
        let behind = text[end..].to_owned();
        (text[..end].to_owned(), behind)
    }

    fn typed(self, text: String) {
        self.change.run((text,));
        let (before, _) = self.around_cursor();
        if asked(&before).is_none() {
            self.combo.close();
            return;
        }
        self.combo.open.set(true);
        if self.phrases.with_untracked(Option::is_none) && !self.combo.busy.get_untracked() {
            self.load();
        }
        self.offer();
    }

    fn load(self) {
        self.combo.busy.set(true);
        spawn_local(async move {
            match list_phrases().await {
                // The page may have gone meanwhile.
                Ok(phrases) => {
                    let _ = self.combo.busy.try_set(false);
                    let _ = self.phrases.try_set(Some(phrases));
                    self.offer();
                }
                Err(error) => {
                    let _ = self.combo.busy.try_set(false);
                    self.toasts.failure(error_text(&error));
                }
            }
        });
    }

    /// Shows what fits the words after the slash.
    fn offer(self) {
        // Left or closed while the answer was on its way.
        if self.combo.open.try_get_untracked() != Some(true) {
            return;
        }
        let (before, _) = self.around_cursor();
        let Some(asked) = asked(&before) else { return };
        let found: Vec<PickerChoice> = self.phrases.with_untracked(|phrases| {
            let phrases = phrases.as_deref().unwrap_or_default();
            let choice = |phrase: &Phrase| PickerChoice::new(phrase.id, phrase.text.clone(), "");
            offered(phrases, asked.words).take(OFFERED).map(choice).collect()
        });
        let useful = !found.is_empty() || self.may_keep() || self.combo.busy.get_untracked();
        self.combo.show(found);
        self.combo.open.set(useful);
    }

    /// Puts a phrase in the place of the slash and what was typed after it.
    fn put_in(self, choice: &PickerChoice) {
        let (before, behind) = self.around_cursor();
        self.combo.close();
        let Some(asked) = asked(&before) else { return };
        let before = format!("{}{}", &before[..asked.at], choice.label);
        let cursor = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
        let text = format!("{before}{behind}");
        // At once and not when the page is next drawn: whoever goes on typing would find the cursor moved under his hands. That the
        // field is given the same text again later leaves the cursor where it is.
        if let Some(Some(area)) = self.node.try_get_untracked() {
            area.set_value(&text);
            let _ = area.set_selection_range(cursor, cursor);
        }
        self.change.run((text,));
    }

    /// The note without what asks for a phrase.
    fn kept_text(self) -> String {
        let (before, behind) = self.around_cursor();
        let at = asked(&before).map_or(before.len(), |asked| asked.at);
        format!("{}{behind}", &before[..at]).trim().to_owned()
    }

    /// What stands in the field can become a phrase itself.
    fn may_keep(self) -> bool {
        let text = self.kept_text();
        let known = |phrases: &Option<Vec<Phrase>>| phrases.iter().flatten().any(|phrase| phrase.text == text);
        !text.is_empty() && !self.phrases.with_untracked(known)
    }

    fn keep(self) {
        let text = self.kept_text();
        self.combo.close();
        let input = SavePhrase {
            request: Some(fresh_request()),
            text: text.clone(),
            ..SavePhrase::default()
        };
        let kept = text;
        spawn_local(async move {
            match save_phrase(input).await {
                Ok(_) => {
                    // Read anew when they are asked for next.
                    if self.phrases.try_set(None).is_none() {
                        self.change.run((kept,));
                    }
                    self.toasts.success(tr!(phrases.saved));
                }
                Err(error) => self.toasts.failure(first_problem_text(&error)),
            }
        });
    }
}
