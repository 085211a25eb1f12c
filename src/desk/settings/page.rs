//! `/settings`

use leptos::prelude::*;

use super::list::{Group, PATH, Setting, SettingsFilter, found};
use crate::kernel::viewer::Viewer;
use crate::tr;
use crate::ui::filter_bar::FilterBar;
use crate::ui::icons::Icon;
use crate::ui::page::{EmptyState, PageHead, Section};
use crate::ui::query::{ListFilter, UrlFilter, use_url_filter};

impl UrlFilter for SettingsFilter {}

/// What is typed decides which settings are left; they have no other order and one page.
impl ListFilter for SettingsFilter {
    fn search(&self) -> &str {
        &self.q
    }

    fn searched(self, text: String) -> Self {
        Self { q: text }
    }

    fn order(&self) -> (&'static str, bool) {
        ("", false)
    }

    fn ordered(self, _: &'static str, _: bool) -> Self {
        self
    }

    fn at(self, _: Option<crate::kernel::paging::Cursor>) -> Self {
        self
    }
}

/// All settings this reader may open, in groups, or those that are looked for.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let filter = use_url_filter::<SettingsFilter>();
    let viewer = expect_context::<Viewer>();
    let shown = move || groups(found(&viewer, &filter.get().q), &filter.get().q);
    view! {
        <PageHead title=tr!(desk.settings) />
        <div class="list-head">
            <FilterBar path=PATH filter placeholder=tr!(settings.search) />
        </div>
        {shown}
    }
    .into_any()
}

fn groups(settings: Vec<&'static Setting>, typed: &str) -> AnyView {
    if settings.is_empty() {
        let title = tr!(settings.none, text = typed.to_owned());
        return view! {
            <EmptyState title text=tr!(settings.none_text)>
                <a class="btn" href=PATH>{tr!(settings.all)}</a>
            </EmptyState>
        }
        .into_any();
    }
    let groups: Vec<_> = Group::ALL
        .into_iter()
        .filter_map(|group| {
            let of_group = settings.iter().filter(|setting| setting.group == group);
            let rows: Vec<_> = of_group.map(|setting| row(setting)).collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <Section title=group.title()>
                        <ul class="setting-list">{rows}</ul>
                    </Section>
                }
            })
        })
        .collect();
    view! { <div class="settings">{groups}</div> }.into_any()
}

fn row(setting: &Setting) -> AnyView {
    view! {
        <li>
            <a href=setting.path>
                <Icon name=setting.icon />
                <span class="setting-title">{setting.title()}</span>
                <span class="setting-about">{setting.about()}</span>
            </a>
        </li>
    }
    .into_any()
}
