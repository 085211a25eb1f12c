//! What papers are made of.
//!
//! | file | what it holds |
//! |---|---|
//! | `views` | plain structs with everything a paper of a kind can print: the content of snapshots, data only |

pub mod views;
