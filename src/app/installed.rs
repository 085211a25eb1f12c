//! The two apps that a browser can make of Akta; what it reads of them is made in `server/pwa`.

use crate::ui::doors::in_cabinet;

/// Who installs Akta. Both may be installed on one device; browsers tell them apart by where they begin, which never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installed {
    /// The staff, with all of Akta.
    Staff,
    /// A client's contact, with the cabinet alone.
    Cabinet,
}

impl Installed {
    pub const ALL: [Self; 2] = [Self::Staff, Self::Cabinet];

    /// The app whose page an address is.
    #[must_use]
    pub fn of_page(path: &str) -> Self {
        if in_cabinet(path) { Self::Cabinet } else { Self::Staff }
    }

    /// The address of its manifest.
    #[must_use]
    pub const fn manifest(self) -> &'static str {
        match self {
            Self::Staff => "/manifest.webmanifest",
            Self::Cabinet => "/cabinet/manifest.webmanifest",
        }
    }

    /// Where it begins; also its scope and its identity.
    #[must_use]
    pub const fn start(self) -> &'static str {
        match self {
            Self::Staff => "/",
            Self::Cabinet => "/cabinet",
        }
    }
}
