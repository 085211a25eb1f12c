//! What a template prints of a paper, kept beside each version: so that a paper is checked before it is issued without being rendered.

use serde::{Deserialize, Serialize};

use crate::documents::templates::model::{Fault, Finding, Place};
use crate::documents::templates::shortcodes::Sheet;
use crate::documents::templates::shortcodes::value::Val;

/// What is printed, and where first.
#[allow(clippy::struct_excessive_bools)] // four separate facts about a text
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Needs {
    /// Required values that are printed whatever the conditions.
    pub required: Vec<(String, Place)>,
    /// It goes through `vat`.
    pub vat_rows: bool,
    /// It prints rate or VAT of each line.
    pub vat_lines: bool,
    /// It prints the VAT of the whole paper.
    pub vat_sum: bool,
    /// It has lines at all, so that VAT is its business.
    pub lines: bool,
}

impl Needs {
    /// What a paper lacks that the template prints, and which of its VAT rates the template does not print.
    #[must_use]
    pub fn unmet(&self, sheet: &Sheet) -> Vec<Finding> {
        let finding = |fault: Fault, place: Place| Finding {
            fault,
            in_subject: false,
            place,
        };
        let mut findings = Vec::new();
        for (name, place) in &self.required {
            let entry = sheet.entries().iter().find(|entry| entry.name == *name);
            if entry.is_none_or(|entry| entry.value.is_empty()) {
                findings.push(finding(Fault::EmptyRequired { name: name.clone() }, *place));
            }
        }
        if !self.lines || self.vat_rows || self.vat_lines {
            return findings;
        }
        let rates = rates(sheet);
        if !(self.vat_sum && rates.len() < 2) {
            let missing = rates
                .into_iter()
                .map(|rate| finding(Fault::MissingVatRow { rate }, Place::default()));
            findings.extend(missing);
        }
        findings
    }
}

/// The rates by which the paper has tax.
fn rates(sheet: &Sheet) -> Vec<crate::kernel::tax::VatRate> {
    let vat = sheet.entries().iter().find(|entry| entry.name == "vat");
    let Some(Val::Rows { rows, .. }) = vat.map(|entry| &entry.value) else {
        return Vec::new();
    };
    let rate = |row: &Vec<crate::documents::templates::shortcodes::Entry>| {
        row.iter().find_map(|entry| match entry.value {
            Val::Rate(rate) if rate.category().is_taxable() => Some(rate),
            _ => None,
        })
    };
    rows.iter().filter_map(rate).collect()
}
