//! Files beside a paper and on the client's card.
//!
//! | file | what it shows |
//! |---|---|
//! | `panel` | the files of one object, beside its paper |
//! | `client` | the tab of the client's card: a list, a file of it in the drawer |
//! | `steps` | what can be done with a file |

mod client;
mod panel;
mod steps;

pub use client::{ClientFiles, file_columns};
pub use panel::{FilesPanel, files_beside};
pub(in crate::desk) use steps::opening;
