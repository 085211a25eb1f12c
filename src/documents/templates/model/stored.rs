//! Templates as they are stored and listed.

use serde::{Deserialize, Serialize};

use super::findings::Finding;
use super::kinds::{TemplateKind, TemplateState};
use crate::kernel::date::LocalTime;
use crate::kernel::ids::{OrganizationId, TemplateId, TemplateVersionId};
use crate::kernel::lang::Lang;

/// The key of the template that serves, among those one can choose from.
pub const SERVING: &str = "serving";

/// A template that can be chosen for a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChoice {
    /// The id of a published template, or the name of a built-in one.
    pub key: String,
    /// Empty for a built-in one: it is called by its language.
    pub name: String,
    pub lang: Lang,
    pub second_lang: Option<Lang>,
}

/// A template. Papers are made with its published version; the newest version is what is being worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub id: TemplateId,
    pub kind: TemplateKind,
    pub name: String,
    pub lang: Lang,
    /// Beside the first one, for two columns.
    pub second_lang: Option<Lang>,
    /// Absent: for every own company that has none of its own.
    pub organization: Option<OrganizationId>,
    pub state: TemplateState,
    /// The number of the version that serves, of a published template.
    pub published: Option<i64>,
    /// The number of the newest version.
    pub newest: i64,
    /// Counts every write.
    pub version: i64,
}

/// A version of a template. Its content never changes once it is published or a later one exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateVersion {
    pub id: TemplateVersionId,
    /// From 1 on.
    pub n: i64,
    /// Of a letter.
    pub subject: String,
    pub body: String,
    /// What its author said about it.
    pub note: String,
    pub author: String,
    pub at_local: LocalTime,
    /// Of subject and body, in hexadecimal.
    pub sha256: String,
}

/// A row of the list of templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    pub template: Template,
    pub organization_name: Option<String>,
    /// Of the newest version, as are the others below.
    pub author: String,
    pub at_local: LocalTime,
    /// The address of its picture; absent while errors stand in the text.
    pub picture: Option<String>,
    /// What stands in the way of publishing it.
    pub errors: usize,
}

/// A version in the list of versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    pub n: i64,
    pub note: String,
    pub author: String,
    pub at_local: LocalTime,
    /// It is the one that serves.
    pub published: bool,
}

/// A template with everything its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateSheet {
    pub template: Template,
    pub organization_name: Option<String>,
    /// The newest version, or the one that was asked for.
    pub shown: TemplateVersion,
    /// All of them, the newest first.
    pub versions: Vec<VersionRow>,
    pub findings: Vec<Finding>,
}

/// A template that comes with the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuiltinRow {
    pub kind: TemplateKind,
    pub lang: Lang,
    /// `invoice-uk-1`
    pub name: String,
    /// The address of its picture.
    pub picture: String,
}

/// Everything the list of templates shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateList {
    pub rows: Vec<TemplateRow>,
    pub builtins: Vec<BuiltinRow>,
}

/// Two versions side by side, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionDiff {
    pub from: i64,
    pub to: i64,
    pub subject: Vec<DiffPart>,
    pub body: Vec<DiffPart>,
}

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffPart {
    pub change: DiffChange,
    pub text: String,
}

/// What became of a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiffChange {
    Same,
    Added,
    Removed,
}
