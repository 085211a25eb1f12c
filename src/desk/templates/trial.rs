//! A template tried while it is written: what is typed is rendered after a pause, on the chosen sample; nothing of it is stored.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

use super::api::{list_samples, list_shortcodes, preview_template, try_template};
use crate::documents::templates::model::{
    Finding, Preview, PreviewInput, SampleChoice, SampleResult, SaveTemplate, Shortcode, TemplateKind,
};
use crate::error::AppError;
use crate::kernel::lang::Lang;

/// After the last letter until the paper is asked for.
const PAUSE: Duration = Duration::from_millis(300);
/// After the paper until the text is tried on all samples.
const LONG_PAUSE: Duration = Duration::from_millis(1200);

/// What is tried and what came out. It outlives the form, which is drawn anew after each save. Copyable, like a signal.
#[derive(Clone, Copy)]
pub struct Trial {
    /// The key of the chosen sample; empty for the first one.
    pub sample: RwSignal<String>,
    pub samples: RwSignal<Vec<SampleChoice>>,
    pub shown: RwSignal<Option<Preview>>,
    /// On all samples; empty until the present text has been tried on them.
    pub results: RwSignal<Vec<SampleResult>>,
    pub codes: RwSignal<Vec<Shortcode>>,
    /// Why there is no answer.
    pub trouble: RwSignal<Option<AppError>>,
    /// `start end n`: the place that the editor selects.
    pub selected: RwSignal<String>,
    /// Whether something was typed since the form was shown.
    pub unsaved: RwSignal<bool>,
    /// Whether scripts run.
    pub alive: RwSignal<bool>,
    kind: RwSignal<String>,
    lang: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
    asked: StoredValue<u32>,
}

impl Trial {
    #[must_use]
    pub fn new(sample: String) -> Self {
        let trial = Self {
            sample: RwSignal::new(sample),
            samples: RwSignal::default(),
            shown: RwSignal::new(None),
            results: RwSignal::default(),
            codes: RwSignal::default(),
            trouble: RwSignal::new(None),
            selected: RwSignal::default(),
            unsaved: RwSignal::new(false),
            alive: RwSignal::new(false),
            kind: RwSignal::default(),
            lang: RwSignal::default(),
            timer: StoredValue::new(None),
            asked: StoredValue::new(0),
        };
        Effect::new(move || {
            trial.alive.set(true);
            let (kind, lang, sample) = (trial.kind.get(), trial.lang.get(), trial.sample.get());
            if let (Ok(kind), Ok(lang)) = (kind.parse(), lang.parse()) {
                spawn_local(trial.load_codes(kind, lang, sample));
            }
        });
        trial
    }

    /// The form shows this text, and this is what it prints; a new template has no text yet, and its samples depend on its kind.
    pub fn opened(self, stored: &SaveTemplate, samples: Vec<SampleChoice>, preview: Option<Preview>) {
        self.unsaved.set(false);
        self.kind.set(stored.kind.clone());
        self.lang.set(stored.lang.clone());
        if !samples.is_empty() {
            self.samples.set(samples);
        }
        self.shown.set(preview);
        Effect::new(move || self.all_later());
    }

    /// The paper's language.
    pub fn paper(self) -> Option<Lang> {
        self.lang.with(|lang| lang.parse().ok())
    }

    async fn load_codes(self, kind: TemplateKind, lang: Lang, sample: String) {
        // Without an answer the names of the shortcodes stand in the text instead of their meanings.
        if let Ok(codes) = list_shortcodes(kind, lang, sample).await {
            self.codes.try_set(codes);
        }
        if self.samples.try_with_untracked(Vec::is_empty) == Some(true)
            && let Ok(samples) = list_samples(kind).await
        {
            self.samples.try_set(samples);
        }
    }

    /// Something was typed or chosen in the form.
    pub fn typed(self) {
        self.unsaved.set(true);
        if let (Some(kind), Some(lang)) = (held("kind"), held("lang")) {
            if self.kind.with_untracked(|known| *known != kind) {
                self.samples.set(Vec::new());
                self.kind.set(kind);
            }
            if self.lang.with_untracked(|known| *known != lang) {
                self.lang.set(lang);
            }
        }
        self.later(PAUSE, Self::ask);
    }

    fn later(self, pause: Duration, what: fn(Self)) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let run = move || {
            if !self.sample.is_disposed() {
                what(self);
            }
        };
        self.timer.try_set_value(set_timeout_with_handle(run, pause).ok());
    }

    /// Another sample.
    pub fn choose(self, key: String) {
        self.sample.set(key);
        self.later(Duration::ZERO, Self::ask);
    }

    /// The sample so many places further on, round and round.
    pub fn step(self, by: isize) {
        let next = self.samples.with_untracked(|samples| {
            let here = self.sample.get_untracked();
            let at = samples.iter().position(|choice| choice.key == here).unwrap_or_default();
            let count = isize::try_from(samples.len()).ok().filter(|count| *count > 0)?;
            let next = (isize::try_from(at).ok()? + by).rem_euclid(count);
            samples
                .get(usize::try_from(next).ok()?)
                .map(|choice| choice.key.clone())
        });
        if let Some(next) = next {
            self.choose(next);
        }
    }

    fn input(self) -> PreviewInput {
        let text = |name: &str| held(name).unwrap_or_default();
        PreviewInput {
            kind: text("kind"),
            lang: text("lang"),
            second_lang: text("second_lang"),
            subject: text("subject"),
            body: text("body"),
            sample: self.sample.get_untracked(),
        }
    }

    /// Asks for the paper. An answer that comes after a later question is not shown.
    fn ask(self) {
        let n = self.asked.try_update_value(|n| {
            *n += 1;
            *n
        });
        let input = self.input();
        if input.kind.is_empty() || input.body.is_empty() {
            self.shown.set(None);
            return;
        }
        spawn_local(async move {
            let answer = preview_template(input).await;
            if self.asked.try_get_value() != n {
                return;
            }
            match answer {
                Ok(preview) => {
                    self.trouble.try_set(None);
                    self.shown.try_set(Some(preview));
                    self.all_later();
                }
                Err(error) => {
                    self.trouble.try_set(Some(error));
                }
            }
        });
    }

    fn all_later(self) {
        self.later(LONG_PAUSE, Self::ask_all);
    }

    fn ask_all(self) {
        let n = self.asked.try_get_value();
        let input = self.input();
        if input.kind.is_empty() || input.body.is_empty() {
            return;
        }
        spawn_local(async move {
            // Without an answer the buttons keep their colours until the next one.
            if let Ok(results) = try_template(input).await
                && self.asked.try_get_value() == n
            {
                self.results.try_set(results);
            }
        });
    }

    /// Whether an error stands in the text.
    pub fn has_errors(self) -> bool {
        self.shown.with(|shown| {
            shown
                .as_ref()
                .is_some_and(|shown| shown.findings.iter().any(|finding| finding.fault.is_error()))
        })
    }

    /// Shows the place of a finding: in the editor if there is one, else in the field.
    pub fn go(self, finding: &Finding) {
        let place = finding.place;
        let root = document().document_element();
        let studio = root.is_some_and(|root| root.has_attribute("data-studio"));
        if studio && !finding.in_subject {
            self.selected.update(|selected| {
                let n: u32 = selected
                    .rsplit(' ')
                    .next()
                    .and_then(|n| n.parse().ok())
                    .unwrap_or_default();
                *selected = format!("{} {} {}", place.start, place.end, n.wrapping_add(1));
            });
            return;
        }
        let (start, end) = (u32::try_from(place.start).ok(), u32::try_from(place.end).ok());
        let Some(field) = element(if finding.in_subject { "subject" } else { "body" }) else {
            return;
        };
        // A field that can't be selected in can still be looked at.
        if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            let _ = area.focus();
            let _ = area.set_selection_range(start.unwrap_or_default(), end.unwrap_or_default());
        } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let _ = input.focus();
            let _ = input.set_selection_range(start.unwrap_or_default(), end.unwrap_or_default());
        }
    }
}

/// The field of the template's form.
fn element(name: &str) -> Option<Element> {
    document()
        .query_selector(&format!("[name=\"input[{name}]\"]"))
        .ok()
        .flatten()
}

/// What stands in a field of the page's form.
pub fn held(name: &str) -> Option<String> {
    let element = element(name)?;
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        return Some(area.value());
    }
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        return Some(select.value());
    }
    element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value)
}
