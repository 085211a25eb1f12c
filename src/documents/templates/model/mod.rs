//! Templates as both targets know them.
//!
//! | file | what it holds |
//! |---|---|
//! | `kinds` | kinds and states |
//! | `stored` | templates, versions, lists |
//! | `findings` | what the check says and where; shortcodes as they are shown |
//! | `forms` | what forms send |
//! | `preview` | a template tried on a sample |

mod findings;
mod forms;
mod kinds;
mod preview;
mod stored;

pub use findings::{Fault, Finding, Group, Place, Shortcode, ValueType};
pub use forms::{
    CopyTemplate, FILE_FORMAT, LONGEST_BODY, RestoreVersion, SaveTemplate, TemplateFile, TemplateStep, ValidTemplate,
};
pub use kinds::{PaperKind, TemplateKind, TemplateState};
pub use preview::{PaperHtml, Preview, PreviewInput, SampleChoice, SampleResult};
pub use stored::{
    BuiltinRow, DiffChange, DiffPart, SERVING, Template, TemplateChoice, TemplateList, TemplateRow, TemplateSheet,
    TemplateVersion, VersionDiff, VersionRow,
};
