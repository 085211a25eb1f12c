//! Words about files.

use crate::kernel::fixed::Fixed6;
use crate::kernel::format;
use crate::kernel::owner::OwnerKind;
use crate::text::lang;
use crate::tr;

const KILOBYTE: i64 = 1 << 10;
const MEGABYTE: i64 = 1 << 20;

/// `12 KB`, `1.4 MB`.
#[must_use]
pub fn size(bytes: i64) -> String {
    let whole = |number: i64| format::number(lang(), Fixed6::from_scaled(number.saturating_mul(1_000_000)));
    if bytes < KILOBYTE {
        tr!(files.bytes, size = whole(bytes))
    } else if bytes < MEGABYTE {
        tr!(files.kilobytes, size = whole(bytes / KILOBYTE))
    } else {
        let tenths = bytes.saturating_mul(10) / MEGABYTE;
        let number = Fixed6::from_scaled(tenths.saturating_mul(100_000));
        tr!(files.megabytes, size = format::number(lang(), number))
    }
}

/// The chip that shows only the files of a kind of objects; empty for a kind without files.
#[must_use]
pub fn origins(kind: OwnerKind) -> &'static str {
    match kind {
        OwnerKind::Client => tr!(files.of_clients),
        OwnerKind::Invoice => tr!(files.of_invoices),
        OwnerKind::Contract => tr!(files.of_contracts),
        OwnerKind::Act => tr!(files.of_acts),
        OwnerKind::DeliveryNote => tr!(files.of_delivery_notes),
        OwnerKind::Expense => tr!(files.of_expenses),
        OwnerKind::Ticket => tr!(files.of_tickets),
        _ => "",
    }
}

/// Where a file comes from; a draft has no number.
#[must_use]
pub fn origin(kind: OwnerKind, number: &str) -> String {
    match kind {
        OwnerKind::Client => tr!(files.of_client).to_owned(),
        OwnerKind::Lead => tr!(files.of_lead, name = number.to_owned()),
        OwnerKind::Invoice if number.is_empty() => tr!(files.of_draft).to_owned(),
        OwnerKind::Invoice => tr!(files.of_invoice, number = number.to_owned()),
        OwnerKind::Contract => tr!(files.of_contract, number = number.to_owned()),
        OwnerKind::Act if number.is_empty() => tr!(files.of_act_draft).to_owned(),
        OwnerKind::Act => tr!(files.of_act, number = number.to_owned()),
        OwnerKind::DeliveryNote if number.is_empty() => tr!(files.of_delivery_note_draft).to_owned(),
        OwnerKind::DeliveryNote => tr!(files.of_delivery_note, number = number.to_owned()),
        OwnerKind::Expense => tr!(files.of_expense, name = number.to_owned()),
        OwnerKind::Ticket => tr!(files.of_ticket, number = number.to_owned()),
        _ => String::new(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{origin, size};
    use crate::kernel::lang::Lang;
    use crate::kernel::owner::OwnerKind;

    #[test]
    fn sizes_and_origins_are_told_in_the_readers_language() {
        Owner::new().with(|| {
            provide_context(Lang::Ru);
            for (bytes, told) in [
                (0, "0 Б"),
                (1023, "1\u{a0}023 Б"),
                (10_240, "10 КБ"),
                (1_500_000, "1,4 МБ"),
            ] {
                assert_eq!(size(bytes), told);
            }
            assert_eq!(origin(OwnerKind::Invoice, "15/а"), "Счёт\u{a0}15/а");
            assert_eq!(origin(OwnerKind::Invoice, ""), "Счёт, черновик");
            assert_eq!(origin(OwnerKind::Client, ""), "Карточка клиента");
        });
    }
}
