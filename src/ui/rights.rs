//! What the reader may do.

use leptos::prelude::*;

use crate::kernel::actor::Right;
use crate::kernel::viewer::Viewer;

/// Whether the reader may do something; within [`Regarding`](super::regarding::Regarding), with that client's objects. Pages leave out what would be
/// refused; the check itself is the action's.
#[must_use]
pub fn may(right: Right) -> bool {
    use_context::<Viewer>().is_some_and(|viewer| viewer.may(right))
}
