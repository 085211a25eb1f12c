use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{Checkbox, FieldKind, FormState, Place, RequestKeyField, SelectField, TextField, VersionField};
use crate::error::{AppError, Conflict};
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};

/// A form as the server renders it; after it came back, with what went wrong.
fn rendered(error: Option<AppError>, values: &[(&str, &str)], fields: Children) -> String {
    Owner::new().with(|| {
        provide_context(Lang::En);
        let values = values.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let restored = error.is_some();
        let state = FormState::open(
            "/api/clients/save",
            "",
            "input",
            Signal::derive(move || error.clone()),
            values,
            restored,
            Signal::derive(|| false),
        );
        state
            .view(
                "/api/clients/save".to_owned(),
                None,
                String::new(),
                String::new(),
                Callback::new(|_| ()),
                fields,
            )
            .to_html()
    })
}

fn came_back(error: AppError, values: &[(&str, &str)]) -> String {
    let currencies = vec![
        ("UAH".to_owned(), "Hryvnia".to_owned()),
        ("EUR".to_owned(), "Euro".to_owned()),
    ];
    let fields = Box::new(move || {
        view! {
            <VersionField version=3 />
            <RequestKeyField />
            <TextField name="name" label="Name" value="Stored" required=true hint="As on papers" />
            <TextField name="email" label="E-mail" />
            <TextField name="password" label="Password" kind=FieldKind::Password />
            <SelectField name="currency" label="Currency" options=currencies value="UAH" required=true />
            <Checkbox name="agree" label="I agree" checked=true />
        }
        .into_any()
    });
    rendered(Some(error), values, fields)
}

#[test]
#[cfg_attr(not(debug_assertions), ignore = "a release does not ask")]
#[should_panic(expected = "the field `agree` is made outside of its form")]
fn a_field_that_was_made_before_its_form_is_told_of() {
    let fields = Owner::new().with(|| {
        provide_context(Lang::En);
        let before = view! { <Checkbox name="agree" label="I agree" /> }.into_any();
        Box::new(move || before)
    });
    rendered(None, &[], fields);
}

#[test]
fn a_field_finds_its_form_where_it_is_made_and_also_later() {
    let agree = || view! { <Checkbox name="agree" label="I agree" /> };
    let fields = Box::new(move || {
        view! {
            {agree()}
            {move || view! { <TextField name="later" label="Later" /> }}
        }
        .into_any()
    });
    let html = rendered(None, &[], fields);
    assert!(html.contains(r#"name="input[agree]""#), "{html}");
    assert!(html.contains(r#"name="input[later]""#), "{html}");
}

#[test]
fn a_field_of_a_plain_form_is_sent_under_its_own_name() {
    let html = Owner::new().with(|| view! { <RequestKeyField alone=true /> }.to_html());
    assert!(html.contains(r#"name="request""#), "{html}");
    // Also where a form of ours is around.
    let fields = Box::new(|| {
        let place = Place::alone("rates.0".to_owned());
        view! { <input id=place.id name=place.wire /> }.into_any()
    });
    let html = rendered(None, &[], fields);
    assert!(
        html.contains(r#"id="field-rates-0""#) && html.contains(r#"name="rates.0""#),
        "{html}"
    );
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_says_why_beside_each_field() {
    let mut errors = FieldErrors::one("email", Problem::NotAnEmail);
    errors.add("name", Problem::Required);
    errors.add("elsewhere", Problem::CompanyIncomplete);
    let html = came_back(
        AppError::Invalid(errors),
        &[
            ("name", ""),
            ("email", "a@"),
            ("request", "the-same-key"),
            ("currency", "EUR"),
            ("password", "secret"),
        ],
    );
    assert!(
        html.contains(r#"name="input[email]""#) && html.contains(r#"value="a@""#),
        "{html}"
    );
    assert!(!html.contains("Stored"), "what was emptied stays empty");
    assert!(!html.contains("secret"), "passwords don't come back");
    assert!(html.contains(r#"value="the-same-key""#), "the same intention");
    assert!(html.contains(r#"<option value="EUR" selected"#), "{html}");
    assert!(!html.contains("checked"), "a box that was not sent was not ticked");
    assert!(
        html.contains(r#"aria-describedby="clients-save-name-error clients-save-name-hint""#),
        "{html}"
    );
    assert_eq!(html.matches(r#"aria-invalid="true""#).count(), 2);
    // In the order of the fields, and the one without a field as a sentence.
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} in {html}"));
    assert!(at(r##"href="#clients-save-name""##) < at(r##"href="#clients-save-email""##));
    assert!(at("Your company lacks") < at(r#"for="clients-save-name""#));
}

#[test]
fn a_conflict_shows_what_is_stored_and_lets_the_second_save_through() {
    let current = [
        ("name", "Their name"),
        ("email", "a@b.cd"),
        ("currency", "UAH"),
        ("agree", "true"),
    ];
    let error = AppError::Conflict(Conflict {
        version: 5,
        by: "Olena".to_owned(),
        current: current
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into_iter()
            .collect::<BTreeMap<_, _>>(),
    });
    let html = came_back(
        error,
        &[
            ("name", "My name"),
            ("email", "a@b.cd "),
            ("currency", "EUR"),
            ("agree", "true"),
            ("version", "3"),
        ],
    );
    assert!(html.contains("Olena saved this"), "{html}");
    assert!(
        html.contains(r#"value="My name""#) && html.contains("Their name"),
        "both versions"
    );
    // Between the parts of a view stand marks for the browser.
    let text = html.replace("<!>", "");
    assert!(text.contains("<b>Hryvnia</b>"), "a choice by its name: {text}");
    assert_eq!(html.matches("field-stored").count(), 2, "only what differs: {html}");
    assert!(html.contains(r#"name="input[version]" value="5""#), "{html}");
}
