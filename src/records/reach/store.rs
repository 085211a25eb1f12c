//! Who looks after whom, as the table of the clients' managers says it.

use crate::kernel::ids::{ClientId, UserId};
use crate::platform::db::{Conn, DbResult, Sql};

/// Which of some clients are assigned to a member of the staff.
pub(super) async fn own_among(conn: &mut Conn, user: UserId, clients: &[ClientId]) -> DbResult<Vec<ClientId>> {
    let mut own = Vec::new();
    for some in clients.chunks(100) {
        let sql = Sql::new("SELECT client_id FROM client_managers WHERE user_id = $1").bind(user);
        own.extend(sql.among("client_id", some.to_vec()).scalars::<ClientId>(conn).await?);
    }
    Ok(own)
}
