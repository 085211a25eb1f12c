//! A template as it prints on a sample, what is wrong with it there, and the choice of the sample.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlSelectElement;

use super::trial::Trial;
use crate::documents::templates::model::{Preview, SampleChoice, SampleResult};
use crate::documents::templates::pages::{Findings, Mark, PaperSheet};
use crate::tr;
use crate::ui::error_text;
use crate::ui::page::Section;

/// Findings and paper of a text that is not written here, on a sample that is chosen by a plain form.
#[component]
pub fn Tried(address: String, preview: Preview, samples: Vec<SampleChoice>, sample: String) -> impl IntoView {
    let options = options(&samples, &sample);
    view! {
        <Section title=tr!(templates.preview)>
            <form method="get" action=address class="toolbar">
                <label class="field-label" for="sample">{tr!(templates.sample)}</label>
                <select id="sample" name="sample" class="select">{options}</select>
                <button type="submit" class="btn">{tr!(templates.show)}</button>
            </form>
            <Findings findings=preview.findings.clone() />
            {paper(preview)}
        </Section>
    }
    .into_any()
}

/// The same beside the text while it is written. Without scripts the sample is chosen by the plain form.
#[component]
pub fn LiveTried(address: String, trial: Trial, field: String) -> impl IntoView {
    let chosen = move || {
        let select = document().get_element_by_id("sample")?;
        Some(select.dyn_into::<HtmlSelectElement>().ok()?.value())
    };
    let choose = move || {
        if let Some(key) = chosen() {
            trial.choose(key);
        }
    };
    let submitted = move |event: SubmitEvent| {
        event.prevent_default();
        choose();
    };
    let options = move || options(&trial.samples.get(), &trial.sample.get());
    let steps = move || {
        trial.alive.get().then(|| {
            view! {
                <button type="button" class="btn" data-key="k" title=tr!(studio.previous_sample) aria-label=tr!(studio.previous_sample) on:click=move |_| trial.step(-1)>"‹"</button>
                <button type="button" class="btn" data-key="j" title=tr!(studio.next_sample) aria-label=tr!(studio.next_sample) on:click=move |_| trial.step(1)>"›"</button>
            }
        })
    };
    let findings = move || {
        let shown = trial.shown.get()?;
        let go = Callback::new(move |(finding,)| trial.go(&finding));
        Some(view! { <Findings findings=shown.findings field=field.clone() go /> })
    };
    let trouble = move || {
        let error = trial.trouble.get()?;
        Some(view! { <p class="alert alert-error" role="alert">{error_text(&error)}</p> })
    };
    view! {
        <Section title=tr!(templates.preview)>
            <form method="get" action=address class="toolbar" on:submit=submitted>
                <label class="field-label" for="sample">{tr!(templates.sample)}</label>
                <select id="sample" name="sample" class="select" on:change=move |_: Event| choose()>{options}</select>
                <button type="submit" class="btn">{tr!(templates.show)}</button>
                {steps}
            </form>
            {move || trial.alive.get().then(|| view! { <TestSet trial /> })}
            {trouble}
            {findings}
            {move || trial.shown.get().map(paper)}
        </Section>
    }
    .into_any()
}

/// Every sample as a button: green where nothing is wrong, red where something is.
#[component]
fn TestSet(trial: Trial) -> impl IntoView {
    let buttons = move || {
        let results = trial.results.get();
        trial
            .samples
            .get()
            .into_iter()
            .map(|choice| test(trial, choice, &results))
            .collect_view()
    };
    view! { <div class="test-set" role="group" aria-label=tr!(studio.test_set)>{buttons}</div> }.into_any()
}

fn test(trial: Trial, choice: SampleChoice, results: &[SampleResult]) -> AnyView {
    let label = label(&choice);
    let result = results.iter().find(|result| result.sample.key == choice.key);
    let (class, said) = match result {
        None => ("test-sample", tr!(studio.sample_waits)),
        Some(result) if result.findings.iter().any(|finding| finding.fault.is_error()) => {
            ("test-sample is-bad", tr!(studio.sample_bad))
        }
        Some(_) => ("test-sample is-good", tr!(studio.sample_good)),
    };
    let (key, here) = (choice.key.clone(), choice.key);
    let pressed = move || if trial.sample.get() == here { "true" } else { "false" };
    view! {
        <button type="button" class=class title=said aria-pressed=pressed on:click=move |_| trial.choose(key.clone())>
            {label} <span class="visually-hidden">", " {said}</span>
        </button>
    }
    .into_any()
}

/// The paper, with the subject of a letter above it.
fn paper(preview: Preview) -> AnyView {
    let Preview { paper, subject, .. } = preview;
    let subject =
        (!subject.is_empty()).then(|| view! { <p><strong>{tr!(templates.subject)} ": "</strong>{subject}</p> });
    let paper = match paper {
        Some(html) => view! { <PaperSheet html mark=Some(Mark::Sample) /> }.into_any(),
        None => view! { <p class="muted">{tr!(templates.no_preview)}</p> }.into_any(),
    };
    view! { {subject} {paper} }.into_any()
}

fn options(samples: &[SampleChoice], chosen: &str) -> Vec<AnyView> {
    let option = |choice: &SampleChoice| {
        let selected = choice.key == chosen;
        view! { <option value=choice.key.clone() selected=selected>{label(choice)}</option> }.into_any()
    };
    samples.iter().map(option).collect()
}

/// Made-up samples are called by their names, papers of the books by number and client.
fn label(choice: &SampleChoice) -> String {
    match choice.key.as_str() {
        "sample:company" => tr!(templates.sample_company).to_owned(),
        "sample:sole_proprietor" => tr!(templates.sample_sole_proprietor).to_owned(),
        "sample:person" => tr!(templates.sample_person).to_owned(),
        "sample:foreign" => tr!(templates.sample_foreign).to_owned(),
        "sample:long" => tr!(templates.sample_long).to_owned(),
        "sample:rates" => tr!(templates.sample_rates).to_owned(),
        "sample:gross" => tr!(templates.sample_gross).to_owned(),
        "sample:without_vat" => tr!(templates.sample_without_vat).to_owned(),
        _ => choice.label.clone(),
    }
}
