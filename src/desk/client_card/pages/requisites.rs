//! A client's requisites: as values on the card, and as plain text for a letter.

use crate::company::organization::pages::words as company;
use crate::crm::clients::model::{ClientAccount, ClientProfile};
use crate::crm::clients::pages::words as clients;
use crate::kernel::requisites::{Control, OtherTaxId};
use crate::tr;
use crate::ui::page::Fact;

/// The tax ids as values; a control digit that does not fit is noted under its number.
pub(super) fn tax_ids(profile: &ClientProfile) -> Vec<Fact> {
    let known = profile.tax_ids.known().iter().map(|id| {
        let wrong = id.control() == Control::Wrong;
        Fact {
            warning: wrong.then(|| tr!(organization.control_wrong).to_owned()),
            ..Fact::new(company::tax_id_kind(id.kind), &id.value)
        }
    });
    let other = profile
        .tax_ids
        .other()
        .map(|other| Fact::new(other_label(other), &other.value));
    known.chain(other).collect()
}

/// What a number of no known kind is called, with its country.
fn other_label(other: &OtherTaxId) -> String {
    let label = if other.label.is_empty() {
        tr!(clients.tax_id)
    } else {
        &other.label
    };
    if other.country.is_empty() {
        label.to_owned()
    } else {
        format!("{label} ({})", other.country)
    }
}

/// Everything a paper needs to name the client, a line each.
pub(super) fn as_text(profile: &ClientProfile) -> String {
    let client = &profile.client;
    let mut lines = vec![client.legal_name.clone()];
    lines.extend(
        tax_ids(profile)
            .into_iter()
            .map(|fact| format!("{}: {}", fact.label, fact.value)),
    );
    let labelled = [
        (tr!(clients.address), &client.address),
        (tr!(clients.phone), &client.phone),
        (tr!(clients.email), &client.email),
    ];
    lines.extend(
        labelled
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(label, value)| format!("{label}: {value}")),
    );
    lines.extend(profile.accounts.first().map(account));
    let signatory = &client.signatory;
    if !signatory.name.is_empty() {
        lines.push(format!("{} {}", signatory.position, signatory.name).trim().to_owned());
    }
    lines.join("\n")
}

/// An account in one line.
fn account(account: &ClientAccount) -> String {
    let details = &account.details;
    let mut words = vec![
        format!("{} {}", details.number, details.currency.code()),
        details.bank.clone(),
    ];
    if !details.bic.is_empty() {
        words.push(clients::bank_code(&details.bic));
    }
    if !details.correspondent.is_empty() {
        words.push(format!("{} {}", tr!(clients.correspondent), details.correspondent));
    }
    format!("{}: {}", tr!(clients.account), words.join(", "))
}
