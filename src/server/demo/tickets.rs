//! The requests of the small demo, in every state, with the departments they go to. Contacts write them by themselves, as in the cabinet.

use super::contacts::visiting;
use super::run::on_day;
use crate::error::AppResult;
use crate::kernel::ids::{ClientId, DepartmentId, TicketId};
use crate::platform::ctx::Ctx;
use crate::support::departments;
use crate::support::departments::model::SaveDepartment;
use crate::support::tickets::actions;
use crate::support::tickets::forms::{AskTicket, Reply, SetTicketStatus};
use crate::support::tickets::model::TicketStatus;

/// The directory.
const DEPARTMENTS: [&str; 3] = ["Бухгалтерія", "Відділ продажів", "Технічна підтримка"];

/// What happens in a request after it was opened.
enum Step {
    Answer(&'static str),
    Note(&'static str),
    Asks(&'static str),
    Status(TicketStatus),
}

/// A request as the table below gives it.
struct DemoTicket {
    days_ago: i64,
    /// Index of the client.
    client: usize,
    /// Index of the department.
    department: usize,
    priority: &'static str,
    subject: &'static str,
    body: &'static str,
    steps: &'static [Step],
}

const TICKETS: [DemoTicket; 7] = [
    DemoTicket {
        days_ago: 19,
        client: 0,
        department: 0,
        priority: "medium",
        subject: "Потрібен акт за минулий місяць",
        body: "Добрий день!\n\nНадішліть, будь ласка, акт за минулий місяць: нашій бухгалтерії він потрібен для закриття періоду.",
        steps: &[
            Step::Answer("Добрий день! Акт виставлено, він уже у вашому кабінеті. Оригінал надішлемо поштою."),
            Step::Asks("Дякуємо, отримали."),
            Step::Status(TicketStatus::Closed),
        ],
    },
    DemoTicket {
        days_ago: 8,
        client: 1,
        department: 0,
        priority: "high",
        subject: "Оплатили двічі",
        body: "Здається, ми оплатили один рахунок двічі. Перевірте, будь ласка, і підкажіть, чи можна зарахувати зайве наперед.",
        steps: &[
            Step::Note("Друга оплата надійшла 3-го числа, лежить як аванс. Запитати, куди зарахувати."),
            Step::Answer(
                "Так, друга оплата надійшла. Можемо зарахувати її на наступний рахунок або повернути: як вам зручніше?",
            ),
        ],
    },
    DemoTicket {
        days_ago: 12,
        client: 7,
        department: 2,
        priority: "medium",
        subject: "Who gets the monthly report?",
        body: "Katrin from our accounting has not received the report for last month. Could you add her to the list?",
        steps: &[
            Step::Note("Катрін є серед контактів; звіти йшли лише Йонасу."),
            Step::Answer("Thank you for telling us. Katrin is on the list now and gets it from this month on."),
        ],
    },
    DemoTicket {
        days_ago: 6,
        client: 6,
        department: 0,
        priority: "medium",
        subject: "Счёт в евро",
        body: "Добрый день! По какому курсу пересчитан аванс, который мы перевели в прошлом месяце?",
        steps: &[Step::Answer(
            "Добрый день! По курсу банка на день поступления; подробности стоят в выписке в вашем кабинете.",
        )],
    },
    DemoTicket {
        days_ago: 5,
        client: 2,
        department: 2,
        priority: "medium",
        subject: "Не відкривається файл рахунку",
        body: "На телефоні файл не відкривається, на комп’ютері все гаразд.",
        steps: &[Step::Status(TicketStatus::InProgress)],
    },
    DemoTicket {
        days_ago: 3,
        client: 0,
        department: 1,
        priority: "low",
        subject: "Знижка за рік наперед",
        body: "Чи є знижка, якщо оплатити обслуговування одразу за рік?",
        steps: &[
            Step::Note("Чекаємо на рішення директора."),
            Step::Status(TicketStatus::OnHold),
        ],
    },
    DemoTicket {
        days_ago: 1,
        client: 3,
        department: 1,
        priority: "medium",
        subject: "Змінилася адреса доставки",
        body: "Із наступного тижня приймаємо товар на новому складі. Кому повідомити адресу?",
        steps: &[],
    },
];

/// Fills the directory, and lets contacts ask.
pub async fn create(ctx: &Ctx, clients: &[ClientId], first_day: i64) -> AppResult<()> {
    let mut departments = Vec::new();
    for name in DEPARTMENTS {
        let ctx = on_day(ctx, first_day, 5);
        let form = SaveDepartment {
            request: Some(ctx.new_id()),
            name: name.to_owned(),
            ..SaveDepartment::default()
        };
        departments.push(departments::actions::save(&ctx, form).await?);
    }
    for (step, ticket) in TICKETS.iter().enumerate() {
        if let Some(client) = clients.get(ticket.client) {
            one(&on_day(ctx, ticket.days_ago, step), *client, &departments, ticket).await?;
        }
    }
    Ok(())
}

async fn one(ctx: &Ctx, client: ClientId, departments: &[DepartmentId], ticket: &DemoTicket) -> AppResult<()> {
    // A client without a contact asks nothing.
    let Some(visiting) = visiting(ctx, client).await? else {
        return Ok(());
    };
    let department = departments.get(ticket.department);
    let form = AskTicket {
        request: Some(ctx.new_id()),
        department: department.map(ToString::to_string).unwrap_or_default(),
        priority: ticket.priority.into(),
        paper: String::new(),
        subject: ticket.subject.into(),
        body: ticket.body.into(),
    };
    let id = actions::ask(&visiting, &form, Vec::new()).await?;
    for step in ticket.steps {
        take(ctx, &visiting, id, step).await?;
    }
    Ok(())
}

async fn take(ctx: &Ctx, visiting: &Ctx, id: TicketId, step: &Step) -> AppResult<()> {
    let reply = |body: &str, note| Reply {
        request: Some(ctx.new_id()),
        body: body.to_owned(),
        note,
    };
    match step {
        Step::Answer(body) => actions::answer(ctx, id, &reply(body, false), Vec::new())
            .await
            .map(|_| ()),
        Step::Note(body) => actions::answer(ctx, id, &reply(body, true), Vec::new())
            .await
            .map(|_| ()),
        Step::Asks(body) => actions::reply(visiting, id, &reply(body, false), Vec::new())
            .await
            .map(|_| ()),
        Step::Status(status) => actions::set_status(ctx, SetTicketStatus { id, status: *status }).await,
    }
}
