//! The requests of the small demo, in every state, with the departments they go to. Contacts write them by themselves, as in the cabinet.

use super::run::on_day;
use crate::crm::contacts;
use crate::error::AppResult;
use crate::kernel::actor::Actor;
use crate::kernel::cabinet::CabinetRights;
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

const TICKETS: [DemoTicket; 5] = [
    DemoTicket {
        days_ago: 19,
        client: 0,
        department: 0,
        priority: "medium",
        subject: "Потрібен акт за минулий місяць",
        body: "Добрий день!\n\nНадішліть, будь ласка, акт за минулий місяць: нашій бухгалтерії він потрібен для закриття періоду.",
        steps: &[
            Step::Answer("Добрий день! Акт складено, він уже у вашому кабінеті. Оригінал надішлемо поштою."),
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
    let Some(contact) = contacts::store::primary(&mut ctx.read(), client).await? else {
        return Ok(());
    };
    let visitor = Actor::Contact {
        contact: contact.id,
        client,
        rights: CabinetRights::all(),
        shown_to: None,
    };
    let visiting = ctx.acting_as(visitor, &contact.name());
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
