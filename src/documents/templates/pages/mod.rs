//! What people see of templates. The page of a template, with preview and samples, is composed in `desk::templates`.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`TemplatesPage`]: templates by kind and language, those that come with the program, import |
//! | `none` | that nobody has published a template of a kind |
//! | `gallery` | templates side by side as pictures |
//! | `form` | [`TemplateForm`]: the source of a template; other editors stand around the same field `body` |
//! | `findings` | what is wrong, each with its place |
//! | `versions` | the sheet of versions |
//! | `diff` | what differs between two of them |
//! | `sheet` | [`PaperSheet`]: a rendered paper |
//! | `words` | words for kinds, states, findings |

mod diff;
mod findings;
mod form;
mod gallery;
mod list;
mod none;
mod sheet;
mod versions;
pub mod words;

pub use findings::Findings;
pub use form::TemplateForm;
pub use list::TemplatesPage;
pub use none::NoTemplate;
pub use sheet::{Mark, PaperSheet};
pub use versions::{VersionsLink, VersionsSheet};
