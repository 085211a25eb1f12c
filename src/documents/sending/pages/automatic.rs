//! `/settings/mail/automatic`: what is written to clients by itself.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::documents::sending::api::{DeleteRule, SaveRule, list_rules};
use crate::documents::sending::model::{Rule, RuleKind, RuleSheet, RuleText};
use crate::kernel::actor::Right;
use crate::kernel::date::short_date;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::form::{
    Checkbox, FieldKind, Form, FormActions, Hidden, NewOrStored, RequestKeyField, SelectField, Submit, TextArea,
    TextField, came_back,
};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead, Section};

/// The page.
#[component]
pub fn AutomaticMailPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageMail><Automatic /></Permitted> }.into_any()
}

#[component]
fn Automatic() -> impl IntoView {
    let rules = Data::new(|| (), |()| list_rules());
    let again = Callback::new(move |()| rules.refetch());
    view! {
        <PageHead title=tr!(sending.automatic)>
            <a class="btn" href="/settings/mail">{tr!(mailbox.title)}</a>
        </PageHead>
        <p class="page-sub">{tr!(sending.automatic_hint)}</p>
        <Load resource=rules let:rules><Rules rules again /></Load>
    }
    .into_any()
}

#[component]
fn Rules(rules: Vec<RuleSheet>, again: Callback<()>) -> impl IntoView {
    let none = rules
        .is_empty()
        .then(|| view! { <EmptyState title=tr!(sending.no_rules) text=tr!(sending.no_rules_text) /> });
    let has_confirmation = rules
        .iter()
        .any(|sheet| sheet.rule.kind == RuleKind::PaymentConfirmation);
    let rows: Vec<_> = rules.into_iter().map(|sheet| rule(sheet, again)).collect();
    let kinds = RuleKind::ALL
        .iter()
        .filter(|kind| !(has_confirmation && **kind == RuleKind::PaymentConfirmation))
        .map(|kind| (kind.to_string(), kind_text(*kind).to_owned()))
        .collect();
    view! {
        {none}
        {rows}
        <Section title=tr!(sending.new_rule)><NewRule kinds again /></Section>
    }
    .into_any()
}

fn kind_text(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::PaymentConfirmation => tr!(sending.rule_payment),
        RuleKind::DueSoon => tr!(sending.rule_due_soon),
        RuleKind::Overdue => tr!(sending.rule_overdue),
    }
}

/// What a rule does, in a sentence.
fn sentence(rule: &Rule) -> String {
    match rule.kind {
        RuleKind::PaymentConfirmation => tr!(sending.rule_payment).to_owned(),
        RuleKind::DueSoon => tr!(sending.days_before, days = rule.days),
        RuleKind::Overdue => tr!(sending.days_after, days = rule.days),
    }
}

fn rule(sheet: RuleSheet, again: Callback<()>) -> AnyView {
    let RuleSheet { rule, texts } = sheet;
    let key = rule.id.to_string();
    let open = came_back(SaveRule::PATH, &key) || came_back(DeleteRule::PATH, &key);
    let (state, tone) = if rule.active {
        (tr!(sending.on), Tone::Good)
    } else {
        (tr!(sending.off), Tone::Neutral)
    };
    let since = rule
        .active
        .then(|| view! { <span class="muted">{tr!(sending.since, date = short_date(lang(), rule.since))}</span> });
    let days = (rule.kind != RuleKind::PaymentConfirmation).then(|| rule.days.to_string());
    let action = ServerAction::<SaveRule>::new();
    let done = Callback::new(move |_: (crate::kernel::ids::MailRuleId,)| again.run(()));
    let (summary, delete) = (sentence(&rule), key.clone());
    view! {
        <details class="side-card" open=open>
            <summary class="flex-wrap">
                <span>{summary}</span>
                <Badge tone text=state />
                {since}
            </summary>
            <Form action done form_key=key.clone() toast=tr!(sending.rule_saved)>
                <NewOrStored id=Some(key.clone()) version=rule.version />
                <div class="form-grid">{days.map(days_field)}</div>
                <Checkbox name="active" label=tr!(sending.active) checked=rule.active />
                {texts.into_iter().map(text_fields).collect_view()}
                <FormActions><Submit label=tr!(ui.save) second=true /></FormActions>
            </Form>
            <DeleteForm id=delete again />
        </details>
    }
    .into_any()
}

fn days_field(value: String) -> AnyView {
    view! { <TextField name="days" label=tr!(sending.days) value kind=FieldKind::Digits required=true /> }.into_any()
}

fn text_fields(text: RuleText) -> AnyView {
    let lang = text.lang;
    view! {
        <details class="side-card">
            <summary>{tr!(sending.text_in, lang = lang.own_name())}</summary>
            <div class="form-grid">
                <TextField name=format!("subject.{lang}") label=tr!(sending.subject) value=text.subject class="span-all" max=300 />
                <TextArea name=format!("body.{lang}") label=tr!(sending.text) value=text.body rows=10 class="span-all" hint=tr!(sending.rule_text_hint) />
            </div>
        </details>
    }
    .into_any()
}

#[component]
fn NewRule(kinds: Vec<(String, String)>, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<SaveRule>::new();
    let done = Callback::new(move |_: (crate::kernel::ids::MailRuleId,)| again.run(()));
    let first = kinds.first().map(|(kind, _)| kind.clone()).unwrap_or_default();
    let has_days = |kind: &str| kind != RuleKind::PaymentConfirmation.as_str();
    // A form that has come back with its problems may have another kind than the first one.
    let counts = RwSignal::new(has_days(&first) || came_back(SaveRule::PATH, "new"));
    let chosen = Callback::new(move |(kind,): (String,)| counts.set(has_days(&kind)));
    // Without scripts nothing tells that another kind is chosen.
    let days = move || if counts.get() { "" } else { "only-plain" };
    view! {
        <Form action done form_key="new" toast=tr!(sending.rule_saved)>
            <RequestKeyField />
            <div class="form-grid">
                <SelectField name="kind" label=tr!(sending.kind) options=kinds value=first required=true on_change=chosen />
                <div class=days>
                    <TextField name="days" label=tr!(sending.days) value="3" kind=FieldKind::Digits hint=tr!(sending.days_hint) />
                </div>
            </div>
            <Checkbox name="active" label=tr!(sending.active) checked=true />
            <FormActions><Submit label=tr!(sending.add_rule) second=true /></FormActions>
        </Form>
    }
    .into_any()
}

#[component]
fn DeleteForm(id: String, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<DeleteRule>::new();
    let done = Callback::new(move |_: ((),)| again.run(()));
    view! {
        <details class="menu-of">
            <summary class="btn">{tr!(sending.delete)}</summary>
            <div class="pop-menu">
                <Form action done argument="" form_key=id.clone() toast=tr!(sending.deleted)>
                    <Hidden name="id" value=id />
                    <Submit label=tr!(sending.delete_for_good) danger=true />
                </Form>
            </div>
        </details>
    }
    .into_any()
}
