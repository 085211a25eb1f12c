//! Names of codes and fields in the reader's language.

use crate::crm::leads::model::{GivenUp, LeadColor, LeadRow, LeadStage};
use crate::kernel::money::Money;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::form::choices;
use crate::ui::html::{Piece, span};
use crate::ui::money::money_cell;

/// What people call what has become of a lead.
#[must_use]
pub fn stage_text(stage: LeadStage) -> &'static str {
    match stage {
        LeadStage::Open => tr!(leads.open),
        LeadStage::Lost => tr!(leads.lost),
        LeadStage::Junk => tr!(leads.junk),
        LeadStage::Customer => tr!(leads.customer),
    }
}

pub(super) fn given_up_choices() -> Vec<(String, String)> {
    let text = |how: GivenUp| match how {
        GivenUp::Lost => tr!(leads.lost),
        GivenUp::Junk => tr!(leads.junk),
    };
    choices(GivenUp::ALL, text)
}

/// What people call a colour.
pub(super) fn color_text(color: LeadColor) -> &'static str {
    match color {
        LeadColor::Grey => tr!(leads.grey),
        LeadColor::Blue => tr!(leads.blue),
        LeadColor::Teal => tr!(leads.teal),
        LeadColor::Green => tr!(leads.green),
        LeadColor::Amber => tr!(leads.amber),
        LeadColor::Red => tr!(leads.red),
        LeadColor::Violet => tr!(leads.violet),
    }
}

/// The badge of a status in its colour.
#[must_use]
pub const fn badge_class(color: LeadColor) -> &'static str {
    match color {
        LeadColor::Grey => "badge lead-grey",
        LeadColor::Blue => "badge lead-blue",
        LeadColor::Teal => "badge lead-teal",
        LeadColor::Green => "badge lead-green",
        LeadColor::Amber => "badge lead-amber",
        LeadColor::Red => "badge lead-red",
        LeadColor::Violet => "badge lead-violet",
    }
}

/// The status of an open lead, or what has become of another one.
pub(super) fn state_cell(row: &LeadRow) -> impl Piece + use<> {
    let status = row.status.clone().filter(|_| row.stage == LeadStage::Open);
    let status = status.map(|(_, name, color)| span(badge_class(color), name));
    let tone = match row.stage {
        LeadStage::Customer => Tone::Good,
        _ => Tone::Neutral,
    };
    let ended = (row.stage != LeadStage::Open).then(|| badge_cell(tone, stage_text(row.stage)));
    (status, ended)
}

/// The same as words, for an export.
pub(super) fn state_words(row: &LeadRow) -> String {
    match (&row.status, row.stage) {
        (Some((_, name, _)), LeadStage::Open) => name.clone(),
        (None, LeadStage::Open) => String::new(),
        (_, stage) => stage_text(stage).to_owned(),
    }
}

/// What a lead may be worth; nothing where nobody knows.
pub(super) fn value_cell(value: Money) -> impl Piece {
    (!value.amount.is_zero()).then(|| money_cell(value))
}

/// A change in a lead's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "contacted" => words::date(recorded),
        "value" => words::number(recorded),
        _ => None,
    }
}

fn field_label(field: &str) -> String {
    match field {
        "name" => tr!(leads.name),
        "lead" => tr!(leads.lead),
        "client" => tr!(leads.client),
        "company" => tr!(leads.company),
        "position" => tr!(leads.position),
        "email" => tr!(leads.email),
        "phone" => tr!(leads.phone),
        "website" => tr!(leads.website),
        "address" => tr!(leads.address),
        "source" => tr!(leads.source),
        "status" => tr!(leads.status),
        "value" => tr!(leads.value),
        "currency" => tr!(leads.currency),
        "assigned" => tr!(leads.assigned),
        "description" => tr!(leads.description),
        "tags" => tr!(leads.tags),
        "contacted" => tr!(leads.contacted),
        "notes" => tr!(leads.notes),
        "reason" => tr!(leads.reason),
        other => other,
    }
    .to_owned()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Change, change, field_label};
    use crate::crm::leads::forms::SaveLead;
    use crate::kernel::lang::Lang;

    #[test]
    fn a_history_is_told_in_words() {
        for (lang, field, recorded, words) in [
            (Lang::Ru, "contacted", "2026-11-24", "24.11.2026"),
            (Lang::Uk, "value", "38999.5", "38\u{a0}999,5"),
            (Lang::En, "status", "New", "New"),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                let told = change(Change {
                    field: field.into(),
                    old: String::new(),
                    new: recorded.into(),
                });
                assert_eq!((told.old.as_str(), told.new.as_str()), ("", words), "{field}");
                for (field, _) in SaveLead::default().fields() {
                    assert_ne!(field_label(field), field);
                }
            });
        }
    }
}
