//! The two parts of the program that are signed into, as a page sees them: where its ways home and to the sign-in lead.

use leptos::prelude::use_context;

use crate::kernel::viewer::Viewer;

const CABINET: &str = "/cabinet";

/// Whether a path lies in the cabinet.
#[must_use]
pub fn in_cabinet(path: &str) -> bool {
    path.strip_prefix(CABINET)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// The first page of the part that a path lies in.
#[must_use]
pub fn home(path: &str) -> &'static str {
    if in_cabinet(path) { CABINET } else { "/" }
}

/// The sign-in of the part that a path lies in.
#[must_use]
pub fn sign_in(path: &str) -> &'static str {
    sign_in_of(in_cabinet(path))
}

/// The sign-in of the part in which the reader of this page is, whatever its address.
#[must_use]
pub fn readers_sign_in() -> &'static str {
    sign_in_of(use_context::<Viewer>().is_some_and(|viewer| viewer.cabinet.is_some()))
}

const fn sign_in_of(cabinet: bool) -> &'static str {
    if cabinet { "/cabinet/sign-in" } else { "/sign-in" }
}

#[cfg(test)]
mod tests {
    use super::{home, sign_in};

    #[test]
    fn ways_stay_behind_their_door() {
        for path in ["/cabinet", "/cabinet?kind=act", "/cabinet/invoices/1"] {
            assert_eq!((home(path), sign_in(path)), ("/cabinet", "/cabinet/sign-in"), "{path}");
        }
        for path in ["/", "/invoices", "/cabinets"] {
            assert_eq!((home(path), sign_in(path)), ("/", "/sign-in"), "{path}");
        }
    }
}
