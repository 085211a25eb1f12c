//! The tables of clients.
//!
//! | file | what it holds |
//! |---|---|
//! | here | the card itself: `clients` |
//! | `parts` | what belongs to a card: tax ids, managers, groups, accounts |
//! | `judging` | cards whose control digits are still to be judged |
//! | `settings` | how the whole company works with clients |
//! | `lists` | lists, pickers, clients that look alike, what is owed |

mod judging;
mod lists;
mod parts;
mod settings;

use super::forms::ValidClient;
use super::model::{Client, ClientProfile, VatStanding};
use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::folding::fold;
use crate::kernel::ids::ClientId;
use crate::kernel::phone;
use crate::kernel::requisites::{TaxId, TaxIdKind};
use crate::kernel::signatory::Signatory;
use crate::kernel::term::PaymentTerm;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, ensure_one_row};

pub(super) use judging::{forget_unjudged, lock_unjudged, unjudged_tax_ids};
pub use lists::balances;
pub(super) use lists::{Compared, ListFilter, asking, find, list, similar};
#[cfg(test)]
pub use lists::{list_plan, similar_plan};
pub(super) use parts::{
    account, clear_default, default_account, delete_account, groups, groups_of, insert_account, is_active_user,
    manager_contacts, managers, set_groups, set_managers, set_tax_ids, update_account,
};
pub use parts::{accounts, tax_ids};
pub(super) use settings::save_settings;
pub use settings::settings;

/// How the table `clients` is put into a scope: the clients a manager is assigned to; a contact's own client.
pub const CLIENT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("clients.id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("clients.id"),
    document: None,
};

impl FromRow for Client {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            name: row.get("name")?,
            legal_name: row.get("legal_name")?,
            tax_id: main_tax_id(row)?,
            address: row.get("address")?,
            shipping_address: row.get("shipping_address")?,
            actual_address: row.get("actual_address")?,
            phone: row.get("phone")?,
            email: row.get("email")?,
            website: row.get("website")?,
            currency: row.code("currency")?,
            lang: row.code("lang")?,
            term: PaymentTerm {
                days: row.get("payment_days")?,
                unit: row.code("term_unit")?,
            },
            vat: VatStanding {
                status: row.code("vat_status")?,
                since: row.get("vat_since")?,
                ground: row.get("vat_ground")?,
            },
            signatory: signatory(row)?,
            notes: row.get("notes")?,
            to_check: row.get("to_check")?,
            archived: row.get("archived")?,
            version: row.get("version")?,
        })
    }
}

fn signatory(row: &Row) -> DbResult<Signatory> {
    Ok(Signatory {
        name: row.get("signatory_name")?,
        initials: row.get("signatory_initials")?,
        gender: row.optional_code("signatory_gender")?,
        position: row.get("signatory_position")?,
        basis: row.get("signatory_basis")?,
        name_genitive: row.get("signatory_name_genitive")?,
        position_genitive: row.get("signatory_position_genitive")?,
        basis_genitive: row.get("signatory_basis_genitive")?,
    })
}

fn main_tax_id(row: &Row) -> DbResult<Option<TaxId>> {
    let value: String = row.get("tax_id")?;
    if value.is_empty() {
        return Ok(None);
    }
    Ok(Some(TaxId {
        kind: row.code("tax_id_kind")?,
        value,
    }))
}

/// The columns of a [`Client`].
const COLUMNS: &str = "id, kind, name, legal_name, tax_id_kind, tax_id, address, shipping_address, actual_address, phone, email, website, \
     currency, lang, payment_days, term_unit, vat_status, vat_since, vat_ground, signatory_name, signatory_initials, signatory_gender, \
     signatory_position, signatory_basis, signatory_name_genitive, signatory_position_genitive, signatory_basis_genitive, notes, \
     to_check, archived, version";

/// A client within the scope.
pub async fn by_id(conn: &mut Conn, id: ClientId, scope: Scope) -> DbResult<Option<Client>> {
    Sql::new("SELECT")
        .push(COLUMNS)
        .push_with("FROM clients WHERE clients.id = ?", [id.into()])
        .within(scope, CLIENT_SCOPE)
        .optional(conn)
        .await
}

/// A client within the scope, with its row locked until the transaction ends.
pub async fn locked(tx: &mut Tx, id: ClientId, scope: Scope) -> DbResult<Option<Client>> {
    Sql::new("UPDATE clients SET version = version WHERE clients.id = $1")
        .bind(id)
        .within(scope, CLIENT_SCOPE)
        .push("RETURNING")
        .push(COLUMNS)
        .optional(tx)
        .await
}

/// A client, seen within the actor's scope, with all that belongs to his card.
pub(super) async fn profile(conn: &mut Conn, client: Client) -> DbResult<ClientProfile> {
    let id = client.id;
    Ok(ClientProfile {
        tax_ids: parts::tax_ids(conn, id).await?,
        managers: parts::managers(conn, id).await?,
        groups: parts::groups_of(conn, id).await?,
        accounts: accounts(conn, id).await?,
        client,
    })
}

pub(super) async fn insert(tx: &mut Tx, id: ClientId, new: &ValidClient, at: Timestamp) -> DbResult<()> {
    Sql::new(
        "INSERT INTO clients (id, kind, name, legal_name, tax_id_kind, tax_id, address, phone, email, currency, lang, payment_days, \
         notes, archived, sort_name, search, version, created_at) \
         VALUES ($1, $2, $3, '', '', '', '', '', '', $4, $5, 0, '', $6, $7, '', 0, $8)",
    )
    .bind(id)
    .bind(new.kind.as_str())
    .bind(new.name.as_str())
    .bind(new.currency.as_str())
    .bind(new.lang.as_str())
    .bind(false)
    .bind(fold(&new.name))
    .bind(at)
    .execute(tx)
    .await?;
    update(tx, id, new).await
}

/// Writes the card under the next version. The row is locked and its version was compared.
pub(super) async fn update(tx: &mut Tx, id: ClientId, save: &ValidClient) -> DbResult<()> {
    let main = save.tax_ids.main();
    let signatory = &save.signatory;
    let sql = Sql::new(
        "UPDATE clients SET kind = $1, name = $2, legal_name = $3, tax_id_kind = $4, tax_id = $5, address = $6, shipping_address = $7, \
         actual_address = $8, phone = $9, email = $10, website = $11, currency = $12, lang = $13, payment_days = $14, term_unit = $15, \
         vat_status = $16, vat_since = $17, vat_ground = $18, signatory_name = $19, signatory_initials = $20, signatory_gender = $21, \
         signatory_position = $22, signatory_basis = $23, signatory_name_genitive = $24, signatory_position_genitive = $25, \
         signatory_basis_genitive = $26, notes = $27, sort_name = $28, search = $29, phone_key = $30, version = version + 1 WHERE id = $31",
    )
    .bind(save.kind.as_str())
    .bind(save.name.as_str())
    .bind(save.legal_name.as_str())
    .bind(main.as_ref().map_or("", |id| id.kind.as_str()))
    .bind(main.as_ref().map(|id| id.value.clone()).unwrap_or_default())
    .bind(save.address.as_str())
    .bind(save.shipping_address.as_str())
    .bind(save.actual_address.as_str())
    .bind(save.phone.as_str())
    .bind(save.email.as_str())
    .bind(save.website.as_str())
    .bind(save.currency.as_str())
    .bind(save.lang.as_str())
    .bind(save.term.days)
    .bind(save.term.unit.as_str())
    .bind(save.vat.status.as_str())
    .bind(save.vat.since)
    .bind(save.vat.ground.as_str())
    .bind(signatory.name.as_str())
    .bind(signatory.initials.as_str())
    .bind(signatory.gender.map(|gender| gender.as_str().to_owned()))
    .bind(signatory.position.as_str())
    .bind(signatory.basis.as_str())
    .bind(signatory.name_genitive.as_str())
    .bind(signatory.position_genitive.as_str())
    .bind(signatory.basis_genitive.as_str())
    .bind(save.notes.as_str())
    .bind(fold(&save.name))
    .bind(search_text(save))
    .bind(phone::key(&save.phone))
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_archived(tx: &mut Tx, id: ClientId, archived: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE clients SET archived = $1, version = version + 1 WHERE id = $2")
        .bind(archived)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Something that belongs to the card was changed: who opened it before is told so when he saves.
pub(super) async fn touch(tx: &mut Tx, id: ClientId) -> DbResult<()> {
    let sql = Sql::new("UPDATE clients SET version = version + 1 WHERE id = $1").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

pub(super) async fn set_notes(tx: &mut Tx, id: ClientId, notes: &str) -> DbResult<()> {
    let sql = Sql::new("UPDATE clients SET notes = $1, version = version + 1 WHERE id = $2")
        .bind(notes)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Whether a control digit of the card does not fit: told with every write of tax ids and accounts, in its transaction.
pub(super) async fn set_to_check(tx: &mut Tx, id: ClientId, to_check: bool) -> DbResult<()> {
    let sql = Sql::new("UPDATE clients SET to_check = $1 WHERE id = $2")
        .bind(to_check)
        .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Everything people look for a client by, folded; the phone also without what its digits are set off with.
fn search_text(client: &ValidClient) -> String {
    let digits: String = client.phone.chars().filter(char::is_ascii_digit).collect();
    let parts = [
        client.name.as_str(),
        &client.legal_name,
        &client.email,
        &client.phone,
        &digits,
    ];
    let tax_ids = TaxIdKind::ALL.iter().map(|kind| client.tax_ids.value(*kind));
    let words = parts.into_iter().chain(tax_ids).filter(|part| !part.is_empty());
    words.map(fold).collect::<Vec<_>>().join(" ")
}
