//! Which of the values that were found are meant.

use std::ops::Range;

use super::names::{self, Named};
use super::reading::Reading;
use crate::kernel::requisites::TaxIdKind;

/// A tax id, and everywhere it stands.
pub(super) struct Id {
    pub(super) kind: TaxIdKind,
    pub(super) value: String,
    pub(super) places: Vec<Range<usize>>,
}

impl Reading {
    /// One id of each kind. Of several the one that stands before anything of a bank counts, since banks have ids, too; where
    /// that tells nothing, none does.
    pub(super) fn settle_ids(&mut self) {
        self.settle_country();
        let ids = std::mem::take(&mut self.ids);
        let bank_at = self.bank_at.unwrap_or(usize::MAX);
        for kind in TaxIdKind::ALL {
            let all: Vec<&Id> = ids.iter().filter(|id| id.kind == *kind).collect();
            let own: Vec<&Id> = all
                .iter()
                .copied()
                .filter(|id| id.places.iter().any(|place| place.start < bank_at))
                .collect();
            let (([id], _) | (_, [id])) = (all.as_slice(), own.as_slice()) else {
                continue;
            };
            self.card.tax_ids.set(*kind, id.value.clone());
            for place in &id.places {
                self.sheet.take(place.clone());
            }
        }
    }

    /// An ИНН in a Ukrainian card is an ІПН or a РНОКПП; a passport counts for who has no РНОКПП.
    fn settle_country(&mut self) {
        use TaxIdKind::{RuInn, RuKpp, RuOgrn, RuOgrnip, UaIpn, UaPassport, UaRnokpp};
        let has = |ids: &[Id], kinds: &[TaxIdKind]| ids.iter().any(|id| kinds.contains(&id.kind));
        let is_russian = has(&self.ids, &[RuKpp, RuOgrn, RuOgrnip]);
        let is_ukrainian = (self.is_ukrainian || self.sheet.is_ukrainian()) && !is_russian;
        let has_rnokpp = has(&self.ids, &[UaRnokpp]);
        for id in &mut self.ids {
            let is_short = id.value.len() == 10;
            match id.kind {
                RuInn if is_ukrainian => id.kind = if is_short && !has_rnokpp { UaRnokpp } else { UaIpn },
                // A person's ІПН is his РНОКПП.
                UaIpn if is_short && !has_rnokpp => id.kind = UaRnokpp,
                _ => {}
            }
        }
        let has_rnokpp = has(&self.ids, &[UaRnokpp]);
        self.ids
            .retain(|id| id.kind != UaPassport || (is_ukrainian && !has_rnokpp));
    }

    /// The short name and, where it is another one, the name in full; and what its form says.
    pub(super) fn settle_names(&mut self) {
        let labelled = [&self.full, &self.short, &self.plain];
        let free = if labelled.iter().all(|named| named.is_none()) {
            self.free_name()
        } else {
            None
        };
        let (full, short, plain) = (self.full.take(), self.short.take(), self.plain.take());
        let all: Vec<&Named> = [&short, &full, &plain, &free].into_iter().flatten().collect();
        self.card.kind = all.iter().find_map(|named| named.kind);
        let in_full = full
            .as_ref()
            .or_else(|| all.iter().copied().find(|named| !named.shortened.is_empty()));
        let as_short = short.as_ref().or_else(|| {
            [&plain, &free]
                .into_iter()
                .flatten()
                .find(|named| named.shortened.is_empty())
        });
        let name = as_short.map(|named| named.text.clone());
        let shortened = in_full.map(|named| {
            if named.shortened.is_empty() {
                &named.text
            } else {
                &named.shortened
            }
        });
        self.card.name = name.or_else(|| shortened.cloned()).unwrap_or_default();
        let legal_name = in_full.map(|named| named.text.clone()).unwrap_or_default();
        if legal_name != self.card.name {
            self.card.legal_name = legal_name;
        }
        for named in all {
            self.sheet.take(named.place.clone());
        }
        self.take_repeated();
    }

    /// A name without a label: the first that is no bank's, or the bank's own card.
    fn free_name(&self) -> Option<Named> {
        let end = self.sheet.len();
        names::find(&self.sheet, 0..end, false).or_else(|| {
            let first_line = self.sheet.until(0, end, |c| c == '\n');
            names::find(&self.sheet, 0..first_line, true)
        })
    }

    /// The same name said again is not left over.
    fn take_repeated(&mut self) {
        let said = [self.card.name.to_lowercase(), self.card.legal_name.to_lowercase()];
        let mut from = 0;
        for _ in 0..10 {
            let Some(again) = names::find(&self.sheet, from..self.sheet.len(), true) else {
                break;
            };
            from = again.place.end;
            if said.contains(&again.text.to_lowercase()) || said.contains(&again.shortened.to_lowercase()) {
                self.sheet.take(again.place);
            }
        }
    }
}
