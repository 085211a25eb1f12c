//! The texts of the interface. Module `i18n` is generated from `locales/<language>/<room>.json` at build: a key that is missing
//! does not compile.
//!
//! The language of a page never changes while it is open (switching it loads the page again), so texts are plain strings:
//! [`tr!`] reads the language of the running request on the server and of the document in the browser.

use crate::i18n::Locale;
use crate::kernel::lang::Lang;

/// The generated locale of a language.
#[must_use]
pub const fn locale_of(lang: Lang) -> Locale {
    match lang {
        Lang::Ru => Locale::ru,
        Lang::Uk => Locale::uk,
        Lang::En => Locale::en,
    }
}

/// The language of the page: the reader's choice on the server, `<html lang>` in the browser.
#[cfg(feature = "ssr")]
#[must_use]
pub fn lang() -> Lang {
    held::LANG
        .get()
        .or_else(leptos::prelude::use_context::<Lang>)
        .unwrap_or_default()
}

/// Finds the language once for all texts of what is written by `write`: a table asks for it hundreds of times.
#[cfg(feature = "ssr")]
pub fn in_one_language<T>(write: impl FnOnce() -> T) -> T {
    let _held = held::Held::new(lang());
    write()
}

#[cfg(feature = "ssr")]
mod held {
    use std::cell::Cell;

    use super::Lang;

    thread_local! {
        pub static LANG: Cell<Option<Lang>> = const { Cell::new(None) };
    }

    /// The language of this thread, until it is dropped.
    pub struct Held(Option<Lang>);

    impl Held {
        pub fn new(lang: Lang) -> Self {
            Self(LANG.replace(Some(lang)))
        }
    }

    impl Drop for Held {
        fn drop(&mut self) {
            LANG.set(self.0);
        }
    }
}

/// In the browser the language is at hand anyway.
#[cfg(not(feature = "ssr"))]
pub fn in_one_language<T>(write: impl FnOnce() -> T) -> T {
    write()
}

#[cfg(not(feature = "ssr"))]
mod document {
    use std::cell::Cell;

    use super::Lang;

    thread_local! {
        pub static LANG: Cell<Option<Lang>> = const { Cell::new(None) };
    }
}

/// The language of the page: the reader's choice on the server, `<html lang>` in the browser.
#[cfg(not(feature = "ssr"))]
#[must_use]
pub fn lang() -> Lang {
    if let Some(lang) = document::LANG.get() {
        return lang;
    }
    let root = leptos::prelude::document().document_element();
    let lang = root
        .and_then(|root| root.get_attribute("lang"))
        .and_then(|lang| lang.parse().ok())
        .unwrap_or_default();
    document::LANG.set(Some(lang));
    lang
}

/// A text of the interface in the page's language: `tr!(clients.title)`, `tr!(ui.rows, count = 3)`.
#[macro_export]
macro_rules! tr {
    ($($tokens:tt)*) => {
        ::leptos_i18n::td_string!($crate::text::locale_of($crate::text::lang()), $($tokens)*)
    };
}
