//! Answers to papers, held against the files and the papers they are of.

use super::Named;
use crate::platform::db::{Conn, DbResult, Sql};

/// Answers to something else than the stored file of their revision.
pub async fn of_other_files(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'answer' AS kind, a.name AS number, a.id FROM answers a WHERE NOT EXISTS (SELECT 1 FROM renditions r \
         WHERE r.owner_kind = a.owner_kind AND r.owner_id = a.owner_id AND r.revision = a.revision AND r.rendition = 'stamped' \
         AND r.sha256 = a.sha256) ORDER BY a.id LIMIT 1000",
    )
    .all(conn)
    .await
}

/// Answers to the current revision of a paper which are not what the paper has as signed. After a refusal the client may sign all the same.
pub async fn not_in_papers(conn: &mut Conn) -> DbResult<Vec<Named>> {
    Sql::new(
        "SELECT 'answer' AS kind, a.name AS number, a.id FROM answers a LEFT JOIN contracts c ON a.owner_kind = 'contract' AND c.id = a.owner_id \
         LEFT JOIN closings d ON a.owner_kind = d.kind AND d.id = a.owner_id WHERE (c.id IS NULL AND d.id IS NULL) \
         OR (c.id IS NOT NULL AND (c.client_id <> a.client_id OR c.organization_id <> a.organization_id \
         OR (a.side = 'company' AND c.signed_by_us IS DISTINCT FROM a.date) \
         OR (a.side = 'client' AND a.outcome = 'signed' AND c.signed_by_client IS DISTINCT FROM a.date) \
         OR (a.outcome = 'refused' AND c.refused_on IS NULL AND c.signed_by_client IS NULL))) \
         OR (d.id IS NOT NULL AND (d.client_id <> a.client_id OR d.organization_id <> a.organization_id OR a.revision > d.revision \
         OR (a.revision = d.revision AND ((a.side = 'company' AND d.signed_by_us IS DISTINCT FROM a.date) \
         OR (a.side = 'client' AND a.outcome = 'signed' AND d.signed_by_client IS DISTINCT FROM a.date) \
         OR (a.outcome = 'refused' AND d.refused_on IS NULL AND d.signed_by_client IS NULL))))) ORDER BY a.id LIMIT 1000",
    )
    .all(conn)
    .await
}
