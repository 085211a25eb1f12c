//! Names of codes and fields in the reader's language.

use crate::cabinet::access::requisites::RequestState;
use crate::company::organization::pages::words as company;
use crate::tr;

/// What became of a request.
pub(super) fn state(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => tr!(access.request_open),
        RequestState::Taken => tr!(access.request_taken),
        RequestState::Refused => tr!(access.request_refused),
        RequestState::Withdrawn => tr!(access.request_withdrawn),
    }
}

/// What a field of the requisites is called.
pub(super) fn field(field: &str) -> String {
    if let Some(kind) = field.strip_prefix("tax_ids.").and_then(|kind| kind.parse().ok()) {
        return company::tax_id_kind(kind).to_owned();
    }
    match field {
        "legal_name" => tr!(clients.legal_name),
        "address" => tr!(clients.address),
        "shipping_address" => tr!(clients.shipping_address),
        "actual_address" => tr!(clients.actual_address),
        "phone" => tr!(clients.phone),
        "email" => tr!(clients.email),
        "website" => tr!(clients.website),
        other => other,
    }
    .to_owned()
}
