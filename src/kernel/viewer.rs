//! Who looks at a page and how he wants it shown. Known to the page without a query.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::actor::{Right, Rights};
use super::cabinet::{CabinetRight, CabinetRights};
use super::date::{Date, LocalTime};
use super::ids::{ClientId, ContactId, UserId};
use super::lang::Lang;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// What the device prefers.
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown theme")]
pub struct UnknownTheme;

impl FromStr for Theme {
    type Err = UnknownTheme;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|theme| theme.as_str() == text)
            .ok_or(UnknownTheme)
    }
}

/// The reader of a page. Rights are here only so that a page leaves out what would be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Absent on pages that need no sign-in.
    pub user: Option<UserId>,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub theme: Theme,
    pub rights: Rights,
    /// The company's time zone (IANA name).
    pub time_zone: String,
    /// Today in that time zone.
    pub today: Date,
    /// Of a client's contact in the cabinet. He has neither `user` nor any of the staff's rights.
    pub cabinet: Option<CabinetViewer>,
}

/// The contact who looks at the cabinet, and the client whose papers he sees there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetViewer {
    pub contact: ContactId,
    pub client: ClientId,
    pub client_name: String,
    pub rights: CabinetRights,
    /// A member of the staff looks as this contact until then: he reads and changes nothing.
    pub shown_to: Option<LookEnd>,
    /// The same person is let in at other clients too, and can change over.
    pub serves_several: bool,
    /// Where the logo over all pages is, if a company has one.
    pub logo: Option<String>,
}

/// When a look as somebody else is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookEnd {
    pub at: LocalTime,
    /// How many seconds were left when the page was made: the clock of a browser may be wrong.
    pub seconds: u64,
}

impl CabinetViewer {
    #[must_use]
    pub const fn may(&self, right: CabinetRight) -> bool {
        self.rights.has(right)
    }
}

impl Viewer {
    /// Somebody who has not signed in.
    #[must_use]
    pub fn stranger(lang: Lang, time_zone: &str, today: Date) -> Self {
        Self {
            user: None,
            name: String::new(),
            email: String::new(),
            lang,
            theme: Theme::Auto,
            rights: Rights::NONE,
            time_zone: time_zone.to_owned(),
            today,
            cabinet: None,
        }
    }

    #[must_use]
    pub const fn may(&self, right: Right) -> bool {
        self.rights.has(right)
    }
}
