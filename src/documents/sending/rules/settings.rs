//! The rules as people set them.

use super::texts::usual;
use crate::company::organization::actions::today;
use crate::documents::sending::model::{Rule, RuleKind, RuleSheet, RuleText, SaveRule};
use crate::documents::sending::store;
use crate::documents::templates::check::check;
use crate::documents::templates::model::{PaperKind, TemplateKind};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::MailRuleId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::validate::Reader;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Tx, unless_taken};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail::brief::typed_html;

/// Nobody is reminded a year later.
const MOST_DAYS: i64 = 365;
/// The longest subject and body, in letters.
const LONGEST_SUBJECT: usize = 300;
const LONGEST_BODY: usize = 5_000;

/// All rules with their texts.
pub async fn list(ctx: &Ctx) -> AppResult<Vec<RuleSheet>> {
    ctx.may(Right::ManageMail)?;
    let mut conn = ctx.read();
    let rules = store::rules(&mut conn).await?;
    let own = store::texts(&mut conn).await?;
    let sheet = |rule: Rule| {
        let text = |lang: Lang| {
            let found = own.iter().find(|(id, text)| *id == rule.id && text.lang == lang);
            found.map(|(_, text)| text.clone()).or_else(|| {
                usual(rule.kind, lang).map(|text| RuleText {
                    lang,
                    subject: text.subject,
                    body: text.body,
                })
            })
        };
        RuleSheet {
            texts: Lang::ALL.into_iter().filter_map(text).collect(),
            rule,
        }
    };
    Ok(rules.into_iter().map(sheet).collect())
}

/// Keeps a rule. Switched on, it concerns what happens from today on.
///
/// # Errors
/// Problems beside their fields: another rule has the same days, or is of a kind of which there is one; a text has errors.
pub async fn save(ctx: &Ctx, input: SaveRule) -> AppResult<MailRuleId> {
    ctx.may(Right::ManageMail)?;
    let today = today(ctx).await?;
    let mut tx = ctx.write().await?;
    let old = match input.id {
        Some(id) => Some(store::locked_rule(&mut tx, id).await?.ok_or(AppError::NotFound)?),
        None => None,
    };
    if let Some(old) = &old
        && old.version != input.version
    {
        let current = [("days".to_owned(), old.days.to_string())].into_iter().collect();
        return Err(activity::actions::conflict(&mut tx, &Owner::mail(), old.version, current).await?);
    }
    let (kind, days, texts) = read(&input, old.as_ref())?;
    let is_new = old.as_ref().is_none_or(|old| !old.active);
    let rule = Rule {
        id: old.as_ref().map_or_else(|| ctx.new_id(), |old| old.id),
        kind,
        days,
        active: input.active,
        since: match &old {
            Some(old) if !(is_new && input.active) => old.since,
            _ => today,
        },
        version: 0,
    };
    let request = match &old {
        Some(_) => None,
        None => Some(input.request.ok_or(AppError::Outdated)?),
    };
    if let Some(request) = request
        && let Some(earlier) = requests::claim(&mut tx, ctx, request).await?
    {
        return Ok(earlier);
    }
    // What has no days is told from the others by its kind alone.
    let taken = if kind == RuleKind::PaymentConfirmation {
        "kind"
    } else {
        "days"
    };
    if let Some(there) = store::rule_of(&mut tx, kind, days).await?
        && there.id != rule.id
    {
        return Err(AppError::field(taken, Problem::AlreadyTaken));
    }
    if let Some(request) = request {
        unless_taken(taken, store::insert_rule(&mut tx, &rule).await)?;
        requests::done(&mut tx, request, rule.id).await?;
    } else {
        store::update_rule(&mut tx, &rule).await?;
    }
    store::replace_texts(&mut tx, rule.id, &texts).await?;
    record(&mut tx, ctx, old.as_ref(), Some(&rule)).await?;
    tx.commit().await?;
    Ok(rule.id)
}

fn read(input: &SaveRule, old: Option<&Rule>) -> Result<(RuleKind, i64, Vec<RuleText>), FieldErrors> {
    let mut form = Reader::default();
    let kind = match old {
        Some(old) => Some(old.kind),
        None => form.choice("kind", &input.kind),
    };
    let days = match kind {
        Some(RuleKind::PaymentConfirmation) => Some(0),
        _ => form.whole("days", &input.days, 0..=MOST_DAYS),
    };
    let mut texts = Vec::new();
    for lang in Lang::ALL {
        let (subject_field, body_field) = (format!("subject.{lang}"), format!("body.{lang}"));
        let typed =
            |texts: &std::collections::BTreeMap<String, String>| texts.get(lang.as_str()).cloned().unwrap_or_default();
        let subject = form.optional_line(&subject_field, &typed(&input.subject), LONGEST_SUBJECT);
        let body = form.optional_lines(&body_field, &typed(&input.body), LONGEST_BODY);
        let Some(common) = kind.and_then(|kind| usual(kind, lang)) else {
            continue;
        };
        let is_usual = (subject.is_empty() || subject == common.subject) && (body.is_empty() || body == common.body);
        if is_usual {
            continue;
        }
        let text = RuleText {
            lang,
            subject: if subject.is_empty() { common.subject } else { subject },
            body: if body.is_empty() { common.body } else { body },
        };
        let findings = check(
            TemplateKind::mail(PaperKind::Invoice),
            &text.subject,
            &typed_html(&text.body),
        );
        let errors: Vec<_> = findings.iter().filter(|finding| finding.fault.is_error()).collect();
        if let Some(first) = errors.first() {
            let problem = Problem::TemplateErrors {
                errors: errors.len(),
                line: first.place.line,
                column: first.place.column,
            };
            form.problem(if first.in_subject { subject_field } else { body_field }, problem);
        }
        texts.push(text);
    }
    form.finish(kind.zip(days).map(|(kind, days)| (kind, days, texts)))
}

/// Deletes a rule. What was written by it stays written, and is not written again by one with the same days.
pub async fn delete(ctx: &Ctx, id: MailRuleId) -> AppResult<()> {
    ctx.may(Right::ManageMail)?;
    let mut tx = ctx.write().await?;
    let rule = store::locked_rule(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    store::delete_rule(&mut tx, id).await?;
    record(&mut tx, ctx, Some(&rule), None).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(tx: &mut Tx, ctx: &Ctx, old: Option<&Rule>, new: Option<&Rule>) -> AppResult<()> {
    // The settings have one chain.
    tx.alone_with("mail/settings").await?;
    let told = |rule: Option<&Rule>| match rule {
        Some(rule) if rule.active => format!("{} {}", rule.kind, rule.days),
        Some(rule) => format!("{} {} –", rule.kind, rule.days),
        None => String::new(),
    };
    let event = Event::new(Owner::mail(), Verb::Changed).change("rule", told(old), told(new));
    Ok(activity::record(tx, ctx, event).await?)
}
