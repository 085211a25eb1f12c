//! Several acts or notes of a list at once: what the choice has to know of them.

use super::numbered_text;
use crate::documents::closing::api::{delete_closings, issue_closings, prepare_closing_papers};
use crate::documents::closing::model::{ClosingKind, ClosingRow, IssueClosing, Outcome};
use crate::documents::closing::words::{field_label, kind_text};
use crate::documents::papers::pages::{Draft, Papers, Said};
use crate::error::{AppError, AppResult};
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::ClosingId;
use crate::kernel::lifecycle::Stage;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::{error_text, problem_text};

/// The papers of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closings(pub ClosingKind);

impl Papers for Closings {
    type Id = ClosingId;
    type Row = ClosingRow;

    fn address(self) -> &'static str {
        self.0.path()
    }

    fn may_issue(self, viewer: &Viewer) -> bool {
        viewer.may(self.0.issue())
    }

    fn may_delete(self, viewer: &Viewer) -> bool {
        viewer.may(self.0.delete())
    }

    /// One for each side.
    fn copies(self) -> usize {
        2
    }

    fn id(row: &ClosingRow) -> ClosingId {
        row.id
    }

    fn version(row: &ClosingRow) -> i64 {
        row.version
    }

    fn date(row: &ClosingRow) -> Date {
        row.date
    }

    fn stage(row: &ClosingRow) -> Stage {
        row.stage
    }

    fn name(row: &ClosingRow) -> String {
        row_name(row)
    }

    fn numbered(self, number: String) -> String {
        numbered_text(self.0, &number)
    }

    fn reason(self, error: &AppError) -> String {
        reason(error)
    }

    fn say(self, said: Said, count: usize) -> String {
        match said {
            Said::Issue => tr!(closing.issue_many, count = count),
            Said::Issued => tr!(closing.many_issued, count = count),
            Said::NotIssued => tr!(closing.many_not_issued, count = count),
            Said::Deleted => tr!(closing.many_deleted, count = count),
            Said::NotDeleted => tr!(closing.many_not_deleted, count = count),
        }
    }

    async fn issue(self, drafts: Vec<Draft<ClosingId>>) -> AppResult<Vec<Outcome>> {
        let form = |draft: Draft<ClosingId>| IssueClosing {
            kind: self.0,
            id: draft.id,
            version: draft.version,
            request: draft.request,
        };
        issue_closings(self.0, drafts.into_iter().map(form).collect()).await
    }

    async fn delete(self, ids: Vec<ClosingId>) -> AppResult<Vec<Outcome>> {
        delete_closings(self.0, ids).await
    }

    async fn prepare(self, ids: Vec<ClosingId>, stamped: bool) -> AppResult<Vec<Outcome>> {
        prepare_closing_papers(self.0, ids, stamped).await
    }
}

/// What the list calls a paper: a draft is known by its date and its client.
pub(super) fn row_name(row: &ClosingRow) -> String {
    match &row.number {
        Some(number) => numbered_text(row.kind, number),
        None => format!(
            "{}: {}, {}",
            tr!(closing.state_draft),
            short_date(lang(), row.date),
            row.client_name
        ),
    }
}

/// `Act 00012 of 24.11.2026`, or that it is a draft.
pub(super) fn title(kind: ClosingKind, number: Option<&str>, date: Date) -> String {
    let date = short_date(lang(), date);
    if let Some(number) = number {
        tr!(closing.page_title, name = numbered_text(kind, number), date = date)
    } else {
        tr!(closing.page_title_draft, name = kind_text(kind), date = date)
    }
}

/// Why nothing was done with one of several papers, where no form shows its fields.
pub(super) fn reason(error: &AppError) -> String {
    match error {
        AppError::Invalid(errors) => problems(errors),
        AppError::Conflict(conflict) => tr!(invoices.changed_meanwhile, by = conflict.by.clone()),
        other => error_text(other),
    }
}

fn problems(errors: &FieldErrors) -> String {
    let sentence = |(field, problem): (&str, &Problem)| match problem {
        // Says what it is about.
        Problem::WrongState
        | Problem::StillDraft
        | Problem::AlreadyIssued
        | Problem::AlreadyCancelled
        | Problem::AlreadyClosed
        | Problem::DraftExists
        | Problem::TemplateNeeds { .. }
        | Problem::TemplateWithoutVat { .. } => problem_text(problem),
        _ => format!("{}: {}", field_label(field), problem_text(problem)),
    };
    errors.iter().map(sentence).collect::<Vec<_>>().join("; ")
}
