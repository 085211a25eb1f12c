//! What is usual for a client: what a new invoice takes over from his last one, and what of it was chosen otherwise.

use leptos::prelude::*;

use super::contract::chosen_is_later;
use super::seller::{change_organization, choose_account};
use super::state::Editing;
use crate::documents::invoices::model::{SaveInvoice, TypedLine};
use crate::kernel::date::Date;
use crate::kernel::tax::PriceMode;

impl Editing {
    /// Whether nothing was typed into any line.
    pub fn is_blank(self) -> bool {
        self.lines
            .with(|lines| lines.iter().all(|line| line.typed.with(TypedLine::is_empty)))
    }

    /// Whether VAT stands in a column of the lines: the rates say something that the sums do not.
    pub fn shows_rates(self) -> bool {
        self.price_mode() != PriceMode::WithoutVat
            && (self.aside().rates_shown.get() || self.aside().rates_differ.get())
    }

    /// Whether a field of the head is otherwise than it usually is for the client.
    pub fn is_unusual(self, field: &str) -> bool {
        let known = self.usual.with(|(_, head)| head.is_some());
        if field == "due_date" {
            return known && self.due_by_term().is_some() && !self.is_due_by_term();
        }
        let of = |head: &SaveInvoice| match field {
            "organization" => head.organization.clone(),
            "account" => head.account.clone(),
            "contract" => head.contract.clone(),
            "currency" => head.currency.clone(),
            "price_mode" => head.price_mode.clone(),
            _ => String::new(),
        };
        let usual = self.usual.with(|(_, head)| head.as_ref().map(of));
        usual.is_some_and(|usual| usual != self.head.with(of))
    }

    /// The due date that the client's payment term makes of the invoice's date; `None` while one of them is not known.
    pub fn due_by_term(self) -> Option<Date> {
        Some(self.aside().term.get()?.due(self.issue_date()?))
    }

    pub fn is_due_by_term(self) -> bool {
        let due = self.due_by_term().map(|due| due.to_string());
        due.is_some_and(|due| self.head.with(|head| head.due_date == due))
    }

    /// A person has chosen a field of the head, be it what stood there already.
    pub fn touch(self, field: &'static str) {
        self.aside().touched.update_value(|touched| {
            touched.insert(field);
        });
    }

    /// Another client is chosen: what was chosen before is as open as the rest.
    pub fn untouch(self) {
        self.aside().touched.update_value(std::collections::BTreeSet::clear);
    }

    fn is_untouched(self, field: &str) -> bool {
        self.aside().touched.with_value(|touched| !touched.contains(field))
    }
}

/// Takes what is usual, but for what was chosen while the answer was on its way.
pub fn take_over(editing: Editing, usual: SaveInvoice) {
    let untouched = |field| editing.is_untouched(field);
    // Accounts belong to their own company.
    let whole = untouched("organization");
    if whole {
        change_organization(editing, usual.organization);
    }
    let term = editing.aside().term.get_untracked();
    editing.change(|head| {
        if whole && untouched("account") {
            head.account = usual.account;
        }
        if whole && untouched("contract") {
            head.contract = usual.contract;
        }
        if untouched("currency") {
            head.currency = usual.currency;
        }
        if untouched("price_mode") {
            head.price_mode = usual.price_mode;
        }
        let dated = !untouched("issue_date");
        if !dated {
            head.issue_date = usual.issue_date;
        }
        if untouched("due_date") {
            let chosen = crate::kernel::date::parse_date(&head.issue_date).ok().filter(|_| dated);
            head.due_date = match (term, chosen) {
                (Some(term), Some(date)) => term.due(date).to_string(),
                _ => usual.due_date,
            };
        }
    });
    // Somebody may have chosen an earlier date than today meanwhile.
    if untouched("contract") && untrack(|| chosen_is_later(editing)) {
        editing.change(|head| head.contract.clear());
    }
    choose_account(editing);
}
