//! The paper of a contract as a file.

use super::super::store;
use super::paper::{errors_of_text, frozen, view_of};
use crate::documents::papers::files::{Meant, meant};
use crate::documents::papers::model::Rendition;
use crate::documents::papers::renditions::{self, PaperFile};
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::templates::views::PaperView;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::ContractId;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

/// The file of a contract: an issued one in the rendition that is asked for, a draft as it is now, marked as one. Without a wish: clean, and
/// once it is cancelled, so marked.
///
/// # Errors
/// As [`meant`]; of a draft, what is wrong with its text.
pub async fn file(ctx: &Ctx, id: ContractId, revision: Option<i64>, wish: Option<Rendition>) -> AppResult<PaperFile> {
    ctx.may(Right::ViewContracts)?;
    let contract = store::by_id(&mut ctx.read(), id, ctx.scope_of(Object::Contracts)).await?;
    let contract = contract.ok_or(AppError::NotFound)?;
    let current = frozen(&contract);
    match meant(contract.stage().of_paper(), current.revision, revision, wish)? {
        Meant::Issued { revision, rendition } => renditions::pdf(ctx, &Frozen { revision, ..current }, rendition).await,
        Meant::Draft => {
            let errors = errors_of_text(&contract);
            if !errors.is_empty() {
                return Err(errors.into());
            }
            let view = view_of(&mut ctx.read(), ctx, &contract).await?;
            renditions::of_view(ctx, contract.organization, PaperView::Contract(view), true).await
        }
    }
}
