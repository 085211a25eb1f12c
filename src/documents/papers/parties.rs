//! Own company and client as papers print them.

use crate::company::organization::model::{BankAccount, ImageKind, Organization, StoredImage};
use crate::company::organization::{images, store as organizations};
use crate::crm::clients::model::Client;
use crate::documents::templates::views::{AccountView, PartyView, PictureView, SignatoryView, TaxIdView};
use crate::kernel::ids::OrganizationId;
use crate::kernel::requisites::TaxIds;
use crate::kernel::signatory::Signatory;
use crate::platform::db::{Conn, DbResult};

/// The own company, without an account.
#[must_use]
pub fn seller(company: &Organization) -> PartyView {
    PartyView {
        kind: company.kind.to_string(),
        short_name: company.name.clone(),
        actual_address: company.actual_address.clone(),
        address: company.address.clone(),
        phone: company.phone.clone(),
        email: company.email.clone(),
        signatory: signatory(&company.signatory),
        accountant: company.accountant.clone(),
        ..party(&company.legal_name, &company.tax_ids)
    }
}

/// The client with his tax ids, without an account.
#[must_use]
pub fn buyer(client: &Client, ids: &TaxIds) -> PartyView {
    let name = if client.legal_name.is_empty() {
        &client.name
    } else {
        &client.legal_name
    };
    PartyView {
        kind: client.kind.to_string(),
        short_name: client.name.clone(),
        actual_address: client.actual_address.clone(),
        shipping_address: client.shipping_address.clone(),
        address: client.address.clone(),
        phone: client.phone.clone(),
        email: client.email.clone(),
        signatory: signatory(&client.signatory),
        ..party(name, ids)
    }
}

/// An account of the own company.
#[must_use]
pub fn account(account: &BankAccount) -> AccountView {
    AccountView {
        bank: account.bank.clone(),
        number: account.number.clone(),
        bic: account.bic.clone(),
        correspondent: account.correspondent.clone(),
    }
}

/// The pictures of the own company as an issued paper names them. The caller keeps the company as it is until its transaction ends.
pub async fn pictures(conn: &mut Conn, organization: OrganizationId) -> DbResult<Vec<PictureView>> {
    let images = organizations::images(conn, organization).await?;
    let name = |image: StoredImage| PictureView {
        kind: image.kind.to_string(),
        sha256: image.sha256,
    };
    Ok(images.into_iter().map(name).collect())
}

/// Where a page finds the logo of a paper, if it has one: the one it was issued with.
pub async fn logo_address(
    conn: &mut Conn,
    organization: OrganizationId,
    seller: &PartyView,
) -> DbResult<Option<String>> {
    let logo = logo_of(conn, organization, seller).await?;
    Ok(logo.map(|sha256| images::address(organization, ImageKind::Logo, &sha256)))
}

/// [`logo_address`] for a page of the cabinet.
pub async fn logo_address_in_cabinet(
    conn: &mut Conn,
    organization: OrganizationId,
    seller: &PartyView,
) -> DbResult<Option<String>> {
    let logo = logo_of(conn, organization, seller).await?;
    Ok(logo.map(|sha256| images::address_in_cabinet(organization, &sha256)))
}

/// The hash of the logo of a paper.
async fn logo_of(conn: &mut Conn, organization: OrganizationId, seller: &PartyView) -> DbResult<Option<String>> {
    let named = match &seller.pictures {
        Some(pictures) => pictures.clone(),
        None => pictures(conn, organization).await?,
    };
    let logo = named
        .into_iter()
        .find(|picture| picture.kind == ImageKind::Logo.as_str());
    Ok(logo.map(|logo| logo.sha256))
}

/// A name with its tax ids.
fn party(name: &str, ids: &TaxIds) -> PartyView {
    let (kind, value) = ids
        .main()
        .map_or_else(Default::default, |id| (id.kind.to_string(), id.value));
    let tax_ids = ids.rows().map(|(kind, value, label, _)| TaxIdView {
        kind: kind.to_string(),
        label: label.to_owned(),
        value: value.to_owned(),
    });
    PartyView {
        name: name.to_owned(),
        tax_id_kind: kind,
        tax_id: value,
        tax_ids: tax_ids.collect(),
        ..PartyView::default()
    }
}

/// Who signs for either side.
#[must_use]
pub fn signatory(signatory: &Signatory) -> SignatoryView {
    SignatoryView {
        position: signatory.position.clone(),
        name: if signatory.initials.is_empty() {
            signatory.name.clone()
        } else {
            signatory.initials.clone()
        },
        full_name: signatory.name.clone(),
        gender: signatory.gender,
        basis: signatory.basis.clone(),
        name_genitive: signatory.name_genitive.clone(),
        position_genitive: signatory.position_genitive.clone(),
        basis_genitive: signatory.basis_genitive.clone(),
    }
}
