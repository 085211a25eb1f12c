//! Reminders: which invoices, and their letters.

use super::texts::usual;
use super::{Outcome, Taken, end, is_on, object, take};
use crate::company::organization::actions::{time_zone, today};
use crate::documents::invoices::store as invoices;
use crate::documents::sending::actions::{alone, subscribed};
use crate::documents::sending::letters::{OwnText, drafted, paper_files, person, pictures};
use crate::documents::sending::model::{PaperRef, Rule, RuleKind};
use crate::documents::sending::papers::{self, Sendable, Stage};
use crate::documents::sending::store::{self, DueDays};
use crate::documents::templates::model::PaperKind;
use crate::error::{AppError, AppResult};
use crate::kernel::date::{Date, local_time};
use crate::kernel::ids::{Id, InvoiceId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::rights::Object;
use crate::platform::ctx::{Ctx, zone_named};
use crate::records::mail::brief::typed_html;
use crate::records::mail::letter::NewLetter;
use crate::records::mail::model::LetterLine;

/// Nobody gets a reminder at night.
const FIRST_HOUR: i8 = 9;

/// What was not written about for so many days is not written about any more: the server was off, or the rule.
const LATEST: i64 = 7;

/// Notes what is to be reminded of today. How many invoices were noted.
pub async fn plan(ctx: &Ctx) -> AppResult<u64> {
    let rules = store::rules(&mut ctx.read()).await?;
    let mut rules: Vec<Rule> = rules
        .into_iter()
        .filter(|rule| rule.active && rule.kind != RuleKind::PaymentConfirmation)
        .collect();
    if rules.is_empty() {
        return Ok(0);
    }
    let zone = zone_named(&time_zone(ctx).await?);
    if local_time(ctx.now(), &zone).hour() < FIRST_HOUR {
        return Ok(0);
    }
    let today = today(ctx).await?;
    // The last step first: who has missed several gets that one only.
    rules.sort_by_key(|rule| match rule.kind {
        RuleKind::DueSoon => rule.days,
        RuleKind::Overdue | RuleKind::PaymentConfirmation => -rule.days,
    });
    let mut noted = 0;
    for rule in rules {
        let Some(days) = due_days(&rule, today) else { continue };
        let mut tx = ctx.write().await?;
        noted += store::note_invoices(&mut tx, &rule, days, ctx.now()).await?;
        tx.commit().await?;
    }
    Ok(noted)
}

/// The days on which invoices are due that a rule concerns today.
fn due_days(rule: &Rule, today: Date) -> Option<DueDays> {
    let later = |date: Date, days: i64| date.checked_add(jiff::Span::new().days(days)).ok();
    let (first, last) = match rule.kind {
        RuleKind::DueSoon => (today.max(later(rule.since, rule.days)?), later(today, rule.days)?),
        RuleKind::Overdue => {
            let last = later(today, -rule.days)?;
            (later(last, -LATEST)?.max(later(rule.since, -rule.days)?), last)
        }
        RuleKind::PaymentConfirmation => return None,
    };
    Some(DueDays {
        first,
        last,
        issued_before: today,
    })
}

/// Writes the reminder that is due longest. Whether there was one.
pub async fn remind_next(ctx: &Ctx) -> AppResult<bool> {
    for kind in [RuleKind::Overdue, RuleKind::DueSoon] {
        if let Some(taken) = take(ctx, kind).await? {
            remind(ctx, taken).await?;
            return Ok(true);
        }
    }
    Ok(false)
}

async fn remind(ctx: &Ctx, taken: Taken) -> AppResult<()> {
    let id: InvoiceId = object(taken.notice);
    let outcome = outcome(ctx, taken, id).await?;
    end(ctx, taken, outcome, async |mut tx| {
        let invoice = invoices::locked(&mut tx, id, ctx.scope_of(Object::Invoices)).await?;
        let is_open = invoice.is_some_and(|invoice| invoice.settlement.is_open());
        Ok((tx, is_open))
    })
    .await
}

async fn outcome(ctx: &Ctx, taken: Taken, id: InvoiceId) -> AppResult<Outcome> {
    let paper = PaperRef {
        kind: PaperKind::Invoice,
        id: id.uuid(),
    };
    if !is_on(ctx, taken.notice).await? {
        return Ok(Outcome::Skip("off"));
    }
    let sendable = match papers::sendable(ctx, paper).await {
        Err(AppError::NotFound) => return Ok(Outcome::Skip("gone")),
        other => other?,
    };
    if sendable.stage != Stage::Issued {
        return Ok(Outcome::Skip("paid"));
    }
    let client = Owner::client(sendable.client);
    for (kind, id) in [(OwnerKind::Invoice, id.uuid()), (client.kind, client.id)] {
        if store::is_paused(&mut ctx.read(), kind, id).await? {
            return Ok(Outcome::Skip("paused"));
        }
    }
    match reminder(ctx, taken, &sendable).await? {
        Some(letter) => Ok(Outcome::Write(Box::new(letter))),
        None => Ok(Outcome::Skip("nobody")),
    }
}

/// The reminder, to the contacts who get invoices; none if nobody does.
async fn reminder(ctx: &Ctx, taken: Taken, paper: &Sendable) -> AppResult<Option<NewLetter>> {
    let people = subscribed(ctx, paper.client, paper.paper).await?;
    let in_line = |wanted: LetterLine| {
        let of_line = people.iter().filter(move |(_, line)| *line == Some(wanted));
        of_line.map(|(contact, _)| contact)
    };
    let Some(first) = in_line(LetterLine::To).next() else {
        return Ok(None);
    };
    let own = text(ctx, taken, first.lang).await?;
    let greeted = alone(in_line(LetterLine::To));
    let words = drafted(ctx, paper.topic(), greeted, first.lang, own).await?;
    let usual = paper.renditions().first().copied().unwrap_or_default();
    let mut attachments = paper_files(paper, usual);
    attachments.extend(pictures(ctx, paper.organization, &words.html).await?);
    Ok(Some(NewLetter {
        dedupe: String::new(),
        organization: Some(paper.organization),
        client: Some(paper.client),
        lang: words.lang,
        subject: words.subject,
        html: words.html,
        to: in_line(LetterLine::To).map(person).collect(),
        cc: in_line(LetterLine::Cc).map(person).collect(),
        attachments,
        papers: vec![(paper.owner, paper.revision)],
        sealed: None,
    }))
}

/// The rule's own text in a language, or the usual one; as templates have it.
async fn text(ctx: &Ctx, taken: Taken, lang: Lang) -> AppResult<Option<OwnText>> {
    let notice = taken.notice;
    let mut conn = ctx.read();
    let own = match store::rule_of(&mut conn, notice.kind, notice.step).await? {
        Some(rule) => store::text(&mut conn, rule.id, lang.as_str()).await?,
        None => None,
    };
    let text = own
        .map(|text| OwnText {
            subject: text.subject,
            body: text.body,
        })
        .or_else(|| usual(notice.kind, lang));
    Ok(text.map(|text| OwnText {
        body: typed_html(&text.body),
        ..text
    }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DueDays, Rule, RuleKind, due_days};

    #[test]
    fn a_step_concerns_its_day_and_the_week_after() {
        let rule = |kind, days, since| Rule {
            id: uuid::Uuid::nil().into(),
            kind,
            days,
            active: true,
            since,
            version: 1,
        };
        let today = date(2026, 11, 24);
        let days = |first, last| {
            Some(DueDays {
                first,
                last,
                issued_before: today,
            })
        };
        let long_ago = date(2026, 1, 1);
        assert_eq!(
            due_days(&rule(RuleKind::Overdue, 3, long_ago), today),
            days(date(2026, 11, 14), date(2026, 11, 21))
        );
        assert_eq!(
            due_days(&rule(RuleKind::Overdue, 3, today), today),
            days(date(2026, 11, 21), date(2026, 11, 21)),
            "what became overdue before the rule was there is left alone"
        );
        assert_eq!(
            due_days(&rule(RuleKind::DueSoon, 2, long_ago), today),
            days(today, date(2026, 11, 26))
        );
        assert_eq!(due_days(&rule(RuleKind::PaymentConfirmation, 0, long_ago), today), None);
    }
}
