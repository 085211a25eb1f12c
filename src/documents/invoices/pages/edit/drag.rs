//! Lines that are dragged to another place by their number. With the keyboard they are moved by Alt and an arrow.

use leptos::ev::DragEvent;
use leptos::prelude::*;

use super::side;
use super::state::{EditLine, Editing};

/// The line that is being dragged, and the edge it would land at.
#[derive(Clone, Copy)]
pub struct Dragging {
    editing: Editing,
    dragged: RwSignal<Option<u64>>,
    target: RwSignal<Option<(u64, Edge)>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edge {
    Before,
    After,
}

impl Dragging {
    pub fn new(editing: Editing) -> Self {
        Self {
            editing,
            dragged: RwSignal::new(None),
            target: RwSignal::new(None),
        }
    }

    pub fn begin(self, line: EditLine, event: &DragEvent) {
        side::carry(event);
        self.dragged.set(Some(line.key));
    }

    /// Over a line. What does not come from this grid is not taken.
    pub fn over(self, line: EditLine, event: &DragEvent) {
        if self.dragged.get_untracked().is_none() {
            return;
        }
        event.prevent_default();
        let edge = if side::in_lower_half(event) {
            Edge::After
        } else {
            Edge::Before
        };
        if self.target.get_untracked() != Some((line.key, edge)) {
            self.target.set(Some((line.key, edge)));
        }
    }

    pub fn drop(self, event: &DragEvent) {
        if let (Some(dragged), Some((target, edge))) = (self.dragged.get_untracked(), self.target.get_untracked()) {
            event.prevent_default();
            self.editing.put_beside(dragged, target, edge == Edge::After);
        }
        self.end();
    }

    /// Let go, wherever that was.
    pub fn end(self) {
        self.dragged.set(None);
        self.target.set(None);
    }

    pub fn is_dragged(self, line: EditLine) -> bool {
        self.dragged.get() == Some(line.key)
    }

    pub fn lands_before(self, line: EditLine) -> bool {
        self.target.get() == Some((line.key, Edge::Before))
    }

    pub fn lands_after(self, line: EditLine) -> bool {
        self.target.get() == Some((line.key, Edge::After))
    }
}
