//! The agreement among a company's settings, and answers as they are shown.

mod agreement;
mod answers;

pub use agreement::AgreementSettings;
pub use answers::{SignFields, answer_view};
