//! What the pages of templates get.

use serde::{Deserialize, Serialize};

use crate::company::organization::model::CompanyName;
use crate::documents::templates::model::{Preview, SampleChoice, TemplateKind, TemplateSheet};
use crate::kernel::lang::Lang;

/// Everything the page of a template shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplatePage {
    pub sheet: TemplateSheet,
    pub companies: Vec<CompanyName>,
    pub samples: Vec<SampleChoice>,
    /// The key of the sample that is shown.
    pub sample: String,
    pub preview: Preview,
}

/// What the page of a template is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateQuery {
    /// The number of a version; absent: the newest.
    pub n: Option<i64>,
    pub sample: String,
}

/// A template that comes with the program, on a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltinPage {
    pub name: String,
    pub kind: TemplateKind,
    pub lang: Lang,
    pub samples: Vec<SampleChoice>,
    pub sample: String,
    pub preview: Preview,
}
