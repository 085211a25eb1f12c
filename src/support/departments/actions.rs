//! What can be done with departments.

use super::model::{DEPARTMENT_NAME, Department, MoveDepartment, RetireDepartment, SaveDepartment};
use super::store;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::DepartmentId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::directory::actions as directory;
use crate::records::directory::store::Table;

/// The directory of departments.
struct Departments;

impl directory::Directory for Departments {
    type Id = DepartmentId;

    const TABLE: Table = Table {
        name: "departments",
        text: "name",
        folded: "sort_text",
        ordered: true,
    };

    const MOST: usize = 100;

    fn owner(id: DepartmentId) -> Owner {
        Owner::department(id)
    }
}

/// All departments in their order, for who changes them.
pub async fn all(ctx: &Ctx) -> AppResult<Vec<Department>> {
    ctx.may(Right::ManageCompany)?;
    Ok(store::all(&mut ctx.read()).await?)
}

/// Adds a department, or renames one. Two never have one name, however it is written.
///
/// # Errors
/// Beside `name`: what is wrong with it, that there is one already, or that there are enough.
pub async fn save(ctx: &Ctx, input: SaveDepartment) -> AppResult<DepartmentId> {
    ctx.may(Right::ManageCompany)?;
    directory::save::<Departments>(ctx, input.validated(DEPARTMENT_NAME)?).await
}

/// Deletes a department that no request has.
///
/// # Errors
/// [`crate::kernel::problem::Problem::InUse`] beside `name`.
pub async fn delete(ctx: &Ctx, id: DepartmentId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::delete::<Departments>(ctx, id).await
}

/// A department is offered no longer, or again. Requests keep it.
pub async fn retire(ctx: &Ctx, input: RetireDepartment) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::retire::<Departments>(ctx, input).await
}

/// A department changes its place with its neighbour; the last one stays where it is.
pub async fn shift(ctx: &Ctx, input: MoveDepartment) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::shift::<Departments>(ctx, input).await
}
