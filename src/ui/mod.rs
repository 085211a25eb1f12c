//! Widgets used by several rooms.
