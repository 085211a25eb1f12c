//! The contracts of the demo: every state once or more, an annex, one that expires soon, one in two languages.

use std::collections::BTreeMap;

use super::company::Company;
use super::run::on_day;
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{EndContract, IssueContract, SaveContract, SaveContractType, SavedContract};
use crate::documents::contracts::store;
use crate::documents::signatures::model::{SignPaper, SigningStep};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, ContractId, ContractTypeId, Id};
use crate::kernel::owner::OwnerKind;
use crate::platform::ctx::Ctx;

/// A contract of the demo. Days are counted back from today, or ahead.
struct Planned {
    /// Index of the client.
    client: usize,
    days_ago: i64,
    /// Days from today to its last one; `None`: until it is terminated.
    ends_in: Option<i64>,
    kind: usize,
    subject: &'static str,
    value: &'static str,
    currency: &'static str,
    /// Whether it is an annex to the client's contract before.
    annex: bool,
    end: End,
}

/// What became of it. Days are counted from its own.
enum End {
    Draft,
    Issued(&'static [Signed]),
    Terminated(i64, &'static str),
    Cancelled(i64, &'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signed {
    ByUs,
    ByClient,
    Original,
    Refused,
}

const TYPES: [&str; 3] = ["Послуги", "Постачання", "Абонентське обслуговування"];

const PLAN: [Planned; 9] = [
    Planned {
        client: 0,
        days_ago: 210,
        ends_in: Some(160),
        kind: 2,
        subject: "супровід сайту та контекстної реклами",
        value: "360000",
        currency: "UAH",
        annex: false,
        end: End::Issued(&[Signed::ByUs, Signed::ByClient, Signed::Original]),
    },
    Planned {
        client: 0,
        days_ago: 40,
        ends_in: Some(160),
        kind: 2,
        subject: "додаткові роботи: мобільна версія сайту",
        value: "84000",
        currency: "UAH",
        annex: true,
        end: End::Issued(&[Signed::ByUs]),
    },
    Planned {
        client: 1,
        days_ago: 180,
        ends_in: Some(20),
        kind: 0,
        subject: "розроблення фірмового стилю",
        value: "150000",
        currency: "UAH",
        annex: false,
        end: End::Issued(&[Signed::ByUs, Signed::ByClient]),
    },
    Planned {
        client: 2,
        days_ago: 1,
        ends_in: None,
        kind: 0,
        subject: "дизайн рекламних матеріалів",
        value: "",
        currency: "UAH",
        annex: false,
        end: End::Draft,
    },
    Planned {
        client: 3,
        days_ago: 200,
        ends_in: Some(-12),
        kind: 1,
        subject: "постачання поліграфічної продукції",
        value: "96500.50",
        currency: "UAH",
        annex: false,
        end: End::Issued(&[Signed::ByUs, Signed::ByClient, Signed::Original]),
    },
    Planned {
        client: 4,
        days_ago: 150,
        ends_in: Some(215),
        kind: 2,
        subject: "технічна підтримка",
        value: "60000",
        currency: "UAH",
        annex: false,
        end: End::Terminated(100, "за згодою сторін"),
    },
    Planned {
        client: 5,
        days_ago: 90,
        ends_in: None,
        kind: 0,
        subject: "фотозйомка товарів",
        value: "12000",
        currency: "UAH",
        annex: false,
        end: End::Cancelled(5, "помилка в реквізитах"),
    },
    Planned {
        client: 6,
        days_ago: 120,
        ends_in: Some(245),
        kind: 0,
        subject: "вебдизайн",
        value: "8000",
        currency: "EUR",
        annex: false,
        end: End::Issued(&[Signed::ByUs]),
    },
    Planned {
        client: 8,
        days_ago: 30,
        ends_in: Some(335),
        kind: 0,
        subject: "дизайн упаковки",
        value: "45000",
        currency: "UAH",
        annex: false,
        end: End::Issued(&[Signed::ByUs, Signed::Refused]),
    },
];

/// What invoices of a client go back to: his contract, and how many days ago it was made.
pub type Based = BTreeMap<ClientId, (ContractId, i64)>;

/// Makes types and contracts.
pub async fn create(ctx: &Ctx, company: &Company, clients: &[ClientId], first_day: i64) -> AppResult<Based> {
    let mut kinds = Vec::new();
    for name in TYPES {
        let ctx = on_day(ctx, first_day, 3);
        let form = SaveContractType {
            request: Some(ctx.new_id()),
            name: name.to_owned(),
            ..SaveContractType::default()
        };
        kinds.push(actions::save_type(&ctx, form).await?);
    }
    let mut plan: Vec<&Planned> = PLAN.iter().collect();
    plan.sort_by_key(|planned| std::cmp::Reverse(planned.days_ago));
    let mut based = Based::new();
    for planned in plan {
        if let Some(client) = clients.get(planned.client) {
            let parent = based.get(client).filter(|_| planned.annex).map(|(id, _)| *id);
            let made = planned.create(ctx, company, *client, &kinds, parent).await?;
            if !matches!(planned.end, End::Cancelled(..) | End::Draft) && !planned.annex {
                based.insert(*client, (made, planned.days_ago));
            }
        }
    }
    Ok(based)
}

impl Planned {
    async fn create(
        &self,
        ctx: &Ctx,
        company: &Company,
        client: ClientId,
        kinds: &[ContractTypeId],
        parent: Option<ContractId>,
    ) -> AppResult<ContractId> {
        let today = ctx.clock.today(company.time_zone);
        let day = |from_now: i64| today.saturating_add(jiff::Span::new().days(from_now));
        let (on, text) = (day(-self.days_ago), |id: Option<String>| id.unwrap_or_default());
        let here = on_day(ctx, self.days_ago, 4);
        let form = SaveContract {
            request: Some(here.new_id()),
            organization: company.id.to_string(),
            client: client.to_string(),
            kind: text(kinds.get(self.kind).map(ToString::to_string)),
            parent: text(parent.map(|id| id.to_string())),
            date: on.to_string(),
            subject: self.subject.to_owned(),
            value: self.value.to_owned(),
            currency: self.currency.to_owned(),
            start: on.to_string(),
            end: text(self.ends_in.map(|days| day(days).to_string())),
            city: "м. Київ".to_owned(),
            ..SaveContract::default()
        };
        let SavedContract { id, version, .. } = actions::save(&here, form).await?;
        if matches!(self.end, End::Draft) {
            return Ok(id);
        }
        actions::issue(&here, IssueContract { id, version }).await?;
        let ended = |after: i64, reason: &str| EndContract {
            id,
            version: version + 1,
            on: day(after - self.days_ago).to_string(),
            reason: reason.to_owned(),
        };
        match self.end {
            End::Draft => {}
            End::Issued(facts) => {
                let later = on_day(ctx, (self.days_ago - 7).max(0), 5);
                sign(&later, id, facts, later.clock.today(company.time_zone)).await?;
            }
            End::Terminated(after, reason) => {
                let later = on_day(ctx, self.days_ago - after, 5);
                actions::terminate(&later, ended(after, reason)).await?;
            }
            End::Cancelled(after, reason) => {
                let later = on_day(ctx, self.days_ago - after, 5);
                actions::cancel(&later, ended(after, reason)).await?;
            }
        }
        Ok(id)
    }
}

/// Records what is known of the signatures, one fact after the other.
async fn sign(ctx: &Ctx, id: ContractId, facts: &[Signed], on: Date) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    for fact in facts {
        let contract = store::by_id(&mut tx, id, Scope::All).await?;
        let (step, reason) = match fact {
            Signed::ByUs => (SigningStep::Ours, ""),
            Signed::ByClient => (SigningStep::Client, ""),
            Signed::Refused => (SigningStep::Refused, "не погоджено строки"),
            Signed::Original => (SigningStep::Original, ""),
        };
        let input = SignPaper {
            kind: OwnerKind::Contract,
            id: id.uuid(),
            version: contract.ok_or(AppError::NotFound)?.version,
            step,
            date: on.to_string(),
            reason: reason.to_owned(),
        };
        actions::sign_in(&mut tx, ctx, &input).await?;
    }
    tx.commit().await?;
    Ok(())
}
