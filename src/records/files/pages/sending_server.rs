//! Files are chosen and sent in the browser.

use leptos::ev::{DragEvent, Event};

use crate::error::AppResult;

/// What holds a chosen file.
#[derive(Debug, Clone, Copy)]
pub struct Handle;

/// A file that somebody has chosen or dropped.
pub struct Chosen {
    pub name: String,
    /// In bytes.
    pub size: f64,
    pub file: Handle,
}

/// The files of a field.
pub const fn chosen(_event: &Event) -> Vec<Chosen> {
    Vec::new()
}

/// The files that were dropped.
pub const fn dropped(_event: &DragEvent) -> Vec<Chosen> {
    Vec::new()
}

/// Whether files are dragged, and not a piece of the page.
pub const fn carries_files(_event: &DragEvent) -> bool {
    false
}

/// Sends nothing.
pub fn send(
    _address: &str,
    _key: &str,
    _file: Handle,
    _progress: impl Fn(f64) -> bool + 'static,
    _done: impl FnOnce(Option<AppResult<()>>) + 'static,
) {
}
