//! The table `client_settings`: one row or none.

use crate::crm::clients::settings::ClientSettings;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

impl FromRow for ClientSettings {
    fn from_row(row: &Row) -> DbResult<Self> {
        let tabs: String = row.get("tabs")?;
        Ok(Self {
            tabs: tabs.parse().unwrap_or_default(),
            country: row.optional_code("country")?,
            name_required: row.get("name_required")?,
            tax_id_required: row.get("tax_id_required")?,
            same_tax_id: row.code("same_tax_id")?,
            same_email: row.code("same_email")?,
            same_phone: row.code("same_phone")?,
            person_is_contact: row.get("person_is_contact")?,
            version: row.get("version")?,
        })
    }
}

/// The settings, as they are at first while nobody has changed them.
pub async fn settings(conn: &mut Conn) -> DbResult<ClientSettings> {
    let sql = Sql::new(
        "SELECT tabs, NULLIF(country, '') AS country, name_required, tax_id_required, same_tax_id, same_email, same_phone, \
         person_is_contact, version FROM client_settings",
    );
    Ok(sql.optional(conn).await?.unwrap_or_default())
}

/// Writes the settings under the next version. Whoever calls it is alone with them.
pub(in crate::crm::clients) async fn save_settings(tx: &mut Tx, save: &ClientSettings) -> DbResult<()> {
    Sql::new(
        "INSERT INTO client_settings (id, tabs, country, name_required, tax_id_required, same_tax_id, same_email, same_phone, \
         person_is_contact, version) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET tabs = excluded.tabs, \
         country = excluded.country, name_required = excluded.name_required, tax_id_required = excluded.tax_id_required, \
         same_tax_id = excluded.same_tax_id, same_email = excluded.same_email, same_phone = excluded.same_phone, \
         person_is_contact = excluded.person_is_contact, version = excluded.version",
    )
    .bind(save.tabs.to_string())
    .bind(save.country.map(|country| country.to_string()).unwrap_or_default())
    .bind(save.name_required)
    .bind(save.tax_id_required)
    .bind(save.same_tax_id.as_str())
    .bind(save.same_email.as_str())
    .bind(save.same_phone.as_str())
    .bind(save.person_is_contact)
    .bind(save.version + 1)
    .execute(tx)
    .await
    .map(|_| ())
}
