//! The pages of templates: one template, a new one, one of those that come with the program, the reference of shortcodes.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::{builtin_template, list_shortcodes, template_page};
use super::model::{BuiltinPage as Builtin, TemplatePage as Page, TemplateQuery};
use super::trial::Trial;
use super::tried::Tried;
use super::workshop::Workshop;
use crate::company::organization::api::list_company_names;
use crate::company::organization::model::CompanyName;
use crate::documents::templates::api::{CopyTemplate, RetireTemplate};
use crate::documents::templates::model::{SaveTemplate, Shortcode, Template, TemplateKind, TemplateState};
use crate::documents::templates::pages::{VersionsLink, VersionsSheet, words};
use crate::error::AppError;
use crate::kernel::actor::Right;
use crate::kernel::ids::TemplateId;
use crate::kernel::lang::Lang;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{Form, Hidden, RequestKeyField, Submit, VersionField};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{PageHead, Section};
use crate::ui::plain_table::{Head, plain_table, text_cell};
use crate::ui::query::id_of_address;

/// `/settings/templates/{id}`
#[component]
pub fn TemplatePage() -> impl IntoView {
    let id = id_of_address::<TemplateId>();
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| TemplateQuery {
            n: query.get("n").and_then(|n| n.parse().ok()),
            sample: query.get("sample").unwrap_or_default(),
        })
    });
    let trial = Trial::new(asked.with_untracked(|query| query.sample.clone()));
    let page = Data::new(
        move || (id.get(), asked.get()),
        move |(id, query)| {
            // A save comes back with the sample that was chosen meanwhile.
            let sample = trial.sample.get_untracked();
            async move {
                match id {
                    Some(id) => template_page(id, TemplateQuery { sample, ..query }).await,
                    None => Err(AppError::NotFound),
                }
            }
        },
    );
    let changed = Callback::new(move |()| page.refetch());
    view! { <Load resource=page let:page><Shown page trial changed /></Load> }.into_any()
}

#[component]
fn Shown(page: Page, trial: Trial, changed: Callback<()>) -> impl IntoView {
    let Page {
        sheet,
        companies,
        samples,
        preview,
        ..
    } = page;
    let template = sheet.template;
    let (state, tone) = words::state(template.state);
    let stored = SaveTemplate::of(&template, &sheet.shown);
    let address = format!("/settings/templates/{}", template.id);
    let (shown, count) = (sheet.shown.n, sheet.versions.len());
    let up_to_date = template.published == Some(shown) && shown == template.newest;
    let off = move || trial.unsaved.get().then(|| tr!(templates.unsaved).to_owned());
    trial.opened(&stored, samples, Some(preview));
    let steps = template.clone();
    let what = format!("{} · {}", words::kind(template.kind), template.lang.own_name());
    view! {
        <PageHead title=template.name.clone() beside=move || view! { <Badge tone text=state /> }>
            <VersionsLink id=template.id count />
            <Steps template=steps changed />
        </PageHead>
        <p class="page-sub">{what} <span class="workshop-keys">" · " {tr!(studio.keys)}</span></p>
        <Workshop stored companies trial address up_to_date saved=changed />
        <VersionsSheet template versions=sheet.versions shown off=Signal::derive(off) changed />
    }
    .into_any()
}

/// What can be done with a template beside writing it, as plain forms.
#[component]
fn Steps(template: Template, changed: Callback<()>) -> impl IntoView {
    let (id, version) = (template.id.to_string(), template.version);
    let retire = (template.state == TemplateState::Published).then(|| {
        let action = ServerAction::<RetireTemplate>::new();
        let id = id.clone();
        view! {
            <Form action done=move |()| changed.run(()) toast=tr!(templates.retired_toast)>
                <Hidden name="id" value=id />
                <VersionField version />
                <Submit label=tr!(templates.retire) second=true />
            </Form>
        }
    });
    let copy = ServerAction::<CopyTemplate>::new();
    view! {
        <a class="btn" rel="external" download=true href=format!("/settings/templates/{id}/template.json")>{tr!(templates.export)}</a>
        <Form action=copy>
            <RequestKeyField />
            <Hidden name="id" value=id />
            <Submit label=tr!(templates.copy) second=true />
        </Form>
        {retire}
    }
    .into_any()
}

/// `/settings/templates/new`
#[component]
pub fn NewTemplatePage() -> impl IntoView {
    view! { <Permitted right=Right::ManageTemplates><NewTemplate /></Permitted> }.into_any()
}

#[component]
fn NewTemplate() -> impl IntoView {
    let companies = Data::new(|| (), |()| list_company_names());
    let trial = Trial::new(String::new());
    let stored = SaveTemplate {
        lang: lang().to_string(),
        ..SaveTemplate::default()
    };
    view! {
        <PageHead title=tr!(templates.new) />
        <Load resource=companies let:companies>{written(stored.clone(), companies, trial)}</Load>
    }
    .into_any()
}

fn written(stored: SaveTemplate, companies: Vec<CompanyName>, trial: Trial) -> AnyView {
    trial.opened(&stored, Vec::new(), None);
    let saved = Callback::new(|()| ());
    let address = "/settings/templates/new".to_owned();
    view! { <Workshop stored companies trial address up_to_date=false saved /> }.into_any()
}

/// `/settings/templates/builtin/{name}`
#[component]
pub fn BuiltinTemplatePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let name = Memo::new(move |_| params.with(|params| params.get("name").unwrap_or_default()));
    let sample = Memo::new(move |_| query.with(|query| query.get("sample").unwrap_or_default()));
    let page = Data::new(
        move || (name.get(), sample.get()),
        |(name, sample)| builtin_template(name, sample),
    );
    view! { <Load resource=page let:page>{builtin(page)}</Load> }.into_any()
}

fn builtin(page: Builtin) -> AnyView {
    let Builtin {
        name,
        kind,
        lang,
        samples,
        sample,
        preview,
    } = page;
    let copy = ServerAction::<CopyTemplate>::new();
    let address = format!("/settings/templates/builtin/{name}");
    view! {
        <PageHead title=words::kind(kind)>
            <Form action=copy>
                <RequestKeyField />
                <Hidden name="builtin" value=name />
                <Submit label=tr!(templates.use_copy) />
            </Form>
        </PageHead>
        <p class="page-sub">{lang.own_name()} " · " {tr!(templates.builtin)}</p>
        <Tried address preview samples sample />
    }
    .into_any()
}

/// `/settings/templates/shortcodes`
#[component]
pub fn ShortcodesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageTemplates><Reference /></Permitted> }.into_any()
}

#[component]
fn Reference() -> impl IntoView {
    let query = use_query_map();
    let kind = Memo::new(move |_| {
        let typed = query.with(|query| query.get("kind").and_then(|kind| kind.parse::<TemplateKind>().ok()));
        typed.or_else(|| TemplateKind::all().next())
    });
    let in_lang = Memo::new(move |_| {
        query
            .with(|query| query.get("lang").and_then(|lang| lang.parse::<Lang>().ok()))
            .unwrap_or_else(lang)
    });
    let codes = Data::new(
        move || (kind.get(), in_lang.get()),
        |(kind, lang)| async move {
            match kind {
                Some(kind) => list_shortcodes(kind, lang, String::new()).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let chosen = move |value: &str| kind.get_untracked().is_some_and(|kind| kind.to_string() == value);
    let options: Vec<_> = words::kind_choices()
        .into_iter()
        .map(|(value, text)| {
            let selected = chosen(&value);
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect();
    view! {
        <PageHead title=tr!(templates.shortcodes)>
            <a class="btn" href="/settings/templates">{tr!(templates.title)}</a>
        </PageHead>
        <p class="page-sub">{tr!(templates.shortcodes_hint)}</p>
        <form method="get" action="/settings/templates/shortcodes" class="toolbar">
            <label class="field-label" for="kind">{tr!(templates.kind)}</label>
            <select id="kind" name="kind" class="select">{options}</select>
            <button type="submit" class="btn">{tr!(templates.show)}</button>
        </form>
        <Load resource=codes let:codes>{groups(codes)}</Load>
    }
    .into_any()
}

/// The shortcodes under the headings of their groups; they come in this order.
fn groups(codes: Vec<Shortcode>) -> Vec<AnyView> {
    codes
        .chunk_by(|a, b| a.group == b.group)
        .map(|group| {
            let title = group.first().map(|code| words::group(code.group)).unwrap_or_default();
            let heads = [
                Head::Text(tr!(templates.shortcode)),
                Head::Text(tr!(templates.about)),
                Head::Text(tr!(templates.value)),
                Head::Text(tr!(templates.aliases)),
            ];
            let table = plain_table(title, heads, group.iter().cloned().map(code_row));
            view! { <Section title=title>{table}</Section> }.into_any()
        })
        .collect()
}

fn code_row(code: Shortcode) -> [AnyView; 4] {
    [
        view! { <code>{code.code}</code> }.into_any(),
        code.about.into_any(),
        text_cell(code.value),
        text_cell(code.aliases.join(", ")),
    ]
}
