//! A stored draft as the editor spells it: for opening it, and for showing both versions of a conflict.

use std::collections::BTreeMap;

use crate::company::organization::model::StoredVatRate;
use crate::kernel::date::Date;
use crate::kernel::totals::Discount;
use crate::kernel::validate::typed;

use super::{Invoice, Line, SaveInvoice, TypedLine};

impl SaveInvoice {
    /// The form of a stored draft. `rates` are those of its own company; a line whose rate is gone has none chosen.
    #[must_use]
    pub fn of(invoice: &Invoice, lines: &[Line], rates: &[StoredVatRate]) -> Self {
        let (discount_kind, discount) = match invoice.discount {
            Discount::None => ("none", String::new()),
            Discount::Percent(percent) => ("percent", percent.to_string()),
            Discount::Amount(amount) => ("amount", amount.plain(invoice.currency)),
        };
        Self {
            id: Some(invoice.id),
            version: invoice.version,
            request: None,
            organization: invoice.organization.to_string(),
            account: invoice.account.to_string(),
            client: invoice.client.to_string(),
            contract: typed(invoice.contract),
            manager: typed(invoice.manager),
            issue_date: invoice.issue_date.to_string(),
            due_date: invoice.due_date.to_string(),
            currency: invoice.currency.code().to_owned(),
            price_mode: invoice.price_mode.to_string(),
            discount_kind: discount_kind.to_owned(),
            discount,
            note: invoice.note.clone(),
            terms: invoice.terms.clone(),
            purpose: invoice.purpose.clone(),
            internal_note: invoice.internal_note.clone(),
            lines: lines
                .iter()
                .map(|line| TypedLine::of(line, invoice.issue_date, rates))
                .collect(),
        }
    }

    /// Field → typed value, without what no person types.
    #[must_use]
    pub fn flattened(&self) -> BTreeMap<String, String> {
        let head = [
            ("organization", &self.organization),
            ("account", &self.account),
            ("client", &self.client),
            ("contract", &self.contract),
            ("manager", &self.manager),
            ("issue_date", &self.issue_date),
            ("due_date", &self.due_date),
            ("currency", &self.currency),
            ("price_mode", &self.price_mode),
            ("discount_kind", &self.discount_kind),
            ("discount", &self.discount),
            ("note", &self.note),
            ("terms", &self.terms),
            ("purpose", &self.purpose),
            ("internal_note", &self.internal_note),
        ];
        let mut fields: BTreeMap<_, _> = head
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        for (place, line) in self.lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
            for (name, value) in line.fields() {
                fields.insert(format!("lines.{place}.{name}"), value.to_owned());
            }
        }
        fields
    }

    /// The opposite of [`SaveInvoice::flattened`]: `fields` over what else this form holds.
    #[must_use]
    pub fn with_fields(&self, fields: &BTreeMap<String, String>) -> Self {
        let head = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let mut lines: BTreeMap<usize, TypedLine> = BTreeMap::new();
        for (name, value) in fields {
            let mut pieces = name.splitn(3, '.');
            if let (Some("lines"), Some(place), Some(field)) = (pieces.next(), pieces.next(), pieces.next())
                && let Ok(place) = place.parse()
            {
                lines.entry(place).or_default().set(field, value.clone());
            }
        }
        Self {
            organization: head("organization"),
            account: head("account"),
            client: head("client"),
            contract: head("contract"),
            manager: head("manager"),
            issue_date: head("issue_date"),
            due_date: head("due_date"),
            currency: head("currency"),
            price_mode: head("price_mode"),
            discount_kind: head("discount_kind"),
            discount: head("discount"),
            note: head("note"),
            terms: head("terms"),
            purpose: head("purpose"),
            internal_note: head("internal_note"),
            lines: lines.into_values().collect(),
            ..self.clone()
        }
    }
}

impl TypedLine {
    /// A stored line as it is typed into a document of the date.
    #[must_use]
    pub fn of(line: &Line, date: Date, rates: &[StoredVatRate]) -> Self {
        let rate = rate_of(line, date, rates);
        Self {
            item: line.item.map(|item| item.to_string()).unwrap_or_default(),
            expense: typed(line.expense),
            kind: line.kind.to_string(),
            name: line.name.clone(),
            description: line.description.clone(),
            quantity: line.quantity.to_string(),
            unit: line.unit.clone(),
            price: line.price.to_string(),
            discount: if line.discount.is_zero() {
                String::new()
            } else {
                line.discount.to_string()
            },
            vat: rate.map(|rate| rate.id.to_string()).unwrap_or_default(),
        }
    }

    /// The same sold once more: an expense is charged once.
    #[must_use]
    pub fn again(self) -> Self {
        Self {
            expense: String::new(),
            ..self
        }
    }

    /// Every field by its name.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 10] {
        [
            ("item", &self.item),
            ("expense", &self.expense),
            ("kind", &self.kind),
            ("name", &self.name),
            ("description", &self.description),
            ("quantity", &self.quantity),
            ("unit", &self.unit),
            ("price", &self.price),
            ("discount", &self.discount),
            ("vat", &self.vat),
        ]
    }

    /// What stands in a field; nothing in an unknown one.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        let found = self.fields().into_iter().find(|(name, _)| *name == field);
        found.map_or("", |(_, text)| text)
    }

    /// Sets a field by its name; unknown names change nothing.
    pub fn set(&mut self, field: &str, value: String) {
        let place = match field {
            "item" => &mut self.item,
            "expense" => &mut self.expense,
            "kind" => &mut self.kind,
            "name" => &mut self.name,
            "description" => &mut self.description,
            "quantity" => &mut self.quantity,
            "unit" => &mut self.unit,
            "price" => &mut self.price,
            "discount" => &mut self.discount,
            "vat" => &mut self.vat,
            _ => return,
        };
        *place = value;
    }
}

/// The rate a line was saved with: the same category, percentage and, if possible, ground, in force on the date if possible.
fn rate_of<'a>(line: &Line, date: Date, rates: &'a [StoredVatRate]) -> Option<&'a StoredVatRate> {
    let same = rates.iter().filter(|rate| rate.rate == line.vat);
    same.max_by_key(|rate| {
        (
            rate.is_valid_on(date),
            !rate.ground.is_empty() && rate.ground == line.vat_ground,
        )
    })
}
