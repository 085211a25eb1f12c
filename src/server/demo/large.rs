//! A random company. Each client and each invoice is a function of the seed and its index, so that nothing has to be kept.

use super::company::{ABROAD, HOME};
use super::handover::{Fate, Handover, Portion};
use super::run::{End, Money, Planned};
use crate::crm::clients::forms::SaveClient;
use crate::crm::contacts::forms::SaveContact;
use crate::documents::closing::model::ClosingKind;
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

/// An invoice: 5 % stay drafts, 3 % are cancelled, of the others two thirds are paid, by two payments on average, and an eighth in part.
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
        end: end(&random, days_ago, abroad),
        handovers: handovers(seed, index, days_ago),
    }
}

/// A fifth of the invoices are closed, wholly or in part: services and works by an act, goods by a note.
fn handovers(seed: u64, index: usize, issued: i64) -> Vec<Handover> {
    let random = stream(seed, 4, u64::try_from(index).unwrap_or(u64::MAX));
    if random.below(100) >= 20 {
        return Vec::new();
    }
    let days_ago = issued - between(&random, 0, 30).min(issued);
    let portion = match random.below(10) {
        0 => Portion::Amount(between(&random, 200, 800)),
        1..3 => Portion::Quantity(between(&random, 200, 800)),
        _ => Portion::Rest,
    };
    let fate = match random.below(20) {
        0 => Fate::Draft,
        1 => Fate::Refused("Не погоджено обсяг"),
        2..6 => Fate::Issued,
        6..9 => Fate::SignedByUs,
        9..12 => Fate::SignedByClient,
        _ => Fate::Returned,
    };
    let made = |kind| Handover {
        days_ago,
        kind,
        portion,
        fate,
    };
    ClosingKind::ALL.iter().copied().map(made).collect()
}

fn end(random: &Random, issued: i64, abroad: bool) -> End {
    let later = |most| between(random, 0, most).min(issued);
    match random.below(100) {
        0..5 => End::Draft,
        5..8 => End::Cancelled(issued - later(5), "Змінилося замовлення"),
        8..76 => {
            let last = issued - later(40);
            let first = issued - (issued - last) / 2;
            let mut money = match random.below(10) {
                0..3 => Vec::new(),
                3..6 => vec![(first, Money::Pay(between(random, 200, 700)))],
                _ => vec![
                    (issued, Money::Pay(250)),
                    (first, Money::Pay(between(random, 200, 500))),
                ],
            };
            money.extend(settled(random, last, abroad));
            End::Issued(money)
        }
        76..89 => End::Issued(vec![(issued - later(30), Money::Pay(between(random, 100, 900)))]),
        _ => End::Issued(Vec::new()),
    }
}

/// How the rest of an invoice is paid.
fn settled(random: &Random, day: i64, abroad: bool) -> Vec<(i64, Money)> {
    let after = day - between(random, 0, 10).min(day);
    match random.below(100) {
        0..4 => vec![(day, Money::PayBeyond(between(random, 20, 300)))],
        4..6 => vec![
            (day, Money::PayBeyond(between(random, 20, 300))),
            (after, Money::Refund),
        ],
        6..10 => vec![(day, Money::UseAdvance), (day, Money::Pay(1000))],
        10..12 => vec![(day, Money::PayShort(between(random, 1, 99))), (after, Money::WriteOff)],
        12..14 => vec![(day, Money::Mistake), (day, Money::Pay(1000))],
        14..19 => vec![(day, Money::PayAll)],
        19..40 if abroad => vec![(day, Money::PayAtHome(between(random, 44_000, 49_500)))],
        _ => vec![(day, Money::Pay(1000))],
    }
}

#[cfg(test)]
mod tests {
    use super::{End, Money, invoice};

    #[test]
    fn there_are_one_and_a_half_payments_per_invoice() {
        let count = 20_000;
        let payments = |index| match invoice(7, index, 500).end {
            End::Issued(money) => {
                let none = [Money::UseAdvance, Money::WriteOff];
                money.iter().filter(|(_, deed)| !none.contains(deed)).count()
            }
            End::Draft | End::Cancelled(..) => 0,
        };
        let payments: usize = (0..count).map(payments).sum();
        assert!((29_000..33_000).contains(&payments), "{payments} for {count}");
    }
}
