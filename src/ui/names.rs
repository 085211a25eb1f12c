//! Names under which the browser finds in a page what the server has loaded for it.
//!
//! Not numbers in the order of making: what stands in a drawer or beside a boundary is made at other moments by the server than by the browser,
//! and then every later load would find the answer of another one.

use std::collections::BTreeMap;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::use_context;

/// The names given for one page so far, in the context of the whole interface.
#[derive(Debug, Clone, Default)]
pub struct Names(Arc<Mutex<BTreeMap<String, usize>>>);

impl Names {
    /// The next name of a load that is made at this place of the code: the place, and how many it has made before. `None` outside of a page.
    pub fn next(place: &Location<'_>) -> Option<String> {
        let names = use_context::<Self>()?;
        let place = format!("{}:{}:{}", place.file(), place.line(), place.column());
        let mut given = names.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = given.entry(place.clone()).or_default();
        let name = format!("{place}#{before}");
        *before += 1;
        Some(name)
    }
}

/// What the page carries for a name.
pub fn pack(name: &str, answer: &str) -> String {
    format!("{name}\n{answer}")
}

/// The answer in a text of the page, if it is that of the name.
pub fn unpack<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    text.strip_prefix(name)?.strip_prefix('\n')
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::*;

    #[test]
    fn a_name_tells_the_place_and_how_many_were_before() {
        Owner::new().with(|| {
            assert_eq!(Names::next(Location::caller()), None);
            provide_context(Names::default());
            let mut given: Vec<String> = (0..2).filter_map(|_| Names::next(Location::caller())).collect();
            given.extend(Names::next(Location::caller()));
            let counts: Vec<&str> = given.iter().filter_map(|name| Some(name.rsplit_once('#')?.1)).collect();
            assert_eq!(counts, ["0", "1", "0"]);
        });
    }

    #[test]
    fn only_the_own_answer_is_found() {
        let text = pack("a.rs:1:2#1", "{\n}");
        assert_eq!(unpack("a.rs:1:2#1", &text), Some("{\n}"));
        assert_eq!(unpack("a.rs:1:2#", &text), None);
        assert_eq!(unpack("a.rs:1:2#0", &text), None);
    }
}
