//! The frozen content of issued papers.
