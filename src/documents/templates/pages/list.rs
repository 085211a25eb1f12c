//! The list of templates, by kind and language with their states.

use leptos::prelude::*;

use super::words;
use crate::documents::templates::api::{CopyTemplate, list_templates};
use crate::documents::templates::model::{BuiltinRow, TemplateList, TemplateRow};
use crate::kernel::actor::Right;
use crate::kernel::date::short_time;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Badge;
use crate::ui::form::{Form, Hidden, RequestKeyField, Submit, UploadForm};
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead, Section};

/// `/settings/templates`
#[component]
pub fn TemplatesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageTemplates><Templates /></Permitted> }.into_any()
}

#[component]
fn Templates() -> impl IntoView {
    let templates = Data::new(|| (), |()| list_templates());
    view! {
        <PageHead title=tr!(templates.title)>
            <a class="btn" href="/settings/templates/shortcodes">{tr!(templates.shortcodes)}</a>
            <a class="btn btn-primary" href="/settings/templates/new" data-key="n">{tr!(templates.new)}</a>
        </PageHead>
        <p class="page-sub">{tr!(templates.hint)}</p>
        <Load resource=templates let:templates><Lists templates /></Load>
    }
    .into_any()
}

#[component]
fn Lists(templates: TemplateList) -> impl IntoView {
    let TemplateList { rows, builtins } = templates;
    let own = if rows.is_empty() {
        view! { <EmptyState title=tr!(templates.none) text=tr!(templates.none_text) /> }.into_any()
    } else {
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        view! {
            <div class="table-wrap">
                <table class="data-table">
                    <caption class="visually-hidden">{tr!(templates.title)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(templates.name)}</th>
                            <th scope="col">{tr!(templates.kind)}</th>
                            <th scope="col">{tr!(templates.lang)}</th>
                            <th scope="col">{tr!(templates.organization)}</th>
                            <th scope="col">{tr!(templates.state)}</th>
                            <th scope="col">{tr!(templates.changed)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let builtins: Vec<_> = builtins.into_iter().map(builtin).collect();
    view! {
        {own}
        <Section title=tr!(templates.builtin)>
            <p class="page-sub">{tr!(templates.builtin_hint)}</p>
            <div class="table-wrap">
                <table class="data-table">
                    <caption class="visually-hidden">{tr!(templates.builtin)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{tr!(templates.kind)}</th>
                            <th scope="col">{tr!(templates.lang)}</th>
                            <th scope="col"><span class="visually-hidden">{tr!(templates.use_copy)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{builtins}</tbody>
                </table>
            </div>
        </Section>
        <Import />
    }
    .into_any()
}

fn row(row: TemplateRow) -> AnyView {
    let template = row.template;
    let (state, tone) = words::state(template.state);
    let langs = template.second_lang.map_or_else(
        || template.lang.own_name().to_owned(),
        |second| format!("{} / {}", template.lang.own_name(), second.own_name()),
    );
    let company = row
        .organization_name
        .unwrap_or_else(|| tr!(templates.all_companies).to_owned());
    view! {
        <tr>
            <td><a class="row-link" href=format!("/settings/templates/{}", template.id)>{template.name}</a></td>
            <td data-label=tr!(templates.kind)>{words::kind(template.kind)}</td>
            <td data-label=tr!(templates.lang)>{langs}</td>
            <td data-label=tr!(templates.organization)>{company}</td>
            <td data-label=tr!(templates.state)><Badge tone text=state /></td>
            <td data-label=tr!(templates.changed)>{short_time(lang(), row.at_local)} ", " {row.author}</td>
        </tr>
    }
    .into_any()
}

fn builtin(row: BuiltinRow) -> AnyView {
    let action = ServerAction::<CopyTemplate>::new();
    let kind = words::kind(row.kind);
    let page = format!("/settings/templates/builtin/{}", row.name);
    view! {
        <tr>
            <td><a class="row-link" href=page>{kind}</a></td>
            <td data-label=tr!(templates.lang)>{row.lang.own_name()}</td>
            <td>
                <Form action form_key=row.name.clone()>
                    <RequestKeyField />
                    <Hidden name="builtin" value=row.name />
                    <Submit label=tr!(templates.use_copy) second=true />
                </Form>
            </td>
        </tr>
    }
    .into_any()
}

/// A template out of a file that was exported, here or elsewhere.
#[component]
fn Import() -> impl IntoView {
    view! {
        <Section title=tr!(templates.import)>
            <UploadForm
                action="/settings/templates/import"
                name="file"
                label=tr!(templates.file)
                accept="application/json,.json"
                hint=tr!(templates.file_hint)
                submit=tr!(templates.import)
                keyed=true
            />
        </Section>
    }
    .into_any()
}
