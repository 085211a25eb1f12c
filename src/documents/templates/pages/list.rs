//! The list of templates: each as a picture of what it prints, by kind and language; below them those that come with the program.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::gallery::{Cards, Shipped, picture};
use super::words;
use crate::documents::templates::api::list_templates;
use crate::documents::templates::model::{PaperKind, TemplateKind, TemplateList, TemplateRow, TemplateState};
use crate::kernel::actor::Right;
use crate::kernel::date::short_time;
use crate::kernel::lang::Lang;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};
use crate::ui::filter_bar::{Chip, Chips};
use crate::ui::form::UploadForm;
use crate::ui::load::{Data, Load, Permitted};
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::query::{UrlFilter, href, use_url_filter};

const PATH: &str = "/settings/templates";

/// What of the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
struct TemplateFilter {
    /// The paper, and the letter it goes with.
    kind: Option<PaperKind>,
    lang: Option<Lang>,
}

impl UrlFilter for TemplateFilter {}

impl TemplateFilter {
    fn takes(self, kind: TemplateKind, lang: Lang, second: Option<Lang>) -> bool {
        self.kind.is_none_or(|paper| paper == kind.paper)
            && self.lang.is_none_or(|wanted| wanted == lang || Some(wanted) == second)
    }
}

/// The list narrowed to a kind, at what comes with the program: where somebody is led who needs a template of it.
#[must_use]
pub fn start_href(kind: PaperKind) -> String {
    let filter = TemplateFilter {
        kind: Some(kind),
        lang: None,
    };
    format!("{}#shipped", href(PATH, &filter))
}

/// `/settings/templates`
#[component]
pub fn TemplatesPage() -> impl IntoView {
    view! { <Permitted right=Right::ManageTemplates><Templates /></Permitted> }.into_any()
}

#[component]
fn Templates() -> impl IntoView {
    let templates = Data::new(|| (), |()| list_templates());
    let filter = use_url_filter::<TemplateFilter>();
    view! {
        <PageHead title=tr!(templates.title)>
            <a class="btn" href="/settings/templates/shortcodes">{tr!(templates.shortcodes)}</a>
            <a class="btn btn-primary" href="/settings/templates/new" data-key="n">{tr!(templates.new)}</a>
        </PageHead>
        <p class="page-sub">{tr!(templates.hint)}</p>
        <Chips label=tr!(templates.kind) chips=Signal::derive(move || kind_chips(filter.get())) />
        <Chips label=tr!(templates.lang) chips=Signal::derive(move || lang_chips(filter.get())) />
        <Load resource=templates let:templates><Lists templates filter /></Load>
    }
    .into_any()
}

fn kind_chips(filter: TemplateFilter) -> Vec<Chip> {
    let chip = |kind: Option<PaperKind>, label: String| Chip {
        label,
        href: href(PATH, &TemplateFilter { kind, ..filter }),
        active: filter.kind == kind,
    };
    let all = chip(None, tr!(templates.all_kinds).to_owned());
    let of = |kind: &PaperKind| chip(Some(*kind), words::kind(TemplateKind::paper(*kind)));
    std::iter::once(all).chain(kinds().map(of)).collect()
}

/// The kinds of papers that this installation has: of a module that is off there are none.
fn kinds() -> impl Iterator<Item = &'static PaperKind> {
    let viewer = use_context::<Viewer>();
    PaperKind::ALL.iter().filter(move |kind| {
        let may = |right| {
            viewer
                .as_ref()
                .is_none_or(|viewer| !viewer.rights.is_switched_off(right))
        };
        kind.of_module().is_none_or(may)
    })
}

/// Each takes itself away when it applies: then one's own are shown in every language, and the others in the reader's.
fn lang_chips(filter: TemplateFilter) -> Vec<Chip> {
    let chip = |lang: Lang| {
        let active = filter.lang == Some(lang);
        let lang_after = (!active).then_some(lang);
        Chip {
            label: lang.own_name().to_owned(),
            href: href(
                PATH,
                &TemplateFilter {
                    lang: lang_after,
                    ..filter
                },
            ),
            active,
        }
    };
    Lang::ALL.into_iter().map(chip).collect()
}

#[component]
fn Lists(templates: TemplateList, filter: Memo<TemplateFilter>) -> impl IntoView {
    let templates = StoredValue::new(templates);
    let own = move || templates.with_value(|templates| own(&templates.rows, filter.get()));
    let shipped = move || {
        let filter = filter.get();
        let wanted = filter.lang.unwrap_or_else(lang);
        let rows = templates.with_value(|templates| {
            let takes = |kind| filter.takes(kind, wanted, None);
            let rows = templates
                .builtins
                .iter()
                .filter(|row| row.lang == wanted && takes(row.kind));
            rows.map(|row| (row.clone(), !is_served(&templates.rows, row.kind, row.lang)))
                .collect::<Vec<_>>()
        });
        view! { <Shipped rows /> }
    };
    view! {
        {own}
        <div id="shipped">
            <Section title=tr!(templates.builtin)>
                <p class="page-sub">{tr!(templates.builtin_hint)}</p>
                {shipped}
            </Section>
        </div>
        <Import />
    }
    .into_any()
}

/// Whether somebody has published a template for all own companies, so that the one that comes with the program no longer serves.
fn is_served(rows: &[TemplateRow], kind: TemplateKind, lang: Lang) -> bool {
    rows.iter().any(|row| {
        let template = &row.template;
        template.state == TemplateState::Published
            && template.kind == kind
            && template.lang == lang
            && template.second_lang.is_none()
            && template.organization.is_none()
    })
}

/// One's own, and for which kinds there is none that serves.
fn own(rows: &[TemplateRow], filter: TemplateFilter) -> AnyView {
    if rows.is_empty() {
        return view! { <EmptyState title=tr!(templates.none) text=tr!(templates.none_text) /> }.into_any();
    }
    let shown: Vec<_> = rows
        .iter()
        .filter(|row| {
            let template = &row.template;
            filter.takes(template.kind, template.lang, template.second_lang)
        })
        .cloned()
        .map(card)
        .collect();
    let cards = if shown.is_empty() {
        view! { <p class="muted">{tr!(templates.none_of_these)}</p> }.into_any()
    } else {
        view! { <Cards label=tr!(templates.own) cards=shown /> }.into_any()
    };
    view! {
        <Section title=tr!(templates.own)>{cards}</Section>
        {unpublished(rows, filter)}
    }
    .into_any()
}

/// The kinds of papers that nobody has published a template of: each leads to what one can start with.
fn unpublished(rows: &[TemplateRow], filter: TemplateFilter) -> Option<AnyView> {
    let is_published = |kind: TemplateKind| {
        rows.iter()
            .any(|row| row.template.kind == kind && row.template.state == TemplateState::Published)
    };
    let kinds: Vec<_> = kinds()
        .filter(|kind| filter.kind.is_none_or(|wanted| wanted == **kind) && !is_published(TemplateKind::paper(**kind)))
        .map(|kind| {
            view! { <li><a href=start_href(*kind)>{words::kind(TemplateKind::paper(*kind))}</a></li> }
        })
        .collect();
    (!kinds.is_empty()).then(|| {
        view! {
            <div class="gallery-note">
                <p>{tr!(templates.unpublished)}</p>
                <ul class="inline-list">{kinds}</ul>
            </div>
        }
        .into_any()
    })
}

fn card(row: TemplateRow) -> AnyView {
    let template = row.template;
    let langs = template.second_lang.map_or_else(
        || template.lang.own_name().to_owned(),
        |second| format!("{} / {}", template.lang.own_name(), second.own_name()),
    );
    let company = row
        .organization_name
        .map(|name| view! { <span class="gallery-company">{name}</span> });
    let (state, tone) = words::state(template.state);
    let newer = (template.state == TemplateState::Published && template.published != Some(template.newest))
        .then(|| view! { <Badge text=tr!(templates.newer) /> });
    let errors =
        (row.errors > 0).then(|| view! { <Badge tone=Tone::Bad text=tr!(templates.errors, count = row.errors) /> });
    let class = if template.state == TemplateState::Retired {
        "gallery-card is-retired"
    } else {
        "gallery-card"
    };
    view! {
        <li class=class>
            {picture(row.picture)}
            <a class="gallery-link" href=format!("{PATH}/{}", template.id)>{template.name}</a>
            <span>{words::kind(template.kind)} " · " {langs}</span>
            {company}
            <span class="badges"><Badge tone text=state /> {newer} {errors}</span>
            <span class="muted">{short_time(lang(), row.at_local)} ", " {row.author}</span>
        </li>
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

#[cfg(test)]
mod tests {
    use super::{TemplateFilter, start_href};
    use crate::documents::templates::model::{PaperKind, TemplateKind};
    use crate::kernel::lang::Lang;
    use crate::ui::query::parse;

    #[test]
    fn a_kind_is_narrowed_to_in_the_address() {
        assert_eq!(
            start_href(PaperKind::DeliveryNote),
            "/settings/templates?kind=delivery_note#shipped"
        );
        let filter: TemplateFilter = parse("?kind=delivery_note&lang=uk");
        let (note, act) = (PaperKind::DeliveryNote, PaperKind::Act);
        assert!(
            filter.takes(TemplateKind::mail(note), Lang::Uk, None),
            "the letter belongs to its paper"
        );
        assert!(
            filter.takes(TemplateKind::paper(note), Lang::En, Some(Lang::Uk)),
            "in two columns"
        );
        assert!(!filter.takes(TemplateKind::paper(act), Lang::Uk, None));
        assert!(!filter.takes(TemplateKind::paper(note), Lang::Ru, None));
    }
}
