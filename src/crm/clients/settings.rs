//! How the whole company works with clients: which tabs a card has and in which order, what a card must say, what two clients must not have
//! in common.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::company::organization::presets::Country;
use crate::kernel::actor::Right;
use crate::kernel::problem::FieldErrors;
use crate::kernel::tax::spelled;
use crate::kernel::validate::{Reader, typed};
use crate::records::activity::model::EventRow;

/// A tab of a client's card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientTab {
    Profile,
    Statement,
    Invoices,
    Acts,
    DeliveryNotes,
    Contracts,
    Payments,
    Expenses,
    Files,
    Support,
    Contacts,
}

spelled!(ClientTab {
    Profile = "profile",
    Statement = "statement",
    Invoices = "invoices",
    Acts = "acts",
    DeliveryNotes = "delivery_notes",
    Contracts = "contracts",
    Payments = "payments",
    Expenses = "expenses",
    Files = "files",
    Support = "support",
    Contacts = "contacts",
});

impl ClientTab {
    /// What stands behind the card's own address; empty for the profile.
    #[must_use]
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Profile => "",
            Self::DeliveryNotes => "delivery-notes",
            other => other.as_str(),
        }
    }

    /// The tab at an address below `/clients/<id>`.
    #[must_use]
    pub fn of_segment(segment: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tab| tab.segment() == segment)
    }

    /// What it takes to see it beside the card itself.
    #[must_use]
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::Profile | Self::Files | Self::Contacts => &[],
            Self::Statement => &[Right::ViewInvoices, Right::ViewPayments],
            Self::Invoices => &[Right::ViewInvoices],
            Self::Acts => &[Right::ViewActs],
            Self::DeliveryNotes => &[Right::ViewDeliveryNotes],
            Self::Contracts => &[Right::ViewContracts],
            Self::Payments => &[Right::ViewPayments],
            Self::Expenses => &[Right::ViewExpenses],
            Self::Support => &[Right::ViewTickets],
        }
    }
}

/// The visible tabs in their order, spelled `profile invoices files`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tabs(Vec<ClientTab>);

impl Default for Tabs {
    /// All of them.
    fn default() -> Self {
        Self(ClientTab::ALL.to_vec())
    }
}

impl Tabs {
    #[must_use]
    pub fn shown(&self) -> &[ClientTab] {
        &self.0
    }

    /// Those that are not shown, as they stand at first.
    pub fn hidden(&self) -> impl Iterator<Item = ClientTab> + '_ {
        ClientTab::ALL.iter().copied().filter(|tab| !self.0.contains(tab))
    }

    /// After a step. `is_there` says which tabs there are now: those of a module that is off keep their place, and are passed by. `None` if
    /// nothing changes, or if no tab would be left.
    #[must_use]
    pub fn after(&self, tab: ClientTab, step: TabStep, is_there: impl Fn(ClientTab) -> bool) -> Option<Self> {
        let mut tabs = self.0.clone();
        let at = tabs.iter().position(|one| *one == tab);
        match (step, at) {
            (TabStep::Show, None) => tabs.push(tab),
            (TabStep::Hide, Some(at)) => {
                tabs.remove(at);
                tabs.iter().find(|one| is_there(**one))?;
            }
            (TabStep::Up, Some(at)) => {
                let other = tabs.iter().take(at).rposition(|one| is_there(*one))?;
                tabs.swap(at, other);
            }
            (TabStep::Down, Some(at)) => {
                let behind = tabs.iter().skip(at + 1).position(|one| is_there(*one))?;
                tabs.swap(at, at + 1 + behind);
            }
            _ => return None,
        }
        Some(Self(tabs))
    }
}

impl fmt::Display for Tabs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<&str> = self.0.iter().map(|tab| tab.as_str()).collect();
        f.write_str(&codes.join(" "))
    }
}

/// No tab is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no tab is visible")]
pub struct NoTab;

impl FromStr for Tabs {
    type Err = NoTab;

    /// Words of another build are passed over, each tab counts once.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut tabs: Vec<ClientTab> = Vec::new();
        for tab in text.split_whitespace().filter_map(|word| word.parse().ok()) {
            if !tabs.contains(&tab) {
                tabs.push(tab);
            }
        }
        if tabs.is_empty() { Err(NoTab) } else { Ok(Self(tabs)) }
    }
}

/// What is done with a tab in the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TabStep {
    Show,
    Hide,
    Up,
    Down,
}

spelled!(TabStep {
    Show = "show",
    Hide = "hide",
    Up = "up",
    Down = "down",
});

/// A step with a tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangeTab {
    pub tab: ClientTab,
    pub step: TabStep,
}

/// What becomes of a client who has something in common with another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// It takes a tick that says that this is meant.
    #[default]
    Warn,
    /// It can't be.
    Refuse,
}

spelled!(Likeness {
    Warn = "warn",
    Refuse = "refuse",
});

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSettings {
    pub tabs: Tabs,
    /// Of new clients: their currency, language and tax ids; absent: as the first own company's.
    pub country: Option<Country>,
    /// Otherwise a person may be called by e-mail or phone until somebody knows better.
    pub name_required: bool,
    /// Of companies and sole proprietors.
    pub tax_id_required: bool,
    pub same_tax_id: Likeness,
    pub same_email: Likeness,
    pub same_phone: Likeness,
    /// Name, e-mail and phone of a person are those of his primary contact.
    pub person_is_contact: bool,
    pub version: i64,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            tabs: Tabs::default(),
            country: None,
            name_required: true,
            tax_id_required: false,
            same_tax_id: Likeness::Warn,
            same_email: Likeness::Warn,
            same_phone: Likeness::Warn,
            person_is_contact: false,
            version: 0,
        }
    }
}

/// What the page of the settings shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientSettingsSheet {
    pub settings: ClientSettings,
    /// Tabs whose modules are on, shown ones in their order, then the others.
    pub shown: Vec<ClientTab>,
    pub hidden: Vec<ClientTab>,
    pub events: Vec<EventRow>,
}

/// The form of the settings but for the tabs. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveClientSettings {
    pub version: i64,
    pub country: String,
    pub name_required: bool,
    pub tax_id_required: bool,
    pub same_tax_id: String,
    pub same_email: String,
    pub same_phone: String,
    pub person_is_contact: bool,
}

impl SaveClientSettings {
    /// Stored settings as the form spells them.
    #[must_use]
    pub fn of(stored: &ClientSettings) -> Self {
        Self {
            version: stored.version,
            country: typed(stored.country),
            name_required: stored.name_required,
            tax_id_required: stored.tax_id_required,
            same_tax_id: stored.same_tax_id.to_string(),
            same_email: stored.same_email.to_string(),
            same_phone: stored.same_phone.to_string(),
            person_is_contact: stored.person_is_contact,
        }
    }

    /// The fields, in the form's order.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 7] {
        let tick = |yes: bool| if yes { "true" } else { "" };
        [
            ("country", &self.country),
            ("name_required", tick(self.name_required)),
            ("tax_id_required", tick(self.tax_id_required)),
            ("same_tax_id", &self.same_tax_id),
            ("same_email", &self.same_email),
            ("same_phone", &self.same_phone),
            ("person_is_contact", tick(self.person_is_contact)),
        ]
    }

    /// The stored settings with what was typed.
    ///
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self, stored: ClientSettings) -> Result<ClientSettings, FieldErrors> {
        let mut form = Reader::default();
        let country = form.optional_choice("country", &self.country);
        let same_tax_id = form.choice("same_tax_id", &self.same_tax_id);
        let same_email = form.choice("same_email", &self.same_email);
        let same_phone = form.choice("same_phone", &self.same_phone);
        let same = same_tax_id.zip(same_email).zip(same_phone);
        form.finish(same.map(|((same_tax_id, same_email), same_phone)| ClientSettings {
            country,
            name_required: self.name_required,
            tax_id_required: self.tax_id_required,
            same_tax_id,
            same_email,
            same_phone,
            person_is_contact: self.person_is_contact,
            ..stored
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{ClientTab, TabStep, Tabs};

    fn spelled(text: &str) -> Tabs {
        text.parse().unwrap()
    }

    #[test]
    fn tabs_are_spelled_in_their_order() {
        assert_eq!(Tabs::default().shown().len(), ClientTab::ALL.len());
        assert_eq!(spelled("files nonsense files profile").to_string(), "files profile");
        assert!("".parse::<Tabs>().is_err() && "nonsense".parse::<Tabs>().is_err());
        for tab in ClientTab::ALL {
            assert_eq!(ClientTab::of_segment(tab.segment()), Some(*tab));
        }
        assert_eq!(ClientTab::of_segment("edit"), None);
    }

    #[test]
    fn a_tab_changes_places_with_the_next_one_that_is_there() {
        let tabs = spelled("profile acts files contacts");
        // Acts are switched off.
        let is_there = |tab| tab != ClientTab::Acts;
        let after = |tabs: &Tabs, tab, step| tabs.after(tab, step, is_there).map(|tabs| tabs.to_string());
        for (tab, step, expected) in [
            (ClientTab::Files, TabStep::Up, Some("files acts profile contacts")),
            (ClientTab::Files, TabStep::Down, Some("profile acts contacts files")),
            (ClientTab::Profile, TabStep::Up, None),
            (ClientTab::Contacts, TabStep::Down, None),
            (ClientTab::Files, TabStep::Hide, Some("profile acts contacts")),
            (ClientTab::Files, TabStep::Show, None),
            (
                ClientTab::Invoices,
                TabStep::Show,
                Some("profile acts files contacts invoices"),
            ),
            (ClientTab::Invoices, TabStep::Hide, None),
        ] {
            assert_eq!(after(&tabs, tab, step).as_deref(), expected, "{tab} {step}");
        }
        let last = spelled("acts files");
        assert_eq!(
            after(&last, ClientTab::Files, TabStep::Hide),
            None,
            "the last one stays"
        );
    }
}
