//! Every page of the settings.

use leptos_i18n::td_string;
use serde::{Deserialize, Serialize};

use crate::i18n::Locale;
use crate::kernel::actor::Right;
use crate::kernel::folding::{fold, search_text};
use crate::kernel::lang::Lang;
use crate::kernel::viewer::Viewer;
use crate::text::{lang, locale_of};
use crate::tr;

/// The page that lists them.
pub const PATH: &str = "/settings";

/// What settings stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Company,
    Clients,
    Papers,
    Mail,
    Access,
    Own,
}

impl Group {
    pub const ALL: [Self; 6] = [
        Self::Company,
        Self::Clients,
        Self::Papers,
        Self::Mail,
        Self::Access,
        Self::Own,
    ];

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Company => tr!(settings.group_company),
            Self::Clients => tr!(settings.group_clients),
            Self::Papers => tr!(settings.group_papers),
            Self::Mail => tr!(settings.group_mail),
            Self::Access => tr!(settings.group_access),
            Self::Own => tr!(settings.group_own),
        }
    }
}

/// Where a page of the settings is reached from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// In the navigation too.
    InNavigation,
    /// One step away from another page of the settings.
    Behind,
    /// A part of a page that people look for by its own name.
    PartOf,
}

/// A page of the settings, or a part of one that has a name of its own.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub path: &'static str,
    /// Who may open it; `None`: everybody who is signed in.
    pub right: Option<Right>,
    pub group: Group,
    pub stands: Stands,
    /// A name of [`crate::ui::icons::Icon`].
    pub icon: &'static str,
    title: fn(Locale) -> &'static str,
    about: fn(Locale) -> &'static str,
    words: fn(Locale) -> &'static str,
}

macro_rules! settings {
    ($($path:literal $right:expr, $group:ident $stands:ident $icon:literal, $room:ident.$title:ident, $about:ident $words:ident);+ $(;)?) => {
        &[$(Setting {
            path: $path,
            right: $right,
            group: Group::$group,
            stands: Stands::$stands,
            icon: $icon,
            title: |locale| td_string!(locale, $room.$title),
            about: |locale| td_string!(locale, settings.$about),
            words: |locale| td_string!(locale, settings.$words),
        }),+]
    };
}

/// All of them, in the order in which they are shown.
pub const SETTINGS: &[Setting] = settings! {
    "/settings/company" Some(Right::ManageCompany), Company InNavigation "company", desk.company, company company_words;
    "/settings/company" Some(Right::ManageCompany), Company PartOf "company", settings.series_title, series series_words;
    "/settings/company" Some(Right::ManageCompany), Company PartOf "company", settings.vat_title, vat vat_words;
    "/settings/company" Some(Right::ManageCompany), Company PartOf "company", settings.accounts_title, accounts accounts_words;
    "/settings/company" Some(Right::ManageCompany), Company PartOf "company", settings.books_title, books books_words;
    "/settings/company" Some(Right::ManageCompany), Company PartOf "company", signing.agreement_title, signing signing_words;
    "/settings/modules" Some(Right::ManageCompany), Company InNavigation "settings", modules.title, modules modules_words;
    "/settings/clients" Some(Right::ManageCompany), Clients InNavigation "clients", clients.settings, clients clients_words;
    "/settings/client-groups" Some(Right::ManageCompany), Clients InNavigation "clients", desk.client_groups, client_groups client_groups_words;
    "/settings/leads" Some(Right::ManageCompany), Clients InNavigation "leads", leads.settings, leads leads_words;
    "/settings/departments" Some(Right::ManageCompany), Clients InNavigation "support", tickets.departments, departments departments_words;
    "/settings/contract-types" Some(Right::ManageCompany), Papers InNavigation "contracts", contracts.types, contract_types contract_types_words;
    "/settings/expense-categories" Some(Right::ManageCompany), Papers InNavigation "expenses", expenses.categories, expense_categories expense_categories_words;
    "/settings/payment-modes" Some(Right::ManageCompany), Papers InNavigation "payments", payment_modes.title, payment_modes payment_modes_words;
    "/settings/phrases" Some(Right::EditInvoices), Papers InNavigation "invoices", desk.phrases, phrases phrases_words;
    "/settings/templates" Some(Right::ManageTemplates), Papers InNavigation "invoices", desk.templates, templates templates_words;
    "/settings/templates/shortcodes" Some(Right::ManageTemplates), Papers Behind "invoices", templates.shortcodes, shortcodes shortcodes_words;
    "/settings/mail" Some(Right::ManageMail), Mail InNavigation "mail", mailbox.title, mail mail_words;
    "/settings/mail/automatic" Some(Right::ManageMail), Mail Behind "mail", sending.automatic, automatic automatic_words;
    "/settings/users" Some(Right::ManageUsers), Access InNavigation "users", desk.users, users users_words;
    "/settings/roles" Some(Right::ManageUsers), Access InNavigation "users", roles.title, roles roles_words;
    "/profile" None, Own Behind "user", ui.profile, profile profile_words;
};

impl Setting {
    #[must_use]
    pub fn title(&self) -> &'static str {
        (self.title)(locale_of(lang()))
    }

    /// One line on what it is for.
    #[must_use]
    pub fn about(&self) -> &'static str {
        (self.about)(locale_of(lang()))
    }

    /// Whether this viewer may open it. What belongs to a module that is off grants no right.
    #[must_use]
    pub fn is_open_to(&self, viewer: &Viewer) -> bool {
        self.right.is_none_or(|right| viewer.may(right))
    }

    /// Whether each of the words is found in what is said of it, in any of the languages.
    fn is_meant(&self, words: &[&str]) -> bool {
        let mut said = String::new();
        for lang in Lang::ALL {
            let locale = locale_of(lang);
            for text in [self.title, self.about, self.words] {
                said.push_str(&fold(text(locale)));
                said.push(' ');
            }
        }
        words.iter().all(|word| said.contains(word))
    }
}

/// The settings this viewer may open.
pub fn open_to(viewer: &Viewer) -> impl Iterator<Item = &'static Setting> {
    SETTINGS.iter().filter(move |setting| setting.is_open_to(viewer))
}

/// Those that a typed text may mean; all of them while nothing is typed.
#[must_use]
pub fn found(viewer: &Viewer, typed: &str) -> Vec<&'static Setting> {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    open_to(viewer).filter(|setting| setting.is_meant(&words)).collect()
}

/// The page as its address says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsFilter {
    #[serde(deserialize_with = "search_text")]
    #[serde(skip_serializing_if = "String::is_empty")]
    pub q: String,
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Group, Lang, Right, SETTINGS, Viewer, found};
    use crate::kernel::actor::{Rights, Role};
    use crate::kernel::module::Module;

    fn viewer(rights: Rights) -> Viewer {
        Viewer {
            rights,
            ..Viewer::stranger(Lang::En, "UTC", jiff::civil::date(2026, 11, 24))
        }
    }

    fn paths(rights: Rights, typed: &str) -> Vec<&'static str> {
        found(&viewer(rights), typed)
            .iter()
            .map(|setting| setting.path)
            .collect()
    }

    #[test]
    fn settings_are_found_by_what_people_type_in_any_language() {
        for (typed, path) in [
            ("нумерация", "/settings/company"),
            ("нумерація", "/settings/company"),
            ("number series", "/settings/company"),
            ("ндс", "/settings/company"),
            ("ПДВ", "/settings/company"),
            ("логотип", "/settings/company"),
            ("оферта", "/settings/company"),
            ("smtp", "/settings/mail"),
            ("напоминания", "/settings/mail/automatic"),
            ("reminder", "/settings/mail/automatic"),
            ("воронка", "/settings/leads"),
            ("пользователи", "/settings/users"),
            ("користувачі", "/settings/users"),
            ("полномочия", "/settings/roles"),
            ("permission", "/settings/roles"),
            ("вкладки", "/settings/clients"),
            ("модули", "/settings/modules"),
            ("бланк", "/settings/templates"),
            ("тёмная тема", "/profile"),
            ("password", "/profile"),
        ] {
            let found = paths(Rights::all(), typed);
            assert!(found.contains(&path), "{typed}: {found:?}");
            assert!(found.len() < SETTINGS.len(), "{typed} finds everything");
        }
        assert!(paths(Rights::all(), "ъъъъ").is_empty());
        assert_eq!(paths(Rights::all(), " ").len(), SETTINGS.len());
    }

    #[test]
    fn what_one_may_not_open_is_not_there() {
        assert_eq!(paths(Role::ReadOnly.rights(), ""), ["/profile"]);
        assert_eq!(paths(Role::Manager.rights(), ""), ["/settings/phrases", "/profile"]);
        let off = Rights::all().without([Module::Templates]);
        let templates = paths(off, "").iter().filter(|path| path.contains("templates")).count();
        assert_eq!(templates, 0);
        assert!(paths([Right::ManageMail].into_iter().collect(), "ндс").is_empty());
    }

    #[test]
    fn every_group_and_every_setting_says_something_of_its_own() {
        for lang in Lang::ALL {
            Owner::new().with(|| {
                provide_context(lang);
                let mut titles: Vec<&str> = SETTINGS.iter().map(super::Setting::title).collect();
                titles.sort_unstable();
                titles.dedup();
                assert_eq!(titles.len(), SETTINGS.len(), "{lang}");
                for setting in SETTINGS {
                    assert!(setting.about().len() > 20, "{lang} {}", setting.path);
                }
                for group in Group::ALL {
                    assert!(SETTINGS.iter().any(|setting| setting.group == group), "{group:?}");
                    assert!(!group.title().is_empty());
                }
            });
        }
    }
}
