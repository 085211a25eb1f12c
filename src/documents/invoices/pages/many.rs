//! Several invoices of a list at once: what [`Many`] has to know of them.

use super::words::{draft_name, reason};
use crate::documents::invoices::api::{delete_drafts, issue_invoices, prepare_papers};
use crate::documents::invoices::model::{InvoiceRow, IssueDraft, Outcome, Stage};
use crate::documents::papers::pages::{Draft, Papers, Said};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::InvoiceId;
use crate::kernel::viewer::Viewer;
use crate::tr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invoices;

impl Papers for Invoices {
    type Id = InvoiceId;
    type Row = InvoiceRow;

    fn address(self) -> &'static str {
        "/invoices"
    }

    fn may_issue(self, viewer: &Viewer) -> bool {
        viewer.may(Right::IssueInvoices)
    }

    fn may_delete(self, viewer: &Viewer) -> bool {
        viewer.may(Right::DeleteInvoices)
    }

    fn copies(self) -> usize {
        1
    }

    fn id(row: &InvoiceRow) -> InvoiceId {
        row.id
    }

    fn version(row: &InvoiceRow) -> i64 {
        row.version
    }

    fn date(row: &InvoiceRow) -> Date {
        row.issue_date
    }

    fn stage(row: &InvoiceRow) -> Stage {
        row.stage
    }

    fn name(row: &InvoiceRow) -> String {
        match &row.number {
            Some(number) => tr!(invoices.numbered, number = number.clone()),
            None => draft_name(row),
        }
    }

    fn numbered(self, number: String) -> String {
        tr!(invoices.numbered, number = number)
    }

    fn reason(self, error: &AppError) -> String {
        reason(error)
    }

    fn say(self, said: Said, count: usize) -> String {
        match said {
            Said::Issue => tr!(invoices.issue_many, count = count),
            Said::Issued => tr!(invoices.many_issued, count = count),
            Said::NotIssued => tr!(invoices.many_not_issued, count = count),
            Said::Deleted => tr!(invoices.many_deleted, count = count),
            Said::NotDeleted => tr!(invoices.many_not_deleted, count = count),
        }
    }

    async fn issue(self, drafts: Vec<Draft<InvoiceId>>) -> AppResult<Vec<Outcome>> {
        let form = |draft: Draft<InvoiceId>| IssueDraft {
            id: draft.id,
            version: draft.version,
            request: draft.request,
        };
        issue_invoices(drafts.into_iter().map(form).collect()).await
    }

    async fn delete(self, ids: Vec<InvoiceId>) -> AppResult<Vec<Outcome>> {
        delete_drafts(ids).await
    }

    async fn prepare(self, ids: Vec<InvoiceId>, stamped: bool) -> AppResult<Vec<Outcome>> {
        prepare_papers(ids, stamped).await
    }
}
