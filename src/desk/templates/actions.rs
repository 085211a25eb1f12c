//! A sample by its key, and templates tried on it.

use std::fmt;

use super::model::{BuiltinPage, TemplatePage, TemplateQuery};
use crate::company::organization::actions as organizations;
use crate::documents::closing::model::{ClosingFilter, ClosingKind, ClosingRow};
use crate::documents::contracts::model::{ContractFilter, ContractRow};
use crate::documents::invoices::model::{InvoiceFilter, InvoiceRow};
use crate::documents::templates::model::{
    PaperHtml, PaperKind, Preview, PreviewInput, SampleChoice, SampleResult, Shortcode, TemplateKind,
};
use crate::documents::templates::render::{render, render_line};
use crate::documents::templates::shortcodes::list;
use crate::documents::templates::views::{PaperView, StatementView};
use crate::documents::templates::{actions as templates, builtin, check, samples};
use crate::documents::{closing, contracts, invoices};
use crate::error::{AppError, AppResult, internal};
use crate::finance::payments::model::{PaymentFilter, PaymentKind, PaymentRow};
use crate::finance::statements::model::StatementFilter;
use crate::finance::{payments, statements};
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, TemplateId};
use crate::kernel::lang::Lang;
use crate::kernel::period::NamedPeriod;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;

/// Papers of the books offered as samples: the newest.
const REAL: usize = 10;
const SAMPLE: &str = "sample:";
const INVOICE: &str = "invoice:";
const CLOSING: &str = "closing:";
const CONTRACT: &str = "contract:";
const PAYMENT: &str = "payment:";
const CLIENT: &str = "client:";

/// What a template of a kind can be tried on: made-up papers, then the newest ones of the books that the actor sees.
pub async fn choices(ctx: &Ctx, kind: TemplateKind) -> AppResult<Vec<SampleChoice>> {
    ctx.may(Right::ManageTemplates)?;
    let made_up = samples::NAMES.iter().map(|name| SampleChoice {
        key: format!("{SAMPLE}{name}"),
        label: String::new(),
        real: false,
    });
    let mut choices: Vec<SampleChoice> = made_up.collect();
    choices.extend(match kind.paper {
        PaperKind::Invoice => of_invoices(ctx).await?,
        PaperKind::PaymentConfirmation => of_payments(ctx).await?,
        PaperKind::Statement | PaperKind::ReconciliationAct => of_clients(ctx).await?,
        PaperKind::Act => of_closings(ctx, ClosingKind::Act).await?,
        PaperKind::DeliveryNote => of_closings(ctx, ClosingKind::DeliveryNote).await?,
        PaperKind::Contract => of_contracts(ctx).await?,
    });
    Ok(choices)
}

fn real(key: &str, id: impl fmt::Display, parts: &[&str]) -> SampleChoice {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    SampleChoice {
        key: format!("{key}{id}"),
        label: filled.join(" "),
        real: true,
    }
}

async fn of_invoices(ctx: &Ctx) -> AppResult<Vec<SampleChoice>> {
    if ctx.may(Right::ViewInvoices).is_err() {
        return Ok(Vec::new());
    }
    let page = invoices::actions::list(ctx, &InvoiceFilter::default()).await?;
    let choice = |row: InvoiceRow| {
        let number = row.number.unwrap_or_default();
        real(INVOICE, row.id, &[&number, &row.client_name])
    };
    Ok(page.rows.into_iter().take(REAL).map(choice).collect())
}

async fn of_contracts(ctx: &Ctx) -> AppResult<Vec<SampleChoice>> {
    if ctx.may(Right::ViewContracts).is_err() {
        return Ok(Vec::new());
    }
    let page = contracts::actions::list(ctx, &ContractFilter::default()).await?;
    let choice = |row: ContractRow| real(CONTRACT, row.id, &[&row.number, &row.client_name]);
    Ok(page.rows.into_iter().take(REAL).map(choice).collect())
}

async fn of_closings(ctx: &Ctx, kind: ClosingKind) -> AppResult<Vec<SampleChoice>> {
    if ctx.may(kind.view()).is_err() {
        return Ok(Vec::new());
    }
    let page = closing::actions::list(ctx, kind, &ClosingFilter::default()).await?;
    let choice = |row: ClosingRow| {
        let number = row.number.unwrap_or_default();
        real(CLOSING, row.id, &[&number, &row.client_name])
    };
    Ok(page.rows.into_iter().take(REAL).map(choice).collect())
}

async fn of_payments(ctx: &Ctx) -> AppResult<Vec<SampleChoice>> {
    let choice = |row: &PaymentRow| real(PAYMENT, row.id, &[&row.number, &row.client_name]);
    Ok(received(ctx).await?.iter().take(REAL).map(choice).collect())
}

/// Clients who have paid something, the last one first: their statements have something to say.
async fn of_clients(ctx: &Ctx) -> AppResult<Vec<SampleChoice>> {
    if ctx.may(Right::ViewInvoices).is_err() {
        return Ok(Vec::new());
    }
    let mut choices: Vec<SampleChoice> = Vec::new();
    for row in received(ctx).await? {
        let choice = real(CLIENT, row.client, &[&row.client_name]);
        if choices.len() < REAL && !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    Ok(choices)
}

/// The newest payments that have come in and count.
async fn received(ctx: &Ctx) -> AppResult<Vec<PaymentRow>> {
    if ctx.may(Right::ViewPayments).is_err() {
        return Ok(Vec::new());
    }
    let mut rows = payments::actions::list(ctx, &PaymentFilter::default()).await?.rows;
    rows.retain(|row| row.kind == PaymentKind::Incoming && !row.reversed);
    Ok(rows)
}

/// The paper behind a key: the first sample for an empty one.
async fn paper(ctx: &Ctx, kind: TemplateKind, lang: Lang, key: &str) -> AppResult<PaperView> {
    let unknown = || AppError::field("sample", Problem::UnknownChoice);
    if key.is_empty() {
        return Ok(samples::first(kind.paper, lang));
    }
    let (what, which) = key.split_once(':').ok_or_else(unknown)?;
    let what = format!("{what}:");
    match (kind.paper, what.as_str()) {
        (_, SAMPLE) => samples::named(kind.paper, lang, which).ok_or_else(unknown),
        (PaperKind::Invoice, INVOICE) => {
            let id = which.parse().map_err(|_| unknown())?;
            Ok(PaperView::Invoice(invoices::actions::paper(ctx, id).await?))
        }
        (PaperKind::Contract, CONTRACT) => {
            let id = which.parse().map_err(|_| unknown())?;
            Ok(PaperView::Contract(contracts::actions::paper(ctx, id).await?))
        }
        (PaperKind::Act, CLOSING) => {
            let id = which.parse().map_err(|_| unknown())?;
            let view = closing::actions::paper(ctx, ClosingKind::Act, id).await?;
            Ok(PaperView::Act(view))
        }
        (PaperKind::DeliveryNote, CLOSING) => {
            let id = which.parse().map_err(|_| unknown())?;
            let view = closing::actions::paper(ctx, ClosingKind::DeliveryNote, id).await?;
            Ok(PaperView::DeliveryNote(view))
        }
        (PaperKind::PaymentConfirmation, PAYMENT) => {
            let id = which.parse().map_err(|_| unknown())?;
            Ok(PaperView::PaymentConfirmation(payments::actions::paper(ctx, id).await?))
        }
        (PaperKind::Statement, CLIENT) => {
            let view = statement(ctx, which.parse().map_err(|_| unknown())?).await?;
            Ok(PaperView::Statement(view))
        }
        (PaperKind::ReconciliationAct, CLIENT) => {
            let view = statement(ctx, which.parse().map_err(|_| unknown())?).await?;
            Ok(PaperView::ReconciliationAct(view))
        }
        _ => Err(unknown()),
    }
}

/// A client's statement of this year; where there was nothing, of all time.
async fn statement(ctx: &Ctx, client: ClientId) -> AppResult<StatementView> {
    let over = |period| StatementFilter {
        period,
        ..StatementFilter::default()
    };
    let views = match statements::actions::views(ctx, client, &over(NamedPeriod::Year)).await {
        Err(AppError::NotFound) => statements::actions::views(ctx, client, &over(NamedPeriod::All)).await?,
        views => views?,
    };
    let first = views.into_iter().next().map(|(_, view)| view);
    first.ok_or(AppError::NotFound)
}

/// A body that may not be saved yet, on a sample.
pub async fn preview(ctx: &Ctx, input: PreviewInput) -> AppResult<Preview> {
    ctx.may(Right::ManageTemplates)?;
    let (kind, lang) = read(&input)?;
    let paper = paper(ctx, kind, lang, &input.sample).await?;
    tried(kind, lang, input, paper).await
}

fn read(input: &PreviewInput) -> AppResult<(TemplateKind, Lang)> {
    let unknown = |field: &str| AppError::field(field, Problem::UnknownChoice);
    Ok((
        input.kind.parse().map_err(|_| unknown("kind"))?,
        input.lang.parse().map_err(|_| unknown("lang"))?,
    ))
}

async fn tried(kind: TemplateKind, lang: Lang, input: PreviewInput, paper: PaperView) -> AppResult<Preview> {
    let tried = tokio::task::spawn_blocking(move || on_sample(kind, lang, &input, paper));
    tried.await.map_err(|error| internal(&error.to_string()))
}

/// What is wrong in the text, what the sample lacks for it, and how it prints unless the text has errors.
fn on_sample(kind: TemplateKind, lang: Lang, input: &PreviewInput, paper: PaperView) -> Preview {
    let mut findings = check::check(kind, &input.subject, &input.body);
    let mut preview = Preview {
        paper: None,
        subject: String::new(),
        findings: Vec::new(),
    };
    if !findings.iter().any(|finding| finding.fault.is_error()) {
        let sheet = samples::sheet(kind, paper, lang);
        findings.extend(check::needs(kind, &input.body).unmet(&sheet));
        let (subject, body) = templates::as_stored(kind, &input.subject, &input.body);
        let made = render(&body, &sheet, lang).and_then(|markup| Ok((markup, render_line(&subject, &sheet, lang)?)));
        match made {
            Ok((markup, subject)) => {
                preview.subject = subject;
                preview.paper = Some(PaperHtml {
                    lang,
                    html: markup.with_columns().on_page(None),
                });
            }
            Err(failure) => findings.push(crate::documents::templates::model::Finding {
                fault: failure.into(),
                in_subject: false,
                place: crate::documents::templates::model::Place::default(),
            }),
        }
    }
    preview.findings = findings;
    preview
}

/// A body on every sample: a green or a red button for each.
pub async fn try_all(ctx: &Ctx, input: PreviewInput) -> AppResult<Vec<SampleResult>> {
    let (kind, lang) = read(&input)?;
    let mut results = Vec::new();
    for sample in choices(ctx, kind).await? {
        let paper = paper(ctx, kind, lang, &sample.key).await?;
        let findings = tried(kind, lang, input.clone(), paper).await?.findings;
        results.push(SampleResult { sample, findings });
    }
    Ok(results)
}

/// The shortcodes of a kind with their values on a sample; described in the reader's language.
pub async fn shortcodes(
    ctx: &Ctx,
    kind: TemplateKind,
    lang: Lang,
    sample: &str,
    reader: Lang,
) -> AppResult<Vec<Shortcode>> {
    ctx.may(Right::ManageTemplates)?;
    let paper = paper(ctx, kind, lang, sample).await?;
    Ok(list::list(&samples::sheet(kind, paper, lang), lang, reader))
}

/// Everything the page of a template shows.
pub async fn page(ctx: &Ctx, id: TemplateId, query: TemplateQuery) -> AppResult<TemplatePage> {
    let sheet = templates::sheet(ctx, id, query.n).await?;
    let kind = sheet.template.kind;
    let input = PreviewInput {
        kind: kind.to_string(),
        lang: sheet.template.lang.to_string(),
        second_lang: String::new(),
        subject: sheet.shown.subject.clone(),
        body: sheet.shown.body.clone(),
        sample: query.sample.clone(),
    };
    Ok(TemplatePage {
        companies: organizations::names(ctx).await.unwrap_or_default(),
        samples: choices(ctx, kind).await?,
        preview: preview(ctx, input).await?,
        sample: query.sample,
        sheet,
    })
}

/// A template that comes with the program, on a sample.
pub async fn builtin(ctx: &Ctx, name: &str, sample: String) -> AppResult<BuiltinPage> {
    ctx.may(Right::ManageTemplates)?;
    let builtin = builtin::named(name).ok_or(AppError::NotFound)?;
    let input = PreviewInput {
        kind: builtin.kind.to_string(),
        lang: builtin.lang.to_string(),
        second_lang: String::new(),
        subject: builtin.subject.to_owned(),
        body: builtin.body.to_owned(),
        sample: sample.clone(),
    };
    Ok(BuiltinPage {
        name: builtin.name.clone(),
        kind: builtin.kind,
        lang: builtin.lang,
        samples: choices(ctx, builtin.kind).await?,
        preview: preview(ctx, input).await?,
        sample,
    })
}
