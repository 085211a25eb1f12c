//! What people see of templates. The page of a template, with preview and samples, is composed in `desk::templates`.
//!
//! | file | what it shows |
//! |---|---|
//! | `list` | [`TemplatesPage`]: templates by kind, those that come with the program, import |
//! | `form` | [`TemplateForm`]: the source of a template; other editors stand around the same field `body` |
//! | `findings` | what is wrong, each with its place |
//! | `versions` | versions and their differences |
//! | `sheet` | [`PaperSheet`]: a rendered paper |
//! | `words` | words for kinds, states, findings |

mod findings;
mod form;
mod list;
mod sheet;
mod versions;
pub mod words;

pub use findings::Findings;
pub use form::TemplateForm;
pub use list::TemplatesPage;
pub use sheet::{Mark, PaperSheet};
pub use versions::{DiffView, Versions};
