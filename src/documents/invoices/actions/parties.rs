//! Whom an invoice is between, read once for everything that is decided by it.

use super::super::model::Invoice;
use crate::company::organization::model::{BankAccount, Organization, StoredVatRate};
use crate::company::organization::store as organizations;
use crate::crm::clients::model::Client;
use crate::crm::clients::store as clients;
use crate::error::{AppError, AppResult};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{BankAccountId, ClientId, OrganizationId};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// Own company and client of an invoice.
pub(super) struct Parties {
    pub seller: Organization,
    pub accounts: Vec<BankAccount>,
    pub rates: Vec<StoredVatRate>,
    pub buyer: Client,
}

impl Parties {
    /// Reads them; the own company stays as it is until the transaction ends.
    ///
    /// # Errors
    /// [`Problem::UnknownChoice`] beside `organization` or `client`; so for a client outside the actor's scope.
    pub async fn kept(tx: &mut Tx, ctx: &Ctx, organization: OrganizationId, client: ClientId) -> AppResult<Self> {
        let unknown = |field| AppError::field(field, Problem::UnknownChoice);
        let seller = organizations::kept(tx, organization).await?;
        let seller = seller.ok_or_else(|| unknown("organization"))?;
        let buyer = clients::by_id(tx, client, ctx.scope()).await?;
        Ok(Self {
            accounts: organizations::accounts(tx, organization).await?,
            rates: organizations::vat_rates(tx, organization).await?,
            buyer: buyer.ok_or_else(|| unknown("client"))?,
            seller,
        })
    }

    /// Whether they can have an invoice with an account and a currency.
    pub fn check(&self, account: BankAccountId, currency: Currency, errors: &mut FieldErrors) {
        if self.buyer.archived {
            errors.add("client", Problem::Archived);
        }
        match self.accounts.iter().find(|own| own.id == account) {
            None => errors.add("account", Problem::UnknownChoice),
            Some(own) if own.currency != currency => errors.add("account", Problem::OtherCurrency),
            Some(_) => {}
        }
    }

    /// Those of a stored invoice.
    pub async fn of(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> AppResult<Self> {
        Self::kept(tx, ctx, invoice.organization, invoice.client).await
    }
}
