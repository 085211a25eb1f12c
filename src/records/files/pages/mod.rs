//! What pages show of files. What can be done with one is in `desk::files::pages`, which knows the owners.
//!
//! | file | what it holds |
//! |---|---|
//! | `upload` | the field that sends files: a plain form, and with scripts one request per file with its progress |
//! | `sending_*` | what the browser does for it |
//! | `words` | sizes, and where a file comes from |

#[cfg_attr(feature = "ssr", path = "sending_server.rs")]
#[cfg_attr(not(feature = "ssr"), path = "sending_browser.rs")]
mod sending;
mod upload;
pub mod words;

pub use upload::AddFiles;
