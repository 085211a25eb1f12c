//! What is handed over of the demo's invoices: acts and delivery notes, each made by the actions on its day.

use crate::company::organization::store as organizations;
use crate::documents::closing::actions;
use crate::documents::closing::model::{CancelClosing, ClosingKind, CorrectClosing, SaveClosing, TypedClosingLine};
use crate::documents::closing::store;
use crate::documents::signatures::model::{SignPaper, SigningStep};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::fixed::Quantity;
use crate::kernel::ids::{ClosingId, Id, InvoiceId};
use crate::kernel::money::Amount;
use crate::kernel::tax::PriceMode;
use crate::kernel::totals::closing::{Measure, OpenLine};
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// An act or a delivery note of an invoice. Days are counted back from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handover {
    pub days_ago: i64,
    pub kind: ClosingKind,
    pub portion: Portion,
    pub fate: Fate,
}

/// How much of each line that usually goes to such a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Portion {
    Rest,
    /// So many thousandths of what is left of the quantity.
    Quantity(i64),
    /// So many thousandths of the line, by amount.
    Amount(i64),
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Draft,
    Issued,
    SignedByUs,
    SignedByClient,
    /// Signed by both, and the original has come back.
    Returned,
    Refused(&'static str),
    Corrected(&'static str),
    Cancelled(&'static str),
    /// Signed by the client, and annulled by both sides.
    Annulled(&'static str, &'static str),
}

impl Fate {
    /// What has a transaction of its own.
    pub const fn is_by_itself(self) -> bool {
        matches!(self, Self::Corrected(_) | Self::Cancelled(_) | Self::Annulled(..))
    }
}

/// Makes it; nothing where nothing of such lines is left.
pub async fn hand_over(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: InvoiceId,
    wanted: Handover,
    day: Date,
) -> AppResult<Option<ClosingId>> {
    let (form, basis) = actions::start(tx, ctx, wanted.kind, invoice, day).await?;
    let mode = basis.terms.price_mode;
    let part = |line: &TypedClosingLine| {
        let of = basis.line(line.line.parse().ok()?)?;
        let measure = wanted.portion.of(&of.open, mode)?;
        Some(TypedClosingLine::of(Some(of.line.id), measure, basis.terms.currency))
    };
    let lines: Vec<TypedClosingLine> = form.lines.iter().filter_map(part).collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let form = SaveClosing { lines, ..form };
    if wanted.fate == Fate::Draft {
        return Ok(Some(actions::save_in(tx, ctx, &form).await?.id));
    }
    let id = actions::issue_now_in(tx, ctx, &form).await?.id;
    for (step, reason) in signatures(wanted.fate) {
        let closing = store::by_id(tx, wanted.kind, id, Scope::All).await?;
        let closing = closing.ok_or(AppError::NotFound)?;
        let company = organizations::by_id(tx, closing.organization).await?;
        // Around midnight the demo's moment may still be the day before that of the paper.
        let today = ctx.clock.today(&company.ok_or(AppError::NotFound)?.time_zone);
        let input = SignPaper {
            kind: wanted.kind.owner_kind(),
            id: id.uuid(),
            version: closing.version,
            step,
            date: day.min(today).to_string(),
            reason: reason.to_owned(),
        };
        actions::sign_in(tx, ctx, wanted.kind, &input).await?;
    }
    Ok(Some(id))
}

impl Portion {
    fn of(self, line: &OpenLine, mode: PriceMode) -> Option<Measure> {
        match self {
            Self::Rest => line.all_the_rest(mode),
            Self::Amount(thousandths) => line.share(mode, Amount::from_minor(thousandths), Amount::from_minor(1000)),
            Self::Quantity(thousandths) => {
                let left = i128::from(line.rest().ok()?.quantity.scaled());
                let part = i64::try_from(left * i128::from(thousandths) / 1000).ok()?;
                (part > 0).then(|| Measure::Quantity(Quantity::from_scaled(part)))
            }
        }
    }
}

/// What is recorded of the signatures.
fn signatures(fate: Fate) -> Vec<(SigningStep, &'static str)> {
    match fate {
        Fate::Draft | Fate::Issued | Fate::Corrected(_) | Fate::Cancelled(_) => Vec::new(),
        Fate::SignedByUs => vec![(SigningStep::Ours, "")],
        Fate::SignedByClient | Fate::Annulled(..) => vec![(SigningStep::Client, "")],
        Fate::Returned => vec![(SigningStep::Ours, ""), (SigningStep::Original, "")],
        Fate::Refused(reason) => vec![(SigningStep::Ours, ""), (SigningStep::Refused, reason)],
    }
}

/// What becomes of an issued one in a transaction of its own.
pub async fn finish(ctx: &Ctx, id: ClosingId, wanted: Handover, day: Date) -> AppResult<()> {
    let (reason, client_reason) = match wanted.fate {
        Fate::Cancelled(reason) => (reason, ""),
        Fate::Annulled(reason, clients) => (reason, clients),
        Fate::Corrected(reason) => {
            let editor = actions::correction(ctx, wanted.kind, id).await?;
            let form = SaveClosing {
                place: "м. Київ".to_owned(),
                ..editor.form
            };
            let reason = reason.to_owned();
            return actions::correct(ctx, CorrectClosing { form, reason }).await.map(|_| ());
        }
        _ => return Ok(()),
    };
    let input = CancelClosing {
        kind: wanted.kind,
        id,
        reason: reason.to_owned(),
        agreed_on: day.to_string(),
        client_reason: client_reason.to_owned(),
    };
    actions::cancel(ctx, input).await
}
