//! States in badges.

use leptos::prelude::*;

use crate::documents::closing::model::{ClosingRow, Signature};
use crate::documents::closing::words::stage_text;
use crate::documents::signatures::words::{signature_text, signature_tone};
use crate::kernel::date::{Date, short_date};
use crate::kernel::lifecycle::Stage;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone, badge_cell};
use crate::ui::html::{Piece, span};

const fn stage_tone(stage: Stage) -> Tone {
    match stage {
        Stage::Draft | Stage::Cancelled => Tone::Neutral,
        Stage::Issued => Tone::Info,
    }
}

/// The life cycle, in a cell of a table.
pub(super) fn stage_cell(row: &ClosingRow) -> impl Piece + use<> {
    badge_cell(stage_tone(row.stage), stage_text(row.stage))
}

/// Who has signed, in a cell of a table; nothing for what nobody signs.
pub(super) fn signature_cell(row: &ClosingRow) -> impl Piece + use<> {
    (row.stage == Stage::Issued).then(|| badge_cell(signature_tone(row.signature), signature_text(row.signature)))
}

/// Both, where a paper has one cell for its state.
#[must_use]
pub fn state_cell(row: &ClosingRow) -> impl Piece + use<> {
    let signed = (row.stage == Stage::Issued).then_some(" ");
    span("badges", (stage_cell(row), signed, signature_cell(row)))
}

/// What a paper is now, and of an issued one who has signed it and whether the original is missing.
#[must_use]
pub fn states(stage: Stage, signature: Signature, original: Option<Date>) -> AnyView {
    let signed = (stage == Stage::Issued).then(|| {
        let missing = (original.is_none() && signature.is_by_client())
            .then(|| view! { <Badge tone=Tone::Warn text=tr!(closing.chip_original_missing) /> });
        let here = original.map(|date| {
            let text = tr!(signatures.original_on, date = short_date(lang(), date));
            view! { <Badge tone=Tone::Good text /> }
        });
        view! { <Badge tone=signature_tone(signature) text=signature_text(signature) /> {missing} {here} }
    });
    view! { <span class="badges"><Badge tone=stage_tone(stage) text=stage_text(stage) /> {signed}</span> }.into_any()
}
