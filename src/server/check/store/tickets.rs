//! Requests of clients and their threads.

use super::Named;
use crate::platform::db::{Conn, DbResult, Sql};

/// Requests that do not say what their messages say: how many there are, and which of them is the last that the client sees.
pub async fn miscounted(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'ticket' AS kind, CAST(t.number AS TEXT) AS number, t.id FROM tickets t LEFT JOIN (\
         SELECT ticket_id, COUNT(*) AS n, MAX(seq) AS last, COALESCE(MAX(CASE WHEN kind <> 'note' THEN seq END), 0) AS shown \
         FROM ticket_messages GROUP BY ticket_id) m ON m.ticket_id = t.id \
         WHERE m.ticket_id IS NULL OR m.n <> m.last OR t.last_seq <> m.last OR t.last_shown_seq <> m.shown ORDER BY t.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Requests with a contact or a paper of another client, and those whose number was not given yet.
pub async fn astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'ticket' AS kind, CAST(t.number AS TEXT) AS number, t.id FROM tickets t LEFT JOIN contacts k ON k.id = t.contact_id \
         LEFT JOIN contracts a ON t.paper_kind = 'contract' AND a.id = t.paper_id \
         LEFT JOIN invoices i ON t.paper_kind = 'invoice' AND i.id = t.paper_id \
         LEFT JOIN closings d ON t.paper_kind = d.kind AND d.id = t.paper_id \
         WHERE k.client_id <> t.client_id OR t.number > (SELECT last FROM ticket_counter) \
         OR (t.paper_id IS NOT NULL AND COALESCE(a.client_id, i.client_id, d.client_id) IS DISTINCT FROM t.client_id) \
         ORDER BY t.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Requests with a file of something else among their messages. What was deleted long ago is gone.
pub async fn with_files_astray(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT DISTINCT 'ticket' AS kind, CAST(t.number AS TEXT) AS number, t.id FROM ticket_files x \
         JOIN ticket_messages m ON m.id = x.message_id JOIN tickets t ON t.id = m.ticket_id JOIN files f ON f.id = x.file_id \
         WHERE f.owner_kind <> 'ticket' OR f.owner_id <> t.id ORDER BY t.id LIMIT 1000",
    )
    .all(conn)
    .await
}
