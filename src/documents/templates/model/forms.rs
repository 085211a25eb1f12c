//! What forms about templates send.

use serde::{Deserialize, Serialize};

use super::kinds::TemplateKind;
use super::stored::{Template, TemplateVersion};
use crate::kernel::ids::{OrganizationId, RequestKey, TemplateId};
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::Reader;

/// The longest body, in letters.
pub const LONGEST_BODY: usize = 200_000;
/// The longest name, subject and note.
const LONGEST_NAME: usize = 120;
const LONGEST_SUBJECT: usize = 300;
const LONGEST_NOTE: usize = 300;

/// A template made or changed by a form. The text of a published version is never touched: saving makes a new one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveTemplate {
    /// Of a new template: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new template.
    pub id: Option<TemplateId>,
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub lang: String,
    /// Empty: one language.
    pub second_lang: String,
    /// Empty: for all own companies.
    pub organization: String,
    pub subject: String,
    pub body: String,
    pub note: String,
    /// What is saved serves at once; with errors in it, it is neither saved nor published.
    pub publish: bool,
}

/// What [`SaveTemplate`] says once it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidTemplate {
    pub kind: TemplateKind,
    pub name: String,
    pub lang: Lang,
    pub second_lang: Option<Lang>,
    pub organization: Option<OrganizationId>,
    pub subject: String,
    pub body: String,
    pub note: String,
}

impl SaveTemplate {
    /// A stored template with one of its versions as the form spells it.
    #[must_use]
    pub fn of(template: &Template, version: &TemplateVersion) -> Self {
        Self {
            request: None,
            id: Some(template.id),
            version: template.version,
            kind: template.kind.to_string(),
            name: template.name.clone(),
            lang: template.lang.to_string(),
            second_lang: template.second_lang.map(|lang| lang.to_string()).unwrap_or_default(),
            organization: template.organization.map(|id| id.to_string()).unwrap_or_default(),
            subject: version.subject.clone(),
            body: version.body.clone(),
            note: String::new(),
            publish: false,
        }
    }

    /// # Errors
    /// All problems, each beside its field.
    pub fn validated(&self) -> Result<ValidTemplate, FieldErrors> {
        let mut form = Reader::default();
        let kind = form.choice("kind", &self.kind);
        let name = form.line("name", &self.name, LONGEST_NAME);
        let lang: Option<Lang> = form.choice("lang", &self.lang);
        let second_lang: Option<Lang> = form.optional_choice("second_lang", &self.second_lang);
        let organization = form.optional_choice("organization", &self.organization);
        let subject = form.optional_line("subject", &self.subject, LONGEST_SUBJECT);
        let body = form.optional_lines("body", &self.body, LONGEST_BODY);
        let note = form.optional_line("note", &self.note, LONGEST_NOTE);
        if second_lang.is_some() && second_lang == lang {
            form.problem("second_lang", Problem::AlreadyTaken);
        }
        if body.is_empty() && form.is_clean() {
            form.problem("body", Problem::Required);
        }
        let valid = kind.zip(lang).map(|(kind, lang): (TemplateKind, Lang)| ValidTemplate {
            kind,
            name,
            lang,
            second_lang,
            organization,
            subject: if kind.mail { subject } else { String::new() },
            body,
            note,
        });
        form.finish(valid)
    }
}

/// A step of a template from state to state, or back to an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateStep {
    pub id: TemplateId,
    pub version: i64,
}

/// An earlier version that becomes the newest one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreVersion {
    pub id: TemplateId,
    pub version: i64,
    /// The number of the version that is taken up again.
    pub n: i64,
}

/// A template made of another one, stored or built-in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CopyTemplate {
    pub request: Option<RequestKey>,
    /// A stored template …
    pub id: Option<TemplateId>,
    /// … or the name of a built-in one.
    pub builtin: String,
}

/// A template as a file. What is not in it is not known elsewhere: own companies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFile {
    /// `akta-template`
    pub format: String,
    pub kind: TemplateKind,
    pub name: String,
    pub lang: Lang,
    #[serde(default)]
    pub second_lang: Option<Lang>,
    #[serde(default)]
    pub subject: String,
    pub body: String,
}

/// What a file says that it is.
pub const FILE_FORMAT: &str = "akta-template";
