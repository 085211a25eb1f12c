//! Steps 3 and 4: groups of equal rates, and the VAT of each group and line.

use std::collections::BTreeMap;

use crate::kernel::fixed::{Fixed6, Percent};
use crate::kernel::money::{Amount, Overflow, split_by_largest_remainder};
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};

use super::{VatGroup, share_of};

/// A sum taken apart: `net + vat = gross`.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts {
    pub net: Amount,
    pub vat: Amount,
    pub gross: Amount,
}

impl Parts {
    /// From what the prices mean and the tax on it.
    fn new(mode: PriceMode, base: Amount, vat: Amount) -> Result<Self, Overflow> {
        match mode {
            PriceMode::Net => Ok(Self {
                net: base,
                vat,
                gross: base.checked_add(vat)?,
            }),
            PriceMode::Gross => Ok(Self {
                net: base.checked_sub(vat)?,
                vat,
                gross: base,
            }),
            PriceMode::WithoutVat => Ok(Self {
                net: base,
                vat: Amount::ZERO,
                gross: base,
            }),
        }
    }
}

/// Takes each line's `base` (its amount after all discounts) apart and adds the groups up.
///
/// `rates` and `bases` have one entry per line; the parts come back in the same order.
pub(super) fn apply(
    mode: PriceMode,
    rounding: VatRounding,
    rates: &[VatRate],
    bases: &[Amount],
) -> Result<(Vec<Parts>, Vec<VatGroup>), Overflow> {
    let mut members: BTreeMap<VatRate, Vec<(usize, Amount)>> = BTreeMap::new();
    for (index, (rate, base)) in rates.iter().zip(bases).enumerate() {
        members.entry(*rate).or_default().push((index, *base));
    }
    let mut parts = vec![Parts::default(); bases.len()];
    let mut groups = Vec::with_capacity(members.len());
    for (rate, lines) in members {
        let bases: Vec<Amount> = lines.iter().map(|(_, base)| *base).collect();
        let base = Amount::sum(bases.iter().copied())?;
        let vats = vat_of_lines(mode, rounding, rate.percent(), base, &bases)?;
        let group = Parts::new(mode, base, Amount::sum(vats.iter().copied())?)?;
        for ((index, base), vat) in lines.into_iter().zip(vats) {
            if let Some(line) = parts.get_mut(index) {
                *line = Parts::new(mode, base, vat)?;
            }
        }
        groups.push(VatGroup {
            rate,
            net: group.net,
            vat: group.vat,
            gross: group.gross,
        });
    }
    Ok((parts, groups))
}

/// The VAT of each line of one group: rounded on the line, or rounded once for the group and then spread.
fn vat_of_lines(
    mode: PriceMode,
    rounding: VatRounding,
    percent: Percent,
    group_base: Amount,
    bases: &[Amount],
) -> Result<Vec<Amount>, Overflow> {
    match rounding {
        VatRounding::Line => bases.iter().map(|base| vat_of(mode, percent, *base)).collect(),
        VatRounding::Group => split_by_largest_remainder(vat_of(mode, percent, group_base)?, bases),
    }
}

/// Net-priced `round(base × rate ÷ 100)`, gross-priced `round(base × rate ÷ (100 + rate))`.
fn vat_of(mode: PriceMode, percent: Percent, base: Amount) -> Result<Amount, Overflow> {
    match mode {
        PriceMode::Net => share_of(base, percent, Percent::HUNDRED),
        PriceMode::Gross => {
            let with_tax = Percent::HUNDRED
                .scaled()
                .checked_add(percent.scaled())
                .ok_or(Overflow)?;
            share_of(base, percent, Fixed6::from_scaled(with_tax))
        }
        PriceMode::WithoutVat => Ok(Amount::ZERO),
    }
}
