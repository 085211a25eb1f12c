//! Words for signatures.

use super::model::Signature;
use crate::records::activity::words;
use crate::tr;
use crate::ui::badge::Tone;

#[must_use]
pub fn signature_text(signature: Signature) -> &'static str {
    match signature {
        Signature::None => tr!(signatures.state_none),
        Signature::Ours => tr!(signatures.state_ours),
        Signature::Client => tr!(signatures.state_client),
        Signature::Both => tr!(signatures.state_both),
        Signature::Refused => tr!(signatures.state_refused),
    }
}

/// How a state looks in a list. What the client has signed is his word, whether we have signed or not.
#[must_use]
pub const fn signature_tone(signature: Signature) -> Tone {
    match signature {
        Signature::None => Tone::Neutral,
        Signature::Ours => Tone::Info,
        Signature::Client | Signature::Both => Tone::Good,
        Signature::Refused => Tone::Bad,
    }
}

/// The label of a fact, for problems and the timeline.
#[must_use]
pub fn field_label(field: &str) -> Option<&'static str> {
    Some(match field {
        // The shorter ones stand in the history of contracts.
        "signed_by_us" | "by_us" => tr!(signatures.state_ours),
        "signed_by_client" | "by_client" => tr!(signatures.state_client),
        "refused_on" => tr!(signatures.state_refused),
        "refusal" => tr!(signatures.reason),
        "original_received" | "original" => tr!(signatures.original_received),
        "signature" => tr!(signatures.signature),
        "signer" => tr!(signing.signer),
        "sha256" => tr!(signing.sha256),
        _ => return None,
    })
}

/// The value of a fact as people read it.
#[must_use]
pub fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "signed_by_us" | "signed_by_client" | "refused_on" | "original_received" | "by_us" | "by_client"
        | "original" => words::date(recorded),
        _ => None,
    }
}
