//! The table `contract_types`, as it is read here; it is written by [`crate::records::directory`].

use crate::documents::contracts::model::ContractType;
use crate::kernel::ids::ContractTypeId;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

impl FromRow for ContractType {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            retired: row.get("retired")?,
            version: row.get("version")?,
        })
    }
}

const TYPE: &str = "SELECT id, name, retired, version FROM contract_types";

/// All types in their order.
pub(in crate::documents::contracts) async fn all_types(conn: &mut Conn) -> DbResult<Vec<ContractType>> {
    Sql::new(TYPE).push("ORDER BY position, id").all(conn).await
}

/// Those that are offered, and one more if it is not among them.
pub(in crate::documents::contracts) async fn offered_types(
    conn: &mut Conn,
    and: Option<ContractTypeId>,
) -> DbResult<Vec<ContractType>> {
    let mut types = all_types(conn).await?;
    types.retain(|one| !one.retired || Some(one.id) == and);
    Ok(types)
}

/// What a type is called.
pub async fn type_name(conn: &mut Conn, id: ContractTypeId) -> DbResult<Option<String>> {
    Sql::new("SELECT name FROM contract_types WHERE id = $1")
        .bind(id)
        .scalar(conn)
        .await
}
