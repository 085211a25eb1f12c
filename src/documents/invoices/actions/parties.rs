//! Whom an invoice is between, read once for everything that is decided by it.

use super::super::model::Invoice;
use crate::company::organization::model::{BankAccount, Organization, StoredVatRate};
use crate::company::organization::store as organizations;
use crate::crm::clients::model::Client;
use crate::crm::clients::store as clients;
use crate::documents::contracts;
use crate::documents::contracts::model::Stage;
use crate::documents::templates::views::BasisView;
use crate::error::{AppError, AppResult};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{BankAccountId, ClientId, ContractId, OrganizationId};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// Own company and client of an invoice.
pub(super) struct Parties {
    pub seller: Organization,
    pub accounts: Vec<BankAccount>,
    pub rates: Vec<StoredVatRate>,
    pub buyer: Client,
    /// The contract it goes back to, and whether that was cancelled.
    pub contract: Option<(Stage, BasisView)>,
}

impl Parties {
    /// Reads them; the own company stays as it is until the transaction ends.
    ///
    /// # Errors
    /// [`Problem::UnknownChoice`] beside `organization`, `client` or `contract`; so for a client outside the actor's scope, and for a contract of
    /// others.
    pub async fn kept(
        tx: &mut Tx,
        ctx: &Ctx,
        organization: OrganizationId,
        client: ClientId,
        contract: Option<ContractId>,
    ) -> AppResult<Self> {
        let unknown = |field| AppError::field(field, Problem::UnknownChoice);
        let seller = organizations::kept(tx, organization).await?;
        let seller = seller.ok_or_else(|| unknown("organization"))?;
        let buyer = clients::by_id(tx, client, ctx.scope_of(Object::Invoices)).await?;
        let buyer = buyer.ok_or_else(|| unknown("client"))?;
        let contract = match contract {
            Some(id) => {
                let found = contracts::actions::basis(tx, id, organization, client).await?;
                Some(found.ok_or_else(|| unknown("contract"))?)
            }
            None => None,
        };
        Ok(Self {
            accounts: organizations::accounts(tx, organization).await?,
            rates: organizations::vat_rates(tx, organization).await?,
            buyer,
            contract,
            seller,
        })
    }

    /// Whether they can have an invoice with an account and a currency.
    pub fn check(&self, account: BankAccountId, currency: Currency, errors: &mut FieldErrors) {
        if self.buyer.archived {
            errors.add("client", Problem::Archived);
        }
        if matches!(self.contract, Some((Stage::Cancelled, _))) {
            errors.add("contract", Problem::AlreadyCancelled);
        }
        match self.accounts.iter().find(|own| own.id == account) {
            None => errors.add("account", Problem::UnknownChoice),
            Some(own) if own.currency != currency => errors.add("account", Problem::OtherCurrency),
            Some(_) => {}
        }
    }

    /// Those of a stored invoice.
    pub async fn of(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> AppResult<Self> {
        Self::kept(tx, ctx, invoice.organization, invoice.client, invoice.contract).await
    }
}
