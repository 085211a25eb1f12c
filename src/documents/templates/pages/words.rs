//! Words for kinds, states and findings.

use leptos::prelude::use_context;

use crate::documents::templates::model::{
    Fault, Finding, Group, PaperKind, TemplateChoice, TemplateKind, TemplateState, ValueType,
};
use crate::kernel::lang::Lang;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::Tone;

/// `Invoice`, `Letter: invoice`.
#[must_use]
pub fn kind(kind: TemplateKind) -> String {
    let paper = match kind.paper {
        PaperKind::Invoice => tr!(templates.kind_invoice),
        PaperKind::Act => tr!(templates.kind_act),
        PaperKind::DeliveryNote => tr!(templates.kind_delivery_note),
        PaperKind::Contract => tr!(templates.kind_contract),
        PaperKind::PaymentConfirmation => tr!(templates.kind_payment_confirmation),
        PaperKind::Statement => tr!(templates.kind_statement),
        PaperKind::ReconciliationAct => tr!(templates.kind_reconciliation_act),
    };
    if kind.mail {
        tr!(templates.letter, paper = paper)
    } else {
        paper.to_owned()
    }
}

/// Kinds of papers whose module is switched off are none.
#[must_use]
pub fn kind_choices() -> Vec<(String, String)> {
    let rights = use_context::<Viewer>().map(|viewer| viewer.rights).unwrap_or_default();
    let is_there = |of: &TemplateKind| of.paper.of_module().is_none_or(|right| rights.has(right));
    let kinds = TemplateKind::all().filter(is_there);
    kinds.map(|of| (of.to_string(), kind(of))).collect()
}

#[must_use]
pub fn lang_choices() -> Vec<(String, String)> {
    Lang::ALL
        .into_iter()
        .map(|lang| (lang.to_string(), lang.own_name().to_owned()))
        .collect()
}

/// What a copy of a built-in template is called to begin with.
#[must_use]
pub fn builtin_name(name: &str) -> String {
    let of = name.split('-').next().and_then(|code| code.parse().ok());
    of.map(kind).unwrap_or_default()
}

#[must_use]
pub fn choice_text(choice: &TemplateChoice) -> String {
    let langs = match choice.second_lang {
        Some(second) => format!("{}, {}", choice.lang.own_name(), second.own_name()),
        None => choice.lang.own_name().to_owned(),
    };
    let name = if choice.name.is_empty() {
        tr!(templates.builtin_one)
    } else {
        &choice.name
    };
    format!("{name} · {langs}")
}

#[must_use]
pub fn state(state: TemplateState) -> (&'static str, Tone) {
    match state {
        TemplateState::Draft => (tr!(templates.state_draft), Tone::Neutral),
        TemplateState::Published => (tr!(templates.state_published), Tone::Good),
        TemplateState::Retired => (tr!(templates.state_retired), Tone::Neutral),
    }
}

#[must_use]
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Document => tr!(templates.group_document),
        Group::Company => tr!(templates.group_company),
        Group::Client => tr!(templates.group_client),
        Group::Contract => tr!(templates.group_contract),
        Group::Lines => tr!(templates.group_lines),
        Group::Vat => tr!(templates.group_vat),
        Group::Words => tr!(templates.group_words),
        Group::Dates => tr!(templates.group_dates),
        Group::Letter => tr!(templates.group_letter),
    }
}

/// What a filter takes: a sum, a date, a text …
fn value_type(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::Text => tr!(templates.type_text),
        ValueType::Number => tr!(templates.type_number),
        ValueType::Money => tr!(templates.type_money),
        ValueType::Date => tr!(templates.type_date),
        ValueType::Flag => tr!(templates.type_flag),
        ValueType::Rate => tr!(templates.type_rate),
        ValueType::Rows => tr!(templates.type_rows),
    }
}

/// What is wrong, in a plain sentence.
#[must_use]
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Syntax { detail } => tr!(templates.fault_syntax, detail = detail.clone()),
        Fault::UnknownShortcode { name, nearest: None } => tr!(templates.fault_unknown, name = name.clone()),
        Fault::UnknownShortcode {
            name,
            nearest: Some(nearest),
        } => tr!(
            templates.fault_unknown_nearest,
            name = name.clone(),
            nearest = nearest.clone()
        ),
        Fault::UnknownFilter { name } => tr!(templates.fault_unknown_filter, name = name.clone()),
        Fault::WrongFilter { filter, takes, name } => {
            let takes = value_type(*takes);
            tr!(
                templates.fault_wrong_filter,
                filter = filter.clone(),
                takes = takes,
                name = name.clone()
            )
        }
        Fault::WrongArgument { filter } => tr!(templates.fault_wrong_argument, filter = filter.clone()),
        Fault::NotPrintable { name } => tr!(templates.fault_not_printable, name = name.clone()),
        Fault::NotAList { name } => tr!(templates.fault_not_a_list, name = name.clone()),
        Fault::LoopElsewhere { name } => tr!(templates.fault_loop_elsewhere, name = name.clone()),
        Fault::NotAllowed { what } => tr!(templates.fault_not_allowed, what = construct(what)),
        Fault::NotComparable => tr!(templates.fault_not_comparable).to_owned(),
        Fault::EmptyRequired { name } => tr!(templates.fault_empty_required, name = name.clone()),
        Fault::MissingVatRow { rate } => {
            let rate = crate::kernel::format::number(lang(), rate.percent());
            tr!(templates.fault_missing_vat_row, rate = rate)
        }
        Fault::InsideTag => tr!(templates.fault_inside_tag).to_owned(),
        Fault::ForbiddenTag { tag } => tr!(templates.fault_forbidden_tag, tag = tag.clone()),
        Fault::ForbiddenAttribute { tag, attribute } => {
            tr!(
                templates.fault_forbidden_attribute,
                tag = tag.clone(),
                attribute = attribute.clone()
            )
        }
        Fault::TooLong { max } => tr!(templates.fault_too_long, max = *max),
        Fault::TooDeep => tr!(templates.fault_too_deep).to_owned(),
        Fault::TooMuchWork => tr!(templates.fault_too_much_work).to_owned(),
    }
}

/// `Line 3, column 12`; nothing for what has no place.
#[must_use]
pub fn place(finding: &Finding) -> String {
    let place = finding.place;
    match (place.line, finding.in_subject) {
        (0, _) => String::new(),
        (_, true) => tr!(templates.place_in_subject, column = place.column),
        (line, false) => tr!(templates.place, line = line, column = place.column),
    }
}

/// What the engine calls its constructs, in the reader's words; a statement is what stands in the text.
fn construct(what: &str) -> String {
    match what {
        "call" => tr!(templates.construct_call).to_owned(),
        "expression" | "variable" | "constant" | "list literal" | "map literal" | "test expression"
        | "filter expression" | "unary operator" | "binary operator" => tr!(templates.construct_expression).to_owned(),
        statement => statement.to_owned(),
    }
}
