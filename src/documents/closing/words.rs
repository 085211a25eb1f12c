//! Words for kinds and states, for fields, and for what events of acts and delivery notes tell.

use crate::documents::signatures::words as signatures;
use crate::kernel::lifecycle::Stage;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;

use super::model::{ClosingKind, ClosingState};

/// `Act`, `Delivery note`.
#[must_use]
pub fn kind_text(kind: ClosingKind) -> &'static str {
    match kind {
        ClosingKind::Act => tr!(closing.act),
        ClosingKind::DeliveryNote => tr!(closing.delivery_note),
    }
}

/// `Acts`, `Delivery notes`.
#[must_use]
pub fn kinds_text(kind: ClosingKind) -> &'static str {
    match kind {
        ClosingKind::Act => tr!(closing.acts),
        ClosingKind::DeliveryNote => tr!(closing.delivery_notes),
    }
}

#[must_use]
pub fn stage_text(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => tr!(closing.state_draft),
        Stage::Issued => tr!(closing.state_issued),
        Stage::Cancelled => tr!(closing.state_cancelled),
    }
}

/// The name of a filter.
#[must_use]
pub fn chip_text(state: ClosingState) -> &'static str {
    match state {
        ClosingState::Draft => tr!(closing.chip_draft),
        ClosingState::Issued => tr!(closing.chip_issued),
        ClosingState::Unsigned => tr!(closing.chip_unsigned),
        ClosingState::Signed => tr!(closing.chip_signed),
        ClosingState::Refused => tr!(closing.chip_refused),
        ClosingState::OriginalMissing => tr!(closing.chip_original_missing),
        ClosingState::Cancelled => tr!(closing.chip_cancelled),
    }
}

/// The label of a field, for problems, conflicts and the timeline. Fields of a line are `lines.3.quantity`, those of a signatory `seller.position`.
#[must_use]
pub fn field_label(field: &str) -> String {
    if let Some((n, name)) = words::of_line(field) {
        return tr!(closing.line_field, n = n, field = line_label(name));
    }
    if let Some((side, part)) = field.split_once('.')
        && ["seller", "buyer"].contains(&side)
    {
        return format!("{}, {}", field_label(side), signatory_label(part));
    }
    match field {
        "invoice" => tr!(closing.invoice),
        "date" => tr!(closing.date),
        "period_from" => tr!(closing.period_from),
        "period_until" => tr!(closing.period_until),
        "place" => tr!(closing.place),
        "seller" | "change_seller" => tr!(closing.seller_signs),
        "buyer" | "change_buyer" => tr!(closing.buyer_signs),
        "consignee" => tr!(closing.consignee),
        "consignee_address" => tr!(closing.consignee_address),
        "delivery_address" => tr!(closing.delivery_address),
        "attorney_number" => tr!(closing.attorney_number),
        "attorney_date" => tr!(closing.attorney_date),
        "attorney_person" => tr!(closing.attorney_person),
        "note" => tr!(closing.note),
        "lines" => tr!(closing.lines),
        "total" => tr!(closing.total),
        "number" => tr!(closing.number),
        "revision" => tr!(closing.revision),
        "reason" => tr!(closing.reason),
        "client_reason" => tr!(closing.client_reason),
        "agreed_on" => tr!(closing.agreed_on),
        "lifecycle" => tr!(closing.state),
        "organization" => tr!(closing.organization),
        "template" => tr!(templates.template),
        "mail_to" => tr!(invoices.mail_to),
        "mail_subject" => tr!(invoices.mail_subject),
        other => signatures::field_label(other).unwrap_or(other),
    }
    .to_owned()
}

fn line_label(name: &str) -> &str {
    match name {
        "line" => tr!(closing.line_name),
        "quantity" => tr!(closing.line_quantity),
        "amount" => tr!(closing.line_amount),
        "keep" | "rate" => tr!(closing.line_rate),
        other => other,
    }
}

fn signatory_label(part: &str) -> &str {
    match part {
        "name" => tr!(closing.signatory_name),
        "initials" => tr!(closing.signatory_initials),
        "gender" => tr!(closing.signatory_gender),
        "position" => tr!(closing.signatory_position),
        "basis" => tr!(closing.signatory_basis),
        "name_genitive" => tr!(closing.signatory_name_genitive),
        "position_genitive" => tr!(closing.signatory_position_genitive),
        "basis_genitive" => tr!(closing.signatory_basis_genitive),
        other => other,
    }
}

/// A change in a paper's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "date" | "period_from" | "period_until" | "attorney_date" | "agreed_on" => words::date(recorded),
        "total" => words::money(recorded),
        "lines" => Some(lines(recorded)),
        // That it is another one is all that its key says.
        "template" => Some(String::new()),
        _ => signatures::value(field, recorded),
    }
}

/// `Consulting × 2.5; Design: 100.00 UAH`: names stay, quantities and sums are spelled as the reader spells them.
fn lines(recorded: &str) -> String {
    words::each(recorded, |text| {
        if let Some((name, quantity)) = text.rsplit_once(" × ") {
            return Some(format!("{name} × {}", words::number(quantity)?));
        }
        let (name, sum) = text.rsplit_once(": ")?;
        Some(format!("{name}: {}", words::money(sum)?))
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Change, change, field_label};
    use crate::kernel::lang::Lang;

    #[test]
    fn a_history_is_told_in_words() {
        for (lang, field, recorded, label, words) in [
            (Lang::Uk, "date", "2026-11-24", "Дата", "24.11.2026"),
            (Lang::En, "total", "1250.50 UAH", "Total", "1,250.50\u{a0}UAH"),
            (
                Lang::Ru,
                "lines",
                "A: B × 2.5; C: 1000.00 UAH; D",
                "Строки",
                "A: B × 2,5; C: 1\u{a0}000,00\u{a0}UAH; D",
            ),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                let told = change(Change {
                    field: field.into(),
                    old: String::new(),
                    new: recorded.into(),
                });
                assert_eq!((&*told.field, &*told.new), (label, words), "{lang} {field}");
            });
        }
    }

    #[test]
    fn a_field_is_named_with_what_it_belongs_to() {
        Owner::new().with(|| {
            provide_context(Lang::En);
            assert_eq!(field_label("lines.0.keep"), "Line 1, VAT rate");
            assert_eq!(field_label("buyer.position"), "Signs for the client, position");
        });
    }
}
