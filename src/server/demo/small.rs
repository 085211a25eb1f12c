//! The clients and invoices a first visitor finds.

use super::handover::{Fate, Handover, Portion};
use super::run::{End, Money, Planned};
use crate::crm::clients::forms::SaveClient;
use crate::documents::closing::model::ClosingKind;
use crate::kernel::currency::Currency;
use crate::kernel::requisites::TypedTaxIds;
use crate::kernel::tax::PriceMode;

/// A client as the table below gives it.
pub struct DemoClient {
    kind: &'static str,
    name: &'static str,
    tax_id: (&'static str, &'static str),
    address: &'static str,
    currency: &'static str,
    lang: &'static str,
    payment_days: &'static str,
}

impl DemoClient {
    pub fn form(&self) -> SaveClient {
        let mut tax_ids = TypedTaxIds::default();
        if let Ok(kind) = self.tax_id.0.parse() {
            tax_ids.set(kind, self.tax_id.1.to_owned());
        }
        SaveClient {
            kind: self.kind.to_owned(),
            name: self.name.to_owned(),
            tax_ids,
            address: self.address.to_owned(),
            currency: self.currency.to_owned(),
            lang: self.lang.to_owned(),
            payment_days: self.payment_days.to_owned(),
            ..SaveClient::default()
        }
    }
}

const fn client(
    kind: &'static str,
    name: &'static str,
    tax_id: (&'static str, &'static str),
    address: &'static str,
    (currency, lang, payment_days): (&'static str, &'static str, &'static str),
) -> DemoClient {
    DemoClient {
        kind,
        name,
        tax_id,
        address,
        currency,
        lang,
        payment_days,
    }
}

const COMPANY: &str = "company";
const EDRPOU: &str = "ua_edrpou";
const UAH: (&str, &str, &str) = ("UAH", "uk", "7");

pub const CLIENTS: [DemoClient; 12] = [
    client(
        COMPANY,
        "ТОВ «Ромашка Плюс»",
        (EDRPOU, "39582142"),
        "м. Київ, вул. Лугова, 9",
        UAH,
    ),
    client(
        COMPANY,
        "ТОВ «Північ Логістик»",
        (EDRPOU, "42613070"),
        "м. Чернігів, просп. Миру, 31",
        ("UAH", "uk", "14"),
    ),
    client(
        "sole_proprietor",
        "ФОП Коваленко Олена Ігорівна",
        ("ua_rnokpp", "3124507812"),
        "м. Полтава, вул. Садова, 4",
        UAH,
    ),
    client(
        COMPANY,
        "ТОВ «Карпати Агро»",
        (EDRPOU, "37411984"),
        "м. Івано-Франківськ, вул. Галицька, 88",
        ("UAH", "uk", "30"),
    ),
    client(
        COMPANY,
        "ПрАТ «Завод “Меридіан”»",
        (EDRPOU, "44055127"),
        "м. Харків, вул. Заводська, 1",
        ("UAH", "uk", "10"),
    ),
    client(
        "sole_proprietor",
        "ФОП Ёлкин Семён Петрович",
        ("ua_rnokpp", "2987612049"),
        "г. Одесса, ул. Морская, 15",
        ("UAH", "ru", "5"),
    ),
    client(
        COMPANY,
        "ТОО «Астана Сервис»",
        ("other", "БИН 180540012345"),
        "г. Астана, ул. Достык, 5",
        ("EUR", "ru", "14"),
    ),
    client(
        COMPANY,
        "Nordlicht Medien GmbH",
        ("eu_vat", "DE299451683"),
        "Hafenstraße 12, 20457 Hamburg",
        ("EUR", "en", "14"),
    ),
    client(
        COMPANY,
        "Harbour & Sons Ltd",
        ("other", "GB 347 2219 08"),
        "7 Quay Road, Bristol BS1 4RW",
        ("EUR", "en", "30"),
    ),
    client(
        "person",
        "Мельник Тарас Богданович",
        ("", ""),
        "м. Львів, вул. Зелена, 22, кв. 17",
        ("UAH", "uk", "0"),
    ),
    client(
        COMPANY,
        "ТОВ «Світанок»",
        (EDRPOU, "38204670"),
        "м. Суми, вул. Петропавлівська, 60",
        UAH,
    ),
    client(
        COMPANY,
        "Wisła Handel sp. z o.o.",
        ("eu_vat", "PL5842130970"),
        "ul. Portowa 3, 80-001 Gdańsk",
        ("EUR", "en", "14"),
    ),
];

type Line = (usize, &'static str, &'static str);

fn invoice(client: usize, days_ago: i64, term: i64, lines: &[Line], end: End) -> Planned {
    Planned {
        client,
        days_ago,
        term,
        currency: Currency::Uah,
        price_mode: PriceMode::Net,
        discount: "",
        lines: lines
            .iter()
            .map(|(item, n, off)| (*item, (*n).to_owned(), *off))
            .collect(),
        note: "",
        end,
        handovers: Vec::new(),
    }
}

impl Planned {
    fn gross(self) -> Self {
        Self {
            price_mode: PriceMode::Gross,
            ..self
        }
    }

    fn off(self, discount: &'static str) -> Self {
        Self { discount, ..self }
    }

    fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// What is handed over of it, by days.
    fn act(self, days_ago: i64, portion: Portion, fate: Fate) -> Self {
        self.handed_over(ClosingKind::Act, days_ago, portion, fate)
    }

    fn delivery(self, days_ago: i64, portion: Portion, fate: Fate) -> Self {
        self.handed_over(ClosingKind::DeliveryNote, days_ago, portion, fate)
    }

    fn handed_over(mut self, kind: ClosingKind, days_ago: i64, portion: Portion, fate: Fate) -> Self {
        self.handovers.push(Handover {
            days_ago,
            kind,
            portion,
            fate,
        });
        self
    }

    fn euros(self) -> Self {
        Self {
            currency: Currency::Eur,
            price_mode: PriceMode::WithoutVat,
            ..self
        }
    }
}

fn paid(days_ago: i64) -> End {
    parts(&[(days_ago, 1000)])
}

fn parts(parts: &[(i64, i64)]) -> End {
    let pay = |(days_ago, share): &(i64, i64)| (*days_ago, Money::Pay(*share));
    End::Issued(parts.iter().map(pay).collect())
}

fn money(deeds: &[(i64, Money)]) -> End {
    End::Issued(deeds.to_vec())
}

const fn unpaid() -> End {
    End::Issued(Vec::new())
}

/// The invoices: drafts, unpaid, overdue, paid in part (some of them overdue), paid at once and in parts, of nothing, cancelled;
/// net, gross and without VAT; discounts of lines and of documents; several rates; advances, used, left and given back; several invoices
/// by one payment, one in another currency; a mistake that was reversed; a cent written off.
pub fn plan() -> Vec<Planned> {
    vec![
        invoice(0, 210, 7, &[(0, "1", ""), (1, "1", "")], paid(204)).act(205, Portion::Rest, Fate::Returned),
        invoice(
            1,
            206,
            14,
            &[(3, "4", ""), (4, "4", "5")],
            money(&[(190, Money::PayBeyond(50))]),
        )
        .delivery(200, Portion::Quantity(500), Fate::Returned)
        .delivery(188, Portion::Rest, Fate::Returned),
        invoice(3, 198, 30, &[(2, "12.5", "")], paid(171))
            .act(180, Portion::Quantity(400), Fate::Returned)
            .act(170, Portion::Rest, Fate::SignedByClient),
        invoice(
            7,
            195,
            14,
            &[(0, "64", ""), (1, "18", "")],
            money(&[(183, Money::PayAtHome(48_230))]),
        )
        .euros()
        .act(180, Portion::Amount(400), Fate::Returned),
        invoice(2, 187, 7, &[(7, "3", "")], paid(187))
            .gross()
            .act(186, Portion::Rest, Fate::SignedByUs),
        invoice(
            4,
            180,
            10,
            &[(3, "12", "7.5"), (5, "40", ""), (6, "6", "")],
            parts(&[(176, 300), (168, 1000)]),
        )
        .delivery(167, Portion::Amount(300), Fate::SignedByClient),
        invoice(5, 174, 5, &[(8, "42", "")], paid(170)).gross().act(
            168,
            Portion::Rest,
            Fate::Refused("Не погоджено кількість сторінок"),
        ),
        invoice(
            8,
            170,
            30,
            &[(2, "5", ""), (3, "3", "")],
            money(&[(148, Money::PayShort(1)), (147, Money::WriteOff)]),
        )
        .euros(),
        invoice(0, 165, 7, &[(1, "1", "")], paid(160)).act(159, Portion::Rest, Fate::Returned),
        invoice(
            10,
            158,
            7,
            &[(5, "25", ""), (6, "3", "")],
            End::Cancelled(156, "Виставлено помилково: замовник інший"),
        ),
        invoice(10, 156, 7, &[(5, "25", ""), (6, "3", "")], paid(150))
            .delivery(
                150,
                Portion::Rest,
                Fate::Annulled("Товар повернуто", "Не відповідає замовленню"),
            )
            .delivery(140, Portion::Rest, Fate::Returned),
        invoice(9, 151, 0, &[(4, "1", "")], paid(151)).gross().delivery(
            151,
            Portion::Rest,
            Fate::Cancelled("Помилка в реквізитах"),
        ),
        invoice(6, 149, 14, &[(0, "20", ""), (2, "1", "")], paid(131))
            .euros()
            .act(130, Portion::Rest, Fate::Corrected("Додано місце складання")),
        invoice(
            1,
            143,
            14,
            &[(2, "8", ""), (7, "2.25", "")],
            money(&[(139, Money::UseAdvance), (133, Money::Pay(1000))]),
        )
        .off("5%"),
        invoice(0, 135, 7, &[(1, "1", "")], paid(130)).act(129, Portion::Rest, Fate::Cancelled("Помилка в періоді")),
        invoice(
            3,
            128,
            30,
            &[(9, "2", ""), (0, "1", "")],
            parts(&[(120, 500), (101, 1000)]),
        ),
        invoice(11, 121, 14, &[(0, "32", "10")], paid(110)).euros(),
        invoice(4, 117, 10, &[(2, "30", "")], money(&[(60, Money::Pay(250))]))
            .note("Гарантійний лист від замовника отримано."),
        invoice(
            2,
            112,
            7,
            &[(7, "1.5", ""), (8, "12", "")],
            money(&[
                (110, Money::Mistake),
                (109, Money::PayBeyond(120)),
                (102, Money::Refund),
            ]),
        )
        .gross(),
        invoice(0, 105, 7, &[(1, "1", "")], paid(103)),
        invoice(
            7,
            98,
            14,
            &[(0, "80", ""), (3, "1", "")],
            parts(&[(90, 400), (76, 300), (62, 1000)]),
        )
        .euros(),
        invoice(5, 92, 5, &[(3, "1", ""), (4, "2", "")], parts(&[(88, 500)])).gross(),
        invoice(10, 84, 7, &[(5, "60", "12")], money(&[(79, Money::PayBeyond(90))])),
        invoice(1, 77, 14, &[(3, "6", ""), (5, "10", ""), (6, "2", "")], paid(66)).off("1500"),
        invoice(0, 75, 7, &[(1, "1", "")], paid(71)),
        invoice(8, 69, 30, &[(1, "24", "")], unpaid())
            .euros()
            .act(40, Portion::Rest, Fate::Issued),
        invoice(3, 63, 30, &[(0, "2", "")], parts(&[(51, 350)])),
        invoice(0, 58, 7, &[(1, "1", "")], End::Issued(Vec::new()))
            .off("100%")
            .note("Подарунок до річниці співпраці."),
        invoice(4, 52, 10, &[(2, "16", ""), (7, "4", "")], money(&[(44, Money::PayAll)])),
        invoice(
            6,
            47,
            14,
            &[(2, "2", "")],
            End::Cancelled(45, "Замовник відмовився від послуги"),
        )
        .euros(),
        invoice(2, 41, 7, &[(6, "10", "")], paid(39))
            .gross()
            .delivery(39, Portion::Rest, Fate::Draft),
        invoice(11, 36, 14, &[(0, "12", ""), (1, "6", "")], parts(&[(20, 600)])).euros(),
        invoice(9, 33, 0, &[(8, "6", "")], unpaid()).gross(),
        invoice(0, 30, 7, &[(1, "1", "")], paid(26)).act(25, Portion::Rest, Fate::Draft),
        invoice(
            1,
            24,
            14,
            &[(3, "2", ""), (4, "3", "5"), (6, "1", "")],
            parts(&[(12, 500), (4, 250)]),
        ),
        invoice(10, 19, 7, &[(5, "32", ""), (2, "3", "")], paid(14)).off("3%"),
        invoice(7, 15, 14, &[(0, "40", ""), (2, "2", "")], unpaid()).euros(),
        invoice(3, 11, 30, &[(9, "1", ""), (2, "6.75", "")], parts(&[(3, 200)])),
        invoice(5, 8, 5, &[(7, "2", ""), (8, "15", "10")], unpaid()).gross(),
        invoice(4, 6, 10, &[(3, "8", "7.5"), (4, "8", ""), (5, "20", "")], unpaid()),
        invoice(2, 4, 7, &[(0, "1", ""), (7, "1.333333", "")], paid(1)),
        invoice(0, 2, 7, &[(1, "1", "")], unpaid()),
        invoice(11, 1, 14, &[(3, "2", "")], unpaid()).euros(),
        invoice(1, 1, 14, &[(2, "10", ""), (5, "5", "")], End::Draft).note("Узгодити кількість годин."),
        invoice(8, 0, 30, &[(0, "16", "")], End::Draft).euros(),
        invoice(9, 0, 0, &[(4, "1", ""), (6, "1", "")], End::Draft).gross(),
    ]
}
