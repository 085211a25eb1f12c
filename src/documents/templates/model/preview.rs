//! A template tried on a sample.

use serde::{Deserialize, Serialize};

use super::findings::Finding;
use crate::kernel::lang::Lang;

/// What is shown beside an editor: a body that may not be saved yet, on a sample.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PreviewInput {
    pub kind: String,
    pub lang: String,
    pub second_lang: String,
    pub subject: String,
    pub body: String,
    /// `sample:<name>`, `invoice:<id>`, `contract:<id>`, `payment:<id>`, or `client:<id>` for his statement; empty: the first sample.
    pub sample: String,
}

/// A body as it prints, with what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Absent while errors stand in the way of printing at all.
    pub paper: Option<PaperHtml>,
    /// Of a letter.
    pub subject: String,
    pub findings: Vec<Finding>,
}

/// A rendered paper: sanitised, safe to be put into a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperHtml {
    pub lang: Lang,
    pub html: String,
}

/// Something a template can be tried on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleChoice {
    /// See [`PreviewInput::sample`].
    pub key: String,
    pub label: String,
    /// A paper of the books, and not one that was made up.
    pub real: bool,
}

/// How a template does on all samples: a button for each, green or red.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleResult {
    pub sample: SampleChoice,
    pub findings: Vec<Finding>,
}
