//! Client cards.
