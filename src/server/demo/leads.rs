//! The leads of the small demo: some on each column of the board, one lost, one that was none, one that has become a client.

use super::run::on_day;
use crate::crm::clients::forms::SaveClient;
use crate::crm::leads::actions;
use crate::crm::leads::conversion::{ConvertLead, TypedPerson};
use crate::crm::leads::forms::{GiveUpLead, SaveLead};
use crate::crm::leads::model::{ChoiceKind, LeadChoice, LeadChoices};
use crate::error::AppResult;
use crate::kernel::ids::{ClientId, LeadId};
use crate::kernel::lang::Lang;
use crate::platform::ctx::Ctx;

/// What became of a lead.
#[derive(Clone, Copy)]
enum End {
    Open,
    /// How and why.
    GivenUp(&'static str, &'static str),
}

/// A lead as the table below gives it.
struct DemoLead {
    days_ago: i64,
    name: &'static str,
    company: &'static str,
    reach: (&'static str, &'static str),
    /// Indices of status and source.
    at: (usize, usize),
    value: &'static str,
    tags: &'static str,
    description: &'static str,
    end: End,
}

const LEADS: [DemoLead; 10] = [
    DemoLead {
        days_ago: 1,
        name: "Тетяна Лисенко",
        company: "ТОВ «Південний вітер»",
        reach: ("lysenko@pivdennyi.example", "+380 48 000 71 01"),
        at: (0, 0),
        value: "48000",
        tags: "сайт",
        description: "Просить рахунок на три ноутбуки та налаштування.",
        end: End::Open,
    },
    DemoLead {
        days_ago: 2,
        name: "Роман Вербовий",
        company: "",
        reach: ("roman@verbovyi.example", ""),
        at: (0, 2),
        value: "",
        tags: "",
        description: "",
        end: End::Open,
    },
    DemoLead {
        days_ago: 5,
        name: "Інна Задорожна",
        company: "ФОП Задорожна",
        reach: ("inna@zadorozhna.example", "+380 67 000 71 03"),
        at: (1, 1),
        value: "12500",
        tags: "обслуговування",
        description: "Шукає постійне обслуговування офісу на п’ять місць.",
        end: End::Open,
    },
    DemoLead {
        days_ago: 8,
        name: "Олег Черненко",
        company: "ТОВ «Степ Логістик»",
        reach: ("o.chernenko@step.example", "+380 56 000 71 04"),
        at: (1, 3),
        value: "96000",
        tags: "виставка, сервер",
        description: "Познайомилися на виставці; потрібен сервер і переїзд даних.",
        end: End::Open,
    },
    DemoLead {
        days_ago: 12,
        name: "Марта Гнатюк",
        company: "ПП «Соняшник»",
        reach: ("hnatiuk@soniashnyk.example", "+380 32 000 71 05"),
        at: (2, 1),
        value: "64200",
        tags: "",
        description: "Пропозицію надіслано, чекає на рішення директора.",
        end: End::Open,
    },
    DemoLead {
        days_ago: 15,
        name: "Kurt Lindner",
        company: "Lindner Druck GmbH",
        reach: ("lindner@lindner.example", "+49 40 0000 706"),
        at: (2, 0),
        value: "3900",
        tags: "export",
        description: "Wants a yearly support contract.",
        end: End::Open,
    },
    DemoLead {
        days_ago: 20,
        name: "Вадим Коломієць",
        company: "ТОВ «Будмайстер»",
        reach: ("kolomiets@budmaister.example", "+380 44 000 71 07"),
        at: (3, 1),
        value: "210000",
        tags: "великий",
        description: "Узгоджуємо умови оплати та строк постачання.",
        end: End::Open,
    },
    DemoLead {
        days_ago: 30,
        name: "Степан Мельник",
        company: "Ферма «Білий камінь»",
        reach: ("", "+380 34 000 71 08"),
        at: (2, 4),
        value: "18000",
        tags: "",
        description: "",
        end: End::GivenUp("lost", "Обрали дешевшого постачальника"),
    },
    DemoLead {
        days_ago: 33,
        name: "Promo Team",
        company: "",
        reach: ("best@seo-offer.example", ""),
        at: (0, 0),
        value: "",
        tags: "",
        description: "",
        end: End::GivenUp("junk", "Реклама"),
    },
    DemoLead {
        days_ago: 9,
        name: "Ольга Ветрова",
        company: "Студия «Ветер»",
        reach: ("olga@veter.example", "+380 48 000 71 10"),
        at: (1, 2),
        value: "27500",
        tags: "сайт",
        description: "Нужен перенос сайта и его поддержка; просит договор на русском и украинском.",
        end: End::Open,
    },
];

/// The client, by his index, who was a lead before.
pub const CONVERTED: usize = 10;

/// What was written down of him, before there was anything else.
const BEFORE: DemoLead = DemoLead {
    days_ago: 172,
    name: "Людмила Світлична",
    company: "ТОВ «Світанок»",
    reach: ("info@svitanok.example", "+380 542 00 06 00"),
    at: (3, 1),
    value: "30000",
    tags: "рекомендація",
    description: "Прийшла за рекомендацією «Ромашки Плюс».",
    end: End::Open,
};

/// Days after which he became a client.
const COURTED: i64 = 7;

/// Fills the directories.
pub async fn fill_directories(ctx: &Ctx, first_day: i64) -> AppResult<LeadChoices> {
    let ctx = on_day(ctx, first_day, 2);
    for kind in ChoiceKind::ALL {
        actions::add_usual(&ctx, *kind, Lang::Uk).await?;
    }
    actions::all_choices(&ctx).await
}

/// Enters the leads.
pub async fn create(ctx: &Ctx, choices: &LeadChoices) -> AppResult<()> {
    for (step, lead) in LEADS.iter().enumerate() {
        let ctx = on_day(ctx, lead.days_ago, step);
        let id = enter(&ctx, choices, lead).await?;
        if let End::GivenUp(how, reason) = lead.end {
            let form = GiveUpLead {
                id: Some(id),
                version: 1,
                how: how.into(),
                reason: reason.into(),
            };
            actions::give_up(&ctx, form).await?;
        }
    }
    Ok(())
}

async fn enter(ctx: &Ctx, choices: &LeadChoices, lead: &DemoLead) -> AppResult<LeadId> {
    let id = |all: &[LeadChoice], at: usize| all.get(at).map(|one| one.id.to_string()).unwrap_or_default();
    let currency = if lead.tags == "export" { "EUR" } else { "UAH" };
    let form = SaveLead {
        request: Some(ctx.new_id()),
        name: lead.name.into(),
        company: lead.company.into(),
        email: lead.reach.0.into(),
        phone: lead.reach.1.into(),
        status: id(&choices.statuses, lead.at.0),
        source: id(&choices.sources, lead.at.1),
        value: lead.value.into(),
        currency: currency.into(),
        tags: lead.tags.into(),
        description: lead.description.into(),
        contacted: ctx.clock.today("Europe/Kyiv").to_string(),
        ..SaveLead::default()
    };
    actions::save(ctx, form).await
}

/// Enters the lead who becomes a client, and makes the client of him, with what `card` says beyond the lead.
pub async fn convert(ctx: &Ctx, choices: &LeadChoices, card: SaveClient) -> AppResult<ClientId> {
    let lead = enter(&on_day(ctx, BEFORE.days_ago, 0), choices, &BEFORE).await?;
    let ctx = on_day(ctx, BEFORE.days_ago.saturating_sub(COURTED), 0);
    let begun = actions::conversion(&ctx, lead).await?.input;
    let form = ConvertLead {
        kind: card.kind,
        name: card.name,
        tax_ids: card.tax_ids,
        address: card.address,
        currency: card.currency,
        lang: card.lang,
        contact: TypedPerson {
            position: "директорка".to_owned(),
            ..begun.contact.clone()
        },
        ..begun
    };
    actions::convert(&ctx, form).await
}
