//! A random company. Each client and each invoice is a function of the seed and its index, so that nothing has to be kept.

use super::company::{ABROAD, HOME};
use super::run::{End, Planned};
use crate::crm::clients::forms::SaveClient;
use crate::crm::contacts::forms::SaveContact;
use crate::kernel::currency::Currency;
use crate::kernel::requisites::{Control, TaxIdKind, TypedTaxIds, check};
use crate::kernel::tax::PriceMode;
use crate::platform::random::Random;

/// The day the company was entered, counted back from today: two years and some days.
pub const FIRST_DAY: i64 = 740;

const FIRST: [&str; 16] = [
    "Північ",
    "Карпати",
    "Дніпро",
    "Світанок",
    "Меридіан",
    "Горизонт",
    "Полісся",
    "Азов",
    "Вершина",
    "Калина",
    "Орбіта",
    "Джерело",
    "Маяк",
    "Степ",
    "Буревій",
    "Зоря",
];
const SECOND: [&str; 16] = [
    "Агро",
    "Логістик",
    "Трейд",
    "Буд",
    "Сервіс",
    "Метал",
    "Фарм",
    "Текстиль",
    "Енерго",
    "Принт",
    "Авто",
    "Медіа",
    "Софт",
    "Хім",
    "Ліс",
    "Маркет",
];

const NAMES: [&str; 8] = ["Олена", "Тарас", "Ірина", "Андрій", "Марія", "Богдан", "Юлія", "Остап"];

const SURNAMES: [&str; 8] = [
    "Мельник",
    "Шевчук",
    "Бондаренко",
    "Ткач",
    "Кравець",
    "Гнатюк",
    "Лисенко",
    "Василенко",
];

/// A stream of its own for each thing.
fn stream(seed: u64, kind: u64, index: u64) -> Random {
    Random::seeded(
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .wrapping_add(kind.wrapping_mul(0xBF58_476D_1CE4_E5B9))
            .wrapping_add(index),
    )
}

fn pick<T: Copy>(random: &Random, of: &[T]) -> Option<T> {
    let bound = u64::try_from(of.len()).unwrap_or_default();
    of.get(usize::try_from(random.below(bound)).unwrap_or_default())
        .copied()
}

/// A number from `low` to `high`, both included.
fn between(random: &Random, low: i64, high: i64) -> i64 {
    let width = u64::try_from(high - low + 1).unwrap_or(1);
    low + i64::try_from(random.below(width)).unwrap_or_default()
}

/// A company of the home country with a tax id that is right.
pub fn client(seed: u64, index: u32) -> SaveClient {
    let random = stream(seed, 1, u64::from(index));
    let first = pick(&random, &FIRST).unwrap_or_default();
    let second = pick(&random, &SECOND).unwrap_or_default();
    SaveClient {
        kind: "company".to_owned(),
        name: format!("ТОВ «{first} {second} {}»", index + 1),
        tax_ids: TypedTaxIds {
            ua_edrpou: edrpou(&random),
            ..TypedTaxIds::default()
        },
        address: format!(
            "{:05}, м. Київ, вул. Садова, {}",
            between(&random, 1000, 6999),
            between(&random, 1, 180)
        ),
        email: format!("office{}@client.example", index + 1),
        phone: format!("+380 44 {:07}", between(&random, 2_000_000, 5_999_999)),
        currency: "UAH".to_owned(),
        lang: pick(&random, &["uk", "uk", "ru", "en"]).unwrap_or("uk").to_owned(),
        payment_days: pick(&random, &["5", "7", "10", "14", "30"]).unwrap_or("5").to_owned(),
        // Among many random numbers some are equal.
        save_anyway: true,
        ..SaveClient::default()
    }
}

/// The one person people know at a client.
pub fn contact(seed: u64, index: u32) -> SaveContact {
    let random = stream(seed, 3, u64::from(index));
    let (first, last) = (
        pick(&random, &NAMES).unwrap_or_default(),
        pick(&random, &SURNAMES).unwrap_or_default(),
    );
    SaveContact {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        position: pick(&random, &["директор", "бухгалтер", "менеджер із закупівель"])
            .unwrap_or_default()
            .to_owned(),
        email: format!("person{}@client.example", index + 1),
        phone: format!("+380 67 {:07}", between(&random, 1_000_000, 9_999_999)),
        lang: "uk".to_owned(),
        ..SaveContact::default()
    }
}

/// Seven random digits and the one that belongs to them.
fn edrpou(random: &Random) -> String {
    let digits = between(random, 3_000_000, 4_999_999);
    (0..10)
        .map(|last| format!("{digits}{last}"))
        .find(|code| check(TaxIdKind::UaEdrpou, code).is_ok_and(|checked| checked.control == Control::Right))
        .unwrap_or_default()
}

/// An invoice: 5 % stay drafts, 3 % are cancelled, of the others three fifths are paid and one tenth in part.
pub fn invoice(seed: u64, index: usize, clients: usize) -> Planned {
    let random = stream(seed, 2, u64::try_from(index).unwrap_or(u64::MAX));
    let abroad = random.below(100) < 12;
    let days_ago = between(&random, 0, FIRST_DAY - 10);
    let price_mode = match (abroad, random.below(10)) {
        (true, _) => PriceMode::WithoutVat,
        (false, 0..3) => PriceMode::Gross,
        (false, _) => PriceMode::Net,
    };
    let items = if abroad { ABROAD.len() } else { HOME.len() };
    let line = |_| {
        let item = usize::try_from(random.below(u64::try_from(items).unwrap_or(1))).unwrap_or_default();
        let quantity = match random.below(5) {
            0 => format!("{}.{}", between(&random, 1, 20), between(&random, 1, 999)),
            _ => between(&random, 1, 24).to_string(),
        };
        let discount = pick(&random, &["", "", "", "", "5", "7.5"]).unwrap_or_default();
        (item, quantity, discount)
    };
    let lines = (0..between(&random, 1, 8)).map(line).collect();
    let clients = u64::try_from(clients).unwrap_or(1);
    Planned {
        client: usize::try_from(random.below(clients)).unwrap_or_default(),
        days_ago,
        term: pick(&random, &[5, 7, 10, 14, 30]).unwrap_or(5),
        currency: if abroad { Currency::Eur } else { Currency::Uah },
        price_mode,
        discount: pick(&random, &["", "", "", "", "3%", "10%"]).unwrap_or_default(),
        lines,
        note: "",
        end: end(&random, days_ago),
    }
}

fn end(random: &Random, issued: i64) -> End {
    let later = |most| between(random, 0, most).min(issued);
    match random.below(100) {
        0..5 => End::Draft,
        5..8 => End::Cancelled(issued - later(5), "Змінилося замовлення"),
        8..68 => {
            let last = issued - later(40);
            let first = issued - (issued - last) / 2;
            End::Issued(match random.below(10) {
                0..6 => vec![(last, 1000)],
                6..9 => vec![(first, between(random, 200, 700)), (last, 1000)],
                _ => vec![(issued, 250), (first, between(random, 200, 500)), (last, 1000)],
            })
        }
        68..78 => End::Issued(vec![(issued - later(30), between(random, 100, 900))]),
        _ => End::Issued(Vec::new()),
    }
}
