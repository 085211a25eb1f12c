//! The people at the small demo's clients.

use crate::crm::contacts;
use crate::crm::contacts::forms::{SaveContact, TypedMailing};
use crate::error::AppResult;
use crate::kernel::actor::Actor;
use crate::kernel::cabinet::CabinetRights;
use crate::kernel::ids::ClientId;
use crate::platform::ctx::Ctx;

/// A contact as the table below gives it.
pub struct DemoContact {
    /// Index of the client.
    pub client: usize,
    name: (&'static str, &'static str),
    position: &'static str,
    email: &'static str,
    phone: &'static str,
    lang: &'static str,
    /// How invoices and payment confirmations are mailed to him.
    mail: (&'static str, &'static str),
}

impl DemoContact {
    pub fn form(&self) -> SaveContact {
        SaveContact {
            first_name: self.name.0.to_owned(),
            last_name: self.name.1.to_owned(),
            position: self.position.to_owned(),
            email: self.email.to_owned(),
            phone: self.phone.to_owned(),
            lang: self.lang.to_owned(),
            mail: TypedMailing {
                invoice: self.mail.0.to_owned(),
                payment_confirmation: self.mail.1.to_owned(),
                // Acts and notes go where invoices go, statements where money is counted.
                act: self.mail.0.to_owned(),
                delivery_note: self.mail.0.to_owned(),
                statement: self.mail.1.to_owned(),
                contract: String::new(),
            },
            ..SaveContact::default()
        }
    }
}

const fn contact(
    client: usize,
    name: (&'static str, &'static str),
    position: &'static str,
    (email, phone): (&'static str, &'static str),
    lang: &'static str,
    mail: (&'static str, &'static str),
) -> DemoContact {
    DemoContact {
        client,
        name,
        position,
        email,
        phone,
        lang,
        mail,
    }
}

/// Of each client the first one is the primary one. Whose client was a lead is made with him.
pub const CONTACTS: [DemoContact; 14] = [
    contact(
        0,
        ("Оксана", "Бойко"),
        "директорка",
        ("boiko@romashka.example", "+380 44 000 20 11"),
        "uk",
        ("to", "to"),
    ),
    contact(
        0,
        ("Ігор", "Савчук"),
        "головний бухгалтер",
        ("buh@romashka.example", "+380 44 000 20 12"),
        "uk",
        ("cc", "cc"),
    ),
    contact(
        0,
        ("Леся", "Гончар"),
        "офіс-менеджерка",
        ("office@romashka.example", ""),
        "uk",
        ("", ""),
    ),
    contact(
        1,
        ("Микола", "Дорошенко"),
        "начальник відділу закупівель",
        ("m.doroshenko@pivnich.example", "+380 462 00 01 31"),
        "uk",
        ("to", ""),
    ),
    contact(
        1,
        ("Наталія", "Кущ"),
        "бухгалтерка",
        ("n.kushch@pivnich.example", "+380 462 00 01 32"),
        "uk",
        ("cc", "to"),
    ),
    contact(
        2,
        ("Олена", "Коваленко"),
        "",
        ("olena@kovalenko.example", "+380 50 000 44 01"),
        "uk",
        ("to", "to"),
    ),
    contact(
        3,
        ("Василь", "Гуцул"),
        "директор",
        ("vasyl@karpaty.example", "+380 342 00 08 80"),
        "uk",
        ("to", "to"),
    ),
    contact(
        4,
        ("Юрій", "Марченко"),
        "комерційний директор",
        ("marchenko@meridian.example", "+380 57 000 10 01"),
        "uk",
        ("to", "to"),
    ),
    contact(
        5,
        ("Семён", "Ёлкин"),
        "",
        ("semen@yolkin.example", "+380 48 000 15 15"),
        "ru",
        ("to", "to"),
    ),
    contact(
        6,
        ("Айгуль", "Сериккызы"),
        "финансовый директор",
        ("aigul@astana.example", "+7 7172 00 05 05"),
        "ru",
        ("to", "to"),
    ),
    contact(
        7,
        ("Jonas", "Petersen"),
        "head of production",
        ("petersen@nordlicht.example", "+49 40 0000 120"),
        "en",
        ("to", ""),
    ),
    contact(
        7,
        ("Katrin", "Vogt"),
        "accounting",
        ("buchhaltung@nordlicht.example", "+49 40 0000 121"),
        "en",
        ("cc", "to"),
    ),
    contact(
        8,
        ("Emily", "Harbour"),
        "managing director",
        ("emily@harbour.example", "+44 117 000 0007"),
        "en",
        ("to", "to"),
    ),
    contact(
        11,
        ("Agnieszka", "Wrona"),
        "purchasing",
        ("a.wrona@wisla.example", "+48 58 000 03 00"),
        "en",
        ("to", "to"),
    ),
];

/// The primary contact of a client in the cabinet, as if he were let in; a client without contacts has nobody there.
pub async fn visiting(ctx: &Ctx, client: ClientId) -> AppResult<Option<Ctx>> {
    let contact = contacts::store::primary(&mut ctx.read(), client).await?;
    Ok(contact.map(|contact| {
        let visitor = Actor::Contact {
            contact: contact.id,
            client,
            rights: CabinetRights::all(),
            shown_to: None,
        };
        ctx.acting_as(visitor, &contact.name())
    }))
}
